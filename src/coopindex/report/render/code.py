"""Code in what is said: what stands between backticks, but for those that names have themselves."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from coopindex.phrases import visible
from coopindex.report.edition import Edition

CODE = re.compile(r"`[^`\n]+`")


def in_names(edition: Edition) -> frozenset[str]:
    """Return what stands between backticks in names; in all that we say it is code."""
    result = edition.result
    texts = [result.index.title, *(node.title for node in result.index.nodes)]
    titles = [text for each in texts for text in (each.en, each.zh)]
    titles += [text for each in edition.standings for text in (each.name, each.other)]
    return frozenset(code for text in titles for code in CODE.findall(visible(text)))


def runs(text: str, named: Collection[str] = ()) -> Iterator[tuple[str, bool]]:
    """Part a text into what is said and what is code, which loses its backticks.

    named : what names have between backticks, which stays as it is.

    >>> list(runs("see `a b`, not `c`", ["`c`"]))
    [('see ', False), ('a b', True), (', not `c`', False)]
    """
    end = 0
    for found in CODE.finditer(text):
        if found[0] in named:
            continue
        if found.start() > end:
            yield text[end : found.start()], False
        yield found[0][1:-1], True
        end = found.end()
    if text[end:]:
        yield text[end:], False
