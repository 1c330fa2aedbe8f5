"""Every chart of every kind of index: whole, said, and nothing cut or over something else."""

import math
import re
from functools import cache
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coopindex
from coopindex.problems import InvalidInput
from coopindex.report.charts import KINDS, chart_of, charts_of
from coopindex.report.charts.measure import width, wrapped
from coopindex.report.charts.style import SIZES, stylesheet
from coopindex.report.facts.method import cite
from coopindex.report.look import TONES

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text><script>alert(1)</script>&\"'\x00\x1b[31m", "]]>&amp;", "\u202eabc\u0301"
LONG = "新疆维吾尔自治区克孜勒苏柯尔克孜自治州经济技术合作开发示范区管理委员会"
ENGLISH = "Autonomous region with a name of forty letters and more, under special administration"


def made(values, *, titles=None, dims=None, names=None, weights=None, years=None, **tree):
    """Score (U, L) values, or (Y, U, L); dims : how many indicators each dimension has."""
    values = np.asarray(values, float)
    panel = values if values.ndim == 3 else values[None]
    units = names or [f"u{k}" for k in range(panel.shape[1])]
    dims = dims or [1] * panel.shape[2]
    leaves = [f"i{k}" for k in range(panel.shape[2])]
    frame = pd.DataFrame(
        [
            {"unit": unit, "indicator": leaf, "value": panel[y, u, k], "status": status}
            | ({"year": 2018 + y} if years else {})
            for y in range(len(panel))
            for u, unit in enumerate(units)
            for k, (leaf, status) in enumerate(zip(leaves, _statuses(len(leaves)), strict=True))
            if not math.isnan(panel[y, u, k])
        ]
    )
    children, at = {}, 0
    for d, number in enumerate(dims):
        own = {leaf: {} for leaf in leaves[at : at + number]}
        title = (titles or {}).get(d, f"Dimension {d}")
        children[f"d{d}"] = {"title": title, "children": own, **((weights or {}).get(d, {}))}
        at += number
    return coopindex.score(frame, tree={"index": "x", "title": "X", "children": children, **tree})


def _statuses(number):
    known = "observed", "derived", "estimated", "imputed", "illustrative"
    return [known[k % 5] for k in range(number)]


def random(units, leaves, seed=0, years=0):
    shape = (years, units, leaves) if years else (units, leaves)
    return np.random.default_rng(seed).uniform(1, 100, shape)


@cache
def edition(case, lang="en"):
    if lang != "en":
        return edition(case).said_in(lang)
    return CASES[case]().edition(draws=64, seconds=0.0)


def gaps():
    values = random(12, 10)
    values[[2, 5, 7], 2] = values[[2, 5, 7], 3] = np.nan
    values[9, 1:] = np.nan
    return made(values, dims=[2] * 5, ranked={"minimum_present": 0.5})


CASES = {
    "cities": lambda: coopindex.load("china-ceec-cities").score(),
    "one": lambda: made(random(1, 4), dims=[2, 2]),
    "two": lambda: made(random(2, 4), dims=[2, 2]),
    "four": lambda: made(random(4, 6), dims=[3, 3]),
    "many": lambda: made(random(300, 50), dims=[10] * 5),
    "ties": lambda: made(np.repeat(random(5, 4), 3, axis=0), dims=[2, 2]),
    "gaps": gaps,
    "negative": lambda: made(random(9, 6), dims=[2, 2, 2], defaults={"normalisation": "z_score"}),
    "long": lambda: made(
        random(8, 6),
        dims=[2, 2, 2],
        names=[LONG, LONG + "甲", ENGLISH, "Ω" * 70, *HOSTILE, "b"],
        titles={0: LONG, 1: ENGLISH, 2: HOSTILE[0]},
    ),
    "twelve": lambda: made(random(20, 24), dims=[2] * 12),
    "seven": lambda: made(random(20, 14), dims=[2] * 7),
    "sixty": lambda: made(random(45, 60)),
    "flat": lambda: made(random(16, 5)),
    "panel": lambda: made(random(14, 6, years=4), dims=[3, 3], years=True),
}
WIDTHS = 360, 660, 1120


@cache
def drawn(case, lang="en"):
    """Every chart of a case, of the whole field and of three units."""
    of = edition(case, lang)
    found = dict(charts_of(of))
    middle = len(of.standings) // 2
    for each in {of.standings[at].unit for at in (0, middle, -1)}:
        if each in of.explanations:
            found |= {chart.name: chart for chart in charts_of(of, each).values()}
    return found


EVERY = [(case, lang) for case in CASES for lang in (("en", "zh") if case == "cities" else ("en",))]
every = pytest.mark.parametrize(("case", "lang"), EVERY)


