"""A tree written as a table: one node a row, named by `children: {table: FILE.csv}`.

Its columns are a node's keys; a dot leads into a mapping (`title.zh`, `normalisation.lower`). `code` and `parent` place the node
(no parent: directly below), `lowest` and `highest` are its bounds. An empty cell is a key that is not written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from coopindex.content.files import name_in
from coopindex.content.tables import Table, read_table
from coopindex.content.yaml_reader import Document, Place, scalar
from coopindex.engine.index import Origin
from coopindex.problems import Problem, nearest

SHORT_FOR = {"title": "en", "description": "en", "note": "en"}  # plain text stands for this key; elsewhere for `method`


def expand(document: Document, root: Path, beside: Path) -> Document:
    """Replace every table of children by the nodes in it; they keep the table's file and lines. The rest is as it was."""
    data, problems, origins = document.data, list(document.problems), dict(document.origins)

    def walk(holder: Any, place: Place) -> Any:
        if not isinstance(holder, Mapping) or not isinstance(holder.get("children"), Mapping):
            return holder
        children, below = holder["children"], (*place, "children")
        if isinstance(children.get("table"), str):
            path = next(
                (path for path in (root / children["table"], beside / children["table"]) if path.exists()), root / children["table"]
            )
            table = read_table(path, name_in(root, path))
            lacking = table.lacking(["code", "parent"]) if table.columns else ()
            problems.extend([*table.problems, *lacking])
            return {**holder, "children": _tree(table, below, origins, problems) if table.columns and not lacking else {"unread": None}}
        return {**holder, "children": {code: walk(child, (*below, code)) for code, child in children.items()}}

    return replace(document, data=walk(data, ()), problems=tuple(problems), origins=origins) if isinstance(data, Mapping) else document


def _tree(table: Table, top: Place, origins: dict[Place, Origin], problems: list[Problem]) -> dict[str, Any]:
    codes, parents = table.column("code").tolist(), table.column("parent").tolist()
    parent_of: dict[str, str] = {}
    line_of: dict[str, int] = {}
    keys = [name for name in table.columns if name not in ("code", "parent")]
    cells = {name: table.column(name) for name in keys}

    def refuse(kind: str, message: str, line: int, field: str, value: str, hint: str) -> None:
        problems.append(Problem(kind, message, file=table.file, line=line, field=field, value=value, hint=hint))

    rows: dict[str, dict[str, Any]] = {}
    for row, (code, parent) in enumerate(zip(codes, parents, strict=True)):
        line = int(table.lines[row])
        if code in rows:
            message, hint = f"the code `{code}` stands twice, first on line {line_of[code]}", "give each node a code of its own"
            refuse("duplicate-node", message, line, "code", code, hint)
            continue
        if parent and parent not in codes:
            refuse("unknown-node", f"`{parent}` is not a node of this table", line, "parent", parent, nearest(parent, codes))
            parent = ""
        rows[code], parent_of[code], line_of[code] = _node({name: cells[name][row] for name in keys}), parent, line

    def place(code: str) -> Place | None:
        chain = [code]
        while parent_of[chain[-1]]:
            chain.append(parent_of[chain[-1]])
            if len(chain) > len(rows):
                return None
        found = top
        for step in reversed(chain):
            found = (*found, step) if found is top else (*found, "children", step)
        return found

    tree: dict[str, Any] = {}
    for code, node in rows.items():
        where = place(code)
        if where is None:
            refuse("circle", f"`{code}` lies below itself", line_of[code], "parent", parent_of[code], "correct the parents")
            continue
        origins |= {found: Origin(table.file, line_of[code]) for found in (where, *((*where, key) for key in node))}
        (rows[parent_of[code]].setdefault("children", {}) if parent_of[code] else tree)[code] = node
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
        value = cell if key in SHORT_FOR else scalar(cell)
        if dot:
            held = node.get(key, {})
            node[key] = {**(held if isinstance(held, dict) else {SHORT_FOR.get(key, "method"): held}), inner: value}
        else:
            node[key] = {SHORT_FOR.get(key, "method"): value, **node[key]} if isinstance(node.get(key), dict) else value
    if cells.get("lowest") or cells.get("highest"):
        node["bounds"] = [scalar(cells.get("lowest", "")), scalar(cells.get("highest", ""))]
    return node
