"""Schemes are completed over the tree, and overridden."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coopindex.content import read_content
from coopindex.problems import InvalidInput

TREE, WEIGHTS = "indicators/tiny.yaml", "weights/tiny/paper.yaml"
Edit = Callable[[str, str, str], None]


def weights(root: Path, scheme: str | None = "paper", **overrides: float) -> dict[str, float]:
    content = read_content(root / TREE)
    found = content.scheme(scheme, overrides)
    return {
        node.code: round(float(weight), 12)
        for node, weight in zip(content.index.nodes, found.weights, strict=True)
    }


def test_what_remains_is_shared_equally_and_marked_as_assumed(tiny: Path) -> None:
    assert weights(tiny)["people"] == 0.559
    assert read_content(tiny / TREE).scheme("paper").assumed == {"people"}


def test_what_remains_may_be_shared_in_proportion_to_the_nodes_weights(
    tiny: Path, edit: Edit
) -> None:
    edit(WEIGHTS, "trade: 44.1%", "volume: 25%, forums: 0.4")
    edit(WEIGHTS, "25%", "0.25")
    edit(WEIGHTS, "equal", "proportional")
    edit(
        TREE,
        "        evidence: {method: distinct",
        "        weight: 3\n        evidence: {method: distinct",
    )
    found = weights(tiny)
    assert (found["growth"], found["partners"], found["pairs"]) == (0.75, 0.45, 0.15)


def test_plain_numbers_of_a_whole_family_stay_as_written(tiny: Path, edit: Edit) -> None:
    edit(WEIGHTS, "trade: 44.1%", "trade: 2, people: 1")
    assert (weights(tiny)["trade"], weights(tiny)["people"], weights(tiny)["tiny"]) == (2, 1, 1)


def test_equal_needs_no_file_and_stated_takes_the_nodes_weights(tiny: Path, edit: Edit) -> None:
    edit(TREE, "        direction: positive", "        weight: 3")
    content = read_content(tiny / TREE)
    assert content.schemes() == ("paper", "stated", "equal")
    assert content.default_scheme == "stated"
    assert weights(tiny, None)["pairs"] == 3
    assert weights(tiny, "equal")["pairs"] == 1


def test_a_scheme_may_be_any_file(tiny: Path) -> None:
    (tiny / "mine.yaml").write_text("scheme: mine\nweights: {trade: 1, people: 3}\n")
    assert read_content(tiny / TREE).scheme(tiny / "mine.yaml").code == "mine"


def test_an_override_leaves_the_siblings_their_proportions(tiny: Path, edit: Edit) -> None:
    edit(WEIGHTS, "{trade: 44.1%}", "{forums: 60%, partners: 10%, pairs: 30%}")
    found = weights(tiny, forums=0.2)
    assert (found["forums"], found["partners"], found["pairs"]) == (
        0.2,
        0.2,
        0.6,
    )  # 10 : 30 of the remaining 0.8


def test_an_override_is_no_longer_assumed(tiny: Path) -> None:
    scheme = read_content(tiny / TREE).scheme("paper", {"people": 0.5})
    assert scheme.assumed == frozenset()
    assert scheme.overrides == (("people", 0.5),)


def test_an_override_keeps_the_family_s_total(tiny: Path, edit: Edit) -> None:
    edit(WEIGHTS, "trade: 44.1%", "trade: 3, people: 1")
    assert (weights(tiny, trade=0.5)["trade"], weights(tiny, trade=0.5)["people"]) == (2, 2)


def test_an_override_may_leave_a_node_out_or_leave_it_alone(tiny: Path) -> None:
    assert weights(tiny, trade=0)["trade"] == 0
    alone = weights(tiny, trade=1)
    assert (alone["trade"] > 0, alone["people"]) == (True, 0)


@pytest.mark.parametrize("share", [1.2, -0.1, float("nan"), float("inf")])
def test_an_override_lies_between_0_and_1(tiny: Path, share: float) -> None:
    with pytest.raises(InvalidInput, match="not a share between 0 and 1"):
        weights(tiny, trade=share)


def test_an_override_of_an_unknown_node_names_the_nearest(tiny: Path) -> None:
    with pytest.raises(InvalidInput, match="did you mean `trade`"):
        weights(tiny, trad=0.5)


def test_the_index_itself_has_no_weight(tiny: Path) -> None:
    with pytest.raises(InvalidInput, match="is the index itself"):
        weights(tiny, tiny=0.5)


def test_overrides_of_a_whole_family_must_make_1(tiny: Path) -> None:
    assert weights(tiny, trade=0.25, people=0.75)["people"] == 0.75
    with pytest.raises(InvalidInput, match=r"make 0\.9, not 1"):
        weights(tiny, trade=0.5, people=0.4)


def test_an_only_child_keeps_the_whole(tiny: Path, edit: Edit) -> None:
    edit(TREE, "      growth:\n        measure: percent\n", "")
    with pytest.raises(InvalidInput, match="only child"):
        weights(tiny, volume=0.5)
    assert weights(tiny, volume=1)["volume"] == 1


def test_an_override_cannot_lift_siblings_without_weight(tiny: Path, edit: Edit) -> None:
    edit(WEIGHTS, "trade: 44.1%", "trade: 1, people: 0")
    with pytest.raises(InvalidInput, match="all weigh 0"):
        weights(tiny, trade=0.5)


def test_an_unknown_scheme_names_the_nearest(tiny: Path) -> None:
    with pytest.raises(InvalidInput, match="did you mean `paper`"):
        weights(tiny, "papr")
