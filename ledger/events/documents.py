"""Documents: files that belong to entries, say the minutes that a fact is from. They change nothing."""

from typing import Literal

from ledger.events.entry import Entry
from ledger.events.fields import Bytes, Day, FileName, MediaType, Name, Sha256, Text

Role = Literal["source", "certificate", "notice", "other"]
"""What a document is to its entry: where the fact is from, the text of the certificate, a notice, or anything else."""


class DocumentAttached(Entry):
    """A file belongs to an entry, say the minutes that the fact is from: which file, by the hash of its bytes.

    It is about the record and not about the company: it changes no answer but those about documents, and whatever
    becomes of the entry, the document stays with it. The file itself is kept beside the ledger, under its hash; a
    journal that says only this is recorded just as well, and the file can come later.

    `keep_until` is the last day on which the file has to be kept; while something is its `hold`, such as a lawsuit, it
    is kept whatever the day. `disposed` is the day on which it was disposed of: the record of it stays, hash and all.
    """

    type: Literal["document_attached"]
    entry: Name
    sha256: Sha256
    name: FileName
    size: Bytes
    media_type: MediaType | None = None
    role: Role = "source"
    keep_until: Day | None = None
    hold: Text | None = None
    disposed: Day | None = None
