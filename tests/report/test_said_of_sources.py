"""What is said of figures and weights follows what their sources say."""

import pandas as pd
import pytest

import coopindex
from coopindex.engine.weights import in_use

FRAME = pd.DataFrame({"ports": [3.0, 1, 2], "rail": [5.0, 9, 7]}, index=["nb", "tj", "sh"])
SOURCED = FRAME.assign(source="yearbook").rename_axis("unit").reset_index()
SOURCES = {"yearbook": {"title": "Yearbook"}}


def scored(frame, **given):
    tree = ["ports", "rail"]
    return coopindex.score(frame, tree=tree, normalisation="min_max", **given)


@pytest.mark.parametrize(
    ("lang", "given", "documented"),
    [
        ("en", "All 6 figures are given", "All 6 figures rest on documents"),
        ("zh", "全部6项数据均已提供", "全部6项数据都有据可查"),
    ],
)
def test_figures_without_a_source_are_given_and_those_with_one_are_documented(
    lang, given, documented
):
    assert scored(FRAME).plot.coverage(lang=lang).title == given
    assert scored(SOURCED, sources=SOURCES).plot.coverage(lang=lang).title == documented


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_chart_names_weights_once(lang):
    for weights in ("equal", {"ports": 2, "rail": 1}, None):
        note = scored(FRAME, weights=weights).plot.ranking(lang=lang).svg
        assert "weights equal weights" not in str(note)
        assert "weights weights" not in str(note)


def test_weights_that_are_named_as_such_stand_alone():
    assert in_use("CASS") == "weights CASS"
    assert in_use("equal weights with trade=60%") == "equal weights with trade=60%"
    assert in_use("My weights") == "My weights"
    assert in_use("my-weights") == "weights my-weights"
    assert in_use("等权", "zh") == "等权"
    assert in_use("社科院", "zh") == "权重：社科院"
