"""Answers read straight off the tables, without loading the ledger or anything heavy: a question takes milliseconds.

There is an answer only where the tables stand on the last entry of the log: its position and the hash that it carries
are compared. That does not prove the log untouched, as a replay does, which checks every seal.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from ledger.store.address import TABLE, stream_of
from projections.sql.asking import HASH, Query, company_named, failures_of, opened
from projections.sql.names import POSITIONS_TABLE, PREFIX, VERSION, VERSION_TABLE

if TYPE_CHECKING:
    from ledger.rules import Answer

Found = dict[str, Any]


def price_in_tables(ledger: str, tables: str, company: str | None, on: date) -> Found | None:
    """The answer of `price`, with the position that it stands on; None where a replay must give it."""
    return _answer(ledger, tables, company, on, _price)


def holders_in_tables(ledger: str, tables: str, company: str | None, on: date) -> Found | None:
    """The answer of `holders`, with the position that it stands on; None where a replay must give it."""
    return _answer(ledger, tables, company, on, _holders)


class _NotThereError(Exception):
    """The tables do not have the answer."""


def _answer(
    ledger: str, tables: str, company: str | None, on: date, of: Callable[[Query, str, str], Found]
) -> Found | None:
    failures: tuple[type[Exception], ...] = (_NotThereError, *failures_of(ledger, tables))
    if on > datetime.now(UTC).date():
        return None  # what is said of a day to come a replay says
    try:
        with opened(tables) as query, opened(ledger, query if ledger == tables else None) as log:
            name, position = _current(log, query, company)
            return {"on": on.isoformat(), **of(query, name, on.isoformat()), "position": position}
    except failures:
        return None  # whatever is wrong, the replay says it


def _current(log: Query, tables: Query, company: str | None) -> tuple[str, int]:
    """The company, and the position on which its rows stand: that of the last entry of its log."""
    name = company_named(log, company)
    if name is None:
        raise _NotThereError
    ((position, state),) = log(_LAST, (stream_of(name),))
    if tables(f"SELECT version_num FROM {VERSION_TABLE}", ()) != [(VERSION,)]:  # noqa: S608
        raise _NotThereError
    if tables(_STANDING, (name,)) != [(position, bytes(state)[HASH].decode())]:
        raise _NotThereError
    if tables(_ROWS, (name,)) != [(position, 1, position)]:
        raise _NotThereError  # rows are missing that its position promises
    if not tables(_CERTIFICATE, (name,)):
        raise _NotThereError
    return name, position


_LAST = f"""
SELECT originator_version, state FROM {TABLE} WHERE originator_id = ? ORDER BY originator_version DESC LIMIT 1
"""  # noqa: S608
_STANDING = f"SELECT position, head FROM {POSITIONS_TABLE} WHERE company = ? AND no_room IS NULL"  # noqa: S608
_ROWS = f"SELECT COUNT(*), MIN(position), MAX(position) FROM {PREFIX}entries WHERE company = ?"  # noqa: S608
_CERTIFICATE = f"SELECT 1 FROM {PREFIX}entries WHERE company = ? AND type = 'certificate_adopted' LIMIT 1"  # noqa: S608

_NUMBERS = ("in_effect", "after_close", "common_per_share")
_AT_ONCE = f"""
SELECT 1 FROM {PREFIX}price_history
WHERE company = ? AND effective = ? AND governs_from = ? AND clause IN ('4E(3)', '4G') LIMIT 1
"""  # noqa: S608
_HAD_SERIES_D = f"""
SELECT 1 FROM {PREFIX}shares_outstanding WHERE company = ? AND from_date <= ? AND series_d <> 0 LIMIT 1
"""  # noqa: S608
_CERTIFIED = f"""
SELECT 1 FROM {PREFIX}entries WHERE company = ? AND type = 'certificate_adopted' AND effective <= ?
AND NOT EXISTS (SELECT 1 FROM {PREFIX}entries AS later WHERE later.company = {PREFIX}entries.company
    AND later.edits = {PREFIX}entries.entry)
