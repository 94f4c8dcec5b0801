"""What stands in the form of a page that records: as somebody begins it, and as it was sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from secrets import token_urlsafe
from typing import Any

from commands.journal.blank import families
from commands.journal.described import described
from commands.web.asking import Answer, Source
from commands.web.pages.record.fields import form_of, type_in_words
from commands.web.pages.record.given import columns_said, is_too_large, kept_of, options_of, spelt, values_of
from commands.web.pages.record.meant import token_of
from commands.web.pages.record.names import names_in
from commands.web.pages.record.sheet import Sheet, fields
from commands.web.pages.record.tried import Tried
from commands.web.places import Place
from commands.web.sent import Sent, Upload
from ledger.events import ENTRY_TYPES
from projections.render.blocks import Title

_NOT_YET = Tried()


@dataclass(frozen=True, slots=True)
class Entered:
    """The form: of an entry of type `kind`, or without one of a journal.

    `batch` is the key by which what is sent twice is recorded once, `seen` how many entries the log had when this was
    looked at. A journal is the file that is `kept`, or the pasted `text`. `tried` is what came of it, `others` what was
    recorded meanwhile, `asked_about` what is seldom meant; `said` is why the form is shown again otherwise.
    """

    kind: str | None
    batch: str
    seen: int
    values: Mapping[str, str] = field(default_factory=dict)
    more: Sequence[str] = ()
    reason: str = ""
    new_company: bool = False
    kept: Upload | None = None
    text: str = ""
    spelling: str = "yaml"
    columns: Sequence[str] = ()
    meant: str = ""
    tried: Tried = _NOT_YET
    sheets: Sequence[Sheet] = ()
    others: Sequence[Answer] = ()
    asked_about: Sequence[str] = ()
    said: str = ""

    @property
    def words(self) -> list[str]:
        """The options that say how it is read, and for which company."""
        return [*options_of(self.kind, self.columns), *(["--new-company"] if self.new_company else [])]

    @property
    def kept_bytes(self) -> str:
        """The file that was sent, as the form has it from then on."""
        return "" if self.kept is None else spelt(self.kept)

    @property
    def is_too_large(self) -> bool:
        """Whether the form does not have the file that was sent, since it is too large for that."""
        return is_too_large(self.kept)

    def source(self, place: Place) -> Source:
        """The ledger that it is recorded in: of a further company, or of the first, it is not said which it is."""
        is_new = self.new_company or not place.companies
        return replace(place.source, company=None, loaded=None) if is_new else place.source


def begun(place: Place, kind: str | None, values: Mapping[str, str]) -> Entered:
    """An empty form, with a key of its own."""
    return Entered(kind, new_key(), seen_now(place), values)


def entered(place: Place, sent: Sent) -> Entered:
    """The form as it was sent. Raises `UsageError` for a journal in a spelling that there is not."""
    kind = sent.one("type") or None
    seen = sent.one("seen")
    return Entered(
        kind=kind,
        batch=sent.one("batch").strip() or new_key(),
        seen=int(seen) if seen.isdecimal() and len(seen) < len("1000000000") else seen_now(place),
        values=values_of(sent),
        more=sent.all("more"),
        reason=sent.one("reason"),
        new_company=bool(sent.one("new-company")),
        kept=None if kind else kept_of(sent),
        text="" if kind else sent.one("text").replace("\r\n", "\n"),
        spelling=sent.one("format", "yaml"),
        columns=columns_said(sent),
        meant=sent.one("meant"),
    )


def new_key() -> str:
    """A key that no other batch has."""
    return token_urlsafe(18)


def seen_now(place: Place) -> int:
    """How many entries the log has now."""
    return 0 if place.known is None else len(place.known.log)


def about(place: Place, form: Entered) -> dict[str, Any]:
    """What the template of the form needs."""
    kind = form.kind
    return {
        "form": form,
        "meaning": described(ENTRY_TYPES[kind]).replace("`", "") if kind in ENTRY_TYPES else "",
        "clause": ENTRY_TYPES[kind].clause if kind in ENTRY_TYPES else "",
        "kind_in_words": type_in_words(kind) if kind else "",
        "groups": form_of(kind, form.values, form.tried.by_field, form.more) if kind in ENTRY_TYPES else [],
        "families": families(list(ENTRY_TYPES)),
        "in_words": type_in_words,
        "names": names_in(place.known),
        "fields": fields() if form.sheets else [],
        "begins_company": kind in (None, "certificate_adopted") and bool(place.companies),
        "known": frozenset(one.id for one in place.known.log) if place.known else frozenset(),
        "said": _in_one_sentence(form),
        "spoken": _spoken(form),
        "token": token_of(form.asked_about),
    }


def _spoken(form: Entered) -> str:
    """What came of checking it, for those who hear the page."""
    titles = form.tried.answer.blocks if form.tried.answer is not None else ()
    return next((str(one.text) for one in titles if isinstance(one, Title)), _in_one_sentence(form))


def _in_one_sentence(form: Entered) -> str:
    """What is said of the form as a whole, for those who hear a page and do not see it."""
    if form.said:
        return form.said
    if form.tried.wrong:
        count = len(form.tried.wrong) + form.tried.more
        return "1 place cannot be read." if count == 1 else f"{count:,} places cannot be read."
    return next(iter(form.tried.sentences), "")
