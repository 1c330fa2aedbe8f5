"""Everything a report says, before anybody lays it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from coopindex.engine.result import Result
from coopindex.phrases import say
from coopindex.questions.compare import Comparison
from coopindex.questions.verify import Check
from coopindex.report.pages import weight_sensitivity
from coopindex.report.pages.changes import changes, treatments
from coopindex.report.pages.comparison import comparison
from coopindex.report.pages.frame import flags, head, in_language
from coopindex.report.pages.methodology import methods, observations, provenance, sources
from coopindex.report.pages.scoring import node_points, ranking, weights
from coopindex.report.pages.verification import verification
from coopindex.report.table import Section

if TYPE_CHECKING:
    import pandas as pd

    from coopindex.robustness.weights import WeightSensitivity


@dataclass(frozen=True, eq=False)
class ReportContent:
    """The answers a report is made of, and its language.

    The scoring, its robustness, the same under other schemes, the published figures beside ours.
    """

    result: Result
    robustness: WeightSensitivity
    compared: Comparison | None = None
    checks: Sequence[Check] = ()
    lang: str = "en"

    @property
    def inputs(self) -> dict[str, Any]:
        """What the report was computed from: digests, weights, years, seed and settings."""
        found = self.robustness
        compared = list(self.compared.names) if self.compared else []
        return {
            **self.result.provenance,
            "robustness": {
                "draws": found.draws,
                "seed": found.seed,
                "vary": found.vary,
                "note": weight_sensitivity.note(found),
            },
            "compared": compared,
            **({} if self.lang == "en" else {"lang": self.lang}),
        }

    @cached_property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """The tables, each at full precision."""
        result, found = self.result, self.robustness
        tables = {
            "scores": result.scores,
            "nodes": node_points(result),
            "weights": result.weights,
            "observations": observations(result),
            "changes": result.changes,
            **({"treatments": result.treatments} if len(result.treatments) else {}),
            "rank_intervals": found.table,
            "rank_probabilities": _one_by_one(found.rank_probabilities),
            "swaps": found.swaps,
        }
        return {**tables, "comparison": self.compared.table} if self.compared else tables

    @cached_property
    def answers(self) -> Mapping[str, Any]:
        """The answers as plain values."""
        return {
            "scores": self.result.as_dict(),
            "robustness": weight_sensitivity.facts(self.robustness),
            **({"comparison": self.compared.as_dict()} if self.compared else {}),
            "published": [check.as_dict() for check in self.checks],
        }

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The page."""
        return tuple(filter(None, self._sections()))

    def _sections(self) -> Iterator[Section]:
        result, lang = self.result, self.lang
        index = result.index
        other = index.title.en if lang == "zh" else index.title.zh
        about = other, in_language(index.description, lang)
        yield head(result, lang, whole=True)
        yield Section(sentences=tuple(filter(None, about)))
        yield _titled(ranking(result, lang), "scoring.ranking", lang)
        yield flags(result.flags, lang)
        yield from weight_sensitivity.sections(self.robustness, result, lang)
        for part in comparison(self.compared, result, lang) if self.compared else ():
            yield part if part.title else _titled(part, "comparison.other_weights", lang)
        yield weights(result, lang)
        yield methods(result, lang)
        yield treatments(result, lang)
        yield changes(result, lang)
        if self.checks:
            part = verification(self.checks, result, lang)
            yield _titled(part, "verification.title", lang)
        yield sources(result, lang)
        yield provenance(self.inputs, lang)


def _one_by_one(chances: pd.DataFrame) -> pd.DataFrame:
    """Return units x ranks as one row a unit and rank."""
    table = chances.T.melt(ignore_index=False, var_name="unit", value_name="probability")
    return table.reset_index()[["unit", "rank", "probability"]]


def _titled(part: Section, key: str, lang: str) -> Section:
    return replace(part, title=say(key, lang))
