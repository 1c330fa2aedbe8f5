"""A method's documentation in its parts, as they are told: words first, arrays last."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coopindex.methods.examples import Example, example
from coopindex.methods.options import Named, as_yaml
from coopindex.methods.registry import Method
from coopindex.phrases import both, say

ENTRY = re.compile(r"^(\w+(?:, \w+)*) : ")  # what an argument is
ARRAYS = ("x", "reference", "weights", "neutral", "applies", "context")
SENTENCE = re.compile(r"(?<=[^.]\.) (?=[A-Z0-9`])")
WORDS = re.compile(r"(?:[A-Za-z]{2,}[ ,]+){2}[A-Za-z]{2,}")  # three words in a row
CLAUSE = re.compile(r"(?:[;,] \w(?:_\w|, \w)? )?[,;:] (?!where )(?=(?:[a-z]{2,} ){2}|p = 0 is)")
RECKONS = re.compile(r"[=/^]|sum|prod|ln\(| - ")
CITED = re.compile(r"https?://|\(\d{4}\)")
# a parameter -> what it is called in YAML, where that is no name in Python
WRITTEN = {"zero": "as"}


@dataclass(frozen=True)
class Parts:
    """The parts of a documentation.

    words : what an analyst should know, a paragraph each. formulas : those in signs, with what
    their signs are. options : option -> what it does. arrays : what goes in and what comes out.
    """

    summary: str
    words: tuple[str, ...]
    formulas: tuple[str, ...]
    options: Mapping[str, str]
    sources: tuple[str, ...]
    arrays: tuple[str, ...]


def parts(method: Method, options: Collection[str]) -> Parts:
    """Take a method's documentation apart. options : those that can be written."""
    summary, *rest = method.documentation.split("\n\n")
    words: list[str] = []
    formulas: list[str] = []
    sources: list[str] = []
    arrays: list[str] = []
    known: dict[str, str] = {}
    described = False
    for part in rest:
        if _is_of_arguments(part, options):
            described = True
            for entry in _entries(part):
                of_arrays, further = _sorted_in(entry, method, options, known)
                arrays += of_arrays
                words += further
        elif described and CITED.search(part):
            sources.append(_one_line(part))
        elif not described and formula(part):
            formulas.append(_one_line(part))
        else:
            words.append(_one_line(part))
    return Parts(
        _joined(summary), tuple(words), tuple(formulas), known, tuple(sources), tuple(arrays)
    )


def _is_of_arguments(part: str, options: Collection[str]) -> bool:
    names = _names(part, options)
    return any(name in ARRAYS or name in options for name in names)


def _names(entry: str, options: Collection[str]) -> list[str]:
    """Return the arguments that an entry is about, options as they are written."""
    found = ENTRY.match(entry)
    names = found[1].split(", ") if found else []
    return [name if name in options else WRITTEN.get(name, name) for name in names]


def _entries(part: str) -> Iterator[str]:
    """Yield what is said of each argument, and what is returned, on one line each."""
    for entry in re.split(r"\n(?=\w+(?:, \w+)* : |Returns )", part):
        yield _joined(entry)


def _sorted_in(
    entry: str, method: Method, options: Collection[str], known: dict[str, str]
) -> tuple[list[str], list[str]]:
    """Note what is said of an option; return what is said of arrays, and what else."""
    names = _names(entry, options)
    if any(name in options for name in names):
        known.update(dict.fromkeys(names, entry.partition(" : ")[2]))
        return [], []
    if any(name in method.options for name in names):
        return [], [entry]
    if names and names[0] != "x":
        return [entry], []
    first, *others = SENTENCE.split(entry)
    arrays = [other for other in others if other.startswith("Returns") or ENTRY.match(other)]
    words = [other for other in others if other not in arrays]
    return [" ".join([first, *arrays])], [" ".join(words)] if words else []


def _joined(text: str) -> str:
    return re.sub(r"\n *", " ", text)


def _one_line(text: str) -> str:
    """Return a paragraph on one line; a list of things, each on its own."""
    return "\n".join(_entries(text))


def formula(part: str) -> str:
    """Return the formula with which a part of a documentation begins; "" where it is in words.

    >>> formula("z = x / max, spread over `scale`"), formula("Twice as much scores twice.")
    ('z = x / max', '')
    """
    found = CLAUSE.split(part.replace("\n", " "))[0]
    return found if RECKONS.search(found) and not WORDS.search(found) else ""


# -- the example ----------------------------------------------------------------------------------


def example_said(method: Method, lang: str = "en") -> str:
    """Say in a sentence what a method makes of a few figures; "" where it does nothing."""
    if method.stage == "missing":
        return say("methods.example_missing", lang)
    shown = example(method)
    if shown is None:
        return ""
    kind = "based" if method.based else STAGE_EXAMPLES.get(method.stage) or _special(method, shown)
    told = {name: value for name, value in shown.options.items() if name not in ("by", "per")}
    text = say(f"methods.example_{kind}", lang, **_figures(method, shown, lang))
    if told:
        options = ", ".join(f"{name}: {_as_written(value)}" for name, value in told.items())
        text = say("methods.example_with", lang, example=text, options=options)
    return say("methods.example", lang, example=text)


STAGE_EXAMPLES = {
    "denomination": "divided",
    "transform": "changed",
    "treatment": "changed",
    "rounding": "changed",
    "normalisation": "points",
    "aggregation": "children",
    "ranking": "ranks",
}


def _special(method: Method, shown: Example) -> str:
    if method.stage == "weighting":
        return "judged" if method.judged else "weights"
    if method.across_years:
        return "filled_over_years"
    if shown.given.shape[1] > 1:
        return "filled_beside"
    return "filled_in_groups" if "group" in shown.options else "filled"


def _figures(method: Method, shown: Example, lang: str) -> dict[str, str]:
    """Return the figures of an example as a sentence takes them."""

    def row(values: Any, write: Callable[[float], str] = _figure) -> str:
        return both([write(float(value)) for value in values], lang)

    across = method.stage in ("weighting", "aggregation")
    if across:
        lines = shown.given if method.stage == "aggregation" else shown.given.T
        given = both([f"({', '.join(map(_figure, line))})" for line in lines], lang)
    else:
        given = row(shown.given[:, 0])
    gap = shown.given[:, 0] != shown.given[:, 0]
    found = shown.found[gap] if method.stage == "imputation" else shown.found
    write = _percent if method.stage == "weighting" else _figure
    by = shown.options.get("by")
    return {
        "given": given,
        "found": row(found, write) if len(found) > 1 else _figure(float(found[0])),
        "beside": row(shown.given[:, -1]),
        "by": "" if by is None else row(by[:, 0]),
        "per": str(shown.options.get("per", "")),
    }


def _figure(value: float) -> str:
    if value != value:
        return "–"
    return f"{round(value, 9):.3g}" if abs(value) < 1000 else f"{value:.0f}"


def _percent(value: float) -> str:
    return f"{_figure(100 * value)}%"


def _as_written(value: Any) -> str:
    """Write an option of an example as in YAML."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{name}: {_as_written(each)}" for name, each in value.items())
        return f"{{{inner}}}"
    if isinstance(value, Named):
        return as_yaml(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_as_written, value))}]"
    return str(value)
