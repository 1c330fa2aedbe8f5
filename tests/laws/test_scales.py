"""A scale that is held gives the scores that it was fitted to, whoever is scored on it."""

import json

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coopindex.engine.data import Data
from coopindex.engine.index import Choice, Denomination, Index, Node, Reference, Scheme
from coopindex.engine.naming import Text
from coopindex.engine.scale_file import read_scale
from coopindex.engine.score import score
from coopindex.methods.options import Named
from coopindex.methods.registry import methods
from coopindex.methods.stages import COLUMN_STAGES, FITTED
from coopindex.problems import InvalidInput

YEARS = (2018, 2019, 2020)
UNITS = tuple("ABCDEFGH")
# options that have no default, and the one kind of statistics that a default passes over
OPTIONS = {
    "constant": {"value": 2.0},
    "group_mean": {"group": "side"},
    "group_median": {"group": "side"},
    "last_observation": {"else_next": True},
    "linear": {"ends_held": True},
    "k_nearest": {"neighbours": 2},
    "clip": {"lower": 0.5, "upper": 4.0},
    "winsorise": {"when": (("skewness", 0.5),), "at_most": 1, "otherwise": "log"},
    "goalposts": {"lower": 0.1, "upper": 9.0},
    "distance_to_reference": {"unit": "A"},
    "distance_to_target": {"target": 50.0},
    "ideal_range": {"lower": 0.4, "upper": 1.5},
    "categories": {"thresholds": (1.0, 3.0), "points": (1.0, 5.0, 9.0)},
    "ahp": {"matrix": ((1.0, 2.0), (0.5, 1.0))},
    "budget_allocation": {"experts": (("one", (60.0, 40.0)),)},
    "rank_order": {"ranks": (1.0, 2.0)},
    "best_worst": {"best_to_others": (1, 3), "others_to_worst": (3, 1)},
    "combined": {"of": (Named("equal"), Named("entropy", (("of", "min_max"),)))},
    "coupling_coordination": {"scale": (-1000.0, 1000.0)},
    "power": {"exponent": 2.0},
    "owa": {"lowest": 1},
}
# whose last bit hangs on how many rows are looked at in one matrix product, or in one programme
SEARCHED = ("regression", "benefit_of_the_doubt")
ONE_WAY = ("categories", "distance_to_target", "fraction_of_maximum", "ideal_range")
METHODS = [(stage, name) for stage in FITTED for name in methods(stage)]
ON_SCALE = Choice("normalisation", "min_max", (("scale", (10.0, 90.0)),))


def choice(stage, name, reference=None):
    options = tuple(sorted(OPTIONS.get(name, {}).items()))
    return Choice(stage, name, options, reference=reference)


@st.composite
def panels(draw, stage, name):
    """An index in which a method is used, its data with gaps, and years to be scored."""
    of = [Reference((2018,)), Reference((2018, 2019))]
    if not methods(stage)[name].based:
        of = [None, Reference("all"), of[0]]
    own = choice(stage, name, draw(st.sampled_from(of)))
    asked = {stage: own}
    if stage != "transform" and draw(st.booleans()):
        asked["transform"] = choice("transform", "shifted_log")
    of_column = {stage: way for stage, way in asked.items() if stage in COLUMN_STAGES}
    of_children = {stage: way for stage, way in asked.items() if stage not in COLUMN_STAGES}

    def leaf(code, **further):
        turned = name not in ONE_WAY
        direction = draw(st.sampled_from([1, -1])) if turned else 1
        return Node(
            code,
            Text(code),
            parent="i",
            direction=direction,
            **{"normalisation": ON_SCALE, **of_column, **further},
        )

    leaves = (leaf("a"), leaf("b", denomination=Denomination("people")))
    root = Node("i", Text("i"), children=("a", "b"), **of_children)
    index = Index("i", Text("i"), Text("unit"), (*leaves, root), digest="1")
    random = np.random.default_rng(draw(st.integers(0, 10**6)))
    values = random.lognormal(size=(len(YEARS), len(UNITS), 2)).round(3)
    values[random.random(values.shape) < draw(st.sampled_from([0.0, 0.1]))] = np.nan
    data = Data(
        UNITS,
        {unit: Text(unit) for unit in UNITS},
        YEARS,
        values,
        np.where(np.isnan(values), -1, 0).astype(np.int8),
        np.full(values.shape, -1, np.int32),
        variables={"people": random.uniform(1, 9, size=values.shape[:2])},
        groups={"side": np.array(["east", "west"] * 4)},
    )
    years = draw(st.sampled_from([(2020,), (2018, 2019), YEARS]))
    return index, data, Scheme("given", np.array([2.0, 1.0, 1.0])), years


def scored(*asked):
    """Score, passing over panels on which a method has no value."""
    try:
        return score(*asked)
    except InvalidInput:
        assume(False)
        raise


def written_and_read(result):
    return read_scale(json.loads(json.dumps(result.scale_as_dict())), result.index, "scale.json")


@pytest.mark.parametrize(("stage", "name"), METHODS)
@settings(max_examples=8)
@given(data=st.data())
def test_scores_on_a_scale_that_was_written_and_read_are_the_same_to_the_last_bit(
    stage, name, data
):
    index, figures, scheme, years = data.draw(panels(stage, name))
    result = scored(index, figures, scheme, years)
    again = score(index, figures, scheme, years, written_and_read(result))
    for node in index.nodes:
        np.testing.assert_array_equal(again.array(node.code), result.array(node.code))
    np.testing.assert_array_equal(again.shares, result.shares)


