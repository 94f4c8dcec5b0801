"""The letters that are due, as a list for whoever puts them into envelopes; and those that were mailed."""

from collections.abc import Iterator
from shlex import quote

from projections.answers.flags import flag_says
from projections.documents.notices.due import Letter, Letters, LettersSent, MailedBefore, MailedLetter
from projections.render.answers.record import tables
from projections.render.blocks import Block, Grid, Heading, Items, Note, Paragraph, Space, Title
from projections.render.marks.marked import Toned, each_reasoned, naming, reasoned
from projections.render.marks.why import Why
from projections.render.notes import flagged

_COLUMNS = ("no.", "holder", "address", "what", "due", "price stated")


def blocks(answer: Letters) -> Iterator[Block]:
    """The list, and what to do when they are mailed."""
    if not answer.letters:
        yield Title(f"No letter is due on {answer.on}.")
    else:
        yield Title(f"Letters due on {answer.on}")
        yield Grid(_COLUMNS, [_row(*one) for one in enumerate(answer.letters, start=1)], right=(0,))
        yield Space()
        files = [each_reasoned((str(number), one.file), _why(one)) for number, one in enumerate(answer.letters, 1)]
        yield Grid(("no.", "file"), files, right=(0,))
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
        yield from map(_before, answer.before or ())
        return
    yield Title(f"{'Recorded' if answer.recorded else 'To be recorded'} as mailed on {answer.mailed}")
    yield Grid(("file", "holder", "kind", "about", "price stated"), [_told(one) for one in answer.letters])
    count = answer.recorded or len(answer.letters)
    already = f", {answer.already_recorded} recorded before" if answer.already_recorded else ""
    yield Paragraph(f"{count} notice_sent{already}.")
    yield from map(_before, answer.before or ())
    yield from tables.behind(answer.tables, answer.behind)


def notes(answer: LettersSent) -> Iterator[Block]:
    """What should be known before it is recorded: of the letters, and of each entry as `check` says it."""
    yield from (Note(reasoned(f"{one.message} ({one.clause})", Why("rule", one.code))) for one in answer.warnings)
    if answer.notes:
        yield Heading("Notes")
        yield Items([flagged(one.flag, flag_says(one.flag)) for one in answer.notes])


def _before(one: MailedBefore) -> Note:
    """Which day stands, and how another comes to stand."""
    said = f"The letter to {one.holder} about {one.about} stands as mailed on {one.mailed} ({one.entry}); if that is "
    said += f"not the day, `seriesd correct {quote(one.entry)} effective=DATE` corrects it"
    return Note(naming(said, Why("entry", one.entry)))


def question(answer: LettersSent) -> str:
    """What is asked before it is recorded."""
    return f"Record {_counted(len(answer.letters))} as mailed on {answer.mailed}?"


def _row(number: int, one: Letter) -> tuple[str, ...]:
    """A letter with its address, or with the word that it has none."""
    address = one.address or Toned.of("not on the books", "wrong")
    no, what, price = each_reasoned((str(number), f"{one.kind}: {one.about}", _price(one)), _why(one))
    return no, _holder(one), address, what, f"{one.due} ({one.state})", price


def _told(one: MailedLetter) -> tuple[str, ...]:
    about, price = each_reasoned((one.about, _price(one)), Why("entry", one.about))
    return reasoned(one.file, _why(one)), _holder(one), one.kind, about, price


def _why(one: Letter | MailedLetter) -> Why:
    return Why("letter", one.about, holder=one.holder)


def _holder(one: Letter | MailedLetter) -> str:
    return reasoned(one.holder, Why("holder", one.holder))


def _price(one: Letter | MailedLetter) -> str:
    return "-" if one.price is None else one.price.short()


def _counted(count: int) -> str:
    return "1 letter" if count == 1 else f"{count:,} letters"
