"""The notices of the certificate, as values.

adjustment  of an adjustment (4K): the price, how it was calculated, the facts that it rests on
basis       the entries, determinations and earlier notices behind a notice of an adjustment
readings    the readings that its figures rest on
not_final   what of a price is not final: values not settled, rights past their term
passed      what one pass over the timeline came by for it
automatic   what converted automatically by the second 4L
events      of events to come (first 4L)
due         the letters that are due on a day, of both, and what was recorded as sent
standing    how all notices stand: due, written, mailed, contradicted since
conversion  of conversion (Annex A), filled in and checked
mailing     who is told, and when a notice was mailed to whom
answer      a notice as the verb `notice` answers it
"""
