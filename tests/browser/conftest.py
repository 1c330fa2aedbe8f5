"""The page of a report in a real browser, and the indices whose pages are looked at.

Every page is opened as a reader gets it: a file, from a folder with a Chinese name and spaces,
without a network. Whatever it complains of or asks for fails the test that opened it.
"""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import coopindex
from coopindex import Project
from coopindex.report.render.html.page import page as page_of

ROOT = Path(__file__).resolve().parents[2]
BUNDLED = sorted(path.stem for path in (ROOT / "indicators").glob("*.yaml"))
# draws enough for every part of a page to be there
DRAWS = 256


# -- indices ---------------------------------------------------------------------------------------


def frame(units: int, codes: list[str], seed: int, gaps: float = 0.0) -> pd.DataFrame:
    generator = np.random.default_rng(seed)
    values = generator.uniform(1.0, 100.0, (units, len(codes)))
    values[generator.random(values.shape) < gaps] = np.nan
    index = pd.Index([f"u{number:03}" for number in range(units)], name="unit")
    return pd.DataFrame(values, index=index, columns=codes)


def made(children: dict, table: pd.DataFrame, **keys) -> Project:
    definition = {"index": "made", "title": "Made", "unit": "place", **keys, "children": children}
    return Project.from_frames(definition, table)


def leaves(*codes: str, **keys) -> dict:
    return {code: dict(keys) for code in codes}


DEEP = {
    "a": {"children": leaves("a1", "a2", "a3")},
    "b": {
        "children": {
            "b1": {"children": {"b11": {"children": leaves("x", "y")}, "b12": {}}},
            "b2": {"children": leaves("z", "w")},
        }
    },
    "c": {},
}
DEEP_CODES = ["a1", "a2", "a3", "x", "y", "b12", "z", "w", "c"]
# names that a script, a scheme or a link might take for something else, on five levels
ODD = {
    "constructor": {"children": leaves("1", "1e3", "a.b-c_d")},
    "toString": {"children": {"null": {"children": {"yes": {"children": leaves("0x1", "2.50")}}}}},
    "n-o": {},
}
ODD_CODES = ["1", "1e3", "a.b-c_d", "0x1", "2.50", "n-o"]
WIDE = {f"d{d}": leaves(*(f"i{d}_{k}" for k in range(10))) for d in range(5)}


def large() -> Project:
    children = {code: {"children": below} for code, below in WIDE.items()}
    codes = [code for below in WIDE.values() for code in below]
    return made(children, frame(300, codes, 1, 0.02), defaults={"normalisation": "min_max"})


