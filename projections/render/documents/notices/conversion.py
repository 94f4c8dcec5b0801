"""The Notice of Conversion (Annex A) as a form, with its calculation under it."""

from collections.abc import Iterator

from ledger.refusals import Flag
from projections.documents.notices.conversion import ConversionNotice
from projections.render.blocks import Alert, Block, Facts, Grid, Heading, Items, Lines, Paragraph, Signature
from projections.render.documents.letter import Annex, address, annexed, head
from projections.render.documents.notices.exact import Exact
from projections.render.documents.notices.not_final import in_the_annex, provisional
from projections.render.numbers import dollars, long_date, number

TITLE, RECOMPUTED = "Notice of Conversion", "Recomputation of a Conversion"


def title(notice: ConversionNotice) -> str:
    """What the form is: a notice that a holder may sign, or what the record gives for one that was signed before."""
    return TITLE if notice.entry is None else RECOMPUTED


def form(notice: ConversionNotice) -> Iterator[Block]:
    """The form, filled in, and how its figures come about.

    Of a recorded conversion it is no form to be signed: its figures are worked out now, and the holder stated others,
    or none.
    """
    exact = Exact()
    if notice.unsettled:
        yield Alert(provisional("the price in this form", "of that is given"))
    yield from (Alert(f"{one.flag.message}.") for one in notice.standing)
    yield Heading(title(notice), 1)
    if notice.entry is None:
        yield Lines(_company(notice))
    yield Paragraph(_opening(notice))
    yield Facts(list(_fields(notice, exact)))
    if notice.entry is None:
        yield Signature(notice.holder)
    yield from annexed([Annex("how the number of shares was calculated", list(_annex(notice, exact)))])


def _company(notice: ConversionNotice) -> tuple[str, ...]:
    found = head(notice.envelope)
    return (f"To: {found.company}", *found.lines)


def _annex(notice: ConversionNotice, exact: Exact) -> Iterator[Block]:
    yield Facts([("In the ledger", "not recorded" if notice.entry is None else notice.entry)])
    yield Heading("Calculation")
    yield Items(list(_calculation(notice, exact)))
    if notice.checked:
        yield Heading("What the entry states, and what the record gives")
        rows = [
            (one.what, number(one.stated), number(one.computed), "agrees" if one.agrees else "differs")
            for one in notice.checked
        ]
        yield Grid(("figure", "stated", "record", ""), rows)
    if notice.flags or notice.unsettled:
        yield Heading("What a reader should know")
        yield Items([*in_the_annex(notice.unsettled, (), notice.on), *map(in_a_sentence, notice.flags)])
    yield Heading("How this form departs from Annex A")
    yield Items([_SET_PRICE, *([] if notice.of_stated_value else [_PREFERENCE]), _SERIES, _LEFT_OUT])
    yield from exact.annex()


_SET_PRICE = (
    "Annex A asks for an Applicable Set Price, which nothing defines; here it is the Conversion Price (4A, X16)."
)
_PREFERENCE = (
    "Annex A asks for the Stated Value; 4A converts the Liquidation Preference, and goes before the form (A42, X17)."
)
_SERIES = "What is owned before and after is counted in shares of the series, not of all preferred stock (X18)."
_LEFT_OUT = (
    "Annex A also says that converting costs the holder no fee; that for Common in another name the holder bears the "
    "transfer taxes and hands in the certificates and opinions that the Company may reasonably want; and what the par "
    "value of the Common is. Those words are left out here, but for who bears the taxes where the name differs."
)


def _opening(notice: ConversionNotice) -> str:
    under = "under section 4A of the certificate of designations and its Annex A"
    if notice.entry is None:
        return f"The registered holder named here elects to convert {notice.series} into Common Stock {under}."
    return (
        f"This is not the notice that {notice.holder} gave, and nothing here is to be signed. It is what the record of "
        f"{notice.company}, as it is known now, gives for a recorded conversion of {notice.series} {under}."
    )


