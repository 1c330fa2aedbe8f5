"""A row a unit, year and node, for other programs: the same figures as everywhere."""

import pandas as pd
import pytest

from coopindex import load
from coopindex.cli import main

YEARS = "china-ceec-human-development"


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_every_unit_year_and_node_has_its_row(ending, tmp_path):
    file = tmp_path / f"panel.{ending}"
    assert main(["score", YEARS, "--year", "2003,2021", "--tidy", "-o", str(file)]) == 0
    found = pd.read_csv(file) if ending == "csv" else pd.read_parquet(file)
    scoring = load(YEARS).score(year=[2003, 2021])
    assert len(found) == 2 * len(scoring.rows.units) * len(scoring.index.nodes)
    wide = found.pivot_table(index=["year", "unit"], columns="node", values="score")
    expected = scoring.nodes()
    pd.testing.assert_frame_equal(
        wide.loc[expected.index, expected.columns], expected, check_names=False
    )
    ranks = found.pivot_table(index=["year", "unit"], columns="node", values="rank")
    ours = scoring.node_ranks
    assert (ranks.loc[ours.index, ours.columns] == ours).all().all()
    groups = dict(zip(scoring.data.units, scoring.data.groups["region"].tolist(), strict=True))
    assert found["region"].tolist() == found["unit"].map(groups).tolist()


def test_some_units_alone_are_written_where_they_are_asked_for(tmp_path):
    file = tmp_path / "panel.parquet"
    assert main(["score", YEARS, "--tidy", "--only", "HUN", "-o", str(file)]) == 0
    assert set(pd.read_parquet(file)["unit"]) == {"HUN"}


@pytest.mark.parametrize("option", ["--nodes", "--scale", "--workings"])
def test_a_tidy_table_takes_the_place_of_others(option, capsys):
    assert main(["score", YEARS, "--tidy", option]) == 2
    assert "--tidy" in capsys.readouterr().err
