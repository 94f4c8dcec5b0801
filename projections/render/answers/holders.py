"""The cap table at the close of a day: who holds what, in parts of the whole too, the rights, and the room left."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from projections.render.blocks import Block, Grid, Note, Paragraph, Space, Title
from projections.render.marks.marked import each_reasoned, reasoned
from projections.render.marks.why import Why
from projections.render.notes import short, to_places, under
from projections.render.numbers import number

PARTS = {
    "common": "% of Common",
    "as_converted": "% as converted",
    "fully_diluted": "% fully diluted",
    "votes": "% of votes",
}
"""What the parts of a holder are of, by the names of `Percent`."""

_PLACES = 4
"""Percentages are shown to so many places: shown so, they need not sum to the 100 of all together."""


MOST_RIGHTS = 6
"""So many rights can have a column each."""


def blocks(answer: Mapping[str, Any], known: str, *, by_right: bool = False, first: int = 1) -> Iterator[Block]:
    """Shares of each holder, percentages and votes, each right, and the room under the authorized number.

    With `by_right` each right has a column, where there are few. `first` is the place of the first holder among all,
    where only a part is shown.
    """
    yield Title(f"Cap table at the close of {answer['on']}, {known}")
    yield from _which(len(answer["holders"]), answer.get("holders_in_all"), first, "; the rights below are theirs")
    if answer["holders"]:
        yield _shares(answer, answer["rights"] if by_right and len(answer["rights"]) <= MOST_RIGHTS else {})
        yield Space()
        yield _percentages(answer)
        yield Space()
    if answer["rights"]:
        yield rights_of(answer["rights"], _day(answer))
        yield Space()
    yield _room(answer)
    yield from _said(answer)
    yield from under(answer)


def room(answer: Mapping[str, Any], known: str) -> Iterator[Block]:
    """The room under the authorized number alone."""
    yield Title(f"Room under the authorized Common at the close of {answer['on']}, {known}")
    yield _room(answer)
    yield from _said(answer)


def _which(shown: int, of: int | None, first: int, besides: str) -> Iterator[Block]:
    """Which of the holders are shown, where it is only a part of them."""
    if of is not None and shown != of:
        said = f"{first:,} to {first + shown - 1:,}" if shown else "none"
        yield Note(f"{said} of the {of:,} holders; the totals are of all{besides}")


def _shares(answer: Mapping[str, Any], rights: Mapping[str, Any]) -> Grid:
    columns = ("holder", "Common", "Series D", "as converted", *(rights or ("rights",)), "fully diluted")
    rows = [each_reasoned((name, *_shares_of(name, one, rights)), why) for name, one, why in _with_total(answer)]
    *holders, total = rows
    if rights:
        under = [reasoned(_count(one["outstanding"]), Why("right", name, _day(answer))) for name, one in rights.items()]
        total = [*total[:_BEFORE_RIGHTS], *under, total[-1]]
    return Grid(columns, [*holders, total], right=range(1, len(columns)), strong=(len(rows) - 1,))


_BEFORE_RIGHTS = 4
"""So many columns stand before those of the rights."""


def _shares_of(holder: str, one: Mapping[str, Any], rights: Mapping[str, Any]) -> list[str]:
    before = [_count(one[name]) for name in ("common", "series_d", "as_converted")]
    under = [_count(each["outstanding"]) if each["holder"] == holder else "0" for each in rights.values()]
    return [*before, *(under or [_count(one["rights"])]), _count(one["fully_diluted"])]


def since_blocks(answer: Mapping[str, Any], known: str, first: int = 1) -> Iterator[Block]:
    """What each holder had and has, where it is something else now."""
    yield Title(f"What changed in the cap table from {answer['since']} to {answer['on']}, {known}")
    yield from _which(len(answer["holders"]), answer.get("holders_in_all"), first, "")
    if not answer["holders"]:
        yield Paragraph("Nothing: every holder has what it had.")
        return
    holders = [(name, one, Why("holder", name, _day(answer))) for name, one in answer["holders"].items()]
    told = [*holders, ("total", answer["totals"], Why("holders", on=_day(answer)))]
    rows = [each_reasoned((name, *_became(one)), why) for name, one, why in told]
    yield Grid(_SINCE, rows, right=range(1, len(_SINCE)), strong=(len(rows) - 1,))
    if answer["restated"]:
        yield Note(
            "Share units changed in between: each number is in the share units of its day, so the two are not of the "
            "same shares; percentages are (4F, 4G)."
        )


_COUNTED = ("common", "series_d", "as_converted", "rights", "fully_diluted")
_SINCE = ("holder", "Common", "Series D", "as converted", "rights", "fully diluted", "% fully diluted", "% of votes")


def _became(one: Mapping[str, Any]) -> list[str]:
    before, now = one["before"], one["now"]
    parts = [
        _arrow(*(_percent(each["percent"][name]) for each in (before, now))) for name in ("fully_diluted", "votes")
    ]
    return [*(_arrow(_count(before[name]), _count(now[name])) for name in _COUNTED), *parts]


def _arrow(before: str, now: str) -> str:
    return now if before == now else f"{before} → {now}"


def _percentages(answer: Mapping[str, Any]) -> Grid:
    of_shares = (PARTS[name] for name in ("common", "as_converted", "fully_diluted"))
    columns = ("holder", *of_shares, "votes", PARTS["votes"])
    rows = [each_reasoned((name, *_percentages_of(one)), why) for name, one, why in _with_total(answer)]
    return Grid(columns, rows, right=range(1, len(columns)), strong=(len(rows) - 1,))


def _percentages_of(one: Mapping[str, Any]) -> list[str]:
    percent = one["percent"]
    parts = [_percent(percent[name]) for name in ("common", "as_converted", "fully_diluted")]
    return [*parts, _count(one["all_votes"]), _percent(percent["votes"])]


def _with_total(answer: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any], Why]]:
    """The holders and the sum of them all, each with where its balance is told."""
    on = _day(answer)
    holders = [(name, one, Why("holder", name, on)) for name, one in answer["holders"].items()]
    return [*holders, ("total", answer["totals"], Why("holders", on=on))]


def _day(answer: Mapping[str, Any]) -> date:
    return date.fromisoformat(answer["on"])


def rights_of(rights: Mapping[str, Any], on: date) -> Grid:
    """Rights by name, as JSON has them, each with what is outstanding of it and at which prices."""
    columns = ("right", "holder", "outstanding", "exercise price", "conversion price", "deemed issued")
    return Grid(columns, [_right(name, one, on) for name, one in rights.items()], right=(2, 3, 4))


def _right(name: str, one: Mapping[str, Any], on: date) -> tuple[str, ...]:
    prices = [payable(short(one[key])) for key in ("exercise_price", "conversion_price")]
    deemed = "yes" if one["triggered"] else f"no ({one['standing']})"
    why, holder = Why("right", name, on), reasoned(one["holder"], Why("holder", one["holder"], on))
    named, *figures = each_reasoned((name, _count(one["outstanding"]), *prices, deemed), why)
    return named, holder, *figures


def payable(price: str) -> str:
    """What is still to be paid for a share, where anything is: nobody need have stated that nothing is."""
    return "none" if price == "0" else price


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
    why = Why("holders", on=_day(answer))
    told = [(name, reasoned(shares, why)) for name, shares in rows]
    return Grid(("Common", "shares"), told, right=(1,), strong=(len(rows) - 1,))


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