def _fields(notice: ConversionNotice, exact: Exact) -> Iterator[tuple[str, str]]:
    series, recorded = notice.series, notice.entry is not None
    yield "Holder", ", ".join(_holder(notice))
    yield "Date to effect conversion", long_date(notice.on)
    if notice.notice_delivered is not None:
        yield "Notice delivered", long_date(notice.notice_delivered)
    yield f"{series} owned before", number(notice.owned_before)
    if notice.asked != notice.converted:
        yield f"{series} tendered", number(notice.asked)
    yield f"{series} {'converted' if recorded else 'to be converted'}", number(notice.converted)
    of_all = "Stated Value" if notice.of_stated_value else "Liquidation Preference"
    yield f"Their {of_all}", exact.of(notice.preference_of_all, dollars)
    yield "Applicable Conversion Price", exact.of(notice.price, dollars)
    yield f"Common {'due, as now known' if recorded else 'to be issued'}", number(notice.common)
    if notice.delivered is not None:
        by = "as stated" if notice.stated else "assumed, since nothing states it"
        yield "Common that was delivered", f"{number(notice.delivered)} ({by})"
    yield f"{series} owned after", number(notice.owned_after)
    yield "Common registered to", notice.register_to
    if notice.register_to != notice.holder:
        yield "Transfer taxes", "borne by the holder, as the name differs"


def _holder(notice: ConversionNotice) -> tuple[str, ...]:
    known = notice.holder in notice.envelope.addresses
    return address(notice.envelope, notice.holder) if known else (notice.holder,)


def _amounts(notice: ConversionNotice) -> Iterator[str]:
    """What of each share is divided by the price: its preference, with what is accrued on it (A42, A60)."""
    value = number(notice.stated_value)
    if notice.of_stated_value:
        yield f"By the reading that the terms choose, the Stated Value of {value} alone is converted (Annex A, A42)."
        return
    for shares, each in notice.parts:
        which = "one share" if len(notice.parts) == 1 else f"each of {number(shares)} shares"
        has = each != notice.stated_value
        accrued = f", of which {value} Stated Value and the rest accrued dividends" if has else ""
        yield f"The Liquidation Preference of {which} is {number(each)}{accrued} (3, 4A, A42)."


def _calculation(notice: ConversionNotice, exact: Exact) -> Iterator[str]:
    yield from _amounts(notice)
    yield f"The Conversion Price in effect on {notice.on} is {exact.of(notice.price)} (4A, A1, A4)."
    terms = [f"{number(shares)} x {number(each)}" for shares, each in notice.parts]
    amount = terms[0] if len(terms) == 1 else f"({' + '.join(terms)})"
    computed = f"{amount} / {number(notice.price)}"
    if notice.unrounded == notice.whole:
        yield f"{computed} = {number(notice.whole)} whole shares (4D, A43)."
    else:
        unrounded, whole = exact.of(notice.unrounded), number(notice.whole)
        rounded = f"rounded down to {whole} whole shares; no cash is paid for the fraction"
        yield f"{computed} = {unrounded}, {rounded} (4D, A43)."
    if notice.of_different_accruals:
        yield f"Of the {notice.series} of {notice.holder} those that came to it first are converted first (A60)."
    if notice.converted != notice.asked:
        yield (
            f"{number(notice.room or 0)} shares of Common can be delivered, so the conversion is cut back to "
            f"{number(notice.converted)} {notice.series}, the fewest that give {number(notice.common)} shares (A45). "
            f"The other {number(notice.asked - notice.converted)} stay outstanding and need a new notice."
        )
    left = f"{number(notice.owned_before)} - {number(notice.converted)} = {number(notice.owned_after)}"
    yield f"{left} stay with the holder."


def in_a_sentence(flag: Flag) -> str:
    """A flag with its clause, where its sentence does not end with one already."""
    clause = f" ({flag.clause})" if flag.clause and not flag.message.endswith(f"({flag.clause})") else ""
    return f"{flag.message}{clause}."
