"""Changes to classes and rosters: whole or not at all, and results outlive a removal."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from studyapp.accounts.models import LearnerRow, SessionRow
from studyapp.classroom.classes.accommodation_operations import give_more_time
from studyapp.classroom.classes.accommodation_queries import more_time_of
from studyapp.classroom.classes.code_queries import is_code_free
from studyapp.classroom.classes.models import AccommodationRow, ClassRow, SeatRow
from studyapp.classroom.classes.more_time import MoreTime
from studyapp.classroom.classes.operations import delete_class, make_class, open_to_newcomers
from studyapp.classroom.classes.queries import get_class, seats_of_class
from studyapp.classroom.classes.settings import ClassSettings, years_after
from studyapp.classroom.roster.operations import (
    add_pupil,
    import_pupils,
    put_pupil_back,
    remove_pupil,
    rename_pupil,
)
from studyapp.classroom.roster.queries import get_roster_seat, roster_of
from studyapp.classroom.roster.text import LINES_MOST, RosterLine
from studyapp.classroom.roster.word_operations import reset_word
from studyapp.classroom.sittings.models import AttemptRow
from studyapp.database import db
from studyapp.errors import BadInputError, ConflictError, NotFoundError
from tests.classroom.builders import (
    begin,
    first_questions,
    make_person,
    make_quiz,
    make_room,
    make_sitting,
    respond,
)
from tests.conftest import NOON

pytestmark = pytest.mark.usefixtures("app_context")


def names_on(class_id: int) -> list[str]:
    return [seat.name for seat in seats_of_class(class_id)]


def count(row: type[LearnerRow | SeatRow | SessionRow | AttemptRow | AccommodationRow]) -> int:
    return db.session.scalar(select(func.count()).select_from(row)) or 0


def test_ten_thousand_pupils_are_seated_at_once() -> None:
    room = make_room()
    pupils = [RosterLine(n, f"Pupil {n}", str(n)) for n in range(LINES_MOST)]

    plan = import_pupils(get_class(room.class_id), pupils, only_good=False, now=NOON)

    assert plan.coming == LINES_MOST
    seats = roster_of(room.class_id)
    assert len({seat.learner_id for seat in seats}) == LINES_MOST
    with pytest.raises(BadInputError, match="10,000 seats at most"):
        add_pupil(get_class(room.class_id), RosterLine(1, "One more"), now=NOON)


def test_a_list_that_clashes_with_the_roster_imports_nothing() -> None:
    room = make_room("Ada")
    pupils = [RosterLine(1, "Bea"), RosterLine(2, "Cid"), RosterLine(3, "bea")]

    with pytest.raises(ConflictError, match="nothing was imported"):
        import_pupils(get_class(room.class_id), pupils, only_good=False, now=NOON)

    assert names_on(room.class_id) == ["Ada"]
    assert len(roster_of(room.class_id)) == 1


def test_only_the_good_lines_are_imported_when_told_so() -> None:
    room = make_room("Ada")
    pupils = [RosterLine(1, "Bea"), RosterLine(2, "ADA"), RosterLine(3, "bea")]

    import_pupils(get_class(room.class_id), pupils, only_good=True, now=NOON)

    assert names_on(room.class_id) == ["Ada", "Bea"]


def test_a_seat_has_a_nameless_learner_in_the_zone_of_the_class() -> None:
    room = make_room(zone="Asia/Tokyo")

    add_pupil(get_class(room.class_id), RosterLine(1, "Ada", "7"), now=NOON)

    (seat,) = roster_of(room.class_id)
    learner = db.session.get_one(LearnerRow, seat.learner_id)
    assert (learner.name, learner.role, learner.zone) == (None, "learner", "Asia/Tokyo")
    assert (seat.name, seat.pupil_code, seat.has_word) == ("Ada", "7", False)


def test_the_same_name_is_refused_and_a_removed_one_comes_back() -> None:
    room = make_room("Ada")
    school_class = get_class(room.class_id)
    with pytest.raises(ConflictError, match="on the roster already"):
        add_pupil(school_class, RosterLine(1, "ada"), now=NOON)
    remove_pupil(room.class_id, room.seats["Ada"], now=NOON)
    assert names_on(room.class_id) == []

    add_pupil(school_class, RosterLine(1, "ada"), now=NOON)

    (seat,) = seats_of_class(room.class_id)
    assert (seat.id, seat.learner_id) == (room.seats["Ada"], room.learners["Ada"])


def test_the_results_of_a_removed_pupil_stay_and_the_pupil_comes_back() -> None:
    room = make_room("Ada")
    sitting = make_sitting(room, make_quiz(room.teacher_id, first_questions(1, "single")))
    respond(begin(sitting, room.learners["Ada"], seat_id=room.seats["Ada"]), 1)

    remove_pupil(room.class_id, room.seats["Ada"], now=NOON)

    assert names_on(room.class_id) == []
    assert count(AttemptRow) == 1
    put_pupil_back(room.class_id, room.seats["Ada"])
    assert names_on(room.class_id) == ["Ada"]


def test_a_pupil_is_renamed_but_not_to_the_name_of_another() -> None:
    room = make_room("Ada", "Bea")

    rename_pupil(room.class_id, room.seats["Ada"], "Ada L.", "7")

    assert get_roster_seat(room.class_id, room.seats["Ada"]).name == "Ada L."
    with pytest.raises(ConflictError, match="on the roster already"):
        rename_pupil(room.class_id, room.seats["Ada"], "BEA", None)


def test_a_number_is_not_given_twice_by_editing() -> None:
    room, other = make_room("Ada", "Bea"), make_room("Cid", teacher="another teacher")
    rename_pupil(room.class_id, room.seats["Ada"], "Ada", "7")
    rename_pupil(other.class_id, other.seats["Cid"], "Cid", "7")

    with pytest.raises(ConflictError, match="Bea: the number 7 is also the one of Ada"):
        rename_pupil(room.class_id, room.seats["Bea"], "Bea", "7")
    rename_pupil(room.class_id, room.seats["Ada"], "Ada L.", "7")
    rename_pupil(room.class_id, room.seats["Bea"], "Bea", None)

    assert [seat.pupil_code for seat in roster_of(room.class_id)] == ["7", None]


def test_who_is_put_back_does_not_share_a_number_given_away_meanwhile() -> None:
    room = make_room("Ada", "Bea")
    rename_pupil(room.class_id, room.seats["Ada"], "Ada", "7")
    remove_pupil(room.class_id, room.seats["Ada"], now=NOON)
    rename_pupil(room.class_id, room.seats["Bea"], "Bea", "7")

    with pytest.raises(ConflictError, match="Give Bea another number first"):
        put_pupil_back(room.class_id, room.seats["Ada"])

    assert names_on(room.class_id) == ["Bea"]
    rename_pupil(room.class_id, room.seats["Bea"], "Bea", "8")
    put_pupil_back(room.class_id, room.seats["Ada"])
    assert names_on(room.class_id) == ["Ada", "Bea"]


def test_a_seat_is_changed_through_its_own_class_alone() -> None:
    room, other = make_room("Ada"), make_room("Bea", teacher="another teacher")

    with pytest.raises(NotFoundError, match="no such pupil"):
        put_pupil_back(other.class_id, room.seats["Ada"])
    with pytest.raises(NotFoundError, match="no such pupil"):
        reset_word(other.class_id, room.seats["Ada"], now=NOON)


def test_a_new_word_signs_out_whoever_used_the_seat() -> None:
    room = make_room("Ada", "Bea")
    before = count(SessionRow)

    reset_word(room.class_id, room.seats["Ada"], now=NOON)

    assert count(SessionRow) == before - 1


def test_more_time_is_kept_for_a_learner_and_none_leaves_no_row() -> None:
    room = make_room("Ada")
    learner_id = room.learners["Ada"]

    give_more_time(learner_id, MoreTime(1.5, 10), now=NOON)
    give_more_time(learner_id, MoreTime(2.0, 0, untimed=True), now=NOON)

    assert more_time_of(db.session, learner_id) == MoreTime(2.0, 0, untimed=True)
    give_more_time(learner_id, MoreTime(), now=NOON)
    assert count(AccommodationRow) == 0


def test_a_deleted_class_takes_its_results_and_untaken_seats_with_it() -> None:
    room = make_room("Ada")
    sitting = make_sitting(room, make_quiz(room.teacher_id, first_questions(1)))
    begin(sitting, room.learners["Ada"])
    other = make_room("Bea", teacher="another teacher")

    delete_class(room.class_id)

    assert db.session.get(ClassRow, room.class_id) is None
    assert db.session.get(LearnerRow, room.learners["Ada"]) is None
    assert count(AttemptRow) == 0
    assert names_on(other.class_id) == ["Bea"]


def test_a_new_code_ends_the_one_before() -> None:
    settings = ClassSettings("Form 6", "UTC", date(2027, 3, 5))
    class_id = make_class(make_person("a teacher", "teacher"), settings, now=NOON)
    first = get_class(class_id).join_code or ""

    open_to_newcomers(class_id)

    assert is_code_free(db.session, first)
    assert not is_code_free(db.session, get_class(class_id).join_code or "")


def test_a_year_after_a_leap_day_is_the_day_before_march() -> None:
    assert years_after(date(2028, 2, 29), 1) == date(2029, 2, 28)
    assert years_after(date(2026, 3, 5), 1) - date(2026, 3, 5) == timedelta(days=365)
