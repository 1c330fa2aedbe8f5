"""No finite input gives a score that is not finite.

A mean lies within its children, and nothing is ever written as -0.00.
"""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopindex.cli import main
from coopindex.engine.data import Data
from coopindex.engine.index import Choice, Denomination, Index, Node, Reference, Scheme
from coopindex.engine.naming import Text
from coopindex.engine.score import score
from coopindex.methods.registry import find, methods
from coopindex.methods.rounding import rounded
from coopindex.methods.summaries import mean_and_sd, shape
from coopindex.problems import InvalidInput
from coopindex.report.written import decimal, fixed, measured, percent

LEAVES, UNITS = 4, 5
TINY, MOST = 5e-324, 1.7976931348623157e308
SIZES = np.array([TINY, 1e-320, 1e-308, 1e-170, 1e-100, 1.0, 1e100, 1e150, 1e170, 1e308, MOST])
seeds = st.integers(0, 10**6)
few = settings(max_examples=20)


def drawn(seed: int, *shape: int, above_zero: bool = False, holes: float = 0.2) -> np.ndarray:
    """A table of one size, of two, or of all; with ties, zeros of both signs, and gaps."""
    random = np.random.default_rng(seed)
    sizes = random.choice(SIZES, random.integers(1, 4))
    digits = random.choice([random.uniform(0, 1, shape), random.integers(0, 4, shape) / 4])
    x = digits * random.choice(sizes, shape)
    x = (
        np.maximum(x, TINY)
        if above_zero
        else x * random.choice([[1.0], [1.0, -1.0]][seed % 2], shape)
    )
    return np.where(random.random(shape) < holes, np.nan, x)


# every column method with options that an analyst may write
COLUMN_METHODS = {
    "transform": [
        ("log", {"offset": 1.0}),
        ("log", {"offset": 1e308}),
        ("shifted_log", {}),
        ("shifted_log", {"add": "one", "mirror": True}),
        ("square_root", {}),
        ("box_cox", {"exponent": 0.5}),
        ("box_cox", {"exponent": 1e-13, "shift": False}),
        ("box_cox", {"exponent": -300.0}),
        ("yeo_johnson", {"exponent": 300.0}),
        ("yeo_johnson", {"exponent": 2.0 - 1e-13}),
        ("reciprocal", {}),
        ("exponential_rank", {}),
        ("exponential_rank", {"constant": 1e300, "ties": "average"}),
        ("exponential_rank", {"constant": 1e-300}),
    ],
    "imputation": [
        ("constant", {"value": 1e308}),
        ("mean", {}),
        ("median", {}),
        ("group_mean", {"group": "region"}),
        ("group_median", {"group": "region"}),
        ("siblings", {}),
        ("siblings", {"statistic": "median"}),
        ("k_nearest", {"neighbours": 2}),
        ("regression", {}),
        ("last_observation", {"else_next": True}),
        ("linear", {"ends_held": True}),
    ],
    "treatment": [
        ("clip", {"lower": -1e308, "upper": 1e308}),
        ("winsorise", {}),
        ("winsorise", {"when": None, "at_most": 1}),
        ("winsorise", {"otherwise": "log", "at_most": 0}),
        ("winsorise", {"otherwise": "mirrored_log", "combine": True}),
        ("winsorise_percentile", {}),
        ("winsorise_iqr", {"factor": 1e308}),
        ("winsorise_mad", {}),
    ],
    "normalisation": [
        ("none", {}),
        ("index_number", {}),
        ("min_max", {}),
        ("min_max", {"scale": (-1e308, 1e308)}),
        ("goalposts", {"lower": -1e308, "upper": 1e308}),
        ("goalposts", {"lower": 0.0, "upper": TINY, "clip": False}),
        ("z_score", {}),
        ("z_score", {"mean": 100.0, "sd": 1e308}),
        ("robust_z_score", {}),
        ("logistic", {"steepness": 1e308}),
        ("distance_to_maximum", {}),
        ("distance_to_reference", {"unit": "u1"}),
        ("distance_to_target", {"target": 1e308, "cap": False}),
        ("fraction_of_maximum", {}),
        ("fraction_of_maximum", {"negative": "minimum_over"}),
        ("ideal_range", {"ideal": 1.0}),
        ("ideal_range", {"lower": -1e308, "upper": 1e308}),
        ("categories", {"thresholds": (-1e308, 0.0), "points": (0.0, 1.0, 1e308)}),
        ("rank", {}),
        ("borda", {"ties": "average"}),
        ("percentile_rank", {"zeros": "zero"}),
    ],
}
AGGREGATIONS = [
    ("arithmetic", {}),
    ("geometric", {"zero": "zero"}),
    ("harmonic", {"zero": "zero"}),
    ("power", {"exponent": 300.0}),
    ("power", {"exponent": -1e-12, "zero": "zero"}),
    ("sum", {}),
    ("product", {}),
    ("minimum", {}),
    ("maximum", {}),
    ("mean_min", {"penalty": 0.5, "softness": 3.0}),
    ("median", {}),
    ("owa", {"lowest": 1}),
    ("mpi", {}),
    ("coupling_coordination", {}),
    ("coupling_coordination", {"form": "modified", "scale": (-1e308, 1e308), "give": "coupling"}),
    ("ratio", {"zero": "missing"}),
    ("difference", {}),
]
# compare units
OF_OTHERS = {"copeland", "topsis", "grey_relational", "wroclaw", "benefit_of_the_doubt"}
MEANS = [
    ("arithmetic", {}),
    ("geometric", {}),
    ("harmonic", {}),
    *(
        ("power", {"exponent": exponent})
        for exponent in (1.0, 2.0, 0.5, 1e-12, -1e-12, TINY, 1e-3, 300.0, -300.0, 1e308, -1e308)
    ),
    ("mean_min", {"penalty": 0.3}),
    ("median", {}),
    ("owa", {"order": (1.0, 0.0, 3.0, 2.0)}),
    ("minimum", {}),
    ("maximum", {}),
]


