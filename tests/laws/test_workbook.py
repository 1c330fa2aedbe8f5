"""Whatever an index says, a workbook says the same."""

import io
import tempfile
from pathlib import Path

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from coopindex.content.tables.workbook import read_sheet
from coopindex.content.workbook.looks import put
from coopindex.content.workbook.text import block, flow, in_cell, of_cell
from coopindex.content.yaml import parse
from coopindex.project import convert, load

SIGNS = st.characters(min_codepoint=32, max_codepoint=0x2FA1F, exclude_categories=("Cs", "Cn"))
TEXTS = st.text(SIGNS, max_size=12) | st.sampled_from(
    ["NO", "yes", "~", "null", "2", "1e6", "007", "2/3", "44.1%", "a: b", "- x", "#1", "[", "{a",
     "'", '"', "２", "2019-10-20", "@", "%", "=1+1", " x", "x ", "true", "*a", "&b", "!c", "<<"]
)  # fmt: skip
NUMBERS = st.integers(-(10**9), 10**9) | st.floats(-1e12, 1e12).filter(lambda x: x == x)
SCALARS = TEXTS | NUMBERS | st.booleans() | st.none()
VALUES = st.recursive(
    SCALARS,
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(TEXTS.filter(lambda key: key and key != "<<"), below, max_size=3)
    ),
    max_leaves=8,
)


def same(one, other):
    """Whether two values are equal, numbers by their value and never with texts or words."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other and isinstance(one, bool) == isinstance(other, bool)


@given(
    st.dictionaries(TEXTS.filter(lambda key: key and key != "<<"), VALUES, min_size=1, max_size=4)
)
def test_a_file_that_is_written_anew_reads_as_it_was(tree):
    found = parse(block(tree), "a.yaml")
    assert found.problems == ()
    assert same(found.data, tree)


@given(VALUES)
def test_a_cell_says_the_value_that_was_written(value):
    cell = in_cell(value)
    assert same(of_cell(cell) if isinstance(cell, str) else cell, value)
    if isinstance(value, dict | list):
        assert "\n" not in flow(value)


@given(st.lists(st.floats(-1e300, 1e300), min_size=1, max_size=20))
def test_a_number_in_a_cell_keeps_every_digit(numbers):
    book = openpyxl.Workbook()
    for row, number in enumerate(numbers, 1):
        put(book.active.cell(row, 1), number)
    held = io.BytesIO()
    book.save(held)
    sheet = read_sheet(held.getvalue(), "a.xlsx", None)
    assert [row[0] for row in sheet.rows] == numbers


CODES = [f"i{number}" for number in range(6)]
METHODS = st.sampled_from(
    ["min_max", "rank", "z_score", {"method": "min_max", "scale": [1, 10]},
     {"method": "goalposts", "lower": 0, "upper": 20}]
)  # fmt: skip
PLAIN = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=12)
LABELS = (
    PLAIN | st.fixed_dictionaries({"en": PLAIN, "zh": PLAIN}) | st.fixed_dictionaries({"zh": PLAIN})
)
LEAF = st.fixed_dictionaries(
    {},
    optional={
        "title": LABELS, "note": LABELS, "reason": PLAIN, "measure": LABELS,
        "direction": st.sampled_from(["positive", "negative"]),
        "weight": st.sampled_from([1, 2.5, "2/3"]),
        "bounds": st.sampled_from([[0, None], [None, 99], [-1, 100]]),
        "normalisation": METHODS,
        "treatment": st.sampled_from(["none", {"method": "winsorise", "at_most": 2}]),
        "rounding": st.just({"column": 2, "half": "up"}),
    },
)  # fmt: skip


@st.composite
def indices(draw):
    """A small index: its definition, a scheme and its figures."""
    leaves = {code: draw(LEAF) for code in CODES}
    dimension = {"title": draw(LABELS), "children": {code: leaves[code] for code in CODES[:3]}}
    children = {"d": dimension, **{code: leaves[code] for code in CODES[3:]}}
    definition = {
        "index": "x",
        "title": draw(LABELS),
        "year": 2024,
        "defaults": {"normalisation": draw(METHODS), "missing": {"minimum_present": "1/2"}},
        "ranking": {"decimals": draw(st.integers(0, 3))},
        "bands": [{"name": draw(LABELS), "from": 50}, {"name": "low", "from": -1000}],
        "children": children,
    }
    scheme = {"scheme": "s", "weights": {"d": "60%"}, "remaining": "equal", "reason": draw(PLAIN)}
    figures = draw(st.lists(st.integers(1, 19), min_size=24, max_size=24, unique=False))
    return definition, scheme, figures


@settings(max_examples=5, deadline=None)
@given(indices(), st.sampled_from(["en", "zh"]))
def test_a_workbook_made_of_text_scores_the_same_and_gives_the_text_back(index, lang):
    definition, scheme, figures = index
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        rows = [f"u{u},{code},2024,{figures[6 * u + at] + u * at},observed,s"
                for u in range(4) for at, code in enumerate(CODES)]  # fmt: skip
        files = {
            "indicators/x.yaml": "# a comment\n" + block(definition),
            "weights/x/s.yaml": block(scheme),
            "data/x/units.csv": "code,name_en\n" + "".join(f"u{u},U{u}\n" for u in range(4)),
            "data/x/observations.csv": "unit,indicator,year,value,status,source\n"
            + "\n".join(rows),
            "data/x/sources.yaml": "s: {title: T}\n",
        }
        for name, text in files.items():
            (folder / "text" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "text" / name).write_text(text, "utf-8", newline="")
        own = load(folder / "text/indicators/x.yaml")
        convert(folder / "text", folder / "a.xlsx", lang)
        # saved by another program: what a reader of values has, and nothing else
        book = openpyxl.load_workbook(folder / "a.xlsx")
        held_bytes = io.BytesIO()
        book.save(held_bytes)
        (folder / "a.xlsx").write_bytes(held_bytes.getvalue())
        made = convert(folder / "a.xlsx", folder / "back")
        for name, text in files.items():
            assert (folder / "back" / name).read_bytes() == text.encode()
        try:
            scores = own.score("s").scores.to_csv()
        except Exception as refused:
            scores = type(refused).__name__
        try:
            found = load(folder / "a.xlsx").score("s").scores.to_csv()
        except Exception as refused:
            found = type(refused).__name__
        assert found == scores
        assert made.index == "indicators/x.yaml"
