"""`seriesd notice KIND`: the notices of 4K, the first 4L and Annex A, written out, and recorded once they are given."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commands.api.ledger import Ledger, today
from commands.errors import UsageError
from commands.terminal.answer import encoded, give_json, made, put_out, serialized
from commands.terminal.forms import FORMS
from commands.terminal.helping import Examples
from commands.terminal.options import add_as_known, add_exact, add_seen, add_writer, day, step_number
from commands.terminal.output import colophon_of, is_folder, put_path, write_whole
from commands.terminal.question import ledger_of
from commands.terminal.streams import say_beside
from commands.verbs.documents.letter_files import file_names

if TYPE_CHECKING:
    from ledger.log.recorded import Recorded
    from projections.answers.flags import Warned
    from projections.compare.recording import RecordResult
    from projections.documents.notices.adjustment import AdjustmentNotice
    from projections.documents.notices.answer import Mailing
    from projections.documents.notices.conversion import ConversionNotice
    from projections.documents.notices.events import EventNotice
    from projections.render.blocks import Block
    from projections.render.documents.report import Colophon

EVENTS = ("dividend", "subscription", "reorganization", "dissolution")
KINDS = ("adjustment", "conversion", *EVENTS)
SENT = "sent"
STANDING = "standing"
"""In the place of a kind: what was mailed of a list of letters; how all notices stand."""

_EXAMPLES = """\
examples:
  seriesd notice adjustment                            the latest adjustment, to all holders (4K)
  seriesd notice adjustment --step 2 -o notices/ --format pdf      a PDF for each holder
  seriesd notice adjustment --record --mailed 2006-01-05           and record that it was mailed
  seriesd notice conversion --holder Fund --shares 26 --on 2006-02-01   Annex A, filled in
  seriesd notice dividend --format html -o dividend.html           the latest dividend (first 4L)
  seriesd notice --all-due -o letters/ --format pdf    every letter that is due today, and a list of them
  seriesd notice --all-due -o letters.zip --format pdf the same in one zip file
  seriesd notice sent letters/ --mailed 2006-01-05     they were mailed
  seriesd notice standing                              who has been told of what, and what is otherwise since
