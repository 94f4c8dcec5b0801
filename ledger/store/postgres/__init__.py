"""A ledger on a server. Needs the extra `seriesd[postgres]`.

place       the database: the ledger in it found or made
recorder    events written and read, with the library's recorder
faults      what can be wrong with its table
url         the URL of a database
roles       the rights of who asks, who records and who projects
"""
