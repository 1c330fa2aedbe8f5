"""The site, built once for all tests and processes: every page, one report, no command run."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("mkdocs", "material", "jieba")


@pytest.fixture(scope="session")
def site(tmp_path_factory, worker_id) -> Path:
    """The folder of the site, with a Chinese name and spaces above it."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        pytest.skip(f"the site needs {', '.join(missing)}: pip install -e .[site]")
    base = tmp_path_factory.getbasetemp()
    above = (base if worker_id == "master" else base.parent) / "合作 指数"
    folder, said = above / "site", above / "said.txt"
    try:
        above.mkdir()
    except FileExistsError:  # another process builds it, or has
        while not said.exists():
            time.sleep(0.2)
    else:
        line = [sys.executable, ROOT / "tools/site/make_site.py", "--quick", "--to", folder]
        done = subprocess.run(line, capture_output=True, text=True)
        said.write_text(done.stdout + done.stderr, "utf-8")
    assert folder.is_dir(), said.read_text("utf-8")
    return folder


@pytest.fixture(scope="module")
def browser(program) -> Iterator:
    """Chromium, closed behind the tests of a file: while it is open its loop runs in the thread."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        found = running.chromium.launch(
            executable_path=program("chromium", "chromium-browser", "google-chrome"),
            args=["--no-sandbox", "--disable-dev-shm-usage"],
        )
        yield found
        found.close()


@pytest.fixture
def opened(browser, site) -> Iterator[Callable]:
    """Open a page as a file, without a network; what it complains of or asks elsewhere fails."""
    contexts, trouble = [], []

    def page_of_site(name: str, scheme: str = "light", width: int = 1280):
        context = browser.new_context(
            color_scheme=scheme,
            viewport={"width": width, "height": 860},
            offline=True,
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(f"pageerror: {error}"))
        page.on(
            "request",
            lambda asked: (
                None
                if asked.url.startswith((site.as_uri(), "data:", "blob:"))
                else trouble.append(f"request: {asked.url}")
            ),
        )
        page.goto((site / name).as_uri())
        return page

    yield page_of_site
    for context in contexts:
        context.close()
    assert not trouble
