"""Numbers as a reader reads them, in sentences and tables."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from ledger.numbers.figure import Figure


def number(value: Figure | Fraction | int | date) -> str:
    """A number as it is read aloud: digits in threes, and `…` where the decimals go on. A day is written as one."""
    if isinstance(value, date):
        return str(value)
    return (value if isinstance(value, Figure) else Figure.of(value)).short(threes=True)


def percent(part: Fraction | None) -> str:
    """A percentage to four places, which need not sum to 100 where all of them do; a dash where there is none."""
    return "-" if part is None else Figure.of(part).decimal(_PLACES)


_PLACES = 4


def exactly(figure: Figure) -> str:
    """A number with its exact rational beside it, where it is not whole."""
    num = figure.num()
    if num["exact"] is not None and "/" not in num["exact"]:
        return number(figure)
    exact = f"a rational of {num.get('digits', 0):,} digits" if num["exact"] is None else num["exact"]
    return f"{number(figure)} (exactly {exact})"


def dollars(value: Figure | Fraction | int) -> str:
    """An amount of money as a letter has it: in dollars, with cents where it has any; `…` where the decimals go on."""
    said = number(value)
    return f"${said}{'0' * (said.partition('.')[2].isdigit() and len(said.partition('.')[2]) == 1)}"


def long_date(day: date) -> str:
    """A day as a letter has it: March 2, 2006."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def exactly_in_brief(figure: Figure, most: int = 48) -> str:
    """The same where the exact rational has no more than so many letters; else how many digits it has."""
    num = figure.num()
    if num["exact"] is not None and len(num["exact"]) <= most:
        return exactly(figure)
    digits = num.get("digits", 0) if num["exact"] is None else len(num["exact"].replace("/", ""))
    return f"{number(figure)} (exactly a rational of {digits:,} digits)"


def entries_in_words(count: int) -> str:
    """How many entries: 1 entry, 2 entries."""
    return "1 entry" if count == 1 else f"{count:,} entries"


def which_steps(numbers: Sequence[int], in_all: int | None) -> str:
    """Which steps are told of so many in all; nothing where that are all."""
    if in_all is None or len(numbers) == in_all:
        return ""
    first, last = numbers[0], numbers[-1]
    return f"step {first:,} of {in_all:,}" if first == last else f"steps {first:,} to {last:,} of {in_all:,}"
