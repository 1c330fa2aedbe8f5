"""Charts are walked and read, pinned and found, and taken away as tables, CSV and pictures."""

import csv
import io
import xml.etree.ElementTree as ElementTree

import pytest

CITIES = "china-ceec-cities"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def cities(opened):
    return opened(CITIES, accept_downloads=True)


def walked(page):
    return page.locator("[data-says]:visible, [data-cells]:visible").all()


def test_arrow_keys_walk_every_chart_and_each_mark_is_read(cities):
    charts = walked(cities)
    assert len(charts) >= 4
    for chart in charts:
        assert chart.get_attribute("tabindex") == "0"
        read = chart.locator("xpath=ancestor::figure[1]").locator(".read")
        assert read.get_attribute("aria-live") == "polite"
        chart.focus()
        said = []
        for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowLeft", "End", "Home"):
            chart.press(key)
            said.append(read.inner_text())
            assert chart.locator(".at").count() >= 1
        assert all(said)
        assert said[0] == said[5]
        assert said[1] == said[3]
        # a chart of one mark says one thing
        if chart.locator("[data-mark]").count() != 1:
            assert len(set(said)) >= min(3, len(set(said[:3])) + 1)


def test_charts_that_are_tables_are_walked_row_by_row(cities):
    for kind in (".ob", ".lad", ".wft"):
        table = cities.locator(f"{kind}:visible").first
        rows = table.locator("tr[data-say]")
        rows.first.focus()
        said = []
        for key in ("Home", "ArrowDown", "ArrowUp", "End"):
            cities.keyboard.press(key)
            said.append(cities.evaluate("document.activeElement.getAttribute('aria-label')"))
        assert said[0] == said[2] == rows.first.get_attribute("data-say")
        assert said[3] == rows.last.get_attribute("data-say")
        assert len(set(said)) == 3
        assert " · " in said[0]


def test_every_chart_can_be_taken_away_as_picture(cities):
    for figure in cities.locator("figure[id^='chart-']").all():
        assert figure.locator("[data-picture]").count() == 1


def test_a_mark_is_read_under_the_pointer(cities):
    chart = cities.locator("#chart-chances [data-says], #chart-chances[data-says]").first
    chart.locator("[data-mark='1']").first.hover()
    assert "Tianjin" in cities.locator("#chart-chances .read").inner_text()


def test_every_chart_has_title_unit_source_and_data(cities):
    for figure in cities.locator("figure:has([data-says]), figure:has([data-cells])").all():
        assert figure.locator("h3, h4").first.inner_text().strip() or figure.get_attribute("class")
        assert figure.locator(".src").count() >= 1
        assert figure.locator("[data-csv]").count() >= 1


def test_every_table_twin_opens(cities):
    twins = cities.locator("details.twin")
    assert twins.count() >= 2
    for twin in twins.all():
        if not twin.locator("summary").is_visible():
            continue
        twin.locator("summary").click()
        assert twin.locator("table").is_visible()
        assert twin.locator("tbody tr").count() >= 1


def downloaded(page, button):
    with page.expect_download() as waiting:
        button.click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def test_a_csv_is_its_table(cities):
    buttons = cities.locator("[data-csv]:visible").all()
    assert len(buttons) >= 4
    for button in buttons:
        name, content = downloaded(cities, button)
        assert name.endswith(".csv")
        assert content.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        assert len(rows) > 1
        assert all(any(cell for cell in row) for row in rows)
        twin = cities.locator(f"[data-twin='{button.get_attribute('data-csv')}']")
        if twin.count():
            said = twin.evaluate(
                "(table) => [...table.rows].filter((row) => !row.classList.contains('g')).map("
                "(row) => [...row.cells].map((each) => each.textContent.trim()))"
            )
            assert [[cell.lstrip("'") for cell in row] for row in rows] == said


