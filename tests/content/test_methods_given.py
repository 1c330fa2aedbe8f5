"""Methods inside methods, moderate indicators and named tiers, as they are written and refused."""

import pytest

from coopindex import load
from coopindex.problems import InvalidInput

DATA = {
    "units": "code,name_en\na,A\nb,B\nc,C\n",
    "observations": "unit,year,x,y\na,2020,1,5\nb,2020,2,3\nc,2020,4,4\n",
}


@pytest.fixture
def given(tmp_path):
    """Write an index of two indicators, x and y, with further lines, and load it."""

    def write(lines: str = "", x: str = ""):
        for name, text in DATA.items():
            (tmp_path / f"{name}.csv").write_text(text)
        (tmp_path / "sources.yaml").write_text("s: {title: S}\n")
        (tmp_path / "i.yaml").write_text(
            "index: i\n"
            "data:\n"
            "  observations: {file: observations.csv, status: observed, source: s}\n"
            "  units: units.csv\n"
            "  sources: sources.yaml\n"
            f"children: {{x: {{{x}}}, y: {{}}}}\n{lines}\n"
        )
        return load(tmp_path / "i.yaml")

    return write


def refused(write, *parts):
    with pytest.raises(InvalidInput) as raised:
        write(*parts).score()
    return raised.value.problems[0]


@pytest.mark.parametrize(
    ("of", "field", "said"),
    [
        ("[equal]", "weighting.of", "two or more"),
        ("equal", "weighting.of", "two or more"),
        ("[equal, entropi]", "weighting.of[2].method", "entropi"),
        ("[equal, {method: entropy, shft: 1}]", "weighting.of[2].shft", "shft"),
        ("[equal, {method: entropy, shift: a}]", "weighting.of[2].shift", "number"),
        ("[equal, ahp]", "weighting.of[2]", "matrix"),
        ("[equal, 7]", "weighting.of[2]", "stand alone"),
        ("[equal, {method: combined, of: [equal, merec]}]", "weighting.of[2]", "stand alone"),
        ("[equal, {method: entropy, reference: {years: all}}]", "weighting.of[2].reference", ""),
    ],
)
def test_what_is_wrong_with_a_method_inside_another_is_said_where_it_stands(given, of, field, said):
    found = refused(given, f"weighting: {{method: combined, of: {of}}}")
    assert (found.field, found.line) == (field, 7)
    assert said in str(found.message)
    assert found.hint


def test_percents_are_shares_of_methods(given):
    way = "weighting: {method: combined, of: [equal, {method: rank_order, ranks: [1, 2]}]"
    found = given(f"{way}, shares: [60%, 40%]}}").score().weights["share"].tolist()[1:]
    assert found == pytest.approx([0.6 * 0.5 + 0.4 * 0.75, 0.6 * 0.5 + 0.4 * 0.25])


def test_a_moderate_indicator_has_no_direction_and_no_children(given):
    way = "normalisation: {method: ideal_range, ideal: 2}"
    assert "direction" in refused(given, "", f"{way}, direction: negative").hint
    found = refused(given, way)
    assert (found.field, found.line) == ("normalisation", 7)
    assert "indicators" in found.message


@pytest.mark.parametrize(
    ("ends", "unit", "between"),
    [("lower: 2, upper: 2.5", "c", (2.0, 4.0)), ("ideal: 4", "a", (1.0, 2.0))],
)
def test_what_would_overtake_goes_towards_the_ideal_range(given, ends, unit, between):
    way = f"normalisation: {{method: ideal_range, {ends}, scale: [0, 10]}}"
    found = given("", way).score().explain(unit).nodes.set_index("node")
    assert between[0] <= found.loc["x", "overtake"] <= between[1]


@pytest.mark.parametrize(
    "bands",
    ["coupling_grade", "{preset: coupling_grade}", "{presets: coupling_grades}"],
)
def test_a_set_of_tiers_that_nobody_knows_is_refused_with_those_known(given, bands):
    found = refused(given, f"bands: {bands}")
    assert found.field == "bands"
    assert "coupling_grades" in str(found.message)


@pytest.mark.parametrize(("closed", "named"), [("left", "upper"), ("right", "lower")])
def test_listed_tiers_say_which_end_is_theirs(given, closed, named):
    tiers = f"[{{name: upper, from: 3, closed: {closed}}}, {{name: lower, from: 0}}]"
    assert given(f"bands: {tiers}").score().band(3.0) == named


@pytest.mark.parametrize(
    ("bands", "said"),
    [
        ("coupling_grade", "`coupling_grade` is no set of tiers; did you mean `coupling_grades`"),
        ("{preset: coupling_grades, closed: up}", "`closed` is `right` or `left`, not `up`"),
        ("{preset: coupling_grades, from: 1}", "`preset` and `closed`, and not from"),
        ("{closed: left}", "is named by `preset`, one of coupling_grades, coupling_stages"),
    ],
)
def test_what_is_wrong_with_a_set_of_tiers_is_said_alone(given, bands, said):
    found = refused(given, f"bands: {bands}")
    assert said in f"{found.message}"
    assert found.line == 7


JUDGED = {
    "ahp": "matrix:\n    - [1, 3]\n    - [3, 1]",
    "ahp ": "matrix:\n    - [1, 3, 4]\n    - [3, 1, 4]",
    "ahp  ": "by: eigenvector\n  matrix: [[1, 0], [0, 1]]",
    "best_worst": "best_to_others: [1, 2]\n  others_to_worst: [3, 1]",
    "best_worst ": "best_to_others: [1, 2]\n  others_to_worst: [2]",
    "best_worst  ": "best_to_others:\n    - 1\n    - 12\n  others_to_worst: [12, 1]",
    "rank_order": "by: sum\n  ranks: [1, 2, 3]",
    "budget_allocation": "experts:\n    one: [1, 2]\n    two: [1]",
    "entropy": "shift: -1",
    "combined": "of:\n    - equal\n    - {method: ahp, matrix: [[1, 3], [3, 1]]}",
}
LINES = dict(zip(JUDGED, (11, 9, 10, 10, 10, 11, 10, 11, 9, 11), strict=True))


@pytest.mark.parametrize("method", JUDGED)
def test_a_wrong_judgement_is_said_where_it_stands(given, method):
    text = f"weighting:\n  method: {method.strip()}\n  {JUDGED[method]}"
    found = refused(given, text)
    assert found.line == LINES[method], found.message
