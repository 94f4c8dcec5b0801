"""The Open Cap Format: a ledger as the coalition's exchange files, and what of it those cannot say.

package     the whole package, made in one pass over the timeline; ask `package_of`
draft       a package in the making: its transactions, who holds which security, what was lost on the way
stock       stock, certificate by certificate
holders     holders that are renamed, or become one
rights      options, warrants and convertibles
ratios      adjusted ratios of conversion
static      what is no transaction of an entry: issuer, stock classes, stakeholders
losses      what a package does not carry, in sentences
comments    comments that our own import reads back
numbers     numbers as the format has them

Each act is written as the transactions of the format: every certificate is a security of its own there, and what a part
of one leaves over is a new one. What the format has no place for is named in `Package.losses`; where only a field has
none, it stands in a comment. It may import `answers` and `read_model`.
"""

from projections.ocf.package import Package, package_of

__all__ = ["Package", "package_of"]
