"""The site holds together: links, languages, and a page for everything that there is."""

import re
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from made import commands, contents, forms, python

import coopindex
from coopindex.cli.app import COMMANDS
from coopindex.content.forms.json_schema import definition_schema, plan_schema, scheme_schema
from coopindex.report.pages.methods import registered

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = {"en": "", "zh": "zh/"}
each_language = pytest.mark.parametrize("lang", LANGUAGES)
ATTRIBUTE = re.compile(r'\s(?:href|src)="?([^"\s>]+)')
IDENTITY = re.compile(r'\s(?:id|name)="?([^"\s>]+)')
# what a browser fetches by itself, with or without a reader's asking
FETCHED = re.compile(
    r"<(?:script|img|link|iframe|source)\b[^>]*?\s(?:src|href)=\"?(?:https?:)?//(?!www\.w3\.org)|url\((?:https?:)?//",
)


@cache
def text_of(path):
    return path.read_text("utf-8")


@cache
def anchors(path):
    return {unescape(found) for found in IDENTITY.findall(text_of(path))}


def pages(site):
    reports = {*site.glob("gallery/*.html"), *site.glob("zh/gallery/*.html")}
    return sorted({*site.rglob("*.html")} - reports)


def of_a_page(parts):
    """Whether a link leads to a place on a page; the theme's own begin with two strokes."""
    ending = Path(parts.path).suffix
    return parts.fragment and ending in ("", ".html") and "__" not in parts.fragment


def test_every_link_leads_to_a_file_and_an_anchor_that_are_there(site):
    broken = set()
    for page in pages(site):
        for link in map(unescape, ATTRIBUTE.findall(text_of(page))):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or page.name == "404.html":
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            there = target.is_file()
            if there and of_a_page(parts):
                there = unquote(parts.fragment) in anchors(target)
            if not there:
                broken.add((page.relative_to(site).as_posix(), link))
    assert not broken


def test_nothing_is_fetched_from_another_host(site):
    for path in (*pages(site), *site.rglob("*.css")):
        found = FETCHED.search(text_of(path))
        assert not found, (path, found)


def test_every_page_is_there_in_both_languages_and_leads_to_the_other(site):
    english = {path.relative_to(site) for path in pages(site) if site / "zh" not in path.parents}
    chinese = {path.relative_to(site / "zh") for path in pages(site / "zh")}
    assert english == chinese
    for name in english:
        assert 'lang="zh-CN" hreflang="zh-CN">中文' in text_of(site / name)
        assert 'lang="en" hreflang="en">English' in text_of(site / "zh" / name)


def test_a_section_of_a_page_that_was_written_has_one_anchor_in_both_languages(site):
    docs = ROOT / "docs" / "zh"
    for path in docs.rglob("*.md"):
        name = path.relative_to(docs).with_suffix(".html")
        english, chinese = (
            re.findall(r'<h\d[^>]*? id="?([^"\s>]+)', text_of(site / folder / name))
            for folder in LANGUAGES.values()
        )
        assert english == chinese, name


def test_every_page_of_the_repository_is_on_the_site(site):
    there = {path.relative_to(site).with_suffix("").as_posix() for path in pages(site)}
    docs = ROOT / "docs"
    written = {path.relative_to(docs).with_suffix("").as_posix() for path in docs.rglob("*.md")}
    assert written - {"tutorial.zh"} - {name for name in written if name.startswith("zh/")} <= {
        *there,
        "methods",
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_told_in_both_languages(name):
    told = commands.howto()["commands"].get(name)
    assert told, f"a page for `{name}` in tools/site/howto.yaml"
    for part in ("title", "when", "read"):
        assert set(told[part]) == {"en", "zh"}
    assert [line for line in commands.lines_of(name) if line.split()[1] == name]


@each_language
def test_every_option_of_every_command_is_in_the_reference(lang):
    page = commands.reference(lang)
    for name in COMMANDS:
        section = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        command, context = commands._command(name)
        options = {option for each in command.get_params(context) for option in each.opts}
        missing = {
            option for option in options if option.startswith("--") and option not in section
        }
        assert not missing, name


@each_language
def test_every_method_has_its_place(site, lang):
    for stage, found in registered().items():
        page = site / f"{LANGUAGES[lang]}methods/{stage}.html"
        if len(found) > 1:
            assert set(found) <= anchors(page), stage


def test_every_key_that_may_be_written_is_in_the_reference():
    (_, page), *_ = forms.pages("en")
    for schema in (definition_schema(), scheme_schema(), plan_schema()):
        for mapping in (schema, *schema.get("$defs", {}).values()):
            known = forms._mapping(mapping) or {}
            if "const" in known.get("properties", {}).get("method", {}):
                continue  # a method's options, on the method's page
            assert {key for key in known.get("properties", {}) if f"`{key}`" not in page} == set()


def test_english_pages_of_the_chinese_site_are_those_that_their_notice_names(site):
    (reference,) = (found for title, _, found in contents.CONTENTS if title == "Reference")
    english = {
        chinese: uri.replace(".md", ".html")
        for _, chinese, uri in reference
        if "reference/" not in uri and not (contents.DOCS / "zh" / uri).exists()
    }
    above = site / "zh"
    told = {page for page in pages(above) if "本页为英文" in text_of(page)}
    assert {page.relative_to(above).as_posix() for page in told} == set(english.values())
    assert f"{'、'.join(english)}四页" in text_of(next(iter(told)))


class Asked(dict):
    """A table that keeps what is looked up in it, and has an answer to everything."""

    def __getitem__(self, text):
        self[text] = super().get(text, text)
        self.asked = {*getattr(self, "asked", ()), text}
        return super().__getitem__(text)


@pytest.mark.parametrize(("made", "table"), [(forms, "SAID"), (forms, "PARTS"), (python, "SAID")])
def test_every_text_of_a_reference_has_its_chinese_and_none_is_left_over(made, table, monkeypatch):
    known = getattr(made, table)
    monkeypatch.setattr(made, table, asked := Asked(known))
    list(made.pages("zh"))
    assert asked.asked - known.keys() == set(), "say it in Chinese"
    assert known.keys() - asked.asked == set(), "no page says it any more"


@pytest.mark.parametrize("made", [forms, python])
def test_a_section_of_a_reference_has_one_anchor_in_both_languages(made):
    (_, english), (_, chinese) = (next(made.pages(lang)) for lang in LANGUAGES)
    assert re.findall(r"^#.*(\{#.*)", chinese, re.M) == re.findall(r"^#.*(\{#.*)", english, re.M)


def test_the_reference_of_yaml_has_no_english_sentence_on_the_chinese_site():
    (_, page), *_ = forms.pages("zh")
    told = re.sub(r"`[^`]+`|\]\([^)]+\)|\{#[^}]+\}", "", page)
    assert not re.search(r"[A-Za-z]+ [a-z]+ [a-z]+", told)


@each_language
def test_the_reference_says_of_every_key_what_it_takes_and_means(lang):
    (_, page), *_ = forms.pages(lang)
    assert not re.search(r"^\|.*\| *\|", page, re.M)


def test_every_public_name_is_in_the_reference():
    (_, page), *_ = python.pages("en")
    for name in coopindex.__all__:
        assert f"{{#coopindex-{name.lower()}}}" in page
    for member in ("explain", "uncertainty", "report"):
        assert f"#### Scoring.{member}()" in page
