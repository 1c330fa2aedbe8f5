"""Over random panels: the same question has the same number; what did not change moved nothing."""

from dataclasses import replace

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coopindex.engine.data import Data
from coopindex.engine.index import Choice, Denomination, Index, Node, Reference, Scheme
from coopindex.engine.naming import Text
from coopindex.engine.score import score
from coopindex.problems import InvalidInput
from coopindex.questions.change import change
from coopindex.report.pages.change import side_by_side
from coopindex.robustness.factors import choose_reference
from coopindex.robustness.years import with_years_named

YEARS = (2018, 2019, 2020, 2021)
UNITS = tuple("ABCDEF")
CHOICES = {
    "transform": [Choice("transform", "none"), Choice("transform", "square_root")],
    "imputation": [
        Choice("imputation", "none"),
        Choice("imputation", "mean"),
        Choice("imputation", "last_observation", (("else_next", True),)),
        Choice("imputation", "linear", (("ends_held", True),)),
        Choice("imputation", "group_mean", (("group", "side"),)),
        Choice("imputation", "k_nearest", (("neighbours", 2),)),
    ],
    "treatment": [
        Choice("treatment", "none"),
        Choice("treatment", "winsorise_percentile", (("lower", 10.0), ("upper", 90.0))),
    ],
    "normalisation": [
        Choice("normalisation", "min_max", (("scale", (10.0, 90.0)),)),
        Choice("normalisation", "z_score"),
        Choice("normalisation", "percentile_rank"),
        Choice("normalisation", "rank"),
        Choice("normalisation", "robust_z_score"),
        Choice("normalisation", "goalposts", (("clip", False), ("lower", 0.0), ("upper", 9.0))),
    ],
    "aggregation": [
        Choice("aggregation", "arithmetic"),
        Choice("aggregation", "geometric"),
        Choice("aggregation", "benefit_of_the_doubt"),
        Choice("aggregation", "copeland"),
        Choice("aggregation", "topsis"),
        Choice("aggregation", "wroclaw"),
        Choice("aggregation", "median"),
        Choice("aggregation", "mean_min"),
    ],
    "weighting": [None, Choice("weighting", "standard_deviation"), Choice("weighting", "critic")],
}
REFERENCES = [
    Reference(),
    Reference("all"),
    Reference((2019,)),
    Reference((2018, 2020)),
    Reference("all", (("side", "east"),)),
    Reference("each", (("side", "east"),)),
]


def of(stage, references):
    """A choice at a stage, sometimes with a reference of its own."""

    def referring(choice, reference):
        takes = choice is not None and choice.found.fits
        return replace(choice, reference=reference) if takes else choice

    return st.builds(
        referring, st.sampled_from(CHOICES[stage]), st.sampled_from([None, None, *references])
    )


def split(result, start, end):
    """A change with one row a unit, its indicators and the other causes as columns."""
    whole, own, others = side_by_side(change(result, start, end))
    return whole.join([own, others])


@st.composite
def panels(draw, gaps=True, references=REFERENCES):
    """An index of two dimensions over four years, with its data and weights."""
    steps = ("transform", "imputation", "treatment", "normalisation")

    def leaf(code, parent):
        return Node(
            code,
            Text(code),
            parent=parent,
            direction=draw(st.sampled_from([1, -1])),
            denomination=draw(st.sampled_from([None, Denomination("people")])),
            **{stage: draw(of(stage, references)) for stage in steps},
        )

    def inner(code, parent, children, normalised):
        return Node(
            code,
            Text(code),
            parent=parent,
            children=children,
            direction=draw(st.sampled_from([1, -1])),
            aggregation=draw(of("aggregation", references)),
            weighting=draw(of("weighting", references)),
            normalisation=draw(of("normalisation", references))
            if normalised
            else Choice("normalisation", "none"),
        )

    nodes = (
        leaf("a", "x"),
        leaf("b", "x"),
        leaf("c", "i"),
        inner("x", "i", ("a", "b"), draw(st.booleans())),
        inner("i", None, ("x", "c"), False),
    )
    reference = draw(st.sampled_from(references))
    index = Index("i", Text("i"), Text("unit"), nodes, reference=reference)
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    values = random.lognormal(size=(len(YEARS), len(UNITS), 3)).round(3)
    if gaps and draw(st.booleans()):
        values[random.random(values.shape) < 0.15] = np.nan
    data = Data(
        UNITS,
        {unit: Text(unit) for unit in UNITS},
        YEARS,
        values,
        np.where(np.isnan(values), -1, 0).astype(np.int8),
        np.full(values.shape, -1, np.int32),
        variables={"people": random.uniform(1, 9, size=values.shape[:2])},
        groups={"side": np.array(["east", "west"] * 3)},
    )
    weights = np.append(random.uniform(0.5, 2, size=4), 1.0)
    return index, data, Scheme("given", weights)


