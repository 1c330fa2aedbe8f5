"""PDF and DOCX as their readers get them: every unit, in both languages, the same bytes twice."""

import io
import re
import subprocess
import zipfile
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import coopindex
from coopindex.problems import InvalidInput
from coopindex.report.charts.chart import drawn
from coopindex.report.dates import document_date
from coopindex.report.facts.profile import profile
from coopindex.report.outline import Block, chapters
from coopindex.report.render.docx import as_docx
from coopindex.report.render.markdown import document, escaped
from coopindex.report.render.pdf import as_pdf
from coopindex.report.render.pdf.document import faces
from coopindex.report.render.statistics import as_dta, as_sav
from coopindex.report.table import Section

HOSTILE = (
    '#set page(fill: red) *a* _b_ $x$ @ref <l> \\ "q" </w:t>&<script>',
    "=cmd|' /C calc'!A0",
    "长" * 90,
)
LANGUAGES = "en", "zh"


@pytest.fixture(scope="module")
def edition():
    return coopindex.load("china-ceec-cities").score().edition(draws=256)


@pytest.fixture(scope="module")
def pdf_in(edition):
    """The PDF in a language, set once."""
    return cache(lambda lang: as_pdf(edition.said_in(lang)))


@pytest.fixture(scope="module")
def docx_in(edition):
    """The DOCX in a language, made once."""
    return cache(
        lambda lang: as_docx(chapters(edition.said_in(lang)), "t", document_date(), drawn, lang)
    )


@pytest.fixture(autouse=True)
def dated(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764115200")


@pytest.fixture(scope="module")
def hostile():
    frame = pd.DataFrame(
        {"unit": HOSTILE, "indicator": ["a"] * 3, "value": [1.0, 2.0, 3.0], "status": "observed"}
    )
    tree = {"index": "x", "title": HOSTILE[0], "children": {"a": {"title": HOSTILE[1]}}}
    return coopindex.score(frame, tree=tree).edition(draws=16)


def text_of(pdf: bytes, folder: Path, program) -> str:
    (folder / "x.pdf").write_bytes(pdf)
    asked = [program("pdftotext"), "-layout", str(folder / "x.pdf"), "-"]
    return subprocess.run(asked, capture_output=True, check=True, text=True).stdout


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pdf_names_every_unit_and_is_tagged_with_its_fonts_inside(
    edition, pdf_in, lang, tmp_path, program
):
    text = text_of(pdf_in(lang), tmp_path, program)
    assert all(each.name in text for each in edition.said_in(lang).standings)
    about = subprocess.run(
        [program("pdfinfo"), str(tmp_path / "x.pdf")], capture_output=True, check=True, text=True
    ).stdout
    assert "Tagged:          yes" in about
    assert int(about.split("Pages:")[1].split()[0]) >= 20  # a page for each of 15 cities
    fonts = subprocess.run(
        [program("pdffonts"), str(tmp_path / "x.pdf")], capture_output=True, check=True, text=True
    ).stdout.splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts)  # emb


def test_the_pdf_carries_its_figures_and_its_definition(edition, pdf_in, tmp_path, program):
    (tmp_path / "x.pdf").write_bytes(pdf_in("en"))
    asked = [program("pdfdetach"), "-saveall", "-o", str(tmp_path), str(tmp_path / "x.pdf")]
    subprocess.run(asked, check=True, capture_output=True)
    table = pd.read_csv(tmp_path / "scores.csv")
    assert table["score"].tolist() == edition.result.scores["score"].tolist()
    assert "china-ceec-cities" in (tmp_path / "definition.yaml").read_text("utf-8")


def test_the_same_edition_and_date_give_the_same_bytes(edition, pdf_in, docx_in):
    assert as_pdf(edition) == pdf_in("en")
    assert as_docx(chapters(edition), "t", document_date(), drawn, "en") == docx_in("en")


