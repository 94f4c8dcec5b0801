"""The letters that are due, as a list for whoever puts them into envelopes; and those that were mailed."""

from collections.abc import Iterator
from shlex import quote

from projections.documents.notices.due import Letter, Letters, LettersSent, MailedLetter
from projections.render.blocks import Block, Grid, Note, Paragraph, Space, Title, Toned

_COLUMNS = ("no.", "holder", "address", "what", "due", "price stated")


def blocks(answer: Letters) -> Iterator[Block]:
    """The list, and what to do when they are mailed."""
    if not answer.letters:
        yield Title(f"No letter is due on {answer.on}.")
    else:
        yield Title(f"Letters due on {answer.on}")
        yield Grid(_COLUMNS, [_row(*one) for one in enumerate(answer.letters, start=1)], right=(0,))
        yield Space()
        yield Grid(
            ("no.", "file"), [(str(number), one.file) for number, one in enumerate(answer.letters, 1)], right=(0,)
        )
        yield Paragraph(f"{_counted(len(answer.letters))}. Nothing is recorded.")
        yield Note(f"When they are mailed, record it: seriesd notice sent {quote(answer.folder)} --mailed DATE --yes")
    for one in answer.gone:
        said = f"{one.holder} is to be told of {one.about} by the calendar, and is not on the books any more"
        yield Note(f"{said}: the letter goes to those who are")
    if answer.others or answer.in_other_forms:
        yield Space()
    if answer.in_other_forms:
        yield Note(f"Written before in another form, left as they are: {', '.join(answer.in_other_forms)}")
    if answer.others:
        yield Note(f"Written before and not due any more, left as they are: {', '.join(answer.others)}")


def sent(answer: LettersSent) -> Iterator[Block]:
    """What was recorded as mailed, or would be."""
    if not answer.letters:
        yield Title(
            f"Nothing of the list is left to be recorded; recorded before: {_counted(answer.already_recorded)}."
        )
        return
    yield Title(f"{'Recorded' if answer.recorded else 'To be recorded'} as mailed on {answer.mailed}")
    yield Grid(("file", "holder", "kind", "about", "price stated"), [_told(one) for one in answer.letters])
    count = answer.recorded or len(answer.letters)
    already = f", {answer.already_recorded} recorded before" if answer.already_recorded else ""
    yield Paragraph(f"{count} notice_sent{already}.")


def question(answer: LettersSent) -> str:
    """What is asked before it is recorded."""
    return f"Record {_counted(len(answer.letters))} as mailed on {answer.mailed}?"


def _row(number: int, one: Letter) -> tuple[str, ...]:
    """A letter with its address, or with the word that it has none."""
    address = one.address or Toned.of("not on the books", "wrong")
    return str(number), one.holder, address, f"{one.kind}: {one.about}", f"{one.due} ({one.state})", _price(one)


def _told(one: MailedLetter) -> tuple[str, ...]:
    return one.file, one.holder, one.kind, one.about, _price(one)


def _price(one: Letter | MailedLetter) -> str:
    return "-" if one.price is None else one.price.short()


def _counted(count: int) -> str:
    return "1 letter" if count == 1 else f"{count:,} letters"
