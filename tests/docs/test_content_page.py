"""The page about content names the columns that the tables have."""

from pathlib import Path

from coopindex.content.data.schemas import columns_page, with_columns

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "content.md").read_text("utf-8")


def test_the_columns_are_those_of_the_models() -> None:
    assert with_columns(PAGE) == PAGE, "run make docs"
    assert "| observations | `year` |" in columns_page()
