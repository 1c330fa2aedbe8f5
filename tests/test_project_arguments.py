"""Arguments as Python takes them."""

import numpy as np
import pandas as pd
import pytest

from coopindex import Index
from coopindex.problems import InvalidInput
from coopindex.project import load, score


@pytest.fixture(scope="module")
def cities():
    """A bundled index."""
    return load("china-ceec-cities")


@pytest.fixture(scope="module")
def scored(cities):
    """A bundled index, scored."""
    return cities.score()


@pytest.fixture(scope="module")
def drawn(scored):
    """Its uncertainty, of few draws."""
    return scored.uncertainty(draws=8)


@pytest.mark.parametrize("ask", ["uncertainty", "sensitivity", "weight_sensitivity"])
@pytest.mark.parametrize("draws", [1.5, "100", 0, None, True, 2**64])
def test_draws_that_are_no_whole_number_are_refused_beside_a_negative_seed(scored, ask, draws):
    with pytest.raises(InvalidInput, match="must be a whole number") as caught:
        getattr(scored, ask)(draws=draws, seed=-1)
    assert [problem.field for problem in caught.value.problems] == ["draws", "seed"]


@pytest.mark.parametrize("ask", ["uncertainty", "sensitivity", "scenarios"])
def test_a_plan_that_is_no_name_file_mapping_or_text_is_refused(scored, ask):
    with pytest.raises(InvalidInput, match=r"plan: .*a name or a file"):
        getattr(scored, ask)(plan=["factors"])


def test_a_width_that_is_no_number_is_refused(scored):
    with pytest.raises(InvalidInput, match="vary: weights vary by 0% to 100%"):
        scored.weight_sensitivity(draws=4, vary="25%")


def test_a_year_that_is_none_is_refused(cities):
    with pytest.raises(InvalidInput, match="year: `lately` is no year"):
        cities.score(year="lately")


def test_a_single_text_is_one_code(scored):
    assert (
        scored.weight_sensitivity(draws=4, hold="trade").facts
        == scored.weight_sensitivity(draws=4, hold=["trade"]).facts
    )
    one, several = (
        scored.guarantee(how="free", hold=wrap("trade"), only=wrap("trade"))
        for wrap in (str, lambda code: [code])
    )
    assert one.facts == several.facts
    assert scored.compare("equal").names == ("cass", "equal")


def test_a_single_pair_is_one_pair(scored):
    one, several = (
        scored.guarantee(how="free", at_least=pairs)
        for pairs in (("trade", "policy"), [("trade", "policy")])
    )
    assert one.facts == several.facts


@pytest.mark.parametrize("pairs", ["ab", "trade", [1], ["trade"], [("trade",)]])
def test_what_is_not_a_pair_is_refused(scored, pairs):
    with pytest.raises(InvalidInput, match=r"at_least: .*is not a pair"):
        scored.guarantee(at_least=pairs)


def test_pairs_are_counted_as_asked(scored):
    assert len(scored.uncertainty(draws=16).pairs) == 15
    with pytest.raises(ValueError, match="pairs=True"):
        _ = scored.uncertainty(draws=16, pairs=False).pairs


def test_whole_numbers_of_numpy_are_whole_numbers(cities):
    assert (
        cities.score(year=np.int64(2019)).uncertainty(draws=np.int64(16), seed=np.int32(1)).draws
        == 16
    )


@pytest.mark.parametrize(
    "nothing", [float("nan"), np.nan, np.float64("nan"), None, True, np.True_, float("inf")]
)
def test_what_is_no_number_is_neither_a_weight_nor_a_share(cities, nothing):
    for weights in ({"trade": nothing}, {"weights": {"trade": nothing}, "remaining": "equal"}):
        with pytest.raises(InvalidInput, match=r"weights\.trade"):
            cities.score(weights)
    with pytest.raises(InvalidInput, match="is not a share between 0 and 1"):
        cities.score(overrides={"trade": nothing})


