"""Weights are taken away as a link, as a scheme and as a command, and come back the same."""

import json
import shlex

import pytest

from coopindex.cli import main

CITIES = "china-ceec-cities"
SETTINGS = {
    "one": {"people": 0.4},
    "all levels": {"trade": 0.2, "people": 0.35, "freight_lines": 0.7, "investment": 0.05},
    "none for some": {"trade": 0, "policy": 0},
    "all for one": {"think_tanks": 1},
}


def shown(page):
    return page.evaluate(
        "[...document.querySelectorAll('[data-unit][data-rank]')].map((row) => "
        "[row.dataset.unit, Number(row.dataset.rank), Number(row.dataset.score)])"
    )


def same(found, said):
    assert [row[:2] for row in found] == [row[:2] for row in said]
    assert [row[2] for row in found] == pytest.approx([row[2] for row in said], abs=1e-9)


def of_python(scoring):
    """The ranking in the order of a page, ties by code."""
    rows = zip(scoring.rows.units, scoring.rank()[-1].tolist(), scoring.score[-1].tolist(),
               strict=True)  # fmt: skip
    return sorted(map(list, rows), key=lambda row: (row[1], row[0]))


def set_to(page, settings):
    page.evaluate("(settings) => coopindex.weights(settings)", settings)
    return shown(page)


@pytest.mark.parametrize("what", SETTINGS)
def test_a_link_gives_the_same_ranking_in_another_browser(what, opened):
    page = opened(CITIES)
    rows, state = set_to(page, SETTINGS[what]), page.evaluate("coopindex.state()")
    link = page.locator("#weights pre.link").text_content()
    other = opened(CITIES, hash="#" + link.split("#", 1)[1])
    same(shown(other), rows)
    assert other.evaluate("coopindex.state()") == pytest.approx(state, abs=1e-10)


def test_the_address_follows_and_stands_after_a_reload(opened):
    page = opened(CITIES)
    rows = set_to(page, SETTINGS["all levels"])
    page.wait_for_url("**#w=*")
    page.reload()
    same(shown(page), rows)
    page.evaluate("coopindex.weights({})")
    page.wait_for_timeout(400)
    assert page.evaluate("location.hash") == ""


MALFORMED = [
    "#w=", "#w=people", "#w=people:7", "#w=people:-1", "#w=nobody:0.5", "#w=%E0%A4%A",
    "#w=people:0.1,people:0.2", "#w=people:0.9,trade:0.9", "#w=people:1e400",
    "#w=<script>alert(1)</script>:0.5", "#w=__proto__:0.5", "#w=constructor:0.5",
    "#w=" + "people:0.5," * 500, "#%E4%BD%A0", "#nowhere", "#",
]  # fmt: skip


@pytest.mark.parametrize("end", MALFORMED)
def test_a_malformed_end_of_a_link_is_harmless(end, opened, projects):
    page = opened(CITIES, hash=end)
    same(shown(page), of_python(projects(CITIES).score()))
    assert page.locator("#weights .say.warned").count() == end.startswith("#w=")


def test_an_end_that_is_typed_in_is_taken_or_left_aside(opened):
    page = opened(CITIES)
    rows = set_to(page, SETTINGS["one"])
    page.evaluate("coopindex.weights({})")
    page.evaluate("location.hash = '#w=people:0.4'")
    page.locator("#weights.changed").wait_for()
    same(shown(page), rows)
    page.evaluate("location.hash = '#w=people:4'")
    page.locator("#weights .say.warned").wait_for()
    same(shown(page), rows)


def test_an_anchor_is_no_weighting_and_stays(opened):
    page = opened(CITIES, hash="#weights")
    page.wait_for_timeout(400)
    assert page.evaluate("location.hash") == "#weights"


def test_a_link_to_a_part_of_the_page_keeps_the_weights(opened):
    page = opened(CITIES)
    rows = set_to(page, SETTINGS["one"])
    page.locator("header nav a").last.click()
    same(shown(page), rows)


@pytest.mark.parametrize("what", SETTINGS)
def test_the_scheme_gives_the_same_ranking_in_python(what, opened, projects):
    page = opened(CITIES)
    rows = set_to(page, SETTINGS[what])
    scheme = page.locator("#weights pre.yaml").text_content()
    same(rows, of_python(projects(CITIES).score(scheme)))


@pytest.mark.parametrize("what", SETTINGS)
def test_the_command_gives_the_same_ranking(what, opened, capsys):
    page = opened(CITIES)
    rows = set_to(page, SETTINGS[what])
    command, *words = shlex.split(page.locator("#weights pre.command").text_content())
    assert command == "coopindex"
    assert main([*words, "--json"]) == 0
    units = json.loads(capsys.readouterr().out)["units"]
    same(rows, [[row["unit"], row["rank"], row["score"]] for row in units])


def test_odd_names_come_back_from_a_link_and_a_scheme(opened, projects):
    page = opened("odd")
    rows = set_to(page, {"constructor": 0.2, "1": 0.5, "1e3": 0.125, "2.50": 0.9})
    link = page.locator("#weights pre.link").text_content()
    same(shown(opened("odd", hash="#" + link.split("#", 1)[1])), rows)
    scheme = page.locator("#weights pre.yaml").text_content()
    same(rows, of_python(projects("odd").score(scheme)))


@pytest.mark.parametrize("name", ["deep", "gaps", "geometric"])
def test_a_scheme_of_a_deep_tree_gives_the_same_ranking(name, opened, projects):
    page = opened(name)
    rows = set_to(page, {"a": 0.2, "a1": 0.5, "b11": 0.75, "x": 0.1, "z": 0.9})
    scheme = page.locator("#weights pre.yaml").text_content()
    scoring = projects(name).score(scheme)
    same(rows, [row for row in of_python(scoring) if row[1] == row[1]])


def test_what_is_taken_away_is_copied(opened):
    page = opened(CITIES, permissions=["clipboard-read", "clipboard-write"])
    set_to(page, SETTINGS["one"])
    page.locator("#weights details.take > summary").click()
    page.locator("#weights .carry button").last.click()
    said = page.locator("#weights pre.command").text_content()
    assert page.evaluate("navigator.clipboard.readText()") == said
