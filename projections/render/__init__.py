"""Renderings: everything that is answered as text, pages, paper and JSON. Nothing is computed here.

blocks      what is answered, as a list of blocks
marks       what words carry: a tone, a colour, a line through them, where their reason stands
notes       the sentences under an answer: its warnings, printed in one way for all
papers      documents beside an explanation, and the certificate quoted
readings    what hangs on a reading: switches with their figures side by side
answers     each answer as blocks; `explain` explanations, `documents` notices and reports, `charts` drawings
text        blocks as text at the width of a terminal; `tables` and `words` set its tables and lines
seen        blocks whose words hold nothing that is not seen, for every form but JSON
links       where words that lead to a file lead
markdown    blocks as Markdown
html        as one web page
pdf         as paper; `paper` says how tables stand on it
docx        as a document for Word
json        answers for a program, and their schema
entries     what an entry says happened, as a sentence
numbers     numbers as a reader reads them
"""
