"""Whatever a table holds, its import holds the same, and says what became of every column."""

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopindex import import_project, load
from coopindex.project import Project

CODES = st.text("abcdefgXYZ_.0123456789", min_size=1, max_size=8).filter(lambda t: t[0].isalpha())
HEADERS = st.one_of(CODES, st.text("aé城市值 %()'#:=\"-,1", min_size=1, max_size=9)).map(str.strip)
FIGURES = st.floats(-1e9, 1e9).map(lambda value: round(value, 6) + 0.0)
NAMES = st.text("abcÅ城é", min_size=2, max_size=9)


@st.composite
def tables(draw):
    """Units, headers, and figures in which every column has two different ones."""
    headers = draw(st.lists(HEADERS.filter(bool), min_size=1, max_size=5, unique_by=str.casefold))
    units = draw(st.lists(NAMES, min_size=3, max_size=6, unique_by=str.casefold))
    column = st.lists(FIGURES, min_size=len(units), max_size=len(units)).filter(
        lambda values: len(set(values)) > 1
    )
    return units, headers, [draw(column) for _ in headers]


def text_of(units, headers, columns, delimiter=",") -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow(["the unit", *headers])
    writer.writerows([unit, *map(repr, row)] for unit, row in zip(units, zip(*columns, strict=True),
                                                                  strict=True))  # fmt: skip
    return stream.getvalue()


# with a mark, as text without one may be read in several encodings
@settings(max_examples=25)
@given(tables(), st.sampled_from([",", ";"]))
def test_an_import_holds_the_figures_of_its_table_and_tells_every_column(table, delimiter):
    units, headers, columns = table
    with TemporaryDirectory() as folder:
        file = Path(folder) / "t.csv"
        file.write_text(text_of(units, headers, columns, delimiter), "utf-8-sig")
        said = {"units": "the unit", "only": headers, "layout": {"delimiter": delimiter}}
        found = import_project(file, Path(folder) / "made", **said)
        assert [fate.name for fate in found.draft.fates] == ["the unit", *headers]
        project = load(str(Path(folder) / "made" / "indicators" / "made.yaml"))
        raw = project.score().nodes("column")
        assert raw.index.tolist() == units
        np.testing.assert_array_equal(raw[[leaf.code for leaf in project.index.leaves]].T, columns)


@settings(max_examples=25)
@given(tables())
def test_what_is_imported_scores_as_the_same_frame_does(table):
    pd = pytest.importorskip("pandas")
    units, headers, columns = table
    codes = [f"c{at}" for at in range(len(headers))]
    frame = pd.DataFrame(dict(zip(codes, columns, strict=True)), index=units)
    expected = Project.from_frames(codes, frame, normalisation="min_max").score().scores
    with TemporaryDirectory() as folder:
        file = Path(folder) / "t.csv"
        file.write_text(text_of(units, codes, columns), "utf-8-sig")
        project = import_project(file, Path(folder) / "made", units="the unit", only=codes).project
        found = project.score().scores
    assert found["unit"].tolist() == expected["unit"].tolist()
    np.testing.assert_array_equal(found["score"], expected["score"])
