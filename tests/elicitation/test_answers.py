"""What is wrong in a questionnaire is said by sheet and cell; what is right becomes a scheme."""

import json

import numpy as np
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopindex import load
from coopindex.cli import main
from coopindex.content.elicitation.sheets import ASKED, INDEX, METHOD
from coopindex.methods.agreement import concordance, ranked
from coopindex.methods.elicitation import WAYS, at_odds, read_off
from coopindex.problems import InvalidInput

CODES = ["a", "b", "c"]
FLAT = dict.fromkeys(CODES)
DEEP = {
    "p": {"title": {"en": "Ports", "zh": "港"}, "children": dict.fromkeys(["a", "b"])},
    "q": {"children": {"c": None}},
    "r": {"children": dict.fromkeys(["d", "e", "f"])},
}
MARKS = {"index:": INDEX, "method:": METHOD, "asked:": ASKED}
GOOD = [[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]]
CONTRARY = [[1, 9, 1 / 9], [1 / 9, 1, 9], [9, 1 / 9, 1]]


def refused(call):
    with pytest.raises(InvalidInput) as found:
        call()
    return found.value.problems


def test_the_scheme_validates_scores_and_carries_its_evidence(index, asked, tmp_path):
    project = index(DEEP)
    book = asked(project, "points", experts=3)
    for expert, (first, second) in enumerate(((60, 40), (30, 70)), 1):
        book.single(expert, "x", ["p", "q", "r"], [50, 30, 20])
        book.single(expert, "p", ["a", "b"], [first, second])
        book.single(expert, "r", ["d", "e", "f"], [0, 50, 50])
    assert main(["elicit", "x.yaml", "-a", str(book.saved()), "-o", "experts.yaml"]) == 0
    scheme = load(str(tmp_path / "x.yaml")).content.scheme("experts.yaml")
    shares = dict(zip(project.index.position, scheme.weights, strict=False))
    nodes = project.index.position
    assert scheme.weights[nodes["a"]] == pytest.approx(0.45, abs=1e-12)
    assert scheme.weights[nodes["c"]] == 1.0
    assert scheme.weights[nodes["d"]] == 0.0
    assert shares
    text = (tmp_path / "experts.yaml").read_text("utf-8")
    assert 'experts: ["expert 1", "expert 2"]' in text
    assert 'date: "2025-11-26"' in text
    assert "kendall_w: " in text
    assert "questionnaire: " in text
    assert "digest: " in text


def test_a_blank_sheet_is_no_expert_and_is_flagged(index, asked):
    project = index(FLAT)
    book = asked(project, "rank", experts=2)
    book.single(2, "x", CODES, [1, 2, 3])
    found = project.elicit(book.saved())
    assert found.experts == ("expert 2",)
    assert [flag.code for flag in found.flags] == ["blank"]


@pytest.mark.parametrize("method", ["ahp", "rank", "points"])
def test_what_is_missing_is_said_by_family_and_cell(index, asked, method):
    project = index(FLAT)
    book = asked(project, method, experts=2)
    at = book.put(2, "x", "a", 1 if method == "ahp" else 0, 1)
    (problem,) = refused(lambda: project.elicit(book.saved()))
    assert problem.code == "incomplete"
    assert problem.field.startswith("Expert 2!")
    assert problem.field != at
    assert "`x`" in problem.message


def test_a_family_may_be_passed_over_and_others_stand_in(index, asked):
    project = index(DEEP)
    book = asked(project, "rank", experts=2)
    for expert in (1, 2):
        book.single(expert, "x", ["p", "q", "r"], [1, 2, 3])
        book.single(expert, "r", ["d", "e", "f"], [1, 2, 3])
    book.single(1, "p", ["a", "b"], [1, 2])
    file = book.saved()
    assert refused(lambda: project.elicit(file))[0].code == "incomplete"
    found = project.elicit(file, allow_gaps=True)
    assert [flag.code for flag in found.flags] == ["incomplete"]
    assert np.isnan(found.weights.query("expert == 'expert 2' and node == 'a'")["share"].iloc[0])
    assert found.schemes["expert 2"]["a"] == found.shares["a"] == 0.75


def test_nobody_having_judged_a_family_is_refused_even_where_gaps_are_allowed(index, asked):
    project = index(DEEP)
    book = asked(project, "rank")
    book.single(1, "x", ["p", "q", "r"], [1, 2, 3])
    file = book.saved()
    assert "no-judgement" in [
        p.code for p in refused(lambda: project.elicit(file, allow_gaps=True))
    ]


