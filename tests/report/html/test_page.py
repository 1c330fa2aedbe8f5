"""The page of a report, without a browser: what it holds, and that it asks nobody for anything."""

import base64
import hashlib
import json
import math
import re
from functools import cache
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest

import coopindex
from coopindex.phrases import visible
from coopindex.project import load
from coopindex.report.render.code import in_names
from coopindex.report.render.html import page, save
from coopindex.report.render.html.markup import VOID

CITIES = "china-ceec-cities"
INDICES = [
    CITIES, "china-ceec-countries", "china-ceec-human-development", "china-central-asia-summit",
]  # fmt: skip
STATUSES = "observed", "derived", "estimated", "imputed", "illustrative"
HOSTILE = '</script><b title="x">&amp;\u202e\x07\'"', "=cmd|' /C calc'!A0", "名" * 60


@cache
def edition(index=CITIES, lang="en"):
    if lang != "en":
        return edition(index).said_in(lang)
    project = load(index)
    scoring = project.score()
    if len(scoring.years) > 1:
        scoring = project.score(years=scoring.years[-1])
    return scoring.edition(draws=200, lang=lang, seconds=1)


@cache
def written(index=CITIES, lang="en"):
    return page(edition(index, lang), other="other.html")


# what is closed, from the innermost on, by the next of its kind, and by the end of what it is in
CELLS = "td/th"
BEGINS = {
    **dict.fromkeys((CELLS.split("/")), (CELLS,)),
    **dict.fromkeys(("dt", "dd"), ("dt/dd",)),
    "li": ("li",),
    "tr": (CELLS, "tr"),
    "tbody": (CELLS, "tr", "tbody"),
}
ENDS = {
    "tr": (CELLS,),
    **dict.fromkeys(("thead", "tbody"), (CELLS, "tr")),
    "table": (CELLS, "tr", "tbody"),
    **dict.fromkeys(("ul", "ol"), ("li",)),
    **dict.fromkeys(("dl", "div"), ("dt/dd",)),
}


class Read(HTMLParser):
    """Reads a page: its elements must close in the order in which they open, as HTML has it.

    A cell, row, body or item may be closed by the next one, or by the end of what it is in.
    """

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.wrong, self.seen, self.texts = [], [], [], []
        self.feed(text)
        self.close()

    def end_of(self, *names):
        """Close, from the innermost on, what may go without an end."""
        for name in names:
            if self.open and self.open[-1] in name.split("/"):
                self.open.pop()

    def handle_starttag(self, tag, attributes):
        self.seen.append((tag, dict(attributes)))
        self.end_of(*BEGINS.get(tag, ()))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.seen.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        self.end_of(*ENDS.get(tag, ()))
        if not self.open or self.open.pop() != tag:
            self.wrong.append((tag, self.getpos()))

    def handle_data(self, data):
        if not self.open or self.open[-1] not in ("script", "style"):
            self.texts.append(data)

    def all(self, name):
        return [attributes[name] for _, attributes in self.seen if name in attributes]


@cache
def read(index=CITIES, lang="en"):
    return Read(written(index, lang))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("index", INDICES)
def test_elements_close_in_the_order_in_which_they_open(index, lang):
    found = read(index, lang)
    assert not found.wrong
    assert not found.open


