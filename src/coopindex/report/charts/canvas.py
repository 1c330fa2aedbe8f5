"""A sheet to draw on: marks go down one after the other, as SVG in which text stays text."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from html import escape

from coopindex.phrases import visible
from coopindex.report.charts.measure import HEIGHT, width, wrapped
from coopindex.report.look import Fill

# what crosses a fill: the size of the tile, and the width and the tone of the line in it
PATTERNS = {
    "illustrative": (4.4, 2.0, "hatch", 135),
    "lined": (7.0, 1.4, "bg", 45),
    "negative": (5.0, 2.0, "bg", 45),
    "blocked": (6.0, 1.0, "rule2", 135),
}


def number(value: float) -> str:
    """Write a coordinate to a tenth of a pixel.

    >>> number(12.0), number(1.26), number(-0.01)
    ('12', '1.3', '0')
    """
    return f"{value:z.1f}".removesuffix(".0")


class Canvas:
    """A sheet of a given width; `bottom` is how far it goes down."""

    def __init__(self, name: str, width: float) -> None:
        self.name, self.width, self.bottom = "".join(map(_plain, name)), width, 0.0
        self._parts: list[str] = []
        self._patterns: dict[str, None] = {}
        self._marks = 0

    # -- shapes ------------------------------------------------------------------------------------

    def rect(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        fill: str,
        *,
        round: float = 0,
        frame: str = "",
    ) -> None:
        """Fill a rectangle; frame : the tone of a line around it, which lies inside."""
        corner = f' rx="{number(round)}"' if round else ""
        inset = 0.75 if frame else 0.0
        line = f'" stroke-width="{2 * inset}' if frame else ""
        kinds = f"f-{fill}" if fill else "no"
        kinds += f" s-{frame}" if frame else ""
        self._shape(
            f'<rect class="{kinds}{line}" x="{number(x + inset)}" y="{number(y + inset)}"'
            f' width="{number(max(w - 2 * inset, 0.1))}"'
            f' height="{number(max(h - 2 * inset, 0.1))}"{corner}/>',
            y + h,
        )

    def cross(self, x: float, y: float, w: float, h: float, pattern: str) -> None:
        """Cross a rectangle with the lines of a pattern."""
        self._patterns[pattern] = None
        self._shape(
            f'<rect fill="url(#{self.name}-{pattern})" x="{number(x)}" y="{number(y)}"'
            f' width="{number(max(w, 0.1))}" height="{number(h)}"/>',
            y + h,
        )

    def filled(self, x: float, y: float, w: float, h: float, fill: Fill) -> None:
        """Fill a rectangle as a dimension is filled."""
        self.rect(x, y, w, h, tone(fill))
        if fill.lined:
            self.cross(x, y, w, h, "lined")

    def boxes(self, columns: list[tuple[float, float]], y: float, h: float, fill: str) -> None:
        """Fill many rectangles of one row at once. columns : their left ends and widths."""
        d = "".join(
            f"M{number(x)} {number(y)}h{number(w)}v{number(h)}h-{number(w)}z" for x, w in columns
        )
        if d:
            self._shape(f'<path class="f-{fill}" d="{d}"/>', y + h)

    def scaled(
        self, x: float, y: float, wide: float, high: float, paths: Iterable[tuple[str, str]]
    ) -> None:
        """Draw many cells at once, a cell being 1 by 1 where they are drawn.

        wide, high : of a cell on the sheet. paths : the class and the other attributes of each.
        """
        drawn = "".join(f'<path class="{kind}" {shape}/>' for kind, shape in paths)
        move = f"translate({number(x)} {number(y)}) scale({wide:.2f} {high:.2f})"
        self._shape(f'<g transform="{move}">{drawn}</g>', y)

    def circle(
        self, x: float, y: float, r: float, fill: str, ring: str = "", wide: float = 2
    ) -> None:
        """Fill a circle; ring : the tone of a line around it."""
        # the usual ring has a class of its own, which is shorter
        thick = " w2" if wide == 2 else f'" stroke-width="{number(wide)}'
        line = f" s-{ring}{thick}" if ring else ""
        kind = f"f-{fill}" if fill else "no"
        self._shape(
            f'<circle class="{kind}{line}" cx="{number(x)}" cy="{number(y)}" r="{number(r)}"/>',
            y + r,
        )

    def ring(self, x: float, y: float, r: float, tone: str, dash: str = "") -> None:
        """Draw a circle that is empty."""
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self._shape(
            f'<circle class="no s-{tone}" cx="{number(x)}" cy="{number(y)}" r="{number(r)}"'
            f' stroke-width="2"{dashes}/>',
            y + r,
        )

    def notch(self, x: float, y: float, side: float) -> None:
        """Cut the upper right corner, at `x` and `y`, of what was drawn."""
        d = f"M{number(x - side)} {number(y)}h{number(side)}v{number(side)}z"
        self._shape(f'<path class="f-bg" d="{d}"/>', y)

    def line(
        self, x1: float, y1: float, x2: float, y2: float, tone: str, wide: float = 1, dash: str = ""
    ) -> None:
        """Draw a straight line."""
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        # 1 is what lines have anyway
        thick = f' stroke-width="{number(wide)}"' if wide != 1 else ""
        self._shape(
            f'<line class="s-{tone}" x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}"'
            f' y2="{number(y2)}"{thick}{dashes}/>',
            max(y1, y2),
        )

    def path(self, d: str, tone: str, wide: float, dash: str = "") -> None:
        """Draw a line along a path."""
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self._shape(f'<path class="no s-{tone}" d="{d}" stroke-width="{number(wide)}"{dashes}/>', 0)

    def area(self, d: str, fill: str, bottom: float, *, line: str, pattern: str = "") -> None:
        """Fill what a path goes around, with a line around it; holes in it stay empty."""
        shape = f'd="{d}" fill-rule="evenodd"'
        self._shape(f'<path class="f-{fill} s-{line}" {shape} stroke-width="0.8"/>', bottom)
        if pattern:
            self._patterns[pattern] = None
            self._shape(f'<path fill="url(#{self.name}-{pattern})" {shape}/>', bottom)

    def dots(self, points: list[tuple[float, float]], tone: str, wide: float) -> None:
        """Set many small round dots at once, half transparent."""
        d = "".join(f"M{number(x)} {number(y)}h.01" for x, y in points)
        if d:
            self._shape(f'<path class="dots s-{tone}" d="{d}" stroke-width="{number(wide)}"/>', 0)

    # -- text --------------------------------------------------------------------------------------

    def text(
        self,
        x: float,
        y: float,
        said: str,
        *,
        size: int = 12,
        tone: str = "ink",
        bold: bool = False,
        anchor: str = "",
    ) -> None:
        """Write one line, whose middle is at height `y`. anchor : "", mid or end."""
        if not said:
            return
        kinds = " ".join(filter(None, (f"t{size}", f"f-{tone}", "b" * bold, anchor)))
        base = y + 0.36 * size
        self._shape(
            f'<text class="{kinds}" x="{number(x)}" y="{number(base)}">{plain(said)}</text>',
            y + HEIGHT * size / 2,
        )

    def block(
        self,
        x: float,
        y: float,
        said: str,
        room: float,
        *,
        size: int = 12,
        tone: str = "ink",
        bold: bool = False,
        anchor: str = "",
    ) -> float:
        """Write as many lines as are needed, the first with its top at `y`; return the height."""
        lines, step = wrapped(said, room, size, bold), HEIGHT * size
        for at, line in enumerate(lines):
            self.text(
                x, y + (at + 0.5) * step, line, size=size, tone=tone, bold=bold, anchor=anchor
            )
        return len(lines) * step

    def centred(
        self,
        x: float,
        y: float,
        said: str,
        room: float,
        *,
        size: int = 12,
        tone: str = "ink",
        bold: bool = False,
        anchor: str = "",
    ) -> float:
        """Write lines whose middle is at height `y`; return the height."""
        top = y - height(said, room, size, bold) / 2
        return self.block(x, top, said, room, size=size, tone=tone, bold=bold, anchor=anchor)

    # -- the whole ---------------------------------------------------------------------------------

    @contextmanager
    def mark(self) -> Iterator[None]:
        """Hold what is drawn inside together as the next mark that arrow keys walk."""
        self._parts.append(f'<g data-mark="{self._marks}">')
        self._marks += 1
        yield
        self._parts.append("</g>")

    def place(self, y: float, draw: Callable[[Canvas], None]) -> None:
        """Put another drawing down, as wide as the sheet, with its top at `y`."""
        other = Canvas("", self.width)
        other.name, other._marks, other._patterns = self.name, self._marks, self._patterns
        draw(other)
        self._marks = other._marks
        move = f'<g transform="translate(0 {number(y)})">'
        self._shape(f"{move}{other.body()}</g>", y + other.bottom)

    def svg(self, title: str, about: str, lang: str) -> str:
        """Return the drawing as a fragment, with a title and a description for who cannot see."""
        high, wide = number(math.ceil(self.bottom)), number(self.width)
        tiles = "".join(map(self._tile, self._patterns))
        return (
            f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" role="img"'
            f' lang="{"zh-CN" if lang == "zh" else lang}" aria-labelledby="{self.name}-title'
            f' {self.name}-desc" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">'
            f'<title id="{self.name}-title">{plain(title)}</title>'
            f'<desc id="{self.name}-desc">{plain(about)}</desc>'
            + (f"<defs>{tiles}</defs>" if tiles else "")
            + "".join(self._parts)
            + "</svg>"
        )

    def body(self) -> str:
        """Return what was drawn, without the element around it."""
        return "".join(self._parts)

    def _tile(self, pattern: str) -> str:
        size, wide, tone, turn = PATTERNS[pattern]
        return (
            f'<pattern id="{self.name}-{pattern}" width="{size}" height="{size}"'
            f' patternUnits="userSpaceOnUse" patternTransform="rotate({turn})">'
            f'<rect class="f-{tone}" width="{wide}" height="{size}"/></pattern>'
        )

    def _shape(self, drawn: str, bottom: float) -> None:
        self._parts.append(drawn)
        self.bottom = max(self.bottom, bottom)


def height(said: str, room: float, size: int = 12, bold: bool = False) -> float:
    """Return how high a text is that breaks into lines."""
    return len(wrapped(said, room, size, bold)) * HEIGHT * size


def tone(fill: Fill) -> str:
    """Return the tone of a dimension's fill."""
    return "iv" if fill.hue is None else f"d{fill.hue}"


def plain(said: str) -> str:
    r"""Write a text into XML: its signs escaped, and what XML cannot hold written out.

    >>> plain("<b>&\x00")
    '&lt;b&gt;&amp;&lt;U+0000&gt;'
    """
    return escape(visible(said.replace("\n", " ")).replace("\ufffe", "").replace("\uffff", ""))


def room_for(texts: list[str], size: int, bold: bool = False, most: float = math.inf) -> float:
    """Return the room that the widest of some texts takes, no more than `most`."""
    return min(max((width(text, size, bold) for text in texts), default=0.0), most)


def _plain(sign: str) -> str:
    """Return a sign as it may stand in an identifier."""
    return sign if sign.isascii() and (sign.isalnum() or sign == "-") else f"_{ord(sign):x}"
