"""Reading what people send: lines and cells of files, each error with its place.

lines           an entry and its place in a file, and what is said when it cannot be read
limits          how much is read, past which a file is refused
sources         files and standard input, whole and not beyond measure, and their text
tables          tables in text files and workbooks: `header` finds the row that names the columns
columns         which column is which field: by name, by hand, or remembered
cells           what stands in a cell, and what it is read as
delimited       rows of text files
workbook        sheets of workbooks: `package` reads their parts, `formats` says how cells are shown
notes           what is said of a file that was read, and not all of it
guarded         text that a spreadsheet would take for a formula, and back
letters         the list of letters that were written, read back
claims          files of claimed prices
"""