@pytest.mark.parametrize(
    ("method", "value", "says"),
    [
        ("ahp", "three", "no number"),
        ("ahp", 12, "1/9 and 9"),
        ("bwm", 2.5, "whole number from 1 to 9"),
        ("ahp", "3%", "no number"),
        ("rank", 0, "no rank"),
        ("rank", 50, "no rank"),
        ("rank", "1/3", "no rank"),
        ("points", -5, "below 0"),
    ],
)
def test_what_is_no_judgement_is_said_at_its_cell(index, asked, method, value, says):
    project = index(FLAT)
    book = asked(project, method)
    if method == "bwm":
        book.references(1, "x", CODES, [1, 2, 4], [4, 2, 1])
    elif method == "ahp":
        book.pairs(1, "x", CODES, GOOD)
    else:
        book.single(1, "x", CODES, [1, 2, 3])
    at = book.put(1, "x", "b" if method != "ahp" else "a", 2 if method == "ahp" else 0, value)
    found = [p for p in refused(lambda: project.elicit(book.saved())) if p.code == "bad-value"]
    assert [problem.field for problem in found] == [at]
    assert says in found[0].message
    assert found[0].hint


def test_a_fraction_that_became_a_date_is_refused_by_name(index, asked):
    import datetime

    project = index(FLAT)
    book = asked(project, "ahp")
    book.pairs(1, "x", CODES, GOOD)
    at = book.put(1, "x", "a", 1, datetime.datetime(2026, 3, 1))
    (problem,) = [p for p in refused(lambda: project.elicit(book.saved())) if p.field == at]
    assert "date" in problem.message


@pytest.mark.parametrize("value", ["1/3", "=1/3", 1 / 3])
def test_a_fraction_is_read_however_it_is_typed(index, asked, value):
    project = index({"a": None, "b": None})
    book = asked(project, "ahp")
    book.put(1, "x", "a", 1, value)
    assert project.elicit(book.saved()).shares == pytest.approx({"a": 0.25, "b": 0.75}, abs=1e-12)


def test_both_halves_of_a_matrix_must_fit_each_other(index, asked):
    project = index({"a": None, "b": None})
    book = asked(project, "ahp")
    above = book.put(1, "x", "a", 1, 3)
    below = book.put(1, "x", "b", 0, 3)
    (problem,) = refused(lambda: project.elicit(book.saved()))
    assert problem.field == above
    assert below in problem.message
    book.put(1, "x", "a", 1, None)
    assert project.elicit(book.saved()).shares["b"] == 0.75


def test_contradictions_are_refused_with_what_would_mend_them(index, asked):
    project = index(FLAT)
    book = asked(project, "ahp")
    book.pairs(1, "x", CODES, CONTRARY)
    file = book.saved()
    (problem,) = refused(lambda: project.elicit(file))
    assert problem.code == "inconsistent"
    assert problem.hint.count("the others suggest") == 3
    assert "Expert 1!" in problem.hint
    assert "判断相互矛盾" in problem.in_full("zh")
    found = project.elicit(file, accept_inconsistency=True)
    assert [flag.code for flag in found.flags] == ["inconsistent"]
    assert len(found.at_odds) == 3


def test_the_best_and_the_worst_differ_and_what_is_said_twice_is_the_same(index, asked):
    project = index(FLAT)
    book = asked(project, "bwm")
    book.references(1, "x", CODES, [1, 2, 4], [4, 2, 1])
    file = book.saved()
    assert max(project.elicit(file).shares, key=project.elicit(file).shares.get) == "a"
    book.put(1, "x", "a", 1, 5)
    (problem,) = refused(lambda: project.elicit(book.saved()))
    assert problem.code == "contradiction"
    book.put(1, "x", "worst:", 0, book.sheet(1).cell(book.row(1, "x", "a"), 2).value)
    assert "contradiction" in [p.code for p in refused(lambda: project.elicit(book.saved()))]


@pytest.mark.parametrize(("points", "code"), [([33, 33, 33], "flag"), ([30, 30, 30], "error")])
def test_points_make_100_but_for_rounding(index, asked, points, code):
    project = index(FLAT)
    book = asked(project, "points")
    book.single(1, "x", CODES, points)
    file = book.saved()
    if code == "flag":
        assert [flag.code for flag in project.elicit(file).flags] == ["points-not-100"]
    else:
        assert [p.code for p in refused(lambda: project.elicit(file))] == ["points-not-100"]


