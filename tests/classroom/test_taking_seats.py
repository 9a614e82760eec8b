"""Pupils take seats: the word decides, nobody's work is mixed with another's."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from studyapp.accounts.guesses.operations import TooManyGuessesError
from studyapp.accounts.models import LearnerRow
from studyapp.accounts.operations import add_account, claim, ensure_learner
from studyapp.accounts.own_data.queries import own_data_json
from studyapp.accounts.queries import Learner, find_learner_by_token
from studyapp.app import MERGES
from studyapp.classroom.classes.accommodation_operations import give_more_time
from studyapp.classroom.classes.accommodation_queries import more_time_of
from studyapp.classroom.classes.models import SeatRow
from studyapp.classroom.classes.more_time import MoreTime
from studyapp.classroom.classes.queries import seats_of_learner
from studyapp.classroom.classes.seat_operations import (
    Newcomer,
    WrongWordError,
    choose_sharing,
    take_seat,
)
from studyapp.classroom.roster.operations import remove_pupil
from studyapp.classroom.roster.word_operations import reset_word
from studyapp.classroom.sittings.queries import get_attempt
from studyapp.database import db, write_transaction
from studyapp.errors import ConflictError, NotFoundError
from studyapp.reading.models import ReadingRow
from studyapp.reading.operations import save_place
from tests.accounts.people import PASSWORD
from tests.classroom.builders import (
    Room,
    begin,
    first_questions,
    make_quiz,
    make_room,
    make_sitting,
)
from tests.conftest import NOON

pytestmark = pytest.mark.usefixtures("app_context")


def guest(token: str) -> Learner:
    """Return somebody who has done something in a browser with this token."""
    return ensure_learner(token, "UTC", now=NOON)


def account(name: str, token: str) -> Learner:
    """Return a named account that is signed in with this token."""
    claim(guest(f"{token} before").id, name, PASSWORD, token, now=NOON)
    found = find_learner_by_token(db.session, token)
    assert found is not None
    return found


def take(
    room: Room,
    name: str,
    word: str = "frog",
    *,
    present: Learner | None = None,
    is_same: bool = False,
    browser: str = "new",
    minutes: float = 0,
) -> Learner:
    """Take a seat in a browser and return who it is then."""
    newcomer = Newcomer(present, is_same, f"{browser} before", browser)
    now = NOON + timedelta(minutes=minutes)
    take_seat(room.class_id, room.seats[name], word, newcomer, wide=(), merges=MERGES, now=now)
    found = find_learner_by_token(db.session, browser)
    assert found is not None
    return found


def test_the_first_word_opens_the_seat_from_then_on() -> None:
    room = make_room("Ada")

    first = take(room, "Ada", "Frog 7", browser="one")
    again = take(room, "Ada", "frog 7", browser="two")

    assert first.id == again.id == room.learners["Ada"]
    row = db.session.get_one(SeatRow, room.seats["Ada"])
    assert row.taken_at == NOON
    assert row.word_hash is not None
    assert row.word_hash.startswith("$argon2id$")


def test_another_word_opens_nothing_and_ten_close_the_seat_for_a_while() -> None:
    room = make_room("Ada", "Bea")
    take(room, "Ada", browser="one")
    for _ in range(10):
        with pytest.raises(WrongWordError, match="not the word"):
            take(room, "Ada", "toad", browser="two")

    with pytest.raises(TooManyGuessesError, match="too many wrong words"):
        take(room, "Ada", browser="two", minutes=4)

    assert take(room, "Bea", browser="two").id == room.learners["Bea"]
    assert take(room, "Ada", browser="three", minutes=6).id == room.learners["Ada"]


def test_of_two_who_take_a_seat_at_once_one_gets_it_and_the_other_is_told(app: Flask) -> None:
    room = make_room("Ada")
    at_once = Barrier(2)

    def try_it(word: str) -> str | None:
        with app.app_context():
            at_once.wait()
            try:
                take(room, "Ada", word, browser=word)
            except (ConflictError, WrongWordError):
                return None
            return word

    with ThreadPoolExecutor(2) as pool:
        (winner,) = {word for word in pool.map(try_it, ["frog", "toad"]) if word}

    assert take(room, "Ada", winner, browser="again").id == room.learners["Ada"]
    loser = "toad" if winner == "frog" else "frog"
    assert find_learner_by_token(db.session, loser) is None


def test_what_a_guest_has_done_goes_with_them() -> None:
    room = make_room("Ada")
    present = guest("new before")
    save_place(present.id, ("woods-2003", "general-secretary"), 61, finished=False, now=NOON)

    ada = take(room, "Ada", present=present)

    assert ada.id == room.learners["Ada"]
    assert db.session.scalars(select(ReadingRow.learner_id)).all() == [ada.id]
    assert db.session.get(LearnerRow, present.id) is None
    assert find_learner_by_token(db.session, "new before") is None


def test_the_next_pupil_at_the_same_device_is_somebody_else() -> None:
    room = make_room("Ada", "Bea")
    ada = take(room, "Ada", browser="one")

    bea = take(room, "Bea", present=ada, is_same=True, browser="two")

    assert bea.id == room.learners["Bea"]
    assert [seat.name for seat in seats_of_learner(ada.id)] == ["Ada"]
    assert [seat.name for seat in seats_of_learner(bea.id)] == ["Bea"]


@pytest.mark.parametrize(("is_same", "seats"), [(True, ["Ada", "Ada L."]), (False, ["Ada L."])])
def test_seats_in_two_classes_belong_together_when_the_pupil_says_so(
    is_same: bool, seats: list[str]
) -> None:
    room, other = make_room("Ada"), make_room("Ada L.", teacher="another teacher")
    present = take(room, "Ada", browser="one")

    ada = take(other, "Ada L.", present=present, is_same=is_same, browser="two")

    assert sorted(seat.name for seat in seats_of_learner(ada.id)) == seats


def test_an_account_that_is_signed_in_takes_the_seat() -> None:
    room = make_room("Ada")
    present = account("Ada of the account", "signed in")

    ada = take(room, "Ada", present=present)

    assert (ada.id, ada.name) == (present.id, "Ada of the account")
    assert [seat.id for seat in seats_of_learner(ada.id)] == [room.seats["Ada"]]
    assert db.session.get(LearnerRow, room.learners["Ada"]) is None


def test_an_account_has_one_seat_in_a_class() -> None:
    room = make_room("Ada", "Bea")
    present = take(room, "Ada", present=account("Ada of the account", "signed in"), browser="one")

    with pytest.raises(ConflictError, match="has a seat in this class"):
        take(room, "Bea", present=present, browser="two")

    assert db.session.get_one(SeatRow, room.seats["Bea"]).word_hash is None


def test_the_seat_of_an_account_opens_by_its_password_alone() -> None:
    room = make_room("Ada")
    ada = take(room, "Ada", browser="one")
    claim(ada.id, "Ada of the account", PASSWORD, "two", now=NOON)

    with pytest.raises(ConflictError, match="Sign in to it"):
        take(room, "Ada", browser="three")


def test_a_removed_pupil_takes_no_seat() -> None:
    room = make_room("Ada")
    remove_pupil(room.class_id, room.seats["Ada"], now=NOON)

    with pytest.raises(ConflictError, match="not on the roster any more"):
        take(room, "Ada")


def test_a_seat_whose_word_was_reset_takes_a_new_one() -> None:
    room = make_room("Ada")
    take(room, "Ada", "toad", browser="prankster")

    reset_word(room.class_id, room.seats["Ada"], now=NOON)

    assert find_learner_by_token(db.session, "prankster") is None
    assert take(room, "Ada", "frog", browser="ada").id == room.learners["Ada"]


def test_a_seat_is_taken_from_an_account_and_keeps_its_results_and_time() -> None:
    room = make_room("Ada")
    sitting = make_sitting(room, make_quiz(room.teacher_id, first_questions(1)))
    stranger = take(room, "Ada", present=account("A stranger", "signed in"), browser="one")
    attempt = begin(sitting, stranger.id, seat_id=room.seats["Ada"])
    give_more_time(stranger.id, MoreTime(1.5), now=NOON)

    reset_word(room.class_id, room.seats["Ada"], now=NOON)

    assert seats_of_learner(stranger.id) == []
    ada = take(room, "Ada", browser="two")
    assert ada.name is None
    assert get_attempt(attempt.id).learner_id == ada.id
    assert more_time_of(db.session, ada.id) == MoreTime(1.5)


def test_a_reset_parts_the_seats_of_a_pupil_who_holds_two() -> None:
    room, other = make_room("Ada"), make_room("Eva", teacher="another teacher")
    eva = take(other, "Eva", browser="one")
    both = take(room, "Ada", present=eva, is_same=True, browser="two")

    reset_word(room.class_id, room.seats["Ada"], now=NOON)

    assert [seat.name for seat in seats_of_learner(both.id)] == ["Eva"]
    ada = take(room, "Ada", browser="three")
    assert [seat.name for seat in seats_of_learner(ada.id)] == ["Ada"]


@pytest.mark.parametrize("misses", [True, False])
@pytest.mark.parametrize("study", [True, False])
def test_what_passes_is_chosen_by_the_pupil_of_the_seat_alone(*, misses: bool, study: bool) -> None:
    room = make_room("Ada", "Bea")

    choose_sharing(room.learners["Ada"], room.seats["Ada"], misses=misses, study=study)

    (seat,) = seats_of_learner(room.learners["Ada"])
    assert (seat.shares_misses, seat.shares_study) == (misses, study)
    with pytest.raises(NotFoundError, match="no such seat"):
        choose_sharing(room.learners["Bea"], room.seats["Ada"], misses=True, study=True)


def test_a_seat_that_comes_to_an_account_shares_nothing_of_what_the_account_holds() -> None:
    room = make_room("Ada")
    choose_sharing(room.learners["Ada"], room.seats["Ada"], misses=True, study=True)

    ada = take(room, "Ada", present=account("Ada", "her own"), browser="one")

    (seat,) = seats_of_learner(ada.id)
    assert (seat.shares_misses, seat.shares_study) == (True, False)


def test_what_a_seat_shares_is_among_the_own_data() -> None:
    room = make_room("Ada")
    choose_sharing(room.learners["Ada"], room.seats["Ada"], misses=False, study=True)

    (seat,) = json.loads("".join(own_data_json(room.learners["Ada"])))["tables"]["seat"]

    assert seat["shares_study"] is True


def test_after_a_reset_nothing_of_the_own_study_is_shared() -> None:
    room = make_room("Ada")
    stranger = take(room, "Ada", browser="one")
    choose_sharing(stranger.id, room.seats["Ada"], misses=True, study=True)

    reset_word(room.class_id, room.seats["Ada"], now=NOON)

    ada = take(room, "Ada", browser="two")
    assert [seat.shares_study for seat in seats_of_learner(ada.id)] == [False]


def test_an_account_may_be_named_like_the_key_of_a_seat() -> None:
    room = make_room("Ada")
    add_account(f"seat {room.seats['Ada']}", PASSWORD, "learner", now=NOON)
    take(room, "Ada", browser="one")

    with pytest.raises(WrongWordError):
        take(room, "Ada", "toad", browser="two")

    with write_transaction() as session:
        keys = session.execute(select(SeatRow.name_key)).scalars().all()
    assert keys == ["ada"]
