"""Methods of the trade from YAML against tests/golden/practice; see each folder's METHOD.md."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from coopindex import load
from coopindex.cli import main

GOLDEN = Path(__file__).parents[1] / "golden" / "practice"
UNIT = [0, 1]


def read(name: str) -> pd.DataFrame:
    return pd.read_csv(GOLDEN / f"{name}.csv")


def near(found, expected, within=1e-9):
    np.testing.assert_allclose(
        np.asarray(found, float), np.asarray(expected, float), within, within
    )


@pytest.fixture
def written(tmp_path):
    """Write an index over a table, a unit a row, and load it."""

    def write(table: pd.DataFrame, children: dict, **keys):
        table = table.rename(columns={"period": "year", table.columns[0]: "unit"})
        codes = {name: f"p{at}" for at, name in enumerate(table["unit"].unique())}
        table["unit"] = table["unit"].map(codes)
        if "year" not in table:
            table["year"] = 2020
        table[["unit", "year", *children]].to_csv(tmp_path / "observations.csv", index=False)
        pd.DataFrame({"code": codes.values(), "name_en": list(codes)}).to_csv(
            tmp_path / "units.csv", index=False
        )
        (tmp_path / "sources.yaml").write_text("golden: {title: golden table}\n", "utf-8")
        form = {
            "index": "x",
            "data": {
                "observations": {
                    "file": "observations.csv",
                    "status": "observed",
                    "source": "golden",
                },
                "units": "units.csv",
                "sources": "sources.yaml",
            },
            **keys,
            "children": children,
        }
        (tmp_path / "x.yaml").write_text(json.dumps(form, ensure_ascii=False), "utf-8")
        return load(tmp_path / "x.yaml")

    return write


def commanded(capsys, *command: str):
    assert main([*command, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def turned(rules: pd.DataFrame, **further) -> dict:
    """The children of a table of directions."""
    ways = {1: "positive", -1: "negative"}
    return {
        row.indicator: {"direction": ways[row.direction], **further} for row in rules.itertuples()
    }


def weights_of(project, **how) -> list[float]:
    table = project.score(**how).weights
    return table.loc[table["parent"] == "x", "share"].tolist()


@pytest.mark.parametrize("name", ["textbook", "mixed"])
def test_moderate_indicators_and_the_minimum_over_the_value(written, name):
    table, expected = read(f"normalisation/{name}"), read(f"normalisation/{name}_expected")
    ways = {
        "min_over_x": {"method": "fraction_of_maximum", "negative": "minimum_over"},
        "x_over_max": {"method": "fraction_of_maximum"},
    }
    children = {}
    for row in read(f"normalisation/{name}_rules").itertuples():
        way = ways.get(row.rule, {"method": "ideal_range", "lower": row.low, "upper": row.high})
        children[row.indicator] = {"normalisation": {**way, "scale": UNIT}}
        if row.rule == "min_over_x":
            children[row.indicator]["direction"] = "negative"
    found = written(table, children).score()
    for code in children:
        near(found.array(code)[0], expected[code])


@pytest.mark.parametrize("form", ["standard", "modified"])
@pytest.mark.parametrize(
    ("table", "golden", "shares"),
    [
        ("corners", "corners_expected", None),
        ("three_systems", "three_systems_equal_expected", None),
        ("three_systems", "three_systems_403030_expected", [0.4, 0.3, 0.3]),
        ("wang2021_table8", "wang2021_expected", None),
    ],
)
def test_coupling_coordination_and_its_grades(written, form, table, golden, shares):
    given, expected = read(f"coupling/{table}"), read(f"coupling/{golden}")
    systems = [code for code in given if code != "unit" and not code.startswith("C_")]
    children = {code: {} for code in systems}
    for code, share in zip(systems, shares or [], strict=bool(shares)):
        children[code]["weight"] = share
    for give, column in (
        ("degree", f"D_{form}"),
        ("coupling", f"C_{form}"),
        ("development", "T"),
    ):
        way = {"method": "coupling_coordination", "form": form, "give": give}
        found = written(given, children, aggregation=way, bands="coupling_grades").score()
        near(found.score[0], expected[column])
        if give == "degree":
            grades = [found.band(score) for score in found.score[0]]
            assert grades == expected[f"grade_{form}"].tolist()
        if give == "coupling" and table.startswith("wang"):
            printed = "C_printed" if form == "standard" else "C_modified_printed"
            assert found.score[0].round(4).tolist() == given[printed].tolist()


@pytest.mark.parametrize(("closed", "grade"), [("right", "near disorder"), ("left", "barely coor")])
def test_the_edges_of_grades_are_an_option(written, closed, grade, capsys, tmp_path):
    given = read("coupling/corners")
    children = {code: {} for code in ("s1", "s2", "s3", "s4")}
    bands = {"preset": "coupling_grades", "closed": closed}
    written(given, children, aggregation="coupling_coordination", bands=bands)
    found = commanded(capsys, "score", str(tmp_path / "x.yaml"))
    of = {unit["name"]: unit["band"] for unit in found["units"]}
    assert of["D_is_0.5"].startswith(grade)
    assert of["all_zero"] == "extreme disorder"


def test_coupling_of_points_from_0_to_100_and_its_stages(written):
    given = read("coupling/three_systems")
    given[["s1", "s2", "s3"]] *= 100
    way = {"method": "coupling_coordination", "scale": [0, 100], "give": "coupling"}
    children = {code: {} for code in ("s1", "s2", "s3")}
    found = written(given, children, aggregation=way, bands="coupling_stages").score()
    near(found.score[0], read("coupling/three_systems_equal_expected")["C_standard"])
    stages = [found.band(score) for score in found.score[0]]
    assert stages == ["running-in", "high coupling", "running-in", "high coupling",
                      "antagonistic", "high coupling"]  # fmt: skip


@pytest.mark.parametrize(("name", "way"), [("jmcdm", {"method": "min_max", "scale": UNIT}),
                                           ("scores", "none")])  # fmt: skip
def test_grey_relational_grades(written, name, way):
    rules, expected = read(f"grey/{name}_rules"), read(f"grey/{name}_expected")
    children = turned(rules, normalisation=way)
    for row in rules.itertuples():
        children[row.indicator]["weight"] = row.weight
    found = written(read(f"grey/{name}"), children, aggregation="grey_relational").score()
    near(found.score[0], expected["grade"])
    assert found.rank()[0].tolist() == expected["rank"].tolist()


ENTROPIES = {
    "0 ln 0 = 0": {},
    "z + 0.0001": {"shift": 0.0001},
    "z + 0.01": {"shift": 0.01},
    "z in [0.002, 0.998]": {"squeeze": [0.002, 0.998]},
}


def of_variant(variant: str) -> tuple[str, dict]:
    """Which rows a variant's entropy is taken of, and how."""
    rows, _, shift = variant.partition(", ")
    return rows, ENTROPIES[shift]


