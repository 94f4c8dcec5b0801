"""What was put in, as blocks: `recording` is what came of `record` and `check`, `entries` the record as a list.

`package` is what was read of a package beside its entries, `tables` is what came of `project`, `demo` the tour.
"""
