"""Weights that move, on a page in a browser: by keyboard, by mouse, by link, and by programs."""

import base64
import hashlib
from functools import cache

import numpy as np
import pytest

from coopindex import Project, load
from coopindex.report.edition import Edition
from coopindex.report.render.html.live_panel import live_panel

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright for the page")

CITIES = "china-ceec-cities"
INDICES = [
    CITIES, "china-ceec-countries", "china-ceec-human-development", "china-ceec-provinces",
    "china-central-asia-summit", "city-networks",
]  # fmt: skip


@cache
def project(name):
    return load(name)


def digest(text):
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def page_of(scoring):
    """A page that lets nothing run but what it holds."""
    compared = scoring.compare() if scoring._others() and scoring.index.code != "made" else None
    panel = live_panel(Edition(scoring, compared=compared))
    policy = (
        f"default-src 'none'; script-src {digest(panel.script)}; style-src {digest(panel.style)}"
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<title>Weights</title><style>{panel.style}</style></head>"
        f"<body>{panel.html}{panel.scripts}</body></html>"
    )


@pytest.fixture(scope="module")
def chromium(program):
    path = program("chromium", "chromium-browser", "google-chrome")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Indices as pages: name -> address."""
    folder = tmp_path_factory.mktemp("pages")

    @cache
    def address(name):
        scoring = refusing() if name == "refusing" else project(name).score()
        (folder / f"{name}.html").write_text(page_of(scoring), "utf-8")
        return (folder / f"{name}.html").as_uri()

    return address


@pytest.fixture
def opened(chromium, pages):
    """Open an index's page; at the end nothing may have gone wrong, and nothing been asked for."""
    wrong, contexts = [], []

    def open_page(name=CITIES, end="", **keys):
        context = chromium.new_context(offline=True, **keys)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text))
        page.on("request", lambda r: None if r.url.startswith("file:") else wrong.append(r.url))
        page.goto(pages(name) + end)
        page.wait_for_selector("ol.lr li")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def refusing():
    """An index whose geometric mean has no value once its last child weighs something."""
    import pandas as pd

    table = pd.DataFrame({"p": [1.0, 2.0], "q": [3.0, 1.0], "r": [0.0, 2.0]}, index=["a", "b"])
    definition = {
        "index": "made", "title": "Made", "unit": "place", "aggregation": "geometric",
        "children": {"p": {}, "q": {}, "r": {"weight": 0}},
    }  # fmt: skip
    return Project.from_frames(definition, table).score("stated")


def shown(page):
    """The ranking as the rows say it."""
    return page.evaluate(
        """[...document.querySelectorAll('[data-unit][data-rank]')].map((row) =>
             [row.dataset.unit, Number(row.dataset.rank), Number(row.dataset.score)])"""
    )


def slider(page, node):
    return page.locator(f'input[type=range][data-node="{node}"]')


def state(page):
    return page.evaluate("window.coopindex.state()")


def settings(page, generator):
    """Random shares of random families."""
    found, shares = {}, state(page)
    index = page.index
    for node in index.inner:
        children = [child for child in node.children if child in shares]
        if len(children) > 1 and generator.random() < 0.8:
            drawn = generator.dirichlet(np.ones(len(children)))
            found |= dict(zip(children, drawn.tolist(), strict=True))
    return found


@pytest.mark.parametrize("name", INDICES)
def test_two_hundred_weightings_give_pythons_ranking(name, opened):
    page, generator = opened(name), np.random.default_rng(3)
    page.index = project(name).index
    asked = [settings(page, generator) for _ in range(200)]
    found = page.evaluate("(asked) => asked.map((each) => window.coopindex.weights(each))", asked)
    for each, ranking in zip(asked, found, strict=True):
        scores = project(name).score(overrides=each or None).scores
        ranked = scores[scores["rank"].notna()]
        ours = [row for row in ranking if row["rank"] is not None]
        assert [row["unit"] for row in ours] == ranked["unit"].tolist()
        assert [row["rank"] for row in ours] == ranked["rank"].tolist()
        said = ranked["score"].to_numpy(float)
        np.testing.assert_allclose([row["score"] for row in ours], said, rtol=1e-9)
    rows = [[row["unit"], row["rank"], row["score"]] for row in ours]
    assert shown(page) == rows


def test_the_page_begins_with_the_published_ranking(opened):
    page, scores = opened(), project(CITIES).score().scores
    assert [unit for unit, _, _ in shown(page)] == scores["unit"].tolist()
    assert page.locator(".say").inner_text() == "These are the published weights."


def test_keys_move_a_slider_by_a_tenth_by_one_and_to_its_ends(opened):
    page = opened()
    trade = slider(page, "trade")
    trade.focus()
    values = []
    for key in ("ArrowRight", "ArrowLeft", "PageUp", "PageDown", "Home", "End"):
        trade.press(key)
        page.wait_for_timeout(50)
        values.append(float(trade.input_value()))
    assert values == [44.2, 44.1, 45.1, 44.1, 0, 100]
    assert state(page)["trade"] == 1
    assert [row[1] for row in shown(page)] == sorted(row[1] for row in shown(page))


def test_a_slider_is_dragged_by_the_mouse_and_undone_in_one_step(opened):
    page = opened()
    before, box = state(page), slider(page, "people").bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 0.14 * box["width"], y)
    page.mouse.down()
    for part in (0.3, 0.5, 0.7):
        page.mouse.move(box["x"] + part * box["width"], y)
    page.mouse.up()
    page.wait_for_timeout(100)
    after = state(page)
    assert after["people"] == pytest.approx(0.7, abs=0.05)
    ours = ("connectivity", "trade", "policy", "people", "think_tanks")
    assert sum(after[node] for node in ours) == pytest.approx(1)
    assert after["trade"] / after["policy"] == pytest.approx(before["trade"] / before["policy"])
    page.get_by_role("button", name="Undo").click()
    page.wait_for_timeout(50)
    assert state(page) == pytest.approx(before)


