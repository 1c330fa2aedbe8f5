"""Every command line that README.md, docs/ and the projects' own READMEs show runs, and ends well.

In a copy of what a clone holds, with nothing beside it; those of a new project's README in a new
project. Commands that draw draw little where they name no number.
"""

import re
import shlex
import shutil
from functools import cache
from pathlib import Path

import pytest
from made import commands

from coopindex.cli import main
from coopindex.cli.app import COMMANDS
from coopindex.content.new_project import start

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = {
    ROOT / "src/coopindex/content/template/README.md": "en",
    ROOT / "src/coopindex/content/template/README.zh.md": "zh",
}
# the site's page of every command, beside which lines of `start/` and `explain/` run in order
# (tests/site/test_pages.py)
HOW_TO = commands.FILE
PAGES = (
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "weights").glob("*/README.md")),
    *TEMPLATES,
)
# what a Chinese page shows is run where the English one shows it, unless it differs
CHINESE = sorted((ROOT / "docs/zh").glob("*.md"))
# what stands for a word of the reader's own -> such a word
FILLED = {
    "my-index --like NAME": "like-another --like svi",
    "DIR --like NAME": "like-one --like hdi",
    "STAGE NAME": "normalisation min_max",
    "FROM,TO": "2015,2021",
    "change INDEX": "change china-ceec-human-development",
    "INDEX UNIT": "china-ceec-cities tianjin",
    "-w SCHEME -w SCHEME": "-w cass -w equal",
    "INDEX": "china-ceec-cities",
    "NAME": "china-ceec-cities",
    "COMMAND": "score",
    "FILE": "written.csv",
    "path/to/": "",
    "NODE=SHARE": "trade=30%",
}
# commands spoken of by name, without what they are asked
SPOKEN_OF = {f"coopindex {name}" for name in COMMANDS if name not in ("list", "methods", "schema")}
HD = "china-ceec-human-development"
# what is no command line of a bare clone -> where it is run, or why it is none
ELSEWHERE = {
    "coopindex verify tests/published/hdi.yaml": "needs the publishers' tables: tests/published",
    "coopindex score x --data new.xlsx --sheet Data": "tests/cli/test_own_files.py",
    f"coopindex elicit {HD} -a one.xlsx -a two.xlsx -o experts.yaml": "tests/elicitation",
    f"coopindex elicit {HD} --method bwm -o asked.yaml": "tests/elicitation/test_interview.py",
    f"coopindex score {HD} -w experts --top 3": "needs the scheme of the line above it",
    "coopindex score china-ceec-cities, its tables found in order before": "a line of benchmarks/",
}
BLOCK = re.MULTILINE | re.DOTALL
DRAWS = {"uncertainty", "sensitivity", "report"}


@cache
def shown(page):
    """Return the command lines of a page, in its blocks and in its sentences."""
    text = page.read_text("utf-8")
    fenced = "\n".join(re.findall(r"^```[^\n]*\n(.*?)^```$", text, BLOCK))
    blocks = re.findall(r"^(?:\$ )?(coopindex .*)$", fenced, re.MULTILINE)
    blocks += re.findall(r"^ {4}(?:\$ )?(coopindex .*)$", text, re.MULTILINE)
    spans = re.findall(r"`(coopindex(?: [^`\n]+)?)`", text)
    lines = (re.split(r"\s+#|\s*[|>]\s", line)[0] for line in (*blocks, *spans))
    return tuple(dict.fromkeys(line.strip() for line in lines if line != "coopindex"))


def shown_in_english(page):
    """Whether all lines of a Chinese page are the English one's too."""
    return {*shown(page)} <= {*shown(ROOT / "docs" / page.name)}


def of_a_recipe(page, line):
    """Whether a command line is about a recipe on its page; `test_recipes.py` runs it."""
    recipes = re.findall(r"^index: (\S+)$", page.read_text("utf-8"), re.MULTILINE)
    return any(word in recipes for word in line.split())


def filled(line):
    for word, own in FILLED.items():
        line = line.replace(word, own)
    words = shlex.split(line)[1:]
    few = words[0] in DRAWS and "--draws" not in words and "--help" not in words
    return [*words, "--draws", "16"] if few else words


# what later lines of a page rest on
MAKES = re.compile(r"coopindex (init|convert|import)\b| -o | --mark ")
TOLD = {HOW_TO: tuple(line for name in COMMANDS for line in commands.lines_of(name))}


def runs_on(page):
    """The lines of a page that run, in order."""
    return [
        line
        for line in TOLD.get(page) or shown(page)
        if line not in SPOKEN_OF
        and line not in ELSEWHERE
        and not (page not in TOLD and of_a_recipe(page, line))
    ]


def by_page():
    """One line is run once, however many pages show it; but what a page makes, on that page too."""
    seen, found = set(), {}
    own = (page for page in CHINESE if not shown_in_english(page))
    for page in (*PAGES, *own, HOW_TO):
        keys = {line: (page in TEMPLATES and page, *filled(line)) for line in runs_on(page)}
        found[page] = [line for line, key in keys.items() if MAKES.search(line) or key not in seen]
        seen |= set(keys.values())
    return {page: lines for page, lines in found.items() if lines}


RUN = by_page()


@pytest.fixture
def clone(tmp_path):
    """A copy of what commands read in a clone, and the files that pages show by their names."""
    folder = tmp_path / "clone"
    for name in ("indicators", "weights", "data", "robustness", "docs/tutorial", "tests/layouts"):
        shutil.copytree(ROOT / name, folder / name)
    for page in PAGES:
        for name, text in re.findall(r"^```\w+ (\S+)\n(.*?)^```$", page.read_text("utf-8"), BLOCK):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def new(tmp_path_factory):
    """New projects, one in each language."""
    folder = tmp_path_factory.mktemp("new")
    for lang in ("en", "zh"):
        start(folder / lang / "port-cities", lang)
    return folder


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_command_lines_of_a_page_run_one_after_another(page, clone, new, monkeypatch, capsys):
    own = TEMPLATES.get(page)
    monkeypatch.chdir(clone if own is None else new / own / "port-cities")
    for line in RUN[page]:
        assert main(filled(line)) == 0, f"{page}: {line}\n{capsys.readouterr().err}"


def test_what_is_left_out_is_still_shown_somewhere():
    everything = {line for page in PAGES for line in shown(page)}
    assert {*ELSEWHERE} <= everything


def test_every_page_with_commands_was_read():
    assert {page.name for page in RUN} >= {"README.md", "content.md", "robustness.md"}
    assert sum(map(len, RUN.values())) > 100
