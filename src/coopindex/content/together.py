"""Which problems are told together: all that stand for themselves, and none that follows.

A definition with an error is read on as far as it goes, so that whoever mends it hears of the data
and the weights in the same breath. But where it is not sure which nodes there are, or what lies
below which, much that seems wrong with the data and the weights follows from that alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from coopindex.problems import Problem

# errors that leave it sure which nodes there are, whose figures they take, and where they stand
OF_METHODS = frozenset(
    [
        *("bad-option", "bad-share", "bad-value", "bad-weight", "missing-option", "mixed-percents"),
        *("mixed-weights", "not-text", "percents-not-100", "unknown-column", "unknown-key"),
        *("unknown-method", "unknown-option", "unknown-scheme", "zero-weights"),
    ]
)
# keys of a definition that say whose figures are read; a node that is called so is no matter
OF_FIGURES = frozenset(["children", "constant", "counts", "data", "evidence", "variables"])
# keys of which a wrong one says nothing of where figures may lie; none: of a workbook's cell
OF_BOUNDS = frozenset(["", "bounds", "highest", "lowest"])
# what is wrong with a cell or a row, whatever the tree is
OF_CELLS = frozenset(
    [
        *("bad-date", "bad-year", "coarse-date", "duplicate-observation", "duplicate-unit"),
        *("misspelt-unit", "no-date", "no-source", "no-value", "not-a-number", "out-of-bounds"),
        *("ragged-row", "unknown-source", "unknown-status", "unknown-unit", "yaml"),
    ]
)
# what is wrong with a scheme, whatever the tree is
OF_SCHEMES = frozenset(
    ["bad-code", "bad-weight", "duplicate-key", "not-text", "unknown-key", "yaml"]
)
# what may be wrong with a family because a child is elsewhere
OF_FAMILIES = frozenset(
    [
        *("bad-value", "misplaced-key", "mixed-percents", "mixed-weights", "percents-not-100"),
        *("unknown-node", "zero-weights"),
    ]
)
MISPLACED = frozenset(["circle", "duplicate-node", "nesting", "unknown-node"])


def is_misplaced(problem: Problem) -> bool:
    """Whether a node is not where its analyst meant it to be."""
    return problem.code in MISPLACED and problem.field in ("parent", "code", None)


def without_families(problems: Iterable[Problem], misplaced: Collection[Problem]) -> list[Problem]:
    """Leave out what may be wrong with a family for the sole reason that a node is misplaced."""
    found = list(problems)
    if not misplaced:
        return found
    return [each for each in found if each.code not in OF_FAMILIES or each in misplaced]


def data_beside(
    errors: Collection[Problem], problems: Iterable[Problem], known: bool
) -> Iterator[Problem]:
    """Yield what is wrong with the data, whatever the definition's errors are.

    known : whether all tables of its nodes could be read.
    """
    if any(_steps(error)[:1] == ["data"] for error in errors):
        return
    sure = known and all(map(_names_no_figures, errors))
    bounded = not any(OF_BOUNDS & {*_steps(error)} for error in errors)
    for each in problems:
        if (sure or each.code in OF_CELLS) and (bounded or each.code != "out-of-bounds"):
            yield each


def schemes_beside(
    errors: Collection[Problem], problems: Iterable[Problem], known: bool
) -> Iterator[Problem]:
    """Yield what is wrong with the schemes, whatever the definition's errors are; see above."""
    misplaced = [error for error in errors if _lies_elsewhere(error)]
    others = (error for error in errors if error not in misplaced)
    sure = known and all(map(_names_no_figures, others))
    told = {*OF_SCHEMES, "unknown-node"} if sure else OF_SCHEMES
    yield from (each for each in problems if (sure and not misplaced) or each.code in told)


def _lies_elsewhere(error: Problem) -> bool:
    """Whether a node is there, and what it lies below is not known."""
    return error.code == "unknown-node" and error.field in ("parent", None)


def _names_no_figures(error: Problem) -> bool:
    return error.code in OF_METHODS and not OF_FIGURES & {*_steps(error)[-2:]}


def _steps(problem: Problem) -> list[str]:
    return (problem.field or "").split(".")