def named(chosen: tuple[str, dict]) -> str:
    return " ".join([chosen[0], *(f"{name}={value}" for name, value in chosen[1].items())])


MEAN = Choice("aggregation", "arithmetic")


def index_of(aggregation: Choice = MEAN, **leaf) -> Index:
    """Two dimensions of two indicators each, one of them to be low."""
    codes = [f"i{k}" for k in range(LEAVES)]
    dimensions = {"front": codes[:2], "back": codes[2:]}
    leaves = [
        Node(code, Text(code), parent=dimension, direction=-1 if code == "i1" else 1, **leaf)
        for dimension, below in dimensions.items()
        for code in below
    ]
    inner = [
        Node(code, Text(code), parent="root", children=tuple(below), aggregation=aggregation)
        for code, below in dimensions.items()
    ]
    root = Node("root", Text("root"), children=tuple(dimensions), aggregation=aggregation)
    return Index("root", Text("root"), Text("unit"), (*leaves, *inner, root))


def data_of(values: np.ndarray, **variables: np.ndarray) -> Data:
    """(Y, U, L) values."""
    units = tuple(f"u{k}" for k in range(values.shape[1]))
    return Data(
        units,
        {unit: Text(unit) for unit in units},
        tuple(range(2020, 2020 + len(values))),
        values,
        np.where(np.isnan(values), -1, 0).astype(np.int8),
        np.full(values.shape, -1, np.int32),
        variables=variables,
        groups={"region": np.array(["east", "west", "east", "west", ""])},
    )


def scored_or_named(index: Index, data: Data, weights=None):
    """The scoring; an error is fine where it names where it is."""
    weights = np.ones(len(index.nodes)) if weights is None else weights
    try:
        return score(index, data, Scheme("given", weights), data.years)
    except InvalidInput as invalid:
        problems = invalid.problems
    assert problems
    assert all(problem.field and problem.message for problem in problems)
    return None


def assert_sound(result) -> None:
    """Nothing is infinite or -0.0, and nothing is missing but what the data lack."""
    for level in result.walk.levels:
        for step, table in level.items():
            assert not np.isinf(table).any(), step
            assert not (np.signbit(table) & (table == 0)).any(), step
    for node in result.index.nodes:
        column, after = result.walk.column(node.code, "column"), result.walk.column(node.code)
        if node.children:
            below = np.stack([result.walk.column(child) for child in node.children])
            gone = np.isnan(below).all(axis=0)
            if node.aggregation.method in ("ratio", "difference"):
                gone = np.isnan(column)
            if node.aggregation.method == "coupling_coordination":
                at_0 = "coupling" in node.aggregation.settings.values() and np.isnan(column)
                gone = (np.isnan(below).sum(axis=0) > len(below) - 2) | at_0
            np.testing.assert_array_equal(np.isnan(column), gone)
        elif node.normalisation.found.blank:
            assert (np.isnan(after) >= np.isnan(column)).all()
            continue
        elif node.imputation.method == "none" and node.denomination is None:
            np.testing.assert_array_equal(np.isnan(column), np.isnan(after))
        assert not (np.isnan(after) & ~np.isnan(column) & (node.denomination is None)).any()


