"""Two-step sign-in is set up, switched off, and required of teachers."""

import pytest
from flask import Flask

from studyapp.accounts.admin.role_operations import give_role
from studyapp.accounts.queries import get_account_id
from studyapp.cli import main
from tests.accounts.people import (
    PASSWORD,
    answer_something,
    claim,
    sign_in,
)
from tests.accounts.two_steps import (
    LATER,
    SETUP,
    App,
    begin,
    first_step,
    form_on,
    recovery_codes_on,
    secret_on,
    set_up,
)
from tests.browser.moved_clock import Clock
from tests.conftest import NOON, MakeApp
from tests.every_page import post
from tests.stored import everything_stored
from tests.visitor import Visitor


def test_it_is_set_up_by_a_code_and_gives_ten_recovery_codes(
    app: Flask, visitor: Visitor, clock: Clock
) -> None:
    claim(visitor, "Ada")

    page = begin(visitor).text
    done = visitor.send(form_on(page, "/confirm"), code=App(secret_on(page), []).code(NOON))

    assert "<svg" in page
    assert len(set(recovery_codes_on(done.text))) == 10
    assert 'download="recovery-codes.txt"' in done.text
    assert "It is on" in visitor.open(SETUP)
    assert "10 of your recovery codes are left" in visitor.open(SETUP)


def test_nothing_that_is_stored_makes_a_code(app: Flask, visitor: Visitor, ada: App) -> None:
    stored = repr(everything_stored(app)["second_factor"]) + repr(
        everything_stored(app)["recovery_code"]
    )

    assert ada.secret not in stored
    assert [code for code in ada.codes if code in stored or code.replace("-", "") in stored] == []


def test_it_is_not_asked_for_before_it_is_confirmed(
    app: Flask, visitor: Visitor, clock: Clock
) -> None:
    claim(visitor, "Ada")
    page = begin(visitor).text

    wrong = visitor.send(form_on(page, "/confirm"), code="000000")

    assert wrong.status_code == 422
    assert secret_on(wrong.text) == secret_on(page)
    assert sign_in(Visitor(app), "Ada").status_code == 303


def test_it_begins_with_the_password_of_the_account(visitor: Visitor, clock: Clock) -> None:
    claim(visitor, "Ada")

    refused = begin(visitor, "not the password")

    assert refused.status_code == 422
    assert "The password is wrong." in refused.text
    assert 'translate="no"' not in refused.text
    assert post(visitor, f"{SETUP}/confirm", code="000000").status_code == 409


def test_a_set_up_that_was_left_lying_needs_the_password_anew(
    app: Flask, visitor: Visitor, clock: Clock
) -> None:
    claim(visitor, "Ada")
    page = begin(visitor).text
    secret = secret_on(page)
    clock.move(minutes=15)

    refused = visitor.send(form_on(page, "/confirm"), code=App(secret, []).code(clock.moment))

    assert refused.status_code == 409
    assert 'translate="no"' not in refused.text
    assert sign_in(Visitor(app), "Ada").status_code == 303


def test_a_guest_is_sent_where_a_name_is_taken(visitor: Visitor) -> None:
    answer_something(visitor)

    addresses = (SETUP, f"{SETUP}/codes", f"{SETUP}/off", "/account/password")

    assert {visitor.address_after(address) for address in addresses} == {"/account"}
    assert post(visitor, SETUP, password=PASSWORD).location == "/account"


def test_it_is_switched_off_by_password_and_code(app: Flask, visitor: Visitor, ada: App) -> None:
    form = visitor.form(f"{SETUP}/off", "/off")

    no_password = visitor.send(form, password="not the password", code=ada.code(LATER))
    no_code = visitor.send(form, password=PASSWORD, code="000000")
    both = visitor.send(form, password=PASSWORD, code=ada.code(LATER))

    assert (no_password.status_code, no_code.status_code, both.status_code) == (422, 422, 303)
    assert everything_stored(app)["second_factor"] == []
    assert everything_stored(app)["recovery_code"] == []
    assert sign_in(Visitor(app), "Ada").status_code == 303


