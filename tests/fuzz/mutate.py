"""Spoil a project as people, programs and enemies do: a few changes, each drawn by chance.

A change is a function of the files and of chance that gives other files, or None where it has
nothing to work on; `SPOIL` names them all. Some put no file but a link, a pipe or a folder in a
file's place: such contents are `Special`.
"""

from __future__ import annotations

import gzip
import io
import random
import re
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from coopindex.methods.registry import methods


@dataclass(frozen=True)
class Special:
    """What stands in a file's place: `link` to somewhere, `pipe`, `folder`, `socket`, `sparse`."""

    kind: str
    to: str = ""


Files = dict[str, "bytes | Special"]
Change = Callable[[Files, random.Random], "Files | None"]

NUMBERS = [
    "0", "-0", "1", "-1", "0.1", "1e308", "-1e308", "1.8e308", "1e-320", "5e-324", "1e-170",
    "1e300", "1e-300", "inf", "-inf", "nan", ".inf", ".NaN", "9223372036854775807",
    "9223372036854775808", "18446744073709551616", "-9223372036854775809", "1e400", "007", "0x10",
    "1_000", "1,5", "1.5.5", "--1", "+-1", "1e", "12:30", "2/3", "1/0", "0/0", "150%", "-20%",
    "100%", "0%", "50", "½", "５", "2021.0", "99999", "1e16",
]  # fmt: skip
NUMBERS += ["9" * 400, "9" * 5000, "0." + "3" * 400, "1" * 20000 + "x", "1" * 20000 + "."]
TEXTS = [
    "", " ", "\t", "null", "~", "true", "false", "NO", "yes", "nan", "None", "-", "'", '"', '""',
    "=cmd|'/c calc'!A1", "@SUM(1)", "+1", "-1", "\x1b[31mred", "\x07", "\x00", "\x7f", "\x85",
    "\u202eabc", "\u200b", "\ufeff", "\ufffe", "💥", "宁波", "a\nb", "a\r\nb", "a\r", "x" * 300,
    "x" * 5000, "é" * 3000, "ä" * 140_000, " " * 20000 + "x", "../../../etc/passwd", "/dev/zero",
    "/dev/stdin", "/dev/full", ".", "..", "/", "con", "a/b", "a\\b", "a,b", "a;b", "a: b", "a #b",
    "{}", "[]", "[", "{", "&a b", "*a", "!!python/object:os.system x", "!!binary x", "<<", "? a",
    "| x", "> x", "%YAML 1.1", "---", "...", "- a", "<b>x</b>", "`code`", "| a | b |", "%s", "{0}",
    "{x}", "$(id)", "index", "equal", "stated", "as scored", "u00", "u03", "a", "x", "trade",
    "2020", "2019-10-20", "2020-13-45", "all", "each", "\ud800",
]  # fmt: skip
WORDS = [
    "arithmetic", "geometric", "harmonic", "power", "median", "min_max", "z_score", "rank",
    "percentile", "none", "log", "box_cox", "entropy", "critic", "pca", "equal", "winsorise",
    "mean", "hot_deck", "regression", "within_group", "ahp", "topsis", "benefit_of_the_doubt",
    "condorcet", "copeland", "borda", "target", "ranking", "ties", "observed", "imputed",
    "illustrative", "positive", "negative", "unknown", "free", "band", "dirichlet", "ordered",
    "utf-8", "utf-16", "gb18030", "cp1252",
]  # fmt: skip
KEYS = [
    "index", "title", "unit", "year", "weights", "defaults", "missing", "variables", "children",
    "published", "bands", "checks", "robustness", "data", "rounding", "ranking", "reference",
    "ranked", "treatment", "imputation", "normalisation", "aggregation", "weighting", "transform",
    "denomination", "direction", "bounds", "weight", "measure", "evidence", "constant", "applies",
    "where", "by", "per", "reason", "table", "columns", "below", "sheet", "encoding", "file",
    "units", "observations", "sources", "scheme", "remaining", "method", "scale", "limit",
    "exponent", "years", "factors", "scenarios", "set", "without", "plan", "statuses", "error",
    "vary",
    "header", "skip", "delimiter", "decimal", "thousands", "where", "others", "columns", "unit",
]  # fmt: skip
BOMBS = ("\n&a [a,a]", "\n&b [*a,*a,*a,*a]", "\n&c [*b,*b,*b,*b]")


