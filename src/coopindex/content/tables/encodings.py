"""Find out in which encoding a text file is written, by its mark or by the text that it gives.

A mark (of UTF-8, UTF-16, UTF-32 or GB18030) and valid UTF-8 say it themselves. Anything else is
read in every encoding that a spreadsheet may have saved it in, and each reading is judged by its
words: one that mixes scripts in a word, sets capitals inside it, or glues signs to letters is no
text. Where one text is left it is taken, and said; where none or several are left the file is
refused with the readings side by side, for the analyst to say which is meant.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from coopindex.phrases import Wording
from coopindex.problems import Problem

CHINESE, TAIWANESE = "gb18030", "cp950"
# longest first: the mark of UTF-16 begins that of UTF-32
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (b"\x84\x31\x95\x33", CHINESE),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# what spreadsheets save text in: Chinese of the mainland and of Taiwan (Big5), Western, Central
# European, Turkish, Baltic, Cyrillic,
# Greek; then Macintosh, MS-DOS, ISO, and Cyrillic before Windows
CANDIDATES = (
    CHINESE,
    TAIWANESE,
    "cp1252",
    "cp1250",
    "cp1254",
    "cp1257",
    "cp1251",
    "cp1253",
    "mac_roman",
    "cp850",
    "cp852",
    "cp857",
    "iso8859_2",
    "koi8_r",
    "iso8859_5",
    "cp866",
    "mac_cyrillic",
)
# the common hanzi of each, by their codes: the first levels of GB 2312 and of Big5
COMMON = {CHINESE: (b"\xb0\xa1", b"\xd7\xf9"), TAIWANESE: (b"\xa4\x40", b"\xc6\x7e")}
# signs that are not common by which one of the two is plainly wrong
PLAINLY = 2
# hanzi that names and headers are full of, in both scripts: a reading in the wrong one of the two
# has hardly any
EVERYDAY = frozenset(
    "一三上下中九二五人代位作信值元入全公共内分列別动化北區区千单南口司合名和品商四国國地均城"
    "型域增多大天学學家寧宁密局山川州工市年平广廣度建开開强得心总總成所技指政数數文料新方日时"
    "時明春星景智月有本机村东東林标標校水永江沈河油治波注洋洲济濟海港湖湾灣源潮特率生产產用电"
    "電界目省石社科福秀积立第等类類級级经經统統网絡络美群老苏蘇万萬行街表西计計设設议議评評语"
    "說资資质質路车車运運连連通道邮部都鄂重量金銀银长長門门阳陽阿际際院集雲云青非頭头额项高龍"
    "龙京津杭温厦武汉漢郑鄭安徽湘贵貴昆拉兰蘭乌烏哈尔爾滨濱台臺竹花桃投民族会會员員交流友好伙"
    "伴称稱"
)
# hanzi may look like words in capitals there, which are rarer than hanzi that are common
OLD = CANDIDATES[-4:]
# pieces between commas, semicolons, tabs, quotes and line ends that hold more than ASCII: no
# candidate uses these signs as part of a longer one
# (looked for from where a piece begins, and never taken up again within one)
PIECES = re.compile(rb'(?<![^,;\t\r\n"])[^,;\t\r\n"\x80-\xff]*+[\x80-\xff][^,;\t\r\n"]*+')
# what needs three bytes of UTF-8 a sign: few accented letters in another encoding look like it
# (said by what needs fewer: Python builds a set of so many signs for milliseconds)
BEYOND_TWO = re.compile("[^\0-\u07ff]")
LETTER = r"[^\W\d_²³¹¼½¾ªº\u02b0-\u02ff]"
WORD = re.compile(rf"{LETTER}+(?:[\u0300-\u0328]+{LETTER}*)*")
HANZI = r"\u3400-\u4dbf\u4e00-\u9fff"
GLUED = re.compile(rf"(?<=[A-Za-z])[{HANZI}]|[{HANZI}](?=[A-Za-z])")
OPENING, CLOSING, JOINING = "«“‘„‹¿¡", "»”›…", "’–—\u00a0"
# words of living alphabets, one each; Cyrillic ones have a vowel (or the syllabic р), Greek
# capitals no accent after the first
SCRIPTS = re.compile(
    "[A-Za-zÀ-ÖØ-öø-ƀƏƠơƯưǍ-ǜȘ-țə]+"
    "|(?=.{1,2}$|.*[АЕЁИОУЫЭЮЯІЇЄЪРаеёиоуыэюяіїєър])[Ѐ-ЄІ-єі-џҐ-ӿ]+"
    "|[Ά-Ϋ]?[ΐά-ώ]+|[Α-Ω]+|[א-ת]+|[ء-ي]+|[Ա-և]+",
)
MARKED_TWICE = re.compile("[\u00c0-\u024f][\u0300-\u0328]")
BEFORE_LETTERS, OTHERS = "°µ·×±", "²³¹ªº§€£©®™•÷½¼¾‰"
HEAD = 1000
# readings that are named of one piece, and signs of each
FEW, LONG = 4, 40


def decode(
    content: bytes, file: str, encoding: str | None = None
) -> tuple[str | None, Problem | None]:
    """Return a file's text without its mark: see `encoding_of`.

    >>> decode("Türkiye".encode("cp1252"), "a.csv")[0], decode("宁波".encode("gb18030"), "a.csv")[0]
    ('Türkiye', '宁波')
    >>> print(decode("Gdańsk".encode("cp1250"), "a.csv")[1].message)
    can be read in several ways: `Gdañsk` (cp1252, cp1254), `Gdańsk` (cp1250, cp1257, iso8859_2)
    """
    name, problem = encoding_of(content, file, encoding)
    return None if name is None else content.decode(name).removeprefix("\ufeff"), problem


def encoding_of(
    content: bytes, file: str, encoding: str | None = None
) -> tuple[str | None, Problem | None]:
    """Return the encoding that reads a whole file, None where it cannot be told.

    The second is what is wrong or doubtful. The text may begin with a mark of its own.
    encoding : the one that is said to be used; it must fit the file.
    """
    mark = next((name for sign, name in MARKS if content.startswith(sign)), None)
    if encoding is not None:
        return _as_said(content, file, encoding, mark)
    if mark is not None:
        return _marked(content, file, mark)
    if content.isascii() and b"\0" not in content:
        return "ascii", None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _judged(content, file)
    if "\0" in text:
        return None, _without_mark(content, file)
    return _utf8(content, text, file)


def _as_said(
    content: bytes, file: str, encoding: str, mark: str | None
) -> tuple[str | None, Problem | None]:
    """Read in the encoding that is said to be used, unless the file itself says another."""
    said = codecs.lookup(encoding).name
    if mark is not None:
        if not said.startswith(mark):
            message = Wording("reading.mark-and-encoding", mark=mark.upper(), encoding=encoding)
            return None, _refused(message, file, 1, Wording("reading.leave-encoding.hint"))
        return _marked(content, file, mark)
    name = CHINESE if said.startswith("gb") else said
    pieces = PIECES.findall(content) if said != "utf-8" else []
    whole = _is_utf8(content)
    strays = [] if whole else _strays(pieces)
    if pieces and (whole or strays) and _reading(pieces, name) is None:
        if strays:
            return None, _mixed(content, strays, file)
        message = Wording("reading.utf-8-and-encoding", encoding=encoding)
        return None, _refused(
            message, file, _first(content), Wording("reading.leave-encoding.hint")
        )
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = _line(content, error.start)
        return None, _refused(
            Wording("reading.not-in-encoding", encoding=encoding), file, line, _way_out(encoding)
        )
    odd = next((position for position, sign in enumerate(text) if _is_odd(sign)), None)
    if odd is not None:
        sign, line = f"U+{ord(text[odd]):04X}", text.count("\n", 0, odd) + 1
        message = Wording("reading.sign-not-in-encoding", encoding=encoding, sign=sign)
        return None, _refused(message, file, line, _way_out(encoding))
    return encoding, None


def _marked(content: bytes, file: str, mark: str) -> tuple[str | None, Problem | None]:
    try:
        content.decode(mark)
        return mark, None
    except UnicodeDecodeError as error:
        message = Wording("reading.mark-without-text", mark=mark.upper())
        line = _line(content, error.start) if mark in ("utf-8", CHINESE) else 1
        return None, _refused(message, file, line, Wording("reading.save-anew.hint"))


def _without_mark(content: bytes, file: str) -> Problem:
    """Refuse text with zero bytes: UTF-16 without its mark, or no text at all."""
    named = "utf-16-be" if content[:1] == b"\0" else "utf-16-le"
    hint = Wording("reading.utf-16.hint", named=named)
    return _refused(Wording("reading.utf-16"), file, 1, hint)


def _utf8(content: bytes, text: str, file: str) -> tuple[str | None, Problem | None]:
    """Take valid UTF-8, unless it makes words in Chinese alone: a few hanzi are valid too."""
    if BEYOND_TWO.search(text) is not None:
        return "utf-8", None
    pieces = list(dict.fromkeys(PIECES.findall(content)))
    if any(_makes_words(piece.decode("utf-8")) for piece in pieces):
        return "utf-8", None
    chinese = _reading(pieces, CHINESE) or ()
    hanzi = [piece for piece in chinese if re.search(f"[{HANZI}]", piece)]
    if not hanzi or any(map(GLUED.search, hanzi)) or not _is_common("".join(hanzi), CHINESE):
        return "utf-8", None
    return None, _doubtful(content, pieces, {"utf-8", CHINESE}, file)


def _judged(content: bytes, file: str) -> tuple[str | None, Problem | None]:
    """Judge the readings of a file that is not UTF-8."""
    if b"\0" in content:
        return None, _without_mark(content, file)
    pieces = list(dict.fromkeys(PIECES.findall(content)))
    strays = _strays(pieces)
    if strays:
        return None, _mixed(content, strays, file)
    readings = {name: found for name in CANDIDATES if (found := _reading(pieces, name))}
    rare = {name: _rare("".join(found), name) for name, found in readings.items() if name in COMMON}
    for name, signs in rare.items():
        if signs >= min(rare.values()) + PLAINLY:
            del readings[name]
    usual = {
        name: len(EVERYDAY & set("".join(readings[name]))) for name in COMMON if name in readings
    }
    if len(usual) > 1 and min(usual.values()) == 0 < max(usual.values()):
        del readings[min(usual, key=usual.__getitem__)]
    if CHINESE in readings and _is_common("".join(readings[CHINESE]), CHINESE):
        for name in OLD:
            if any(map(str.isupper, readings.get(name, ()))):
                del readings[name]
    if len(set(readings.values())) == 1:
        name = next(iter(readings))
        example = next(iter(readings.values()))[0].strip()[:LONG]
        return name, Problem(
            CHINESE if name == CHINESE else "encoding",
            Wording("reading.read-as", spoken=_spoken(name), example=example),
            level="flag",
            file=file,
            line=_first(content),
            hint=Wording("reading.read-as.hint", name=name),
        )
    return None, _doubtful(content, pieces, set(readings), file)


def _strays(pieces: Sequence[bytes]) -> list[bytes]:
    """Return the pieces that are not UTF-8 where most are, and make words; otherwise none."""
    strays = [piece for piece in pieces if not _is_utf8(piece)]
    texts = [piece.decode("utf-8") for piece in pieces if _is_utf8(piece)]
    if len(strays) > len(texts):
        return []
    made = sum(_makes_words(text) or re.search(f"[{HANZI}]", text) is not None for text in texts)
    return strays if made >= len(strays) and made * 2 > len(texts) else []


def _mixed(content: bytes, strays: Sequence[bytes], file: str) -> Problem:
    """Refuse a file that is UTF-8 but for some words, with the readings of the first."""
    names = [name for name in CANDIDATES if _reading(strays[:1], name)]
    texts = _read_as(strays[0], names or CANDIDATES)
    message = _with_readings(Wording("reading.stray"), texts)
    if len(strays) > 1:
        rest = Wording("reading.strays-more", number=len(strays) - 1)
        message = Wording("frame.beside", first=message, rest=rest)
    hint = Wording("reading.stray.hint")
    return _refused(message, file, _line(content, content.find(strays[0])), hint)


def _read_as(piece: bytes, names: Iterable[str]) -> dict[str, list[str]]:
    """Return what encodings make of a piece: its text, and which say so."""
    texts: dict[str, list[str]] = {}
    for name in names:
        text = _decoded(piece, name)
        if text is not None:
            texts.setdefault(text.strip()[:LONG], []).append(_spoken(name))
    return texts


def _listed(texts: Mapping[str, Sequence[str]]) -> list[Wording]:
    return [
        Wording("reading.way", text=text, encodings=tuple(encodings))
        for text, encodings in list(texts.items())[:FEW]
    ]


def _with_readings(message: Wording, texts: Mapping[str, Sequence[str]]) -> Wording:
    return Wording("frame.after-colon", first=message, rest=_listed(texts)) if texts else message


def _doubtful(content: bytes, pieces: Sequence[bytes], names: set[str], file: str) -> Problem:
    """Refuse a file, with the readings of the first piece on which they differ, and its line."""
    able = [name for name in ("utf-8", *CANDIDATES) if name in names or (not names and name)]
    texts, line = {}, _first(content)
    for piece in pieces:
        texts, line = _read_as(piece, able), _line(content, content.find(piece))
        if len(texts) > 1 or not names:
            break
    several = Wording("reading.several-ways", listed=_listed(texts))
    message = several if names else _with_readings(Wording("reading.no-encoding"), texts)
    example = next((name for name in able if name not in ("utf-8", CHINESE)), "cp1252")
    hint = Wording("reading.right-encoding.hint", example=example)
    return _refused(message, file, line, hint)


def _reading(pieces: Sequence[bytes], name: str) -> tuple[str, ...] | None:
    """Return pieces as an encoding reads them, None where that is no text."""
    if len(pieces) > HEAD and _reading(pieces[:HEAD], name) is None:
        # most readings are none from the first: the rest need not be looked at
        return None
    text = _decoded(b"\n".join(pieces), name)
    if text is None:
        return None
    found = text.split("\n")
    if name not in COMMON:
        fine = all(map(_makes_words, found))
    else:
        fine = not _is_glued(text, name) and (name == CHINESE or _is_common(text, name))
    return tuple(found) if fine else None


def _decoded(piece: bytes, name: str) -> str | None:
    """Return a piece as an encoding reads it, None where a sign in it means nothing."""
    try:
        text = piece.decode(name)
    except UnicodeDecodeError:
        return None
    return None if any(map(_is_odd, set(text))) else text


def _is_odd(sign: str) -> bool:
    """Say whether a sign is none: a control, one that is not assigned, one for private use."""
    return unicodedata.category(sign) in ("Cc", "Cn", "Co", "Cs") and sign not in "\t\r\n"


def _is_glued(text: str, name: str) -> bool:
    """Say whether a Chinese reading has swallowed letters of other words: `Krak體` is `Kraków`.

    Its hanzi stand beside ASCII letters, and their own second byte is one: few are written so, and
    never among Latin letters.
    """
    beside: list[str] = GLUED.findall(text)
    glued = sum(re.fullmatch(rb"(?s:.)[A-Za-z]", sign.encode(name)) is not None for sign in beside)
    return glued * 10 > len(re.findall(f"[{HANZI}]", text))


def _is_common(text: str, name: str) -> bool:
    """Say whether half the hanzi or more are common ones."""
    hanzi = re.findall(f"[{HANZI}]", text)
    return bool(hanzi) and 2 * _rare("".join(hanzi), name) <= len(hanzi)


def _rare(text: str, name: str) -> int:
    """Count the hanzi that are not common; kana, which no name has, count as plainly wrong."""
    first, last = COMMON[name]
    signs = Counter(re.findall(f"[{HANZI}]", text))
    rare = sum(
        times for sign, times in signs.items() if not first <= sign.encode(name, "replace") <= last
    )
    return rare + PLAINLY * len(re.findall("[\u3040-\u312f]", text))


def _makes_words(text: str) -> bool:
    """Say whether an alphabetic reading looks like words and the signs that stand among them.

    >>> [_makes_words(text) for text in ("Réunion", "Côte d’Ivoire", "km²", "Москва")]
    [True, True, True, True]
    >>> [_makes_words(text) for text in ("Rйunion", "ÖØÇì", "TÐô", "±±¾©")]
    [False, False, False, False]
    """
    words = list(WORD.finditer(text))
    within = {position for word in words for position in range(*word.span())}
    return all(_is_word(word[0]) for word in words) and all(
        _stands_well(text, position)
        for position, sign in enumerate(text)
        if sign > "\x7f" and position not in within
    )


@lru_cache(maxsize=4096)
def _is_word(word: str) -> bool:
    """Say whether letters make a word: of one script, capitals first or throughout or nowhere."""
    if word.isascii():
        return True
    letters = "".join(sign for sign in word if not unicodedata.combining(sign))
    if SCRIPTS.fullmatch(letters) is None or MARKED_TWICE.search(word):
        return False
    plain = letters.replace("ß", "ss")
    if plain != plain.swapcase() and not (plain.isupper() or plain[1:].lower() == plain[1:]):
        return False
    alone = len(letters) == 1 or (len(letters) > 2 and not letters.isupper())
    return letters[0] > "\u024f" or alone or any(map(str.isascii, letters))


def _stands_well(text: str, position: int) -> bool:
    """Say whether a sign stands as it does in text: quotes at the ends of words, others alone."""
    before, sign, after = tuple(f" {text} "[position : position + 3])
    if sign in OPENING:
        return not before.isalpha()
    if sign in CLOSING:
        return not after.isalpha()
    if sign in JOINING:
        return True
    beside = all(other.isascii() or other in JOINING for other in (before, after))
    if sign in BEFORE_LETTERS:
        return beside and not (before.isalpha() and after.isalpha())
    return sign in OTHERS and beside and not after.isalpha()


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _line(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1


def _first(content: bytes) -> int:
    """Return the line of the first sign that is not ASCII."""
    found = re.search(rb"[\x80-\xff]", content)
    return _line(content, found.start()) if found else 1


def _spoken(name: str) -> str:
    if name == TAIWANESE:
        return f"Big5, {name}"
    return name.upper() if name in (CHINESE, "utf-8") else name


def _way_out(encoding: str) -> Wording:
    return Wording("reading.another-encoding.hint", encoding=encoding)


def _refused(message: Wording, file: str, line: int, hint: Wording) -> Problem:
    return Problem("encoding", message, file=file, line=line, hint=hint)
