"""An index as scikit-learn's transformer: `coopindex.sklearn.CompositeIndex`."""

import pickle

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.compose import ColumnTransformer
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder
from sklearn.utils.estimator_checks import parametrize_with_checks

import coopindex
from coopindex.problems import InvalidInput
from coopindex.sklearn import CompositeIndex

GROUPS = {"trade": ["a", "b"], "culture": {"c": {"direction": "negative"}}}
# scikit-learn's checks that do not apply, with the reason: there is none
EXPECTED_FAILED_CHECKS: dict[str, str] = {}


def frame(rows=12, seed=0, columns="abc"):
    values = np.random.default_rng(seed).uniform(1, 9, (rows, len(columns)))
    return pd.DataFrame(values, columns=list(columns), index=[f"u{k}" for k in range(rows)])


@parametrize_with_checks(
    [
        CompositeIndex(),
        CompositeIndex(normalisation="min_max"),
        CompositeIndex(normalisation="z_score", treatment="winsorise", returned="score"),
        CompositeIndex(normalisation="percentile_rank", imputation="mean", returned="indicators"),
    ]
)
# a check says in a warning that it was skipped, where scipy's own switch is off
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.SkipTestWarning")
def test_every_check_of_scikit_learn_is_passed(estimator, check):
    assert not EXPECTED_FAILED_CHECKS
    check(estimator)


def test_columns_and_scores_are_those_of_python():
    X, steps = frame(), {"normalisation": "min_max", "aggregation": "geometric"}
    steps["normalisation"] = {"method": "min_max", "scale": [1, 100]}
    model = CompositeIndex(GROUPS, weights={"trade": "70%"}, **steps).set_output(transform="pandas")
    ours = coopindex.score(X, tree=GROUPS, weights={"trade": "70%"}, **steps)
    found = model.fit_transform(X)
    pd.testing.assert_frame_equal(found, ours.nodes(), check_names=False)
    assert found.columns.tolist() == ["index", "trade", "a", "b", "culture", "c"]
    assert (model.scoring_.score == ours.score).all()


def test_new_rows_are_scored_on_the_scale_that_was_fitted():
    model = CompositeIndex(GROUPS, normalisation="min_max").fit(frame())
    new = frame(3, seed=1)
    theirs = coopindex.score(
        new,
        tree=GROUPS,
        normalisation="min_max",
        on_scale=coopindex.score(frame(), tree=GROUPS, normalisation="min_max"),
    )
    assert (model.transform(new) == theirs.nodes().to_numpy()).all()
    # whoever else stands beside them
    assert (model.transform(new.iloc[[1]]) == model.transform(new)[[1]]).all()


def test_an_index_by_its_file_takes_its_own_methods_and_weights(tmp_path):
    for folder in ("indicators", "weights/mine"):
        (tmp_path / folder).mkdir(parents=True)
    file = tmp_path / "indicators" / "mine.yaml"
    file.write_text(
        "index: mine\nweights: few\ndefaults:\n  aggregation: geometric\n"
        "  normalisation: {method: min_max, scale: [1, 100]}\n"
        "children: {a: {}, b: {}, c: {direction: negative}}\n"
    )
    scheme = tmp_path / "weights" / "mine" / "few.yaml"
    scheme.write_text("scheme: few\nweights: {a: 50%}\nremaining: equal\n")
    scale = {"method": "min_max", "scale": [1, 100]}
    X, steps = frame(), {"normalisation": scale, "aggregation": "geometric"}
    tree = {"a": None, "b": None, "c": {"direction": "negative"}}
    ours = coopindex.score(X, tree=tree, weights={"a": "50%"}, **steps)
    for given in (str(file), file, coopindex.load(str(file))):
        model = CompositeIndex(given, returned="score").fit(X)
        assert (model.transform(X)[:, 0] == ours.score[-1]).all()
        assert model.get_feature_names_out().tolist() == ["mine"]
    other = CompositeIndex(file, aggregation="arithmetic", returned="score").fit_transform(X)
    steps["aggregation"] = "arithmetic"
    theirs = coopindex.score(X, tree=tree, weights={"a": "50%"}, **steps)
    assert (other[:, 0] == theirs.score[-1]).all()


