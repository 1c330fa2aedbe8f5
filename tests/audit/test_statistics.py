"""The statistics of an audit against tables computed independently, from the command line.

See tests/golden/README.md for where the figures come from; METHOD's decisions are in docs/audit.md.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import coopindex

SMALL = Path(__file__).parents[1] / "golden" / "practice" / "audit" / "alpha_small.csv"


def close(found, expected):
    np.testing.assert_allclose(
        np.asarray(found, float), np.asarray(expected, float), rtol=1e-9, atol=1e-12
    )


@pytest.mark.parametrize(
    ("method", "r", "p"),
    [
        ("pearson", "pearson", "p_pearson"),
        ("spearman", "spearman", "p_spearman"),
        ("kendall", "kendall_b", "p_kendall"),
    ],
)
def test_correlations_of_raw_pairs_with_their_p_values(asked, practice, method, r, p):
    expected = practice("correlations")
    found = asked("correlations", "--method", method, "--step", "column")
    assert set(found["method"]) == {method}
    pairs = [frozenset(pair) for pair in zip(found["node"], found["other"], strict=True)]
    wanted = [frozenset(pair) for pair in zip(expected["a"], expected["b"], strict=True)]
    found = found.set_index(pd.Index(pairs)).loc[wanted]
    assert set(found["relation"]) == {"inside"}
    close(found[["n", "r", "p"]], expected[["n", r, p]])


def test_reliability_of_each_dimension(asked, practice):
    expected = practice("reliability").set_index("node")
    found = asked("reliability").query("of == 'children'").set_index("node").loc[expected.index]
    names = {
        "units": "units",
        "items": "items",
        "alpha_standardised": "alpha_standardised",
        "mean_r": "mean_r",
        "bartlett": "bartlett_chi2",
        "bartlett_df": "bartlett_df",
        "bartlett_p": "bartlett_p",
        "eigenvalues_above_1": "eigenvalues_above_1",
        "first_share": "first_share",
    }
    for ours, theirs in names.items():
        close(found[ours], expected[theirs])
    # the measure of two items is 0.5 always and is not reported
    two = expected["items"] == 2
    close(found.loc[~two, "kmo"], expected.loc[~two, "kmo"])
    assert found.loc[two, "kmo"].isna().all()
    assert set(found.loc[two, "why"]) == {"two items"}


def test_items_of_each_dimension(asked, practice):
    expected = practice("items").set_index(["node", "item"])
    found = asked("items").query("of == 'children'").set_index(["node", "item"])
    found = found.loc[expected.index]
    close(found["item_total_r"], expected["corrected_item_total_r"])
    close(found["mean_r"], expected["mean_r_with_others"])
    several = found["msa"].notna()
    assert sorted(set(found.index[~several].get_level_values("node"))) == ["asem"]
    close(found.loc[several, "msa"], expected.loc[several, "msa"])


def test_components_of_each_dimension(asked, practice):
    expected = practice("components").set_index(["node", "component"])
    found = asked("components").query("of == 'children'").set_index(["node", "component"])
    names = ["eigenvalue", "share", "cumulative"]
    close(found.loc[expected.index, names], expected[names])


@pytest.mark.parametrize(
    ("table", "options"),
    [("inside", ()), ("pillars", ("--level", "2")), ("subindices", ("--level", "3"))],
)
def test_main_effects_by_three_smoothers(asked, practice, table, options):
    expected = practice(f"effects_{table}").set_index(["target", "component"])
    found = asked("importance", *options).set_index(["target", "node"]).loc[expected.index]
    names = {
        "weight": "nominal_weight",
        "r": "r",
        "linear": "S_linear",
        "bins": "S_bins5",
        "bandwidth": "bandwidth",
        "local_linear": "S_local_linear",
        "sd": "sd",
        "share_linear": "share_linear",
        "share_bins": "share_bins5",
        "share_local_linear": "share_local_linear",
    }
    for ours, theirs in names.items():
        close(found[ours], expected[theirs])


def test_added_value_of_each_dimension(asked, practice):
    expected = practice("added_value").set_index("node")
    found = asked("added_value")
    for places, share in ((10, "share_10_or_more"), (5, "share_5_or_more")):
        ours = found[found["places"] == places].set_index("node").loc[expected.index]
        close(ours["share"], expected[share])
        close(ours[["mean_places", "largest"]], expected[["mean_places", "largest"]])


def test_alpha_of_four_items_and_without_each(practice):
    expected = practice("alpha_small").set_index("items")
    raw = pd.read_csv(SMALL, index_col="unit")
    found = coopindex.score(raw, tree=["i1", "i2", "i3", "i4"], normalisation="none").audit()
    whole = found.table("reliability").iloc[0]
    close(whole[["alpha", "alpha_standardised"]], expected.loc["i1 i2 i3 i4"])
    items = found.table("items").set_index("item")
    for left_out in items.index:
        rest = " ".join(item for item in raw if item != left_out)
        ours = items.loc[left_out, ["alpha_without", "alpha_standardised_without"]]
        close(ours, expected.loc[rest])