@pytest.mark.parametrize("index", INDICES)
def test_no_two_elements_have_one_name_and_every_link_leads_somewhere(index):
    found = read(index)
    names = found.all("id")
    assert len(names) == len(set(names))
    places = {f"#{name}" for name in names} | {"other.html", "data:,"}
    places |= {source.url for source in edition(index).result.data.sources}
    assert set(found.all("href")) <= places
    for attribute in ("aria-labelledby", "aria-describedby"):
        for named in found.all(attribute):
            assert set(named.split()) <= set(names)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_runs_or_is_fetched_but_what_the_policy_names_by_digest(lang):
    text = written(lang=lang)
    (allowed,) = (
        attributes["content"]
        for _, attributes in read(lang=lang).seen
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    inside = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    for attributes, script in re.findall(r"<script([^>]*)>(.*?)</script>", text, re.DOTALL):
        inside += [] if "application/json" in attributes else [script]
    found = {base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in inside}
    assert set(re.findall(r"'sha256-([^']+)'", allowed)) == found
    assert "unsafe" not in allowed
    assert allowed.startswith("default-src 'none'")
    assert not read(lang=lang).all("style")
    assert not read(lang=lang).all("src")
    assert not [name for _, each in read(lang=lang).seen for name in each if name.startswith("on")]


def test_each_ranked_row_says_its_unit_rank_and_score_to_programs():
    rows = [each for tag, each in read().seen if tag == "tr" and "data-rank" in each]
    for row, standing in zip(rows, edition().ranked, strict=True):
        assert row["data-unit"] == standing.unit
        assert float(row["data-rank"]) == standing.rank
        assert float(row["data-score"]) == standing.score


def test_every_unit_has_a_profile_and_every_figure_stands_in_a_table():
    found = read()
    units = [standing.unit for standing in edition().standings]
    assert [each["data-of"] for tag, each in found.seen if "data-of" in each] == units
    table = re.search(r'id="figures".*?</table>', written(), re.DOTALL)[0]
    assert len(re.findall(r"<td[^>]*>[^<]*<b>", table)) == 15 * 25


def test_what_sliders_do_not_move_wears_the_badge():
    for name in ("units", "robustness"):
        section = re.search(rf'<section id="{name}".*?</h2>', written(), re.DOTALL)[0]
        assert "weights as scored" in section


def test_data_for_scripts_are_json():
    text = written()
    for name in ("data", "pairs"):
        (found,) = re.findall(rf'<script[^>]*id="{name}"[^>]*>(.*?)</script>', text, re.DOTALL)
        assert json.loads(found)
    for name in ("data-says", "data-units"):
        for found in read().all(name):
            assert json.loads(found)


def test_a_page_of_fifteen_cities_is_under_300_kb():
    for lang in ("en", "zh"):
        assert len(page(edition(CITIES, lang)).encode()) < 300_000


def test_the_same_answers_give_the_same_bytes():
    # the very same answers: searches that have a time to run may end elsewhere
    assert page(edition(CITIES, "en"), other="other.html") == written()


def test_the_page_is_in_its_own_language():
    english, chinese = written(), written(lang="zh")
    assert '<html lang="en">' in english
    assert '<html lang="zh-CN">' in chinese
    chinese_text = "".join(read(lang="zh").texts)
    for word in ("Ranking", "Your weights", "Robustness", "weights as scored", "Strengths"):
        assert word not in chinese_text


def test_a_page_is_written_to_a_file(tmp_path):
    file = save(edition(), tmp_path / "report.html")
    assert file.read_text("utf-8") == page(edition())


# -- extremes --------------------------------------------------------------------------------------


def made(values, names=(), dims=(), years=False, **tree):
    """An edition of (U, L) values, of which dims says how many indicators each dimension has."""
    values = np.asarray(values, float)
    panel = values if years else values[None]
    units = names or [f"Town {k}" for k in range(panel.shape[1])]
    rows = [
        {"unit": unit, "indicator": f"i{k}", "value": panel[y, u, k], "status": STATUSES[k % 5]}
        | ({"year": 2020 + y} if years else {})
        for y in range(len(panel))
        for u, unit in enumerate(units)
        for k in range(panel.shape[2])
        if not math.isnan(panel[y, u, k])
    ]
    children, leaves = {}, iter([f"i{k}" for k in range(panel.shape[2])])
    for d, number in enumerate(dims):
        children[f"d{d}"] = {"children": {next(leaves): {} for _ in range(number)}}
    children |= {leaf: {} for leaf in leaves}
    definition = {"index": "made", "title": "Made", "children": children, **tree}
    scored = coopindex.score(pd.DataFrame(rows), tree=definition)
    return scored.edition(draws=64, seconds=0.0)


def figures(units, leaves, seed=0):
    return np.random.default_rng(seed).uniform(1, 100, (units, leaves))


def gaps():
    values = figures(12, 6)
    values[[2, 5, 7], 2] = values[[2, 5, 7], 3] = np.nan
    values[9, 1:] = np.nan
    return made(values, dims=[2, 2, 2], ranked={"minimum_present": 0.5})


def deep():
    below = {f"n{k}": {"children": {f"i{2 * k}": {}, f"i{2 * k + 1}": {}}} for k in range(3)}
    above = {"a": {"children": {"b": {"children": {"c": {"children": below}}}}}}
    values = pd.DataFrame(figures(8, 6), columns=[f"i{k}" for k in range(6)])
    values.index = pd.Index([f"u{k}" for k in range(8)], name="unit")
    definition = {"index": "deep", "title": "Deep", "children": above}
    return coopindex.Project.from_frames(definition, values).score().edition(draws=64, seconds=0.0)


CASES = {
    "one unit": lambda: made(figures(1, 4), dims=[2, 2]),
    "two units": lambda: made(figures(2, 4), dims=[2, 2]),
    "six units": lambda: made(figures(6, 4), dims=[2, 2]),
    "sixteen units": lambda: made(figures(16, 4), dims=[2, 2]),
    "seventy units": lambda: made(figures(70, 4), dims=[2, 2]),
    "no dimensions": lambda: made(figures(7, 4)),
    "one dimension": lambda: made(figures(7, 4), dims=[4]),
    "twelve dimensions": lambda: made(figures(7, 12), dims=[1] * 12),
    "ties": lambda: made(np.repeat(figures(3, 4), 2, axis=0), dims=[2, 2]),
    "gaps": gaps,
    "deep": deep,
    "years": lambda: made(np.stack([figures(7, 4), figures(7, 4, 1)]), dims=[2, 2], years=True),
    "negatives": lambda: made(figures(7, 4), dims=[2, 2], defaults={"normalisation": "z_score"}),
    "hostile": lambda: made(figures(7, 4), dims=[2, 2], names=[*HOSTILE, "a b", "中", "-1", "#"]),
}


@cache
def case(name):
    return CASES[name]()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", CASES)
def test_an_index_of_any_shape_has_a_whole_page(name, lang):
    found = case(name).said_in(lang)
    got = Read(page(found))
    assert not got.wrong
    assert not got.open
    names = got.all("id")
    assert len(set(names)) == len(names)
    assert set(got.all("href")) <= {f"#{each}" for each in names} | {"data:,"}
    said = "".join(got.texts)
    for standing in found.standings:
        assert visible(standing.name) in said
    # what stands between backticks is code, but for names that have them
    assert "`" not in said or in_names(found)


def test_names_that_would_be_markup_are_read_as_they_stand():
    text = page(case("hostile"))
    assert "<b title" not in text
    # signs that turn the direction of writing, and others that are no characters of a page
    assert not re.search("[\u202e\x00-\x08\x0b\x0c\x0e-\x1f]", text)


def test_of_very_many_units_the_middle_is_folded_and_stands_in_the_page_all_the_same():
    text = page(case("seventy units"))
    rows = re.search(r"<tbody[^>]*class=rest.*?(?=<tbody|</table>)", text, re.DOTALL)[0]
    assert rows.count("data-rank") == 70 - 25


def test_one_unit_is_not_ranked():
    text = page(case("one unit"))
    assert "nothing to rank" in text
    assert 'id="robustness"' not in text


LEFTWARD = "חיפה (2)", "مدينة 5", "Łódź לודז"


@cache
def leftward():
    table = pd.DataFrame(
        {"a": [9.0, 5.0, 2.0, 7.0, 6.0, 1.0], "b": [-8.0, -6.0, -1.0, -2.0, -7.0, -3.0]},
        index=pd.Index([f"u{k}" for k in range(6)], name="unit"),
    )
    names = pd.DataFrame({"code": table.index, "name_en": [*LEFTWARD, "Bari", "Cork", "Dover"]})
    tree = {"index": "left", "title": "Left", "children": {"a": {"title": "מסחר"}, "b": {}}}
    found = coopindex.Project.from_frames(tree, table, names).score()
    return page(found.edition(draws=64, seconds=0.1))


class Apart(Read):
    """Reads what stands outside elements that keep their text to themselves, and drawings."""

    def handle_data(self, data):
        if not {"bdi", "svg", "script"} & set(self.open):
            self.texts.append(re.sub("\u2068.*?\u2069", "", data))


def test_names_that_run_from_right_to_left_keep_to_themselves_wherever_they_stand():
    found = leftward()
    assert not re.search("[\u0590-\u08ff]", "".join(Apart(found).texts))
    for name in (*LEFTWARD, "מסחר"):
        assert f"<bdi>{name}</bdi>" in found
    assert all(f"\u2068{name}\u2069</option>" in found for name in LEFTWARD)


def test_pages_without_such_names_have_no_byte_for_them():
    assert "<bdi>" not in written()


def test_every_figure_of_a_document_leads_to_it_by_a_number():
    data = edition().result.data
    table = re.search(r'id="figures".*?</table>', written(), re.DOTALL)[0]
    heads = table.partition("<tbody>")[0].split("<th scope=col>")[1:]
    usual = [re.search(r'href="#(.*?)">(\d+)</a>', head) for head in heads]
    listed = re.search(r'<ol id="sources">.*?</ol>', written(), re.DOTALL)[0]
    places = re.findall(r'<li id="(.*?)"', listed)
    assert len(places) == len(data.sources)
    row = re.search(r"<tr data-for=ningbo>.*?(?=<tr|</table>)", table)[0]
    own = [re.search(r"<i>(\d*)</i>", cell) for cell in row.split("<td")[1:]]
    read = [int(o[1] or 0) if o else int(u[2]) if u else 0 for o, u in zip(own, usual, strict=True)]
    at = data.source[-1][data.units.index("ningbo")] + 1
    leaves = [leaf for d in edition().dimensions for leaf in d.leaves]
    codes = [node.code for node in edition().result.index.leaves]
    assert read == [at[codes.index(leaf)] for leaf in leaves]


def test_lists_within_a_group_name_the_group():
    assert (
        "Strengths within its group (municipality, 4 cities): Time to clear customs." in written()
    )
    assert "组内优势（municipality，4个城市）：通关时间。" in written(lang="zh")


def test_a_starting_level_has_a_key_where_scores_begin_above_or_below_zero():
    assert re.search(r"<span class=from><svg.*?</svg>starting level", written())
    assert "class=from" not in written("china-ceec-human-development")


def test_scores_of_dimensions_are_scores_and_only_what_they_add_is_points():
    ladder = re.search(r"<table class=lad>.*?</thead>", written(), re.DOTALL)[0]
    assert re.findall(r"scope=col>(.*?)<", ladder) == ["Score", "Rank"]


def test_a_node_has_one_row_in_the_scale_and_every_step_a_column():
    table = re.search(r"<caption class=vh>The scale.*?</table>", written(), re.DOTALL)[0]
    rows = re.findall(r"<tr><th>([^<]*)", table)
    assert len(rows) == len(set(rows)) >= 25
    assert "lower clip point: 55; upper clip point: 153; points moved: 0" in table
