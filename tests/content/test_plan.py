"""A plan of robustness, in the index or in a file of its own, and all that can be wrong with it."""

import pytest

import coopindex
from coopindex.content.compile.plan import read_plan
from coopindex.problems import InvalidInput
from coopindex.project import load
from coopindex.robustness.basis import Basis
from coopindex.robustness.factors import Alternatives, Donors, LeaveOut, Noise, Weights, WeightSets

TREE = "indicators/tiny.yaml"
EVERY = """
plan: every
factors:
  bands: {weights: band, vary: 10%, below: [trade]}
  around: {weights: dirichlet, concentration: 50, below: people}
  schemes: {schemes: [paper, equal]}
  scale: {normalisation: [as scored, {method: z_score, mean: 50, sd: 10}], nodes: [volume]}
  means: {aggregation: [as scored, geometric], nodes: all}
  out: {leave_out: [volume]}
  error: {error: 5%, of: spread, statuses: observed, indicators: [volume]}
  gaps: {filled: donors}
"""


@pytest.fixture(autouse=True)
def more_partners(tiny):
    """Let the units of the tiny index differ in every indicator, so that it can be scored."""
    with (tiny / "data/tiny/evidence.csv").open("a", encoding="utf-8") as stream:
        stream.write("ningbo,partners,,1,Another pair,observed,paper,p. 5,Riga\n")


def written(tiny, text):
    """Write a plan of the tiny index and read it."""
    file = tiny / "robustness" / "tiny" / "every.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    project = load(tiny / TREE)
    return project.score().plan("every")


def problems(tiny, factor):
    """Return what is wrong with a factor written on line 3."""
    with pytest.raises(InvalidInput) as caught:
        written(tiny, f"plan: every\nfactors:\n  f: {factor}\n")
    return [(problem.code, problem.line, problem.field) for problem in caught.value.problems]


def test_every_kind_of_factor_can_be_written(tiny):
    found = written(tiny, EVERY.lstrip())
    kinds = [type(factor) for factor in found.factors]
    assert kinds == [
        Weights,
        Weights,
        WeightSets,
        Alternatives,
        Alternatives,
        LeaveOut,
        Noise,
        Donors,
    ]
    bands, around, _, scale, _, _, error, _ = found.factors
    assert (bands.vary, bands.families, around.concentration) == (0.1, ("trade",), 50)
    assert scale.labels == ("as scored", "z_score")
    assert (error.sd, error.of, error.statuses, error.indicators) == (
        0.05,
        "spread",
        ("observed",),
        ("volume",),
    )


