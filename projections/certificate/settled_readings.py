"""The readings that settle what those of the certificate leave open, where money moves with it."""

from projections.certificate.price_readings import Reading

SETTLED_READINGS = {
    "A73": Reading(
        "4E, 4F",
        "what an opening balance names was there before, whatever its date, and is never tested",
    ),
    "A74": Reading(
        "4E",
        "where every issue is tested against the price that its day began with, the formula still works on "
        "the price that the one before left; what triggers and lowers nothing is deemed issued all the same; "
        "after a readjustment of that day its opening price is the readjusted one",
    ),
    "A75": Reading(
        "4E(5)",
        "only what was received for the issue or the grant is cut off at nothing; what is paid on exercise "
        "and on conversion comes on top of it; a dividend on another stock brings nothing, whatever the entry"
        " says",
        "what is received in all is cut off at nothing",
    ),
    "A76": Reading(
        "4E(1), 4E(2)",
        "an Option on a Convertible Security that was not deemed issued is tested when it becomes one, and if"
        " it is not deemed issued then, when its Common comes out",
    ),
    "A77": Reading(
        "1",
        "a right that is excluded under (A) or (C) is nothing else; one from before the first Series D is "
        "that also where it was taken over in a merger",
    ),
    "A78": Reading(
        "4E(3)",
        "a new number of shares scales all that is still outstanding of a right alike",
    ),
    "A79": Reading(
        "4E(3), 4I",
        "where a readjustment takes effect at once, the price of its day becomes that of the replay; what "
        "triggered on that day waits for the close in the replay too",
    ),
    "A80": Reading(
        "4E(1), 4E(3)",
        "a part of a right is taken from its oldest tranche first; in a net exercise what is delivered goes "
        "before what is withheld",
        "a part is taken from all tranches in proportion",
    ),
    "A81": Reading(
        "4F, 4G",
        "where share units change, what each holder has is rounded by itself; rights and the shares deemed "
        "issued keep their fractions",
    ),
    "A82": Reading(
        "2",
        "a dividend is measured at the close of its record date, or at its own place where that is the day of"
        " payment, and restated where units change in between",
    ),
    "A83": Reading(
        "4A, 4E(7)",
        "what is delivered comes out of unissued shares first, and then out of treasury",
    ),
    "A84": Reading(
        "4L (second)",
        "whether all Series D converts is decided on the whole record; what was delivered at an act stays "
        "while that act stands, and the conversion happens once",
    ),
    "A85": Reading(
        "1",
        "a split of Series D restates the Stated Value, what is accrued, and the number designated and "
        "issued; what each holder has is rounded by itself",
    ),
    "A86": Reading(
        "4E(7)",
        "where a subsidiary is no longer wholly owned, its shares become outstanding and nothing is tested",
        "its shares are disposed of, and tested as an issue",
    ),
    "A87": Reading(
        "4F",
        "stock dividends of one record date are on one base: the register as it was before the first of them,"
        " restated for every other change of units since",
    ),
    "A88": Reading(
        "3",
        "a payment of a part of what is accrued goes on every share alike, and on the debts to those who have"
        " converted",
    ),
}
