"""Weights that move in the browser: its arithmetic is the engine's, and what is not is left out."""

import json
import os
import re
import shlex
import shutil
import subprocess
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from coopindex import InvalidInput, Project, load, score
from coopindex.report.edition import Edition
from coopindex.report.live import DRAWS, SEED, VARY, payload
from coopindex.report.render.html import live_panel as panel
from coopindex.report.render.html.live_panel import as_data, live_panel, module

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src" / "coopindex" / "report" / "render" / "html"
BUNDLED = sorted(path.stem for path in (ROOT / "indicators").glob("*.yaml"))


# -- indices of every kind -------------------------------------------------------------------------


def frame(units, columns, seed, gaps=0.0, low=1.0, high=100.0, grid=None):
    generator = np.random.default_rng(seed)
    values = generator.uniform(low, high, (units, len(columns)))
    values = values if grid is None else np.round(values / grid) * grid
    values[generator.random(values.shape) < gaps] = np.nan
    index = pd.Index([f"u{number:03}" for number in range(units)], name="unit")
    return pd.DataFrame(values, index=index, columns=columns)


def made(children, table, **keys):
    """Make a project of children as a definition has them, and a table; leaves are as they are."""
    definition = {"index": "made", "title": "Made", "unit": "place", **keys, "children": children}
    return Project.from_frames(definition, table)


def leaves(*codes, **keys):
    return {code: dict(keys) for code in codes}


DEEP = {
    "a": {"children": leaves("a1", "a2", "a3")},
    "b": {
        "children": {
            "b1": {"children": {"b11": {"children": leaves("x", "y")}, "b12": {}}},
            "b2": {"children": leaves("z")},
        }
    },
    "c": {},
}
DEEP_COLUMNS = ["a1", "a2", "a3", "x", "y", "b12", "z", "c"]
FLAT = ["p", "q", "r", "s"]


def with_root(method, **keys):
    aggregation = {"aggregation": {"method": method, **keys}}
    return made(DEEP, frame(30, DEEP_COLUMNS, 1), **aggregation)


def everywhere(method, gaps=0.0, missing=None, **keys):
    choice = {"aggregation": {"method": method, **keys}}
    if missing:
        choice["missing"] = missing
    return made(DEEP, frame(30, DEEP_COLUMNS, 2, gaps), defaults=choice, **choice)


def flat(table, **keys):
    return made(leaves(*FLAT), table, **keys)


def of_conditions():
    table = frame(26, DEEP_COLUMNS, 3)
    table.iloc[::2, table.columns.get_loc("c")] = np.nan
    units = pd.DataFrame(
        {"code": table.index, "name_en": table.index, "region": ["east", "west"] * 13}
    )
    tree = {**DEEP, "c": {"applies": {"where": {"region": "west"}}}}
    definition = {"index": "made", "title": "Made", "unit": "place", "children": tree,
                  "missing": {"renormalise": False}}  # fmt: skip
    return Project.from_frames(definition, table, units)


def steps_above():
    tree = {
        "a": {
            "children": {"a1": {}, "n": {"children": leaves("a2", "a3")}},
            "normalisation": "min_max",
        },
        "b": {"children": leaves("x", "y", "b12"), "rounding": {"finished": 1}},
        "d": {"children": leaves("z", "c"), "direction": "negative"},
    }
    return made(tree, frame(20, DEEP_COLUMNS, 5))


def weighed():
    tree = {
        "a": {"children": leaves("a1", "a2", "a3"), "weighting": "entropy"},
        "b": {
            "children": {"n": {"children": leaves("x", "y")}, "b12": {}},
            "weighting": "standard_deviation",
        },
        "e": {"children": leaves("z", "c")},
    }
    return made(tree, frame(20, DEEP_COLUMNS, 6))


def summed():
    tree = {
        "a": {"children": {"a1": {"weight": 2}, "a2": {"weight": 0.5}, "a3": {}}},
        "b": {"children": leaves("x", "y"), "aggregation": "geometric"},
        "c": {"weight": 3},
    }
    table = frame(28, DEEP_COLUMNS, 7, 0.1)
    return made(tree, table, aggregation="sum", defaults={"aggregation": "sum"}, weights="stated")


