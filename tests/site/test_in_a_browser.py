"""The site as its readers see it: searched from a file, and looked through for barriers."""

from pathlib import Path

import pytest

axe = pytest.importorskip("axe_playwright_python")
AXE = (Path(axe.__file__).parent / "axe.min.js").read_text("utf-8")
RUN = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations.map((each) => [each.id, each.help, each.nodes.length,
    each.nodes.slice(0, 4).map((node) => `${node.target} | ${node.html.slice(0, 160)}`)]);
}"""
# a page of every kind, each language, scheme and width among them
LOOKED_AT = (
    ("index.html", "light", 1280),
    ("zh/index.html", "dark", 360),
    ("how-to/score.html", "dark", 1280),
    ("zh/how-to/elicit.html", "light", 360),
    ("methods/ranking.html", "light", 1280),
    ("zh/methods/treatment.html", "dark", 1280),
    ("reference/yaml.html", "light", 360),
    ("gallery.html", "light", 360),
    ("zh/gallery.html", "dark", 1280),
    ("zh/explain/weights.html", "light", 1280),
    ("zh/elicitation.html", "dark", 360),
    ("start/excel.html", "dark", 360),
)


@pytest.mark.parametrize(("name", "scheme", "width"), LOOKED_AT)
def test_axe_finds_nothing(name, scheme, width, opened):
    page = opened(name, scheme, width)
    page.evaluate(AXE + "; undefined")
    assert page.evaluate(RUN) == []
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, "the page is wider than the screen"


@pytest.mark.parametrize(
    ("home", "word", "found"),
    [
        ("index.html", "winsorise", "treatment"),
        ("index.html", "interval", "interval"),
        ("zh/index.html", "熵权", "熵权"),
        ("zh/index.html", "缺失值", "缺失值"),
    ],
)
def test_a_word_is_found_without_a_server(home, word, found, opened):
    page = opened(home)
    field = page.locator(".md-search__input")
    field.click()
    field.fill(word)
    field.press("End")  # a key goes up, as when one types
    results = page.locator(".md-search-result__item")
    results.first.wait_for()
    said = " ".join(results.all_inner_texts()).lower()
    assert found in said.replace("\u200b", "")  # where a Chinese word ends
