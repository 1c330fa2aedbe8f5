"""Rules: where they begin to speak, what they say, and those that cannot be tested."""

import numpy as np
import pandas as pd
import pytest

import coopindex
from coopindex import InvalidInput
from coopindex.audit.rules import RULES, THRESHOLDS
from coopindex.project import render

POINTS = {"method": "min_max", "scale": [0, 100]}
TREE = {"a": ["x0", "x1", "x2"], "b": ["x3", "x4"]}


def frame(units=40, columns=5, seed=0):
    values = np.random.default_rng(seed).normal(50, 10, (units, columns))
    names = [f"x{number}" for number in range(columns)]
    return pd.DataFrame(values, index=[f"u{at}" for at in range(units)], columns=names)


def audit(table, tree=TREE, thresholds=None, **how):
    scoring = coopindex.score(table, tree=tree, **{"normalisation": POINTS, **how})
    return scoring.audit(draws=16, thresholds=thresholds)


def found(table, rule, **how):
    findings = audit(table, **how).findings
    return findings[findings["rule"] == rule]


def test_every_rule_has_a_verdict_and_every_threshold_can_be_set():
    answer = audit(frame())
    assert [code for codes in answer.verdict.values() for code in codes] != []
    assert sorted(answer.rules["rule"]) == sorted(rule.code for rule in RULES)
    assert set(answer.thresholds) == set(THRESHOLDS)
    again = audit(frame(), thresholds={"alpha": -5.0, "latent": 9.0})
    assert {"alpha", "latent"} <= set(again.verdict["holds"])
    assert again.thresholds["alpha"] == -5.0
    assert audit(frame(), thresholds=pd.Series({"alpha": -5.0})).thresholds["alpha"] == -5.0


@pytest.mark.parametrize(
    ("thresholds", "told"),
    [({"redundnt": 0.5}, "redundant"), ({"redundant": "x"}, "redundant=x"), ({"alpha": True}, "")],
)
def test_a_threshold_that_is_none_is_refused(thresholds, told):
    with pytest.raises(InvalidInput) as refused:
        audit(frame(), thresholds=thresholds)
    assert refused.value.problems[0].field == "threshold"
    assert told in str(refused.value)


def test_a_twin_is_redundant_and_a_turned_one_runs_against_its_dimension():
    table = frame()
    table["x1"], table["x4"] = table["x0"], -table["x3"] + 0.001 * table["x0"]
    pairs = found(table, "redundant")
    assert pairs[["node", "other"]].values.tolist() == [["x0", "x1"]]
    assert pairs["figure"].tolist() == pytest.approx([1.0])
    assert found(table, "negative")[["node", "other"]].values.tolist() == [["x3", "x4"]]
    assert found(table, "redundant", thresholds={"redundant": 1.1}).empty
    negative = {"significance": 0.0}
    assert found(table, "negative", thresholds=negative).empty


def test_what_belongs_elsewhere_is_named_with_the_dimension_it_goes_with():
    table = frame()
    table["x2"] = table["x3"] + table["x4"]
    row = found(table, "elsewhere").set_index("node").loc["x2"]
    assert row["other"] == "b"
    assert "x2" in row["message"]


def test_gaps_are_findings_by_unit_indicator_and_dimension():
    table = frame()
    table.loc["u3", ["x0", "x1", "x2"]] = np.nan
    table.loc["u0":"u19", "x4"] = np.nan
    assert found(table, "coverage_unit")["unit"].tolist() == ["u3"]
    assert found(table, "coverage_indicator")["node"].tolist() == ["x4"]
    assert found(table, "coverage_dimension")["node"].tolist() == ["a"]


def test_zeros_equal_values_and_outliers_are_found_in_their_columns():
    table = frame()
    table["x0"] = np.where(np.arange(40) < 25, 0.0, table["x0"])
    table.loc["u7", "x3"] = 5000.0
    assert found(table, "zeros")["node"].tolist() == ["x0"]
    assert found(table, "same")["node"].tolist() == ["x0"]
    assert found(table, "outliers")["node"].tolist() == ["x3"]
    treated = {"treatment": {"method": "winsorise"}}
    assert found(table, "outliers", **treated).empty


def test_a_constant_indicator_is_wrong():
    table = frame()
    table["x4"] = 3.0
    row = found(table, "constant", normalisation="none").iloc[0]
    assert (row["node"], row["severity"]) == ("x4", "wrong")


def test_an_index_that_contradicts_its_indicators_is_wrong():
    """The penalty of Mazziotta and Pareto may grow faster than the mean of three children."""
    table = pd.DataFrame([[10.0, 1, 1], [1, 1, 1]], index=["ahead", "even"], columns=list("xyz"))
    row = found(table, "overruled", tree=list("xyz"), normalisation="none", aggregation="mpi")
    assert row[["unit", "severity", "figure"]].values.tolist() == [["ahead", "wrong", 1.0]]
    fine = audit(table, tree=list("xyz"), normalisation="none")
    assert "overruled" in fine.verdict["holds"]


def test_what_cannot_be_tested_says_why_or_that_there_is_nothing():
    answer = audit(frame(1), normalisation="none")
    assert "redundant" in answer.verdict["untested"]
    assert "scale_by_year" in answer.verdict["untested"]
    assert answer.findings["rule"].tolist().count("few_units") == 1


def test_years_with_a_scale_of_their_own_and_changing_fields_are_told():
    table = pd.concat([frame(8, seed=1).assign(year=2020), frame(10, seed=2).assign(year=2021)])
    table.index.name = "unit"
    table.loc[table["year"] == 2020, "x4"] = np.nan
    tree = {"a": ["x0", "x1"], "b": ["x2", "x3", "x4"]}
    answer = audit(table.reset_index(), tree=tree)
    findings = answer.findings.set_index("rule")
    assert findings.loc["scale_by_year", "figure"] == 2
    assert findings.loc["units_by_year", ["year", "figure"]].tolist() == [2021, 2]
    assert findings.loc["indicators_by_year", "figure"] == 1
    held = audit(table.reset_index(), tree=tree, reference={"years": "all"})
    assert "scale_by_year" in held.verdict["holds"]


def test_a_jrc_threshold_is_called_so_only_with_a_text_of_theirs():
    answer = audit(frame())
    for row in answer.rules.itertuples():
        if "JRC" in row.source:
            assert any(text in row.source for text in ("FAQs", "2012", "2014", "2008"))


def test_only_the_recalculations_that_were_asked_for_are_made():
    scoring = coopindex.score(frame(), tree=TREE, normalisation=POINTS)
    simulated = scoring.uncertainty(draws=32)
    assert scoring.audit(simulated=simulated).simulated is simulated
    with pytest.raises(InvalidInput):
        scoring.audit(plan="nonesuch")


def test_months_are_compared_as_years_are():
    table = pd.concat([frame(8, seed=1).assign(year="2021-05"), frame(9).assign(year="2021-06")])
    table.index.name = "unit"
    answer = audit(table.reset_index())
    findings = answer.findings.set_index("rule")
    assert findings.loc["units_by_year", ["year", "figure"]].tolist() == ["2021-06", 1]
    assert answer.table("years")["year"].tolist() == ["2021-05", "2021-06"]
    scoring = answer.result
    for lang in ("en", "zh"):
        page = scoring.present(answer, lang=lang, tables=["years", "findings"])
        assert "2021-06" in render(page, "table")
