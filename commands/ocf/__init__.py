"""Reading a package of the Open Cap Format: its transactions as entries, or a sentence that says why not.

What the ledger has no entry for is refused by name where it moves shares or rights, and noted where it does not.
Adjusted ratios are no entries, since the ledger works prices out: they are claims, to be compared with what it finds.
"""

from commands.ocf.reading import Imported, RatioClaim, disagreements, read_package

__all__ = ["Imported", "RatioClaim", "disagreements", "read_package"]
