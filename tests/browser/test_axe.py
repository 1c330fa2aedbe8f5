"""What can be checked of accessibility by machine: nothing is found, in any dress of the page."""

from pathlib import Path

import axe_playwright_python
import pytest

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
OPEN = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"
RUN = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations.map((each) => [each.id, each.help, each.nodes.length,
    each.nodes.slice(0, 4).map((node) => `${node.target} | ${node.html.slice(0, 160)}`)]);
}"""


def violations(page):
    page.evaluate(OPEN)
    # as a debugger would, so that the page's policy stays as it is
    page.evaluate(AXE + "; undefined")
    return page.evaluate(RUN)


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_axe_finds_nothing(lang, scheme, width, opened):
    page = opened(
        "china-ceec-cities", lang, color_scheme=scheme, viewport={"width": width, "height": 860}
    )
    assert violations(page) == []


@pytest.mark.parametrize("name", ["hostile", "gaps", "copeland", "one"])
def test_axe_finds_nothing_on_pages_of_other_shapes(name, opened):
    assert violations(opened(name)) == []


def test_axe_finds_nothing_under_other_weights(opened):
    page = opened("china-ceec-cities")
    page.evaluate("coopindex.weights({people: 0.9})")
    page.locator("#weights .lock").first.click()
    page.locator("#weights.js:not(.waiting)").wait_for()
    page.wait_for_timeout(300)
    assert violations(page) == []
