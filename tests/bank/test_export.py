import json
from typing import Any

import pytest

from studyapp.bank.export import export_content
from studyapp.reading.library import Library
from tests.bank.builders import COMPARE, MILL, make_questions


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory, library: Library) -> dict[str, Any]:
    questions = make_questions(tmp_path_factory.mktemp("bank"), MILL, COMPARE)
    content: dict[str, Any] = json.loads(json.dumps(export_content(library, questions)))
    return content


def question(exported: dict[str, Any], kind: str) -> dict[str, Any]:
    """Return the last question of a kind: those of the mill come after the comparison."""
    found: dict[str, Any] = [q for q in exported["questions"] if q["kind"] == kind][-1]
    return found


def test_an_article_has_what_it_states_and_null_for_the_rest(exported: dict[str, Any]) -> None:
    oak, elm = exported["articles"]

    assert exported["format"] == "studyapp-content/1"
    assert {key: value for key, value in oak.items() if key != "modules"} == {
        "key": "oak-1950",
        "file": "000_oak.txt",
        "label": "Oak 1950",
        "language": "en",
        "title": "The mill at Lower Oak",
        "author": "Ann Oak",
        "publisher": None,
        "date": "1950-05",
    }
    assert (elm["author"], elm["publisher"], elm["date"]) == (None, None, None)


def test_a_module_holds_its_paragraphs(exported: dict[str, Any]) -> None:
    mill, fire = exported["articles"][0]["modules"]

    assert {key: value for key, value in fire.items() if key != "paragraphs"} == {
        "key": "fire",
        "title": "The fire",
        "part": 1,
        "minutes": 1,
        "editorial_title": True,
    }
    assert mill["paragraphs"][1] == {
        "id": "oak-1950:5",
        "number": 5,
        "section": None,
        "kind": "quotation",
        "text": "He wrote: “I trust the river – not the council.”\nThe council never answered him.",
    }


def test_a_question_with_options_has_exactly_the_keys_of_the_contract(
    exported: dict[str, Any],
) -> None:
    assert question(exported, "single") == {
        "id": "oak-mill-rent",
        "kind": "single",
        "module": "oak-1950/mill",
        "stem": "In what, according to Oak, did the miller pay his rent?",
        "options": [
            {"text": "Flour", "correct": True, "why": None},
            {"text": "Coins", "correct": False, "why": "Oak speaks of no money."},
            {"text": "Wool", "correct": False, "why": "Oak gives him geese and no sheep."},
        ],
        "answers": [],
        "explanation": "Rent in kind was common. Oak makes it a point of pride.",
        "evidence": [{"paragraph": "oak-1950:3", "quote": "paid his rent in flour"}],
        "difficulty": "easy",
        "skill": "recall",
        "tags": ["rent", "miller"],
    }


@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        ("multiple", []),
        ("cloze", [["river", "stream"], ["council", "parish council"]]),
        ("short", ["council", "town council"]),
        ("number", ["1931"]),
        ("order", ["geese", "eggs", "rent"]),
        ("match", [["nine", "geese kept"], ["none", "eggs sold"], ["flour", "rent paid"]]),
        ("locate", ["oak-1950:5"]),
    ],
)
def test_each_kind_has_its_own_answers(
    exported: dict[str, Any], kind: str, answers: list[Any]
) -> None:
    assert question(exported, kind)["answers"] == answers
    assert bool(question(exported, kind)["options"]) == (kind == "multiple")


def test_a_sentence_with_blanks_and_the_bounds_of_a_number_come_along(
    exported: dict[str, Any],
) -> None:
    cloze, number = question(exported, "cloze"), question(exported, "number")

    assert cloze["text"] == "He trusts the {1}, and has no such faith in the {2}."
    assert (number["tolerance"], number["unit"]) == ("1", "years")
    assert not {"text", "tolerance", "unit"} & question(exported, "short").keys()


def test_a_comparison_belongs_to_no_module(exported: dict[str, Any]) -> None:
    assert [q["module"] for q in exported["questions"] if q["id"] == "compare-money"] == [None]
