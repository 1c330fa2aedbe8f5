"""The questions of robustness, asked on the command line."""

import csv
import io
import json
import sys

import pytest

from coopindex.cli import main
from coopindex.robustness.design import BITS

CITIES = "china-ceec-cities"


def test_with_trade_at_its_published_weight_only_beijing_could_take_the_first_place(answer):
    found = answer("guarantee", CITIES, "--free-unknown")
    first = {
        unit["unit"]: unit["weights"]["best"] for unit in found["units"] if unit["can_be_first"]
    }
    assert set(first) == {"ningbo", "beijing"}
    assert first["beijing"]["think_tanks"] > 0.558  # 55.9 % is all that CASS left open


def test_tianjin_can_lose_the_second_place_down_to_the_ninth(answer):
    found = answer("guarantee", CITIES)
    tianjin = next(unit for unit in found["units"] if unit["unit"] == "tianjin")
    assert (tianjin["best"], tianjin["worst"], tianjin["can_lose_rank"]) == (2, 9, True)


def test_a_guarantee_is_said_in_plain_words_before_any_table(capsys):
    assert main(["guarantee", CITIES]) == 0
    said = capsys.readouterr().out
    assert said.index(
        "Beijing could be first, for example with Think tank participation"
    ) < said.index("Highest and lowest rank")
    assert "illustrative" in said


def test_nobody_else_can_be_first_is_said_in_these_words(capsys):
    assert main(["guarantee", CITIES, "--vary", "25%"]) == 0
    assert "Nobody else can be first: Ningbo leads" in capsys.readouterr().out


def test_the_smallest_change_that_lets_one_overtake_another_is_found(answer):
    found = answer("guarantee", CITIES, "--overtake", "Beijing=tianjin")
    assert found["overtake"][0]["unit"] == "beijing"
    assert 0 < found["overtake"][0]["change"]["moved"] < 0.1


def test_sampled_intervals_lie_inside_the_exact_ones(answer):
    sampled = answer(
        "uncertainty", CITIES, "--plan", "unknown-weights", "--draws", "2048", "--interval", "100%"
    )
    exact = {unit["unit"]: unit for unit in answer("guarantee", CITIES)["units"]}
    for unit in sampled["units"]:
        assert exact[unit["unit"]]["best"] <= unit["p0"]
        assert unit["p100"] <= exact[unit["unit"]]["worst"]


def test_the_factors_of_the_plan_in_the_index_are_those_that_vary(answer):
    found = answer("uncertainty", CITIES, "--draws", "64")
    assert found["factors"][:2] == ["weights CASS kept to itself", "weights of indicators"]
    assert sum(found["units"][0]["rank_probabilities"].values()) == pytest.approx(1)


def test_an_index_without_a_plan_takes_a_usual_one_and_says_what_it_left_aside(answer, project):
    found = answer("uncertainty", next(project.glob("indicators/*.yaml")).stem, "--draws", "64")
    assert found["factors"]
    assert isinstance(found["left_aside"], list)


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_settings_that_are_replayed_give_the_same_answer(answer, tmp_path, form):
    file = tmp_path / f"settings.{form}"
    drawn = answer("uncertainty", CITIES, "--draws", "200", "--settings", str(file))
    again = answer("uncertainty", CITIES, "--replay", str(file))
    assert again["units"] == drawn["units"]
    assert again["pairs"] == drawn["pairs"]


@pytest.mark.parametrize(
    "spoil",
    [lambda row: row + ",9", lambda row: row.rsplit(",", 1)[0]],
    ids=["one more", "one fewer"],
)
def test_settings_whose_rows_do_not_fit_their_header_are_refused_with_the_line(
    answer, tmp_path, capsys, spoil
):
    file = tmp_path / "settings.csv"
    answer("uncertainty", CITIES, "--draws", "4", "--settings", str(file))
    header, *rows = file.read_text("utf-8").splitlines()
    file.write_text("\n".join([header, *map(spoil, rows)]) + "\n", "utf-8")
    assert main(["uncertainty", CITIES, "--replay", str(file)]) == 3
    assert "settings.csv:2: " in capsys.readouterr().err


def test_mistakes_in_settings_are_told_with_their_file(answer, tmp_path, capsys):
    file = tmp_path / "settings.csv"
    answer("uncertainty", CITIES, "--draws", "4", "--settings", str(file))
    file.write_text(
        file.read_text("utf-8").replace("arithmetic", "aritmetic").replace("geometric", "geomtric"),
        "utf-8",
    )
    assert main(["uncertainty", CITIES, "--replay", str(file)]) == 3
    said = capsys.readouterr().err
    assert "settings.csv" in said
    assert "indicators/" not in said


