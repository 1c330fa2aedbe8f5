"""Many problems are told as few, and none is lost."""

from hypothesis import given
from hypothesis import strategies as st

from coopindex.phrases import QUOTED, Wording
from coopindex.problems import SHOWN, InvalidInput, Problem, grouped, of_one_kind, told

PLACES = {
    "file": st.sampled_from([None, "data/a.csv", "data/b.csv", "indicators/a.yaml"]),
    "line": st.none() | st.integers(1, 9),
    "field": st.sampled_from([None, "gdp", "life", "children.gdp.bounds"]),
}
WORDINGS = st.one_of(
    st.builds(Wording, st.just("observation.bad-year"), year=st.text("0123abc", max_size=3)),
    st.builds(Wording, st.just("definition.no-index"), name=st.text("ab", max_size=2)),
    st.just(Wording("problem.no-source")),
)
LEVELS = st.sampled_from(["error", "flag"])
PROBLEMS = st.lists(
    st.builds(Problem, st.sampled_from(["one", "two"]), WORDINGS, LEVELS, **PLACES), max_size=60
)


def stands(problem: Problem) -> tuple[str, int]:
    return problem.file or "", problem.line or 0


@given(PROBLEMS)
def test_no_problem_is_lost_in_its_group(problems: list[Problem]) -> None:
    members = [problem for group in grouped(problems) for problem in group.members]
    assert len(members) == len(set(members))
    assert set(members) == set(problems)
    assert set(InvalidInput(problems).problems) == set(problems)


@given(PROBLEMS)
def test_problems_are_sorted_by_file_and_line(problems: list[Problem]) -> None:
    found = InvalidInput(problems)
    assert sorted(found.problems, key=stands) == list(found.problems)
    first = [group.first for group in found.groups]
    assert sorted(first, key=stands) == first


@given(PROBLEMS)
def test_of_a_group_all_are_of_one_level_one_code_and_one_file(problems: list[Problem]) -> None:
    for group in grouped(problems):
        assert len({(each.level, each.code, each.file) for each in group.members}) == 1


@given(st.integers(1, 99), st.sampled_from(["en", "zh"]))
def test_of_many_problems_the_first_are_shown_and_the_rest_is_counted(
    number: int, lang: str
) -> None:
    found = grouped(
        Problem("odd", Wording("problem.no-source"), file=f"{at:02}.csv") for at in range(number)
    )
    lines = list(told(found, lang))
    assert len(lines) == min(number, SHOWN + 1)
    if number > SHOWN:
        assert f"{number - SHOWN:,}" in lines[-1]
        assert "--all" in lines[-1]
    assert len(list(told(found, lang, most=None))) == number


@given(st.integers(1, 300))
def test_one_that_stands_for_many_makes_them_when_they_are_looked_at(number: int) -> None:
    made: list[int] = []

    def make(line: int) -> Problem:
        made.append(line)
        return Problem("odd", Wording("problem.no-source"), file="a.csv", line=line)

    lines = range(2, 2 + number)
    (group,) = grouped(of_one_kind(make, lines, lines, same=True))
    assert len(group) == number
    assert len(group.in_full()) < 200
    assert len(made) == 1
    assert [each.line for each in group.members] == list(lines)


@given(
    st.text(st.characters(codec="utf-8"), max_size=5_000),
    st.lists(st.text("abc", max_size=90), max_size=500),
)
def test_a_message_has_an_end(text: str, names: list[str]) -> None:
    message = Wording("definition.no-index", name=text)
    assert len(message) < QUOTED + 60
    assert len(message.again("zh")) < QUOTED + 60
    assert len(Wording("frame.known", known=names)) < 2_000