@pytest.mark.parametrize(
    ("stage", "chosen"),
    [(stage, chosen) for stage, found in COLUMN_METHODS.items() for chosen in found],
    ids=lambda part: part if isinstance(part, str) else named(part),
)
@given(seed=seeds)
@few
def test_a_column_of_any_size_is_scored_or_named(stage, chosen, seed):
    values = drawn(seed, 2, UNITS, LEAVES)
    base = Reference((2020,)) if methods(stage)[chosen[0]].based else None
    choice = Choice(stage, chosen[0], tuple(sorted(chosen[1].items())), reference=base)
    found = scored_or_named(index_of(**{stage: choice}), data_of(values))
    if found:
        assert_sound(found)


def test_every_method_is_under_these_laws():
    for stage in COLUMN_METHODS:
        named_here = {name for name, _ in COLUMN_METHODS[stage]} | {"none"}
        assert named_here == set(methods(stage))
    assert {name for name, _ in AGGREGATIONS} | OF_OTHERS == set(methods("aggregation"))


@pytest.mark.parametrize("chosen", AGGREGATIONS, ids=named)
@given(seed=seeds)
@few
def test_children_of_any_size_are_put_together_or_named(chosen, seed):
    choice = Choice("aggregation", chosen[0], tuple(sorted(chosen[1].items())))
    values = drawn(seed, 1, UNITS, LEAVES, above_zero=seed % 3 > 0)
    random = np.random.default_rng(seed)
    weights = np.maximum(random.uniform(0.1, 0.9, 7) * random.choice(SIZES), TINY)
    found = scored_or_named(index_of(choice), data_of(values), weights)
    if found:
        assert_sound(found)
        assert np.isfinite(found.shares).all() or chosen[0] == "sum"


@pytest.mark.parametrize("chosen", MEANS, ids=named)
@pytest.mark.parametrize("leading", [(), (3,)])
@pytest.mark.parametrize("sets", [(), (3,)])
@given(seed=seeds)
@few
def test_a_mean_lies_within_the_children_that_take_part(chosen, leading, sets, seed):
    """Whether one table is put together, or many draws of tables or weights: to the last digit."""
    random = np.random.default_rng(seed)
    x = drawn(seed, *leading, 6, 4, above_zero=True)
    near = x[..., :1] * (1 + random.integers(0, 3, x.shape) * 2.0**-52)
    x = near if seed % 4 == 0 and np.nanmax(near) < MOST else x
    weights = random.choice([[0.1, 0.3, 1.0, 7.0], [0.0, 0.1, 1.0]][seed % 2], (*sets, 4))
    mean = find("aggregation", chosen[0]).apply(x, weights, chosen[1])
    part = ~np.isnan(x) & (weights > 0)[..., None, :]
    low = np.where(part, x, np.inf).min(axis=-1)
    high = np.where(part, x, -np.inf).max(axis=-1)
    some = part.any(axis=-1)
    np.testing.assert_array_equal(np.isnan(mean), ~some)
    assert (low <= mean)[some].all()
    assert (mean <= high)[some].all()


@pytest.mark.parametrize("chosen", MEANS, ids=named)
@given(seed=seeds)
@few
def test_equal_children_have_their_own_value_for_a_mean(chosen, seed):
    chosen = ("owa", {"highest": 2}) if chosen[0] == "owa" else chosen
    random = np.random.default_rng(seed)
    x = np.repeat(drawn(seed, 5, 1, above_zero=True, holes=0.0), 3, axis=1)
    weights = np.maximum(random.uniform(0.01, 1, 3) * random.choice(SIZES), TINY)
    mean = find("aggregation", chosen[0]).apply(x, weights, chosen[1])
    np.testing.assert_array_equal(mean, x[:, 0])


@pytest.mark.parametrize("chosen", MEANS, ids=named)
@pytest.mark.parametrize("doublings", [-1020, -400, -1, 3, 400, 1020])
def test_weights_times_a_power_of_two_change_no_bit(chosen, doublings):
    random = np.random.default_rng(5)
    x, weights = random.uniform(1, 100, (50, 4)), random.uniform(0.5, 1, 4)
    x[random.random(x.shape) < 0.2] = np.nan
    method = find("aggregation", chosen[0])
    np.testing.assert_array_equal(
        method.apply(x, np.ldexp(weights, doublings), chosen[1]),
        method.apply(x, weights, chosen[1]),
    )


