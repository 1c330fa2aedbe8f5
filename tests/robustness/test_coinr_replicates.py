"""The 260 replicates that COINr 1.1.14 drew on the ASEM index.

Its parameters and weight sets, its scores and ranks.
"""

import numpy as np
import pandas as pd
import pytest

import coopindex
from coopindex.engine.index import Choice
from coopindex.robustness.factors import WeightSets, choose_method
from coopindex.robustness.uncertainty import replay


def treatment(most):
    return Choice("treatment", "winsorise", (("at_most", most), ("otherwise", "log")))


def impute(method):
    return Choice("imputation", method, (("group", "EurAsia_group"),))


SCALES = (
    Choice("normalisation", "min_max", (("scale", (1.0, 100.0)),)),
    Choice("normalisation", "z_score", (("mean", 10.0), ("sd", 2.0))),
)
MEANS = (Choice("aggregation", "arithmetic"), Choice("aggregation", "geometric"))
IMPUTATIONS = (impute("group_mean"), impute("group_median"))


@pytest.fixture(scope="module")
def asem(reference):
    """The ASEM index as COINr's vignette builds it.

    It is denominated, imputed by group mean, winsorised, min-max [1, 100], two means.
    """
    table = pd.read_csv(reference / "asem/data.csv").set_index("uCode").sort_index()
    table = table.rename(columns={"Time": "year", "uName": "name_en"})
    meta = pd.read_csv(reference / "asem/meta.csv", keep_default_na=False)

    def below(parent):
        return {row.iCode: node(row) for row in meta[meta["Parent"] == parent].itertuples()}

    def node(row):
        if row.Type == "Aggregate":
            return {"children": below(row.iCode)}
        direction = "positive" if int(row.Direction) > 0 else "negative"
        by = {"denomination": {"by": row.Denominator}} if row.Denominator else {}
        return {"title": row.iName, "direction": direction, **by}

    definition = {
        "index": "Index",
        "variables": {name: {} for name in ("Area", "Energy", "GDP", "Population")},
        "children": below("Index"),
    }
    units = table[["name_en", "EurAsia_group"]]
    return coopindex.score(
        table,
        tree=definition,
        units=units,
        imputation={"method": "group_mean", "group": "EurAsia_group"},
        treatment={"method": "winsorise", "at_most": 5, "otherwise": "log"},
        normalisation={"method": "min_max", "scale": [1, 100]},
    )


@pytest.mark.parametrize("run", ["SA10_vignette", "UA100_vignette", "UA100_with_imputation"])
def test_scores_and_ranks_are_those_of_coinr(asem, reference, run):
    golden = reference / "asem/golden"
    drawn = pd.read_csv(golden / "11_noisy_weight_sets.csv").set_index("iCode")
    sets = {
        name: drawn.loc[[node.code for node in asem.index.nodes], f"w{name}"].to_numpy()
        for name in map(str, range(1, 101))
    }
    leaves, inner = (
        [node.code for node in nodes] for nodes in (asem.index.leaves, asem.index.inner)
    )
    winsorise = [treatment(most) for most in range(1, 6)]
    factors = [
        choose_method("Winmax", "treatment", winsorise, leaves),
        choose_method("Normalisation", "normalisation", SCALES, leaves),
        WeightSets("Weights", sets),
        choose_method("Aggregation", "aggregation", MEANS, inner),
        choose_method("Imputation", "imputation", IMPUTATIONS, leaves),
    ]
    ours = {
        "Winmax": dict(zip(map(str, range(1, 6)), factors[0].labels, strict=True)),
        "Normalisation": {"minmax": "min_max", "zscore": "z_score"},
        "Aggregation": {"a_amean": "arithmetic", "a_gmean": "geometric"},
        "Imputation": {"mean_grp": "group_mean", "median_grp": "group_median"},
    }
    settings = pd.read_csv(golden / f"11_{run}_params.csv", dtype=str).drop(columns="rep")
    factors = [factor for factor in factors if factor.name in settings.columns]
    scores, ranks = replay(
        asem, factors, settings.apply(lambda column: column.replace(ours.get(column.name, {})))
    )
    units = [asem.rows.units[unit] for unit in np.argsort(asem.rank()[0])]
    theirs = (
        pd.read_csv(golden / f"11_{run}_scores.csv")
        .set_index("uCode")
        .drop(columns="Nominal")
        .loc[units]
        .to_numpy()
        .T
    )
    places = (
        pd.read_csv(golden / f"11_{run}_ranks.csv")
        .set_index("uCode")
        .drop(columns="Nominal")
        .loc[units]
        .to_numpy()
        .T
    )
    assert scores == pytest.approx(theirs, rel=1e-12)
    assert (ranks == places).all()
