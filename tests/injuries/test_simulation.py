"""Lives of a ledger from their seeds; see `tests.injuries.simulation`."""

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from tests.injuries.simulation import live
from tests.tables import helping

PARTS = 8


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables with nothing in them, to be copied."""
    path = tmp_path_factory.mktemp("tables") / "tables.db"
    helping.tables(str(path))
    return path


def lives(part: int, number: int, folder: Path, tables: Path) -> Counter[str]:
    """So many lives, and what happened in them."""
    seeds = range(part * number // PARTS, (part + 1) * number // PARTS)
    return Counter(what.split(", and ")[-1].split(" at ")[0] for seed in seeds for what in live(seed, folder, tables))


@pytest.mark.parametrize("part", range(PARTS))
def test_two_hundred_lives(part: int, tmp_path: Path, tables: Path) -> None:
    happened = lives(part, 200, tmp_path, tables)
    assert {"the writer dies", "the disk is full", "all goes well", "the follower looks"} <= happened.keys()


@pytest.mark.deep
@pytest.mark.parametrize("part", range(PARTS))
def test_ten_thousand_lives(part: int, tmp_path: Path, tables: Path) -> None:
    assert lives(part, 10_000, tmp_path, tables)


def test_a_life_is_the_same_from_the_same_seed(tmp_path: Path, tables: Path) -> None:
    (tmp_path / "again").mkdir()
    assert live(7, tmp_path, tables) == live(7, tmp_path / "again", tables)


def test_a_death_can_leave_half_of_a_transaction_in_the_file(tmp_path: Path, tables: Path) -> None:
    """Else a death would prove nothing: of these lives, some have torn pages that a journal undoes."""
    assert any("is torn" in what for seed in range(40) for what in live(seed, tmp_path, tables))


def test_a_failing_life_tells_its_seed_and_its_story(tmp_path: Path, tables: Path) -> None:
    with closing(sqlite3.connect(tables)) as connection, connection:
        connection.execute("DROP TABLE seriesd_entries")
    with pytest.raises(AssertionError, match=r"^seed 3: .*the follower looks"):
        live(3, tmp_path, tables)