@pytest.mark.parametrize(
    "command",
    [
        ["uncertainty", "--draws", "64"],
        ["sensitivity", "--factors", "--draws", "64"],
        ["scenarios"],
    ],
)
def test_a_plan_goes_with_a_scheme_that_leaves_nothing_unknown(answer, command):
    found = answer(command[0], CITIES, "-w", "people-first", *command[1:])
    if command[0] != "scenarios":
        assert found["left_aside"] == ["“weights CASS kept to itself” varies nothing here"]


@pytest.mark.parametrize(
    "factor",
    [
        "{filled: donors}",
        "{error: 0%}",
        "{weights: band, vary: 0%}",
        "{error: 5%, statuses: [estimated]}",
    ],
)
def test_a_plan_that_varies_nothing_is_refused(tmp_path, capsys, factor):
    plan = tmp_path / "plan.yaml"
    plan.write_text(f"plan: idle\nfactors:\n  f: {factor}\n", "utf-8")
    assert main(["uncertainty", CITIES, "--draws", "64", "--plan", str(plan)]) == 3
    assert "plan.yaml:3: f: `f` varies nothing here" in capsys.readouterr().err


def test_processes_give_the_same_figures(answer):
    alone = answer("uncertainty", CITIES, "--draws", "6000")
    assert answer("uncertainty", CITIES, "--draws", "6000", "--processes", "2") == alone


def test_sensitivity_without_factors_answers_as_before(answer):
    unit = answer("sensitivity", CITIES, "--draws", "64", "--seed", "1", "--vary", "25%")["units"][
        0
    ]
    assert {"mean", "median", "p5", "p95", "p_first", "rank_probabilities"} <= set(unit)


def test_sensitivity_splits_the_variance_over_the_factors(answer):
    found = answer("sensitivity", CITIES, "--factors", "--draws", "64")
    assert {"factors", "units", "one_at_a_time", "leave_one_out", "importance"} <= set(found)
    assert {row["output"] for row in found["units"]} == {"score", "rank"}


def test_scenarios_are_laid_side_by_side(answer):
    found = answer("scenarios", CITIES)
    assert found["scenarios"][0] == "equal dimensions"
    assert found["agreement"][-1]["leader"] == "tianjin"  # the scenario without Ningbo


@pytest.mark.parametrize(
    "command",
    [
        ["uncertainty", "--draws", "64"],
        ["sensitivity", "--factors", "--draws", "64"],
        ["guarantee"],
        ["scenarios"],
    ],
    ids=" ".join,
)
def test_every_table_comes_as_csv(command, capsys):
    assert main([command[0], CITIES, *command[1:], "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows
    assert {"unit"} <= set(rows[0])


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["uncertainty", CITIES, "--plan", "unknown-weight"], "did you mean `unknown-weights`?"),
        (["uncertainty", CITIES, "--replay", "nowhere.csv"], "there is no such file"),
        (["uncertainty", CITIES, "--settings", "draws.xlsx"], "ends in .csv or .parquet"),
        (["uncertainty", CITIES, "-o", "found.docx"], "ends in .txt, .csv, .tsv, .md, .json"),
        (
            ["guarantee", CITIES, "--free", "--vary", "10%"],
            "--free and --vary contradict each other",
        ),
        (["guarantee", CITIES, "--at-least", "trade"], "is no pair"),
        (["guarantee", CITIES, "--below", "trade"], "no two siblings' weights may move"),
        (
            ["sensitivity", CITIES, "--factors", "--vary", "80%", "--hold", "policy"],
            "the plan says what varies",
        ),
        (
            ["uncertainty", CITIES, "--replay", "draws.csv", "--seed", "5"],
            "leave --draws and --seed out",
        ),
        (["uncertainty", CITIES, "-o", "nowhere/found.json"], "there is no folder nowhere"),
        (
            ["uncertainty", CITIES, "--settings", "same.csv", "-o", "same.csv"],
            "is where the answer goes",
        ),
        (
            ["uncertainty", CITIES, "--scheduler", "tcp://x:1", "--processes", "2"],
            "a running cluster has workers of its own",
        ),
    ],
)
def test_slips_are_told_in_a_line(command, said, capsys):
    assert main(command) in (2, 3)
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("how", [["--dask"], ["--scheduler", "tcp://127.0.0.1:8786"]])
def test_a_cluster_without_dask_installed_says_in_one_line_what_to_install(
    how, capsys, monkeypatch
):
    monkeypatch.setitem(sys.modules, "distributed", None)  # as if it were not there
    assert main(["uncertainty", CITIES, "--draws", "64", *how]) == 3
    said = capsys.readouterr().err.strip().splitlines()
    assert [line for line in said if "coopindex[dask]" in line] == said[-1:]


