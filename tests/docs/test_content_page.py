"""The page about content names the columns that the tables have."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

import coopindex
from coopindex.content.data.schemas import columns_page, with_columns

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "content.md").read_text("utf-8")


def test_the_columns_are_those_of_the_models() -> None:
    assert with_columns(PAGE) == PAGE, "run make docs"
    assert "| observations | `year` |" in columns_page()


def scored(rule, aggregation="arithmetic"):
    """Score a unit that lacks the third of three children, which weigh 1, 1 and 2."""
    frame = pd.DataFrame({"a": [40.0, 50], "b": [70.0, 20], "c": [None, 30]}, index=["x", "y"])
    tree = {"a": None, "b": None, "c": {"weight": 2}}
    rules = {"missing": yaml.safe_load(rule)} if rule.startswith("{") else {}
    found = coopindex.score(frame, tree=tree, weights="stated", aggregation=aggregation, **rules)
    return found.score[0, found.rows.units.index("x")]


RULES = re.findall(
    r"^\| (.*?) \| [^|]* \| (missing|[\d.]+) \|$",
    PAGE.partition("### Missing children")[2].partition("\n### ")[0],
    re.MULTILINE,
)


@pytest.mark.parametrize(("rules", "score"), RULES)
def test_the_missing_child_of_the_page_comes_to_what_the_page_says(rules, score):
    for rule in re.findall(r"`(.*?)`", rules) or [rules]:
        expected = np.nan if score == "missing" else float(score)
        np.testing.assert_allclose(scored(rule), expected, rtol=1e-12)


def test_in_a_geometric_mean_a_missing_child_is_not_zero():
    assert len(RULES) == 5
    assert scored("{renormalise: false}", "geometric") == pytest.approx(7.27, abs=0.005)
    with pytest.raises(coopindex.InvalidInput, match="no geometric mean"):
        scored("{as: zero}", "geometric")
