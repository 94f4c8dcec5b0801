"""The verbs of the command line, one module each, by what people want to do.

record          put facts in, take them back, look at them: record, check, void, correct, describe, template, entries,
                attach, documents, demo
answers         ask: price, history, holders, dividends, waterfall, calendar, consents, flags, clauses, companies
audit           prove: explain, audit, verify
prove           prove to others: prove, verify-proof, seal, countersign, witness, key
compare         suppose: what-if, readings, sweep, scenario, black-scholes
documents       give out: notice, statement, export
administer      keep it going, find the way: project, backup, restore, roles, help, completion
meanings        what the members of answers mean
rules           every rule of the program, collected
schemas         what each verb answers to a program, as JSON Schemas

Each has `configure(parser)` and `run(options)`, and imports what it needs when it is called.
"""
