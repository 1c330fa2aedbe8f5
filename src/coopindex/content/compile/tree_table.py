"""A tree written as a table: one node a row, named by `children: {table: FILE.csv}`.

Its columns are a node's keys; a dot leads into a mapping (`title.zh`, `normalisation.lower`). `code` and `parent` place the node
(no parent: directly below), `lowest` and `highest` are its bounds. An empty cell is a key that is not written.
`columns: {key: header}` names the columns to read where the table has headers of its own; `below:
CODE` reads only what lies below a row; `sheet` and `encoding` are the file's.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from coopindex.content.files import find_named, name_in, say_where
from coopindex.content.forms.index import NodeForm, known_encoding
from coopindex.content.forms.pieces import as_text
from coopindex.content.tables.read import read_table
from coopindex.content.tables.table import Table, visible
from coopindex.content.yaml import Document, Place, scalar
from coopindex.engine.index import Origin
from coopindex.problems import Problem, nearest

TEXTS = ("sheet", "encoding")
KEYS = ("table", "columns", "below", *TEXTS)  # of `children`, where a table holds them
PLACING = ("code", "parent", "lowest", "highest")  # columns besides a node's keys
DIRECTIONS = {
    "1": "positive",
    "+1": "positive",
    "1.0": "positive",
    "-1": "negative",
    "-1.0": "negative",
}  # as publishers write them
SHORT_FOR = {
    "title": "en",
    "description": "en",
    "note": "en",
}  # plain text stands for this key; elsewhere for `method`


def expand(document: Document, root: Path, beside: Path) -> Document:
    """Replace every table of children by the nodes in it; they keep the table's file and lines. The rest is as it was."""
    data, problems, origins = document.data, list(document.problems), dict(document.origins)

    def walk(holder: Any, place: Place) -> Any:
        if not isinstance(holder, Mapping) or not isinstance(holder.get("children"), Mapping):
            return holder
        children, below = holder["children"], (*place, "children")
        if isinstance(children.get("table"), str):
            found = list(_unknown_keys(children, document, below))
            path = find_named(children["table"], root, beside)
            sheet, encoding = (as_text(children.get(key)) if not found else None for key in TEXTS)
            table = read_table(path, name_in(root, path), sheet, encoding)
            table = replace(table, problems=say_where(table.problems, root, beside))
            named = children.get("columns") if not found else None
            headers = {"code": "code", "parent": "parent"} | dict(
                named or {name: name for name in table.columns}
            )
            found += [
                *table.problems,
                *(_header_problems(table, headers, bool(named)) if not found else ()),
            ]
            problems.extend(found)
            readable = table.columns and all(problem.level != "error" for problem in found)
            tree = (
                _tree(table, headers, str(children.get("below") or ""), below, origins, problems)
                if readable
                else {"unread": None}
            )
            return {**holder, "children": tree}
        return {
            **holder,
            "children": {code: walk(child, (*below, code)) for code, child in children.items()},
        }

    return (
        replace(document, data=walk(data, ()), problems=tuple(problems), origins=origins)
        if isinstance(data, Mapping)
        else document
    )


def _unknown_keys(
    children: Mapping[str, Any], document: Document, place: Place
) -> Iterator[Problem]:
    for key in children:
        if key not in KEYS:
            yield document.problem(
                "unknown-key",
                f"`{key}` is not a key of a table of nodes",
                (*place, key),
                hint=nearest(key, KEYS),
            )
    for key in TEXTS:
        written = as_text(children.get(key))
        try:
            if not isinstance(written, str | None):
                raise ValueError("should be text")
            if key == "encoding" and written is not None:
                known_encoding(written)
        except ValueError as wrong:
            hint = "write one word, or leave it out"
            yield document.problem("bad-value", str(wrong), (*place, key), hint=hint)
    columns = children.get("columns")
    if columns is not None and not (
        isinstance(columns, Mapping) and all(isinstance(name, str) for name in columns.values())
    ):
        hint = "write columns: {code: their_code, parent: their_parent, title: their_name}"
        yield document.problem(
            "bad-value", "`columns` names a column for each key", (*place, "columns"), hint=hint
        )


