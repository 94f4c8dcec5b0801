"""The figures of other answers explained: every balance of `holders`, every payout of `waterfall`."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ledger.events import ParityClass
from ledger.log.recorded import Recorded
from ledger.names import near, one_of
from ledger.refusals import Refusal
from ledger.working import Given, Working
from projections.answers.entries import UNKNOWN_HOLDER
from projections.answers.liquidation import waterfall
from projections.members import Answer
from projections.workings.balances import of_company, of_holder, of_right
from projections.workings.observer import tell
from projections.workings.series_d.liquidation import LiquidationTold


@dataclass(frozen=True, slots=True)
class Accounts(Answer):
    """The workings of what was asked, by name, and the entries that they cite."""

    title: str
    on: date
    figures: Mapping[str, Working]
    entries: Mapping[str, Recorded]


def balances_explained(log: Sequence[Recorded], on: date, holder: str | None = None) -> Accounts:
    """Every balance at the close of a day, or those of one holder. Raises `Refusal` for a holder of nothing, ever."""
    telling = tell(log, on)
    registers = telling.registers
    known = sorted(
        registers.common.keys() | registers.series_d.keys() | {r.holder for r in telling.state.rights.values()}
    )
    if holder is not None:
        holder = _meant(holder, known, f"has held anything by {on}")
        return Accounts(f"What {holder} holds on {on}", on, dict(of_holder(telling, holder)), telling.entries)
    found: dict[str, Working] = {}
    for name in known:
        balances = ((what, one) for what, one in of_holder(telling, name) if ": " not in what)
        found |= {f"{name}: {what}": one for what, one in balances}
    found |= dict(of_company(telling))
    for right in telling.state.rights.values():
        found |= dict(of_right(telling, right))
    return Accounts(f"All balances on {on}", on, found, telling.entries)


def _meant(name: str, known: Collection[str], what: str) -> str:
    """The holder of that name, whatever its case and marks. Refused where there is none."""
    found = one_of(name, known)
    if found is None:
        raise Refusal(UNKNOWN_HOLDER, f"nobody named {name!r} {what}{near(name, known)}")
    return found


def waterfall_explained(
    log: Sequence[Recorded],
    on: date,
    assets: Fraction,
    parity: tuple[ParityClass, ...] = (),
    holder: str | None = None,
) -> Accounts:
    """What each holder, or one, would get of these assets in a liquidation at the close of a day (3)."""
    telling = tell(log, on)
    answer = waterfall(telling.state, on, assets, parity)
    if holder is not None:
        holder = _meant(holder, answer.holders, f"holds anything on {on}")
    ranking = [
        (
            one.class_,
            Given(f"the shares of {one.class_}", Fraction(one.shares)),
            Given(f"the preference of a share of {one.class_}", one.preference),
        )
        for one in parity
    ]
    told = LiquidationTold(telling, answer, Given("the amount of assets to be distributed", assets), ranking)
    found = dict(told.of_company())
    for name in answer.holders if holder is None else [holder]:
        found |= {f"{name}: {what}": working for what, working in told.of_holder(name)}
    return Accounts(f"What a liquidation on {on} would give", on, found, telling.entries)