@pytest.mark.parametrize(
    "variant", read("entropy_panel/panel_weights_expected")["variant"].unique()
)
def test_entropy_weights_of_a_panel(written, variant):
    expected = read("entropy_panel/panel_weights_expected").query("variant == @variant")
    directions = read("entropy_panel/panel_direction")
    rows, shift = of_variant(variant)
    pooled = rows == "pooled" or "pooled minima" in rows
    scaled = {"method": "min_max", "scale": UNIT}
    scaled |= {"reference": {"years": "all"}} if pooled else {}
    weighting = {"method": "entropy", "shift": shift.get("shift", 0)}
    if "squeeze" in shift:
        weighting = {"method": "entropy", "of": "min_max", **shift}
    weighting |= {"reference": {"years": "all"}} if rows == "pooled" else {}
    children = turned(directions, normalisation=scaled)
    project = written(read("entropy_panel/panel"), children, weighting=weighting)
    year = 2021 if rows == "pooled" else int(rows[:4])
    near(weights_of(project, year=year), expected["weight"])


def test_entropy_weights_of_raw_columns_and_squeezed_ones(written):
    raw = written(
        read("entropy_panel/elsayed"), {f"e{k}": {} for k in range(1, 6)}, weighting="entropy"
    )
    near(weights_of(raw), read("entropy_panel/elsayed_expected")["weight"])
    small = read("entropy_panel/small_expected")
    way = {"method": "entropy", "of": "min_max", "squeeze": [0.002, 0.998]}
    found = written(read("entropy_panel/small"), turned(small), weighting=way)
    near(weights_of(found), small["weight"])


