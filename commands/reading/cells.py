"""What stands in a cell of a table, and the text of a field that it is read as.

A cell of a text file is text. One of a workbook is text, a number, a date, true or false, or it is wrong: an error, a
formula that was never worked out. What could be meant in two ways is refused, with what would be accepted.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation, Overflow

from commands.reading.lines import SlipError
from ledger.names import shown
from ledger.numbers.exact import MOST_CHARACTERS


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a workbook holds it: its decimal, and what keeps it from being read as what somebody wrote.

    `cut` where it has more digits than were typed: what a formula gave, or what was cut off. `odd` says how it is
    shown, where that is another number; `plain` whether it is shown as it is, digit by digit.
    """

    text: str
    cut: bool = False
    odd: str = ""
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that holds no value, and the sentence that says why."""

    message: str


Cell = str | bool | date | Number | Wrong

_MOST_DIGITS = 15
"""As many digits of a number as a spreadsheet keeps."""

_MOST_EXPONENT = 400
"""Beyond the numbers that a spreadsheet keeps, which end near the 308th power of ten."""

_MOST_PLAIN = 11
"""As long a whole number as a spreadsheet shows where no format is chosen."""

_MOST_SHOWN = 60
_SIGN = re.compile(r"(?:US)?\$|USD\s", re.ASCII)
_UNITS = re.compile(r"[%€£¥]|[A-Za-z]{3,}")
_NEGATIVE = re.compile(r"\((.*)\)", re.DOTALL)
_IN_THREES = re.compile(r"[+-]?\d{1,3}(?:[,'\u2019\s_]\d{3})+(?:\.\d*)?")
_ONE_GROUP = re.compile(r"[1-9]\d{0,2}\.\d{3}", re.ASCII)
_EXPONENT = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)[eE][+-]?\d+", re.ASCII)
_SHOWN_SHORT = re.compile(r"[+-]?\d(?:\.\d+)?E[+-]\d{2,}", re.ASCII)
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]00:00(?::00(?:\.0+)?)?Z?", re.ASCII)
_OTHER_DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_MONTHS = 12
_AS_TEXT = re.compile(r'="((?:[^"]|"")*)"')


def number_of(written: str, *, odd: str = "", plain: bool = True) -> Number | Wrong:
    """The number that a workbook writes down. A typed one has no more than 15 digits; of more it is what they mean."""
    try:
        given = Decimal(written if len(written) <= MOST_CHARACTERS else "")
    except (InvalidOperation, Overflow):
        return Wrong(f"{shown(written)} is not a number")
    if not given.is_finite() or abs(given.adjusted()) > _MOST_EXPONENT:
        return Wrong(f"{shown(written)} is not a number")
    if len(given.normalize().as_tuple().digits) > _MOST_DIGITS:
        short = Decimal(f"{given:.{_MOST_DIGITS - 1}E}")
        # a workbook writes 0.0033 as 3.3000000000000002E-3: both are the number that it keeps
        if float(short) != float(given):
            return Number(_decimal(Decimal(repr(float(given)))), cut=True, odd=odd, plain=False)
        given = short
    return Number(_decimal(given), odd=odd, plain=plain)


def _decimal(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def is_blank(cell: Cell) -> bool:
    """Whether nothing stands there."""
    return isinstance(cell, str) and not cell.strip()


def as_shown(cell: Cell) -> str:
    """What stands in a cell, for a sentence."""
    match cell:
        case Wrong():
            return cell.message
        case Number():
            return cell.text
        case bool():
            return "TRUE" if cell else "FALSE"
        case date():
            return cell.isoformat()
    text = " ".join(cell.split())
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 3]}..."


# -- what a cell is read as -------------------------------------------------------------------------------------------


def as_text(cell: Cell, *, local: bool = False) -> str:  # noqa: ARG001  read like the others
    """A name, a word or free text. A number is its digits where they are what the spreadsheet shows."""
    match cell:
        case str():
            text = cell.strip()
            written = _AS_TEXT.fullmatch(text)  # how text is kept text in a CSV file
            return text if written is None else written[1].replace('""', '"')
        case Number(cut=False, odd="", plain=True) if cell.text.isdecimal() and len(cell.text) <= _MOST_PLAIN:
            return cell.text
        case Number():
            raise SlipError(
                f"{cell.text} is a number, and the field holds text; format the cell as text and write it as meant"
            )
        case bool():
            raise SlipError(f"{as_shown(cell)} is true or false, and the field holds text; format the cell as text")
        case date():
            raise SlipError(_made_a_date(cell))
    raise SlipError(cell.message)


def as_number(cell: Cell, *, local: bool = False) -> str:
    """A number, a price or an amount of money. `local` where a point may part thousands, as its country has it."""
    if isinstance(cell, str):
        text = _without_signs(cell, money=True)
        if _SHOWN_SHORT.fullmatch(text):
            raise SlipError(_cut_off(text))
        return _checked(text, cell, local=local)
    return _number(cell)


def could_be_thousands(cell: Cell) -> str:
    """A number that is read as a decimal and could be thousands, as it is written; else nothing."""
    text = _without_signs(cell, money=True) if isinstance(cell, str) else ""
    return text if _ONE_GROUP.fullmatch(text.lstrip("+-")) else ""


def as_count(cell: Cell, *, local: bool = False) -> str:
    """A number of shares."""
    if isinstance(cell, str):
        text = _without_signs(cell, money=False)
        if _EXPONENT.fullmatch(text):
            raise SlipError(_cut_off(text))
        if not local and _ONE_GROUP.fullmatch(text.lstrip("+-")):  # nobody writes thousandths of a share
            whole = text.partition(".")[0] if text.endswith(".000") else f"{text}0"
            raise SlipError(f"{text!r} could be thousands; write {text.replace('.', '')} or {whole}")
        return _checked(text, cell, local=local)
    return _number(cell)


def as_claimed(cell: Cell, *, local: bool = False) -> str:
    """A number that somebody states, to as many places as it is written with."""
    if isinstance(cell, str):
        return _checked(_without_signs(cell, money=True), cell, local=local)
    return _number(cell, cut=True)


def as_day(cell: Cell, *, local: bool = False) -> str:  # noqa: ARG001  read like the others
    """A date. What a spreadsheet keeps as a date is one; as text it is year, month, day, and nothing else."""
    match cell:
        case bool():
            raise SlipError(f"{as_shown(cell)} is not a date; write it as year-month-day, like 2006-03-01")
        case date():
            return cell.isoformat()
        case Number():
            raise SlipError(
                f"{cell.text!r} is not a date; write it as year-month-day, like 2006-03-01, or let the cell be "
                "formatted as a date"
            )
        case Wrong():
            raise SlipError(cell.message)
    text = as_text(cell)
    if found := _MIDNIGHT.fullmatch(text):
        return found[1]
    if _OTHER_DAY.fullmatch(text) and not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        if (parts := _YEAR_FIRST.fullmatch(text)) and int(parts[2]) <= _MONTHS:
            written = f"{parts[1]}-{int(parts[2]):02}-{int(parts[3]):02}"
            raise SlipError(f"{text!r} is not a date; write the month and the day with two digits, as {written}")
        raise SlipError(
            f"{text!r} is not a date; write it as year-month-day, like 2006-03-01: which number is the day and which "
            "the month is not guessed"
        )
    return text


def as_flag(cell: Cell, *, local: bool = False) -> str | bool:  # noqa: ARG001  read like the others
    """True or false."""
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, Number | date):
        return as_shown(cell)
    return as_text(cell)


def as_term(cell: Cell, *, local: bool = False) -> str:
    """The value of a term: a number where it looks like one, else text."""
    if not isinstance(cell, str):
        return _number(cell)
    text = as_text(cell)
    if "," in text or _SHOWN_SHORT.fullmatch(text) or _without_signs(text, money=True) != text:
        number = as_number(cell, local=local) if re.search(r"\d", text) and not re.search(r"[^\W\dE]", text) else text
        if number != text:
            raise SlipError(f"{text!r} could be a number or text; write {number}, or other words")
    return text


def as_given(cell: Cell, *, local: bool = False) -> str:  # noqa: ARG001  read like the others
    """Whatever stands there, of a field that is not known."""
    return cell.strip() if isinstance(cell, str) else as_shown(cell)


Reader = Callable[..., str | bool]
"""How a cell is read as a field of its kind. Raises `SlipError`."""


def _number(cell: Cell, *, cut: bool = False) -> str:
    match cell:
        case Number() if cell.odd:
            raise SlipError(f"the cell holds {cell.text} and is shown {cell.odd}; show the number as it is meant")
        case Number(cut=True) if not cut:
            raise SlipError(
                f"{cell.text} has more digits than a spreadsheet keeps of what is typed: it was worked out there, or "
                "cut off; write the exact number as text, like 0.0033 or 11/3"
            )
        case Number():
            return cell.text
        case bool():
            raise SlipError(f"{as_shown(cell)} is true or false, and the field holds a number")
        case date():
            raise SlipError(_made_a_date(cell))
    raise SlipError(as_shown(cell))


def _made_a_date(day: date) -> str:
    return f"it is the date {day} to the spreadsheet; format the cell as text and write it as meant, like 11/3"


def _cut_off(text: str) -> str:
    return (
        f"{text!r} is how a spreadsheet shows a number that it has no room for, and its last digits are cut off; write "
        "them all, like 1234567890"
    )


def _without_signs(cell: str, *, money: bool) -> str:
    """A number without the dollar sign and the brackets of accountants around it."""
    text = cell.strip()
    text = text if (found := _AS_TEXT.fullmatch(text)) is None else found[1].strip()
    if negative := _NEGATIVE.fullmatch(text):
        text = f"-{negative[1].strip()}"
    if money and (sign := _SIGN.search(text)) and sign.start() <= (1 if text[:1] in "+-" else 0):
        text = f"{text[: sign.start()]}{text[sign.end() :].strip()}"
        if negative := _NEGATIVE.fullmatch(text):
            text = f"-{negative[1].strip()}"
    return text


def _checked(text: str, cell: str, *, local: bool) -> str:
    if _IN_THREES.fullmatch(text) or "," in text:
        had = "a comma" if "," in text else "thousands separators"
        raise SlipError(
            f"{shown(cell.strip())} has {had}; write a decimal point, and nothing between thousands: 1234567 or 0.0033"
        )
    if local and _ONE_GROUP.fullmatch(text.lstrip("+-")):
        raise SlipError(f"{text!r} could be thousands in a file of this kind; write {text.replace('.', '')} or {text}0")
    if (unit := _UNITS.search(text)) and re.search(r"\d", text) and not _EXPONENT.fullmatch(text):
        raise SlipError(f"{shown(cell.strip())} is not a plain number; write it without {unit[0]}, like 0.0033")
    return text
