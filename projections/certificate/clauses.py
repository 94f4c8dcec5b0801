"""The certificate map: of every clause, what the ledger does about it, the readings that touch it, where in the code.

Clause ids are our own, because the printed numbers are not unique: there are two sections 4L, and a 4E(8) is referred
to that does not exist. The printed number is a label. The summaries are ours too; the text is the certificate's.
"""

from typing import Literal, NamedTuple

Handling = Literal["executed", "determination", "informational"]
"""The ledger works it out; or records what somebody decides; or only says that it is there."""

MEANS: dict[Handling, str] = {
    "executed": "the ledger checks it, works it out, or refuses what breaks it",
    "determination": "a person decides, the ledger records who, on what basis and when, and works on with it",
    "informational": "nothing to work out; the ledger may report on it",
}


class Clause(NamedTuple):
    """A clause: our id, the printed number, what it is about, how it is handled, and where."""

    id: str
    printed: str
    about: str
    handling: Handling
    does: str
    readings: tuple[str, ...]
    where: tuple[str, ...]


def _executed(ids: str, about: str, *rest: str) -> Clause:
    return _clause("executed", ids, about, *rest)


def _decided(ids: str, about: str, *rest: str) -> Clause:
    return _clause("determination", ids, about, *rest)


def _noted(ids: str, about: str, *rest: str) -> Clause:
    return _clause("informational", ids, about, *rest)


def _clause(handling: Handling, ids: str, about: str, *rest: str) -> Clause:
    """`ids` is our id, with the printed number behind a bar where it differs; then what it does, readings, modules."""
    own, _, printed = ids.partition(" | ")
    does, readings, where = (*rest, "", "")[:3]
    return Clause(own, printed or own, about, handling, does, tuple(readings.split()), tuple(where.split()))


