"""What was fitted when an index was scored: every step's settled statistics, and found weights.

A walk asks for statistics where it needs them, and a `Settle` answers: it fits them afresh, keeps
what it fits, or holds what another walk kept, whatever the rows are now.

What to call from above:

    result.scale                        the table: node, step, statistic, value, year, of
    result.scale_as_dict()              plain values to the last digit, for a file
    scale_file.read_scale(plain, index, name)    the scale in a file, or a `Problem` that says why
    not score(index, data, scheme, years, scale=held)    score on it: nothing is fitted anew
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from coopindex.engine.index import Index, Node, Reference
from coopindex.methods.settled import mapped, of_column, stated_of, together
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
    years : the years walked. by_year : the (node, step) of which every year has statistics of its
        own, on a leading axis in the order of `years`.
    fitted_to : the years that it was fitted to.
    held : whether it came from another scoring; then `file` says where it was read from, and
        `words` whose figures fixed it.
    """

    settled: dict[Key, Any] = field(default_factory=dict)
    years: tuple[int, ...] = ()
    by_year: frozenset[tuple[str, str]] = frozenset()
    fitted_to: tuple[int, ...] = ()
    held: bool = False
    file: str = ""
    words: str = ""

    def keep(self, nodes: Sequence[Node], step: str, fit: Callable[[], Any]) -> Any:
        """Fit, and keep it."""
        found = self.settled[tuple(node.code for node in nodes), step] = fit()
        return found

    def hold(self, nodes: Sequence[Node], step: str, _fit: Callable[[], Any]) -> Any:
        """Return what was kept, of nodes that were done together or apart."""
        codes = tuple(node.code for node in nodes)
        found = self.settled.get((codes, step))
        if found is None:
            # put together once; what is kept of single nodes stays as it is
            found = together([self.of(code, step) for code in codes])
            self.settled[codes, step] = found
        return found

    def held_or_along(self, nodes: Sequence[Node], step: str, fit: Callable[[], Any]) -> Any:
        """Return what was kept for rows that it was not fitted to, or fit what is no statistic."""
        along = step == "imputation" and nodes[0].imputation.found.across_years
        return fit() if along else self.hold(nodes, step, fit)

    def of(self, code: str, step: str) -> Any:
        """Return what was settled for one node; what the scale lacks is `InvalidInput`."""
        if (code, step) not in self._position:
            message = Wording("refusal.not-on-scale", code=code, step=step)
            hint = Wording("refusal.not-on-scale.hint")
            raise InvalidInput(
                [Problem("not-on-scale", message, file=self.file or None, field=code, hint=hint)]
            )
        key, column = self._position[code, step]
        return self.settled[key] if len(key[0]) == 1 else of_column(self.settled[key], column)

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

    def take(self, years: Sequence[int], scored: Iterable[int]) -> Scale:
        """Return the scale as rows of other years need it.

        What every year has for itself serves that year alone: a year `scored` that the scale does
        not know is `InvalidInput`. Statistics of several years together, or of a single year,
        serve all.
        """
        if not self.by_year:
            return replace(self, years=tuple(years))
        unknown = [year for year in scored if year not in self.years]
        if unknown:
            known = ", ".join(map(str, self.years))
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
        # years that stand in the rows for imputation along them alone: nobody sees their scale
        at = [self.years.index(year) if year in self.years else 0 for year in years]
        chosen = at if len(at) > 1 else at[0]
        settled = {
            (codes, step): mapped(found, lambda x: x[chosen])
            if (codes[0], step) in self.by_year
            else found
            for (codes, step), found in self.settled.items()
        }
        by_year = self.by_year if len(at) > 1 else frozenset[tuple[str, str]]()
        return replace(self, settled=settled, years=tuple(years), by_year=by_year)


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


def refuse_held(scale: Scale, what: str) -> None:
    """Refuse what fits scales anew around a scoring on one that is held.

    what : what does, the key of a phrase.
    """
    if scale.held:
        message = Wording("refusal.fits-anew", what=Wording(what))
        hint = Wording("refusal.fits-anew.hint")
        raise InvalidInput([Problem("held-scale", message, field="scale", hint=hint)])


def is_along(index: Index, code: str, step: str) -> bool:
    """Whether what was kept is no statistic, but what was filled in along units' own years."""
    return step == "imputation" and index.node(code).imputation.found.across_years
