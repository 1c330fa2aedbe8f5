"""Units against their groups, from YAML, against COINr and an independent computation.

See tests/golden/README.md for where the figures come from.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from coopindex.cli import main
from coopindex.questions.strengths import seen_in, strengths

GOLDEN = Path(__file__).parent.parent / "golden"


def test_ranks_within_groups_are_those_of_coinr(asem, tmp_path):
    file, where = tmp_path / "groups.csv", str(asem.content.definition.path)
    assert main(["groups", where, "--by", "GDP_group", "-o", str(file)]) == 0
    found = pd.read_csv(file).pivot_table(index="unit", columns="node", values="group_rank")
    theirs = pd.read_csv(GOLDEN / "asem" / "07_results_groupranks_GDP.csv.gz").set_index("uCode")
    theirs = theirs.rename(columns={"Index": "asem"}).drop(columns="GDP_group")
    assert found.loc[theirs.index, theirs.columns].astype(int).equals(theirs)


def test_means_and_deviations_of_groups_are_those_of_an_independent_computation(asem):
    expected = pd.read_csv(
        GOLDEN / "practice" / "strengths" / "group_EurAsia_group_statistics_expected.csv"
    ).set_index(["group", "code"])
    for ddof, column in ((1, "sd_n_minus_1"), (0, "sd_n")):
        found = asem.groups("EurAsia_group", ddof=ddof).means.set_index(["group", "node"])
        found = found.loc[expected.index]
        assert found["n"].tolist() == expected["n"].tolist()
        np.testing.assert_allclose(found["mean"], expected["mean"], rtol=1e-11)
        np.testing.assert_allclose(found["sd"], expected[column], rtol=1e-11)


def test_cuts_of_the_innovation_index_are_a_units_own_tenth_percentiles(asem):
    expected = pd.read_csv(GOLDEN / "practice" / "strengths" / "gii_cutoffs_expected.csv")
    found = strengths(asem, count=10, most_sharing=1)
    found = found[found["kind"] == "indicator"].groupby("unit")["percentile"]
    ours = found.apply(lambda x: x.nlargest(10).iloc[-1]).loc[expected["uCode"]]
    np.testing.assert_allclose(ours, expected["tenth_highest"], rtol=1e-12)
    ours = found.apply(lambda x: x.nsmallest(10).iloc[-1]).loc[expected["uCode"]]
    np.testing.assert_allclose(ours, expected["tenth_lowest"], rtol=1e-12)


def test_marks_of_the_innovation_index_come_by_command(asem, tmp_path):
    expected = pd.read_csv(GOLDEN / "practice" / "strengths" / "gii_expected.csv")
    file, where = tmp_path / "marks.csv", str(asem.content.definition.path)
    how = ["--count", "10", "--most-sharing", "1", "-o", str(file)]
    assert main(["strengths", where, *how]) == 0
    found = pd.read_csv(file).set_index(["unit", "node"])
    found = found.loc[list(zip(expected["uCode"], expected["code"], strict=True))]
    assert found["mark"].tolist() == expected["verdict"].tolist()
    assert found["by"].tolist() == expected["by"].tolist()


def test_the_best_of_a_group_is_a_whole_of_itself_and_others_fall_short(asem):
    table = asem.groups("GDP_group").table
    first = table["group_rank"] == 1
    assert (table[first]["gap_to_best"] == 0).all()
    assert (table[~first]["gap_to_best"] > 0).all()
    whole = table["points"] / table["best"]
    np.testing.assert_allclose(table["share_of_best"], whole.where(table["points"] >= 0))


@pytest.mark.parametrize("root", [True, False])
def test_the_index_itself_is_seen_where_it_is_asked_for(asem, root):
    assert (asem.index.root in seen_in(asem, root=root).nodes) == root
