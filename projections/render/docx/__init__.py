"""Blocks as a document for Word.

document  the document, block by block: `as_docx`
tables    its tables, and what its lines and tables have in common

It may import what every rendering may. The library that it needs is an extra, and is loaded when a document is written.
"""
