"""Every definition in docs/recipes.md is loaded, checked and scored.

Each is held against a calculation of its own.
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog
from scipy.stats import rankdata

from coopindex import InvalidInput, load
from coopindex.cli import main
from coopindex.content.recipe import recipes, with_recipes

PAGE = (Path(__file__).parents[2] / "docs" / "recipes.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+) ?(\S*)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
DEFINITIONS = {
    re.match(r"index: (\S+)", text)[1]: text for kind, _, text in BLOCKS if kind == "yaml"
}
TABLES = {name: text for kind, name, text in BLOCKS if kind == "csv"}
UNITS = [f"u{number:02}" for number in range(12)]
GROUPS = {
    "region": ["east", "west"] * 6,
    "coast": ["yes"] * 8 + ["no"] * 4,
    "kind": ["city"] * 10 + ["nation"] * 2,
}


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Write a project around a recipe, with figures for every column it reads.

    Returns the recipe, and the figures it was given.
    """

    def project(name, years=(2020,), blank=(), tables=TABLES, **columns):
        for file, text in {f"indicators/{name}.yaml": DEFINITIONS[name], **tables}.items():
            (tmp_path / file).parent.mkdir(exist_ok=True)
            (tmp_path / file).write_text(text, "utf-8")
        monkeypatch.chdir(tmp_path)
        recipe = load(name)
        codes = [column.code for column in recipe.content.definition.columns()]
        drawn = np.random.default_rng(2020).uniform(5, 95, (len(years) * len(UNITS), len(codes)))
        rows = pd.MultiIndex.from_product([years, UNITS], names=["year", "unit"])
        figures = pd.DataFrame(drawn, index=rows, columns=codes).assign(**columns)
        for unit, column in blank:
            figures.loc[(slice(None), unit), column] = np.nan
        folder = tmp_path / "data" / name
        folder.mkdir(parents=True)
        figures.assign(source="yearbook").to_csv(folder / "observations.csv")
        pd.DataFrame({"code": UNITS, "name_en": UNITS, **GROUPS}).to_csv(
            folder / "units.csv", index=False
        )
        (folder / "sources.yaml").write_text("yearbook: {title: A yearbook}\n", "utf-8")
        return recipe, figures

    return project


def min_max(x, low=0.0, high=100.0):
    return low + (x - x.min()) / (x.max() - x.min()) * (high - low)


def half_up(value, digit):
    return Decimal(str(value)).quantize(Decimal(digit), ROUND_HALF_UP)


def scores(recipe, **options):
    return recipe.score(**options).score[0]


def years_of(name):
    """The years of which a recipe has figures here, or its months."""
    return ("2020-01", "2020-02", "2021-01") if name == "monthly" else (2018, 2019, 2020)


@pytest.mark.parametrize("name", DEFINITIONS)
def test_every_recipe_is_valid_and_scores_every_unit(write, name):
    recipe, _ = write(name, years=years_of(name))
    # the tables hold three years, and most recipes are of one; they state no status
    assert {flag.code for flag in recipe.validate()} <= {"unsaid-years", "unstated-status"}
    assert np.isfinite(recipe.score(year="all").score).all()


@pytest.mark.parametrize(
    "line",
    [line for line in re.findall(r"`coopindex (.*?)`", PAGE) if {*line.split()} & {*DEFINITIONS}],
)
def test_every_command_about_a_recipe_runs(write, line, capsys):
    name = line.split()[1]
    write(name, **(bulletin() if name == "bulletin" else {"years": years_of(name)}))
    assert main(line.split()) == 0, capsys.readouterr().err


@pytest.mark.parametrize(("lang", "name"), [("en", "recipes.md"), ("zh", "zh/recipes.md")])
def test_the_table_of_published_indices_is_up_to_date(lang, name):
    page = (Path(__file__).parents[2] / "docs" / name).read_text("utf-8")
    assert with_recipes(page, lang) == page, "run make docs"


def test_every_published_index_is_in_the_table_with_its_source():
    table = PAGE.partition("<!-- recipes")[2].partition("<!-- /recipes")[0]
    for name, recipe in recipes().items():
        row = next(line for line in table.splitlines() if line.startswith(f"| `{name}` |"))
        assert recipe.source.en in re.sub("[<>]", "", row)


@pytest.mark.parametrize("name", TABLES)
def test_every_table_belongs_to_a_recipe(name):
    assert any(f"table: {name}" in text for text in DEFINITIONS.values())


