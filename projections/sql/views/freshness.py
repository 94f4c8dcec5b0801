"""How far the tables are behind the log, asked of the database itself."""

from ledger.store.address import TABLE, stream_of
from projections.read_model.columns import COMPANY, text, whole
from projections.sql.names import POSITIONS_TABLE
from projections.sql.views.view import View

_LOG = stream_of("")
"""What the names of the streams begin with that are the logs of companies."""

FRESHNESS = View(
    "freshness",
    "How many entries the tables are behind the log of each company; the log must lie in the same database.",
    (
        COMPANY,
        whole("position", "The position of the log on which the rows of the company stand; 0 where there are none."),
        whole(
            "log_position",
            "The position of the last entry; empty where the log lies elsewhere.",
            optional=True,
        ),
        whole("behind", "How many entries the rows are behind; empty where the log lies elsewhere.", optional=True),
        text("no_room", "Why there are no rows of the company; empty where there are.", optional=True),
    ),
    f"""\
SELECT log.company, COALESCE(p.position, 0) AS position, log.log_position,
    log.log_position - COALESCE(p.position, 0) AS behind, p.no_room
FROM (SELECT SUBSTR(originator_id, {len(_LOG) + 1}) AS company, MAX(originator_version) AS log_position
    FROM {TABLE} WHERE SUBSTR(originator_id, 1, {len(_LOG)}) = '{_LOG}' GROUP BY originator_id) AS log
LEFT JOIN {POSITIONS_TABLE} AS p ON p.company = log.company""",  # noqa: S608  our names
    without_log=f"""\
SELECT company, position, CAST(NULL AS BIGINT) AS log_position, CAST(NULL AS BIGINT) AS behind, no_room
FROM {POSITIONS_TABLE}""",  # noqa: S608  our names
)
