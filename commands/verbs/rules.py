"""Every rule of the program. Each is declared beside its clause, or beside what decides it; here they are collected."""

from types import ModuleType

from commands.api import companies, known, mending, moments, proposals, scenario_rules, scenarios, writer
from commands.ocf import certificate, files, reconcile, rights, securities, stock, terms, transactions
from commands.ocf import holders as stakeholders
from commands.reading import notes
from commands.verbs.documents import letters_again, mailing_day
from commands.verbs.record import demo
from ledger.clauses import (
    amendment,
    assertions,
    automatic_conversion,
    conversion,
    definitions,
    dividends,
    holders,
    liquidation,
    notices,
    opening,
    records,
    restrictions,
    shares,
)
from ledger.clauses.adjustment import (
    consideration,
    determinations,
    distributions,
    exercise,
    issues,
    options,
    readjustment,
    regrant,
    reorganization,
    splits,
    treasury,
    trigger,
)
from ledger.engine import attaching, edits
from ledger.rules import Rule
from projections.answers import consents, entries, flags, warnings
from projections.answers import liquidation as liquidations
from projections.compare import knowledge, sweep, what_if
from projections.compare.second_look import alike, dates, money, moves, newcomers, ratios
from projections.documents.notices import adjustment, events, mailing
from projections.explain import refusal, steps

DECLARING: tuple[ModuleType, ...] = (
    *(opening, definitions, dividends, liquidation, shares, conversion),
    *(trigger, issues, options, exercise, regrant, readjustment, consideration, determinations, treasury),
    *(splits, reorganization, distributions, notices, automatic_conversion, amendment, restrictions, records, holders),
    *(assertions, edits, attaching, newcomers, entries),
    *(flags, warnings, consents, liquidations, what_if, knowledge, sweep, steps, refusal),
    *(alike, dates, money, moves, ratios, adjustment, events, mailing, companies),
    *(mending, known, moments, writer, proposals, scenarios, scenario_rules, mailing_day, letters_again, demo, notes),
    *(certificate, files, stakeholders, reconcile, rights, securities, stock, terms, transactions),
)
"""The modules in which rules are declared."""

_FOUND = {one for module in DECLARING for one in vars(module).values() if isinstance(one, Rule)}

RULES: dict[str, Rule] = {one.code: one for one in sorted(_FOUND, key=lambda one: one.code)}
"""Every rule, by its code."""
