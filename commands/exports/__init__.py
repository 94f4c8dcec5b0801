"""Files made of a ledger: one module for each format.

csv_files        the reporting tables as CSV
parquet          as Parquet
workbook         as a workbook: six sheets to print, and the tables behind them
journal          the ledger written out again as a journal
backup           a whole ledger with its documents, and the way back
trail            the audit trail of a whole ledger
ocf              the files of a package of the Open Cap Format
report           the report on a company; `company_report` makes it
audit_workbook   the working paper of an audit, as a workbook
template_book    an empty journal to fill in, as a workbook
sweep_files      a sweep as a table or a heat map
request          what an export is asked for, and what it makes
document_tables  the document of an answer as tables
rows             the rows that an export is of
destinations     where files are put: one, a folder, a zip file
"""
