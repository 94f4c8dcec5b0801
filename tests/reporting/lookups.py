"""Answers read off the rows of the tables, the way a spreadsheet would: the last row of each key up to a day."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from projections.read_model import catalogue
from projections.read_model.catalogue import Row, Table
from projections.read_model.rows import Rows

Named = dict[str, Any]


def named(table: Table, row: Row) -> Named:
    return dict(zip((one.name for one in table.columns), row, strict=True))


def latest(rows: Rows, table: Table, on: dt.date, key: str | None = None) -> dict[Any, Named]:
    """By key, what is true at the close of a day."""
    found: dict[Any, Named] = {}
    for row in sorted((named(table, row) for row in rows[table]), key=lambda one: one["from_date"]):
        if row["from_date"] <= on:
            found[key and row[key]] = row
    return found


def num(row: Named, name: str) -> Any:
    """A number as a JSON answer carries it; None where the row has none."""
    if row[f"{name}_decimal"] is None:
        return None
    shown = {"exact": row[f"{name}_exact"], "decimal": row[f"{name}_decimal"]}
    digits = row.get(f"{name}_digits")
    return shown if digits is None else shown | {"digits": digits}


def price(rows: Rows, on: dt.date) -> Named | None:
    """The answer of `price`, where the tables have one."""
    found = latest(rows, catalogue.CONVERSION_PRICES, on)
    if not found:
        return None
    names = ("in_effect", "after_close", "common_per_share")
    return {"on": on.isoformat(), **{name: num(found[None], name) for name in names}}


def of_the_close(price: Named) -> Named:
    """An answer of `price` without what only a replay says: how a day of two prices opened, and each accrual (A60)."""
    return {name: value for name, value in price.items() if name not in {"at_opening", "by_accrual"}}


def holders(rows: Rows, on: dt.date) -> Named:
    """The answer of `holders`."""
    balances = latest(rows, catalogue.HOLDER_BALANCES, on, "holder")
    outstanding = latest(rows, catalogue.SHARES_OUTSTANDING, on)[None]
    rights = latest(rows, catalogue.RIGHTS, on, "right_name")
    return {
        "on": on.isoformat(),
        "holders": {
            name: {"series_d": one["series_d"], "common": one["common"], "votes": one["votes"]}
            for name, one in sorted(balances.items())
            if one["series_d"] or one["common"]
        },
        "series_d_outstanding": outstanding["series_d"],
        "common_outstanding": outstanding["common"],
        "treasury": outstanding["treasury"],
        "common_authorized": outstanding["common_authorized"],
        "deemed_issued": num(outstanding, "deemed_issued"),
        "rights": {name: right(one) for name, one in rights.items() if one["outstanding_exact"] != "0"},
    }


def right(row: Named) -> Named:
    names = ("outstanding", "as_option", "as_convertible", "exercise_price", "conversion_price")
    numbers = {name: num(row, name) for name in names}
    return {"holder": row["holder"], **numbers, "triggered": row["triggered"], "standing": row["standing"]}


def without(rows: Rows, table: Table, since: dt.date) -> Iterable[Row]:
    """The rows of a table that stand before a day."""
    assert table.tail is not None
    place = table.place_of(table.tail)
    return (row for row in rows[table] if row[place] < since)  # type: ignore[operator]
