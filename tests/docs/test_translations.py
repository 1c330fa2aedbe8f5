"""A Chinese page of the site is true to the English one as far as can be told without reading it.

Section by section both have the same code, rows of tables and items of lists, and in their
sentences the same words in code, links and figures. So what changes in English is missed here.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = sorted(path.relative_to(DOCS / "zh").as_posix() for path in (DOCS / "zh").rglob("*.md"))
# pages with examples of their own, which are run: here, and by tests/site/test_pages.py
OWN = ("start/", "explain/")
# a fence with what it holds, or lines indented by four behind a blank one
BLOCK = re.compile(
    r"^```([^\n]*)\n(.*?)^```$|(?<=\n\n)((?:    [^\n]*\n|\n(?=    ))+)", re.MULTILINE | re.DOTALL
)
HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)]*)\)|<(https?:[^>]+)>")
SPAN = re.compile(r"`([^`]+)`")
FIGURE = re.compile(r"\d[\d,.]*\d|\d")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SAID = " --lang zh"  # what a Chinese page may add to a command


class Section(NamedTuple):
    """A heading, and what below it is the same in every language."""

    heading: str
    level: int
    code: list[tuple[str, str]]
    rows: int
    items: int
    words: set[str]
    links: set[str]
    figures: set[str]


def code(found: re.Match[str]) -> tuple[str, str]:
    """A block's kind and its text, without comments; of what is only quoted the kind alone."""
    kind, text = found[1], found[2] or found[3]
    if kind == "text" or (kind is None and not re.search(r"coopindex|import |pip ", text)):
        return "quoted", ""
    typed = re.findall(r"^\$ .*", text, re.MULTILINE)  # what a prompt is followed by is quoted
    lines = (re.sub(rf"(^|\s)\s*#.*|{SAID}", "", line) for line in typed or text.splitlines())
    # where lines of Python break hangs on the length of their comments
    between = "" if (kind or "").startswith("py") else "\n"
    return kind or "indented", between.join(
        "".join(line.split()) if not between else line for line in lines if line.strip()
    )


def sections(text: str) -> Iterator[Section]:
    """Yield the sections of a page."""
    blocks = map(code, BLOCK.finditer(text))
    parts = HEADING.split(BLOCK.sub("\0\n", text))
    for level, heading, body in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        said = heading + body
        words = {re.sub(rf"{SAID}|\s+", " ", word).strip() for word in SPAN.findall(said)}
        yield Section(
            heading,
            len(level),
            [next(blocks) for _ in range(body.count("\0"))],
            len(re.findall(r"^\|", body, re.MULTILINE)),
            len(re.findall(r"^ *(?:[-*]|\d+\.) ", body, re.MULTILINE)),
            words - {SAID.strip()},
            {"".join(link) for link in LINK.findall(said)},
            set(FIGURE.findall(LINK.sub("", SPAN.sub("", said)))),
        )


def told(found: set[str]) -> str:
    return ", ".join(sorted(found))


def differences(english: Section, chinese: Section, *, own: bool) -> Iterator[str]:
    """Say what a section lacks, or has too much. A word in code may be put into Chinese."""
    if english.level != chinese.level:
        yield f"stands below `{'#' * english.level} {english.heading}`, of another level"
    for had, has in zip(english.code, chinese.code, strict=False):
        if had[0] != has[0] or (had != has and not own):
            yield f"a block differs; the English one, without comments:\n{had[1] or had[0]}"
    if len(english.code) != len(chinese.code):
        yield f"{len(chinese.code)} blocks of code, in English {len(english.code)}"
    for name in ("rows", "items"):
        had, has = getattr(english, name), getattr(chinese, name)
        if had != has:
            yield f"{has} {name} of tables or lists, in English {had}"
    put = {word for word in chinese.words if CHINESE.search(word)}
    lacking, more = english.words - chinese.words, chinese.words - english.words - put
    if len(lacking) > len(put - english.words):
        yield f"words in code are missing: {told(lacking)}"
    if more:
        yield f"words in code that English has not: {told(more)}"
    if english.links != chinese.links:
        yield f"other links: {told(english.links ^ chinese.links)}"
    if lost := english.figures - chinese.figures:
        yield f"figures are missing: {told(lost)}"


def untrue(name: str, english: str, chinese: str) -> list[str]:
    """Return what of a Chinese page is not as in English."""
    pages = [list(sections(text)) for text in (english, chinese)]
    found = [
        f"docs/zh/{name}, {here.heading} ({there.heading}): {said}"
        for there, here in zip(*pages, strict=False)
        for said in differences(there, here, own=name.startswith(OWN))
    ]
    if len(pages[0]) != len(pages[1]):
        found.append(f"docs/zh/{name}: {len(pages[1])} headings, in English {len(pages[0])}")
    return found


def original(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_a_chinese_page_says_what_the_english_page_says(name):
    found = untrue(name, original(name), (DOCS / "zh" / name).read_text("utf-8"))
    assert not found, "bring the Chinese page up to the English one:\n" + "\n".join(found)


def test_the_chinese_readme_says_what_the_english_one_says():
    english, chinese = (
        re.sub(r"docs/zh/|\.zh\b", lambda found: "docs/" if "d" in found[0] else "", text)
        for text in (
            (DOCS.parent / name).read_text("utf-8") for name in ("README.md", "README.zh.md")
        )
    )
    assert untrue("../../README.zh.md", english, chinese) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("--dark", "--bright"),
        ("| `map` |", "| `atlas` |"),
        ("90%", "95%"),
        ("notebook.md#charts", "notebook.md#questions"),
        ("## How charts are drawn", "### How charts are drawn"),
        ("    chart.frame  ", "    chart.table  "),
        ("\n| `gap` |", "\n| `more` | | |\n| `gap` |"),
    ],
)
def test_what_changes_in_english_is_missed_in_chinese(before, after):
    text = original("charts.md")
    assert before in text
    assert untrue("charts.md", text.replace(before, after, 1), text)


def test_a_chinese_page_may_answer_in_chinese():
    english = "# A\n\n    coopindex list  # all\n\nIt says `Data!D17`:\n\n    this\n"
    chinese = "# 甲\n\n    coopindex list --lang zh  # 全部\n\n它说`数据!D17`：\n\n    那\n"
    assert untrue("a.md", english, chinese) == []
