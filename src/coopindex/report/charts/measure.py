"""How much room a text takes, without asking a font: a little more than fonts in use need.

Latin widths are those of DejaVu Sans, the widest face that any style sheet of ours names; Chinese
characters are as wide as they are high.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# hundredths of the size of the type -> the characters that are so wide
WIDTHS = {
    28: "'ijl",
    32: " ,.IJ·",
    36: "/:;\\f|",
    40: "()-[]t",
    44: "!r",
    48: '"',
    52: "*_`–",
    56: "?Lcsz",
    60: "Fkvxy",
    64: "$0123456789EPSTYabdeghnopqu{}",
    68: "K",
    72: "ABCRVXZ",
    76: "HNU",
    80: "&DGOQ",
    84: "#+<=>^w~−×±▲▼",
    88: "M●○",
    96: "%",
    100: "@Wm—…→",
}
WIDE, CAPITALS, OTHERS, BOLD = 1.0, 0.9, 0.75, 1.13
EMS = {sign: hundredths / 100 for hundredths, signs in WIDTHS.items() for sign in signs}
# marks that begin no line, and those that end none
CLOSING = "，。；：、！？）》」』】”’…·,.;:!?)]}%"
OPENING = "（《「『【“‘([{"
HEIGHT = 1.3  # of a line, in sizes of the type


@lru_cache(maxsize=4096)
def em(sign: str) -> float:
    """Return how wide one character is, in sizes of the type.

    >>> em("i"), em("宁"), em("é") == em("e"), em("\u0301")
    (0.28, 1.0, True, 0.0)
    """
    if sign in EMS:
        return EMS[sign]
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(sign) in "WF" or ord(sign) > 0xFFFF or sign in "“”‘’":
        return WIDE
    plain = unicodedata.normalize("NFD", sign)[0]
    if plain in EMS:
        return EMS[plain]
    return WIDE if unicodedata.category(sign)[0] == "S" else CAPITALS if sign.isupper() else OTHERS


def width(text: str, size: float, bold: bool = False) -> float:
    """Return how wide a text is, in pixels.

    >>> width("宁波", 10), width("m", 12)
    (20.0, 12.0)
    """
    return sum(map(em, text)) * size * (BOLD if bold else 1.0)


def wrapped(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """Break a text into lines that fit: at blanks, behind dashes, between Chinese characters.

    What is too long for a line of its own is broken where it must be; nothing is cut.

    >>> wrapped("one two three", 45, 10), wrapped("宁波市，天津", 30, 10)
    (['one two', 'three'], ['宁波', '市，天', '津'])
    """
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and width((lines[-1] + piece).rstrip(), size, bold) > room:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
        while width(lines[-1].rstrip(), size, bold) > room and len(lines[-1]) > 1:
            at = _fitting(lines[-1], room, size, bold)
            if at >= len(lines[-1]):
                break
            lines[-1:] = [lines[-1][:at], lines[-1][at:]]
    return [line.rstrip() for line in lines if line.strip()] or [""]


def _pieces(text: str) -> list[str]:
    """Split a text where a line may end; the pieces together are the text."""
    pieces = [""]
    for before, sign in zip(" " + text, text, strict=False):
        if pieces[-1] and _may_break(before, sign):
            pieces.append("")
        pieces[-1] += sign
    return pieces


def _may_break(before: str, sign: str) -> bool:
    if sign in CLOSING or before in OPENING or em(sign) == 0.0 or sign == " ":
        return False
    if before in " –—-/·，。；：、":
        return not (before in "-–" and sign.isdigit())
    return _chinese(before) or _chinese(sign)


def _chinese(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"


def _fitting(text: str, room: float, size: float, bold: bool) -> int:
    """Return how many characters fit into a line, one at least, marks with their letters."""
    at = 1
    while at < len(text) and width(text[: at + 1], size, bold) <= room:
        at += 1
    while at < len(text) and em(text[at]) == 0.0:
        at += 1
    return at
