"""Obstacle degrees from YAML and by the command, against tests/golden/practice/obstacle."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from coopindex import load
from coopindex.cli import main

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "golden"
OBSTACLE = GOLDEN / "practice" / "obstacle"


def read(name, *index):
    return pd.read_csv(OBSTACLE / f"{name}.csv").set_index(list(index)).sort_index()


def held_against(found, expected, **columns):
    """Hold columns against others, ranks exactly, what is blank to be blank."""
    assert found.index.tolist() == expected.index.tolist()
    for ours, theirs in columns.items():
        mine = found[ours].astype(float).to_numpy()
        tolerance = 0 if ours == "rank" else 1e-12
        np.testing.assert_allclose(mine, expected[theirs].astype(float), rtol=0, atol=tolerance)


def by_command(tmp_path, *words):
    file = tmp_path / "found.csv"
    assert main(["obstacles", *words, "-o", str(file)]) == 0
    return pd.read_csv(file)


@pytest.mark.parametrize("scheme", ["equal", "uneven"])
def test_a_flat_index_has_the_printed_obstacles(tmp_path, scheme):
    found = by_command(tmp_path, str(OBSTACLE / "flat.yaml"), "-w", str(OBSTACLE / f"{scheme}.yaml")
                       if scheme == "uneven" else "equal")  # fmt: skip
    expected = read("flat_expected", "set", "unit", "indicator").loc[scheme]
    found = found.set_index(["unit", "node"]).sort_index()
    held_against(found, expected, gap="gap", obstacle="obstacle", rank="rank")


@pytest.mark.parametrize("kind", ["indicator", "dimension"])
def test_a_tree_has_the_obstacles_of_its_indicators_and_dimensions(tmp_path, kind):
    found = by_command(tmp_path, str(OBSTACLE / "tree.yaml"), "--year", "all")
    found = found[found["kind"] == kind].set_index(["unit", "year", "node"]).sort_index()
    expected = read(f"tree_expected_{kind}", "unit", "year", kind)
    weights = {"weight": "effective_weight"} if kind == "indicator" else {}
    held_against(found, expected, gap="gap", obstacle="obstacle", rank="rank", **weights)


def test_means_by_year_are_over_the_units_that_have_a_gap(tmp_path):
    found = by_command(tmp_path, str(OBSTACLE / "tree.yaml"), "--year", "all", "--means")
    found = found[found["kind"] == "indicator"].set_index(["year", "node"]).sort_index()
    expected = read("tree_expected_mean", "year", "indicator")
    held_against(found, expected, mean_obstacle="mean_obstacle", rank="rank")
    assert set(found.loc[2020, "units"]) == {3}


def test_pillars_of_asem_cause_these_shares_of_the_gap_to_100(asem):
    found = asem.obstacles()
    wide = found.table.pivot_table(index="unit", columns="node", values="obstacle")
    expected = pd.read_csv(OBSTACLE / "asem_expected_pillar.csv").set_index("uCode")
    np.testing.assert_allclose(wide.loc[expected.index, expected.columns], expected, rtol=1e-12)
    np.testing.assert_allclose(found.gap, 100 - asem.score, rtol=1e-12)


def test_one_unit_alone_says_what_is_said_of_it_among_all(capsys):
    assert main(["obstacles", str(OBSTACLE / "tree.yaml"), "S", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["obstacles"]
    assert {row["unit"] for row in found} == {"S"}
    table = load(OBSTACLE / "tree.yaml").score().obstacles().table
    assert [row["obstacle"] for row in found] == table[table["unit"] == "S"]["obstacle"].tolist()
