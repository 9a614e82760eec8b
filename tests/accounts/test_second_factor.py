"""Two-step sign-in: set up, asked for, switched off; the password alone opens nothing."""

import json
import logging
import re
from datetime import timedelta

import pytest
from flask import Flask

from studyapp.accounts.operations import promote
from studyapp.cli import main
from studyapp.logs import JsonLines
from tests.accounts.people import (
    PASSWORD,
    answer_something,
    claim,
    heading,
    sign_in,
    token_of,
)
from tests.accounts.two_steps import (
    SETUP,
    App,
    begin,
    first_step,
    form_on,
    recovery_codes_on,
    secret_on,
    set_up,
    sign_in_with,
)
from tests.browser.moved_clock import Clock
from tests.conftest import NOON, SECRET_KEY, MakeApp
from tests.every_page import post
from tests.stored import everything_stored, stored_rows
from tests.visitor import Visitor

LATER = NOON + timedelta(minutes=1)


@pytest.fixture
def ada(visitor: Visitor, clock: Clock) -> App:
    """Return the authenticator app of Ada, who is signed in at home; it is a minute later."""
    claim(visitor, "Ada")
    authenticator = set_up(visitor, clock.moment)
    clock.move(minutes=1)
    return authenticator


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


def test_a_guest_is_sent_where_a_name_is_taken(visitor: Visitor) -> None:
    answer_something(visitor)

    addresses = (SETUP, f"{SETUP}/codes", f"{SETUP}/off", "/account/password")

    assert {visitor.address_after(address) for address in addresses} == {"/account"}
    assert post(visitor, SETUP, password=PASSWORD).location == "/account"


def test_the_password_alone_signs_nobody_in_and_stores_nothing(
    app: Flask, visitor: Visitor, ada: App
) -> None:
    other = Visitor(app)
    answer_something(other)
    guest = token_of(other)
    before = everything_stored(app)

    form = first_step(other)

    assert everything_stored(app) == before
    assert token_of(other) == guest
    assert heading(other) == "Guest"
    assert {"ticket", "code", "recovery"} <= form.names


def test_the_code_signs_in_under_a_new_token_and_takes_the_guest_along(
    app: Flask, visitor: Visitor, ada: App
) -> None:
    answer_id = answer_something(other := Visitor(app))
    guest = token_of(other)

    response = sign_in_with(other, ada.code(LATER))

    assert response.status_code == 303
    assert heading(other) == "Ada"
    assert token_of(other) != guest
    visitor.open(f"/review/answers/{answer_id}")


def test_a_code_opens_the_account_once(app: Flask, ada: App) -> None:
    sign_in_with(Visitor(app), ada.code(LATER))

    again = sign_in_with(thief := Visitor(app), ada.code(LATER))

    assert again.status_code == 422
    assert "Wait for the next one" in again.text
    assert ada.code(LATER) not in again.text
    assert heading(thief) == "Guest"


def test_the_code_that_confirmed_it_signs_nobody_in(
    app: Flask, visitor: Visitor, clock: Clock
) -> None:
    claim(visitor, "Ada")
    authenticator = set_up(visitor, NOON)

    assert sign_in_with(Visitor(app), authenticator.code(NOON)).status_code == 422


def test_a_recovery_code_opens_the_account_once(app: Flask, visitor: Visitor, ada: App) -> None:
    typed = f" {ada.codes[3].upper().replace('-', ' ')} "
    other, thief = Visitor(app), Visitor(app)

    used = other.send(first_step(other), recovery=typed)
    again = thief.send(first_step(thief), recovery=typed)

    assert (used.status_code, again.status_code) == (303, 422)
    assert "it was used before" in again.text
    assert heading(other) == "Ada"
    assert "9 of your recovery codes are left" in visitor.open(SETUP)


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"code": "000000"}, id="wrong"),
        pytest.param({"code": ""}, id="empty"),
        pytest.param({"code": "x" * 100}, id="long"),
        pytest.param({"recovery": "aaaaa-aaaaa-aaaaa-aaaaa"}, id="wrong recovery code"),
        pytest.param({"code": "\u0661\u0662\u0663\u0664\u0665\u0666"}, id="other digits"),
    ],
)
def test_a_wrong_code_asks_again_and_the_next_is_taken(
    app: Flask, ada: App, fields: dict[str, str]
) -> None:
    form = first_step(other := Visitor(app))

    wrong = other.send(form, **fields)

    assert wrong.status_code == 422
    assert heading(other) == "Guest"
    right = other.send(form_on(wrong.text, "/sign-in/code"), code=ada.code(LATER))
    assert right.status_code == 303


