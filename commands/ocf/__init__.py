"""Reading a package of the Open Cap Format: its transactions as entries, or a sentence that says why not.

reading         the transactions in order, as entries
files           from a path to the objects of a package
given           an object as it was given, read field by field
certificate     issuer and stock classes as a certificate and its terms
securities      which securities there are and whose
transactions    a handler for each kind of transaction
rights          options, warrants and convertibles

What the ledger has no entry for is refused by name where it moves shares or rights, and noted where it does not.
Adjusted ratios are no entries, since the ledger works prices out: they are claims, to be compared with what it finds.
"""

from commands.ocf.reading import Imported, RatioClaim, disagreements, read_package

__all__ = ["Imported", "RatioClaim", "disagreements", "read_package"]