def tied() -> Project:
    """Three values a column: many share a rank, under other weights too."""
    table = frame(20, ["p", "q", "r", "s"], 3)
    return made(leaves("p", "q", "r", "s"), (table // 34).astype(float), unit="城市")


def with_node(code: str, **keys) -> Project:
    children = {**DEEP, code: {**DEEP[code], **keys}}
    return made(children, frame(12, DEEP_CODES, 5))


def refusing() -> Project:
    """A geometric mean that has no value for one unit once its last child weighs something."""
    table = pd.DataFrame({"p": [1.0, 2.0], "q": [3.0, 1.0], "r": [0.0, 2.0]}, index=["a", "b"])
    children = {"p": {}, "q": {}, "r": {"weight": 0}}
    return made(children, table.rename_axis("unit"), aggregation="geometric")


HOSTILE = "</script><img src=x onerror=alert(1)>'\"&"


def hostile() -> Project:
    """Titles that would be markup; names and a measure of many characters that nowhere break."""
    table = frame(6, ["p", "q"], 6)
    units = pd.DataFrame(
        {
            "code": table.index,
            "name_en": [HOSTILE, "L" * 90, "أبجد هوز", "Łódź", "=1+1", "Ünïcödé 🚂"],
            "name_zh": ["长" * 60, "宁波", "甲", "乙", "丙", "丁"],
        }
    )
    children = {
        "p": {"title": {"en": HOSTILE, "zh": "甲"}, "measure": "m" * 190},
        "q": {"title": "W" * 80},
    }
    definition = {
        "index": "made",
        "title": HOSTILE + "T" * 150,
        "unit": "place",
        "children": {"one": {"children": children, "title": HOSTILE}, "two": {}},
    }
    return Project.from_frames(definition, table.assign(two=[1.0, 2, 3, 4, 5, 6]), units)


KINDS: dict[str, Callable[[], Project]] = {
    "large": large,
    "tied": tied,
    "hostile": hostile,
    "refusing": refusing,
    "deep": lambda: made(DEEP, frame(14, DEEP_CODES, 2)),
    "gaps": lambda: made(DEEP, frame(14, DEEP_CODES, 4, 0.2)),
    "geometric": lambda: made(DEEP, frame(14, DEEP_CODES, 7), aggregation="geometric"),
    "percentile-after": lambda: with_node("a", normalisation="percentile_rank"),
    "copeland-below": lambda: with_node("b", aggregation="copeland"),
    "copeland": lambda: made(DEEP, frame(12, DEEP_CODES, 8), aggregation="copeland"),
    "entropy": lambda: with_node("b", weighting="entropy"),
    "odd": lambda: made(ODD, frame(8, ODD_CODES, 11)),
    "two": lambda: made(leaves("p", "q"), frame(2, ["p", "q"], 9)),
    "one": lambda: made(leaves("p", "q"), frame(1, ["p", "q"], 10)),
}


@cache
def project(name: str) -> Project:
    return coopindex.load(name) if name in BUNDLED else KINDS[name]()


@cache
def edition(name: str):
    found = project(name)
    # its other weighting, all alike, has no value
    scoring = found.score("stated") if name == "refusing" else found.score()
    # no time for searches: what of them stands on a page hangs on the machine
    return scoring.edition(draws=DRAWS, seconds=0.1)


@pytest.fixture(scope="session")
def projects() -> Callable[[str], Project]:
    return project


@pytest.fixture(scope="session")
def written(tmp_path_factory, worker_id) -> Callable[..., Path]:
    """Write the page of an index, once for all tests and processes."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "城市 合作 报告"
    folder.mkdir(exist_ok=True)

    @cache
    def path(name: str, lang: str = "en") -> Path:
        found = folder / f"{name} {lang}.html"
        if not found.exists():
            own = found.with_suffix(f".{worker_id}")
            own.write_text(page_of(edition(name).said_in(lang)), encoding="utf-8", newline="\n")
            own.replace(found)
        return found

    return path


# -- the browser -----------------------------------------------------------------------------------


@pytest.fixture(scope="package")
def browser(program) -> Iterator:
    """Chromium, closed behind these tests: while it is open its event loop runs in the thread."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=program("chromium", "chromium-browser", "google-chrome"),
            args=["--no-sandbox", "--disable-dev-shm-usage"],
        )
        yield found
        found.close()


@pytest.fixture
def opened(browser, written) -> Iterator[Callable]:
    """Open the page of an index: `opened(name, lang, **what a browser context takes)`."""
    contexts, trouble = [], []

    def watch(page, address: str) -> None:
        page.on(
            "console",
            lambda said: (
                trouble.append(f"{said.type}: {said.text}")
                if said.type in ("error", "warning")
                else None
            ),
        )
        page.on("pageerror", lambda error: trouble.append(f"pageerror: {error}"))
        page.on(
            "request",
            lambda asked: (
                None
                if asked.url.split("#")[0] == address
                or asked.url.startswith(("data:", f"blob:{address.split(':')[0]}"))
                else trouble.append(f"request: {asked.url}")
            ),
        )

    def page_of_index(name: str, lang: str = "en", hash: str = "", **context):
        context = {"viewport": {"width": 1280, "height": 860}, "offline": True} | context
        found = browser.new_context(**context)
        contexts.append(found)
        found.set_default_timeout(10_000)
        page = found.new_page()
        address = written(name, lang).as_uri()
        watch(page, address)
        page.goto(address + hash)
        return page

    yield page_of_index
    for context in contexts:
        context.close()
    assert not trouble
