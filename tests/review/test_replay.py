from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.review.log.replay import CardState, LogEntry, advance, replay, standing_answers
from studyapp.review.memory import Rating, remember

TODAY = date(2026, 3, 10)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)

# An act is an answer (question, rating, day) or the place of the answer that an undo takes back.
Act = tuple[int, Rating, int] | int

answer_acts = st.tuples(st.integers(1, 4), st.sampled_from(Rating), st.integers(-3, 60))
undo_acts = st.integers(0, 1000)
histories = st.lists(st.one_of(answer_acts, answer_acts, answer_acts, undo_acts), max_size=25)


def answer(
    id_: int, question_id: int = 1, rating: Rating | None = Rating.GOOD, day: int = 0
) -> LogEntry:
    return LogEntry(id_, question_id, "answer", rating, TODAY + day * DAY, None)


def undo(id_: int, undoes: int | None, question_id: int = 1) -> LogEntry:
    return LogEntry(id_, question_id, "undo", None, TODAY, undoes)


def log_of(acts: list[Act]) -> list[LogEntry]:
    """Return a sound log; an undo with nothing left to take back is left out."""
    log: list[LogEntry] = []
    standing: list[LogEntry] = []
    for id_, act in enumerate(acts, start=100):
        if not isinstance(act, int):
            log.append(answer(id_, *act))
            standing.append(log[-1])
        elif standing:
            taken_back = standing.pop(act % len(standing))
            log.append(undo(id_, taken_back.id, taken_back.question_id))
    return log


def live_states(log: list[LogEntry]) -> dict[int, CardState]:
    """Return the states as requests would keep them: one step an answer, an undo from scratch."""
    states: dict[int, CardState] = {}
    counted: dict[int, list[LogEntry]] = {}
    for entry in log:
        answers = counted.setdefault(entry.question_id, [])
        if entry.kind == "answer":
            answers.append(entry)
            states[entry.question_id] = advance(states.get(entry.question_id), entry)
            continue
        answers[:] = [earlier for earlier in answers if earlier.id != entry.undoes]
        states.pop(entry.question_id)
        for earlier in answers:
            states[entry.question_id] = advance(states.get(entry.question_id), earlier)
    return states


def test_an_empty_log_holds_nothing() -> None:
    assert replay([]) == {}


def test_a_first_answer_is_remembered_and_counted() -> None:
    state = replay([answer(7, question_id=3)])[3]

    assert state == CardState(
        memory=remember(None, Rating.GOOD, TODAY), reps=1, passes=1, lapses=0, last_answer_id=7
    )


@pytest.mark.parametrize(
    ("ratings", "passes", "lapses"),
    [
        pytest.param([Rating.AGAIN], 0, 0, id="a first failure"),
        pytest.param([Rating.AGAIN, Rating.AGAIN], 0, 0, id="never known"),
        pytest.param([Rating.GOOD, Rating.AGAIN], 1, 1, id="known and forgotten"),
        pytest.param([Rating.AGAIN, Rating.HARD, Rating.AGAIN], 1, 1, id="learnt and forgotten"),
        pytest.param([Rating.GOOD, Rating.AGAIN, Rating.AGAIN], 1, 2, id="forgotten twice over"),
        pytest.param([Rating.GOOD, Rating.EASY, Rating.HARD], 3, 0, id="always known"),
    ],
)
def test_a_lapse_is_a_failure_after_the_question_was_known(
    ratings: list[Rating], passes: int, lapses: int
) -> None:
    log = [answer(n, rating=rating, day=n) for n, rating in enumerate(ratings)]

    state = replay(log)[1]

    assert (state.reps, state.passes, state.lapses) == (len(ratings), passes, lapses)


def test_a_question_whose_answers_are_all_undone_is_absent() -> None:
    log = [answer(1), answer(2, day=2), undo(3, undoes=1), undo(4, undoes=2)]

    assert replay(log) == {}


def test_an_undone_answer_leaves_no_trace() -> None:
    kept = [answer(1), answer(3, rating=Rating.HARD, day=5)]
    undone = [answer(2, rating=Rating.AGAIN, day=2), undo(4, undoes=2)]

    assert replay(kept + undone) == replay(kept)


def test_the_answer_given_again_after_an_undo_counts() -> None:
    log = [answer(1, rating=Rating.AGAIN), undo(2, undoes=1), answer(3, rating=Rating.GOOD)]

    assert replay(log) == {1: advance(None, answer(3))}


def test_a_state_names_the_last_answer_that_counts() -> None:
    log = [answer(1), answer(2, day=2), answer(3, day=4)]

    assert replay(log)[1].last_answer_id == 3
    assert replay([*log, undo(4, undoes=3)])[1].last_answer_id == 2


def test_an_answer_posted_late_counts_for_the_day_of_the_one_before() -> None:
    late = replay([answer(1, day=5), answer(2, day=3)])
    same_day = replay([answer(1, day=5), answer(2, day=5)])

    assert late == same_day


def test_the_wanted_retention_moves_the_due_day_alone() -> None:
    held = advance(None, answer(1))

    usual = advance(held, answer(2, day=2)).memory
    strict = advance(held, answer(2, day=2), retention=0.95).memory

    assert strict.due_on < usual.due_on
    assert (strict.stability, strict.difficulty) == (usual.stability, usual.difficulty)


