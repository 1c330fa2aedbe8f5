"""Read what options say; what cannot be read is a slip of usage that names the option."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from coopindex.problems import nearest

if TYPE_CHECKING:
    from coopindex.engine.index import Index
    from coopindex.engine.result import Result


def parse_share(text: str, option: str) -> float:
    """Read 25% or 0.25.

    >>> parse_share("25%", "--vary"), parse_share("0.25", "--vary")
    (0.25, 0.25)
    """
    number, percent = text.strip().removesuffix("%"), text.strip().endswith("%")
    try:
        share = float(number) / (100 if percent else 1)
    except ValueError:
        raise typer.BadParameter(
            f"`{text}` is no share; write 0.25 or 25%", param_hint=option
        ) from None
    if not 0 <= share <= 1:
        raise typer.BadParameter(
            f"{text} does not lie between 0 and 1 (0% and 100%)", param_hint=option
        )
    return share


def parse_overrides(written: Sequence[str], index: Index) -> dict[str, float] | None:
    """Read NODE=SHARE, several times."""
    found: dict[str, float] = {}
    for text in written:
        node, equals, share = (part.strip() for part in text.partition("="))
        option = f"--set {text}"
        if not equals:
            raise typer.BadParameter("write NODE=SHARE, for example trade=0.30", param_hint=option)
        if node not in index.position or node == index.root.code:
            hint = nearest(node, [other.code for other in index.nodes if other is not index.root])
            raise typer.BadParameter(
                f"`{node}` is not a node of {index.code} that has a weight: {hint}",
                param_hint=option,
            )
        if node in found:
            raise typer.BadParameter(f"`{node}` is set twice", param_hint=option)
        found[node] = parse_share(share, option)
    return found or None


def parse_year(text: str | None) -> str | list[int] | None:
    """Read a year, several years, or `all`.

    >>> parse_year("2018,2019"), parse_year("all"), parse_year(None)
    ([2018, 2019], 'all', None)
    """
    if text is None or text == "all":
        return text
    try:
        return [int(year) for year in text.split(",")]
    except ValueError:
        raise typer.BadParameter(
            f"`{text}` is no year; write 2019, 2018,2019 or all", param_hint="--year"
        ) from None


def find_unit(text: str, result: Result) -> str:
    """Return the code of a unit given by its code or by its name in either language."""
    names = result.data.names
    if text in names:
        return text
    wanted = text.casefold()
    found = [
        code
        for code, name in names.items()
        if wanted in (code.casefold(), name.en.casefold(), name.zh.casefold())
    ]
    if len(found) != 1:
        hint = nearest(
            text,
            [
                *names,
                *(name.en for name in names.values()),
                *(name.zh for name in names.values() if name.zh),
            ],
        )
        why = (
            "several units are called so"
            if found
            else f"is not a {result.index.unit.en} of {result.index.code}: {hint}"
        )
        raise typer.BadParameter(f"`{text}` {why}", param_hint="UNIT")
    return found[0]


def parse_pairs(written: Sequence[str], option: str) -> list[tuple[str, str]]:
    """Read A=B, several times.

    >>> parse_pairs(["trade=policy"], "--at-least")
    [('trade', 'policy')]
    """
    pairs = [tuple(part.strip() for part in text.split("=")) for text in written]
    for text, pair in zip(written, pairs, strict=True):
        if len(pair) != 2 or not all(pair) or pair[0] == pair[1]:
            raise typer.BadParameter(
                f"`{text}` is no pair; write two different names, A=B", param_hint=option
            )
    return [(pair[0], pair[1]) for pair in pairs]