def test_what_does_not_apply_is_left_out_and_what_is_missing_is_filled_in(write):
    sea = np.array(GROUPS["coast"]) == "yes"
    recipe, x = write(
        "environment",
        blank=[("u00", "bottom_trawling"), ("u11", "bottom_trawling"), ("u11", "stocks_collapsed")],
    )
    x = x.droplevel("year")
    fish = x[["stocks_collapsed", "bottom_trawling"]].copy()
    fish[~sea] = np.nan
    fish.loc["u00", "bottom_trawling"] = (
        fish["bottom_trawling"].iloc[::2].mean()
    )  # u00 lies in the east, with every second unit
    fish = (100 - min_max(fish)) @ [2 / 3, 1 / 3]
    land = 0.6 * min_max(x["protected_land"]) + 0.25 * (100 - min_max(x["tree_cover_loss"]))
    ecosystems = np.where(sea, land + 0.15 * fish, land / 0.85)
    air = 0.55 * (100 - min_max(x["particles"])) + 0.45 * (100 - min_max(x["ozone"]))
    water = (min_max(x["drinking_water"]) + min_max(x["sanitation"])) / 2
    found = recipe.score()
    np.testing.assert_allclose(
        found.score[0], 0.4 * (0.7 * air + 0.3 * water) + 0.6 * ecosystems, rtol=1e-12
    )
    assert np.isnan(found.array("fisheries")[0]).tolist() == (~sea).tolist()
    assert found.changes[["unit", "node"]].to_numpy().tolist() == [["u00", "bottom_trawling"]]
    assert (found.coverage[0, [*range(1, 11)]] > 1 - 1e-12).all()  # what does not apply is no gap
    for unit in ("u00", "u11"):
        explained = found.explain(unit).nodes.set_index("node")["contribution"]
        assert explained[["health", "ecosystems"]].sum() == pytest.approx(
            found.score[0, UNITS.index(unit)], rel=1e-9
        )


def test_a_tree_may_be_a_table(write):
    recipe, x = write("innovation")
    people = (min_max(x["graduates"], 1) + 101 - min_max(x["pupils_per_teacher"], 1)) / 2
    outputs = np.sqrt(min_max(x["patents"], 1) * min_max(x["exports"], 1))
    expected = ((2 * people + x["research_spending"]) / 3 + outputs) / 2
    np.testing.assert_allclose(scores(recipe), expected, rtol=1e-12)
    assert recipe.content.index.node("patents").title.zh == "专利"


def test_a_publishers_own_table_may_be_the_tree(write):
    recipe, x = write("connectivity")
    infrastructure = 0.6 * min_max(x["roads"]) + 0.4 * (100 - min_max(x["delays"]))
    exchange = 0.25 * min_max(x["trade"]) + 0.75 * min_max(x["students"])
    np.testing.assert_allclose(scores(recipe), (infrastructure + exchange) / 2, rtol=1e-12)


def test_a_mean_may_be_adjusted_by_a_product(write):
    recipe, x = write("adjusted")
    development = np.sqrt(x["health"] / 100 * (x["enrolment"] + x["literacy"]) / 200)
    adjustment = ((1 - x["carbon"] / 150) + (1 - x["materials"] / 200)) / 2
    np.testing.assert_allclose(scores(recipe), development * adjustment, rtol=1e-12)


def test_pca_weights_may_differ_from_year_to_year(write):
    recipe, x = write("fragility", years=(2019, 2020))
    found = recipe.score(year="all")
    for place, year in enumerate((2019, 2020)):
        z = (x.loc[year] - x.loc[year].mean()) / x.loc[year].std()
        weights = (
            np.linalg.svd(z, full_matrices=False)[2][0] ** 2
        )  # the first component's loadings, squared, make 1
        np.testing.assert_allclose(found.score[place], z @ weights, rtol=1e-9)
        np.testing.assert_allclose(found.shares[place, :3], weights, rtol=1e-9)


def test_a_pillar_may_count_negatively(write):
    recipe, x = write("openness")
    exchange = (min_max(x["trade"]) + min_max(x["visitors"])) / 2
    barriers = (min_max(x["tariffs"]) + min_max(x["visa_rules"])) / 2
    np.testing.assert_allclose(scores(recipe), (2 * exchange + 100 - barriers) / 3, rtol=1e-12)