KINDS = {
    "geometric-root": lambda: with_root("geometric"),
    "harmonic-root": lambda: with_root("harmonic"),
    "power-root": lambda: with_root("power", exponent=2.5),
    "power-negative": lambda: everywhere("power", exponent=-3),
    "power-large": lambda: everywhere("power", exponent=300),
    "power-near-0": lambda: everywhere("power", exponent=1e-4),
    "power-of-1": lambda: everywhere("power", exponent=1),
    "geometric-gaps": lambda: everywhere("geometric", 0.2, {"renormalise": False}),
    "harmonic-gaps": lambda: everywhere("harmonic", 0.2, {"minimum_present": "2/3"}),
    "gaps": lambda: everywhere("arithmetic", 0.25),
    "gaps-count": lambda: everywhere("arithmetic", 0.25, {"minimum_present": 2}),
    "gaps-as-zero": lambda: everywhere("arithmetic", 0.25, {"as": "zero"}),
    "zeros": lambda: flat(
        frame(20, FLAT, 4, low=0, high=3, grid=1),
        aggregation={"method": "geometric", "zero": "zero"},
    ),
    "ties": lambda: flat(frame(40, FLAT, 8, low=0, high=2, grid=1)),
    "ties-few": lambda: flat(frame(20, FLAT, 8, low=0, high=2, grid=1)),
    "ties-average": lambda: flat(
        frame(40, FLAT, 9, low=0, high=2, grid=1), ranking={"ties": "average"}
    ),
    "ties-max-rounded": lambda: flat(
        frame(40, FLAT, 9, 0.1), ranking={"ties": "max", "decimals": 0, "best": "low"}
    ),
    "ties-dense-tens": lambda: flat(frame(40, FLAT, 9), ranking={"ties": "dense", "decimals": -1}),
    "negative": lambda: flat(frame(25, FLAT, 10, 0.1, low=-50, high=20)),
    "negative-z": lambda: made(
        DEEP, frame(25, DEEP_COLUMNS, 11), defaults={"normalisation": "z_score"}
    ),
    "conditions": of_conditions,
    "steps-above": steps_above,
    "weighed": weighed,
    "sum": summed,
    "ranked-some": lambda: made(
        DEEP, frame(30, DEEP_COLUMNS, 12, 0.2), ranked={"minimum_present": 0.8}
    ),
    "compared": lambda: made(
        {**DEEP, "a": {**DEEP["a"], "aggregation": "topsis"}}, frame(12, DEEP_COLUMNS, 13)
    ),
    "root-kept": lambda: made(DEEP, frame(12, DEEP_COLUMNS, 1), normalisation="min_max"),
    "one-unit": lambda: flat(frame(1, FLAT, 14)),
    "large": lambda: made(
        {f"d{d}": {"children": leaves(*(f"i{d}_{k}" for k in range(10)))} for d in range(5)},
        frame(300, [f"i{d}_{k}" for d in range(5) for k in range(10)], 15),
        defaults={"normalisation": "min_max"},
    ),
}


@cache
def project(name):
    return load(name) if name in BUNDLED else KINDS[name]()


@cache
def edition(name, lang="en"):
    scoring = project(name).score()
    return Edition(scoring, compared=scoring.compare() if scoring._others() else None, lang=lang)


def moved(found, generator, whole):
    """Name some shares of some families: of all children, or of a few."""
    settings = {}
    families = {}
    for node in found["nodes"]:
        families.setdefault(node["parent"], []).append(node["node"])
    live = [node["node"] for node in found["nodes"] if "mean" in node]
    for parent in live:
        children = families[parent]
        if len(children) < 2 or generator.random() < 0.3:
            continue
        shares = generator.dirichlet(np.full(len(children), 0.7))
        if generator.random() < 0.2:
            shares[generator.integers(len(children))] = 0.0
            shares /= shares.sum()
        many = len(children) if whole else generator.integers(1, len(children))
        settings |= dict(zip(children[:many], shares[:many].tolist(), strict=True))
    return settings


def weighting(name, settings):
    try:
        scoring = project(name).score(overrides=settings)
    except InvalidInput:
        return {"settings": settings, "scores": None, "ranks": None}
    order = np.argsort(np.array(scoring.rows.units), kind="stable")
    scores, ranks = scoring.score[-1][order], scoring.rank()[-1][order]
    plain = [[None if value != value else value for value in x.tolist()] for x in (scores, ranks)]
    return {"settings": settings, "scores": plain[0], "ranks": plain[1]}


