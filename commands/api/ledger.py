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
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from commands.api import documents
from commands.api.companies import company_recorded_for
from commands.api.data import outlet  # noqa: F401  it sets what an answer gives itself
from commands.api.data.listed import Listed
from commands.api.decide import Progress, decide, declined
from commands.api.documents import attaching, check_known, the_folder
from commands.api.given import Day, Moment, day, day_or_none, moment_or_none, path, text, text_or_none, today
from commands.api.given import fields as given_fields
from commands.api.mending import Wanted, take_back
from commands.api.questions import Asking
from commands.api.retry import tries
from ledger.events import CertificateAdopted, Entry, Role, as_entry
from ledger.log.recorded import Recorded
from ledger.log.timeline import order_of_dates
from ledger.numbers.given import several
from ledger.refusals import Refusal
from ledger.store.documents import folder_of
from ledger.store.store import ConcurrentWriteError, open_store
from projections.answers.companies import Companies, CompanySummary, summary_of
from projections.audit.documents import Attachment
from projections.compare.hypothesis import Fields
from projections.compare.recording import RecordResult, TakenBack

if TYPE_CHECKING:  # scenarios are for those who ask for them
    from commands.api.scenarios import Scenarios

__all__ = ["Ledger", "as_entry", "open_ledger", "today"]

T = TypeVar("T")


def open_ledger(
    url: str | PathLike[str] = "seriesd.db",
    *,
    company: str | None = None,
    create: bool = True,
    documents: str | PathLike[str] | None = None,
) -> "Ledger":
    """Open a ledger by file path or database URL. Raises `StoreError` when it cannot be opened.

    `documents` is the folder of the files that are attached to entries; by default the one beside the ledger's file.
    """
    place = path(url, "url")
    folder = folder_of(place) if documents is None else Path(path(documents, "documents"))
    return Ledger(open_store(place, create=create), text_or_none(company, "company"), folder=folder)


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

    def record(
        self,
        entries: Iterable[Entry | Mapping[str, Any]],
        *,
        write: bool = True,
        new_company: bool = False,
        told: Progress | None = None,
        approve: Callable[[RecordResult], bool] | None = None,
    ) -> RecordResult:
        """Record entries, all of them or none; with `write=False`, only say what that would do.

        They are judged in the order of their dates, those of one date as given; voids and corrections keep their place.
        The first company of a store needs no more than its name; each further one is begun with `new_company` alone.
        While it lasts, `told` is called with how many are decided, and of how many.
        Who is to `approve` is shown what would come of it before it is written; where the answer is no, nothing is, and
        nothing is answered as recorded. `is_written` of the answer says whether anything was.
        Raises `Refusal` when a rule is broken and `EntryError` when a mapping is no entry; nothing is recorded then.
        """
        read = [as_entry(entry) for entry in several(entries, "entries")]
        order = order_of_dates(read)
        company = self._company_for(read, new=new_company)

        def judged(log: list[Recorded]) -> tuple[RecordResult, list[Recorded]]:
            try:
                found, new = decide(log, [read[place] for place in order], self.clock(), told)
            except Refusal as refusal:
                refusal.index = None if refusal.index is None else order[refusal.index]
                raise
            result = replace(found, company=company, ledger=self.store.name)
            if not write or not new:
                return result, []
            if approve is not None and not approve(result):
                return declined(result, log), []
            return replace(result, is_written=True), new

        return self._written(company, judged)

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
    ) -> Attachment:
        """Attach a file to an entry: a copy is kept beside the ledger, and what it is is recorded, hash and all.

        It is dated as its entry, where nothing else is said, and is its `source` where no `role` is given. The same
        file again is recorded already; where its copy was lost or altered meanwhile, it is whole again. Raises
        `Refusal` where there is no such entry, and `DocumentError` where the file cannot be read, holds nothing or more
        than 100,000,000 bytes, or where there is no folder to keep it in.
        """
        company, folder = self.chosen_company(), the_folder(self.folder)
        check_known(self.store.read(company), text(entry, "entry"))
        place = Path(path(file, "file"))
        kept = folder.keep(place)
        wanted = documents.Wanted(entry, place, role, note, source, day_or_none(effective, "effective"))
        return self._written(company, lambda log: attaching(log, wanted, kept, self.clock(), folder))

    def _take_back(self, wanted: Wanted, *, write: bool) -> TakenBack:
        def tried(log: list[Recorded]) -> tuple[TakenBack, list[Recorded]]:
            answer, new = take_back(log, wanted, self.clock(), write=write)
            return answer, new if write else []

        return self._written(self.chosen_company(), tried)

    def _written(self, company: str, made: Callable[[list[Recorded]], tuple[T, list[Recorded]]]) -> T:
        """What is made of the log, written behind it, and the answer; once more where somebody wrote meanwhile."""
        for _ in tries():
            log, head = self.store.read_whole(company)
            answer, new = made(log)
            if not new:
                return answer
            try:
                self.store.append(company, new, after=len(log), previous=head)
            except ConcurrentWriteError:
                continue
            self._found = None
            return answer
        raise ConcurrentWriteError(f"{company}: others kept writing; nothing was recorded, try again")

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

        return Scenarios(self.store, self.chosen_company(), self.clock)

    def of_each_company(self) -> "list[Ledger]":
        """The same ledger asked about each of its companies in turn. Raises `Refusal` where there is none."""
        return [replace(self, company=name) for name in self._known()]

    def companies(self, on: Day | None = None, *, as_known: Moment | None = None) -> Listed[CompanySummary]:
        """Every company in the store, and how it stands at the close of a day (today when none is given)."""
        asked, known = day(on), moment_or_none(as_known)
        found = (summary_of(name, self.store.read(name), asked, as_known=known) for name in self.store.companies())
        return Listed(found, lambda summaries: Companies(asked, summaries))