def scored(*asked):
    """Score, passing over panels on which a method has no value."""
    try:
        return score(*asked)
    except InvalidInput:
        assume(False)
        raise


@given(panels(), st.sets(st.sampled_from(YEARS), min_size=1))
def test_which_other_years_are_asked_for_changes_no_score(panel, others):
    whole = scored(*panel, YEARS)
    some = scored(*panel, sorted(others))
    kept = [YEARS.index(year) for year in some.years]
    for node in panel[0].nodes:
        np.testing.assert_allclose(
            some.array(node.code), whole.array(node.code)[kept], rtol=1e-9, atol=1e-12
        )


@given(panels(), st.sampled_from(YEARS), st.sampled_from(REFERENCES))
def test_years_that_only_a_factor_names_change_no_score(panel, year, reference):
    alone = scored(*panel, [year])
    try:
        wider = with_years_named(alone, [choose_reference("base", {"other": reference})])
    except InvalidInput:
        assume(False)
        raise
    np.testing.assert_allclose(wider.score, alone.score, rtol=1e-9, atol=1e-12)


@settings(max_examples=25)
@given(panels(), st.sampled_from(YEARS[:-1]))
def test_a_further_year_changes_no_score_of_a_scale_that_is_each_years_own(panel, year):
    index, data, scheme = panel
    index = replace(
        index,
        reference=Reference(),
        nodes=tuple(
            replace(
                node,
                imputation=Choice("imputation", "mean"),
                **{
                    stage: replace(choice, reference=None)
                    for stage in ("transform", "treatment", "normalisation", "aggregation")
                    for choice in [getattr(node, stage)]
                },
                weighting=node.weighting and replace(node.weighting, reference=None),
            )
            for node in index.nodes
        ),
    )
    before = replace(
        data,
        years=YEARS[:-1],
        values=data.values[:-1],
        status=data.status[:-1],
        source=data.source[:-1],
        variables={name: values[:-1] for name, values in data.variables.items()},
    )
    ours = scored(index, before, scheme, [year]).score
    np.testing.assert_array_equal(ours, scored(index, data, scheme, [year]).score)


@settings(max_examples=25)
@given(panels(), st.data())
def test_a_part_of_a_change_is_0_where_what_it_names_did_not_change(panel, draw):
    index, data, scheme = panel
    still = draw.draw(st.lists(st.sampled_from("abc"), unique=True), "indicators that stand still")
    values, people = data.values.copy(), data.variables["people"].copy()
    people[-1] = people[0]
    for code in still:
        values[-1, :, "abc".index(code)] = values[0, :, "abc".index(code)]
    data = replace(
        data,
        values=values,
        status=np.where(np.isnan(values), -1, 0).astype(np.int8),
        variables={"people": people},
    )
    result = scored(index, data, scheme, YEARS)
    table = split(result, YEARS[0], YEARS[-1])
    names = ["a", "b", "c", "weights", "scale", "membership"]
    size = np.abs(table[["start", "end"]]).to_numpy().max(initial=1.0)
    np.testing.assert_allclose(table[names].sum(axis=1), table["change"], atol=1e-9 * size)
    alone = all(
        node.imputation.found.across_columns is False and not node.imputation.found.across_years
        for node in index.leaves
    )
    for code in still if alone else ():
        np.testing.assert_allclose(table[code], 0.0, atol=1e-9 * size)
    apart = {stage for _, stage, of in index.fits if of.years == "each"}
    if not apart:
        assert (table[["weights", "scale", "membership"]] == 0).all(axis=None)
    if "weighting" not in apart:
        np.testing.assert_allclose(table["weights"], 0.0, atol=1e-9 * size)
    came = np.isnan(result.score[0]) != np.isnan(result.score[-1])
    if not came.any():
        assert (table["membership"] == 0).all()


@given(panels(gaps=False, references=REFERENCES[:4]), st.sampled_from(["east", "west"]))
@settings(max_examples=20)
def test_units_screened_before_the_scale_is_fixed_move_nobody(panel, side):
    index, data, scheme = panel
    index = replace(index, ranked=(("side", side),), ranked_scale=True)
    here = [unit for unit, label in zip(UNITS, data.groups["side"], strict=True) if label == side]
    whole, alone = scored(index, data, scheme, YEARS), scored(index, data.take(here), scheme, YEARS)
    kept = [UNITS.index(unit) for unit in here]
    np.testing.assert_allclose(whole.score[:, kept], alone.score, rtol=1e-9, atol=1e-12)
    assert "ranked units alone (3 of 6 stay out)" in whole.scale_words or not index.fits
