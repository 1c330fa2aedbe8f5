"""What is checked of the tables' rows is what is declared."""

import pandera.pandas as pa
import pytest

from coopindex.content.data.schemas import TABLES, Checked


@pytest.mark.parametrize("model", TABLES.values())
def test_a_schema_has_the_columns_and_checks_that_pandera_would_build(model: type[Checked]) -> None:
    ours, theirs = model.to_schema(), pa.DataFrameModel.build_schema_.__func__(model)
    assert ours.columns == theirs.columns
    assert ours.checks == theirs.checks
