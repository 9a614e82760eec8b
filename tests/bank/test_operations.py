"""The stored bank follows the files whole, keeps every version, and forgets no history."""

from datetime import timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from studyapp.accounts.operations import ensure_learner
from studyapp.bank.grading import Grade
from studyapp.bank.operations import SyncResult
from studyapp.bank.queries import (
    catalogue,
    find_content_state,
    get_question,
    question_version,
)
from studyapp.bank.sync_plan import SyncPlan
from studyapp.database import db
from studyapp.errors import GoneError
from studyapp.reading.operations import save_place
from studyapp.review.log.queries import find_answer
from studyapp.review.log.values import GivenAnswer
from studyapp.review.operations import record_answer
from studyapp.review.queries import count_due
from tests.bank.builders import MILL
from tests.bank.folders import LATER, RENT, Folders, keys
from tests.conftest import NOON
from tests.reading.builders import sha256_of
from tests.stored import change_stored, everything_stored


def asked(key: str) -> Any:
    return next(q for q in catalogue().questions.values() if q.question.id == key)


def versions(key: str) -> list[str]:
    db.session.rollback()
    statement = text(
        "SELECT v.content FROM question_version v JOIN question q ON q.id = v.question_id "
        "WHERE q.key = :key ORDER BY v.id"
    )
    return list(db.session.scalars(statement, {"key": key}))


def answer(key: str) -> tuple[int, str]:
    """Answer a question as a new learner; return learner and answer."""
    learner = ensure_learner("token", "UTC", now=NOON)
    question, answer_id = asked(key), str(uuid4())
    given = GivenAnswer(answer_id, question.id, question.version_id, 0, (0, 1, 2), "review")
    record_answer(learner.id, given, Grade("right", 1.0), zone=ZoneInfo("UTC"), now=NOON)
    return learner.id, answer_id


def test_the_first_sync_stores_every_question_and_article(
    empty_app: Flask, folders: Folders
) -> None:
    result = folders.sync()

    assert result.plan is not None
    assert len(result.plan.create) == 9
    assert keys() == set(result.plan.create)
    assert list(catalogue().articles) == ["oak-1950", "elm"]
    state = find_content_state()
    assert state is not None
    assert state.synced_at == NOON


def test_the_same_files_change_nothing_at_all(stored_app: Flask, folders: Folders) -> None:
    before = everything_stored(stored_app)

    result = folders.sync_if_changed()

    assert result == SyncResult(None)
    assert everything_stored(stored_app) == before


def test_a_forced_sync_of_the_same_files_changes_no_question(
    stored_app: Flask, folders: Folders
) -> None:
    before = everything_stored(stored_app)

    assert folders.sync(LATER).plan == SyncPlan()

    after = everything_stored(stored_app)
    assert {name for name in after if after[name] != before[name]} == {"content_state"}


def test_questions_are_served_in_the_order_of_the_files(stored_app: Flask) -> None:
    in_file = [line.split()[-1] for line in MILL.splitlines() if line.startswith("  - id: ")]

    assert [q.question.id for q in catalogue().questions_in("oak-1950/mill")] == in_file


def test_a_changed_question_gets_a_version_and_keeps_the_old_one(
    stored_app: Flask, folders: Folders
) -> None:
    before = asked(RENT)
    folders.edit("did the miller pay his rent?", "was the rent paid?")

    result = folders.sync_if_changed()

    assert result.plan == SyncPlan(update=(RENT,))
    after = asked(RENT)
    assert after.id == before.id
    assert after.version_id != before.version_id
    assert after.question.stem.endswith("was the rent paid?")
    assert question_version(before.version_id) == before.question
    assert len(versions(RENT)) == 2


def test_a_question_that_turns_back_takes_its_old_version_again(
    stored_app: Flask, folders: Folders
) -> None:
    before = asked(RENT)
    folders.edit("did the miller pay his rent?", "was the rent paid?")
    folders.sync()
    folders.restore()

    folders.sync()

    assert asked(RENT) == before
    assert len(versions(RENT)) == 2


def test_a_question_that_left_the_files_is_retired_and_its_history_stays(
    stored_app: Flask, folders: Folders
) -> None:
    question_id = asked(RENT).id
    learner_id, answer_id = answer(RENT)
    far = LATER.date() + timedelta(days=9999)
    assert count_due(learner_id, far) == 1
    folders.mill.unlink()

    result = folders.sync(LATER)

    assert result.plan is not None
    assert len(result.plan.retire) == 8
    assert RENT not in keys()
    with pytest.raises(GoneError, match="taken out of the bank"):
        get_question(question_id)
    kept = find_answer(db.session, learner_id, answer_id)
    assert kept is not None
    assert question_version(kept.version_id).id == RENT
    assert count_due(learner_id, far) == 0


def test_a_question_that_comes_back_is_the_same_question(
    stored_app: Flask, folders: Folders
) -> None:
    before = asked(RENT)
    learner_id, _ = answer(RENT)
    folders.mill.unlink()
    folders.sync(LATER)
    folders.mill.parent.mkdir(exist_ok=True)
    folders.restore()

    result = folders.sync(LATER)

    assert result.plan is not None
    assert len(result.plan.restore) == 8
    assert asked(RENT) == before
    assert count_due(learner_id, LATER.date() + timedelta(days=9999)) == 1


