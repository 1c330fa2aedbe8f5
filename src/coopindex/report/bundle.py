"""The README of a report's folder: what lies there, what it answers, and how to cite it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coopindex.phrases import knows, say
from coopindex.report.edition import Edition
from coopindex.report.pages.frame import head
from coopindex.report.render.code import in_names
from coopindex.report.render.markdown import as_markdown, escaped

CHART = re.compile(r"chart-(.+)\.(csv|svg)")


def readme(edition: Edition, names: Sequence[str]) -> str:
    """Say of every file what it holds, in the language of the edition."""
    lang = edition.lang
    heading = as_markdown([head(edition.result, lang)], lang, named=in_names(edition))
    what, where = say("document.holds", lang), say("document.file", lang)
    rows = [f"| [{name}]({name}) | {escaped(_about(name, edition))} |" for name in names]
    table = "\n".join([f"| {where} | {what} |", "|:--|:--|", *rows])
    made = say("document.manifest", lang)
    return f"{heading}\n{table}\n\n{escaped(made)}\n"


def _about(name: str, edition: Edition) -> str:
    """What a file holds: a chart by its title, any other by its name."""
    if chart := CHART.fullmatch(name):
        from coopindex.report.charts import charts_of

        key = "document.drawn" if chart[2] == "svg" else "document.data"
        return say(key, edition.lang, title=charts_of(edition)[chart[1]].title)
    stem = name.rpartition(".")[0]
    key = f"document.about {name}"
    return say(key if knows(key) else f"document.about {stem}", edition.lang)