def some(files: Files, chance: random.Random, *endings: str) -> str | None:
    """Return the name of a file with one of the endings, whose content is bytes."""
    names = [name for name in sorted(files)
             if isinstance(files[name], bytes) and name.endswith(endings or ("",))]  # fmt: skip
    return chance.choice(names) if names else None


def on(*endings: str) -> Callable[[Callable[[bytes, random.Random], bytes]], Change]:
    """Make a change of files from one of a file's bytes."""

    def change_of(change: Callable[[bytes, random.Random], bytes]) -> Change:
        def changed(files: Files, chance: random.Random) -> Files | None:
            name = some(files, chance, *endings)
            if name is None:
                return None
            content = files[name]
            assert isinstance(content, bytes)
            if name.endswith(".gz") and chance.random() < 0.8:
                return {**files, name: gzip.compress(change(_unzip(content), chance), mtime=0)}
            return {**files, name: change(content, chance)}

        changed.__name__ = change.__name__
        return changed

    return change_of


def _unzip(content: bytes) -> bytes:
    try:
        return gzip.decompress(content)
    except (OSError, EOFError):
        return content


def encoded(text: str) -> bytes:
    """Return text as bytes, half signs too."""
    return text.encode("utf-8", "surrogatepass")


def anything(chance: random.Random) -> str:
    """Return something that may stand in a cell, or for a value."""
    kinds = (NUMBERS, NUMBERS, TEXTS, TEXTS, WORDS)
    return chance.choice(chance.choice(kinds))


@on()
def bytes_changed(content: bytes, chance: random.Random) -> bytes:
    """Change, insert or remove some bytes."""
    found = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(found) + 1)
        found[at : at + chance.choice((0, 1, 1, 4))] = chance.randbytes(chance.choice((0, 1, 1, 3)))
    return bytes(found)


@on()
def cut(content: bytes, chance: random.Random) -> bytes:
    """Keep only the beginning, the end, or nothing."""
    at = chance.randrange(len(content) + 1)
    return chance.choice((content[:at], content[at:], b"", content[: len(content) - 1]))


@on(".csv", ".gz", ".yaml", ".json")
def lines_moved(content: bytes, chance: random.Random) -> bytes:
    """Repeat, remove, exchange or move lines."""
    lines = content.splitlines(keepends=True) or [b""]
    a, b = chance.randrange(len(lines)), chance.randrange(len(lines))
    ways: tuple[Callable[[], list[bytes]], ...] = (
        lambda: lines[:a] + lines[a + 1 :],
        lambda: [*lines[:a], lines[a], *lines[a:]],
        lambda: [*lines[:a], *[lines[a]] * chance.choice((2, 50, 2000)), *lines[a:]],
        lambda: [*lines[:a], lines[b], *lines[a + 1 :]],
        lambda: lines[a:] + lines[:a],
        lambda: [*lines[:a], b"\n" * chance.choice((1, 3000)), *lines[a:]],
        lambda: lines * 2,
        lambda: lines[::-1],
    )
    return b"".join(chance.choice(ways)())


@on(".csv", ".gz")
def cells_changed(content: bytes, chance: random.Random) -> bytes:
    """Put something else into some cells, or into a whole column."""
    rows = [line.split(b",") for line in content.split(b"\n")]
    column = chance.randrange(max(map(len, rows)))
    new = encoded(anything(chance))
    first = chance.choice((0, 1, 1))
    quoted = b'"' + new.replace(b'"', b'""') + b'"' if chance.random() < 0.5 else new
    whole = chance.random() < 0.25
    for at in range(first, len(rows)) if whole else [chance.randrange(len(rows)) for _ in "ab"]:
        if column < len(rows[at]):
            rows[at][column] = quoted
    return b"\n".join(b",".join(row) for row in rows)


