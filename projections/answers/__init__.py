"""Answers: one file for each question, each a typed value read off a replayed book.

price           the Conversion Price on a date
prices          the same on any day, out of one pass
history         every change of it
balances        the cap table: who holds what, which rights are outstanding, who votes how much (5)
dividends       what each dividend gives each holder of Series D, and what is accrued (2, 3)
liquidation     who gets what, and when converting first is better (3)
consents        what holders consented to, and what that allows (6, 9, 10)
waivers         adjustments that were waived (9)
registers       who held what on a day that has passed
holdings        what holders have as if all were Common, in parts of the whole; and what moved it
due             what is due: certificates, notices, dividends, expired rights (2, 4C, 4D, 4E(3), 4K, first 4L)
flags           what an attentive reader should know
warnings        the warnings of an answer: which flags touch it, and what is to be said of its day
reliance        which readings an answer relies on
entries         the record as a list
listing         what is said of each entry in it, which are wanted, and how many there are of each kind
following       what followed from entries when they had been recorded
package         what a package of the Open Cap Format said beside the entries that it gives
companies       the companies of a ledger side by side

They may import `certificate` and `members`, and the ledger.
"""
