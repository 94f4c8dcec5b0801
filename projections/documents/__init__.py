"""Documents that are given out: letters, the notices of the certificate, and the report on a company, as values.

notices         of an adjustment (4K), of events to come (first 4L), of conversion (Annex A)
letter          what stands on the outside of a letter: its date, the letterhead, the addresses
company_report  all of a company as of a date

`projections.render.documents` sets them. They may import `explain`, `audit` and everything below.
"""
