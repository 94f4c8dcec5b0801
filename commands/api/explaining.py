"""Why a figure is what it is: every explanation, and the documents that lie beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from commands.api.documents import the_folder
from commands.api.given import (
    Amount,
    Day,
    Moment,
    amount,
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
from ledger.events import ParityClass
from ledger.names import near
from ledger.refusals import Refusal
from projections.audit.audit import Claim
from projections.audit.documents import Documents, documents_about, documents_of

if TYPE_CHECKING:  # explaining and sweeping are for those who ask for it
    from projections.audit.papers import Papers
    from projections.explain.balances import Accounts
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
        as_known: Moment | None = None,
    ) -> "Explanation":
        """Why the price is what it is on a date (today when nothing is named), one step, or what one entry did.

        Raises `ArgumentError` where more than one of them is named: a step or an entry has a date of its own.
        """
        from projections.audit.papers import papers_of
        from projections.explain.steps import explain

        one_at_most("explain", {"on": on, "step": step, "entry": entry})
        asked = day_or_none(on) if step is not None or entry is not None else day(on)
        step, entry = whole_or_none(step, "step"), text_or_none(entry, "entry")
        log = self.log(as_known=as_known)
        return replace(explain(log, asked, step=step, entry=entry, today=today()), papers=papers_of(log, self._kept))

    def explain_edit(self, entry: str, *, as_known: Moment | None = None) -> "EditExplained | None":
        """What a void or a correction did to the record; None where the entry of this name is neither.

        Raises `Refusal` where there is no such entry.
        """
        from projections.audit.papers import papers_of
        from projections.explain.edit import edit_explained

        log = self.log(as_known=as_known)
        known = [one.id for one in log]
        if text(entry, "entry") not in known:
            raise Refusal(UNKNOWN_ENTRY, f"no entry {entry!r} stands in the timeline{near(entry, known)}")
        found = edit_explained(log, entry)
        return None if found is None else replace(found, papers=papers_of(log, self._kept))

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
