"""All examples of the documentation in one ledger, each a company, and a browser without a screen over them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import seriesd as face
from tests.commands.at_a_terminal import through_a_pipe
from tests.web.serving import client

EXAMPLES = sorted(
    one for one in (Path(__file__).parents[3] / "docs" / "examples").glob("*.yaml") if "expected" not in one.name
)


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger."""
    path = tmp_path_factory.mktemp("examples") / "all.db"
    for number, one in enumerate(EXAMPLES):
        further = ["--new-company"] if number else []
        assert through_a_pipe("record", *further, str(one), "--ledger", str(path)).code == 0
    return path


@pytest.fixture(scope="session")
def companies(examples: Path) -> list[str]:
    """The names of the companies."""
    with face.open_ledger(examples) as ledger:
        return [one.name for one in ledger.companies()]


@pytest.fixture(scope="session")
def browser(examples: Path) -> Iterator[TestClient]:
    """A browser without a screen."""
    with client(examples) as made:
        yield made