def _header_problems(table: Table, headers: Mapping[str, str], named: bool) -> Iterator[Problem]:
    """Name the columns that are not there, and, unless keys are `named`, those that are no key."""
    if named:
        yield from table.header_problems(headers.values())
        return
    keys = [*PLACING, *(key for key in NodeForm.model_fields if key != "children")]
    inner = {unicodedata.normalize("NFKC", name).partition(".")[2] for name in table.columns}
    dotted = [f"{key}.{rest.casefold()}" for key in keys for rest in sorted(inner - {""})]
    nearly = list(table.header_problems(("code", "parent"), [*keys, *dotted]))
    yield from nearly
    told = {problem.field for problem in nearly}
    for name in table.columns:
        known = name in told or name.partition(".")[0] in keys
        if not known and any(table.column(name)):
            message, hint = f"`{visible(name)}` is not a key of a node", nearest(name, keys)
            yield Problem(
                "unknown-key", message, file=table.file, line=table.head, field=name, hint=hint
            )


def _tree(
    table: Table,
    headers: Mapping[str, str],
    apex: str,
    top: Place,
    origins: dict[Place, Origin],
    problems: list[Problem],
) -> dict[str, Any]:
    codes, parents = (
        table.column(headers["code"]).tolist(),
        table.column(headers["parent"]).tolist(),
    )
    parent_of: dict[str, str] = {}
    line_of: dict[str, int] = {}
    cells = {
        key: table.column(name) for key, name in headers.items() if key not in ("code", "parent")
    }

    def refuse(kind: str, message: str, line: int, field: str, value: str, hint: str) -> None:
        problems.append(
            Problem(kind, message, file=table.file, line=line, field=field, value=value, hint=hint)
        )

    rows: dict[str, dict[str, Any]] = {}
    for row, (code, parent) in enumerate(zip(codes, parents, strict=True)):
        line = int(table.lines[row])
        if code in rows:
            message, hint = (
                f"the code `{code}` stands twice, first on line {line_of[code]}",
                "give each node a code of its own",
            )
            refuse("duplicate-node", message, line, "code", code, hint)
            continue
        if parent and parent not in codes:
            refuse(
                "unknown-node",
                f"`{parent}` is not a node of this table",
                line,
                "parent",
                parent,
                nearest(parent, codes),
            )
            parent = ""
        rows[code], parent_of[code], line_of[code] = (
            _node({key: column[row] for key, column in cells.items()}),
            parent,
            line,
        )
    if apex and apex not in rows:
        refuse(
            "unknown-node",
            f"`{apex}` (`below`) is not a node of this table",
            1,
            "below",
            apex,
            nearest(apex, codes),
        )

    def ancestry(code: str) -> list[str] | None:
        """Return a node and those above it, up to the top or the row below which nodes are read; None in a circle."""
        chain = [code]
        while parent_of[chain[-1]] not in ("", apex):
            chain.append(parent_of[chain[-1]])
            if len(chain) > len(rows):
                return None
        return chain

    def place(chain: list[str]) -> Place:
        found = top
        for step in reversed(chain):
            found = (*found, step) if found is top else (*found, "children", step)
        return found

    tree: dict[str, Any] = {}
    for code, node in rows.items():
        chain = ancestry(code)
        if chain is None:
            refuse(
                "circle",
                f"`{code}` lies below itself",
                line_of[code],
                "parent",
                parent_of[code],
                "correct the parents",
            )
            continue
        if parent_of[chain[-1]] != apex:
            continue
        where = place(chain)
        origins |= {
            found: Origin(table.file, line_of[code])
            for found in (where, *((*where, key) for key in node))
        }
        (tree if parent_of[code] == apex else rows[parent_of[code]].setdefault("children", {}))[
            code
        ] = node
    return tree


def _node(cells: Mapping[str, str]) -> dict[str, Any]:
    """Turn one row into a node's keys.

    >>> _node({"title": "Trade", "title.zh": "贸易", "weight": "2", "normalisation.method": "", "lowest": "0", "highest": ""})
    {'title': {'en': 'Trade', 'zh': '贸易'}, 'weight': 2, 'bounds': [0, None]}
    """
    node: dict[str, Any] = {}
    for name, cell in cells.items():
        if cell == "" or name in ("lowest", "highest"):
            continue
        key, dot, inner = name.partition(".")
        value = (
            cell
            if key in SHORT_FOR
            else DIRECTIONS.get(cell, cell)
            if key == "direction"
            else scalar(cell)
        )
        if dot:
            held = node.get(key, {})
            node[key] = {
                **(held if isinstance(held, dict) else {SHORT_FOR.get(key, "method"): held}),
                inner: value,
            }
        else:
            node[key] = (
                {SHORT_FOR.get(key, "method"): value, **node[key]}
                if isinstance(node.get(key), dict)
                else value
            )
    if cells.get("lowest") or cells.get("highest"):
        node["bounds"] = [scalar(cells.get("lowest", "")), scalar(cells.get("highest", ""))]
    return node
