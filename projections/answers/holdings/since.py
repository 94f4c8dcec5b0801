"""What has become of the cap table since another day: of each holder what it had and what it has."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from ledger.cap_table.state import State
from projections.answers.balances import Holders, holders_of
from projections.answers.history import Part
from projections.answers.holdings.dilution import Stake, stake_of
from projections.members import Answer, Maybe


class Became(NamedTuple):
    """What one holder has, or all together, at the close of two days, each in the share units of its day."""

    before: Stake
    now: Stake


@dataclass(frozen=True, slots=True)
class HoldersSince(Answer):
    """What changed in the cap table from the close of one day to that of another, the earlier first.

    `holders` are those that have something else, or another part of the whole; `restated` says whether share units
    changed in between, so that numbers of the two days are not of the same shares (4F, 4G).
    """

    since: date
    on: date
    restated: bool
    holders: dict[str, Became]
    totals: Became
    holders_in_all: Maybe[int] = None
    """How many of them there are, where only a part of them was asked for."""

    def part(self, part: Part | None) -> "HoldersSince":
        """The answer with a part of its holders; with all of them where none is named."""
        if part is None:
            return self
        names = part_of(self.holders, part)
        found = {name: self.holders[name] for name in names}
        return HoldersSince(self.since, self.on, self.restated, found, self.totals, len(self.holders))


def part_of(holders: Mapping[str, object], part: Part | None) -> list[str]:
    """The names of the holders in a part of the list, of all of them where none is named."""
    if part is None:
        return list(holders)
    told = part.within(len(holders))
    return list(holders)[told.start - 1 : told.stop - 1]


def holders_since(then: State, since: date, now: State, on: date) -> HoldersSince:
    """What changed between two cap tables that have come to the close of these days."""
    before, after = holders_of(then, since), holders_of(now, on)
    became = {
        name: Became(stake_of(before.holders, name), stake_of(after.holders, name))
        for name in sorted(before.holders.keys() | after.holders.keys())
    }
    return HoldersSince(
        since=since,
        on=on,
        restated=(then.units, then.terms.stated_value) != (now.units, now.terms.stated_value),
        holders={name: one for name, one in became.items() if one.before != one.now},
        totals=Became(before.totals, after.totals),
    )


def part_of_table(found: Holders, part: Part | None) -> Holders:
    """The cap table with a part of its holders and the rights of those; totals stay those of all."""
    if part is None:
        return found
    names = set(part_of(found.holders, part))
    return replace(
        found,
        holders={name: one for name, one in found.holders.items() if name in names},
        rights={name: one for name, one in found.rights.items() if one.holder in names},
        holders_in_all=len(found.holders),
    )
