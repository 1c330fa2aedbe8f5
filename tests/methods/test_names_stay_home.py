"""What others must know of a method is a trait of it: outside `methods/`, no code compares with its
name.

Many names are words that mean other things too ("rank", "mean"): they may stand as text, but not
where a method is meant. Names that mean nothing else may not stand as text at all.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import coopindex
from coopindex.methods.registry import STAGES, methods

HOME = Path(coopindex.__file__).parent
NAMES = {name for stage in STAGES for name in methods(stage)}
# what is a word of its own: a column of an answer, a key of JSON or YAML, a figure of a publisher
WORDS = {
    "borda",
    "categories",
    "clip",
    "constant",
    "difference",
    "entropy",
    "equal",
    "group_mean",
    "linear",
    "log",
    "maximum",
    "mean",
    "median",
    "minimum",
    "none",
    "power",
    "product",
    "rank",
    "ratio",
    "reciprocal",
    "siblings",
    "sum",
}
# other things that have a `method`: an indicator's rule for counting events
OTHERS = {"content/data/evidence.py": {"sum"}}


def leaks(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the name wherever a method is known by its name."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in NAMES - WORDS:
            yield node.lineno, str(node.value)
        for named in meant(node):
            yield node.lineno, named


def meant(node: ast.AST) -> Iterator[str]:
    """Yield names of methods where a method is compared, chosen or looked up, or listed with
    others.
    """
    if isinstance(node, ast.Compare) and any(map(is_method, ast.walk(node))):
        yield from named_in(node)
    elif isinstance(node, ast.Call):
        function = ast.unparse(node.func)
        if function.endswith(("Choice", "find")) or "methods(" in function:
            yield from named_in(node)
    elif isinstance(node, ast.Tuple | ast.List | ast.Set | ast.Dict):
        parts = node.keys if isinstance(node, ast.Dict) else node.elts
        texts = [part.value for part in parts if isinstance(part, ast.Constant)]
        if len(texts) == len(parts) > 1 and set(texts) <= NAMES:
            yield from map(str, texts)


def is_method(node: ast.AST) -> bool:
    """Say whether an expression stands for a method's name."""
    if not isinstance(node, ast.Attribute):
        return False
    return node.attr == "method" or ast.unparse(node).endswith("found.name")


def named_in(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and part.value in NAMES:
            yield str(part.value)


# methods are at home in methods/, and what people call them in the catalogue of phrases
AT_HOME = {"methods/", "phrases/"}
MODULES = [
    path
    for path in sorted(HOME.rglob("*.py"))
    if not path.relative_to(HOME).as_posix().startswith(tuple(AT_HOME))
]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(HOME).as_posix())
def test_no_name_of_a_method_stands_outside_methods(path):
    other = OTHERS.get(path.relative_to(HOME).as_posix(), set())
    found = [leak for leak in leaks(path.read_text(encoding="utf-8")) if leak[1] not in other]
    assert not found, "ask for a trait of the method instead (methods/registry.py)"


@pytest.mark.parametrize(
    "source",
    [
        'node.aggregation.method == "sum"',
        'node.normalisation.method in ("none", "rank")',
        '"mean" != choice.found.name',
        'Choice("aggregation", "median")',
        'find("ranking", "rank")',
        'methods("ranking").get("rank")',
        'PAIRS = ("ratio", "difference")',
        'NEUTRAL = {"sum": 0.0, "product": 1.0}',
        'other = "copeland"',
    ],
)
def test_a_method_known_by_its_name_is_found(source):
    assert list(leaks(source))


@pytest.mark.parametrize(
    "source",
    [
        'table["rank"]',
        'columns = ("unit", "rank", "mean", "median")',
        'kind == "constant"',
        'table.transform("sum")',
        '{"minimum": 0}',
    ],
)
def test_a_word_that_means_something_else_is_none(source):
    assert not list(leaks(source))
