"""What admins do with accounts: find them, give and take roles, erase them."""

import pytest
from flask import Flask

from studyapp.accounts.admin.role_operations import give_role
from studyapp.accounts.models import SecondFactorRow
from studyapp.database import write_transaction
from studyapp.errors import ConflictError, NotFoundError
from tests.accounts.audited import acts, entries, id_of, roles
from tests.accounts.people import answer_something, claim, heading
from tests.classroom.class_pages import make_class, signed_in
from tests.conftest import NOON
from tests.every_page import post
from tests.statements import statements
from tests.stored import change_stored, stored_rows
from tests.visitor import Visitor


def test_people_are_listed_by_name_with_role_and_second_factor(app: Flask, admin: Visitor) -> None:
    answer_something(Visitor(app))
    signed_in(app, "Berta")
    with app.app_context(), write_transaction() as session:
        row = {"salt": "a", "created_at": NOON, "confirmed_at": NOON}
        session.add(SecondFactorRow(learner_id=id_of(app, "Berta"), **row))

    page = admin.open("/admin/people")
    own_page = admin.open(f"/admin/people/{id_of(app, 'Berta')}")

    assert "2 accounts" in page
    assert "user reset-second-factor Berta" in own_page
    assert page.index("Berta") < page.index("Teacher with two-step sign-in. Last seen")
    assert page.count("two-step sign-in") == 1
    assert "Admin. Last seen" in page


@pytest.mark.parametrize(
    ("part", "found"), [("ERT", ["Berta"]), ("%", []), ("", ["Berta", "the admin"]), ("zz", [])]
)
def test_people_are_found_by_a_part_of_the_name(
    app: Flask, admin: Visitor, part: str, found: list[str]
) -> None:
    signed_in(app, "Berta")

    main = admin.open(f"/admin/people?q={part}").partition("<main")[2].partition("<footer")[0]

    assert [name for name in ("Berta", "the admin") if f"<bdi>{name}</bdi>" in main] == found


@pytest.mark.sqlite("statements are counted there")
def test_a_long_list_is_paged_and_takes_no_more_statements(app: Flask, admin: Visitor) -> None:
    counts = []
    for first in (0, 30):
        for n in range(first, first + 30):
            change_stored(
                app,
                "INSERT INTO learner (name, name_key, password_hash, role, zone, created_at)"
                " VALUES (:name, :name, 'x', 'learner', 'UTC', '2026-03-05 12:00:00')",
                name=f"person {n:02}",
            )
        with app.app_context(), statements() as asked:
            page = admin.open("/admin/people")
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert ("person 49" in page, "person 50" in page) == (True, False)
    assert "Page 1 of 2" in page
    assert "person 50" in admin.open("/admin/people?page=2")
    assert "person 50" in admin.open("/admin/people?page=3")


def test_a_teacher_is_made_and_keeps_the_sessions(app: Flask, admin: Visitor) -> None:
    learner = signed_in(app, "Eva", "learner")
    number = id_of(app, "Eva")

    response = admin.send(admin.form(f"/admin/people/{number}", "/role/teacher"))

    assert response.status_code == 303
    assert roles(app)["Eva"] == "teacher"
    assert heading(learner) == "Eva"
    assert entries(app) == [("admin.give_role", f"learner_id={number} role=teacher", None)]


@pytest.mark.parametrize(("before", "after"), [("teacher", "learner"), ("admin", "teacher")])
def test_who_may_do_less_than_before_is_signed_out(
    app: Flask, admin: Visitor, before: str, after: str
) -> None:
    person = signed_in(app, "Eva", before)

    post(admin, f"/admin/people/{id_of(app, 'Eva')}/role/{after}")

    assert roles(app)["Eva"] == after
    assert heading(person) == "Guest"


def test_nobody_changes_their_own_role(app: Flask, admin: Visitor) -> None:
    number = id_of(app, "the admin")

    response = post(admin, f"/admin/people/{number}/role/learner")

    assert response.status_code == 409
    assert "Nobody changes their own role" in response.text
    assert "/role/" not in admin.open(f"/admin/people/{number}")
    assert roles(app) == {"the admin": "admin"}


def test_the_last_admin_stays(app: Flask, admin: Visitor) -> None:
    number = id_of(app, "the admin")

    with app.app_context(), pytest.raises(ConflictError, match="This is the last admin"):
        give_role(number, "teacher")

    assert roles(app) == {"the admin": "admin"}


@pytest.mark.parametrize("address", ["/admin/people/{guest}", "/admin/people/9999"])
def test_who_has_no_name_is_no_account(app: Flask, admin: Visitor, address: str) -> None:
    answer_something(Visitor(app))
    guest = stored_rows(app, "SELECT id FROM learner WHERE name IS NULL")[0][0]
    page = address.format(guest=guest)

    admin.open(page, status=404)

    assert post(admin, f"{page}/role/teacher").status_code == 404
    assert post(admin, f"{page}/erase", sure="y").status_code == 404
    with app.app_context(), pytest.raises(NotFoundError):
        give_role(guest, "teacher")


@pytest.mark.parametrize("role", ["owner", "Teacher", ""])
def test_a_role_that_is_none_has_no_address(app: Flask, admin: Visitor, role: str) -> None:
    assert post(admin, f"/admin/people/1/role/{role}").status_code == 404


def test_the_page_of_an_account_names_the_command_for_a_lost_password(
    app: Flask, admin: Visitor
) -> None:
    claim(Visitor(app), "Eva O'Neil")

    page = admin.open(f"/admin/people/{id_of(app, 'Eva O' + chr(39) + 'Neil')}")

    assert "user reset-password &#39;Eva O&#39;&#34;&#39;&#34;&#39;Neil&#39;" in page


def test_an_account_is_erased_when_that_is_meant(app: Flask, admin: Visitor) -> None:
    claim(Visitor(app), "Eva")
    address = f"/admin/people/{id_of(app, 'Eva')}/erase"

    refused = post(admin, address)
    done = post(admin, address, sure="y")

    assert (refused.status_code, done.status_code) == (422, 303)
    assert "Tick the box" in refused.text
    assert roles(app) == {"the admin": "admin"}
    assert acts(app) == ["admin.erase"]


def test_an_account_that_others_need_is_not_erased(app: Flask, admin: Visitor) -> None:
    make_class(signed_in(app, "Berta"))

    response = post(admin, f"/admin/people/{id_of(app, 'Berta')}/erase", sure="y")

    assert response.status_code == 409
    assert "Delete its classes first" in response.text
    assert roles(app)["Berta"] == "teacher"


def test_an_admin_is_not_erased_by_their_own_hand_here(app: Flask, admin: Visitor) -> None:
    number = id_of(app, "the admin")

    response = post(admin, f"/admin/people/{number}/erase", sure="y")

    assert response.status_code == 409
    assert "on the page of your data" in response.text
    assert roles(app) == {"the admin": "admin"}