@pytest.mark.parametrize("command", [["uncertainty"], ["sensitivity", "--factors"]])
def test_more_draws_than_a_design_has_points_are_refused(command, capsys):
    assert main([*command, CITIES, "--draws", str(2**BITS + 1)]) == 2
    assert f"less than or equal to {2**BITS}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("children", "options", "code", "said"),
    [
        ("{a: {}}", [], 0, "none can vary: no two siblings have weight"),
        ("{a: {}}", ["--hold", "a"], 0, "none can vary: no two siblings have weight"),
        ("{a: {}, b: {}}", ["--hold", "a"], 2, "as scored; say fewer --hold\n"),
        (
            "{p: {aggregation: median, children: {a: {}, b: {}}}}",
            [],
            3,
            "taken as scored, for nothing below is linear in the weights: p\n",
        ),
    ],
)
def test_where_no_weights_can_move_that_is_the_answer_or_what_may_help_is_named(
    project, capsys, children, options, code, said
):
    (project / "data/one.csv").write_text("unit,year,a,b\nx,2024,1,2\ny,2024,2,3\n", "utf-8")
    tree = f"index: one\ndata: {{observations: data/one.csv}}\nchildren: {children}\n"
    (project / "indicators/one.yaml").write_text(tree, "utf-8")
    assert main(["guarantee", "one", *options]) == code
    told = capsys.readouterr()
    assert said in told.out + told.err


NESTED = """
index: x
title: X
data:
  observations: {file: o.csv, status: observed, source: s}
  sources: sources.yaml
defaults: {normalisation: {method: min_max, scale: [1, 10]}}
children:
  p: {aggregation: geometric, normalisation: z_score, children: {a: {}, b: {}}}
  q: {}
"""


@pytest.mark.parametrize("years", [(2020,), (2019, 2020)])
def test_a_note_stands_behind_what_was_asked(tmp_path, monkeypatch, answer, years):
    (tmp_path / "indicators").mkdir()
    (tmp_path / "indicators" / "x.yaml").write_text(NESTED, "utf-8")
    (tmp_path / "sources.yaml").write_text("s: {title: Nobody}\n", "utf-8")
    rows = [f"{u},{y},{k},{k * k % 7},{9 - k}" for y in years for k, u in enumerate("uvwx", 1)]
    (tmp_path / "o.csv").write_text("\n".join(["unit,year,a,b,q", *rows]), "utf-8")
    monkeypatch.chdir(tmp_path)
    found = answer("guarantee", "x")
    scale = ["scale"] if len(years) > 1 else []
    assert list(found)[: 4 + len(scale)] == ["index", "scheme", "year", *scale, "note"]
    assert "p" in found["note"].partition("as scored")[0]


def test_a_guarantee_that_time_stops_says_what_is_proved_so_far(capsys):
    assert main(["guarantee", CITIES, "--free", "--seconds", "0", "--json"]) == 0
    known = json.loads(capsys.readouterr().out)
    assert known["proved"] is False
    assert "Not all is proved" in known["note"]
    assert main(["guarantee", CITIES, "--free", "--seconds", "0"]) == 0
    assert "Not all is proved within 0 s" in " ".join(capsys.readouterr().out.split())


def test_a_guarantee_of_some_units_shows_all_weights_that_attain_their_ranks(answer, capsys):
    found = answer("guarantee", CITIES, "--units", "Tianjin,北京", "--units", "ningbo")
    assert [unit["unit"] for unit in found["units"]] == ["ningbo", "tianjin", "beijing"]
    every = {unit["unit"]: unit for unit in answer("guarantee", CITIES)["units"]}
    assert all(unit["best"] == every[unit["unit"]]["best"] for unit in found["units"])
    assert main(["guarantee", CITIES, "--units", "Tianjin"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Weights that attain the ranks of Tianjin" in said
    assert "at rank 2 at rank 9" in said
    assert main(["guarantee", CITIES, "--units", "Atlantis"]) == 2


def test_without_a_terminal_a_line_says_now_and_then_how_much_is_proved(capsys, monkeypatch):
    monkeypatch.setattr("coopindex.cli.output.FIRST_LINE", 0.0)
    assert main(["guarantee", CITIES, "--free", "--processes", "1"]) == 0
    said = capsys.readouterr().err
    assert "highest and lowest ranks proved, the others to within" in said


def test_a_way_to_run_that_would_take_no_effect_is_refused(capsys):
    for option in (["--processes", "2"], ["--dask"], ["--scheduler", "tcp://nowhere:1"]):
        assert main(["sensitivity", CITIES, "--draws", "8", *option]) == 2
        assert option[0] in capsys.readouterr().err
