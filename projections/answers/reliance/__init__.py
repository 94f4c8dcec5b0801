"""Which readings an answer relies on: what came into play while a pass went over the timeline, and by which entries.

relied_on      notes it, says it of each kind of answer
happened       what the rules are told of an entry
of_issues      what issues bring into play (4E, 4E(5), 4E(7))
of_rights      what rights do (4E(1) to 4E(3))
of_all_shares  what changes of units, distributions and agreements do (4F to 4H, 9)
edition        which entries of the first edition of the readings the second reads otherwise
of_holders     what conversions and dividends do (2, 3, 4A)

It holds no workings: a plain answer says what it rests on for the price of a look at each entry. What one figure in all
its parts relies on, `explain` says.
"""
