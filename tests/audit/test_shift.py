"""The sentence of the JRC's audits in its six readings, on two runs that COINr 1.1.14 drew."""

import numpy as np
import pandas as pd
import pytest
import yaml

from coopindex.audit.shift import linear_quantile

MEANS = ["arithmetic", "geometric"]
PLAN = {
    "plan": "coinr",
    "factors": {
        "Winmax": {
            "treatment": [
                {"method": "winsorise", "at_most": most, "otherwise": "log"} for most in range(1, 6)
            ],
        },
        "Normalisation": {
            "normalisation": [
                {"method": "min_max", "scale": [1, 100]},
                {"method": "z_score", "mean": 10, "sd": 2},
            ],
        },
        "Weights": {"weights": "free"},
        "Aggregation": {"aggregation": MEANS, "nodes": "all"},
        "Imputation": {
            "imputation": [
                {"method": f"group_{what}", "group": "EurAsia_group"} for what in ("mean", "median")
            ],
        },
    },
}


LABELS = {
    "Winmax": {f"{most}": f"winsorise (at_most: {most}, otherwise: log)" for most in range(1, 6)},
    "Normalisation": {"minmax": "min_max", "zscore": "z_score"},
    "Aggregation": {"a_amean": "arithmetic", "a_gmean": "geometric"},
    "Imputation": {"mean_grp": "group_mean", "median_grp": "group_median"},
}


@pytest.fixture
def replayed(asem_file, reference, tmp_path):
    """Write the index, the plan of a run and the settings of its draws for the command line."""

    def write(run):
        golden = reference / "asem" / "golden"
        drawn = pd.read_csv(golden / f"11_{run}_params.csv", dtype=str).drop(columns="rep")
        factors = {name: PLAN["factors"][name] for name in drawn}
        (tmp_path / "plan.yaml").write_text(yaml.safe_dump(PLAN | {"factors": factors}), "utf-8")
        text = asem_file.read_text("utf-8").replace("scale: [0, 100]", "scale: [1, 100]")
        (tmp_path / "asem.yaml").write_text(text, "utf-8")
        (tmp_path / "sources.yaml").write_text("asem: {title: ASEM portal}\n", "utf-8")
        weights = pd.read_csv(golden / "11_noisy_weight_sets.csv").set_index("iCode")
        shares = shares_of(weights, pd.read_csv(reference / "asem" / "meta.csv"))
        table = drawn.apply(lambda column: column.replace(LABELS.get(column.name, {})))
        sets = shares[[f"w{number}" for number in table.pop("Weights")]].T.reset_index(drop=True)
        sets.columns = [f"weight:{node}" for node in sets]
        table.join(sets).to_csv(tmp_path / "settings.csv", index=False)
        paths = [str(tmp_path / name) for name in ("plan.yaml", "settings.csv")]
        return tmp_path / "asem.yaml", ("--plan", paths[0], "--replay", paths[1])

    return write


def shares_of(weights, meta):
    """Return each node's share inside its parent, without the index."""
    parents = meta.set_index("iCode")["Parent"]
    sets = [name for name in weights if name.startswith("w")]
    below = weights.loc[weights.index != "Index", sets]
    return below / below.groupby(parents.reindex(below.index)).transform("sum")


@pytest.mark.parametrize("run", ["UA100_vignette", "UA100_with_imputation"])
def test_the_readings_are_those_of_the_replicates(asked, practice, replayed, run):
    index, options = replayed(run)
    expected = practice(f"shift_{run}").set_index("definition")["share"]
    found = asked("shift", *options, index=index).set_index("definition")
    assert sorted(found.index) == sorted(expected.index)
    assert set(found["draws"]) == {100}
    np.testing.assert_allclose(found.loc[expected.index, "share"], expected, rtol=1e-9)
    units = practice(f"shift_{run}_units").set_index("uCode")
    ours = asked("shift_units", *options, index=index).set_index("unit").loc[units.index]
    names = {
        "rank": "nominal",
        "median": "median",
        "difference": "nominal_minus_median",
        "low": "q05",
        "high": "q95",
        "runs_within": "share_of_runs_within_3_of_median",
    }
    for name, theirs in names.items():
        np.testing.assert_allclose(ours[name].astype(float), units[theirs], rtol=1e-9)
    assert ours["within"].tolist() == units["within_3"].tolist()


def test_a_quantile_of_counts_is_that_of_the_ranks():
    ranks = np.array([[1.0, 4.0, 2.0, 2.0, 7.0], [3.0, 3.0, 3.0, 1.0, 2.0]])
    possible = np.arange(1.0, 8.0)
    counts = (ranks[..., None] == possible).sum(axis=1)
    for share in (0.05, 0.25, 0.5, 0.95, 1.0):
        found = linear_quantile(counts.cumsum(axis=1), possible, share)
        np.testing.assert_allclose(found, np.quantile(ranks, share, axis=1), rtol=1e-12)
