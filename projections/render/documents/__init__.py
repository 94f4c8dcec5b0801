"""Documents set as blocks.

notices         the notices as letters and forms
letter          a letter that can be mailed, whatever it says
company_report  the report on a company
statement       the statement to a holder as a letter
report          what frames a document: its blocks, and its foot
"""
