"""How every verb answers: as text, Markdown, a page, a PDF, for Word or as JSON; on standard output, or in a file.

Text on a terminal is as wide as that is, has its emphasis and its drawings, and goes to the pager where it is longer
than the screen.
"""

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from commands.errors import UnableError
from commands.terminal.question import asked_of, day_of, ledger_of, ledger_url, tables_url
from commands.terminal.streams import speak_utf8
from commands.terminal.taken import taken_by
from projections.render.json import documents
from projections.render.json.pieces import in_pieces

if TYPE_CHECKING:
    from datetime import date

    from commands.api.ledger import Ledger
    from projections.answers.warnings import Note
    from projections.render.blocks import Block
    from projections.render.documents.report import Colophon, Report

Answer = TypeVar("Answer")
Blocks = Callable[[Answer], "Iterable[Block]"]
Document = Callable[[Answer], Mapping[str, Any]]

_WITH_A_FOOT = ("html", "pdf", "docx")


def answer(
    options: argparse.Namespace,
    ask: "Callable[[Ledger], Answer]",
    blocks: Blocks[Answer],
    document: "Document[Answer] | None" = None,
    agrees: Callable[[Answer], bool] = lambda _: True,
) -> int:
    """Ask one company or each and give out what it answers; 1 where that does not agree.

    For a program the answer is serialized, where `document` does not say what more there is. With --all-companies the
    answers stand under the names of the companies.
    """
    with ledger_of(options) as ledger:
        name = several(ledger, options)
        found = [(one.company, _noted(ask(one), options), colophons(one, options)) for one in asked_of(ledger, options)]
    if (taken := taken_by(options)) is not None:
        taken.found[:] = [it for _, it, _ in found]

    def for_a_program() -> Mapping[str, Any]:
        of = document or (lambda it: serialized(options, it))
        if not everyone(options):
            return of(found[0][1])
        return {"companies": {name: of(it) for name, it, _ in found if name is not None}}

    def for_a_person() -> "Iterable[Block]":
        if not everyone(options):
            return naming(name, _told(found[0][1], blocks, options))
        return under_names([(name or "", _told(it, blocks, options)) for name, it, _ in found])

    give(options, for_a_program, for_a_person, [foot for *_, feet in found for foot in feet])
    return 0 if all(agrees(it) for _, it, _ in found) else 1


def _notes(options: argparse.Namespace) -> "list[Note]":
    """What is to be said of the moment at which every answer is to be known."""
    as_known: datetime | None = getattr(options, "as_known", None)
    if as_known is None:
        return []
    from projections.answers.warnings import of_the_moment

    return list(of_the_moment(as_known, datetime.now(UTC)))


def _has_notes(found: object) -> bool:
    if isinstance(found, dict):
        return "warnings" in found
    return hasattr(found, "__dataclass_fields__") and getattr(found, "notes", None) is not None


def _noted(found: Answer, options: argparse.Namespace) -> Answer:
    """An answer with what is to be said of its moment among its warnings, where it has any."""
    notes = _notes(options)
    if not notes or not _has_notes(found):
        return found
    if isinstance(found, dict):
        said = [serialized(options, one) for one in notes]
        return cast("Answer", found | {"warnings": [*found["warnings"], *said]})
    from dataclasses import replace  # an answer off the tables does without

    told: Any = found
    if _has_notes(price := getattr(found, "price", None)):  # an explanation of a price, which has the warnings
        return cast("Answer", replace(told, price=_noted(price, options)))
    return cast("Answer", replace(told, notes=(*told.notes, *notes)))


def _told(found: Answer, blocks: Blocks[Answer], options: argparse.Namespace) -> "Iterator[Block]":
    """An answer in blocks; what is to be said of its moment stands under one that has no warnings of its own."""
    yield from blocks(found)
    if not _has_notes(found) and (notes := _notes(options)):
        from projections.render.notes import touching

        yield from touching(notes)