def test_the_ticket_is_good_for_ten_minutes(app: Flask, ada: App, clock: Clock) -> None:
    form = first_step(other := Visitor(app))
    clock.move(minutes=10)

    late = other.send(form, code=ada.code(clock.moment))

    assert late.status_code == 422
    assert "more than 10 minutes ago" in late.text
    assert heading(other) == "Guest"


def test_the_ticket_is_good_in_its_browser_alone(app: Flask, ada: App) -> None:
    form = first_step(Visitor(app))
    thief = Visitor(app)

    stolen = post(thief, form.action, ticket=str(form.fields["ticket"]), code=ada.code(LATER))

    assert stolen.status_code == 422
    assert heading(thief) == "Guest"


@pytest.mark.parametrize("ticket", ["", "nonsense", "e30.AAAA", "\x00"])
def test_without_a_ticket_of_this_server_no_code_is_looked_at(
    app: Flask, ada: App, ticket: str
) -> None:
    other = Visitor(app)

    response = post(other, "/account/sign-in/code", ticket=ticket, code=ada.code(LATER))

    assert response.status_code == 422
    assert stored_rows(app, "SELECT name_key FROM sign_in_failure") == []


def test_the_ticket_is_void_once_the_password_has_changed(
    app: Flask, visitor: Visitor, ada: App
) -> None:
    form = first_step(other := Visitor(app))
    changed = visitor.form("/account/password", "/password")
    new = "eleven geese on a pond"
    assert visitor.send(changed, present=PASSWORD, password=new, again=new).status_code == 303

    response = other.send(form, code=ada.code(LATER))

    assert response.status_code == 409
    assert heading(other) == "Guest"


def test_sign_in_goes_on_at_another_process(make_app: MakeApp, clock: Clock) -> None:
    one = make_app()
    other = make_app(DATABASE_URL=one.config["SQLALCHEMY_DATABASE_URI"])
    claim(owner := Visitor(one), "Ada")
    authenticator = set_up(owner, NOON)
    clock.move(minutes=1)
    form = first_step(here := Visitor(one))
    there = Visitor(other)
    for cookie in ("studyapp_form", "studyapp_visitor"):
        there.client.set_cookie(cookie, str(here.cookie(cookie)))

    response = there.send(form, code=authenticator.code(LATER))

    assert response.status_code == 303
    assert heading(there) == "Ada"


def test_a_session_that_is_open_and_a_program_go_on_without_a_code(
    app: Flask, visitor: Visitor, clock: Clock
) -> None:
    claim(visitor, "Ada")
    sign_in(other := Visitor(app), "Ada")
    made = post(visitor, "/account/programs", label="Shell").text
    token = re.search(r"sa_[\w-]{43}", made)
    assert token is not None

    set_up(visitor, NOON)

    assert heading(other) == "Ada"
    bearer = {"Authorization": f"Bearer {token[0]}"}
    assert app.test_client().get("/api/v1/review/cards", headers=bearer).status_code == 200


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


def test_what_happens_is_logged_without_a_name_or_a_secret(
    app: Flask, visitor: Visitor, ada: App, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "studyapp.security")

    (other := Visitor(app)).send(first_step(other), recovery=ada.codes[0])
    form = visitor.form(f"{SETUP}/off", "/off")
    visitor.send(form, password=PASSWORD, code=ada.code(LATER))

    lines = [JsonLines().format(r) for r in caplog.records if r.name == "studyapp.security"]
    said = [json.loads(line)["message"] for line in lines]
    assert said == ["recovery code used", "second factor switched off"]
    secrets = ("Ada", "ada", ada.secret, ada.codes[0], PASSWORD)
    assert [secret for secret in secrets for line in lines if secret in line] == []


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
        promote("Ada", role)
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
        promote("Ada", "teacher")

    assert "Make a class" not in teacher.open("/classes")


def test_another_key_of_the_server_makes_other_codes(make_app: MakeApp, clock: Clock) -> None:
    one = make_app()
    claim(owner := Visitor(one), "Ada")
    authenticator = set_up(owner, NOON)
    clock.move(minutes=1)
    moved = make_app(
        DATABASE_URL=one.config["SQLALCHEMY_DATABASE_URI"], SECRET_KEY=SECRET_KEY + " and another"
    )

    by_app = sign_in_with(Visitor(moved), authenticator.code(LATER))
    by_paper = (other := Visitor(moved)).send(first_step(other), recovery=authenticator.codes[0])

    assert (by_app.status_code, by_paper.status_code) == (422, 303)
