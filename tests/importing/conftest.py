"""Files as others have them: COINr's two tables, and workbooks in the COIN Tool's layout."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from coopindex import import_project, load
from coopindex.project import Project

# rows of Database above that of the codes, as COINr's reader of the tool has them
ROWS = {"weight": 7, "direction": 8, "lower": 9, "upper": 10, "index": 11, "si": 12, "p": 13,
        "sp": 14, "name": 15, "code": 16}  # fmt: skip
FRAMEWORK = ["Code", "Level", "Weight", "Parent", "Dimension/indicator", "Name"]


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a file of text, and return its path."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return write


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., Project]:
    """Import a file into a folder of its own, and return the project."""

    def run(file: Path, folder: str = "made", **said: Any) -> Project:
        return import_project(file, tmp_path / folder, **said).project

    return run


@pytest.fixture
def changed() -> Callable[..., Project]:
    """A project with other steps for all its indicators, and other keys of the index."""

    def change(project: Project, defaults: Mapping[str, Any], **keys: Any) -> Project:
        path = project.content.path
        definition = yaml.safe_load(path.read_text("utf-8"))
        definition["defaults"] |= defaults
        path.write_text(yaml.safe_dump(definition | keys, allow_unicode=True), "utf-8")
        return load(str(path))

    return change


@pytest.fixture
def coin_tool(tmp_path: Path) -> Callable[..., Path]:
    """A workbook in the COIN Tool's layout.

    indicators : each a mapping of parts (code, name, p, weight ...). dimensions : rows of
    Framework, code, weight and name. rows : name, code, and a figure an indicator.
    """
    openpyxl = pytest.importorskip("openpyxl")

    def make(
        indicators: Sequence[Mapping[str, Any]],
        dimensions: Sequence[tuple[str, float, str]],
        rows: Sequence[Sequence[Any]],
        name: str = "tool.xlsx",
        down: int = 0,
    ) -> Path:
        book = openpyxl.Workbook()
        database, framework = book.active, book.create_sheet("Framework")
        database.title = "Database"
        for column, indicator in enumerate(indicators, start=5):
            for part, row in ROWS.items():
                database.cell(row + down, column, indicator.get(part))
        for line, row in enumerate(rows, start=17 + down):
            for column, cell in zip([2, 3, *range(5, 5 + len(indicators))], row, strict=True):
                database.cell(line, column, "n/a" if cell is None else cell)
        for column, header in enumerate(FRAMEWORK, start=3):
            framework.cell(4 + down, column, header)
        for line, (code, weight, title) in enumerate(dimensions, start=5 + down):
            for column, cell in ((3, code), (5, weight), (7, title), (8, title)):
                framework.cell(line, column, cell)
        book.save(tmp_path / name)
        return tmp_path / name

    return make
