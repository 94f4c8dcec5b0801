"""The readings on which a Conversion Price rests: from when it moves, what counts, and what undoes it (1, 4E to 4I)."""

from typing import NamedTuple


class Reading(NamedTuple):
    """One reading of words that can be read in more than one way, and what stands against it.

    `statement` and `other` are clauses of a sentence, without a full stop; `other` is empty where nobody is known to
    read it otherwise. `contested`: both are respectable and the difference is money.
    """

    clause: str
    statement: str
    other: str = ""
    contested: bool = False


PRICE_READINGS = {
    "A1": Reading(
        "4E, 4I",
        "an adjustment reaches the conversions of the next day, not of its own",
        "an adjustment already reaches what is converted after it on the same day",
        contested=True,
    ),
    "A2": Reading(
        "4F, 4I",
        "where share units change, the price changes with them at the same moment",
        "the old price lasts through the day of the change, and is paid in new shares",
        contested=True,
    ),
    "A3": Reading(
        "4E(3), 4I",
        "a readjustment takes effect like any other adjustment, after the close of its day",
        "a readjustment takes effect forthwith, and reaches the conversions of its own day",
        contested=True,
    ),
    "A5": Reading(
        "4E",
        "a second issue of one day is tested against the price that the first one left",
        "every issue of a day is tested against the price with which the day began",
        contested=True,
    ),
    "A6": Reading(
        "4E, 4E(5)",
        "what is sold in one integral transaction is tested together and adjusts once",
        "each security of a transaction is tested by itself, one after the other",
        contested=True,
    ),
    "A7": Reading(
        "4E(6), 4F, 4H, 4I",
        "a record date is the date of an issue under 4E; a stock dividend and a distribution count when they are paid, "
        "and a stock dividend goes to the holders of its record date",
        "everything given to the holders of Common counts from its payment date",
    ),
    "A8": Reading(
        "4E",
        "what is learned late counts from the day on which it took effect; what was delivered stays, and the "
        "difference to what was due is reported",
        "what is learned late counts from the day on which it is learned",
        contested=True,
    ),
    "A9": Reading(
        "4E",
        "shares deemed issued count among those outstanding until they are issued or fall away",
        "only shares really outstanding count",
    ),
    "A10": Reading(
        "4E(3)",
        "what ended unexercised is no longer deemed outstanding",
        "what was once deemed issued goes on counting, since no words end it",
    ),
    "A11": Reading(
        "4E",
        "Series D as converted is not among the shares outstanding",
        "Series D counts among the shares outstanding as if it had been converted",
        contested=True,
    ),
    "A12": Reading(
        "4E(2), 4E(3)",
        "Series D stands outside its own adjustment: neither its issue nor its conversion is tested",
        "Series D is a Convertible Security like others, and is tested like them",
        contested=True,
    ),
    "A13": Reading(
        "1, 4E",
        "excluded shares count once they are really outstanding",
        "excluded shares never count, or count already while they can be acquired",
    ),
    "A14": Reading(
        "1 (C)",
        "limb (C) of Excluded Stock does not name Options, so a lender's warrants are tested",
        "a lender's warrants are excluded as its shares and its notes are",
        contested=True,
    ),
    "A15": Reading(
        "1 (A)",
        "shares from an excluded right are excluded too, however its price is changed",
        "a plan's Options are excluded, and the shares that come of them are not",
    ),
    "A16": Reading(
        "1 (B)",
        "a right from before the first Series D loses its exclusion when it is amended: shares that come out of it "
        "later are tested when they do",
        "the amendment counts as a new grant, which is tested at once",
        contested=True,
    ),
    "A17": Reading(
        "1 (B)",
        "only what was granted before the day of the first Series D is from before it; what is granted on that day is "
        "tested",
        "what was granted on the day of the first Series D, or before a later issue of it, is excluded too",
        contested=True,
    ),
    "A18": Reading(
        "4E(4), 1 (D)",
        "a dividend on another stock paid in Common counts as issued for nothing; one paid on Common is a stock "
        "dividend and nothing else",
    ),
    "A19": Reading(
        "4E(1)",
        "a right taken over in a merger is tested when its shares come out",
        "a right taken over in a merger is never tested",
    ),
    "A20": Reading(
        "4E(1), 4E(2)",
        "what was never deemed issued is tested when its shares come out",
        "no exercise is ever tested",
    ),
    "A21": Reading(
        "4E(3)",
        "a right that adjusted nothing at its grant is tested anew from its grant when its terms change",
        "such a right is tested from the day of the change, or not at all",
        contested=True,
    ),
    "A22": Reading(
        "4E(3)",
        "only what is still outstanding changes or ends; what was exercised stays",
        "the whole grant is told again on the changed terms, also what was exercised",
        contested=True,
    ),
    "A23": Reading(
        "4E(3)",
        "money paid for a grant goes with the shares it was paid for",
        "money paid for a grant stays with the shares that come out, however many do not",
        contested=True,
    ),
    "A24": Reading(
        "4E(3)",
        "parts of a grant on different terms are tested one by one",
        "parts of a grant on different terms are tested together, at their average price",
        contested=True,
    ),
    "A25": Reading(
        "4E(3)",
        "every later test is made again as if it had been so from the grant",
        "only the step of the right itself is taken back",
        contested=True,
    ),
    "A26": Reading(
        "4E(3), 4F",
        "prices of different days are compared in like share units; restating them is no change of terms",
        "a price restated by a split is a changed price, and is tested as one",
        contested=True,
    ),
    "A27": Reading(
        "4E(3), 4F",
        "a right without split protection is restated as a change of its terms",
        "a right that a split leaves as it is has not changed",
    ),
    "A28": Reading(
        "4E(3)",
        "a readjustment has neither floor nor cap",
        "a readjustment never raises the price, or never lowers it",
        contested=True,
    ),
    "A29": Reading(
        "4E(3)",
        "what is exercised has not ended; what is given up for the price in a net exercise has, unexercised",
        "in a net exercise all is exercised, since what is withheld pays the price",
        contested=True,
    ),
    "A30": Reading(
        "4E(3)",
        "conversions that were made before a readjustment stay as they are",
        "what was converted at the price that is undone is made up for",
        contested=True,
    ),
    "A31": Reading(
        "4E(3)",
        "shares really issued stay issued in the replay; only the terms in question are supposed",
        "the replay also supposes the conversions that its prices would have given",
    ),
    "A32": Reading(
        "4E(3)",
        "the number of shares of an Option changes with its price only, that of a Convertible Security as its rate; "
        "money received does not grow with it",
        "what was received for each share counts for every share that the new rate gives",
    ),
    "A33": Reading(
        "4E(3)",
        "excluded rights and those from before the first Series D are not readjusted",
    ),
    "A34": Reading(
        "4E(3)",
        "each recorded change is an event of its own; rights that reprice each other are not followed by themselves",
    ),
    "A35": Reading(
        "4E(5)",
        "the consideration is net of expenses and of what belongs to rights issued beside it, and never below nothing",
        "the consideration is what the buyer paid, and what is deducted for rights counts for them a second time or "
        "not at all",
        contested=True,
    ),
    "A36": Reading(
        "4H",
        "a distribution that takes all of the market value gives no price: what was provided instead is for people to "
        "say, and until then every later price is undetermined",
        "the factor is nothing, and so is the price",
    ),
    "A37": Reading(
        "4H",
        "a distribution counts the shares really outstanding as its day began, not those deemed issued",
        "a distribution counts the shares deemed issued too",
    ),
    "A38": Reading(
        "4E, 4H",
        "rights given to all holders of Common are a matter of 4E if that adjusts, else of 4H, and never of both",
        "they are a distribution as well, and the greater reduction governs",
        contested=True,
    ),
    "A39": Reading(
        "2, 4H",
        "a distribution in kind is a dividend too, and nothing nets the two",
        "one of the two pays for the other",
        contested=True,
    ),
    "A40": Reading(
        "4E(5), 4H",
        "a majority of Series D can agree on a value; an appraiser may be called unless five eighths do",
        "a value is agreed only when five eighths of Series D do",
    ),
    "A41": Reading(
        "4G",
        "in a reorganization the value comes first, then the ratio, in like units",
        "the ratio comes first, and its price is compared with the value of an old share",
    ),
    "A54": Reading("4E", "there is no 4E(8), though two clauses refer to it, and nothing follows from it"),
    "A56": Reading("4E", "an equal price is no trigger"),
    "A57": Reading(
        "4E(1)",
        "a purchase that binds both sides is an issue when it closes; a right of one side is an Option from its day",
        "a purchase agreement is an Option from the day on which it is signed",
    ),
    "A58": Reading(
        "4E, 4F",
        "protection begins with the first Series D, that day included; all before it is where the ledger begins",
        "protection begins when the certificate is filed",
    ),
    "A59": Reading(
        "4E(3), 4E(5)",
        "rights that end take with them what was deducted for them from the price of the shares sold beside them",
        "what was deducted stays deducted, though nothing came of the rights",
        contested=True,
    ),
    "A61": Reading(
        "4H, 4I",
        "the factor of a distribution is applied at the close of its day, after everything else of it",
        "the factor is applied to the price before everything else of its day",
        contested=True,
    ),
    "A62": Reading(
        "4E(3)",
        "a right can be exercised until its last day ends: what expires on a day does so after all else of it",
    ),
    "A63": Reading(
        "4E(3)",
        "a change at the second stage of an Option that adjusted nothing goes back to the grant of the Option",
        "it goes back to the issue of the Convertible Security",
        contested=True,
    ),
    "A65": Reading(
        "4E(7), 4F",
        "shares held by or for the Company get no stock dividend; a split or combination restates them",
        "a stock dividend is paid on all shares that are issued",
    ),
    "A66": Reading(
        "4E(3)",
        "a right past its own term counts until its end is recorded, and every answer that it touches says so",
        "a right ends by itself with its term, and the price is readjusted that day",
        contested=True,
    ),
    "A67": Reading(
        "4E(3)",
        "a right cancelled and granted again is what was done: an end, and a new grant on its own day",
        "it is a change of the right's price, and is tested from the first grant",
        contested=True,
    ),
    "A70": Reading(
        "4E(5)",
        "for shares sold on credit the consideration is what the promise is worth",
        "for shares sold on credit the consideration is the price named",
    ),
    "A71": Reading(
        "4E(3)",
        "what is given back when an issue is undone is acquired by the Company; the adjustment stays",
        "an issue that is undone counts as never made",
    ),
    "A72": Reading(
        "4E(1), 4E(7)",
        "what was deemed issued is not tested again when it is served out of treasury",
        "a share disposed of out of treasury is an issue that is tested, whatever it is for",
    ),
}
