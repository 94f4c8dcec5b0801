"""The journal: the entries of the record, narrowed down by what they are, and their edits beside them."""

from collections.abc import Iterator, Sequence
from http import HTTPStatus
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, Field

from commands.errors import UsageError
from commands.web.asked import Dated
from commands.web.asking import Answer, option
from commands.web.pages.page import Page
from commands.web.places import Place, Shown
from ledger.refusals import Refusal
from projections.answers.listing.counts import Count
from projections.answers.listing.entry import reason_of
from projections.render.answers.record.entries import COUNTED, MARKS
from projections.render.blocks import Block, Grid

_A_PAGE = 200
"""So many entries stand on a page; the earlier ones on pages of their own."""
_MOST = 12
"""So many values of a kind are there to choose from, those of the most entries; any other can be typed."""
_TO_TYPE = 2_000
"""So many names a field offers to whoever types."""

# a form sends what nobody filled in as well
_Said = Annotated[str | None, BeforeValidator(lambda given: given or None)]
_YES = "yes"


class Narrowed(Dated):
    """Which entries: what each must be. All conditions hold together."""

    type: Annotated[_Said, Field(description="of this type")] = None
    holder: Annotated[_Said, Field(description="that name this holder")] = None
    right: Annotated[_Said, Field(description="that name this right")] = None
    clause: Annotated[_Said, Field(description="of a type that falls under this clause")] = None
    year: Annotated[_Said, Field(description="taking effect in this year")] = None
    since: Annotated[_Said, Field(description="taking effect on this day or later")] = None
    until: Annotated[_Said, Field(description="taking effect on this day or earlier")] = None
    late: Annotated[_Said, Field(description="taking effect before an entry recorded earlier")] = None
    edited: Annotated[_Said, Field(description="voided or corrected, or what did that")] = None
    without_source: Annotated[_Said, Field(description="without a source and a document")] = None
    assumed: Annotated[_Said, Field(description="with a delivery that nobody stated")] = None
    order: Annotated[_Said, Field(description="as they take effect, or as recorded")] = None
    part: Annotated[_Said, Field(description="so many of the last, or from one place to another: 201-400")] = None


_VALUES = {"type": "Type", "holder": "Holder", "right": "Right", "clause": "Clause", "year": "Year"}
"""What entries are narrowed by to one value of several, as a page calls it."""


class Choice(NamedTuple):
    """A value to narrow down to: how many entries are left, and the address of the page with them."""

    says: str
    entries: int
    address: str


class Group(NamedTuple):
    """Values of one kind to narrow down to, and how many more there are."""

    says: str
    choices: Sequence[Choice]
    more: int


def _journal(place: Place) -> Shown:
    asked = _asked(place)
    try:
        answer = place.ask("entries", [*_words(place, asked), *place.as_known])
    except (Refusal, UsageError) as error:
        if place.form is not None or not asked:
            raise
        return _again(place, asked, str(error))
    counts = answer.found.counts
    about: dict[str, Any] = {
        "blocks": [one for one in answer.blocks if not _is_counts(one)],
        "groups": [] if counts is None else list(_groups(place, asked, counts)),
        "names": {} if counts is None else {kind: _values(counts, kind)[:_TO_TYPE] for kind in ("holder", "right")},
        "edits": list(_edits(answer)),
        **_turns(place, asked, answer),
    }
    return Shown("Journal", [answer], about | _standing(place, asked))


def _standing(place: Place, asked: dict[str, str]) -> dict[str, Any]:
    """What stands in the form, and what is wrong with it, which is nothing."""
    return {"chosen": [*_chosen(place, asked)], "form": asked, "said": ""}


def _again(place: Place, asked: dict[str, str], said: str) -> Shown:
    """The form as it was sent, and why no entries are shown."""
    nothing: dict[str, Any] = {"blocks": [], "groups": [], "names": {}, "edits": [], "earlier": None, "later": None}
    about = nothing | _standing(place, asked) | {"said": said}
    return Shown("Journal", [], about, HTTPStatus.UNPROCESSABLE_ENTITY)


