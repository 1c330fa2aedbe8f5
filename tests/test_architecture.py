"""The house stands as docs/architecture.md draws it."""

import ast
from functools import cache
from pathlib import Path
from statistics import median

SOURCE = Path(__file__).resolve().parents[1] / "src"


def module_of(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def trees() -> dict[str, ast.Module]:
    paths = sorted((SOURCE / "coopindex").rglob("*.py"))
    return {module_of(path): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def imported(tree: ast.Module) -> set[str]:
    """Every file that a file imports: at its top, inside functions, or for types alone."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (inside & set(trees())) or {node.module}
    return found & set(trees())


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Sets of files that reach one another (Tarjan's strongly connected components)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found = []

    def visit(name: str) -> None:
        index[name] = low[name] = len(index)
        stack.append(name)
        for other in graph[name]:
            if other not in index:
                visit(other)
            if other in stack:
                low[name] = min(low[name], low[other])
        if low[name] == index[name]:
            together = []
            while not together or together[-1] != name:
                together.append(stack.pop())
            if len(together) > 1:
                found.append(sorted(together))

    for name in graph:
        if name not in index:
            visit(name)
    return found


def test_no_files_import_one_another_in_a_circle():
    graph = {name: imported(tree) - {name} for name, tree in trees().items()}
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == [["b", "c"]]
    assert circles(graph) == []


def functions() -> list[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    return [
        (f"{name}.{node.name}", node)
        for name, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_functions_are_short():
    """Half of them are of at most 8 lines, none of more than 60."""
    lengths = {name: lines(function) for name, function in functions()}
    assert median(lengths.values()) <= 8
    assert {name: length for name, length in lengths.items() if length > 60} == {}