@pytest.mark.parametrize(
    "tree", [[[0, 1], [2]], [["a", "b"], ["c"]], {"group1": [0, 1], "group2": [-1]}]
)
def test_groups_of_columns_become_dimensions(tree):
    model = CompositeIndex(tree).fit(frame())
    names = model.get_feature_names_out().tolist()
    assert names == ["index", "group1", "a", "b", "group2", "c"]
    found = pd.DataFrame(model.transform(frame()), columns=names)
    assert np.allclose(found["index"], (found["a"] + found["b"]) / 4 + found["c"] / 2)


def test_an_array_has_columns_by_position():
    X = frame().to_numpy()
    model = CompositeIndex([[0, 2], [1]]).fit(X)
    assert model.get_feature_names_out().tolist()[1:4] == ["group1", "x0", "x2"]
    assert model.get_feature_names_out(["p", "q", "r"]).tolist()[2:4] == ["p", "r"]


@pytest.mark.parametrize(
    "name", ["sepal length (cm)", "year", "Unit", "面积 / km²", "面积", "größe", "x0", "value"]
)
def test_a_column_may_be_called_whatever_it_is(name):
    X = frame().rename(columns={"b": name})
    model = CompositeIndex(
        {"trade": ["a", name], "c": {"direction": "negative"}}, weights={name: "60%"}
    )
    found = model.set_output(transform="pandas").fit_transform(X)
    same = CompositeIndex(
        {"trade": ["a", "b"], "c": {"direction": "negative"}}, weights={"b": "60%"}
    )
    assert found.columns.tolist() == ["index", "trade", "a", name, "c"]
    assert (found.to_numpy() == same.fit_transform(frame())).all()


def test_a_column_called_as_the_index_goes_out_by_its_code():
    X = frame().rename(columns={"b": "index"})
    found = CompositeIndex(["a", "index"]).set_output(transform="pandas").fit_transform(X)
    assert found.columns.tolist() == ["index", "a", "x1"]
    assert (found["x1"] == X["index"]).all()


def test_a_column_is_told_from_a_dimension_of_the_name_that_it_would_get():
    X = frame().rename(columns={"b": "the sea"})
    model = CompositeIndex({"x1": ["a"], "the sea": None}).set_output(transform="pandas")
    assert model.fit_transform(X).columns.tolist() == ["index", "x1", "a", "the sea"]
    assert model.scoring_.index.node("x1_").title.en == "the sea"


def test_whole_numbers_among_a_methods_options_are_no_positions():
    X, scale = frame(), {"method": "min_max", "scale": [1, 2]}
    for tree in (
        {"a": {"normalisation": scale}, "b": None},
        {"defaults": {"normalisation": scale}, "children": {"a": {}, "b": {}}},
    ):
        found = CompositeIndex(tree).fit_transform(X)
        assert (found == coopindex.score(X, tree=tree).nodes().loc[X.index]).all().all()


def test_a_column_by_name_and_by_position_at_once_is_refused():
    with pytest.raises(InvalidInput, match="no column `0`"):
        CompositeIndex({"a": None, 0: {"direction": "negative"}}).fit(frame())


def test_weights_may_be_a_series():
    model = CompositeIndex(weights=pd.Series({"a": 3, "b": 1, "c": 1}), returned="score")
    same = CompositeIndex(weights={"a": 3, "b": 1, "c": 1}, returned="score")
    assert (model.fit_transform(frame()) == same.fit_transform(frame())).all()


def test_rows_are_called_as_their_labels_or_by_position_where_these_repeat():
    X = frame(4)
    assert CompositeIndex().fit(X).scoring_.rows.units == ("u0", "u1", "u2", "u3")
    X.index = ["p", "q", "p", "r"]
    model = CompositeIndex().set_output(transform="pandas").fit(X)
    assert model.scoring_.rows.units == ("0", "1", "2", "3")
    assert model.transform(X).index.tolist() == ["p", "q", "p", "r"]


