"""The workbench: the ledger in a browser.

app         the application: its routes, behind their edge
server      the server under it
settings    which ledgers, whether they may be written to, to whom it listens
state       what it holds while it runs
ledgers     the ledgers at its address, each under a name
slugs       names in addresses
asked       what an address asks: company, day, state of knowledge
asking      a verb asked inside the program
sent        what a browser sends with a form
places      where a request is, and what a page shows
routes      the addresses of pages
answering   responses: pages, parts, twins, problems, files
problems    why there is no answer, as HTTP says it
frame       templates, and where each reason stands
twins       the same answer as JSON, tables, paper
pages       the pages
api         the same questions for programs, and word of what is recorded
guards      what keeps it safe
charts      what the charts on pages are drawn from
static      what a browser loads: scripts and styles, and under `vendor` the libraries of others
verbs       `serve` and `open`

It asks the verbs, and shows what they answer: it stands above everything, and nothing imports it.
"""