def test_a_series_gives_each_label_its_weight(cities):
    mapping = {"trade": 0.4, "policy": 0.1}
    series = pd.Series(mapping)
    assert (cities.score(series).score == cities.score(mapping).score).all()
    assert cities.score().compare(series).names == ("cass", "given")
    shares = pd.Series({"trade": 0.4})
    assert (
        cities.score(overrides=shares).score == cities.score(overrides=dict(shares)).score
    ).all()


@pytest.mark.parametrize("weights", [3, [1, 2], pd.DataFrame({"trade": [1]})])
def test_weights_that_are_neither_named_nor_given_are_refused(cities, weights):
    with pytest.raises(InvalidInput, match="weights: weights are a scheme's name or file"):
        cities.score(weights)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda s: s.guarantee(how="fre"), "how: `fre` is none of free, band, unknown"),
        (lambda s: s.guarantee(vary="much"), "vary: weights vary by 0% to 100%"),
        (lambda s: s.guarantee(at_least=("trade", "trade")), "`trade` stands on both sides"),
        (lambda s: s.guarantee(at_least=3), "at_least: `3` is not a pair"),
        (lambda s: s.guarantee(only=3), "only: `3` is neither a node's code"),
        (lambda s: s.weight_sensitivity(hold=3), "hold: `3` is neither a node's code"),
        (lambda s: s.explain(None), "unit: whose score is to be explained?"),
        (lambda s: s.explain(1001), "`1001` is not a city"),
        (lambda s: s.trends("zz"), "node: there is no `zz` in china-ceec-cities"),
        (lambda s: s.trends("trade", "treat"), "did you mean `treated`?"),
        (lambda s: s.trends(["trade"]), "did you mean `trade`?"),
        (lambda s: s.group_rank("zz"), "group: there is no `zz`"),
        (lambda s: s.replay(3), "settings: should be a pandas DataFrame, not a int"),
        (lambda s: s.nodes("zz"), "known: column, denominated, transformed, imputed, treated, fin"),
        (lambda s: s.present(lang="fr"), "lang: `fr` is none of en, zh"),
        (lambda s: s.present(page="zz"), "page: `zz` is none of scoring.page, explanation.page"),
        (lambda s: s.present(page=5), "page: `5` is none of scoring.page"),
        (lambda s: s.present(s.scores), "answer: a page describes an answer about a scoring"),
        (lambda s: s.order(1900), "year: 1900 was not scored"),
        (lambda s: s.effective_in(1900), "hint: scored: 2019"),
        (lambda s: s.explain("ningbo", 1900), "year: 1900 was not scored"),
        (lambda s: s.decile(bands=0), "bands: `0` must be a whole number of 1 or more"),
        (lambda s: s.uncertainty(draws=2, execution="fast"), "execution: `fast` is none of serial"),
        (lambda s: s.report(lang="fr"), "lang: `fr` is none of en, zh"),
    ],
)
def test_an_argument_that_cannot_be_is_refused_by_its_name(scored, ask, said):
    with pytest.raises(InvalidInput) as caught:
        ask(scored)
    assert said in str(caught.value)


@pytest.mark.parametrize("interval", [3, "90", (0.9, 0.1), (0.1, 2), (0.1,), (0.1, float("nan"))])
def test_what_is_no_interval_of_draws_is_refused(drawn, interval):
    for ask in (drawn.table, drawn.as_dict):
        with pytest.raises(InvalidInput, match=r"interval: .* is not two shares of the draws"):
            ask(interval=interval)


@pytest.mark.parametrize("top", ["a", 0, 1.5, True])
def test_first_ranks_are_a_whole_number(drawn, top):
    for ask in (drawn.table, drawn.as_dict):
        with pytest.raises(InvalidInput, match=f"top: `{top}` must be a whole number of 1 or more"):
            ask(top=top)


def test_a_level_that_is_no_number_is_refused(drawn):
    with pytest.raises(InvalidInput, match="level: "):
        drawn.groups(level="high")


