"""What is said of an analysis: only what its draws bear out."""

import re
from dataclasses import replace

import numpy as np
import pytest

from coopindex.engine.index import Choice
from coopindex.engine.naming import Text
from coopindex.engine.score import score
from coopindex.problems import InvalidInput
from coopindex.questions.explain import explain
from coopindex.report.pages import guarantee as guarantee_page
from coopindex.report.pages import page_of
from coopindex.report.pages import scenarios as scenarios_page
from coopindex.report.pages import sensitivity as sensitivity_page
from coopindex.report.pages import uncertainty as uncertainty_page
from coopindex.report.render import as_markdown
from coopindex.robustness.exact.guarantee import guarantee
from coopindex.robustness.factors import Change, LeaveOut, Weights
from coopindex.robustness.importance import importance
from coopindex.robustness.scenarios import Scenario, scenarios
from coopindex.robustness.sensitivity import leave_one_out, one_at_a_time, sensitivity
from coopindex.robustness.uncertainty import uncertainty
from coopindex.robustness.weights import weight_sensitivity

LEAVES = ("ports", "rail", "forums", "schools")
BANDS = Weights("weights", ("trade", "ties", "index"), vary=0.4)
AS_IT_IS = Choice("normalisation", "none")
# everybody has the same score
LEVEL = Change(
    "normalisation", Choice("normalisation", "goalposts", (("lower", 1e3), ("upper", 2e3))), LEAVES
)
# names of people, the scheme's code, and the column of the names in the other language
# names, and what is typed
STAYS = {"Sobol", "Saltelli", "Spearman", "Kendall", "given", "city", "units"}
WORDS = ("text", "prose", "unit", "tree")
LEFT_OUT = LeaveOut("indicator left out", LEAVES)


@pytest.fixture
def crowd() -> np.ndarray:
    """Six hundred units."""
    return np.random.default_rng(1).normal(size=(600, 4))


def in_chinese(result):
    """The same scoring of an index whose titles, and units, have names in Chinese."""
    called = dict(zip((*LEAVES, "trade", "ties", "index"), "港路会校贸交总", strict=True))
    index, data = result.index, result.data
    nodes = tuple(
        replace(node, title=Text(node.code.upper(), called[node.code])) for node in index.nodes
    )
    index = replace(index, nodes=nodes, title=Text("Index", "指数"), unit=Text("city", "城市"))
    names = {unit: Text(unit.upper(), f"城{unit[1:]}") for unit in data.units}
    return score(index, replace(data, names=names), result.scheme)


def variance(result, factors, draws, lang="en"):
    """The sections on which factor causes how much."""
    found = sensitivity(result, factors, draws=draws)
    tables = one_at_a_time(result, factors), leave_one_out(result), importance(result)
    return sensitivity_page.sections(found, *tables, lang)


def certainty_of(found, level=0.95, lang="en"):
    """The sentences on how sure a ranking is."""
    sections = uncertainty_page.sections(found, (0.05, 0.95), 3, level, lang)
    return " ".join(sections[0].sentences)


def test_where_no_draw_moves_a_rank_no_factor_is_named(scored):
    result = scored(np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]))
    said = variance(result, [BANDS], 16)[0].sentences
    assert said[0] == "No draw moved a rank: no factor matters."
    assert said[1].endswith("the mean shift is the same in every draw.")


def test_an_index_that_has_not_converged_is_not_stated(scored, values):
    said = variance(scored(values), [BANDS, LEFT_OUT], 3)[0].sentences[0]
    assert said.startswith("What matters most cannot be told yet")
    assert "%" not in said


def test_of_more_than_400_units_it_is_said_that_nobody_counted_who_stands_apart(scored, crowd):
    assert "Who can be told apart is not counted for so many units" in certainty_of(
        uncertainty(scored(crowd), [LEFT_OUT], draws=8)
    )


def test_draws_that_nobody_can_make_are_not_advised(scored, crowd):
    note = uncertainty_page.note(uncertainty(scored(crowd), [LEFT_OUT], draws=8))
    assert re.search(
        r"for ±1 point take \d{1,2},000 draws; "
        r"±0.1 of a rank would take more than 10,000,000 draws$",
        note,
    )