def test_a_pillar_may_be_subtracted(write):
    recipe, x = write("net-openness")
    exchange = (min_max(x["trade"]) + min_max(x["visitors"])) / 2
    barriers = (min_max(x["tariffs"]) + min_max(x["visa_rules"])) / 2
    np.testing.assert_allclose(scores(recipe), exchange - 0.5 * barriers, rtol=1e-12, atol=1e-12)


def test_a_difference_of_pillars_is_rescaled(write):
    recipe, x = write("balance")
    outward = (min_max(x["investment_abroad"]) + min_max(x["students_sent"])) / 2
    inward = (min_max(x["investment_received"]) + min_max(x["students_received"])) / 2
    np.testing.assert_allclose(scores(recipe), min_max(outward - inward), rtol=1e-12, atol=1e-12)


def test_a_missing_pillar_is_filled_in_by_its_regions_mean(write):
    recipe, x = write(
        "readiness", blank=[("u02", "broadband"), ("u02", "servers"), ("u03", "servers")]
    )
    digital = x[["broadband", "servers", "e_government"]].apply(min_max)
    pillar = digital.mean(axis=1).where(digital.notna().mean(axis=1) >= 0.5).to_numpy(copy=True)
    pillar[2] = np.nanmean(
        pillar[::2]
    )  # u02 has one of three, and lies in the east with every second unit; u03 has two of three
    expected = (pillar + x[["contracts", "courts"]].apply(min_max).mean(axis=1)) / 2
    found = recipe.score()
    np.testing.assert_allclose(found.score[0], expected, rtol=1e-12)
    assert found.changes[["unit", "node", "step"]].to_numpy().tolist() == [
        ["u02", "digital", "imputed"]
    ]


def test_gaps_are_filled_in_on_the_normalised_scale(write):
    recipe, x = write("openness-filled", blank=[("u02", "visitors"), ("u05", "students")])
    points = np.log(x).apply(min_max)
    filled = points.assign(
        visitors=points["visitors"].fillna(points["visitors"].mean()),
        students=points["students"].fillna(50),
    )
    found = recipe.score()
    np.testing.assert_allclose(found.score[0], filled.mean(axis=1), rtol=1e-12)
    assert found.changes[["unit", "node", "step"]].to_numpy().tolist() == [
        ["u02", "visitors_filled", "imputed"],
        ["u05", "students_filled", "imputed"],
    ]
    raw = min_max(np.log(x["visitors"].fillna(x["visitors"].mean())))
    assert abs(raw.iloc[2] - filled["visitors"].iloc[2]) > 1


def test_a_pillar_is_multiplied_by_a_mean(write):
    recipe, x = write("risk")
    lacking = [
        min_max(x["susceptibility"], 0, 10),
        10 - min_max(x["coping"], 0, 10),
        10 - min_max(x["adaptation"], 0, 10),
    ]
    np.testing.assert_allclose(
        scores(recipe), min_max(x["exposure"], 0, 10) * sum(lacking) / 3, rtol=1e-12, atol=1e-12
    )


def test_components_are_rounded_before_their_mean(write):
    recipe, x = write("governance")
    tenths = [
        [half_up(value, "0.1") for value in row]
        for row in x.apply(min_max, low=0, high=10).to_numpy()
    ]
    expected = np.array([float(half_up(sum(row) / 4, "0.01")) for row in tenths])
    np.testing.assert_allclose(scores(recipe), expected, rtol=1e-12)
    assert recipe.score().rank()[0].tolist() == rankdata(-expected, "min").tolist()


def test_entropy_weights_and_topsis(write):
    recipe, x = write("belt-road-cities")
    z = x.apply(min_max, low=0, high=1).assign(
        logistics_cost=1 - min_max(x["logistics_cost"], 0, 1)
    )
    p = z / z.sum()
    weights = 1 + (p * np.log(p.where(p > 0, 1))).sum() / np.log(len(z))
    weights = weights / weights.sum()
    to_best, to_worst = (
        np.sqrt((((z - point) * weights) ** 2).sum(axis=1)) for point in (z.max(), z.min())
    )
    np.testing.assert_allclose(scores(recipe), to_worst / (to_best + to_worst), rtol=1e-12)


