"""Codes are typed, names are picked, and a pupil sees their own classes."""

import pytest
from flask import Flask

from tests.accounts.people import answer_something, claim, heading, sign_in
from tests.classroom.class_pages import (
    CLASS_NAME,
    code_of,
    join,
    joined,
    make_class,
    seat_id_of,
    signed_in,
    type_code,
)
from tests.classroom.live_game import start_game
from tests.every_page import post
from tests.stored import everything_stored, stored_rows
from tests.trusted import Tally
from tests.visitor import Visitor


def test_a_pupil_joins_on_a_new_device(app: Flask, visitor: Visitor) -> None:
    class_id = make_class(signed_in(app, "Berta"), "Ada", "Bea")
    code = code_of(app, class_id)

    typed = type_code(visitor, f" {code[:3].lower()}-{code[3:]} ")
    names = visitor.open(typed.location)
    response = join(app, visitor, class_id, "Ada")

    assert ("Ada" in names, "Bea" in names) == (True, True)
    assert response.status_code == 303
    page = visitor.open("/classes")
    assert CLASS_NAME in page
    assert "You are <bdi>Ada</bdi> there." in page
    assert stored_rows(app, "SELECT count(*) FROM learner") == [(3,)]


def test_names_show_only_to_a_browser_that_has_sent_the_code(app: Flask, visitor: Visitor) -> None:
    code = code_of(app, make_class(signed_in(app, "Berta"), "Ada"))
    before = everything_stored(app)

    page = visitor.open(f"/join/{code}")

    assert "Ada" not in page
    assert CLASS_NAME not in page
    assert f'value="{code}"' in page
    assert post(visitor, f"/join/{code}", seat_id="1", word="frog").location == "/join"
    assert everything_stored(app) == before


def test_an_address_of_a_wrong_code_looks_like_one_of_a_right_code(
    app: Flask, visitor: Visitor
) -> None:
    code = code_of(app, make_class(signed_in(app, "Berta"), "Ada"))
    other = "222222" if code != "222222" else "333333"
    visitor.open("/join")

    right, wrong = visitor.open(f"/join/{code}"), visitor.open(f"/join/{other}")

    assert right.replace(code, "") == wrong.replace(other, "")


@pytest.mark.trust(row=38)
def test_a_hundred_wrong_codes_from_one_browser_are_stopped_after_twenty(
    app: Flask, visitor: Visitor, tally: Tally
) -> None:
    class_id = make_class(signed_in(app, "Berta"), "Ada")
    form = visitor.form("/join", "/join")

    responses = [visitor.send(form, code=f"22222{n % 10}") for n in range(100)]

    statuses = [response.status_code for response in responses]
    tally.note(tried=100, held=100 - abs(statuses.count(422) - 20))
    assert statuses == [422] * 20 + [429] * 80
    assert responses[-1].headers["Retry-After"] == "60"
    assert "Wait a minute" in responses[-1].text
    assert type_code(visitor, code_of(app, class_id)).status_code == 429
    assert type_code(Visitor(app), code_of(app, class_id)).status_code == 303


def test_an_address_has_sixty_wrong_codes_a_minute_and_is_not_stored(app: Flask) -> None:
    statuses = []
    for _ in range(4):
        visitor = Visitor(app)
        form = visitor.form("/join", "/join")
        statuses += [visitor.send(form, code="222222").status_code for _ in range(19)]

    assert statuses == [422] * 60 + [429] * 16
    keys = {row[0] for row in stored_rows(app, "SELECT name_key FROM sign_in_failure")}
    assert len(keys) == 5
    assert not any("127.0.0.1" in key for key in keys)


def test_a_code_that_was_replaced_leads_nowhere(app: Flask, visitor: Visitor) -> None:
    teacher = signed_in(app, "Berta")
    class_id = make_class(teacher, "Ada")
    first = code_of(app, class_id)
    type_code(visitor, first)

    post(teacher, f"/classes/{class_id}/code")

    assert type_code(visitor, first).status_code == 422
    assert "Ada" not in visitor.open(f"/join/{first}")


def test_a_wrong_word_keeps_the_page_and_a_short_one_is_told(app: Flask) -> None:
    class_id = make_class(signed_in(app, "Berta"), "Ada", "Bea")
    joined(app, class_id, "Ada")
    visitor = Visitor(app)

    wrong = join(app, visitor, class_id, "Ada", "toad")
    short = join(app, visitor, class_id, "Bea", "a")
    nobody = post(visitor, f"/join/{code_of(app, class_id)}", seat_id="", word="frog")

    assert (wrong.status_code, short.status_code, nobody.status_code) == (422, 422, 422)
    assert "This is not the word of this name." in wrong.text
    assert f'<option value="{seat_id_of(app, "Ada")}" selected>' in wrong.text
    assert "(taken)" in wrong.text
    assert "toad" not in wrong.text
    assert "Use 3 to 40 characters." in short.text
    assert "Choose your name." in nobody.text


