"""An explanation says which numbers the points of a unit were measured against."""

import math

import numpy as np
import pandas as pd
import pytest

from coopindex.project import Project, load
from coopindex.report.pages.measured_against import against, measured_against, with_scale
from coopindex.report.written import written

FRAME = pd.DataFrame(
    {"ports": [3, 1, 7, 9, -40], "rail": [5, 9, math.nan, 2, 6], "smog": [3, 2, 8, 4, 5]},
    index=["a", "b", "c", "d", "e"],
)


def scored(**how):
    """Five units; the figures of smog count the less the more there are."""
    tree = {"trade": ["ports", "rail"], "air": {"smog": {"direction": "negative"}}}
    return Project.from_frames(tree, FRAME, **how).score()


def lines(result, unit="c"):
    return {line.node.code: line for line in against(result, result.explain(unit))}


def test_points_run_from_the_worst_value_to_the_best_one():
    found = lines(scored(normalisation="min_max"))
    assert found["ports"].ends == (-40, 9)
    assert found["smog"].ends == (8, 2), "less is better"


def test_under_a_reciprocal_the_smallest_value_is_the_best_one():
    found = lines(scored(normalisation="min_max", transform="reciprocal"))
    assert found["rail"].ends == (9, 2)
    assert found["smog"].ends == (2, 8), "less of the reciprocal is better"


def test_goalposts_and_a_target_take_the_place_of_what_was_observed():
    posts = {"method": "goalposts", "lower": -50, "upper": 50}
    found = lines(scored(normalisation=posts))
    assert found["ports"].ends == (-50, 50)
    assert found["smog"].ends == (50, -50)
    target = {"method": "distance_to_target", "target": 1}
    tree = {"air": {"smog": {"direction": "negative", "normalisation": target}}}
    found = lines(Project.from_frames(tree, FRAME[["smog"]]).score())
    assert found["smog"].ends == (8, 1)


def test_what_is_not_measured_between_two_values_is_said_in_words():
    result = scored(normalisation="z_score")
    found = lines(result)["ports"]
    mean, deviation = FRAME["ports"].mean(), FRAME["ports"].std(ddof=0)
    row = found.as_row()
    assert found.ends is None
    assert row["mean"] == mean
    assert row["sd"] in (pytest.approx(deviation), FRAME["ports"].std(ddof=1))
    section = measured_against(result, result.explain("c"))
    others = next(c.values for c in section.table.columns if c.key == "others")
    assert any(text.startswith(f"mean {mean:g}, standard deviation") for text in others)


def test_the_value_used_is_the_one_that_was_filled_in_or_moved():
    result = scored(normalisation="min_max", imputation="mean", treatment="winsorise_iqr")
    assert lines(result, "c")["rail"].used == FRAME["rail"].mean()
    moved = lines(result, "e")["ports"]
    assert moved.used == moved.clips[0] == moved.ends[0] > -40


def test_clip_points_that_moved_nothing_are_not_shown():
    calm = {"method": "winsorise", "when": {"skewness": 20, "kurtosis": 35}, "at_most": 1}
    result = scored(normalisation="min_max", treatment=calm)
    assert all(line.clips is None and not line.others for line in lines(result).values())


def test_numbers_of_a_transformed_column_say_of_what_they_are():
    result = load_transformed()
    found, section = lines(result)["ports"], measured_against(result, result.explain("c"), "zh")
    assert found.used == 7, "as it was read"
    others = next(c.values for c in section.table.columns if c.key == "others")
    assert any("（对数变换）" in text for text in others)


def load_transformed():
    frame = FRAME.assign(ports=[3, 1, 7, 9, 40])
    tree = {"trade": {"ports": {"transform": "log"}, "rail": {}}}
    return Project.from_frames(tree, frame[["ports", "rail"]], normalisation="z_score").score()


def test_in_a_panel_a_year_is_measured_against_its_own_scale():
    frame = pd.concat({2023: FRAME, 2024: FRAME * 2}, names=["year", "unit"])
    project = Project.from_frames(["ports", "smog"], frame.reset_index(), normalisation="min_max")
    result = project.score(year="all")
    for year, best in ((2023, 9), (2024, 18)):
        found = result.explain("a", year)
        assert next(iter(against(result, found))).ends[1] == best


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_indicator_that_counts_has_its_line(lang):
    result = load("china-ceec-cities").score()
    section = measured_against(result, result.explain("tianjin"), lang)
    rows = list(zip(*written(section.table, lang), strict=True))
    assert len(rows) == len(result.index.leaves)
    assert all(row[2] for row in rows), "from and to"


def test_a_unit_without_figures_has_the_scale_and_no_value():
    empty = FRAME.assign(ports=[3, 1, 7, 9, math.nan], smog=[3, 2, 8, 4, math.nan])
    frame, tree = empty[["ports", "smog"]], ["ports", "smog"]
    result = Project.from_frames(tree, frame, normalisation="min_max").score()
    found = lines(result, "e")["ports"]
    assert found.ends == (1, 9)
    assert math.isnan(found.used)


def test_csv_has_the_numbers_beside_each_node():
    result = scored(normalisation="min_max")
    table = with_scale(result, result.explain("c")).set_index("node")
    assert table.loc["smog", ["used", "from", "to"]].tolist() == [8, 8, 2]
    assert np.isnan(table.loc["trade", "from"])
