"""How long projecting takes: many companies, beside a bulk insert of the same rows; and a price read off the tables."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from commands.api.ledger import open_ledger
from ledger.store.store import open_store
from projections.sql.database import engine_of, reading
from projections.sql.migrate import upgrade
from projections.sql.read import rows_in
from projections.sql.runner.runner import catch_up
from projections.sql.runner.workers import Crew
from projections.sql.schema import METADATA, TABLES
from tests.benchmarks.frame.measure import Bench, across
from tests.benchmarks.frame.row import Row
from tests.benchmarks.journal import journal

Mappings = list[dict[str, Any]]

_EACH = 1_000
"""Entries of each company."""
_RUNS = 3
_PROMISED, _MANY = 1.5, 20
"""From so many companies on: for fewer, most is the start of the processes that share the work."""


def many_companies(folder: Path, companies: int, entries: int) -> Path:
    """A ledger of so many companies, each with so many entries."""
    place = folder / "companies.db"
    lines = [journal(entries, seed) for seed in range(min(companies, 20))]
    for number in range(companies):
        with open_ledger(str(place), company=f"Company {number}") as ledger:
            ledger.record(lines[number % len(lines)], new_company=True)
    return place


def project(ledger: Path, tables: str) -> None:
    """What is measured: the tables of all companies, from nothing."""
    engine = engine_of(tables)
    upgrade(engine)
    with open_store(str(ledger), create=False) as store, Crew(str(ledger)) as crew:
        catch_up(store, engine, crew=crew)


def rows_of_all(tables: str) -> dict[sa.Table, Mappings]:
    """All rows, the way SQLAlchemy Core takes them."""
    with reading(engine_of(tables)) as connection:
        return {made: _mappings(made, rows_in(connection, table)) for table, made in TABLES.items()}


def _mappings(made: sa.Table, rows: list[Any]) -> Mappings:
    names = made.columns.keys()
    return [dict(zip(names, row, strict=True)) for row in rows]


def insert_with_core(place: str, rows: dict[sa.Table, Mappings]) -> None:
    """The baseline: SQLAlchemy Core inserts the same rows into the same tables, in bulk."""
    engine = sa.create_engine(f"sqlite:///{place}")
    METADATA.create_all(engine)
    with engine.begin() as connection:
        for made, mappings in rows.items():
            if mappings:
                connection.execute(sa.insert(made), mappings)
    engine.dispose()


def rows(bench: Bench) -> Iterator[Row]:
    """Many companies, each of a thousand entries."""
    yield from across((_EACH * companies for companies in bench.budget.companies), partial(_projected, bench))


def _projected(bench: Bench, entries: int) -> Iterator[Row]:
    companies, made = entries // _EACH, list[str]()
    ledger = many_companies(bench.fresh(), companies, _EACH)

    def from_nothing() -> None:
        made.append(str(bench.fresh() / "tables.db"))
        project(ledger, made[-1])

    projected = bench.timed(from_nothing, _RUNS if companies <= 100 else 1)
    found = rows_of_all(made[-1])
    inserted = bench.timed(lambda: insert_with_core(str(bench.fresh() / "tables.db"), found))
    what, baseline = f"project {companies:,} companies", "SQLAlchemy Core inserts the same rows"
    yield Row(what, projected, baseline, inserted, _PROMISED if companies >= _MANY else None)
