"""A folder of text and a workbook are the same index, there and back, to the last byte."""

import base64
import zlib
from pathlib import Path

import openpyxl
import pytest

from coopindex.problems import InvalidInput
from coopindex.project import convert, init, load, mark, names, recipes

HIDDEN = ("Text files", "文本文件")
ROOT = Path(__file__).parents[2]
ODD = [
    ROOT / "tests/docs/everything/indicators/everything.yaml",
    *sorted(ROOT.glob("tests/layouts/*/indicators/*.yaml")),
    *sorted(ROOT.glob("tests/cli/panel/indicators/*.yaml")),
    *sorted(ROOT.glob("docs/tutorial/*/indicators/*.yaml")),
]


def source_of(name, folder):
    """An index by its name, a recipe as a project, or the example."""
    if isinstance(name, Path) or name in names():
        return name
    init(folder / "project", like=None if name == "example" else name)
    return next((folder / "project" / "indicators").glob("*.yaml"))


def what(project):
    """What must stay: the scores, and the digests of the index and of its data."""
    scored = project.score()
    return (
        scored.scores.to_csv(),
        scored.provenance["index_digest"],
        scored.provenance["data_digest"],
        scored.provenance["weights_digest"],
    )


# every other one in Chinese
ALL = [*enumerate([*names(), *recipes(), "example", *ODD])]


@pytest.mark.parametrize(
    ("name", "lang"), [(name, ("en", "zh")[at % 2]) for at, name in ALL], ids=str
)
def test_text_made_a_workbook_and_text_again_is_the_same_index(name, lang, tmp_path):
    own = load(source_of(name, tmp_path))
    convert(own.content.path, tmp_path / "index.xlsx", lang)
    book = load(tmp_path / "index.xlsx")
    made = convert(tmp_path / "index.xlsx", tmp_path / "text")
    again = load(tmp_path / "text" / made.index)
    assert what(book) == what(own)
    assert what(again) == what(own)
    assert made.anew == ()
    assert {flag.code for flag in book.validate()} == {flag.code for flag in own.validate()}


@pytest.mark.parametrize("name", [*names(), *recipes(), "example"])
def test_the_sheets_alone_say_all_that_is_scored(name, tmp_path):
    own = load(source_of(name, tmp_path))
    convert(own.content.path, tmp_path / "index.xlsx")
    book = openpyxl.load_workbook(tmp_path / "index.xlsx")
    for title in set(HIDDEN) & set(book.sheetnames):
        del book[title]
    book.save(tmp_path / "bare.xlsx")
    bare = load(tmp_path / "bare.xlsx")
    made = convert(tmp_path / "bare.xlsx", tmp_path / "text")
    again = load(tmp_path / "text" / made.index)
    assert bare.score().scores.equals(own.score().scores)
    assert what(again) == what(bare)
    assert bare.content.weight_names() == own.content.weight_names()


NOTED = {
    "README.md": "# Ports\n\nWhat this is.\n",
    "data/x/README.md": "Figures of *2024*.\r\n",
    "weights/x/README.zh.md": "权重由专家确定。\n",
    "robustness/x/LICENCE": "MIT\n",
}


