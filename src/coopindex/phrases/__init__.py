"""What is said to people: every phrase once, in English and in Chinese, by its meaning.

A key is `topic.meaning`; `phrases/<topic>.py` holds the topic's phrases and is imported when the
first of them is said. Numbers, codes and names come in by name: `{score}` in both languages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, reduce
from importlib import import_module
from string import Formatter
from typing import Any, Self

LANGUAGES = ("en", "zh")
# what takes two columns on a terminal and needs no blank beside it
WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60"
BLANK = f"(?<=[{WIDE}]) +(?=[{WIDE}])"
# what nobody sees, or a terminal obeys: controls but the end of a line, signs that take no room or
# turn the direction of writing, fillers, tags, and halves of signs
UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
# where signs that join and part letters belong: in Arabic, Persian and Indian names
JOINED = re.compile("(?<=[\u0600-\u0dff])[\u200c\u200d](?=[\u0600-\u0dff])")
NAME, PROSE = 200, 4_000  # the most signs that are shown of a name, and of what is said

# what is said has an end: the characters of a text that is quoted, and of a sentence or a path of
# others, which stand under these names; and the names of a list
QUOTED, WHOLE, LISTED = 60, 400, 20
# a period where a phrase is written for years, or for a first and a last of them
A_PART = r"(?:-\d\d|Q[1-4]|H[12])"
PERIOD_OF_YEAR = re.compile(
    rf"(?<!\d)(\d{{4}})(?:-(\d\d)|Q([1-4])|H([12]))(?:年|(?=[至–]\d{{4}}{A_PART}年))"
)
SENTENCES = frozenset(
    {
        *("text", "note", "why", "error", "message", "hint", "first", "rest", "names", "command"),
        *("file", "folder", "folders", "path", "place", "origin"),
    }
)

# one form for any number; or one for 1 and one for others, chosen by the value `count`
Forms = str | tuple[str, str]
Phrase = tuple[Forms, Forms]


def say(key: str, lang: str = "en", /, **values: Any) -> str:
    """Say a phrase in a language, with the values that it names.

    >>> say("frame.cells", count=375, listed="31 observed")
    '375 cells: 31 observed'
    >>> say("frame.cells", "zh", count=375, listed="31个实际数据")
    '共375个数据：31个实际数据'
    """
    form = phrase(key)[LANGUAGES.index(lang)]
    if isinstance(form, tuple):
        form = form[values["count"] != 1]
    said = form.format(**values)
    return PERIOD_OF_YEAR.sub(_of_year, said) if lang == "zh" and "年" in said else said


def _of_year(period: re.Match[str]) -> str:
    """Say in Chinese which part of a year is meant where a phrase is written for years."""
    year, month, quarter, half = period.groups()
    if month:
        return f"{year}年{int(month)}月"
    return f"{year}年第{quarter}季度" if quarter else f"{year}年{'上下'[half == '2']}半年"


class Wording(str):
    """A phrase said in English, which knows how it is said in the other language.

    Values may themselves be wordings; lists are parted by commas; labels are taken in the language.

    >>> wording = Wording("definition.not-of-index", code="x", kind="y", index="z")
    >>> wording, wording.again("zh")
    ('`x` is not y of z', '`x`不是z的y')
    """

    key: str
    values: Mapping[str, Any]

    def __new__(cls, key: str, /, **values: Any) -> Self:
        """Say the phrase in English, and keep what it is made of."""
        made = super().__new__(cls, say(key, **spoken(values)))
        made.key, made.values = key, values
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        """What it is made of, for copies and other processes."""
        return (self.key,), dict(self.values)

    def again(self, lang: str = "en") -> str:
        """Say it in a language."""
        return say(self.key, lang, **spoken(self.values, lang))

    def but(self, **values: Any) -> Wording:
        """Return the same phrase with other values."""
        return Wording(self.key, **{**self.values, **values})


def keys(beginning: str) -> list[str]:
    """Return the keys of a topic that begin so, in their order."""
    topic, _, begun = beginning.partition(".")
    return [f"{topic}.{meaning}" for meaning in topic_of(topic) if meaning.startswith(begun)]


def recognised(text: str, keys: Iterable[str]) -> Wording | None:
    """Return the first phrase whose English is a text that others wrote, with what it names.

    >>> recognised("a.csv: 3 rows", ["frame.after-colon"]).again("zh")
    'a.csv：3 rows'
    """
    for key in keys:
        parts = Formatter().parse(str(phrase(key)[0]))
        pattern = "".join(
            re.escape(fixed) + (f"(?P<{name}>.*?)" if name else "") for fixed, name, _, _ in parts
        )
        if found := re.fullmatch(pattern, text, re.DOTALL):
            return Wording(key, **found.groupdict())
    return None


def few(names: Sequence[str], most: int, number: int | None = None) -> Wording:
    """List the first names, and say how many more there are; number : of all, if more than these.

    >>> few(["a", "b", "c"], 2)
    'a, b and 1 more'
    """
    more = (len(names) if number is None else number) - most
    key = "frame.few-and-more" if more > 0 else "frame.few"
    return Wording(key, names=names[:most], number=more)


def chain(parts: Sequence[str], by: str = "frame.then") -> str:
    """Put wordings behind each other, by a phrase of a first and the rest."""
    return reduce(lambda first, rest: Wording(by, first=first, rest=rest), parts)


@cache
def named(key: str) -> tuple[str, ...]:
    """Name the values that a phrase of one form holds.

    >>> named("frame.then")
    ('first', 'rest')
    """
    return tuple(name for _, name, _, _ in Formatter().parse(str(phrase(key)[0])) if name)


def again(text: str, lang: str = "en") -> str:
    """Say a text in a language if it is a wording; any other stays as it is."""
    return text.again(lang) if isinstance(text, Wording) else text


def spoken(values: Mapping[str, Any], lang: str = "en") -> dict[str, Any]:
    """Take each value as the language has it."""
    return {
        name: _spoken(value, lang, WHOLE if name in SENTENCES else QUOTED)
        for name, value in values.items()
    }


def _spoken(value: Any, lang: str, longest: int = QUOTED) -> Any:
    if isinstance(value, Wording):
        return value.again(lang)
    if isinstance(value, tuple | list):
        if len(value) > LISTED:
            return few(value, LISTED).again(lang)
        return listed((str(_spoken(each, lang)) for each in value), lang, quote=False)
    if getattr(value, "ndim", 0):
        # of a table or an array that stands where it should not
        return type(value).__name__
    said = (getattr(value, lang, "") or value.en) if hasattr(value, "en") else value
    return cut(said, longest) if isinstance(said, str) else said


def saying(topic: str, lang: str = "en") -> Callable[..., str]:
    """Return what says the phrases of one topic in one language.

    >>> word = saying("scoring", "zh")
    >>> word("rank"), word("score")
    ('位次', '得分')
    """
    return lambda meaning, **values: say(f"{topic}.{meaning}", lang, **values)


def phrase(key: str) -> Phrase:
    """Return a phrase in all its forms; one that nobody wrote is a `KeyError`."""
    topic, _, meaning = key.partition(".")
    return topic_of(topic)[meaning]


def knows(key: str) -> bool:
    """Whether there is such a phrase."""
    topic, _, meaning = key.partition(".")
    try:
        return meaning in topic_of(topic)
    except ModuleNotFoundError:
        return False


@cache
def topic_of(topic: str) -> Mapping[str, Phrase]:
    """Return the phrases of a topic: meaning -> (English, Chinese)."""
    found: Mapping[str, Phrase] = import_module(f"coopindex.phrases.{topic}").PHRASES
    return found


def listed(names: Iterable[str], lang: str = "en", *, quote: bool = True) -> str:
    """List names in a sentence; those that hold a mark which parts names stand in quotes.

    >>> listed(["Ningbo", "Washington, D.C."]), listed(["宁波", "天津"], "zh")
    ('Ningbo, “Washington, D.C.”', '宁波、天津')
    """
    marks = "、，；" if lang == "zh" else ",;"

    def one(name: str) -> str:
        return f"“{name}”" if quote and any(mark in name for mark in marks) else name

    return ("、" if lang == "zh" else ", ").join(map(one, names))


def both(names: Sequence[str], lang: str = "en") -> str:
    """List names of which all count.

    >>> both(["a", "b", "c"]), both(["甲", "乙", "丙"], "zh")
    ('a, b and c', '甲、乙和丙')
    """
    *first, last = names
    return (
        say("frame.both", lang, first=listed(first, lang, quote=False), last=last)
        if first
        else last
    )


def visible(text: str) -> str:
    r"""Write out the signs of a text that cannot be seen, or that a terminal would obey.

    Every text that others wrote goes through here on its way to people. Ends of lines stay.

    >>> visible("8\u200b2"), visible("\x1b[31mred")
    ('8<U+200B>2', '<U+001B>[31mred')
    """
    return UNSEEN.sub(_seen, text)


def _seen(sign: re.Match[str]) -> str:
    belongs = JOINED.match(sign.string, sign.start())
    return sign[0] if belongs else f"<U+{ord(sign[0]):04X}>"


def in_line(text: str, most: int = NAME) -> str:
    r"""Write a text visibly in one line that has an end.

    >>> in_line("two\nlines"), in_line("a" * 1_000_000, 30)
    ('two␤lines', 'aaaaaaaa…(+999,984)…aaaaaaaa')
    """
    return cut(visible(text.strip("\n").replace("\n", "␤")), most)


def cut(text: str, most: int = PROSE) -> str:
    """Return at most so many signs of a text: of a longer one its beginning and its end."""
    if len(text) <= most:
        return text
    kept = (most - len(f"…(+{len(text):,})…")) // 2
    return f"{text[:kept]}…(+{len(text) - 2 * kept:,})…{text[-kept:]}"


def closed_up(text: str) -> str:
    """Take the blanks from between Chinese words, where a folded line of YAML leaves them.

    >>> closed_up("从未公布。 状态为 observed 的数据")
    '从未公布。状态为 observed 的数据'
    """
    return re.sub(BLANK, "", text) if " " in text else text


def comma(lang: str = "en") -> str:
    """The mark between parts of a sentence."""
    return "，" if lang == "zh" else ", "


def joined(parts: Iterable[str], lang: str = "en") -> str:
    """Join parts that hold commas of their own.

    >>> joined(["a, b", "c"]), joined(["甲、乙", "丙"], "zh")
    ('a, b; c', '甲、乙；丙')
    """
    return ("；" if lang == "zh" else "; ").join(parts)


def method_name(stage: str, name: str, lang: str = "en") -> str:
    """Name a method: in English by its name in YAML, in Chinese by the field's word.

    >>> method_name("weighting", "entropy"), method_name("weighting", "entropy", "zh")
    ('entropy', '熵权法')
    """
    key = f"method.{stage}.{name}"
    return say(key, lang).partition("：")[0] if lang == "zh" and knows(key) else name
