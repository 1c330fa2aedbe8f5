"""Sliders, boxes, modes, locks, presets, undo and reset: by keyboard and by mouse."""

import pytest
from playwright.sync_api import expect

CITIES = "china-ceec-cities"
DIMENSIONS = ["connectivity", "trade", "policy", "people", "think_tanks"]
PUBLISHED = {"trade": 0.441, **dict.fromkeys({*DIMENSIONS} - {"trade"}, 0.559 / 4)}


def slider(page, node):
    return page.locator(f"#weights input[type=range][data-node='{node}']")


def box(page, node):
    return slider(page, node).locator("xpath=..").locator("input[type=number]")


def lock(page, node):
    return slider(page, node).locator("xpath=..").locator("button")


def button(page, name):
    return page.locator("#weights").get_by_role("button", name=name, exact=True)


def shares(page):
    """What counts, once what was asked for is drawn."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page.evaluate("coopindex.state()")


def top(page):
    found = shares(page)
    return {code: found[code] for code in DIMENSIONS}


def ranking(page):
    return page.evaluate(
        "[...document.querySelectorAll('#weights li[data-rank]')]"
        ".map((row) => [row.dataset.unit, row.dataset.rank, row.dataset.score])"
    )


@pytest.fixture
def cities(opened):
    page = opened(CITIES)
    slider(page, "trade").scroll_into_view_if_needed()
    return page


def test_every_node_with_siblings_has_a_slider_on_its_own_level(opened, projects):
    page = opened("deep")
    nodes = page.evaluate(
        "[...document.querySelectorAll('#weights input[type=range]')].map((e) => e.dataset.node)"
    )
    index = projects("deep").score().index
    assert sorted(nodes) == sorted(
        node.code
        for node in index.nodes
        if node.parent is not None and len(index.node(node.parent).children) > 1
    )


def test_levels_open_one_by_one(cities):
    inner = slider(cities, "freight_lines")
    assert not inner.is_visible()
    cities.locator("#weights details.inside > summary").first.click()
    assert inner.is_visible()
    inner.press("PageUp")
    assert shares(cities)["freight_lines"] == pytest.approx(1 / 6 + 0.01, abs=1e-9)


def test_shares_are_printed_on_each_slider(cities):
    said = {
        code: slider(cities, code).locator("xpath=../..").locator("output").inner_text()
        for code in DIMENSIONS
    }
    assert said == {code: f"{100 * share:.1f}%" for code, share in PUBLISHED.items()}
    assert {code: slider(cities, code).get_attribute("aria-valuetext") for code in said} == {
        code: f"share {text}" for code, text in said.items()
    }


@pytest.mark.parametrize(
    ("key", "number"),
    [
        ("ArrowRight", 44.2),
        ("ArrowUp", 44.2),
        ("ArrowLeft", 44.0),
        ("ArrowDown", 44.0),
        ("PageUp", 45.1),
        ("PageDown", 43.1),
        ("Home", 0.0),
        ("End", 100.0),
    ],
)
def test_a_slider_moves_by_key(key, number, cities):
    slider(cities, "trade").press(key)
    found = top(cities)
    assert found["trade"] == pytest.approx(number / 100, abs=1e-9)
    assert sum(found.values()) == pytest.approx(1)
    assert box(cities, "trade").input_value() in (f"{number:g}", f"{number:.1f}")


def test_a_slider_follows_the_mouse(cities):
    place = slider(cities, "people").bounding_box()
    height = place["y"] + place["height"] / 2

    def along(part):
        # the middle of the thumb goes from half its width to half its width before the end
        return place["x"] + 9 + part * (place["width"] - 18)

    before = ranking(cities)
    cities.mouse.move(along(0.14), height)
    cities.mouse.down()
    seen = []
    for part in (0.3, 0.5, 0.7):
        cities.mouse.move(along(part), height, steps=4)
        seen.append((top(cities)["people"], ranking(cities)))
    cities.mouse.up()
    assert [share for share, _ in seen] == pytest.approx([0.3, 0.5, 0.7], abs=0.02)
    # it moves while one drags, not when one lets go
    assert len({str(each) for _, each in [(0, before), *seen]}) == 4


def test_after_a_slider_rows_hold_what_python_says(cities, projects):
    slider(cities, "people").press("End")
    for _ in range(3):
        slider(cities, "people").press("PageDown")
    scoring = projects(CITIES).score(overrides=shares(cities))
    said = dict(zip(scoring.rows.units, scoring.rank()[-1].tolist(), strict=True))
    scores = dict(zip(scoring.rows.units, scoring.score[-1].tolist(), strict=True))
    rows = ranking(cities)
    assert {unit: float(rank) for unit, rank, _ in rows} == said
    assert all(abs(float(score) - scores[unit]) < 1e-9 for unit, _, score in rows)
    assert [float(rank) for _, rank, _ in rows] == sorted(said.values())


def test_siblings_give_way_in_proportion(cities):
    box(cities, "people").fill("50")
    box(cities, "people").press("Enter")
    found = top(cities)
    assert found["people"] == pytest.approx(0.5)
    left = 1 - PUBLISHED["people"]
    for code in {*DIMENSIONS} - {"people"}:
        assert found[code] == pytest.approx(PUBLISHED[code] / left / 2)


def test_a_box_that_holds_no_number_changes_nothing(cities):
    box(cities, "people").fill("")
    box(cities, "people").blur()
    assert top(cities) == pytest.approx(PUBLISHED)
    assert box(cities, "people").input_value() == "14"


def test_a_number_beyond_all_is_all(cities):
    box(cities, "people").fill("250")
    box(cities, "people").press("Enter")
    assert top(cities)["people"] == 1


def test_a_locked_weight_stays_and_cannot_be_moved(cities):
    lock(cities, "trade").click()
    expect(lock(cities, "trade")).to_have_attribute("aria-pressed", "true")
    assert slider(cities, "trade").is_disabled()
    slider(cities, "people").press("End")
    found = top(cities)
    assert found["trade"] == pytest.approx(0.441)
    assert found["people"] == pytest.approx(0.559)
    lock(cities, "trade").click()
    expect(slider(cities, "trade")).to_be_enabled()
    slider(cities, "trade").press("Home")
    assert top(cities)["trade"] == 0


def test_free_numbers_are_shares_of_their_sum(cities):
    button(cities, "Free numbers").click()
    before = top(cities)
    assert before == pytest.approx(PUBLISHED)
    box(cities, "people").fill("57.1")
    box(cities, "people").press("Enter")
    found = top(cities)
    whole = 100 - 100 * PUBLISHED["people"] + 57.1
    assert found["people"] == pytest.approx(57.1 / whole)
    assert found["trade"] == pytest.approx(44.1 / whole)
    # the others keep their numbers
    assert float(box(cities, "trade").input_value()) == 44.1
    assert sum(found.values()) == pytest.approx(1)


def test_all_numbers_at_0_are_not_a_weighting(cities):
    button(cities, "Free numbers").click()
    for code in DIMENSIONS:
        slider(cities, code).press("Home")
    assert sum(top(cities).values()) == pytest.approx(1)


def test_the_mode_is_said_in_words(cities):
    rule = cities.locator("#weights .ctl > p.fs").first
    kept = rule.inner_text()
    button(cities, "Free numbers").click()
    shares(cities)
    assert rule.inner_text() not in ("", kept)
    assert button(cities, "Free numbers").get_attribute("aria-pressed") == "true"


def test_presets_are_the_schemes_of_the_index(cities, projects):
    # what is equal to another of them stands there once
    schemes = ["cass", "equal-dimensions", "people-first"]
    group = cities.locator("#weights").get_by_role("group", name="Presets")
    names = group.get_by_role("button").all_inner_texts()
    found = []
    for name in names:
        group.get_by_role("button", name=name, exact=True).click()
        shares(cities)
        found.append([unit for unit, _, _ in ranking(cities)])
        assert name in group.locator("[aria-pressed=true]").all_inner_texts()
    said = [projects(CITIES).score(each).scores["unit"].tolist() for each in schemes]
    assert sorted(found) == sorted(said)


def test_undo_goes_back_step_by_step_and_reset_to_the_published_weights(cities):
    assert button(cities, "Undo").is_disabled()
    assert button(cities, "Reset").is_disabled()
    slider(cities, "people").press("End")
    first = top(cities)
    cities.wait_for_timeout(800)
    slider(cities, "trade").press("End")
    shares(cities)
    button(cities, "Undo").click()
    assert top(cities) == pytest.approx(first)
    button(cities, "Undo").click()
    assert top(cities) == pytest.approx(PUBLISHED)
    assert button(cities, "Undo").is_disabled()
    slider(cities, "people").press("End")
    shares(cities)
    button(cities, "Reset").click()
    assert top(cities) == pytest.approx(PUBLISHED)
    assert button(cities, "Reset").is_disabled()
    button(cities, "Undo").click()
    assert top(cities)["people"] == 1


def test_arrows_tell_the_way_from_the_published_rank(cities):
    before = {unit: int(rank) for unit, rank, _ in ranking(cities)}
    slider(cities, "people").press("End")
    shares(cities)
    for row in cities.locator("#weights li[data-rank]").all():
        unit, now = row.get_attribute("data-unit"), int(row.get_attribute("data-rank"))
        said = row.locator(".ch").inner_text()
        by = before[unit] - now
        if by:
            assert said == f"{'▲' if by > 0 else '▼'} {abs(by)} was {before[unit]}"
        else:
            assert said == "as scored"


def test_a_sentence_says_who_moves_and_is_read_aloud(cities):
    sentence = cities.locator("#weights [aria-live=polite]").first
    assert sentence.inner_text() == "These are the weights as scored."
    slider(cities, "people").press("End")
    shares(cities)
    assert sentence.inner_text().startswith("Under these weights the median city moves ")


def test_a_weighting_without_a_value_is_taken_back_with_a_word(opened):
    page = opened("refusing")
    before = page.evaluate("coopindex.state()")
    slider(page, "r").press("PageUp")
    assert shares(page) == before
    assert page.locator("#weights .say.warned").is_visible()
    asked = "() => { try { coopindex.weights({r: 0.2}); } catch (error) { return error.message; } }"
    assert "no value" in page.evaluate(asked)
    slider(page, "p").press("PageUp")
    assert shares(page) != before


def test_where_all_others_are_locked_the_last_keeps_its_share(cities):
    for code in DIMENSIONS[1:]:
        lock(cities, code).press("Enter")
    slider(cities, "connectivity").press("End")
    assert top(cities) == pytest.approx(PUBLISHED)
    assert slider(cities, "connectivity").input_value() == "14"


def test_presets_undo_and_reset_go_by_keyboard_one_after_another(cities):
    names = cities.locator("#weights").get_by_role("group", name="Presets").get_by_role("button")
    found = [top(cities)]
    for name in names.all()[1:]:
        name.press("Enter")
        found.append(top(cities))
    assert len({str(each) for each in found}) == len(found)
    button(cities, "Reset").press("Enter")
    assert top(cities) == pytest.approx(PUBLISHED)
    for before in reversed(found):
        button(cities, "Undo").press("Enter")
        assert top(cities) == pytest.approx(before)
