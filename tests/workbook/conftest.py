"""Workbooks of the example, changed as people change them."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest

from coopindex.problems import InvalidInput, Problem
from coopindex.project import init, load


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example as a workbook."""
    folder = tmp_path_factory.mktemp("made") / "ports"
    init(folder, workbook=True)
    return folder / "index.xlsx"


@pytest.fixture
def changed(made: Path, tmp_path: Path) -> Callable[[Callable[[Any], None]], Path]:
    """Change the example by hand and save it."""

    def change(by: Callable[[Any], None]) -> Path:
        book = openpyxl.load_workbook(made)
        by(book)
        file = tmp_path / "index.xlsx"
        book.save(file)
        return file

    return change


def column(sheet: Any, header: str) -> str:
    """The letter of a column by its header in the first row."""
    return next(cell.column_letter for cell in sheet[1] if cell.value == header)


def row(sheet: Any, text: str, letter: str = "A") -> int:
    """The first row whose cell in a column is a text."""
    return next(cell.row for cell in sheet[letter] if cell.value == text)


def at(sheet: Any, text: str, header: str) -> Any:
    """The cell of a row by its first cell, and of a column by its header."""
    return sheet[f"{column(sheet, header)}{row(sheet, text)}"]


def option(book: Any, setting: str) -> Any:
    """The cell of an option's value."""
    sheet = book["Options"]
    return sheet[f"C{row(sheet, setting, 'B')}"]


def problems_of(file: Path) -> tuple[Problem, ...]:
    """All that is wrong or doubtful."""
    try:
        return load(file).validate()
    except InvalidInput as invalid:
        return invalid.problems


def places_of(file: Path) -> dict[str | None, str]:
    """What is wrong or doubtful, by its cell."""
    return {problem.cell: problem.code for problem in problems_of(file)}


@pytest.fixture(scope="session")
def hand() -> SimpleNamespace:
    """What finds cells, and what is said of them."""
    return SimpleNamespace(at=at, option=option, problems=problems_of, places=places_of)
