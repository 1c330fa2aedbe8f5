"""A project that starts like a published index validates, scores and is honest at once."""

import csv
import json
import re

import numpy as np
import pandas as pd
import pytest
import yaml

from coopindex import load
from coopindex.cli import USAGE, main
from coopindex.content.recipe import named
from coopindex.problems import InvalidInput
from coopindex.project import init, recipes

NAMES = list(recipes())
MEASURED = {"hdi", "gender-inequality"}


@pytest.fixture
def like(tmp_path, monkeypatch):
    """Start a project like a recipe, and work in its folder."""

    def start(name, lang="en", called="my-own"):
        assert init(tmp_path / called, lang, like=name)
        monkeypatch.chdir(tmp_path / called)
        return tmp_path / called

    return start


@pytest.mark.parametrize("name", NAMES)
def test_every_recipe_is_valid_without_a_doubt_and_scores_every_unit(name, like, answer):
    like(name)
    found = answer("validate", "my-own")
    assert (found["valid"], found["flags"]) == (True, [])
    scored = answer("score", "my-own")["units"]
    assert 3 < len(scored) <= 12
    assert all(unit["score"] is not None for unit in scored)


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_is_illustrative_unless_it_has_a_source(name, like):
    folder = like(name)
    sources = yaml.safe_load((folder / "data/my-own/sources.yaml").read_text("utf-8"))
    with (folder / "data/my-own/observations.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    if name in MEASURED:
        assert {(row["status"], row["source"]) for row in rows} == {("observed", "hdr2021")}
        assert "hdr.undp.org" in sources["hdr2021"]["url"]
    else:
        assert {(row["status"], row["source"]) for row in rows} == {("illustrative",) * 2}
        assert "Invented" in sources["illustrative"]["title"]
        assert set(load("my-own").score(year="all").statuses) <= {"illustrative", "missing"}
    assert recipes()[name].invented == (name not in MEASURED)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_measured_or_not_published_is_said_with_every_answer(name, like, capsys):
    like(name)
    note = load("my-own").index.note
    if recipes()[name].invented:
        assert "every figure is invented" in note.en
        assert "虚构" in note.zh
        main(["score", "my-own", "--lang", "zh"])
        assert "全部数据均为虚构" in capsys.readouterr().out
    if recipes()[name].assumed:
        assert "assumed" in note.en


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", NAMES)
def test_every_command_of_its_readme_works(name, lang, like, capsys):
    text = (like(name, lang) / "README.md").read_text("utf-8")
    commands = re.findall(r"^    coopindex (.*)$", text, re.MULTILINE)
    assert len(commands) >= 4
    for command in commands:
        words = command.split()
        # the report is short here, in Markdown, and in one language
        few = ["--draws", "16", "--formats", "md"] if words[0] == "report" else []
        if few and lang == "zh":
            continue
        assert main([*words, *few]) == 0, f"{command}: {capsys.readouterr().err}"


@pytest.mark.parametrize("name", NAMES)
def test_its_readme_says_what_is_published_and_what_assumed_under_both_titles(name, like):
    recipe = recipes()[name]
    text = (like(name, "zh") / "README.md").read_text("utf-8")
    assert text.startswith(f"# {recipe.title.zh} · {recipe.title.en}\n")
    assert all(f"- {part.zh}\n" in text for part in (*recipe.published, *recipe.assumed))
    assert recipe.published or not recipe.source.en
    assert all(text.en and text.zh for text in (*recipe.published, *recipe.assumed, recipe.about))


@pytest.mark.parametrize("name", NAMES)
def test_in_chinese_nothing_is_left_in_english(name, like):
    text = (like(name, "zh") / "README.md").read_text("utf-8")
    # commands, names of files, addresses and licences
    text = re.sub(r"^    .*$|`[^`]*`|https?://\S+|Open Government Licence", "", text, flags=re.M)
    below = text.partition("\n")[2]
    assert re.findall(r"[A-Za-z]+(?: [A-Za-z]+){2,}", below) == []


@pytest.mark.parametrize("name", sorted(MEASURED))
def test_published_scores_are_met(name, like):
    like(name)
    (check,) = load("my-own").verify()
    assert (check.compared, check.agreeing, check.met) == (12, 12, True)


def test_published_weights_of_deprivation_are_met_as_they_stand(like):
    like("deprivation")
    checks = load("my-own").verify()
    assert [check.met for check in checks] == [True] * 7
    assert sum(float(check.published.value) for check in checks) == pytest.approx(0.999)


def figures(folder):
    """A recipe's figures as a table, a row a unit."""
    long = pd.read_csv(folder / "data/my-own/observations.csv")
    return long.pivot_table(index="unit", columns="indicator", values="value")


def test_social_vulnerability_is_a_sum_of_percentile_ranks(like):
    x = figures(like("svi"))
    ranks = ((x.rank(method="min") - 1) / (len(x) - 1)).round(4)
    found = load("my-own").score()
    np.testing.assert_allclose(found.score[0], ranks.sum(axis=1), atol=1e-9)


def test_deprivation_adds_up_ranks_that_are_spread_exponentially(like):
    def spread(column):
        share = column.rank(method="max") / len(column)
        return -23 * np.log(1 - share * (1 - np.exp(-100 / 23)))

    x = figures(like("deprivation")).apply(spread)
    education = spread((x["young_people"] + x["adult_skills"]) / 2)
    barriers = spread((x["geographical"] + x["wider"]) / 2)
    environment = spread(0.7 * x["indoors"] + 0.3 * x["outdoors"])
    expected = (
        0.225 * (x["income"] + x["employment"])
        + 0.135 * (education + x["health"])
        + 0.093 * (x["crime"] + barriers + environment)
    )
    np.testing.assert_allclose(load("my-own").score().score[0], expected, rtol=1e-9)


def test_transport_is_weighed_by_entropy_with_a_shift_and_scored_by_topsis(like):
    x = figures(like("transport-topsis"))
    z = (x - x.min()) / (x.max() - x.min())
    z["border_time"] = 1 - z["border_time"]
    p = (z + 0.0001) / (z + 0.0001).sum()
    weights = 1 + (p * np.log(p)).sum() / np.log(len(z))
    weights /= weights.sum()
    best, worst = (np.sqrt((((z - end) * weights) ** 2).sum(axis=1)) for end in (1, 0))
    np.testing.assert_allclose(load("my-own").score().score[0], worst / (best + worst), rtol=1e-9)


def test_tiers_that_are_published_stand_where_they_are_published(like):
    for name, limits in {"country-cooperation": [80, 60, 40], "city-opening": [70, 60]}.items():
        like(name, called=name)
        assert [band.threshold for band in load(name).score().index.bands][: len(limits)] == limits


def test_the_city_opening_index_has_three_nine_and_36_nodes(like):
    like("city-opening")
    index = load("my-own").index
    assert len(index.leaves) == 36
    assert len([node for node in index.nodes if node.parent == "my-own"]) == 3
    assert len(index.nodes) == 1 + 3 + 9 + 36


def test_the_trade_index_is_100_in_its_base_month(like):
    like("trade-index")
    assert load("my-own").score(year="2020-01").score[0] == pytest.approx(100, abs=1e-12)


@pytest.mark.parametrize("asked", [["--list"], ["--like"], ["--like", "--lang", "en"]])
def test_names_are_listed_in_a_line_each(asked, capsys):
    assert main(["init", *asked]) == 0
    said = capsys.readouterr().out
    assert re.findall(r"^([a-z-]+)  ", said, re.MULTILINE) == ["recipe", *NAMES]


def test_the_list_is_the_same_in_json(capsys):
    assert main(["init", "--list", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["recipes"]
    assert found == [recipe.as_dict() for recipe in recipes().values()]


def test_an_unknown_name_leads_to_the_nearest_and_nothing_is_made(tmp_path, capsys):
    assert main(["init", str(tmp_path / "new"), "--like", "five-conectivities"]) == USAGE
    assert "did you mean `five-connectivities`?" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()
    with pytest.raises(InvalidInput, match="did you mean `hdi`"):
        init(tmp_path / "new", like="hdii")


@pytest.mark.parametrize("name", NAMES)
def test_a_recipe_is_found_by_its_title_in_either_language(name):
    recipe = recipes()[name]
    assert named(recipe.title.zh) == named(recipe.title.en) == named(name) == recipe


def test_a_title_that_is_nearly_so_leads_to_the_title(capsys, tmp_path):
    assert main(["init", str(tmp_path / "new"), "--like", "五通指教", "--lang", "zh"]) == USAGE
    assert "五通指数" in capsys.readouterr().err


def test_a_folder_must_be_named(capsys):
    assert main(["init", "--like", "hdi"]) == USAGE
    assert "coopindex init DIR" in capsys.readouterr().err


def test_an_index_is_called_as_its_folder_is_and_its_columns_as_they_were(like):
    like("hdi", called="index-2024")
    assert load("index-2024").verify()[0].met
