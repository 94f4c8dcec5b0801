"""The events: one model for each corporate action that a journal can hold, by what it is about.

An entry states a fact and nothing derived from it. All shares, prices and money of an entry are in the share units of
its own place in the timeline. A model only knows what can be told from the entry alone; what makes an entry acceptable
beside the others is decided by the clause that it falls under (`ledger.clauses`).
"""

from ledger.events.approvals import AdjustmentWaived, ConsentGiven, ProtectedActionTaken, TermsAmended
from ledger.events.company import CertificateAdopted, CommonAuthorizedChanged, OpeningBalance
from ledger.events.entry import Consideration, Entry, Issuing, Limb, Stage
from ledger.events.errors import EntryError
from ledger.events.reading import (
    ENTRY_TYPES,
    STORED_TYPES,
    AnyEntry,
    EntryCorrected,
    EntryVoided,
    as_entry,
    read_entry,
    write_entry,
)
from ledger.events.restated import CommonSplit, DistributionMade, Reorganized, SeriesDSplit, StockDividendPaid
from ledger.events.rights import (
    ConvertibleIssued,
    OfRight,
    OptionGranted,
    RightChanged,
    RightExercised,
    RightTerminated,
)
from ledger.events.series_d import (
    MOST_PLACES,
    AccruedDividendsPaid,
    CashDividendPaid,
    CertificateDelivered,
    Liquidated,
    NoticeSent,
    ParityClass,
    SeriesDAutoConverted,
    SeriesDConverted,
)
from ledger.events.stock import (
    CommonIssued,
    SeriesDIssued,
    SharesTransferred,
    TreasuryAcquired,
    TreasuryDisposed,
    TreasuryRetired,
)

__all__ = [
    "ENTRY_TYPES",
    "MOST_PLACES",
    "STORED_TYPES",
    "AccruedDividendsPaid",
    "AdjustmentWaived",
    "AnyEntry",
    "CashDividendPaid",
    "CertificateAdopted",
    "CertificateDelivered",
    "CommonAuthorizedChanged",
    "CommonIssued",
    "CommonSplit",
    "ConsentGiven",
    "Consideration",
    "ConvertibleIssued",
    "DistributionMade",
    "Entry",
    "EntryCorrected",
    "EntryError",
    "EntryVoided",
    "Issuing",
    "Limb",
    "Liquidated",
    "NoticeSent",
    "OfRight",
    "OpeningBalance",
    "OptionGranted",
    "ParityClass",
    "ProtectedActionTaken",
    "Reorganized",
    "RightChanged",
    "RightExercised",
    "RightTerminated",
    "SeriesDAutoConverted",
    "SeriesDConverted",
    "SeriesDIssued",
    "SeriesDSplit",
    "SharesTransferred",
    "Stage",
    "StockDividendPaid",
    "TermsAmended",
    "TreasuryAcquired",
    "TreasuryDisposed",
    "TreasuryRetired",
    "as_entry",
    "read_entry",
    "write_entry",
]
