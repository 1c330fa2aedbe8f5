"""The ASEM index, read from its publisher's own table of 49 indicators, against COINr 1.1.14.

COINr's tables lie in ../shared/reference/asem/golden; `MANIFEST.csv` there gives the call behind
each. `asem.yaml` is COINr's example: divided, filled in by group means, winsorised, min-max, two
levels of means and the index; each test changes what its table changed. Values to 1e-12, ranks
exactly.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

from coopindex import load
from coopindex.methods.family import correlations
from coopindex.questions.change import trends
from coopindex.questions.compare import compare
from coopindex.questions.screening import screening
from coopindex.robustness.importance import importance

AS_TABLE = {"Index": "asem"}  # COINr's name of the root and ours
PILLARS = ["Physical", "ConEcFin", "Political", "Instit", "P2P", "Environ", "Social", "SusEcFin"]


@pytest.fixture
def golden(reference):
    def read(name: str, *index: str) -> pd.DataFrame:
        return (
            pd.read_csv(reference / "asem" / "golden" / f"{name}.csv")
            .set_index(list(index or ["uCode"]))
            .rename(columns=AS_TABLE)
        )

    return read


@pytest.fixture
def asem(tmp_path, reference):
    """The index with some of its keys, and some of its defaults, written otherwise."""
    text = (
        (Path(__file__).parent / "asem.yaml")
        .read_text("utf-8")
        .replace("../../../shared/reference", reference.as_posix())
    )
    (tmp_path / "sources.yaml").write_text("asem: {title: ASEM portal}\n", "utf-8")

    def variant(defaults=None, **keys):
        written = yaml.safe_load(text)
        written |= {
            key: {**written[key], **value} if key in ("data", "children") else value
            for key, value in keys.items()
        }
        written["defaults"] |= defaults or {}
        (tmp_path / "asem.yaml").write_text(yaml.safe_dump(written, allow_unicode=True), "utf-8")
        return load(tmp_path / "asem.yaml")

    return variant


@pytest.fixture
def tree(tmp_path, reference):
    """Write the tree as a table with our own headers.

    No denominators, and what else a test adds to each row.
    """
    headers = {"iCode": "code", "Parent": "parent", "Direction": "direction", "Weight": "weight"}
    table = pd.read_csv(reference / "asem" / "meta.csv").rename(columns=headers)
    table = table[table["Type"].isin(["Indicator", "Aggregate"])]

    def write(**columns) -> dict[str, str]:
        kept = table[[*headers.values()]].assign(
            **{
                name.replace("__", "."): table["Level"].map(cells)
                for name, cells in columns.items()
            }
        )
        kept.to_csv(tmp_path / "tree.csv", index=False)
        return {"table": "tree.csv", "columns": None, "below": "Index"}

    return write


def assert_equal(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    np.testing.assert_allclose(
        found.loc[expected.index, expected.columns], expected, rtol=1e-12, atol=1e-12
    )


@pytest.mark.parametrize(
    ("table", "step"),
    [
        ("00_raw", "column"),
        ("01_denominated", "denominated"),
        ("03_imputed_mean_grp", "imputed"),
        ("04_treated_default", "treated"),
        ("05_norm_minmax_0_100", "finished"),
        ("06_agg_amean_0_100", "finished"),
    ],
)
@pytest.mark.usefixtures("reference")
def test_every_step_of_every_node_equals_coinr(golden, table, step):
    assert_equal(load(Path(__file__).parent / "asem.yaml").score().nodes(step), golden(table))


@pytest.mark.parametrize(
    ("table", "most"), [("default", 5), ("winmax1", 1), ("winmax3", 3), ("winmax10", 10)]
)
def test_what_was_done_to_each_column_equals_coinr(asem, golden, table, most):
    treatment = {"method": "winsorise", "at_most": most, "otherwise": "log"}
    found = asem({"treatment": treatment}).score().treatments.set_index("node")
    details = golden(f"04_treated_{table}_details", "iCode")
    ours, checks = found.loc[details.index], ["check_SkewKurt0", "check_SkewKurt1"]
    np.testing.assert_allclose(
        ours[["skewness_before", "kurtosis_before"]],
        details[["check_SkewKurt0.Skew", "check_SkewKurt0.Kurt"]],
        rtol=1e-10,
    )
    assert ours["points"].tolist() == details["winsorise.nwin"].fillna(0).tolist()
    # the last of COINr's checks of a column is the one after all that was done to it
    checks += ["check_SkewKurt2"] if "check_SkewKurt2.Skew" in details else []
    for name, part in (("skewness", "Skew"), ("kurtosis", "Kurt")):
        last = details[[f"{check}.{part}" for check in checks]].ffill(axis=1).iloc[:, -1]
        np.testing.assert_allclose(ours[name], last, rtol=1e-10)
    passes = details[[f"{check}.Pass" for check in checks]].astype(object).ffill(axis=1).iloc[:, -1]
    assert ours["passes"].tolist() == passes.astype(bool).tolist()
    failed = details.get("check_SkewKurt1.Pass").astype(object).eq(False)
    assert ours["done"].eq("logged").tolist() == failed.tolist()
    points = golden(f"04_treated_{table}_points")[details.index]
    assert ours["lowered"].tolist() == points.eq("winhi").sum().tolist()
    assert ours["raised"].tolist() == points.eq("winlo").sum().tolist()


def test_what_was_done_to_columns_with_gaps_equals_coinr(asem, golden, tree):
    treatment = {"method": "winsorise", "otherwise": "log"}
    result = asem({"treatment": treatment, "imputation": "none"}, children=tree()).score()
    details = golden("04_treated_raw_NAs_details", "iCode")
    ours = result.treatments.set_index("node").loc[details.index]
    assert ours["points"].tolist() == details["winsorise.nwin"].fillna(0).tolist()
    for name, part in (("skewness", "Skew"), ("kurtosis", "Kurt")):
        before, after = (details[f"check_SkewKurt{k}.{part}"] for k in (0, 1))
        np.testing.assert_allclose(ours[f"{name}_before"], before, rtol=1e-10)
        np.testing.assert_allclose(ours[name], after.fillna(before), rtol=1e-10)


AGGREGATIONS = {
    "amean": "arithmetic",
    "gmean": "geometric",
    "hmean": "harmonic",
    "genmean_p-1": {"method": "power", "exponent": -1},
    "genmean_p-3": {"method": "power", "exponent": -3},
    "genmean_p0.5": {"method": "power", "exponent": 0.5},
    "genmean_p2": {"method": "power", "exponent": 2},
    "copeland": "copeland",
}


@pytest.mark.parametrize("name", AGGREGATIONS)
def test_every_aggregation_equals_coinr_on_all_levels(asem, golden, name):
    found = asem(
        {
            "normalisation": {"method": "min_max", "scale": [1, 100]},
            "aggregation": AGGREGATIONS[name],
        }
    ).score()
    assert_equal(found.nodes(), golden(f"06_agg_{name}"))
    assert_equal(found.node_ranks, golden(f"06_agg_{name}_ranks"))


@pytest.mark.parametrize(
    ("name", "method", "scheme", "present"),
    [
        ("amean", "arithmetic", "uneven", {}),
        ("gmean", "geometric", "uneven", {}),
        ("hmean", "harmonic", "uneven", {}),
        ("amean_thresh0.8", "arithmetic", "equal", {2: 0.8, 3: 0.8}),
        ("amean_thresh_bylevel", "arithmetic", "equal", {2: 0.8, 3: 0.6}),
    ],
)
def test_missing_children_are_handled_as_in_coinr(
    asem, tree, golden, reference, tmp_path, name, method, scheme, present
):
    data = {
        "file": str(reference / "asem" / "golden" / "03_holes_input.csv"),
        "unit": "uCode",
        "status": "derived",
        "source": "asem",
    }
    write_uneven(tmp_path, golden)
    steps = {
        "imputation": "none",
        "treatment": "none",
        "normalisation": {"method": "min_max", "scale": [1, 100]},
        "aggregation": method,
    }
    least = {"minimum_present": 1.0 if "bylevel" in name else 0.8 if present else 0}
    project = asem(
        steps,
        data={"observations": data},
        variables={},
        children=tree(missing__minimum_present=present),
        missing=least,
    )
    found = project.score(scheme)
    assert_equal(found.nodes(), golden("06_holes_norm_minmax_1_100"))
    assert_equal(found.nodes(), golden(f"06_holes_agg_{name}"))
    assert_equal(found.node_ranks, golden(f"06_holes_agg_{name}_ranks"))


def write_uneven(folder: Path, golden) -> None:
    weights = golden("06_weights_uneven", "iCode")["Weight"].drop("Index")
    (folder / "weights" / "asem").mkdir(parents=True, exist_ok=True)
    scheme = {"scheme": "uneven", "weights": weights.to_dict(), "source": "asem"}
    (folder / "weights" / "asem" / "uneven.yaml").write_text(yaml.safe_dump(scheme), "utf-8")


@pytest.mark.parametrize(
    ("scheme", "table"), [("equal", "08_eff_weights"), ("uneven", "08_eff_weights_uneven")]
)
def test_effective_weights_equal_coinr(asem, golden, tmp_path, scheme, table):
    write_uneven(tmp_path, golden)
    found = asem().score(scheme).weights.set_index("node")["effective"]
    expected = golden(table, "iCode")["EffWeight"].rename(AS_TABLE)
    np.testing.assert_allclose(found[expected.index], expected, rtol=1e-12)


def test_results_equal_coinr(asem, golden):
    found = asem().score()
    assert_equal(found.node_ranks, golden("07_results_full_ranks"))
    summary = golden("07_results_summary")
    assert_equal(
        found.scores.set_index("unit")[["score", "rank"]].astype(float),
        summary.set_axis(["score", "rank"], axis=1),
    )
    expected = golden("07_results_groupranks_GDP").drop(columns="GDP_group")
    ranks = {node: found.group_rank("GDP_group", node)[0] for node in expected.columns}
    assert_equal(pd.DataFrame(ranks, index=found.rows.units), expected)


def test_the_profile_of_a_unit_equals_coinr(asem, tree, golden):
    found = asem().score()
    summary = golden("07_unit_summary_DEU", "Code").rename(index=AS_TABLE)
    np.testing.assert_allclose(
        found.nodes().loc["DEU", summary.index], summary["Score"], rtol=1e-12
    )
    assert found.node_ranks.loc["DEU", summary.index].tolist() == summary["Rank"].tolist()
    raw = asem(
        {"imputation": "none", "treatment": "none"}, children=tree()
    ).score()  # COINr ranks the raw columns here
    for table in ("07_strengths_DEU", "07_weaknesses_DEU"):
        named = golden(table, "Code")
        assert raw.node_ranks.loc["DEU", named.index].tolist() == named["Rank"].tolist()
        np.testing.assert_allclose(
            raw.nodes("column").loc["DEU", named.index], named["Value"], rtol=1e-12
        )


@pytest.fixture
def rank_without(asem, tmp_path):
    """Rank the units by the index without one of its nodes."""
    (tmp_path / "weights" / "asem").mkdir(parents=True)

    def ranks(code: str) -> pd.Series:
        scheme = {"scheme": "without", "weights": {code: 0}, "remaining": "equal", "source": "asem"}
        (tmp_path / "weights" / "asem" / "without.yaml").write_text(yaml.safe_dump(scheme), "utf-8")
        return asem().score("without").node_ranks["asem"]

    return ranks


def test_taking_out_a_pillar_or_an_indicator_moves_ranks_as_in_coinr(asem, rank_without, golden):
    nominal = asem().score().node_ranks["asem"]
    pillars = golden("07_remove_elements_lev2_ranks")
    assert_equal(
        pd.DataFrame({"Nominal": nominal, **{code: rank_without(code) for code in PILLARS}}),
        pillars,
    )
    moved = golden("07_remove_elements_lev1_mad", "Element")["MeanAbsDiff"].drop("Nominal")
    found = [(rank_without(code) - nominal).abs().mean() for code in moved.index]
    np.testing.assert_allclose(found, moved, rtol=1e-12)


def test_the_mean_shift_without_a_pillar_equals_coinr(asem, rank_without, golden):
    nominal = asem().score().node_ranks["asem"]
    moved = golden("07_remove_elements_lev2_mad", "Element")["MeanAbsDiff"].drop("Nominal")
    np.testing.assert_allclose(
        [(rank_without(code) - nominal).abs().mean() for code in moved.index], moved, rtol=1e-12
    )


def test_denominators_are_scaled_as_in_coinr(asem, golden, tmp_path):
    tree = [
        "code,parent,denomination.by,denomination.per",
        "Flights,,Population,1000",
        "Goods,,GDP,0.5",
    ]
    (tmp_path / "tree.csv").write_text("\n".join(tree), "utf-8")
    assert_equal(
        asem(children={"table": "tree.csv", "below": None, "columns": None})
        .score()
        .nodes("denominated"),
        golden("01_denominated_scalefactor"),
    )


SCREENS = {
    "byNA": {"minimum_present": "90%"},
    "byzeros": {"minimum_nonzero": "85%"},
    "byNAandzeros": {"minimum_present": 0.9, "minimum_nonzero": 0.85},
}


@pytest.mark.parametrize("by", SCREENS)
def test_units_with_too_few_data_or_too_many_zeros_are_left_out_as_in_coinr(asem, tree, golden, by):
    found = asem(children=tree(), ranked=SCREENS[by]).score()
    table, expected = screening(found).set_index("unit"), golden(f"02_screen_{by}")
    names = {
        "missing": "N_missing",
        "zero": "N_zero",
        "present": "Dat_Avail",
        "nonzero": "Non_Zero",
    }
    assert_equal(table.rename(columns=names), expected[[*names.values()]])
    assert table["ranked"][expected.index].tolist() == expected["Included"].tolist()
    assert found.scores["rank"].max() == expected["Included"].sum()
    assert not np.isnan(found.score).any()


def test_two_normalisations_move_ranks_as_in_coinr(asem, golden):
    other = asem({"normalisation": {"method": "z_score", "mean": 0, "sd": 1}}).score()
    table = compare([asem().score(), other], ["coin.1", "coin.2"]).side_by_side.set_index("unit")
    expected = golden("10_compare_minmax_zscore")
    ours = (
        table[["rank coin.1", "rank coin.2", "rank shift coin.2"]]
        .astype(float)
        .set_axis(["coin.1", "coin.2", "Diff"], axis=1)
    )
    assert_equal(ours, expected[["coin.1", "coin.2", "Diff"]])
    assert_equal(ours.abs().rename(columns={"Diff": "Abs.diff"}), expected[["Abs.diff"]])


@pytest.mark.parametrize("table", ["09_corr_ind_pearson", "09_corr_within_groups"])
def test_correlations_of_indicators_equal_coinr(golden, table):
    normalised, expected = (
        golden("05_norm_minmax_0_100"),
        golden(table, "Var1", "Var2")["Correlation"].dropna(),
    )
    found, _ = correlations(normalised.to_numpy())
    rows, columns = (
        normalised.columns.get_indexer(expected.index.get_level_values(name))
        for name in ("Var1", "Var2")
    )
    np.testing.assert_allclose(found[rows, columns], expected, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("level", [2, 3])
def test_correlations_with_the_index_equal_coinr(asem, golden, level):
    found, expected = (
        importance(asem().score()).set_index("node")["pearson"],
        golden(f"09_corr_lev{level}_index", "Var2")["Correlation"],
    )
    np.testing.assert_allclose(found[expected.index], expected**2, rtol=1e-10)


@pytest.mark.parametrize("pillar", PILLARS)
def test_the_coverage_of_a_pillar_read_alone_equals_coinr(asem, tree, golden, pillar):
    found = asem(
        {"imputation": "none", "treatment": "none"}, children=tree() | {"below": pillar}
    ).score()
    np.testing.assert_allclose(
        found.coverage[0],
        golden("02_data_avail_bygroup").loc[list(found.rows.units), pillar],
        rtol=1e-12,
    )


def test_the_number_of_missing_cells_equals_coinr(asem, golden):
    assert asem().score().statuses["missing"] == golden("02_data_avail_summary")["N_missing"].sum()


# -- panels ----------------------------------------------------------------------------------------

LACKING = [
    "BGD",
    "BRN",
    "KHM",
    "LAO",
    "MMR",
]  # left out by 02_screen_byNA: fewer than 90 % of the indicators


@pytest.fixture
def panel(asem, tree, tmp_path, reference):
    """Five years, neither divided nor filled in, without the countries that lack too much."""

    def variant(treatment, normalisation, years, observations="panel.csv", left_out=LACKING):
        table = pd.read_csv(reference / "asem" / observations, dtype=str)
        table[~table["uCode"].isin(left_out)].to_csv(tmp_path / "panel.csv", index=False)
        read = {
            "file": "panel.csv",
            "unit": "uCode",
            "year": "Time",
            "status": "derived",
            "source": "asem",
        }
        units = {"file": "panel.csv", "code": "uCode"}
        steps = {
            "imputation": "none",
            "normalisation": normalisation,
            "treatment": treatment or "none",
        }
        data = {"observations": read, "units": units}
        return asem(
            steps, data=data, variables={}, children=tree(), reference={"years": years}
        ).score(year="all")

    return variant


POINTS = {"method": "min_max", "scale": [0, 100]}
WINSORISE = {
    "method": "winsorise",
    "when": {"skewness": 2, "kurtosis": 3.5},
    "at_most": 5,
    "otherwise": "log",
}
TREATED = "golden/12_panel_treated.csv"


@pytest.mark.parametrize(
    ("table", "step", "treatment", "normalisation", "years", "observations", "left_out"),
    [
        ("12_panel_rawnorm_global", "finished", None, POINTS, "all", "panel.csv", []),
        ("12_panel_treated", "treated", WINSORISE, POINTS, "each", "panel.csv", LACKING),
        ("12_panel_norm_peryear", "finished", WINSORISE, POINTS, "each", "panel.csv", LACKING),
        ("12_panel_norm_global", "finished", None, POINTS, "all", TREATED, []),
        (
            "12_panel_norm_global_zscore",
            "finished",
            None,
            {"method": "z_score", "mean": 0, "sd": 1},
            "all",
            TREATED,
            [],
        ),
    ],
)
def test_a_panel_is_scaled_as_in_coinr(
    panel, golden, table, step, treatment, normalisation, years, observations, left_out
):
    assert_equal(
        panel(treatment, normalisation, years, observations, left_out).nodes(step),
        golden(table, "Time", "uCode"),
    )


def test_what_was_done_in_each_year_equals_coinr(panel, golden):
    found = panel(WINSORISE, POINTS, "each").treatments.set_index(["year", "node"])
    details = golden("12_panel_treat_details", "Time", "iCode")
    ours = found.loc[details.index]
    assert ours["points"].tolist() == details["winsorise.nwin"].fillna(0).tolist()
    assert ours["done"].str.contains("logged").tolist() == details["logged"].tolist()
    # COINr says NA of columns that needed nothing
    untouched = details["winsorise.nwin"].isna()
    assert (ours["done"] == "left").tolist() == untouched.tolist()


def test_years_treated_apart_and_scaled_together_equal_coinr_in_one_walk(panel, golden):
    found = panel(WINSORISE | {"reference": {"years": "each"}}, POINTS, "all")
    assert_equal(found.nodes("treated"), golden("12_panel_treated", "Time", "uCode"))
    assert_equal(found.nodes(), golden("12_panel_norm_global", "Time", "uCode"))


def test_trends_over_a_panel_equal_coinr(panel, golden):
    found = panel(None, POINTS, "all", TREATED, [])
    growth, change = golden("12_trends_CAGR_index"), golden("12_trends_prc_index")
    ours = trends(found).loc[growth.index]
    np.testing.assert_allclose(
        ours["growth"], growth["CAGR"], rtol=1e-10
    )  # small differences of large numbers
    np.testing.assert_allclose(ours["trend"] * 100, change["prc_change"], rtol=1e-10)
    assert_equal(
        ours, growth[["Avail", "t_first", "t_latest"]].set_axis(["years", "first", "last"], axis=1)
    )


@pytest.mark.parametrize("indicator", ["LPI", "Flights"])
def test_growth_of_raw_values_equals_coinr(panel, golden, indicator):
    expected = golden("12_trends_CAGR_raw", "iCode", "uCode").loc[indicator]
    ours = trends(panel(None, POINTS, "all", left_out=[]), indicator, "column").loc[expected.index]
    np.testing.assert_allclose(ours["growth"], expected["CAGR"], rtol=1e-12, atol=1e-12)
    assert_equal(
        ours,
        expected[["Avail", "t_first", "t_latest"]].set_axis(["years", "first", "last"], axis=1),
    )


def test_the_scale_has_the_points_that_winsorising_moved_and_the_ends_of_the_treated_columns(
    asem, golden
):
    table = asem().score().scale
    numbers = table[table["of"] == ""].pivot_table(
        index="node", columns=["step", "statistic"], values="value"
    )
    treated, details = golden("04_treated_default"), golden("04_treated_default_details", "iCode")
    logged = set(table[table["statistic"] == "logged"]["node"])
    plain = [code for code in treated if code not in logged]
    moved = details.loc[plain, "winsorise.nwin"].fillna(0)
    np.testing.assert_array_equal(numbers.loc[plain, ("treatment", "points moved")], moved)
    for step, low, high in (
        ("normalisation", "minimum", "maximum"),
        ("treatment", "lower clip point", "upper clip point"),
    ):
        ends = numbers.loc[plain, step]
        np.testing.assert_allclose(ends[low], treated[plain].min(), rtol=1e-12)
        np.testing.assert_allclose(ends[high], treated[plain].max(), rtol=1e-12)
    # ends of a column that is logged are stated as they were measured
    measured, ends = golden("01_denominated")[sorted(logged)], numbers.loc[sorted(logged)]
    np.testing.assert_allclose(ends["normalisation", "minimum"], measured.min(), rtol=1e-12)
    np.testing.assert_allclose(ends["normalisation", "maximum"], measured.max(), rtol=1e-12)
