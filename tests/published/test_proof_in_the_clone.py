"""A clone with nothing beside it proves its numbers.

See tests/golden/README.md for where they come from.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from coopindex import load

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "golden"
BESIDE = "../../../shared/reference"


@pytest.fixture
def written(tmp_path):
    """Write one of the indices here with its tables among the goldens."""

    def write(name: str, *instead: tuple[str, str]):
        text = (HERE / f"{name}.yaml").read_text("utf-8")
        for theirs, ours in instead:
            assert theirs in text
            text = text.replace(theirs, (GOLDEN / ours).as_posix())
        (tmp_path / "sources.yaml").write_bytes((HERE / "sources.yaml").read_bytes())
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
        return load(tmp_path / f"{name}.yaml")

    return write


@pytest.fixture
def asem(written):
    return written(
        "asem", *((f"{BESIDE}/asem/{n}.csv", f"asem/{n}.csv.gz") for n in ("data", "meta"))
    )


def golden(name: str) -> pd.DataFrame:
    table = pd.read_csv(GOLDEN / "asem" / f"{name}.csv.gz", index_col="uCode")
    return table.rename(columns={"Index": "asem"})


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
def test_every_step_of_asem_equals_coinr(asem, table, step):
    found, expected = asem.score().nodes(step), golden(table)
    assert expected.shape[0] == 51
    np.testing.assert_allclose(
        found.loc[expected.index, expected.columns], expected, rtol=1e-12, atol=1e-12
    )


def test_the_ranks_of_asem_equal_coinr(asem):
    found = asem.score().scores.set_index("unit")["rank"]
    expected = golden("06_agg_amean_0_100_ranks")["asem"]
    assert found.loc[expected.index].tolist() == expected.tolist()


def test_every_printed_figure_of_the_hdi_is_met(written):
    project = written(
        "hdi", (f"{BESIDE}/published/undp_hdr2021/hdr2021_panel.csv.gz", "hdi_2021.csv.gz")
    )
    checks = project.verify()
    assert [(check.compared, check.agreeing) for check in checks] == [(191, 191), (191, 191)]
    assert all(check.met for check in checks)
