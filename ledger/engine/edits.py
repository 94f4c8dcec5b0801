"""Which edits of the record are possible: a void, a correction, and the waiver that names an entry.

An edit of the record mends a clerical error; it is not a corporate action, and nothing recorded is ever lost by it.
"""

from collections.abc import Iterable, Mapping

from ledger.cap_table.acts import Waived
from ledger.events import (
    AnyEntry,
    CertificateAdopted,
    CommonIssued,
    ConvertibleIssued,
    EntryCorrected,
    EntryVoided,
    OptionGranted,
    SeriesDAutoConverted,
    TreasuryDisposed,
)
from ledger.log.recorded import Recorded
from ledger.log.timeline import EDITS
from ledger.refusals import Refusal

TESTED_ENTRIES = (CommonIssued, TreasuryDisposed, OptionGranted, ConvertibleIssued)
"""The entries that section 4E puts to the test, whose adjustment can be waived."""


def check_editable(edit: EntryVoided | EntryCorrected, target: Recorded, standing: Recorded | None) -> None:
    """Refuse an edit that is not possible; `standing` is the edit that the target already has, if any."""
    if isinstance(target.entry, EDITS):
        named = target.entry.entry
        raise Refusal("edit_of_an_edit", "", f"{target.id} is itself an edit of {named}; correct {named} again instead")
    if isinstance(target.entry, SeriesDAutoConverted):
        cause = target.entry.cause
        raise Refusal(
            "written_by_ledger", "4L (second)", f"{target.id} was written by the ledger; edit {cause}, which caused it"
        )
    if standing is not None and isinstance(standing.entry, EntryVoided):
        raise Refusal(
            "already_voided", "", f"{target.id} is voided by {standing.id}; record it anew under another id instead"
        )
    if isinstance(edit, EntryCorrected):
        _check_correction(edit, target)
    elif isinstance(target.entry, CertificateAdopted):
        raise Refusal("certificate_stays", "", "the certificate cannot be voided, only corrected")


def _check_correction(edit: EntryCorrected, target: Recorded) -> None:
    if edit.with_.id != edit.entry:
        raise Refusal(
            "correction_renames",
            "",
            f"the corrected entry keeps its id: with.id is {edit.with_.id!r}, {edit.entry!r} would be accepted",
        )
    if isinstance(edit.with_, EDITS):
        raise Refusal("edit_of_an_edit", "", "an entry cannot be corrected into an edit; record the edit itself")
    if isinstance(target.entry, CertificateAdopted) and not isinstance(edit.with_, CertificateAdopted):
        raise Refusal("certificate_stays", "", "the certificate can only be corrected into a certificate")


def check_waiver(entry: AnyEntry, known: Mapping[str, Recorded]) -> None:
    """Refuse to waive the adjustment of what makes none (9); what is still to come may be named."""
    target = known.get(entry.entry) if entry.type == "adjustment_waived" else None
    if target is not None and not isinstance(target.entry, TESTED_ENTRIES):
        raise Refusal(
            "nothing_to_waive",
            "9",
            f"{target.id} ({target.entry.type}) adjusts no price under 4E; name an issue or a grant",
        )


def check_waived(entry: AnyEntry, name: str, waivers: Iterable[Waived]) -> None:
    """Refuse what adjusts no price under a name whose adjustment is waived already (9)."""
    waiver = next((one for one in waivers if one.waived == name), None)
    if waiver is not None and not isinstance(entry, (*TESTED_ENTRIES, *EDITS)):
        raise Refusal(
            "nothing_to_waive",
            "9",
            f"would break {waiver.entry} of {waiver.day}, which waives the adjustment for {name}: {entry.type} adjusts "
            "no price under 4E; an issue or a grant would be accepted under that id",
        )
