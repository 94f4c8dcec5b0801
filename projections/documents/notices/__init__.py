"""The notices of the certificate, as values.

adjustment  of an adjustment (4K): the price, how it was calculated, the facts that it rests on
events      of events to come (first 4L)
conversion  of conversion (Annex A), filled in and checked
mailing     who is told, and when a notice was mailed to whom
answer      a notice as the verb `notice` answers it
"""
