"""What every format says: each sentence against the answers it is made of, in both languages."""

import re
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest

import coopindex
from coopindex.engine.naming import Text
from coopindex.phrases import LANGUAGES
from coopindex.report.charts import charts_of
from coopindex.report.facts import apart, findings, headline, method, numbers, profile
from coopindex.report.facts.words import Words

BUNDLED = [
    "china-ceec-cities",
    "china-ceec-countries",
    "china-ceec-human-development",
    "china-ceec-provinces",
    "china-central-asia-summit",
    "city-networks",
]
TREE = {"north": ["a", "b"], "south": ["c", "d"]}
NEVER = re.compile(
    r"significant|\bbest\b|\bworst\b|\bwinner|\bloser|\bfails?\b|only \d+(st|nd|rd|th)"
    r"|显著|最好|最差|垫底",
    re.IGNORECASE,
)


@cache
def bundled(name):
    # what is proved of the cities is known whatever the machine; of others little is asked
    seconds = 15.0 if name == "china-ceec-cities" else 1.0
    return coopindex.load(name).score().edition(draws=2000, seconds=seconds)


def edition(values, tree=None, draws=256, units=None, **how):
    values = np.asarray(values, float)
    table = pd.DataFrame(values, columns=list("abcdefgh")[: values.shape[1]])
    table.insert(0, "unit", units or [f"u{k}" for k in range(1, len(values) + 1)])
    return coopindex.score(table, tree=tree or TREE, **how).edition(draws=draws, seconds=0.1)


def some(units, seed=0):
    return np.random.default_rng(seed).uniform(1, 9, (units, 4)).round(3)


def everything(found):
    """Every sentence that an edition says."""
    said = [headline.headline(found).text, *headline.headline(found).deck[1:]]
    warning = headline.banner(found)
    said += [warning.text] if warning else []
    said += [group.text for group in apart.groups(found)]
    for name in findings.FINDINGS:
        of = findings.finding(found, name)
        said += [of.title, of.sub]
    said += [each.text for each in findings.statements(found)]
    made = method.method(found)
    said += [step.text for step in made.steps] + [made.cite]
    said += [text for check in made.checklist for text in (check.title, check.text)]
    for unit in found.result.rows.units[:20]:
        of = profile.profile(found, unit)
        said += [of.title, *of.deck, of.ladder_title, *of.reliability, of.cite]
        said += [text for key in of.keys for text in (key.label, key.note)]
        said += [of.gap.title, of.gap.sub, of.gap.takes] if of.gap else []
        said += [each.text for each in (of.gap.needed or ())] if of.gap else []
        said += [each.text for each in (of.grouped, of.course) if each]
    return said


# -- the headline, case by case --------------------------------------------------------------------


def with_chances(found, ahead, firsts):
    """The same edition, whose draws came out so: chances of the pairs, and of being first."""
    tally, draws = found.uncertainty.tally, found.uncertainty.draws
    counted = (np.array(ahead) * draws).round().astype(np.int64)
    first = (np.array(firsts) * draws).round().astype(np.int64)
    other = replace(found.uncertainty, tally=replace(tally, ahead=counted, first=first))
    return type(found)(found.result, uncertainty=other, lang=found.lang)


