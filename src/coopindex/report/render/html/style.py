"""How the page looks: the colours of every format, and the style sheets beside this file."""

from __future__ import annotations

import re
from importlib.resources import files

from coopindex.report.look import CHINESE, LATIN, MONO, TONES

REMARK = re.compile(r"//.*|/\*\*.*\*/")  # a line that says why
LONG_REMARK = re.compile(r"^\s*/\*\*.*?\*/$", re.MULTILINE | re.DOTALL)
REMARKS = re.compile(r"/\*.*?\*/", re.DOTALL)
# a text of a script that stands in one line
TEXTS = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`")
SIGNS = re.compile(r" ?([=<>,;:?{}()&|!*%]|(?<= )/(?= )) ?|(?<=[\w)\]]) ([+-]) (?=[\w(])")
# Chinese quotation marks must come from a Chinese face, though Latin digits come first
MARKS = "U+2018-2019,U+201C-201D,U+2026,U+00B7"
FACES = {
    "": ("PingFang SC", "PingFangSC-Regular", "Microsoft YaHei", "Source Han Sans SC",
         "Noto Sans CJK SC", "NotoSansCJKsc-Regular"),
    "font-weight:600 700;": ("PingFangSC-Semibold", "Microsoft YaHei Bold",
                             "Source Han Sans SC Bold", "Noto Sans CJK SC Bold",
                             "NotoSansCJKsc-Bold"),
}  # fmt: skip


def tokens() -> str:
    """Return colours and type as custom properties, dark ones for dark screens only.

    >>> tokens()[:47]
    ':root{color-scheme:light dark;--bg:#ffffff;--su'
    """
    light, dark = (
        "".join(f"--{name}:{tone[at]};" for name, tone in TONES.items()) for at in (0, 1)
    )
    fonts = f"--f-latin:{_stack(LATIN)};--f-zh:{_stack(CHINESE)};--mono:{_stack(MONO)},monospace"
    return (
        f":root{{color-scheme:light dark;{light}{fonts}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
        + "".join(_face(more, names) for more, names in FACES.items())
    )


def _stack(names: tuple[str, ...]) -> str:
    return ",".join(f'"{name}"' if " " in name else name for name in names)


def _face(more: str, names: tuple[str, ...]) -> str:
    local = ",".join(f'local("{name}")' for name in names)
    return f"@font-face{{font-family:zhp;{more}src:{local};unicode-range:{MARKS}}}"


def sheet(name: str) -> str:
    """Return a file beside this one, style sheet or script, as it stands."""
    return (files(__package__) / name).read_text("utf-8")


def script(text: str) -> str:
    r"""Return a script without its remarks and the blanks before its lines.

    >>> script("// why\nif (a) {\n  b(); // c\n}\n")
    'if(a){b(); // c\n}'
    """
    lines = (line.strip() for line in LONG_REMARK.sub("", text).split("\n"))
    kept = (line for line in lines if line and not REMARK.fullmatch(line))
    return "".join(map(_closer, kept)).removesuffix("\n")


def _closer(line: str) -> str:
    r"""Write a line without the blanks around its signs; those in texts and patterns stay.

    >>> _closer('a = "b = c" + d / 2;'), _closer("a = b.replace(/ = /, c);")
    ('a="b = c" + d/2;', 'a = b.replace(/ = /, c);\n')
    """
    plain = TEXTS.sub("", line).replace(" / ", "")
    parts, held = TEXTS.split(line), TEXTS.findall(line)
    nested = any(text.count("${") > text.count("}") for text in held)
    if "/" in plain or "`" in plain or nested:
        return f"{line}\n"
    closer = [SIGNS.sub(r"\1\2", part) for part in parts]
    made = "".join(part + text for part, text in zip(closer, [*held, ""], strict=True))
    # a statement that goes on, or has ended, needs no line end
    return made if made.endswith((";", "{", ",", "(", "[")) else f"{made}\n"


def styles(*more: str) -> str:
    """Return all style sheets as one, without their line breaks."""
    whole = "".join((tokens(), sheet("page.css"), *more))
    return REMARKS.sub("", whole).replace(";}", "}").replace("\n", "")
