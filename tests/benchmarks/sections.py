"""What is measured, in its order. To add a section is to add a line: its rows are a function of a `Bench`."""

from tests.benchmarks import branches, command, growth, held, http, million, questions, tables, writers
from tests.benchmarks.frame.running import Section
from tests.benchmarks.readjusting import rows as readjusting

SECTIONS = (
    Section(
        "command",
        "Recording and asking with the command",
        "A journal is recorded, and the price is asked, each time by a program that starts from nothing.",
        command.rows,
    ),
    Section(
        "readjusting",
        "Rights repriced and ended: 4E(3)",
        "Each time that a right changes or ends, the price becomes what it would have been, with every later test made "
        "again. The baseline does just that with exact fractions, from the first day on, for each change.",
        readjusting.rows,
    ),
    Section(
        "branches",
        "What-ifs and late entries",
        "Something near the end of a long ledger is supposed, or learned late. The baseline goes through the whole "
        "ledger once for each.",
        branches.rows,
    ),
    Section(
        "held",
        "A ledger kept in memory",
        "One program keeps the ledger ready and answers, as the workbench does. The baseline goes through the same "
        "ledger once.",
        held.rows,
    ),
    Section(
        "tables",
        "Reporting tables",
        "The tables for SQL are made from nothing for many companies. The baseline has the finished rows and only "
        "writes them.",
        tables.rows,
    ),
    Section(
        "questions",
        "Letters, explanations and the calendar",
        "Answers that need more than the price, each by a program that starts from nothing. The baseline is the price, asked "
        "the same way.",
        questions.rows,
    ),
    Section(
        "growth",
        "Long batches",
        "A batch three times as long is recorded. The baseline is three times the time of the shorter one.",
        growth.rows,
    ),
    Section(
        "million",
        "Memory",
        "What each further entry takes of memory at its highest, in bytes (here the numbers are bytes, not seconds).",
        million.rows,
        brief=False,
    ),
    Section(
        "http",
        "Answers over HTTP",
        "The workbench is asked by a program over connections that stay open. The baseline is the least that the same "
        "framework can answer.",
        http.rows,
        brief=False,
    ),
    Section(
        "writers",
        "Many writers to one server",
        "Eight programs record into one PostgreSQL at once, and the tables follow them.",
        writers.rows,
        brief=False,
    ),
)