def bytes_in(folder):
    """Every file of a folder by its name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*") if path.is_file()}  # fmt: skip


def test_what_is_written_for_readers_is_carried_there_and_back(tmp_path):
    folder = project(tmp_path / "p")
    for name, text in NOTED.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    convert(folder, tmp_path / "a.xlsx")
    convert(tmp_path / "a.xlsx", tmp_path / "text")
    assert bytes_in(tmp_path / "text") == bytes_in(folder)
    (tmp_path / "again").mkdir()
    convert(tmp_path / "text", tmp_path / "again" / "a.xlsx")
    assert (tmp_path / "again" / "a.xlsx").read_bytes() == (tmp_path / "a.xlsx").read_bytes()


@pytest.mark.parametrize("name", ["../evil.md", "/evil.md", "data/../../evil.md", "C:\\evil.md"])
@pytest.mark.parametrize("way", ["note", "option"])
def test_no_file_of_a_workbook_is_written_outside_the_folder(name, way, tmp_path):
    convert(project(tmp_path / "p"), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    if way == "note":
        packed = base64.b64encode(zlib.compress(b"evil")).decode()
        book[HIDDEN[0]].append([name, "", "", packed])
    else:
        book["Options"].append(["sheet: Units", "file", name.replace(".md", ".csv")])
    book.save(tmp_path / "b.xlsx")
    before = bytes_in(tmp_path)
    with pytest.raises(InvalidInput):
        convert(tmp_path / "b.xlsx", tmp_path / "to" / "text")
    assert bytes_in(tmp_path) == before


def test_files_beside_that_are_none_of_the_index_are_named(tmp_path):
    folder = project(tmp_path / "p")
    (folder / "data" / "x" / "fetch.py").write_text("pass", "utf-8")
    assert convert(folder, tmp_path / "a.xlsx").aside == ("data/x/fetch.py",)


def test_what_of_a_workbook_is_no_part_of_the_index_is_named(tmp_path):
    convert(project(tmp_path / "p"), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    book.create_sheet("Sketches")["A1"].value = "mine"
    sheet = book["Framework"]
    at = sheet.max_column + 1
    sheet.cell(1, at).value, sheet.cell(2, at).value = "who asked", "Ann"
    book.save(tmp_path / "b.xlsx")
    made = convert(tmp_path / "b.xlsx", tmp_path / "text")
    assert made.unread == ("Sketches", f"Framework!{sheet.cell(1, at).coordinate}")


def test_editors_find_the_schemas_that_texts_name(tmp_path):
    init(tmp_path / "own" / "ports")
    init(tmp_path / "book" / "ports", workbook=True)
    convert(tmp_path / "book" / "ports" / "index.xlsx", tmp_path / "text")
    assert bytes_in(tmp_path / "text") == bytes_in(tmp_path / "own" / "ports")


@pytest.mark.parametrize(
    ("name", "lang"), [(name, ("zh", "en")[at % 2]) for at, name in ALL if at % 3 == 0], ids=str
)
def test_a_workbook_made_text_and_a_workbook_again_is_the_same_to_the_last_byte(
    name, lang, tmp_path
):
    convert(load(source_of(name, tmp_path)).content.path, tmp_path / "a.xlsx", lang)
    made = convert(tmp_path / "a.xlsx", tmp_path / "text")
    (tmp_path / "again").mkdir()
    convert(tmp_path / "text" / made.index, tmp_path / "again" / "a.xlsx", lang)
    assert (tmp_path / "again" / "a.xlsx").read_bytes() == (tmp_path / "a.xlsx").read_bytes()


def test_the_same_files_give_the_same_bytes(tmp_path):
    made = [tmp_path / name / "index.xlsx" for name in ("one", "two")]
    for file in made:
        file.parent.mkdir()
        convert("china-ceec-cities", file)
    assert made[0].read_bytes() == made[1].read_bytes()


def test_comments_come_back_as_long_as_the_sheets_say_the_same(tmp_path):
    convert("china-ceec-cities", tmp_path / "a.xlsx")
    convert(tmp_path / "a.xlsx", tmp_path / "text")
    there = (tmp_path / "text/indicators/china-ceec-cities.yaml").read_bytes()
    assert there == (ROOT / "indicators/china-ceec-cities.yaml").read_bytes()


def test_of_a_changed_file_it_is_said_that_its_comments_are_gone(tmp_path):
    convert("china-ceec-cities", tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet = book["Options"]
    at = next(cell.row for cell in sheet["B"] if cell.value == "title.en")
    sheet[f"C{at}"].value = "Another title"
    book.save(tmp_path / "b.xlsx")
    made = convert(tmp_path / "b.xlsx", tmp_path / "text")
    assert made.anew == ("indicators/china-ceec-cities.yaml",)
    again = load(tmp_path / "text" / made.index)
    assert str(again.index.title) == "Another title"
    assert again.score().scores.equals(load("china-ceec-cities").score().scores)


def test_nothing_is_overwritten(tmp_path):
    convert("city-networks", tmp_path / "a.xlsx")
    with pytest.raises(InvalidInput, match="there already"):
        convert("city-networks", tmp_path / "a.xlsx")
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "mine").write_text("mine")
    with pytest.raises(InvalidInput, match="not empty"):
        convert(tmp_path / "a.xlsx", tmp_path / "text")


def test_two_states_of_a_workbook_stand_side_by_side(tmp_path):
    file = tmp_path / "a.xlsx"
    convert("city-networks", file)
    first = load(file)
    book = openpyxl.load_workbook(file)
    book["Framework"]["C2"].value = "Another"
    book.save(file)
    second = load(file)
    assert first.score().scores.equals(second.score().scores)
    titles = [{str(node.title) for node in each.index.nodes} for each in (first, second)]
    assert ["Another" in each for each in titles] == [False, True]


def test_every_digit_of_a_number_is_kept(tmp_path):
    init(tmp_path / "text")
    file = tmp_path / "text/data/text/observations.csv"
    file.write_text(file.read_text("utf-8").replace(",820,", ",42.639198818286346,"), "utf-8")
    own = load(tmp_path / "text/indicators/text.yaml")
    convert(tmp_path / "text", tmp_path / "a.xlsx")
    mark(tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    for name in ("a", "b"):
        found = load(tmp_path / f"{name}.xlsx")
        assert found.content.data().values[0, 0, 0] == 42.639198818286346
        assert found.score().scores.equals(own.score().scores)


def project(folder, **changed):
    """A small index whose files are texts, some of them changed."""
    files = {
        "indicators/x.yaml": "index: x\nyear: 2024\nchildren:\n  a:\n  b:\n",
        "data/x/sources.yaml": "s: {title: Ours}\n",
        "data/x/units.csv": "code,name_en\nu,Alder\nv,Birch\nw,Elm\n",
        "data/x/observations.csv": "unit,a,b\nu,1,3\nv,2,2\nw,3,2\n",
    } | {name.replace("__", "/").replace("_csv", ".csv").replace("_yaml", ".yaml"): text
         for name, text in changed.items()}  # fmt: skip
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_merged_cells_of_a_table_stay_merged(lang, tmp_path):
    text = "index: x\nyear: 2024\ndata: {observations: figures.xlsx}\nchildren:\n  a:\n  b:\n"
    folder = project(tmp_path / "p", indicators__x_yaml=text)
    book = openpyxl.Workbook()
    rows = [
        "unit indicator value status source",
        "u a 1",
        "- b 3",
        "v a 2",
        "- b 1",
        "w a 3",
        "- b 2",
    ]
    for row in rows:
        cells = [None if cell == "-" else cell for cell in row.split()]
        book.active.append(cells if "unit" in row else [*cells, "observed", "s"])
    for row in (2, 4, 6):
        book.active.merge_cells(f"A{row}:A{row + 1}")
    book.save(folder / "indicators" / "figures.xlsx")
    own = load(folder / "indicators/x.yaml")
    convert(folder, tmp_path / "a.xlsx", lang)
    assert load(tmp_path / "a.xlsx").score().scores.equals(own.score().scores)


def test_a_sign_that_no_cell_can_hold_is_refused_in_a_table(tmp_path):
    folder = project(tmp_path / "p", data__x__units_csv="code,name_en\nu,Al\x1bder\nv,B\nw,C\n")
    with pytest.raises(InvalidInput, match=r"units.csv: .*name_en, row 2 of sheet Units"):
        convert(folder, tmp_path / "a.xlsx")
    assert not (tmp_path / "a.xlsx").exists()


def test_a_label_that_is_a_header_in_chinese_takes_no_column_away(tmp_path):
    text = ("index: x\nyear: 2024\nvariables:\n  v: {measure: {en: year, zh: 年份}}\n"
            "children:\n  a:\n  b:\n")  # fmt: skip
    rows = "".join(f"{unit},{code},{year},{at + year - 2022 + (code == 'b') * at * at},observed,s\n"
                   for year in (2023, 2024) for at, unit in enumerate("uvw")
                   for code in ("a", "b", "v"))  # fmt: skip
    table = f"unit,indicator,year,value,status,source\n{rows}"
    folder = project(tmp_path / "p", indicators__x_yaml=text, data__x__observations_csv=table)
    own = load(folder / "indicators/x.yaml")
    convert(folder, tmp_path / "a.xlsx", "zh")
    assert load(tmp_path / "a.xlsx").score().scores.equals(own.score().scores)


def test_what_links_lead_out_of_the_project_to_is_named_or_refused(tmp_path):
    folder = project(tmp_path / "p")
    (tmp_path / "notes.txt").write_text("a secret", "utf-8")
    (folder / "NOTES.md").symlink_to(tmp_path / "notes.txt")
    (folder / "README.md").write_text("own", "utf-8")
    (folder / "README.zh.md").symlink_to("README.md")
    found = convert(folder, tmp_path / "a.xlsx")
    assert found.aside == ("NOTES.md",)
    back = convert(tmp_path / "a.xlsx", tmp_path / "q")
    assert {"README.md", "README.zh.md"} <= {*back.files}
    assert "NOTES.md" not in back.files
    (tmp_path / "units.csv").write_bytes((folder / "data/x/units.csv").read_bytes())
    (folder / "data/x/units.csv").unlink()
    (folder / "data/x/units.csv").symlink_to(tmp_path / "units.csv")
    with pytest.raises(InvalidInput, match="lies outside the project"):
        convert(folder, tmp_path / "b.xlsx")


def test_a_folder_beside_an_indexs_files_is_named_where_it_is_left(tmp_path):
    folder = project(tmp_path / "p")
    for name in ("data/x/raw", "weights/x/old"):
        (folder / name).mkdir(parents=True)
        (folder / name / "a.csv").write_text("a", "utf-8")
    assert convert(folder, tmp_path / "a.xlsx").aside == ("data/x/raw/", "weights/x/old/")
