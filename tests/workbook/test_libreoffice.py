"""A workbook that LibreOffice has filled in, worked out and saved scores as the text does."""

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from coopindex.project import convert, init, load, template

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")


def saved_again(file: Path, folder: Path) -> Path:
    """The workbook as LibreOffice opens, works out and saves it."""
    folder.mkdir()
    home = f"-env:UserInstallation=file://{folder / 'home'}"
    asked = ["--headless", home, "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run(
        ["soffice", *asked, "--outdir", str(folder), str(file)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return folder / file.name


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("like", ["hdi", "svi"])
def test_saved_there_it_is_the_same_index_to_the_last_byte(like, lang, tmp_path):
    init(tmp_path / "index", lang, like, workbook=True)
    init(tmp_path / "text" / "index", lang, like)
    own = load(tmp_path / "text/index/indicators/index.yaml")
    file = saved_again(tmp_path / "index" / "index.xlsx", tmp_path / "saved")
    book = load(file)
    assert book.score().scores.equals(own.score().scores)
    assert book.score().provenance == own.score().provenance
    made = convert(file, tmp_path / "back")
    assert made.anew == ()
    for name in made.files:
        assert (tmp_path / "back" / name).read_bytes() == (
            tmp_path / "text" / "index" / name
        ).read_bytes()


def test_a_template_filled_with_formulas_and_worked_out_there_scores_as_its_index(tmp_path):
    own = load("city-networks")
    book = openpyxl.load_workbook(template("city-networks", tmp_path / "blank.xlsx"))
    sheet, data = book["Data"], own.content.data()
    head = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        unit = data.units.index(sheet.cell(row, head["unit"]).value)
        for at, leaf in enumerate(own.index.leaves):
            value = data.values[-1, unit, at]
            column = own.content.definition.column_of(leaf.code)
            if value == value:
                sheet.cell(row, head[column]).value = f"={float(value)!r}*2/2"
    book.save(tmp_path / "filled.xlsx")
    # a program wrote formulas and worked none of them out
    with pytest.raises(ValueError, match="without a stored result"):
        load(tmp_path / "filled.xlsx").score()
    found = load(saved_again(tmp_path / "filled.xlsx", tmp_path / "saved"))
    assert found.score().scores["score"].tolist() == own.score().scores["score"].tolist()
