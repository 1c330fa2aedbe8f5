"""The page for every reader: without scripts or motion, on a phone, in the dark, by keyboard."""

import re

import pytest

CITIES = "china-ceec-cities"
PAGES = [CITIES, "hostile", "deep", "tied", "two", "one"]
OVERFLOW = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const kept = (each) => {
    for (let at = each.parentElement; at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).overflowX !== "visible") return true;
    }
    return false;
  };
  return [...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > wide + 1 && !kept(each))
    .map((each) => `${each.tagName}.${each.className} ${each.textContent.slice(0, 60)}`);
}"""
OPEN = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"


# -- without scripts -------------------------------------------------------------------------------


@pytest.fixture
def still(opened):
    return opened(CITIES, java_script_enabled=False)


def test_without_scripts_the_ranking_is_complete(still, projects):
    scores = projects(CITIES).score().scores
    rows = still.locator("[data-unit][data-rank]")
    assert rows.count() == len(scores)
    for at, row in enumerate(scores.to_dict("records")):
        own = rows.nth(at)
        assert own.get_attribute("data-unit") == row["unit"]
        assert float(own.get_attribute("data-rank")) == row["rank"]
        assert float(own.get_attribute("data-score")) == row["score"]
        assert own.is_visible()
        said = own.inner_text()
        assert row["name"] in said
        assert f"{row['score']:.1f}" in said


def test_without_scripts_every_weight_is_there_and_no_dead_control(still):
    weights = still.locator("#weights")
    assert weights.locator("table").is_visible()
    assert "44.1%" in weights.inner_text()
    assert "JavaScript" in weights.inner_text()
    dead = still.locator("button:visible, input:visible, select:visible")
    assert dead.count() == 0


def test_without_scripts_every_profile_can_be_opened(still):
    for profile in still.locator("#profiles > details").all():
        if profile.get_attribute("open") is None:
            profile.locator("summary").first.click()
        assert profile.locator("h3").is_visible()
        assert profile.locator("table:visible").count() >= 2


def test_without_scripts_every_figure_shows_something(still):
    for shown in still.locator("main figure").all():
        if shown.is_visible():
            assert shown.locator("svg:visible, table:visible, ul:visible").count() >= 1


# -- motion ----------------------------------------------------------------------------------------

GLIDING = """() => {
  document.querySelector("#weights li[data-rank]").scrollIntoView({ behavior: "instant" });
  coopindex.weights({people: 0.9});
  return document.getAnimations().filter((each) => each.playState !== "finished").length;
}"""


def test_rows_glide_to_their_new_places(opened):
    assert opened(CITIES).evaluate(GLIDING) > 3


def test_nothing_moves_where_the_reader_wants_no_motion(opened):
    page = opened(CITIES, reduced_motion="reduce")
    assert page.evaluate(GLIDING) == 0
    slow = page.evaluate(
        "[...document.querySelectorAll('*')].filter((each) => parseFloat("
        "getComputedStyle(each).transitionDuration) > 0.001).length"
    )
    assert slow == 0


# -- narrow and wide screens -----------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_never_wider_than_the_screen(name, width, opened):
    page = opened(name, "zh" if name == "two" else "en", viewport={"width": width, "height": 800})
    page.evaluate(OPEN)
    assert page.evaluate(OVERFLOW)[:8] == []


def test_a_chinese_page_is_never_wider_than_a_phone(opened):
    page = opened(CITIES, "zh", viewport={"width": 360, "height": 800})
    page.evaluate(OPEN)
    assert page.evaluate(OVERFLOW)[:8] == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_names_in_tables_keep_a_fourth_of_a_phone(lang, opened):
    page = opened(CITIES, lang, viewport={"width": 360, "height": 800})
    names = "all => all.filter(e => e.offsetParent).map(e => e.offsetWidth)"
    assert min(page.eval_on_selector_all(".tb tbody th", names)) > 90


def test_rank_and_interval_stand_beside_each_other_on_a_phone(opened):
    page = opened(CITIES, viewport={"width": 360, "height": 800})
    row = page.locator("#ranks [data-row]").nth(1)
    rank, interval = row.locator(".r").bounding_box(), row.locator(".iv").bounding_box()
    assert abs(rank["y"] - interval["y"]) < 4
    assert rank["x"] + rank["width"] <= interval["x"] + 1
    sizes = page.evaluate(
        "(row) => [...row.querySelectorAll('.r, .iv')].map((e) => getComputedStyle(e).fontSize)",
        row.element_handle(),
    )
    assert len(set(sizes)) == 1


def test_controls_are_large_enough_for_a_finger(opened):
    page = opened(CITIES, viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True)
    small = page.evaluate(
        """[...document.querySelectorAll("#weights button, #weights input, #weights summary")]
        .filter((each) => each.offsetParent && each.getBoundingClientRect().height < 44)
        .map((each) => each.outerHTML.slice(0, 80))"""
    )
    assert small == []


# -- colours ---------------------------------------------------------------------------------------


def luminance(colour):
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


COLOURS = """() => {
  const of = (each, name) => getComputedStyle(each)[name];
  const one = (where) => document.querySelector(where);
  return {
    ground: of(document.body, "backgroundColor"),
    text: [one("h1"), one(".deck"), one("#ranks td"), one(".src"), one(".fs"), one("nav a")]
      .map((each) => of(each, "color")),
    marks: ["--d1", "--d2", "--d3", "--d4", "--d5", "--iv"].map((name) => {
      const made = document.createElement("i");
      document.body.append(made);
      made.style.color = `var(${name})`;
      const found = of(made, "color");
      made.remove();
      return found;
    }),
  };
}"""


def test_the_dark_page_has_its_own_colours_and_contrast_holds(opened):
    found = {
        scheme: opened(CITIES, color_scheme=scheme).evaluate(COLOURS)
        for scheme in ("light", "dark")
    }
    assert luminance(found["light"]["ground"]) > 0.8
    assert luminance(found["dark"]["ground"]) < 0.05
    assert not {*found["light"]["marks"]} & {*found["dark"]["marks"]}
    for colours in found.values():
        assert all(contrast(each, colours["ground"]) >= 4.5 for each in colours["text"])
        assert all(contrast(each, colours["ground"]) >= 3 for each in colours["marks"])


def test_marks_keep_their_colours_where_the_system_sets_all_others(opened):
    page = opened(CITIES, forced_colors="active")
    fills = page.evaluate(
        "[...document.querySelectorAll('#ranks .stack')][0].querySelectorAll('rect').length"
    )
    assert fills >= 5
    colours = page.evaluate(
        "[...new Set([...document.querySelector('#ranks .stack').querySelectorAll('rect')]"
        ".map((each) => getComputedStyle(each).fill))]"
    )
    assert len(colours) >= 5
    slider = page.locator("#weights input[type=range]").first
    slider.press("PageUp")
    assert slider.is_visible()


# -- keyboard --------------------------------------------------------------------------------------


def test_what_has_the_focus_is_seen_to_have_it(opened):
    page = opened(CITIES)
    for _ in range(12):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "(() => { const own = getComputedStyle(document.activeElement);"
            " return own.outlineStyle !== 'none' && parseFloat(own.outlineWidth) >= 2; })()"
        )
        assert seen, page.evaluate("document.activeElement.outerHTML.slice(0, 120)")


def test_the_first_tab_leads_past_the_head(opened):
    page = opened(CITIES)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"


def test_the_ranking_is_one_stop_and_arrows_walk_it(opened):
    page = opened(CITIES)
    stops = page.evaluate(
        "[...document.querySelectorAll('#ranks *')].filter((each) => each.tabIndex >= 0 && "
        "(each.hasAttribute('tabindex') || each.matches('a, button, input'))).length"
    )
    assert stops == 1
    rows = page.locator("#ranks tr[data-say]")
    rows.first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    said = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert re.match(r"3rd of 15, Chengdu, 39\.9, interval \d+ to \d+$", said)
    page.keyboard.press("End")
    assert "15th of 15" in page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Home")
    assert "1st of 15" in page.evaluate("document.activeElement.getAttribute('aria-label')")
