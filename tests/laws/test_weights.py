"""What a reader asks of the weights takes effect and is named, or is refused."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopindex import load
from coopindex.cli import main
from coopindex.engine.index import Scheme
from coopindex.engine.result import Result
from coopindex.problems import InvalidInput
from coopindex.project import Project
from coopindex.report.edition import Edition
from coopindex.report.pages.frame import head
from coopindex.report.write import run_name
from coopindex.robustness.evaluation import evaluated
from coopindex.robustness.factors import LeaveOut, Weights, WeightSets
from coopindex.robustness.scenarios import Scenario, scenarios
from coopindex.robustness.sensitivity import one_at_a_time
from coopindex.robustness.weights import weight_sensitivity

METHODS = ("entropy", "standard_deviation", "pca")
SHARES = (0.1, 0.3, 0.5, 0.7)


@dataclass(frozen=True)
class Asked:
    """A random project: two or three dimensions, some weighed by a method, one scheme in a file."""

    sizes: tuple[int, ...]  # indicators of each dimension
    weighting: dict[str, str]  # inner node -> method; the index itself is `x`
    mine: dict[str, tuple[int, ...]]  # inner node -> the weights that the scheme `mine` gives
    aggregation: str
    each: bool  # whether every year has weights and a scale of its own
    seed: int

    @property
    def children(self) -> dict[str, list[str]]:
        dimensions = [f"d{k}" for k in range(len(self.sizes))]
        below = {
            code: [f"{code}{letter}" for letter in "abc"[:size]]
            for code, size in zip(dimensions, self.sizes, strict=True)
        }
        return {"x": dimensions, **below}

    def definition(self, plain: frozenset[str] = frozenset()) -> dict[str, Any]:
        """Return the index; the weights of the nodes `plain` are worked out by no method."""

        def node(code: str) -> dict[str, Any]:
            method = {} if code in plain else self.weighting.get(code)
            return {
                **({"weighting": method} if method else {}),
                "children": {
                    child: node(child) if child in self.children else {}
                    for child in self.children[code]
                },
            }

        return {
            "index": "x",
            "title": "X",
            "aggregation": self.aggregation,
            "data": {
                "observations": {"file": "o.csv", "status": "observed", "source": "s"},
                "sources": "s.yaml",
            },
            "defaults": {"normalisation": {"method": "min_max", "scale": [1, 2]}},
            "reference": {"years": "each" if self.each else "all"},
            **node("x"),
        }

    @contextmanager
    def project(self, plain: frozenset[str] = frozenset(), **more: Any) -> Iterator[Project]:
        """Write the project into a folder of its own, and load it."""
        leaves = [leaf for code in self.children["x"] for leaf in self.children[code]]
        random = np.random.default_rng(self.seed)
        with tempfile.TemporaryDirectory() as made:
            root = Path(made)
            for folder in ("indicators", "weights/x"):
                (root / folder).mkdir(parents=True)
            rows = [
                [
                    f"u{unit}",
                    str(year),
                    *(f"{value:.4f}" for value in random.lognormal(size=len(leaves))),
                ]
                for year in (2020, 2021)
                for unit in range(6)
            ]
            table = [["unit", "year", *leaves], *rows]
            (root / "o.csv").write_text("\n".join(",".join(row) for row in table))
            (root / "s.yaml").write_text("s: {title: Made}")
            mine = {
                child: weight
                for code, weights in self.mine.items()
                for child, weight in zip(self.children[code], weights, strict=True)
            }
            (root / "weights/x/mine.yaml").write_text(
                json.dumps({"scheme": "mine", "weights": mine})
            )
            (root / "indicators/x.yaml").write_text(json.dumps(self.definition(plain) | more))
            yield load(root / "indicators/x.yaml")


@st.composite
def asked(draw: st.DrawFn) -> Asked:
    sizes = tuple(draw(st.lists(st.integers(2, 3), min_size=2, max_size=3)))
    inner = {"x": len(sizes), **{f"d{k}": size for k, size in enumerate(sizes)}}
    weighed = draw(st.sets(st.sampled_from(sorted(inner)), min_size=1))
    named = draw(st.sets(st.sampled_from(sorted(inner)), min_size=1))
    weight = st.integers(1, 9)
    return Asked(
        sizes=sizes,
        weighting={code: draw(st.sampled_from(METHODS)) for code in sorted(weighed)},
        mine={
            code: draw(st.tuples(*[weight] * inner[code]).filter(lambda w: len(set(w)) > 1))
            for code in sorted(named)
        },
        aggregation=draw(st.sampled_from(["arithmetic", "geometric", "topsis"])),
        each=draw(st.booleans()),
        seed=draw(st.integers(0, 99)),
    )


def families(project: Project) -> dict[str, Any]:
    return dict(project.content.index.families)


def same(result: Result, other: Result) -> bool:
    return bool(
        np.allclose(result.score, other.score, rtol=1e-12)
        and np.allclose(result.last_shares, other.last_shares, rtol=1e-12)
    )


# -- a scheme that is named ------------------------------------------------------------------------


@settings(max_examples=25)
@given(asked())
def test_a_scheme_that_is_named_takes_the_weightings_place_in_the_families_that_it_weighs(case):
    for word in ("mine", "equal", "stated"):
        given_ = frozenset(case.mine if word == "mine" else case.children)
        with case.project() as project, case.project(plain=given_) as without:
            assert same(project.score(word, year="all"), without.score(word, year="all"))


@settings(max_examples=25)
@given(asked())
def test_unnamed_the_weightings_stay_whatever_the_indexs_own_scheme_is(case):
    with case.project() as project, case.project(weights="mine") as other:
        unnamed, as_scored = project.score(), project.score("as scored")
        for code, method in case.weighting.items():
            assert unnamed.weighting[code] == other.score().weighting[code] == method
        assert same(unnamed, as_scored)
        assert unnamed.provenance == as_scored.provenance


@settings(max_examples=25)
@given(asked())
def test_schemes_that_differ_give_other_weights_side_by_side_as_alone(case):
    with case.project() as project:
        alone = {word: project.score(word) for word in ("equal", "mine")}
        found = alone["equal"].compare("mine")
        assert found.names == ("equal", "mine")
        assert not np.allclose(alone["equal"].effective, alone["mine"].effective)
        for name, result in alone.items():
            table = found.side_by_side.set_index("unit").loc[list(result.rows.units)]
            np.testing.assert_array_equal(table[f"score {name}"], result.score[-1])
        digests = {
            result.provenance["weights_digest"]
            for result in (
                *alone.values(),
                project.score(),
                project.score("equal", overrides={"d0": 0.9}),
            )
        }
        assert len(digests) == 4


@settings(max_examples=25)
@given(asked())
def test_a_plan_and_a_scenario_score_a_scheme_as_the_option_does_whatever_else_varies(case):
    words, other = (
        ["as scored", "mine", "equal"],
        {"method": "fraction_of_maximum", "scale": [0, 3]},
    )
    plan = {
        "factors": {
            "weights": {"schemes": words},
            "scale": {"normalisation": ["as scored", other]},
        },
        "scenarios": {
            **{word: {"scheme": word} for word in words[1:]},
            **{f"{word} scaled": {"scheme": word, "normalisation": other} for word in words},
        },
    }
    with case.project(robustness=plan) as project:
        for start in (None, "mine"):
            result = project.score(start, year=2021)
            found = scenarios(result, result.plan().scenarios)
            side_by_side = dict(zip(found.names, found.results, strict=True))
            evaluation = evaluated(result, result.plan().factors)
            evaluation.refuse_incompatible()
            for place, word in enumerate(words):
                wanted = result if word == "as scored" else project.score(word, year=2021)
                assert same(side_by_side[word], wanted)
                settings = evaluation.plan.as_scored(2)
                settings.choices[:] = [place, 0], [place, 1]
                drawn = evaluation.scores(evaluation.plan.weighted(settings))
                for scores, scored in zip(
                    drawn, (wanted, side_by_side[f"{word} scaled"]), strict=True
                ):
                    np.testing.assert_allclose(
                        scores, scored.score[-1, evaluation.ranked], rtol=1e-12
                    )


# -- a share that is named -------------------------------------------------------------------------


@settings(max_examples=25)
@given(asked(), st.sampled_from(["d0", "d1", "d0a", "d1b"]), st.sampled_from(SHARES))
def test_a_share_that_is_named_is_taken_and_the_siblings_keep_their_proportions_of_each_year(
    case, node, share
):
    with case.project() as project:
        index = project.content.index
        for word in (None, "mine"):
            before = project.score(word, year="all")
            after = project.score(word, year="all", overrides={node: share})
            parent = index.node(node).parent
            above = {parent, index.code}
            for code, family in families(project).items():
                old, new = (
                    np.broadcast_to(result.shares, (2, len(index.nodes)))[:, family]
                    for result in (before, after)
                )
                if code == parent:
                    own = index.node(node).parent and family == index.position[node]
                    np.testing.assert_allclose(new[:, own], share, rtol=1e-12)
                    np.testing.assert_allclose(
                        new[:, ~own], old[:, ~own] * (1 - share) / (1 - old[:, own]), rtol=1e-9
                    )
                elif code not in above:
                    np.testing.assert_array_equal(new, old)


@given(asked(), st.sampled_from(["d0", "d1a"]), st.sampled_from(SHARES))
def test_a_scenario_sets_a_share_as_the_option_does(case, node, share):
    plan = {
        "scenarios": {
            "set": {"set": {node: share}},
            "both": {"scheme": "mine", "set": {node: share}},
        }
    }
    with case.project(robustness=plan) as project:
        result = project.score(year=2021)
        found = scenarios(result, result.plan().scenarios).results
        assert same(found[1], project.score(year=2021, overrides={node: share}))
        assert same(found[2], project.score("mine", year=2021, overrides={node: share}))


@given(asked())
def test_a_share_set_upon_a_share_leaves_the_proportions_as_scored(case):
    plan = {"scenarios": {"then": {"set": {"d1": 0.5}}}}
    with case.project(robustness=plan) as project:
        result = project.score(year=2021, overrides={"d0": 0.3})
        then = scenarios(result, result.plan().scenarios).results[1]
        family = families(project)["x"]
        old, new = result.last_shares[family], then.last_shares[family]
        assert new[1] == pytest.approx(0.5)
        others = [k for k in range(len(family)) if k != 1]
        np.testing.assert_allclose(new[others], old[others] * 0.5 / (1 - old[1]), rtol=1e-12)


# -- what is said of it ----------------------------------------------------------------------------


@given(asked())
def test_headings_name_the_weights_in_use_and_nothing_else(case):
    several = set(case.children)
    with case.project() as project:
        unnamed = project.score()
        if set(case.weighting) == several:
            assert "equal" not in head(unnamed).title
            assert unnamed.weights_code not in project.content.schemes()
        for method in set(case.weighting.values()):
            assert method in head(unnamed).title
        for word in ("equal", "mine"):
            result = project.score(word, overrides={"d0": 0.6})
            assert f"weights {word}" in head(result).title
            assert "d0=60%" in head(result).title
            gone = set(case.weighting) & (set(case.mine) if word == "mine" else several)
            assert (" in place of " in head(result).title) == bool(gone)
            assert set(result.weighting) == set(case.weighting) - gone
            answer = result.as_dict()
            assert answer["scheme"] == answer["provenance"]["scheme"] == word
            assert answer.get("weighting", {}) == {
                code: case.weighting[code] for code in result.weighting
            }
            assert answer["provenance"]["overrides"] == {"d0": 0.6}
            assert repr(result).startswith(head(result).title)


@given(asked())
def test_where_weights_differ_by_year_each_years_are_shown(case):
    with case.project() as project:
        result = project.score(year="all")
        by_year = case.each and bool(case.weighting)
        assert result.weights_by_year == by_year
        table, answer = result.weights, result.as_dict()["weights"]
        if not by_year:
            assert "year" not in table
            assert set(answer) == {node.code for node in project.content.index.nodes}
            return
        for place, year in enumerate(result.years):
            rows = table[table["year"] == year].set_index("node")
            for node, weight in zip(
                project.content.index.nodes, result.effective[place], strict=True
            ):
                assert rows.loc[node.code, "effective"] == answer[str(year)][node.code] == weight


# -- robustness ------------------------------------------------------------------------------------


@given(asked(), st.sampled_from([None, "mine"]), st.booleans())
def test_a_draw_that_changes_nothing_scores_as_scored(case, word, moved):
    with case.project() as project:
        result = project.score(word, year=2021, overrides={"d0": 0.4} if moved else None)
        base = result.last_shares
        every = tuple(case.children)
        for factors in (
            [],
            [Weights("w", every)],
            [LeaveOut("out", ("d0", "d1a"))],
            [WeightSets("sets", {"base": base, "flat": np.ones_like(base)})],
            [WeightSets("sets", {"base": base}, {"base": frozenset({"d0"})}), Weights("w", ("x",))],
        ):
            evaluation = evaluated(result, factors)
            scores = evaluation.scores(evaluation.plan.as_scored())
            np.testing.assert_allclose(scores[0], result.score[-1, evaluation.ranked], rtol=1e-9)


def test_nothing_is_assumed_of_weights_that_a_method_works_out() -> None:
    case = Asked((2, 2), {"x": "entropy"}, {"d0": (1, 2)}, "arithmetic", False, 3)
    with case.project(weights="part") as project:
        part = project.content.root / "weights/x/part.yaml"
        part.write_text("{scheme: part, weights: {d0: 40%, d0a: 30%}, remaining: equal}")
        unnamed, named = project.score(), project.score("part")
        assert unnamed.assumed == {"d0b"}
        assert named.assumed == {"d0b", "d1"}
        free = weight_sensitivity(unnamed, draws=8, free_unknown=True).free
        assert free != ("d0b",)
        assert "d1" not in free


# -- single cases ----------------------------------------------------------------------------------

ENTROPY = Asked(
    (2, 3),
    {"x": "entropy", "d0": "entropy", "d1": "entropy"},
    {"d1": (6, 3, 1)},
    "arithmetic",
    False,
    5,
)


def test_the_folder_of_a_report_is_named_after_the_weights() -> None:
    with ENTROPY.project() as project:
        for word, name in ((None, "entropy"), ("mine", "mine"), ("as scored", "entropy")):
            result = project.score(word, year=2021)
            found = weight_sensitivity(result, draws=8)
            assert run_name(Edition(result, weights=found)).startswith(f"{name}-2021-")
            assert found.as_dict()["scheme"] == name


def test_some_families_worked_out_are_named_beside_the_scheme() -> None:
    few = replace(ENTROPY, weighting={"d1": "pca"})
    with few.project() as project:
        assert project.score().weights_name == "weights equal; below d1 worked out by pca"
        assert project.score("mine").weights_name == "weights mine in place of pca"
    with ENTROPY.project() as project:
        mine = project.score("mine", overrides={"d0": 0.6}).weights_name
        assert (
            mine
            == "weights mine in place of entropy; below d0 and x worked out by entropy with d0=60%"
        )
        assert (
            repr(project)
            == "X (x): 5 indicators, schemes as scored (worked out by entropy), mine, equal"
        )


def test_worked_out_weights_stand_beside_a_scheme_under_their_own_name() -> None:
    with ENTROPY.project() as project:
        found = project.score("as scored", year=2021).compare("equal")
        assert found.names == ("entropy", "equal")
        np.testing.assert_allclose(
            found.side_by_side["score shift equal"],
            found.side_by_side["score equal"] - found.side_by_side["score entropy"],
        )
    with replace(
        ENTROPY, weighting={}
    ).project() as project:  # the same twice, as they were asked for
        assert project.score("as scored").compare("equal").names == ("as scored", "equal")


def test_published_figures_of_a_scheme_are_held_against_it_and_others_against_the_weighting() -> (
    None
):
    with ENTROPY.project() as project:
        unnamed, equal = project.score(year=2021), project.score("equal", year=2021)
    figures = [
        {"figure": "weight", "node": "d0", "value": f"{unnamed.weights_as_dict()['d0']:.4f}"},
        {"figure": "weight", "node": "d0", "value": "50.0%", "scheme": "equal"},
        {"figure": "score", "unit": "u1", "value": f"{equal.score[0, 1]:.4f}", "scheme": "equal"},
        {"figure": "score", "unit": "u1", "value": f"{unnamed.score[0, 1]:.4f}"},
    ]
    with ENTROPY.project(published=figures, year=2021) as project:
        assert [check.met for check in project.verify()] == [True] * 4
        assert len(project.score().verify()) == 2  # the index's own scheme is not in use


def test_a_published_weight_is_that_of_its_year() -> None:
    each = replace(ENTROPY, each=True)
    with each.project() as project:
        weights = project.score(year="all").weights_as_dict()
    assert weights["2020"]["d0"] != pytest.approx(weights["2021"]["d0"], abs=1e-3)
    figures = [
        {"figure": "weight", "node": "d0", "value": f"{weights[str(year)]['d0']:.4f}", "year": year}
        for year in (2020, 2021)
    ]
    with each.project(published=figures) as project:
        assert [check.met for check in project.verify()] == [True, True]


def test_a_plans_alternatives_are_named_and_move_what_the_option_moves() -> None:
    plan = {"factors": {"weights": {"schemes": ["as scored", "equal"]}}}
    with ENTROPY.project(robustness=plan) as project:
        result = project.score(year=2021)
        table = one_at_a_time(result, result.plan().factors).set_index("alternative")
        shift = np.abs(project.score("equal", year=2021).rank() - result.rank()).mean()
        assert table.loc["as scored", "mean_shift"] == 0
        assert table.loc["equal", "mean_shift"] == pytest.approx(shift)


def test_a_scheme_made_in_python_takes_the_weightings_place_in_a_scenario() -> None:
    with ENTROPY.project() as project:
        result = project.score(year=2021)
        made = Scheme("made", np.ones(len(result.index.nodes)))
        found = scenarios(result, [Scenario("made", scheme=made)]).results[1]
        assert same(found, project.score("equal", year=2021))


def test_a_share_is_refused_where_nothing_can_take_what_is_left() -> None:
    made = replace(ENTROPY, sizes=(2, 2), weighting={"d0": "entropy"}, mine={"d0": (1, 2)})
    with made.project() as project:
        data = project.content.root / "o.csv"
        header, *rows = [line.split(",") for line in data.read_text().split("\n")]
        data.write_text(
            "\n".join(",".join([*row[:3], "7", *row[4:]]) for row in [header, *rows][1:])
        )
        text = data.read_text()
        data.write_text(",".join(header) + "\n" + text)
        settings = {"defaults": {"normalisation": "none"}}
        path = project.content.path
        path.write_text(json.dumps(made.definition() | settings))
        with pytest.raises(InvalidInput, match="nothing can take what is left"):
            load(path).score(overrides={"d0a": 0.6})
        kept = load(path).score(overrides={"d0a": 1.0}).weights.set_index("node")["share"]
        assert (kept["d0a"], kept["d0b"]) == (1.0, 0.0)


COMMANDS = (
    ("score",),
    ("explain", "u1"),
    ("uncertainty", "--draws", "8"),
    ("sensitivity", "--draws", "8"),
    ("sensitivity", "--factors", "--draws", "8"),
    ("guarantee",),
    ("scenarios",),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_names_the_weights_in_heading_and_json(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with ENTROPY.project(robustness={"scenarios": {"even": {"scheme": "equal"}}}) as project:

        def said(*more: str) -> str:
            first, *rest = command
            assert main([first, str(project.content.path), *rest, "--year", "2021", *more]) == 0
            return capsys.readouterr().out

        asked = {
            (): ("entropy", "weights worked out by entropy"),
            ("-w", "equal"): ("equal", "weights equal in place of entropy"),
            ("--set", "d0=60%"): ("entropy", "weights worked out by entropy with d0=60%"),
        }
        for options, (code, heading) in asked.items():
            assert said(*options).split("\n")[0].split(" · ")[-2] == heading
            answer = json.loads(said(*options, "--json"))
            assert answer["scheme"] == answer["provenance"]["scheme"] == code
            assert answer.get("weighting", {}) == (ENTROPY.weighting if code == "entropy" else {})


def test_the_weights_are_those_of_the_formula_of_entropy_and_of_the_file(tmp_path: Path) -> None:
    cells = np.array([[1, 10, 5], [2, 20, 7], [2, 21, 7], [9, 40, 1], [3, 15, 9]], float)
    rows = [",".join(map(str, (unit, *row))) for unit, row in zip("ABCDE", cells, strict=True)]
    (tmp_path / "o.csv").write_text("\n".join(["unit,a,b,c", *rows]))
    (tmp_path / "s.yaml").write_text("s: {title: Made}")
    (tmp_path / "mine.yaml").write_text("{scheme: mine, weights: {a: 80%, b: 10%, c: 10%}}")
    definition = {
        "index": "x",
        "year": 2022,
        "weighting": "entropy",
        "data": {
            "observations": {"file": "o.csv", "status": "observed", "source": "s"},
            "sources": "s.yaml",
        },
        "defaults": {"normalisation": {"method": "min_max", "scale": [0, 1]}},
        "children": {"a": {}, "b": {}, "c": {}},
    }
    (tmp_path / "x.yaml").write_text(json.dumps(definition))
    project = load(tmp_path / "x.yaml")

    # Hwang & Yoon (1981): w ~ 1 - e, e = -sum p ln p / ln n
    finished = (cells - cells.min(axis=0)) / np.ptp(cells, axis=0)
    p = finished / finished.sum(axis=0)
    e = -np.where(p > 0, p * np.log(np.where(p > 0, p, 1.0)), 0.0).sum(axis=0) / np.log(5)
    found = (1 - e) / (1 - e).sum()
    moved = np.array([0.6, *(0.4 * found[1:] / found[1:].sum())])
    for result, weights in (
        (project.score(), found),
        (project.score(tmp_path / "mine.yaml"), np.array([0.8, 0.1, 0.1])),
        (project.score(overrides={"a": 0.6}), moved),
    ):
        np.testing.assert_allclose(result.last_shares[:3], weights, rtol=1e-12)
        np.testing.assert_allclose(result.score[0], finished @ weights, rtol=1e-12)
