"""The document of an answer as tables: its list, or everything in it, and nothing that it does not say."""

from commands.exports.document_tables import table_of, tables_of, whole

HOLDERS = {
    "schema": "seriesd/holders/1",
    "on": "2006-02-20",
    "holders": {
        "Fund": {"common": 5, "percent": {"exact": "1/3", "decimal": "0.3333333333"}},
        "Ann": {"common": 2, "percent": {"exact": "2/3", "decimal": "0.6666666667"}},
    },
    "room": {"free": 3},
    "assumed": {"Fund": 4},
    "warnings": [{"code": "late", "more": 0}],
}


def test_a_list_is_a_table_and_what_is_assumed_of_a_record_stands_in_its_row() -> None:
    found = table_of("holders", HOLDERS)
    assert found.columns == ["name", "common", "percent.exact", "percent.decimal", "assumed"]
    assert found.rows == [["Fund", 5, "1/3", "0.3333333333", 4], ["Ann", 2, "2/3", "0.6666666667", None]]


def test_what_is_no_list_is_told_whole_under_its_paths() -> None:
    price = {
        "on": "2006-02-20",
        "in_effect": {"exact": "1/3"},
        "warnings": [{"code": "late"}],
        "relied_on": ["A1", "A3"],
    }
    found = table_of("price", price)
    assert found == whole("answer", price)
    assert found.rows == [
        ["on", "2006-02-20"],
        ["in_effect.exact", "1/3"],
        ["warnings.1.code", "late"],
        ["relied_on", "A1; A3"],
    ]


def test_a_workbook_has_every_list_and_what_stands_beside_them() -> None:
    names = [one.name for one in tables_of("holders", HOLDERS)]
    assert names == ["holders", "warnings", "answer"]
    assert ["room.free", 3] in tables_of("holders", HOLDERS)[-1].rows


def test_a_list_without_a_record_is_told_whole() -> None:
    assert table_of("history", {"on": None, "steps": []}).rows == [["on", None], ["steps", ""]]


def test_the_votes_of_the_series_d_alone_are_called_that_in_a_table() -> None:
    holders = {"Fund": {"series_d": 1, "votes": 10, "all_votes": 15}}
    found = table_of("holders", {"holders": holders})
    assert found.columns == ["name", "series_d", "series_d_votes", "all_votes"]
    assert found.rows == [["Fund", 1, 10, 15]]
    assert table_of("waterfall", {"holders": holders}).columns[2] == "votes"
