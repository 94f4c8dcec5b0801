"""The JSON Schema of the answers of `explain`, generated from their types."""

from typing import Any

from pydantic import TypeAdapter

from projections.explain_types import EditJson, ExplainJson, RefusedJson
from projections.working_types import AccountsJson

TITLE = "The answers of `seriesd explain --json`"


def schema() -> dict[str, Any]:
    """The schema: an answer of a date, a step, an entry, an edit, of balances or a liquidation, or of a refusal."""
    adapter: TypeAdapter[Any] = TypeAdapter(ExplainJson | EditJson | AccountsJson | RefusedJson)
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, "title": TITLE, **adapter.json_schema()}