def boxes(svg):
    """The text of a drawing: what it says, left, top, right, bottom, in its own coordinates."""
    found = []
    for text in svg.iter(f"{SVG}text"):
        kinds = text.get("class").split()
        size = next(int(kind[1:]) for kind in kinds if re.fullmatch(r"t\d+", kind))
        wide = width(text.text, size, "b" in kinds)
        x, base = float(text.get("x")), float(text.get("y"))
        left = x - wide / 2 if "mid" in kinds else x - wide if "end" in kinds else x
        found.append((text.text, left, base - 0.86 * size, left + wide, base + 0.14 * size))
    return found


def shapes(svg):
    """Where the marks of a drawing are: left, top, right, bottom."""
    for element in svg.iter():
        at = {key: float(value) for key, value in element.items() if re.fullmatch(NUMBER, value)}
        name = element.tag.removeprefix(SVG)
        if name == "rect" and "x" in at:
            yield at["x"], at["y"], at["x"] + at["width"], at["y"] + at["height"]
        elif name == "circle":
            yield at["cx"] - at["r"], at["cy"] - at["r"], at["cx"] + at["r"], at["cy"] + at["r"]
        elif name == "line":
            xs, ys = sorted((at["x1"], at["x2"])), sorted((at["y1"], at["y2"]))
            yield xs[0], ys[0], xs[1], ys[1]


NUMBER = r"-?\d+(\.\d+)?"


@every
@pytest.mark.parametrize("wide", WIDTHS)
def test_a_drawing_is_well_formed_and_nothing_in_it_is_cut(case, lang, wide):
    for name, chart in drawn(case, lang).items():
        svg = ElementTree.fromstring(chart.svg(wide))
        right, bottom = float(svg.get("width")), float(svg.get("height"))
        assert right == max(wide, chart.least) or abs(right - chart.least) < 0.1
        for text, *box in boxes(svg):
            assert box[0] >= -1, (name, text)
            assert box[2] <= right + 1, (name, text)
            assert box[1] >= -1, (name, text)
            assert box[3] <= bottom + 1, (name, text)
        for box in shapes(svg):
            assert min(box[:2]) >= -1.1, (name, box)
            assert box[2] <= right + 1.1, (name, box)
            assert box[3] <= bottom + 1.1, (name, box)


@every
@pytest.mark.parametrize("wide", WIDTHS)
def test_no_text_of_a_drawing_lies_over_another(case, lang, wide):
    for name, chart in drawn(case, lang).items():
        found = boxes(ElementTree.fromstring(chart.svg(wide)))
        found.sort(key=lambda box: box[2])
        rows = [(box[2], box[4], box) for box in found]
        for at, (_, low, one) in enumerate(rows):
            for top, _, other in rows[at + 1 :]:
                if top >= low - 0.5:
                    break
                apart = one[3] <= other[1] + 0.5 or other[3] <= one[1] + 0.5
                assert apart, (name, one, other)


@every
def test_every_figure_of_a_twin_is_finite_or_said_missing(case, lang):
    from coopindex.report.written import written

    for name, chart in drawn(case, lang).items():
        for column, texts in zip(chart.table.columns, written(chart.table, lang), strict=True):
            for value, text in zip(column.values, texts, strict=True):
                if isinstance(value, float) and not math.isfinite(value):
                    assert math.isnan(value), (name, column.key)
                    assert text == "–", (name, column.key, value)
        assert len(chart.frame) == len(chart.table)


@every
def test_every_mark_that_keys_walk_is_read(case, lang):
    for name, chart in drawn(case, lang).items():
        svg = ElementTree.fromstring(chart.svg(1120))
        marks = [each.get("data-mark") for each in svg.iter() if each.get("data-mark")]
        assert marks == [str(at) for at in range(len(chart.says))], name
        assert all(say.strip() for say in chart.says)


@every
def test_a_chart_has_a_sentence_for_a_title_and_says_what_it_rests_on(case, lang):
    for chart in drawn(case, lang).values():
        assert chart.title.strip()
        assert not chart.title.endswith((".", "。"))
        assert chart.about
        assert chart.alt
        assert "coopindex" in chart.source
        assert all("nan" not in text.split() for text in (chart.title, chart.about, chart.alt))
        assert not re.search(
            r"\bsignificant|\bbest\b|\bworst\b|winner|显著|最好|最差|垫底", chart.title
        )


@every
def test_figures_that_are_made_up_are_warned_of_on_the_picture(case, lang):
    of = edition(case, lang)
    for chart in drawn(case, lang).values():
        text = "".join(ElementTree.fromstring(chart.standalone(1120)).itertext())
        assert bool(of.result.statuses.get("illustrative")) <= bool(chart.warning)
        assert "".join(chart.warning.split())[:20] in "".join(text.split())


@every
def test_a_picture_stands_alone_with_every_colour_written_out(case, lang):
    for chart in drawn(case, lang).values():
        for dark in (False, True):
            picture = chart.standalone(800, dark=dark)
            svg = ElementTree.fromstring(picture)
            assert "var(" not in picture
            assert "script" not in {each.tag.removeprefix(SVG) for each in svg.iter()}
            used = {kind for each in svg.iter() for kind in (each.get("class") or "").split()}
            style = svg.find(f"{SVG}style").text
            assert all(f".{kind}{{" in style for kind in used - {"chart"}), used


