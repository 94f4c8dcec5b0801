"""Renderings: everything that is answered as text, pages, paper and JSON. Nothing is computed here.

blocks          a report as a list of blocks, for a terminal and a Markdown page; `html` and `pdf` set the same blocks
entries         what an entry says happened, as a sentence
numbers         numbers as a reader reads them
explain         explanations to be read aloud
documents       notices as letters, the report on a company, and what stands at the foot of a document
charts          drawings for a terminal, for pages and for paper
json            answers for a program, and their schema
"""