@pytest.mark.parametrize(
    ("factor", "code", "field"),
    [
        ("{vary: 10%}", "bad-factor", "factors.f"),
        ("{weights: band, error: 5%}", "bad-factor", "factors.f"),
        ("{weights: band, of: value}", "misplaced-key", "factors.f.of"),
        ("{weights: free, vary: 10%}", "misplaced-key", "factors.f.vary"),
        ("{weights: band, vary: 25}", "vary-outside", "factors.f.vary"),
        ("{error: 20}", "bad-error", "factors.f.error"),
        ("{weights: bands}", "bad-value", "factors.f.weights"),
        ("{weights: band, below: [trad]}", "unknown-node", "factors.f.below[1]"),
        (
            "{normalisation: [as scored, min_maxx]}",
            "unknown-method",
            "factors.f.normalisation[2].method",
        ),
        ("{aggregation: geometric}", "no-alternatives", "factors.f.aggregation"),
        ("{schemes: [paper, papers]}", "unknown-scheme", "factors.f.schemes[2]"),
        ("{leave_out: [volum]}", "unknown-node", "factors.f.leave_out[1]"),
        ("{error: much}", "bad-value", "factors.f.error"),
        ("{errors: 5%}", "unknown-key", "factors.f.errors"),
        ("{error: 5%, statuses: [obsrved]}", "bad-value", "factors.f.statuses[1]"),
        (
            "{reference: {before: {years: [1066]}}}",
            "unknown-year",
            "factors.f.reference.before.years",
        ),
        ("{reference: {before: {years: []}}}", "bad-value", "factors.f.reference.before.years"),
        (
            "{reference: {east: {where: {zone: east}}}}",
            "unknown-group",
            "factors.f.reference.east.where.zone",
        ),
        (
            "{reference: {east: {where: {region: est}}}}",
            "unknown-label",
            "factors.f.reference.east.where.region",
        ),
        ("{leave_out: []}", "bad-value", "factors.f.leave_out"),
        ("{leave_out: [tiny]}", "empty-family", "factors.f.leave_out[1]"),
        ("{normalisation: [as scored, rank], nodes: []}", "bad-value", "factors.f.nodes"),
        ("{error: 5%, indicators: []}", "bad-value", "factors.f.indicators"),
        ("{error: 5%, statuses: []}", "bad-value", "factors.f.statuses"),
        ("{weights: band, below: []}", "bad-value", "factors.f.below"),
        ("{weights: [band]}", "bad-value", "factors.f.weights"),
        ("{weights: band, vary: -5%}", "bad-value", "factors.f.vary"),
        ("{leave_out: [volume, volume]}", "duplicate-node", "factors.f.leave_out[2]"),
        ("{leave_out: [volume, volum]}", "unknown-node", "factors.f.leave_out[2]"),
        (
            "{normalisation: [as scored, {method: z_score, sd: 0}]}",
            "bad-option",
            "factors.f.normalisation[2].sd",
        ),
        ("{reference: {}}", "bad-value", "factors.f.reference"),
        (
            "{reference: {as scored: {years: each}}}",
            "reserved-name",
            "factors.f.reference.as scored",
        ),
    ],
)
def test_what_is_wrong_with_a_factor_is_told_with_its_line_and_field(tiny, factor, code, field):
    assert (code, 3, field) in problems(tiny, factor)


@pytest.mark.parametrize(
    "factor",
    [
        "{error: -10%}",
        "{weights: bend}",
        "{filled: magic}",
        "{normalization: rank}",
        "{leave_out: tiny}",
    ],
)
def test_what_is_wrong_once_is_told_once(tiny, factor):
    assert len(problems(tiny, factor)) == 1


def test_an_alternative_that_stands_twice_is_named_as_it_is_written(tiny):
    way = "{method: winsorise, at_most: 2, when: {skewness: 0.5, kurtosis: 1}}"
    with pytest.raises(
        InvalidInput,
        match=r"`winsorise \(at_most: 2, when: {kurtosis: 1, skewness: 0.5}\)` stands twice",
    ):
        written(tiny, f"plan: every\nfactors:\n  f: {{treatment: [{way}, {way}]}}\n")


def test_a_factor_cannot_be_called_like_a_weight_in_written_settings(tiny):
    with pytest.raises(InvalidInput, match="cannot begin with `weight:`"):
        written(tiny, 'plan: every\nfactors:\n  "weight:trade": {error: 5%}\n')


@pytest.mark.parametrize("ask", ["uncertainty", "sensitivity"])
def test_a_plan_without_factors_is_for_scenarios_alone(tiny, ask):
    written(tiny, "plan: every\nfactors: {}\nscenarios:\n  equal: {scheme: equal}\n")
    project = load(tiny / TREE)
    assert project.score().scenarios(plan="every").names == ("as scored", "equal")
    with pytest.raises(InvalidInput, match="nothing varies in the plan `every` of tiny"):
        getattr(project.score(), ask)(plan="every")


def test_what_only_the_analysis_can_refuse_is_told_with_the_factors_line_too(tiny):
    written(
        tiny,
        "plan: every\nfactors:\n  one: {leave_out: [volume]}\n  other: {leave_out: [growth]}\n",
    )
    with pytest.raises(InvalidInput) as caught:
        load(tiny / TREE).score().uncertainty(plan="every", draws=8)
    assert {(problem.file, problem.field) for problem in caught.value.problems} <= {
        ("robustness/tiny/every.yaml", "one"),
        ("robustness/tiny/every.yaml", "other"),
    }


