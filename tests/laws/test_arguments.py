"""Whatever a public call is given, it answers, or says by name what is wrong and what it takes."""

import inspect

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import coopindex
from coopindex import project
from coopindex.problems import InvalidInput

FRAME = pd.DataFrame({"gdp": [1, 2, 3.0], "rail": [3, 1, 2]}, index=list("abc"))
INDEX = coopindex.load("china-ceec-countries")
SCORING = INDEX.score()
DRAWN = SCORING.uncertainty(draws=16)
ASKED = (
    *(INDEX, SCORING, SCORING.plot, DRAWN, SCORING.sensitivity(draws=4), SCORING.scenarios()),
    *(SCORING.weight_sensitivity(draws=8), SCORING.guarantee(seconds=0), SCORING.grid()),
    *(
        SCORING.audit(simulated=DRAWN),
        SCORING.explain("croatia"),
        SCORING.compare(),
        SCORING.obstacles(),
    ),
    *(SCORING.disparity(by="eu"), SCORING.groups("eu"), SCORING.chart("coverage")),
)
FREE = (
    *(coopindex.load, coopindex.score, project.charts, project.methods, project.schema),
    *(project.init, project.names, project.indices),
)
# what must be said of a call that takes something, where a default would not do
GIVEN = {
    "load": {"source": "china-ceec-countries"},
    "score": {"frame": FRAME, "tree": ["gdp"]},
    "from_frames": {"tree": ["gdp"], "observations": FRAME},
    "present": {"flags": ()},
    "explain": {"unit": "croatia"},
    "groups": {"by": "eu", "level": 0.9},
    "group_labels": {"group": "eu"},
    "group_rank": {"group": "eu"},
    "array": {"code": "trade"},
    "chart": {"name": "coverage"},
    "unit": {"text": "croatia"},
    "replay": {"settings": DRAWN.settings()},
    "questionnaire": {"method": "ahp", "file": "x.xlsx"},
    "interview": {"method": "ahp", "file": "x.csv"},
    "elicit": {"answers": "x.csv"},
    "write_scheme": {"found": None, "file": "x.yaml"},
    "init": {"folder": "x"},
    "report": {"folder": "x", "formats": "csv"},
    "table": {"name": "findings", "answer": None},
    "save": {"path": "x.svg"},
    "map": {"map_file": "x.geojson"},
    "ladder": {"unit": "croatia"},
    "gap": {"unit": "croatia"},
    "profile": {"unit": "croatia"},
    "band": {"value": 3.0},
    "attained_at": {"unit": "croatia", "best": True},
    "smallest_change": {"ahead": "croatia", "behind": "hungary"},
    "movers": {},
}
CHEAP = {"draws": 8, "seconds": 0}
# of arrays inside, which are no question; and what is put together from parts that are right
INSIDE = {"share_of_weight", "of", "need_one_year", "edition", "picture"}
MISFITS = (None, 3, 2.5, -1, True, "zz", "", b"zz", ["a"], [], ("a", 1), {"a": 1}, {}, object())
MISFITS = (*MISFITS, np.array([1.0]), FRAME, float("nan"), Exception())


def calls():
    for asked in ASKED:
        for name, _ in inspect.getmembers(type(asked), callable):
            if not name.startswith("_") and name not in INSIDE:
                yield f"{type(asked).__name__}.{name}", name, getattr(asked, name)
    for function in FREE:
        yield f"project.{function.__name__}", function.__name__, function


CALLS = sorted(calls(), key=lambda call: call[0])


@pytest.fixture(autouse=True)
def _aside(tmp_path, monkeypatch):
    """What is written goes into a folder of its own."""
    monkeypatch.chdir(tmp_path)


def problems_of(function, asked):
    """What is wrong with a call; whatever else is raised is no answer."""
    try:
        function(**asked)
    except InvalidInput as refused:
        return refused.problems
    return ()


@given(st.data())
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_call_answers_or_says_by_name_what_it_takes(data):
    _, name, function = data.draw(st.sampled_from(CALLS), label="call")
    takes = inspect.signature(function).parameters
    known = {**GIVEN.get(name, {}), **CHEAP}
    asked = {key: value for key, value in known.items() if key in takes}
    named = [each for each, taken in takes.items() if taken.kind not in (2, 4)]
    if not named:
        return
    wrong = data.draw(st.sampled_from(named), label="argument")
    asked[wrong] = data.draw(st.sampled_from(MISFITS), label="value")
    told = problems_of(function, asked)
    assert all(each.field or each.file or each.hint or each.value for each in told)


@pytest.mark.parametrize("switch", ["no", 0, None, "True", []])
def test_a_switch_is_true_or_false(switch):
    for ask in (
        lambda: SCORING.weight_sensitivity(draws=4, free_unknown=switch),
        lambda: SCORING.report("x", raw=switch),
        lambda: SCORING.plot.coverage(dark=switch),
        lambda: INDEX.elicit("x.csv", names=switch),
    ):
        with pytest.raises(InvalidInput, match=": should be True or False, not `"):
            ask()
    assert len(SCORING.rank(against=np.True_)) == 1


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: INDEX.elicit(None), "answers: should be a text, or a path, or a list, not `None`"),
        (lambda: INDEX.elicit([3]), "answers: `[3]` is neither a file nor a list of files"),
        (lambda: SCORING.audit(thresholds="x"), "thresholds: should be a mapping, not `x`"),
        (
            lambda: SCORING.chart("map", map_file=5),
            "map_file: should be a text, or a path, not `5`",
        ),
        (lambda: SCORING.report(None), "folder: should be a text, or a path, not `None`"),
        (lambda: SCORING.obstacles(progress="x"), "progress: should be a function, not `x`"),
        (
            lambda: INDEX.write_scheme(3, "x.yaml"),
            "found: a scheme is written of what `elicit` ret",
        ),
        (lambda: SCORING.listing(where=3), "where: "),
        (lambda: SCORING.audit(simulated=3), "simulated: "),
        (lambda: SCORING.percentile("zz"), "node: there is no `zz`"),
        (lambda: project.charts(lang="fr"), "lang: `fr` is none of en, zh"),
        (
            lambda: coopindex.Index.from_frames(["gdp"], FRAME, sources=object()),
            "sources: should be a mapping",
        ),
    ],
)
def test_an_argument_of_another_kind_is_refused_by_its_name(ask, said):
    with pytest.raises(InvalidInput) as caught:
        ask()
    assert said in str(caught.value)


@pytest.mark.parametrize("name", ["q.txt", "q.csv", "q", "q.xls"])
def test_a_questionnaire_is_a_workbook_and_answers_are_a_table(name, tmp_path):
    with pytest.raises(InvalidInput, match=r"file: a questionnaire is written as \.xlsx, not as"):
        INDEX.questionnaire("ahp", name)
    if not name.endswith(".csv"):
        with pytest.raises(InvalidInput, match=r"file: answers are kept as \.csv, not as"):
            INDEX.interview("ahp", name)
    assert list(tmp_path.iterdir()) == []


def test_strengths_take_groups_by_the_name_that_other_questions_have():
    assert SCORING.strengths(by="eu").equals(SCORING.strengths(by="eu", count=None))
    with pytest.raises(TypeError, match=r"Scoring\.strengths takes no `group`: write `by`"):
        SCORING.strengths(group="eu")


def test_what_goes_wrong_inside_with_right_arguments_is_not_laid_to_them(monkeypatch):
    def fail(*_, **__):
        raise TypeError("inside")

    monkeypatch.setattr("coopindex.questions.screening.screening", fail)
    with pytest.raises(TypeError, match=r"^inside$"):
        SCORING.screening()
