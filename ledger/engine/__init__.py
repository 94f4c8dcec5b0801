"""The engine: one operation, replaying an edited timeline.

book        a company's log and its timeline; entries are decided here, by trying them
replay      going through a timeline, with snapshots to come back to
one_pass    a timeline gone through once, with any number of observers looking on
attending   those who are told of what is recorded as it is applied
branch      a book with its log edited, replayed from the first place that the edit touches
growth      a book and its observers go on when its log has grown
edits       which edits of the record are possible
attaching   which documents can be attached to entries
mending     what rests on an entry, and the order in which it can all be taken back

Ask `open_book` for a log replayed, `Book.record` to decide an entry, `suppose` for a what-if; give `open_book` an
`Observer` to be told of every entry on the way. It may import every room of the ledger but the store.
"""
