"""The notices of the first 4L as letters: what happens, the dates that the clause asks for, and what it does."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from projections.documents.notices.basis import determinations
from projections.documents.notices.events import Announcee, EventNotice
from projections.render.blocks import Block, Facts, Grid, Heading, Items, Paragraph, Signature
from projections.render.documents.notices.determined import by_whom
from projections.render.documents.notices.exact import Exact
from projections.render.entries import says
from projections.render.numbers import number

TITLES = {
    "dividend": "Notice of a Dividend or Distribution",
    "subscription": "Notice of Subscription Rights",
    "reorganization": "Notice of a Reorganization or Reclassification",
    "dissolution": "Notice of Dissolution, Liquidation or Winding Up",
}
_LIMBS = {"dividend": "(1)", "subscription": "(2)", "reorganization": "(3)", "dissolution": "(4)"}


def letter(notice: EventNotice, to: Sequence[Announcee]) -> Iterator[Block]:
    """The letter to these holders."""
    exact = Exact()
    yield Heading(TITLES[notice.kind], 1)
    yield Facts(list(_head(notice, to)))
    yield Paragraph(f"On {notice.takes_place}: {says(notice.event.entry)} ({notice.event.id}).")
    yield Facts(list(_dates(notice)))
    if notice.event.entry.note or notice.event.entry.source:
        yield Items([f"{text}" for text in (notice.event.entry.note, notice.event.entry.source) if text])
    yield Heading("What it does")
    yield Items(list(_effects(notice, to, exact)))
    if len(to) > 1:
        yield Grid(_columns(notice, to), [_row(one, to) for one in to])
    determined = [by_whom(one) for one in determinations([notice.event])]
    if determined:
        yield Heading("Determinations and quotations")
        yield Items(determined)
    yield from exact.annex()
    yield Signature(notice.company)


def _head(notice: EventNotice, to: Sequence[Announcee]) -> Iterator[tuple[str, str]]:
    yield "From", notice.company
    if len(to) == 1:
        yield "To", f"{to[0].holder}, at the address on the books of the Company, by first-class mail"
    else:
        yield "To", f"each holder of {notice.series} named below, by first-class mail"
    yield "Section", f"first 4L, {_LIMBS[notice.kind]}, of the certificate of designations"
    yield "To be mailed by", f"{notice.last_mailing_day}, {notice.days} calendar days before (A53)"


def _dates(notice: EventNotice) -> Iterator[tuple[str, str]]:
    yield "Books close or record is taken", notice.record_date.isoformat()
    if notice.kind in ("dividend", "subscription"):
        yield "Holders of Common are entitled to it on", notice.takes_place.isoformat()
    else:
        yield "It takes place on", notice.takes_place.isoformat()
        yield "Holders of Common may exchange their shares from", notice.takes_place.isoformat()


def _effects(notice: EventNotice, to: Sequence[Announcee], exact: Exact) -> Iterator[str]:
    if len(to) == 1 and to[0].due is not None:
        yield (
            f"You hold {number(to[0].series_d)} {notice.series} on the record date; as if converted they are due "
            f"{_money(to[0].due)} at the same time as the Common (2)."
        )
    for step in notice.steps:
        yield (
            f"The Conversion Price goes from {number(step.before)} to {exact.of(step.after)} ({step.clause}), for "
            f"conversions from {step.governs_from} on; notice of the adjustment follows (4K)."
        )
    if not notice.steps:
        yield _WITHOUT_A_STEP[notice.takes_all]


def _columns(notice: EventNotice, to: Sequence[Announcee]) -> tuple[str, ...]:
    due = ("due to it (2)",) if any(one.due is not None for one in to) else ()
    return ("holder", f"{notice.series} on the record date", *due)


def _row(one: Announcee, to: Sequence[Announcee]) -> list[str]:
    due = [_money(one.due)] if any(it.due is not None for it in to) else []
    return [one.holder, number(one.series_d), *due]


def _money(amount: Fraction | None) -> str:
    return "-" if amount is None else number(amount)


_WITHOUT_A_STEP = {
    False: "As it is recorded, it does not change the Conversion Price.",
    True: "It takes all of the market value of the Common, so that no clause gives a Conversion Price after it: it is "
    "undetermined until it is agreed (4H, A36).",
}
