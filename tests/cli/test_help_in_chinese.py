"""Help in Chinese: complete, of every command and option, wherever `--lang zh` stands."""

import re
import subprocess
import sys
from inspect import cleandoc

import pytest
from rich.cells import cell_len

from coopindex.cli import FINE, USAGE, main
from coopindex.cli.app import COMMANDS, program
from coopindex.cli.help import taken
from coopindex.phrases.help import SAID
from coopindex.phrases.placeholder import PHRASES

CHINESE = re.compile(r"[\u4e00-\u9fff]")
# words that the English texts of help are made of, in a row
ENGLISH = re.compile(r"[A-Za-z]+ [a-z]+ [a-z]+")
# in which option a value is written as one of those that are named
LITERAL = {"A=B", "B=A", "N", "K", "ignore", "index|scheme|plan", "each|all"}


@pytest.fixture(scope="module")
def spoken():
    """Every command and the program itself, each with the context in which it helps."""
    group = program()
    outer = group.make_context("coopindex", [], resilient_parsing=True)
    every = {name: group.get_command(outer, name) for name in COMMANDS}
    return {"": (group, outer)} | {
        name: (command, command.make_context(name, [], parent=outer, resilient_parsing=True))
        for name, command in every.items()
    }


def texts(command, context):
    """Every text that a command's help says in English."""
    for paragraph in cleandoc(command.help or "").split("\n\n"):
        yield " ".join(paragraph.split())
    for each in command.get_params(context):
        yield getattr(each, "help", None)
    yield command.epilog


def test_every_text_of_help_has_its_chinese_and_none_is_left_over(spoken):
    said = {text for found in spoken.values() for text in texts(*found) if text}
    said |= {about for _, about in COMMANDS.values()}
    assert said - set(SAID) == set(), "say it in Chinese in phrases/help.py"
    assert set(SAID) - said == set(), "no help says it any more"


def test_every_option_and_argument_is_told_in_chinese(spoken):
    for name, found in spoken.items():
        for each in taken(*found):
            assert CHINESE.search(each.does), (name, each)
            # the names of choices and shells stand as they are typed
            assert not ENGLISH.search(" ".join([each.does, *each.further])), (name, each)


def test_what_stands_for_a_value_is_said_in_chinese(spoken):
    written = {
        each.metavar.strip("[]")
        for command, context in spoken.values()
        for each in command.get_params(context)
        if each.metavar
    }
    choices = {text for text in written if text.islower() or "_" in text}
    assert written - choices - LITERAL <= set(PHRASES)
    assert set(PHRASES) <= written | {"int", "float"}


@pytest.mark.parametrize("columns", ["80", "120"])
def test_no_line_is_wider_than_the_terminal_and_texts_stand_below_each_other(
    columns, monkeypatch, capsys
):
    monkeypatch.setenv("COLUMNS", columns)
    for name in COMMANDS:
        assert main([name, "--lang", "zh", "--help"]) == FINE
        lines = capsys.readouterr().out.splitlines()
        assert max(map(cell_len, lines)) <= 80
        options = lines[lines.index("选项：") + 1 :]
        starts = {
            cell_len(found[0])
            for line in options
            if (found := re.match(r" +(?:-.*?  +(?=[^ -]))?(?=[^ -])", line))
        }
        assert len(starts) == 1, name


@pytest.mark.parametrize(
    "asked",
    [
        ["--lang", "zh"],
        ["--lang=zh"],
        ["--lang", "zh", "--help"],
        ["--help", "--lang", "zh"],
        ["--lang", "zh", "-h"],
    ],
    ids=" ".join,
)
def test_the_program_helps_in_chinese(asked, capsys):
    assert main(asked) == FINE
    out = capsys.readouterr().out
    assert out.startswith("用法：coopindex [选项] 命令 [参数]...\n")
    assert all(f"\n  {name} " in out for name in COMMANDS)
    assert not ENGLISH.search(out)


@pytest.mark.parametrize(
    "asked",
    [
        ["--lang", "zh", "score", "--help"],
        ["score", "--lang", "zh", "--help"],
        ["score", "--help", "--lang", "zh"],
    ],
    ids=" ".join,
)
def test_a_command_helps_in_chinese_wherever_the_language_stands(asked, capsys):
    assert main(asked) == FINE
    out = capsys.readouterr().out
    assert out.startswith("用法：coopindex score [选项] 指数\n")
    assert out.count("［默认：en］") == 1


def test_the_language_before_a_command_is_the_commands_and_the_last_one_holds(capsys):
    lines = {}
    for asked in (
        ["score", "city-networks", "--lang", "zh"],
        ["--lang", "zh", "score", "city-networks"],
        ["--lang", "en", "score", "city-networks", "--lang", "zh"],
        ["--lang", "zh", "score", "city-networks", "--lang", "en"],
    ):
        assert main(asked) == FINE
        lines[" ".join(asked)] = capsys.readouterr().out
    chinese, before, last, english = lines.values()
    assert chinese == before == last != english
    assert not CHINESE.search(english.splitlines()[2])


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_the_language(command, spoken):
    assert any("--lang" in each.opts for each in spoken[command][0].params)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["score"], "缺少参数“指数”\n"),
        (["score", "x", "--json=3"], "选项'--json'不带值\n"),
        (["convert", "x"], "缺少参数“目标”\n"),
        (["explain", "city-networks", "x"], "参数“评价对象”的值无效：`x`不是"),
        (["score", "x", "--nodse"], "没有选项--nodse"),
        (["scor"], "没有命令'scor'。是否应为'score'？\n"),
    ],
    ids=str,
)
def test_a_slip_before_or_behind_the_language_is_told_in_chinese(asked, said, capsys):
    for line in (["--lang", "zh", *asked], [*asked, "--lang", "zh"]):
        assert main(line) == USAGE
        err = capsys.readouterr().err
        assert err.startswith(said)
        assert "建议：" in err


def test_chinese_help_is_imported_by_those_alone_who_ask_for_it():
    code = (
        "import sys; from coopindex.cli import main; "
        "main(['score', 'city-networks']); main(['score', '--help']); "
        "print(sorted(sys.modules), file=sys.stderr)"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = set(eval(found.stderr.splitlines()[-1]))
    assert not loaded & {"coopindex.cli.help", "coopindex.phrases.help"}
