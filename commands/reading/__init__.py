"""Reading what people send: lines and cells of files, each error with its place.

lines           an entry and its place in a file, and what is said when it cannot be read
claims          files of claimed prices
sheets          workbooks
"""