def test_new_recovery_codes_need_a_code_and_void_the_old(
    app: Flask, visitor: Visitor, ada: App
) -> None:
    form = visitor.form(f"{SETUP}/codes", "/codes")

    refused = visitor.send(form, code="000000")
    made = visitor.send(form, code=ada.code(LATER))

    new = recovery_codes_on(made.text)
    assert refused.status_code == 422
    assert len({*new, *ada.codes}) == 20
    old_one = (other := Visitor(app)).send(first_step(other), recovery=ada.codes[0])
    new_one = other.send(first_step(other), recovery=new[0])
    assert (old_one.status_code, new_one.status_code) == (422, 303)


def test_what_is_off_cannot_be_switched_off_or_renewed(visitor: Visitor) -> None:
    claim(visitor, "Ada")

    assert visitor.address_after(f"{SETUP}/off") == SETUP
    assert visitor.address_after(f"{SETUP}/codes") == SETUP
    assert post(visitor, f"{SETUP}/off", password=PASSWORD, code="000000").status_code == 409
    assert post(visitor, f"{SETUP}/codes", code="000000").status_code == 409


def test_what_is_on_is_not_set_up_anew(app: Flask, visitor: Visitor, ada: App) -> None:
    before = everything_stored(app)["second_factor"]

    assert post(visitor, SETUP, password=PASSWORD).status_code == 409
    assert post(visitor, f"{SETUP}/confirm", code=ada.code(LATER)).status_code == 409
    assert everything_stored(app)["second_factor"] == before


def test_a_command_lets_somebody_in_who_has_lost_app_and_codes(app: Flask, ada: App) -> None:
    run = app.test_cli_runner().invoke
    result = run(main, ["user", "reset-second-factor", "ada"])
    again = run(main, ["user", "reset-second-factor", "ada"])

    assert result.output == "ada signs in with the password alone now.\n"
    assert sign_in(Visitor(app), "Ada").status_code == 303
    assert again.exit_code == 1
    assert "is not on" in again.stderr


def test_a_new_password_by_command_keeps_it(app: Flask, ada: App) -> None:
    new = "eleven geese on a pond"
    typed = f"{new}\n{new}\n"

    app.test_cli_runner().invoke(main, ["user", "reset-password", "Ada"], input=typed)

    first_step(Visitor(app), "Ada", new)


@pytest.fixture
def strict(make_app: MakeApp, clock: Clock) -> Flask:
    """Return an app that requires two-step sign-in of teachers."""
    return make_app(SECOND_FACTOR="required")


@pytest.mark.parametrize("role", ["teacher", "admin"])
def test_a_teacher_without_it_is_sent_where_it_is_set_up_when_it_is_required(
    strict: Flask, role: str
) -> None:
    claim(teacher := Visitor(strict), "Ada")
    with strict.app_context():
        give_role(get_account_id("Ada"), role)
    before = everything_stored(strict)

    sent = {teacher.address_after(page) for page in ("/teach/questions", "/quizzes")}
    refused = post(teacher, "/classes/new", name="Form 5")

    assert sent == {SETUP}
    assert "only to accounts with two-step sign-in" in teacher.open(SETUP)
    assert refused.location == SETUP
    assert everything_stored(strict) == before
    set_up(teacher, NOON)
    assert teacher.address_after("/teach/questions") == "/teach/questions"
    assert "only to accounts" not in teacher.open(SETUP)


def test_a_learner_needs_it_nowhere(strict: Flask) -> None:
    claim(learner := Visitor(strict), "Ada")

    learner.open("/teach/questions", status=403)
    assert "only to accounts" not in learner.open(SETUP)
    learner.open("/classes")


def test_a_teacher_without_it_sees_nothing_of_classes_when_it_is_required(
    strict: Flask,
) -> None:
    claim(teacher := Visitor(strict), "Ada")
    with strict.app_context():
        give_role(get_account_id("Ada"), "teacher")

    assert "Make a class" not in teacher.open("/classes")