def answer_off_tables(
    options: argparse.Namespace,
    look_up: "Callable[[str, str, str | None, date], dict[str, Any] | None]",
    ask: "Callable[[Ledger], dict[str, Any]]",
    blocks: Blocks[dict[str, Any]],
) -> int:
    """Give out an answer that is read off the reporting tables where they are up to date, and else by a replay."""
    if options.replay or options.as_known is not None or getattr(options, "exact", False):
        return answer(options, ask, blocks, dict)

    def read_off(company: str | None) -> dict[str, Any] | None:
        return look_up(ledger_url(options), tables_url(options), company, day_of(options))

    if options.all_companies or options.format in _WITH_A_FOOT:
        return answer(options, lambda ledger: read_off(ledger.company) or ask(ledger), blocks, dict)
    # where the ledger has several the company is named, and a title says which
    found = None if options.company is not None and options.format != "json" else read_off(options.company)
    if found is None:
        return answer(options, lambda ledger: read_off(ledger.company) or ask(ledger), blocks, dict)
    give(options, lambda: found, lambda: blocks(found))
    return 0


def give(
    options: argparse.Namespace,
    for_a_program: Callable[[], Mapping[str, Any]],
    for_a_person: "Callable[[], Iterable[Block]]",
    feet: "Sequence[Colophon]" = (),
    *,
    found: object = None,
) -> None:
    """Give out an answer in the form asked for; what is not asked for is not made.

    `found` is the answer itself, for whoever asks inside the program.
    """
    if (taken := taken_by(options)) is not None:
        taken.found[:] = taken.found if found is None else [found]
        taken.document, taken.blocks, taken.feet = for_a_program, for_a_person, feet
    elif options.format == "json":
        give_json(options, for_a_program())
    else:
        put_out(options, made(options, list(for_a_person()), feet))


def give_json(options: argparse.Namespace, found: Mapping[str, Any]) -> None:
    """Give out one JSON document."""
    if (taken := taken_by(options)) is not None:
        taken.document = lambda: found
    elif options.output is None:
        print_json(options, found)
    else:
        from commands.terminal.output import give_out_pieces

        give_out_pieces(map(encoded, in_pieces(documents.headed(options.verb, found))), options.output)


def print_json(options: argparse.Namespace, found: Mapping[str, Any]) -> None:
    """Print one JSON document, as it is made."""
    speak_utf8()
    for piece in in_pieces(documents.headed(options.verb, found)):
        print(piece, end="")


def as_document(options: argparse.Namespace, found: Mapping[str, Any]) -> str:
    """An answer as the text of a JSON document."""
    return documents.as_document(documents.headed(options.verb, found))


def put_out(options: argparse.Namespace, document: str | bytes) -> None:
    """Put a document where it was asked for: into a file, or on standard output."""
    if (taken := taken_by(options)) is not None:
        taken.file = encoded(document)
    elif options.output is None and isinstance(document, str):
        from commands.terminal.pager import show

        if options.format == "html":
            speak_utf8()
        show(document, paged=options.pager and options.format != "html")
    else:
        from commands.terminal.output import give_out

        give_out(encoded(document), options.output, options.format)


def encoded(document: str | bytes) -> bytes:
    """A document as a file has it."""
    return document.encode("utf-8", "backslashreplace") if isinstance(document, str) else document


def made(
    options: argparse.Namespace,
    blocks: "Sequence[Block]",
    feet: "Sequence[Colophon]" = (),
    titled: str | None = None,
    running: Sequence[str] | None = None,
) -> str | bytes:
    """A document in the form asked for; `titled` and `running` are for one that has no title, and a foot of its own."""
    if options.format in _WITH_A_FOOT:
        return page(options.format, blocks, feet, _base(options.output), titled, running)
    return written(options, blocks)


