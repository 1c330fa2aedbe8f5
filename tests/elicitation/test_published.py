"""AHP, best-worst, ranks and Kendall's W from filled-in questionnaires and the command line.

Tables and their origins: tests/golden/practice/elicitation/METHOD.md.
"""

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from coopindex.cli import main

GOLDEN = Path(__file__).parents[1] / "golden" / "practice" / "elicitation"


def read(name):
    return pd.read_csv(GOLDEN / f"{name}.csv")


def near(found, expected, within=1e-9):
    np.testing.assert_allclose(
        np.asarray(found, float), np.asarray(expected, float), within, within
    )


def commanded(capsys, file, *options):
    assert main(["elicit", "x.yaml", "--answers", str(file), "--json", *options]) == 0
    return json.loads(capsys.readouterr().out)


def shares(found, expert="group", key="share"):
    return [row[key] for row in found["weights"] if row["expert"] == expert]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["travel", "fees"])
def test_comparisons_by_pairs(index, asked, capsys, name, lang):
    matrix = read(f"ahp_{name}").astype(str).map(lambda cell: float(Fraction(cell)))
    book = asked(index(dict.fromkeys(matrix)), "ahp", lang=lang)
    book.pairs(1, "x", list(matrix), matrix.to_numpy().tolist())
    file, expected = book.saved(), read(f"ahp_{name}_weights_expected")
    for by in expected.columns[1:]:
        near(shares(commanded(capsys, file, "--by", by)), expected[by])
    known = read(f"ahp_{name}_consistency_expected").iloc[0]
    for table in ("saaty_1977", "saaty_2008"):
        (found,) = commanded(capsys, file, "--random-index", table)["consistency"]
        near(
            [found["eigenvalue"], found["consistency_index"], found["consistency_ratio"]],
            [known["lambda_max"], known["CI"], known[f"CR_{table.replace('_', '')}"]],
        )


@pytest.mark.parametrize("name", ["consistent", "transport"])
def test_comparisons_with_the_best_and_the_worst(index, asked, capsys, name):
    table, expected = read(f"bwm_{name}"), read(f"bwm_{name}_expected")
    codes = table["criterion"].tolist()
    book = asked(index(dict.fromkeys(codes)), "bwm")
    best, worst = table["best_to_other"].tolist(), table["other_to_worst"].tolist()
    book.references(1, "x", codes, best, worst)
    file = book.saved()
    near(shares(commanded(capsys, file)), expected["linear"], 1e-6)
    found = commanded(capsys, file, "--by", "nonlinear")
    for key in ("low", "high"):
        near(shares(found, "expert 1", key), expected[f"nonlinear_{key}"], 1e-6)
    known = read(f"bwm_{name}_consistency_expected").iloc[0]
    for key in ("xi_linear", "xi_nonlinear", "consistency_index", "consistency_ratio"):
        near(found["consistency"][0][key], known[key], 1e-6)


@pytest.mark.parametrize("options", [("centroid",), ("sum",), ("reciprocal",), ("exponent",)])
def test_ranks_with_ties_and_without(index, asked, capsys, options):
    (by,) = options
    column = "exponent2" if by == "exponent" else by
    table, tied = read("rank_order_tied"), read("rank_order_tied_expected")
    plain = read("rank_order_expected")
    codes = table["criterion"].tolist()
    book = asked(index(dict.fromkeys(codes)), "rank", experts=2)
    book.single(1, "x", codes, table["rank"].tolist())
    book.single(2, "x", codes, [1, 2, 3, 4, 5])
    found = commanded(capsys, book.saved(), "--by", by)
    near(shares(found, "expert 1"), tied[column])
    near(shares(found, "expert 2"), plain.loc[plain["n"] == 5, column])


@pytest.mark.parametrize("name", ["anxiety", "untied"])
def test_agreement_of_judges(index, asked, capsys, name):
    table, known = read(f"kendall_{name}"), read(f"kendall_{name}_expected").iloc[0]
    codes, judges = table["object"].tolist(), list(table.columns[1:])
    book = asked(index(dict.fromkeys(codes)), "rank", experts=len(judges))
    for number, judge in enumerate(judges, 1):
        book.single(number, "x", codes, table[judge].tolist())
    found = commanded(capsys, book.saved())
    (agreement,) = found["agreement"]
    near(
        [agreement[key] for key in ("s", "w_uncorrected", "w", "chi2", "df", "p")],
        [known[key] for key in ("S", "W_uncorrected", "W_ties", "chi2", "df", "p")],
    )
    assert (agreement["judges"], agreement["objects"]) == (known["judges"], known["objects"])
    near(shares(found, key="rank_sum"), read(f"kendall_{name}_ranksums_expected")["rank_sum"])


def test_a_table_of_ranks_has_a_column_an_expert(index, capsys):
    table = read("kendall_untied").rename(columns={"object": "node"})
    index(dict.fromkeys(table["node"]))
    table.to_csv("ranks.csv", index=False)
    found = commanded(capsys, "ranks.csv", "--method", "rank", "--names")
    assert found["experts"] == list(table.columns[1:])
    near(found["agreement"][0]["w"], 0.8125)
