"""Journals: one list of entries in four spellings (YAML, JSON, JSONL, CSV), read exactly or refused with a sentence.

files       from a path to a list of lines, by the reader for its spelling
yaml_text   YAML
json_text   JSON and JSONL; `json_values` reads one value exactly
csv_text    CSV

A reader turns a file into mappings of text, whole numbers and booleans, never a binary float, and
`ledger.events.read_entry` makes entries of them. A file is read whole or not at all: the first thing wrong raises
`UnreadableError`, which names the file, the line or row, the entry and the field.
"""

from commands.journal.files import Journal, read_journal, read_journals, read_text
from commands.journal.json_text import write_jsonl
from commands.reading.lines import Line, UnreadableError

__all__ = ["Journal", "Line", "UnreadableError", "read_journal", "read_journals", "read_text", "write_jsonl"]
