"""The cap table at the close of a day: who holds what, in parts of the whole too, the rights, and the room left."""

from collections.abc import Iterator, Mapping
from typing import Any

from projections.render.blocks import Block, Grid, Note, Space, Title
from projections.render.notes import short, to_places, under
from projections.render.numbers import number

_PLACES = 4
"""Percentages are shown to so many places: shown so, they need not sum to the 100 of all together."""


def blocks(answer: Mapping[str, Any], known: str) -> Iterator[Block]:
    """Shares of each holder, percentages and votes, each right, and the room under the authorized number."""
    yield Title(f"Cap table at the close of {answer['on']}, {known}")
    if answer["holders"]:
        yield _shares(answer)
        yield Space()
        yield _percentages(answer)
        yield Space()
    if answer["rights"]:
        yield _rights(answer["rights"])
        yield Space()
    yield _room(answer)
    yield from _said(answer)
    yield from under(answer)


def _shares(answer: Mapping[str, Any]) -> Grid:
    columns = ("holder", "Common", "Series D", "as converted", "rights", "fully diluted")
    rows = [(name, *_shares_of(one)) for name, one in _with_total(answer)]
    return Grid(columns, rows, right=range(1, len(columns)), strong=(len(rows) - 1,))


def _shares_of(one: Mapping[str, Any]) -> list[str]:
    names = ("common", "series_d", "as_converted", "rights", "fully_diluted")
    return [_count(one[name]) for name in names]


def _percentages(answer: Mapping[str, Any]) -> Grid:
    columns = ("holder", "% of Common", "% as converted", "% fully diluted", "votes", "% of votes")
    rows = [(name, *_percentages_of(one)) for name, one in _with_total(answer)]
    return Grid(columns, rows, right=range(1, len(columns)), strong=(len(rows) - 1,))


def _percentages_of(one: Mapping[str, Any]) -> list[str]:
    percent = one["percent"]
    parts = [_percent(percent[name]) for name in ("common", "as_converted", "fully_diluted")]
    return [*parts, _count(one["all_votes"]), _percent(percent["votes"])]


def _with_total(answer: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    return [*answer["holders"].items(), ("total", answer["totals"])]


def _rights(rights: Mapping[str, Any]) -> Grid:
    columns = ("right", "holder", "outstanding", "exercise price", "conversion price", "deemed issued")
    return Grid(columns, [_right(name, one) for name, one in rights.items()], right=(2, 3, 4))


def _right(name: str, one: Mapping[str, Any]) -> tuple[str, ...]:
    prices = [short(one[key]) for key in ("exercise_price", "conversion_price")]
    deemed = "yes" if one["triggered"] else f"no ({one['standing']})"
    return name, one["holder"], _count(one["outstanding"]), *prices, deemed


def _room(answer: Mapping[str, Any]) -> Grid:
    room = answer["room"]
    free = _count(room["free"])
    rows = [
        ("authorized", _count(room["authorized"])),
        ("outstanding", _count(room["outstanding"])),
        ("in treasury", _count(room["treasury"])),
        ("reserved for Series D", _count(room["for_series_d"])),
        ("reserved for rights", _count(room["for_rights"])),
        ("of that deemed issued", _count(answer["deemed_issued"])),
        ("short by", free[1:]) if _is_short(room) else ("room left", free),
    ]
    return Grid(("Common", "shares"), rows, right=(1,), strong=(len(rows) - 1,))


def _said(answer: Mapping[str, Any]) -> Iterator[Note]:
    room = answer["room"]
    if answer["totals"]["as_converted"] is None:
        yield Note("No price says what Series D converts into, so nothing here counts it as converted (A36, A44).")
    if "converts_into" in answer:
        into = answer["converts_into"]
        yield Note(f"A reorganization put this in the place of the Common that Series D counts for: {into} (4G).")
    if "assumed" in answer:
        found = ", ".join(f"{number(shares)} of {name}" for name, shares in answer["assumed"].items())
        yield Note(
            f"Common that rests on deliveries of which nobody stated the number, so that it is assumed (A8): {found}."
        )
    if room["authorized"] is None:
        yield Note("No number of Common is authorized on the record yet, so what room there is cannot be said.")
    if _is_short(room):
        yield Note("The authorized number does not suffice for all Series D and all rights: it must be raised first.")


def _is_short(room: Mapping[str, Any]) -> bool:
    return room["free"] is not None and room["free"]["decimal"].startswith("-")


def _count(number: Any) -> str:
    """Shares as a person reads them: digits in threes, and `…` where the decimals go on; a dash where unknown."""
    if number is None:
        return "-"
    return f"{number:,}" if isinstance(number, int) else short(number, threes=True)


def _percent(num: Mapping[str, Any] | None) -> str:
    return "-" if num is None else to_places(num, _PLACES)