def test_a_date_that_is_none_is_refused(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(InvalidInput, match="SOURCE_DATE_EPOCH"):
        document_date()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_analysts_write_is_no_markup_in_documents(hostile, lang, tmp_path, program):
    text = text_of(as_pdf(hostile.said_in(lang)), tmp_path, program)
    flat = "".join(text.split())
    assert "".join(HOSTILE[0].split()) in flat
    docx = pytest.importorskip("docx")
    made = as_docx(chapters(hostile.said_in(lang)), "t", document_date(), drawn, lang)
    words = "\n".join(
        cell.text
        for table in docx.Document(io.BytesIO(made)).tables
        for row in table.rows
        for cell in row.cells
    )
    assert HOSTILE[0] in words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_docx_opens_with_headings_tables_and_described_pictures(edition, docx_in, lang):
    docx = pytest.importorskip("docx")
    made = docx_in(lang)
    document = docx.Document(io.BytesIO(made))
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "Caption", "toc 1", "toc 2"} <= styles
    words = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert {each.name for each in edition.said_in(lang).standings} <= words
    assert len(document.inline_shapes) >= 5
    assert all(shape._inline.docPr.get("descr") for shape in document.inline_shapes)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


CHAPTERS = {
    "en": [
        *("Ranking", "Robustness", "Profiles", "Gaps, groups and time", "Statistical audit"),
        "Data and method",
    ],
    "zh": ["排名", "稳健性", "概况", "差距、分组与历年变化", "统计审查", "数据与方法"],
}


