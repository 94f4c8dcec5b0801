"""The interface for programs: the same questions over HTTP, under /api/v1, and word of what is recorded.

routes       the addresses
operations   all that can be asked, as one table
described    the description of it, as OpenAPI has it
questions    the questions of a company, each with its verb
asks         what each of them is asked with
params       how that is read, and becomes the words of a command line
supposing    the questions with a body: what-ifs, sweeps, journals on trial, claims
fast         questions that are asked very often
writing      what is recorded
sending      what is sent for that, by whom, and what had been looked at
bodies       JSON that is sent, read exactly
answers      answers as documents, with their marks
kept         answers that were given, kept as they were sent
growth       word that a ledger has grown, for whoever listens
events       the streams of events
"""
