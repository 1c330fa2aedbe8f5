"""With `--lang zh` every command says everything of its own in Chinese."""

import re
from functools import cache
from pathlib import Path

import pytest

from coopindex.cli import main
from coopindex.cli.app import COMMANDS
from coopindex.methods.registry import methods
from coopindex.methods.stages import STAGES
from coopindex.project import load, names
from coopindex.report.facts.method import CHECKLIST
from coopindex.report.pages.methods import written

PANEL = Path(__file__).parent / "panel" / "indicators" / "panel.yaml"
INDICES = [*names(), str(PANEL)]
WORD = r"(?<![\w{])[A-Za-z][A-Za-z'’]+(?![\w}])"
WORDS = re.compile(f"{WORD}(?:[,;:.]? {WORD}){{2,}}", re.ASCII)
# codes; a formula; a method's literature; a problem as it was met where something could not vary
APART = re.compile(r"`[^`]*`|^(?:文献|公式)：.*$|^.*未变动：.*$", re.MULTILINE)
FOLDERS = ("indicators", "weights", "data", "robustness")


@cache
def by_analysts(index):
    """Everything that the analysts of an index wrote, each word one blank from the next."""
    project = load(index)
    root, code = project.content.root, project.code
    files = [
        path
        for folder in FOLDERS
        for path in (root / folder).rglob("*")
        if path.suffix in (".yaml", ".csv") and code in path.as_posix()
    ]
    return " ".join(" ".join(path.read_text("utf-8") for path in files).replace('"', "").split())


@cache
def codes():
    """The names of methods and of their options."""
    every = [method for stage in STAGES for method in methods(stage.name).values()]
    options = {option.name for method in every for option in written(method)}
    return {"method", *(stage.name for stage in STAGES), *(m.name for m in every), *options}


def english(said, *indices):
    """Words in a row that neither the analysts wrote nor are codes."""
    theirs = " ".join(map(by_analysts, indices))
    runs = [run for run in WORDS.findall(APART.sub("", said)) if run not in theirs]
    return [run for run in runs if not codes().issuperset(re.findall(r"[\w']+", run))]


@pytest.fixture
def says(capsys):
    """Run a command, and return its code and everything that it says."""

    def of(*command):
        code = main([*command, "--lang", "zh"])
        streams = capsys.readouterr()
        return code, streams.out + streams.err

    return of


def questions(index):
    """Every command about an index."""
    project = load(index)
    schemes = [name for name in project.content.weight_names() if " " not in name][:2]
    unit = project.score().scores["unit"].iloc[1]
    yield from (["validate", index], ["score", index, "--nodes"], ["score", index, "--scale"])
    yield from (["explain", index, unit], ["verify", index], ["guarantee", index])
    yield from (["obstacles", index], ["obstacles", index, unit], ["growth", index])
    yield ["strengths", index]
    yield from (["groups", index, "--by", group] for group in [*project.score().data.groups][:1])
    yield ["uncertainty", index, "--draws", "16"]
    yield ["sensitivity", index, "--draws", "16"]
    yield ["sensitivity", index, "--factors", "--draws", "4"]
    yield ["audit", index, "--draws", "16"]
    yield ["audit", index, "--draws", "16", "--table", "all"]
    groups = [["--by", group] for group in list(project.score().data.groups)[:1]]
    yield ["disparity", index, *(groups[0] if groups else [])]
    if len(schemes) > 1:
        yield ["compare", index, *(part for name in schemes for part in ("--weights", name))]
    if project.content.definition.form.robustness is not None or len(schemes) > 2:
        yield ["scenarios", index]
    if index == str(PANEL):
        yield from (["change", index], ["growth", index])
        yield ["score", index, "--year", "all"]


@pytest.mark.parametrize("index", INDICES, ids=lambda index: Path(index).stem)
def test_about_an_index_only_its_analysts_speak_english(index, says):
    for command in questions(index):
        code, said = says(*command)
        if command[0] == "scenarios" and code:
            # an index without scenarios has a problem of its own to tell
            continue
        assert code == 0, (command, said)
        assert english(said, index) == [], command