def test_an_interval_may_be_an_array(drawn):
    asked = np.array([0.1, 0.9])
    assert drawn.table(interval=asked).equals(drawn.table(interval=(0.1, 0.9)))


def test_a_year_may_be_named_by_a_text_or_a_float(scored):
    for year in ("2019", 2019.0, np.int64(2019)):
        assert scored.explain("ningbo", year).year == 2019
        assert (scored.order(year) == scored.order()).all()


def test_how_to_run_may_be_said_by_its_word(scored, drawn):
    again = scored.uncertainty(draws=8, execution="serial")
    assert again.table().equals(drawn.table())


def test_a_scoring_is_a_scale_to_score_others_on(cities, scored):
    again = cities.score(on_scale=scored)
    assert again.fitted.held
    assert (again.score == scored.score).all()


def test_years_of_a_change_that_were_not_scored_are_all_named():
    frame = pd.DataFrame(
        {"a": [1.0, 2, 3, 4], "unit": list("pqpq"), "year": [2018] * 2 + [2020] * 2}
    )
    scoring = score(frame, tree=["a"], normalisation="min_max", year="all")
    with pytest.raises(InvalidInput) as caught:
        scoring.change(1066, 1900)
    assert [problem.value for problem in caught.value.problems] == ["1066", "1900"]
    assert scoring.change("2018", "2020").equals(scoring.change(2018, 2020))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"overrides": [1]}, "overrides: shares are node -> share, not a list"),
        ({"year": [2019, "lately"]}, "year: `lately` is no year"),
        ({"year": 2019.5}, "year: `2019.5` is no year"),
        ({"on_scale": 3}, "a scale is a file, or the plain values of one, not a int"),
    ],
)
def test_what_a_scoring_cannot_be_asked_with_is_refused_by_its_name(cities, asked, said):
    with pytest.raises(InvalidInput) as caught:
        cities.score(**asked)
    assert said in str(caught.value)


def test_holding_nothing_is_holding_none(scored):
    free, none = (scored.weight_sensitivity(draws=4, hold=hold) for hold in ((), None))
    assert free.table.equals(none.table)


def test_a_year_of_data_that_name_none_is_refused_in_words():
    frame = pd.DataFrame({"a": [1.0, 2.0], "b": [3.0, 1.0]}, index=["p", "q"])
    project = Index.from_frames(["a", "b"], frame)
    with pytest.raises(InvalidInput, match="hint: the data name no year"):
        project.score(year=2020)


@pytest.mark.parametrize("year", [[], (), {}, b"2020", pd.Series([], dtype=int)])
def test_no_years_at_all_are_refused_and_not_the_latest(cities, year):
    with pytest.raises(InvalidInput, match=r"year: .* is no year"):
        cities.score(year=year)


SETTINGS = ["normalisation", "aggregation", "weighting", "reference", "missing", "data", "sources"]


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("table", [pd.DataFrame({"a": [1, 2]}), pd.Series([1, 2]), np.eye(2), ""])
def test_a_table_in_place_of_a_setting_is_refused_by_its_name(setting, table):
    frame = pd.DataFrame({"a": [1, 2], "b": [2, 1]}, index=["x", "y"])
    with pytest.raises(InvalidInput, match=setting):
        Index.from_frames(["a", "b"], frame, **{setting: table}).score()


def test_a_method_may_be_a_series_as_a_mapping():
    frame = pd.DataFrame({"a": [1, 2], "b": [2, 1]}, index=["x", "y"])
    way = {"method": "min_max", "scale": [0, 10]}
    asked = {"tree": ["a", "b"], "weights": {"a": "100%"}}
    found = score(frame, **asked, normalisation=pd.Series(way)).scores
    pd.testing.assert_frame_equal(found, score(frame, **asked, normalisation=way).scores)


def test_weights_without_a_name_are_no_scheme():
    frame = pd.DataFrame({"a": [1, 2], "b": [2, 1]}, index=["x", "y"])
    with pytest.raises(InvalidInput, match="is not a scheme"):
        score(frame, tree=["a", "b"], weights="")


