"""Whatever a text holds, it is shown whole and harmless, and comes back as it was."""

import csv
import io
import json
import re
import unicodedata

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from coopindex.content.tables.formulas import NUMBER, marked, unmarked
from coopindex.content.tables.readers.delimited import read_csv
from coopindex.content.tables.registry import Asked
from coopindex.phrases import NAME, PROSE, Wording, in_line, visible
from coopindex.problems import Problem
from coopindex.report.render.csv import as_csv
from coopindex.report.render.json import as_json
from coopindex.report.render.markdown import as_markdown
from coopindex.report.render.terminal import as_shown
from coopindex.report.table import Column, Section, Table

# signs that a terminal obeys or nobody sees, among others; Arabic signs for numbers are seen
SEEN_FORMATS = set(map(chr, [*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2]))
HOSTILE = "\x1b\x07\x00\x7f\x9b\x85\t\r\u200b\u202e\u2066\u2028\u2029\ufeff\ud800\U000e0041"
ANYTHING = st.text(st.characters(exclude_categories=()) | st.sampled_from(HOSTILE))
# what Markdown, HTML and spreadsheets take for more than text
MARKUP = st.text(st.sampled_from("#*_`~-+=>|[]()<>!&;:\\/'\"1.)@ \tab数é"), max_size=30)
WRITTEN = st.lists(MARKUP | ANYTHING, max_size=3).map("\n".join)
KINDS = ("text", "prose", "unit", "tree", "figure")


def page(text: str) -> list[Section]:
    """A text in every place where one may stand."""
    columns = [Column(kind, text, kind, [text], head=kind == "unit", depths=[0]) for kind in KINDS]
    table = Table((*columns, Column("n", text, "number", [-1.5])))
    return [Section(text, (text,), table, (text,)), Section(text, (text,), warning=True)]


def unseen(text: str) -> set[str]:
    """The signs that nobody sees, or a terminal obeys."""
    hidden = ("Cc", "Cf", "Cs", "Zl", "Zp")
    met = {sign for sign in text if unicodedata.category(sign) in hidden}
    return met - {"\n"} - SEEN_FORMATS


def whole(text: str) -> str:
    """A text without halves of signs, which no table holds."""
    return re.sub("[\ud800-\udfff]", "", text)


@given(WRITTEN)
def test_whatever_a_text_holds_nothing_that_is_hidden_reaches_a_screen(text):
    for shown in (as_shown(page(text)), as_markdown(page(text)), as_json([text])):
        assert unseen(shown) <= {"\u200c", "\u200d"}
        shown.encode()
    table = pd.DataFrame({whole(text): [whole(text)]})
    assert unseen(as_csv(table)) <= {"\t", "\u200c", "\u200d"}


@given(WRITTEN)
def test_json_holds_every_text_as_it_is(text):
    assert json.loads(as_json({text: [text]})) == {text: [text]}


@given(st.sampled_from("a\x1b数"), st.integers(NAME + 1, 20_000))
def test_whatever_its_length_a_name_takes_little_room_on_a_page(sign, length):
    for sections in (page(sign * length), page(f"{sign}\n" * length)):
        shown = as_markdown(sections)
        assert len(shown) < 10 * NAME + 9 * PROSE
        assert "…(+" in shown
    assert as_csv(pd.DataFrame({"a": ["a" * length]})) == f"a\n{'a' * length}\n"


def rendered(text: str, *, table: bool = False) -> list[str]:
    """The texts that CommonMark makes of Markdown, block by block; any element but text fails."""
    parser = MarkdownIt("commonmark")
    found = []
    for token in (parser.enable("table") if table else parser).parse(text):
        if token.type == "inline":
            assert {child.type for child in token.children} <= {"text", "softbreak", "text_special"}
            said = (
                child.content if child.type != "softbreak" else "\n" for child in token.children
            )
            found.append("".join(said))
    return found


def blanks_aside(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").split())


@given(MARKUP | ANYTHING)
def test_markdown_renders_every_text_as_it_was_written(text):
    expected = blanks_aside(in_line(text))
    if not expected:
        return
    column = Column("u", text, "unit", [text])
    sections = [Section(text, (text,), Table((column,)), (text,))]
    title, said, header, cell, below = rendered(as_markdown(sections), table=True)
    assert blanks_aside(header) == blanks_aside(cell) == expected
    assert blanks_aside(title) == blanks_aside(in_line(text, PROSE))
    assert blanks_aside(said) == blanks_aside(below) == blanks_aside(visible(text))


@given(st.lists(MARKUP, min_size=1, max_size=4).map("\n".join))
def test_lines_of_a_remark_make_no_heading_list_or_rule(text):
    allowed = {"paragraph_open", "paragraph_close", "inline"}
    tokens = MarkdownIt("commonmark").parse(as_markdown([Section(sentences=(text,))]))
    assert {token.type for token in tokens} <= allowed


@given(MARKUP | ANYTHING)
def test_no_cell_of_our_csv_begins_as_a_formula_and_numbers_stay(text):
    text = whole(text)
    written = as_csv(pd.DataFrame({text: [text], "n": [-1.5]}))
    for cell in next(csv.reader(io.StringIO(written, newline=""))):
        assert NUMBER.fullmatch(cell) or not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert written.rstrip().endswith("-1.5")
    assert as_csv(pd.DataFrame({text: [text]}), raw=True).count(text.replace('"', '""')) >= 2


@given(MARKUP, MARKUP)
def test_no_two_texts_are_marked_alike_and_what_is_marked_comes_back(first, second):
    assert unmarked(marked(first)) == first
    assert (marked(first) == marked(second)) == (first == second)


@given(st.lists(MARKUP.map(str.strip).filter(bool), min_size=2, max_size=4, unique=True))
def test_names_that_we_wrote_are_read_as_they_were(names):
    table = pd.DataFrame({name: [name, "x"] for name in names})
    found = read_csv(as_csv(table).encode(), "a.csv", Asked(encoding="utf-8"))
    assert list(found.columns) == names
    assert all(found.columns[name][0] == name for name in names)


@given(WRITTEN, WRITTEN, st.integers(0, 3_000))
def test_a_message_is_a_line_and_a_hint_whatever_it_names(text, other, times):
    named = Wording("frame.verbatim", text=text * times)
    hint = Wording("frame.verbatim", text=other * times)
    problem = Problem("x", named, file=text, line=3, field=other * times, hint=hint)
    for lang in ("en", "zh"):
        said = problem.in_full(lang)
        assert unseen(said) <= {"\u200c", "\u200d"}
        assert said.count("\n") == bool(hint)
        assert len(said) < 4 * PROSE + 100
    assert json.loads(as_json(problem.as_dict()))["message"] == str(named)