def test_weights_of_experts(write):
    recipe, x = write("city-diplomacy")
    values, vectors = np.linalg.eig([[1, 3, 5], [1 / 3, 1, 2], [1 / 5, 1 / 2, 1]])
    ahp = np.abs(vectors[:, values.real.argmax()].real)
    ahp = ahp / ahp.sum()
    sister = (0.6 + 0.5 + 0.7) / 3
    people = sister * min_max(x["sister_cities"]) + (1 - sister) * min_max(x["students"])
    expected = ahp[0] * min_max(x["trade"]) + ahp[1] * people + ahp[2] * min_max(x["policy"])
    np.testing.assert_allclose(scores(recipe), expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("name", "years"), [("wellbeing", [2020]), ("wellbeing-over-time", [2019, 2020])]
)
def test_imbalance_is_penalised(write, name, years):
    recipe, x = write(name, years=years)
    x = x.assign(safety=-x["safety"])
    z = (
        100 + 10 * (x - x.mean()) / x.std()
        if name == "wellbeing"
        else x.apply(min_max, low=70, high=130)
    )
    expected = z.mean(axis=1) - z.var(axis=1, ddof=0) / z.mean(axis=1)
    np.testing.assert_allclose(recipe.score(year="all").score.ravel(), expected, rtol=1e-12)


def test_everybody_has_the_benefit_of_the_doubt_within_bounds(write):
    recipe, x = write("lisbon")
    z = x.apply(min_max, low=1).to_numpy()
    for unit, score in zip(z, scores(recipe), strict=True):
        at_least, at_most = (
            0.1 * unit - np.diag(unit),
            np.diag(unit) - 0.6 * unit,
        )  # shares of the unit's own score
        held, limits = np.vstack([z, at_least, at_most]), np.r_[np.ones(12), np.zeros(6)]
        assert score == pytest.approx(-linprog(-unit, A_ub=held, b_ub=limits).fun, rel=1e-8)


def test_a_panel_keeps_its_base_years_scale_and_its_change_adds_up(write):
    _, x = write("panel", years=(2018, 2019, 2020))
    said: dict = {}
    exec(next(text for kind, _, text in BLOCKS if kind == "python"), said)
    base = x.loc[2018]
    z = 100 * (x - base.min()) / (base.max() - base.min())
    expected = (2 * z["trade"] + (z["visitors"] + z["students"]) / 2) / 3
    np.testing.assert_allclose(said["result"].score.ravel(), expected, rtol=1e-12)
    parts = said["parts"].groupby("unit")
    found = parts["points"].sum()
    np.testing.assert_allclose(found, parts["change"].first(), rtol=1e-12, atol=1e-12)
    moved = (expected.loc[2020] - expected.loc[2018])[found.index]
    np.testing.assert_allclose(found, moved, rtol=1e-12, atol=1e-12)
    assert said["ranks"].loc["u00"].tolist() == [
        rankdata(-expected.loc[year])[0] for year in (2018, 2019, 2020)
    ]


def test_index_numbers_are_100_in_their_base_month_and_growth_sees_the_gap(write):
    recipe, x = write("monthly", years=years_of("monthly"))
    base, now = x.loc["2020-01"], x.loc["2021-01"]
    volume, firms = (now[code] / base[code] for code in ("volume", "firms"))
    days = base["customs_days"] / now["customs_days"]
    scoring = recipe.score(year="2021-01")
    expected = 100 * (0.5 * volume + 0.2 * days + 0.3 * firms)
    np.testing.assert_allclose(scoring.score[0], expected)
    grown = scoring.growth().set_index("unit").loc[UNITS]
    np.testing.assert_allclose(grown["on_year_pct"], expected.loc[UNITS] - 100, atol=1e-9)
    assert grown["on_previous_pct"].isna().all()


def test_moderate_indicators_and_minimum_over(write):
    recipe, x = write("moderate")
    away = np.maximum(0, np.maximum(20 - x["inflation"], x["inflation"] - 40))
    customs, trade = x["customs_time"].min() / x["customs_time"], x["trade"] / x["trade"].max()
    expected = 100 * (1 - away / away.max() + customs + trade) / 3
    np.testing.assert_allclose(scores(recipe), expected, rtol=1e-12)


def test_judgements_and_entropy_are_combined(write):
    recipe, x = write("combined")
    z = x.apply(min_max, high=1)
    p = z / z.sum()
    entropy = 1 + (p * np.log(p.where(p > 0, 1))).sum() / np.log(len(z))
    weights = (np.array([4, 2, 1]) / 7 + entropy / entropy.sum()) / 2
    np.testing.assert_allclose(scores(recipe), z @ weights, rtol=1e-12)


