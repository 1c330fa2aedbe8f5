"""The reference of Python: every public name with its signature and its documentation."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from typing import Any, get_args

# modules of which every public name is told; one that is not there, or not installed, is left out
MODULES = ("coopindex", "coopindex.project", "coopindex.sklearn")
TITLE = {"en": "Python", "zh": "Python"}
LEAD = {
    "en": (
        "Every public name, made from the code. What answers hold, member by member, stands in"
        " [Answers in Python and JSON](../answers.md)."
    ),
    "zh": (
        "全部公开名称，由程序生成。各名称的说明取自程序本身（docstring），为英文；同一内容在"
        "[笔记本与scikit-learn](../notebook.md)中有中文介绍，各类答案的成员见"
        "[答案与JSON](../answers.md)。"
    ),
}
# what the page says of a name, where that name's own documentation does not
SAID = {
    "Another name for `{}`.": "`{}`的另一名称。",
    "One of {}.": "{}之一。",
    ", ": "、",
    "As in scikit-learn.": "与scikit-learn相同。",
    "Parameters": "参数",
    "Attributes": "属性",
}
ENTRY = re.compile(r"^(?:\w+(?:, \w+)* : )")


def pages(lang: str) -> Iterator[tuple[str, str]]:
    """Yield the page."""
    yield "reference/python.md", "\n".join(_page(lang))


def said(text: str, lang: str) -> str:
    """Return an English text in the page's language."""
    return SAID[text] if lang == "zh" else text


def _page(lang: str) -> Iterator[str]:
    yield from (f"# {TITLE[lang]}", "", LEAD[lang], "")
    told: set[int] = set()
    for name in MODULES:
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        anchor = name.replace(".", "-")
        yield from (f"## {name} {{#{anchor}}}", "", *_documentation(module, lang))
        for public in sorted(module.__all__, key=str.lower):
            found = getattr(module, public)
            if id(found) in told or inspect.ismodule(found):
                continue
            if getattr(found, "__name__", public) == public:
                told.add(id(found))
            yield from _told(public, found, f"{name}.{public}", lang)


def _told(name: str, found: Any, full: str, lang: str) -> Iterator[str]:
    """Yield what is said of a class with its members, or of a function."""
    anchor = full.replace(".", "-").lower()
    yield from (f"### {name} {{#{anchor}}}", "")
    if inspect.isclass(found) and found.__name__ != public_name(full):
        yield from (said("Another name for `{}`.", lang).format(found.__name__), "")
        return
    if options := get_args(found):
        one = said(", ", lang).join(f"`{option}`" for option in options)
        yield from (said("One of {}.", lang).format(one), "")
        return
    if not callable(found):
        yield from (f"`{full}`", "")
        return
    yield from (*_signature(found, full), *_documentation(found, lang))
    if inspect.isclass(found):
        for member in _members(found):
            yield from _member(found, member, anchor, lang)


def public_name(full: str) -> str:
    """Return the last part of a dotted name."""
    return full.rpartition(".")[2]


def _members(found: type) -> list[str]:
    bases = [base for base in (tuple, BaseException, str) if issubclass(found, base)]
    inherited = {name for base in bases for name in dir(base)}
    return [name for name in dir(found) if not name.startswith("_") and name not in inherited]


def _member(owner: type, name: str, anchor: str, lang: str) -> Iterator[str]:
    static = inspect.getattr_static(owner, name)
    value = getattr(owner, name)
    documented = getattr(static, "func", None) or getattr(static, "fget", None) or value
    text = inspect.getdoc(documented) if callable(documented) else None
    if text is None:
        return
    called = inspect.isfunction(static) or isinstance(static, classmethod | staticmethod)
    call = "()" if called else ""
    yield from (f"#### {owner.__name__}.{name}{call} {{#{anchor}-{name.lower()}}}", "")
    if call:
        yield from _signature(value, name)
    yield from _documentation(documented, lang)


def _signature(found: Any, name: str) -> Iterator[str]:
    try:
        signature = inspect.signature(found)
    except (TypeError, ValueError):
        return
    kept = [each for each in signature.parameters.values() if each.name != "self"]
    signature = signature.replace(parameters=kept)
    if inspect.isclass(found):
        signature = signature.replace(return_annotation=inspect.Signature.empty)
    text = _spelt(f"{name}{signature}")
    if len(text) > 80 and kept:
        inner = re.split(r"\n", _wrapped(signature))
        text = f"{name}(\n" + "\n".join(f"    {line}" for line in inner) + "\n)"
        if signature.return_annotation is not inspect.Signature.empty:
            text += _spelt(f" -> {signature.return_annotation}")
    yield from ("```python {.signature}", text, "```", "")


def _spelt(text: str) -> str:
    """Write annotations without quotes, and what is made afresh as dots."""
    return text.replace("'", "").replace("<factory>", "...")


def _wrapped(signature: inspect.Signature) -> str:
    """Return a line a parameter, with the bare star before those that take a name."""
    lines, starred = [], False
    for each in signature.parameters.values():
        if each.kind is each.VAR_POSITIONAL:
            starred = True
        if each.kind is each.KEYWORD_ONLY and not starred:
            lines.append("*,")
            starred = True
        lines.append(_spelt(f"{each},"))
    return "\n".join(lines)


def _documentation(found: Any, lang: str) -> Iterator[str]:
    """Yield a docstring: sentences, arguments as a list, examples as code."""
    parts = re.split(r"\n\s*\n", inspect.getdoc(found) or "")
    if not str(getattr(found, "__module__", "coopindex") or "coopindex").startswith("coopindex"):
        parts = [*parts[:1], said("As in scikit-learn.", lang)]
    for part in parts:
        if heading := re.match(r"(\w[\w ]*)\n-{3,}\n?", part):
            yield from (f"**{said(heading[1], lang)}**", "")
            part = part[heading.end() :]
        if part.lstrip().startswith(">>>"):
            yield from ("```python", part, "```", "")
        elif ENTRY.match(part):
            for entry in re.split(r"\n(?=\S)", part):
                names, _, means = entry.partition(" : ")
                means = re.sub(r"\s*\n\s*", " ", means)
                if means:
                    yield f"- `{names}`: {_plain(means)}"
                else:
                    yield f"\n{_plain(names)}"
            yield ""
        elif part.startswith("    "):
            yield from ("```text", inspect.cleandoc(part), "```", "")
        else:
            yield from (_plain(part), "")


def _plain(text: str) -> str:
    """Let nothing in a sentence be markup but code."""
    pieces = re.split(r"(`[^`]+`)", text)
    pieces[::2] = [
        re.sub(r"([*_\[])", r"\\\1", piece).replace("<", "&lt;") for piece in pieces[::2]
    ]
    return "".join(pieces)