CLAUSES = (
    _executed(
        "resolution | Resolution",
        "how many preferred shares are authorized and designated",
        "refuses Series D beyond the designated number, counting all ever issued; the terms are recorded with adoption",
        "A17 A49",
        "ledger.events.terms ledger.clauses.opening",
    ),
    _noted(
        "1-persons | 1", "Affiliate, Person, Subsidiary", "defined in the text and never used by it; nothing follows"
    ),
    _executed(
        "1-common | 1",
        "Common Stock",
        "what counts as Common follows splits and reorganizations; share units are restated at their moment",
        "A12",
        "ledger.cap_table.state ledger.clauses.adjustment.splits ledger.clauses.adjustment.reorganization",
    ),
    _executed(
        "1-excluded | 1",
        "Excluded Stock, (A) to (D)",
        "checks which limb can apply to what, leaves excluded issues untested, flags legacy amendments, lenders' "
        "warrants and a missing plan",
        "A13 A14 A15 A16 A17 A18",
        "ledger.clauses.definitions ledger.clauses.adjustment.issues ledger.clauses.adjustment.options "
        "ledger.clauses.adjustment.readjustment",
    ),
    _executed(
        "1-stated-value | 1",
        "Stated Value and its adjustment",
        "a split of Series D itself restates Stated Value, register, accruals and designated number",
        "",
        "ledger.clauses.definitions",
    ),
    _executed(
        "2",
        "dividends as if converted",
        "works out for each holder what each dividend gives; what is not paid accrues",
        "A7 A39 A42 A47 A50",
        "ledger.clauses.dividends projections.answers.dividends",
    ),
    _executed(
        "3",
        "liquidation; the heading's redemption has no text",
        "preference first, pro rata with parity stock when short, the rest to Common; when converting first is better",
        "A42 A51",
        "ledger.clauses.liquidation projections.answers.liquidation",
    ),
    _executed(
        "4A",
        "optional conversion",
        "prices by the Conversion Date, rounds down once per notice, cuts back at the authorized number, checks the "
        "notice",
        "A1 A2 A3 A4 A30 A42 A43 A44 A45",
        "ledger.clauses.conversion",
    ),
    _noted("4B", "left blank", "nothing to do; the mandatory conversion stands in the second 4L"),
    _executed(
        "4C",
        "certificates; when conversion takes effect",
        "the deadline in business days of the later of Conversion Date and surrender; the taker is registered at once",
        "A4 A46",
        "projections.answers.due.calendar projections.answers.due.business_days ledger.clauses.records",
    ),
    _executed(
        "4D",
        "no fractions; partial conversion",
        "whole shares only, nothing for the fraction; a balance certificate is listed until it is delivered",
        "A43",
        "ledger.clauses.conversion ledger.clauses.shares projections.answers.due.calendar",
    ),
    _executed(
        "4E",
        "the weighted average",
        "tests every issue against the running price and applies the formula once per moment",
        "A1 A5 A6 A9 A10 A11 A12 A13 A44 A54 A56 A58",
        "ledger.price.formula ledger.price.fold ledger.clauses.adjustment.trigger ledger.clauses.adjustment.issues",
    ),
    _executed(
        "4E(1)",
        "options",
        "tests at the grant, deems issued what is below the price, does not adjust again on exercise",
        "A9 A10 A14 A19 A20 A21 A32 A57",
        "ledger.clauses.adjustment.options ledger.price.rights",
    ),
    _executed(
        "4E(2)",
        "convertible securities",
        "as for options; what comes out of an option never deemed issued is tested when it does",
        "A12 A19 A20 A32",
        "ledger.clauses.adjustment.options ledger.price.rights",
    ),
    _executed(
        "4E(3)",
        "change and termination",
        "replays the price from the grant with what is outstanding as changed or gone; lists rights that have expired",
        "A3 A16 A20 A21 A22 A23 A24 A25 A26 A27 A28 A29 A30 A31 A32 A33 A34",
        "ledger.clauses.adjustment.readjustment ledger.price.course projections.answers.due.calendar",
    ),
    _executed(
        "4E(4)",
        "dividends on other stock",
        "counts as issued without consideration",
        "A18 A38",
        "ledger.clauses.adjustment.consideration ledger.clauses.adjustment.issues",
    ),
    _decided(
        "4E(5)",
        "consideration",
        "works on net consideration; fair values are the Board's, the holders' or an appraiser's, flagged until final",
        "A35 A40",
        "ledger.clauses.adjustment.consideration ledger.events.determination ledger.clauses.adjustment.determinations",
    ),
    _executed(
        "4E(6)",
        "record date as date of issue",
        "rights and dividends given to holders of Common are dated by their record date",
        "A7",
        "ledger.log.timeline",
    ),
    _executed(
        "4E(7)",
        "treasury shares",
        "not outstanding; a disposition is tested, a retirement is not; a subsidiary that leaves is flagged",
        "A9 A37",
        "ledger.clauses.adjustment.treasury",
    ),
    _noted("4E(8)", "referred to twice, does not exist", "nothing to apply; 4E(1) to 4E(7) are read", "A54"),
    _executed(
        "4F",
        "splits and stock dividends",
        "moves price, shares, deemed shares and rights in one moment; a dividend in Common goes to the holders of its "
        "record date, and to no treasury share; flags conversions of its day, and between record and payment",
        "A2 A7 A26 A27 A41 A65",
        "ledger.clauses.adjustment.splits",
    ),
    _decided(
        "4G",
        "reorganization",
        "value before ratio; the value, the provision for Series D and the property substituted are recorded",
        "A41",
        "ledger.clauses.adjustment.reorganization ledger.clauses.adjustment.determinations",
    ),
    _decided(
        "4H",
        "distributions and Market Price",
        "applies the factor; refuses what takes all of the value; who determined value and Market Price is recorded",
        "A7 A36 A37 A38 A39 A40",
        "ledger.clauses.adjustment.distributions ledger.clauses.adjustment.determinations",
    ),
    _executed(
        "4I",
        "when an adjustment takes effect",
        "from the day after the cause, or from its own day where share units change",
        "A1 A2 A3 A7",
        "ledger.price.course ledger.price.facts",
    ),
    _decided(
        "4J",
        "other stock receivable",
        "flags what Series D converts into; its further adjustment is a determination to be recorded",
        "A55",
        "ledger.clauses.adjustment.reorganization ledger.clauses.conversion",
    ),
    _executed(
        "4K",
        "notice of adjustment",
        "due at once to each holder for every adjustment, open until it was sent; writes the notice to the address on "
        "the books, and compares the price that it stated with the record ever after",
        "A43 A53",
        "ledger.log.books ledger.clauses.notices projections.answers.due.calendar "
        "projections.documents.notices.adjustment projections.audit.notices_sent",
    ),
    _executed(
        "4L-1 | 4L",
        "other notices",
        "the last day of mailing before record dates and events; writes the notice; late and missing notices are said, "
        "the act stands",
        "A53",
        "ledger.clauses.notices projections.answers.due.calendar projections.documents.notices.events",
    ),
    _executed(
        "4L-2 | 4L (second)",
        "automatic conversion",
        "on a single reverse split of the ratio and enough authorized Common, in either order; says what is missing",
        "A2 A43 A46",
        "ledger.clauses.automatic_conversion",
    ),
    _noted(
        "4L-2(2) | 4L (second)(2)",
        "reservation of shares",
        "the text reserves Series D where Common must be meant; the shortfall of Common is reported, not enforced",
        "A48",
        "projections.answers.due.calendar",
    ),
    _executed(
        "4M",
        "converted shares are retired",
        "they stay counted as issued, so that they are never issued again",
        "A49",
        "ledger.clauses.opening",
    ),
    _executed(
        "4N",
        "issue tax",
        "flags a tax borne by a holder that converts in its own name",
        "",
        "ledger.clauses.records",
    ),
    _noted(
        "4O",
        "closing of books",
        "no entry can close the books, so nothing can stand in the way of a conversion; transfers are recorded, and "
        "holders that are renamed or become one, and the register is held against what others count",
        "",
        "ledger.clauses.opening ledger.clauses.holders ledger.clauses.assertions",
    ),
    _executed(
        "5",
        "votes",
        "whole votes per holder as if converted on the day asked, uncapped unless the terms choose the other reading; "
        "a class vote has one for each Series D",
        "A47",
        "ledger.clauses.voting projections.answers.balances projections.answers.consents",
    ),
    _executed(
        "6",
        "what needs prior consent, (a) to (d)",
        "refuses a protected action without the prior consent of more than half, a cash liquidation in full apart",
        "A52",
        "ledger.clauses.restrictions ledger.clauses.amendment projections.answers.consents",
    ),
    _noted("7", "no waiver of rights under the law", "nothing to work out"),
    _noted("8", "no impairment", "an aid to reading the rest; used where a reading says so", "A27 A36"),
    _executed(
        "9",
        "amendment and waiver",
        "a majority in writing, all for what fixes price and conversion; a waived adjustment shows in the history, the "
        "explanations and the flags",
        "A52 A55",
        "ledger.clauses.amendment projections.answers.waivers",
    ),
    _executed(
        "10",
        "consent in writing or at a meeting",
        "records the form of each consent; section 9 counts the written ones; shows what a proposal has and allows",
        "A52",
        "ledger.clauses.amendment projections.answers.consents",
    ),
    _executed(
        "annex-A | Annex A",
        "the form of a notice of conversion",
        "fills it in and checks its figures against the register; Stated Value is read as Liquidation Preference",
        "A42",
        "ledger.clauses.conversion projections.documents.notices.conversion",
    ),
    _executed(
        "record | -",
        "the record itself: facts learned late, corrections",
        "keeps both times, replays from the date of effect, reports deliveries that differ",
        "A8 A30",
        "ledger.log.timeline ledger.engine.book ledger.engine.edits projections.answers.flags",
    ),
)
"""All clauses, in the order of the certificate; the last row is the ledger's own."""
