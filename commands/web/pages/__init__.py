"""The pages, one module each. A page asks verbs and shows what they answer; it computes nothing and words nothing anew.

page         what a page is, and what each takes from its address
all          all pages, in the order of the menu
price        the price, and why it is so
journal      the entries of the record, narrowed down
entry        one entry: what it did, what it says, its documents
documents    what is attached to entries, looked at or kept
recordings   who recorded what, when and why
today        the price, what is due, what disagrees, what was recorded last
finding      search, another company, and help
record       the pages that write
letters      who has been told of what
what_if      what would be, scenarios, the next issue
audit        claims held against the record
proof        what is verified, and handed to others
readings     the readings, and what each is worth
certificate  the clauses, and what each moved
waterfall    who gets what in a liquidation
plain        pages that show the answer of one verb as it is
holdings     who holds what: the cap table, holders, rights
"""
