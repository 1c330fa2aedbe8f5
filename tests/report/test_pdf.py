"""The printed report as a reader and a screen reader get it: letters, language, pages, tags."""

import re
import subprocess
from collections import Counter
from functools import cache
from html import unescape
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

import coopindex
from coopindex.report.contents import tables
from coopindex.report.facts.method import CHECKLIST, cite
from coopindex.report.facts.numbers import cut_said
from coopindex.report.render.csv import as_csv
from coopindex.report.render.pdf import as_pdf
from coopindex.report.render.pdf.document import ONE_COLUMN, halves, isolated

ARABIC, HEBREW = "مدينة 3", "עיר א"
LONG = "Abcdefghij" * 30
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" [^>]*>([^<]*)<')
# names of methods and people that have no Chinese name, the program and its keys, of which JSON
# and the command line have the same
KEPT = {
    *("coopindex", "Sobol", "Saltelli", "Spearman", "Kendall", "TOPSIS", "index", "scheme", "lang"),
    *("Pearson", "Dagum"),
    *("index_digest", "weights_digest", "data_digest", "zh", "mpi", "arithmetic", "geometric"),
    *("min_max", "scale", "winsorise", "at_most", "when", "kurtosis", "skewness", "equal"),
}


@pytest.fixture(autouse=True)
def dated(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764115200")


@pytest.fixture(scope="module")
def edition():
    return coopindex.load("china-ceec-cities").score().edition(draws=64)


@pytest.fixture(scope="module")
def printed(edition):
    """The document of an edition in a language, set once: it is the same each time."""
    return cache(lambda lang="en": as_pdf(edition.said_in(lang)))


@pytest.fixture(scope="module")
def strange():
    """An index with names from right to left, and with a word of 300 letters at every place."""
    names = (ARABIC, HEBREW, LONG, "Lodz")
    rows = [(n, i, float(k * k + j)) for k, n in enumerate(names) for j, i in enumerate("ab")]
    frame = pd.DataFrame(rows, columns=["unit", "indicator", "value"]).assign(status="observed")
    dimensions = {
        "d": {"title": LONG, "children": {"a": {"title": "A"}}},
        "e": {"title": HEBREW, "children": {"b": {"title": LONG}}},
    }
    tree = {"index": "x", "title": "Strange names", "children": dimensions}
    return coopindex.score(frame, tree=tree).edition(draws=16)


@pytest.fixture
def pages(tmp_path, program):
    """Every word of a document with its place, page by page."""

    def read(pdf: bytes) -> list[list[tuple[float, float, float, str]]]:
        text = _asked(program("pdftotext"), "-bbox", tmp_path, pdf)
        return [
            [
                (float(x), float(y), float(to), unescape(word))
                for x, y, to, word in WORD.findall(page)
            ]
            for page in text.split("<page ")[1:]
        ]

    return read


def _asked(program: str, option: str, folder: Path, pdf: bytes) -> str:
    (folder / "x.pdf").write_bytes(pdf)
    asked = [program, option, str(folder / "x.pdf"), *(["-"] if option == "-bbox" else [])]
    made = subprocess.run(asked, capture_output=True, check=True).stdout
    return made.decode(errors="replace")


def test_what_runs_from_right_to_left_is_kept_from_the_text_around_it(strange):
    said = isolated({"a": [f"{HEBREW} before {ARABIC}, 91%", "Lodz", 1.0]}, strange)
    assert said == {"a": [f"\u2068{HEBREW}\u2069 before \u2068{ARABIC}\u2069, 91%", "Lodz", 1.0]}
    unknown = isolated("to אב 2 גד, 91% <b>י</b>", strange)
    assert unknown == "to \u2068אב 2 גד\u2069, 91% <b>\u2068י\u2069</b>"


def test_the_first_page_names_the_index_and_its_edition_and_how_to_cite(
    edition, printed, strange, pages
):
    for each, pdf, named in (
        (edition, printed(), edition.title + " · 2019 edition"),
        (strange, as_pdf(strange), strange.title),
    ):
        first, second, *_ = (" ".join(word for *_, word in page) for page in pages(pdf))
        assert first.startswith(named)
        assert cite(each) in first
        assert second.startswith(named)
        assert not second.startswith(named + " ·")


def test_ranks_on_the_axis_of_many_units_have_room_between_them(pages):
    rows = [(f"u{n}", i, float(n * k % 301)) for n in range(300) for k, i in enumerate("ab", 1)]
    frame = pd.DataFrame(rows, columns=["unit", "indicator", "value"]).assign(status="observed")
    tree = {"index": "x", "title": "X", "children": {i: {"title": i} for i in "ab"}}
    many = coopindex.score(frame, tree=tree).edition(draws=16, seconds=0.1)
    ranking = pages(as_pdf(many))[1]
    axis = next(y for x, y, _, word in ranking if word == "300" and x > 400)
    ends = [(x, to) for x, y, to, word in ranking if abs(y - axis) < 0.1 and word.isdigit()]
    assert len(ends) > 2
    assert all(to + 2 < x for (_, to), (x, _) in pairwise(ends))


def test_page_numbers_stand_at_the_right_of_every_name_in_the_contents(strange, pages):
    first = pages(as_pdf(strange, profiles=True))[0]
    ends = [to for *_, to, word in first if re.fullmatch(r"[. ]+\u2060\d+", word)]
    assert len(ends) > 20
    assert max(ends) - min(ends) < 1


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_word_without_an_end_breaks_and_loses_no_letter(strange, lang, pages):
    read = pages(as_pdf(strange.said_in(lang), profiles=True))
    # points of A4, and what of a stop or comma may hang over the edge
    width, over = 595.3, 4
    assert max(to for page in read for _, _, to, _ in page) < width - 18 / 25.4 * 72 + over
    assert LONG in "".join(word for _, _, _, word in read[0])


def test_a_chinese_report_says_nothing_in_english_but_what_the_index_says(edition, printed, pages):
    said = edition.said_in("zh")
    held = [edition.definition, *(as_csv(table) for table in tables(said).values())]
    held += [CHECKLIST, *(str(each) for each in edition.result.data.sources)]
    theirs = set(re.findall(r"[A-Za-z_]+", " ".join(held)))
    words = {word for page in pages(printed("zh")) for *_, word in page}
    found = {each for word in words for each in re.findall(r"[A-Za-z_]{2,}", word)}
    hexadecimal = {each for each in found if re.fullmatch("[a-f]+", each)}
    assert found - theirs - KEPT - hexadecimal == set()


def test_a_profile_says_from_where_on_ranks_are_strengths(edition, printed, pages):
    words = " ".join(word for page in pages(printed()) for *_, word in page)
    strengths, weaknesses = map(cut_said, edition.cut["tianjin"])
    assert f"(percentile rank: ◆ from {strengths}, ◇ up to {weaknesses})" in words


def test_what_units_are_strong_in_within_their_groups_stands_in_the_document(printed, pages):
    words = " ".join(word for page in pages(printed()) for *_, word in page)
    assert "Strengths and weaknesses within the groups" in words
    assert "Time to clear customs CEE countries with a friendly city of any form" in words


def test_pages_show_no_backticks_and_do_not_tell_paper_what_to_type(printed, pages):
    words = " ".join(word for page in pages(printed()) for *_, word in page)
    assert "`" not in words
    assert "--units" not in words


def test_short_profiles_share_a_page():
    human = coopindex.load("china-ceec-human-development").score().edition(draws=16)
    whole, without = (
        int(re.findall(rb"/Count (\d+)", as_pdf(human, profiles=shown))[0])
        for shown in (True, False)
    )
    assert whole - without < len(human.standings)


def test_many_indicators_stand_in_two_columns_parted_above_a_dimension():
    rows = [{"top": at % 6 == 0, "n": at} for at in range(30)]
    left, right = halves(rows)
    assert [*left, *right] == rows
    assert right[0]["top"]
    assert abs(len(left) - len(right)) <= 6
    assert halves(rows[:ONE_COLUMN]) == [rows[:ONE_COLUMN]]
    assert halves([{"top": at == 0} for at in range(30)]) == [
        [{"top": at == 0} for at in range(30)]
    ]


def test_headings_tables_and_described_figures_are_tagged(edition, printed, tmp_path, program):
    tree = _asked(program("pdfinfo"), "-struct", tmp_path, printed())
    tags = Counter(re.findall(r"^ *(\w+)", tree, re.MULTILINE))
    assert tags["Document"] == 1
    assert tags["H1"] == 7  # the contents and six chapters
    assert tags["H2"] >= len(edition.standings)
    assert tags["Table"] >= len(edition.standings)
    assert tags["TH"] > tags["Table"]
    assert tags["TD"] > tags["TR"] > tags["TH"]
    # two charts a unit, and those of the field
    assert tags["Figure"] >= 2 * len(edition.standings)


def test_the_document_says_to_which_standards_it_keeps(printed):
    pdf = printed()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"<pdfaid:part>3</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf


def test_what_is_attached_is_the_data_to_the_byte(edition, printed, tmp_path, program):
    (tmp_path / "x.pdf").write_bytes(printed())
    asked = [program("pdfdetach"), "-saveall", "-o", str(tmp_path), str(tmp_path / "x.pdf")]
    subprocess.run(asked, check=True, capture_output=True)
    made = tables(edition)
    for name in ("observations", "scores", "weights"):
        assert (tmp_path / f"{name}.csv").read_bytes() == as_csv(made[name]).encode()
    assert (tmp_path / "definition.yaml").read_bytes() == edition.definition.encode()
