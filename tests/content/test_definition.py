"""A definition becomes a compiled index."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coopindex.content import bundled, locate, read_content
from coopindex.engine.index import Band, Choice, Missing, Reference
from coopindex.engine.naming import Text
from coopindex.problems import InvalidInput

TREE = "indicators/tiny.yaml"
Edit = Callable[[str, str, str], None]


def test_leaves_come_first_then_inner_nodes_then_the_root(tiny: Path) -> None:
    nodes = read_content(tiny / TREE).index.nodes
    assert [node.code for node in nodes] == [
        "volume",
        "growth",
        "forums",
        "partners",
        "pairs",
        "trade",
        "people",
        "tiny",
    ]


def test_children_precede_their_parents_in_an_uneven_tree(tiny: Path, edit: Edit) -> None:
    edit(
        TREE,
        "      growth:\n",
        "      deep:\n        children: {deeper: {children: {leaf: }}}\n      growth:\n",
    )
    position = read_content(tiny / TREE).index.position
    assert position["deeper"] < position["deep"] < position["trade"] < position["tiny"]


def test_indicators_take_all_defaults_and_dimensions_only_aggregation_and_missing(
    tiny: Path,
) -> None:
    index = read_content(tiny / TREE).index
    assert index.node("growth").normalisation == Choice(
        "normalisation", "min_max", (("scale", (1.0, 100.0)),)
    )
    assert index.node("trade").normalisation.method == "none"
    assert index.node("trade").missing == Missing(minimum_present=2 / 3)
    assert index.node("people").aggregation.method == "geometric"
    assert index.root.aggregation.method == "arithmetic"


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("2/3", Missing(2 / 3)),
        ("60%", Missing(0.6)),
        ("0.5", Missing(0.5)),
        ("2", Missing(2.0, count=True)),
        ("100%", Missing(1.0)),
    ],
)
def test_a_share_and_a_number_of_children_are_told_apart(
    tiny: Path, edit: Edit, written: str, rule: Missing
) -> None:
    edit(TREE, "minimum_present: 2/3", f"minimum_present: {written}")
    assert read_content(tiny / TREE).index.node("trade").missing == rule


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("rounding", "{column: 16}"),
        ("rounding", "{finished: 400, half: up}"),
        ("rounding", "{column: -16}"),
        ("weight", "1e308"),
        ("weight", "1e-320"),
        ("weight", ".inf"),
        ("denomination", "{by: .inf}"),
        ("denomination", "{by: .nan}"),
        ("denomination", "{by: 1e308}"),
        ("constant", "1e308"),
        ("constant", "-1e308"),
    ],
)
def test_numbers_have_limits_that_are_told_at_their_place(
    tiny: Path, edit: Edit, key: str, written: str
) -> None:
    edit(TREE, "      growth:\n", f"      growth:\n        {key}: {written}\n")
    with pytest.raises(InvalidInput) as told:
        read_content(tiny / TREE)
    (problem,) = told.value.problems
    assert f"growth.{key}" in str(problem.field)
    assert problem.hint


def test_options_are_frozen_and_the_reason_is_kept(tiny: Path, edit: Edit) -> None:
    edit(
        TREE,
        "  aggregation: arithmetic",
        "  treatment: {method: winsorise, when: {skewness: 2, kurtosis: 3.5}, reason: outliers}",
    )
    choice = read_content(tiny / TREE).index.node("growth").treatment
    assert choice.options == (("when", (("kurtosis", 3.5), ("skewness", 2.0))),)
    assert choice.reason == "outliers"
    assert isinstance(hash(choice), int)


def test_reference_ranked_and_bands_are_compiled(tiny: Path, edit: Edit) -> None:
    edit(
        TREE,
        "year: 2019",
        "year: 2019\n"
        "reference: {years: [2019], where: {region: east}}\n"
        "ranked: {where: {region: east}}",
    )
    edit(TREE, "checks:", "bands: [{name: {en: high, zh: 高}, from: 60}]\nchecks:")
    edit(TREE, "        measure: percent", "        reference: {years: each}")
    index = read_content(tiny / TREE).index
    assert index.reference == Reference((2019,), (("region", "east"),))
    assert index.ranked == (("region", "east"),)
    assert index.bands == (Band(Text("high", "高"), 60.0),)
    assert index.node("growth").reference == Reference("each")
    assert index.node("volume").reference is None


def test_a_node_remembers_where_it_was_written(tiny: Path) -> None:
    origin = read_content(tiny / TREE).index.node("growth").origin
    assert (origin.file, origin.line) == (TREE, 19)


def test_the_tree_may_be_a_table(tiny: Path) -> None:
    text = (tiny / TREE).read_text("utf-8")
    head, tail = text.split("children:\n", 1)[0], text[text.index("checks:") :]
    (tiny / TREE).write_text(f"{head}children: {{table: tree.csv}}\n{tail}", "utf-8")
    (tiny / "tree.csv").write_text(
        "code,parent,title,title.zh,weight,lowest,denomination.by,evidence,evidence.field,aggregation\n"
        "trade,,Trade,贸易,,,,,,\n"
        "volume,trade,,,2,0,population,,,\n"
        "growth,trade,,,,,,,,\n"
        "people,,People,,,,,,,geometric\n"
        "forums,people,,,,,,sum,,\n"
        "partners,people,,,,,,distinct,partner,\n"
        "pairs,people,,,,,,,,\n",
        "utf-8",
    )
    index = read_content(tiny / TREE).index
    assert [node.code for node in index.nodes] == [
        "volume",
        "growth",
        "forums",
        "partners",
        "pairs",
        "trade",
        "people",
        "tiny",
    ]
    assert index.node("trade").title == Text("Trade", "贸易")
    assert (index.node("volume").weight, index.node("volume").bounds) == (2, (0, None))
    assert (index.node("growth").origin.file, index.node("growth").origin.line) == ("tree.csv", 4)
    assert read_content(tiny / TREE).data().values[0, 0, 2] == 2


def test_a_mistake_in_the_table_of_the_tree_names_its_line(tiny: Path) -> None:
    text = (tiny / TREE).read_text("utf-8")
    (tiny / TREE).write_text(
        text[: text.index("children:")] + "children: {table: tree.csv}\n", "utf-8"
    )
    (tiny / "tree.csv").write_text("code,parent,direction\na,,positiv\nb,aa,positive\n", "utf-8")
    with pytest.raises(InvalidInput) as raised:
        read_content(tiny / TREE)
    assert {(problem.file, problem.line) for problem in raised.value.problems} == {
        ("tree.csv", 2),
        ("tree.csv", 3),
        ("weights/tiny/paper.yaml", 2),
    }


def test_an_index_is_found_by_file_here_or_among_the_bundled(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tiny)
    assert locate("tiny") == locate(TREE) == (tiny / TREE).resolve()
    assert locate("china-ceec-cities") == bundled()["china-ceec-cities"]


def test_an_unknown_index_names_the_nearest() -> None:
    with pytest.raises(InvalidInput, match="did you mean `china-ceec-cities`"):
        locate("china-ceec-citys")


@pytest.mark.parametrize("name", sorted(bundled()))
def test_a_bundled_index_is_valid(name: str) -> None:
    assert all(problem.level == "flag" for problem in read_content(name).validate())


def test_shares_of_data_that_a_ranked_unit_must_have_are_compiled(tiny: Path, edit: Edit) -> None:
    edit(TREE, "year: 2019", "year: 2019\nranked: {minimum_present: 2/3, minimum_nonzero: 85%}")
    index = read_content(tiny / TREE).definition.index
    assert (index.minimum_present, index.minimum_nonzero) == (2 / 3, 0.85)


def test_a_number_of_indicators_is_no_share_of_them(tiny: Path, edit: Edit) -> None:
    edit(TREE, "year: 2019", "year: 2019\nranked: {minimum_present: 3}")
    with pytest.raises(InvalidInput, match="is no share"):
        read_content(tiny / TREE)


@pytest.mark.parametrize(
    ("written", "title"), [("1", "1"), ('"Trade\\n  and more"', "Trade and more"), ("{en: 2}", "2")]
)
def test_a_title_may_be_a_number_and_stands_on_one_line(
    tiny: Path, edit: Edit, written: str, title: str
) -> None:
    edit(TREE, "title: Trade", f"title: {written}")
    assert read_content(tiny / TREE).index.node("trade").title == Text(title)


def test_a_table_in_place_of_an_index_is_told_what_describes_it(tmp_path: Path) -> None:
    (tmp_path / "cities.csv").write_text("unit,a\nX,1\n")
    with pytest.raises(InvalidInput) as raised:
        locate(tmp_path / "cities.csv")
    [problem] = raised.value.problems
    assert "`coopindex init NAME`" in str(problem.hint)