def test_systems_are_coupled(write):
    recipe, x = write("coupled")
    z = x.apply(min_max, high=1)
    trade, logistics = (z["exports"] + z["imports"]) / 2, (z["railways"] + z["ports"]) / 2
    coupling = 2 * np.sqrt(trade * logistics) / (trade + logistics)
    np.testing.assert_allclose(scores(recipe), np.sqrt(coupling * (trade + logistics) / 2))
    assert len(recipe.content.index.bands) == 10


def test_obstacles_are_shares_of_the_gap_to_the_ideal(write):
    recipe, x = write("opening", years=years_of("opening"))
    z = x.apply(min_max, high=1).loc[2020]
    gaps = (1 - z) * [4 / 6, 1 / 6, 1 / 6]
    found = recipe.score(year="2020").obstacles().table
    leaves = found[found["node"].isin(gaps.columns)]
    shares = leaves.pivot_table(index="unit", columns="node", values="obstacle")
    expected = gaps.div(gaps.sum(axis=1), axis=0)
    np.testing.assert_allclose(shares[gaps.columns], expected.loc[shares.index], atol=1e-12)


def test_units_may_be_scored_and_not_ranked(write):
    recipe, x = write("cities")
    z = (x - x[:10].min()) / (x[:10].max() - x[:10].min()) * 100
    found = recipe.score()
    np.testing.assert_allclose(found.score[0], z.mean(axis=1), rtol=1e-12, atol=1e-12)
    assert found.rank()[0, :10].tolist() == rankdata(-z.mean(axis=1)[:10]).tolist()
    assert np.isnan(found.rank()[0, 10:]).all()


def bulletin():
    """Return figures, and what a publisher prints of them."""
    drawn = np.random.default_rng(7)
    trade, visitors = drawn.uniform(0, 9, 12), drawn.uniform(0, 9, 12)
    printed = np.round((3 * min_max(trade) + min_max(visitors)) / 4, 1)
    return {
        "trade": trade,
        "visitors": visitors,
        "printed_score": printed,
        "printed_rank": rankdata(-printed, "min"),
    }


def test_a_published_table_is_met_or_not(write):
    recipe, _ = write("bulletin", **bulletin())
    assert [(check.compared, check.agreeing, check.met) for check in recipe.verify()] == [
        (12, 12, True)
    ] * 2


@pytest.mark.parametrize(
    ("written", "meant", "message"),
    [
        ("below: overall", "below: overal", "`overal` .* did you mean `overall`"),
        ("title: iName", "title: iNam", "no column `iNam`.* it has `iName`"),
        (
            "below: overall",
            "beneath: overall",
            "`beneath` is not a key of a table of nodes.* known: .*table, columns, below",
        ),
        ("columns: {.*}", "columns: iCode", "`columns` names a column for each key"),
    ],
)
def test_a_mistake_about_a_publishers_table_is_named(
    tmp_path, monkeypatch, written, meant, message
):
    text = re.sub(written, meant, DEFINITIONS["connectivity"])
    (tmp_path / "indicators").mkdir()
    (tmp_path / "indicators" / "framework.csv").write_text(
        TABLES["indicators/framework.csv"], "utf-8"
    )
    (tmp_path / "indicators" / "connectivity.yaml").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InvalidInput, match=f"(?s){message}"):
        load("connectivity")


def test_a_tree_of_170_leaves_and_5_levels_is_read_from_a_table(write):
    leaves = [f"{a}{b}{c}{d}" for a in "abcdefg" for b in "12345" for c in "xyz" for d in "12"][
        :170
    ]
    codes = sorted(
        {leaf[:depth] for leaf in leaves for depth in (1, 2, 3, 4)}
    )  # each node below the one with its last letter cut off
    tree = "code,parent\n" + "".join(f"{code},{code[:-1]}\n" for code in codes)
    recipe, x = write("innovation", tables={"indicators/innovation-tree.csv": tree})
    means = x.apply(min_max, low=1)
    for depth in (3, 2, 1, 0):
        means = means.T.groupby(lambda code, depth=depth: code[:depth]).mean().T
    assert (len(recipe.content.index.leaves), len(recipe.content.index.levels)) == (170, 5)
    np.testing.assert_allclose(scores(recipe), means[""], rtol=1e-12)
