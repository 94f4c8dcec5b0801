"""What was read of a package: its balances beside those of its entries, and what was not used."""

from collections.abc import Iterator, Sequence

from projections.answers.package import NotUsed, PackageRead, SecuritiesCompared
from projections.render.blocks import Block, Grid, Heading, Items, Note
from projections.render.numbers import number

_CLASSES = {"common": "Common", "series_d": "series"}
_MOST_NAMED = 3


def blocks(package: PackageRead, *, with_balances: bool) -> Iterator[Block]:
    """The reconciliation where it is asked for, else a sentence; and the list of what was not used."""
    rows = package.reconciliation
    if with_balances and rows:
        yield Heading("The package's living securities, and what its entries give")
        columns = ("holder", "of", "securities", "package", "ledger", "")
        yield Grid(columns, [_row(one) for one in rows], right=(3, 4))
    apart = sum(not one.agrees for one in rows)
    if rows:
        agree = "all agree with its entries" if not apart else f"{apart:,} of them differ from its entries"
        yield Note(f"{len(rows):,} balance{'' if len(rows) == 1 else 's'} of the package: {agree}.")
    if package.not_used:
        yield Heading("Not used of the package")
        yield Items(list(_said(package.not_used)))


def _row(one: SecuritiesCompared) -> Sequence[str]:
    named = ", ".join(one.securities[:_MOST_NAMED])
    more = len(one.securities) - _MOST_NAMED
    securities = f"{named} and {more:,} more" if more > 0 else named
    verdict = "agrees" if one.agrees else "differs"
    return one.holder, _CLASSES.get(one.of, one.of), securities, number(one.package), number(one.ledger), verdict


def _said(found: Sequence[NotUsed]) -> Iterator[str]:
    """What was not used, by the object that it is of and the reason."""
    together: dict[tuple[str, str], list[str]] = {}
    for one in found:
        kind, _, field = one.statement.partition(".")
        is_a_file = one.statement == one.example
        together.setdefault((one.statement if is_a_file else kind, one.why), []).append("" if is_a_file else field)
    for (kind, why), fields in together.items():
        named = ", ".join(field for field in fields if field)
        yield f"{kind}{': ' if named else ''}{named} ({why})"
