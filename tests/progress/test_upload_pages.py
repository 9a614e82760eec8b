"""The page that takes data in: what it asks before, whom it lets, and the command beside it."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from studyapp.bank.models import QuestionRow, QuestionVersionRow
from studyapp.bank.question import content_hash
from studyapp.cli import main
from studyapp.review.models import ReviewLogRow
from tests.accounts.people import PASSWORD, answer_something, claim, sign_in
from tests.conftest import MakeApp
from tests.every_page import csrf_token
from tests.stored import change_stored, everything_stored, stored_rows
from tests.visitor import Visitor

ADDRESS = "/account/data/upload"
COUNT = select(func.count()).select_from(ReviewLogRow)


def downloaded(visitor: Visitor) -> bytes:
    return bytes(visitor.client.get("/account/data/my-data.zip").data)


def document_in(archive: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        document: dict[str, Any] = json.loads(packed.read("my-data.json"))
    return document


def upload(visitor: Visitor, content: bytes, **fields: str) -> TestResponse:
    data = {"csrf_token": csrf_token(visitor), "file": (io.BytesIO(content), "my-data.zip")}
    return visitor.client.post(ADDRESS, data=data | fields)


@pytest.fixture
def elsewhere(app: Flask) -> bytes:
    """Return the archive of a learner of another server, who has answered twice."""
    visitor = Visitor(app)
    answer_something(visitor)
    answer_something(visitor)
    return downloaded(visitor)


@pytest.fixture
def server(make_app: MakeApp) -> Flask:
    """Return another server than the one of the archive."""
    return make_app()


def test_a_visitor_goes_on_where_they_were_elsewhere(elsewhere: bytes, server: Flask) -> None:
    visitor = Visitor(server)
    assert ADDRESS in visitor.open("/account/data")

    response = upload(visitor, elsewhere)

    assert (response.status_code, response.location) == (303, "/account/data")
    assert "2 answers and undos" in visitor.open("/account/data")
    assert document_in(downloaded(visitor))["versions"] == document_in(elsewhere)["versions"]
    assert upload(visitor, elsewhere).status_code == 303
    assert "nothing changed" in visitor.open("/account/data")
    assert stored_rows(server, COUNT) == [(2,)]


def test_the_json_alone_will_do(elsewhere: bytes, server: Flask) -> None:
    response = upload(Visitor(server), json.dumps(document_in(elsewhere)).encode())

    assert response.status_code == 303
    assert stored_rows(server, COUNT) == [(2,)]


def test_a_file_of_the_first_format_is_still_taken(elsewhere: bytes, server: Flask) -> None:
    document = document_in(elsewhere) | {"format": "studyapp-learner/1"}
    del document["versions"]
    for table in ("reading_stretch", "day_tally"):
        del document["tables"][table]

    response = upload(Visitor(server), json.dumps(document).encode())

    assert response.status_code == 303
    assert stored_rows(server, COUNT) == [(2,)]


def test_name_role_and_devices_stay_where_they_are(app: Flask, server: Flask) -> None:
    teacher = Visitor(app)
    claim(teacher, "Ada")
    change_stored(app, "UPDATE learner SET role = 'admin'")
    answer_something(teacher)
    visitor = Visitor(server)

    upload(visitor, downloaded(teacher))

    assert stored_rows(server, "SELECT name, role FROM learner") == [(None, "learner")]
    assert len(everything_stored(server)["session"]) == 1


def test_a_refused_file_leaves_no_trace_of_a_visitor(server: Flask) -> None:
    before = everything_stored(server)

    response = upload(Visitor(server), b"a letter")

    assert response.status_code == 422
    assert "it holds no JSON" in response.text
    assert everything_stored(server) == before


def test_a_form_without_a_file_says_so(visitor: Visitor) -> None:
    response = visitor.client.post(ADDRESS, data={"csrf_token": csrf_token(visitor)})

    assert response.status_code == 422
    assert "Choose the file first." in response.text


def test_a_form_from_elsewhere_takes_nothing_in(elsewhere: bytes, server: Flask) -> None:
    before = everything_stored(server)
    data = {"csrf_token": "forged", "file": (io.BytesIO(elsewhere), "my-data.zip")}

    response = Visitor(server).client.post(ADDRESS, data=data)

    assert response.status_code in {400, 422}
    assert everything_stored(server) == before


def test_more_than_the_page_takes_is_refused(visitor: Visitor) -> None:
    body, kind = b" " * (33 * 1024 * 1024), "multipart/form-data; boundary=edge"

    assert visitor.client.post(ADDRESS, data=body, content_type=kind).status_code == 413


def test_what_one_learner_takes_in_is_not_seen_by_another(elsewhere: bytes, server: Flask) -> None:
    upload(Visitor(server), elsewhere)
    stranger = Visitor(server)
    answer_something(stranger)

    assert len(document_in(downloaded(stranger))["tables"]["review_log"]) == 1


def without_a_question(server: Flask, elsewhere: bytes) -> str:
    """Let the server not know the question of the first answer; return its key."""
    key = str(document_in(elsewhere)["tables"]["review_log"][0]["question_key"])
    change_stored(server, "UPDATE question SET key = 'another' WHERE key = :key", key=key)
    return key


def test_unknown_questions_are_named_and_left_out_only_when_agreed(
    elsewhere: bytes, server: Flask
) -> None:
    key = without_a_question(server, elsewhere)
    visitor, before = Visitor(server), everything_stored(server)

    asked = upload(visitor, elsewhere)

    assert asked.status_code == 200
    assert "Nothing is taken in yet. 1 row of the file" in asked.text
    assert f"<bdi>{key}</bdi>: 1 row" in asked.text
    assert everything_stored(server) == before
    digest = asked.text.partition('name="without" value="')[2].partition('"')[0]
    assert upload(visitor, elsewhere, without="another file").status_code == 200
    assert everything_stored(server) == before
    assert upload(visitor, elsewhere, without=digest).status_code == 303
    assert stored_rows(server, COUNT) == [(1,)]


def reworded(server: Flask, elsewhere: bytes) -> dict[str, Any]:
    """Let the server not know the wording that the first answer was given to."""
    document = document_in(elsewhere)
    row = document["tables"]["review_log"][0]
    change_stored(
        server,
        "UPDATE question_version SET content_hash = 'another' WHERE content_hash = :digest",
        digest=row["version_content_hash"],
    )
    return document


def test_a_wording_that_is_not_stored_here_travels_along(elsewhere: bytes, server: Flask) -> None:
    document = reworded(server, elsewhere)

    response = upload(Visitor(server), elsewhere)

    assert response.status_code == 303
    wanted = document["versions"][0]
    found = select(QuestionVersionRow.content).where(
        QuestionVersionRow.content_hash == wanted["content_hash"]
    )
    assert stored_rows(server, found) == [(wanted["content"],)]


def test_a_wording_that_is_nowhere_to_be_found_is_asked_about(
    elsewhere: bytes, server: Flask
) -> None:
    document = reworded(server, elsewhere) | {"versions": []}

    response = upload(Visitor(server), json.dumps(document).encode())

    assert response.status_code == 200
    assert "not in the\n      words you were asked in" in response.text


@pytest.mark.parametrize("content", ["{}", "no JSON", '{"kind": "single"}'])
@pytest.mark.parametrize("fits", [True, False])
def test_a_forged_wording_is_refused(
    elsewhere: bytes, server: Flask, content: str, *, fits: bool
) -> None:
    document = reworded(server, elsewhere)
    version = document["versions"][0]
    if fits:
        version["content_hash"] = content_hash(content)
    version["content"] = content

    response = upload(Visitor(server), json.dumps(document).encode())

    assert response.status_code == 422
    assert "row 1 of versions has a content that" in response.text


def test_a_wording_under_the_key_of_another_question_is_refused(
    elsewhere: bytes, server: Flask
) -> None:
    document = reworded(server, elsewhere)
    first, second = document["versions"][:2]
    first["question_key"] = second["question_key"]

    response = upload(Visitor(server), json.dumps(document).encode())

    assert "row 1 of versions has a content that does not fit its hash or key" in response.text


def run(server: Flask, *arguments: str) -> tuple[int, str]:
    result = server.test_cli_runner().invoke(main, ["user", "import", *arguments])
    return result.exit_code, result.output


def test_the_command_takes_a_file_into_an_account(
    elsewhere: bytes, server: Flask, tmp_path: Path
) -> None:
    visitor = Visitor(server)
    claim(visitor, "Ada", PASSWORD)
    file = tmp_path / "my-data.zip"
    file.write_bytes(elsewhere)
    key = without_a_question(server, elsewhere)

    refused, why = run(server, "Ada", str(file))
    taken, told = run(server, "Ada", str(file), "--leave-out")

    assert refused == 1
    assert f"nothing was taken in: {key}. To take in the rest, add --leave-out." in why
    assert (taken, told.startswith("1 answers and undos")) == (0, True)
    sign_in(visitor, "Ada", PASSWORD)
    assert len(document_in(downloaded(visitor))["tables"]["review_log"]) == 1


def test_a_question_that_left_the_bank_is_known_all_the_same(
    elsewhere: bytes, server: Flask
) -> None:
    change_stored(server, "UPDATE question SET retired_at = created_at FROM question_version")

    assert upload(Visitor(server), elsewhere).status_code == 303
    assert stored_rows(server, COUNT) == [(2,)]
    retired = select(func.count()).where(QuestionRow.retired_at.is_not(None))
    assert stored_rows(server, retired) != [(0,)]