@pytest.mark.parametrize("case", ["cities", "long", "gaps"])
def test_the_same_edition_gives_the_same_bytes(case):
    again = CASES[case]().edition(draws=64, seconds=0.0)
    for name, chart in charts_of(again).items():
        assert chart.standalone(900) == drawn(case)[name].standalone(900), name


@pytest.mark.parametrize("name", ["ranking", "coverage", "gap-ningbo", "pairs"])
def test_identifiers_are_the_charts_own(name):
    svg = ElementTree.fromstring(drawn("cities")[name].svg(900))
    ids = [each.get("id") for each in svg.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    assert all(each.startswith(f"{name}-") for each in ids)
    assert svg.get("aria-labelledby").split() == ids[:2]
    assert svg.get("role") == "img"


def test_every_class_follows_the_page_where_no_colours_are_written_out():
    rules = stylesheet()
    assert all(f".f-{name}{{fill:var(--{name})}}" in rules for name in TONES)
    assert all(f"font-size:{size}px" in rules for size in SIZES)
    assert "#" not in rules


def test_stacks_add_up_to_the_scores():
    for case in ("cities", "gaps", "negative"):
        for each in edition(case).standings:
            if each.ranked:
                parts = [part for part in (each.start, *each.points) if not math.isnan(part)]
                assert math.fsum(parts) == pytest.approx(each.score, abs=1e-9)


def test_the_steps_of_a_gap_lead_from_the_one_score_to_the_other():
    table = charts_of(edition("cities"), "tianjin")["gap"].frame
    assert table["points"].sum() == pytest.approx(
        table["score"].iloc[-1] - table["score"].iloc[0], abs=1e-9
    )


@pytest.mark.parametrize("unit", ["ningbo", "tianjin", "langfang"])
def test_a_gap_says_how_its_steps_as_labelled_add_up(unit):
    chart = charts_of(edition("cities"), unit)["gap"]
    said = re.search(r"([+−][\d.]+) together", chart.about)
    assert said is not None
    whole = float(said[1].replace("−", "-"))
    assert whole == pytest.approx(chart.frame["points"].sum(), abs=0.05 + 1e-9)


def test_pairs_of_the_twin_are_the_uncertaintys():
    found, table = edition("cities").uncertainty, charts_of(edition("cities"))["pairs"].frame
    assert len(table) == 105
    assert table["ahead"].iloc[0] == found.pairs.to_numpy()[0, 1]


def test_of_one_unit_nothing_is_ranked_or_compared():
    assert set(charts_of(edition("one"))) == {"ranking", "coverage"}
    unit = edition("one").standings[0].unit
    assert set(charts_of(edition("one"), unit)) == {"ladder"}


@pytest.mark.parametrize("name", [kind.name for kind in KINDS.values() if kind.of_unit])
def test_a_chart_of_a_unit_asks_for_one(name):
    with pytest.raises(InvalidInput, match="--unit"):
        chart_of(edition("flat"), name)


def test_an_unknown_chart_is_refused_with_the_nearest():
    with pytest.raises(InvalidInput) as refused:
        coopindex.load("china-ceec-cities").score().chart("rankings")
    assert "ranking" in str(refused.value.problems[0].hint)


def test_only_what_a_chart_needs_is_worked_out():
    of = CASES["flat"]().edition()
    charts_of(of)["coverage"].svg()
    charts_of(of, "u3")["ladder"].svg()
    charts_of(of, "u3")["gap"].svg()
    assert callable(vars(of)["uncertainty"])
    assert callable(vars(of)["grid"])


texts = st.text(
    st.sampled_from("ab iW宁波，。（）–-́e \u0301" + "مرحبا" + "한국") | st.characters(), max_size=60
)


@settings(max_examples=100)
@given(texts, st.floats(8, 400), st.sampled_from(SIZES), st.booleans())
def test_breaking_into_lines_loses_nothing_and_every_line_fits(text, room, size, bold):
    lines = wrapped(text, room, size, bold)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        letters = re.sub("[\u0300-\u036f]", "", line)
        assert width(line, size, bold) <= room or len(letters) <= 1 or _marks(line)


def _marks(line):
    """Whether all but the first character take no room of their own."""
    return width(line[1:], 10) == 0


@pytest.mark.parametrize(("lang", "said"), [("en", "weights CASS,"), ("zh", "权重：社科院权重，")])
def test_a_source_calls_weights_as_the_citation_does(lang, said):
    found = coopindex.load("china-ceec-cities").score().edition(draws=16, lang=lang)
    assert said in chart_of(found, "coverage").source
    assert said.rstrip(",，") in cite(found)
