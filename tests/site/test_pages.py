"""What the site's pages show runs: lines from top to bottom, YAML as it would be read."""

import re
from pathlib import Path

import pytest
import yaml
from made.running import answered
from pydantic import ValidationError

from coopindex.content.forms.index import IndexForm, NodeForm, SchemeForm, SourcesForm, Steps
from coopindex.content.forms.plan import PlanForm

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
# Chinese guides, whose code is that of the English ones: tests/docs/test_translations.py
SAME = {path for path in PAGES if path.parent.name == "zh"}
READ = [path for path in PAGES if path.parent.name in ("start", "explain")]
BLOCK = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
named = pytest.mark.parametrize("page", READ, ids=lambda path: str(path.relative_to(DOCS)))


def text_of(page):
    return page.read_text("utf-8")


@named
def test_a_reader_who_types_what_a_page_says_gets_what_it_promises(page):
    few = re.sub(
        r"^(coopindex (?:report|uncertainty) .*)$", r"\1 --draws 16", text_of(page), flags=re.M
    )
    answered(few, "…", run=True)


FORMS = (IndexForm, SchemeForm, PlanForm, SourcesForm, Steps, NodeForm)


def read_as(text):
    """Return the forms that take a mapping, or each of its members: whole files and parts."""
    found = yaml.safe_load(text)
    wholes = (
        found,
        {"plan": "p", **(found.get("robustness") or found)},
        {"index": "i", "children": {"a": {}}, **found},
        {"scheme": "s", "weights": {"a": 1}, **found},
    )
    for form in FORMS:
        for whole in wholes:
            try:
                yield form.model_validate(whole)
            except ValidationError:
                continue


# pages whose YAML is read elsewhere: scored by tests/docs/test_recipes.py; made, with dots to fill
ELSEWHERE = ("recipes.md", "methods.md")


@pytest.mark.parametrize(
    "page",
    [path for path in PAGES if path.name not in ELSEWHERE and path not in SAME],
    ids=lambda path: str(path.relative_to(DOCS)),
)
def test_yaml_on_a_page_is_what_may_be_written(page):
    for kind, text in BLOCK.findall(text_of(page)):
        if kind == "yaml":
            assert next(read_as(text), None), text


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(DOCS)))
def test_a_session_stands_in_a_block(page):
    """Outside of one its lines would be read as quotations."""
    assert not re.search(r"^>>> ", BLOCK.sub("", text_of(page)), re.MULTILINE)


# programs of a page, beside the sessions that pytest runs as doctests
PROGRAMS = [
    (path, text)
    for path in PAGES
    if path not in SAME
    for kind, text in BLOCK.findall(text_of(path))
    if kind in ("python", "pycon") and not text.startswith(">>> ")
]
# what is no index of a bare clone -> one that is
STANDS_FOR = {'"panel"': '"china-ceec-human-development"', "2018, 2020": "2019, 2021"}


@pytest.mark.parametrize(("page", "text"), PROGRAMS, ids=[path.name for path, _ in PROGRAMS])
def test_a_program_on_a_page_runs(page, text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for word, own in STANDS_FOR.items():
        text = text.replace(word, own)
    exec(compile(text, page.name, "exec"), {})
