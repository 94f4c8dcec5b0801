"""How long projecting takes: many companies, beside a bulk insert of the same rows; and a price read off the tables."""

import os
from collections.abc import Callable
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
from tests.benchmarks.journal import journal

Mappings = list[dict[str, Any]]


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


def measure(
    folder: Path, timed: Callable[[Callable[[], object]], float], fresh: Callable[[], str]
) -> tuple[float, float]:
    """Seconds to project, and seconds of the baseline; BENCH_COMPANIES says how many companies of 1,000 entries."""
    companies = int(os.environ.get("BENCH_COMPANIES", "1000"))
    ledger = many_companies(folder, companies, 1000)
    tables = str(folder / "tables.db")
    project(ledger, tables)
    rows = rows_of_all(tables)
    return timed(lambda: project(ledger, fresh())), timed(lambda: insert_with_core(fresh(), rows))
