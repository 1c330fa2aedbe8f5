"""The indices that the project carries: a card each, with its ranking and its whole report."""

from __future__ import annotations

import html
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import coopindex
from coopindex.content.new_project import start
from coopindex.content.recipe import Recipe, recipes
from made.running import clone

SHOWN = (
    "china-ceec-cities", "china-ceec-human-development", "china-ceec-countries",
    "china-ceec-provinces", "city-networks", "china-central-asia-summit",
)  # fmt: skip
# the index whose ranking is shown on the first page, and how wide that is drawn
HOME, NARROW = SHOWN[1], 760
DRAWS = 4096
WORDS = {
    "en": {
        "title": "Gallery",
        "lead": "Every index here is text that you can open, change and score, and every report"
        " was made by the project when this site was built. Reports are one file each: they open"
        " without a network, and their weights can be moved.",
        "bundled": "Bundled indices",
        "bundled-lead": "They come with the package: `coopindex score china-ceec-cities` works in"
        " any folder.",
        "recipes": "Published indices to start from",
        "recipes-lead": "`coopindex init DIR --like hdi` starts a project of your own in the form of a"
        " published index. Where the figures are invented, only the form is the publisher's.",
        "report": "Report",
        "start": "Start like this",
        "illustrative": "{} of {} figures are illustrative: they say nothing about a city",
        "observed": "Observed figures, every cell with its source",
        "invented": "Invented figures, made to show the form",
        "real": "The publisher's figures, which are met",
        "alt": "Ranking of {}",
    },
    "zh": {
        "title": "指数长廊",
        "lead": "这里的每个指数都是可打开、可修改、可计算的文本，每份报告都由本项目在建站时生成。"
        "一份报告就是一个文件：不联网即可打开，权重可以拖动。",
        "bundled": "随附指数",
        "bundled-lead": "随软件包提供：在任何文件夹中都可运行"
        "`coopindex score china-ceec-cities --lang zh`。",
        "recipes": "可作起点的已发布指数",
        "recipes-lead": "`coopindex init DIR --like hdi --lang zh`按某一已发布指数的形式新建项目。"
        "数据为虚构时，只有形式来自发布者。",
        "report": "报告",
        "start": "由此开始",
        "illustrative": "{1}项数据中有{0}项为示意性数据，不反映任何城市的实际情况",
        "observed": "数据均为观测值，逐项注明出处",
        "invented": "数据为虚构，仅用来展示形式",
        "real": "发布者的数据，结果与发布值一致",
        "alt": "{}的排名",
    },
}


def pages(lang: str, *, whole: bool) -> Iterator[tuple[str, str | bytes]]:
    """Yield the page, its charts, and the reports; whole : all of them, else a single one."""
    word = WORDS[lang]
    bundled = SHOWN if whole else SHOWN[1:2]
    likes = list(recipes().values()) if whole else []
    lines = ["---", "hide: [toc]", "---", "", f"# {word['title']}", "", word["lead"], ""]
    lines += [f"## {word['bundled']}", "", word["bundled-lead"], "", '<div class="gallery" markdown="0">']
    for code in bundled:
        path = str(clone().folder / "indicators" / f"{code}.yaml")
        card, files = _card(code, _scored(path), lang, whole=whole)
        lines.append(card)
        yield from files
    lines += ["</div>", ""]
    if likes:
        lines += [f"## {word['recipes']}", "", word["recipes-lead"], ""]
        lines.append('<div class="gallery small" markdown="0">')
        for recipe in likes:
            card, files = _card(recipe.name, _scored(_started(recipe.name)), lang, whole=whole, recipe=recipe)
            lines.append(card)
            yield from files
        lines += ["</div>", ""]
    yield "gallery.md", "\n".join(lines)


@cache
def _scored(path: str) -> Any:
    return coopindex.load(path).score()


@cache
def _started(recipe: str) -> str:
    """Start a project like a recipe, and return its definition's path."""
    folder = Path(tempfile.mkdtemp(prefix="coopindex-like-")) / recipe
    start(folder, "en", recipe)
    return str(next((folder / "indicators").glob("*.yaml")))


def _card(
    code: str, scoring: Any, lang: str, *, whole: bool, recipe: Recipe | None = None
) -> tuple[str, list[tuple[str, str | bytes]]]:
    """Return an index's card, and the files that it shows."""
    word = WORDS[lang]
    title, other = _titles(scoring, lang, recipe)
    files = list(_files(code, scoring, lang, whole=whole))
    about = _about(recipe, lang) if recipe else _figures(scoring, lang)
    status = "" if not recipe else word["invented" if recipe.invented else "real"]
    start = f"<code>coopindex init DIR --like {code}</code>" if recipe else f"<code>coopindex score {code}</code>"
    pictures = "".join(
        f'<img class="{scheme}" src="gallery/{code}{"-dark" * (scheme == "dark")}.svg" loading="lazy"'
        f' alt="{html.escape(word["alt"].format(title))}">'
        for scheme in ("light", "dark")
    )
    second = f'<span class="second" lang="{"en" if lang == "zh" else "zh-CN"}">{html.escape(other)}</span>'
    warning = " warning" if "illustrative" in about or "示意性" in about or (recipe and recipe.invented) else ""
    return (
        f'<article class="card"><a class="picture" href="gallery/{code}.html" tabindex="-1"'
        f' aria-hidden="true">{pictures}</a>'
        f'<h3 id="{code}"><a href="gallery/{code}.html">{html.escape(title)}</a></h3>{second * bool(other)}'
        f"<p>{html.escape(about)}</p>"
        + (f'<p class="status{warning}">{html.escape(status)}</p>' if status else "")
        + f"<p>{start}</p></article>",
        files,
    )


def _titles(scoring: Any, lang: str, recipe: Recipe | None) -> tuple[str, str]:
    found = recipe.title if recipe else scoring.index.root.title
    titles = (found.en, found.zh)
    title, other = titles if lang == "en" else titles[::-1]
    return (title or other), (other if other != title else "")


def _about(recipe: Recipe, lang: str) -> str:
    return str(getattr(recipe.about, lang) or recipe.about.en)


def _figures(scoring: Any, lang: str) -> str:
    """Say what stands behind an index's figures."""
    made_up = scoring.statuses.get("illustrative", 0)
    if made_up:
        return WORDS[lang]["illustrative"].format(made_up, sum(scoring.statuses.values()))
    return WORDS[lang]["observed"]


def _files(code: str, scoring: Any, lang: str, *, whole: bool) -> Iterator[tuple[str, str | bytes]]:
    """Yield the ranking as a chart on light and on dark, and the report."""
    draws = DRAWS if whole else 64
    chart = scoring.chart("ranking", lang=lang, draws=draws)
    if code == HOME:
        yield "gallery/home.svg", chart.standalone(NARROW)
        yield "gallery/home-dark.svg", chart.standalone(NARROW, dark=True)
    yield f"gallery/{code}.svg", chart.standalone()
    yield f"gallery/{code}-dark.svg", chart.standalone(dark=True)
    with tempfile.TemporaryDirectory() as folder:
        made, _ = scoring.report(folder, formats="html", draws=draws, lang=lang)
        yield f"gallery/{code}.html", (made / "report.html").read_text("utf-8")