def test_a_changed_text_is_served_with_its_questions(stored_app: Flask, folders: Folders) -> None:
    sidecar = folders.seeds / "elm.yaml"
    sidecar.write_text(
        sidecar.read_text(encoding="utf-8").replace("title: The bridge,", "title: The new bridge,"),
        encoding="utf-8",
    )

    assert folders.sync_if_changed().plan == SyncPlan()

    assert catalogue().articles["elm"].modules[0].title == "The new bridge"


@pytest.mark.sqlite("its trigger stops the sync")
def test_an_error_in_the_middle_of_a_sync_leaves_nothing_half_done(
    stored_app: Flask, folders: Folders
) -> None:
    folders.edit("did the miller pay his rent?", "was the rent paid?")
    (folders.bank / "compare.yaml").unlink()
    last_step = "BEFORE UPDATE ON content_state BEGIN SELECT RAISE(ABORT, 'refused'); END"
    change_stored(stored_app, f"CREATE TRIGGER refuse {last_step}")
    before = everything_stored(stored_app)

    with pytest.raises(IntegrityError, match="refused"):
        folders.sync()

    assert everything_stored(stored_app) == before
    change_stored(stored_app, "DROP TRIGGER refuse")
    assert folders.sync().plan == SyncPlan(update=(RENT,), retire=("compare-money",))


def test_the_numbers_of_paragraphs_are_recorded_beside_the_texts(
    empty_app: Flask, folders: Folders
) -> None:
    result = folders.sync()

    names = {"elm.ids.tsv", "oak-1950.ids.tsv"}
    assert {path.name for path in result.registers} == names
    assert {path.name for path in folders.seeds.glob("*.tsv")} == names
    assert folders.sync_if_changed() == SyncResult(None)


def lose_first_line(folders: Folders, *, register: bool) -> None:
    """Edit the text about the mill above its paragraphs; its register may get lost as well."""
    text = folders.seeds / "000_oak.txt"
    sidecar = folders.seeds / "oak-1950.yaml"
    old = text.read_bytes()
    new = old.replace(b"Lower Oak\n", b"Lower Oak\n\n", 1)
    text.write_bytes(new)
    changed = sidecar.read_text(encoding="utf-8").replace(sha256_of(old), sha256_of(new))
    for lines in ("lines: 8-10", "lines: 3-6", "lines: 5-6"):
        first, last = map(int, lines.removeprefix("lines: ").split("-"))
        changed = changed.replace(lines, f"lines: {first + 1}-{last + 1}")
    sidecar.write_text(changed, encoding="utf-8")
    if register:
        (folders.seeds / "oak-1950.ids.tsv").unlink()


def test_a_lost_register_is_an_error_where_paragraphs_would_get_other_numbers(
    stored_app: Flask, folders: Folders
) -> None:
    before = everything_stored(stored_app)
    lose_first_line(folders, register=True)

    result = folders.sync()

    assert result.refused
    fault = result.faults[0]
    assert (fault.file, fault.code) == ("seeds/oak-1950.ids.tsv", "register-missing")
    assert "(4 of them)" in fault.message
    assert everything_stored(stored_app) == before
    assert not (folders.seeds / "oak-1950.ids.tsv").exists()


def test_a_lost_register_is_written_anew_where_every_number_stays(
    stored_app: Flask, folders: Folders
) -> None:
    path = folders.seeds / "oak-1950.ids.tsv"
    before = path.read_bytes()
    path.unlink()

    result = folders.sync()

    assert (result.plan, result.registers) == (SyncPlan(), (path,))
    assert path.read_bytes() == before


def test_a_register_that_is_there_lets_the_text_move(stored_app: Flask, folders: Folders) -> None:
    lose_first_line(folders, register=False)

    assert folders.sync().plan == SyncPlan()


def test_a_module_that_is_gone_tells_how_many_places_go_with_it(
    stored_app: Flask, folders: Folders
) -> None:
    for token in ("one", "two"):
        learner = ensure_learner(token, "UTC", now=NOON)
        save_place(learner.id, ("elm", "bridge"), 5, finished=False, now=NOON)
    sidecar = folders.seeds / "elm.yaml"
    text = sidecar.read_text(encoding="utf-8")
    sidecar.write_text(text.replace("key: bridge", "key: toll"), encoding="utf-8")

    first, second = folders.sync(), folders.sync()

    assert [str(fault) for fault in first.faults] == [
        "seeds: warning module-gone: the module elm/bridge is no longer there, and how far it was "
        "read is no longer shown (readers: 2); if it has a new key, give it the old one back"
    ]
    assert (first.plan, second.faults) == (SyncPlan(), ())


def test_a_linked_folder_retires_nothing(stored_app: Flask, folders: Folders) -> None:
    away = folders.mill.parent.rename(folders.seeds.parent / "away")
    folders.mill.parent.symlink_to(away)

    assert folders.sync().plan == SyncPlan()

    away.rename(away.with_name("unmounted"))
    assert folders.sync().refused
    assert RENT in keys()