@pytest.mark.parametrize("year", [2020, np.int64(2020), 2020.0, "2020", [2020], (2020.0,)])
def test_a_year_names_the_year_of_rows_that_name_none(year):
    frame = pd.DataFrame({"a": [1.0, 2.0], "b": [3.0, 1.0]}, index=[1001, 1002])
    found = score(frame, tree=["a", "b"], year=year, normalisation="min_max")
    assert found.years == (2020,)
    assert found.explain(1001).unit == "1001"


def test_a_guarantee_is_refused_where_no_weight_may_move_as_on_the_command_line():
    frame = pd.DataFrame({"a": [1.0, 2, 3], "b": [3.0, 1, 2]}, index=["p", "q", "r"])
    scoring = score(frame, tree=["a", "b"], weights={"a": "60%"})
    with pytest.raises(InvalidInput, match="no two siblings' weights may move"):
        scoring.guarantee(how="unknown")
    assert scoring.guarantee(how="free").moves


@pytest.mark.parametrize("how", ["free", "band", "unknown"])
def test_an_index_whose_weights_cannot_vary_is_answered_as_scored(how):
    frame = pd.DataFrame({"a": [1.0, 3, 2]}, index=["p", "q", "r"])
    found = score(frame, tree={"d": ["a"]}).guarantee(how=how)
    assert not found.moves
    for end in ("best", "worst"):
        assert found.table[end].tolist() == found.table["rank"].tolist()


def test_where_the_weights_that_could_vary_are_not_linear_the_node_is_named():
    frame = pd.DataFrame({"a": [1.0, 3, 2], "b": [2.0, 1, 3]}, index=["p", "q", "r"])
    tree = {"d": {"aggregation": "median", "children": {"a": {}, "b": {}}}}
    with pytest.raises(InvalidInput, match=r"nothing below is linear in the weights: `?d"):
        score(frame, tree=tree).guarantee()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_of_one_unit_every_question_says_that_there_is_nothing_to_rank(lang):
    scoring = score(pd.DataFrame({"a": [1.0], "b": [2.0]}, index=["p"]), tree=["a", "b"])
    split = scoring.sensitivity(draws=4)
    tables = {
        "one_at_a_time": scoring.one_at_a_time(),
        "leave_one_out": scoring.leave_one_out(),
        "importance": scoring.importance(),
    }
    pages = [
        *(scoring.present(answer, lang=lang) for answer in (
            scoring.guarantee(), scoring.scenarios(), scoring.uncertainty(draws=4),
            scoring.weight_sensitivity(draws=4))),
        scoring.present(split, lang=lang, **tables),
    ]  # fmt: skip
    said = "无从排名。" if lang == "zh" else "One unit: nothing to rank."
    for page in pages:
        assert sum(said in text for part in page.said() for text in part.sentences) == 1


def test_a_change_of_one_year_is_refused_as_on_the_command_line():
    frame = pd.DataFrame({"a": [1.0, 2, 3], "b": [3.0, 1, 2]}, index=["p", "q", "r"])
    with pytest.raises(InvalidInput, match="a change needs two years"):
        score(frame, tree=["a", "b"]).change()


def test_a_unit_is_found_by_its_name_however_its_accents_are_stored_and_units_are_counted():
    frame = pd.DataFrame({"a": range(15)}, index=["Co\u0302te", *"bcdefghijklmno"])
    units = pd.DataFrame({"code": frame.index, "name_en": [f"Land {at}" for at in frame.index]})
    scoring = score(frame, tree=["a"], units=units)
    assert scoring.unit("c\u00f4TE") == "Co\u0302te"
    with pytest.raises(InvalidInput, match="the nearest of 15:"):
        scoring.unit("Lxyzzzzz")
    with pytest.raises(InvalidInput, match="and 3 more"):
        scoring.unit("?????")
