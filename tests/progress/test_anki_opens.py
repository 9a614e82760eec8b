"""Anki itself opens our packages and finds in them what the learner has here."""

import json
import os
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from studyapp.bank.catalogue import StoredQuestion
from studyapp.database import db, write_transaction
from studyapp.places import ROOT
from studyapp.progress.anki.note import guid_of
from studyapp.progress.anki.queries import anki_pieces
from studyapp.review.checks.enrolment_operations import enrol
from studyapp.review.log.queries import LOG, is_standing
from studyapp.review.log.replay import CardState
from studyapp.review.modes import UNSCHEDULED
from studyapp.review.plan.models import EnrolmentRow
from studyapp.review.queries import lasting_rests, states_of
from studyapp.review.session.rest_operations import leave_out
from tests.conftest import NOON
from tests.progress.a_year import BERLIN, live_a_year
from tests.progress.anki_python import ANKI
from tests.review.builders import answer_id, give, undo

LATER = NOON + timedelta(days=1)


def packed(folder: Path, learner_id: int) -> Path:
    """Write the package of a learner, whose days are those of Berlin."""
    package = folder / f"{len(list(folder.iterdir()))}.apkg"
    with package.open("wb") as file:
        file.writelines(anki_pieces(learner_id, BERLIN, NOON))
    return package


def opened(folder: Path, *packages: Path) -> dict[str, Any]:
    """Return what Anki, on a machine in Berlin, finds in packages imported one by one."""
    done = subprocess.run(
        [str(ANKI), "-m", "tests.anki_side", folder, *packages],
        cwd=ROOT,
        env={**os.environ, "TZ": "Europe/Berlin"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def cards_by_key(found: dict[str, Any]) -> dict[str, Any]:
    return {card["fields"]["Key"]: card for card in found["cards"]}


def states_by_key(learner_id: int, stored: list[StoredQuestion]) -> dict[str, CardState]:
    keys = {entry.id: entry.question.id for entry in stored}
    return {keys[number]: state for number, state in states_of(db.session, learner_id).items()}


def waiting_keys(learner_id: int, stored: list[StoredQuestion]) -> list[str]:
    """Return the questions that wait to be asked, the first to be asked first."""
    keys = {entry.id: entry.question.id for entry in stored}
    waiting = select(EnrolmentRow.question_id).where(EnrolmentRow.learner_id == learner_id)
    return [keys[number] for number in db.session.scalars(waiting.order_by(EnrolmentRow.id))]


def test_anki_finds_the_same_questions_days_memory_and_answers(
    learner_id: int, stored: list[StoredQuestion], tmp_path: Path
) -> None:
    live_a_year(learner_id, days=45)
    wanted = states_by_key(learner_id, stored)
    unmet = [entry for entry in stored if entry.question.id not in wanted]
    left_out = next(entry for entry in stored if entry.question.id in wanted)
    with write_transaction() as session:
        enrol(session, learner_id, [unmet[1].id, unmet[0].id], NOON)
        leave_out(session, learner_id, [left_out.id])

    found = opened(tmp_path, packed(tmp_path, learner_id))

    cards = cards_by_key(found)
    kept = waiting_keys(learner_id, stored)
    assert {unmet[1].question.id, unmet[0].question.id} <= set(kept)
    assert found["problems"] is None
    assert cards.keys() == {*wanted, *kept}
    assert len(found["cards"]) == len(cards)
    resting = {entry.question.id for entry in stored if entry.id in lasting_rests(learner_id)}
    assert left_out.question.id in resting
    new = sorted((card["place"], key) for key, card in cards.items() if card["type"] == 0)
    assert [key for _, key in new] == kept
    for key, state in wanted.items():
        card, memory = cards[key], state.memory
        assert card["guid"] == guid_of(key)
        assert card["due"] == str(memory.due_on)
        assert card["stability"] == pytest.approx(memory.stability, abs=1e-3)
        assert card["difficulty"] == pytest.approx(memory.difficulty, abs=1e-3)
        assert card["decay"] == pytest.approx(memory.decay, abs=1e-3)
        assert card["interval"] == (memory.due_on - memory.reviewed_on).days
        assert (card["reps"], card["lapses"]) == (state.reps, state.lapses)
        assert card["queue"] == (-1 if key in resting else card["type"])
    counted = select(func.count()).where(is_standing(), LOG.mode.not_in(UNSCHEDULED))
    assert len(found["reviews"]) == db.session.scalar(counted)


def test_anki_finds_each_answer_at_its_moment_and_none_that_was_taken_back(
    learner_id: int, stored: list[StoredQuestion], tmp_path: Path
) -> None:
    first, second, *_ = stored
    give(learner_id, first, 1, mode="new", milliseconds=4200)
    give(learner_id, second, 2, mode="new", right=False)
    give(learner_id, first, 3, now=LATER, right=False)
    give(learner_id, first, 4, now=LATER, mode="retry")
    give(learner_id, second, 5, now=LATER)
    undo(learner_id, 5)

    found = opened(tmp_path, packed(tmp_path, learner_id))

    moment, later = (int(at.timestamp() * 1000) for at in (NOON, LATER))
    cards = {card["id"]: card["fields"]["Key"] for card in found["cards"]}
    reviews = [(at, cards[card], *rest) for at, card, *rest in found["reviews"]]
    assert [review[:3] for review in reviews] == [
        (moment, first.question.id, 3),
        (moment + 1, second.question.id, 1),
        (later, first.question.id, 1),
    ]
    days_first, days_last = (review[3:5] for review in (reviews[0], reviews[2]))
    assert days_first[1] == 0
    assert days_last[1] == days_first[0]
    assert [review[5:] for review in reviews] == [(4200, 0), (0, 0), (0, 1)]


def test_a_later_package_adds_questions_and_leaves_the_history_of_known_cards_to_anki(
    learner_id: int, stored: list[StoredQuestion], tmp_path: Path
) -> None:
    give(learner_id, stored[0], 1, mode="new")
    earlier = packed(tmp_path, learner_id)
    give(learner_id, stored[0], 2, now=LATER)
    give(learner_id, stored[1], 3, mode="new", now=LATER)

    found = opened(tmp_path, earlier, packed(tmp_path, learner_id))

    assert found["problems"] is None
    assert cards_by_key(found).keys() == {entry.question.id for entry in stored[:2]}
    assert len(found["cards"]) == 2
    assert len(found["reviews"]) == 2
    assert found["models"].count("Studyapp question") == 1


def test_anki_shows_the_choices_first_and_the_key_with_its_passage_after(
    learner_id: int, stored: list[StoredQuestion], tmp_path: Path
) -> None:
    kinds = {entry.question.kind: entry for entry in stored}
    for number, entry in enumerate(kinds.values()):
        give(learner_id, entry, mode="new", right=False, answer_id=answer_id(number))

    cards = cards_by_key(opened(tmp_path, packed(tmp_path, learner_id)))

    for entry in kinds.values():
        card, quote = cards[entry.question.id], entry.question.evidence[0].quote
        assert 'id="answer"' not in card["question"]
        assert f"kind::{entry.question.kind}" in card["tags"]
        assert card["deck"].startswith("Studyapp::")
        assert quote in card["answer"].replace("&amp;", "&").replace("&nbsp;", "\xa0")
        assert card["fields"]["Answer"] in card["answer"]
    single = kinds["single"].question
    assert "<li>" in cards[single.id]["question"]