@on(".csv", ".gz")
def columns_changed(content: bytes, chance: random.Random) -> bytes:
    """Repeat, remove, rename or move a column, or add many."""
    rows = [line.split(b",") for line in content.rstrip(b"\n").split(b"\n")]
    at = chance.randrange(len(rows[0]))
    way = chance.randrange(5)
    for number, row in enumerate(rows):
        if way == 0:
            row[at : at + 1] = row[at : at + 1] * 2
        elif way == 1:
            del row[at : at + 1]
        elif way == 2 and number == 0:
            row[at] = encoded(anything(chance))
        elif way == 3:
            row.insert(0, row.pop() if row else b"")
        elif way == 4:
            row += [b"x%d" % more if number == 0 else b"1" for more in range(300)]
    return b"\n".join(b",".join(row) for row in rows) + b"\n"


@on(".csv", ".gz")
def numbers_scaled(content: bytes, chance: random.Random) -> bytes:
    """Make figures huge, tiny, equal, whole, negative or zero, or spoil one in ten."""
    way = chance.choice(
        (b"1e300", b"1e-300", b"-%s", b"0", b"1", b"%s.5e150", b"1e16%s", b"%se-160")
    )
    share = chance.choice((0.1, 1.0))

    def other(found: re.Match[bytes]) -> bytes:
        if chance.random() > share:
            return found[0]
        return way.replace(b"%s", found[0]) if b"%s" in way else way

    return re.sub(rb"(?<=,)\d+\.\d+(?=[,\n])", other, content)


@on(".yaml", ".json")
def values_changed(content: bytes, chance: random.Random) -> bytes:
    """Put something else in place of a value or a key."""
    places = list(re.finditer(rb"[^\s\[\]{},:#]+", content))
    if not places:
        return content
    found = bytearray(content)
    for place in sorted(chance.sample(places, min(len(places), chance.choice((1, 1, 2)))),
                        key=re.Match.start, reverse=True):  # fmt: skip
        new = chance.choice((anything(chance), chance.choice(KEYS), '"' + anything(chance) + '"'))
        found[place.start() : place.end()] = encoded(new)
    return bytes(found)


@on(".yaml", ".json")
def structure_changed(content: bytes, chance: random.Random) -> bytes:
    """Add brackets, a key, indentation, an anchor or depth."""
    lines = content.splitlines(keepends=True) or [b""]
    at = chance.randrange(len(lines))
    key = chance.choice(KEYS)
    deep = chance.choice((3, 60, 120, 500, 5000))
    new = chance.choice(
        (
            f"{key}: {anything(chance)}\n",
            f"{key}: " + "[" * deep + "]" * chance.choice((0, deep)) + "\n",
            f"{key}: " + "{a: " * deep + "}" * chance.choice((0, deep)) + "\n",
            "".join(f"{'  ' * level}x{level}:\n" for level in range(min(deep, 500))),
            f"{key}: {{{', '.join(f'k{number}: 1' for number in range(deep))}}}\n",
            f"{key}: " + "".join(BOMBS) + "\n",
            f"{key}: &x 1\nother: *x\n",
            f"<<: {{{key}: 1}}\n",
            f"? [{key}, 1]\n: 2\n",
            f"{key}: !!timestamp 2020-01-01\n",
            f"\t{key}: 1\n",
            "---\n",
            f"{key}:\n- {anything(chance)}\n- {anything(chance)}\n",
            f"{'children: {x: {' * deep}{'}}' * deep}\n",
        )
    )
    if chance.random() < 0.3:
        lines[at] = chance.choice((b"  ", b"    ", b"\t")) + lines[at]
    return b"".join([*lines[:at], encoded(new), *lines[at:]])


@on(".yaml")
def keys_given(content: bytes, chance: random.Random) -> bytes:
    """Give a node or the index another method, or other words that it may have."""
    text = content.decode("utf-8", "replace")
    places = list(re.finditer(r"\{", text))
    key, new = chance.choice(KEYS), chance.choice((anything(chance), chance.choice(WORDS)))
    if places and chance.random() < 0.7:
        at = chance.choice(places).end()
        return encoded(f"{text[:at]}{key}: {new}, {text[at:]}")
    return encoded(f"{text}{key}: {new}\n")