@pytest.mark.parametrize("index", INDICES, ids=lambda index: Path(index).stem)
def test_in_a_report_only_the_analysts_speak_english(index, says, tmp_path):
    # what is said of every format is the same of every index: once it is listened to
    few = () if index == str(PANEL) else ("--formats", "md")
    code, said = says("report", index, "--draws", "16", "--output", str(tmp_path), *few)
    assert code == 0, said
    page = next(tmp_path.rglob("report.md")).read_text("utf-8").replace("\\", "")
    page = page.replace(CHECKLIST, "")  # is cited as it is called
    assert english(said.replace(str(tmp_path), "") + page, index) == []


@pytest.mark.parametrize(
    "command",
    [["list"], ["methods"], *(["methods", stage.name] for stage in STAGES)],
    ids=" ".join,
)
def test_lists_are_in_chinese(command, says):
    code, said = says(*command)
    assert code == 0
    assert english(said, *names()) == []


@pytest.mark.parametrize("stage", [stage.name for stage in STAGES])
def test_a_method_is_documented_in_chinese_and_cites_as_it_is_cited(stage, says):
    for method in methods(stage).values():
        code, said = says("methods", stage, method.name)
        assert code == 0
        assert english(said) == [], method.name
        assert ("文献：" in said) == bool(re.search(r"https?://|\(\d{4}\)", method.documentation))


def test_a_new_project_is_handed_over_in_chinese(says, tmp_path):
    code, said = says("init", str(tmp_path / "new"))
    assert code == 0
    assert english(said.replace(str(tmp_path), "")) == []
    readme = (tmp_path / "new" / "README.md").read_text("utf-8")
    assert english(re.sub(r"^    .*$", "", readme, flags=re.MULTILINE)) == []


def test_an_import_is_told_in_chinese(says, tmp_path):
    text = (
        "No.,city,kind,a,b,rank\n,,,tons,days,\n1,Oslo,x,1,n/a,2\n2,Rome,x,3,4,1\n3,Pisa,y,2,5,3\n"
    )
    (tmp_path / "t.csv").write_text(text, "utf-8")
    code, said = says("import", str(tmp_path / "t.csv"), "-o", str(tmp_path / "new"))
    assert code == 0, said
    said += (tmp_path / "new" / "README.md").read_text("utf-8")
    said = re.sub(r"^    .*$", "", said, flags=re.MULTILINE)
    assert english(said.replace(str(tmp_path), "")) == []
    code, said = says("import", str(tmp_path / "t.csv"), "--only", "city", "--missing", "tons")
    assert code == 3
    assert english(said.replace(str(tmp_path), "")) == []


def test_a_scale_that_is_held_is_said_in_chinese(says, tmp_path):
    file = tmp_path / "scale.json"
    assert says("score", str(PANEL), "--scale", "--format", "json", "-o", str(file))[0] == 0
    code, said = says("score", str(PANEL), "--on-scale", str(file))
    assert code == 0
    assert "沿用" in said
    assert english(re.sub("“[^”]*”", "", said).replace(str(tmp_path), ""), str(PANEL)) == []


def test_the_last_of_several_years_is_counted_as_years_are(says):
    code, said = says("disparity", "china-ceec-human-development", "--by", "region")
    assert code == 0
    assert "此处仅列最后一年" in said


def test_english_is_found():
    assert english("这里 some English words 还在") == ["some English words"]
    assert english("其他`coopindex methods NAME`") == []


def test_every_command_is_walked():
    walked = {command[0] for index in INDICES for command in questions(index)}
    elsewhere = {"report", "chart", "list", "methods", "init", "elicit", "import", "convert"}
    assert walked | elsewhere == set(COMMANDS) - {"schema"}


@pytest.mark.parametrize("answers", ["pairs.csv", "references.csv"])
def test_of_experts_everything_is_said_in_chinese(answers, says):
    folder, index = PANEL.parents[3] / "docs" / "everything", "china-ceec-human-development"
    file, accept = str(folder / answers), "--accept-inconsistency"
    for further in ((), (accept,), (accept, "--method", "points")):
        _, said = says("elicit", index, "--answers", file, *further)
        assert english(said, index) == []
