"""Files made of a ledger: one module for each format, and what all of them share in `request` and `places`."""
