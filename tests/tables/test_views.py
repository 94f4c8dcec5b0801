"""The views answer on every day what a replay answers, in both kinds of database."""

import datetime as dt
from typing import Any

from sqlalchemy import Engine, text

from commands.api.ledger import Ledger, open_ledger
from commands.journal import read_journal
from ledger.store.store import open_store
from projections.sql.database import reading
from projections.sql.runner.runner import catch_up
from tests.docs.examples import FOLDER
from tests.exports.books import ATG, FLIP
from tests.tables import helping

ON = "company = :company AND from_date <= :day AND (to_date IS NULL OR :day < to_date)"
DAY = dt.timedelta(days=1)


def asked_of(engine: Engine, columns: str, view: str, company: str, day: dt.date) -> list[tuple[Any, ...]]:
    with reading(engine) as connection:
        query = text(f"SELECT {columns} FROM seriesd_{view} WHERE {ON}")
        return [tuple(row) for row in connection.execute(query, {"company": company, "day": day.isoformat()})]


def days_of(ledger: Ledger) -> list[dt.date]:
    """Every day on which something took effect, the day before and the day after; and long after."""
    effective = {one.entry.effective for one in ledger.log()}
    days = {day + number * DAY for day in effective for number in (-1, 0, 1)} | {dt.date(2030, 1, 1)}
    return sorted(day for day in days if day >= min(effective))


def test_on_every_day_there_is_one_price_and_one_balance_of_each_holder(ledger_url: str) -> None:
    with open_ledger(ledger_url) as ledger:
        for name in (FLIP, ATG):
            ledger.record([line.entry for line in read_journal(str(FOLDER / f"{name}.yaml"))], new_company=True)
    engine = helping.tables(ledger_url)
    with open_store(ledger_url) as store:
        catch_up(store, engine)
        companies = store.companies()
    assert len(companies) == 2
    for name in companies:
        with open_ledger(ledger_url, company=name) as ledger:
            for day in days_of(ledger):
                price, held = ledger.price(day), ledger.holders(day)
                assert asked_of(engine, "in_effect_exact, after_close_exact", "price_periods", name, day) == [
                    (price.in_effect.text(), price.after_close.text())
                ]
                rows = asked_of(engine, "holder, series_d, common, votes", "balance_periods", name, day)
                assert {row[0]: row[1:] for row in rows if row[1] or row[2]} == {
                    holder: (one.series_d, one.common, one.votes)
                    for holder, one in held.holders.items()
                    if one.series_d or one.common
                }
                assert len({row[0] for row in rows}) == len(rows)
                assert asked_of(engine, "series_d, common", "outstanding_periods", name, day) == [
                    (held.series_d_outstanding, held.common_outstanding)
                ]


def test_the_calendar_of_today_is_what_the_calendar_answers_today(ledger_url: str) -> None:
    """Row by row, with steps of the price, a certificate and the end of a right on days to come, and on days gone."""
    today = dt.datetime.now(dt.UTC).date()

    def at(days: int, **fields: Any) -> dict[str, Any]:
        return {"effective": (today + days * DAY).isoformat()} | fields

    option = {"type": "option_granted", "holder": "Adviser", "shares": 30, "exercise_price": "90"}
    converts = {
        "type": "series_d_converted",
        "holder": "Fund",
        "shares": 1,
        "surrendered": (today - 60 * DAY).isoformat(),
    }
    entries = [
        helping.ADOPTED | {"company": "Ahead"},
        {"type": "opening_balance", "effective": "2005-12-30", "id": "opening", "holder": "Founder", "common": 10**6},
        {"type": "series_d_issued", "effective": "2006-01-01", "id": "series-d", "holder": "Fund", "shares": 10},
        option | {"effective": "2006-02-01", "id": "x", "right": "X", "expires": (today - 90 * DAY).isoformat()},
        option | {"effective": "2006-02-02", "id": "y", "right": "Y", "expires": (today + 300 * DAY).isoformat()},
        converts | at(-60, id="gone"),
        at(200, id="over", type="right_terminated", right="X", stage="option", reason="expired"),
        at(300, id="cheap", type="common_issued", holder="Buyer", shares=10**6, consideration={"cash": "1"}),
        converts | at(400, id="to-come"),
        at(410, id="given", type="certificate_delivered", conversion="gone"),
    ]
    with open_ledger(ledger_url) as ledger:
        ledger.record(entries, new_company=True)
        told = ledger.calendar(today).standing
    engine = helping.tables(ledger_url)
    with open_store(ledger_url) as store:
        catch_up(store, engine)
    with reading(engine) as connection:
        columns = "due, kind, clause, about, holder, state, done"
        rows = [
            tuple(map(_text, row)) for row in connection.execute(text(f"SELECT {columns} FROM seriesd_calendar_today"))
        ]
        ahead = connection.execute(
            text("SELECT COUNT(*) FROM seriesd_calendar WHERE from_date IS NOT NULL")
        ).scalar_one()
    assert sorted(rows) == sorted(tuple(map(_text, one[:7])) for one in told)
    about = {(row[1], row[3]) for row in rows}
    assert {("expiry", "X"), ("certificate", "gone")} <= about
    assert not {name for _, name in about} & {"Y", "cheap", "to-come"}
    assert ahead


def _text(value: object) -> str:
    return str(value or "")
