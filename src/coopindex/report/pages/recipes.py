"""The recipes that a project can start from, a line each."""

from __future__ import annotations

from collections.abc import Mapping

from coopindex.content.recipe import Recipe
from coopindex.phrases import saying
from coopindex.report.pages.frame import in_language
from coopindex.report.table import Column, Page, Section, Table


def page(answer: Mapping[str, Recipe], lang: str = "en") -> Page:
    """Name the recipes and say what each is."""
    return Page(
        lang,
        lambda: (_listed(answer, lang),),
        lambda: {"recipes": [recipe.as_dict() for recipe in answer.values()]},
    )


def _listed(answer: Mapping[str, Recipe], lang: str) -> Section:
    word, found = saying("recipe", lang), list(answer.values())
    figures = [word("of-invented" if each.invented else "of-measured") for each in found]
    titles = [in_language(each.title, lang) for each in found]
    columns = (
        Column("recipe", word("recipe"), "text", list(answer), head=True),
        Column("title", word("title"), "text", titles, priority=2),
        Column("about", word("about"), "prose", [in_language(each.about, lang) for each in found]),
        Column("figures", word("figures-are"), "text", figures, priority=1),
    )
    return Section(word("list"), table=Table(columns), below=(word("start"),))
