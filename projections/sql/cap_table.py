"""The cap table as JSON, worked out of the rows of the tables as a replay works it out of the log."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from projections.answers.holdings.dilution import Held, Percent, Room, Stake, diluted

Balance = tuple[Any, ...]
"""A holder, its Series D and Common, and its votes, which are uncapped: all that its Series D converts into (A47)."""

_PLACES = 10


def cap_table(
    balances: Iterable[Balance], rights: Iterable[Mapping[str, Any]], treasury: int, authorized: int | None
) -> list[Any]:
    """The holders, all together, and the room under the authorized number."""
    held = {name: Held(series_d, common, votes, votes if series_d else 0) for name, series_d, common, votes in balances}
    under = [(one["holder"], Fraction(one["outstanding"]["exact"])) for one in rights]
    return [_said(one) for one in diluted(held, under, treasury, authorized)]


def _said(one: Mapping[str, Stake] | Stake | Percent | Room | Fraction | int | None) -> Any:
    match one:
        case None | int():
            return one
        case Fraction():
            return {"exact": str(one), "decimal": _decimal(one)}
        case Mapping():
            return {name: _said(value) for name, value in one.items()}
        case _:
            return _said(one._asdict())


def _decimal(number: Fraction) -> str:
    """The decimal to ten places, rounded half to even."""
    rounded = round(number * 10**_PLACES)
    digits = str(abs(rounded)).rjust(_PLACES + 1, "0")
    return f"{'-' if rounded < 0 else ''}{digits[:-_PLACES]}.{digits[-_PLACES:]}"
