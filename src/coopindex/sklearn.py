"""An index as a scikit-learn transformer: `fit` learns its scale, `transform` scores rows on it.

    from coopindex.sklearn import CompositeIndex

Whatever scikit-learn does with transformers it does with this one: pipelines, `ColumnTransformer`,
`GridSearchCV`, `set_output`, `clone`. What is reckoned is reckoned by `coopindex.score`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from coopindex.content.forms.pieces import CODE
from coopindex.content.given import NODE_KEYS, labelled
from coopindex.keywords import misfits
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem, raise_errors
from coopindex.project.arguments import one_of
from coopindex.project.project import Project, load

__all__ = ["CompositeIndex"]

Returned = Literal["nodes", "score", "indicators"]
RETURNED: tuple[Returned, ...] = ("nodes", "score", "indicators")
# the steps that have a parameter of their own; any other stands in `settings`
STEPS = ("imputation", "treatment", "normalisation", "aggregation")
FIT = re.compile(CODE)
# columns of observations that are no indicators, and what the index itself is called
OTHERS = frozenset(("unit", "year", "indicator", "value", "status", "source", "note", "index"))
# what a definition's further keys cannot be, for it has its place already
PLACED = frozenset(("tree", "observations", "weights"))


class CompositeIndex(TransformerMixin, BaseEstimator):
    """A composite index of the columns of X.

    `fit` scores the rows of X and keeps the scale; `transform` scores rows on it, whoever else
    stands beside them: the same figures as `coopindex.score(frame, on_scale=...)`. Gaps are NaN,
    and are treated as the index says (by default the mean of those that are there).

    Parameters
    ----------
    tree : what the index is made of. None: all columns, side by side. A list of columns, or of
        groups of columns, each of which becomes a dimension (`group1`, `group2`, ...); a mapping of
        dimensions to lists, or to nodes with their keys, as `Project.from_frames` takes it; a whole
        definition as a mapping or YAML text; the name or the file of an index, or a `Project`.
        Columns are called by name, those of arrays `x0`, `x1`, ...; whole numbers are positions.
        Those that the tree does not name are passed over.
    weights : a scheme by name or file, or node -> weight; default: the index's own, else equal.
    imputation, treatment, normalisation, aggregation : methods, by name or as a mapping with their
        options, as {"method": "min_max", "scale": [1, 100]}; default: the definition's, or none
        (of aggregation: the arithmetic mean).
    settings : further keys of a definition, as `transform`, `missing` or `reference`.
    returned : which columns `transform` returns, finished: those of all `nodes`, the index first;
        the `score` alone; or the `indicators`.

    Attributes
    ----------
    scoring_ : the `Scoring` of the rows that were fitted, for any further question:
        `model.scoring_.plot.ranking()`. Rows are called as the labels of X are, else by position.
    scale_ : what was fitted, as plain values (`Scoring.scale_as_dict`).
    n_features_in_, feature_names_in_ : how many columns X had, and their names where it had names.

    What cannot be scored is `InvalidInput`, a `ValueError` which says why.

    >>> import pandas as pd
    >>> X = pd.DataFrame({"ports": [3, 1, 2], "smog": [5, 9, 6]}, index=["nb", "tj", "sh"])
    >>> tree = {"ports": None, "smog": {"direction": "negative"}}
    >>> model = CompositeIndex(tree, normalisation="min_max").set_output(transform="pandas")
    >>> model.fit(X).transform(X)
        index  ports   smog
    nb  100.0  100.0  100.0
    tj    0.0    0.0    0.0
    sh   62.5   50.0   75.0
    >>> model.transform(pd.DataFrame({"ports": [4], "smog": [7]}, index=["dl"]))
        index  ports  smog
    dl  100.0  150.0  50.0
    """

    def __init__(
        self,
        tree: Any = None,
        *,
        weights: Any = None,
        imputation: Any = None,
        treatment: Any = None,
        normalisation: Any = None,
        aggregation: Any = None,
        settings: Mapping[str, Any] | None = None,
        returned: Returned = "nodes",
    ) -> None:
        self.tree = tree
        self.weights = weights
        self.imputation = imputation
        self.treatment = treatment
        self.normalisation = normalisation
        self.aggregation = aggregation
        self.settings = settings
        self.returned = returned

    def fit(self, X: Any, y: Any = None) -> Self:  # noqa: ARG002
        """Learn the scale of the index from the rows of X; y is ignored.

        >>> import numpy as np
        >>> X = np.array([[1.0, 2, 3], [2, 4, 1], [3, 3, 2]])
        >>> model = CompositeIndex([["x0", "x1"], ["x2"]], normalisation="min_max").fit(X)
        >>> model.scoring_.scores["unit"].tolist()
        ['2', '0', '1']
        """
        one_of(self.returned, RETURNED, "returned")
        settings = self._settings()
        values = _checked(self, X, reset=True)
        names = list(getattr(self, "feature_names_in_", _numbered(values)))
        tree = names if self.tree is None else _opened(self.tree)
        self._codes = _codes_of(names, _keys(tree))
        self._index = Project.from_frames(
            _of_columns(tree, self._codes),
            self._frame(values, X),
            weights=_called(labelled(self.weights), self._codes),
            **settings,
        )
        try:
            self.scoring_ = self._index.score()
        except InvalidInput as refused:
            if len(values) > 1:
                raise
            raise ValueError(f"n_samples=1 fixes no scale: {refused}") from refused
        self.scale_ = self.scoring_.scale_as_dict()
        return self

    def transform(self, X: Any) -> NDArray[np.float64]:
        """Return finished columns of the rows of X, on the scale that was fitted.

        >>> import numpy as np
        >>> X = np.array([[1.0, 2], [3, 6]])
        >>> CompositeIndex(normalisation="min_max", returned="score").fit(X).transform(X[:1] + 1)
        array([[37.5]])
        """
        check_is_fitted(self)
        values = _checked(self, X, reset=False)
        frame = self._frame(values, X)
        found = self._index.score(data=frame, on_scale=self.scale_).nodes()
        finished: NDArray[np.float64] = found.loc[frame.index, self._returned()].to_numpy()
        return finished

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[np.object_]:
        """Return the codes of the nodes that `transform` returns; columns are called as in X.

        >>> import numpy as np
        >>> model = CompositeIndex({"trade": ["x0", "x1"], "rail": ["x2"]}).fit(np.eye(3))
        >>> model.get_feature_names_out().tolist()
        ['index', 'trade', 'x0', 'x1', 'rail', 'x2']
        """
        check_is_fitted(self)
        known = list(self._codes)
        given = known if input_features is None else list(input_features)
        if hasattr(self, "feature_names_in_") and given != known:
            raise ValueError("input_features is not equal to feature_names_in_")
        if len(given) != self.n_features_in_:
            raise ValueError(f"input_features should have length equal to {self.n_features_in_}")
        called = dict(zip(self._codes.values(), given, strict=True))
        # a column that is called as the index, or a dimension, goes out by its code
        others = {node.code for node, _ in self._index.index.depth_first()} - called.keys()
        called = {code: name for code, name in called.items() if name not in others}
        return np.array([called.get(code, code) for code in self._returned()], object)

    def _settings(self) -> dict[str, Any]:
        """Return the keys of a definition beside its tree, each step in them once."""
        raise_errors(misfits({"settings": self.settings}, {"settings": ("Mapping", "None")}))
        chosen = {step: getattr(self, step) for step in STEPS}
        steps = {step: method for step, method in chosen.items() if method is not None}
        raise_errors(_unsettled(self.settings or {}, steps))
        return {**(self.settings or {}), **steps}

    def _returned(self) -> list[str]:
        """Return the codes of the nodes that are returned, in their order."""
        index = self._index.index
        if self.returned == "score":
            return [index.root.code]
        nodes = [node for node, _ in index.depth_first()]
        return [node.code for node in nodes if self.returned == "nodes" or not node.children]

    def _frame(self, values: NDArray[np.float64], X: Any) -> pd.DataFrame:
        """Return rows as `Project.from_frames` takes them, called by the labels of X."""
        labels = [str(label).strip() for label in (X.index if hasattr(X, "iloc") else ())]
        unique = len(set(labels)) == len(values) and all(labels)
        units = labels if unique else [str(row) for row in range(len(values))]
        return pd.DataFrame(values, columns=list(self._codes.values()), index=units)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        return tags

    def _more_tags(self) -> dict[str, Any]:
        """Say the same to scikit-learn before 1.6."""
        return {"allow_nan": True}


def _checked(estimator: Any, X: Any, *, reset: bool) -> NDArray[np.float64]:
    """Return X as finite numbers and gaps; remember its columns, or hold them against those."""
    found: NDArray[np.float64]
    try:
        from sklearn.utils.validation import validate_data
    except ImportError:  # before 1.6
        how = {"dtype": np.float64, "force_all_finite": "allow-nan"}
        found = estimator._validate_data(X, reset=reset, **how)
        return found
    gaps = {"dtype": np.float64, "ensure_all_finite": "allow-nan"}
    found = validate_data(estimator, X, reset=reset, **gaps)
    return found


def _numbered(values: NDArray[np.float64]) -> list[str]:
    """Name the columns of an array as scikit-learn does."""
    return [f"x{position}" for position in range(values.shape[1])]


def _codes_of(names: Sequence[str], keys: Iterable[str] = ()) -> dict[str, str]:
    """Return a node's code for each column: its name, or where that can be no code, its position.

    keys : of the tree, which call something else.

    >>> _codes_of(["ports", "sepal length (cm)", "year"])
    {'ports': 'ports', 'sepal length (cm)': 'x1', 'year': 'x2'}
    """
    fit = {name for name in names if FIT.fullmatch(name) and name.casefold() not in OTHERS}
    taken, codes = {*fit, *keys}, {}
    for position, name in enumerate(names):
        code = name if name in fit else f"x{position}"
        while name not in fit and code in taken:
            code += "_"
        codes[name] = code
        taken.add(code)
    return codes


def _keys(tree: Any) -> Iterator[str]:
    """Return all keys of a mapping, those of mappings in it included."""
    if isinstance(tree, Mapping):
        yield from map(str, tree)
        for below in tree.values():
            yield from _keys(below)


def _opened(tree: Any) -> Any:
    """Return the tree of an index by its name, its file or itself; any other as it is."""
    named = isinstance(tree, Path) or (isinstance(tree, str) and "\n" not in tree)
    return load(tree) if named else tree


def _unsettled(settings: Mapping[Any, Any], steps: Mapping[str, Any]) -> Iterator[Problem]:
    """Say which keys cannot stand in `settings`: no texts, and what has a parameter of its own."""
    for key, value in settings.items():
        if not isinstance(key, str) or key in PLACED or (key in steps and steps[key] != value):
            placed = key in PLACED or key in steps
            message = Wording("usage.placed" if placed else "usage.no-key", key=str(key))
            yield Problem("bad-value", message, field="settings", value=str(key))


def _of_columns(tree: Any, codes: Mapping[str, str]) -> Any:
    """Return a tree with codes in place of columns' names and positions, and names for groups.

    What is written of a node, as the scale of a method, stays as it is.

    >>> _of_columns([[0, 1], ["c"]], {"a": "a", "b": "b", "c": "c"})
    {'group1': {'a': None, 'b': None}, 'group2': {'c': None}}
    >>> _of_columns({"the sea": {"normalisation": {"scale": [1, 100]}}}, {"the sea": "x0"})
    {'x0': {'normalisation': {'scale': [1, 100]}, 'title': 'the sea'}}
    """
    if isinstance(tree, Mapping):
        if isinstance(tree.get("children"), Mapping):
            return _node(tree, codes)
        parts = {_name(name, [*codes]): _node(below, codes) for name, below in tree.items()}
        if len(parts) < len(tree):  # one by name and by position: left to the form
            return tree
        return {_code(name, codes): _titled(name, part, codes) for name, part in parts.items()}
    if not isinstance(tree, Iterable) or isinstance(tree, str | bytes):
        return tree
    children = list(tree)
    if children and all(isinstance(each, list | tuple) for each in children):
        return {f"group{at}": _of_columns(each, codes) for at, each in enumerate(children, 1)}
    names = [_name(each, [*codes]) for each in children]
    # what names nothing, or one twice, is left to the form, which says so
    if not all(isinstance(name, str) for name in names) or len({*names}) < len(names):
        return names
    return {_code(name, codes): _titled(name, None, codes) for name in names}


def _node(below: Any, codes: Mapping[str, str]) -> Any:
    """Return what stands below a node's name: its keys, or its children alone."""
    if isinstance(below, Mapping) and any(key in NODE_KEYS for key in below):
        inner = {"children": _of_columns(below["children"], codes)} if "children" in below else {}
        return {**below, **inner}
    return _of_columns(below, codes)


def _titled(name: Any, node: Any, codes: Mapping[str, str]) -> Any:
    """Return an indicator that goes by a code with its column's name as its title."""
    leaf = node is None or (isinstance(node, Mapping) and NODE_KEYS & {*node} - {"children"})
    title = " ".join(str(name).split())
    if not leaf or not title or _code(name, codes) == name:
        return node
    return {**(node or {}), "title": (node or {}).get("title", title)}


def _name(column: Any, names: Sequence[str]) -> Any:
    """Return a column's name; a whole number is its position, where there is one."""
    is_position = isinstance(column, int | np.integer) and not isinstance(column, bool)
    return names[column] if is_position and -len(names) <= column < len(names) else column


def _called(written: Any, codes: Mapping[str, str]) -> Any:
    """Return weights with the codes of columns in place of their names."""
    if isinstance(written, Mapping):
        return {_code(name, codes): _called(below, codes) for name, below in written.items()}
    if isinstance(written, list | tuple):
        return [_code(each, codes) if isinstance(each, str) else each for each in written]
    return written


def _code(name: Any, codes: Mapping[str, str]) -> Any:
    return codes.get(name, name) if isinstance(name, str) else name
