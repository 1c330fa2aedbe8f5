"""A scale as plain values, to be held in a file, and read again to score others on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from coopindex.engine.frames import installed
from coopindex.engine.index import Choice, Index, Node
from coopindex.engine.scale import Key, Scale, is_along
from coopindex.engine.scored import Scored
from coopindex.engine.weights import as_stated, weights_words
from coopindex.methods.options import in_words
from coopindex.methods.settled import (
    as_plain,
    check_settled,
    of_plain,
    parts_of,
    returned_by,
)
from coopindex.methods.stages import FITTED, STEPS
from coopindex.periods import Period, is_period, ordered
from coopindex.phrases import Wording, chain
from coopindex.problems import InvalidInput, Problem, why

FORMAT = 1  # of the plain values
MOST = 5  # differences that are named


def scale_as_dict(result: Scored, words: str) -> dict[str, Any]:
    """Return the scale of a scoring as plain values, to the last digit.

    Whose it is (index, digest, version, scheme; weights, years and reference in words), how every
    node was `made`, so that another definition is told from this one, and what was `settled`.
    words : whose figures fixed it.
    """
    index, scale = result.index, result.fitted
    # years that stood in the rows for their statistics alone are no part of it; those along which
    # gaps were filled are, so that the same gaps are filled by the same figures
    along = index.looks_along_years
    scale = scale.as_fitted() if along else scale.take(result.years, result.years)
    return {
        "format": FORMAT,
        "coopindex": installed(),
        "index": index.code,
        "index_digest": index.digest,
        "scheme": result.weights_code,
        "weights": scale.weights if scale.held else weights_words(result.index, result.scheme),
        "years": list(ordered(scale.scored if scale.by_year else scale.fitted_to)),
        "walked": list(scale.years),
        "reference": scale.words if scale.held else words,
        "made": {node.code: _made(node) for node in as_stated(index).nodes},
        "settled": [
            {
                "node": code,
                "step": step,
                "by_year": (code, step) in scale.by_year,
                "year": scale.alone.get((code, step), 0),
                "statistics": as_plain(scale.of(code, step)),
            }
            for code, step in scale.entries
            if not is_along(index, code, step)
        ],
    }


def _made(node: Node) -> dict[str, Any]:
    """Say in words how a node is made, but for its weights."""
    found: dict[str, Any] = {"parent": node.parent, "direction": node.direction}
    for step in dict.fromkeys((*(step.name for step in STEPS), *FITTED)):
        choice = getattr(node, step)
        inner = step in ("weighting", "aggregation")
        if choice is None or (inner and not node.children):
            continue
        named = isinstance(choice, Choice)
        found[step] = in_words(choice.method, choice.options) if named else str(choice)
    if node.applies:
        found["applies"] = str(node.applies)
    return found


def read_scale(plain: Any, index: Index, file: str = "") -> Scale:
    """Return the scale in plain values, to score an index's units or years on.

    file : where they were read from, for problems and headings. A scale of another index, or of the
    same one defined otherwise, is `InvalidInput` that names what differs; what no scale looks like
    is, too. A definition that differs in words alone (a title, a reason) is the same.
    """
    whose = plain.get("index") if isinstance(plain, Mapping) else None
    if not isinstance(plain, Mapping) or plain.get("format") != FORMAT or not whose:
        raise _refused("no-scale", Wording("refusal.no-scale"), file)
    if whose != index.code:
        raise _refused(
            "other-scale", Wording("refusal.other-index", whose=whose, index=index.code), file
        )
    made = plain.get("made")
    if not isinstance(made, Mapping) or not all(isinstance(of, Mapping) for of in made.values()):
        raise _refused("no-scale", Wording("refusal.no-scale"), file)
    differences = list(_differences(made, as_stated(index)))
    if differences:
        said = chain(differences[:MOST])
        more = (
            Wording("refusal.more", number=len(differences) - MOST)
            if len(differences) > MOST
            else ""
        )
        raise _refused(
            "other-scale",
            Wording("refusal.defined-otherwise", index=index.code, differences=said, more=more),
            file,
        )
    try:
        # files of before say nothing of it
        weights = _of({"weights": "", **plain}, "weights", str)
        return replace(_read(plain, as_stated(index), file), weights=weights)
    except ValueError as unfit:
        raise _refused("no-scale", Wording("refusal.unfit-scale", why=why(unfit)), file) from unfit


def _read(plain: Mapping[str, Any], index: Index, file: str) -> Scale:
    settled: dict[Key, Any] = {}
    by_year: set[tuple[str, str]] = set()
    alone: dict[tuple[str, str], Period] = {}
    years, walked = _years(plain, "years"), _years(plain, "walked")
    for entry in _of(plain, "settled", list):
        code, step, each = _of(entry, "node", str), _of(entry, "step", str), False
        try:
            if ((code,), step) in settled:
                raise ValueError(Wording("refusal.once-expected"))
            settled[(code,), step] = _statistics(entry, index, len(walked))
            each = _of(entry, "by_year", bool)
            one = _of({"year": years[0] if len(years) == 1 else 0, **entry}, "year", int | str)
            if not is_period(one):
                raise ValueError(Wording("refusal.key-expected", key="year"))
        except ValueError as unfit:
            raise ValueError(
                Wording("refusal.unfit-entry", code=code, step=step, why=why(unfit))
            ) from unfit
        by_year |= {(code, step)} if each else set()
        alone |= {} if each else {(code, step): one}
    if by_year and not (years and set(years) <= set(walked)):
        raise ValueError(Wording("refusal.years-expected", key="years"))
    return Scale(
        settled,
        walked,
        frozenset(by_year),
        scored=years,
        fitted_to=years,
        alone=alone,
        file=file,
        words=_of(plain, "reference", str),
    )


def _statistics(entry: Mapping[str, Any], index: Index, years: int) -> Any:
    """Return the statistics of an entry; what does not fit the index's node is a `ValueError`."""
    code, step = entry["node"], entry["step"]
    node = index.node(code) if code in index.position else None
    choice: Choice | None = getattr(node, step) if node and step in FITTED else None
    if node is None or choice is None:
        raise ValueError(Wording("refusal.has-no-step", code=code, step=step))
    inner = step in ("weighting", "aggregation")
    found = of_plain(_of(entry, "statistics", list | Mapping), returned_by(choice.found))
    lead = (years,) if _of(entry, "by_year", bool) else ()
    check_settled(found, parts_of(choice.found), lead, len(node.children) if inner else 1)
    return found


