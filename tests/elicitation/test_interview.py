"""A questionnaire asked line by line: resumable, and safe whenever it stops."""

import io
import json

import pytest

from coopindex.cli import main
from coopindex.problems import InvalidInput

FLAT = dict.fromkeys(["a", "b", "c"])


def typed(monkeypatch, *lines):
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_answers_are_kept_and_the_same_command_goes_on(index, monkeypatch, capsys, tmp_path, lang):
    index(FLAT)
    command = ["elicit", "x.yaml", "--method", "ahp", "-o", "experts.yaml", "--lang", lang]
    typed(monkeypatch, "2", "nonsense", "4")
    assert main(command) == 3
    assert (tmp_path / "experts.csv").read_text("utf-8").count("\n") == 3
    assert not (tmp_path / "experts.yaml").exists()
    typed(monkeypatch, "b", "4", "2")
    assert main(command) == 0
    assert '"a": 0.571428571428571' in (tmp_path / "experts.yaml").read_text("utf-8")
    capsys.readouterr()


def test_ranks_go_from_1_to_as_many_as_there_are(index, monkeypatch, tmp_path):
    index(FLAT)
    command = ["elicit", "x.yaml", "--method", "rank", "-o", "experts.yaml"]
    typed(monkeypatch, "2", "50")
    assert main(command) == 3
    typed(monkeypatch, "1", "3")
    assert main(command) == 0
    assert (tmp_path / "experts.csv").read_text("utf-8").count("\n") == 4


def test_ctrl_c_loses_nothing(index, monkeypatch, tmp_path):
    index(FLAT)

    class Stopped(io.StringIO):
        lines = iter(["1", "2"])

        def readline(self, *_):
            try:
                return next(self.lines) + "\n"
            except StopIteration:
                raise KeyboardInterrupt from None

    monkeypatch.setattr("sys.stdin", Stopped())
    assert main(["elicit", "x.yaml", "--method", "rank", "-o", "answers.csv"]) == 130
    assert (tmp_path / "answers.csv").read_text("utf-8").count("\n") == 3


def test_the_next_expert_is_asked_and_a_table_becomes_a_scheme(index, monkeypatch, capsys):
    index(FLAT)
    for answers in (("1", "2", "3", "4", "2"), ("1", "2", "2", "4", "2")):
        typed(monkeypatch, *("1", "2", answers[3], *answers[:0], "2", "2"))
        assert main(["elicit", "x.yaml", "--method", "bwm", "-o", "answers.csv"]) == 0
    capsys.readouterr()
    assert main(["elicit", "x.yaml", "-a", "answers.csv", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["experts"] == ["expert 1", "expert 2"]
    assert found["consistency"][0]["consistency_ratio"] == 0


def test_python_asks_as_the_command_does(index, tmp_path):
    project = index(FLAT)
    asking = project.interview("points", tmp_path / "a.csv", expert="Li")
    assert asking.question().number == 1
    with pytest.raises(InvalidInput):
        asking.answer("-3")
    for answer in ("50", "30", "20"):
        asking.answer(answer)
    assert asking.question() is None
    assert project.elicit(tmp_path / "a.csv", names=True).experts == ("Li",)
