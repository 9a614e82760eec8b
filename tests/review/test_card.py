from collections.abc import Mapping
from dataclasses import fields

import pytest

from studyapp.bank.catalogue import Catalogue, StoredQuestion
from studyapp.bank.question import Question
from studyapp.review.asking.card import Choice, Face, Filled, Input, Piece, face_of, first_value
from tests.bank import KINDS, make_question
from tests.review.builders import answer_id

MILL = "oak-1950/mill"
IDS = [answer_id(number) for number in range(40)]
SHOWN = {
    "single": {"options"},
    "multiple": {"options"},
    "cloze": {"pieces"},
    "short": set(),
    "number": {"unit"},
    "order": {"items"},
    "match": {"lefts", "rights"},
    "locate": {"paragraphs", "module_title"},
}


def face(
    question: Question,
    all_: Catalogue,
    *,
    filled: Filled | None = None,
    id_: str = IDS[0],
    module: str = MILL,
) -> Face:
    return face_of(StoredQuestion(1, 101, module, question), question, id_, filled or {}, all_)


def shown_texts(shown: Face) -> list[str]:
    """Return what there is to choose from or to order, from top to bottom."""
    parts: list[Choice | Input] = [*shown.options, *shown.items, *shown.rights]
    return [part.text for part in parts]


@pytest.mark.parametrize("kind", KINDS)
def test_a_card_shows_what_its_kind_needs_and_nothing_else(oak: Catalogue, kind: str) -> None:
    shown = face(make_question(kind), oak)

    filled = {part.name for part in fields(Face) if getattr(shown, part.name)}
    assert filled == SHOWN[kind] | {"kind", "stem", "language"}
    assert (shown.kind, shown.stem, shown.language) == (kind, "What does the text say?", "en")


@pytest.mark.parametrize("kind", KINDS)
def test_a_card_gives_nothing_of_the_key_away(oak: Catalogue, kind: str) -> None:
    question = make_question(
        kind, evidence=[{"paragraph": "oak-1950:3", "quote": "three words here"}], note="A note."
    )
    secrets = [question.explanation, "three words here", "A note.", "why", "correct"]
    content = KINDS[kind]
    secrets += [str(option.get("why", "why")) for option in _mappings(content.get("options"))]
    secrets += [str(entry["why"]) for entry in _mappings(content.get("wrong"))]
    if kind in {"cloze", "short", "number"}:
        secrets += {"cloze": ["1925", "Leningrad"], "short": ["Kamenev"], "number": ["1500"]}[kind]

    shown = repr(face(question, oak))

    assert [secret for secret in secrets if secret in shown] == []


def _mappings(entries: object) -> list[Mapping[str, object]]:
    return entries if isinstance(entries, list) else []


@pytest.mark.parametrize("kind", ["single", "multiple", "order", "match"])
def test_the_order_of_choices_depends_on_the_answer_id_alone(oak: Catalogue, kind: str) -> None:
    question = make_question(kind)
    filled = {"choice": ["1"], "place-0": ["2"], "right-0": ["1"]}

    first = [shown_texts(face(question, oak, id_=id_)) for id_ in IDS]
    again = [shown_texts(face(question, oak, id_=id_, filled=filled)) for id_ in IDS]

    assert first == again
    assert len({tuple(texts) for texts in first}) > 5


def test_items_to_order_are_never_shown_in_the_right_order(oak: Catalogue) -> None:
    question = make_question("order", items=["one", "two", "three"])

    orders = {tuple(shown_texts(face(question, oak, id_=id_))) for id_ in IDS}

    assert ("one", "two", "three") not in orders
    assert len(orders) == 5


def test_every_option_may_stand_anywhere(oak: Catalogue) -> None:
    question = make_question("single")

    places = {shown_texts(face(question, oak, id_=id_)).index("Stalin") for id_ in IDS}

    assert places == {0, 1, 2, 3}


def test_the_lefts_of_a_match_keep_their_order(oak: Catalogue) -> None:
    question = make_question("match")

    lefts = [[left.text for left in face(question, oak, id_=id_).lefts] for id_ in IDS]

    assert lefts == [["Lenin", "Trotsky", "Stalin"]] * len(IDS)


