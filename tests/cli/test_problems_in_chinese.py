"""What is wrong is said in Chinese where Chinese is asked for, whatever is wrong."""

import ast
import copy
import pickle
import re
import shutil
from pathlib import Path

import pytest

import coopindex
from coopindex.cli import main
from coopindex.phrases import Wording, recognised
from coopindex.problems import Problem, why
from coopindex.project import load

SOURCE = Path(coopindex.__file__).parent
BAD = Path(__file__).resolve().parents[1] / "bad"
CASES = sorted(path.name for path in BAD.iterdir() if path.name != "good")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# what is quoted, and names of files
QUOTED = re.compile(r"`[^`]*`|\"[^\"]*\"|'[^']*'|[\w./-]+\.(?:yaml|csv|md)")
SENTENCE = re.compile(r"[A-Za-z]+(?: [A-Za-z]+){2,}")
# names of what makes a problem, or carries one's message or hint: (which of its arguments say it)
MAKERS = {"Problem": (1,), "Undefined": (0,), "BadParameter": (0,), "problem": (1,), "refuse": (1,)}


def said_in_chinese(lines):
    assert lines
    for line in lines:
        assert CHINESE.search(line), line
        assert not SENTENCE.search(QUOTED.sub("", line)), line


@pytest.mark.parametrize("case", CASES)
def test_each_broken_input_is_told_in_chinese(case, tmp_path, monkeypatch, capsys):
    shutil.copytree(BAD / "good", tmp_path, dirs_exist_ok=True)
    shutil.copytree(BAD / case, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    main(["validate", "indicators/tiny.yaml", "--lang", "zh"])
    told = capsys.readouterr()
    # what is doubtful alone stands in the answer
    said_in_chinese(told.err.splitlines() or told.out.splitlines())


@pytest.mark.parametrize(
    "args",
    [
        ["scroe"],
        ["score"],
        ["score", "nowhere"],
        ["score", "nowhere.yaml"],
        ["score", "city-networks", "more", "arguments"],
        ["score", "city-networks", "--colour"],
        ["score", "city-networks", "--set", "a=b"],
        ["score", "city-networks", "--year", "x"],
        ["score", "city-networks", "--year", "1066"],
        ["score", "city-networks", "--weights", "nobody"],
        ["score", "city-networks", "-o", "answer.doc"],
        ["score", "city-networks", "-o", "no/such/folder/answer.csv"],
        ["explain", "china-ceec-cities", "Atlantis"],
        ["compare", "city-networks", "--weights", "equal"],
        ["guarantee", "city-networks", "--vary", "2"],
        ["uncertainty", "city-networks", "--draws", "0"],
        ["uncertainty", "city-networks", "--plan", "nobody"],
        ["scenarios", "city-networks", "--plan", "nobody"],
    ],
    ids=" ".join,
)
def test_each_slip_of_usage_is_told_in_chinese(args, capsys):
    assert main([*args, "--lang", "zh"]) in (2, 3)
    said_in_chinese(capsys.readouterr().err.splitlines())


def test_a_slip_of_usage_is_told_in_english_unless_chinese_is_asked_for(capsys):
    main(["score", "nowhere"])
    assert capsys.readouterr().err.startswith(
        "there is no index called `nowhere`\n    hint: known:"
    )


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.stem)
def test_no_problem_is_made_of_a_text_that_stands_in_the_code(path):
    """Types ask for a wording; where they cannot look (errors of others), this test does."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        places = MAKERS.get(name, ())
        texts = [node.args[place] for place in places if place < len(node.args)]
        texts += [
            keyword.value
            for keyword in node.keywords
            if places and keyword.arg in ("message", "hint")
        ]
        for text in texts:
            assert not isinstance(text, ast.JoinedStr | ast.Constant), ast.unparse(node)


def test_a_wording_survives_copies_and_other_processes():
    wording = Wording("frame.then", first=Wording("problem.no-source"), rest=3)
    for copied in (pickle.loads(pickle.dumps(wording)), copy.deepcopy(wording)):
        assert copied == wording
        assert copied.again("zh") == "数据没有注明来源；3"


def test_a_wording_inside_another_is_said_in_the_language():
    hint = Wording("frame.known", known=["a", "b"])
    problem = Problem("odd", Wording("problem.no-source"), file="a.csv", hint=hint)
    assert str(problem) == "a.csv: names no source for its figures\n    hint: known: a, b"
    assert problem.in_full("zh") == "a.csv：数据没有注明来源\n    建议：可用：a、b"
    assert problem.as_dict()["hint"] == "known: a, b"


def test_what_others_say_stays_as_it_is_unless_it_is_known():
    assert why(ValueError("odd")).again("zh") == "odd"
    assert recognised("something else", ["usage.parser-extra"]) is None


@pytest.mark.parametrize("index", ["china-ceec-countries", "china-ceec-provinces"])
def test_flags_are_told_in_chinese_and_the_notes_of_an_index_as_they_are(index):
    flags = load(index).validate()
    assert flags
    for flag in flags:
        said_in_chinese([flag.said("zh").partition("；")[0]])
        assert flag.hint is None or CHINESE.search(flag.hint.again("zh"))
