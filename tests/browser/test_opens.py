"""A page opens by a double click: it complains of nothing, asks for nothing, runs nothing else."""

import re
from html import unescape

import pytest

ALL = ["china-ceec-cities", "tied", "hostile", "deep", "gaps", "copeland", "two", "one"]
NOTE = """addEventListener("securitypolicyviolation",
    (event) => { (window.violations ??= []).push(event.violatedDirective) })"""


# `opened` fails a test whose page complains of something or asks for something
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ALL)
def test_a_page_says_what_it_is_of_and_complains_of_nothing(name, lang, opened):
    page = opened(name, lang)
    assert page.locator("h1").inner_text().strip()
    assert page.title().strip()
    assert page.locator("html").get_attribute("lang") == {"en": "en", "zh": "zh-CN"}[lang]


def test_nothing_breaks_the_page_s_own_policy(opened):
    page = opened("hostile")
    page.add_init_script(NOTE)
    page.reload()
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    page.locator("#weights input[type=range]").first.press("PageUp")
    assert page.evaluate("window.violations ?? []") == []


def test_the_policy_lets_nothing_else_run_and_nothing_be_fetched(written):
    text = written("china-ceec-cities").read_text("utf-8")
    said = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)[1]
    rules = dict(part.strip().split(" ", 1) for part in unescape(said).split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in said.replace("unsafe-hashes", "unsafe")
    assert "http" not in said
    assert all(part.startswith("'sha256-") for part in rules["script-src"].split())


def test_the_policy_stops_a_script_that_is_not_the_page_s_own(browser, written, tmp_path):
    text = written("china-ceec-cities").read_text("utf-8")
    spoilt = tmp_path / "spoilt.html"
    foreign = "<script>window.foreign = 1</script><img src=x onerror='window.foreign = 1'></main>"
    spoilt.write_text(text.replace("</main>", foreign), "utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(spoilt.as_uri())
    assert page.evaluate("window.foreign") is None
    assert page.evaluate("typeof window.coopindex.weights") == "function"
    context.close()


def test_names_are_text_and_never_markup(opened):
    page = opened("hostile")
    assert page.locator("img").count() == 0
    assert "onerror=alert(1)" in page.locator("#ranks").inner_text()


def test_a_page_of_15_cities_is_under_300_kilobytes(written):
    for lang in ("en", "zh"):
        assert written("china-ceec-cities", lang).stat().st_size < 300_000


def test_a_page_of_300_units_and_50_indicators_is_under_2_megabytes(written):
    assert written("large").stat().st_size < 2_000_000


def test_every_place_that_a_link_leads_to_is_there_once(opened):
    page = opened("china-ceec-cities")
    places = page.evaluate("[...document.querySelectorAll('[id]')].map((each) => each.id)")
    assert len(places) == len(set(places))
    led = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].map((each) => decodeURIComponent("
        "each.getAttribute('href').slice(1)))"
    )
    assert set(led) <= set(places)