def test_the_value_of_a_choice_is_its_place_as_shown(oak: Catalogue) -> None:
    shown = face(make_question("multiple"), oak)

    assert [option.value for option in shown.options] == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("kind", "chosen"),
    [
        pytest.param("single", [], id="single without a choice"),
        pytest.param("single", ["2"], id="single"),
        pytest.param("multiple", ["0", "3"], id="multiple"),
        pytest.param("multiple", ["nonsense", "17"], id="no such options"),
    ],
)
def test_what_was_chosen_is_chosen_still(oak: Catalogue, kind: str, chosen: list[str]) -> None:
    shown = face(make_question(kind), oak, filled={"choice": chosen})

    checked = [option.value for option in shown.options if option.checked]
    assert checked == [value for value in chosen if value in "0123"]


@pytest.mark.parametrize("kind", ["short", "number"])
def test_what_was_typed_is_there_still(oak: Catalogue, kind: str) -> None:
    assert face(make_question(kind), oak).value == ""
    assert face(make_question(kind), oak, filled={"text": ["15 hundr"]}).value == "15 hundr"


def test_a_number_is_asked_for_with_its_unit(oak: Catalogue) -> None:
    assert face(make_question("number"), oak).unit == "delegates"
    assert face(make_question("number", unit=None), oak).unit is None


def test_the_blanks_of_a_sentence_stand_where_they_belong(oak: Catalogue) -> None:
    shown = face(make_question("cloze"), oak, filled={"blank-1": ["Petrograd"]})

    assert shown.pieces == [
        Piece(text="In "),
        Piece(blank=1, name="blank-0", value=""),
        Piece(text=" the party met in "),
        Piece(blank=2, name="blank-1", value="Petrograd"),
        Piece(text="."),
    ]


def test_blanks_in_any_order_keep_their_numbers(oak: Catalogue) -> None:
    shown = face(make_question("cloze", text="{2} before {1}"), oak)

    assert [(piece.text, piece.name) for piece in shown.pieces] == [
        ("", "blank-1"),
        (" before ", ""),
        ("", "blank-0"),
    ]


def test_places_given_to_items_and_rights_chosen_are_there_still(oak: Catalogue) -> None:
    places = face(make_question("order"), oak, filled={"place-0": ["4"], "place-3": ["1"]})
    rights = face(make_question("match"), oak, filled={"right-1": ["2"]})

    assert [item.value for item in places.items] == ["4", "", "", "1"]
    assert [left.value for left in rights.lefts] == ["", "2", ""]
    assert rights.lefts[1] == Input("right-1", "Trotsky", "2")


def test_nothing_is_chosen_among_the_rights_themselves(oak: Catalogue) -> None:
    shown = face(make_question("match"), oak, filled={"choice": ["1"]})

    assert not any(right.checked for right in shown.rights)


def test_a_paragraph_is_chosen_from_the_whole_module(oak: Catalogue) -> None:
    shown = face(make_question("locate"), oak, filled={"paragraph": ["oak-1950:5"]})

    assert shown.module_title == "The miller"
    assert [(p.value, p.number, p.checked) for p in shown.paragraphs] == [
        ("oak-1950:3", 3, False),
        ("oak-1950:5", 5, True),
    ]
    assert "kept nine geese" in shown.paragraphs[0].html


def test_paragraphs_to_choose_from_carry_no_mark(oak: Catalogue) -> None:
    shown = face(make_question("locate", targets=["oak-1950:5"]), oak)

    assert all("<mark>" not in passage.html for passage in shown.paragraphs)


@pytest.mark.parametrize("module", ["compare", "oak-1950/gone"])
def test_outside_the_modules_there_is_no_paragraph_to_choose(oak: Catalogue, module: str) -> None:
    shown = face(make_question("locate"), oak, module=module)

    assert (shown.paragraphs, shown.module_title) == ([], "")


def test_a_field_without_values_is_empty() -> None:
    assert first_value({}, "text") == ""
    assert first_value({"text": []}, "text") == ""
    assert first_value({"text": ["one", "two"]}, "text") == "one"
