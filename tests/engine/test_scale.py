"""What a scoring was fitted to: shown in the measure of the data, kept, and held."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import coopindex
from coopindex.engine.index import Choice, Reference
from coopindex.engine.scale_file import read_scale
from coopindex.engine.score import apply, fit, score
from coopindex.problems import InvalidInput
from coopindex.questions.explain import explain
from coopindex.robustness.evaluation import evaluated
from coopindex.robustness.factors import Weights
from coopindex.robustness.scenarios import Scenario, scenarios

VALUES = [[1.0, 90.0], [3.0, 50.0], [5.0, 10.0], [np.nan, 30.0]]


def chosen(stage, method, **options):
    return Choice(stage, method, tuple(sorted(options.items())))


MEAN = chosen("imputation", "mean")
Z_SCORE = chosen("normalisation", "z_score", mean=50.0)
POSTS = chosen("normalisation", "goalposts", lower=2.0, upper=4.0)


def entries(result, node, step):
    table = result.scale
    rows = table[(table["node"] == node) & (table["step"] == step)]
    return dict(zip(rows["statistic"], rows["value"], strict=True))


def plain(result):
    return json.loads(json.dumps(result.scale_as_dict()))


def held(result):
    return read_scale(plain(result), result.index, "last.json")


@pytest.fixture
def tree():
    return {"i": {"children": {"a": {"imputation": MEAN}, "b": {"direction": -1}}}}


def test_the_minimum_and_the_maximum_are_those_of_the_column_before_it_is_oriented(make, tree):
    result = score(*make(VALUES, tree))
    assert entries(result, "a", "imputation") == {"mean": 3.0}
    assert entries(result, "a", "normalisation") == {"minimum": 1.0, "maximum": 5.0}
    assert entries(result, "b", "normalisation") == {"minimum": 10.0, "maximum": 90.0}


def test_under_a_logarithm_observed_values_are_stated_as_they_were_measured(make):
    log = chosen("transform", "log")
    result = score(*make(VALUES, {"i": {"children": {"a": {}, "b": {"transform": log}}}}))
    assert entries(result, "b", "normalisation") == {"minimum": 10.0, "maximum": 90.0}


def test_where_a_limit_was_stated_it_is_shown_and_no_figure_that_was_clipped(make):
    leaf = {"transform": chosen("transform", "log"), "treatment": None}
    leaf["treatment"] = chosen("treatment", "clip", lower=3.0, upper=60.0)
    powers = [[2.0**k, float(k)] for k in range(8)]
    result = score(*make(powers, {"i": {"children": {"a": leaf, "b": {}}}}))
    assert entries(result, "a", "normalisation") == {"minimum": 3.0, "maximum": 60.0}


def test_between_figures_a_clip_point_is_shown_as_the_inverse_of_the_transform(make):
    ends = chosen("treatment", "winsorise_percentile", lower=10.0, upper=90.0)
    leaf = {"transform": chosen("transform", "log"), "treatment": ends}
    powers = [[2.0**k, float(k)] for k in range(8)]
    shown = entries(
        score(*make(powers, {"i": {"children": {"a": leaf, "b": {}}}})), "a", "normalisation"
    )
    assert shown == pytest.approx({"minimum": 2**0.7, "maximum": 2**6.3})


def test_what_a_reciprocal_turns_about_is_shown_the_right_way_round(make):
    ends = chosen("treatment", "winsorise", when=None, at_most=1)
    leaf = {"transform": chosen("transform", "reciprocal"), "treatment": ends}
    result = score(
        *make([[1.0, 1.0], [2.0, 3.0], [4.0, 2.0]], {"i": {"children": {"a": leaf, "b": {}}}})
    )
    assert entries(result, "a", "normalisation") == {"minimum": 2.0, "maximum": 4.0}
    clips = {name: x for name, x in entries(result, "a", "treatment").items() if "clip" in name}
    assert list(clips.items()) == [("lower clip point", 2.0), ("upper clip point", 4.0)]


def test_on_either_side_of_0_reciprocals_are_shown_as_they_are(make):
    leaf = {"transform": chosen("transform", "reciprocal")}
    table = score(
        *make([[-1.0, 1.0], [2.0, 3.0], [4.0, 2.0]], {"i": {"children": {"a": leaf, "b": {}}}})
    ).scale
    own = table[(table["node"] == "a") & (table["step"] == "normalisation")]
    assert own["value"].tolist() == [-1.0, 0.5]
    assert set(own["of"]) == {"reciprocal"}


def test_a_mean_of_logarithms_says_of_what_it_is(make):
    log = chosen("transform", "log")
    leaves = {"a": {}, "b": {"transform": log, "normalisation": Z_SCORE}}
    table = score(*make(VALUES, {"i": {"children": leaves}})).scale.set_index("statistic")
    assert table.loc["mean", "of"] == "log"
    assert table.loc["mean", "value"] == pytest.approx(np.log([90, 50, 10, 30]).mean())


def test_goalposts_stand_on_the_scale_though_nothing_is_fitted(make):
    posts = chosen("normalisation", "goalposts", lower=0.0, upper=10.0)
    result = score(*make(VALUES, {"i": {"children": {"a": {"normalisation": posts}, "b": {}}}}))
    assert entries(result, "a", "normalisation") == {"lower goalpost": 0.0, "upper goalpost": 10.0}


def test_whole_columns_are_summarised_and_kept_whole(make):
    rank = chosen("normalisation", "rank")
    result = score(*make(VALUES, {"i": {"children": {"a": {"normalisation": rank}, "b": {}}}}))
    summary = {"values": 3.0, "minimum": 1.0, "maximum": 5.0}
    assert entries(result, "a", "normalisation") == summary
    entry = next(each for each in plain(result)["settled"] if each["node"] == "a")
    assert entry["statistics"] == [[1.0], [3.0], [5.0], [None]]


def test_found_weights_stand_on_the_scale(make):
    found = chosen("weighting", "standard_deviation")
    tree = {"i": {"weighting": found, "children": {"a": {}, "b": {}}}}
    result = score(*make(VALUES, tree))
    weights = [result.walk.weights["i"][0], result.walk.weights["i"][1]]
    assert list(entries(result, "i", "weighting").values()) == weights


def test_every_year_has_rows_of_its_own(make, tree):
    later = (np.array(VALUES) * 2).tolist()
    table = score(*make([VALUES, later], tree), years=[2020, 2021]).scale
    own = table[(table["node"] == "b") & (table["statistic"] == "maximum")]
    assert dict(zip(own["year"], own["value"], strict=True)) == {2020: 90.0, 2021: 180.0}


def test_new_units_are_scored_beyond_the_scale(make, tree):
    result = score(*make(VALUES, tree))
    index, data, scheme = make([[9.0, 10.0]], tree)
    again = score(index, data, scheme, scale=held(result))
    assert again.array("a") == pytest.approx(1 + 99 * 2.0)
    assert again.array("b") == pytest.approx(100.0)


def test_new_units_are_held_to_goalposts_and_said_to_be(make):
    tree = {"i": {"children": {"a": {"normalisation": POSTS}, "b": {}}}}
    result = score(*make(VALUES, tree))
    again = score(*make([[9.0, 20.0]], tree), scale=held(result))
    assert again.array("a") == 100.0
    assert again.changes["before"].tolist() == [350.0]


def test_gaps_of_new_units_are_filled_from_the_scale(make, tree):
    result = score(*make(VALUES, tree))
    again = score(*make([[np.nan, 20.0]], tree), scale=held(result))
    assert again.nodes("imputed")["a"].tolist() == [3.0]


def test_a_new_year_is_scored_on_the_scale_of_one_year(make, tree):
    index, data, scheme = make([VALUES, (np.array(VALUES) * 2).tolist()], tree)
    result = score(index, data, scheme, [2020])
    later = score(index, data, scheme, [2021], held(result))
    assert later.array("b")[0, 0] == pytest.approx(1 + 99 * (90 - 180) / 80)


def test_a_year_that_the_scale_does_not_know_is_named(make, tree):
    index, data, scheme = make([VALUES] * 3, tree)
    result = score(index, data, scheme, [2020, 2021])
    with pytest.raises(InvalidInput, match="no statistics of 2022: each of 2020, 2021 has its own"):
        score(index, data, scheme, [2022], held(result))


def test_the_heading_names_the_scale_that_is_held(make, tree):
    result = score(*make(VALUES, tree))
    again = score(*make(VALUES, tree), scale=held(result))
    assert again.scale_words == "held from last.json, 2020"
    assert again.asked["scale"] == again.scale_words


def test_what_a_held_scale_was_fitted_to_is_kept_when_it_is_written_again(make, tree):
    result = score(*make(VALUES, tree))
    again = score(*make(VALUES[:1], tree), scale=held(result))
    assert plain(again) == plain(result)


def test_the_scale_of_another_index_is_refused(make, tree):
    result = score(*make(VALUES, tree))
    other = make(VALUES, {"j": tree["i"]})[0]
    with pytest.raises(InvalidInput, match="this is the scale of i, not of j"):
        read_scale(plain(result), other, "last.json")


def test_another_definition_is_refused_and_the_difference_named(make, tree):
    result = score(*make(VALUES, tree))
    tree["i"]["children"]["b"] = {"direction": 1, "normalisation": Z_SCORE}
    with pytest.raises(InvalidInput) as refused:
        read_scale(plain(result), make(VALUES, tree)[0], "last.json")
    said = str(refused.value)
    assert "direction of b was -1, and is 1" in said
    assert "normalisation of b was min_max (scale: [1, 100]), and is z_score (mean: 50)" in said


def test_another_title_is_the_same_definition(make, tree):
    result = score(*make(VALUES, tree))
    assert read_scale(plain(result), replace(result.index, note=result.index.title, digest="other"))


@pytest.mark.parametrize(
    "text", ["[]", "{}", '{"format": 1}', '"i"', '{"format": 9, "index": "i"}']
)
def test_what_is_no_scale_is_refused(make, tree, text):
    with pytest.raises(InvalidInput, match="no scale"):
        read_scale(json.loads(text), make(VALUES, tree)[0])


def test_a_scale_that_is_cut_short_is_refused(make, tree):
    cut = plain(score(*make(VALUES, tree)))
    cut["settled"][0]["statistics"] = {"wrong": [1.0]}
    with pytest.raises(InvalidInput, match="this scale cannot be read"):
        read_scale(cut, make(VALUES, tree)[0])


def test_a_scale_that_lacks_a_step_names_it(make, tree):
    cut = plain(score(*make(VALUES, tree)))
    cut["settled"] = [entry for entry in cut["settled"] if entry["node"] != "b"]
    index, data, scheme = make(VALUES, tree)
    with pytest.raises(InvalidInput, match="b has no normalisation on the scale"):
        score(index, data, scheme, scale=read_scale(cut, index))


def test_a_scoring_is_a_fit_and_its_application(make, tree):
    index, data, scheme = make(VALUES, tree)
    walked = apply(index, data, fit(index, data, scheme), scheme)
    np.testing.assert_array_equal(walked.score, score(index, data, scheme).walk.score)


def test_posts_go_by_each_years_own_transform_whatever_other_years_are_asked_for(make):
    shifted = chosen("transform", "shifted_log")
    leaves = {"a": {"transform": shifted, "normalisation": POSTS}, "b": {}}
    tree = {"i": {"children": leaves}}
    index, data, scheme = make([VALUES, (np.array(VALUES) * 1.5).tolist()], tree)
    both = score(index, data, scheme, [2020, 2021])
    for year, found in zip(both.years, both.score, strict=True):
        np.testing.assert_array_equal(found, score(index, data, scheme, [year]).score[0])


def test_goalposts_of_all_years_go_by_each_years_transform(make):
    shifted = replace(chosen("transform", "shifted_log"), reference=Reference("each"))
    posts = replace(POSTS, reference=Reference("all"))
    tree = {"i": {"children": {"a": {"transform": shifted, "normalisation": posts}, "b": {}}}}
    index, data, scheme = make([VALUES, (np.array(VALUES) * 1.5).tolist()], tree)
    both = score(index, data, scheme, [2020, 2021])
    alone = score(index, data, scheme, [2021])
    np.testing.assert_array_equal(both.array("a")[1], alone.array("a")[0])


def test_what_fits_anew_is_refused_around_a_scale_that_is_held(make, tree):
    result = score(*make(VALUES, tree))
    again = score(*make(VALUES, tree), scale=held(result))
    with pytest.raises(InvalidInput, match="robustness analysis fits every scale anew"):
        evaluated(again, [Weights("weights", ("i",))])
    with pytest.raises(InvalidInput, match="a scenario fits every scale anew"):
        scenarios(again, [Scenario("as it is")])


def test_what_it_would_take_is_told_on_the_scale_that_is_held(make, tree):
    figures = [[2.0, 50.0], [3.0, 50.0]]
    again = score(*make(figures, tree), scale=held(score(*make(VALUES, tree))))
    needed = explain(again, "u000").nodes.set_index("node")["overtake"]
    assert needed["a"] == 4.0  # above 3, in whole numbers as all that is observed


ALONG = chosen("imputation", "linear", ends_held=True)


@pytest.fixture
def along():
    return {"i": {"children": {"a": {"imputation": ALONG}, "b": {"direction": -1}}}}


def test_a_scale_of_one_year_serves_every_year_where_gaps_are_filled_along_the_years(
    make, tree, along
):
    tree["i"]["children"]["a"] = {}
    values = [(np.array(VALUES) * times)[:3].tolist() for times in (1, 3, 2)]
    index, data, scheme = make(values, along)
    scale = held(score(index, data, scheme, [2021]))
    plainly, same, _ = make(values, tree)
    usual = held(score(plainly, same, scheme, [2021]))
    for years in ([2020], [2021], [2022], [2020, 2022]):
        found = score(index, data, scheme, years, scale)
        np.testing.assert_array_equal(found.score, score(plainly, same, scheme, years, usual).score)
        assert set(found.scale["year"]) == {2021}
        assert plain(found)["years"] == [2021]
        again = score(index, data, scheme, [2021], held(found))
        np.testing.assert_array_equal(again.score, score(index, data, scheme, [2021]).score)


def test_a_year_that_was_looked_at_along_the_years_alone_is_none_that_was_scored(make, along):
    index, data, scheme = make([VALUES] * 3, along)
    scale = held(score(index, data, scheme, [2021, 2022]))
    with pytest.raises(InvalidInput, match="no statistics of 2020: each of 2021, 2022 has its own"):
        score(index, data, scheme, [2020], scale)


def test_a_year_of_a_scale_of_all_years_is_named_where_it_is_held(make, tree):
    index, data, scheme = make([VALUES, (np.array(VALUES) * 2).tolist()], tree)
    scale = held(score(index, data, scheme, [2020, 2021]))
    assert set(score(index, data, scheme, [2020], scale).scale["year"]) == {2020}


def test_what_several_years_fixed_says_no_year_and_what_one_year_fixed_says_it(make, along):
    leaf = along["i"]["children"]["a"]
    leaf["treatment"] = chosen("treatment", "winsorise_percentile")
    leaf["normalisation"] = replace(chosen("normalisation", "min_max"), reference=Reference("all"))
    along["i"]["children"]["b"]["normalisation"] = replace(
        chosen("normalisation", "min_max"), reference=Reference((2020,))
    )
    index, data, scheme = make([VALUES, (np.array(VALUES) * 2).tolist()], along)
    result = score(index, data, scheme, [2021])
    for each in (result, score(index, data, scheme, [2021], held(result))):
        table = each.scale
        years = table.groupby(["node", "step"])["year"].unique().map(list).to_dict()
        assert years == {
            ("a", "treatment"): [2021],
            ("a", "normalisation"): [0],
            ("b", "normalisation"): [2020],
        }


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (["made"], None, "no scale"),
        (["made", "a"], None, "no scale"),
        (["walked"], "abc", "`walked` is missing, or not of its kind"),
        (["walked"], ["abc"], "`walked` are no years"),
        (["settled"], {}, "`settled` is missing"),
        (["settled", 0], 3, "`node` is missing"),
        (["settled", 0, "node"], "zz", "zz has no imputation"),
        (["settled", 0, "step"], "zz", "a has no zz"),
        (["settled", 0, "step"], "title", "a has no title"),
        (["settled", 0, "step"], "__class__", "a has no __class__"),
        (["settled", 0, "by_year"], "no", "imputation of a: `by_year`"),
        (["settled", 0, "statistics"], [1.0, 2.0], "imputation of a: as many numbers"),
        (["settled", 0, "statistics"], [], "imputation of a: as many numbers"),
        (["settled", 0, "statistics"], 1.0, "imputation of a: `statistics`"),
        (["settled", 0, "statistics"], ["1"], "imputation of a: numbers"),
        (["settled", 0, "statistics"], [True], "imputation of a: numbers"),
        (["settled", 1, "statistics", "low"], [None], "of a: the minimum lies above"),
        (["settled", 1, "statistics", "low"], [9.0], "of a: the minimum lies above"),
        (["settled", 1, "statistics", "low"], [[1.0]], "of a: as many numbers"),
    ],
)
def test_a_damaged_scale_says_where(make, tree, path, value, said):
    damaged = plain(score(*make(VALUES, tree)))
    *way, last = path
    at = damaged
    for key in way:
        at = at[key]
    at[last] = value
    index, data, scheme = make(VALUES, tree)
    with pytest.raises(InvalidInput) as refused:
        score(index, data, scheme, scale=read_scale(damaged, index, "last.json"))
    assert said in str(refused.value)
    assert "last.json" in str(refused.value)


@pytest.mark.parametrize("method", ["min_max", "percentile_rank", "z_score"])
def test_values_of_an_indicator_without_statistics_are_refused_as_off_the_scale(make, method):
    tree = {"i": {"children": {"a": {"normalisation": chosen("normalisation", method)}, "b": {}}}}
    blank = held(score(*make([[np.nan, 1.0], [np.nan, 2.0]], tree)))
    index, data, scheme = make(VALUES, tree)
    with pytest.raises(InvalidInput, match=r"last.json.*a has no normalisation on the scale"):
        score(index, data, scheme, scale=blank)


@pytest.mark.parametrize("method", ["copeland", "topsis", "wroclaw"])
def test_weights_of_each_year_and_one_reference_for_all_are_written_and_read(make, method):
    inner = {
        "weighting": replace(chosen("weighting", "entropy"), reference=Reference("each")),
        "aggregation": replace(chosen("aggregation", method), reference=Reference("all")),
    }
    tree = {"i": {**inner, "children": {"a": {}, "b": {}}}}
    index, data, scheme = make([VALUES[:3], (np.array(VALUES[:3]) ** 2).tolist()], tree)
    for years in ([2020], [2020, 2021]):
        result = score(index, data, scheme, years)
        again = score(index, data, scheme, years, held(result))
        np.testing.assert_array_equal(again.score, result.score)


def test_an_entry_that_stands_there_twice_is_refused(make, tree):
    damaged = plain(score(*make(VALUES, tree)))
    damaged["settled"].append(damaged["settled"][0])
    with pytest.raises(InvalidInput, match="imputation of a: it stands there twice"):
        read_scale(damaged, make(VALUES, tree)[0])


def test_definitions_that_differ_in_the_last_digit_are_told_apart(make):
    def posts(upper):
        way = chosen("normalisation", "goalposts", lower=0.0, upper=upper)
        return make(
            VALUES, {"i": {"children": {"a": {"imputation": MEAN}, "b": {"normalisation": way}}}}
        )

    last = score(*posts(1234567.0))
    with pytest.raises(InvalidInput, match=r"was .*upper: 1234567\), and is .*upper: 1234567\.5\)"):
        read_scale(plain(last), posts(1234567.5)[0])


def test_what_was_fitted_under_other_weights_is_flagged_where_it_is_held():
    def flagged(scoring):
        return [str(flag) for flag in scoring.flags if flag.code == "other-weights"]

    frame = pd.DataFrame({"a": [1.0, 2, 4], "b": [3.0, 1, 2]}, index=["p", "q", "r"])
    steps = {"normalisation": "min_max", "aggregation": "wroclaw"}
    index = coopindex.Index.from_frames(["a", "b"], frame, **steps)
    held = index.score("equal")
    assert not flagged(held)
    assert not flagged(index.score("equal", on_scale=held))
    mine = index.score({"a": "70%"}, on_scale=held)
    assert len(flagged(mine)) == 1
    assert "fitted under the weights `equal`" in flagged(mine)[0]
    # what is written of a held scale is still that of the weights it was fitted under
    assert mine.scale_as_dict()["weights"] == "equal"
    shares = index.score("equal", overrides={"a": 0.7})
    assert flagged(index.score("equal", overrides={"a": 0.7}, on_scale=held))
    assert not flagged(index.score("equal", overrides={"a": 0.7}, on_scale=shares))
    plain = coopindex.Index.from_frames(["a", "b"], frame, normalisation="min_max")
    assert not flagged(plain.score({"a": "70%"}, on_scale=plain.score("equal")))
