"""Read the sources that figures come from."""

from __future__ import annotations

from coopindex.content.forms.index import SourcesForm
from coopindex.content.forms.read import read_form
from coopindex.content.yaml import Document
from coopindex.engine.data import Source
from coopindex.phrases import Wording
from coopindex.problems import Problem, nearest

# what is said of a row or an entry whose source is not there
NOT_NAMED = "observation.no-source-named"
UNKNOWN = "observation.unknown-source"


def read_sources(document: Document) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """Return the sources in the order written, and what is wrong with them."""
    form, problems = read_form(document, SourcesForm)
    if form is None:
        return (), problems
    unread = tuple(Source(code, code) for code in document.data if code not in form.root)
    sources = tuple(
        Source(code, source.title, source.publisher, source.date, source.url, source.licence)
        for code, source in form.root.items()
    )
    return sources + unread, problems


def unknown_source(code: str, sources: tuple[Source, ...]) -> tuple[Wording, Wording]:
    """Return the message and the hint for a source that is not described."""
    if not code:
        return Wording(NOT_NAMED), Wording("observation.name-source.hint")
    known = [source.code for source in sources]
    hint = nearest(code, known) if known else Wording("observation.describe-source.hint")
    return Wording(UNKNOWN, source=code), hint