def test_a_plan_in_the_index_is_checked_with_it(tiny):
    path = tiny / TREE
    text = path.read_text("utf-8")
    path.write_text(
        text + "\nrobustness:\n  factors:\n    f: {weights: band, below: [trad]}\n", "utf-8"
    )
    with pytest.raises(InvalidInput, match="`trad` is not a dimension of tiny"):
        load(path).validate()


def test_scenarios_name_a_scheme_shares_a_method_and_units(tiny):
    text = (
        "plan: every\n"
        "scenarios:\n"
        "  equal: {scheme: equal}\n"
        "  more trade: {set: {trade: 90%}}\n"
        "  geometric: {aggregation: geometric}\n"
    )
    found = written(tiny, text).scenarios
    assert [scenario.name for scenario in found] == ["equal", "more trade", "geometric"]
    assert found[0].scheme.code == "equal"
    assert found[2].changes[0].value.method == "geometric"


@pytest.mark.parametrize(
    ("scenario", "code", "field"),
    [
        ("{scheme: paperr}", "unknown-scheme", "scenarios.s.scheme"),
        ("{set: {trad: 90%}}", "unknown-node", "scenarios.s.set.trad"),
        ("{set: {trade: 60}}", "bad-weight", "scenarios.s.set.trade"),
        ("{nodes: all}", "misplaced-key", "scenarios.s.nodes"),
        ("{without: []}", "bad-value", "scenarios.s.without"),
        ("{where: {}}", "bad-value", "scenarios.s.where"),
        ("{year: 1066}", "unknown-year", "scenarios.s.year"),
        ("{without: [nobody]}", "unknown-unit", "scenarios.s.without[1]"),
        ("{where: {continent: X}}", "unknown-group", "scenarios.s.where.continent"),
        (
            "{reference: {where: {continent: X}}}",
            "unknown-group",
            "scenarios.s.reference.where.continent",
        ),
    ],
)
def test_what_is_wrong_with_a_scenario_is_told_with_its_line_and_field(tiny, scenario, code, field):
    with pytest.raises(InvalidInput) as caught:
        written(tiny, f"plan: every\nscenarios:\n  s: {scenario}\n")
    assert (code, 3, field) in [
        (problem.code, problem.line, problem.field) for problem in caught.value.problems
    ]


def test_an_unknown_plan_is_refused_with_those_there_are(tiny):
    written(tiny, EVERY.lstrip())
    project = load(tiny / TREE)
    with pytest.raises(InvalidInput, match="did you mean `every`"):
        project.score().plan("evry")


def test_without_a_plan_the_usual_factors_vary(tiny):
    project = load(tiny / TREE)
    found = project.score().plan()
    assert found.name == "default"
    assert found.factors


def test_the_bundled_plan_holds_the_published_weight_and_frees_the_unknown_ones():
    project = coopindex.load("china-ceec-cities")
    unknown, bands, *_ = project.score().plan().factors
    assert (unknown.how, unknown.families, unknown.hold) == (
        "free",
        ("china-ceec-cities",),
        ("trade",),
    )
    assert bands.vary == 0.25


def test_alternatives_are_called_as_they_are_written(tiny):
    ways = (
        "[{method: winsorise, at_most: 2, when: {skewness: 0.5, kurtosis: 1}}, "
        "{method: winsorise, at_most: 3}]"
    )
    (factor,) = written(tiny, f"plan: every\nfactors:\n  f: {{treatment: {ways}}}\n").factors
    assert factor.labels == (
        "winsorise (at_most: 2, when: {kurtosis: 1, skewness: 0.5})",
        "winsorise (at_most: 3)",
    )


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("factors: {f: {weights: [band]}}", "should be a word, not a list"),
        ("factors: {f: {error: 1e300}}", r"1e\+300 means 1e\+302%"),
        ("factors: {f: {weights: band, vary: -5%}}", "`-5%` is no share"),
        ("factors: {f: {statuses: [], error: 5%}}", "name at least one, or leave the key out"),
        ("scenarios: {s: {aggregation: [geometric]}}", "write one word, or a text in quotes"),
        (
            "scenarios: {s: {where: {region: [east, west]}}}",
            "should be text, not a list\n    hint: write one, without brackets",
        ),
        (
            "scenarios: {s: {year: '2019'}}",
            'should be a whole number, not "2019"\n    hint: write digits only, without quotes',
        ),
        ("scenarios: {as scored: {scheme: equal}}", "`as scored` is another column"),
    ],
)
def test_what_is_wrong_is_said_with_the_way_out(tiny, entry, said):
    with pytest.raises(InvalidInput, match=said):
        written(tiny, f"plan: every\n{entry}\n")