CASES = {
    "order": ([1.0, 0.0, 0.0], 1.0, 1.0, "The order holds under almost every choice."),
    "leads": ([1.0, 0.0, 0.0], 1.0, 0.6, "u1 leads under almost every choice. The other two places"
              " are too close to call."),
    "clear": ([0.97, 0.02, 0.01], 0.97, 0.6, "u1 is clearly first (97%)."),
    "probable": ([0.72, 0.25, 0.03], 0.73, 0.6, "u1 is probably first (72%); u2 could be."),
    "open": ([0.38, 0.31, 0.22], 0.5, 0.5, "Nobody can be called first: u1 38%, u2 31%, u3 22%."),
    "overturned": ([0.2, 0.8, 0.0], 0.2, 0.9, "u1 is first as scored, but u2 is first in 80% of"
                   " recalculations."),
    "shared": ([1.0, 0.9, 0.0], 0.1, 0.9, "u1 is first, alone or tied, in 100% of recalculations."),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_headline_says_how_surely_who_leads(case):
    firsts, lead, rest, text = CASES[case]
    plain = edition([[9, 9, 9, 9], [5, 6, 5, 6], [1, 2, 2, 1]], draws=10_000)
    ahead = [[0, lead, lead], [1 - lead, 0, rest], [1 - lead, 1 - rest, 0]]
    found = headline.headline(with_chances(plain, ahead, firsts))
    assert found.case == case
    assert found.text.startswith(text)


def test_ninety_four_point_eight_is_not_ninety_five():
    assert numbers.chance(0.948) == "94%"
    assert numbers.chance(0.9499999) == "94%"
    assert numbers.chance(0.95) == "95%"
    plain = edition([[9, 9, 9, 9], [5, 6, 5, 6], [1, 2, 2, 1]], draws=10_000)
    ahead = [[0, 0.9499, 0.96], [0.05, 0, 0.6], [0.04, 0.4, 0]]
    found = headline.headline(with_chances(plain, ahead, [0.9499, 0.05, 0.0]))
    assert found.text == "u1 is probably first (94%); u2 could be."


def test_a_gap_says_how_its_steps_add_up_with_the_signs_they_have():
    found = edition([[9, 9, 9, 9], [5, 6, 5, 6], [1, 2, 2, 1]])
    for unit in found.result.rows.units:
        gap = profile.profile(found, unit).gap
        whole = sum(step.points for step in gap.steps)
        assert whole == pytest.approx(gap.points, abs=1e-9)
        assert numbers.signed(whole) in gap.sub


def test_an_index_in_its_own_words_is_not_counted_out_once_more():
    plain = headline.deck(edition(some(3)))
    assert plain[0].startswith("3 units, 4 indicators")
    cities = headline.deck(coopindex.load("china-ceec-cities").score().edition(draws=64))
    assert not any("indicators in" in part for part in cities)
    assert cities[-1].startswith("each city moves")


def test_without_uncertainty_the_headline_speaks_of_scores():
    plain = edition([[9, 9, 9, 9], [5, 6, 5, 6], [1, 2, 2, 1]])
    found = headline.headline(type(plain)(plain.result))
    assert (found.case, found.text[:28]) == ("scores", "u1 has the highest score, 9.")


def test_those_who_tie_share_the_lead():
    found = headline.headline(edition([[9, 8, 7, 6], [9, 8, 7, 6], [1, 2, 3, 1]]))
    assert found.case == "tied"
    assert found.text.startswith("u1 and u2 share the lead, and so they do in every")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_unit_is_nothing_to_rank(lang):
    found = edition([[1, 2, 3, 4]], normalisation="none").said_in(lang)
    assert headline.headline(found).case == "one"
    assert apart.groups(found) == ()
    assert findings.statements(found) == ()
    assert profile.profile(found, "u1").gap is None
    assert everything(found)


def test_nobody_ranked_is_said():
    holes = [[1, 2, np.nan, 4], [np.nan, 2, 3, 4], [1, 3, 4, np.nan]]
    found = edition(holes, missing={"minimum_present": "100%"})
    assert found.ranked == ()
    assert headline.headline(found).case == "nobody"


# -- every sentence --------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", BUNDLED)
def test_every_index_is_told_without_words_of_worth(name, lang):
    for text in everything(bundled(name).said_in(lang)):
        assert not NEVER.search(text), text
        assert not re.search(r"\b(nan|None)\b", text), text
        assert not re.search(r"\{\w*\}", text), text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", BUNDLED)
def test_nodes_and_units_are_called_by_their_names(name, lang):
    found = bundled(name).said_in(lang)
    known = {*found.result.rows.units, *found.result.index.position} - {found.result.index.code}
    codes = [code for code in known if "_" in code]
    for text in everything(found):
        assert not [code for code in codes if code in text], text


@pytest.mark.parametrize("name", BUNDLED)
def test_chinese_is_said_in_chinese(name):
    for text in everything(bundled(name).said_in("zh")):
        assert not re.search("[\u4e00-\u9fff][,;:?!]", text), text


@pytest.mark.parametrize("units", [2, 3, 300])
def test_an_index_of_any_size_is_told(units):
    found = edition(some(units), draws=64)
    for lang in LANGUAGES:
        assert all(text is not None for text in everything(found.said_in(lang)))


HOSTILE = ["<b>&amp;</b>", "{name}", "a\u202eb\x1b[31m", "长" * 300, "x, y; z"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_are_only_names(lang):
    found = edition(some(5), units=HOSTILE, draws=64).said_in(lang)
    said = "\n".join(everything(found))
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "{name}" in said


# -- numbers in sentences are those of the answers -------------------------------------------------


@pytest.mark.parametrize("name", BUNDLED)
def test_groups_hold_for_each_of_their_units(name):
    found = bundled(name)
    before, level = headline.ahead(found.uncertainty), 0.95
    units = list(found.uncertainty.units)
    for group in apart.groups(found):
        at = [units.index(unit) for unit in group.units]
        others = [k for k in range(len(units)) if k not in at]
        if group.lead.startswith("Ahead of each other"):
            assert (before[np.ix_(at, others)] >= level).all()
        if group.lead.startswith("Behind each other"):
            assert (before[np.ix_(others, at)] >= level).all()
        if "No pair reaches" in group.rest:
            assert (before[np.ix_(at, at)] < level).all()
            surest = before[np.ix_(at, at)].max()
            assert group.rest.endswith(numbers.chance(float(surest)))
        if told := re.match(r" (\d+) of (\d+) pairs?", group.rest):
            inside = before[np.ix_(at, at)]
            assert [int(part) for part in told.groups()] == [
                (inside >= level).sum(),
                len(at) * (len(at) - 1) // 2,
            ]


@pytest.mark.parametrize("name", BUNDLED)
def test_the_steps_of_a_profile_add_up_to_the_gap(name):
    found = bundled(name)
    for unit in found.result.rows.units:
        gap = profile.profile(found, unit).gap
        if gap is not None:
            whole = sum(step.points for step in gap.steps)
            assert whole == pytest.approx(gap.end - gap.start, abs=1e-9)


@pytest.mark.parametrize("name", BUNDLED)
def test_what_every_node_adds_makes_the_score(name):
    found = bundled(name)
    for standing in found.ranked:
        line = profile.profile(found, standing.unit)
        parts = [each.added for each in line.ladder]
        assert standing.start + sum(parts) == pytest.approx(standing.score)


@pytest.mark.parametrize("name", BUNDLED)
def test_a_title_names_the_rank_and_the_interval_of_the_tables(name):
    found = bundled(name)
    table = found.uncertainty.table((0.05, 0.95)).set_index("unit")
    words = Words(found.result)
    for standing in found.ranked:
        title = profile.title(found, standing, words)
        low, high = table.loc[standing.unit, ["low", "high"]]
        if low != high:
            assert f"{numbers.nth(low)} to {numbers.nth(high)}" in title


def test_what_is_proved_is_what_the_guarantee_says():
    found = bundled("china-ceec-cities")
    said = {(each.mark, each.text) for each in findings.statements(found)}
    assert ("●", "Only Ningbo and Beijing can be first.") in said
    assert ("●", "Ningbo is never below 2nd.") in said
    assert any(mark == "○" and text.startswith("Tianjin can fall to 9th") for mark, text in said)
    assert found.guarantee.table.set_index("unit").loc["tianjin", "worst"] == 9


def test_the_banner_counts_what_is_made_up():
    found = headline.banner(bundled("china-ceec-cities"))
    assert found.text.startswith("A demonstration, not a verdict. 284 of 375 figures")
    assert dict(found.counts) == {"observed": 31, "derived": 60, "illustrative": 284}
    assert headline.banner(bundled("china-ceec-countries")) is None


def test_the_checklist_counts_and_claims_nothing():
    made = method.checklist(bundled("china-ceec-cities"))
    told = {check.title: (check.met, check.text) for check in made}
    assert told["All figures are documented"] == (
        False,
        "Figures that are observed or derived: 91 of 375.",
    )
    assert told["Published figures are met"] == (True, "Published figures that are met: 7 of 7.")
    assert told["Interests and funding are declared"][0] is None


# -- an edition ------------------------------------------------------------------------------------


def test_a_part_is_worked_out_when_it_is_first_looked_at_and_once():
    asked = []
    scoring = coopindex.load("china-ceec-cities").score()
    found = scoring.edition(draws=64, progress=asked.append)
    assert asked == []
    assert found.said_in("zh").uncertainty is found.uncertainty
    assert [str(what) for what in asked] == ["varying every choice at once"]


def test_a_part_that_does_not_go_says_why():
    found = edition([[1, 2, 3, 4]], normalisation="none")
    for part, why in found.unasked.items():
        assert not getattr(found, part)
        assert why.said("zh")


def test_what_is_wrong_with_an_argument_is_raised_at_once():
    scoring = coopindex.load("china-ceec-cities").score()
    for wrong in (
        {"hold": "trad"},
        {"plan": "no-such-plan"},
        {"draws": 0},
        {"lang": "de"},
        {"profiles": "nowhere"},
        {"seconds": -1},
    ):
        with pytest.raises(coopindex.InvalidInput):
            scoring.edition(**wrong)


def test_a_number_of_rounds_gives_the_same_on_any_clock():
    scoring = coopindex.load("china-ceec-cities").score()
    least, none = (scoring.guarantee(seconds=time, rounds=1).table for time in (60.0, None))
    pd.testing.assert_frame_equal(least, none)
    with pytest.raises(coopindex.InvalidInput, match="rounds"):
        scoring.guarantee(rounds=-1)


def test_a_panel_has_a_course():
    found = bundled("china-ceec-human-development")
    course = profile.profile(found, "chn").course if "chn" in found.standing else None
    course = course or profile.profile(found, found.ranked[0].unit).course
    assert len(course.years) == len(course.scores) == len(found.history.years) > 1
    assert str(course.years[0]) in course.text


@pytest.mark.parametrize(
    ("word", "many"),
    [("city", "cities"), ("country", "countries"), ("bus", "buses"), ("", "units")],
)
def test_several_units_are_called_so(word, many):
    found = edition(some(3))
    index = replace(found.result.index, unit=Text(word))
    assert Words(replace(found.result, index=index)).units == many


def test_a_unit_without_a_score_lends_no_starting_level():
    values = some(5)
    values[0] = np.nan
    found = edition(values, normalisation="min_max")
    assert [each.unit for each in found.standings if not each.ranked] == ["u1"]
    assert not any(each.raised for each in found.standings)
    assert "start" not in {column.key for column in charts_of(found)["ranking"].table.columns}
