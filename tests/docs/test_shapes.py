"""What was published of the JSON answers under a version stays as it is; what is added is written down."""

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from commands.verbs.schemas import ANSWERS, schemas

from .shapes import WHAT_TO_DO, WRITE_DOWN, published, shapes


def test_no_member_of_a_published_version_is_gone_or_is_something_else():
    now, then = shapes(), published()
    versions = {name.split(" ")[0] for name in now}
    changed = {name for name, shape in then.items() if name.split(" ")[0] in versions and now.get(name) != shape}
    assert not changed, WHAT_TO_DO


def test_every_member_is_written_down():
    assert shapes().keys() <= published().keys(), WRITE_DOWN


def test_every_answer_says_its_name_first_and_its_schema_has_the_same():
    for answer, schema in schemas().items():
        # check says what record would say
        assert schema["properties"]["schema"]["const"] == f"seriesd/{'record' if answer == 'check' else answer}/1"
        assert schema["required"] == ["schema"]
        assert schema["$id"] == f"urn:seriesd:{answer}:1"
    assert schemas().keys() == {*ANSWERS, "error"}


def test_a_schema_is_found_by_its_id():
    registry = Registry().with_resources((one["$id"], Resource.from_contents(one)) for one in schemas().values())
    by_id = Draft202012Validator({"$ref": "urn:seriesd:error:1"}, registry=registry)
    error = {"code": "usage", "clause": "", "message": "no", "entry": None, "line": None}
    assert by_id.is_valid({"schema": "seriesd/error/1", "error": error})
    assert not by_id.is_valid({"schema": "seriesd/error/2", "error": error})
    assert not by_id.is_valid({"error": error})
