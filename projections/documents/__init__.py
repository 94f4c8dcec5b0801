"""Documents that are given out: the notices of the certificate, and the report on a company, as values.

notices         of an adjustment (4K), of events to come (first 4L), of conversion (Annex A)
company_facts   a company as of a date: what its report and its workbook say
company_report  the same with why each figure is what it is, and what hangs on a reading

`projections.render.documents` sets them. They may import `explain`, `audit` and everything below.
"""