def test_gaps_are_treated_as_the_definition_says():
    X = frame(6)
    X.iloc[0, 0] = X.iloc[1] = np.nan
    kept = CompositeIndex(returned="score").fit_transform(X)[:, 0]
    assert kept[0] == X.iloc[0, 1:].mean()
    assert np.isnan(kept[1])
    strict = CompositeIndex(returned="score", settings={"missing": {"minimum_present": "100%"}})
    assert np.isnan(strict.fit_transform(X)[:2]).all()
    filled = CompositeIndex(imputation="mean", returned="score").fit(X)
    gap = X.iloc[[0]]
    assert filled.transform(gap)[0, 0] == pytest.approx((X["a"].mean() + gap["b"] + gap["c"]) / 3)


def test_parameters_are_searched_in_a_pipeline():
    X = frame(30)
    y = X["a"] + 2 * X["c"]
    steps = make_pipeline(CompositeIndex(["a", "c"], returned="score"), LinearRegression())
    X = X[["a", "c"]]
    grid = {"compositeindex__weights": [{"a": "2/3"}, {"a": "1/3"}, None],
            "compositeindex__normalisation": [None, "min_max"]}  # fmt: skip
    found = GridSearchCV(steps, grid, cv=3).fit(X, y)
    assert found.best_params_["compositeindex__weights"] == {"a": "1/3"}
    assert found.best_params_["compositeindex__normalisation"] is None
    assert found.best_score_ == pytest.approx(1)


def test_it_stands_in_a_column_transformer_and_goes_out_as_pandas():
    X = frame().assign(kind=["p", "q"] * 6)
    parts = [
        ("index", CompositeIndex(["a", "b"], returned="score"), ["a", "b"]),
        ("kind", OneHotEncoder(sparse_output=False), ["kind"]),
    ]
    found = ColumnTransformer(parts).set_output(transform="pandas").fit_transform(X)
    assert found.columns.tolist() == ["index__index", "kind__kind_p", "kind__kind_q"]
    assert found.index.equals(X.index)


def test_a_clone_knows_nothing_and_a_pickle_all():
    model = CompositeIndex(GROUPS, normalisation="min_max").fit(frame())
    copied, kept = clone(model), pickle.loads(pickle.dumps(model))
    assert copied.get_params() == model.get_params()
    with pytest.raises(NotFittedError):
        copied.transform(frame())
    assert (kept.transform(frame(2, 5)) == model.transform(frame(2, 5))).all()
    assert kept.scale_ == model.scale_


def test_what_was_fitted_answers_every_further_question():
    model = CompositeIndex(GROUPS, normalisation="min_max").fit(frame())
    assert model.scoring_.explain("u3").unit == "u3"
    assert model.scoring_.plot.ladder("u3").name == "ladder-u3"


@pytest.mark.parametrize(
    ("model", "said"),
    [
        (CompositeIndex(["a", "zz"]), "zz"),
        (CompositeIndex(normalisation="minmax"), "did you mean"),
        (CompositeIndex(returned="ranks"), "returned: `ranks` is none of nodes, score, indicators"),
        (CompositeIndex(weights={"q": 1}), "`q` is not a node"),
        (CompositeIndex("no-such-index"), "no-such-index"),
        (CompositeIndex(3), "children"),
        (CompositeIndex(settings=3), "settings: should be a mapping, not `3`"),
        (CompositeIndex(settings={"tree": ["a"]}), "settings: `tree` has a parameter of its own"),
        (CompositeIndex(settings={1: 2}), "settings: `1` is no key"),
        (
            CompositeIndex(normalisation="min_max", settings={"normalisation": "z_score"}),
            "`normalisation` has a parameter of its own",
        ),
        (CompositeIndex(b"ab"), "children: should be a mapping"),
    ],
)
def test_what_cannot_be_scored_is_a_problem(model, said):
    with pytest.raises(InvalidInput) as caught:
        model.fit(frame())
    assert said in str(caught.value)


def test_columns_that_the_tree_does_not_name_are_passed_over():
    X = frame()
    some, all_of = CompositeIndex(["a", "b"]), CompositeIndex(["a", "b"])
    assert (some.fit_transform(X) == all_of.fit_transform(X[["a", "b"]])).all()
    assert some.n_features_in_ == 3


def test_a_constant_column_is_refused_where_its_scale_needs_two_values():
    X = frame().assign(b=1.0)
    with pytest.raises(InvalidInput, match="b is constant"):
        CompositeIndex(normalisation="min_max").fit(X)
    assert CompositeIndex().fit(X).transform(X).shape == (12, 4)