"""  # noqa: S608
_PRICE = f"""
SELECT {", ".join(f"{name}_exact, {name}_decimal, {name}_digits" for name in _NUMBERS)}
FROM {PREFIX}conversion_prices WHERE company = ? AND from_date <= ? ORDER BY from_date DESC LIMIT 1
"""  # noqa: S608


_PAST_ITS_TERM = f"""
SELECT 1 FROM (SELECT company, right_name, MAX(from_date) AS from_date FROM {PREFIX}rights
    WHERE company = ? AND from_date <= ? GROUP BY company, right_name) AS latest
JOIN {PREFIX}rights USING (company, right_name, from_date)
WHERE ends < ? AND COALESCE(outstanding_exact, '') <> '0' LIMIT 1
"""  # noqa: S608
_STANDS = f"""
SELECT 1 FROM {PREFIX}flags WHERE company = ? AND effective <= ? AND code IN ('undetermined', 'without_consent',
    'dividend_not_paid_to_series_d') LIMIT 1
"""  # noqa: S608


def _check_nothing_stands(query: Query, company: str, on: str) -> None:
    """What is said of every answer as long as it lasts (A36, A60, A66, 6) a replay says."""
    if query(_PAST_ITS_TERM, (company, on, on)) or query(_STANDS, (company, on)):
        raise _NotThereError


def _check_certified(query: Query, company: str, on: str) -> None:
    """What is to be said of a day before the certificate a replay says.

    There is no Series D before it; without any, only a certificate that was never edited says its own day.
    """
    if not query(_HAD_SERIES_D, (company, on)) and not query(_CERTIFIED, (company, on)):
        raise _NotThereError


def _price(query: Query, company: str, on: str) -> Found:
    _check_certified(query, company, on)
    _check_nothing_stands(query, company, on)
    if query(_AT_ONCE, (company, on, on)):
        raise _NotThereError  # perhaps a day of two prices; a replay says so
    row = _first(query(_PRICE, (company, on)))
    figures = {name: _num(*row[3 * place : 3 * place + 3]) for place, name in enumerate(_NUMBERS)}
    return figures | {"warnings": _warnings(query, company, on, "price")} | _relied_on(query, company, on, "price")


_OUTSTANDING = f"""
SELECT series_d, common, treasury, common_authorized, deemed_issued_exact, deemed_issued_decimal
FROM {PREFIX}shares_outstanding WHERE company = ? AND from_date <= ? ORDER BY from_date DESC LIMIT 1
"""  # noqa: S608
_BALANCES = f"""
SELECT holder, series_d, common, votes
FROM (SELECT company, holder, MAX(from_date) AS from_date FROM {PREFIX}holder_balances
    WHERE company = ? AND from_date <= ? GROUP BY company, holder) AS latest
JOIN {PREFIX}holder_balances USING (company, holder, from_date)
WHERE series_d <> 0 OR common <> 0
"""  # noqa: S608
_SUBSTITUTED = f"""
SELECT 1 FROM {PREFIX}flags WHERE company = ? AND effective <= ? AND code = 'property_substituted' LIMIT 1
"""  # noqa: S608
_ASSUMED = f"SELECT 1 FROM {PREFIX}conversions WHERE company = ? AND effective <= ? AND assumed LIMIT 1"  # noqa: S608
_HELD = ("outstanding", "as_option", "as_convertible", "exercise_price", "conversion_price")
_RIGHTS = f"""
SELECT right_name, holder, triggered, standing, {", ".join(f"{name}_exact, {name}_decimal" for name in _HELD)}
FROM (SELECT company, right_name, MAX(from_date) AS from_date FROM {PREFIX}rights
    WHERE company = ? AND from_date <= ? GROUP BY company, right_name) AS latest
