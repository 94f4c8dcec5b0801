"""The cap table with percentages, prices by day, and how far behind the tables are: asked of both kinds of database."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, inspect, text

from commands.api.ledger import Ledger, open_ledger
from commands.journal import read_journal
from ledger.engine.book import open_book
from ledger.store.store import open_store
from projections.sql.database import reading
from projections.sql.names import PREFIX
from projections.sql.runner.runner import catch_up
from projections.sql.views.listed import VIEWS
from tests.docs.examples import FOLDER, names
from tests.reporting.test_holdings import Part, parts, together
from tests.tables import helping
from tests.tables.test_views import days_of

ADOPTED = {"type": "certificate_adopted", "effective": "2005-09-06", "id": "c", "company": "A"} | {
    "common_authorized": 9 * 10**18
}
PERCENTS = ("percent_of_common", "percent_of_series_d", "percent_as_converted", "percent_fully_diluted")


def asked(engine: Engine, query: str, **given: Any) -> list[tuple[Any, ...]]:
    with reading(engine) as connection:
        return [tuple(row) for row in connection.execute(text(query), given)]


def projected(url: str) -> Engine:
    engine = helping.tables(url)
    with open_store(url) as store:
        catch_up(store, engine)
    return engine


def percent(part: Fraction | int, total: Fraction | int) -> Decimal | None:
    """To six places, rounded half up."""
    if not total:
        return None
    return Decimal(floor(Fraction(part) / total * 10**8 + Fraction(1, 2))).scaleb(-6)


def percents(part: Part, total: tuple[Any, ...]) -> tuple[Decimal | None, ...]:
    known = total[2] is not None and part[2] is not None
    return (
        percent(part[0], total[0]),
        percent(part[1], total[1]),
        percent(part[0] + (part[2] or 0), total[0] + total[2]) if known else None,
        percent(part[4] or 0, total[4]) if known else None,
    )


def read(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)


def check_every_day(ledger: Ledger, engine: Engine) -> None:
    where = "company = :company AND from_date <= :day AND (to_date IS NULL OR :day < to_date)"
    log, company = ledger.log(), ledger.chosen_company()
    for day in days_of(ledger):
        found = parts(open_book(log, until=day).state)
        total = together(found)
        on = {"company": company, "day": day.isoformat()}
        rows = asked(engine, f"SELECT holder, {', '.join(PERCENTS)} FROM seriesd_cap_table_periods WHERE {where}", **on)
        assert {name: tuple(map(read, row)) for name, *row in rows} == {
            name: percents(part, total) for name, part in found.items()
        }
        classes = asked(
            engine, f"SELECT class, shares, percent_fully_diluted FROM seriesd_cap_table_classes WHERE {where}", **on
        )
        wanted = {"common": total[0], "series_d": total[2], "rights": total[3]}
        assert {name: read(shares) for name, shares, _ in classes} == {
            name: None if shares is None else Decimal(floor(shares * 10**10 + Fraction(1, 2))).scaleb(-10)
            for name, shares in wanted.items()
        }
        known = total[4] is not None
        assert {name: read(part) for name, _, part in classes} == {
            name: percent(shares, total[4]) if known else None for name, shares in wanted.items()
        }


def test_the_percentages_of_all_examples_on_every_day(ledger_url: str) -> None:
    with open_ledger(ledger_url) as ledger:
        for name in names():
            ledger.record([line.entry for line in read_journal(str(FOLDER / f"{name}.yaml"))], new_company=True)
        engine = projected(ledger_url)
        for one in ledger.of_each_company():
            check_every_day(one, engine)


@pytest.mark.parametrize("founders", [7, 99_991, 123_456_789, 98_765_432_101, 10**15 + 7, 10**17 + 3])
def test_percentages_of_few_and_of_very_many_shares_with_parts_of_a_right(ledger_url: str, founders: int) -> None:
    """A reverse split leaves thirds of a right's share; the numbers have from one to eighteen digits."""
    entries = [
        ADOPTED,
        {"type": "opening_balance", "effective": "2005-09-06", "id": "o", "holder": "Founders", "common": 3 * founders},
        {"type": "opening_balance", "effective": "2005-09-06", "id": "p", "holder": "Other", "common": founders},
        {"type": "option_granted", "effective": "2005-09-07", "id": "x", "right": "X", "holder": "Adviser"}
        | {"shares": founders, "exercise_price": "1"},
        {"type": "common_split", "effective": "2006-02-01", "id": "split", "old": 3, "new": 1},
    ]  # fmt: skip
    with open_ledger(ledger_url) as ledger:
        ledger.record(entries)
        check_every_day(ledger, projected(ledger_url))


def test_totals_that_sqlite_cannot_divide_are_left_empty_there_and_never_floats(ledger_url: str) -> None:
    """One Series D stands for 5 x 10**18 (1.65 x 10**16 / .0033), and as many shares of Common are outstanding."""
    entries = [
        ADOPTED | {"terms": {"stated_value": 165 * 10**14}},
        {"type": "opening_balance", "effective": "2005-09-06", "id": "o", "holder": "Founders", "common": 5 * 10**18},
        {"type": "series_d_issued", "effective": "2005-09-07", "id": "d", "holder": "Fund", "shares": 1},
    ]  # fmt: skip
    with open_ledger(ledger_url) as ledger:
        ledger.record(entries)
    engine = projected(ledger_url)
    query = f"SELECT holder, {', '.join(PERCENTS)} FROM seriesd_cap_table_periods WHERE to_date IS NULL ORDER BY holder"
    numbers = engine.dialect.name == "postgresql"
    assert [(name, *map(read, row)) for name, *row in asked(engine, query)] == [
        ("Founders", 100, 0, 50, 50) if numbers else ("Founders", None, 0, None, None),
        ("Fund", 0, 100, 50, 50) if numbers else ("Fund", None, 100, None, None),
    ]


