"""The page about content names the columns that the tables have."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

import coopindex
from coopindex.content.data.schemas import TABLES, columns_page, with_columns
from coopindex.engine.index import STATUSES
from coopindex.phrases.column import SAID

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "content.md").read_text("utf-8")
CHINESE = (DOCS / "zh" / "content.md").read_text("utf-8")


def test_the_columns_are_those_of_the_models() -> None:
    for lang, page in {"en": PAGE, "zh": CHINESE}.items():
        assert with_columns(page, lang) == page, "run make docs"
        assert "| observations | `year` |" in columns_page(lang)
    assert not re.search(r"[A-Za-z]+ [a-z]+ [a-z]+", re.sub("`.*?`", "", columns_page("zh")))


def test_every_column_is_told_in_chinese() -> None:
    described = {
        column.description
        for model in TABLES.values()
        for column in model.to_schema().columns.values()
        if column.description
    }
    assert described - set(SAID) == {", ".join(f"`{name}`" for name in STATUSES)}
    assert set(SAID) <= described


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


def test_the_smallest_index_scores_as_the_page_says(tmp_path, monkeypatch):
    blocks = re.findall(r"^```\w+ (\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    for name, text in blocks:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    scores = coopindex.load("ports").score().scores
    said = re.search(r"the ranking: (.*)", PAGE)[1]
    assert said == ", ".join(
        f"{name} {score:.2f}" for name, score in zip(scores["name"], scores["score"], strict=True)
    )
    containers, delays = np.array([28.7, 17.3, 43.3]), np.array([3, 5, 8])
    points = (containers - 17.3) / 26 * 50 + (8 - delays) / 5 * 50
    np.testing.assert_allclose(sorted(scores["score"]), sorted(points), rtol=1e-12)
