"""What one asks of a scoring: its arrays, tables and JSON, and whence they came. Frozen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from coopindex.engine import treatments
from coopindex.engine.aggregate import rows_weighed
from coopindex.engine.changes import changes
from coopindex.engine.frames import (
    installed,
    node_table,
    plain_units,
    plain_weights,
    score_table,
    tidy_table,
    weight_table,
)
from coopindex.engine.frozen import frame
from coopindex.engine.reference import scale_words
from coopindex.engine.refusals import problem_of
from coopindex.engine.scale_file import scale_as_dict
from coopindex.engine.scale_table import scale_table
from coopindex.engine.scored import Scored
from coopindex.engine.weights import weights_words
from coopindex.methods.combined_weights import each_alone
from coopindex.phrases import NAME, Wording, few, in_line, visible
from coopindex.problems import FEW, Problem, grouped

if TYPE_CHECKING:
    import pandas as pd

    from coopindex.engine.index import Choice, Node


@dataclass(frozen=True, eq=False)
class Result(Scored):
    """One scoring of an index. Tables are pandas DataFrames; arrays are those of `Scored`.

    >>> import coopindex
    >>> scoring = coopindex.load("city-networks").score()
    >>> isinstance(scoring, coopindex.Result), scoring.score.shape
    (True, (1, 11))
    """

    # -- whose figures ----------------------------------------------------------------------------

    @cached_property
    def scale_words(self) -> str:
        """Which rows fixed the scale, in words; "" where that goes without saying."""
        return scale_words(self)

    @property
    def asked(self) -> dict[str, Any]:
        """What an answer is about: index, weights in use, years and scale, as plain values."""
        return {
            "index": self.index.code,
            "scheme": self.weights_code,
            **({"weighting": dict(self.weighting)} if self.weighting else {}),
            "year": self.years[0] or None if len(self.years) == 1 else list(self.years),
            **({"scale": self.scale_words} if self.scale_words else {}),
        }

    @property
    def flags(self) -> tuple[Problem, ...]:
        """What is doubtful about the data: said with every output."""
        return (
            *self.data.flags,
            *self._of_other_weights(),
            *self._without_base(),
            *self._off_tiers(),
            *self._weightless(),
            *self._weighed_by_others,
            *self._unfilled(),
        )

    def _unfilled(self) -> Iterator[Problem]:
        """Flag gaps that stay because a scale that is held knows nothing of the unit's group."""
        for node in self.index.nodes if self.fitted.held else ():
            group = node.imputation.settings.get("group")
            if group is None or not self.fitted.has(node.code, "imputation"):
                continue
            labels, known = self.group_labels(group), self.fitted.of(node.code, "imputation")
            gaps = np.isnan(self.array(node.code, "imputed")).any(axis=0)
            strange = gaps & (labels != "") & ~np.isin(labels, [*known])
            units = [self.rows.units[at] for at in np.flatnonzero(strange).tolist()]
            if units:
                number, listed = len(units), few([*map(str, map(self.rows.called, units))], FEW)
                said = {"number": number, "count": number, "few": listed, "group": group}
                message = Wording("problem.unknown-to-scale", node=node.code, **said)
                hint = Wording("problem.unknown-to-scale.hint")
                found = problem_of(node, message, hint)
                yield found.but(code="unknown-to-scale", level="flag", value=units[0])

    def _weightless(self) -> Iterator[Problem]:
        """Flag children that a method finds no weight for, in some year."""
        shares = np.atleast_2d(self.shares)
        for node in self.index.inner:
            way = node.weighting
            if way is None or way.found.judged:
                continue
            family = self.index.families[node.code]
            none = [self.index.nodes[at].code for at in family if (shares[:, at] == 0).any()]
            if none:
                called = few([str(self.index.called[code]) for code in none], FEW)
                values = {"number": len(none), "count": len(none), "few": called}
                about = {"method": way.method, "node": self.index.called[node.code]}
                message = Wording("problem.weightless", **values, **about)
                hint = Wording("problem.weightless.hint")
                found = problem_of(node, message, hint).but(code="weightless", level="flag")
                yield found.but(value=none[0])

    @cached_property
    def _weighed_by_others(self) -> tuple[Problem, ...]:
        """Flag children that a method finds no weight for, and others put together with it do."""
        inner = () if self.fitted.held else self.index.inner
        ways = ((node, node.weighting) for node in inner if node.weighting is not None)
        nested = (self._weighed_in(node, way) for node, way in ways if way.found.nests)
        return tuple(problem for found in nested for problem in found)

    def _weighed_in(self, node: Node, choice: Choice) -> Iterator[Problem]:
        of = choice.reference or node.reference or self.index.reference
        x = rows_weighed(self.walk.columns(node.children), choice, of, self.rows)
        shares = np.atleast_2d(self.shares)[:, self.index.families[node.code]]
        for method, weights in each_alone(x, choice.settings["of"]):
            none = (weights.reshape(-1, len(node.children)) == 0).any(axis=0)
            some = np.flatnonzero(none & (shares > 0).all(axis=0)).tolist()
            if some:
                codes = [node.children[at] for at in some]
                called = few([str(self.index.called[code]) for code in codes], FEW)
                values = {"number": len(codes), "count": len(codes), "few": called}
                about = {"method": method, "node": self.index.called[node.code]}
                message = Wording("problem.weighed-by-others", **values, **about)
                hint = Wording("problem.weighed-by-others.hint")
                found = problem_of(node, message, hint).but(code="weightless", level="flag")
                yield found.but(value=codes[0])

    def _off_tiers(self) -> Iterator[Problem]:
        """Flag scores above the end of the tiers, which are meant for another scale."""
        end = next((band.end for band in self.index.bands), np.inf)
        number = int((self.score > end).sum())
        if number:
            hint = Wording("problem.off-tiers.hint")
            message = Wording("problem.off-tiers", number=number, count=number, end=end)
            yield Problem("off-tiers", message, "flag", field="bands", hint=hint)

    def _without_base(self) -> Iterator[Problem]:
        """Flag figures that count for nothing, for their unit has nothing to measure them from."""
        for node in self.index.nodes:
            if not node.normalisation.found.based:
                continue
            lost = np.isnan(self.array(node.code)) & ~np.isnan(self.array(node.code, "treated"))
            units = [self.rows.units[at] for at in np.flatnonzero(lost.any(axis=0)).tolist()]
            if units:
                number, listed = len(units), few([*map(str, map(self.rows.called, units))], FEW)
                said = {"number": number, "count": number, "node": node.code, "few": listed}
                hint = Wording("refusal.no-base-of.hint")
                found = problem_of(node, Wording("problem.no-base-of", **said), hint)
                yield found.but(code="no-base", level="flag")

    @cached_property
    def provenance(self) -> dict[str, Any]:
        """What the figures were computed from: digests of index, scheme and data, and the version.

        No clock: same inputs, same bytes.
        """
        # worked out, they may differ in the last bits between processors
        used = np.round(self.shares, 12) if self.weighting else self.scheme.weights
        overrides = {node: share for setting in self.scheme.settings for node, share in setting}
        return {
            "coopindex": installed(),
            "index": self.index.code,
            "index_digest": self.index.digest,
            "scheme": self.weights_code,
            **({"weighting": dict(self.weighting)} if self.weighting else {}),
            "overrides": overrides,
            "weights_digest": hashlib.sha256(used.tobytes()).hexdigest(),
            "data_digest": self.data.digest,
            "years": list(self.years),
            "statuses": self.statuses,
        }

    # -- tables -----------------------------------------------------------------------------------

    @frame
    def scores(self) -> pd.DataFrame:
        """One row a unit and year, best first.

        unit, name, name_zh, year, score, rank, coverage, and, if any, imputed share and band.
        """
        return score_table(self)

    def nodes(self, step: str = "finished") -> pd.DataFrame:
        """One row a unit and year, one column a node, after a step.

        step : column, denominated, transformed, imputed, treated, finished.

        >>> import coopindex
        >>> scoring = coopindex.load("city-networks").score()
        >>> scoring.nodes().columns.tolist()
        ['city-networks', 'ceec_members', 'china_members']
        """
        return node_table(self, ((code, self.array(code, step)) for code in self._published))

    @frame
    def tidy(self) -> pd.DataFrame:
        """One row a unit, year and node, for other programs: all that they map, model or draw.

        unit, name, name_zh, a column a group of the units (`group NAME` where another column is
        called so), year, node, title, title_zh, score (the node's points), rank.
        """
        return tidy_table(self)

    @frame
    def node_ranks(self) -> pd.DataFrame:
        """The rank of every unit in every node."""
        return node_table(self, ((code, self.rank(code)) for code in self._published))

    @property
    def _published(self) -> tuple[str, ...]:
        """The codes of all nodes, root first, and then of those that are not counted."""
        counted = (node.code for node, _ in self.index.depth_first())
        return (*counted, *self.index.uncounted)

    @frame
    def weights(self) -> pd.DataFrame:
        """One row a node, root first.

        share : inside the parent. effective : on the index. Where weights differ by year, so for
        every year, and a column `year` says which.
        """
        return weight_table(self)

    @frame
    def changes(self) -> pd.DataFrame:
        """Every cell that a step changed: unit, year, node, step, before, after, why."""
        return changes(self, treatments.why_treated(self, self.treatments))

    @frame
    def treatments(self) -> pd.DataFrame:
        """What the treatment of outliers did to each column; see `engine.treatments`."""
        return treatments.treatments(self)

    @frame
    def scale(self) -> pd.DataFrame:
        """What every step was fitted to, in the measure of the data; see `engine.scale_table`."""
        return scale_table(self)

    # -- as plain values --------------------------------------------------------------------------

    def as_dict(self) -> dict[str, Any]:
        """Return the scores, weights, flags and provenance as plain values, for JSON.

        >>> import coopindex
        >>> scoring = coopindex.load("city-networks").score()
        >>> list(scoring.as_dict())[:3]
        ['index', 'scheme', 'year']
        """
        treated = treatments.plain_treatments(self)
        return {
            **self.asked,
            "weights": self.weights_as_dict(),
            "units": plain_units(self),
            **({"treatments": treated} if treated else {}),
            "flags": [group.as_dict() for group in grouped(self.flags)],
            "provenance": self.provenance,
        }

    def weights_as_dict(self) -> dict[str, Any]:
        """Return the nodes' weights on the index; where they differ by year, so for every year.

        >>> import coopindex
        >>> scoring = coopindex.load("city-networks").score()
        >>> list(scoring.weights_as_dict())
        ['city-networks', 'ceec_members', 'china_members']
        """
        return plain_weights(self)

    def scale_as_dict(self) -> dict[str, Any]:
        """Return the scale as plain values, for a file; see `engine.scale_file`.

        >>> import coopindex
        >>> scoring = coopindex.load("city-networks").score()
        >>> scoring.scale_as_dict()["years"]
        [2018]
        """
        return scale_as_dict(self, self.scale_words)

    def _of_other_weights(self) -> Iterator[Problem]:
        """Say which inner nodes keep what was fitted under other weights than those in use."""
        scale, ours = self.fitted, weights_words(self.index, self.scheme)
        if not scale.held or scale.weights in ("", ours):
            return
        fitted = (
            node.code
            for node, step, _ in self.index.fits
            if node.children and step != "weighting" and scale.has(node.code, step)
        )
        if nodes := tuple(dict.fromkeys(fitted)):
            whose = {"held": scale.weights, "scheme": ours, "nodes": nodes}
            message, hint = (Wording(f"scale.other_weights{end}", **whose) for end in ("", ".hint"))
            yield Problem("other-weights", message, "flag", scale.file or None, hint=hint)

    def _caption(self) -> str:
        counts = ", ".join(f"{count} {status}" for status, count in self.statuses.items())
        parts = (
            f"{self.index.title}",
            ", ".join(str(year) for year in self.years if year),
            self.weights_name,
            self.scale_words and f"scale: {self.scale_words}",
            f"cells: {counts}",
            self.flags and f"flags: {len(self.flags)}, in .flags",
        )
        return " · ".join(in_line(part) for part in parts if part)

    def __repr__(self) -> str:
        table = self._shown.head(20).to_string(index=False, max_colwidth=NAME)
        return visible(f"{self._caption()}\n{table}")

    @property
    def _shown(self) -> pd.DataFrame:
        """The scores as people see them: without years where there are none."""
        return self.scores if any(self.years) else self.scores.drop(columns="year")

    def _repr_html_(self) -> str:
        from html import escape

        caption = escape(" ".join(part for part in (self._caption(), self.index.title.zh) if part))
        table = self._shown.to_html(
            index=False, float_format="{:z.4f}".format, na_rep="–", max_rows=60
        )
        return visible(f"<p>{caption}</p>{table}")
