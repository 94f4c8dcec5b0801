"""The readings, each in a few words, and the switches that decide some; `docs/readings.md` has them whole."""

from collections.abc import Iterable

from ledger.events.terms import Interpretations
from ledger.working import Switch

READINGS = {
    "A1": "an adjustment reaches the conversions of the next day, not of its own",
    "A2": "where share units change, the price changes with them at the same moment",
    "A3": "a readjustment takes effect like any other adjustment, after the close of its day",
    "A5": "a second issue of one day is tested against the price that the first one left",
    "A6": "what is sold in one integral transaction is tested together and adjusts once",
    "A8": "what is learned late counts from the day on which it took effect; what was delivered stays",
    "A9": "shares deemed issued count among those outstanding until they are issued or fall away",
    "A10": "what ended unexercised is no longer deemed outstanding",
    "A11": "Series D as converted is not among the shares outstanding",
    "A13": "excluded shares count once they are really outstanding",
    "A15": "shares from an excluded right are excluded too",
    "A16": "a right from before the first Series D loses its exclusion when it is amended",
    "A17": "what is granted on the day of the first Series D is tested",
    "A18": "a dividend on another stock paid in Common counts as issued for nothing",
    "A19": "a right taken over in a merger is tested when its shares come out",
    "A20": "what was never deemed issued is tested when its shares come out",
    "A21": "a right that adjusted nothing at its grant is tested anew from its grant when its terms change",
    "A22": "only what is still outstanding changes or ends; what was exercised stays",
    "A23": "money paid for a grant goes with the shares it was paid for",
    "A24": "parts of a grant on different terms are tested one by one",
    "A25": "every later test is made again as if it had been so from the grant",
    "A26": "prices of different days are compared in like share units; restating them is no change of terms",
    "A27": "a right without split protection is restated as a change of its terms",
    "A28": "a readjustment has neither floor nor cap",
    "A30": "conversions that were made stay as they are",
    "A31": "shares really issued stay issued in the replay; only the terms in question are supposed",
    "A32": "the number of shares of a right changes with its price, or as its rate",
    "A35": "the consideration is net of expenses and of what belongs to rights issued beside it",
    "A36": "a distribution that takes all of the market value leaves no price and is refused",
    "A37": "a distribution counts the shares really outstanding, not those deemed issued",
    "A39": "a distribution in kind is a dividend too, and nothing nets the two",
    "A41": "in a reorganization the value comes first, then the ratio, in like units",
    "A42": "accrued dividends are part of what is converted",
    "A43": "no price is rounded; shares are rounded down once for each notice",
    "A45": "where too few shares are authorized, the most that fit are given for the fewest Series D",
    "A46": "all Series D converts once the reverse split is made and enough is authorized, at either act",
    "A47": "the authorized number limits neither votes nor dividends; shares are rounded down for each holder",
    "A49": "converted Series D is retired and does not come back",
    "A50": "a dividend on another class gives what a holder of Common gets by it, which is nothing",
    "A51": "Series D takes its preference and no part of what is left; that goes to the Common",
    "A52": "before it happens a majority may waive an adjustment; afterwards all must agree",
    "A53": "notice is mailed so many calendar days before, the day of mailing not counted; being late undoes nothing",
    "A56": "an equal price is no trigger",
    "A58": "protection begins with the first Series D, that day included",
}

SWITCHES: dict[str, str] = {
    "same_day_price": "A5",
    "readjustment_effective": "A3",
    "tranche_test": "A24",
    "grant_consideration": "A23",
}
"""The reading that each switch of the terms decides."""


def in_order(names: Iterable[str]) -> list[str]:
    """The names of readings, each once, in the order of their numbers."""
    return sorted(set(names), key=lambda name: int(name[1:]))


def is_default(switch: Switch) -> bool:
    """Whether the choice made of a switch is the certificate's own."""
    return bool(switch.choice == Interpretations.model_fields[switch.name].default)
