"""Charts of a scoring: a method each, for notebooks and scripts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from coopindex.keywords import explained
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem
from coopindex.project.arguments import language, one_of

if TYPE_CHECKING:
    from coopindex.report.charts.chart import Chart
    from coopindex.report.edition import Edition

# whose charts: `project.scoring.Scoring`, whose file imports this one
Scoring = Any

# what an answer's type is called -> the part of an edition that it is, and the chart it shows
PARTS: Mapping[str, tuple[str, str]] = {
    "Uncertainty": ("uncertainty", "intervals"),
    "Sensitivity": ("factors", "drivers"),
    "Scenarios": ("scenarios", "scenarios"),
    "MethodGrid": ("grid", "grid"),
    "Audit": ("audit", "correlations"),
    "Obstacles": ("obstacles", "obstacles"),
    "Disparity": ("disparity", "disparity"),
    "Explanation": ("explanations", "gap"),
}


@explained
@dataclass(frozen=True, eq=False, repr=False)
class Plot:
    """The charts of a scoring's report, each by a method; and those of answers, by a call.

    A chart shows itself in a notebook, as SVG, and is saved as SVG, PNG or PDF. `lang` is `en` or
    `zh`, and `dark` takes the colours of a dark page. What a chart rests on is worked out once for
    all charts of a scoring. A chart that cannot be drawn is `InvalidInput`, which says why.

    >>> import coopindex
    >>> scoring = coopindex.load("city-networks").score()
    >>> chart = scoring.plot.coverage(lang="en")
    >>> chart.name, chart.title
    ('coverage', 'All 22 figures rest on documents')
    >>> chart.save("coverage.svg")  # doctest: +SKIP
    """

    scoring: Scoring

    def __repr__(self) -> str:
        names = [name for name in vars(type(self)) if not name.startswith("_")]
        return f"<Plot of {self.scoring.index.code}: {', '.join(names)}>"

    def __call__(
        self,
        answer: Any,
        name: str | None = None,
        unit: str | None = None,
        *,
        lang: str = "en",
        dark: bool = False,
    ) -> Chart:
        """Draw an answer that is there already; nothing is worked out again.

        answer : of `uncertainty`, `replay`, `sensitivity`, `scenarios`, `grid`, `audit`,
        `obstacles`, `disparity` or `explain`, about this scoring. name : which of its charts, as
        `pairs` or `chances` of an `uncertainty`. unit : who stands out.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-cities").score()
        >>> scoring.plot(scoring.explain("ningbo")).name
        'gap-ningbo'
        """
        from coopindex.report.charts import KINDS, chart_of

        kinds = [kind.__name__ for kind in type(answer).__mro__]
        part, usual = next((PARTS[kind] for kind in kinds if kind in PARTS), (None, ""))
        if part is None:
            message, hint = Wording("charts.no_answer", kind=kinds[0]), Wording("charts.ask_first")
            raise InvalidInput([Problem("no-chart", message, field="answer", hint=hint)])
        self._refuse_of_another(answer)
        if name is not None:
            its = {usual, *(each.name for each in KINDS.values() if part == each.needs)}
            one_of(name, sorted(its), "name")
        found = {answer.unit: answer} if part == "explanations" else answer
        whose = answer.unit if part == "explanations" else unit and self.scoring.unit(unit)
        language(lang)
        edition = charted(self.scoring).knowing(lang, **{part: found})
        return _toned(chart_of(edition, name or usual, whose), dark)

    def _refuse_of_another(self, answer: Any) -> None:
        """Refuse an answer that says itself that it is about another scoring."""
        whose = getattr(answer, "result", None) or next(iter(getattr(answer, "results", ())), None)
        if whose is not None and whose is not self.scoring:
            message, hint = Wording("charts.of_another"), Wording("charts.of_another.hint")
            raise InvalidInput([Problem("no-chart", message, field="answer", hint=hint)])

    def _drawn(
        self, name: str, unit: str | None = None, *, dark: bool = False, **how: Any
    ) -> Chart:
        return _toned(self.scoring.chart(name, unit, **how), dark)

    # -- the field, and how sure it is -------------------------------------------------------------

    def ranking(
        self,
        unit: str | None = None,
        *,
        draws: int = 10_000,
        seed: int = 0,
        plan: Any = None,
        lang: str = "en",
        dark: bool = False,
    ) -> Chart:
        """Draw who stands where, with which interval, and what each score adds up from.

        unit : who stands out. draws, seed, plan : of the recalculations, as for `uncertainty`.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-cities").score()
        >>> scoring.plot.ranking(draws=64).name
        'ranking'
        """
        return self._drawn("ranking", unit, draws=draws, seed=seed, plan=plan, lang=lang, dark=dark)

    def intervals(
        self,
        unit: str | None = None,
        *,
        draws: int = 10_000,
        seed: int = 0,
        plan: Any = None,
        lang: str = "en",
        dark: bool = False,
    ) -> Chart:
        """Draw where each rank lies in 90% of the recalculations.

        unit : who stands out. draws, seed, plan : of the recalculations, as for `uncertainty`.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-cities").score()
        >>> scoring.plot.intervals("Ningbo", draws=64).name
        'intervals'
        """
        return self._drawn(
            "intervals", unit, draws=draws, seed=seed, plan=plan, lang=lang, dark=dark
        )

    def pairs(
        self,
        *,
        draws: int = 10_000,
        seed: int = 0,
        plan: Any = None,
        lang: str = "en",
        dark: bool = False,
    ) -> Chart:
        """Draw who can be told apart from whom.

        draws, seed, plan : of the recalculations, as for `uncertainty`.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-cities").score()
        >>> scoring.plot.pairs(draws=64).name
        'pairs'
        """
        return self._drawn("pairs", draws=draws, seed=seed, plan=plan, lang=lang, dark=dark)

    def chances(
        self,
        unit: str | None = None,
        *,
        draws: int = 10_000,
        seed: int = 0,
        plan: Any = None,
        lang: str = "en",
        dark: bool = False,
    ) -> Chart:
        """Draw how likely each rank is.

        unit : who stands out. draws, seed, plan : of the recalculations, as for `uncertainty`.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-cities").score()
        >>> scoring.plot.chances(draws=64).name
        'chances'
        """
        return self._drawn("chances", unit, draws=draws, seed=seed, plan=plan, lang=lang, dark=dark)

    def scenarios(
        self, unit: str | None = None, *, plan: Any = None, lang: str = "en", dark: bool = False
    ) -> Chart:
        """Draw who moves in which named scenario.

        unit : who stands out. plan : whose scenarios they are, as for `Scoring.scenarios`.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-cities").score()
        >>> scoring.plot.scenarios().name
        'scenarios'
        """
        return self._drawn("scenarios", unit, plan=plan, lang=lang, dark=dark)

    def drivers(
        self,
        *,
        seed: int = 0,
        plan: Any = None,
        lang: str = "en",
        dark: bool = False,
    ) -> Chart:
        """Draw which choice moves ranks most: total Sobol indices.

        seed, plan : of the split of variance, as for `sensitivity`.

        >>> import coopindex
        >>> scoring = coopindex.load("city-networks").score()
        >>> scoring.plot.drivers().name
        'drivers'
        """
        return self._drawn("drivers", seed=seed, plan=plan, lang=lang, dark=dark)

    def grid(self, unit: str | None = None, *, lang: str = "en", dark: bool = False) -> Chart:
        """Draw how far ranks hang on the methods: normalisations by aggregations.

        unit : who stands out.

        >>> import coopindex
        >>> scoring = coopindex.load("city-networks").score()
        >>> scoring.plot.grid().name
        'grid'
        """
        return self._drawn("grid", unit, lang=lang, dark=dark)

    def trajectories(
        self, unit: str | None = None, *, lang: str = "en", dark: bool = False
    ) -> Chart:
        """Draw how ranks moved over the years up to the one scored.

        unit : who stands out.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-human-development").score()
        >>> scoring.plot.trajectories("Hungary").title
        'Between 2003 and 2021 Hungary moves most, from 7th to 10th'
        """
        return self._drawn("trajectories", unit, lang=lang, dark=dark)

    def map(
        self,
        map_file: str | Path,
        unit: str | None = None,
        *,
        map_key: str | None = None,
        map_classes: Literal["quantiles", "equal"] = "quantiles",
        lang: str = "en",
        dark: bool = False,
    ) -> Chart:
        """Draw the score on a map of your own shapes.

        map_file, map_key, map_classes : GeoJSON, what names a shape's unit in it, and how classes
        are cut, as for `edition`. unit : who stands out.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-cities").score()
        >>> scoring.plot.map("cities.geojson", "Ningbo")  # doctest: +SKIP
        """
        return self._drawn(
            "map",
            unit,
            map_file=map_file,
            map_key=map_key,
            map_classes=map_classes,
            lang=lang,
            dark=dark,
        )

    def experts(self, *, lang: str = "en", dark: bool = False) -> Chart:
        """Draw the weights that each expert gave, where a scheme was asked of some.

        >>> import coopindex
        >>> scoring = coopindex.load("city-networks").score()
        >>> scoring.plot.experts()  # doctest: +SKIP
        """
        return self._drawn("experts", lang=lang, dark=dark)

    def expert_ranks(
        self, unit: str | None = None, *, lang: str = "en", dark: bool = False
    ) -> Chart:
        """Draw ranks under the weights of the experts together, and under those of each.

        unit : who stands out.

        >>> import coopindex
        >>> scoring = coopindex.load("city-networks").score()
        >>> scoring.plot.expert_ranks()  # doctest: +SKIP
        """
        return self._drawn("expert_ranks", unit, lang=lang, dark=dark)

    # -- the data and the method -------------------------------------------------------------------

    def coverage(self, unit: str | None = None, *, lang: str = "en", dark: bool = False) -> Chart:
        """Draw what each figure rests on.

        unit : who stands out.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-cities").score()
        >>> scoring.plot.coverage().name
        'coverage'
        """
        return self._drawn("coverage", unit, lang=lang, dark=dark)

    def correlations(self, *, lang: str = "en", dark: bool = False) -> Chart:
        """Draw which indicators go together.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-cities").score()
        >>> scoring.plot.correlations().name
        'correlations'
        """
        return self._drawn("correlations", lang=lang, dark=dark)

    def importance(self, *, lang: str = "en", dark: bool = False) -> Chart:
        """Draw how much each node really counts, against its declared weight.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-cities").score()
        >>> scoring.plot.importance().name
        'importance'
        """
        return self._drawn("importance", lang=lang, dark=dark)

    def treated(self, *, lang: str = "en", dark: bool = False) -> Chart:
        """Draw what the treatment of outliers did to each indicator.

        >>> import coopindex
        >>> import pandas as pd
        >>> frame = pd.DataFrame({"ports": [1, 2, 3, 4, 5, 90], "rail": [2, 5, 1, 4, 3, 6]})
        >>> frame.index = list("abcdef")
        >>> methods = {"treatment": "winsorise", "normalisation": "min_max"}
        >>> scoring = coopindex.score(frame, tree=["ports", "rail"], **methods)
        >>> scoring.plot.treated().name
        'treated'
        """
        return self._drawn("treated", lang=lang, dark=dark)

    def obstacles(self, *, lang: str = "en", dark: bool = False) -> Chart:
        """Draw what causes the gaps to the ideal.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-cities").score()
        >>> scoring.plot.obstacles().name
        'obstacles'
        """
        return self._drawn("obstacles", lang=lang, dark=dark)

    def disparity(self, *, lang: str = "en", dark: bool = False) -> Chart:
        """Draw how much of the disparity lies within groups, and how much between them.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-countries").score()
        >>> scoring.plot.disparity().title
        '2018: 43.7% of the disparity lies between groups (eu)'
        """
        return self._drawn("disparity", lang=lang, dark=dark)

    # -- a unit ------------------------------------------------------------------------------------

    def ladder(self, unit: str, *, lang: str = "en", dark: bool = False) -> Chart:
        """Draw where a unit stands on each dimension, among all others.

        unit : its code, or its name in either language.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-cities").score()
        >>> scoring.plot.ladder("Ningbo").name
        'ladder-ningbo'
        """
        return self._drawn("ladder", unit, lang=lang, dark=dark)

    def gap(self, unit: str, *, lang: str = "en", dark: bool = False) -> Chart:
        """Draw what separates a unit from the one above it; the first, from the one below.

        unit : its code, or its name in either language.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-cities").score()
        >>> scoring.plot.gap("Tianjin").name
        'gap-tianjin'
        """
        return self._drawn("gap", unit, lang=lang, dark=dark)

    def profile(self, unit: str, *, lang: str = "en", dark: bool = False) -> Chart:
        """Draw a unit's ladder, and below it its gap to the next, in one picture.

        unit : its code, or its name in either language.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-cities").score()
        >>> scoring.plot.profile("ningbo").name
        'profile-ningbo'
        """
        from coopindex.report.charts.profile import profile_of

        language(lang)
        edition = charted(self.scoring).said_in(lang)
        return _toned(profile_of(edition, self.scoring.unit(unit)), dark)


def charted(scoring: Scoring, lang: str = "en", **how: Any) -> Edition:
    """Return the edition that charts are drawn from: its parts are worked out once.

    how : as for `Scoring.edition`. Of a plan or a map that may change, each time anew.
    """
    units = scoring.rows.units
    if how.get("map_file") is not None or not isinstance(how.get("plan"), str | None):
        made: Edition = scoring.edition(lang=lang, profiles=units, **how)
        return made
    asked = tuple(sorted((name, str(value)) for name, value in how.items()))
    if asked not in scoring._editions:
        scoring._editions[asked] = scoring.edition(profiles=units, **how)
    language(lang)
    found: Edition = scoring._editions[asked].said_in(lang)
    return found


def _toned(chart: Chart, dark: bool) -> Chart:
    return replace(chart, dark=dark)
