"""The JSON Schema of the answers of `explain`, generated from their types."""

from typing import Any

from pydantic import TypeAdapter

from projections.render.json.types import EditJson, ExplainJson, RefusedJson
from projections.render.json.working_types import AccountsJson

TITLE = "The answers of `seriesd explain --json`"


def schema() -> dict[str, Any]:
    """The schema: of a date, a step, an entry or an edit; of balances, a liquidation or an audit; or of a refusal."""
    adapter: TypeAdapter[Any] = TypeAdapter(ExplainJson | EditJson | AccountsJson | RefusedJson)
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, "title": TITLE, **adapter.json_schema()}
