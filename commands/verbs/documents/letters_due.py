"""`seriesd notice --all-due -o FOLDER`: every letter that is due on a day, in a file of its own, and a list of them.

Where the name of what is written ends in `.zip`, it is one file with all of them.
"""

import argparse
import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from commands.api.ledger import Ledger, today
from commands.errors import UnableError, UsageError
from commands.reading.guarded import guarded
from commands.reading.letters import COLUMNS, LIST, ZIP
from commands.terminal.answer import encoded, give, made, put_out, serialized
from commands.terminal.forms import FORMS
from commands.terminal.output import colophon_of, is_folder, write_together
from commands.terminal.question import ledger_of
from commands.verbs.documents.letter_files import WRITTEN, digest, digest_of, file_names, written_before
from commands.verbs.documents.letters_again import fingerprint
from commands.verbs.documents.notice import given_with, letter_to
from ledger.numbers.exact import write_number
from projections.documents.notices.due import DueNotice, Letter, Letters, notices_due
from projections.render.answers import letters

if TYPE_CHECKING:
    from projections.render.documents.report import Colophon

_ELSEWHERE = "nothing is written over it: take it away, or name another folder"


class Written(NamedTuple):
    """A letter that is due, and its document."""

    letter: Letter
    document: bytes


def write_due(options: argparse.Namespace) -> int:
    """Write them, all or none; nothing is recorded."""
    _check(options)
    folder, on = Path(options.output), options.on or today()
    with ledger_of(options) as ledger:
        notices = list(notices_due(ledger.log(), on))
        found, gone = list(_written(ledger, options, notices)), [it for one in notices for it in one.gone]
        colophon = colophon_of(ledger, on, None)
        heads = colophon.head, colophon.ledger_head or None
        answer = Letters(on, str(folder), [one.letter for one in found], gone, [], [], *heads)
    spoken = argparse.Namespace(**vars(options) | {"output": None, "format": "json" if options.json else "text"})
    if _is_zip(options):
        _zip(options, found, answer, colophon)
    elif found:
        before, documents = written_before(folder), {one.letter.file: one.document for one in found}
        answer = _with_those_before(answer, folder, before)
        summary = made(options, list(letters.blocks(answer)), [colophon])
        documents |= {LIST: _csv(answer.letters), f"{Path(LIST).stem}{FORMS[options.format]}": encoded(summary)}
        _check_own(folder, documents, before)
        wrote = {**before, **{name: digest(document) for name, document in documents.items()}}
        documents[WRITTEN] = json.dumps(wrote, indent=2).encode()
        write_together({folder / name: document for name, document in documents.items()})
    give(spoken, lambda: serialized(options, answer), lambda: letters.blocks(answer), found=answer)
    return 0


def _is_zip(options: argparse.Namespace) -> bool:
    return Path(options.output).suffix.lower() == ZIP and not is_folder(options.output)


def _zip(options: argparse.Namespace, found: Sequence[Written], answer: Letters, colophon: "Colophon") -> None:
    """The letters and their list as one file: of the same record and day the same bytes, at whatever hour."""
    from commands.exports.destinations import zipped

    if not found:
        return
    documents = {one.letter.file: one.document for one in found} | {LIST: _csv(answer.letters)}
    summary = made(options, list(letters.blocks(answer)), [colophon])
    documents[f"{Path(LIST).stem}{FORMS[options.format]}"] = encoded(summary)
    put_out(options, zipped(documents, colophon.recorded))


def _check(options: argparse.Namespace) -> None:
    if options.output is None:
        raise UsageError("--all-due writes many letters; name the folder for them with -o FOLDER, or a zip file")
    if Path(options.output).is_file() and not _is_zip(options):
        raise UsageError(f"{options.output} is a file; --all-due writes many letters, so name a folder with -o FOLDER")
    if options.format == "json":
        raise UsageError("letters are for people: write them as text, markdown, html, pdf or docx; --json lists them")
    one = ("kind", "entry", "step", "holder", "shares", "mailed", "as_known", "seen")
    if options.record or any(getattr(options, name) is not None for name in one):
        raise UsageError("--all-due writes whatever is due as it is known now; beside it only --on, -o and --format go")


# -- the letters ------------------------------------------------------------------------------------------------------


def _written(ledger: Ledger, options: argparse.Namespace, notices: Iterable[DueNotice]) -> Iterator[Written]:
    starts = list[str]()
    for due in notices:
        start = f"notice-{due.kind}-{due.day}"
        starts.append(start)
        start = start if starts.count(start) == 1 else f"{start}-{starts.count(start)}"
        yield from _letters(ledger, _asked(options, due), due, file_names(start, list(due.to), FORMS[options.format]))


def _asked(options: argparse.Namespace, due: DueNotice) -> argparse.Namespace:
    """The options that ask for the one notice."""
    about = {"kind": due.kind, "entry": due.notice.about, "on": None, "mailed": options.on or today()}
    return argparse.Namespace(**vars(options) | about)


def _letters(
    ledger: Ledger, options: argparse.Namespace, due: DueNotice, names: Mapping[str, str]
) -> Iterator[Written]:
    given = given_with(ledger, due.notice, options)
    colophon = colophon_of(ledger, given.on, None)
    for holder, name in names.items():
        letter = due.letter(holder, name, fingerprint(given.letter(holder)))
        yield Written(letter, encoded(letter_to(given, options, colophon, holder)))


# -- the list, and whose files they are -------------------------------------------------------------------------------


def _csv(found: Sequence[Letter]) -> bytes:
    stream = StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for one in found:
        price = None if one.price is None else write_number(one.price.fraction)
        where = [one.file, guarded(one.holder), one.address and guarded(one.address)]
        of = [one.kind, guarded(one.about), one.due, one.state, price, one.places, one.dated, one.says]
        writer.writerow([*where, *of])
    return stream.getvalue().encode("utf-8")


def _with_those_before(answer: Letters, folder: Path, before: Mapping[str, str]) -> Letters:
    """The letters that earlier runs left in the folder: those that are due in another form, and those that are not."""
    files = {one.file for one in answer.letters}
    due = {Path(name).stem for name in files}
    left = sorted(
        it for it in before if it not in files and Path(it).stem != Path(LIST).stem and (folder / it).exists()
    )
    in_other_forms = [name for name in left if Path(name).stem in due]
    return answer._replace(others=[it for it in left if it not in in_other_forms], in_other_forms=in_other_forms)


def _check_own(folder: Path, documents: Mapping[str, bytes], before: Mapping[str, str]) -> None:
    """Write over nothing but what an earlier run wrote and nobody changed since; the list is made anew."""
    for name in documents:
        path = folder / name
        if not path.exists() or (name in before and Path(name).stem == Path(LIST).stem):
            continue
        if name not in before:
            raise UnableError(f"{path} is there already, and is no letter that --all-due wrote; {_ELSEWHERE}")
        if path.is_file() and digest_of(path) not in (before[name], digest(documents[name])):
            raise UnableError(f"{path} was changed since --all-due wrote it; {_ELSEWHERE}")
