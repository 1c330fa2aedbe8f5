"""The 260 replicates that COINr 1.1.14 drew on the ASEM index: its parameters and weight sets, its scores and ranks."""

import numpy as np
import pandas as pd
import pytest

from coopindex.engine.data import Data
from coopindex.engine.index import STATUSES, Choice, Denomination, Index, Node, Scheme
from coopindex.engine.naming import Text
from coopindex.engine.score import score
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
    """The ASEM index as COINr's vignette builds it: denominated, imputed by group mean, winsorised, min-max [1, 100], two means."""
    table, meta = (
        pd.read_csv(reference / "asem/data.csv").sort_values("uCode"),
        pd.read_csv(reference / "asem/meta.csv", keep_default_na=False),
    )
    indicators, aggregates = (
        meta[meta["Type"] == "Indicator"],
        meta[meta["Type"] == "Aggregate"].sort_values("Level", kind="stable"),
    )
    leaves = [
        Node(
            row.iCode,
            Text(row.iName),
            parent=row.Parent,
            direction=int(row.Direction),
            denomination=Denomination(row.Denominator) if row.Denominator else None,
            imputation=IMPUTATIONS[0],
            treatment=treatment(5),
            normalisation=SCALES[0],
        )
        for row in indicators.itertuples()
    ]
    inner = [
        Node(
            row.iCode,
            Text(row.iName),
            parent=row.Parent or None,
            children=tuple(meta.loc[meta["Parent"] == row.iCode, "iCode"]),
        )
        for row in aggregates.itertuples()
    ]
    units = tuple(table["uCode"])
    values = table[[leaf.code for leaf in leaves]].to_numpy(float)[None]
    status = np.where(np.isnan(values), -1, STATUSES.index("observed")).astype(np.int8)
    data = Data(
        units,
        {code: Text(name) for code, name in zip(units, table["uName"], strict=True)},
        (2018,),
        values,
        status,
        np.full(values.shape, -1, np.int32),
        variables={
            name: table[[name]].to_numpy(float).T
            for name in ("Area", "Energy", "GDP", "Population")
        },
        groups={"EurAsia_group": table["EurAsia_group"].to_numpy(str)},
    )
    index = Index("Index", Text("ASEM"), Text("country"), (*leaves, *inner))
    return score(index, data, Scheme("equal", np.ones(len(index.nodes))))


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
