"""A scale as plain values, to be kept in a file, and read again to score others on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from coopindex.engine.frames import installed
from coopindex.engine.index import Choice, Index, Node
from coopindex.engine.scale import Key, Scale, is_along
from coopindex.engine.scored import Scored
from coopindex.engine.weights import as_stated
from coopindex.methods.options import in_words
from coopindex.methods.settled import as_plain, of_plain, returned_by
from coopindex.methods.stages import FITTED, STEPS
from coopindex.phrases import Wording, chain
from coopindex.problems import InvalidInput, Problem, why

FORMAT = 1  # of the plain values
MOST = 5  # differences that are named


def scale_as_dict(result: Scored, words: str) -> dict[str, Any]:
    """Return the scale of a scoring as plain values, to the last digit.

    Whose it is (index, digest, version, scheme, years, reference in words), how every node was
    `made`, so that another definition is told from this one, and what was `settled`. words : whose
    figures fixed it.
    """
    index, scale = result.index, result.fitted
    if not index.looks_along_years:
        # years that stood in the rows for their statistics alone are no part of it
        scale = scale.take(result.years, result.years)
    return {
        "format": FORMAT,
        "coopindex": installed(),
        "index": index.code,
        "index_digest": index.digest,
        "scheme": result.weights_code,
        "years": [year for year in scale.fitted_to if year in result.years or not scale.by_year],
        "walked": list(scale.years),
        "reference": scale.words if scale.held else words,
        "made": {node.code: _made(node) for node in as_stated(index).nodes},
        "settled": [
            {
                "node": code,
                "step": step,
                "by_year": (code, step) in scale.by_year,
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
    differences = list(_differences(plain.get("made", {}), as_stated(index)))
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
        return _read(plain, as_stated(index), file)
    except (KeyError, TypeError, ValueError) as unfit:
        raise _refused("no-scale", Wording("refusal.unfit-scale", why=why(unfit)), file) from unfit


def _read(plain: Mapping[str, Any], index: Index, file: str) -> Scale:
    settled: dict[Key, Any] = {}
    by_year: set[tuple[str, str]] = set()
    for entry in plain["settled"]:
        code, step = entry["node"], entry["step"]
        choice: Choice | None = getattr(index.node(code), step)
        if choice is None:
            raise ValueError(Wording("refusal.has-no-step", code=code, step=step))
        annotation = returned_by(choice.found)
        settled[(code,), step] = of_plain(entry["statistics"], annotation)
        by_year |= {(code, step)} if entry["by_year"] else set()
    years = tuple(plain["years"])
    return Scale(
        settled,
        tuple(plain["walked"]),
        frozenset(by_year),
        fitted_to=years,
        file=file,
        words=plain["reference"],
    )


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
