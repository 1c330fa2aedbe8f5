"""Every command answers for people, in JSON, and in files."""

import csv
import io
import json
import math
from pathlib import Path

import pytest

import coopindex
from coopindex.cli import main
from coopindex.cli.app import COMMANDS

CITIES = "china-ceec-cities"
PANEL = str(Path(__file__).parent / "panel" / "indicators" / "panel.yaml")
EVERY = [
    ["list"],
    ["validate", CITIES],
    ["score", CITIES],
    ["compare", CITIES, "--weights", "cass", "--weights", "equal"],
    ["explain", CITIES, "tianjin"],
    ["verify", CITIES],
    ["uncertainty", CITIES, "--draws", "64"],
    ["sensitivity", CITIES, "--draws", "64"],
    ["guarantee", CITIES],
    ["scenarios", CITIES],
    ["audit", CITIES, "--draws", "64"],
    ["report", CITIES, "--draws", "64"],
    ["change", PANEL],
    ["obstacles", CITIES],
    ["groups", CITIES, "--by", "kind"],
    ["strengths", CITIES],
    ["disparity", PANEL],
    ["growth", PANEL],
    ["methods"],
    ["methods", "normalisation"],
    ["methods", "normalisation", "min_max"],
    ["schema", "index"],
    ["schema", "scheme"],
    ["schema", "plan"],
    ["init", "new"],
    ["convert", CITIES, "cities.xlsx"],
]


