"""Regrading: who changes by how much, applied, undone, and true for answers still to come."""

import pytest
from sqlalchemy import select

from studyapp.bank.queries import get_question, question_version
from studyapp.bank.question import Single
from studyapp.classroom.quizzes.models import RegradeRow
from studyapp.classroom.quizzes.queries import get_frozen
from studyapp.classroom.regrading.operations import apply_regrade, undo_regrade
from studyapp.classroom.regrading.queries import find_regrade, newer_version_id, preview
from studyapp.classroom.sittings.queries import Sitting, attempts_at, get_attempt, responses_of
from studyapp.classroom.sittings.scoring import NEED_KEY, Rule, RuleName
from studyapp.database import db
from studyapp.errors import BadInputError, ConflictError, NotFoundError
from tests.bank import make_question
from tests.classroom.builders import (
    Room,
    begin,
    first_questions,
    make_quiz,
    make_room,
    make_sitting,
    respond,
)
from tests.classroom.result_builders import (
    change_question,
    handed_in,
    move_key,
    regrade,
    work,
)
from tests.conftest import NOON
from tests.review.builders import wrong_given

pytestmark = pytest.mark.usefixtures("app_context")

Standings = list[tuple[str, float, float]]


def standings(sitting: Sitting) -> Standings:
    return [(a.marks, a.points, a.possible) for a in attempts_at(sitting.id)]


def worked(**settings: object) -> tuple[Room, Sitting]:
    """Return a quiz of three that Ada got right, Ben wrong in part and Cy left open in part."""
    room = make_room("Ada", "Ben", "Cy")
    quiz_id = make_quiz(room.teacher_id, first_questions(3, "single"))
    sitting = make_sitting(room, quiz_id, **settings)  # type: ignore[arg-type]
    for name, answers in (("Ada", "111"), ("Ben", "010"), ("Cy", ".1.")):
        work(room, sitting, name, answers)
    return room, sitting


def wrong_option(question_id: int) -> int:
    """Return the option that a wrong answer of the builders chooses."""
    chosen = wrong_given(get_question(question_id).question)
    assert isinstance(chosen, int)
    return chosen


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("new_key", [("011", 2, 3), ("110", 2, 3), (".1.", 1, 3)]),
        ("both_keys", [("111", 3, 3), ("110", 2, 3), (".1.", 1, 3)]),
        ("full_credit", [("111", 3, 3), ("110", 2, 3), ("11.", 2, 3)]),
        ("dropped", [("x11", 2, 2), ("x10", 1, 2), ("x1.", 1, 2)]),
    ],
)
def test_a_regrade_changes_what_its_preview_says_and_undo_brings_all_back(
    rule: RuleName, expected: Standings
) -> None:
    _, sitting = worked()
    item = get_frozen(sitting.version_id).items[0]
    move_key(item.question_id, to=wrong_option(item.question_id))
    before = standings(sitting)
    newer = newer_version_id(item)
    key = question_version(newer) if newer and rule in NEED_KEY else None

    foreseen = preview(sitting.version_id, item, Rule(rule, key))
    changed = regrade(sitting, rule)

    assert standings(sitting) == expected
    assert [(r.after.marks, r.after.points, r.after.possible) for r in foreseen] == expected
    assert changed == sum(result.is_changed for result in foreseen)
    assert changed == sum(a[1:] != b[1:] for a, b in zip(before, expected, strict=True))

    in_force = find_regrade(db.session, sitting.version_id, 1)
    assert in_force is not None
    assert undo_regrade(sitting.version_id, 1, in_force.id, now=NOON) == changed
    assert standings(sitting) == before
    assert find_regrade(db.session, sitting.version_id, 1) is None


def test_a_look_at_the_effect_changes_nothing() -> None:
    _, sitting = worked()
    before = standings(sitting)

    preview(sitting.version_id, get_frozen(sitting.version_id).items[0], Rule("full_credit"))

    assert standings(sitting) == before
    assert find_regrade(db.session, sitting.version_id, 1) is None


def test_a_regrade_reaches_every_sitting_of_the_version_and_no_other_version() -> None:
    room, sitting = worked()
    quiz_id = get_frozen(sitting.version_id).quiz_id
    again = make_sitting(room, quiz_id)
    work(room, again, "Ada", "000")
    other = make_sitting(room, make_quiz(room.teacher_id, first_questions(3, "single")))
    work(room, other, "Ada", "000")

    assert regrade(sitting, "full_credit") == 3

    assert standings(again) == [("100", 1, 3)]
    assert standings(other) == [("000", 0, 3)]


def test_answers_that_come_after_the_preview_are_regraded_with_the_others() -> None:
    room, sitting = worked()
    attempt = begin(make_sitting(room, get_frozen(sitting.version_id).quiz_id), room.teacher_id)
    item = get_frozen(sitting.version_id).items[0]
    foreseen = preview(sitting.version_id, item, Rule("dropped"))

    respond(attempt, 1, right=False)
    respond(attempt, 2)
    regrade(sitting, "dropped")

    assert len(foreseen) == 4
    assert get_attempt(attempt.id).marks == "x1."


def test_a_regrade_holds_for_answers_to_open_attempts() -> None:
    room, sitting = worked()
    open_one = begin(make_sitting(room, get_frozen(sitting.version_id).quiz_id), room.teacher_id)
    item = get_frozen(sitting.version_id).items[0]
    lure = wrong_option(item.question_id)
    move_key(item.question_id, to=lure)
    regrade(sitting, "new_key")

    after = respond(open_one, 1, right=False)

    assert (after.marks, after.points) == ("1..", 1)
    stored = responses_of(db.session, open_one.id)[1]
    assert (stored.verdict, stored.share, stored.score) == ("wrong", 0, 1)