JOIN {PREFIX}rights USING (company, right_name, from_date)
WHERE COALESCE(outstanding_exact, '') <> '0' ORDER BY grant_number
"""  # noqa: S608


def _holders(query: Query, company: str, on: str) -> Found:
    _check_certified(query, company, on)
    _check_nothing_stands(query, company, on)
    if query(_SUBSTITUTED, (company, on)):
        raise _NotThereError  # into what Series D converts instead of Common, a replay says
    if query(_ASSUMED, (company, on)):
        raise _NotThereError  # what of a balance rests on deliveries that nobody stated, a replay says
    relied_on = _relied_on(query, company, on, "price", "balances")
    if relied_on.get("switches", {}).get("votes") == "capped":
        raise _NotThereError  # votes that are capped are not all that Series D converts into
    from projections.sql.cap_table import cap_table  # noqa: PLC0415  the price is told without it

    series_d, common, treasury, authorized, *deemed = _first(query(_OUTSTANDING, (company, on)))
    balances = [(name, *map(_whole, numbers)) for name, *numbers in query(_BALANCES, (company, on))]
    rights = {row[0]: _right(row) for row in query(_RIGHTS, (company, on))}
    if any(one["outstanding"]["exact"] is None for one in rights.values()):
        raise _NotThereError  # more digits than the tables hold
    holders, totals, room = cap_table(balances, rights.values(), _whole(treasury), _whole(authorized))
    return {
        "holders": holders,
        "totals": totals,
        "series_d_outstanding": _whole(series_d),
        "common_outstanding": _whole(common),
        "treasury": _whole(treasury),
        "common_authorized": _whole(authorized),
        "deemed_issued": _num(*deemed),
        "room": room,
        "rights": rights,
        "warnings": _warnings(query, company, on, "balances"),
        **relied_on,
    }


def _right(row: tuple[Any, ...]) -> Found:
    _, holder, triggered, standing, *numbers = row
    nums = {name: _num(*numbers[2 * place : 2 * place + 2]) for place, name in enumerate(_HELD)}
    return {"holder": holder, **nums, "triggered": bool(triggered), "standing": standing}


_NEXT_CODE = "SELECT code, touches_{} FROM {}flags WHERE company = ? AND code > ? ORDER BY code LIMIT 1"
_LATEST_FLAG = f"""
SELECT place, item, entry, clause, message, nth FROM {PREFIX}flags
WHERE company = ? AND code = ? AND effective <= ? ORDER BY nth DESC LIMIT 1
"""  # noqa: S608
_SAID_LAST = "delivery_differs_from_due"


def _warnings(query: Query, company: str, on: str, about: "Answer") -> list[Found]:
    """The flags that touch an answer, each kind once, as it was raised last, and how many more there are."""
    found = []
    for code in _touching(query, company, about):
        for place, item, entry, clause, message, nth in query(_LATEST_FLAG, (company, code, on)):
            flag = {"entry": entry, "code": code, "clause": clause, "message": message, "more": _whole(nth) - 1}
            found.append(((code == _SAID_LAST, place, item), flag))
    return [flag for _, flag in sorted(found, key=lambda one: one[0])]


def _touching(query: Query, company: str, about: "Answer") -> Iterator[str]:
    """The kinds of flags that touch an answer, of those that there are; each is sought by itself."""
    code = ""
    while found := query(_NEXT_CODE.format(about, PREFIX), (company, code)):
        ((code, touches),) = found
        if touches:
            yield code


_RELIED_ON = f"""
SELECT reading, switch, choice FROM {PREFIX}readings_relied_on
WHERE company = ? AND from_date <= ? AND about IN (?, ?)
"""  # noqa: S608


def _relied_on(query: Query, company: str, on: str, about: str, other: str = "") -> Found:
    """The readings that came into play by a day, and the choices made of the switches that decide some."""
    found = {name: (switch, choice) for name, switch, choice in query(_RELIED_ON, (company, on, about, other))}
    names = sorted(found, key=lambda name: int(name[1:]))
    chosen = {str(switch): choice for switch, choice in (found[name] for name in names) if switch is not None}
    return {"relied_on": names, **({"switches": chosen} if chosen else {})}


def _first(rows: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    if not rows:
        raise _NotThereError
    return rows[0]


def _whole(value: object) -> Any:
    """A whole number, or none; a column of SQLite holds whatever was put into it."""
    if value is not None and type(value) is not int:
        raise _NotThereError
    return value


_EXACT = re.compile(r"-?[0-9]+(/[1-9][0-9]*)?")
_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]{10}")


def _num(exact: str | None, decimal: object, digits: int | None = None) -> Found | None:
    if decimal is None:
        return None
    shown = decimal if isinstance(decimal, str) else f"{decimal:.10f}"
    if not _DECIMAL.fullmatch(shown) or (exact is not None and not _EXACT.fullmatch(exact)):
        raise _NotThereError
    if exact is not None:
        return {"exact": exact, "decimal": shown}
    if digits is None:
        raise _NotThereError
    return {"exact": None, "decimal": shown, "digits": digits}