def test_a_picture_is_a_whole_drawing_with_title_banner_and_source(cities):
    buttons = cities.locator("[data-picture]:visible").all()
    assert len(buttons) >= 2
    for button in buttons:
        name, content = downloaded(cities, button)
        assert name.endswith(".svg")
        drawing = ElementTree.fromstring(content)
        assert drawing.tag == f"{SVG}svg"
        text = " ".join("".join(drawing.itertext()).split())
        assert "284 of 375" in text
        assert b"var(--" not in content
        assert b"<script" not in content
        widths = [float(drawing.get("width")), float(drawing.get("height"))]
        assert min(widths) > 100


def test_a_picture_opens_by_itself(cities, browser, tmp_path):
    _, content = downloaded(cities, cities.locator("[data-picture]:visible").first)
    (tmp_path / "picture.svg").write_bytes(content)
    context = browser.new_context()
    page = context.new_page()
    page.goto((tmp_path / "picture.svg").as_uri())
    assert page.evaluate("document.documentElement.tagName") == "svg"
    assert page.evaluate("document.querySelectorAll('parsererror').length") == 0
    context.close()


# -- pinning, finding, two side by side ------------------------------------------------------------


def test_a_pinned_unit_is_marked_wherever_it_stands(cities):
    cities.locator("#ranks [data-row=chengdu]").hover()
    cities.locator("[data-pin=chengdu]").first.click()
    assert "pinned" in cities.locator("#ranks [data-row=chengdu]").get_attribute("class")
    assert cities.locator("#pins button").all_inner_texts() == ["Chengdu"]
    assert cities.locator("figure .pinned:visible").count() >= 1
    cities.locator("#pins button").click()
    assert cities.locator(".pinned").count() == 0


def test_a_unit_is_found_among_many(opened):
    page = opened("large")
    shown = page.locator("#ranks tr[data-row]:visible")
    assert shown.count() == 25
    page.locator("#find").fill("u137")
    assert shown.count() == 1
    assert shown.first.get_attribute("data-row") == "u137"
    assert "1" in page.locator("#found").inner_text()
    page.locator("#find").fill("")
    assert shown.count() == 25
    page.locator("[data-unfold]").first.click()
    assert shown.count() == 300


def test_a_pinned_unit_of_many_stands_on_top(opened):
    page = opened("large")
    page.locator("#find").fill("u137")
    page.locator("#ranks tr[data-row]:visible").hover()
    page.locator("#ranks tr[data-row]:visible [data-pin]").click()
    page.locator("#find").fill("")
    top = page.locator("#ranks tbody").first
    assert "u137" in top.inner_text()


def test_one_profile_is_shown_and_another_chosen(cities):
    shown = cities.locator("#profiles > details:visible")
    assert [each.get_attribute("data-of") for each in shown.all()] == ["ningbo"]
    cities.locator("#who").select_option("u-wuhan")
    assert [each.get_attribute("data-of") for each in shown.all()] == ["wuhan"]
    cities.locator("#ranks [data-row=suzhou] .n a").click()
    assert [each.get_attribute("data-of") for each in shown.all()] == ["suzhou"]
    assert cities.locator("#u-suzhou h3").is_visible()


def test_two_units_stand_side_by_side(cities):
    cities.locator("#who").select_option("u-wuhan")
    cities.locator("#beside").select_option("u-beijing")
    shown = cities.locator("#profiles > details:visible")
    assert {each.get_attribute("data-of") for each in shown.all()} == {"wuhan", "beijing"}
    one, other = (each.bounding_box() for each in shown.all())
    assert abs(one["y"] - other["y"]) < 2
    assert one["x"] + one["width"] <= other["x"] + 1
    assert "%" in cities.locator("#duel").inner_text()
    cities.locator("#beside").select_option("")
    assert shown.count() == 1


def test_a_link_to_a_unit_opens_its_profile(opened):
    page = opened(CITIES, hash="#u-wuhan")
    assert page.locator("#u-wuhan h3").is_visible()
    page = opened(CITIES, java_script_enabled=False, hash="#u-wuhan")
    assert page.locator("#u-wuhan").count() == 1
