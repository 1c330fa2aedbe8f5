"""Sections as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coopindex.report.page import Column, Section


def render(sections: Iterable[Section], level: int = 2) -> str:
    r"""Return sections as Markdown, their titles as headings of a level; the first section's title one level above.

    >>> print(render([Section("Ranking", columns=(Column("city", ["A|B"]), Column("score", ["1"], numeric=True)))]), end="")
    # Ranking
    <BLANKLINE>
    | city | score |
    |:--|--:|
    | A\|B | 1 |
    """
    blocks = []
    for place, section in enumerate(sections):
        if section.title:
            blocks.append(f"{'#' * (level - (place == 0))} {section.title}")
        mark = "> " if section.warning else ""
        blocks += [mark + escaped(sentence).replace("\n", f"\n{mark}") for sentence in section.text]
        if section.columns:
            blocks.append(table(section.columns))
        if section.below:
            blocks.append(
                "\n".join(f"- {escaped(line)}".replace("\n", "\n  ") for line in section.below)
            )
    return "\n\n".join(blocks) + "\n"


def table(columns: Sequence[Column]) -> str:
    """Return a Markdown table, without drawings."""
    shown = [column for column in columns if not column.drawing]
    lines = [[escaped(column.title) for column in shown]]
    lines += [
        [escaped(kept(cell)) for cell in row]
        for row in zip(*(column.cells for column in shown), strict=True)
    ]
    rule = "|" + "|".join("--:" if column.numeric else ":--" for column in shown) + "|"
    head, *body = ["| " + " | ".join(line) + " |" for line in lines]
    return "\n".join([head, rule, *body])


def kept(cell: str) -> str:
    r"""Keep the indentation of a tree, which Markdown would swallow, and no other space around a cell.

    >>> kept("   └─ a"), kept("  1.5 ")
    ('\xa0\xa0\xa0└─ a', '1.5')
    """
    bare = cell.strip()
    return "\xa0" * (len(cell) - len(cell.lstrip())) + bare if bare[:1] in ("├", "└") else bare


def escaped(text: str) -> str:
    r"""Keep what analysts wrote from becoming markup.

    >>> escaped("a|b <c> *d*")
    'a\\|b &lt;c> \\*d\\*'
    """
    for sign in "\\|*_`[]":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("<", "&lt;")
