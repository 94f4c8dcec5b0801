"""The first page: the answer, what stands behind it, and what is to be watched, each in a line; and the chart."""

from collections import Counter
from collections.abc import Iterator

from ledger.clauses.assertions import how_it_differs
from ledger.events import BalanceAsserted
from ledger.numbers.days import written
from projections.answers.due.calendar import Obligation
from projections.compare.readings import Weighed
from projections.documents.company_facts import CompanyFacts, protection_begins
from projections.documents.company_report import CompanyReport
from projections.render.blocks import Block, Facts, Heading, Paragraph
from projections.render.charts.price import price_drawing
from projections.render.documents.company_report.parts import count, shares
from projections.render.documents.report import Colophon
from projections.render.notes import of_the_answer, sentence
from projections.render.numbers import entries_in_words, exactly_in_brief, number


def title_of(report: CompanyFacts) -> str:
    """The title of the document."""
    return f"{report.company}: {report.terms.series}"


def first_page(report: CompanyReport, colophon: Colophon) -> Iterator[Block]:
    """The answer."""
    yield Heading(title_of(report), 1)
    known = f"as known {written(colophon.moment, 'seconds')} ({entries_in_words(colophon.entries)})"
    yield Paragraph(
        f"As of the close of {report.on}, {known}. Every figure is worked out from the entries of the ledger; no price "
        "is rounded before it is shown (A43)."
    )
    yield Facts(list(_answer(report)))
    yield Facts(list(_to_be_watched(report)))
    yield from (Paragraph(sentence(one.flag.message)) for one in of_the_answer(report.price.notes))
    if report.steps:
        yield price_drawing(report.steps, protection_begins(report), report.on)
    else:
        yield Paragraph("Nothing has changed the Conversion Price that the certificate fixes.")


def _answer(report: CompanyFacts) -> Iterator[tuple[str, str]]:
    price, held, series = report.price, report.holders, report.terms.series
    yield "Conversion Price in effect", exactly_in_brief(price.in_effect)
    if price.after_close != price.in_effect:
        yield "From the next day on", exactly_in_brief(price.after_close)
    most = "" if price.by_accrual is None else " with every accrual"
    yield (
        f"Common for one {series}{most}",
        "none" if price.common_per_share is None else exactly_in_brief(price.common_per_share),
    )
    yield f"{series} outstanding", number(held.series_d_outstanding)
    yield "Common outstanding", f"{number(held.common_outstanding)}{_beside(report)}"
    yield "Fully diluted", f"{shares(held.totals.fully_diluted)}, {_diluted(report)}"


def _beside(report: CompanyFacts) -> str:
    held = report.holders
    treasury = f", {number(held.treasury)} in treasury" if held.treasury else ""
    authorized = "" if held.common_authorized is None else f", of {number(held.common_authorized)} authorized"
    return f"{authorized}{treasury}"


def _diluted(report: CompanyFacts) -> str:
    totals = report.holders.totals
    return (
        f"with {shares(totals.as_converted)} for all {report.terms.series} as converted and {shares(totals.rights)} "
        "under rights"
    )


# -- what is to be watched --------------------------------------------------------------------------------------------


def _to_be_watched(report: CompanyReport) -> Iterator[tuple[str, str]]:
    yield "What hangs on a reading", _contested(report)
    yield "Open and overdue", _open(report)
    yield "Asserted balances", _asserted(report)
    yield (
        "To be known",
        f"{count(len(report.flags), 'note')} on the record, listed below" if report.flags else "nothing",
    )


def _contested(report: CompanyReport) -> str:
    left = sum(one.contested and one.switch is None for one in report.readings)
    without = f"; {count(left, 'contested reading')} without a switch, listed further on" if left else ""
    if not report.contested:
        return f"no switch moves a figure{without}"
    more = len(report.contested) - 1
    others = f"; and {count(more, 'more switch', 'more switches')}" if more else ""
    return f"{_otherwise(report.contested[0])}{others}{without}"


def _otherwise(one: Weighed) -> str:
    if one.what_if is None:
        return f"{one.name} ({one.reading}): {one.other} cannot be told"
    price = one.what_if.in_effect
    moved = "the price stays" if price == one.actual.in_effect else f"the price would be {number(price)}"
    made = sum(each.entitled != each.other for each in one.conversions)
    conversions = f", {count(made, 'conversion')} would differ" if made else ""
    return f"{one.name} ({one.reading}) is {one.choice}; with {one.other} {moved}{conversions}"


def _open(report: CompanyFacts) -> str:
    found = report.open
    if not found:
        return "nothing"
    states = Counter(one.state(report.on) for one in found)
    said = ", ".join(f"{states[state]:,} {state}" for state in ("overdue", "due", "open", "waiting") if states[state])
    return f"{said}{_oldest(report, found)}"


def _oldest(report: CompanyFacts, found: list[Obligation]) -> str:
    overdue = [one for one in found if one.state(report.on) == "overdue" and one.due is not None]
    if not overdue:
        return ""
    first = min(overdue, key=lambda one: one.due or report.on)
    return f"; the oldest is the {first.kind.replace('_', ' ')} of {first.due} about {first.about} ({first.clause})"


def _asserted(report: CompanyFacts) -> str:
    asserted = sum(isinstance(one.now, BalanceAsserted) and one.day <= report.on for one in report.entries)
    if not asserted:
        return "none has been asserted"
    if not report.differing:
        return f"{count(asserted, 'balance')} asserted, each as the register has it"
    first = how_it_differs(report.differing[0], report.terms.series)
    return f"{len(report.differing)} of {asserted} asserted differ; {report.differing[0].entry}: {first}"