def test_there_is_a_price_for_every_day_until_today(ledger_url: str) -> None:
    with open_ledger(ledger_url) as ledger:
        ledger.record([line.entry for line in read_journal(str(FOLDER / "option-lapse-with-trigger-flip.yaml"))])
        engine = projected(ledger_url)
        query = "SELECT day, in_effect_exact, common_per_share_exact FROM seriesd_price_by_day ORDER BY day"
        today, rows = helping.on_one_day(lambda: asked(engine, query))
        days = [dt.date.fromisoformat(str(day)) for day, *_ in rows]
        first = dt.date(2005, 9, 6)
        assert days == [first + dt.timedelta(days=number) for number in range((today - first).days + 1)]
        by_day = dict(zip(days, rows, strict=True))
        for day in days_of(ledger):
            if first <= day <= today:
                price = ledger.price(day)
                shown = None if price.common_per_share is None else price.common_per_share.text()
                assert by_day[day][1:] == (price.in_effect.text(), shown)


def test_a_day_long_ago_or_far_ahead_makes_no_more_than_a_hundred_years_of_rows(ledger_url: str) -> None:
    entries = helping.some_entries("First", 2)
    entries[1] |= {"effective": "0001-01-01"}
    entries[-1] |= {"effective": "9999-12-31"}
    with open_ledger(ledger_url) as ledger:
        ledger.record(entries)
    engine = projected(ledger_url)
    query = "SELECT MIN(day), MAX(day), COUNT(*) FROM seriesd_price_by_day"
    today, ((first, last, number),) = helping.on_one_day(lambda: asked(engine, query))
    assert str(first) == str(today - dt.timedelta(days=36_525))
    assert (str(last), number) == (str(today), 36_526)


def test_the_database_says_how_far_the_tables_are_behind(ledger_url: str) -> None:
    query = "SELECT company, position, log_position, behind FROM seriesd_freshness ORDER BY company"
    for name in ("First", "Second"):
        with open_ledger(ledger_url, company=name) as ledger:
            ledger.record(helping.some_entries(name), new_company=True)
    engine = projected(ledger_url)
    assert asked(engine, query) == [("First", 9, 9, 0), ("Second", 9, 9, 0)]
    sale = {"type": "common_issued", "effective": "2006-05-01", "holder": "Late", "shares": 5}
    with open_ledger(ledger_url, company="Second") as ledger:
        ledger.record([sale | {"id": "one"}, sale | {"id": "two"}])
    with open_ledger(ledger_url, company="Third") as ledger:
        ledger.record(helping.some_entries("Third"), new_company=True)
    assert asked(engine, query) == [("First", 9, 9, 0), ("Second", 9, 11, 2), ("Third", 0, 9, 9)]
    with open_store(ledger_url) as store:
        catch_up(store, engine)
    assert [row[3] for row in asked(engine, query)] == [0, 0, 0]


def test_tables_beside_another_ledger_say_where_they_stand_and_not_how_far_that_is(
    sqlite_url: str, tmp_path: Any
) -> None:
    with open_ledger(sqlite_url, company="First") as ledger:
        ledger.record(helping.some_entries("First"))
    engine = helping.tables(str(tmp_path / "elsewhere.db"))
    with open_store(sqlite_url) as store:
        catch_up(store, engine)
    assert asked(engine, "SELECT * FROM seriesd_freshness") == [("First", 9, None, None, None)]


def test_every_view_has_the_columns_that_it_is_said_to_have(ledger_url: str) -> None:
    engine = helping.tables(ledger_url)
    with reading(engine) as connection:
        for name, view in VIEWS.items():
            there = [one["name"] for one in inspect(connection).get_columns(f"{PREFIX}{name}")]
            assert there == [one.name for one in view.columns], name


def test_postgresql_keeps_the_meaning_of_every_view_and_of_its_columns(postgres_url: str) -> None:
    helping.tables(postgres_url)
    query = """
        SELECT c.relname, a.attname, d.description FROM pg_class c JOIN pg_description d ON d.objoid = c.oid
        LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid AND d.objsubid > 0 WHERE c.relkind = 'v'
    """
    with psycopg.connect(postgres_url) as connection:
        found = {(view, column): said for view, column, said in connection.execute(query)}
    wanted = {(f"{PREFIX}{name}", None): view.meaning for name, view in VIEWS.items()}
    wanted |= {(f"{PREFIX}{name}", one.name): one.meaning for name, view in VIEWS.items() for one in view.columns}
    assert found == wanted


def test_no_view_makes_a_binary_float(ledger_url: str) -> None:
    with open_ledger(ledger_url) as ledger:
        for name in names():
            ledger.record([line.entry for line in read_journal(str(FOLDER / f"{name}.yaml"))], new_company=True)
    engine = projected(ledger_url)
    for name in VIEWS:
        for row in asked(engine, f"SELECT * FROM {PREFIX}{name} LIMIT 500"):
            assert not [value for value in row if isinstance(value, float)], name