STAGES = ("transform", "imputation", "treatment", "normalisation", "weighting", "aggregation")
# of options: what is often right, and what is at the edge of what can be reckoned
VALUES = """
0 1 2 0.5 -1 3 10 1e6 1e-6 1e150 1e-150 1e300 300 -300 50% 100% true false [0,100] [1,100]
[0,1e300] [100,0] [5,5] [10,20,30] [1,2,3,4] u03 coast stated mean average min zero rank a b
{skewness:2,kurtosis:3.5} {a:1,b:2,c:3,d:4} {a:10,b:20} [[1,2],[1/2,1]] [equal,entropy]
[{method:entropy,shift:0.1},merec] [equal,1] null"""


@on(".yaml")
def method_given(content: bytes, chance: random.Random) -> bytes:
    """Let a node, or all of them, take any method there is, with options of all sizes."""
    stage = chance.choice(STAGES)
    name, method = chance.choice(sorted(methods(stage).items()))
    options = {
        key: chance.choice(VALUES.split()) for key in method.options if chance.random() < 0.5
    }
    pairs = ", ".join(f"{key}: {value}" for key, value in {"method": name, **options}.items())
    new = (
        f"{stage}: {{{pairs}}}".replace(":2", ": 2")
        .replace(":3", ": 3")
        .replace(":1", ": 1")
        .replace(":e", ": e")
        .replace(":0", ": 0")
    )
    text = content.decode("utf-8", "replace")
    nodes = [found.end() for found in re.finditer(r"\b[abcdx]: \{|\ntrade: \{|people: \{", text)]
    own = re.compile(rf"(?m)^  {stage}: .*$")
    if own.search(text) and chance.random() < 0.5:
        return encoded(own.sub(f"  {new}", text))
    if nodes and chance.random() < 0.6:
        at = chance.choice(nodes)
        return encoded(f"{text[:at]}{new}, {text[at:]}")
    if "    weight: 2\n" in text and chance.random() < 0.5:
        return encoded(text.replace("    weight: 2\n", f"    weight: 2\n    {new}\n"))
    return encoded(f"{text}{new}\n")


@on(".csv", ".yaml", ".gz")
def encoding_changed(content: bytes, chance: random.Random) -> bytes:
    """Write in another encoding, with or without its mark, or mix two."""
    text = content.decode("utf-8", "replace")
    way = chance.choice(("utf-16", "utf-16-le", "utf-32", "utf-8-sig", "gb18030", "cp1252", "mixed",
                         "half"))  # fmt: skip
    if way == "mixed":
        return content + "é".encode("cp1252") + b",\xff\n"
    if way == "half":
        return content.replace(b"u0", b"\xe5\xae", 3)
    return text.encode(way, "replace")


def name_changed(files: Files, chance: random.Random) -> Files | None:
    """Call a file otherwise: another ending, another case, a very long name."""
    name = some(files, chance)
    if name is None:
        return None
    folder, _, own = name.rpartition("/")
    stem, _, ending = own.partition(".")
    new = chance.choice((f"{stem}.txt", f"{stem}.xlsx", f"{stem}.parquet", f"{stem}.csv.gz",
                         f"{stem.upper()}.{ending}", f"{'x' * 200}.{ending}", f"{stem}", f".{own}",
                         f"{stem}.csv", f"{stem}\x1b[31m.{ending}", f"{stem}.yaml"))  # fmt: skip
    rest = {each: content for each, content in files.items() if each != name}
    return {**rest, f"{folder}/{new}" if folder else new: files[name]}


def file_gone(files: Files, chance: random.Random) -> Files | None:
    """Take a file away."""
    name = some(files, chance)
    return None if name is None else {each: files[each] for each in files if each != name}


def file_swapped(files: Files, chance: random.Random) -> Files | None:
    """Put one file's content into another."""
    a, b = some(files, chance), some(files, chance)
    return None if a is None or b is None else {**files, a: files[b]}


