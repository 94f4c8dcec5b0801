"""Answers as JSON documents, and the schema of them.

serialize       any answer as JSON: what is in it its class says (`projections.members`)
documents       the head of every document: which answer it is, and in which version
pieces          a document in pieces, each made when it is written
streamed        an answer for such a document
schema          the schema of the answers
steps           the answer of `explain`; `edit` of an edit, `refusal` of a refusal
recording       the answer of `record` and `check`
workings        a list of workings that refer to each other by id, and the entries cited
types           explanations as values for a program; `working_types` of workings
extent          how much of an explanation a program is told
"""
