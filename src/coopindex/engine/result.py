"""What one scoring gives: every node at every step, every changed cell, and where all of it came from. Frozen."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.data import Data
from coopindex.engine.frames import plain, rank_column, records
from coopindex.engine.index import STATUSES, Index, Level, Node, Scheme
from coopindex.engine.reference import scale_words
from coopindex.engine.rows import Rows
from coopindex.engine.scale import Scale
from coopindex.engine.screening import ranked_rows
from coopindex.engine.walk import Walk, finish
from coopindex.engine.weights import code as weights_code
from coopindex.engine.weights import words as weights_words
from coopindex.engine.weights import worked_out
from coopindex.methods.ranking import ROUNDING, group_ranks, rank
from coopindex.methods.ranking import bands as equal_bands
from coopindex.methods.registry import Array
from coopindex.problems import Problem

if TYPE_CHECKING:
    import pandas as pd


WHY = {
    "imputed": "missing, filled in by {method}",
    "finished": "beyond the scale, held to it by {method}",
}


@dataclass(frozen=True, eq=False)
class Result:
    """One scoring of an index. Tables are pandas DataFrames; arrays are (Y, U) or (Y, U, N): years scored, units, nodes."""

    index: Index
    data: Data
    scheme: Scheme
    years: tuple[int, ...]
    rows: Rows
    walk: Walk
    scale: Scale

    # -- arrays -------------------------------------------------------------------------------------------------------

    def array(self, code: str, step: str = "finished") -> Array:
        """One node's column after a step, (Y, U)."""
        column = self.walk.column(code, step).reshape(self.rows.shape)
        kept: Array = column[[self.rows.years.index(year) for year in self.years]]
        return kept

    @cached_property
    def score(self) -> Array:
        """The index's finished column, (Y, U)."""
        return self.array(self.index.code)

    def rank(self, code: str | None = None, *, against: bool = False) -> Array:
        """Ranks of a node's finished column within each year, (Y, U): best is 1; NaN where missing or not ranked.

        against : the node counts against the index, so that the lowest is its best.
        """
        column = self.array(code or self.index.code)
        scores = np.where(self.ranked, -column if against else column, np.nan)
        ranks: Array = rank(scores, **self._ranking, alike=self._alike(code))
        return ranks

    def _alike(self, code: str | None) -> float:
        """What adds up is ranked but for rounding, what is measured as it is."""
        return ROUNDING if self.index.node(code or self.index.code).children else 0.0

    def percentile(self, code: str | None = None) -> Array:
        """Percentile ranks of a node within each year, (Y, U), in the convention of the index's `ranking`."""
        how = self.index.ranking
        columns = np.where(self.ranked, self.array(code or self.index.code), np.nan)[..., None]
        method, options = how.percentile.found, how.percentile.settings
        context = self.rows.context([self.index.node(code or self.index.code)])
        ranks = method.apply(columns, method.summarise(columns, options), options, context)[..., 0]
        return (
            ranks if how.percentile_decimals is None else np.round(ranks, how.percentile_decimals)
        )

    def decile(self, code: str | None = None, bands: int = 10) -> Array:
        """Deciles (or other equal bands) of a node's ranks within each year, (Y, U): 1 is the best."""
        deciles: Array = equal_bands(self.rank(code), bands)
        return deciles

    def group_rank(self, group: str, code: str | None = None) -> Array:
        """Ranks among the units of the same group, (Y, U)."""
        scores = np.where(self.ranked, self.array(code or self.index.code), np.nan)
        how = self.index.ranking
        ranks: Array = group_ranks(
            scores, self.data.groups[group], ties=how.ties, best=how.best, alike=self._alike(code)
        )
        return ranks

    @property
    def _ranking(self) -> dict[str, Any]:
        how = self.index.ranking
        return {"ties": how.ties, "decimals": how.decimals, "best": how.best}

    @cached_property
    def ranked(self) -> NDArray[np.bool_]:
        """(Y, U) whether a unit is ranked; see `engine.screening`."""
        raw = self.walk.levels[0]["column"]
        by_year = ranked_rows(self.index, self.rows, raw).reshape(self.rows.shape)
        kept: NDArray[np.bool_] = by_year[[self.rows.years.index(year) for year in self.years]]
        return kept

    @cached_property
    def scale_words(self) -> str:
        """Which rows fixed the scale, in words; "" where that goes without saying."""
        return scale_words(self)

    @cached_property
    def shares(self) -> Array:
        """Each node's share inside its parent, (N,) or (Y, N) where weights differ by year; the weights as they are under a plain sum."""
        by_year = any(
            weights.ndim > 1 and weights.shape[0] == len(self.rows.years) > 1
            for weights in self.walk.weights.values()
        )
        shares = np.ones((len(self.rows.years) if by_year else 1, len(self.index.nodes)))
        for node in self.index.inner:
            weights = np.atleast_2d(self.walk.weights[node.code])
            shares[:, self.index.families[node.code]] = (
                weights / weights.sum(axis=-1, keepdims=True)
                if node.aggregation.found.rescales_weights
                else weights
            )
        kept: Array = (
            shares[[self.rows.years.index(year) for year in self.years]] if by_year else shares[0]
        )
        return kept

    @property
    def last_shares(self) -> Array:
        """Each node's share inside its parent in the last year scored, (N,)."""
        shares: Array = self.shares.reshape(-1, len(self.index.nodes))[-1]
        return shares

    @cached_property
    def effective(self) -> Array:
        """Effective weight of every node on the whole index: the product of the shares up to the root, (N,) or (Y, N)."""
        effective = self.shares.copy()
        for node in reversed(self.index.inner):
            effective[..., self.index.families[node.code]] *= effective[
                ..., [self.index.position[node.code]]
            ]
        return effective

    def effective_in(self, year: int) -> Array:
        """Effective weights in one of the years scored, (N,)."""
        by_year = np.broadcast_to(self.effective, (len(self.years), len(self.index.nodes)))
        weights: Array = by_year[self.years.index(year)]
        return weights

    @cached_property
    def weighting(self) -> Mapping[str, str]:
        """The families of several children whose weights a method works out: node -> method."""
        return worked_out(self.index)

    @property
    def weights_code(self) -> str:
        """The weights in use in a word: the scheme, or the methods where they weigh every family."""
        return weights_code(self.index, self.scheme)

    @property
    def weights_name(self) -> str:
        """The weights in use in words, as `weights mine in place of entropy with a=60%`."""
        return f"weights {weights_words(self.index, self.scheme)}"

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

    @cached_property
    def assumed(self) -> frozenset[str]:
        """The nodes whose weights the scheme only assumes; one that is worked out is not."""
        return frozenset(
            child
            for node in self.index.inner
            if node.weighting is None
            for child in self.scheme.assumed.intersection(node.children)
        )

    @cached_property
    def weights_by_year(self) -> bool:
        """Whether weights differ between the years scored."""
        return self.shares.ndim > 1 and bool((self.shares != self.shares[:1]).any())

    @cached_property
    def coverage(self) -> Array:
        """Share of the effective weight of a unit's indicators that has data (and a denominator) before imputation, (Y, U)."""
        return self._share_of_weight(self._present("denominated"))

    @cached_property
    def imputed(self) -> Array:
        """Share of the effective weight of a unit's indicators that was filled in by imputation, (Y, U)."""
        return self._share_of_weight(~self._present("denominated") & self._present("imputed"))

    def _present(self, step: str) -> NDArray[np.bool_]:
        return ~np.isnan(
            np.stack([self.array(node.code, step) for node in self.index.leaves], axis=-1)
        )

    def _share_of_weight(self, cells: NDArray[np.bool_]) -> Array:
        weights = np.broadcast_to(self.effective, (len(self.years), len(self.index.nodes)))[
            :, None, : len(self.index.leaves)
        ]
        applies = self.rows.applies(self.index.leaves)  # what does not apply is no gap
        everything = np.broadcast_to(
            weights if applies is None else weights * applies[: len(self.rows.units)], cells.shape
        )
        shares: Array = (cells * everything).sum(axis=-1) / everything.sum(
            axis=-1
        )  # the same sum, so that all is exactly 1
        return shares

    # -- tables -------------------------------------------------------------------------------------------------------

    @cached_property
    def scores(self) -> pd.DataFrame:
        """One row a unit and year, best first: unit, name, name_zh, year, score, rank, coverage, imputed share and band if any."""
        import pandas as pd

        years, units = self.score.shape
        names = [self.data.names[unit] for unit in self.rows.units]
        table = pd.DataFrame(
            {
                "unit": list(self.rows.units) * years,
                "name": [name.en for name in names] * years,
                "name_zh": [name.zh for name in names] * years,
                "year": np.repeat(np.array(self.years), units),
                "score": self.score.ravel(),
                "rank": rank_column(self.rank().ravel(), self.index.ranking),
                "coverage": self.coverage.ravel(),
            }
        )
        if self.imputed.any():
            table["imputed"] = self.imputed.ravel()
        if self.index.bands:
            table["band"] = [self.band(value) for value in self.score.ravel()]
        return table.sort_values(
            ["year", "rank", "unit"], na_position="last", kind="stable"
        ).reset_index(drop=True)

    def positions(self, table: pd.DataFrame) -> tuple[list[int], list[int]]:
        """Return where the rows of a table with the columns `year` and `unit` stand in the (Y, U) arrays."""
        years, units = (
            {code: k for k, code in enumerate(codes)} for codes in (self.years, self.rows.units)
        )
        return [years[year] for year in table["year"].tolist()], [
            units[unit] for unit in table["unit"].tolist()
        ]

    def band(self, value: float) -> str:
        """Name the tier that a score falls into ("" below the lowest, or without a score)."""
        return next((str(band.name) for band in self.index.bands if value >= band.threshold), "")

    def nodes(self, step: str = "finished") -> pd.DataFrame:
        """One row a unit and year, one column a node, after a step: column, denominated, transformed, imputed, treated, finished."""
        import pandas as pd

        values = {
            node.code: self.array(node.code, step).ravel() for node, _ in self.index.depth_first()
        }
        return pd.DataFrame(values, index=self._labels)

    @cached_property
    def node_ranks(self) -> pd.DataFrame:
        """The rank of every unit in every node."""
        import pandas as pd

        values = {node.code: self.rank(node.code).ravel() for node, _ in self.index.depth_first()}
        return pd.DataFrame(values, index=self._labels)

    @cached_property
    def _labels(self) -> pd.Index:
        import pandas as pd

        if len(self.years) == 1:
            return pd.Index(self.rows.units, name="unit")
        return pd.MultiIndex.from_product([self.years, self.rows.units], names=["year", "unit"])

    @cached_property
    def weights(self) -> pd.DataFrame:
        """One row a node, root first: title, parent, share inside the parent, effective weight on the index, whether only assumed.

        Where weights differ by year, so for every year, and a column `year` says which.
        """
        import pandas as pd

        order = self.index.depth_first()
        nodes = [node for node, _ in order]
        places = [self.index.position[node.code] for node in nodes]
        years = self.years if self.weights_by_year else self.years[-1:]
        shares, effective = (
            np.broadcast_to(values, (len(self.years), values.shape[-1]))[-len(years) :, places]
            for values in (self.shares, self.effective)
        )
        columns: dict[str, list[Any]] = {
            "node": [node.code for node in nodes],
            "title": [node.title.en for node in nodes],
            "title_zh": [node.title.zh for node in nodes],
            "parent": [node.parent for node in nodes],
            "depth": [depth for _, depth in order],
        }
        assumed = [node.code in self.assumed for node in nodes]
        return pd.DataFrame(
            {
                **({"year": np.repeat(years, len(nodes))} if self.weights_by_year else {}),
                **{name: values * len(years) for name, values in columns.items()},
                "share": shares.ravel(),
                "effective": effective.ravel(),
                "assumed": assumed * len(years),
            }
        )

    @cached_property
    def changes(self) -> pd.DataFrame:
        """Every cell that a step changed: unit, year, node, step, before, after, why."""
        import pandas as pd

        tables, told = [], self._treated
        for level, steps in zip(self.index.levels, self.walk.levels, strict=True):
            for column, node in enumerate(level.nodes):
                for before, after in (("transformed", "imputed"), ("imputed", "treated")):
                    if steps[before] is not steps[after]:
                        why = (
                            told.get(node.code, {})
                            if after == "treated"
                            else {0: WHY[after].format(method=node.imputation.method)}
                        )
                        tables.append(
                            self._changed(
                                steps[before][..., column],
                                steps[after][..., column],
                                node.code,
                                after,
                                why,
                            )
                        )
                if node.normalisation.settings.get(
                    "clip", "clip" in node.normalisation.found.options
                ):
                    free = _unclipped(self, steps["column"][..., [column]], node)
                    why = {0: WHY["finished"].format(method=node.normalisation.method)}
                    tables.append(
                        self._changed(
                            free, steps["finished"][..., column], node.code, "finished", why
                        )
                    )
        columns = ["unit", "year", "node", "step", "before", "after", "why"]
        found = [table for table in tables if len(table)]
        return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=columns)

    @cached_property
    def treatments(self) -> pd.DataFrame:
        """What the treatment of outliers did to each column; see `engine.treatments`."""
        from coopindex.engine.treatments import treatments

        return treatments(self)

    @property
    def _treated(self) -> dict[str, dict[int, str]]:
        """What the treatment did to each column in words, by node and year (0: all years)."""
        from coopindex.engine.treatments import in_words, limits_of

        told: dict[str, dict[int, str]] = {}
        for row in records(self.treatments):
            limits = limits_of(self.index.node(row["node"]))
            told.setdefault(row["node"], {})[row["year"]] = in_words(row, limits)
        return told

    def _changed(
        self, before: Array, after: Array, node: str, step: str, why: Mapping[int, str]
    ) -> pd.DataFrame:
        import pandas as pd

        changed = ~((before == after) | (np.isnan(before) & np.isnan(after))) & np.isin(
            self.rows.year, self.years
        )
        at = np.flatnonzero(changed)
        return pd.DataFrame(
            {
                "unit": [self.rows.units[unit] for unit in self.rows.unit[at]],
                "year": self.rows.year[at],
                "node": node,
                "step": step,
                "before": before[at],
                "after": after[at],
                "why": [why.get(year, why.get(0, "")) for year in self.rows.year[at].tolist()],
            }
        )

    # -- honesty ------------------------------------------------------------------------------------------------------

    @property
    def flags(self) -> tuple[Problem, ...]:
        """What is doubtful about the data: shown with every output."""
        return self.data.flags

    @cached_property
    def statuses(self) -> dict[str, int]:
        """How many of the cells scored are observed, derived, estimated, imputed, illustrative, missing."""
        kept = self.data.status[[self.data.years.index(year) for year in self.years]]
        counts = {status: int((kept == code).sum()) for code, status in enumerate(STATUSES)}
        return {
            status: count
            for status, count in {**counts, "missing": int((kept < 0).sum())}.items()
            if count
        }

    @cached_property
    def provenance(self) -> dict[str, Any]:
        """What the figures were computed from: digests of index, scheme and data, and the version. No clock: same inputs, same bytes."""
        try:
            installed = version("coopindex")
        except PackageNotFoundError:
            installed = "unknown"
        # worked out, they may differ in the last bits between processors
        used = np.round(self.shares, 12) if self.weighting else self.scheme.weights
        overrides = {node: share for setting in self.scheme.settings for node, share in setting}
        return {
            "coopindex": installed,
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

    def as_dict(self) -> dict[str, Any]:
        """Return the scores, weights, flags and provenance as plain values, for JSON."""
        table = self.scores
        finished = {node.code: self.array(node.code) for node in self.index.nodes}
        place = {unit: column for column, unit in enumerate(self.rows.units)}
        units = []
        for row in table.to_dict("records"):
            at = self.years.index(row["year"]), place[row["unit"]]
            units.append(
                {
                    "unit": row["unit"],
                    "name": row["name"],
                    "name_zh": row["name_zh"],
                    **({"year": row["year"]} if len(self.years) > 1 else {}),
                    "score": plain(row["score"]),
                    "rank": plain(row["rank"]),
                    **({"band": row["band"]} if "band" in row else {}),
                    "nodes": {code: plain(values[at]) for code, values in finished.items()},
                    "coverage": plain(row["coverage"]),
                    **({"imputed": plain(row["imputed"])} if "imputed" in row else {}),
                }
            )
        return {
            **self.asked,
            "weights": self.weights_as_dict(),
            "units": units,
            **({"treatments": records(self.treatments)} if len(self.treatments) else {}),
            "flags": [flag.as_dict() for flag in self.flags],
            "provenance": self.provenance,
        }

    def weights_as_dict(self) -> dict[str, Any]:
        """Return the nodes' weights on the index; where they differ by year, so for every year."""
        if self.weights_by_year:
            return {str(year): self._weights_in(year) for year in self.years}
        return self._weights_in(self.years[-1])

    def _weights_in(self, year: int) -> dict[str, float]:
        weights = self.effective_in(year)
        return {
            node.code: float(weights[self.index.position[node.code]])
            for node, _ in self.index.depth_first()
        }

    def _caption(self) -> str:
        counts = ", ".join(f"{count} {status}" for status, count in self.statuses.items())
        years = ", ".join(str(year) for year in self.years if year)
        return " · ".join(
            part
            for part in (
                f"{self.index.title}",
                years,
                self.weights_name,
                self.scale_words and f"scale: {self.scale_words}",
                f"cells: {counts}",
            )
            if part
        )

    def __repr__(self) -> str:
        return f"{self._caption()}\n{self.scores.head(20).to_string(index=False)}"

    def _repr_html_(self) -> str:
        caption = escape(" ".join(part for part in (self._caption(), self.index.title.zh) if part))
        return f"<p>{caption}</p>" + str(
            self.scores.to_html(index=False, float_format="{:z.4f}".format, na_rep="–", max_rows=60)
        )


def _unclipped(result: Result, column: Array, node: Node) -> Array:
    """Finish one column again without holding it to the scale."""
    from dataclasses import replace

    options = tuple(sorted({**node.normalisation.settings, "clip": False}.items()))
    free = replace(
        node, normalisation=replace(node.normalisation, options=options), round_column=None
    )
    reached: Array = finish(column, Level((free,)), result.rows, result.index.reference)[..., 0]
    return reached
