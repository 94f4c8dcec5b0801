"""A ledger with a story in it, and somebody who is signed in to its workbench."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import seriesd as face
from tests.commands.asking_the_command import STORY
from tests.web.record.forms import sign_in
from tests.web.serving import client


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A ledger of one company, Acme."""
    path = tmp_path / "book.db"
    with face.open_ledger(path) as ledger:
        ledger.record(STORY)
    return path


@pytest.fixture
def reyes(book: Path) -> Iterator[TestClient]:
    """Somebody who is signed in."""
    with client(book, write=True) as browser:
        sign_in(browser)
        yield browser