def test_only_what_falls_short_is_said_to_take_more_draws(scored, values):
    found = uncertainty(scored(values), [BANDS], draws=4096)
    assert found.precision["mean_rank"] < 0.1 < 100 * found.precision["probability"]
    assert re.search(r": for ±1 point take \d{1,2},000 draws$", uncertainty_page.note(found))


def test_of_one_unit_it_is_said_that_there_is_nothing_to_rank(scored, values):
    result = scored(values[:1], normalisation=AS_IT_IS)
    said = certainty_of(uncertainty(result, [BANDS], draws=16))
    assert said.startswith("One unit: nothing to rank. 16 joint draws")
    assert "apart" not in said
    pages = guarantee_page.sections(guarantee(result))
    assert [page.sentences[-1] for page in pages] == ["One unit: nothing to rank."]


@pytest.mark.parametrize(
    ("level", "written"), [(0.95, "95%"), (0.99999, "99.999%"), (0.995, "99.5%")]
)
def test_a_level_is_written_with_the_digits_it_needs(scored, values, level, written):
    found = uncertainty(scored(values), [BANDS], draws=64)
    assert f" {written} of the draws" in certainty_of(found, level)


@pytest.mark.parametrize("level", [0.0, 0.5, 1.0, float("nan")])
def test_a_level_that_tells_nobody_apart_is_refused(scored, values, level):
    found = uncertainty(scored(values), [BANDS], draws=16)
    with pytest.raises(InvalidInput, match="above 50% and below 100%"):
        found.groups(level)


def test_a_name_with_a_comma_stands_in_quotes_in_a_list_of_names(scored, values):
    values[1] = values[0]
    result = scored(values)
    names = {**result.data.names, "u0": Text("Unit, one")}
    result = score(result.index, replace(result.data, names=names), result.scheme)
    assert "“Unit, one”, U1" in certainty_of(uncertainty(result, [BANDS], draws=16))


def test_without_years_json_says_no_year(scored, values):
    result = scored(values)
    result = score(result.index, replace(result.data, years=(0,)), result.scheme)
    answers = (
        result,
        explain(result, "u0"),
        uncertainty(result, [BANDS], draws=4),
        sensitivity(result, [BANDS], draws=4),
        weight_sensitivity(result, draws=4),
        guarantee(result),
    )
    assert [answer.as_dict()["year"] for answer in answers] == [None] * len(answers)


# -- ties for the lead ----------------------------------------------------------------------------


@pytest.fixture
def tied(values) -> np.ndarray:
    """Two units share the lead."""
    values[0] = values[1] = values.max(axis=0) + 1
    return values


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            "U0 and U1 share the lead as scored; first, alone or tied, in so many of 64 draws: ",
        ),
        ("zh", "U0和U1本次并列第1位；在64次重新计算中居首（含并列）的占比："),
    ],
)
def test_all_who_tie_for_the_lead_are_named_with_their_shares(scored, tied, lang, said):
    found = uncertainty(scored(tied), [BANDS], draws=64)
    shares = "U0 100.0%、U1 100.0%" if lang == "zh" else "U0 100.0%, U1 100.0%"
    assert certainty_of(found, lang=lang).startswith(said + shares)


def test_of_many_who_tie_for_the_lead_five_are_named(scored):
    found = uncertainty(scored(np.ones((8, 4)), normalisation=AS_IT_IS), [BANDS], draws=16)
    assert certainty_of(found).startswith("U0, U1, U2, U3, U4 and 3 more share the lead")


def test_one_draw_is_one_draw(scored, values):
    first = scored(values).scores["name"][0]
    found = uncertainty(scored(values), [Weights("weights", ("index",), vary=0.0)], draws=1)
    assert certainty_of(found).startswith(f"{first} is first in the one draw; a unit moves 0.0 ")


