"""Reading a package of the Open Cap Format: its transactions as entries, or a sentence that says why not.

reading         the transactions in order, as entries
files           from a path to the objects of a package
given           an object as it was given, read field by field
statements      what of a package was not used
order           the transactions as they happened
certificate     issuer and stock classes as a certificate; `terms` its terms, and what no certificate here has
holders         stakeholders as holders
register        which securities live, whose they are, how much is left
securities      a package being read
transactions    a handler for each kind of transaction
stock           issued, transferred, converted, taken back, split, issued anew
rights          options, warrants and convertibles; `exercises` how much of one is exercised
reconcile       what the package says beside what its entries give

What the ledger has no entry for is refused by name where it moves shares or rights, and noted where it does not.
Adjusted ratios are no entries, since the ledger works prices out: they are claims, to be compared with what it finds.
"""

from commands.ocf.reading import read_package
from commands.ocf.reconcile import Imported, RatioClaim, disagreements, reconciled

__all__ = ["Imported", "RatioClaim", "disagreements", "read_package", "reconciled"]
