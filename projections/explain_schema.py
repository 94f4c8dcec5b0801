"""The JSON Schema of the answers of `explain`, generated from their types."""

from typing import Any

from pydantic import TypeAdapter

from projections.explain_json import ExplainJson
from projections.working_json import AccountsJson

TITLE = "The answers of `seriesd explain --json`"


def schema() -> dict[str, Any]:
    """The schema: an answer of a date, a step or an entry, or one of balances or a liquidation."""
    adapter: TypeAdapter[Any] = TypeAdapter(ExplainJson | AccountsJson)
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, "title": TITLE, **adapter.json_schema()}
