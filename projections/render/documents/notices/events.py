"""The notices of the first 4L as letters: what happens, the dates that the clause asks for, and what it does."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ledger.events import Reorganized
from projections.answers.history import PriceStep
from projections.documents.notices.automatic import Automatic
from projections.documents.notices.basis import determinations
from projections.documents.notices.events import Announcee, EventNotice
from projections.render.blocks import Block, Facts, Grid, Heading, Items, Paragraph
from projections.render.documents.letter import Annex, Letter, in_a_line, letter_blocks
from projections.render.documents.notices.determined import by_whom
from projections.render.documents.notices.exact import Exact
from projections.render.documents.notices.happened import happened, is_past, noted
from projections.render.documents.notices.not_final import in_the_annex, marked, provisional, running_on
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
    yield from map(Paragraph, _exchanged(notice))
    yield Facts(list(_dates(notice)))
    yield from map(Paragraph, _effects(notice, to, exact))
    yield from running_on(notice.past_term)
    if len(to) > 1:
        yield Grid(_columns(notice, to), [_row(notice, one, to) for one in to])


def _dates(notice: EventNotice) -> Iterator[tuple[str, str]]:
    if notice.record_taken is not None:
        yield "Books close or record is taken", long_date(notice.record_taken)
    if notice.kind in ("dividend", "subscription"):
        yield "Holders of Common are entitled to it on", long_date(notice.takes_place)
    else:
        yield "It takes place on", long_date(notice.takes_place)
    if notice.kind == "reorganization":
        yield "Holders of Common may exchange their shares from", long_date(notice.takes_place)


def _exchanged(notice: EventNotice) -> Iterator[str]:
    """What else than shares of Common a reorganization gives for it, and what Series D converts into then (4G)."""
    entry = notice.event.entry
    if not isinstance(entry, Reorganized):
        return
    if entry.property is not None:
        past = is_past(notice.takes_place, notice.envelope.dated)
        received = "received" if past else "will receive"
        yield f"What a holder of Common Stock {received} in it: {entry.property.rstrip('.')}."
        yield (
            f"From then on a share of {notice.series} converts into what was given for as many shares of Common Stock "
            "as it would have been converted into just before."
        )
    if entry.provision is not None:
        yield f"What is provided for the {notice.series}: {entry.provision.rstrip('.')}."


def _automatically(notice: EventNotice, to: Sequence[Announcee]) -> Iterator[str]:
    """That the event makes Series D convert by itself, and of one holder into what (second 4L)."""
    if not notice.converted:
        return
    past = is_past(notice.takes_place, notice.envelope.dated)
    yield (
        f"This event {'has made' if past else 'will make'} the {notice.series} convert into Common Stock "
        "automatically, under the second Section 4L of the Certificate."
    )
    if len(to) == 1 and (one := notice.converted.get(to[0].holder)) is not None:
        yield (
            f"Your {number(one.series_d)} shares of {notice.series} {'were' if past else 'will be'} converted into "
            f"{number(one.common)} shares of Common Stock, counted as they are after it."
        )


def _effects(notice: EventNotice, to: Sequence[Announcee], exact: Exact) -> Iterator[str]:
    dated = notice.envelope.dated
    paid = is_past(notice.takes_place, dated)
    if len(to) == 1 and to[0].due is not None:
        hold = "held" if is_past(notice.record_date, dated) else "hold"
        yield (
            f"You {hold} {number(to[0].series_d)} shares of {notice.series} {_by_when(notice, 'for')}. As if they "
            f"had been converted, {_money(to[0].due)} {'was' if paid else 'will be'} due to you at the same time as "
            "the dividend on the Common Stock."
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
    made = " ".join(_automatically(notice, to))
    yield from (made,) if made else ()


def _by_when(notice: EventNotice, word: str) -> str:
    return f"on {long_date(notice.record_date)}" if notice.record_taken is None else f"{word} the record date"


def _columns(notice: EventNotice, to: Sequence[Announcee]) -> tuple[str, ...]:
    due = ("due to it",) if any(one.due is not None for one in to) else ()
    converted = ("Common for what converts",) if notice.converted else ()
    return ("holder", f"{notice.series} {_by_when(notice, 'on')}", *due, *converted, "address")


def _row(notice: EventNotice, one: Announcee, to: Sequence[Announcee]) -> list[str]:
    due = [_money(one.due)] if any(it.due is not None for it in to) else []
    converted = [_common(notice.converted.get(one.holder))] if notice.converted else []
    return [one.holder, number(one.series_d), *due, *converted, in_a_line(notice.envelope, one.holder)]


def _common(converted: Automatic | None) -> str:
    return "-" if converted is None else number(converted.common)


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
    yield notice.event.id, noted(entry, notice.envelope.dated)
    if isinstance(entry, Reorganized) and entry.property is not None:
        yield "Property", f"{entry.property} (4G)"
    if isinstance(entry, Reorganized) and entry.provision is not None:
        yield f"For the {notice.series}", f"{entry.provision} (4G)"
    yield "Source", entry.source or "none is named"
    taken = notice.record_taken
    yield "Record date", "none is recorded" if taken is None else taken.isoformat()
    first = "the day on which it takes place" if taken is None else "the record date"
    before = f"{notice.days} calendar days before {notice.record_date}, {first} (A53)"
    yield "To be mailed by", f"{notice.last_mailing_day}, {before}"
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