"""


@dataclass(frozen=True, slots=True)
class Given:
    """A notice as the verb hands it out: its answer, its letters, and the entries that record that it was mailed.

    `letter` makes the letter to one holder, or with None the one to all of them.
    """

    kind: str
    on: date
    title: str
    answer: "Mailing"
    holders: Sequence[str]
    letter: Callable[[str | None], "Sequence[Block]"]
    entries: Sequence[dict[str, Any]] = ()
    not_before: date = date.min


def configure(parser: argparse.ArgumentParser) -> None:
    """Which notice, to whom, how it is written, and whether it is recorded as given."""
    parser.formatter_class = Examples
    parser.epilog = _EXAMPLES
    said = f"what is told: {', '.join(KINDS)}; or {SENT}: the letters of LIST were mailed; or {STANDING}: how all stand"
    parser.add_argument("kind", metavar="KIND", nargs="?", choices=(*KINDS, SENT, STANDING), help=said)
    letters = "the folder or zip file of the letters, or a list of them"
    parser.add_argument("list", metavar="LIST", nargs="?", help=f"{SENT}, {STANDING}: {letters}")
    due = f"every letter that is due on --on, into the folder -o, or the zip file; with {STANDING}: only those"
    parser.add_argument("--all-due", action="store_true", help=due)
    parser.add_argument("--entry", metavar="ID", help="about this entry (default: the latest of the kind)")
    parser.add_argument(
        "--step", metavar="N", type=step_number, help="about this step, as `seriesd history` numbers it"
    )
    parser.add_argument("--on", metavar="DATE", type=day, help="the adjustments of this date; the Conversion Date")
    parser.add_argument("--holder", metavar="NAME", help="to this holder (default: each who is to be told)")
    parser.add_argument("--shares", metavar="N", type=_shares, help="conversion: so many, which is not recorded yet")
    parser.add_argument("--notice-delivered", metavar="DATE", type=day, help="conversion: when the notice is delivered")
    parser.add_argument("--register-to", metavar="NAME", help="conversion: in whose name the Common is registered")
    parser.add_argument("--record", action="store_true", help="record that it was mailed (notice_sent)")
    parser.add_argument("--mailed", metavar="DATE", type=day, help="the day of mailing (default: today)")
    add_seen(parser)
    add_writer(parser)
    parser.add_argument("--yes", action="store_true", help=f"{SENT}: record without asking")
    add_as_known(parser)
    add_exact(parser)


def run(options: argparse.Namespace) -> int:
    """Write the notice out, and record it when asked to; or do so with all that are due."""
    if options.all_due and options.kind != STANDING:
        from commands.verbs.documents.letters_due import write_due

        return write_due(options)
    if options.kind == SENT:
        from commands.verbs.documents.letters_sent import record_sent

        return record_sent(options)
    if options.kind == STANDING:
        from commands.verbs.documents.letters_standing import show_standing

        return show_standing(options)
    _check(options)
    with ledger_of(options) as ledger:
        given = given_of(ledger, options)
        colophon = colophon_of(ledger, given.on, options.as_known)
        warned = _check_mailed(ledger, given, options) if options.record else None
        if not options.json:
            _write(given, options, colophon)
        recorded = _record(ledger, given, options) if options.record else None
    if options.json:
        from projections.documents.notices.answer import Notice

        whole = colophon.ledger_head or None
        answer = Notice(given.answer, options.as_known, colophon.head, recorded, warned, whole)
        give_json(options, serialized(options, answer))
    elif given.entries:
        from commands.verbs.documents.mailing_day import say_warned

        _say(given, options, recorded)
        say_warned(warned or (), options)
    return 0


def _check(options: argparse.Namespace) -> None:
    if options.kind is None:
        raise UsageError(f"say what is told: {', '.join(KINDS)}; or --all-due for every letter that is due")
    if options.list is not None or options.yes:
        raise UsageError(f"a list of letters and --yes go with `notice {SENT}`")
    if options.seen is not None:
        raise UsageError(f"--seen goes with `notice {SENT}`")
    chosen = [name for name in ("entry", "step", "on") if getattr(options, name) is not None]
    if options.kind != "conversion" and len(chosen) > 1:
        raise UsageError("name one thing: an entry (--entry), a step (--step) or a date (--on)")
    if options.kind != "adjustment" and options.step is not None:
        raise UsageError("--step goes with an adjustment; name the entry with --entry")
    if options.kind in EVENTS and options.on is not None:
        raise UsageError(f"name the {options.kind} with --entry; --on goes with an adjustment or a conversion")
    if options.record and options.as_known is not None:
        raise UsageError("--record works on what is known now; leave --as-known out")
    if options.kind == "conversion":
        _check_conversion(options)
    elif options.shares or options.notice_delivered or options.register_to:
        raise UsageError("--shares, --notice-delivered and --register-to go with a conversion")


def _check_conversion(options: argparse.Namespace) -> None:
    if options.record or options.mailed:
        raise UsageError("a conversion is recorded with `seriesd record`, as series_d_converted")
    if (options.shares is None) != (options.holder is None):
        raise UsageError("a conversion that is not recorded needs both --holder and --shares")
    if options.shares is None and (options.on or options.notice_delivered or options.register_to):
        raise UsageError("--on, --notice-delivered and --register-to go with --holder and --shares")
    if options.shares is not None and options.entry is not None:
        raise UsageError("name either a recorded conversion (--entry) or one to come (--holder and --shares)")


# -- the notices ------------------------------------------------------------------------------------------------------


def given_of(ledger: Ledger, options: argparse.Namespace, log: "Sequence[Recorded] | None" = None) -> Given:
    """The notice that the options ask for; made from the log, or from this much of it."""
    if options.kind == "conversion":
        return _conversion(ledger, options)
    log = ledger.log(as_known=options.as_known) if log is None else log
    return _adjustment(ledger, log, options) if options.kind == "adjustment" else _event(log, options)


def given_with(ledger: Ledger, notice: "AdjustmentNotice | EventNotice", options: argparse.Namespace) -> Given:
    """A notice that was made before."""
    from projections.documents.notices.adjustment import AdjustmentNotice

    if isinstance(notice, AdjustmentNotice):
        return _given_adjustment(ledger, notice, options)
    return _given_event(notice, options)


def _adjustment(ledger: Ledger, log: "Sequence[Recorded]", options: argparse.Namespace) -> Given:
    from projections.documents.notices.adjustment import adjustment_notice

    about = {"step": options.step, "entry": options.entry, "on": options.on, "holder": options.holder}
    return _given_adjustment(ledger, adjustment_notice(log, **about, given=options.mailed or today()), options)


def _given_adjustment(ledger: Ledger, found: "AdjustmentNotice", options: argparse.Namespace) -> Given:
    from projections.documents.notices.adjustment import Mailing, sent_entries
    from projections.render.documents.notices.adjustment import letter, title

    mailed = options.mailed or today()
    notice = replace(found, papers=ledger.papers(as_known=options.as_known))

    def one(holder: str | None) -> "Sequence[Block]":
        return list(letter(notice, [it for it in notice.holders if holder in (None, it.holder)]))

    entries = sent_entries(notice, mailed)
    answer = Mailing(notice, entries)
    names = [it.holder for it in notice.holders]
    return Given("adjustment", notice.on, title(notice), answer, names, one, entries, not_before=notice.on)


def _conversion(ledger: Ledger, options: argparse.Namespace) -> Given:
    from projections.render.documents.notices.conversion import form, title

    notice = _conversion_notice(ledger, options)
    return Given("conversion", notice.on, title(notice), notice, [notice.holder], lambda _: list(form(notice)))


def _conversion_notice(ledger: Ledger, options: argparse.Namespace) -> "ConversionNotice":
    from ledger.events import read_entry
    from projections.documents.notices.conversion import prospective_conversion, recorded_conversion

    log = ledger.log(as_known=options.as_known)
    if options.shares is None:
        return recorded_conversion(log, options.entry)
    fields = {
        "type": "series_d_converted",
        "effective": options.on or today(),
        "holder": options.holder,
        "shares": options.shares,
        "notice_delivered": options.notice_delivered,
        "register_to": options.register_to,
    }
    entry = read_entry({name: value for name, value in fields.items() if value is not None})
    return prospective_conversion(log, entry, max([ledger.clock(), *(one.recorded_at for one in log[-1:])]))


def _event(log: "Sequence[Recorded]", options: argparse.Namespace) -> Given:
    from projections.documents.notices.events import event_notice

    mailed = options.mailed or today()
    return _given_event(event_notice(log, options.kind, options.entry, options.holder, mailed), options)


def _given_event(notice: "EventNotice", options: argparse.Namespace) -> Given:
    from projections.documents.notices.events import mailing
    from projections.render.documents.notices.events import letter, title

    mailed = options.mailed or today()
    as_mailed = mailing(notice, mailed)

    def one(holder: str | None) -> "Sequence[Block]":
        return list(letter(notice, [it for it in notice.holders if holder in (None, it.holder)]))

    names = [it.holder for it in notice.holders]
    return Given(options.kind, notice.takes_place, title(notice), as_mailed, names, one, as_mailed.entries)


# -- out, and into the record -----------------------------------------------------------------------------------------


def _write(given: Given, options: argparse.Namespace, colophon: "Colophon") -> None:
    if not is_folder(options.output):
        put_out(options, letter_to(given, options, colophon, options.holder))
        return
    names = file_names(f"notice-{given.kind}-{given.on}", given.holders, FORMS[options.format])
    folder = Path(options.output)
    documents = {folder / name: encoded(letter_to(given, options, colophon, one)) for one, name in names.items()}
    write_whole(documents)
    for path in documents:
        put_path(path)


def letter_to(given: Given, options: argparse.Namespace, colophon: "Colophon", holder: str | None) -> str | bytes:
    """A letter with where it comes from at the end of its annex, in every form."""
    from projections.render.blocks import Heading, Note

    letter = [*given.letter(holder), Heading("Where this comes from"), *map(Note, colophon.lines())]
    return made(options, letter, [colophon], given.title, [f"{colophon.company}: {given.title}"])


def _check_mailed(ledger: Ledger, given: Given, options: argparse.Namespace) -> "list[Warned]":
    """The day of mailing can be that; and what should be known of where the letters went."""
    from commands.verbs.documents.mailing_day import check_after_adjustment, check_mailed, clause_of
    from projections.documents.letter import envelope_of
    from projections.documents.notices.mailing import unaddressed

    mailed, clause, log = options.mailed or today(), clause_of(given.kind), ledger.log()
    check_mailed(log, mailed, clause)
    check_after_adjustment(mailed, given.not_before, "the notice tells of")
    return unaddressed(envelope_of(log, mailed), given.holders, clause)


def _record(ledger: Ledger, given: Given, options: argparse.Namespace) -> "RecordResult":
    from commands.verbs.record.tables_beside import Beside, beside
    from ledger.events import read_entry

    known = {_same(one.entry.model_dump()) for one in ledger.standing() if one.entry.type == "notice_sent"}
    new = [one for one in given.entries if _same(read_entry(one).model_dump()) not in known]
    done = ledger.record(new)
    stand = beside(options, ledger, ledger.chosen_company()) if done.recorded else Beside()
    return replace(done, already_recorded=len(given.entries) - len(new), **stand._asdict())


def _same(entry: Mapping[str, Any]) -> tuple[Any, ...]:
    """What makes two notices the same, whenever they were mailed."""
    return tuple(entry[name] for name in ("kind", "holder", "about", "price", "places"))


def _say(given: Given, options: argparse.Namespace, recorded: "RecordResult | None") -> None:
    from projections.documents.notices.events import Mailing as OfAnEvent
    from projections.render.answers.record import tables

    if isinstance(given.answer, OfAnEvent) and given.answer.late:
        last = given.answer.notice.last_mailing_day
        say_beside(f"note: it was to be mailed by {last} (first 4L)", options)
    if recorded is None:
        holders = "1 holder" if len(given.entries) == 1 else f"{len(given.entries)} holders"
        say_beside(f"Nothing is recorded; --record notes that it was mailed to {holders}.", options)
        return
    already = f", {recorded.already_recorded} already recorded" if recorded.already_recorded else ""
    mailed = options.mailed or today()
    say_beside(f"Recorded {recorded.recorded} notice_sent, mailed on {mailed}{already}.", options)
    for said in tables.behind(recorded.tables, recorded.behind):
        say_beside(said.text, options)


def _shares(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 10**18:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of shares, whole and 1 or more")
    return int(text)
