"""The tables of an audit against those of COINr 1.1.14 on the ASEM index, from the command line.

They lie in ../shared/reference/asem/golden; `MANIFEST.csv` there gives the call behind each.
"""

import numpy as np
import pandas as pd
import pytest


@pytest.fixture
def golden(reference):
    def read(name, *index):
        table = pd.read_csv(reference / "asem" / "golden" / f"{name}.csv", keep_default_na=False)
        table = table.rename(columns={"Index": "asem"}).replace({"Index": "asem"})
        return table.set_index([*index]) if index else table

    return read


def close(found, expected):
    found, expected = (pd.to_numeric(pd.Series(np.ravel(x))) for x in (found, expected))
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12)


def wide(table, name):
    """One row a unit, one column a node."""
    return table.pivot_table(index="unit", columns="node", values=name, aggfunc="first")


def cells(table):
    """The cells of a square table by row and column."""
    long = table.melt(ignore_index=False, var_name="column", value_name="value")
    return long.set_index("column", append=True)["value"]


def pairs(table):
    return table.set_index(["node", "other"])["r"]


def test_coverage_by_unit(asked, golden):
    expected = golden("02_data_avail_summary", "uCode")
    found = asked("coverage").set_index("unit").loc[expected.index]
    close(found[["missing", "zero", "missing_or_zero", "present", "nonzero"]], expected)


def test_coverage_of_every_dimension_by_unit(asked, golden):
    expected = golden("02_data_avail_bygroup", "uCode")
    found = wide(asked("coverage-nodes"), "present")
    close(found.loc[expected.index, expected.columns], expected)


@pytest.mark.parametrize(
    ("step", "table"), [("column", "04_stats_raw"), ("imputed", "04_stats_screened")]
)
def test_the_distribution_of_every_indicator(asked, golden, step, table):
    expected = golden(table, "iCode")
    found = asked("distributions", "--step", step).set_index("node").loc[expected.index]
    names = {
        "minimum": "Min",
        "maximum": "Max",
        "mean": "Mean",
        "median": "Median",
        "sd": "Std",
        "skewness": "Skew",
        "kurtosis": "Kurt",
        "available": "N.Avail",
        "unique": "N.Unique",
        "nonzero": "N.NonZero",
        "same": "N.Same",
        "share_nonzero": "Frc.NonZero",
        "share_unique": "Frc.Unique",
        "share_same": "Frc.Same",
    }
    for ours, theirs in names.items():
        close(found[ours], expected[theirs])


def test_shapes_before_and_after_the_treatment(asked, golden):
    details = golden("04_treated_default_details", "iCode")
    found = asked("distributions").set_index(["step", "node"])
    for name, part in (("skewness", "Skew"), ("kurtosis", "Kurt")):
        before, after = (details[f"check_SkewKurt{k}.{part}"] for k in (0, 1))
        close(found.loc["imputed"].loc[details.index, name], before)
        close(found.loc["treated"].loc[details.index, name], after.where(after != "", before))


def test_every_winsorised_cell(asked, golden):
    points = cells(golden("04_treated_default_points", "uCode"))
    expected = {at: end for at, end in points.items() if end}
    found = asked("treated")
    assert set(found["done"]) == {"winsorised"}
    ends = found["moved"].map({"lowered": "winhi", "raised": "winlo"})
    assert dict(zip(zip(found["unit"], found["node"], strict=True), ends, strict=True)) == expected


@pytest.mark.parametrize("method", ["pearson", "spearman", "kendall"])
def test_correlations_of_normalised_indicators(asked, golden, method):
    expected = golden(f"09_corr_ind_{method}", "Var1", "Var2")["Correlation"]
    found = pairs(asked("correlations", "--method", method))
    assert len(found) == 49 * 48 / 2
    close(found, expected.loc[found.index])


def test_correlations_of_raw_indicators_and_their_p_values(asked, golden):
    table = asked("correlations", "--step", "column")
    found = pairs(table)
    close(found, golden("09_corr_raw_pairwise", "Var1", "Var2")["Correlation"].loc[found.index])
    significant = golden("09_corr_raw_pairwise_p05", "Var1", "Var2")["Correlation"]
    blank = ~significant.loc[found.index].isin(["", "NA"]).to_numpy()
    assert (table["p"] <= 0.05).tolist() == blank.tolist()
    p = cells(golden("09_pvals_raw", "iCode")).loc[found.index]
    close(table["p"], p)


def test_correlations_inside_dimensions(asked, golden):
    expected = golden("09_corr_within_groups", "Var1", "Var2")["Correlation"]
    table = asked("correlations")
    found = pairs(table[table["relation"] == "inside"])
    assert 2 * len(found) + 49 == len(expected)
    close(found, expected.loc[found.index])


def test_correlations_with_every_node_above(asked, golden, reference):
    meta = pd.read_csv(reference / "asem" / "meta.csv").set_index("iCode")
    parent = meta["Parent"].replace({"Index": "asem"})
    rises = {"Pillar": 1, "Sub-index": 2, "asem": 3}
    expected = golden("09_corr_lev1_family", "Var1", "Var2")["Correlation"]
    found = pairs(asked("correlations", "--against", "family"))
    assert len(found) == len(expected)
    for (level, node), r in expected.items():
        above = node
        for _ in range(rises[level]):
            above = parent[above]
        close([found[node, above]], [r])


