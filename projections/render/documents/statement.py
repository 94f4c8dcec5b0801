"""A holder's statement, set as a letter: what it has on the page that is signed, how that came about in the annex."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from ledger.numbers.figure import Figure
from projections.answers.due.calendar import Stands
from projections.answers.holdings.movements import Moved
from projections.documents.statement import Converted, Statement
from projections.render.blocks import Block, Grid, Heading, Items, Lines, NewPage, Paragraph
from projections.render.documents.letter import Annex, Letter, address, letter_blocks
from projections.render.marks.marked import each_reasoned, reasoned
from projections.render.marks.why import Why
from projections.render.notes import of_the_answer, sentence
from projections.render.numbers import dollars, exactly, long_date, number

TITLE = "Statement of holdings"
_PLACES = 4
_NO_CERTIFICATE = (
    "This statement says what the record of the Company gives. It is no certificate for shares, and no right is given "
    "or taken by it."
)
_TYPES = {
    "opening_balance": "held before the record begins",
    "common_issued": "issue",
    "series_d_issued": "issue",
    "series_d_converted": "conversion",
    "series_d_auto_converted": "automatic conversion",
    "right_exercised": "exercise of a right",
    "common_split": "split",
    "series_d_split": "split",
    "stock_dividend_paid": "dividend in Common",
    "reorganized": "reorganization",
    "shares_transferred": "transfer",
    "treasury_acquired": "acquired by the Company",
    "treasury_disposed": "disposed of by the Company",
}
"""What moved shares, by the type of the entry."""
RENAMED = "holder_renamed"
_UNITS = "What stands before a split, or a dividend in Common, is in the share units of its day."


def letters(statements: Iterable[Statement], foot: Sequence[Block]) -> Iterator[Block]:
    """The letters to these holders, each on a page of its own and with where it comes from behind it."""
    for place, one in enumerate(statements):
        if place:
            yield NewPage()
        yield from letter(one)
        yield from foot


def letter(one: Statement) -> Iterator[Block]:
    """The letter to one holder."""
    about = f"{TITLE} at the close of {long_date(one.on)}"
    made_of = [*_movements(one), *_conversions(one), *_open(one), *_rests(one), _days(one)]
    annex = Annex("What the statement is made of", made_of)
    return letter_blocks(Letter(one.envelope, (one.addressee,), one.holder, about, [*_body(one)], [annex]))


def parts(one: Statement) -> Iterator[Block]:
    """What the statement is made of, to be looked at and not to be mailed: each table under a heading."""
    yield Heading(f"What it has at the close of {one.on}")
    yield _holdings(one)
    if one.assumed:
        yield Paragraph(_assumed(one))
    yield Paragraph(_priced(one))
    if one.holding.series_d or one.owed:
        yield Paragraph(_money(one))
    if one.rights:
        yield Heading("Its rights")
        yield _rights(one)
    yield from _differing(one)
    yield from (*_movements(one), *_conversions(one), *_open(one))
    if not one.due:
        yield Paragraph(_in_all(one))
    yield Heading("Its address on the books")
    yield Lines(address(one.envelope, one.addressee))


def _body(one: Statement) -> Iterator[Block]:
    now = "" if one.addressee == one.holder else f" (now {one.addressee})"
    yield Paragraph(f"The books of {one.company} show for {one.holder}{now} at the close of {long_date(one.on)}:")
    yield _holdings(one)
    if one.assumed:
        yield Paragraph(_assumed(one))
    yield Paragraph(_priced(one))
    if one.rights:
        yield Paragraph("Of these rights the holder has:")
        yield _rights(one)
    if one.holding.series_d or one.owed:
        yield Paragraph(_money(one))
    yield from _differing(one)
    yield Paragraph(_in_all(one))
    yield from (Paragraph(sentence(each.flag.message)) for each in of_the_answer(one.notes))
    yield Paragraph(_NO_CERTIFICATE)


def _holdings(one: Statement) -> Grid:
    held, series, percent = one.holding, one.series, one.holding.percent
    of_series = Fraction(100 * held.series_d, one.series_d_outstanding) if one.series_d_outstanding else None
    as_converted = None if held.as_converted is None else held.common + held.as_converted
    told = [
        ("Common", number(held.common), _of(percent.common, "Common outstanding")),
        (series, number(held.series_d), _of(of_series, f"{series} outstanding")),
        (f"Common for all its {series}", _count(held.as_converted), ""),
        ("Common, as converted", _count(as_converted), _of(percent.as_converted, "all, as converted")),
        ("Common under rights", number(held.rights), ""),
        ("Common, fully diluted", _count(held.fully_diluted), _of(percent.fully_diluted, "all, fully diluted")),
        ("votes", _count(held.all_votes), _of(percent.votes, "all votes")),
    ]
    why = Why("holder", one.holder, one.on)
    rows = [(name, *each_reasoned(figures, why)) for name, *figures in told]
    return Grid(("", "shares", "part"), rows, right=(1,))


def _priced(one: Statement) -> str:
    price = f"The Conversion Price in effect on that day is ${exactly(one.price)} a share of Common."
    if not one.holding.series_d:
        return price
    if one.holding.as_converted is None:
        return f"{price} No number of Common follows from it, so nothing is counted as converted."
    whole = f"its {number(one.holding.series_d)} {one.series} convert into {number(one.holding.as_converted)} shares"
    return f"{price} At that price {whole}, a fraction of a share dropped, if so many are authorized (4A, 4D)."


def _assumed(one: Statement) -> str:
    rests = f"Of its {number(one.holding.common)} Common, {number(one.assumed)} (assumed) rest on conversions of which"
    return f"{rests} nobody stated how many shares were delivered: the ledger worked the number out (A8)."


def _differing(one: Statement) -> Iterator[Block]:
    """The conversions of which not what is due was delivered, of whatever day."""
    if one.differences:
        yield Paragraph("On these conversions other Common was delivered than is due on the record as it is now known:")
        yield Items([_difference(each) for each in one.differences])


def _difference(one: Converted) -> str:
    """In the share units of its day, whatever was split since."""
    short = one.due - one.delivered
    what = f"{number(abs(short))} {'are still due' if short > 0 else 'more than is due'}"
    gave = f"{number(one.due)} due, {number(one.delivered)}{'' if one.stated else ' (assumed)'} delivered"
    return f"{long_date(one.on)} ({one.entry}): {gave}, so {what}, in the share units of that day (A8, A30)."


def _rights(one: Statement) -> Grid:
    rows = [
        each_reasoned(
            (name, number(each.outstanding), _payable(each.exercise_price), _payable(each.conversion_price)),
            Why("right", name, one.on),
        )
        for name, each in one.rights.items()
    ]
    return Grid(("right", "Common", "exercise price", "conversion price"), rows, right=(1, 2, 3))


def _payable(price: Fraction) -> str:
    """What is still to be paid for a share, where anything is: nobody need have stated that nothing is."""
    return dollars(price) if price else "none"


def _money(one: Statement) -> str:
    said = f"The Liquidation Preference of its {one.series} is {dollars(one.preference)}"
    said += f", of which {dollars(one.accrued)} is accrued dividends (3)." if one.accrued else " (3)."
    if one.owed:
        said += f" Beside it {dollars(one.owed)} is owed on {one.series} converted between record and payment."
    return said


def _in_all(one: Statement) -> str:
    if not one.due:
        return "Nothing that the certificate asks the Company to do for the holder is open."
    count = "One thing" if len(one.due) == 1 else f"{len(one.due)} things"
    stands = "is" if len(one.due) == 1 else "are"
    return f"{count} that the certificate asks for {stands} open, as the annex says."


def _movements(one: Statement) -> Iterator[Block]:
    yield Heading("Movements" if one.since is None else f"Movements from {long_date(one.since)} on")
    if one.since is not None:
        before = f"{number(one.before.common)} Common and {number(one.before.series_d)} {one.series}"
        yield Paragraph(f"When {long_date(one.since)} began, the holder{_then(one.movements)} had {before}.")
    if not one.movements:
        yield Paragraph("Nothing moved its shares.")
        return
    rows = [_moved(each, one.series) for each in one.movements]
    yield Grid(("on", "entry", "what", "stock", "change", "balance"), rows, right=(4, 5))
    if _is_restated(one.movements):
        yield Paragraph(_UNITS)


def _is_restated(movements: Sequence[Moved]) -> bool:
    """Whether something is told of before the share units changed, or the balance of before."""
    return any(one.restated for one in movements)


def _then(movements: Iterable[Moved]) -> str:
    """Under which name, where it has changed since."""
    name = next((one.holder for one in movements if one.type == RENAMED), None)
    return "" if name is None else f", then {name},"


def _moved(one: Moved, series: str) -> tuple[str, ...]:
    stock = "Common" if one.stock == "common" else series
    sign = "+" if one.change > 0 else ""
    change = "carried on" if one.type == RENAMED else f"{sign}{number(one.change)}"
    why = Why("entry", one.entry)
    entry, moved, balance = each_reasoned((one.entry, change, number(one.balance)), why)
    return one.on.isoformat(), entry, _what(one), stock, moved, balance


def _what(one: Moved) -> str:
    """What moved the shares, and who or what is on the other side."""
    if one.type == RENAMED:
        return f"renamed from {one.holder}"
    if one.type == "holders_merged":
        return f"merger {'into' if one.change < 0 else 'of'} {one.holder}"
    what = _TYPES.get(one.type, one.type.replace("_", " "))
    what += " (assumed)" if one.assumed else ""
    return what if one.holder is None else f"{what}, {'to' if one.change < 0 else 'from'} {one.holder}"


def _conversions(one: Statement) -> Iterator[Block]:
    if not one.conversions:
        return
    yield Heading("Conversions, and the certificates for them")
    columns = ("on", "entry", one.series, "at the price", "Common due", "delivered", "less due", "certificates")
    yield Grid(columns, [_converted(each, one) for each in one.conversions], right=(2, 3, 4, 5, 6))
    if any(each.restated for each in one.conversions):
        yield Paragraph(_UNITS)
    if any(each.due != each.delivered for each in one.conversions):
        yield Paragraph("What was delivered stays a fact; due is what the record as now known gives (A8, A30).")
    if not all(each.stated for each in one.conversions):
        yield Paragraph("Where a delivery is assumed, nobody stated its number: the ledger worked it out (A8).")


def _converted(one: Converted, statement: Statement) -> tuple[str, ...]:
    delivered = number(one.delivered) + ("" if one.stated else " (assumed)")
    said = "; ".join(_certificate(each) for each in statement.certificates if each.about == one.entry)
    shares = (number(one.series_d), number(one.price), number(one.due))
    difference = one.delivered - one.due
    gave = (delivered, f"{'+' if difference > 0 else ''}{number(difference)}")
    by = "" if one.holder == statement.holder else f", by {one.holder}"
    entry, *figures = each_reasoned((f"{one.entry}{by}", *shares, *gave), Why("entry", one.entry))
    return one.on.isoformat(), entry, *figures, said or "none is due"


def _certificate(one: Stands) -> str:
    which = "for Common" if one.kind == "certificate" else "for the balance"
    return f"{which} {_state(one) if one.done is None else f'delivered {one.done}'}"


def _open(one: Statement) -> Iterator[Block]:
    if one.due:
        yield Heading("What is open")
        rows = [
            (
                each.kind.replace("_", " "),
                each.clause,
                reasoned(each.about, Why("right" if each.kind == "expiry" else "entry", each.about)),
                _state(each),
            )
            for each in one.due
        ]
        yield Grid(("what", "clause", "about", ""), rows)


def _rests(one: Statement) -> Iterator[Block]:
    if one.rests is not None and one.rests.readings:
        yield Paragraph(f"The figures rest on the readings {', '.join(one.rests.readings)} of the certificate.")


def _days(one: Statement) -> Paragraph:
    mailed = long_date(one.envelope.dated)
    outside = f"The letter is dated {mailed}, the day of mailing, and has the letterhead and the address of that day"
    return Paragraph(f"{outside}; what it states is as of the close of {long_date(one.on)}.")


def _state(one: Stands) -> str:
    return f"{one.state} {one.due}" if one.due is not None else "awaits surrender"


def _of(percent: Fraction | None, what: str) -> str:
    return "" if percent is None else f"{Figure.of(percent).decimal(_PLACES)} % of {what}"


def _count(value: Fraction | int | None) -> str:
    return "-" if value is None else number(value)
