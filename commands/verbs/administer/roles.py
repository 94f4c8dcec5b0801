"""`seriesd roles`: the rights in PostgreSQL of who asks, who records and who projects."""

import argparse

from commands.errors import UnableError
from commands.terminal.answer import give, put_out, serialized
from commands.terminal.helping import Examples
from commands.terminal.question import ledger_url
from commands.verbs.administer.whole import check_whole
from ledger.store.address import file_of
from ledger.store.places import place_of
from projections.audit.keeping import Rights
from projections.render.answers.audit import keeping

_EXAMPLES = """\
examples:
  seriesd --ledger "$URL" roles --sql | psql "$URL"     look at the statements first, or hand them to who may run them
  seriesd --ledger "$URL" roles --apply                 run them, as the owner of the table of events

seriesd_reader asks, seriesd_recorder records and cannot alter, seriesd_projector keeps the reporting tables. Who shall
have the rights of one is made a member of it: GRANT seriesd_recorder TO ada.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Whether they are shown or made."""
    parser.formatter_class = Examples
    parser.epilog = _EXAMPLES
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument("--sql", action="store_true", help="print the statements that make the roles; nothing is done")
    how.add_argument("--apply", action="store_true", help="run them; where there is no ledger, make an empty one")


def run(options: argparse.Namespace) -> int:
    """Show or make the roles."""
    check_whole(options)
    found = _rights(ledger_url(options), apply=options.apply)
    if options.sql and options.format == "text":
        put_out(options, found.sql)
    else:
        give(options, lambda: serialized(options, found), lambda: keeping.of_rights(found))
    return 0


def _rights(url: str, *, apply: bool) -> Rights:
    place = place_of(url)  # says where the driver is not installed
    if file_of(url) is not None:
        raise UnableError(
            f"{place.name} is a ledger in a file: who may read or write it is for the rights of the file to say"
        )
    from ledger.store.postgres.roles import ROLES, apply_roles, roles_of

    made = apply_roles(url) if apply else roles_of(url)
    return Rights(made.ledger, apply, ROLES, "".join(f"{one};\n" for one in made.statements))
