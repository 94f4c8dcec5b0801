"""The log: entries as they were recorded, and the timeline that they make.

recorded    an entry with its position, its moment and its seal
edition     by which edition of the readings an entry was judged
spellings   how names stand in the record: each as it was first spelt
seals       documents sealed in a chain of hashes
timeline    entries in the order in which they took effect, voids and corrections applied
books       the addresses of the holders and the letterhead on a day
scenarios   what was decided about a named what-if, sealed likewise

Pure: bytes in, values out; `store` is what keeps them. It may import `events`, `numbers` and `names`.
"""