def no_file(files: Files, chance: random.Random) -> Files | None:
    """Put a device, a pipe, a folder or the like in a file's place."""
    name = some(files, chance)
    links = ("/dev/zero", "/dev/stdin", "/proc/self/mem", "nowhere", name or "")
    kinds = [Special("link", to) for to in links]
    kinds += [Special(kind) for kind in ("pipe", "folder", "socket", "sparse")]
    return None if name is None else {**files, name: chance.choice(kinds)}


def bomb(files: Files, chance: random.Random) -> Files | None:
    """Put a small file that unpacks to a large one in the place of the observations."""
    name = next((each for each in sorted(files) if "observations" in each or "wide" in each), None)
    if name is None:
        return None
    row = chance.choice((b"\0", b"u00,a,2020,1,observed,paper,\n", b",", b"a", b'"', b"\n", b"1;"))
    rest = {each: content for each, content in files.items() if each != name}
    size = chance.choice((40, 400)) << 20
    stream = io.BytesIO()
    with gzip.GzipFile(fileobj=stream, mode="wb", compresslevel=1, mtime=0) as packed:
        piece = row * ((1 << 20) // len(row))
        for _ in range(size >> 20):
            packed.write(piece)
    return {**rest, re.sub(r"\.(csv|xlsx|parquet)(\.gz)?$", ".csv.gz", name): stream.getvalue()}


SHEET = "xl/worksheets/sheet1.xml"
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(8)
) + "]>"  # fmt: skip


@on(".xlsx")
def workbook_changed(content: bytes, chance: random.Random) -> bytes:
    """Change a part of a workbook: its XML, its cells, its size, or take it away."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            parts = {part: book.read(part) for part in book.namelist()}
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        return content
    part = chance.choice([SHEET, SHEET, *sorted(parts)])
    xml = parts.get(part, b"")
    way = chance.randrange(9)
    if way == 0:
        parts.pop(part, None)
    elif way == 1:
        parts[part] = bytes_of(xml, chance)
    elif way == 2:
        parts[part] = re.sub(rb"<\?xml[^>]*\?>", b"", xml)
        parts[part] = ENTITIES.encode() + parts[part].replace(b"<v>", b"<v>&i;", 3)
    elif way == 3:
        cell = chance.choice((b"XFD1048576", b"A1048576", b"XFD1", b"ZZZ9", b"A0", b"A99999999999",
                              b"Z1048576", b"1A", b""))  # fmt: skip
        row = re.search(rb"\d+", cell)
        number = row[0] if row else b"99"
        stray = b'<row r="%s"><c r="%s"><v>1</v></c></row></sheetData>' % (number, cell)
        parts[SHEET] = parts.get(SHEET, b"").replace(b"</sheetData>", stray)
    elif way == 4:
        new = encoded(anything(chance)).replace(b"<", b"&lt;")
        parts[part] = re.sub(rb"<v>[^<]*</v>", b"<v>" + new.replace(b"\\", b"") + b"</v>", xml,
                             count=chance.choice((1, 40)))  # fmt: skip
    elif way == 5:
        kind = chance.choice((b"b", b"e", b"d", b"str", b"inlineStr", b"s", b"n", b"zzz"))
        parts[part] = re.sub(rb' t="\w+"', b' t="%s"' % kind, xml, count=chance.choice((1, 40)))
    elif way == 6:
        flood = chance.choice(
            (b"<row/>", b"<row><c/></row>", b" ", b"<x/>", b"<mergeCell/>", b"<c/>")
        )
        parts[SHEET] = parts.get(SHEET, b"").replace(
            b"</sheetData>",
            flood * ((chance.choice((2, 400)) << 20) // len(flood)) + b"</sheetData>",
        )
    elif way == 7:
        new = encoded(anything(chance)).replace(b"\\", b"")
        parts[part] = re.sub(rb'"[^"]*"', b'"%s"' % new, xml,
                             count=chance.choice((1, 3)))  # fmt: skip
    else:
        parts[part] = xml.replace(b"observed", encoded(anything(chance)))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, each in parts.items():
            book.writestr(name, each)
    return stream.getvalue()


def bytes_of(content: bytes, chance: random.Random) -> bytes:
    """Change a byte or cut the end."""
    if not content:
        return b"x"
    at = chance.randrange(len(content))
    return content[:at] + chance.choice((b"", b"<", b"\xff", b"&", b'"')) + content[at + 1 :]


@on(".parquet")
def parquet_changed(content: bytes, chance: random.Random) -> bytes:
    """Write another Parquet file: other types, text that is none, many rows, no rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(io.BytesIO(content))
    except Exception:
        return content
    names = table.column_names
    name = chance.choice(names)
    at, rows = names.index(name), table.num_rows
    columns = (
        lambda: pa.array([b"\xff\xfe"] * rows, pa.binary()).view(pa.string()),
        lambda: pa.array([b"x"] * rows, pa.binary()),
        lambda: pa.array([2**63 - 1] * rows, pa.int64()),
        lambda: pa.array([2**64 - 1] * rows, pa.uint64()),
        lambda: pa.array([float("nan"), float("inf")] * rows, pa.float64())[:rows],
        lambda: pa.array([None] * rows),
        lambda: pa.array([[1, 2]] * rows),
        lambda: pa.array([{"a": 1}] * rows),
        lambda: pa.array([10**17] * rows, pa.timestamp("us")),
        lambda: pa.array([-(2**62)] * rows, pa.timestamp("us")),
        lambda: pa.array([0] * rows, pa.duration("s")),
        lambda: pa.array(["x"] * rows).dictionary_encode(),
        lambda: pa.array([True] * rows),
        lambda: pa.array([10**30] * rows, pa.decimal128(38, 2)),
    )
    way = chance.randrange(4)
    if way == 0 and rows:
        table = table.take(pa.array([0] * chance.choice((0, 1, 5_000_000, 100_000_000))))
    elif way == 1:
        table = table.append_column(name, table.column(at))
    else:
        table = table.set_column(at, name, chance.choice(columns)())
    stream = io.BytesIO()
    pq.write_table(table, stream)
    return stream.getvalue()


