"""Texts that a spreadsheet would run: marked in what is written, unmarked in what is read.

A text that begins with a sign of `STARTS` gets an apostrophe before it, as OWASP advises
(https://owasp.org/www-community/attacks/CSV_Injection), and so does one that already has some
before such a sign: so no two texts are written alike. A number is none, whether it is held as one
or written out: `-1.5` stays.
"""

from __future__ import annotations

import re

# half and full width, as spreadsheets in East Asia take both
STARTS = "=+\\-@\t\r＝＋－＠"
FORMULA = re.compile(f"'*[{STARTS}]")
NUMBER = re.compile(r"[-+]?(\d[\d,]*\.?\d*|\.\d+)(e[-+]?\d+)?%?", re.ASCII | re.IGNORECASE)
# a mark, in the bytes of a file in UTF-8
MARKED = re.compile(rb"'(?:[=+\-@\t\r]|\xef\xbc[\x9d\x8b\x8d\xa0])")


def marked(text: str) -> str:
    """Return a text as a spreadsheet shows it rather than runs it.

    >>> [marked(text) for text in ("=1+1", "-1.5", "-", "'=1", "Ningbo")]
    ["'=1+1", '-1.5', "'-", "''=1", 'Ningbo']
    """
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text


def unmarked(text: str) -> str:
    """Return a text without the mark that `marked` gave it.

    >>> [unmarked(text) for text in ("'=1+1", "-1.5", "''=1", "'Ningbo", "'-1.5")]
    ['=1+1', '-1.5', "'=1", "'Ningbo", "'-1.5"]
    """
    plain = text[1:]
    return plain if text[:1] == "'" and marked(plain) != plain else text
