"""One module for each clause, in the order of the document: what an entry does to the cap table, and what is refused.

Each module begins with its rules, in the order of the document: what refuses an entry, and what a reader should know of
one (`ledger.rules`). Every handler takes the state at the entry's place and the entry, checks everything before
it changes anything, and raises a `Refusal` of the rule that is broken.

definitions             1       Excluded Stock, (A) to (D); Stated Value and splits of Series D itself
opening                 -       the certificate, opening balances, Series D, transfers
dividends               2, 3    cash dividends as if converted, accruals
liquidation             3       who gets what, and when converting first is better
conversion              4A, 4D  optional conversion, whole shares, the cap and the cut-back
adjustment              4E-4H   a folder: what adjusts the Conversion Price, clause by clause
notices                 4K, 4L  notices mailed, in time or late
automatic_conversion    4L      the second of that number: reverse split and sufficient authorized Common
voting                  5       votes as if converted
restrictions            6       actions that need prior consent
amendment               9, 10   consents, amendments and waivers
shares                  -       movements that all of these are made of, and what refuses them
holders                 4O      a holder renamed, and holders that become one
assertions              -       balances that others counted, beside the register; no figure moves
records                 -       certificates, the authorized number: recorded and checked, no figure moves
"""
