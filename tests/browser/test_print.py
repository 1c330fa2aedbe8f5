"""The page on paper: every unit is there, on as many sheets as that takes, in light colours."""

import re
import subprocess

import pytest

CITIES = "china-ceec-cities"


@pytest.fixture
def printed(opened, program, tmp_path):
    def text_of(name, lang="en", before="undefined", **context):
        page = opened(name, lang, **context)
        page.evaluate(before)
        file = tmp_path / "page.pdf"
        page.pdf(path=file, prefer_css_page_size=True, print_background=True)
        done = subprocess.run([program("pdftotext"), "-layout", file, "-"], capture_output=True,
                              check=True)  # fmt: skip
        return done.stdout.decode("utf-8").split("\f")[:-1]

    return text_of


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_unit_is_on_paper_with_rank_and_score(lang, printed, projects):
    sheets = printed(CITIES, lang)
    scores = projects(CITIES).score().scores
    first = re.sub(r"\s+", " ", sheets[0])
    for row in scores.to_dict("records"):
        assert row["name_zh" if lang == "zh" else "name"] in first
        assert f"{row['score']:.1f}" in first
    # the ranking, a sheet a unit unless its evidence is long, robustness and method
    assert 17 <= len(sheets) <= 30


def test_a_chinese_headline_breaks_after_a_clause_alone(printed):
    assert "宁波几乎在任何设定下都居首位，" in printed(CITIES, "zh")[0]


def test_no_sheet_is_empty(printed):
    assert [at for at, sheet in enumerate(printed(CITIES), 1) if not sheet.strip()] == []


def test_paper_does_without_controls(printed):
    text = "".join(printed(CITIES))
    for word in ("Undo", "Reset", "Sum stays 100", "Free numbers", "Show all"):
        assert word not in text


def test_weights_that_were_changed_are_printed_beside_the_published_ranking(printed):
    published = "".join(printed(CITIES))
    assert "Under these weights" not in published
    text = "".join(printed(CITIES, before="coopindex.weights({people: 0.9})"))
    assert "Under these weights the median city moves" in text
    assert "90.0%" in text


def test_a_dark_screen_prints_in_light_colours(opened):
    page = opened(CITIES, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in (
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    )
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == (
        "rgb(22, 32, 44)"
    )


def test_many_units_print_all(printed):
    text = "".join(printed("tied"))
    assert all(f"u{number:03}" in text for number in range(20))
