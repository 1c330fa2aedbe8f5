"""The indices that the project carries: a card each, with its ranking and its whole report."""

from __future__ import annotations

import html
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import coopindex
from coopindex.content.new_project import start
from coopindex.content.recipe import Recipe, recipes
from coopindex.engine.naming import Text
from coopindex.report.charts import chart_of
from coopindex.report.render.html.page import page as report_page
from made.running import lent

SHOWN = (
    "china-ceec-cities", "china-ceec-human-development", "china-ceec-countries",
    "china-ceec-provinces", "city-networks", "china-central-asia-summit",
)  # fmt: skip
# the index whose ranking is shown on the first page, and how wide that is drawn
HOME, NARROW = SHOWN[1], 760
DRAWS, SECONDS = 4096, 15.0
WORDS = {
    "en": {
        "title": "Gallery",
        "second": "zh-CN",
        "asked": "",
        "lead": "Every index here is text that you can open, change and score, and every report"
        " was made by the project when this site was built. Reports are one file each: they open"
        " without a network, and their weights can be moved.",
        "bundled": "Bundled indices",
        "bundled-lead": "They come with the package: `coopindex score china-ceec-cities` works in"
        " any folder.",
        "recipes": "Published indices to start from",
        "recipes-lead": "`coopindex init DIR --like hdi` starts a project of your own in the form"
        " of a published index. Where the figures are invented, only the form is the publisher's.",
        "illustrative": "{} of {} figures are illustrative: they say nothing about a city",
        "observed": "Observed figures, every cell with its source",
        "invented": "Invented figures, made to show the form",
        "real": "The publisher's figures, which are met",
    },
    "zh": {
        "title": "指数长廊",
        "second": "en",
        "asked": " --lang zh",
        "lead": "这里的每个指数都是可打开、可修改、可计算的文本，每份报告都由本项目在建站时生成。"
        "一份报告就是一个文件：不联网即可打开，权重可以拖动。",
        "bundled": "随附指数",
        "bundled-lead": "随软件包提供：在任何文件夹中都可运行"
        "`coopindex score china-ceec-cities --lang zh`。",
        "recipes": "可作起点的已发布指数",
        "recipes-lead": "`coopindex init DIR --like hdi --lang zh`按某一已发布指数的形式新建项目。"
        "数据为虚构时，只有形式来自发布者。",
        "illustrative": "{1}项数据中有{0}项为示意性数据，不反映任何城市的实际情况",
        "observed": "数据均为观测值，逐项注明出处",
        "invented": "数据为虚构，仅用来展示形式",
        "real": "发布者的数据，结果与发布值一致",
    },
}


def pages(lang: str, *, whole: bool) -> Iterator[tuple[str, str]]:
    """Yield the page; whole : of all indices, else of a single one."""
    word = WORDS[lang]
    bundled, likes = _shown(whole=whole)
    lines = [
        "---",
        "hide: [navigation, toc]",
        "---",
        "",
        f"# {word['title']}",
        "",
        word["lead"],
        "",
    ]
    lines += [f"## {word['bundled']}", "", word["bundled-lead"], ""]
    lines += _grid([_card(code, lang) for code in bundled])
    if likes:
        lines += [f"## {word['recipes']}", "", word["recipes-lead"], ""]
        lines += _grid([_card(name, lang, recipe) for name, recipe in likes.items()])
    yield "gallery.md", "\n".join(lines)


def _shown(*, whole: bool) -> tuple[Sequence[str], Mapping[str, Recipe]]:
    return (SHOWN, recipes()) if whole else ((HOME,), {})


def _grid(cards: Sequence[str]) -> list[str]:
    return ['<div class="gallery" markdown="0">', *cards, "</div>", ""]


@cache
def _project(code: str) -> Any:
    """Load a bundled index, or one in the form of a recipe."""
    if code in SHOWN:
        return coopindex.load(code)
    folder = lent(code)
    start(folder, "en", code)
    return coopindex.load(str(next((folder / "indicators").glob("*.yaml"))))


def _card(code: str, lang: str, recipe: Recipe | None = None) -> str:
    """Return an index's card: its ranking, what it is, what its figures are, how to begin."""
    word = WORDS[lang]
    title, other = _titles(recipe.title if recipe else _project(code).index.root.title, lang)
    about, warns = _figures(code, lang, recipe)
    line = f"coopindex init DIR --like {code}" if recipe else f"coopindex score {code}"
    pictures = "".join(
        f'<img class="{scheme}" src="gallery/{code}{ending}.svg" loading="lazy" alt="">'
        for scheme, ending in (("light", ""), ("dark", "-dark"))
    )
    said = [
        f'<a class="picture" href="gallery/{code}.html" tabindex="-1" aria-hidden="true">',
        f"{pictures}</a>",
        f'<h3 id="{code}"><a href="gallery/{code}.html">{html.escape(title)}</a></h3>',
        f'<span class="second" lang="{word["second"]}">{html.escape(other)}</span>',
        f"<p>{html.escape(_in(recipe.about, lang))}</p>" if recipe else "",
        f'<p class="{"status warning" if warns else "status"}">{html.escape(about)}</p>',
        f"<p><code>{line}{word['asked']}</code></p>",
    ]
    return f'<article class="card">{"".join(said)}</article>'


def _titles(title: Text, lang: str) -> tuple[str, str]:
    """Return what an index is called, and what in the other language."""
    own, other = (title.en, title.zh)[:: -1 if lang == "zh" else 1]
    return own or other, other if other != own else ""


def _in(text: Text, lang: str) -> str:
    return str(getattr(text, lang) or text.en)


def _figures(code: str, lang: str, recipe: Recipe | None) -> tuple[str, bool]:
    """Say what an index's figures are, and whether one must be warned of them."""
    word = WORDS[lang]
    if recipe:
        return word["invented" if recipe.invented else "real"], recipe.invented
    statuses = _project(code).score().statuses
    made_up = statuses.get("illustrative", 0)
    if made_up:
        return word["illustrative"].format(made_up, sum(statuses.values())), True
    return word["observed"], False


# -- the files that the page shows ---------------------------------------------------------------


def write(site: Path, *, whole: bool) -> None:
    """Write every index's ranking and report; what both languages share is reckoned once."""
    bundled, likes = _shown(whole=whole)
    for code in (*bundled, *likes):
        edition = _project(code).score().edition(draws=DRAWS if whole else 64, seconds=SECONDS)
        for lang, folder in (("en", site / "gallery"), ("zh", site / "zh" / "gallery")):
            folder.mkdir(parents=True, exist_ok=True)
            said = edition.said_in(lang)
            chart = chart_of(said, "ranking")
            for ending, dark in (("", False), ("-dark", True)):
                _save(folder / f"{code}{ending}.svg", chart.standalone(dark=dark))
                if code == HOME:
                    _save(folder / f"home{ending}.svg", chart.standalone(NARROW, dark=dark))
            _save(folder / f"{code}.html", report_page(said))


def _save(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]), whole="--quick" not in sys.argv)
