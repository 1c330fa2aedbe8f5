"""The ASEM index, of the tables that travel with the tests."""

from pathlib import Path

import pytest

from coopindex import load

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def asem(tmp_path_factory):
    folder = tmp_path_factory.mktemp("asem")
    published = HERE.parent / "published"
    text = (published / "asem.yaml").read_text("utf-8")
    for name in ("data", "meta"):
        ours = (HERE.parent / "golden" / "asem" / f"{name}.csv.gz").as_posix()
        text = text.replace(f"../../../shared/reference/asem/{name}.csv", ours)
    (folder / "sources.yaml").write_bytes((published / "sources.yaml").read_bytes())
    (folder / "asem.yaml").write_text(text, "utf-8")
    return load(folder / "asem.yaml").score()
