"""Inequality and convergence against independent computations, from YAML and commands.

See tests/golden/README.md for where the figures come from.
"""

import io
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from coopindex.cli import main

GOLDEN = Path(__file__).parents[1] / "golden" / "practice" / "disparity"
NAMES = "textbook", "regions", "corners"
INDEX = """
index: x
title: Income
data:
  observations: {file: observations.csv, status: observed, source: s}
  units: {file: units.csv, columns: {region: group}}
  sources: sources.yaml
children:
  income: {title: Income, normalisation: none}
"""


def golden(name):
    return pd.read_csv(GOLDEN / f"{name}.csv")


def project(folder, table):
    """Write an index of one indicator, taken as it is. table : unit, group, year, value."""
    table[["unit", "group"]].drop_duplicates().set_index("unit").rename_axis("code").to_csv(
        folder / "units.csv"
    )
    table.assign(indicator="income")[["unit", "indicator", "year", "value"]].to_csv(
        folder / "observations.csv", index=False
    )
    (folder / "sources.yaml").write_text("s: {title: Nobody}\n", "utf-8")
    (folder / "x.yaml").write_text(INDEX, "utf-8")
    return folder / "x.yaml"


def with_years(table):
    """Name the periods by years: y1 is 2001."""
    text = table["period"].astype(str).str.removeprefix("y").astype(int)
    return table.assign(year=text + 2000 * (text < 1000)).drop(columns="period")


@pytest.fixture(scope="module", params=NAMES)
def case(request, tmp_path_factory):
    name = request.param
    index = project(tmp_path_factory.mktemp(name), with_years(golden(name)))

    def expected(what):
        return with_years(golden(f"{name}_{what}_expected"))

    return index, expected


def asked(capsys, index, *options):
    """Return what the command prints as CSV."""
    assert main(["disparity", str(index), "--format", "csv", *options]) == 0
    return pd.read_csv(io.StringIO(capsys.readouterr().out))


def same(found, expected, columns):
    """Hold columns, ours by theirs, against what is expected, blank where that is."""
    for ours, theirs in columns.items():
        values = expected[theirs].to_numpy(float)
        np.testing.assert_allclose(found[ours], values, rtol=1e-9, atol=1e-12, err_msg=ours)


def test_the_parts_of_gini_are_those_of_dagum_in_every_year(case, capsys):
    index, expected = case
    found, known = asked(capsys, index, "--by", "region"), expected("dagum")
    assert found["year"].tolist() == known["year"].tolist()
    names = {"within": "Gw", "between": "Gnb", "transvariation": "Gt"}
    same(found, known, {"gini": "G", **names})
    shares = known.assign(**{f"{of}_share": known[f"{of}_pct"] / 100 for of in names.values()})
    same(found, shares, {f"{ours}_share": f"{of}_share" for ours, of in names.items()})


def test_every_group_has_its_own_gini_and_its_part_of_the_whole(case, capsys):
    index, expected = case
    found = asked(capsys, index, "--by", "region", "--table", "groups")
    known = expected("groups")
    assert (
        found[["year", "group", "n"]].values.tolist()
        == known[["year", "group", "n"]].values.tolist()
    )
    shares = {"population_share": "p", "score_share": "s"}
    same(found, known, {"mean": "mean", **shares, "gini": "gini", "within": "contribution"})


def test_every_pair_of_groups_has_its_distance_and_its_parts(case, capsys):
    index, expected = case
    found = asked(capsys, index, "--by", "region", "--table", "pairs")
    known, names = expected("pairs"), ["year", "richer", "poorer"]
    assert found[names].values.tolist() == known[names].values.tolist()
    parts = {"between": "to_Gnb", "transvariation": "to_Gt"}
    same(found, known, {"gini": "gini_jh", "d": "d", "p": "p", "distance": "D", **parts})


def test_theil_is_split_within_and_between_groups(case, capsys):
    index, expected = case
    known = expected("theil")
    whole, parts = known[known["group"] == "all"], known[known["group"] != "all"]
    same(
        asked(capsys, index, "--by", "region"),
        whole,
        {"theil": "theil", "theil_within": "within_or_contribution", "theil_between": "between"},
    )
    same(
        asked(capsys, index, "--by", "region", "--table", "groups"),
        parts,
        {"score_share": "share", "theil": "theil", "theil_within": "within_or_contribution"},
    )


def test_sigma_is_printed_with_either_divisor(case, capsys):
    index, expected = case
    same_names = ["n", "mean", "cv_n", "cv_n_minus_1", "sd_ln_n", "sd_ln_n_minus_1"]
    same(asked(capsys, index), expected("sigma"), {name: name for name in same_names})


