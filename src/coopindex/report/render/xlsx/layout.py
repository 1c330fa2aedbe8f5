"""Where everything stands: rows of units, columns of nodes, cells of weights.

Children of one parent stand side by side wherever they are put together, so that a mean is a
formula over one range. Units stand in the order of their codes, which is that of a tie.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from coopindex.engine.index import Node
from coopindex.engine.result import Result
from coopindex.methods.registry import Array
from coopindex.report.edition import Edition
from coopindex.report.facts.headline import banner
from coopindex.report.facts.standings import Dimension, Standing
from coopindex.report.live import kept, way_of
from coopindex.report.look import Fill
from coopindex.report.pages.frame import called, titles_of
from coopindex.report.render.xlsx.state import weights_said

# the row of the first unit on each sheet of figures: title, banner, what is said, a colour for each
# dimension, the head; where points come from; shares
FIRST = {"data": 8, "normalised": 11, "scores": 7}
STRIP_ROW, HEAD_ROW = 4, 5  # the row of colours, and of titles
WEIGHT_ROW = {sheet: first - 1 for sheet, first in FIRST.items()}
# columns of the sheet of scores before its nodes
CODE, NAME, OTHER, SCORE, KEY, RANK, PLACE, PUBLISHED, INTERVAL, MOVED = range(10)
# columns of the sheet of weights, and the row of its first family
TITLE_AT, NODE_AT, WEIGHT_AT, SHARE_AT, EFFECTIVE_AT, PUBLISHED_AT, NOTE_AT = range(1, 8)
FAMILIES = 8
BEFORE = 2  # columns before the indicators on the sheets of data


def cell(row: int, column: int, *, fixed: str = "") -> str:
    """Write a cell's place; `fixed` says what stays when it is copied: row, column, both.

    >>> cell(0, 0), cell(6, 27, fixed="both")
    ('A1', '$AB$7')
    """
    letters, number = "", column + 1
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(65 + digit) + letters
    before = "$" if fixed in ("column", "both") else ""
    return f"{before}{letters}{'$' if fixed in ('row', 'both') else ''}{row + 1}"


@dataclass(frozen=True)
class Family:
    """A node and its children, and where their weights stand.

    at : where it begins on the sheet of weights, from the first family's row. moves : whether its
    weights may be changed here. stated : whether they count as they stand, not in proportion.
    """

    parent: Node
    children: tuple[Node, ...]
    at: int
    moves: bool
    stated: bool


@dataclass(frozen=True, eq=False)
class Layout:
    """The places of one edition."""

    edition: Edition

    @property
    def result(self) -> Result:
        """The scoring."""
        return self.edition.result

    @cached_property
    def order(self) -> list[int]:
        """The positions of the units, by their codes."""
        codes = np.array(self.result.rows.units)
        return [int(at) for at in np.argsort(codes, kind="stable")]

    @cached_property
    def units(self) -> list[str]:
        """The units' codes."""
        return [self.result.rows.units[at] for at in self.order]

    @cached_property
    def names(self) -> list[str]:
        """The units' names."""
        return called(self.units, self.result.data, self.edition.lang)

    @cached_property
    def standings(self) -> list[Standing]:
        """Where they stand."""
        return [self.edition.standing[unit] for unit in self.units]

    def down(self, sheet: str, column: int) -> str:
        """The range of all units in a column of a sheet."""
        first, last = FIRST[sheet], FIRST[sheet] + len(self.units) - 1
        return f"{cell(first, column, fixed='both')}:{cell(last, column, fixed='both')}"

    @cached_property
    def others(self) -> list[str]:
        """Their names in the other language, "" where there is none."""
        return [standing.other for standing in self.standings]

    @cached_property
    def banner(self) -> str:
        """The warning of figures that are made up, "" where there is none."""
        found = banner(self.edition)
        return "" if found is None else found.text

    @cached_property
    def weights(self) -> str:
        """Whose weights it was made with, to be used in a sentence."""
        return weights_said(self.result, self.edition.lang)

    # -- nodes ------------------------------------------------------------------------------------

    @cached_property
    def why(self) -> Mapping[str, str]:
        """The nodes that keep their published column, and why."""
        found = dict(kept(self.result, self.edition.lang))
        return found | {
            node.code: ""
            for node in self.result.index.inner
            if node.code not in found and _conditional(self.result, node)
        }

    def moves(self, node: Node) -> bool:
        """Whether a node is put together by a formula."""
        above = node.parent
        return (
            bool(node.children)
            and node.code not in self.why
            and (above is None or self.moves(self.result.index.node(above)))
        )

    @property
    def live(self) -> bool:
        """Whether the ranking follows the weights at all."""
        return self.moves(self.result.index.root)

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What nodes are called."""
        codes = [node.code for node in self.result.index.nodes]
        return dict(zip(codes, titles_of(codes, self.result.index, self.edition.lang), strict=True))

    @cached_property
    def fills(self) -> Mapping[str, Fill]:
        """The colour of every node: that of its dimension."""
        found = dict[str, Fill]()
        for dimension in self.edition.dimensions:
            for code in (dimension.code, *self._below(dimension)):
                found[code] = dimension.fill
        return found

    def _below(self, dimension: Dimension) -> list[str]:
        inner, found = [dimension.node], list[str]()
        while inner:
            children = self.result.index.below.get(inner.pop().code, ())
            found += [child.code for child in children]
            inner += children
        return found

    @cached_property
    def families(self) -> tuple[Family, ...]:
        """Every inner node with its children, root first, as the tree is written."""
        index, found, at = self.result.index, list[Family](), 0
        for node, _ in index.depth_first():
            if node.children:
                children = index.below[node.code]
                stated = not node.aggregation.found.rescales_weights
                found.append(Family(node, children, at, self.moves(node), stated))
                # a head, the children, their sum, why they do not move, a blank line
                at += len(children) + 4
        return tuple(found)

    @cached_property
    def family(self) -> Mapping[str, Family]:
        """The family of each inner node."""
        return {family.parent.code: family for family in self.families}

    @cached_property
    def leaves(self) -> tuple[Node, ...]:
        """The indicators, those of one parent side by side."""
        return tuple(c for family in self.families for c in family.children if not c.children)

    @cached_property
    def leaf(self) -> Mapping[str, int]:
        """The column of each indicator on the sheets of data."""
        return {node.code: BEFORE + at for at, node in enumerate(self.leaves)}

    @cached_property
    def columns(self) -> tuple[Node, ...]:
        """The nodes on the sheet of scores: of each family with an inner child, all children."""
        mixed = (f for f in self.families if any(child.children for child in f.children))
        return tuple(child for family in mixed for child in family.children)

    @cached_property
    def column(self) -> Mapping[str, int]:
        """The column of each of them."""
        return {node.code: MOVED + 1 + at for at, node in enumerate(self.columns)}

    def weight_row(self, code: str) -> int:
        """The row of a node on the sheet of weights."""
        family = self.family[str(self.result.index.node(code).parent)]
        position = [child.code for child in family.children].index(code)
        return FAMILIES + family.at + 1 + position

    def weight_cell(self, code: str) -> str:
        """The cell of a node's weight inside its parent as it is counted there."""
        stated = self.family[str(self.result.index.node(code).parent)].stated
        return cell(self.weight_row(code), WEIGHT_AT if stated else SHARE_AT, fixed="both")

    def children(self, family: Family, unit: int) -> tuple[str, str, str]:
        """Return the sheet on which a unit's children stand side by side, and two ranges there.

        unit : among the units. The ranges are those of its values and of the weights above them.
        """
        sheet = "scores" if family.children[0].code in self.column else "normalised"
        at = self.column if sheet == "scores" else self.leaf
        ends = [at[family.children[end].code] for end in (0, -1)]
        row, above = FIRST[sheet] + unit, WEIGHT_ROW[sheet]
        values = ":".join(cell(row, end, fixed="column") for end in ends)
        weights = ":".join(cell(above, end, fixed="both") for end in ends)
        return sheet, values, weights

    # -- values -----------------------------------------------------------------------------------

    def values(self, code: str, step: str = "finished") -> Array:
        """A node's values in the last year scored, in the order of the units."""
        return np.asarray(self.result.array(code, step)[-1, self.order])

    def share(self, code: str) -> float:
        """A node's share inside its parent, or its weight where it counts as it stands."""
        return float(self.result.last_shares[self.result.index.position[code]])

    def way(self, node: Node) -> dict[str, Any]:
        """How a node is put together of its children."""
        return way_of(node)


def _conditional(result: Result, node: Node) -> bool:
    """Whether what does not apply to a unit counts otherwise than as missing."""
    rule = node.missing
    plain = rule.renormalise and not rule.zero and (rule.count or not rule.minimum_present)
    link = node.aggregation.link
    bent = link is not None and link.exponent != 1
    return (node.code in result.index.conditional and not plain) or (bent and rule.zero)