def _of(plain: Any, key: str, kind: Any) -> Any:
    """Return what stands under a key; what is not of its kind is a `ValueError`."""
    value = plain.get(key) if isinstance(plain, Mapping) else None
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ValueError(Wording("refusal.key-expected", key=key))
    return value


def _years(plain: Mapping[str, Any], key: str) -> tuple[Period, ...]:
    years = _of(plain, key, list)
    if not all(map(is_period, years)) or len(set(years)) < len(years):
        raise ValueError(Wording("refusal.years-expected", key=key))
    return tuple(years)


def _differences(made: Mapping[str, Mapping[str, Any]], index: Index) -> Iterator[Wording]:
    """Say in what an index differs from the one that a scale was fitted to."""
    now = {node.code: _made(node) for node in index.nodes}
    yield from (Wording("refusal.gone", code=code) for code in made if code not in now)
    yield from (Wording("refusal.new", code=code) for code in now if code not in made)
    for code in (code for code in now if code in made):
        for key in dict.fromkeys((*made[code], *now[code])):
            was, is_now = made[code].get(key, "none"), now[code].get(key, "none")
            if was != is_now:
                yield Wording("refusal.was-and-is", key=key, code=code, was=was, now=is_now)


def _refused(code: str, message: Wording, file: str) -> InvalidInput:
    return InvalidInput(
        [
            Problem(
                code, message, file=file or None, field="scale", hint=Wording("refusal.anew.hint")
            )
        ]
    )