def case(name, number):
    found = payload(edition(name))
    generator = np.random.default_rng(7)
    asked = [moved(found, generator, whole=k % 3 > 0) for k in range(number)]
    written = {"payload": found, "weightings": [weighting(name, each) for each in asked]}
    if not any("why" in node for node in found["nodes"]):
        drawn = project(name).score().weight_sensitivity(draws=DRAWS, vary=VARY, seed=SEED).table
        ends = drawn.set_index("unit")[["low", "high"]].reindex(found["units"])
        written["intervals"] = [
            None if np.isnan(low) else [low, high]
            for low, high in ends.to_numpy(float, na_value=np.nan).tolist()
        ]
    if name in ("china-ceec-cities", "large", "geometric-root"):
        many = project(name).score().weight_sensitivity(draws=2**14, vary=VARY).rank_probabilities
        written["chances"] = {
            str(unit): {str(rank): float(chance) for rank, chance in row.items() if chance > 0}
            for unit, row in many.iterrows()
        }
    return written


@pytest.fixture(scope="module")
def node(program):
    """Return what runs JavaScript: Node 18 or later."""
    return program("node")


@pytest.fixture(scope="module")
def cases(node, tmp_path_factory):
    """A folder of cases beside the page's modules."""
    assert node
    folder = tmp_path_factory.mktemp("js")
    for source in (*SOURCES.glob("*.js"), *(ROOT / "tests" / "js").glob("*.js")):
        shutil.copy(source, folder)
    (folder / "package.json").write_text('{"type": "module"}', "utf-8")
    (folder / "cases").mkdir()
    for name in (*BUNDLED, *KINDS):
        number = 200 if name in (*BUNDLED, "large") else 25
        text = json.dumps(case(name, number), allow_nan=False)
        (folder / "cases" / f"{name}.json").write_text(text, "utf-8")
    return folder


