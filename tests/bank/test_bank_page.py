"""What a teacher sees of the question bank, and nobody else."""

import pytest
from flask import Flask

from studyapp.accounts.operations import add_account
from tests.accounts.people import PASSWORD, claim, sign_in
from tests.bank.folders import Folders
from tests.conftest import NOON, MakeApp
from tests.visitor import Visitor

PAGE = "/teach/questions"


@pytest.fixture
def small(make_app: MakeApp, folders: Folders) -> Flask:
    return make_app(SEEDS=str(folders.seeds), QUESTION_BANK=str(folders.bank))


@pytest.fixture
def teacher(small: Flask) -> Visitor:
    with small.app_context():
        add_account("Berta", PASSWORD, "teacher", now=NOON)
    sign_in(visitor := Visitor(small), "Berta")
    return visitor


def test_a_teacher_sees_what_is_asked_and_what_is_not(teacher: Visitor) -> None:
    page = teacher.open(PAGE)

    assert "Nothing to mend" in page
    assert "<dt>of 6 passages asked about</dt><dd>3</dd>" in page
    assert (
        '<a href="/read/oak-1950/fire#p8">8</a>, <a href="/read/oak-1950/fire#p10">10</a>' in page
    )
    assert '<th scope="row">find the paragraph</th><td class="n">1</td>' in page


def test_a_teacher_sees_the_files_as_they_are_now(teacher: Visitor, folders: Folders) -> None:
    teacher.open(PAGE)
    folders.break_rule()

    page = teacher.open(PAGE)

    assert "1 remark" in page
    assert "question_bank/oak-1950/mill.yaml:" in page
    assert "<dt>questions</dt><dd>1</dd>" in page


def test_the_page_is_linked_for_teachers_alone(small: Flask, teacher: Visitor) -> None:
    assert f'href="{PAGE}"' in teacher.open("/")
    assert PAGE not in Visitor(small).open("/")


@pytest.mark.parametrize("named", [False, True], ids=["a guest", "a learner"])
def test_nobody_else_sees_the_page(small: Flask, named: bool) -> None:
    visitor = Visitor(small)
    if named:
        claim(visitor)

    response = visitor.client.get(PAGE)

    assert response.status_code == 403
    assert "This page is for teachers." in response.text
    assert ("Sign in with another account" in response.text) is named
    assert "oak-1950" not in response.text
