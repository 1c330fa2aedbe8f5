"""A way in without files: what frames and mappings say is what files say."""

import tempfile
from pathlib import Path

import pandas as pd
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from coopindex import Index, load

NORMALISATIONS = ["min_max", "z_score", "rank", {"method": "min_max", "scale": [1, 100]}]
NUMBERS = st.one_of(
    st.none(), st.integers(-(10**6), 10**6), st.floats(-1e12, 1e12, allow_subnormal=False)
)


@st.composite
def trees(draw, depth=0, counter=None):
    """A tree of dimensions and indicators, of any depth."""
    counter = [0] if counter is None else counter
    children = {}
    for _ in range(draw(st.integers(1, 3))):
        counter[0] += 1
        code = f"n{counter[0]}"
        if depth < 2 and draw(st.booleans()):
            children[code] = draw(trees(depth + 1, counter))
        else:
            children[code] = {"direction": draw(st.sampled_from(["positive", "negative"]))}
    return children


def definition(tree):
    """The tree as a definition writes it."""
    return {
        code: below if "direction" in below else {"children": definition(below)}
        for code, below in tree.items()
    }


def leaves(tree):
    """The tree's indicators."""
    for code, below in tree.items():
        yield from [code] if "direction" in below else leaves(below)


@st.composite
def indices(draw):
    """A tree, a frame of two years, settings and weights of the first family."""
    tree = draw(trees())
    codes, units = list(leaves(tree)), [f"u{k}" for k in range(draw(st.integers(2, 5)))]
    rows = [(unit, year) for year in (2020, 2021) for unit in units]
    cells = {code: [draw(NUMBERS) for _ in rows] for code in codes}
    frame = pd.DataFrame(cells, dtype=float).assign(
        unit=[unit for unit, _ in rows], year=[year for _, year in rows]
    )
    settings = {
        "normalisation": draw(st.sampled_from(NORMALISATIONS)),
        "aggregation": draw(st.sampled_from(["arithmetic", "median"])),
        "reference": {"years": draw(st.sampled_from(["each", "all"]))},
    }
    weights = {code: draw(st.integers(1, 9)) for code in tree}
    return tree, frame, settings, weights


def outcome(ask):
    """Scores and ranks, or the problems there are, wherever they are."""
    try:
        found = ask()
        return found.score.tobytes(), found.rank().tobytes(), found.effective.tobytes()
    except ValueError as invalid:
        return sorted((problem.code, problem.field or "") for problem in invalid.problems)


def written(root: Path, tree, frame, settings, weights) -> Path:
    """The same index as files."""
    folder = root / "weights" / "x"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text(yaml.safe_dump({"scheme": "mine", "weights": weights}))
    (root / "observations.csv").write_text(frame.to_csv(index=False))
    form = {
        "index": "x",
        "weights": "mine",
        "data": {"observations": "observations.csv"},
        "defaults": settings,
        "children": definition(tree),
    }
    (root / "x.yaml").write_text(yaml.safe_dump(form, sort_keys=False))
    return root / "x.yaml"


@settings(max_examples=25)
@given(indices())
def test_an_index_of_frames_is_the_index_of_files(case):
    tree, frame, settings, weights = case
    with tempfile.TemporaryDirectory() as folder:
        of_files = outcome(lambda: load(written(Path(folder), *case)).score(year="all"))
    wide = outcome(
        lambda: Index.from_frames(tree, frame, weights=weights, **settings).score(year="all")
    )
    labelled = frame.set_index(["year", "unit"])
    by_label = outcome(
        lambda: Index.from_frames(
            definition(tree), labelled, weights={"weights": weights}, **settings
        ).score(year="all")
    )
    assert of_files == wide == by_label


@settings(max_examples=25)
@given(indices())
def test_a_long_frame_is_the_wide_one(case):
    tree, frame, settings, weights = case
    long = frame.melt(["unit", "year"], var_name="indicator")
    wide, other = (
        outcome(
            lambda each=each: Index.from_frames(tree, each, weights=weights, **settings).score(
                year="all"
            )
        )
        for each in (frame, long)
    )
    assert wide == other
