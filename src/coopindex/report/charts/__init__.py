"""Every chart of a report, by its name, and why one cannot be drawn.

Charts are drawn as our own SVG. Each has its file; `parts`, `statuses` and `bump` hold marks that
several share, `canvas` and `measure` what puts shapes and text down, `style` their colours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from inspect import signature
from typing import Any

from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem, nearest
from coopindex.report.charts.chart import Chart
from coopindex.report.edition import Edition, once


@dataclass(frozen=True)
class Kind:
    """A kind of chart.

    name : of the chart, and of its file here. needs : the part of an edition without which it
    cannot be drawn. several : whether it takes two units at least. of_unit : whether it is of one.
    may_be_empty : whether what it needs can hold nothing to draw, which its file's `is_empty` says.
    simulated : whether draws are shown.
    """

    name: str
    needs: str = ""
    several: bool = False
    of_unit: bool = False
    may_be_empty: bool = False
    simulated: bool = False

    @property
    def uses(self) -> frozenset[str]:
        """The options, of those that not every chart heeds, that it makes use of."""
        found = {"draws", "seed", "plan"} if self.simulated else set()
        # how often each choice is drawn, its plan says alone
        found |= {"seed", "plan"} if self.needs == "factors" else set()
        found |= {"plan"} if self.needs == "scenarios" else set()
        found |= {"map"} if self.needs == "map" else set()
        # in a chart in which no unit can stand out the argument has no use
        return frozenset(found | ({"unit"} & signature(self._file.chart).parameters.keys()))

    def refused(self, edition: Edition, unit: str | None = None) -> Problem | None:
        """Say why it cannot be drawn of an edition; None if it can."""
        if self.several and sum(each.ranked for each in edition.as_scored) < 2:
            return _not("charts.too_few", self.name)
        if self.needs and getattr(edition, self.needs) is None:
            why = edition.unasked.get(self.needs)
            return why or _not(f"charts.without_{self.needs}", self.name)
        if self.may_be_empty and self._file.is_empty(edition):
            return _not(f"charts.empty_{self.name}", self.name)
        if (
            self.name == "pairs"
            and edition.uncertainty
            and not edition.uncertainty.tally.ahead.size
        ):
            return _not("charts.without_pairs", self.name)
        if self.of_unit and unit is None:
            return _not("charts.of_a_unit", self.name).but(code="no-unit", field="unit")
        if self.name == "gap" and _alone(edition, str(unit)):
            return _not("charts.without_rival", self.name)
        return None

    def made(self, edition: Edition, unit: str | None = None) -> Chart:
        """Make it of an edition that has what it needs."""
        made: Chart = self._file.chart(edition, unit)
        return made

    @property
    def _file(self) -> Any:
        return import_module(f"coopindex.report.charts.{self.name}")


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("ranking", simulated=True),
        Kind("map", "map"),
        Kind("intervals", "uncertainty", several=True, simulated=True),
        Kind("pairs", "uncertainty", several=True, simulated=True),
        Kind("chances", "uncertainty", several=True, simulated=True),
        Kind("scenarios", "scenarios", several=True),
        Kind("drivers", "factors", several=True),
        Kind("grid", "grid", several=True),
        Kind("trajectories", "history", several=True),
        Kind("experts", "elicited", may_be_empty=True),
        Kind("expert_ranks", "elicited", several=True, may_be_empty=True),
        Kind("coverage"),
        Kind("correlations", "audit", several=True, may_be_empty=True),
        Kind("importance", "audit", several=True, may_be_empty=True),
        Kind("treated", "audit", several=True, may_be_empty=True),
        Kind("obstacles", "obstacles", several=True, may_be_empty=True),
        Kind("disparity", "disparity", several=True, may_be_empty=True),
        Kind("ladder", of_unit=True),
        Kind("gap", of_unit=True),
    )
}


class Charts(Mapping[str, Chart]):
    """The charts that an edition has, each made when it is first looked at.

    unit : whose they are; None: those of the whole field.
    """

    def __init__(self, edition: Edition, unit: str | None = None) -> None:
        self._edition, self._unit = edition, unit
        self._made: dict[str, Chart] = {}

    def __getitem__(self, name: str) -> Chart:
        if name not in self:
            raise KeyError(name)
        if name not in self._made:
            self._made[name] = KINDS[name].made(self._edition, self._unit)
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        kind = KINDS.get(str(name))
        if kind is None or kind.of_unit != (self._unit is not None):
            return False
        return name in self._made or kind.refused(self._edition, self._unit) is None

    def __iter__(self) -> Iterator[str]:
        return (name for name in KINDS if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@once
def charts_of(edition: Edition, unit: str | None = None) -> Charts:
    """Return the charts of an edition by their names; of a unit, given by its code, those of it."""
    return Charts(edition, unit)


def chart_of(edition: Edition, name: str, unit: str | None = None) -> Chart:
    """Return one chart, in which a unit stands out if one is given.

    An unknown name, and a chart that cannot be drawn of this edition, are `InvalidInput`.
    """
    need_name(name)
    if why := KINDS[name].refused(edition, unit):
        raise InvalidInput([why])
    return KINDS[name].made(edition, unit)


def _alone(edition: Edition, unit: str) -> bool:
    """Whether a unit is not explained, or has none above or below it."""
    found = edition.explanations.get(unit)
    return found is None or found.rival is None


def need_name(name: str) -> None:
    """Refuse a name that no chart has."""
    if name not in KINDS:
        message, hint = Wording("charts.unknown", name=name), nearest(name, list(KINDS))
        problem = Problem("unknown-chart", message, field="name", value=name, hint=hint)
        raise InvalidInput([problem])


def _not(key: str, name: str) -> Problem:
    return Problem("no-chart", Wording(key, name=name), value=name)
