"""Strengths and weaknesses of the ASEM countries against an independent computation.

See tests/golden/README.md for where the figures come from.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from coopindex import load
from coopindex.questions.strengths import strengths

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "golden"
PILLARS = {"Physical", "ConEcFin", "Political", "Instit", "P2P", "Environ", "Social", "SusEcFin"}


@pytest.fixture(scope="module")
def asem(tmp_path_factory):
    folder, text = tmp_path_factory.mktemp("asem"), (HERE / "asem.yaml").read_text("utf-8")
    for name in ("data", "meta"):
        ours = (GOLDEN / "asem" / f"{name}.csv.gz").as_posix()
        text = text.replace(f"../../../shared/reference/asem/{name}.csv", ours)
    (folder / "sources.yaml").write_bytes((HERE / "sources.yaml").read_bytes())
    (folder / "asem.yaml").write_text(text, "utf-8")
    return load(folder / "asem.yaml").score()


@pytest.fixture(params=["in the clone", "beside the clone"])
def golden(request):
    """Read a table: of a few countries in the clone, of all beside it where that is there."""
    if request.param == "in the clone":
        folder = GOLDEN / "practice" / "strengths"
    else:
        folder = request.getfixturevalue("reference") / "practice" / "strengths"
    return lambda name: pd.read_csv(folder / f"{name}_expected.csv")


def of_golden(found, expected):
    """Return the rows of the units and nodes that the goldens answer for, that have a mark."""
    nodes = PILLARS | set(found.loc[found["kind"] == "indicator", "node"])
    return found[found["unit"].isin(expected["uCode"]) & found["node"].isin(nodes)]


def test_marks_percentiles_ranks_and_rules_are_those_of_the_innovation_index(asem, golden):
    expected = golden("gii").set_index(["uCode", "code"]).sort_index()
    found = of_golden(strengths(asem, count=10, most_sharing=1), golden("gii"))
    found = found[found["mark"] != ""].set_index(["unit", "node"]).sort_index()
    assert found.index.tolist() == expected.index.tolist()
    assert found["mark"].tolist() == expected["verdict"].tolist()
    assert found["by"].tolist() == expected["by"].tolist()
    assert found["rank"].tolist() == expected["rank"].tolist()
    np.testing.assert_allclose(found["percentile"], expected["percentile_rank"], rtol=1e-12)


def test_cuts_are_those_of_the_innovation_index(asem, golden):
    expected = golden("gii_cutoffs").set_index("uCode")
    found = asem.cuts(count=10).set_index("unit").loc[expected.index]
    np.testing.assert_allclose(found["high"], expected["tenth_highest"], rtol=1e-12)
    np.testing.assert_allclose(found["low"], expected["tenth_lowest"], rtol=1e-12)


@pytest.mark.parametrize(("ddof", "column"), [(1, "n_minus_1"), (0, "n")])
def test_marks_within_groups_are_those_beyond_a_standard_deviation(asem, golden, ddof, column):
    expected = golden("group_EurAsia_group").set_index(["uCode", "code"]).sort_index()
    wanted = expected[f"verdict_sd_{column}"].dropna()
    found = of_golden(
        strengths(asem, group="EurAsia_group", ddof=ddof), golden("group_EurAsia_group")
    )
    found = found[found["group_mark"] != ""].set_index(["unit", "node"]).sort_index()
    assert found["group_mark"].to_dict() == wanted.to_dict()
    if ddof == 1:
        score = expected.loc[found.index, "score"]
        distance = (score - found["group_mean"]) / found["group_sd"]
        theirs = expected.loc[found.index, "distance_in_sd_n_minus_1"]
        np.testing.assert_allclose(distance, theirs, rtol=1e-9)