def test_a_locked_weight_keeps_its_share(opened):
    page = opened()
    page.get_by_role("button", name="Lock Economic and trade cooperation").click()
    slider(page, "people").fill("30")
    page.wait_for_timeout(50)
    found = state(page)
    assert found["trade"] == pytest.approx(0.441)
    assert found["people"] == pytest.approx(0.3)
    assert slider(page, "trade").is_disabled()


def test_free_numbers_are_shares_of_their_sum(opened):
    page = opened()
    page.get_by_role("button", name="Free numbers").click()
    for node, number in (("trade", "30"), ("people", "30"), ("policy", "20"),
                         ("connectivity", "20"), ("think_tanks", "100")):  # fmt: skip
        slider(page, node).fill(number)
    page.wait_for_timeout(50)
    assert state(page)["trade"] == pytest.approx(0.15)
    assert slider(page, "trade").get_attribute("aria-valuetext") == "share 15.0%"


def test_a_number_box_takes_what_is_typed(opened):
    page = opened()
    page.get_by_role("spinbutton", name="People-to-people exchange").fill("55.5")
    page.keyboard.press("Tab")
    page.wait_for_timeout(50)
    assert state(page)["people"] == pytest.approx(0.555)


def test_a_preset_is_the_scheme_and_reset_the_published_weights(opened):
    page, published = opened(), project(CITIES).score()
    page.get_by_role("button", name="People first").click()
    page.wait_for_timeout(50)
    scores = project(CITIES).score("people-first").scores
    assert [row[0] for row in shown(page)] == scores["unit"].tolist()
    page.get_by_role("button", name="Reset").click()
    page.wait_for_timeout(50)
    assert [row[0] for row in shown(page)] == published.scores["unit"].tolist()


def test_a_link_carries_the_weights(opened):
    page = opened()
    ranking = page.evaluate("window.coopindex.weights({trade: 0.2, freight_lines: 0.7})")
    page.wait_for_timeout(500)
    end = page.evaluate("location.hash")
    other = opened(end=end)
    assert shown(other) == [[row["unit"], row["rank"], pytest.approx(row["score"])]
                            for row in ranking]  # fmt: skip
    assert "Weights taken from the link." in other.locator(".say").inner_text()


@pytest.mark.parametrize("end", ["#w=trade:7", "#w=nobody:0.5", "#w=%E0%A4%A", "#w=trade"])
def test_a_link_that_does_not_fit_is_left_aside_with_a_word(end, opened):
    page = opened(end=end)
    assert "left aside" in page.locator(".say").inner_text()
    assert [row[0] for row in shown(page)] == project(CITIES).score().scores["unit"].tolist()


def test_an_anchor_is_no_weighting(opened):
    page = opened(end="#weights")
    page.wait_for_timeout(500)
    assert page.evaluate("location.hash") == "#weights"


def test_a_weighting_without_a_value_is_refused_and_taken_back(opened):
    page = opened("refusing")
    before = state(page)
    slider(page, "r").fill("20")
    page.wait_for_timeout(80)
    assert "no value" in page.locator(".say").inner_text()
    assert state(page) == pytest.approx(before)
    said = page.evaluate(
        "(() => { try { window.coopindex.weights({r: 0.2}) } catch (e) { return String(e) } })()"
    )
    assert "no value" in said


@pytest.mark.parametrize("wrong", ["{nobody: 1}", "{trade: 2}", "{trade: 0.7, people: 0.7}", "[1]"])
def test_wrong_weights_are_an_error_and_change_nothing(wrong, opened):
    page = opened()
    before = state(page)
    told = page.evaluate(
        f"(() => {{ try {{ window.coopindex.weights({wrong}) }}"
        " catch (error) { return error.message } })()"
    )
    assert told
    assert state(page) == before


def test_rows_glide_unless_the_reader_wants_no_motion(opened):
    def gliding(page):
        return page.evaluate(
            "(() => { window.coopindex.weights({people: 0.9});"
            " return document.getAnimations().length })()"
        )

    assert gliding(opened()) > 3
    assert gliding(opened(reduced_motion="reduce")) == 0


def test_intervals_are_those_of_the_same_draws_in_python(opened):
    page = opened()
    page.evaluate("window.coopindex.weights({people: 0.4})")
    page.wait_for_timeout(300)
    table = project(CITIES).score(overrides={"people": 0.4}).weight_sensitivity(draws=512).table
    said = {row["unit"]: (row["low"], row["high"]) for row in table.to_dict("records")}
    for unit, (low, high) in said.items():
        text = page.locator(f'[data-unit="{unit}"] .iv > span >> nth=0').inner_text()
        assert text == (f"{low:g}" if low == high else f"{low:g}–{high:g}")


def test_the_weights_that_are_taken_away_are_said_on_the_page(opened):
    page = opened()
    page.evaluate("window.coopindex.weights({people: 0.4})")
    command = page.locator("pre.command").text_content()
    assert command == f"coopindex score {CITIES} --set people=0.4"
    scheme = page.locator("pre.yaml").text_content()
    scores = project(CITIES).score(scheme).scores
    assert [row[0] for row in shown(page)] == scores["unit"].tolist()


def test_nothing_is_wider_than_a_narrow_screen(opened):
    page = opened(viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
