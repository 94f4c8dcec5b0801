"""The readings on which rests what holders have: conversion, votes, dividends, preference, consents, notices."""

from projections.certificate.price_readings import Reading

HOLDER_READINGS = {
    "A4": Reading(
        "4A",
        "a conversion goes at the price of its Conversion Date",
        "a conversion goes at the price of the day of the notice, or of the surrender of the certificates",
    ),
    "A42": Reading(
        "4A, Annex A",
        "a conversion counts the Liquidation Preference, accrued and unpaid dividends included",
        "a conversion counts the Stated Value alone, as the form of notice has it",
        contested=True,
    ),
    "A43": Reading(
        "4D",
        "no price is rounded; shares are rounded down once for each notice",
        "shares are rounded down for each share of Series D, or the price is rounded",
        contested=True,
    ),
    "A44": Reading(
        "4A",
        "there is no floor at par; at a price of nothing nothing converts",
        "the price does not fall below par",
    ),
    "A45": Reading(
        "4A",
        "where too few shares are authorized, the most that fit are given for the fewest Series D",
        "fractions of Series D are converted as well, or the notice is refused whole",
        contested=True,
    ),
    "A46": Reading(
        "4L (second)",
        "all Series D converts once the reverse split is made and enough is authorized, at either act, at the price "
        "after the split",
        "an act that authorizes the shares must come first, or what is issued later converts too",
        contested=True,
    ),
    "A47": Reading(
        "2, 5",
        "the authorized number limits neither votes nor dividends; shares are rounded down for each holder",
        "Series D has no more votes than the Common that could be delivered for it",
        contested=True,
    ),
    "A48": Reading(
        "4L (second)",
        "the duty to reserve Series D is a slip for Common, and is not enforced",
    ),
    "A49": Reading("4M", "converted Series D is retired and does not come back"),
    "A50": Reading(
        "2",
        "a dividend on another class gives what a holder of Common gets by it, which is nothing",
        "a dividend on another class gives Series D as much on each share",
    ),
    "A51": Reading(
        "3",
        "Series D takes its preference and no part of what is left; that goes to the Common",
    ),
    "A52": Reading(
        "6, 9",
        "before an entry moves the price a majority may waive its adjustment; afterwards all must agree",
        "a majority may waive an adjustment at any time, or never",
        contested=True,
    ),
    "A53": Reading(
        "4K, 4L (first)",
        "notice is mailed so many calendar days before, the day of mailing not counted; being late undoes nothing",
    ),
    "A55": Reading("4J, 9", "Conversion Shares are the Common issuable on conversion"),
    "A60": Reading(
        "2, 3",
        "a dividend is due to those who held Series D on its record date; unpaid, it accrues to those shares and goes "
        "with them",
        "what accrues is one amount for every share of the series, also for those issued later",
        contested=True,
    ),
    "A64": Reading(
        "2, 3",
        "what is paid is for whole shares of Common for each holder; what accrues is for each share, not rounded",
    ),
    "A68": Reading("4E(2)", "a right to acquire Series D is outside 4E, as Series D is"),
    "A69": Reading(
        "6",
        "Series D within the number designated needs no consent, also when it is issued later",
        "every issue of Series D after the first is an increased number, and needs consent",
    ),
}
