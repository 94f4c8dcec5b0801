"""The description of the interface is true: what is made of it at random is answered as it says, and nothing is a fault.

The examples are the same each time. A rule of the certificate may refuse what the description allows (422), and so may
what is recorded (404, 409): that is an answer, too. The stream of events never ends, and is tried in `test_events`.
"""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig

import seriesd as face
from commands.web.api.described import description
from commands.web.api.operations import Operation, operations
from commands.web.app import workbench
from commands.web.guards import sessions
from commands.web.settings import Settings
from tests.commands.asking_the_command import STORY
from tests.web.serving import TOKEN

EXAMPLES = 8
WITH_THE_TOKEN = {"Authorization": f"Bearer {TOKEN}"}
"""Who records is a header of the description, and tried like all that it describes."""
AT_RANDOM = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
CONFIG: dict[str, Any] = {
    "checks": {
        "positive_data_acceptance": {"expected-statuses": ["2xx", 304, 404, 409, 412, 422]},
        "negative_data_rejection": {"expected-statuses": [400, 401, 403, 404, 412, 413, 415, 422]},
    },
}
THERE: dict[str, list[Any]] = {
    "ledger": ["book"],
    "company": ["Acme"],
    "entry": ["sale", "certificate"],
    "holder": ["Fund"],
    "name": ["without"],
    "other": ["without"],
    "number": ["1"],
    "document": ["minutes"],
}
"""What there is of each kind, so that most of what is asked at random is about something."""


def about_what_is_there(given: Any) -> Any:
    """The description, in which parameters name what is there."""
    if isinstance(given, dict):
        if given.get("in") in ("path", "query") and given.get("name") in THERE:
            known = THERE[given["name"]]
            whole = given["schema"].get("type") == "integer"
            return {**given, "schema": {**given["schema"], "enum": [*map(int, known)] if whole else known}}
        return {name: about_what_is_there(value) for name, value in given.items()}
    return [about_what_is_there(one) for one in given] if isinstance(given, list) else given


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    path = tmp_path_factory.mktemp("described") / "book.db"
    with face.open_ledger(path) as ledger:
        ledger.record(STORY)
        ledger.scenarios.save("without", without=["sale"])
    hosts = frozenset({"testserver", "localhost", "127.0.0.1"})
    app = workbench(Settings(ledgers={"book": str(path)}, token=TOKEN, hosts=hosts))
    raw = about_what_is_there(description())
    found = schemathesis.openapi.from_dict(raw, config=SchemathesisConfig.from_dict(CONFIG))
    found.app, found.location = app, "/api/v1/openapi.json"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sessions, "_MOST_WRONG", 1_000_000)  # many wrong tokens are tried at random
        yield found


def as_a_form_says(body: Any) -> bool:
    """Whether all is text: a form has no other way to write a number, so that a wrong kind would be a right one."""
    return isinstance(body, dict) and all(isinstance(value, str | bytes) for value in body.values())


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize(
    "one", [one for one in operations() if one.name not in ("events", "ledgers")], ids=lambda one: one.name
)
def test_what_is_described_is_so(described: Any, one: Operation, mode: GenerationMode) -> None:
    operation = described[one.path][one.method.upper()]

    @AT_RANDOM
    @given(case=operation.as_strategy(generation_mode=mode))
    def tried(case: Any) -> None:
        assume(not one.takes_file or as_a_form_says(case.body))
        case.call_and_validate(headers=WITH_THE_TOKEN)

    tried()
