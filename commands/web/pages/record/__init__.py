"""The pages that write: entries recorded, taken back, attached to, proposed and decided about.

all         these pages
entering    entries from a form, or from a file
proposing   the same, to be approved by somebody else
entered     what stands in the form of a page that records
fields      the form of an entry, made of its model
names       the names that are there to choose from
given       what was sent, as files for the verb
tried       what a verb says of it, or why it does not
sheet       the tables that were sent, for what is wrong in them and for columns to be named
meant       what is seldom meant, and is asked about before it is recorded
meanwhile   what others recorded since somebody looked
receipt     what was recorded, and the head to keep
mending     an entry taken out, or corrected
attaching   a document attached to an entry
proposals   the tray: what was proposed, to be approved or declined

Each asks the verb of its name to try, and the same verb to write; what is sent twice is written once.
"""