def test_eleven_wrong_words_close_a_name_for_a_while(app: Flask) -> None:
    class_id = make_class(signed_in(app, "Berta"), "Ada")
    joined(app, class_id, "Ada")
    visitor = Visitor(app)

    statuses = [join(app, visitor, class_id, "Ada", "toad").status_code for _ in range(11)]

    assert statuses == [422] * 10 + [429]


def test_a_seat_of_an_account_sends_its_pupil_to_sign_in(app: Flask) -> None:
    class_id = make_class(signed_in(app, "Berta"), "Ada")
    claim(joined(app, class_id, "Ada"), "Ada of the account")
    visitor = Visitor(app)

    response = join(app, visitor, class_id, "Ada")

    assert response.status_code == 409
    assert "This name belongs to an account with a password. Sign in to it." in response.text
    assert "Ada of the account" not in response.text
    assert "(has an account)" in response.text
    sign_in(visitor, "Ada of the account")
    assert CLASS_NAME in visitor.open("/classes")


def test_a_named_account_takes_the_seat_and_is_told_before(app: Flask) -> None:
    class_id = make_class(signed_in(app, "Berta"), "Ada")
    visitor = signed_in(app, "Ada of the account", "learner")
    type_code(visitor, code_of(app, class_id))

    page = visitor.open(f"/join/{code_of(app, class_id)}")
    join(app, visitor, class_id, "Ada")

    assert "You are signed in as <bdi>Ada of the account</bdi>." in page
    assert CLASS_NAME in visitor.open("/classes")
    assert heading(visitor) == "Ada of the account"


def test_signing_in_at_a_shared_device_takes_no_seat_of_another_pupil(app: Flask) -> None:
    class_id = make_class(signed_in(app, "Berta"), "Ada")
    signed_in(app, "Bea", "learner")
    device = joined(app, class_id, "Ada")
    answer_id = answer_something(device)

    sign_in(device, "Bea")

    assert CLASS_NAME not in device.open("/classes")
    ada = joined(app, class_id, "Ada")
    assert CLASS_NAME in ada.open("/classes")
    ada.open(f"/review/answers/{answer_id}")


def test_a_pupil_leaves_a_shared_device_and_comes_back_with_the_word(app: Flask) -> None:
    class_id = make_class(signed_in(app, "Berta"), "Ada")
    device = joined(app, class_id, "Ada")

    device.send(device.form("/classes", "/account/sign-out"))

    assert CLASS_NAME not in device.open("/classes")
    assert join(app, device, class_id, "Ada").status_code == 303
    assert CLASS_NAME in device.open("/classes")


def test_a_pupil_says_that_misses_enter_the_own_review(app: Flask) -> None:
    pupil = joined(app, make_class(signed_in(app, "Berta"), "Ada"), "Ada")
    form = pupil.form("/classes", "/sharing")
    assert "shares" not in form.fields

    pupil.send(form, shares="y")

    assert stored_rows(app, "SELECT shares_misses FROM seat") == [(1,)]
    form = pupil.form("/classes", "/sharing")
    assert form.fields.pop("shares") == "y"
    pupil.send(form)
    assert stored_rows(app, "SELECT shares_misses FROM seat") == [(0,)]


def test_a_pupil_lets_the_teacher_see_the_own_study_and_takes_it_back(app: Flask) -> None:
    pupil = joined(app, make_class(signed_in(app, "Berta"), "Ada"), "Ada")
    form = pupil.form("/classes", "/sharing")
    assert "shares_study" not in form.fields

    pupil.send(form, shares_study="y")

    assert stored_rows(app, "SELECT shares_misses, shares_study FROM seat") == [(0, 1)]
    form = pupil.form("/classes", "/sharing")
    assert form.fields.pop("shares_study") == "y"
    pupil.send(form)
    assert stored_rows(app, "SELECT shares_study FROM seat") == [(0,)]


def test_a_visitor_sees_the_field_of_a_code_alone(visitor: Visitor) -> None:
    page = visitor.open("/classes")

    assert "With it you join the class." in page
    assert "Make a class" not in page
    visitor.form("/classes", "/join")


def test_three_hundred_names_are_picked_from(app: Flask, visitor: Visitor) -> None:
    teacher = signed_in(app, "Berta")
    class_id = make_class(teacher)
    text = "\n".join(f"Pupil {n}" for n in range(300))
    post(teacher, f"/classes/{class_id}/roster/import", text=text, separator="", act="all")

    page = visitor.open(type_code(visitor, code_of(app, class_id)).location)

    assert page.count("<option") == 301


def test_the_code_of_a_live_quiz_leads_to_it(app: Flask, visitor: Visitor) -> None:
    game = start_game(app)

    response = type_code(visitor, game.code)

    assert response.location == f"/play/{game.code}"