def test_another_index_another_method_and_another_workbook_are_refused(index, asked, tmp_path):
    book = asked(index(FLAT), "rank")
    book.single(1, "x", CODES, [1, 2, 3])
    file = book.saved()
    other = index(FLAT, "y")
    assert {p.code for p in refused(lambda: other.elicit(file))} == {"other-questionnaire"}
    same = index(FLAT)
    assert {p.code for p in refused(lambda: same.elicit(file, method="ahp"))} == {
        "other-questionnaire"
    }
    openpyxl.Workbook().save(tmp_path / "plain.xlsx")
    plain = tmp_path / "plain.xlsx"
    assert [p.code for p in refused(lambda: same.elicit(plain))] == ["no-questionnaire"]


def test_a_node_that_the_tree_no_longer_has_is_named_at_its_cell(index, asked):
    book = asked(index({**FLAT, "d": None}), "rank")
    book.single(1, "x", [*CODES, "d"], [1, 2, 3, 4])
    file, fewer = book.saved(), index(FLAT)
    problems = refused(lambda: fewer.elicit(file))
    assert [(p.code, p.value) for p in problems] == [("unknown-node", "d")]


def test_several_files_are_one_group_and_rows_may_be_moved(index, asked, tmp_path):
    project = index(FLAT)
    files = []
    for number, ranks in enumerate(([1, 2, 3], [3, 2, 1])):
        book = asked(project, "rank")
        book.single(1, "x", CODES, ranks)
        book.sheet(1).insert_rows(5, number + 1)
        files.append(tmp_path / f"{number}.xlsx")
        book.book.save(files[-1])
    found = project.elicit(files)
    assert found.experts == ("expert 1", "expert 2")
    assert found.agreement["w"].tolist() == [0.0]


def test_judgements_of_a_group_are_pooled_by_their_geometric_mean(index, asked):
    project = index({"a": None, "b": None})
    book = asked(project, "ahp", experts=2)
    book.put(1, "x", "a", 1, 9)
    book.put(2, "x", "a", 1, 1)
    file = book.saved()
    assert project.elicit(file).shares["a"] == pytest.approx(0.7)
    assert project.elicit(file, pool="judgements").shares["a"] == pytest.approx(0.75)


def test_names_appear_only_where_that_is_asked_for(index, asked):
    project = index(FLAT)
    book = asked(project, "rank")
    book.single(1, "x", CODES, [1, 2, 3])
    book.sheet(1).cell(5, 3).value = "Li Hua"
    file = book.saved()
    assert "Li Hua" not in json.dumps(project.elicit(file).as_dict())
    assert project.elicit(file, names=True).experts == ("Li Hua",)


def test_the_same_questions_are_the_same_bytes(index, tmp_path):
    project = index(DEEP)
    first = project.questionnaire("ahp", tmp_path / "1.xlsx", experts=2).read_bytes()
    assert project.questionnaire("ahp", tmp_path / "2.xlsx", experts=2).read_bytes() == first


@given(st.permutations(range(6)), st.integers(2, 5))
def test_judges_who_rank_alike_agree_and_weights_without_ties_are_ranked_once(order, judges):
    weights = np.array(order, float) + 1
    found = concordance(np.tile(ranked(weights), (judges, 1)))
    assert found.w == pytest.approx(1.0)
    assert sorted(ranked(weights)) == [1, 2, 3, 4, 5, 6]


@given(st.lists(st.floats(-2, 2), min_size=3, max_size=6), st.integers(0, 2), st.integers(1, 2))
def test_one_slip_in_consistent_pairs_is_the_judgement_that_is_named(logs, row, step):
    """Of consistent comparisons but for one, that one disagrees most with the others."""
    size = np.exp(np.array(logs))
    matrix = size[:, None] / size
    column = (row + step) % len(size)
    i, j = sorted((row, column))
    matrix[i, j] *= 20.0
    matrix[j, i] = 1 / matrix[i, j]
    odd = at_odds(WAYS["ahp"], matrix)
    assert len(size) == 3 or not odd or (odd[0].row, odd[0].column) == (i, j)
    assert read_off(WAYS["ahp"], matrix).ratio > 0