@pytest.mark.parametrize("level", [2, 3])
def test_correlations_of_dimensions_with_the_index(asked, golden, level):
    expected = golden(f"09_corr_lev{level}_index", "Var2")["Correlation"]
    found = asked("correlations", "--level", str(level), "--against", "asem").set_index("node")
    close(found.loc[expected.index, "r"], expected)


@pytest.mark.parametrize(
    ("table", "rule", "options"),
    [
        ("09_corr_flags_high", "redundant", ("--threshold", "redundant=0.7")),
        ("09_corr_flags_low", "negative", ("--threshold", "negative=-0.3")),
    ],
)
def test_flags_of_pairs_inside_dimensions(asked, golden, reference, table, rule, options):
    expected = golden(table)
    wanted = {frozenset(pair) for pair in zip(expected["Ind1"], expected["Ind2"], strict=True)}
    found = asked("findings", *options, "--draws", "16")
    found = found[found["rule"] == rule]
    meta = pd.read_csv(reference / "asem" / "meta.csv").set_index("iCode")
    found = found[found["node"].map(meta["Level"]) == 1]
    assert {frozenset(pair) for pair in zip(found["node"], found["other"], strict=True)} == wanted


def test_denominators_that_raw_indicators_go_with(asked, golden):
    expected = golden("01_denom_corr", "Ind", "Denom")["Corr"]
    found = asked("denominators", "--step", "column").set_index(["node", "denominator"])["r"]
    close(found.loc[expected.index], expected)
    assert (found.abs() > 0.5).sum() == len(expected)


@pytest.mark.parametrize("level", [1, 2, 3])
def test_principal_components_of_each_level(asked, golden, level):
    variance = golden(f"08_pca_variance_level{level}", "Group", "PC")
    found = asked("components", "--level", str(level)).set_index(["node", "component"])
    found = found.loc[variance.index]
    close(np.sqrt(found["eigenvalue"]), variance["sdev"])
    close(found[["share", "cumulative"]], variance[["var_explained", "cum"]])
    loadings = golden(f"08_pca_loadings_level{level}", "iCode")
    ours = asked("loadings", "--level", str(level))
    for component in (1, 2, 3):
        theirs = loadings[f"PC{component}"]
        theirs = theirs[~theirs.isin(["", "NA"])].astype(float).abs()
        own = ours[ours["component"] == component].set_index("item")["loading"].abs()
        close(own.loc[theirs.index], theirs)


def test_first_components_of_raw_indicators(asked, golden):
    weights = golden("08_pca_weights_raw_level1", "iCode")
    weights = weights[weights["Level"] == 1]["Weight"].astype(float).abs()
    found = asked("loadings", "--level", "1", "--step", "column")
    found = found[found["component"] == 1].set_index("item")["loading"].abs()
    close(found.loc[weights.index], weights)


@pytest.mark.parametrize("level", [1, 2])
def test_what_leaving_out_each_node_moves(asked, golden, level):
    moved = golden(f"07_remove_elements_lev{level}_mad", "Element")["MeanAbsDiff"].drop("Nominal")
    found = asked("leave-one-out", "--level", str(level)).set_index("node")
    close(found.loc[moved.index, "mean_shift"], moved)


def test_ranks_without_each_pillar(asked, golden):
    expected = golden("07_remove_elements_lev2_ranks", "uCode")
    found = asked("ranks-without", "--level", "2")
    ranks = wide(found, "rank")
    close(ranks.loc[expected.index, expected.columns[1:]], expected.iloc[:, 1:])
    nominal = found.drop_duplicates("unit").set_index("unit")["rank_as_scored"]
    close(nominal.loc[expected.index], expected["Nominal"])


def test_ranks_within_groups(asked, golden):
    expected = golden("07_results_groupranks_GDP", "uCode").drop(columns="GDP_group")
    found = asked("standings", "--group", "GDP_group")
    ranks = golden("07_results_full_ranks", "uCode")
    for name, table in (("group_rank", expected), ("rank", ranks)):
        close(wide(found, name).loc[table.index, table.columns], table)


def test_the_summary_of_a_unit(asked, golden):
    summary = golden("07_unit_summary_DEU", "Code")
    found = asked("standings", "--only", "DEU").set_index("node").loc[summary.index]
    close(found[["value", "rank"]], summary[["Score", "Rank"]])


def test_weights_that_balance_the_two_sub_indices(asked, golden):
    expected = golden("08_opt_balance_L3_tight_corr")
    found = asked("balance").query("node == 'asem'")
    # theirs come from a search that ends within 1e-10 of its aim, not of the weights
    np.testing.assert_allclose(found["balanced"], expected["OptWeight"], rtol=1e-6)
    np.testing.assert_allclose(found["reached"], [0.5, 0.5], rtol=1e-12)