@pytest.mark.parametrize("vector", [False, True])
def test_entropy_topsis_of_a_pooled_panel_is_that_of_pymcdm(written, vector):
    expected = read("entropy_panel/panel_topsis_expected")
    pooled = {"years": "all"}
    scaled = {"method": "min_max", "scale": UNIT}
    children = turned(
        read("entropy_panel/panel_direction"), normalisation="none" if vector else scaled
    )
    way = {"method": "entropy", "of": "min_max", "shift": 0.0001}
    project = written(
        read("entropy_panel/panel"),
        children,
        reference=pooled,
        weighting=way,
        aggregation={"method": "topsis", "vector": vector},
    )
    found = project.score(year="all")
    column = "closeness_vector" if vector else "closeness_minmax"
    near(found.score.ravel(), expected[column])
    if not vector:
        assert found.rank().ravel().tolist() == expected["rank_in_period"].tolist()


@pytest.mark.parametrize(
    ("table", "row", "way"),
    [
        ("keshavarz2021", "merec", "merec"),
        ("zavadskas2016", "cilos", "cilos"),
        ("zavadskas2016", "entropy_raw", "entropy"),
        ("zavadskas2016", "idocriw_raw", "idocriw"),
        ("zavadskas2016", "idocriw_turned", {"method": "idocriw", "entropy_of": "turned"}),
    ],
)
def test_objective_weights(written, table, row, way):
    expected = read(f"objective_weights/{table}_expected").set_index("weights").loc[row]
    children = turned(read(f"objective_weights/{table}_direction"))
    near(weights_of(written(read(f"objective_weights/{table}"), children, weighting=way)), expected)


def two_units(codes: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"unit": ["a", "b"], **{code: [1.0, 2.0] for code in codes}})


def given_points(name: str) -> list[dict]:
    table = read(f"combined_weights/{name}_weights").set_index("weighting")
    weights = table.drop(columns="linear_share")
    return [
        {"method": "budget_allocation", "experts": {code: row.tolist()}}
        for code, row in weights.iterrows()
    ]


@pytest.mark.parametrize("by", ["linear", "product", "game"])
@pytest.mark.parametrize("name", ["two_given", "equal_other", "ahp_entropy"])
def test_combined_weights(written, name, by):
    table = read(f"combined_weights/{name}_weights")
    codes = [code for code in table if code not in ("weighting", "linear_share")]
    way = {"method": "combined", "of": given_points(name), "by": by}
    way |= {"shares": table["linear_share"].tolist()} if by == "linear" else {}
    data = two_units(codes)
    expected = read(f"combined_weights/{name}_expected").set_index("by").loc[by]
    near(weights_of(written(data, {code: {} for code in codes}, weighting=way)), expected)


@pytest.mark.parametrize("by", ["linear", "product", "game"])
def test_ahp_and_entropy_of_a_table_are_combined(written, by):
    compared = read("combined_weights/ahp_entropy_pairwise").to_numpy().tolist()
    entropy = {"method": "entropy", "of": "min_max", "shift": 0.0001}
    way = {"method": "combined", "of": [{"method": "ahp", "matrix": compared}, entropy], "by": by}
    children = turned(read("combined_weights/ahp_entropy_direction"))
    project = written(read("combined_weights/ahp_entropy_data"), children, weighting=way)
    expected = read("combined_weights/ahp_entropy_expected").set_index("by").loc[by]
    near(weights_of(project), expected)


