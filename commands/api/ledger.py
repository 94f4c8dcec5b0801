"""The ledger from Python: open it by URL, record entries, ask.

    from commands.api.ledger import open_ledger

    with open_ledger("seriesd.db") as ledger:
        ledger.record([{"type": "common_issued", "effective": "2006-03-01", "holder": "Fund", "shares": 5000000}])
        ledger.price(date(2006, 3, 2)).in_effect.fraction

Whatever the command line answers, it asks here; the questions are in `commands.api.questions`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from commands.api import documents
from commands.api.companies import company_asked_about, company_recorded_for
from commands.api.data import outlet  # noqa: F401  it sets what an answer gives itself
from commands.api.data.listed import Listed
from commands.api.decide import Progress, decide, declined
from commands.api.documents import attaching, check_known, check_not_disposed, the_folder
from commands.api.done import entries_in, told_if_written
from commands.api.given import Day, Moment, day, day_or_none, moment_or_none, path, text, text_or_none, today
from commands.api.given import fields as given_fields
from commands.api.known import Known
from commands.api.mending import Wanted, check_seen, take_back
from commands.api.questions import Asking
from commands.api.retry import tries
from commands.api.writer import Writer, brief, given_as, recorded_as
from ledger.engine.book import Book
from ledger.events import CertificateAdopted, Entry, Role, as_entry
from ledger.log.documents import attached
from ledger.log.recorded import Recorded
from ledger.log.timeline import order_of_dates
from ledger.numbers.given import several
from ledger.refusals import Refusal
from ledger.store.documents import digest_of, folder_of
from ledger.store.recording import Author
from ledger.store.store import ConcurrentWriteError, open_store
from projections.answers.companies import Companies, CompanySummary, summary_of
from projections.audit.documents import Attachment, Documents
from projections.compare.hypothesis import Fields
from projections.compare.recording import RecordResult, TakenBack

if TYPE_CHECKING:  # scenarios are for those who ask for them
    from commands.api.proposals import Proposals
    from commands.api.scenarios import Scenarios
    from ledger.proof.statements import SigningKey
    from projections.compare.proposals import IsProposed

__all__ = ["Ledger", "as_entry", "open_ledger", "today"]

T = TypeVar("T")


def open_ledger(  # noqa: PLR0913  by name
    url: str | PathLike[str] = "seriesd.db",
    *,
    company: str | None = None,
    create: bool = True,
    documents: str | PathLike[str] | None = None,
    recorded_by: str | None = None,
    reason: str | None = None,
    at_risk: bool = False,
    key: "SigningKey | None" = None,
) -> "Ledger":
    """Open a ledger by file path or database URL. Raises `StoreError` when it cannot be opened.

    `documents` is the folder of the files that are attached to entries; by default the one beside the ledger's file.
    `recorded_by` is who records, by default the user of the operating system, for the `reason` given; `at_risk` takes
    whatever the clock says for the moment of recording, also where it can hardly be right. With a `key` each recording
    is signed, and who records is called as the key where nobody is named.
    """
    place = path(url, "url")
    folder = folder_of(place) if documents is None else Path(path(documents, "documents"))
    return Ledger(
        open_store(place, create=create),
        text_or_none(company, "company"),
        folder=folder,
        writer=Writer(recorded_by, reason, at_risk, key),
    )


@dataclass(slots=True)
class Ledger(Asking, AbstractContextManager["Ledger"]):
    """One company's ledger in a store. With a single company in the store, its name need not be given."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()

    def record(  # noqa: PLR0913  by name
        self,
        entries: Iterable[Entry | Mapping[str, Any]],
        *,
        write: bool = True,
        new_company: bool = False,
        told: Progress | None = None,
        approve: Callable[[RecordResult], bool] | None = None,
        batch: str | None = None,
        reason: str | None = None,
        seen: int | None = None,
    ) -> RecordResult:
        """Record entries, all of them or none; with `write=False`, only say what that would do.

        They are judged in the order of their dates, those of one date as given; voids and corrections keep their place.
        The first company of a store needs no more than its name; each further one is begun with `new_company` alone.
        While it lasts, `told` is called with how many are decided, and of how many.
        Who is to `approve` is shown what would come of it before it is written; where the answer is no, nothing is, and
        nothing is answered as recorded. `is_written` of the answer says whether anything was.
        With a `batch`, its key, the same entries with the same key again are recorded already, also those without ids;
        other entries are refused. The `reason` stands with the recording. `seen` is how many entries the log had when
        somebody looked at what recording these would do: where others have recorded since, it is refused.
        Raises `Refusal` when a rule is broken and `EntryError` when a mapping is no entry; nothing is recorded then.
        """
        read = [as_entry(entry) for entry in several(entries, "entries")]
        order = order_of_dates(read)
        company = self._company_for(read, new=new_company)

        given = given_as(read) if write else None

        def judged(known: Known, at: datetime) -> tuple[RecordResult, list[Recorded]]:
            log = known.log
            if batch is not None and recorded_as(self.store, company, batch, given_as(read)) is not None:
                return declined(RecordResult(len(read), company=company, ledger=self.store.name), log), []
            check_seen(log, seen, "this")
            try:
                found, new = decide(log, [read[place] for place in order], at, told, self._book_at_hand(known))
            except Refusal as refusal:
                refusal.index = None if refusal.index is None else order[refusal.index]
                raise
            result = replace(found, company=company, ledger=self.store.name)
            if not write or not new:
                return result, []
            if approve is not None and not approve(result):
                return declined(result, log), []
            return replace(result, is_written=True), new

        return self._written(company, judged, self.writer.author(batch, given, reason), write=write)

    def propose(
        self,
        entries: Iterable[Entry | Mapping[str, Any]],
        *,
        new_company: bool = False,
        batch: str | None = None,
        reason: str | None = None,
    ) -> "IsProposed":
        """Propose entries, which somebody else records by approving them: `proposals` are the proposals made.

        With a `batch`, its key, the same entries with the same key again are proposed already.

        Raises `Refusal` where recording them now would be refused, and `EntryError` when a mapping is no entry.
        """
        from commands.api.proposals import Proposals

        read = [as_entry(entry) for entry in several(entries, "entries")]
        company = self._company_for(read, new=new_company)
        return Proposals(self.store, company, self.clock, self.writer).propose(read, reason, batch)

    def void(  # noqa: PLR0913  by name
        self,
        entry: str,
        *,
        reason: str,
        with_dependents: bool = False,
        note: str | None = None,
        source: str | None = None,
        write: bool = True,
        seen: int | None = None,
    ) -> TakenBack:
        """Take an entry out, since nothing of the kind took place; with `write=False`, only say what that would do.

        What rests on it is voided as well, in the same act, `with_dependents`; else it is refused. `seen` is the
        `position` of an answer that was looked at: where others have recorded since, it is refused. Raises `Refusal`.
        """
        wanted = Wanted(text(entry, "entry"), reason, None, note, source, with_dependents, seen)
        return self._take_back(wanted, write=write)

    def correct(  # noqa: PLR0913  by name
        self,
        entry: str,
        fields: Fields,
        *,
        reason: str,
        with_dependents: bool = False,
        note: str | None = None,
        source: str | None = None,
        write: bool = True,
        seen: int | None = None,
    ) -> TakenBack:
        """Give fields of an entry, by dotted name, the values that they should have had; None takes one away.

        The rest is as with `void`. Raises `EntryError` for a value that no such entry can have, and where nothing
        would change.
        """
        changed = given_fields(fields, "fields")
        wanted = Wanted(text(entry, "entry"), reason, changed, note, source, with_dependents, seen)
        return self._take_back(wanted, write=write)

    def attach(  # noqa: PLR0913  by name
        self,
        entry: str,
        file: str | PathLike[str],
        *,
        role: Role | None = None,
        note: str | None = None,
        source: str | None = None,
        effective: Day | None = None,
        keep_until: Day | None = None,
        hold: str | None = None,
    ) -> Attachment:
        """Attach a file to an entry: a copy is kept beside the ledger, and what it is is recorded, hash and all.

        It is dated as its entry, where nothing else is said, and is its `source` where no `role` is given. The same
        file again is recorded already; where its copy was lost or altered meanwhile, it is whole again. Raises
        `Refusal` where there is no such entry, and `DocumentError` where the file cannot be read, holds nothing or more
        than 100,000,000 bytes, or where there is no folder to keep it in.
        """
        company, folder = self.chosen_company(), the_folder(self.folder)
        place, log = Path(path(file, "file")), self.store.read(company)
        check_known(log, text(entry, "entry"))
        check_not_disposed(log, entry, digest_of(place))  # before it is back in its place
        kept = folder.keep(place)
        dated, until = day_or_none(effective, "effective"), day_or_none(keep_until, "keep_until")
        wanted = documents.Wanted(entry, place, role, note, source, dated, until, hold)
        author = self.writer.author()
        return self._written(company, lambda known, at: attaching(known.log, wanted, kept, at, folder), author)

    def dispose(self, entry: str | None = None, *, reason: str | None = None, write: bool = True) -> Documents:
        """Dispose of the files whose `keep_until` is over and that nothing holds; `write=False` only says which.

        The entry that attached each is corrected first, so that it says on which day; then the file goes, where no
        other document of this ledger has the same bytes: a folder that several ledgers share has to be looked at by
        people. Raises `DocumentError` where a file cannot be removed.
        """
        folder, on = the_folder(self.folder), self.clock().date()
        may_go = [one for one in self.documents(entry).documents if one.may_go(on)]
        for one in may_go if write else ():
            why = reason or f"kept until {one.keep_until}, which is over"
            self.correct(one.document, {"disposed": on}, reason=why)
            logs = map(self.store.read, self.store.companies())
            if not any(other.needs(one.sha256) for log in logs for other in attached(log)):
                folder.remove(one.sha256)
        names = [one.document for one in may_go]
        return replace(self.documents(entry), may_go=names, disposed=names if write else None)

    def _take_back(self, wanted: Wanted, *, write: bool) -> TakenBack:
        def tried(known: Known, at: datetime) -> tuple[TakenBack, list[Recorded]]:
            answer, new = take_back(known.log, wanted, at, write=write, book=self._book_at_hand(known))
            return answer, new if write else []

        return self._written(self.chosen_company(), tried, self.writer.author(reason=brief(wanted.reason)), write=write)

    def _written(
        self,
        company: str,
        made: Callable[[Known, datetime], tuple[T, list[Recorded]]],
        author: Author,
        *,
        write: bool = True,
    ) -> T:
        """What is made of the log, written behind it, and the answer; once more where somebody wrote meanwhile."""
        for _ in tries():
            known = self._whole(company, write=write)
            log = known.log
            answer, new = made(known, self._moment(log, write=write))
            if not new:
                return answer
            try:
                with told_if_written(self.store, author.by, entries_in(company, len(new))):
                    self.store.append(company, new, after=len(log), previous=known.head, author=author)
            except ConcurrentWriteError:
                continue
            self._found = self._loaded = None
            return answer
        raise ConcurrentWriteError(f"{company}: others kept writing; nothing was recorded, try again")

    def _whole(self, company: str, *, write: bool) -> Known:
        """The log and its head; what is only tried stands on what is known already, where that is asked at once."""
        found = self._found
        if write or not self.at_once or found is None or found.company != company:
            return Known(company, *self.store.read_whole(company))
        return found

    def _book_at_hand(self, known: Known) -> Book | None:
        """The book of this very log, where somebody keeps it in memory; it is there to be copied."""
        loaded = self._loaded
        if loaded is None:
            return None
        kept = loaded.known
        same = (kept.company, kept.head, len(kept.log)) == (known.company, known.head, len(known.log))
        return loaded.session.base.book if same else None

    def _moment(self, log: Sequence[Recorded], *, write: bool) -> datetime:
        """The moment of what is recorded now; what is only tried waits for no clock."""
        before = [one.recorded_at for one in log[-1:]]
        return self.writer.moment(self.store, before, self.clock) if write else max([self.clock(), *before])

    def _company_for(self, entries: Sequence[Entry], *, new: bool) -> str:
        adopting = next((at for at, one in enumerate(entries) if isinstance(one, CertificateAdopted)), None)
        adopted = None if adopting is None else entries[adopting]
        name = adopted.company if isinstance(adopted, CertificateAdopted) else None
        try:
            return company_recorded_for(self.company, name, self.store.companies(), new=new)
        except Refusal as refusal:
            refusal.index = adopting if self.company is None else None
            raise

    @property
    def scenarios(self) -> "Scenarios":
        """What-ifs that are saved under a name, beside the ledger."""
        from commands.api.scenarios import Scenarios

        return Scenarios(self.store, self.chosen_company(), self.clock, self.writer)

    @property
    def proposals(self) -> "Proposals":
        """Entries that were proposed, to be approved by somebody else. Raises `Refusal` where no company is meant."""
        from commands.api.proposals import Proposals, companies_proposed

        company = company_asked_about(self.company, companies_proposed(self.store) or self._known())
        return Proposals(self.store, company, self.clock, self.writer)

    def of_each_company(self) -> "list[Ledger]":
        """The same ledger asked about each of its companies in turn. Raises `Refusal` where there is none."""
        return [replace(self, company=name) for name in self._known()]

    def companies(self, on: Day | None = None, *, as_known: Moment | None = None) -> Listed[CompanySummary]:
        """Every company in the store, and how it stands at the close of a day (today when none is given)."""
        asked, known = day(on), moment_or_none(as_known)
        found = (summary_of(name, self.store.read(name), asked, as_known=known) for name in self.store.companies())
        return Listed(found, lambda summaries: Companies(asked, summaries))
