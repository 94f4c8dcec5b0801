"""Documents that are given out: letters, notices of the certificate, statements, the report on a company, as values.

notices         of an adjustment (4K), of events to come (first 4L), of conversion (Annex A)
letter          what stands on the outside of a letter: its date, the letterhead, the addresses
company_facts   a company as of a date: what its report and its workbook say
company_report  the same with why each figure is what it is, and what hangs on a reading
statement       what one holder has, what moved it, and what is due to it

`projections.render.documents` sets them. They may import `explain`, `audit` and everything below.
"""