def judged(written, number: int, way: dict) -> list[float]:
    codes = [f"c{at}" for at in range(number)]
    data = two_units(codes)
    return weights_of(written(data, {code: {} for code in codes}, weighting=way))


@pytest.mark.parametrize("by", ["eigenvector", "geometric_mean", "column_mean"])
@pytest.mark.parametrize("name", ["fees", "travel"])
def test_ahp_in_three_ways(written, name, by):
    table = pd.read_csv(GOLDEN / f"elicitation/ahp_{name}.csv", dtype=str)
    matrix = [[int(cell) if cell.isdigit() else cell for cell in row] for row in table.to_numpy()]
    found = judged(written, 5, {"method": "ahp", "matrix": matrix, "by": by})
    near(found, read(f"elicitation/ahp_{name}_weights_expected")[by])


@pytest.mark.parametrize("name", ["consistent", "transport"])
def test_best_worst_weights(written, name):
    given, expected = read(f"elicitation/bwm_{name}"), read(f"elicitation/bwm_{name}_expected")
    way = {
        "method": "best_worst",
        "best_to_others": given["best_to_other"].tolist(),
        "others_to_worst": given["other_to_worst"].tolist(),
    }
    near(judged(written, len(given), way), expected["linear"])
    middle = (expected["nonlinear_low"] + expected["nonlinear_high"]) / 2
    near(judged(written, len(given), {**way, "form": "nonlinear"}), middle / middle.sum())


RULES = {"centroid": "centroid", "sum": "sum", "reciprocal": "reciprocal", "exponent2": "exponent"}


@pytest.mark.parametrize("column", RULES)
def test_weights_from_ranks(written, column):
    for _, table in read("elicitation/rank_order_expected").groupby("n"):
        way = {"method": "rank_order", "ranks": table["rank"].tolist(), "by": RULES[column]}
        near(judged(written, len(table), way), table[column])
    tied = read("elicitation/rank_order_tied")["rank"].tolist()
    found = judged(written, len(tied), {"method": "rank_order", "ranks": tied, "by": RULES[column]})
    near(found, read("elicitation/rank_order_tied_expected")[column])


def figures(project, figure: str, **further) -> list[float]:
    """The values of one figure among the workings, in their order."""
    table = project.score().workings()
    table = table[table["figure"] == figure]
    for column, value in further.items():
        table = table[table[column] == value]
    return table["value"].tolist()


def test_what_is_worked_out_on_the_way_is_shown(written, capsys, tmp_path):
    given, expected = read("coupling/corners"), read("coupling/corners_expected")
    children = {code: {} for code in ("s1", "s2", "s3", "s4")}
    project = written(given, children, aggregation="coupling_coordination")
    for figure, column in (("coupling", "C_standard"), ("development", "T")):
        near(figures(project, figure), expected[column])
    rows = commanded(capsys, "score", str(tmp_path / "x.yaml"), "--workings")["workings"]
    assert len(rows) == 3 * len(given)
    assert {row["figure"] for row in rows} == {"coupling", "development", "degree"}
    assert [row["value"] for row in rows if row["unit"] == "p2"] == [None, 0.0, 0.0]
    for lang, said in (("en", "coupling C"), ("zh", "耦合度C")):
        assert main(["score", str(tmp_path / "x.yaml"), "--workings", "--lang", lang]) == 0
        assert said in capsys.readouterr().out


def test_relational_coefficients_are_shown(written):
    rules, expected = read("grey/jmcdm_rules"), read("grey/jmcdm_expected")
    children = turned(rules, normalisation="min_max")
    project = written(read("grey/jmcdm"), children, aggregation="grey_relational")
    for code in children:
        near(figures(project, "relational coefficient", child=code), expected[f"xi_{code}"])


