"""The log: entries as they were recorded, and the timeline that they make.

recorded    an entry with its position, its moment and its seal
edition     by which edition of the readings an entry was judged
spellings   how names stand in the record: each as it was first spelt
recordings  what was written at one time, by whom and why, and the hash of the whole store
merkle      the hash tree over a store, as RFC 6962 makes one
moments     what had been recorded by a moment, and moments that can hardly be right
streams     what the streams of a ledger are called
seals       documents sealed in a chain of hashes
timeline    entries in the order in which they took effect, voids and corrections applied
books       the addresses of the holders and the letterhead on a day
documents   files attached to entries, as that now stands
trail       the events of a store as lines of text
scenarios   what was decided about a named what-if, sealed likewise
proposals   entries that somebody gives to be recorded, and somebody else approves, sealed likewise
signatures  whether what is sealed was signed with the key that it names

Pure: bytes in, values out; `store` is what keeps them. It may import `events`, `numbers` and `names`.
"""
