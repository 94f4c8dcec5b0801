"""What people want to see: answers, explanations, documents, tables. Folds over the ledger, made anew at any time.

render          everything as text, pages, paper and JSON
documents       the notices of the certificate, and the report on a company
explain         why a figure is what it is
audit           claims, deliveries and notices beside the record
ocf             the ledger as a package of the Open Cap Format
sql             the reporting tables in a database
read_model      the rows of those tables
compare         two ledgers side by side: what-ifs, scenarios, sweeps, states of knowledge
workings        how each figure came about
answers         one file for each question
certificate     the text as tables: clauses and readings
members         what of an answer is said to a program
workers         other processes to compute in

Each room imports what stands below it, and the ledger.
"""