def test_the_day_that_was_chosen_holds_while_the_answer_before_is_the_same() -> None:
    chosen = TODAY + 30 * DAY
    first, second = answer(1), replace(answer(2, day=2), follows=1, due_on=chosen)

    states = replay([first, second])

    assert states[1].memory.due_on == chosen


@pytest.mark.parametrize(
    ("times", "wait"),
    [
        pytest.param(0.5, 28, id="held better than was thought"),
        pytest.param(2, 14, id="held half as well"),
        pytest.param(1000, 1, id="hardly held"),
    ],
)
def test_a_day_that_was_chosen_before_others_came_between_keeps_its_recall(
    times: float, wait: int
) -> None:
    left = remember(None, Rating.GOOD, TODAY + 2 * DAY).stability
    second = replace(answer(2, day=2), follows=1, due_on=TODAY + 30 * DAY, stability=left * times)

    memory = replay([second])[1].memory

    assert memory.stability == left
    assert memory.due_on == TODAY + (2 + wait) * DAY


def test_an_answer_that_came_late_counts_when_it_was_given() -> None:
    early, late = datetime(2026, 3, 10, 9, tzinfo=UTC), datetime(2026, 3, 15, 9, tzinfo=UTC)
    known_at_once = replace(answer(1, rating=Rating.GOOD, day=5), at=late)
    missed_before = replace(answer(2, rating=Rating.AGAIN, day=0), at=early, is_late=True)

    state = replay([known_at_once, missed_before])[1]

    in_order = replay([answer(1, rating=Rating.AGAIN, day=0), answer(2, rating=Rating.GOOD, day=5)])
    assert state.memory == in_order[1].memory
    assert state.last_answer_id == known_at_once.id


def test_only_an_answer_that_came_late_leaves_the_order_of_the_log() -> None:
    at = datetime(2026, 3, 10, 9, tzinfo=UTC)
    log = [replace(answer(1, day=5), at=at), replace(answer(2, day=3), at=at - 48 * HOUR)]

    assert [entry.id for entry in standing_answers(log)] == [1, 2]


@pytest.mark.parametrize(
    "log",
    [
        pytest.param([answer(1), undo(2, undoes=9)], id="an unknown answer"),
        pytest.param([answer(1), undo(2, undoes=1, question_id=5)], id="another question's answer"),
        pytest.param([answer(1), undo(2, undoes=1), undo(3, undoes=1)], id="an answer twice"),
        pytest.param([answer(1), undo(2, undoes=1), undo(3, undoes=2)], id="an undo"),
        pytest.param([undo(1, undoes=2), answer(2)], id="an answer still to come"),
        pytest.param([answer(1), undo(2, undoes=None)], id="nothing"),
    ],
)
def test_an_undo_must_name_a_standing_answer_to_its_question(log: list[LogEntry]) -> None:
    with pytest.raises(ValueError, match="no standing answer"):
        replay(log)


def test_an_answer_without_a_rating_is_refused() -> None:
    with pytest.raises(ValueError, match="Log entry 1 is not an answer with a rating"):
        replay([answer(1, rating=None)])


def test_an_undo_does_not_advance_a_state() -> None:
    with pytest.raises(ValueError, match="Log entry 2 is not an answer"):
        advance(advance(None, answer(1)), undo(2, undoes=1))


@given(histories)
@settings(max_examples=1000, deadline=None)
def test_stepping_live_and_replaying_the_log_agree_to_the_last_bit(acts: list[Act]) -> None:
    log = log_of(acts)

    assert replay(log) == live_states(log)


@given(histories, st.randoms())
@settings(deadline=None)
def test_the_order_in_which_entries_are_read_changes_nothing(
    acts: list[Act], chance: Random
) -> None:
    log = log_of(acts)
    shuffled = chance.sample(log, len(log))

    assert replay(shuffled) == replay(log)


@given(histories, st.randoms())
@settings(deadline=None)
def test_how_questions_interleave_changes_none_of_them(acts: list[Act], chance: Random) -> None:
    log = log_of(acts)
    question_ids = sorted({entry.question_id for entry in log})
    chance.shuffle(question_ids)

    one_by_one: dict[int, CardState] = {}
    for question_id in question_ids:
        one_by_one |= replay(entry for entry in log if entry.question_id == question_id)

    assert one_by_one == replay(log)


def test_answers_without_end_on_one_day_leave_what_the_first_one_left() -> None:
    first = replay([answer(1, rating=Rating.EASY)])[1].memory

    memory = replay([answer(n, rating=Rating.EASY) for n in range(1, 20)])[1].memory

    assert (memory.stability, memory.due_on) == (first.stability, first.due_on)


def test_what_was_recalled_on_the_day_of_a_miss_stays_a_day_away() -> None:
    log = [answer(1, rating=Rating.AGAIN)]
    log += [answer(n, rating=Rating.EASY) for n in range(2, 20)]

    memory = replay(log)[1].memory

    assert memory.due_on == TODAY + DAY
