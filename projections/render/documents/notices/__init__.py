"""The notices as letters and forms: blocks for a terminal, a page and paper.

adjustment  of an adjustment (4K)
events      of events to come (first 4L)
conversion  of conversion (Annex A)
"""
