"""Journals: one list of entries in several spellings (YAML, JSON, JSONL, tables), read exactly or refused.

files       from a path to a list of lines, by the reader for its spelling
yaml_text   YAML
json_text   JSON and JSONL; `json_values` reads one value exactly
tabular     tables: CSV and workbooks
described   the fields of entries as their models have them; `meanings` in words
examples    an example of each type
blank       empty journals to fill in

A reader turns a file into mappings of text, whole numbers and booleans, never a binary float, and
`ledger.events.read_entry` makes entries of them. A file is read whole or not at all: what is wrong raises
`UnreadableError`, which names the file, the line or cell, the entry and the field of each of it.
"""

from commands.journal.files import Journal, read_journal, read_journals, read_text
from commands.journal.json_text import write_jsonl
from commands.reading.lines import Line, UnreadableError

__all__ = ["Journal", "Line", "UnreadableError", "read_journal", "read_journals", "read_text", "write_jsonl"]