@pytest.mark.parametrize("command", EVERY, ids=" ".join)
def test_every_command_answers_for_people_with_nothing_but_data_on_stdout(
    command, capsys, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    assert main(command) == 0
    assert capsys.readouterr().out.strip()


@pytest.mark.parametrize("command", EVERY, ids=" ".join)
def test_every_command_answers_in_json_that_holds_no_nan(command, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main([*command, "--json"]) == 0
    json.loads(
        capsys.readouterr().out, parse_constant=lambda word: pytest.fail(f"{word} is not JSON")
    )


# what these write has tests of its own, and takes long
QUICK = [command for command in EVERY if command[0] not in ("report", "convert", "init")]


@pytest.mark.parametrize("command", [*QUICK, ["score", CITIES, "--weights", "nope"]], ids=" ".join)
def test_json_is_the_same_in_every_language(command, capsys):
    english, chinese = (
        (main([*command, "--json", "--lang", lang]), capsys.readouterr().out)
        for lang in ("en", "zh")
    )
    assert english == chinese


def test_every_command_is_among_those_tested():
    # a chart is a drawing, elicit asks, import reads others' files: they have tests of their own
    elsewhere = {"chart", "elicit", "import"}
    assert set(COMMANDS) == {command[0] for command in EVERY} | elsewhere


def test_the_json_of_a_score_has_the_shape_that_other_programs_rely_on(answer):
    found = answer("score", CITIES)
    assert list(found) == [
        "index",
        "scheme",
        "year",
        "weights",
        "units",
        "treatments",
        "flags",
        "provenance",
    ]
    assert {"unit", "name", "score", "rank", "nodes", "coverage"} <= set(found["units"][0])
    assert (found["index"], found["scheme"], found["year"]) == (CITIES, "cass", 2019)
    assert found["weights"]["trade"] == pytest.approx(
        0.441
    )  # as published: data/china-ceec-cities, source ningbo_life_2019


def test_the_json_of_a_score_is_what_the_library_returns_to_the_last_digit(answer):
    assert answer("score", CITIES) == json.loads(
        json.dumps(coopindex.load(CITIES).score().as_dict())
    )


def table(capsys, *args):
    """The rows of an answer as CSV."""
    assert main([*args, "--format", "csv"]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_csv_carries_full_precision_and_the_rank_first_unit_first(capsys):
    rows = table(capsys, "score", CITIES)
    scores = coopindex.load(CITIES).score().scores
    assert [float(row["score"]) for row in rows] == scores["score"].tolist()
    assert [row["unit"] for row in rows] == scores["unit"].tolist()


def test_csv_has_a_row_for_every_unit_and_node_best_unit_and_root_first(capsys):
    rows, scoring = table(capsys, "score", CITIES, "--nodes"), coopindex.load(CITIES).score()
    codes = [node.code for node, _ in scoring.index.depth_first()]
    assert len(rows) == len(codes) * len(scoring.scores)
    assert [row["node"] for row in rows[: len(codes)]] == codes
    points = {(row["unit"], row["node"]): float(row["points"]) for row in rows}
    for node in (CITIES, "trade", "forums_hosted"):
        found = scoring.array(node)[0].tolist()
        assert [points[unit, node] for unit in scoring.rows.units] == found


def test_csv_of_a_change_has_a_row_for_every_cause_and_they_add_up(capsys):
    causes = {}
    for row in table(capsys, "change", PANEL):
        causes.setdefault((row["unit"], float(row["change"])), []).append(float(row["points"]))
    assert len(causes) == 3
    assert all(math.fsum(parts) == pytest.approx(change) for (_, change), parts in causes.items())


def test_csv_leaves_honesty_and_flags_to_stderr(capsys):
    assert main(["score", "china-ceec-countries", "--format", "csv"]) == 0
    streams = capsys.readouterr()
    assert "Flags" not in streams.out
    assert "Flags (" in streams.err
    assert "observed" in streams.err


def test_a_table_says_above_the_figures_how_many_cells_are_illustrative_and_why(capsys):
    main(["score", CITIES])
    out = capsys.readouterr().out
    assert 0 < out.index("illustrative") < out.index("never its inputs") < out.index("Ningbo   ")


def test_a_table_shows_every_flag_below_it(capsys):
    main(["score", "china-ceec-countries"])
    out = capsys.readouterr().out
    flags = coopindex.load("china-ceec-countries").score().flags
    assert f"Flags ({len(flags)})" in out
    assert all(flag.message in out for flag in flags)


def test_assumed_weights_are_starred_and_published_ones_are_not(capsys):
    main(["score", CITIES])
    line = next(
        line for line in capsys.readouterr().out.splitlines() if line.startswith("Weights:")
    )
    assert "44.1% " in line
    assert line.count("*") == 4


@pytest.mark.parametrize("share", ["0.30", "30%"])
def test_a_share_may_be_set_as_a_number_or_in_percent(answer, share):
    assert answer("score", CITIES, "--set", f"trade={share}")["weights"]["trade"] == pytest.approx(
        0.3
    )


def test_the_ending_of_the_output_file_chooses_the_format(tmp_path):
    for ending, start in (("csv", "unit,"), ("tsv", "unit\t"), ("json", "{"), ("md", "# ")):
        file = tmp_path / f"scores.{ending}"
        assert main(["score", CITIES, "-o", str(file)]) == 0
        assert file.read_text(encoding="utf-8").startswith(start)


def test_a_markdown_table_is_escaped_and_has_a_row_for_each_unit(capsys):
    main(["score", CITIES, "--format", "md"])
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    assert len(rows) == 1 + 15
    assert len({row.count("|") for row in rows}) == 1


@pytest.mark.usefixtures("project")
def test_what_is_counted_is_needed_in_whole_numbers(answer, capsys):
    needed = {
        node["node"]: node["overtake"]
        for node in answer("explain", "port-cities", "birch")["nodes"]
    }
    assert needed["forums"] == 2
    assert main(["explain", "port-cities", "birch"]) == 0
    assert ["Forums", "hosted", "1", "2", "forums"] in [
        line.split() for line in capsys.readouterr().out.splitlines()
    ]


@pytest.mark.parametrize(
    ("source", "why"),
    [("", "the scheme gives no weight of its own"), ("source: example\n", "were not published")],
)
def test_a_star_says_why_a_weight_is_assumed(source, why, project, capsys):
    with (project / "weights/port-cities/people-first.yaml").open("a", encoding="utf-8") as scheme:
        scheme.write(source)
    assert main(["score", "port-cities", "--weights", "people-first"]) == 0
    starred = next(
        line for line in capsys.readouterr().out.splitlines() if line.startswith("* assumed")
    )
    assert starred.endswith(why)


def test_what_is_explained_adds_up_to_the_score_and_to_the_gap(answer):
    found = answer("explain", CITIES, "tianjin")
    top = [node for node in found["nodes"] if node["depth"] == 1]
    added = math.fsum(node["contribution"] for node in top)
    assert found["starting_level"] + added == pytest.approx(found["score"], abs=1e-9)
    assert found["starting_level"] == pytest.approx(1.0)  # the lower end of the scale [1, 100]
    assert math.fsum(node["gap"] for node in top) == pytest.approx(found["rival"]["gap"], abs=1e-9)


def test_what_is_constant_is_a_line_of_its_own(capsys):
    assert main(["explain", CITIES, "tianjin"]) == 0
    lines = capsys.readouterr().out.splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith("China–CEEC city"))
    assert lines[first].split()[-2] == "40.57"
    assert lines[first + 1].split()[:4] == ["├─", "starting", "level", "1.00"]
    assert any(
        line.startswith("starting level 1.00 + 5.27 +") and " = 40.57 (" in line for line in lines
    )


@pytest.mark.usefixtures("project")
def test_what_it_would_take_says_where_it_lies_beyond_the_best_observed(answer, capsys):
    needed = {node["node"]: node for node in answer("explain", "port-cities", "birch")["nodes"]}
    assert needed["customs_time"]["overtake_best"] == 8  # the shortest time in observations.csv
    assert needed["customs_time"]["overtake_beyond_best"] is True
    assert needed["trade_volume"]["overtake_beyond_best"] is False
    assert main(["explain", "port-cities", "birch"]) == 0
    out = capsys.readouterr().out
    assert "beyond anything observed (8)" in out
    assert out.count("beyond anything observed") == 1


@pytest.mark.usefixtures("project")
def test_hours_that_are_all_whole_are_needed_whole(answer):
    nodes = answer("explain", "port-cities", "birch")["nodes"]
    needed = {node["node"]: node["overtake_rounded"] for node in nodes}
    assert needed["customs_time"] == 0  # 0.34 would do, of which whole hours leave none
    assert float(needed["trade_volume"]).is_integer()


@pytest.mark.usefixtures("project")
def test_what_it_would_take_lies_within_the_bounds_of_the_indicator(project, answer, capsys):
    index = project / "indicators/port-cities.yaml"
    text = index.read_text(encoding="utf-8")
    # hours with a fraction somewhere, so that whole ones are not all that is looked for
    observed = project / "data/port-cities/observations.csv"
    rows = observed.read_text(encoding="utf-8")
    observed.write_text(rows.replace("customs_time,2024,17", "customs_time,2024,17.5"), "utf-8")
    hours = "direction: negative\n        bounds: [0, null]"
    assert hours in text

    def needed(bound):
        index.write_text(text.replace(hours, hours.replace("0", bound)), encoding="utf-8")
        nodes = answer("explain", "port-cities", "birch")["nodes"]
        return next(node for node in nodes if node["node"] == "customs_time")

    # 0.343633 hours would do it: four digits, 0.3436, lie below this bound
    within = needed("0.34362")
    assert 0.34362 <= within["overtake_rounded"] <= within["overtake"] < 0.34364
    assert main(["explain", "port-cities", "birch"]) == 0
    assert f" {within['overtake_rounded']} " in capsys.readouterr().out
    assert needed("0.344")["overtake"] is None
    assert main(["explain", "port-cities", "birch"]) == 0
    assert "Not alone: Time at customs" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["tianjin", "Tianjin", "TIANJIN", "天津"])
def test_a_unit_is_found_by_its_code_or_either_of_its_names(answer, name):
    assert answer("explain", CITIES, name)["unit"] == "tianjin"


def test_names_appear_in_chinese_when_asked_for(capsys):
    main(["score", CITIES, "--lang", "zh"])
    out = capsys.readouterr().out
    assert out.index("宁波") < out.index("Ningbo")
    assert "经贸合作" in out


def test_a_list_counts_units_indicators_and_cells_of_every_bundled_index(answer):
    found = {each["index"]: each for each in answer("list")["indices"]}
    assert set(found) >= {
        CITIES,
        "china-ceec-provinces",
        "china-ceec-countries",
        "city-networks",
        "china-central-asia-summit",
    }
    cities = found[CITIES]
    assert cities["units"] == 15
    assert sum(cities["statuses"].values()) == cities["units"] * cities["indicators"]
    assert cities["title_zh"]


def test_a_method_is_documented_with_its_options_under_its_name_alone(answer):
    found = answer("methods", "min_max")["normalisation"]["min_max"]
    assert found["options"]["scale"] == {"takes": "[number, number]", "default": [0.0, 100.0]}
    assert "min" in found["documentation"]


def test_sensitivity_is_the_same_for_the_same_seed_and_its_chances_add_up(answer):
    first, again = (
        answer("sensitivity", CITIES, "--draws", "128", "--seed", "3", "--vary", "40%")
        for _ in range(2)
    )
    assert first == again
    assert first["vary"] == pytest.approx(0.4)
    for unit in first["units"]:
        assert math.fsum(unit["rank_probabilities"].values()) == pytest.approx(1)


def test_a_held_node_and_freed_weights_reach_the_analysis(answer):
    held = answer("sensitivity", CITIES, "--draws", "64", "--free-unknown", "--hold", "trade")
    assert "trade" in held["note"]


CAUSES_AS_CODES = """
index: x
title: X
reference: {years: all}
data:
  observations: {file: o.csv, status: observed, source: s}
  sources: sources.yaml
defaults: {normalisation: {method: min_max, scale: [0, 100]}}
children: {start: {data: a}, weights: {data: b}, unit: {data: c}, rank_x: {data: d}}
"""


def test_indicators_called_like_a_cause_leave_the_cause_what_it_is(tmp_path, monkeypatch, answer):
    (tmp_path / "indicators").mkdir()
    (tmp_path / "indicators" / "x.yaml").write_text(CAUSES_AS_CODES, "utf-8")
    (tmp_path / "sources.yaml").write_text("s: {title: Nobody}\n", "utf-8")
    rows = "u,2018,0,8,4,1\nv,2018,10,0,0,2\nu,2020,5,10,4,5\nv,2020,0,2,8,4\n"
    (tmp_path / "o.csv").write_text(f"unit,year,a,b,c,d\n{rows}", "utf-8")
    monkeypatch.chdir(tmp_path)
    found = answer("change", "x", "--year", "2018,2020")["units"][0]
    # by hand: of a 5 of 10, of b 2 of 10, c stood still, of d all of 4; a quarter of the score each
    assert found["unit"] == "u"
    assert (found["start"], found["end"], found["change"]) == pytest.approx((32.5, 75.0, 42.5))
    assert (found["weights"], found["scale"], found["membership"]) == (0, 0, 0)
    own = ("indicator start", "indicator weights", "indicator unit", "rank_x")
    assert [found[key] for key in own] == pytest.approx([12.5, 5, 0, 25])
    assert isinstance(found["rank_x"], float)


def test_a_change_is_split_into_what_caused_it(answer):
    found = answer("change", PANEL)
    assert (found["from"], found["to"]) == (2019, 2020)
    alpha = next(unit for unit in found["units"] if unit["unit"] == "a")
    assert (alpha["change"], alpha["trade"], alpha["people"]) == (
        25.0,
        25.0,
        0.0,
    )  # trade 0 -> 5 of 0..10, half the weight
    assert next(unit for unit in found["ranks"] if unit["unit"] == "c") == {
        "unit": "c",
        "rank 2019": 1,
        "rank 2020": 2,
    }


def test_a_question_of_one_year_refuses_several(capsys):
    assert main(["explain", PANEL, "a", "--year", "all"]) == 2
    assert "answers for one year, not for 2019, 2020" in capsys.readouterr().err