def test_a_second_regrade_takes_the_place_of_the_first() -> None:
    _, sitting = worked()
    before = standings(sitting)
    regrade(sitting, "dropped")
    regrade(sitting, "full_credit")
    rows = db.session.scalars(select(RegradeRow).order_by(RegradeRow.id)).all()

    assert [(row.rule, row.undone_at is None) for row in rows] == [
        ("dropped", False),
        ("full_credit", True),
    ]
    with pytest.raises(ConflictError, match="not in force"):
        undo_regrade(sitting.version_id, 1, rows[0].id, now=NOON)
    undo_regrade(sitting.version_id, 1, rows[1].id, now=NOON)
    assert standings(sitting) == before


def test_regrades_of_two_items_stand_beside_each_other() -> None:
    _, sitting = worked()
    regrade(sitting, "dropped", 1)

    regrade(sitting, "full_credit", 3)

    assert standings(sitting) == [("x11", 2, 2), ("x11", 2, 2), ("x11", 2, 2)]


def test_certainty_does_not_lessen_full_credit_and_stays_for_the_rest() -> None:
    room = make_room("Ada")
    quiz_id = make_quiz(room.teacher_id, first_questions(2, "single"))
    sitting = make_sitting(room, quiz_id, certainty=True)
    attempt = begin(sitting, room.learners["Ada"])
    respond(attempt, 1, right=False, certainty=3)
    handed_in(respond(attempt, 2, certainty=2))
    assert get_attempt(attempt.id).points == pytest.approx(-2 + 2 / 3)

    regrade(sitting, "full_credit")

    after = get_attempt(attempt.id)
    assert (after.marks, after.possible) == ("11", 2)
    assert after.points == pytest.approx(1 + 2 / 3)


def test_who_was_not_asked_the_item_keeps_everything() -> None:
    room = make_room("Ada", "Ben", "Cy", "Dee")
    quiz_id = make_quiz(room.teacher_id, first_questions(4, "single"), draw_count=2)
    sitting = make_sitting(room, quiz_id)
    for name in room.learners:
        handed_in(begin(sitting, room.learners[name], seed=f"seed of {name}"))
    before = standings(sitting)
    asked = [marks[0] != "-" for marks, *_ in before]
    assert set(asked) == {True, False}

    changed = regrade(sitting, "dropped")

    assert changed == sum(asked)
    for was_asked, old, new in zip(asked, before, standings(sitting), strict=True):
        assert new == (("x" + old[0][1:], 0, 1) if was_asked else old)


def shorter(question: Single) -> Single:
    return question.model_copy(update={"options": question.options[:-1]})


def test_a_key_that_asks_for_other_things_is_refused_and_nothing_changes() -> None:
    _, sitting = worked()
    item = get_frozen(sitting.version_id).items[0]
    assert isinstance(item.question, Single)
    change_question(item.question_id, shorter(item.question))
    before = standings(sitting)

    with pytest.raises(BadInputError, match="asks for other things"):
        regrade(sitting, "new_key")

    assert standings(sitting) == before
    assert find_regrade(db.session, sitting.version_id, 1) is None


def test_a_bank_that_changed_once_more_since_the_preview_is_not_taken_unseen() -> None:
    _, sitting = worked()
    item = get_frozen(sitting.version_id).items[0]
    move_key(item.question_id, to=wrong_option(item.question_id))
    seen = newer_version_id(item)
    change_question(item.question_id, item.question.model_copy(update={"stem": "Something else?"}))

    with pytest.raises(ConflictError, match="changed since you looked"):
        apply_regrade(sitting.version_id, 1, "new_key", key_version_id=seen, now=NOON)


@pytest.mark.parametrize("rule", ["new_key", "both_keys"])
def test_without_a_newer_version_there_is_no_new_key(rule: RuleName) -> None:
    _, sitting = worked()

    with pytest.raises(ConflictError, match="changed since you looked"):
        apply_regrade(sitting.version_id, 1, rule, key_version_id=None, now=NOON)


def test_an_item_that_the_quiz_does_not_have_cannot_be_regraded() -> None:
    _, sitting = worked()

    with pytest.raises(NotFoundError, match="no such question"):
        apply_regrade(sitting.version_id, 9, "dropped", key_version_id=None, now=NOON)


@pytest.mark.parametrize("kind", ["multiple", "order", "match", "cloze", "short", "locate"])
def test_every_kind_is_regraded_from_what_was_given(kind: str) -> None:
    (question_id,) = first_questions(1, kind)
    room = make_room("Ada")
    sitting = make_sitting(room, make_quiz(room.teacher_id, [question_id]))
    work(room, sitting, "Ada", "0")
    question = get_question(question_id).question
    change_question(question_id, question.model_copy(update={"explanation": "In new words."}))

    assert regrade(sitting, "new_key") == 0
    assert regrade(sitting, "full_credit") == 1
    assert standings(sitting) == [("1", 1, 1)]


def test_a_question_with_other_gaps_is_no_new_key_even_before_anybody_answered() -> None:
    room = make_room("Ada")
    (question_id,) = first_questions(1, "cloze")
    sitting = make_sitting(room, make_quiz(room.teacher_id, [question_id]))
    gaps = [["miller"], ["flour"]]
    question = get_question(question_id).question
    count = 1 if len(question.answers) == 2 else 2  # type: ignore[union-attr]
    other = make_question("cloze", text="The {1} paid in {2}.", answers=gaps)
    changed = question.model_copy(update={"answers": other.answers[:count]})  # type: ignore[union-attr]
    change_question(question_id, changed)
    begin(sitting, room.learners["Ada"])

    with pytest.raises(BadInputError, match="asks for other things"):
        regrade(sitting, "both_keys")