def _asked(place: Place) -> dict[str, str]:
    """What the address narrows down to, by name."""
    assert isinstance(place.params, Narrowed)  # noqa: S101  the page asks these
    found = {
        name: getattr(place.params, name) for name in type(place.params).model_fields if name not in place.asked.clocks
    }
    return {name: value for name, value in found.items() if value is not None}


def _words(place: Place, asked: dict[str, str]) -> Iterator[str]:
    """The same as the command is asked; of a day that is named, what takes effect until then."""
    for name in ("holder", "right", "clause", "year", "order"):
        yield from option(f"--{name}", asked.get(name))
    yield from option("--type", asked.get("type"))
    yield from option("--from", asked.get("since"))
    yield from option("--until", asked.get("until") or place.asked.on)
    for name in MARKS:
        yield from option(f"--{name.replace('_', '-')}", name in asked)
    if place.form is None:
        yield from ("--counts", f"--part={asked.get('part', _A_PAGE)}")


def _is_counts(block: Block) -> bool:
    return isinstance(block, Grid) and tuple(block.columns) == COUNTED


def _address(place: Place, asked: dict[str, str], **other: str | None) -> str:
    """The journal narrowed otherwise; from its last page on."""
    return place.address("journal", asked | {"part": None} | other)


def _groups(place: Place, asked: dict[str, str], counts: Any) -> Iterator[Group]:
    for name, says in _VALUES.items():
        found = _values(counts, name)
        if name not in asked and found:
            choices = [Choice(one.value, one.entries, _address(place, asked, **{name: one.value})) for one in found]
            most = len(choices) if name in ("type", "clause", "year") else _MOST
            yield Group(says, choices[:most], max(0, len(choices) - most))
    marks = [
        Choice(says, getattr(counts, name), _address(place, asked, **{name: _YES}))
        for name, says in MARKS.items()
        if name not in asked and getattr(counts, name)
    ]
    if marks:
        yield Group("Marked", marks, 0)


def _values(counts: Any, name: str) -> Sequence[Count]:
    found: Sequence[Count] = getattr(counts, f"{name}s")
    return found


def _chosen(place: Place, asked: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What the page is narrowed to, each with the address of the page without it."""
    said = _VALUES | {"since": "From", "until": "Until", "order": "Order"}
    for name, value in asked.items():
        if name in said:
            yield f"{said[name]}: {value}", _address(place, asked, **{name: None})
        elif name in MARKS:
            yield MARKS[name], _address(place, asked, **{name: None})


def _edits(answer: Answer) -> Iterator[tuple[str, str, str]]:
    """The edits of what stands on the page: which each is, of which entry, and why."""
    for one in answer.found.entries:
        for edit in one.edited_by:
            does = "corrects" if edit.entry.type == "entry_corrected" else "voids"
            yield edit.id, f"{edit.id} {does} {one.recorded.id}", reason_of(edit)


def _turns(place: Place, asked: dict[str, str], answer: Answer) -> dict[str, Any]:
    """The pages before and behind."""
    found, shown = answer.found.found, len(answer.found.entries)
    if found is None or not shown:
        return {"earlier": None, "later": None}
    given = asked.get("part", "")
    first = int(given.partition("-")[0]) if "-" in given else found - shown + 1
    last = first + shown - 1
    earlier = f"{max(1, first - _A_PAGE)}-{first - 1}" if first > 1 else None
    later = f"{last + 1}-{min(found, last + _A_PAGE)}" if last < found else None
    return {
        which: None if part is None else (part.replace("-", " to "), place.address("journal", asked | {"part": part}))
        for which, part in (("earlier", earlier), ("later", later))
    }


PAGES = (Page("journal", "Journal", _journal, Narrowed, "journal.html", menu="Journal", letter="j"),)
