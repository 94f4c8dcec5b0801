"""What was put in, as blocks: `recording` is what came of `record` and `check`, `entries` the record as a list.

`documents` lists the files attached to entries, `proposals` what was proposed. `told` says each entry back in a
sentence, `taking_back` is what came of `void` and `correct`, `describe` is what can be put in: the entry types and
their fields. `package` is what was read of a package beside its entries, `tables` what came of `project`, `demo` the
tour.
"""
