"""ASEM's tables, imported and scored by COINr's chain, against what COINr 1.1.14 computes.

Golden tables: ../shared/reference/asem/golden, whose MANIFEST.csv gives the call behind each.
Values to 1e-12, ranks exactly.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

# COINr's name of the root, and that of the folder that is imported to
ROOT = {"Index": "made"}
WINSORISE = {"method": "winsorise", "when": {"skewness": 2, "kurtosis": 3.5}, "at_most": 5,
             "otherwise": "log"}  # fmt: skip
CHAIN = {
    "imputation": {"method": "group_mean", "group": "EurAsia_group"},
    "treatment": WINSORISE,
    "normalisation": {"method": "min_max", "scale": [0, 100]},
}
STEPS = {
    "00_raw": "column",
    "01_denominated": "denominated",
    "03_imputed_mean_grp": "imputed",
    "04_treated_default": "treated",
    "05_norm_minmax_0_100": "finished",
    "06_agg_amean_0_100": "finished",
}


@pytest.fixture
def golden(reference):
    def read(name: str, *index: str) -> pd.DataFrame:
        table = pd.read_csv(reference / "asem" / "golden" / f"{name}.csv")
        return table.set_index(list(index or ["uCode"])).rename(columns=ROOT)

    return read


def assert_equal(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    np.testing.assert_allclose(
        found.loc[expected.index, expected.columns], expected, rtol=1e-12, atol=1e-12
    )


@pytest.fixture
def asem(reference, imported, changed):
    """COINr's two tables, imported and scored by its chain."""
    folder = reference / "asem"
    return changed(imported(folder / "data.csv", meta=folder / "meta.csv"), CHAIN)


def test_every_step_and_rank_equals_coinr(asem, golden):
    scoring = asem.score()
    for table, step in STEPS.items():
        assert_equal(scoring.nodes(step), golden(table))
    assert_equal(scoring.node_ranks, golden("06_agg_amean_0_100_ranks"))


def test_what_was_imported_is_valid_and_says_nothing_doubtful(asem):
    assert asem.validate() == ()
    assert set(asem.score().data.groups) >= {"GDP_group", "EurAsia_group"}


@pytest.mark.parametrize(
    ("scale", "table", "points"),
    [("target", "05_norm_dist2targ_iMeta", 100), ("goalposts", "05_norm_goalposts_iMeta", 1)],
)
def test_targets_and_goalposts_are_taken_when_they_are_asked_for(
    reference, golden, tmp_path, imported, scale, table, points
):
    folder = reference / "asem"
    stated = pd.read_csv(folder / "golden" / "05_meta_params.csv")
    inner = pd.read_csv(folder / "meta.csv").query("Type == 'Aggregate'")
    # what was treated was divided before
    meta = pd.concat([stated, inner]).assign(Denominator=None)
    meta.to_csv(tmp_path / "iMeta.csv", index=False)
    data = folder / "golden" / "04_treated_default.csv"
    found = imported(data, meta=tmp_path / "iMeta.csv", normalisation=scale).score().nodes()
    assert_equal(found, golden(table) * points)


def test_uneven_weights_are_carried_as_they_stand(reference, golden, tmp_path, imported):
    meta = pd.read_csv(reference / "asem" / "meta.csv")
    weights = pd.read_csv(reference / "asem" / "golden" / "06_weights_uneven.csv")
    meta["Weight"] = meta["iCode"].map(weights.set_index("iCode")["Weight"])
    meta.to_csv(tmp_path / "iMeta.csv", index=False)
    project = imported(reference / "asem" / "data.csv", meta=tmp_path / "iMeta.csv")
    found = project.score().weights.set_index("node")["effective"]
    expected = golden("08_eff_weights_uneven", "iCode")["EffWeight"].rename(ROOT)
    np.testing.assert_allclose(found[expected.index], expected, rtol=1e-12)


def test_a_panel_equals_coinr(reference, tmp_path, imported, golden):
    # COINr's panel is not divided here
    meta = pd.read_csv(reference / "asem" / "meta.csv").drop(columns="Denominator")
    meta.to_csv(tmp_path / "iMeta.csv", index=False)
    said = {"meta": tmp_path / "iMeta.csv", "reference": "all"}
    found = imported(reference / "asem" / "panel.csv", **said).score(year="all")
    assert_equal(found.nodes(), golden("12_panel_rawnorm_global", "Time", "uCode"))


def as_coin_tool(folder: Path, coin_tool) -> Path:
    """ASEM as a workbook in the tool's layout, already divided, as the tool has no denominators."""
    data = pd.read_csv(folder / "golden" / "01_denominated.csv").merge(
        pd.read_csv(folder / "data.csv")[["uCode", "uName"]]
    )
    meta = pd.read_csv(folder / "meta.csv").set_index("iCode")
    leaves = meta[meta["Type"] == "Indicator"]
    inner = meta[meta["Type"] == "Aggregate"]
    short = {2: "p", 3: "si", 4: "Index"}
    codes = {
        code: "Index" if level == 4 else f"{short[level]}.{number:02d}"
        for level, found in inner.groupby("Level")
        for number, code in enumerate(found.index, start=1)
    }
    indicators = [
        {"code": code, "name": row["iName"], "p": codes[row["Parent"]],
         "si": codes[meta.loc[row["Parent"], "Parent"]], "index": "Index", "sp": "--",
         "direction": row["Direction"], "weight": row["Weight"]}
        for code, row in leaves.iterrows()
    ]  # fmt: skip
    dimensions = [(codes[code], row["Weight"], row["iName"]) for code, row in inner.iterrows()]
    rows = [
        [row["uName"], row["uCode"], *(None if pd.isna(row[c]) else row[c] for c in leaves.index)]
        for _, row in data.iterrows()
    ]
    return coin_tool(indicators, dimensions, rows)


def test_a_coin_tool_workbook_gives_the_same(reference, coin_tool, imported, changed, golden):
    folder = reference / "asem"
    project = imported(as_coin_tool(folder, coin_tool))
    units = project.content.path.parents[1] / "data" / "made" / "units.csv"
    groups = pd.read_csv(folder / "data.csv")[["uCode", "EurAsia_group"]]
    table = pd.read_csv(units).merge(groups, left_on="code", right_on="uCode")
    table.drop(columns="uCode").to_csv(units, index=False)
    scoring = changed(project, CHAIN).score()
    expected, ranks = golden("06_agg_amean_0_100"), golden("06_agg_amean_0_100_ranks")
    leaves = golden("05_norm_minmax_0_100")
    assert_equal(scoring.nodes(), leaves)
    assert_equal(scoring.nodes(), expected[["made"]])
    assert_equal(scoring.node_ranks, ranks[["made"]])
    tool = {"p.01": "Physical", "si.01": "Conn", "si.02": "Sust"}
    assert_equal(scoring.nodes().rename(columns=tool), expected[[*tool.values()]])