@pytest.mark.parametrize("name", ['""', '" "', '" a"', '"a "', '"a\\nb"'])
@pytest.mark.parametrize(
    "entry", ["factors:\n  {}: {{error: 5%}}", "scenarios:\n  {}: {{scheme: equal}}"]
)
def test_names_that_are_empty_or_do_not_show_as_they_are_written_are_refused(tiny, name, entry):
    with pytest.raises(InvalidInput) as caught:
        written(tiny, f"plan: every\n{entry.format(name)}\n")
    assert [(problem.code, problem.line) for problem in caught.value.problems] == [("bad-name", 3)]


def test_a_node_called_nothing_cannot_be_left_out(tiny):
    for file in (TREE, "data/tiny/observations.csv"):
        text = (tiny / file).read_text("utf-8")
        (tiny / file).write_text(text.replace("volume", "nothing"), "utf-8")
    assert "reserved-name" in [code for code, *_ in problems(tiny, "{leave_out: nothing}")]
    assert "reserved-name" in [code for code, *_ in problems(tiny, "{leave_out: indicators}")]


def test_the_weights_in_use_can_be_one_of_several_schemes(tiny):
    (factor,) = written(tiny, "plan: every\nfactors:\n  f: {schemes: [as scored, equal]}\n").factors
    assert factor.labels == ("as scored", "equal")
    assert factor.sets["as scored"].tolist() == load(tiny / TREE).score().scheme.weights.tolist()


def test_a_plan_may_be_any_file_and_a_plans_name_goes_before_a_files(tiny, monkeypatch):
    written(tiny, EVERY.lstrip())
    monkeypatch.chdir(tiny)
    (tiny / "other.txt").write_text("plan: other\nfactors: {f: {error: 5%}}\n", "utf-8")
    (tiny / "every").write_text("no plan", "utf-8")
    project = load(TREE)
    result = project.score()
    assert len(result.plan("other.txt").factors) == 1
    assert len(result.plan("every").factors) == 8


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "`` is not a plan of tiny"),
        ("data", "`data` is not a plan of tiny"),
        ("data/tiny/units.csv", "data/tiny/units.csv:1: should be keys"),
    ],
)
def test_what_is_no_plan_is_refused_as_what_it_is(tiny, monkeypatch, name, said):
    monkeypatch.chdir(tiny)
    project = load(TREE)
    with pytest.raises(InvalidInput, match=said):
        project.score().plan(name)


def test_a_plan_is_read_and_checked_without_scoring(tiny, monkeypatch):
    scored = written(tiny, EVERY.lstrip().replace("donors}", "donors, indicators: [partners]}"))
    monkeypatch.setattr("coopindex.engine.score.walk", lambda *_, **__: pytest.fail("scored"))
    content = load(tiny / TREE).content
    basis = Basis.unscored(content.index, content.data(), content.scheme())
    read = read_plan(content, basis, "every")
    read.check(basis)
    assert [repr(factor) for factor in read.factors[3:]] == [repr(f) for f in scored.factors[3:]]


def test_what_only_the_analysis_can_refuse_is_refused_without_scoring(tiny):
    out = "factors:\n  one: {leave_out: [volume]}\n  other: {leave_out: [growth]}\n"
    written(tiny, f"plan: every\n{out}")
    content = load(tiny / TREE).content
    basis = Basis.unscored(content.index, content.data(), content.scheme())
    with pytest.raises(InvalidInput, match="nothing else in its family would carry weight"):
        read_plan(content, basis, "every").check(basis)
