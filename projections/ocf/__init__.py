"""The Open Cap Format: a ledger as the coalition's exchange files, and what of it those cannot say.

`package_of` goes through the timeline as it now stands and writes each act as the transactions of the format: every
certificate is a security of its own there, and what a part of one leaves over is a new one. What the format has no
place for is named in `Package.losses`; where only a field has none, it stands in a comment that our own import reads.
"""

from projections.ocf.package import Package, package_of

__all__ = ["Package", "package_of"]
