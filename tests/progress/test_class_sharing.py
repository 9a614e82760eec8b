"""What a pupil does not share is in no figure, and no figure of several tells of one."""

from random import Random

import pytest
from flask import Flask

from studyapp.classroom.classes.operations import put_class_away
from tests.classroom.builders import Room, make_room
from tests.conftest import NOON
from tests.progress.class_study import (
    SHARING,
    SILENT,
    answer,
    module_rows,
    page_of,
    passage_rows,
    questions_in,
    read,
    share,
    study,
    table,
)
from tests.review.page_text import words_of
from tests.stored import change_stored

pytestmark = pytest.mark.usefixtures("app_context")


@pytest.mark.parametrize("sharing", [SHARING, SHARING[:4], SHARING[:1], ()])
def test_no_figure_moves_with_what_a_pupil_studies_who_does_not_share(
    app: Flask, sharing: tuple[str, ...]
) -> None:
    room, chance = make_room(*SHARING, *SILENT), Random(7)
    share(room, *sharing)
    for name in sharing:
        study(room, name, chance, questions_in()[:8])
    before = words_of(page_of(app, room))

    for name in set(SHARING + SILENT) - set(sharing):
        study(room, name, chance, questions_in())
        read(room, name)

    assert words_of(page_of(app, room)) == before


def test_who_takes_it_back_is_gone_from_every_figure(app: Flask, room: Room) -> None:
    for name in SHARING[1:]:
        answer(room, name, questions_in()[0])
    answer(room, "Ada", questions_in()[0], right=False)
    share(room, "Ada", shares=False)

    page = page_of(app, room)

    assert table(page, "last activity")[0] == ["Ada", "never", "not shared"]
    assert "5 of 8 pupils share" in words_of(page)
    (row,) = {tuple(row[1:]) for row in table(page, "recall least")}
    assert row[1] == "5"


def test_of_a_class_that_is_put_away_nothing_is_shown(app: Flask, room: Room) -> None:
    for name in SHARING:
        answer(room, name, questions_in()[0])
        read(room, name)

    put_class_away(room.class_id, now=NOON)

    page = page_of(app, room)
    assert [row[2] for row in table(page, "last activity")] == ["not shared"] * 8
    assert (module_rows(page), passage_rows(page)) == ({}, [])
    assert "put away, so nothing is shown of what pupils study alone" in words_of(page)


def test_what_is_shared_with_one_class_is_not_shown_to_another(app: Flask) -> None:
    room, other = make_room("Ada"), make_room("Ada", teacher="another teacher")
    for seat in (room, other):
        change_stored(
            app,
            "UPDATE seat SET learner_id = :ada WHERE id = :seat",
            ada=room.learners["Ada"],
            seat=seat.seats["Ada"],
        )
    share(room, "Ada")
    answer(room, "Ada", questions_in()[0])

    met = [table(page_of(app, one), "last activity")[0][2:] for one in (room, other)]

    assert met[0][3] == "1"
    assert met[1] == ["not shared"]


def test_of_four_who_share_nothing_is_said_together(app: Flask) -> None:
    room = make_room(*SHARING)
    share(room, *SHARING[:4])
    for name in SHARING[:4]:
        answer(room, name, questions_in()[0])
        read(room, name)

    page = page_of(app, room)

    assert "this is said when 5 or more share what they know" in words_of(page)
    assert "Now 4 do." in words_of(page)
    assert module_rows(page) == {}
    assert passage_rows(page) == []


def test_a_passage_that_four_have_met_is_not_listed(app: Flask, room: Room) -> None:
    first, second = questions_in()[0], questions_in()[-1]
    for name in SHARING[:4]:
        answer(room, name, first)
    for name in SHARING[:5]:
        answer(room, name, second)

    shown = {number for number, _, _ in passage_rows(page_of(app, room))}

    assert shown == {e.paragraph.partition(":")[2] for e in second.question.evidence}


def test_a_pupil_with_two_seats_shares_when_both_say_so(app: Flask) -> None:
    room = make_room("Ada", "Ada again")
    change_stored(app, "UPDATE seat SET learner_id = :ada", ada=room.learners["Ada"])
    answer(room, "Ada", questions_in()[0])
    share(room, "Ada")

    rows = table(page_of(app, room), "last activity")
    share(room, "Ada again")
    shared = table(page_of(app, room), "last activity")

    assert [row[2] for row in rows] == ["not shared", "not shared"]
    assert [row[5] for row in shared] == ["1", "1"]
