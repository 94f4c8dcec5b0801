"""Dividends and payments of what accrued: what each holder of Series D is due."""

from collections.abc import Iterator

from projections.answers.dividends import AccrualPaid, DividendDue
from projections.read_model.catalogue import Row
from projections.read_model.values import number


def dividend_rows(company: str, one: DividendDue) -> Iterator[Row]:
    """The rows of a dividend, one for each holder of Series D."""
    start, end = (company, one.entry), (one.kind, one.record_date, one.paid_on, one.stock, *number(one.per_share))
    for holder, due in one.holders.items():
        yield (*start, holder, *end, one.series_d, due.series_d, due.as_converted, *number(due.due))


def accrual_rows(company: str, one: AccrualPaid) -> Iterator[Row]:
    """The rows of a payment of what accrued, one for each holder of Series D."""
    for holder, amount in one.holders.items():
        yield (company, one.entry, holder, one.on, *number(one.per_share), *number(amount))
