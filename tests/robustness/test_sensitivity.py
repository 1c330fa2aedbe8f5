import numpy as np
import pandas as pd
import pytest

from coopindex.engine.index import Choice
from coopindex.problems import InvalidInput
from coopindex.robustness.design import points
from coopindex.robustness.execution import Execution
from coopindex.robustness.factors import Alternatives, Change, Noise, Weights, choose_method
from coopindex.robustness.sensitivity import leave_one_out, one_at_a_time, sensitivity, sobol

LEAVES = ("ports", "rail", "forums", "schools")
INNER = ("trade", "ties", "index")
MIN_MAX = Choice("normalisation", "min_max", (("scale", (1.0, 100.0)),))
Z_SCORE = Choice("normalisation", "z_score", (("mean", 50.0), ("sd", 5.0)))
SCALES = choose_method("normalisation", "normalisation", [MIN_MAX, Z_SCORE], LEAVES)
BANDS = Weights("weights", INNER, vary=0.4)


def ishigami(x):
    x = np.pi * (2 * x - 1)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def sobol_g(x):
    a = np.array([0, 1, 4.5, 9, 99, 99, 99, 99])
    return ((np.abs(4 * x - 2) + a) / (1 + a)).prod(axis=1)


def at_a_saltelli_design(function, factors, draws):
    design = points(2 * factors, 1, 0, draws)
    a, b = design[:, :factors], design[:, factors:]
    mixed = [np.where(np.arange(factors) == i, b, a) for i in range(factors)]
    return sobol(
        function(a)[:, None], function(b)[:, None], np.array([function(x)[:, None] for x in mixed])
    )


def test_indices_of_the_ishigami_function_are_the_analytic_ones():
    # Ishigami & Homma (1990): V1 = (1 + b pi^4 / 5)^2 / 2, V2 = a^2 / 8, V13 = 8 b^2 pi^8 / 225
    v1, v2, v13 = (1 + 0.1 * np.pi**4 / 5) ** 2 / 2, 49 / 8, 8 * 0.01 * np.pi**8 / 225
    found = at_a_saltelli_design(ishigami, 3, 16_384)
    assert found.first[:, 0] == pytest.approx(np.array([v1, v2, 0]) / (v1 + v2 + v13), abs=0.01)
    assert found.total[:, 0] == pytest.approx(
        np.array([v1 + v13, v2, v13]) / (v1 + v2 + v13), abs=0.01
    )
    assert found.converged.all()


def test_indices_of_the_sobol_g_function_are_the_analytic_ones():
    # Saltelli & Sobol (1995): V_i = 1 / (3 (1 + a_i)^2), V = prod(1 + V_i) - 1,
    # T_i = V_i prod_{j != i} (1 + V_j) / V
    part = 1 / (3 * (1 + np.array([0, 1, 4.5, 9, 99, 99, 99, 99])) ** 2)
    variance = (1 + part).prod() - 1
    found = at_a_saltelli_design(sobol_g, 8, 16_384)
    assert found.first[:, 0] == pytest.approx(part / variance, abs=0.01)
    assert found.total[:, 0] == pytest.approx(
        part * ((1 + part).prod() / (1 + part)) / variance, abs=0.01
    )


def test_indices_are_coinr_s_at_its_own_design_but_for_the_centring(reference):
    # 11_SA_estimate_ishigami_X.csv: blocks A, B, AB1, AB2, AB3 of 256, with y
    blocks = pd.read_csv(reference / "asem/golden/11_SA_estimate_ishigami_X.csv")
    y = blocks.iloc[:, -1].to_numpy().reshape(5, 256, 1)
    theirs = pd.read_csv(reference / "asem/golden/11_SA_estimate_ishigami.csv")
    variance = np.var(y[:2], ddof=1) / np.var(y[:2])
    assert sobol(y[0], y[1], y[2:]).total[:, 0] / variance == pytest.approx(
        theirs["STi"].to_numpy(), rel=1e-12
    )