def headings(document, level):
    return [p.text for p in document.paragraphs if p.style.name == f"Heading {level}"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_docx_has_chapters_and_a_section_for_each_unit_listed_in_its_contents(
    edition, docx_in, lang
):
    docx = pytest.importorskip("docx")
    said = edition.said_in(lang)
    document = docx.Document(io.BytesIO(docx_in(lang)))
    assert headings(document, 1) == CHAPTERS[lang]
    units = [f"{each.name} · {each.other}" for each in said.standings]
    sections = headings(document, 2)
    at = sections.index(units[0])
    assert sections[at : at + len(units)] == units
    xml = document.element.body.xml
    assert 'TOC \\o "1-2"' in xml
    links = set(re.findall(r'w:anchor="(\w+)"', xml))
    assert links == set(re.findall(r'w:bookmarkStart [^>]*w:name="(\w+)"', xml))
    assert len(links) == len(sections) + len(CHAPTERS[lang])
    assert 'w:eastAsia="' in document.styles["Heading 2"].element.xml


@pytest.mark.parametrize("lang", LANGUAGES)
def test_profiles_in_markdown_say_what_the_facts_say(edition, lang):
    from coopindex.report.facts.numbers import span_cell

    said = edition.said_in(lang)
    text = document(chapters(said), lang)
    for each in said.ranked:
        own = text.partition(f"### {escaped(each.name)} · ")[2].partition("\n###")[0]
        found = profile(said, each.unit)
        assert escaped(found.title) in own
        row = next(line for line in own.splitlines() if "100.0%" in line)
        assert f"| {each.rank:g} | {span_cell(each.low, each.high)} |" in row
        assert all(f"| {escaped(line.title)} |" in own for line in found.ladder)
        made_up = {"en": "illustrative", "zh": "示意性数据"}[lang]
        assert (made_up in own) == any(line.status == "illustrative" for line in found.lines)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_document_tells_its_reader_what_to_type(edition, lang):
    said = document(chapters(edition.said_in(lang)), lang)
    assert "--units" not in said


def test_profiles_are_left_out_where_nobody_wants_them(edition):
    without = document(chapters(edition, profiles=False))
    assert "## Profiles" not in without
    assert "## Profiles" in document(chapters(edition, profiles=True))


def test_tables_of_a_docx_have_three_lines_and_none_upright(docx_in):
    docx = pytest.importorskip("docx")
    for table in docx.Document(io.BytesIO(docx_in("en"))).tables:
        xml = table._tbl.xml
        assert '<w:top w:val="single" w:sz="12"/>' in xml
        assert '<w:bottom w:val="single" w:sz="4"/>' in xml
        assert "insideV" not in xml
        assert "<w:left w:val=" not in xml


@pytest.mark.parametrize("lang", LANGUAGES)
def test_scores_open_in_stata_and_spss_with_labels(edition, lang, tmp_path):
    said = edition.said_in(lang)
    (tmp_path / "s.dta").write_bytes(as_dta(said))
    with pd.read_stata(tmp_path / "s.dta", iterator=True) as reader:
        labels, frame = reader.variable_labels(), reader.read()
    assert frame["score"].tolist() == [each.score for each in said.standings]
    assert all(labels.values())
    pyreadstat = pytest.importorskip("pyreadstat")
    (tmp_path / "s.sav").write_bytes(as_sav(said))
    frame, about = pyreadstat.read_sav(str(tmp_path / "s.sav"))
    assert frame["score"].tolist() == [each.score for each in said.standings]
    assert all(about.column_labels)


def test_faces_are_those_that_are_installed_the_narrow_ones_first():
    known = ("DejaVu Sans", "Noto Sans CJK SC", "Liberation Sans")
    assert faces(known) == ["Liberation Sans", "DejaVu Sans", "Noto Sans CJK SC"]
    assert faces(()) == ["Libertinus Serif"]


def test_a_format_without_a_font_is_left_out_unless_it_was_asked_for(tmp_path):
    frame = pd.DataFrame(
        {"unit": ["a\U000e0fff\U0010fffd", "b"], "indicator": ["x"] * 2, "value": [1.0, 2.0]}
    ).assign(status="observed")
    scoring = coopindex.score(frame, tree={"index": "one", "children": {"x": {"title": "X"}}})
    run, manifest = scoring.report(tmp_path, draws=16)
    assert "no installed font" in manifest["left_out"]["pdf"]
    assert not (run / "report.pdf").exists()
    assert (run / "report.html").exists()
    with pytest.raises(InvalidInput, match="no installed font"):
        scoring.report(tmp_path, formats="pdf", draws=16)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_document_begins_with_title_headline_and_deck_as_the_pdf_does(edition, lang):
    from coopindex.report.facts.headline import headline

    docx, said = pytest.importorskip("docx"), edition.said_in(lang)
    first = list(chapters(said, profiles=False))[:4]
    made = as_docx(first, "t", document_date(), drawn, lang)
    lines = docx.Document(io.BytesIO(made)).paragraphs
    top = headline(said)
    assert [(line.text, line.style.name) for line in (lines[0], lines[2])] == [
        (said.title, "Title"),
        (top.text, "Lead"),
    ]
    assert lines[3].text == ("" if lang == "zh" else " ").join(top.deck)


def test_our_code_is_set_as_code_and_the_backticks_of_names_stay_as_they_are():
    docx = pytest.importorskip("docx")
    said = "See `coopindex score`, not `x|y` of `a`."
    blocks = [Block(Section("T", (said,)))]
    text = document(blocks, "en", ["`a`"])
    assert r"See `coopindex score`, not \`x\|y\` of \`a\`." in text
    made = as_docx(blocks, "t", document_date(), drawn, "en", ["`a`"])
    runs = [run for line in docx.Document(io.BytesIO(made)).paragraphs for run in line.runs]
    assert [run.text for run in runs if run.style.name == "Code"] == ["coopindex score", "x|y"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_documents_say_methods_in_words_and_hold_the_checklist(edition, lang):
    from coopindex.report.facts.method import checklist, steps

    said = edition.said_in(lang)
    text = document(chapters(said, profiles=False), lang)
    assert all(f"| {escaped(step.method)} |" in text for step in steps(said.result, lang))
    assert all(escaped(check.title) in text for check in checklist(said))
    assert "`winsorise (at_most: 5, when: {kurtosis: 3.5, skewness: 2})`" in text
