"""Every public name says what it is, and shows it: what reference pages are made of."""

import inspect

import pytest

import coopindex
import coopindex.sklearn
from coopindex.project.plot import Plot
from coopindex.report.charts.chart import Chart

PUBLIC = {
    **{f"coopindex.{name}": getattr(coopindex, name) for name in coopindex.__all__},
    **{f"sklearn.{name}": getattr(coopindex.sklearn, name) for name in coopindex.sklearn.__all__},
    "plot.Plot": Plot,
}


def members(of):
    """The methods and properties of a class that are our own; scikit-learn's are its to tell."""
    for name in dir(of) if inspect.isclass(of) else ():
        held = inspect.getattr_static(of, name)
        called = getattr(held, "__func__", getattr(held, "fget", getattr(held, "func", held)))
        # a table is made by a descriptor that keeps the function's docstring
        ours = getattr(held, "__module__", getattr(called, "__module__", "")) or ""
        if not name.startswith("_") and (
            inspect.isfunction(called) and ours.startswith("coopindex")
        ):
            yield name, called


CALLED = [(f"{name}.{member}", held) for name, of in PUBLIC.items() for member, held in members(of)]


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_name_has_a_sentence_and_an_example(name):
    told = inspect.getdoc(PUBLIC[name]) or ""
    assert told.partition("\n")[0].endswith((".", ":"))
    assert ">>> " in told


@pytest.mark.parametrize(("name", "held"), CALLED, ids=[name for name, _ in CALLED])
def test_what_it_can_be_asked_has_a_sentence_and_a_method_an_example(name, held):
    told = inspect.getdoc(held) or ""
    assert told.partition("\n")[0].endswith((".", ":", '"', ";"))
    owner, _, member = name.rpartition(".")
    is_method = inspect.isroutine(inspect.getattr_static(PUBLIC[owner], member))
    assert not is_method or ">>> " in told


def test_answers_show_themselves_in_a_notebook():
    scoring = coopindex.load("china-ceec-countries").score()
    project = coopindex.load("china-ceec-countries")
    for answer in (scoring, project, scoring.disparity(by="eu"), project.verify()):
        assert answer._repr_html_().endswith("</table>")
    tree = project._repr_html_()
    assert all(node.code in tree and node.title.zh in tree for node in project.index.nodes)
    assert "_repr_svg_" in vars(Chart)
