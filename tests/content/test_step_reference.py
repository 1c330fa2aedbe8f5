"""A step that names its own rows: outliers tamed year by year, all years on one scale."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from coopindex import load
from coopindex.content import read_content
from coopindex.engine.index import Choice, Reference
from coopindex.problems import InvalidInput
from coopindex.robustness.basis import Basis
from coopindex.robustness.factors import choose_method
from coopindex.robustness.plan import make_plan
from coopindex.robustness.variants import varied

Edit = Callable[[str, str, str], None]
TREE = "indicators/tiny.yaml"
INDEX = """
index: panel
data:
  observations: {{file: panel.csv, status: observed, source: made}}
  units: {{file: panel.csv, code: unit, groups: [region]}}
  sources: sources.yaml
{more}
children:
  a: {{}}
  b: {{direction: negative}}
  c: {{}}
"""
PER_YEAR = """
defaults:
  treatment: {method: winsorise_percentile, lower: 10, upper: 90, reference: {years: each}}
  normalisation: {method: min_max, scale: [0, 1], reference: {years: all}}
"""


@pytest.fixture
def cells() -> pd.DataFrame:
    random = np.random.default_rng(23)
    units = [f"u{k:02d}" for k in range(20)]
    cells = pd.DataFrame(
        {
            "unit": units * 3,
            "year": np.repeat([2020, 2021, 2022], 20),
            "region": ["east", "west"] * 30,
        }
    )
    return cells.assign(
        **{code: np.exp(random.normal(size=60)) + cells["year"] - 2020 for code in "abc"}
    )


@pytest.fixture
def panel(tmp_path: Path, cells: pd.DataFrame):
    cells.to_csv(tmp_path / "panel.csv", index=False)
    (tmp_path / "sources.yaml").write_text("made: {title: Made}\n", "utf-8")

    def project(more: str):
        (tmp_path / "panel.yaml").write_text(INDEX.format(more=more), "utf-8")
        return load(tmp_path / "panel.yaml")

    return project


@pytest.mark.parametrize(
    "of_the_index",
    ["reference: {years: each}", "reference: {years: all}", "reference: {years: [2021]}"],
)
def test_treated_per_year_and_scaled_over_all_years_equals_pandas(
    panel, cells, of_the_index
) -> None:
    found = panel(of_the_index + PER_YEAR).score(year="all")
    yearly = cells.groupby("year")[["a", "b", "c"]]
    treated = cells[["a", "b", "c"]].clip(
        yearly.transform("quantile", 0.1), yearly.transform("quantile", 0.9)
    )
    scaled = (treated - treated.min()) / (treated.max() - treated.min())
    scaled["b"] = 1 - scaled["b"]
    for code in "abc":
        np.testing.assert_allclose(
            found.array(code).reshape(-1), scaled[code], rtol=1e-12, atol=1e-12
        )
    np.testing.assert_allclose(found.score.reshape(-1), scaled.mean(axis=1), rtol=1e-12)


def test_a_step_may_take_its_statistics_from_some_units_of_a_year_that_is_not_scored(
    panel, cells
) -> None:
    found = panel(
        "defaults: {normalisation: {method: z_score, "
        "reference: {years: [2020], where: {region: east}}}}"
    ).score(year=2022)
    east = cells[(cells["year"] == 2020) & (cells["region"] == "east")]["a"]
    expected = (cells.loc[cells["year"] == 2022, "a"] - east.mean()) / east.std()
    np.testing.assert_allclose(found.array("a")[0], expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("reference", "rows"),
    [
        ("{years: [2021]}", "year == 2021"),
        ("{years: all, where: {region: east}}", "region == 'east'"),
    ],
)
def test_weights_are_worked_out_of_the_rows_that_they_name(panel, cells, reference, rows) -> None:
    found = panel(f"weighting: {{method: standard_deviation, reference: {reference}}}").score(
        year="all"
    )
    spread = cells.query(rows)[["a", "b", "c"]].std()
    np.testing.assert_allclose(found.walk.weights["panel"], spread / spread.sum(), rtol=1e-12)


def test_weights_may_be_worked_out_year_by_year(panel, cells) -> None:
    found = panel("weighting: {method: standard_deviation, reference: {years: each}}").score(
        year="all"
    )
    spread = cells.groupby("year")[["a", "b", "c"]].std()
    np.testing.assert_allclose(
        found.walk.weights["panel"], spread.div(spread.sum(axis=1), axis=0), rtol=1e-12
    )


def test_a_step_of_a_node_is_compiled_with_its_reference(tiny: Path, edit: Edit) -> None:
    edit(
        TREE,
        "        measure: percent",
        "        normalisation: {method: z_score, reference: {years: [2019]}}",
    )
    index = read_content(tiny / TREE).definition.index
    node = index.node("growth")
    assert (node.reference, node.normalisation.reference) == (None, Reference((2019,)))
    assert (node, "normalisation", Reference((2019,))) in index.fits


@pytest.mark.parametrize(
    ("written", "code", "field"),
    [
        (
            "normalisation: {method: z_score, reference: {years: some}}",
            "bad-value",
            "normalisation.reference.years",
        ),
        (
            "normalisation: {method: z_score, reference: {years: [1066]}}",
            "unknown-year",
            "normalisation.reference.years[1]",
        ),
        (
            "treatment: {method: winsorise, reference: {where: {planet: mars}}}",
            "unknown-group",
            "treatment.reference.where",
        ),
        (
            "treatment: {method: winsorise, reference: {yaers: all}}",
            "unknown-key",
            "treatment.reference.yaers",
        ),
    ],
)
def test_a_wrong_reference_of_a_step_is_told_with_its_line(
    tiny: Path, edit: Edit, written, code, field
) -> None:
    edit(TREE, "        measure: percent", f"        {written}")
    line = (tiny / TREE).read_text("utf-8").splitlines().index(f"        {written}") + 1
    with pytest.raises(InvalidInput) as found:
        read_content(tiny / TREE).validate()
    assert [(p.code, p.line, p.field) for p in found.value.problems] == [
        (code, line, f"children.trade.children.growth.{field}")
    ]


@pytest.mark.parametrize(
    "written",
    [
        "aggregation: {method: arithmetic, reference: {years: all}}",
        "weighting: {method: equal, reference: {years: all}}",
        "defaults: {normalisation: "
        "{method: goalposts, lower: 0, upper: 1, reference: {years: all}}}",
    ],
)
def test_a_method_without_statistics_takes_no_reference(panel, written: str) -> None:
    with pytest.raises(InvalidInput, match="takes no statistics, so no rows of reference either"):
        panel(written)


def test_a_method_that_takes_anothers_place_in_a_plan_keeps_its_reference(panel) -> None:
    project = panel("reference: {years: each}" + PER_YEAR)
    result = project.score(year="all")
    other = Choice("normalisation", "z_score")
    plan = make_plan(
        Basis.of(result),
        [
            choose_method(
                "scale", "normalisation", [result.index.node("a").normalisation, other], ["a"]
            )
        ],
    )
    assert varied(plan, (1,)).node("a").normalisation == replace(other, reference=Reference("all"))


def test_years_that_fix_the_scale_are_asked_for_where_the_data_hold_several(panel) -> None:
    def flags(more: str):
        return [(flag.code, flag.field) for flag in panel(more).validate()]

    scaled = "defaults: {normalisation: min_max}"
    assert flags(scaled) == [("unsaid-years", "index")]
    assert flags(f"{scaled}\nreference: {{years: each}}") == []
    assert flags(f"{scaled}\nreference: {{years: scored}}") == [("years-scored", "reference.years")]
    # what takes no statistics needs none to be said; a condition alone leaves the years unsaid
    assert flags("defaults: {normalisation: {method: goalposts, lower: -9, upper: 9}}") == []
    assert flags(f"{scaled}\nreference: {{where: {{region: east}}}}") == [
        ("unsaid-years", "reference")
    ]


def test_a_base_year_and_years_scored_give_what_pandas_gives(panel, cells) -> None:
    scaled = "defaults: {normalisation: {method: min_max, scale: [0, 1]}}"
    for years, rows in (("[2021]", [2021]), ("scored", [2020, 2022]), ("all", [2020, 2021, 2022])):
        found = panel(f"{scaled}\nreference: {{years: {years}}}").score(year=[2020, 2022])
        of = cells[cells["year"].isin(rows)]["a"]
        shown = cells[cells["year"].isin([2020, 2022])]["a"]
        expected = (shown - of.min()) / (of.max() - of.min())
        np.testing.assert_allclose(found.array("a").ravel(), expected, rtol=1e-12, atol=1e-12)