def test_distances_of_topsis_and_entropies_are_shown(written):
    expected = read("entropy_panel/panel_topsis_expected")
    scaled = {"method": "min_max", "scale": UNIT}
    project = written(
        read("entropy_panel/panel"),
        turned(read("entropy_panel/panel_direction"), normalisation=scaled),
        reference={"years": "all"},
        weighting={"method": "entropy", "shift": 0.0001},
        aggregation="topsis",
    )
    found = project.score(year="all").workings()
    of = {figure: rows["value"] for figure, rows in found.groupby("figure")}
    near(of["distance to the best"], expected["d_plus"])
    near(of["distance to the worst"], expected["d_minus"])
    weights = read("entropy_panel/panel_weights_expected").query("variant == 'pooled, z + 0.0001'")
    near(of["entropy"], weights["entropy"])
    near(of["redundancy"], weights["redundancy"])


def test_consistency_is_shown(written):
    table = pd.read_csv(GOLDEN / "elicitation/ahp_fees.csv", dtype=str)
    matrix = [[int(cell) if cell.isdigit() else cell for cell in row] for row in table.to_numpy()]
    expected = read("elicitation/ahp_fees_consistency_expected").loc[0]
    codes = [f"c{at}" for at in range(5)]
    for way, ratio in (("saaty_1977", "CR_saaty1977"), ("saaty_2008", "CR_saaty2008")):
        how = {"method": "ahp", "matrix": matrix, "random_index": way}
        project = written(two_units(codes), {code: {} for code in codes}, weighting=how)
        near(figures(project, "principal eigenvalue"), [expected["lambda_max"]])
        near(figures(project, "consistency index"), [expected["CI"]])
        near(figures(project, "consistency ratio"), [expected[ratio]])


@pytest.mark.parametrize("name", ["consistent", "transport"])
def test_intervals_and_consistency_of_the_best_and_the_worst_are_shown(written, name):
    given, expected = read(f"elicitation/bwm_{name}"), read(f"elicitation/bwm_{name}_expected")
    whole = read(f"elicitation/bwm_{name}_consistency_expected").loc[0]
    codes = given["criterion"].tolist()
    how = {
        "method": "best_worst",
        "best_to_others": given["best_to_other"].tolist(),
        "others_to_worst": given["other_to_worst"].tolist(),
        "form": "nonlinear",
    }
    project = written(two_units(codes), {code: {} for code in codes}, weighting=how)
    near(figures(project, "lowest weight"), expected["nonlinear_low"])
    near(figures(project, "highest weight"), expected["nonlinear_high"])
    near(figures(project, "xi of the linear form"), [whole["xi_linear"]])
    near(figures(project, "xi of the nonlinear form"), [whole["xi_nonlinear"]])
    near(figures(project, "consistency ratio"), [whole["consistency_ratio"]])


@pytest.mark.parametrize("name", ["two_given", "equal_other", "ahp_entropy"])
def test_the_shares_in_the_game_are_shown(written, name):
    expected = read(f"combined_weights/{name}_game_expected")
    given = given_points(name)
    codes = [f"c{at}" for at in range(len(given[0]["experts"].popitem()[1]))]
    how = {"method": "combined", "of": given_points(name), "by": "game"}
    project = written(two_units(codes), {code: {} for code in codes}, weighting=how)
    near(figures(project, "a in the game"), expected["a_raw"])
    near(figures(project, "share in the game"), expected["a_normalised"])


def test_effects_of_removal_are_shown(written):
    expected = read("objective_weights/keshavarz2021_expected").set_index("weights")
    children = turned(read("objective_weights/keshavarz2021_direction"))
    project = written(read("objective_weights/keshavarz2021"), children, weighting="merec")
    near(figures(project, "effect of removal"), expected.loc["merec_effect"])
