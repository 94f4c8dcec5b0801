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
from ledger.rules import flags, refuses

ID_TAKEN = refuses(
    "id_taken",
    "",
    "The id of an entry is unique: the same id with other content is another entry.",
    "Choose another id, or correct the entry that has it.",
)
UNKNOWN_ENTRY = refuses(
    "unknown_entry",
    "",
    "An edit, a document or a question names an entry that is recorded.",
    "Name an entry that stands in the timeline, by its id.",
)
ALREADY_VOIDED = refuses(
    "already_voided",
    "",
    "What is voided stays out.",
    "Nothing is left to do; what was voided is entered again under a new id.",
)
EDIT_OF_AN_EDIT = refuses(
    "edit_of_an_edit",
    "",
    "An edit is not edited.",
    "Edit the entry itself again; the latest edit of an entry stands.",
)
CORRECTION_RENAMES = refuses(
    "correction_renames",
    "",
    "A corrected entry keeps its id.",
    "Give the corrected entry the id of the entry that it corrects, or none.",
)
CERTIFICATE_STAYS = refuses(
    "certificate_stays",
    "",
    "The certificate can be corrected, but not voided or turned into something else.",
    "Correct the certificate with entry_corrected instead.",
)
WRITTEN_BY_LEDGER = refuses(
    "written_by_ledger",
    "4L (second)",
    "An automatic conversion was written by the ledger and follows from its cause.",
    "Name the entry that caused the conversion instead.",
)
NOTHING_TO_WAIVE = refuses(
    "nothing_to_waive",
    "9",
    "Only the adjustment of an issue or a grant can be waived.",
    "Name an issue or a grant.",
)
LATE = flags(
    "late",
    "",
    "An entry recorded after others that take effect later takes its place before them, and what follows is worked out "
    "again (A8).",
    "Nothing to enter; `history --diff` shows what became of earlier answers.",
)

TESTED_ENTRIES = (CommonIssued, TreasuryDisposed, OptionGranted, ConvertibleIssued)
"""The entries that section 4E puts to the test, whose adjustment can be waived."""


def check_editable(edit: EntryVoided | EntryCorrected, target: Recorded, standing: Recorded | None) -> None:
    """Refuse an edit that is not possible; `standing` is the edit that the target already has, if any."""
    if isinstance(target.entry, EDITS):
        named = target.entry.entry
        raise Refusal(EDIT_OF_AN_EDIT, f"{target.id} is itself an edit of {named}; correct {named} again instead")
    if isinstance(target.entry, SeriesDAutoConverted):
        cause = target.entry.cause
        raise Refusal(WRITTEN_BY_LEDGER, f"{target.id} was written by the ledger; edit {cause}, which caused it")
    if standing is not None and isinstance(standing.entry, EntryVoided):
        raise Refusal(
            ALREADY_VOIDED, f"{target.id} is voided by {standing.id}; record it anew under another id instead"
        )
    if isinstance(edit, EntryCorrected):
        _check_correction(edit, target)
    elif isinstance(target.entry, CertificateAdopted):
        raise Refusal(CERTIFICATE_STAYS, "the certificate cannot be voided, only corrected")


def _check_correction(edit: EntryCorrected, target: Recorded) -> None:
    if edit.with_.id != edit.entry:
        raise Refusal(
            CORRECTION_RENAMES,
            f"the corrected entry keeps its id: with.id is {edit.with_.id!r}, {edit.entry!r} would be accepted",
        )
    if isinstance(edit.with_, EDITS):
        raise Refusal(EDIT_OF_AN_EDIT, "an entry cannot be corrected into an edit; record the edit itself")
    if isinstance(target.entry, CertificateAdopted) and not isinstance(edit.with_, CertificateAdopted):
        raise Refusal(CERTIFICATE_STAYS, "the certificate can only be corrected into a certificate")


def check_waiver(entry: AnyEntry, known: Mapping[str, Recorded]) -> None:
    """Refuse to waive the adjustment of what makes none (9); what is still to come may be named."""
    target = known.get(entry.entry) if entry.type == "adjustment_waived" else None
    if target is not None and not isinstance(target.entry, TESTED_ENTRIES):
        raise Refusal(
            NOTHING_TO_WAIVE,
            f"{target.id} ({target.entry.type}) adjusts no price under 4E; name an issue or a grant",
        )


def check_waived(entry: AnyEntry, name: str, waivers: Iterable[Waived]) -> None:
    """Refuse what adjusts no price under a name whose adjustment is waived already (9)."""
    waiver = next((one for one in waivers if one.waived == name), None)
    if waiver is not None and not isinstance(entry, (*TESTED_ENTRIES, *EDITS)):
        raise Refusal(
            NOTHING_TO_WAIVE,
            f"would break {waiver.entry} of {waiver.day}, which waives the adjustment for {name}: {entry.type} adjusts "
            "no price under 4E; an issue or a grant would be accepted under that id",
            breaks=waiver.entry,
        )