def run(node, folder, *command):
    environment = {**os.environ, "CASES": str(folder / "cases")}
    return subprocess.run(
        [node, *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_the_browser_scores_and_ranks_as_the_engine_does(node, cases):
    done = run(node, cases, "--test", "rankcore.test.js")
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def test_the_page_is_one_module_that_takes_nothing_from_anywhere(node, tmp_path):
    (tmp_path / "page.mjs").write_text(module(), "utf-8")
    done = run(node, tmp_path, "--check", "page.mjs")
    assert done.returncode == 0, done.stderr
    assert not re.search(
        r"^(import|export)\b|\bimport\(|\bfetch\(|\beval\(", module(), re.MULTILINE
    )


@pytest.fixture(scope="module")
def carried(node, cases):
    done = run(node, cases, "carried.js")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", [*BUNDLED, *KINDS])
def test_the_scheme_that_is_taken_away_gives_the_same_scores(name, cases, carried):
    written = json.loads((cases / "cases" / f"{name}.json").read_text("utf-8"))
    pairs = zip(written["weightings"], carried[f"{name}.json"], strict=True)
    for asked, taken in [pair for pair in pairs if pair[1]][:12]:
        scoring = project(name).score(taken["scheme"])
        order = np.argsort(np.array(scoring.rows.units), kind="stable")
        said = np.array(asked["scores"], float)
        np.testing.assert_allclose(scoring.score[-1][order], said, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("name", [*BUNDLED, *KINDS])
def test_the_command_that_is_taken_away_gives_the_same_scores(name, cases, carried):
    written = json.loads((cases / "cases" / f"{name}.json").read_text("utf-8"))
    pairs = zip(written["weightings"], carried[f"{name}.json"], strict=True)
    for asked, taken in [pair for pair in pairs if pair[1]][:12]:
        words = shlex.split(taken["command"])
        shares = (word.split("=") for word in words if "=" in word)
        scoring = project(name).score(overrides={code: float(share) for code, share in shares})
        order = np.argsort(np.array(scoring.rows.units), kind="stable")
        said = np.array(asked["scores"], float)
        np.testing.assert_allclose(scoring.score[-1][order], said, rtol=1e-9, atol=1e-9)


# -- what is left out ------------------------------------------------------------------------------


def reasons(name, lang="en"):
    return {n["node"]: n["why"] for n in payload(edition(name, lang))["nodes"] if "why" in n}


def test_a_step_after_an_aggregation_keeps_the_published_column_with_its_reason():
    found = reasons("steps-above")
    assert list(found) == ["a"]
    assert "normalisation" in found["a"]


def test_weights_that_a_method_works_out_keep_what_stands_below():
    found = reasons("weighed")
    assert list(found) == ["n"]
    assert "standard_deviation" in found["n"]


def test_an_aggregation_that_compares_units_keeps_its_column():
    assert list(reasons("compared")) == ["a"]
    assert "topsis" in reasons("compared")["a"]


@pytest.mark.parametrize("name", ["steps-above", "weighed", "compared"])
def test_reasons_are_said_in_chinese(name):
    assert all(re.search("[\u4e00-\u9fff]{6}", why) for why in reasons(name, "zh").values())


@pytest.mark.parametrize("name", [*BUNDLED, *KINDS])
def test_a_node_has_a_way_a_column_or_a_node_above_that_is_kept(name):
    nodes = {node["node"]: node for node in payload(edition(name))["nodes"]}
    for node in nodes.values():
        above = nodes.get(node["parent"], {"mean": True})
        given = "mean" in node or "column" in node
        assert given == ("mean" in above)
        assert ("why" in node) == (given and "mean" not in node and "base" in node)


def whole_presets(held):
    """The shares of all nodes under each preset, which names those that it changes."""
    published = {each["node"]: each["share"] for each in held["nodes"]}
    return [list({**published, **each["shares"]}.values()) for each in held["presets"]]


@pytest.mark.parametrize("name", BUNDLED)
def test_presets_are_the_schemes_of_the_index(name):
    held = payload(edition(name))
    found = held["presets"]
    assert found[0]["name"] == "published"
    weights = whole_presets(held)
    for other in project(name).score()._others():
        scored = whole_presets(payload(project(name).score(other).edition()))[0]
        assert sum(np.allclose(scored, each, 0, 1e-6) for each in weights) == 1
    for each in found:
        scoring = project(name).score(overrides=each["shares"])
        scheme = scoring if each["name"] == "published" else project(name).score(each["name"])
        np.testing.assert_allclose(scoring.score, scheme.score, rtol=1e-9)


# -- the section -----------------------------------------------------------------------------------


def test_data_cannot_end_the_script_they_stand_in():
    table = frame(3, FLAT, 1)
    hostile = "</script><script>alert(1)</script><!--"
    definition = {
        "index": "made",
        "title": hostile,
        "unit": "place",
        "children": {code: {"title": hostile + code} for code in FLAT},
    }
    found = live_panel(Edition(Project.from_frames(definition, table).score()))
    assert "<" not in found.data
    assert json.loads(found.data)["title"] == hostile
    assert "<script" not in found.html
    assert as_data("\u2028") == '"\\u2028"'


def test_where_no_weight_can_be_moved_the_reason_is_said_at_once():
    table = pd.DataFrame({"unit": list("xyz"), "a": [1, 2, 3], "b": [3, 1, 2]})
    tree = {"one": ["a"], "two": ["b"]}
    found = score(table, tree=tree, aggregation="topsis").edition(draws=64)
    deck = re.search('<p class="sub">(.*?)</p>', live_panel(found).html)[1]
    assert "Move a weight" not in deck
    assert payload(found)["nodes"][0]["why"] in deck


@pytest.mark.parametrize("name", BUNDLED)
def test_of_presets_no_two_are_the_same_weights(name):
    found = whole_presets(payload(edition(name)))
    for at, shares in enumerate(found):
        assert not any(np.allclose(shares, other, 0, 5e-7) for other in found[:at])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_without_a_script_the_section_holds_every_weight(lang):
    found = live_panel(edition("china-ceec-cities", lang)).html
    nodes = payload(edition("china-ceec-cities", lang))["nodes"]
    assert all(node["title"].replace("&", "&amp;") in found for node in nodes[1:])
    assert found.count("<tr>") == len(nodes)
    assert "44.1%" in found


def test_the_same_edition_gives_the_same_text():
    one, other = (live_panel(Edition(project("china-ceec-cities").score())) for _ in range(2))
    assert (one.html, one.data, one.script) == (other.html, other.data, other.script)


def test_every_text_that_the_script_says_is_in_the_catalogue():
    script = (SOURCES / "live.js").read_text("utf-8")
    said = set(re.findall(r'tell\("(\w+)"', script)) | set(re.findall(r"texts\.(\w+)", script))
    assert said
    assert said <= set(panel.texts(edition("china-ceec-cities")))
