"""What was fitted when an index was scored: every step's settled statistics, and found weights.

A walk asks for statistics where it needs them, and a `Settle` answers: it fits them afresh, keeps
what it fits, or holds what was kept, whatever the rows are now.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from coopindex.engine.index import Node

Settle = Callable[[Sequence[Node], str, Callable[[], Any]], Any]


def afresh(_nodes: Sequence[Node], _stage: str, fit: Callable[[], Any]) -> Any:
    """Fit, and keep nothing."""
    return fit()


@dataclass(frozen=True, eq=False)
class Scale:
    """The settled statistics of one scoring.

    settled : (codes of the nodes done together, stage) -> what their method settled: a minimum and
        maximum, two clip points, the rows ranked among, the ideals of a node's children, its weights.
        A leading axis stands for years where each has its own. Where a step looks along a unit's own
        years, what it filled in.
    """

    settled: dict[tuple[tuple[str, ...], str], Any] = field(default_factory=dict)

    def keep(self, nodes: Sequence[Node], stage: str, fit: Callable[[], Any]) -> Any:
        """Fit, and keep it."""
        found = self.settled[tuple(node.code for node in nodes), stage] = fit()
        return found

    def hold(self, nodes: Sequence[Node], stage: str, _fit: Callable[[], Any]) -> Any:
        """Return what was kept; asking for what was not is a `KeyError`."""
        return self.settled[tuple(node.code for node in nodes), stage]