def test_a_scenario_in_which_several_lead_names_them(scored, values):
    result = scored(values)
    level = scenarios(result, [Scenario("the same"), Scenario("level", changes=(LEVEL,))])
    said = scenarios_page.sections(level)[0].sentences
    first = result.scores["name"][0]
    assert said[0] == f"{first} leads in 2 of 2 scenarios."
    assert said[1] == "level: U4, U6, U2, U7, U5 and 3 more share the lead."


def test_who_shares_the_lead_everywhere_is_said_once(scored, tied):
    found = scenarios(scored(tied), [Scenario("the same")])
    assert scenarios_page.sections(found)[0].sentences == (
        "U0 and U1 share the lead as scored and in every scenario.",
    )


def test_who_ties_for_the_lead_is_not_said_to_be_able_to(scored, tied):
    said = guarantee_page.sections(guarantee(scored(tied)))[0].sentences
    assert said[1:3] == ("U0 and U1 share the lead as scored.", "Nobody else can be first.")


@pytest.mark.parametrize(("lang", "said"), [("en", "U0 and U1"), ("zh", "U0和U1")])
def test_who_ties_for_the_lead_in_an_alternative_is_named_in_every_row(scored, tied, lang, said):
    parts = [part.table for part in variance(scored(tied), [LEFT_OUT], 16, lang) if part.table]
    leaders = [c.values for table in parts for c in table.columns if c.key == "leader"]
    assert len(leaders) == 2, "one at a time, and leaving one out"
    assert all(set(names) == {said} for names in leaders)


def test_in_json_one_unit_leads_an_alternative(scored, tied):
    how = dict(answers(scored(tied))[1][1])
    result = scored(tied)
    found = page_of(sensitivity(result, [BANDS, LEFT_OUT], draws=32), result, **how).facts
    assert {row["leader"] for row in found["leave_one_out"]} <= set(result.rows.units)
    assert not any("leaders" in row for row in found["leave_one_out"])


# -- in two languages -----------------------------------------------------------------------------


def answers(result):
    """Every answer of robustness, with how it is looked at."""
    tables = {
        "one_at_a_time": one_at_a_time(result, [LEFT_OUT]),
        "leave_one_out": leave_one_out(result),
        "importance": importance(result),
    }
    bounds = guarantee(result)
    change = ("u0", "u1", bounds.smallest_change("u0", "u1"))
    return (
        (uncertainty(result, [BANDS, LEFT_OUT], draws=32), {}),
        (sensitivity(result, [BANDS, LEFT_OUT], draws=32), tables),
        (weight_sensitivity(result, draws=32), {}),
        (bounds, {"overtake": [change]}),
        (scenarios(result, [Scenario("甲", changes=(LEVEL,))]), {}),
    )


def test_pages_in_chinese_hold_nothing_in_english(scored, values):
    result = in_chinese(scored(values))
    for found, how in answers(result):
        page = as_markdown(page_of(found, result, "zh", **how).sections, "zh")
        latin = set(re.findall(r"[A-Za-z]{2,}", page)) - STAYS
        assert not latin, (type(found).__name__, latin)


def test_numbers_are_the_same_in_both_languages(scored, values):
    result = in_chinese(scored(values))
    for found, how in answers(result):
        tables = [
            [
                [column.values for column in section.table.columns if column.kind not in WORDS]
                for section in page_of(found, result, lang, **how).sections
                if section.table
            ]
            for lang in ("en", "zh")
        ]
        np.testing.assert_equal(*tables)


def test_nodes_are_called_by_their_titles_and_not_by_their_codes(scored, values):
    result = in_chinese(scored(values))
    for found, how in answers(result):
        page = as_markdown(page_of(found, result, "en", **how).sections)
        assert not re.search(r"\b(ports|rail|forums|schools|trade|ties)\b", page)


def test_guarantees_of_rounded_scores_say_so(scored, values):
    result = scored(values)
    ranking = replace(result.index.ranking, ties="max", decimals=0)
    found = guarantee(replace(result, index=replace(result.index, ranking=ranking)))
    said = guarantee_page.sections(found)[0].sentences[0]
    assert "before they are rounded" in said
    assert "share the better rank" in said
