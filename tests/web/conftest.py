"""The tests of the workbench: a browser for all of them, and a ledger for those of a module that only read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import seriesd as face
from tests.commands.asking_the_command import STORY
from tests.web.browser import chromium, complaints, context, page
from tests.web.serving import client

__all__ = ["chromium", "complaints", "context", "page"]


@pytest.fixture(scope="module")
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of one company, Acme: with the story in it, or what a module has in RECORDED, a list for each recording.

    Nothing is written to it. A module whose tests write has one of its own for each of them.
    """
    path = tmp_path_factory.mktemp("book") / "book.db"
    with face.open_ledger(path) as ledger:
        for entries in getattr(request.module, "RECORDED", [STORY]):
            ledger.record(entries)
    return path


@pytest.fixture(scope="module")
def browser(book: Path) -> Iterator[TestClient]:
    """A browser without a screen, which only reads that ledger."""
    with client(book) as made:
        yield made
