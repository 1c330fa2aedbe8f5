"""What was fitted when an index was scored: every step's settled statistics, and found weights.

A walk asks for statistics where it needs them, and a `Settle` answers: it fits them afresh, keeps
what it fits, or holds what another walk fitted, whatever the rows are now.

What to call from above:

    result.scale                        the table: node, step, statistic, value, year, of
    result.scale_as_dict()              plain values to the last digit, for a file
    scale_file.read_scale(plain, index, name)    the scale in a file, or a `Problem` that says why
    not score(index, data, scheme, years, scale=held)    score on it: nothing is fitted anew
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from coopindex.engine.index import Index, Node, Reference
from coopindex.methods.settled import ROWS, arrays, mapped, of_column, stated_of, together
from coopindex.periods import Period
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem

Settle = Callable[[Sequence[Node], str, Callable[[], Any]], Any]
Key = tuple[tuple[str, ...], str]


def afresh(_nodes: Sequence[Node], _step: str, fit: Callable[[], Any]) -> Any:
    """Fit, and keep nothing."""
    return fit()


@dataclass(frozen=True, eq=False)
class Scale:
    """The settled statistics of a scoring.

    settled : (codes of the nodes done together, step) -> what their method settled: a minimum and
        maximum, two clip points, the rows ranked among, the ideals of a node's children, its
        weights. Where a step looks along a unit's own years, what it filled in, which is no
        statistic.
    by_year : the (node, step) of which every year has statistics of its own, on a leading axis.
    years : the years on that axis, or those walked. whose : the year whose statistics stand for
        each of them, where that is not the same year. scored : the years whose statistics serve the
        rows that are scored; others stand there for rows that are looked at along the years alone.
    fitted_to : the years that it was fitted to. alone : the one year that a (node, step) was fitted
        to which is not by year; none where several years fixed it.
    held : whether it came from another scoring; then `file` says where it was read from, and
        `words` whose figures fixed it, and `weights` under which, as they are spoken of.
    """

    settled: dict[Key, Any] = field(default_factory=dict)
    years: tuple[Period, ...] = ()
    by_year: frozenset[tuple[str, str]] = frozenset()
    whose: tuple[Period, ...] = ()
    scored: tuple[Period, ...] = ()
    fitted_to: tuple[Period, ...] = ()
    alone: Mapping[tuple[str, str], Period] = field(default_factory=dict)
    held: bool = False
    file: str = ""
    words: str = ""
    weights: str = ""

    def keep(self, nodes: Sequence[Node], step: str, fit: Callable[[], Any]) -> Any:
        """Fit, and keep it."""
        found = self.settled[tuple(node.code for node in nodes), step] = fit()
        return found

    def hold(self, nodes: Sequence[Node], step: str, _fit: Callable[[], Any]) -> Any:
        """Return what was settled, of nodes that were done together or apart."""
        codes = tuple(node.code for node in nodes)
        found = self.settled.get((codes, step))
        if found is None:
            # put together once; what was settled of single nodes stays as it is
            each = [self.of(code, step) for code in codes]
            try:
                found = together(each)
            except (KeyError, ValueError) as unlike:
                message = Wording("refusal.unlike-on-scale", codes=codes, step=step)
                hint = Wording("refusal.anew.hint")
                raise InvalidInput(
                    [Problem("no-scale", message, file=self.file or None, field="scale", hint=hint)]
                ) from unlike
            self.settled[codes, step] = found
        return found

    def held_or_along(self, nodes: Sequence[Node], step: str, fit: Callable[[], Any]) -> Any:
        """Return what was settled for other rows than these, or fit what is no statistic."""
        along = step == "imputation" and nodes[0].imputation.found.across_years
        return fit() if along else self.hold(nodes, step, fit)

    def of(self, code: str, step: str) -> Any:
        """Return what was settled for one node; what the scale lacks is `InvalidInput`."""
        if (code, step) not in self._position:
            raise self._lacking(code, step)
        key, column = self._position[code, step]
        return self.settled[key] if len(key[0]) == 1 else of_column(self.settled[key], column)

    def _lacking(self, code: str, step: str) -> InvalidInput:
        message = Wording("refusal.not-on-scale", code=code, step=step)
        hint = Wording("refusal.not-on-scale.hint")
        return InvalidInput(
            [Problem("not-on-scale", message, file=self.file or None, field=code, hint=hint)]
        )

    def is_blank(self, code: str, step: str) -> bool:
        """Whether all that was settled for a node at a step is missing: it had no values then."""
        if not self.has(code, step):
            return False
        settled = self.of(code, step)
        numbers = [x for _, _, x in arrays(settled, (ROWS,)) if x.dtype.kind == "f" and x.size]
        blank = [bool(np.isnan(x).all()) for x in numbers]
        # what each unit or group has for itself one may lack
        return bool(blank) and all(blank) if isinstance(settled, Mapping) else any(blank)

    def refuse_blank(self, codes: Iterable[str | None]) -> None:
        """Refuse values of nodes that had none when the scale was fitted."""
        for code in codes:
            for step in ("transform", "treatment", "normalisation"):
                if code and self.is_blank(code, step):
                    raise self._lacking(code, step)

    def has(self, code: str, step: str) -> bool:
        """Whether something was settled for a node at a step."""
        return (code, step) in self._position

    @property
    def entries(self) -> Iterator[tuple[str, str]]:
        """Every (node, step) of the scale."""
        return iter(self._position)

    @cached_property
    def _position(self) -> dict[tuple[str, str], tuple[Key, int]]:
        return {
            (code, step): ((codes, step), column)
            for codes, step in self.settled
            for column, code in enumerate(codes)
        }

    def fixed_by(self, code: str, step: str, years: Iterable[Period]) -> dict[Period, Any]:
        """Return the years that fixed what was settled, and where on the axis it stands.

        0 for several years together. Of what every year has for itself, those that serve `years`.
        """
        if (code, step) not in self.by_year:
            return {self.alone.get((code, step), 0): Ellipsis}
        at = [self.years.index(year) for year in years]
        return {(self.whose or self.years)[position]: position for position in at}

    def take(self, years: Sequence[Period], scored: Iterable[Period]) -> Scale:
        """Return the scale as rows of other years need it.

        What every year has for itself serves that year alone: a year `scored` that the scale does
        not know is `InvalidInput`. Statistics of several years together, or of a single year that
        was scored, serve all.
        """
        scored = tuple(scored)
        if not self.by_year:
            return replace(self, years=tuple(years), scored=scored)
        unknown = [year for year in scored if year not in self.scored]
        if unknown and len(self.scored) > 1:
            known = ", ".join(map(str, self.scored))
            message = Wording("refusal.scale-years", unknown=unknown[0], known=known)
            hint = Wording("refusal.scale-years.hint")
            raise InvalidInput(
                [
                    Problem(
                        "not-on-scale",
                        message,
                        file=self.file or None,
                        field="year",
                        value=str(unknown[0]),
                        hint=hint,
                    )
                ]
            )
        usual = self.years.index(self.scored[0])
        # years that stand in the rows for imputation along them alone: nobody sees their scale
        knows = [*self.scored, *(year for year in self.years if year not in scored)]
        at = [self.years.index(year) if year in knows else usual for year in years]
        return self._cut(at, tuple(years), scored)

    def as_fitted(self) -> Scale:
        """Return the scale with the statistics of every year once, on an axis of their own years.

        Those that serve the rows scored are `scored` then.
        """
        if not self.by_year or not self.whose:
            return self
        order = tuple(sorted(set(self.whose)))
        scored = dict.fromkeys(self.whose[self.years.index(year)] for year in self.scored)
        return self._cut([self.whose.index(year) for year in order], order, tuple(scored))

    def _cut(
        self, at: Sequence[int], years: tuple[Period, ...], scored: tuple[Period, ...]
    ) -> Scale:
        """Return the scale with what stands at some positions of its axis of years."""
        whose, chosen = self.whose or self.years, at if len(at) > 1 else at[0]
        settled = {
            (codes, step): mapped(found, lambda x: x[chosen])
            if (codes[0], step) in self.by_year
            else found
            for (codes, step), found in self.settled.items()
        }
        one = {} if len(at) > 1 else dict.fromkeys(self.by_year, whose[at[0]])
        return replace(
            self,
            settled=settled,
            years=years,
            by_year=frozenset() if one else self.by_year,
            whose=tuple(whose[position] for position in at),
            scored=scored,
            alone={**self.alone, **one},
        )


def by_year(index: Index, apart: Callable[[Reference], bool]) -> frozenset[tuple[str, str]]:
    """Return the (node, step) of which every year has statistics of its own."""
    found = {(node.code, step) for node, step, of in index.fits if apart(of)}
    for node, step, _ in index.fits:
        # what is stated in a column's measure differs by year where the column's transform does
        if stated_of(getattr(node, step).found) and (node.code, "transform") in found:
            found.add((node.code, step))
    for node in index.inner:
        if node.weighting and apart(node.weighting.reference or node.reference or index.reference):
            # statistics of an aggregation that compares units hang on the weights
            found |= {(node.code, "weighting"), (node.code, "aggregation")}
    return frozenset(found)


def one_year(of: Reference, walked: Sequence[Period], scored: Sequence[Period]) -> Period:
    """Return the one year of the rows that a reference names; 0 where there are several.

    >>> one_year(Reference((2018,)), (2018, 2020), (2020,))
    2018
    """
    named = scored if of.years == "scored" else of.years
    years = walked if isinstance(named, str) else [year for year in walked if year in named]
    return years[0] if len(years) == 1 else 0


def refuse_held(scale: Scale, what: str) -> None:
    """Refuse what fits scales anew around a scoring on one that is held.

    what : what does, the key of a phrase.
    """
    if scale.held:
        message = Wording("refusal.fits-anew", what=Wording(what))
        hint = Wording("refusal.fits-anew.hint")
        raise InvalidInput([Problem("held-scale", message, field="scale", hint=hint)])


def is_along(index: Index, code: str, step: str) -> bool:
    """Whether what was settled is no statistic, but what was filled in along units' own years."""
    return step == "imputation" and index.node(code).imputation.found.across_years