def test_beta_has_its_errors_its_speed_and_its_half_life(tmp_path, capsys):
    wide = golden("beta10")
    years = {"first": 2010, "last": 2020}
    long = wide.melt("unit", var_name="year").assign(group="all")
    index = project(tmp_path, long.assign(year=long["year"].map(years)))
    found, known = asked(capsys, index, "--table", "beta"), golden("beta10_expected")
    assert found[["start", "end", "n"]].values.tolist() == [[2010, 2020, 15]]
    names = {"t": "t_b", "p": "p_b"}
    shared = ["years", "a", "se_a", "b", "se_b", "r2", "speed", "half_life"]
    same(found, known, {name: name for name in shared} | names)


def test_between_months_time_is_counted_in_years(tmp_path, capsys):
    wide, months = golden("beta10"), {"first": "2011-01", "last": "2011-07"}
    long = wide.melt("unit", var_name="year").assign(group="all")
    index = project(tmp_path, long.assign(year=long["year"].map(months)))
    found, known = asked(capsys, index, "--table", "beta"), golden("beta10_expected")
    assert found[["start", "end", "years"]].values.tolist() == [["2011-01", "2011-07", 0.5]]
    # the same growth in a twentieth of the time
    assert found["b"].iloc[0] == pytest.approx(20 * known["b"].iloc[0])
    assert found["half_life"].iloc[0] == pytest.approx(known["half_life"].iloc[0] / 20)
    assert main(["disparity", str(index), "--lang", "zh"]) == 0
    assert "绝对β收敛，2011年1月至2011年7月" in capsys.readouterr().out


def test_json_and_every_table_hold_the_same(case, capsys):
    index, _ = case
    assert main(["disparity", str(index), "--by", "region", "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    for name in ("totals", "groups", "pairs"):
        table = asked(capsys, index, "--by", "region", "--table", name)
        assert list(facts[name][0]) == list(table)
        pd.testing.assert_frame_equal(
            pd.DataFrame(facts[name])[list(table)], table, check_dtype=False
        )


# -- what has no value, and what is left out ------------------------------------------------------


def written(folder, values, labels="aabb", year=2020):
    """Write an index of a year: values of units that belong to groups."""
    units = [f"u{k}" for k in range(len(values))]
    table = {"unit": units, "group": list(labels), "year": year, "value": values}
    return project(folder, pd.DataFrame(table))


def test_values_below_0_have_no_theil_and_are_flagged(tmp_path, capsys):
    index = written(tmp_path, [-1.0, 2, 3, 4])
    found = asked(capsys, index, "--by", "region").iloc[0]
    assert np.isnan(
        found[["theil", "theil_within", "theil_between", "sd_ln_n"]].astype(float)
    ).all()
    assert found["gini"] == pytest.approx(2 * 16 / (2 * 4**2 * 2))  # 16 over the six pairs
    assert found["within"] + found["between"] + found["transvariation"] == pytest.approx(
        found["gini"]
    )
    assert main(["disparity", str(index), "--by", "region"]) == 0
    assert "Values below 0 (1 in 2020)" in capsys.readouterr().out.replace("\n", " ")


def test_where_all_values_are_0_there_is_nothing_to_divide(tmp_path, capsys):
    index = written(tmp_path, [0.0, 0, 0, 0])
    found = asked(capsys, index, "--by", "region").iloc[0]
    blank = ["gini", "within", "between", "transvariation", "within_share", "theil", "cv_n"]
    assert np.isnan(found[blank].astype(float)).all()


def test_a_group_of_zeros_takes_no_part_and_no_value_from_the_whole(tmp_path, capsys):
    index = written(tmp_path, [0.0, 0, 1, 3])
    found = asked(capsys, index, "--by", "region").iloc[0]
    assert found["within"] + found["between"] + found["transvariation"] == pytest.approx(
        found["gini"]
    )
    assert found["theil_within"] + found["theil_between"] == pytest.approx(found["theil"])


def test_who_has_no_value_or_no_group_is_left_out_and_named(tmp_path, capsys):
    index = written(tmp_path, [1.0, np.nan, 3, 4, 5], ["a", "a", "b", "b", None])
    assert asked(capsys, index, "--by", "region")["n"].tolist() == [3]
    left = asked(capsys, index, "--by", "region", "--table", "left_out")
    assert left[["unit", "why"]].values.tolist() == [["u1", "missing"], ["u4", "no_group"]]
    assert main(["disparity", str(index), "--by", "region"]) == 0
    said = capsys.readouterr().out
    assert "u1" in said
    assert "u4" in said


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("options", "named"), [(["--by", "nowhere"], "region"), (["--table", "pairs"], "--by")]
)
def test_what_is_not_there_is_refused_with_the_way_out(options, named, lang, tmp_path, capsys):
    index = written(tmp_path, [1.0, 2, 3, 4])
    assert main(["disparity", str(index), *options, "--lang", lang]) == 2
    assert named in capsys.readouterr().err
