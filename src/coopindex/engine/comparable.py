"""Whether the children of a node can be put together: normalised, or of one measure.

What a measure counts in is anybody's to choose: million or billion yuan. Where the ranks of a node
hang on that choice, its children are not comparable.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import isfinite

from coopindex.engine.index import Index, Node

Way = tuple[object, ...]
# points, ranks and shares of one another: no unit is left in them
PURE: Way = ("pure",)
# logarithms of whatever is above 0: another unit adds the same to all of them
LOGARITHM: Way = ("logarithm",)


@dataclass(frozen=True)
class Measured:
    """What a column may be said to be measured in: those that share a way are comparable.

    bent : whether another unit does more to the column than to multiply it. alike : whether all
    units have the same value. settled : whether the analyst says why it stays as it is.
    """

    ways: frozenset[Way]
    bent: bool = False
    alike: bool = False
    settled: bool = False


def unlike(index: Index) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    """Yield each node whose ranks hang on what its children are measured in, and those children.

    They are those that are not normalised. What lies below such a node is not held against the
    nodes above it.
    """
    found: dict[str, Measured] = {}
    for node in index.nodes:
        children = index.below.get(node.code, ())
        column = _put_together(node, [found[c.code] for c in children]) if children else _read(node)
        if not column.ways:
            yield node, tuple(child for child in children if _is_raw(found[child.code]))
            column = Measured(frozenset({PURE}))
        found[node.code] = _finished(node, column)


def _is_raw(one: Measured) -> bool:
    return not (one.alike or one.settled or PURE in one.ways)


def _read(leaf: Node) -> Measured:
    """Return what an indicator is measured in before it is normalised."""
    transform, done = leaf.transform, (leaf.denomination, leaf.transform)
    change = transform.found.in_another_unit(transform.settings)
    low, high = leaf.bounds
    ways: list[Way] = [("column", leaf.data or leaf.code, *done)]
    if leaf.measure.en:
        ways.append(("measure", leaf.measure.en, *done))
    elif leaf.counted:
        ways.append(("events", *done))
    if low is not None and high is not None and isfinite(low) and isfinite(high):
        ways.append(("range", low, high, *done))
    ways += [LOGARITHM] if change == "constant" else [PURE] if change == "same" else []
    return Measured(frozenset(ways), change in (None, "constant"), alike=leaf.data == "")


def _put_together(node: Node, children: Sequence[Measured]) -> Measured:
    """Return what a node is measured in before it is normalised; no way: its children are unlike.

    What is added to a constant is no longer multiplied by another unit.
    """
    way, asked = node.aggregation, [child for child in children if _is_asked(child)]
    if not asked:
        return Measured(frozenset({PURE}))
    shared = frozenset.intersection(*(child.ways for child in asked))
    # a constant that is added leaves the order of sums alone, and of no other mean
    shared = shared if way.found.adds else shared - {LOGARITHM}
    bent = any(child.bent for child in asked)
    free = way.found.is_free_of_units(way.settings) and not bent
    if not (shared or free):
        return Measured(frozenset())
    if PURE in shared or way.found.measure == "none":
        return Measured(frozenset({PURE}))
    kept = shared if way.found.measure == "kept" else frozenset[Way]()
    bent = bent or (not free and any(child.alike for child in children))
    return _transformed(node, kept or frozenset({("node", node.code)}), bent)


def _is_asked(child: Measured) -> bool:
    return not (child.alike or child.settled)


def _transformed(node: Node, ways: frozenset[Way], bent: bool = False) -> Measured:
    """Return what a node is measured in after its own transform."""
    change = node.transform.found.in_another_unit(node.transform.settings)
    if not ways or node.transform.leaves_alone:
        return Measured(ways, bent)
    if change == "same" or PURE in ways:
        return Measured(frozenset({PURE}))
    logarithm = {LOGARITHM} if change == "constant" and not bent else set()
    return Measured(
        frozenset({(*way, node.transform) for way in ways} | logarithm), bent or change != "factor"
    )


def _finished(node: Node, column: Measured) -> Measured:
    """Return what a node is measured in in the end."""
    way = node.normalisation
    if way.leaves_alone:
        return replace(column, settled=bool(way.reason))
    ends = way.found.ends_of(way.settings)
    # as the declared range of an indicator to which nothing is done
    declared = [("range", *map(float, ends), None, Node.transform)] if len(ends) == 2 else []
    return Measured(frozenset({PURE, *declared}))
