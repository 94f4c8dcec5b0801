"""The events: one model for each corporate action that a journal can hold, by what it is about.

entry           what every entry has, and every issue
company         the certificate, the opening, what is authorized, what others counted, the letterhead
stock           shares issued, transferred, acquired and disposed of (4E, 4E(7))
rights          options and convertibles, from the grant to the end (4E(1) to 4E(3))
holders         a holder renamed, holders that become one (4O), and where they get their mail (4K)
restated        what happens to all shares at once (4F to 4H)
series_d        what Series D brings its holders (2, 3, 4A, 4C, 4K, 4L)
approvals       consents, and what needs them (6, 9, 10)
determination   whose judgement a figure is, where the certificate leaves it to somebody's
terms           what one certificate fixes, and the switches of the reading
reading         entries of any type, read and written; the edits of the record
fields          the kinds of value that fields hold
errors          what is wrong with a mapping that is not an entry

An entry states a fact and nothing derived from it. All shares, prices and money of an entry are in the share units of
its own place in the timeline. A model only knows what can be told from the entry alone; what makes an entry acceptable
beside the others is decided by the clause that it falls under (`ledger.clauses`). It may import `numbers` and `names`.
"""

from ledger.events.approvals import AdjustmentWaived, ConsentGiven, ProtectedActionTaken, TermsAmended
from ledger.events.company import (
    BalanceAsserted,
    CertificateAdopted,
    CommonAuthorizedChanged,
    LetterheadChanged,
    OpeningBalance,
)
from ledger.events.entry import Consideration, Entry, Issuing, Limb, Stage
from ledger.events.errors import EntryError
from ledger.events.holders import AddressChanged, Following, HolderRenamed, HoldersMerged
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
    "AddressChanged",
    "AdjustmentWaived",
    "AnyEntry",
    "BalanceAsserted",
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
    "Following",
    "HolderRenamed",
    "HoldersMerged",
    "Issuing",
    "LetterheadChanged",
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
