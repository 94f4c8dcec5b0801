"""The notices of the first 4L as letters: what happens, the dates that the clause asks for, and what it does."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from projections.answers.history import PriceStep
from projections.documents.notices.basis import determinations
from projections.documents.notices.events import Announcee, EventNotice
from projections.render.blocks import Block, Facts, Grid, Heading, Items, Paragraph
from projections.render.documents.letter import Annex, Letter, in_a_line, letter_blocks
from projections.render.documents.notices.determined import by_whom
from projections.render.documents.notices.exact import Exact
from projections.render.documents.notices.happened import happened, is_past
from projections.render.documents.notices.not_final import in_the_annex, marked, provisional, running_on
from projections.render.entries import says
from projections.render.numbers import dollars, long_date, number

TITLES = {
    "dividend": "Notice of a Dividend or Distribution",
    "subscription": "Notice of Subscription Rights",
    "reorganization": "Notice of a Reorganization or Reclassification",
    "dissolution": "Notice of Dissolution, Liquidation or Winding Up",
}
_LIMBS = {"dividend": "(1)", "subscription": "(2)", "reorganization": "(3)", "dissolution": "(4)"}
OF_ANNEX = "the event as it is recorded"


def title(notice: EventNotice) -> str:
    """What the letter is called; first of all whether its figures are final."""
    return marked(TITLES[notice.kind], provisional=notice.provisional)


def letter(notice: EventNotice, to: Sequence[Announcee]) -> Iterator[Block]:
    """The letter to these holders."""
    exact = Exact()
    names = [one.holder for one in to]
    body = list(_body(notice, to, exact))
    annex = Annex(OF_ANNEX, list(_recorded(notice, exact)))
    alerts = [provisional("the Conversion Price in this letter", "of that is given")] if notice.provisional else []
    return letter_blocks(Letter(notice.envelope, names, notice.series, title(notice), body, [annex], alerts))


def _body(notice: EventNotice, to: Sequence[Announcee], exact: Exact) -> Iterator[Block]:
    yield Paragraph(
        f"{notice.company} (the “Company”) gives you this notice under the first Section 4L, {_LIMBS[notice.kind]}, of "
        f"the certificate of designations of its {notice.series} Preferred Stock (the “Certificate”), as a holder of "
        f"record of the {notice.series}."
    )
    yield Paragraph(happened(notice.event.entry, notice.envelope.dated))
    yield Facts(list(_dates(notice)))
    yield from map(Paragraph, _effects(notice, to, exact))
    yield from running_on(notice.past_term)
    if len(to) > 1:
        yield Grid(_columns(notice, to), [_row(notice, one, to) for one in to])


def _dates(notice: EventNotice) -> Iterator[tuple[str, str]]:
    yield "Books close or record is taken", long_date(notice.record_date)
    if notice.kind in ("dividend", "subscription"):
        yield "Holders of Common are entitled to it on", long_date(notice.takes_place)
    else:
        yield "It takes place on", long_date(notice.takes_place)
        yield "Holders of Common may exchange their shares from", long_date(notice.takes_place)


def _effects(notice: EventNotice, to: Sequence[Announcee], exact: Exact) -> Iterator[str]:
    dated = notice.envelope.dated
    paid = is_past(notice.takes_place, dated)
    if len(to) == 1 and to[0].due is not None:
        hold = "held" if is_past(notice.record_date, dated) else "hold"
        yield (
            f"You {hold} {number(to[0].series_d)} shares of {notice.series} for the record date. As if they had been "
            f"converted, {_money(to[0].due)} {'was' if paid else 'will be'} due to you at the same time as the "
            "dividend on the Common Stock."
        )
    for step in notice.steps:
        goes = "went" if is_past(step.effective, dated) else "will go"
        follows = "is given" if is_past(step.effective, dated) else "will be given"
        yield (
            f"The Conversion Price {goes} from {dollars(step.before)} to {exact.of(step.after, dollars)}, for "
            f"conversions from {long_date(step.governs_from)} on; notice of the adjustment {follows} under Section 4K."
        )
    if not notice.steps:
        yield _WITHOUT_A_STEP[notice.takes_all]


def _columns(notice: EventNotice, to: Sequence[Announcee]) -> tuple[str, ...]:
    due = ("due to it",) if any(one.due is not None for one in to) else ()
    return ("holder", f"{notice.series} on the record date", *due, "address")


def _row(notice: EventNotice, one: Announcee, to: Sequence[Announcee]) -> list[str]:
    due = [_money(one.due)] if any(it.due is not None for it in to) else []
    return [one.holder, number(one.series_d), *due, in_a_line(notice.envelope, one.holder)]


def _money(amount: Fraction | None) -> str:
    return "-" if amount is None else dollars(amount)


_WITHOUT_A_STEP = {
    False: "As it is recorded, it does not change the Conversion Price.",
    True: "It takes all of the market value of the Common Stock, so that the Certificate gives no Conversion Price "
    "after it: it is undetermined until it is agreed.",
}


# -- the annex --------------------------------------------------------------------------------------------------------


def _recorded(notice: EventNotice, exact: Exact) -> Iterator[Block]:
    yield Facts(list(_in_the_record(notice)))
    yield from _price(notice)
    determined = [by_whom(one) for one in determinations([notice.event])]
    determined += in_the_annex(notice.unsettled, notice.past_term, notice.envelope.dated)
    if determined:
        yield Heading("Determinations and quotations")
        yield Items(determined)
    yield from exact.annex()


def _in_the_record(notice: EventNotice) -> Iterator[tuple[str, str]]:
    entry = notice.event.entry
    yield "Section", f"first 4L, {_LIMBS[notice.kind]}, of the certificate of designations"
    yield notice.event.id, f"On {entry.effective} {says(entry)}."
    yield "Source", entry.source or "none is named"
    yield "Record date", notice.record_date.isoformat()
    yield "To be mailed by", f"{notice.last_mailing_day}, {notice.days} calendar days before (A53)"
    if any(one.due is not None for one in notice.holders):
        yield "What is due", "that of the Common into which the Series D of the record date would convert (2, A7, A64)"


def _price(notice: EventNotice) -> Iterator[Block]:
    if notice.takes_all:
        yield Paragraph("No clause gives a price after it (4H, A36).")
    if notice.steps:
        yield Heading("What it does to the price")
        yield Grid(("step", "clause", "of", "governs from", "before", "after"), list(map(_step, notice.steps)))


def _step(one: PriceStep) -> tuple[str, ...]:
    days = str(one.effective), str(one.governs_from)
    return str(one.number), one.clause, *days, number(one.before), number(one.after)
