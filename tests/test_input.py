"""Whatever is sent, the answer is a page and never an error of the program."""

import re
from io import BytesIO
from operator import eq
from uuid import uuid4

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from studyapp.accounts.access import COOKIE, ZONE_COOKIE
from studyapp.bank.queries import catalogue
from studyapp.review.checks.run import questions_of_run
from studyapp.web import LOOK_COOKIE
from tests.accounts.people import answer_something
from tests.every_page import MODULE, csrf_token, post, safe_addresses, unsafe_addresses
from tests.note_pages import write_note
from tests.stored import everything_stored
from tests.trusted import Tally
from tests.visitor import Visitor
from tests.walls.form_fields import ALL_FIELDS

MEGABYTE = 1024 * 1024
URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=line"
STRANGE = [
    pytest.param("a\x00b", id="null"),
    pytest.param("9" * 30, id="huge number"),
    pytest.param("-" + "9" * 30, id="huge negative number"),
    pytest.param("9" * 5000, id="number of 5000 digits"),
    pytest.param("9223372036854775808", id="2 to the 63rd"),
    pytest.param("1e999", id="infinite"),
    pytest.param("NaN", id="not a number"),
    pytest.param("٣", id="Arabic digit"),
    pytest.param("😀" * 50, id="emoji"),
    pytest.param("\u202e\u2066\u05de\u05d9\u05dd\u2069", id="right to left"),
    pytest.param("\ufeff\u200b\u00ad", id="invisible"),
    pytest.param("a\r\nb: c", id="line break"),
    pytest.param("' OR 1=1; DROP TABLE learner; --", id="SQL"),
    pytest.param("{{ 7 * 7 }}<script>alert(1)</script>", id="markup"),
    pytest.param("../../etc/passwd", id="path"),
    pytest.param("x" * 20_000, id="long"),
    pytest.param("", id="empty"),
]
READ_BESIDE = ("choice", "blank-0", "blank-1", "text", "place-0", "right-0", "paragraph")
"""The parts of an answer, which no form class names."""
FIELDS = (*sorted(ALL_FIELDS), *READ_BESIDE)


@pytest.mark.trust(row=43)
@pytest.mark.parametrize("value", STRANGE)
def test_strange_text_in_every_field_of_every_form_breaks_nothing(
    app: Flask, visitor: Visitor, value: str, tally: Tally
) -> None:
    answer_id = answer_something(visitor)
    sent = dict.fromkeys(FIELDS, value) | {"csrf_token": csrf_token(visitor)}

    statuses = {
        address: visitor.client.post(address, data=sent).status_code
        for address in unsafe_addresses(app, answer_id=answer_id)
    }

    tally.note(tried=len(statuses), held=sum(status < 500 for status in statuses.values()))
    assert {a: status for a, status in statuses.items() if status >= 500} == {}


@pytest.mark.trust(row=43)
@pytest.mark.parametrize("value", STRANGE)
def test_a_strange_answer_to_a_question_of_any_kind_breaks_nothing(
    app: Flask, visitor: Visitor, value: str, tally: Tally
) -> None:
    with app.app_context():
        asked = {stored.question.kind: stored for stored in catalogue().questions.values()}
    token, statuses = csrf_token(visitor), {}
    for kind, stored in asked.items():
        run = f"/check/{stored.module}/{_run_with(app, stored.module, stored.id)}"
        fields = dict.fromkeys([*READ_BESIDE, "ms"], value) | {"csrf_token": token}
        fields |= {"answer_id": str(uuid4()), "version": str(stored.version_id)}
        response = visitor.client.post(f"{run}/{stored.id}", data=fields)
        statuses[kind] = response.status_code

    tally.note(tried=len(statuses))
    assert len(statuses) == 8
    assert {
        kind: status for kind, status in statuses.items() if status not in {200, 303, 422}
    } == {}


@pytest.mark.trust(row=43)
def test_whatever_a_note_says_comes_back_as_it_was_written(visitor: Visitor, tally: Tally) -> None:
    signs = [chr(n) for n in range(33, 0x3000) if chr(n).isprintable()]
    texts = [str(value.values[0]).replace("\x00", "").strip() for value in STRANGE]
    texts = [t for t in texts if t and len(t) < 2000 and "\r" not in t]
    texts += ["".join(signs[n : n + 1000]) for n in range(0, len(signs), 1000)]

    for text in texts:
        write_note(visitor, note_uuid=str(uuid4()), body=text)
    told = visitor.client.get("/api/v1/me/data").get_json()["tables"]["note"]

    kept = [note["body"] for note in told]
    tally.note(tried=len(texts), held=sum(map(eq, kept, texts)))
    assert kept == texts


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("version", "9" * 30, id="version"),
        pytest.param("version", "-1", id="negative version"),
        pytest.param("answer_id", "A" * 36, id="answer id"),
        pytest.param("answer_id", str(uuid4()).upper(), id="answer id in capitals"),
    ],
)
def test_an_answer_with_strange_particulars_is_not_recorded(
    app: Flask, visitor: Visitor, field: str, value: str
) -> None:
    answer_something(visitor)
    form = visitor.form(visitor.address_after(f"/check/{MODULE}/start"), "/check/")
    before = everything_stored(app)

    response = visitor.send(form, **{field: value, "act": "unsure"})

    assert response.status_code in {404, 422}
    assert everything_stored(app) == before


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("9" * 30, id="30 digits"),
        pytest.param("9" * 5000, id="5000 digits"),
        pytest.param("9223372036854775808", id="2 to the 63rd"),
        pytest.param("0", id="zero"),
    ],
)
@pytest.mark.parametrize(
    "address",
    [
        pytest.param("/review/{}", id="review"),
        pytest.param("/check/woods-2003/general-secretary/{run}/{}", id="check"),
    ],
)
def test_a_question_with_a_strange_number_is_not_there(
    visitor: Visitor, address: str, number: str
) -> None:
    fields = {"answer_id": str(uuid4()), "version": "1"}

    response = post(visitor, address.format(number, run=uuid4()), **fields)

    assert response.status_code == 404