@pytest.mark.parametrize(
    "options", [("--by", "nonlinear"), ("--pool", "judgements"), ("--random-index", "x")]
)
def test_an_option_that_the_method_does_not_have_is_a_slip_of_usage(index, asked, capsys, options):
    book = asked(index(FLAT), "rank")
    book.single(1, "x", CODES, [1, 2, 3])
    assert main(["elicit", "x.yaml", "-a", str(book.saved()), *options]) == 2
    assert options[0] in capsys.readouterr().err
    assert main(["elicit", "x.yaml", "--method", "guess", "-o", "q.xlsx"]) == 2


def test_a_file_that_is_given_twice_counts_no_expert_twice(index, asked):
    project = index(FLAT)
    book = asked(project, "rank")
    book.single(1, "x", CODES, [1, 2, 3])
    file = book.saved()
    problems = refused(lambda: project.elicit([file, file]))
    assert [problem.code for problem in problems] == ["given-twice"]


@pytest.mark.parametrize(
    ("column", "code", "level"), [(None, "no-mark", "error"), (1, "not-read", "flag")]
)
def test_no_sheet_with_answers_is_passed_over_in_silence(index, asked, column, code, level):
    project = index(FLAT)
    book = asked(project, "rank", experts=2)
    for number in (1, 2):
        book.single(number, "x", CODES, [1, 2, 3])
    sheet = book.sheet(1)
    if column:
        sheet.delete_cols(column)
        found = project.elicit(book.saved()).flags
    else:
        sheet.delete_rows(3)  # what says how is asked
        found = refused(lambda: project.elicit(book.saved()))
    assert [(each.code, each.level) for each in found] == [(code, level)]
    assert book.sheet(1).title in str(found[0].message)


def test_a_rank_that_is_given_twice_is_said_without_another_node(index, asked):
    project = index(FLAT)
    book = asked(project, "rank")
    book.single(1, "x", CODES, [1, 2, 3])
    book.sheet(1).append(["a", "a", 2])
    (problem,) = refused(lambda: project.elicit(book.saved()))
    assert str(problem.message).startswith("a is 2 here and 1 in ")


@pytest.mark.parametrize("what", ["row", "value"])
@pytest.mark.parametrize(
    ("mark", "code", "level"),
    [
        ("index:", "no-mark", "error"),
        ("method:", "no-mark", "error"),
        ("asked:", "outdated", "flag"),
    ],
)
def test_a_sheet_that_has_lost_what_it_is_about_says_so(index, asked, mark, code, level, what):
    project = index(FLAT)
    book = asked(project, "rank", experts=2)
    for number in (1, 2):
        book.single(number, "x", CODES, [1, 2, 3])
    sheet = book.sheet(2)
    marks = [str(cell.value) for (cell,) in sheet.iter_rows(max_col=1)]
    row = 1 + next(at for at, text in enumerate(marks) if text == MARKS[mark])
    if what == "row":
        sheet.delete_rows(row)
    else:
        sheet.cell(row, 2).value = None
    if level == "flag":
        found = project.elicit(book.saved()).flags
    else:
        found = refused(lambda: project.elicit(book.saved()))
    (problem,) = found
    assert (problem.code, problem.level) == (code, level)
    assert "``" not in str(problem.message)


@pytest.mark.parametrize(("method", "values"), [("rank", (1, 2, 3)), ("points", (50, 30, 20))])
def test_a_table_of_ranks_or_points_needs_no_other_node(index, tmp_path, method, values):
    project, file = index(FLAT), tmp_path / "answers.csv"
    rows = [f"{method},E,x,{code},{value}" for code, value in zip(CODES, values, strict=True)]
    file.write_text("\n".join(["method,expert,family,node,value", *rows]), "utf-8")
    plain = project.elicit(file).schemes
    wide = [f"{code},{value}" for code, value in zip(CODES, values, strict=True)]
    file.write_text("\n".join(["node,E", *wide]), "utf-8")
    assert project.elicit(file, method=method).schemes == plain


def test_a_table_of_comparisons_needs_the_other_node(index, tmp_path):
    file = tmp_path / "answers.csv"
    file.write_text("method,expert,family,node,value\nahp,E,x,a,3\n", "utf-8")
    project = index(FLAT)
    (problem,) = refused(lambda: project.elicit(file))
    assert "other" in str(problem.message)
