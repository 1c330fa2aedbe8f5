"""Values of each kind as they are written, and on the surfaces."""

import io
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from coopindex.lines import CLOSING, broken_lines
from coopindex.report.render import render
from coopindex.report.render.markdown import as_markdown
from coopindex.report.render.terminal import as_shown
from coopindex.report.table import Column, Page, Section, Table
from coopindex.report.written import cells, written

NAN = math.nan


@pytest.fixture
def shown(monkeypatch):
    """Lay columns out on a screen of some width, and return its lines."""

    def show(*columns, width=80, lang="en"):
        monkeypatch.setenv("COLUMNS", str(width))
        section = Section(table=Table(columns))
        return as_shown([section], lang, io.StringIO()).splitlines()

    return show


@pytest.mark.parametrize(
    ("kind", "values", "facts", "texts"),
    [
        ("score", [69.3453, NAN, None], {}, ["69.35", "–", ""]),
        ("score", [59.996, 61.0], {"lines": (60.0,), "decimals": 2}, ["59.996", "61.00"]),
        ("score", [1.5, -0.25], {"signed": True}, ["+1.500", "-0.250"]),
        ("rank", [1.0, 2.5, NAN], {}, ["1", "2.5", "–"]),
        ("rank", [1.0, 2.25], {"decimals": 2}, ["1.00", "2.25"]),
        ("share", [0.441, 1.0, 0.9996], {}, ["44.1%", "100.0%", "99.96%"]),
        ("share", [0.441], {"marks": ["*"]}, ["44.1%*"]),
        ("probability", [0.0, 0.001, 0.5, 1.0], {}, ["·", "<1", "50", "100"]),
        ("correlation", [1.0, 0.99996], {}, ["1.000", "0.99996"]),
        ("measure", [1234567.0, 0.25], {}, ["1,234,570", "0.25"]),
        ("count", [12345, NAN], {}, ["12,345", "–"]),
        ("shift", [2.0, -1.0, 0.0], {}, ["▲2", "▼1", "="]),
        ("interval", [(2.0, 10.0), (1.0, 1.0)], {}, ["2–10", "1"]),
        ("interval", [(2.0, 5.0, 10.0)], {}, ["2–10"]),
        ("interval", [(61.37, 73.14)], {"ends": "score"}, ["61.37–73.14"]),
        ("year", [2019, 0], {}, ["2019", ""]),
        ("truth", [True, False, None], {}, ["✓", "✗", ""]),
        ("status", ["observed", "missing"], {}, ["observed", "missing"]),
    ],
)
def test_a_kind_is_written_so(kind, values, facts, texts):
    assert cells(Column("x", "x", kind, values, **facts)) == texts


def test_statuses_are_said_in_chinese():
    assert cells(Column("x", "x", "status", ["illustrative"]), "zh") == ["示意性数据"]


def test_columns_read_against_each_other_differ_where_their_values_do():
    low = Column("a", "", "share", [0.5, 0.5], together="pair")
    span = Column("b", "", "interval", [(0.50004, 0.6), (0.5, 0.5)], together="pair")
    assert written(Table((low, span))) == [["50.000%", "50.0%"], ["50.004%–60.000%", "50.0%"]]


def test_columns_of_different_lengths_are_no_table():
    with pytest.raises(ValueError, match="different lengths"):
        Table((Column("a", "", "text", ["x"]), Column("b", "", "text", [])))


@given(st.lists(st.floats(-1e6, 1e6), min_size=1), st.lists(st.floats(-1e6, 1e6), max_size=3))
def test_what_misses_a_line_is_not_written_like_it(values, lines):
    texts = cells(Column("x", "", "score", values, lines=tuple(lines), decimals=2))
    for value, text in zip(values, texts, strict=True):
        read = float(text.replace(",", ""))
        for line in lines:
            if abs(value - line) > 1e-9 * max(1.0, abs(value), abs(line)):
                assert (read > line) == (value > line)


NAMES = Column("name", "城市", "unit", ["宁波", "Washington, D.C."], head=True)
SCORES = Column("score", "得分", "score", [69.35, 4.0])


def test_chinese_and_latin_names_align_on_a_terminal(shown):
    lines = shown(NAMES, SCORES)
    assert {cell_len(line) for line in lines} == {cell_len(lines[0])}


def test_what_has_the_highest_number_goes_first_where_there_is_little_room(shown):
    wide = Column("a", "wide", "text", ["x" * 30] * 2, priority=1)
    wider = Column("b", "wider", "text", ["y" * 30] * 2, priority=2)
    lines = shown(NAMES, SCORES, wide, wider, width=60)
    assert "wide" in lines[0]
    assert "wider" not in lines[0]
    assert lines[-1] == "Not shown for want of room: wider."


def test_what_may_not_go_is_cut_into_blocks_that_repeat_the_names(shown):
    columns = [Column(f"{n}", f"column {n}", "text", ["x" * 20] * 2) for n in range(5)]
    lines = shown(NAMES, *columns, width=60)
    assert sum("城市" in line for line in lines) == 3


def test_a_table_without_rows_shows_its_head_alone(shown):
    empty = Column("name", "city", "unit", [], head=True), Column("rank", "rank", "rank", [])
    assert shown(*empty) == ["city  rank"]


def test_decimal_points_of_measures_stand_in_line(shown):
    lines = shown(Column("value", "value", "measure", [1234.5, 3.0, None]))
    assert lines == ["  value", "1,234.5", "    3", ""]


def test_what_is_drawn_is_left_out_of_markdown():
    bar = Column("bar", "", "score", [1.0, 2.0], drawn=True)
    text = as_markdown([Section("Title", table=Table((NAMES, bar)))])
    assert "█" not in text
    assert "Washington, D.C." in text


def test_a_tree_keeps_its_shape_in_markdown_and_on_a_terminal(shown):
    tree = Column("node", "", "tree", ["a", "b", "c"], depths=[0, 1, 2])
    assert shown(tree) == ["", "a", "└─ b", "   └─ c"]
    assert "\xa0\xa0\xa0└─ c" in as_markdown([Section(table=Table((tree,)))])


def test_a_page_makes_its_parts_once_and_only_when_asked():
    made = []
    page = Page(
        "en", lambda: made.append("said") or [Section("Title")], lambda: made.append("known")
    )
    assert render(page, "json") == "null\n"
    assert render(page, "md") == render(page, "md") == "# Title\n"
    assert made == ["known", "said"]


def test_a_page_that_is_no_single_table_is_no_csv():
    with pytest.raises(ValueError, match="no single table"):
        render(Page("en", tuple, dict), "csv")


CHINESE = st.text("宁波市指数的a b，。、（）：", min_size=1, max_size=60)


@given(CHINESE, st.integers(12, 40))
def test_chinese_lines_keep_to_their_width_and_lose_nothing_but_blanks(text, width):
    lines = broken_lines(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_no_line_begins_with_a_closing_mark():
    text = "位次、得分，权重。" * 20
    for width in range(6, 30):
        assert not any(line[:1] in CLOSING for line in broken_lines(text, width))


def test_ranks_that_are_shared_have_their_sign_once_they_are_known_to_be_shared():
    ranks = Column("rank", "rank", "rank", [1.0, 2.0, 2.0, math.nan, math.nan])
    assert cells(ranks)[:3] == ["1", "2", "2"]
    assert cells(replace(ranks, shared=True)) == ["1", "=2", "=2", "–", "–"]