@pytest.mark.parametrize(("stage", "name"), METHODS)
@settings(max_examples=8)
@given(data=st.data())
def test_some_units_have_the_scores_on_a_scale_that_all_had(stage, name, data):
    index, figures, scheme, years = data.draw(panels(stage, name))
    result = scored(index, figures, scheme, years)
    some = sorted(data.draw(st.sets(st.sampled_from(range(len(UNITS))), min_size=1)))
    few = figures.take([UNITS[unit] for unit in some])
    found = score(index, few, scheme, years, written_and_read(result)).score
    if name in SEARCHED:
        np.testing.assert_allclose(found, result.score[:, some], rtol=1e-12)
    else:
        np.testing.assert_array_equal(found, result.score[:, some])


@given(data=st.data())
def test_years_of_their_own_scale_have_the_scores_on_it_that_they_have_alone(data):
    index, figures, scheme, _ = data.draw(panels("normalisation", "z_score"))
    result = scored(index, figures, scheme, YEARS)
    on_all = score(index, figures, scheme, [2019], written_and_read(result)).score
    np.testing.assert_array_equal(on_all[0], result.score[1])


TAMED = {
    "none": {},
    "clip": {"lower": 0.8, "upper": 1.9},
    "winsorise": {"when": None, "at_most": 2},
    "winsorise_percentile": {"lower": 10.0, "upper": 85.0},
    "winsorise_iqr": {"factor": 0.5},
    "winsorise_mad": {"factor": 1.0},
}
CHANGED = {
    "none": {},
    "log": {"offset": 0.25},
    "shifted_log": {"mirror": True},
    "square_root": {},
    "reciprocal": {},
    "box_cox": {"exponent": 0.5},
    "yeo_johnson": {},
}


@pytest.mark.parametrize("treatment", TAMED)
@pytest.mark.parametrize("transform", CHANGED)
@settings(max_examples=8)
@given(
    values=st.lists(st.integers(1, 400), min_size=6, max_size=9, unique=True),
    direction=st.sampled_from([1, -1]),
)
def test_the_minimum_and_the_maximum_that_are_shown_are_those_that_were_used(
    transform, treatment, values, direction
):
    def chosen(stage, name, options):
        return Choice(stage, name, tuple(sorted(options.items())))

    ways = {
        "transform": chosen("transform", transform, CHANGED[transform]),
        "treatment": chosen("treatment", treatment, TAMED[treatment]),
    }
    leaf = Node("a", Text("a"), parent="i", direction=direction, normalisation=ON_SCALE, **ways)
    root = Node("i", Text("i"), children=("a",))
    index = Index("i", Text("i"), Text("unit"), (leaf, root), digest="1")
    column = np.array(values)[None, :, None] / 100
    units = tuple(f"u{k}" for k in range(len(values)))
    data = Data(
        units,
        {unit: Text(unit) for unit in units},
        (0,),
        column,
        np.zeros(column.shape, np.int8),
        np.full(column.shape, -1, np.int32),
    )
    result = scored(index, data, Scheme("given", np.ones(2)), (0,))
    table = result.scale
    shown = table[(table["step"] == "normalisation") & (table["of"] == "")]
    shown = shown.set_index("statistic")["value"]
    assert shown["minimum"] <= shown["maximum"]
    found = leaf.transform.found
    settled = result.fitted.of("a", "transform") if found.statistics else None
    ends = shown[["minimum", "maximum"]].to_numpy()[:, None]
    low, high = np.sort(direction * found.apply(ends, settled, leaf.transform.settings).ravel())
    by_hand = 10 + 80 * (direction * result.array("a", "treated") - low) / (high - low)
    np.testing.assert_allclose(result.array("a"), by_hand, atol=1e-6)


def places(plain):
    """Every place in plain values: what holds it, and its key there."""
    for key, value in plain.items() if isinstance(plain, dict) else enumerate(plain):
        yield plain, key
        if isinstance(value, dict | list):
            yield from places(value)


EDITS = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from(["", "abc", "inf", "__class__", "title", "a"]),
    st.floats(allow_nan=False) | st.integers(),
    st.lists(st.none() | st.booleans() | st.floats(allow_nan=False) | st.just("-inf"), max_size=4),
    st.dictionaries(st.sampled_from(["a", "low", "east"]), st.none() | st.floats(), max_size=2),
)


def problems(do):
    """What is refused; any other error is one of ours."""
    try:
        do()
    except InvalidInput as refused:
        return refused.problems
    return ()


@pytest.mark.parametrize(("stage", "name"), METHODS)
@settings(max_examples=15)
@given(data=st.data(), value=EDITS)
def test_a_scale_file_that_was_edited_is_refused_or_gives_scores(stage, name, data, value):
    index, figures, scheme, years = data.draw(panels(stage, name))
    plain = json.loads(json.dumps(scored(index, figures, scheme, years).scale_as_dict()))
    holder, key = data.draw(st.sampled_from(list(places(plain))))
    holder[key] = value
    refused = problems(lambda: read_scale(plain, index, "scale.json"))
    assert {problem.file for problem in refused} <= {"scale.json"}
    if not refused:
        scale = read_scale(plain, index, "scale.json")
        problems(lambda: score(index, figures, scheme, years, scale))