@on(".gz", ".xlsx", ".parquet")
def header_lies(content: bytes, chance: random.Random) -> bytes:
    """Write other sizes into a packed file."""
    if len(content) < 8:
        return content
    at = chance.randrange(len(content) - 4)
    return (
        content[:at]
        + struct.pack("<I", chance.choice((0, 1, 2**31, 2**32 - 1)))
        + content[at + 4 :]
    )


SPOIL: tuple[Change, ...] = (
    *(bytes_changed, cut, lines_moved, encoding_changed, name_changed, file_gone, file_swapped),
    *(cells_changed, columns_changed, numbers_scaled) * 4,
    *(values_changed, structure_changed, keys_given) * 4,
    *(method_given,) * 8,
    *(
        no_file,
        workbook_changed,
        workbook_changed,
        workbook_changed,
        parquet_changed,
        parquet_changed,
    ),
    header_lies,
)
RARE: tuple[Change, ...] = (bomb,)


def asked(command: str, chance: random.Random) -> list[str]:
    """Return a command's words, one of ten with something else among them."""
    words = command.split()
    if chance.random() < 0.1:
        at = chance.randrange(1, len(words) + 1)
        new = chance.choice((anything(chance), "--set=trade=" + anything(chance), "--lang=zh",
                             "--year=" + anything(chance), "--weights=" + anything(chance),
                             "--data=" + anything(chance), "--on-scale=" + anything(chance),
                             "--vary=" + anything(chance), "--draws=" + anything(chance),
                             "--plan=" + anything(chance), "--top=7"))  # fmt: skip
        words.insert(at, new.replace("\0", "").encode("utf-8", "replace").decode())
    return [word for word in words if word]


def drawn(chance: random.Random) -> list[tuple[Change, int]]:
    """Draw one to four changes, each with the seed of its own chance."""
    number = chance.choice((1, 1, 1, 2, 2, 3, 4))
    kinds = SPOIL if chance.random() > 0.01 else RARE
    return [(chance.choice(kinds), chance.randrange(2**31)) for _ in range(number)]


def apply(files: Files, changes: list[tuple[Change, int]]) -> Files:
    """Return the files after the changes."""
    for change, seed in changes:
        files = change(files, random.Random(seed)) or files
    return files