@pytest.mark.parametrize(
    "query",
    ["question=" + "9" * 30, "question=-1", "question=x", "question=%00", "question=1&question=2"],
)
def test_a_strange_query_breaks_nothing(visitor: Visitor, query: str) -> None:
    answer_something(visitor)

    assert visitor.client.get(f"/review?{query}").status_code == 200


@pytest.mark.trust(row=43)
@pytest.mark.parametrize(
    "cookie",
    [
        pytest.param("x" * 100_000, id="huge"),
        pytest.param("\xff\xfe", id="not UTF-8"),
        pytest.param('"\\000\\377"', id="escapes"),
        pytest.param("a=b; c", id="more of them"),
    ],
)
def test_strange_cookies_break_no_page(app: Flask, cookie: str, tally: Tally) -> None:
    client = app.test_client(use_cookies=False)
    names = (COOKIE, ZONE_COOKIE, LOOK_COOKIE, "studyapp_form")
    headers = {"Cookie": "; ".join(f"{name}={cookie}" for name in names)}

    statuses = {
        address: client.get(address, headers=headers).status_code for address in safe_addresses(app)
    }

    tally.note(tried=len(statuses), held=sum(status < 500 for status in statuses.values()))
    assert {a: status for a, status in statuses.items() if status >= 500} == {}


@pytest.mark.parametrize(
    "address", [pytest.param("/account/claim", id="form"), pytest.param("/review/1", id="answer")]
)
def test_fifty_megabytes_are_refused_before_they_are_read(
    app: Flask, visitor: Visitor, address: str
) -> None:
    token = csrf_token(visitor)
    before = everything_stored(app)

    response = visitor.client.post(
        address,
        input_stream=BytesIO(b"csrf_token=" + token.encode()),
        content_type=URLENCODED,
        environ_overrides={"CONTENT_LENGTH": str(50 * MEGABYTE)},
    )

    assert_is_too_large(response)
    assert everything_stored(app) == before


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        pytest.param(b"name=" + b"x" * 2 * MEGABYTE, URLENCODED, id="two megabytes"),
        pytest.param(
            b"".join(
                b'--line\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
                for _ in range(201)
            )
            + b"--line--\r\n",
            MULTIPART,
            id="201 parts",
        ),
        pytest.param(
            b'--line\r\nContent-Disposition: form-data; name="a"\r\n\r\n'
            + b"x" * 300 * 1024
            + b"\r\n--line--\r\n",
            MULTIPART,
            id="a field of 300 kB",
        ),
    ],
)
def test_more_than_a_form_can_hold_is_refused(
    visitor: Visitor, body: bytes, content_type: str
) -> None:
    response = visitor.client.post("/account/claim", data=body, content_type=content_type)

    assert_is_too_large(response)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        pytest.param(b"--line\r\nnonsense", MULTIPART, id="broken parts"),
        pytest.param(b"x", "multipart/form-data", id="no boundary"),
        pytest.param(b"\xff\xfe=%ff%fe&=&==&%", URLENCODED, id="not UTF-8"),
        pytest.param(b"{", "application/json", id="JSON"),
        pytest.param(b"x", "a/b; charset=nonsense", id="unknown kind"),
    ],
)
def test_a_body_that_is_no_form_is_refused(
    visitor: Visitor, body: bytes, content_type: str
) -> None:
    response = visitor.client.post("/account/claim", data=body, content_type=content_type)

    assert response.status_code == 400


def test_text_of_bytes_that_are_no_letters_breaks_nothing(visitor: Visitor) -> None:
    body = f"csrf_token={csrf_token(visitor)}&name=%ED%A0%80%FF&password=%ED%A0%80%FF%00"

    response = visitor.client.post("/account/sign-in", data=body, content_type=URLENCODED)

    assert response.status_code == 422


def assert_is_too_large(response: TestResponse) -> None:
    assert response.status_code == 413
    assert re.search(
        r'class="standfirst">What was sent is larger than this server takes\.</p>', response.text
    )
    assert "<h1>" in response.text


def _run_with(app: Flask, module: str, question_id: int) -> str:
    """Return the id of a check of a module that a new learner is asked this question in."""
    with app.app_context():
        asked = catalogue().questions_in(module)
    return next(
        run
        for run in (str(uuid4()) for _ in range(1000))
        if question_id in questions_of_run(asked, set(), run, size=5)
    )
