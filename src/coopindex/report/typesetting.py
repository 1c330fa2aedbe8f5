"""Documents and pictures set by typst, which is imported when the first of them is made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem

CHINESE_FONTS = "justmytype_intl_cjk"  # Noto Sans SC and its siblings, OFL
SIGNS = b'#set document(title: "signs")\n#sys.inputs.signs'
GLYPH = re.compile(r'the text `?"(?P<text>[^"]*)"`? could not be displayed')


def typeset(document: bytes, inputs: Mapping[str, str], kind: str, **how: Any) -> bytes:
    """Compile a document of ours; texts come to it as inputs, so that nothing in them is code.

    kind : what is made, as a message names it. A character that no installed font has, and typst
    not being installed, are `InvalidInput`.
    """
    return typeset_pages(document, inputs, kind, **how)[0]


def typeset_pages(document: bytes, inputs: Mapping[str, str], kind: str, **how: Any) -> list[bytes]:
    """Compile a document whose pages are pictures, one each; see `typeset`."""
    typst = _typst(kind)
    try:
        made = typst.compile(document, sys_inputs=dict(inputs), font_paths=_fonts(), **how)
    except typst.TypstError as error:
        found = GLYPH.search(str(error))
        if found is None:
            raise
        message = Wording("charts.no_font", text=found["text"])
        hint = Wording("charts.no_font.hint")
        raise InvalidInput([Problem("no-font", message, hint=hint)]) from None
    return [bytes(page) for page in (made if isinstance(made, list) else [made])]


def need_glyphs(texts: Iterable[str], kind: str) -> None:
    """Refuse texts with a character that no installed font has, where a picture is made of them.

    A document says so itself; a picture shows an empty box.
    """
    signs = "".join(sorted(set("".join(texts)) - set("\n")))
    if signs:
        typeset(SIGNS, {"signs": signs}, kind, format="pdf", pdf_standards=["ua-1"])


def installed(kind: str = "PDF") -> frozenset[str]:
    """Name the families of fonts that are installed."""
    _typst(kind)
    return frozenset(each.family for each in _fonts().fonts())


@cache
def _fonts() -> Any:
    """Look for fonts once: that takes ten times as long as a page.

    The system's, typst's own, and those of the extra `fonts`.
    """
    import typst

    package = find_spec(CHINESE_FONTS)
    beside = package.submodule_search_locations if package is not None else None
    return typst.Fonts(font_paths=[str(Path(place) / "fonts") for place in beside or ()])


def _typst(kind: str) -> Any:
    try:
        import typst
    except ModuleNotFoundError:
        message = Wording("writing.extra", format=kind, packages=("typst",), count=1)
        hint = Wording("writing.extra.hint", extra="report")
        raise InvalidInput([Problem("missing-extra", message, hint=hint)]) from None
    return typst