def _base(output: str | None) -> Path:
    """The folder that an answer is written to: links lead from there to files."""
    return Path.cwd() if output is None else Path(output).absolute().parent


def written(options: argparse.Namespace, blocks: "Sequence[Block]") -> str:
    """An answer as text or as Markdown."""
    if options.format == "markdown":
        from projections.render.markdown import as_markdown

        return as_markdown(blocks, _base(options.output))
    from commands.terminal.layout import layout_of, without_drawings
    from projections.render.text import as_text

    layout = layout_of(options, blocks)
    return as_text(blocks if layout.charts or layout.mentions else without_drawings(blocks), layout)


def page(  # noqa: PLR0913, PLR0917
    form: str,
    blocks: "Sequence[Block]",
    feet: "Sequence[Colophon]",
    base: Path,
    titled: str | None = None,
    running: Sequence[str] | None = None,
) -> str | bytes:
    """An answer as a page in a folder or on paper, under its own title, with where it comes from at its foot.

    Raises `UnableError` where what writes the form is not installed.
    """
    from projections.render.blocks import Heading, Title
    from projections.render.documents.report import report

    title = titled or next((one.text for one in blocks if isinstance(one, Title | Heading)), "seriesd")
    made = report(title, blocks, *feet, running=running)
    if form == "pdf":
        from projections.render.pdf import as_pdf

        return as_pdf(made)
    if form == "docx":
        return _word(made)
    from projections.render.html import as_html

    return as_html(made, base) + "\n"


def _word(made: "Report") -> bytes:
    try:
        from projections.render.docx.document import as_docx
    except ModuleNotFoundError as error:
        said = f"this format needs {error.name}, which is not installed: pip install 'seriesd[docx]'"
        raise UnableError(said) from error
    return as_docx(made)


def colophons(ledger: "Ledger", options: argparse.Namespace, *, everywhere: bool = False) -> "list[Colophon]":
    """Where an answer comes from, in the forms that say so, or `everywhere`."""
    if not everywhere and options.format not in _WITH_A_FOOT:
        return []
    from commands.terminal.output import colophon_of

    return [colophon_of(ledger, getattr(options, "on", None), getattr(options, "as_known", None))]


def several(ledger: "Ledger", options: argparse.Namespace) -> str | None:
    """The company that is asked about, where the ledger has others; they are told apart by --company alone."""
    if options.company is None or everyone(options) or len(ledger.store.companies()) == 1:
        return None
    return ledger.chosen_company()


def naming(company: str | None, blocks: "Iterable[Block]") -> "Iterable[Block]":
    """An answer whose title names the company."""
    from projections.render.blocks import Heading, Title

    for number, block in enumerate(blocks):
        if company is not None and number == 0 and isinstance(block, Title | Heading):
            yield type(block)(f"{company}: {block.text}", block.level)
        else:
            yield block


def under_names(answers: "Iterable[tuple[str, Iterable[Block]]]") -> "Iterable[Block]":
    """Several answers, each under the name of its company."""
    from projections.render.blocks import Space, Title

    for number, (name, blocks) in enumerate(answers):
        if number:
            yield Space()
        yield Title(name)
        for block in blocks:
            yield Title(block.text, 2) if isinstance(block, Title) else block


def serialized(options: argparse.Namespace, found: Any) -> Any:
    """An answer as JSON has it."""
    from projections.render.json.serialize import as_json

    return as_json(found, everything=getattr(options, "exact", False))


def streamed(options: argparse.Namespace, found: Any) -> Any:
    """The same, long arrays made as they are written; whoever asked inside the program is given all of it."""
    if taken_by(options) is not None or options.format != "json":
        return serialized(options, found)
    from projections.render.json.streamed import streamed as made_later

    return made_later(found, everything=getattr(options, "exact", False))


def everyone(options: argparse.Namespace) -> bool:
    """Whether every company is asked about."""
    return bool(getattr(options, "all_companies", False))
