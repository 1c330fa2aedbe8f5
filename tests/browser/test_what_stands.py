"""What the sliders do not recompute says so: badges, and nodes that keep the weights as scored."""

import pytest

CITIES = "china-ceec-cities"


@pytest.mark.parametrize(("lang", "badge"), [("en", "weights as scored"), ("zh", "所用权重")])
def test_every_section_that_does_not_move_wears_the_badge(lang, badge, opened):
    page = opened(CITIES, lang)
    page.evaluate("coopindex.weights({people: 0.9})")
    for section in page.locator("main > section").all():
        found = section.locator(".badge:visible")
        if section.get_attribute("id") in ("weights", "method"):
            continue
        assert found.count() >= 1, section.get_attribute("id")
        assert badge in found.first.inner_text()


def test_the_published_ranking_says_that_it_is_published(opened):
    page = opened(CITIES)
    first = page.locator("#ranks [data-row]").first.inner_text()
    page.evaluate("coopindex.weights({people: 0.9})")
    assert page.locator("#ranks [data-row]").first.inner_text() == first
    assert page.locator("#ranking .badge:visible").count() == 1


KEPT = {
    "percentile-after": ("a", ["a1", "a2", "a3"], "normalisation"),
    "copeland-below": ("b", ["b1", "b2", "b11", "b12", "x", "y", "z", "w"], "copeland"),
    "entropy": ("b1", ["b11", "b12", "x", "y"], "entropy"),
}


@pytest.mark.parametrize("name", KEPT)
def test_a_node_that_cannot_be_recomputed_says_why_and_has_no_sliders(name, opened):
    node, below, reason = KEPT[name]
    page = opened(name)
    sliders = page.evaluate(
        "[...document.querySelectorAll('#weights [data-node]')].map((e) => e.dataset.node)"
    )
    assert not {*sliders} & {*below}
    assert not {*page.evaluate("coopindex.state()")} & {*below}
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    said = page.locator("#weights .kept:visible").all_inner_texts()
    assert any(
        line.startswith("weights as scored") and node in line and reason in line.lower()
        for line in said
    ), said
    thrown = page.evaluate(
        "(node) => { try { coopindex.weights({[node]: 0.5}); } catch (e) { return e.message; } }",
        below[0],
    )
    assert node in thrown


@pytest.mark.parametrize("name", KEPT)
def test_what_stands_beside_and_above_it_moves(name, opened):
    page = opened(name)
    state = page.evaluate("(coopindex.weights({c: 0.7}), coopindex.state())")
    assert state["c"] == 0.7
    assert page.locator("#weights input[type=range][data-node=c]").is_visible()


def test_an_index_that_cannot_be_recomputed_at_all_says_why_in_sight(opened, projects):
    page = opened("copeland")
    assert page.locator("#weights input").count() == 0
    said = page.locator("#weights .why:visible").inner_text()
    assert "keeps its weights" in said
    assert "copeland" in said.lower()
    scores = projects("copeland").score().scores
    rows = page.evaluate(
        "[...document.querySelectorAll('[data-unit][data-rank]')].map((row) => row.dataset.unit)"
    )
    assert rows == scores["unit"].tolist()


def intervals(page):
    """The rank intervals of the rows, once all draws are made."""
    page.locator("#weights.js:not(.waiting)").wait_for()
    texts = page.evaluate(
        "[...document.querySelectorAll('#weights li[data-rank]')].map((row) => "
        "[row.dataset.unit, row.querySelector('.iv :first-child').textContent])"
    )
    return {unit: [float(end) for end in text.split("–")] for unit, text in texts if text}


@pytest.mark.parametrize("settings", [{}, {"people": 0.4, "freight_lines": 0.5}], ids=str)
def test_rank_intervals_lie_within_their_stated_error(settings, opened, projects):
    page = opened(CITIES)
    page.evaluate("(settings) => coopindex.weights(settings)", settings)
    found = intervals(page)
    asked = projects(CITIES).score(overrides=settings or None)
    chances = asked.weight_sensitivity(draws=10_000).rank_probabilities
    # a percentile is said to be known to within 2 points of chance; that of 10,000 draws to 0.4
    error = 0.024
    for unit, row in chances.iterrows():
        low, high = found[unit][0], found[unit][-1]
        upto = {end: sum(chance for rank, chance in row.items() if rank <= end)
                for end in (low - 1, low, high - 1, high)}  # fmt: skip
        assert upto[low - 1] <= 0.05 + error, unit
        assert upto[low] >= 0.05 - error, unit
        assert upto[high - 1] <= 0.95 + error, unit
        assert upto[high] >= 0.95 - error, unit


@pytest.mark.parametrize("settings", [{}, {"people": 0.4}], ids=str)
def test_rank_intervals_are_those_of_the_same_draws_in_python(settings, opened, projects):
    page = opened(CITIES)
    page.evaluate("(settings) => coopindex.weights(settings)", settings)
    asked = projects(CITIES).score(overrides=settings or None)
    rows = asked.weight_sensitivity(draws=512).table.to_dict("records")
    said = {row["unit"]: sorted({row["low"], row["high"]}) for row in rows}
    assert intervals(page) == said


def test_intervals_of_many_units_wait_for_a_rest_and_are_marked_until_then(opened):
    page = opened("large")
    before = intervals(page)
    busy = "document.querySelector('#weights ol').getAttribute('aria-busy')"
    assert page.evaluate(f"(coopindex.weights({{d0: 0.9}}), {busy})") == "true"
    after = intervals(page)
    assert page.evaluate(busy) == "false"
    assert after != before


@pytest.mark.parametrize("name", ["one", "two", "tied", "copeland", "entropy", "gaps"])
def test_every_page_answers_programs(name, opened, projects):
    page = opened(name)
    state = page.evaluate("coopindex.state()")
    published = page.evaluate("coopindex.weights()")
    assert state
    assert page.evaluate("coopindex.weights(coopindex.state())") == published
    said = projects(name).score()
    assert [row["unit"] for row in published][: said.ranked[-1].sum()] == [
        unit for unit in said.scores["unit"] if unit in {row["unit"] for row in published}
    ][: said.ranked[-1].sum()]
    rows = page.locator("[data-unit][data-rank][data-score]")
    assert rows.count() == said.ranked[-1].sum()


def test_the_page_says_how_sure_its_intervals_are(opened):
    note = opened(CITIES).locator("#weights .res .src").inner_text()
    assert "±25" in note
    assert "within 2 points" in note
