"""The letters that are due, as a list for whoever puts them into envelopes; and those that were mailed."""

from collections.abc import Iterator, Sequence
from shlex import quote

from projections.documents.notices.due import Letter, Letters, LettersSent, MailedLetter
from projections.render.blocks import Block, Grid, Note, Paragraph, Space, Title, Toned

_COLUMNS = ("file", "holder", "kind", "about", "due", "state", "price stated", "address")


def blocks(answer: Letters) -> Iterator[Block]:
    """The list, and what to do when they are mailed."""
    if not answer.letters:
        yield Title(f"No letter is due on {answer.on}.")
    else:
        yield Title(f"Letters due on {answer.on}")
        yield _table(answer.letters)
        yield Paragraph(f"{_counted(len(answer.letters))}. Nothing is recorded.")
        yield Note(f"When they are mailed, record it: seriesd notice sent {quote(answer.folder)} --mailed DATE --yes")
    for one in answer.gone:
        said = f"{one.holder} is to be told of {one.about} by the calendar, and is not on the books any more"
        yield Note(f"{said}: the letter goes to those who are")
    if answer.others:
        yield Space()
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


def _table(letters: Sequence[Letter]) -> Grid:
    return Grid(_COLUMNS, [_row(one) for one in letters])


def _row(one: Letter) -> tuple[str, ...]:
    """A letter with its address, or with the word that it has none."""
    *about, price = _told(one)
    address = one.address or Toned.of("not on the books", "wrong")
    return *about, str(one.due), one.state, price, address


def _told(one: Letter | MailedLetter) -> tuple[str, ...]:
    return one.file, one.holder, one.kind, one.about, "-" if one.price is None else one.price.short()


def _counted(count: int) -> str:
    return "1 letter" if count == 1 else f"{count:,} letters"
