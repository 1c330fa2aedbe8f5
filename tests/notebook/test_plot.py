"""Charts as a notebook shows them: `scoring.plot`."""

import base64
import inspect
import re
from dataclasses import FrozenInstanceError
from xml.etree import ElementTree

import pytest

import coopindex
from coopindex.problems import InvalidInput
from coopindex.project.plot import PARTS, Plot
from coopindex.report.charts import KINDS

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def scoring():
    """A bundled index, scored."""
    return coopindex.load("china-ceec-cities").score()


def shown(chart):
    """Return the SVG inside what a notebook shows, and its alt text."""
    found = re.fullmatch(
        r'<img src="data:image/svg\+xml;base64,([^"]*)" alt="([^"]*)" style="[^"]*">',
        chart._repr_html_(),
    )
    return base64.b64decode(found[1]).decode(), found[2]


def texts(svg):
    return [each.text for each in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_every_chart_of_the_report_has_a_method_with_a_docstring_that_completion_finds():
    methods = {name for name in dir(Plot) if not name.startswith("_")} - {"scoring"}
    assert methods == {*KINDS, "profile"}
    assert all(">>>" in inspect.getdoc(getattr(Plot, name)) for name in methods)


@pytest.mark.parametrize(
    "name", sorted(set(KINDS) - {"map", "trajectories", "treated", "experts", "expert_ranks"})
)
def test_a_method_draws_the_charts_own_drawing(scoring, name):
    of = ("ningbo",) if KINDS[name].of_unit else ()
    if name == "disparity":
        scoring = coopindex.load("china-ceec-countries").score()
    takes = inspect.signature(getattr(scoring.plot, name)).parameters
    how = {"draws": 16} if "draws" in takes else {}
    ours = getattr(scoring.plot, name)(*of, **how)
    assert ours.svg() == scoring.chart(name, *of, **how).svg()
    assert len(ours.frame) > 0


def test_a_chart_in_a_notebook_is_a_picture_with_title_source_and_alt_text(scoring):
    chart = scoring.plot.profile("Ningbo")
    svg, alt = shown(chart)
    said = " ".join(texts(svg))
    assert svg == chart._repr_svg_()
    assert chart.title in said
    assert chart.source.split(",")[0] in said
    assert chart.title in alt
    assert chart.alt.split(".")[0] in alt


def test_a_profile_is_the_ladder_and_below_it_the_gap(scoring):
    ladder, gap, both = (
        getattr(scoring.plot, name)("tianjin") for name in ("ladder", "gap", "profile")
    )
    assert set(texts(both.svg())) == {*texts(ladder.svg()), *texts(gap.svg())} | {
        text for text in texts(both.standalone()) if text in f"{gap.title} {gap.about}"
    }
    assert both.says == (*ladder.says, *gap.says)
    marks = [int(each) for each in re.findall(r'data-mark="(\d+)"', both.svg())]
    assert marks == list(range(len(both.says)))


def test_the_profile_of_a_unit_without_a_rival_is_its_ladder():
    import pandas as pd

    frame = pd.DataFrame({"a": [1.0], "b": [2.0]}, index=["p"])
    plot = coopindex.score(frame, tree=["a", "b"]).plot
    assert texts(plot.profile("p").svg()) == texts(plot.ladder("p").svg())


def test_dark_and_chinese_are_options_that_the_files_keep(scoring, tmp_path):
    light, dark = scoring.plot.coverage(), scoring.plot.coverage(dark=True, lang="zh")
    assert light._repr_svg_() == light.standalone(960, dark=False)
    assert dark._repr_svg_() == dark.standalone(960, dark=True) != dark.standalone(960, dark=False)
    assert dark.lang == "zh"
    dark.save(tmp_path / "a.svg")
    assert (tmp_path / "a.svg").read_text("utf-8") == dark.standalone(dark=True)
    dark.save(tmp_path / "b.svg", dark=False)
    assert (tmp_path / "b.svg").read_text("utf-8") == dark.standalone(dark=False)


@pytest.mark.parametrize("ending", ["png", "pdf"])
def test_pictures_are_written_by_their_ending(scoring, tmp_path, ending):
    pytest.importorskip("typst")
    file = tmp_path / f"ladder.{ending}"
    scoring.plot.ladder("ningbo").save(file)
    assert file.read_bytes().startswith({"png": b"\x89PNG", "pdf": b"%PDF"}[ending])


def test_a_missing_package_is_told_in_one_line(scoring, tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    with pytest.raises(InvalidInput) as caught:
        scoring.plot.ladder("ningbo").save(tmp_path / "a.png")
    (problem,) = caught.value.problems
    assert 'pip install "coopindex[report]"' in problem.in_full()
    assert "\n" not in str(problem.message)


def test_a_chart_is_frozen(scoring):
    with pytest.raises(FrozenInstanceError):
        scoring.plot.coverage().title = "Other"
    with pytest.raises(FrozenInstanceError):
        scoring.plot.scoring = None


def test_an_answer_is_drawn_as_it_is_and_not_worked_out_again(scoring, monkeypatch):
    drawn = scoring.uncertainty(draws=16, seed=3)
    monkeypatch.setattr(type(scoring), "uncertainty", None)
    for name in ("intervals", "pairs", "chances"):
        assert "seed 3" in scoring.plot(drawn, name).source
    assert scoring.plot(drawn).name == "intervals"


def test_every_kind_of_answer_with_a_chart_draws_it():
    scoring = coopindex.load("china-ceec-countries").score()
    answers = (
        *(scoring.uncertainty(draws=8), scoring.sensitivity(draws=4), scoring.scenarios()),
        *(scoring.grid(), scoring.audit(draws=8), scoring.obstacles(), scoring.disparity(by="eu")),
        scoring.explain(scoring.scores["unit"][0]),
    )
    assert {type(answer).__name__ for answer in answers} == set(PARTS)
    for answer in answers:
        chart = scoring.plot(answer, lang="zh")
        assert chart.name.split("-")[0] == PARTS[type(answer).__name__][1]


def test_an_answer_about_another_scoring_is_refused(scoring):
    other = coopindex.load("china-ceec-cities").score("equal")
    for answer in (other.uncertainty(draws=4), other.scenarios(), other.grid()):
        with pytest.raises(InvalidInput, match="about another scoring"):
            scoring.plot(answer)


def test_what_has_no_chart_is_refused_with_what_has_one(scoring):
    with pytest.raises(InvalidInput, match=r"answer: .*has no chart\n.*hint: draw what `uncert"):
        scoring.plot(scoring.scores)
    with pytest.raises(InvalidInput, match="name: `ranking` is none of chances, intervals, pairs"):
        scoring.plot(scoring.uncertainty(draws=4), "ranking")


def test_what_charts_rest_on_is_worked_out_once(scoring, monkeypatch):
    counted = []
    asked = type(scoring).uncertainty
    monkeypatch.setattr(
        type(scoring), "uncertainty", lambda *a, **k: counted.append(1) or asked(*a, **k)
    )
    for name in ("intervals", "pairs", "chances", "ranking"):
        getattr(scoring.plot, name)(draws=32, lang="zh")
    assert len(counted) == 1
