"""A schedule is fitted from the plan or by a command, and the standard is a tap away."""

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import Result
from flask import Flask

from studyapp.accounts.queries import Learner
from studyapp.accounts.sign_in.operations import Arrival, sign_in
from studyapp.bank.grading import Grade
from studyapp.bank.queries import catalogue
from studyapp.cli import main
from studyapp.database import db, write_transaction
from studyapp.review.log.operations import append_answer
from studyapp.review.operations import merge_reviews
from studyapp.review.plan import fitting
from studyapp.review.plan.fit_operations import fit_learner, use_standard
from studyapp.review.plan.fit_queries import count_fit_answers, find_latest_fit, parameters_of
from tests.accounts.people import PASSWORD, claim
from tests.conftest import NOON
from tests.every_page import post
from tests.review.builders import ZONE, give, make_answer
from tests.review.cards import learner_behind
from tests.review.page_text import form_on, press, words_of
from tests.stored import change_stored, stored_rows
from tests.visitor import Visitor

BEGUN = datetime(2026, 1, 1, 12, tzinfo=UTC)


def answer_often(learner_id: int, answers: int = 420, *, forgets: bool = True) -> None:
    """Answer forty questions every eleven days; who forgets is wrong two times in three."""
    questions = list(catalogue().questions.values())[:40]
    with write_transaction() as session:
        for n in range(answers):
            right = not forgets or n % 3 == 0
            now = BEGUN + timedelta(days=11 * (n // 40), minutes=n)
            answer = make_answer(questions[n % 40], n)
            grade = Grade("right", 1.0) if right else Grade("wrong", 0.0)
            append_answer(session, learner_id, answer, grade, zone=ZONE, now=now)


@pytest.fixture
def studious(app: Flask, visitor: Visitor) -> int:
    """Return the learner behind the visitor, with answers enough for a fit."""
    learner_id = learner_behind(app, visitor)
    with app.app_context():
        answer_often(learner_id)
    return learner_id


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(main, ["review", "fit", *arguments])


def test_few_answers_are_counted_and_offer_no_fit(app: Flask, visitor: Visitor) -> None:
    learner_id = learner_behind(app, visitor)
    with app.app_context():
        answer_often(learner_id, 3)
        give(learner_id, next(iter(catalogue().questions.values())), 9, now=BEGUN, mode="retry")

    page = visitor.open("/plan")

    assert "3 answers so far, 400 needed." in words_of(page)
    assert form_on(page, "/plan/fit") is None
    assert post(visitor, "/plan/fit").status_code == 409


def test_a_fit_that_foresees_better_is_used_until_it_is_taken_back(
    app: Flask, visitor: Visitor, studious: int
) -> None:
    page = press(visitor, visitor.open("/plan"), "/plan/fit")

    assert "better than the standard one, so it is used." in page
    assert "A schedule fitted to your answers is used." in words_of(page)
    with app.app_context():
        used = parameters_of(db.session, studious)
    assert used is not None
    assert len(used) == 21

    page = press(visitor, page, "/plan/fit/standard")

    assert "The standard schedule is used again." in page
    assert "The standard schedule is used." in words_of(page)
    with app.app_context():
        assert parameters_of(db.session, studious) is None
    assert stored_rows(app, "SELECT count(*) FROM memory_fit") == [(1,)]


def test_an_attempt_that_foresees_no_better_is_kept_unused(
    app: Flask, visitor: Visitor, studious: int
) -> None:
    # Of who forgot everything and then knows it all, the past foretells nothing.
    change_stored(app, "UPDATE review_log SET rating = CASE WHEN id <= 336 THEN 1 ELSE 3 END")

    page = press(visitor, visitor.open("/plan"), "/plan/fit")

    assert "no better than the standard one, which stays." in page
    assert stored_rows(app, "SELECT used FROM memory_fit ORDER BY id") == [(0,)]
    with app.app_context():
        assert parameters_of(db.session, studious) is None
        latest = find_latest_fit(studious)
    assert latest is not None
    assert not latest.used
    assert latest.loss_after >= latest.loss_before


def test_of_two_fits_the_later_is_used(app: Flask, studious: int) -> None:
    with app.app_context():
        fit_learner(studious, now=NOON)
        use_standard(studious)
        fit_learner(studious, now=NOON)

    assert stored_rows(app, "SELECT used FROM memory_fit ORDER BY id") == [(0,), (1,)]


def test_without_the_package_the_plan_says_what_is_missing(
    visitor: Visitor, studious: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fitting, "core", None)

    page = visitor.open("/plan")

    assert "needs the optional package fsrs-rs-python" in words_of(page)
    assert form_on(page, "/plan/fit") is None
    response = post(visitor, "/plan/fit")
    assert response.status_code == 409
    assert "pip install fsrs-rs-python" in response.text


def test_a_visitor_has_nothing_to_fit(visitor: Visitor) -> None:
    assert "0 answers so far, 400 needed." in words_of(visitor.open("/plan"))
    assert post(visitor, "/plan/fit").status_code == 404
    assert post(visitor, "/plan/fit/standard").status_code == 404


def test_the_command_fits_one_account(app: Flask, visitor: Visitor, studious: int) -> None:
    claim(visitor, "Ada")

    result = run(app, "--learner", "Ada")

    assert result.exit_code == 0
    assert result.output.startswith("Ada: 420 answers; on the latest 84 off by ")
    assert result.output.endswith(": used.\n")


def test_the_command_fits_everybody_with_answers_enough(
    app: Flask, visitor: Visitor, studious: int
) -> None:
    claim(visitor, "Ada")
    others = [Visitor(app), Visitor(app)]
    guest, beginner = (learner_behind(app, other) for other in others)
    with app.app_context():
        answer_often(guest, forgets=False)
        answer_often(beginner, 5)

    result = run(app, "--all")

    lines = result.output.splitlines()
    assert result.exit_code == 0
    assert [line.partition(":")[0] for line in lines] == ["1 of 2, Ada", f"2 of 2, guest {guest}"]
    assert len(stored_rows(app, "SELECT * FROM memory_fit")) == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Say whose schedule to fit: --learner NAME, or --all."),
        (["--all", "--learner", "Ada"], "Say whose schedule to fit: --learner NAME, or --all."),
        (["--learner", "Nobody"], "There is no account named 'Nobody'."),
        (["--learner", "Ada"], "A fit needs 400 answers, and there are 0 so far."),
    ],
)
def test_a_command_that_cannot_fit_says_why(
    app: Flask, visitor: Visitor, arguments: list[str], sentence: str
) -> None:
    learner_behind(app, visitor)
    claim(visitor, "Ada")

    result = run(app, *arguments)

    assert result.exit_code != 0
    assert sentence in result.output


def test_the_command_says_when_nobody_has_answers_enough(app: Flask) -> None:
    result = run(app, "--all")

    assert (result.exit_code, result.output) == (
        0,
        "Nobody has given the 400 answers that a fit needs.\n",
    )


def test_the_command_without_the_package_says_how_to_get_it(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fitting, "core", None)

    result = run(app, "--all")

    assert result.exit_code == 1
    assert "pip install fsrs-rs-python" in result.output


def test_the_fits_of_a_guest_are_not_taken_into_an_account(
    app: Flask, visitor: Visitor, studious: int
) -> None:
    claim(at_home := Visitor(app), "Ada")
    account_id = learner_behind(app, at_home)
    with app.app_context():
        fit_learner(studious, now=NOON)
        sign_in(
            "Ada",
            PASSWORD,
            Arrival(
                Learner(studious, None, "learner", "UTC", NOON),
                None,
                "token of Ada",
                merges=(merge_reviews,),
            ),
            now=NOON,
        )
        assert parameters_of(db.session, account_id) is None
        assert count_fit_answers(account_id) == 420
    assert stored_rows(app, "SELECT * FROM memory_fit") == []
