"""Scores and ranks under other weights are Python's, for programs and in the rows of the page."""

import json
from collections import defaultdict

import numpy as np
import pytest

from coopindex import InvalidInput

BUNDLED = [
    "china-ceec-cities",
    "china-ceec-countries",
    "china-ceec-human-development",
    "china-ceec-provinces",
    "china-central-asia-summit",
    "city-networks",
]
KINDS = ["large", "deep", "gaps", "geometric", "tied", "percentile-after", "copeland-below"]
# set each of many weightings; what is returned, what stands in the rows, what was refused
SET = """(asked) => JSON.stringify(asked.map((settings) => {
  try {
    const returned = coopindex.weights(settings);
    const rows = [...document.querySelectorAll("[data-unit][data-rank]")].map((row) => (
      { unit: row.dataset.unit, rank: Number(row.dataset.rank),
        score: Number(row.dataset.score) }));
    return { returned, rows };
  } catch (error) { return { error: String(error.message) }; }
}))"""


def families(project, page):
    """Return the nodes that can be moved, by the node above them."""
    found = defaultdict(list)
    index = project.score().index
    for code in page.evaluate("coopindex.state()"):
        found[index.node(code).parent].append(code)
    return [codes for codes in found.values() if len(codes) > 1]


def weightings(project, page, number, seed=7):
    """Draw weightings of all levels: shares of whole families, of some of them, of one node."""
    generator, found = np.random.default_rng(seed), []
    every = families(project, page)
    for k in range(number):
        settings = {}
        for codes in every:
            if k % 4 and generator.random() < 0.4:
                continue
            shares = generator.dirichlet(np.full(len(codes), 0.8))
            if generator.random() < 0.15:
                shares[generator.integers(len(codes))] = 0.0
                shares /= shares.sum()
            many = len(codes) if k % 2 else generator.integers(1, len(codes))
            settings |= dict(zip(codes[:many], shares[:many].tolist(), strict=True))
        found.append(settings)
    return found


def expected(project, settings):
    """What Python says: unit -> (score, rank), None for none; None where it refuses."""
    try:
        scoring = project.score(overrides=settings)
    except InvalidInput:
        return None
    columns = scoring.rows.units, scoring.score[-1].tolist(), scoring.rank()[-1].tolist()
    return {
        unit: tuple(None if value != value else value for value in (score, rank))
        for unit, score, rank in zip(*columns, strict=True)
    }


def agree(answer, said, what):
    """Hold what a page answers to what Python says."""
    assert "error" not in answer, (what, answer)
    returned = answer["returned"]
    assert {each["unit"]: each["rank"] for each in returned} == {
        unit: rank for unit, (_, rank) in said.items()
    }, what
    for each in returned:
        score = said[each["unit"]][0]
        if score is None:
            assert each["score"] is None, (what, each)
        else:
            assert abs(each["score"] - score) <= 1e-9 * max(1.0, abs(score)), (what, each, score)
    ranked = [each for each in returned if each["rank"] is not None]
    assert answer["rows"] == ranked, what
    assert [each["rank"] for each in ranked] == sorted(each["rank"] for each in ranked), what


@pytest.mark.parametrize("name", [*BUNDLED, *KINDS])
def test_200_weightings_give_the_scores_and_ranks_of_python(name, opened, projects):
    page, project = opened(name), projects(name)
    asked = weightings(project, page, 200 if name in (*BUNDLED, "large") else 60)
    assert any(asked)
    answers = json.loads(page.evaluate(SET, asked))
    for settings, answer in zip(asked, answers, strict=True):
        said = expected(project, settings)
        if said is None:
            assert "error" in answer, settings
        else:
            agree(answer, said, settings)


@pytest.mark.parametrize("name", ["china-ceec-cities", "tied", "gaps"])
def test_a_page_opens_with_the_published_scores_and_ranks(name, opened, projects):
    page = opened(name)
    rows = page.evaluate(
        "[...document.querySelectorAll('[data-unit][data-rank]')].map((row) => "
        "[row.dataset.unit, Number(row.dataset.rank), Number(row.dataset.score)])"
    )
    said = expected(projects(name), {})
    assert len(rows) == len({unit for unit, _, _ in rows})
    ranked = {unit: pair for unit, pair in said.items() if pair[1] is not None}
    assert {unit: rank for unit, rank, _ in rows} == {unit: r for unit, (_, r) in ranked.items()}
    for unit, _, score in rows:
        assert score == pytest.approx(ranked[unit][0], rel=1e-12)


def test_ties_are_there_and_alike(opened):
    page = opened("tied")
    ranks = [each["rank"] for each in page.evaluate("coopindex.weights({})")]
    assert len(set(ranks)) < len(ranks)
    shown = page.locator("#weights li[data-unit] .r").all_inner_texts()
    shared = {rank for rank in ranks if ranks.count(rank) > 1}
    assert shown == [f"={rank}" if rank in shared else str(rank) for rank in ranks]


def test_each_setting_starts_from_the_published_weights(opened):
    page = opened("china-ceec-cities")
    published = page.evaluate("coopindex.weights({})")
    page.evaluate("coopindex.weights({connectivity: 0.9})")
    assert page.evaluate("coopindex.weights({})") == published
    state = page.evaluate("(coopindex.weights({connectivity: 0.5}), coopindex.state())")
    assert state["connectivity"] == 0.5


def test_the_state_given_back_gives_the_same_ranking(opened, projects):
    page = opened("deep")
    for settings in weightings(projects("deep"), page, 20, seed=3):
        before = page.evaluate("(settings) => coopindex.weights(settings)", settings)
        state = page.evaluate("coopindex.state()")
        after = page.evaluate("(state) => coopindex.weights(state)", state)
        assert [each["rank"] for each in after] == [each["rank"] for each in before]
        assert [each["score"] for each in after] == pytest.approx(
            [each["score"] for each in before], rel=1e-12
        )


BAD = {
    "a node that is not there": {"nobody": 0.5},
    "the index itself": {"china_ceec_cities": 1},
    "below 0": {"connectivity": -0.1},
    "above 1": {"connectivity": 1.5},
    "a text": {"connectivity": "half"},
    "nothing": {"connectivity": None},
    "no number": {"connectivity": float("nan")},
    "all at 0": dict.fromkeys(["connectivity", "trade", "policy", "people", "think_tanks"], 0),
    "a name of every object": {"constructor": 0.5},
    "more than all": {"connectivity": 0.7, "think_tanks": 0.7},
    "a list": [0.5],
    "a number": 5,
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_setting_throws_and_changes_nothing(what, opened):
    page = opened("china-ceec-cities")
    page.evaluate("coopindex.weights({connectivity: 0.3})")
    before = page.evaluate("coopindex.state()")
    thrown = page.evaluate(
        """(settings) => { try { coopindex.weights(settings); return ""; }
        catch (error) { return `${error.name}: ${error.message}`; } }""",
        BAD[what],
    )
    assert ": " in thrown
    assert page.evaluate("coopindex.state()") == before


def test_what_programs_call_cannot_be_replaced(opened):
    page = opened("china-ceec-cities")
    page.evaluate("(() => { try { coopindex.weights = 1 } catch {} })()")
    assert page.evaluate("typeof coopindex.weights") == "function"