@pytest.mark.parametrize("chosen", [*MEANS, ("mpi", {}), ("sum", {})], ids=named)
@pytest.mark.parametrize("doublings", [-1000, -600, -300, 300, 600, 1000])
def test_values_in_another_unit_of_measurement_have_the_same_mean(chosen, doublings):
    random = np.random.default_rng(6)
    x, weights = random.uniform(1, 100, (50, 4)), np.array([1.0, 2.0, 0.5, 3.0])
    x[random.random(x.shape) < 0.2] = np.nan
    method = find("aggregation", chosen[0])
    np.testing.assert_allclose(
        np.ldexp(method.apply(np.ldexp(x, doublings), weights, chosen[1]), -doublings),
        method.apply(x, weights, chosen[1]),
        rtol=1e-9,
    )


@given(seed=seeds, doublings=st.sampled_from([-1000, -700, -565, -300, 300, 565, 700, 1000]))
@few
def test_the_spread_of_a_column_follows_its_unit_of_measurement(seed, doublings):
    random = np.random.default_rng(seed)
    x = random.integers(-9, 9, (7, 5)) / 8
    x[random.random(x.shape) < 0.2] = np.nan
    moved = np.ldexp(x, doublings)
    for ours, theirs in zip(mean_and_sd(moved), mean_and_sd(x), strict=True):
        np.testing.assert_allclose(np.ldexp(ours, -doublings), theirs, rtol=1e-9, atol=1e-12)
    for ours, theirs in zip(shape(moved), shape(x), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("doublings", [-1000, -565, 0, 565, 1000])
@pytest.mark.parametrize("method", ["min_max", "z_score", "robust_z_score", "logistic", "rank"])
def test_points_do_not_depend_on_the_unit_of_measurement(method, doublings):
    x = np.array([[3.0, 1.0, 4.0, 1.0], [5.0, 9.0, 2.0, 6.0], [5.5, 3.0, 5.0, 8.0]])
    x = np.concatenate([x, x[:2] * 7])[None]
    index = index_of(normalisation=Choice("normalisation", method))
    ours = score(index, data_of(np.ldexp(x, doublings)), Scheme("given", np.ones(7)))
    theirs = score(index, data_of(x), Scheme("given", np.ones(7)))
    np.testing.assert_allclose(ours.score, theirs.score, rtol=1e-12)


@given(seed=seeds)
@few
def test_a_denominator_near_0_is_named(seed):
    per = float(np.random.default_rng(seed).choice(SIZES))
    index = index_of(denomination=Denomination("people", per))
    people = drawn(seed + 1, 1, UNITS)
    found = scored_or_named(index, data_of(drawn(seed, 1, UNITS, LEAVES), people=people))
    if found:
        assert_sound(found)


@given(
    seed=seeds,
    decimals=st.integers(-15, 15),
    half=st.sampled_from(["even", "up"]),
)
@few
def test_rounding_is_finite_near_by_and_without_a_sign_at_0(seed, decimals, half):
    x = drawn(seed, 8, 2, holes=0.0)
    found = rounded(x, decimals=decimals, half=half)
    assert np.isfinite(found).all()
    assert not (np.signbit(found) & (found == 0)).any()
    assert (np.abs(found - x) <= 0.5000001 * 10.0**-decimals + 1e-15 * np.abs(x)).all()


# hand calculation: ((50^300 + 100^300) / 2)^(1/300) = 100 / 2^(1/300), for 0.5^300 is nothing
def test_the_power_mean_of_a_high_exponent():
    mean = find("aggregation", "power").apply(
        np.array([[50.0, 100.0]]), np.ones(2), {"exponent": 300.0}
    )
    np.testing.assert_allclose(mean, 100 / 2 ** (1 / 300), rtol=1e-12)


# hand calculation: z of 1, 2, 5 with mean 8/3 and sd sqrt(13/3)
def test_z_scores_of_values_whose_squares_vanish():
    index = index_of(normalisation=Choice("normalisation", "z_score"))
    values = np.repeat([[[1.0], [2.0], [5.0], [np.nan], [np.nan]]], 4, axis=2) * 1e-170
    found = score(index, data_of(values), Scheme("given", np.ones(7)))
    z = (np.array([1, 2, 5]) - 8 / 3) / np.sqrt(13 / 3)
    np.testing.assert_allclose(found.array("i0")[0, :3], z, rtol=1e-12)


# every value that rounds to 0 from below in some column: raw, points, gaps, parts, shifts
PROJECT = {
    "indicators/z.yaml": """
index: z
title: {en: Zeros, zh: 零}
unit: {en: city, zh: 城市}
year: 2022
data:
  observations: {file: data/z/o.csv, status: observed, source: s}
  sources: data/z/sources.yaml
defaults: {normalisation: AT, aggregation: HOW}
bands: [{name: any, from: -1000}]
published: [{figure: score, unit: A, value: "0.00", source: s}]
children:
  x: {children: {a: {direction: negative}, b: {direction: negative, normalisation: none}}}
  y: {rounding: {finished: 1}, children: {c: {}, d: {normalisation: none}}}
""",
    "data/z/o.csv": """year,unit,a,b,c,d
2021,A,-0,0,-1e-9,1e-7
2021,B,1,-0.0,0.0,-0.0
2021,C,-1,0.0000001,1e-9,-3e-9
2021,D,0,0,-0,-0
2022,A,-0,0,-1e-9,1e-9
2022,B,1,-0.0,0.0,-0.0
2022,C,-1,0.0000001,1e-9,-2e-8
2022,D,0,0,-0,-0
""",
    "data/z/sources.yaml": """
s: {title: Test table, publisher: nobody, date: "2024", url: "", licence: public}
""",
    "weights/z/mine.yaml": """
scheme: mine
weights: {x: 0.3, y: 0.7}
reason: to compare
""",
}
COMMANDS = [
    ["validate", "z"],
    ["score", "z"],
    ["score", "z", "--nodes", "--year", "all"],
    ["compare", "z", "--weights", "equal", "--weights", "mine"],
    *(["explain", "z", unit] for unit in "ABCD"),
    ["verify", "z"],
    ["change", "z"],
    ["uncertainty", "z", "--draws", "32"],
    ["sensitivity", "z", "--draws", "32"],
    ["guarantee", "z"],
    ["scenarios", "z"],
]
SIGNED_ZERO = re.compile(r"(?<![\w.])[-+\u2212]0(\.0+)?(?!\w|\.\d)")


@pytest.mark.parametrize("how", ["arithmetic", "{method: mean_min, penalty: 0.3}"])
@pytest.mark.parametrize(
    "at", ["none", "z_score", "min_max", "{method: goalposts, lower: 0, upper: 5}"]
)
def test_no_answer_holds_a_zero_with_a_sign(at, how, tmp_path, monkeypatch, capsys):
    for name, text in PROJECT.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        text = text.replace("AT", at).replace("HOW", how)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    told = 0
    for command in COMMANDS:
        for form in ([], ["--json"], ["--format", "md"], ["--format", "csv"]):
            code = main([*command, *form])
            out, err = capsys.readouterr()
            assert code != 1, (command, form, err)
            told += code == 0
            for text in (out, err):
                found = SIGNED_ZERO.search(text)
                assert not found, (command, form, text[: found.end()].splitlines()[-1])
    assert told > len(COMMANDS)
    assert main(["report", "z", "--draws", "32", "--formats", "md,csv,json"]) == 0
    files = [*(tmp_path / "reports").rglob("*.*")]
    assert {path.suffix for path in files} >= {".md", ".csv", ".json"}
    for path in files:
        if path.suffix in (".md", ".csv", ".json"):
            found = SIGNED_ZERO.search(path.read_text(encoding="utf-8"))
            assert not found, (path.name, found)


@pytest.mark.parametrize("text", ["-0.00", "-0", " -0.0,", "+0.00", "(-0.000)", "-0.0."])
def test_a_zero_with_a_sign_is_found(text):
    assert SIGNED_ZERO.search(text)


@pytest.mark.parametrize("text", ["-0.01", "2020-01", "-00.5", "1e-07", "+0.10", "-10", "a-0.5"])
def test_other_numbers_are_not(text):
    assert not SIGNED_ZERO.search(text)


@given(value=st.floats(-10, 10), places=st.integers(0, 6))
def test_numbers_are_written_with_a_sign_where_a_digit_carries_it(value, places):
    shown = [
        decimal(value, places),
        decimal(value, places, sign=True),
        *fixed([value], places),
        *percent([value / 100], places),
        measured(value),
    ]
    for text in shown:
        assert any(digit in text for digit in "123456789") or not re.search(r"[-+]", text)
    assert float(shown[0]) == pytest.approx(value, abs=0.5 * 10**-places + 1e-9)
