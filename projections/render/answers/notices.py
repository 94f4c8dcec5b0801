"""How all notices stand: event by holder, and what was mailed that is otherwise now."""

from collections.abc import Iterator, Mapping, Sequence

from projections.audit.notices_sent import SentFound
from projections.documents.notices.standing import NoticesStanding, NoticeStands, State
from projections.render.blocks import Block, Grid, Heading, Paragraph, Title
from projections.render.marks.marked import Tone, Toned, reasoned
from projections.render.marks.why import Why

MOST_ACROSS = 6
"""More holders than these do not stand side by side; then each notice has a row."""

WORDS: Mapping[State, tuple[str, Tone | None]] = {
    "due": ("due", "heed"),
    "overdue": ("overdue", "wrong"),
    "written": ("written", "heed"),
    "outdated": ("written, and not what the record says now", "wrong"),
    "contradicted": ("contradicted since", "wrong"),
    "mailed": ("mailed", "good"),
    "mailed_late": ("mailed late", "heed"),
}
"""Each state in words, and its tone."""

_ROWS = ("what", "to be mailed by", "holder", "how it stands")


def blocks(answer: NoticesStanding, known: str) -> Iterator[Block]:
    """The notices as a table, event by holder where that has room, and those that stated another price."""
    yield Title(f"Notices on {answer.on}, {known}")
    if not answer.notices:
        yield Paragraph("The certificate asks for none so far.")
    else:
        yield from _counted(answer.notices)
        holders = [*dict.fromkeys(one.holder for one in answer.notices)]
        yield _matrix(answer.notices, holders) if len(holders) <= MOST_ACROSS else _list(answer.notices)
    if answer.otherwise:
        yield Heading("Mailed, and otherwise now")
        yield Grid(
            ("notice", "holder", "mailed", "about", "stated", "now", "what became of it"),
            [_otherwise(one) for one in answer.otherwise],
        )


def _counted(notices: Sequence[NoticeStands]) -> Iterator[Block]:
    states = [one.state for one in notices]
    yield Paragraph(f"{', '.join(f'{states.count(state)} {WORDS[state][0]}' for state in WORDS if state in states)}.")


def _matrix(notices: Sequence[NoticeStands], holders: Sequence[str]) -> Grid:
    events: dict[tuple[str, str], dict[str, NoticeStands]] = {}
    for one in notices:
        events.setdefault((one.kind, ", ".join(one.covers)), {})[one.holder] = one
    columns = ("what", "to be mailed by", *(reasoned(one, Why("holder", one)) for one in holders))
    return Grid(columns, [_event(some, holders) for some in events.values()])


def _event(some: Mapping[str, NoticeStands], holders: Sequence[str]) -> tuple[str, ...]:
    first = next(iter(some.values()))
    return _what(first), str(first.due), *(_stands(some[one]) if one in some else "" for one in holders)


def _list(notices: Sequence[NoticeStands]) -> Grid:
    rows = [
        (_what(one), str(one.due), reasoned(one.holder, Why("holder", one.holder)), _stands(one)) for one in notices
    ]
    return Grid(_ROWS, rows)


def _what(one: NoticeStands) -> str:
    return reasoned(f"{one.kind}: {', '.join(one.covers)}", Why("entry", one.about))


def _stands(one: NoticeStands) -> str:
    """How it stands, with the day of mailing where it was mailed; it leads to the letter."""
    words, tone = WORDS[one.state]
    said = f"{words} ({one.notice}, {one.mailed})" if one.notice else f"{words} {one.mailed}" if one.mailed else words
    return reasoned(said if tone is None else Toned.of(said, tone), Why("letter", one.about, holder=one.holder))


def _otherwise(one: SentFound) -> tuple[str, ...]:
    about = "" if one.about is None else reasoned(one.about, Why("entry", one.about))
    who = reasoned(one.entry, Why("entry", one.entry)), reasoned(one.holder, Why("holder", one.holder))
    stands = Toned.of(one.says, "good" if one.stands else "wrong")
    return *who, str(one.mailed), about, one.stated.short(), one.computed.short(), stands
