"""Why a figure is what it is: every explanation, and the documents that lie beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from commands.api.audit_trail import recorder_of
from commands.api.documents import the_folder
from commands.api.given import (
    Amount,
    Day,
    Moment,
    amount,
    clause_or_none,
    day,
    day_or_none,
    each,
    one_at_most,
    parity_classes,
    text,
    text_or_none,
    today,
    whole_or_none,
)
from commands.api.known import Knowing
from ledger.engine.edits import UNKNOWN_ENTRY
from ledger.errors import ArgumentError
from ledger.events import ParityClass
from ledger.log.recorded import Recorded
from ledger.names import near
from ledger.refusals import Refusal
from projections.answers.history import Part
from projections.audit.audit import Claim
from projections.audit.documents import Documents, documents_about, documents_of

if TYPE_CHECKING:  # explaining and sweeping are for those who ask for it
    from projections.audit.papers import Papers
    from projections.explain.balances import Accounts
    from projections.explain.clauses import Moved
    from projections.explain.edit import EditExplained
    from projections.explain.steps import Explanation


@dataclass(slots=True)
class Explaining(Knowing):
    """A company's ledger, to be asked for reasons."""

    def explain(
        self,
        on: Day | None = None,
        *,
        step: int | None = None,
        entry: str | None = None,
        part: Part | None = None,
        as_known: Moment | None = None,
    ) -> "Explanation":
        """Why the price is what it is on a date (today when nothing is named), one step, or what one entry did.

        Of a date all steps up to it, or a `part` of them. Raises `ArgumentError` where more than one of date, step and
        entry is named: a step or an entry has a date of its own.
        """
        from projections.audit.papers import papers_of

        one_at_most("explain", {"on": on, "step": step, "entry": entry})
        asked = day_or_none(on) if step is not None or entry is not None else day(on)
        step, entry = whole_or_none(step, "step"), text_or_none(entry, "entry")
        if part is not None and not isinstance(part, Part):
            raise ArgumentError("part: it is a `Part` of the steps")
        company, log, _ = self.known(as_known=as_known)
        found = self._explained(log, asked, step, entry, part, as_known)
        by = next((recorder_of(self.store, company)(one.position) for one in log if one.id == entry), None)
        return replace(found, papers=papers_of(log, self._kept), by=by)

    def _explained(  # noqa: PLR0913, PLR0917  as `explain` is asked
        self,
        log: list[Recorded],
        on: date | None,
        step: int | None,
        entry: str | None,
        part: Part | None,
        as_known: Moment | None,
    ) -> "Explanation":
        """The same without its papers; from what is kept in memory, where that has it."""
        from projections.explain.steps import explain

        told, found = self.told(as_known=as_known), None
        if told is not None and entry is None:
            found = told.step(step) if step is not None else told.price(on or today(), today(), part)
        return found or explain(log, on, step=step, entry=entry, part=part, today=today())

    def explain_edit(self, entry: str, *, as_known: Moment | None = None) -> "EditExplained | None":
        """What a void or a correction did to the record; None where the entry of this name is neither.

        Raises `Refusal` where there is no such entry.
        """
        from projections.audit.papers import papers_of
        from projections.explain.edit import edit_explained

        company, log, _ = self.known(as_known=as_known)
        known = [one.id for one in log]
        if text(entry, "entry") not in known:
            raise Refusal(UNKNOWN_ENTRY, f"no entry {entry!r} stands in the timeline{near(entry, known)}")
        found = edit_explained(log, entry)
        if found is None:
            return None
        recorder = recorder_of(self.store, company)
        by = {one.id: it for one in found.all_named if (it := recorder(one.position)) is not None}
        return replace(found, papers=papers_of(log, self._kept), by=by)

    def clauses(self, of: str | None = None, *, as_known: Moment | None = None) -> "Moved":
        """What each clause of the certificate moved: the steps of the price under it, and the entries.

        With `of` the clauses that are printed under that number, or the one of this id. Raises `ArgumentError` where
        there is none.
        """
        from projections.audit.papers import papers_of
        from projections.explain.clauses import moved_in

        asked, log = clause_or_none(of), self.log(as_known=as_known)
        session = self.loaded(as_known=as_known)
        book = self.book(as_known=as_known, listen=False) if session is None else session.base.book
        return moved_in(book, asked, papers_of(log, self._kept))

    def explain_balances(
        self, on: Day | None = None, *, holder: str | None = None, as_known: Moment | None = None
    ) -> "Accounts":
        """Every balance at the close of a day, or those of one holder, with the entries that made them."""
        from projections.explain.balances import balances_explained

        return balances_explained(self.log(as_known=as_known), day(on), text_or_none(holder, "holder"))

    def explain_waterfall(
        self,
        assets: Amount,
        on: Day | None = None,
        *,
        parity: Sequence[ParityClass | Mapping[str, Any]] = (),
        holder: str | None = None,
        as_known: Moment | None = None,
    ) -> "Accounts":
        """What each holder, or one, would get of these assets, with the whole way to it (3)."""
        from projections.explain.balances import waterfall_explained

        money, classes, holder = amount(assets, "assets"), parity_classes(parity), text_or_none(holder, "holder")
        return waterfall_explained(self.log(as_known=as_known), day(on), money, classes, holder)

    def explain_audit(self, claims: Sequence[Claim], *, as_known: Moment | None = None) -> "Accounts":
        """Every difference that `audit` finds, or none, with the whole way to it."""
        from projections.explain.audit import audit_explained

        return audit_explained(self.log(as_known=as_known), each(claims, Claim, "claims"))

    def documents(self, entry: str | None = None, *, as_known: Moment | None = None) -> Documents:
        """The documents attached to entries, or to one, each with whether it is here, and as it was attached.

        Raises `Refusal` where there is no such entry.
        """
        named, log = text_or_none(entry, "entry"), self.log(as_known=as_known)
        return Documents(documents_of(log, self._kept) if named is None else documents_about(log, named, self._kept))

    def papers(self, *, as_known: Moment | None = None) -> "Papers":
        """What lies beside explanations and letters: the documents of entries, and the certificate's own words."""
        from projections.audit.papers import papers_of

        return papers_of(self.log(as_known=as_known), self._kept)

    def document(self, document: str) -> bytes:
        """The bytes of a document, by the entry that attached it.

        Raises `Refusal` where there is no such entry, and `DocumentError` where the file is not here, or is not what
        was attached.
        """
        found = [one for one in self.documents(text(document, "document")).documents if one.document == document]
        if not found:
            raise Refusal(UNKNOWN_ENTRY, f"{document} attached no document, or none that still is")
        return the_folder(self.folder).read(found[0].sha256, found[0].size)
