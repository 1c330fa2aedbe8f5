"""The style sheet of drawings: classes for the tones of the visual language, and for text."""

from __future__ import annotations

import re

from coopindex.report.look import CHINESE, LATIN, TONES

GENERIC = frozenset(("-apple-system", "BlinkMacSystemFont"))
SIZES = (11, 12, 13, 14, 15, 16, 19, 20)
CLASS = re.compile(r'class="([^"]*)"')


def stylesheet(body: str = "", *, dark: bool | None = None, lang: str = "en") -> str:
    """Return the rules that drawings need, those alone that occur in `body` if one is given.

    dark : None takes the colours from the page's custom properties (`--d1`), so that they follow
    light and dark; False or True writes them out, for a file that stands alone.
    """
    used = {name for found in CLASS.findall(body) for name in found.split()}
    # in a file of its own a face with an axis of weights would be set in its thinnest
    weight = "" if dark is None else ";font-variation-settings:'wght' {}"
    rules = {
        "chart": f"font-family:{fonts(lang, alone=dark is not None)};"
        f"font-variant-numeric:tabular-nums lining-nums{weight.format(400)}",
        **{f"t{size}": f"font-size:{size}px" for size in SIZES},
        "b": f"font-weight:600{weight.format(600)}",
        "mid": "text-anchor:middle",
        "end": "text-anchor:end",
        "dots": "fill:none;stroke-linecap:round;stroke-opacity:.55",
        "no": "fill:none",
        "w2": "stroke-width:2",
    }
    for name, tone in TONES.items():
        colour = f"var(--{name})" if dark is None else tone.dark if dark else tone.light
        rules |= {f"f-{name}": f"fill:{colour}", f"s-{name}": f"stroke:{colour}"}
    return "".join(
        f".chart{'' if name == 'chart' else ' .' + name}{{{rule}}}"
        for name, rule in rules.items()
        if not body or name in used
    )


def fonts(lang: str = "en", *, alone: bool = False) -> str:
    """List the faces of text: in a page as the page has them, in a file of their own by name.

    >>> fonts()
    'inherit'
    """
    if not alone:
        return "inherit"
    # a Chinese quotation mark must not come from a Latin face; digits are alike in both
    named = (*CHINESE, *LATIN) if lang == "zh" else (*LATIN, *CHINESE)
    return ",".join(f"'{name}'" for name in named if name not in GENERIC) + ",sans-serif"
