"""Pages as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial

from coopindex.report.outline import Block
from coopindex.report.render.code import runs
from coopindex.report.render.drawing import guides
from coopindex.report.render.seen import seen
from coopindex.report.table import Section, Table
from coopindex.report.written import numeric, written

# markup wherever it stands: `#` behind a blank may end a heading, `&` may begin an entity
MARKUP = re.compile(r"[\\|*_`\[\]<~]|(?<!\S)#|&(?=#?\w+;)")
# what makes a list, a quotation, a rule or a heading of a line that begins with it
AT_START = re.compile(r"^(\d{1,9}(?=[.)](?:\s|$))|(?=[-+](?:\s|$)|--|=+$|>))(.)")
BLANKS = re.compile(r"^[ \t]+|[ \t]+$")
STILL = "\xa0"  # a space that Markdown does not swallow


def as_markdown(
    sections: Iterable[Section],
    lang: str = "en",
    level: int = 2,
    named: Collection[str] | None = None,
) -> str:
    r"""Return sections as Markdown: titles are headings of a level, the first one a level above.

    named : what names have between backticks (`code.in_names`), so that all else between some is
    code; None: not known, so that no backtick is markup.

    >>> from coopindex.report.table import Column
    >>> columns = Column("unit", "city", "unit", ["A|B"]), Column("rank", "rank", "rank", [1.0])
    >>> print(as_markdown([Section("Ranking", table=Table(columns))]), end="")
    # Ranking
    <BLANKLINE>
    | city | rank |
    |:--|--:|
    | A\|B | 1 |
    """
    blocks, said = list[str](), partial(_said, named=named)
    for number, section in enumerate(seen(sections)):
        if section.title:
            blocks.append(f"{'#' * (level - (number == 0))} {escaped(section.title)}")
        mark = "> " if section.warning else ""
        blocks += [
            mark + said(sentence).replace("\n", f"\n{mark}") for sentence in section.sentences
        ]
        if section.table is not None:
            blocks.append(_table(section.table, lang))
        if section.below:
            blocks.append(
                "\n".join(f"- {said(line)}".replace("\n", "\n  ") for line in section.below)
            )
    return "\n\n".join(blocks) + "\n"


def document(blocks: Iterable[Block], lang: str = "en", named: Collection[str] = ()) -> str:
    """Return an outline as Markdown; a chart is a picture that lies beside the page.

    named : see `as_markdown`.
    """
    pieces = []
    for block in blocks:
        if isinstance(block.piece, Section):
            made = as_markdown([block.piece], lang, block.level + 2, named)
            pieces.append(f"**{made.strip()}**\n" if block.lead else made)
            continue
        chart = block.piece
        lines = [f"**{escaped(chart.title)}**", *filter(None, [escaped(chart.about)])]
        lines.append(f"![{escaped(chart.alt)}](chart-{chart.name}.svg)")
        lines += filter(None, [escaped(chart.source)])
        pieces.append("\n\n".join(lines) + "\n")
    return "\n".join(pieces)


def _said(text: str, named: Collection[str] | None) -> str:
    """Write a sentence, and what in it is code as code."""
    if named is None:
        return escaped(text)

    def marked(line: str) -> str:
        parts = runs(line, named)
        return "".join(_code(run) if code else _marked_up(run) for run, code in parts)

    return _by_line(text, marked)


def _code(text: str) -> str:
    """Write code as such, but for what would be markup in it, too."""
    return _marked_up(f"`{text}`") if set("<>|&").intersection(text) else f"`{text}`"


def _table(table: Table, lang: str) -> str:
    """Return a Markdown table, without what is drawn."""
    cells = written(table, lang)
    both = [(c, texts) for c, texts in zip(table.columns, cells, strict=True) if not c.drawn]
    columns = [column for column, _ in both]
    lines = [[escaped(": ".join(filter(None, (c.over, c.title)))) for c in columns]]
    bodies = [
        _tree(column.depths, texts)
        if column.kind == "tree"
        else [escaped(t.strip()) for t in texts]
        for column, texts in both
    ]
    lines += [list(row) for row in zip(*bodies, strict=True)]
    rule = "|" + "|".join("--:" if numeric(column) else ":--" for column in columns) + "|"
    head, *body = ["| " + " | ".join(line) + " |" for line in lines]
    return "\n".join([head, rule, *body])


def _tree(depths: Sequence[int], titles: Sequence[str]) -> list[str]:
    """Keep the indentation of a tree, which Markdown would swallow."""
    drawn = []
    for guide, title in zip(guides(depths), titles, strict=True):
        bare = guide.lstrip()
        drawn.append(STILL * (len(guide) - len(bare)) + bare + escaped(title))
    return drawn


def escaped(text: str) -> str:
    r"""Keep what analysts wrote from becoming markup: what is rendered is what they wrote.

    Addresses stay as they are, so that a reader may follow them.

    >>> escaped("a|b <c> *d*"), escaped("# 1"), escaped("1. x"), escaped("R&amp;D"), escaped("-1.5")
    ('a\\|b &lt;c> \\*d\\*', '\\# 1', '1\\. x', 'R\\&amp;D', '-1.5')
    """
    return _by_line(text, _marked_up)


def _by_line(text: str, write: Callable[[str], str]) -> str:
    """Write each line so that nothing at its beginning or end is markup."""
    lines = (BLANKS.sub("", line) for line in text.split("\n"))
    return "\n".join(AT_START.sub(r"\1\\\2", write(line)) for line in lines)


def _marked_up(text: str) -> str:
    return MARKUP.sub(_marked, text)


def _marked(sign: re.Match[str]) -> str:
    return "&lt;" if sign[0] == "<" else f"\\{sign[0]}"