def test_indices_are_scipy_s_and_salib_s_at_the_same_points():
    from scipy.stats import sobol_indices

    design = points(6, 3, 0, 1024)
    a, b = design[:, :3], design[:, 3:]
    mixed = [np.where(np.arange(3) == i, b, a) for i in range(3)]
    f_a, f_b, f_ab = ishigami(a), ishigami(b), np.array([ishigami(x) for x in mixed])
    ours = sobol(f_a[:, None], f_b[:, None], f_ab[..., None])
    theirs = sobol_indices(
        func={"f_A": f_a[None], "f_B": f_b[None], "f_AB": f_ab[:, None]},
        n=1024,
        method="saltelli_2010",
    )
    assert ours.first[:, 0] == pytest.approx(theirs.first_order.ravel(), rel=1e-12)
    assert ours.total[:, 0] == pytest.approx(theirs.total_order.ravel(), rel=1e-12)
    salib = pytest.importorskip("SALib.analyze.sobol")
    y = np.concatenate([f_a[None], f_ab, f_b[None]]).T.ravel()
    found = salib.analyze(
        {"num_vars": 3, "names": list("abc"), "bounds": [[0, 1]] * 3}, y, calc_second_order=False
    )
    assert ours.total[:, 0] == pytest.approx(found["ST"], rel=1e-9)
    assert ours.total_half[:, 0] == pytest.approx(found["ST_conf"], rel=0.3)


def test_an_output_shifted_by_a_constant_has_the_same_indices():
    near, far = (
        at_a_saltelli_design(ishigami, 3, 512),
        at_a_saltelli_design(lambda x: ishigami(x) + 1e6, 3, 512),
    )
    assert far.first == pytest.approx(near.first, abs=1e-6)


def test_two_identical_alternatives_have_an_index_of_exactly_0(scored, values):
    same = Alternatives(
        "trap", {"one": (Change("transform", Choice("transform", "none"), LEAVES),), "other": ()}
    )
    found = sensitivity(scored(values), [SCALES, same, BANDS], draws=256)
    trap = found.by_unit[found.by_unit["factor"] == "trap"]
    assert (found.table.loc[1, ["first", "total", "first_half", "total_half"]] == 0).all()
    assert (trap[["first", "total"]] == 0).all(axis=None)


def test_where_one_factor_alone_varies_it_causes_everything(scored, values):
    found = sensitivity(
        scored(values), [Weights("weights", ("index",), vary=0.9), Noise("none", 0.0)], draws=512
    )
    scores = found.by_unit[
        (found.by_unit["output"] == "score") & (found.by_unit["factor"] == "weights")
    ]
    assert scores["total"].to_numpy() == pytest.approx(1, abs=0.02)
    assert found.table["total"][1] == 0


def test_processes_find_what_a_single_one_finds(scored, values):
    factors = [SCALES, BANDS, Noise("error", 0.2)]
    alone, together = (
        sensitivity(scored(values), factors, draws=128, execution=Execution(how, workers=2))
        for how in ("serial", "processes")
    )
    assert (alone.indices.total == together.indices.total).all()


def test_a_unit_without_a_score_in_some_draw_is_named(scored, values):
    values[3, 0] = values[3, 1] = np.nan
    without = Alternatives(
        "missing",
        {
            "as it is": (),
            "trade alone": (Change("aggregation", Choice("aggregation", "ratio"), ("index",)),),
        },
    )
    with pytest.raises(InvalidInput, match="u3 has no score in some draws"):
        sensitivity(scored(values), [without], draws=16)


def test_leaving_out_is_scoring_without(scored, values):
    table = leave_one_out(scored(values))
    assert list(table["alternative"]) == ["trade", "ports", "rail", "ties", "forums", "schools"]
    result, without = scored(values), scored(values, weights=(0, 1, 0.5, 0.5, 0.4, 0.6))
    shift = np.abs(result.rank() - without.rank())
    row = table.set_index("alternative").loc["ports"]
    assert (row["mean_shift"], row["largest_shift"]) == (shift.mean(), shift.max())


def test_one_at_a_time_leaves_everything_else_as_scored(scored, values):
    table = one_at_a_time(scored(values), [SCALES, BANDS]).set_index("alternative")
    assert table.loc["min_max", "mean_shift"] == 0
    assert table.loc["min_max", "leader"] == scored(values).scores["unit"][0]
    assert list(table.index) == ["min_max", "z_score"]
