"""What there is to read with `seriesd help` that is about no verb: the pages, the entry types, the readings."""

from collections.abc import Mapping, Sequence
from typing import get_args

from commands.terminal.parser import Groups
from commands.verbs.administer import pages
from ledger.events import ENTRY_TYPES
from ledger.events.terms import Interpretations
from projections.certificate.readings import READINGS, SWITCHES, switch_of
from projections.render.blocks import Block, Grid, Heading, Paragraph, Space, Verbatim

ENTRIES = tuple(ENTRY_TYPES)

PAGES: Mapping[str, str] = {
    "start": "how to begin with a company of your own",
    "dates": "which date means what, and how dates are written",
    "numbers": "how numbers are written, and why they are exact",
    "ledger": "where the ledger is, and which company is asked",
    "answers": "text, pages, PDF, Word, JSON; files; exit codes",
    "journal": "what a journal is, and the types of its entries, each a topic of its own",
    "certificate": "how its text is read: the readings and the switches, each a topic of its own",
}
"""The pages, and what each is about."""


def overview(groups: Groups) -> list[Block]:
    """What there is: the pages, the verbs in their groups, and what else is a topic."""
    blocks: list[Block] = [
        Heading("What there is to read: seriesd help TOPIC", 1),
        Grid(("topic", "is about"), list(PAGES.items())),
    ]
    for heading, verbs in groups.items():
        blocks += [Space(), Grid(("verb", heading), list(verbs.items()))]
    blocks += [
        Space(),
        Paragraph(
            f"Topics are also each of the {len(ENTRIES)} types of entries (option_granted), each of the "
            f"{len(READINGS)} readings (A25), each switch between two of them (tranche_test), and each action of a "
            "verb (scenario save)."
        ),
    ]
    return blocks


def all_readings() -> list[str]:
    """Every reading and every switch, by name."""
    return [*READINGS, *SWITCHES]


def page(topic: str) -> list[Block] | None:
    """A page of `PAGES`; None where it is none."""
    made = {
        "start": pages.start,
        "dates": pages.dates,
        "numbers": pages.numbers,
        "ledger": pages.ledger,
        "answers": pages.answers,
        "journal": _journal,
        "certificate": _certificate,
    }
    return made[topic]() if topic in made else None


def entry_type(topic: str) -> list[Block] | None:
    """What an entry type is, and the names of its fields; None where it is none."""
    model = ENTRY_TYPES.get(topic)
    if model is None:
        return None
    fields = {info.alias or name: info.is_required() for name, info in model.model_fields.items()}
    required = [name for name, needed in fields.items() if needed and name != "type"]
    others = [name for name, needed in fields.items() if not needed and name != "type"]
    rows = [("required", ", ".join(required)), ("may be left out", ", ".join(others))]
    return [
        Heading(f"The entry {topic}", 1),
        Paragraph(_said(model.__doc__)),
        Grid((), [row for row in rows if row[1]]),
        Paragraph("docs/reference/journal.md says of each field what it holds and what it means."),
    ]


def reading(topic: str) -> list[Block] | None:
    """A reading, or the switch between two; None where it is neither."""
    name = topic.upper() if topic.upper() in READINGS else SWITCHES.get(topic)
    if name is None:
        return None
    one, switch = READINGS[name], switch_of(name)
    blocks: list[Block] = [
        Heading(f"Reading {name}, of {one.clause}" if one.clause else f"Reading {name}", 1),
        Paragraph(f"Here: {one.statement}."),
    ]
    if one.other:
        blocks.append(Paragraph(f"It could be read otherwise: {one.other}."))
    if one.contested:
        blocks.append(Paragraph("Both are respectable and the difference is money: counsel or the Board should say."))
    if switch is not None:
        default, *rest = _choices(switch)
        blocks.append(
            Paragraph(f"The switch {switch} decides it: {default} is as said here, {' or '.join(rest)} the other way.")
        )
        blocks.append(Verbatim([f"seriesd what-if --change certificate terms.interpretations.{switch}={rest[0]}"]))
    blocks.append(Paragraph("What hangs on it in a ledger `seriesd readings` says; docs/readings.md has all in full."))
    return blocks


# -- the pages --------------------------------------------------------------------------------------------------------


def _journal() -> list[Block]:
    rows = [(kind, model.clause or "", _first(_said(model.__doc__))) for kind, model in ENTRY_TYPES.items()]
    return [
        Heading("The journal", 1),
        Paragraph(
            "A journal is a list of entries, in YAML, JSON or CSV. Each is one thing that happened, with its type "
            "and the date on which it took effect; no entry holds a computed price. `id` names it, `source` says "
            "where the fact is from."
        ),
        Grid(("type", "clause", "is recorded where"), rows),
        Space(),
        Paragraph("The fields of one: `seriesd help common_issued`, docs/reference/journal.md."),
    ]


def _certificate() -> list[Block]:
    by_switch = [(switch, name, READINGS[name].statement, READINGS[name].other) for switch, name in SWITCHES.items()]
    rows = [(name, one.clause, one.statement) for name, one in READINGS.items()]
    return [
        Heading("How the text of the certificate is read", 1),
        Paragraph(
            "Where the text can be read in more than one way, the choice made has a number. Some are switches of "
            "the terms; the others are fixed. One of them: `seriesd help A25`."
        ),
        Heading("Switches"),
        Grid(("switch", "reading", "as it stands", "the other way"), by_switch),
        Heading("Readings"),
        Grid(("reading", "clause", "here"), rows),
    ]


def _choices(switch: str) -> Sequence[str]:
    """The words of a switch, its default first."""
    field = Interpretations.model_fields[switch]
    words = [str(one) for one in get_args(field.annotation)]
    return sorted(words, key=lambda one: one != field.default)


def _said(docstring: str | None) -> str:
    return " ".join((docstring or "").split())


def _first(text: str) -> str:
    """The first sentence."""
    return text.partition(". ")[0].rstrip(".")
