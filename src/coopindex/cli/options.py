"""Read what options say; what cannot be read is a slip of usage that names the option."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from coopindex.problems import nearest

if TYPE_CHECKING:
    from coopindex.engine.index import Index
    from coopindex.engine.result import Result

MOST_NAMESAKES = 10  # units of one name that are listed


def parse_share(text: str, option: str) -> float:
    """Read 25% or 0.25.

    >>> parse_share("25%", "--vary"), parse_share("0.25", "--vary")
    (0.25, 0.25)
    """
    number, percent = text.strip().removesuffix("%"), text.strip().endswith("%")
    try:
        # read as written: 99.9 / 100 is a little more than 0.999
        share = float(f"{number.strip()}e-2" if percent else number)
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
    """Return the code of a unit given by its code or by its name in either language.

    A name is taken as the tables show it too, with what tells it from others in brackets.
    """
    names, called = result.data.names, result.data.called
    if text in names:
        return text
    wanted = text.casefold()
    known = {
        code: {code, name.en, name.zh, called[code].en, called[code].zh} - {""}
        for code, name in names.items()
    }
    found = [code for code in names if wanted in map(str.casefold, known[code])]
    if len(found) == 1:
        return found[0]
    if found:
        others = [
            [
                name
                for name in (names[code].en, names[code].zh)
                if name and name.casefold() != wanted
            ]
            for code in found
        ]
        each = [
            f"{code} ({', '.join(other)})" if other else code
            for code, other in zip(found[:MOST_NAMESAKES], others, strict=False)
        ]
        rest = len(found) - len(each)
        listing = ", ".join(each) + (f" and {rest} more" if rest else "")
        why = f"is the name of several units; take a code: {listing}"
    else:
        hint = nearest(text, sorted(set().union(*known.values())))
        why = f"is not a {result.index.unit.en} of {result.index.code}: {hint}"
    raise typer.BadParameter(f"`{text}` {why}", param_hint="UNIT")


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
