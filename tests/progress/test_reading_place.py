import pytest
from flask import Flask
from sqlalchemy import text

from studyapp.bank.queries import catalogue
from studyapp.database import write_transaction
from tests.every_page import csrf_token, post
from tests.review.page_text import attribute, parsed, words, words_of
from tests.stored import change_stored, stored_rows
from tests.visitor import Visitor

MODULE = "/read/woods-2003/general-secretary"
NEXT = "/read/woods-2003/lenin-versus-stalin"
PLACE = f"{MODULE}/place"
MIDDLE = "65"


@pytest.fixture
def last(app: Flask) -> str:
    """Return the number of the last paragraph of the module."""
    with app.app_context():
        _, module = catalogue().modules["woods-2003/general-secretary"]
    return str(module.paragraphs[-1].number)


def readings(app: Flask) -> list[tuple[str, int, bool]]:
    rows = stored_rows(app, "SELECT module_key, place, finished_at FROM reading ORDER BY 1")
    return [(row[0], row[1], row[2] is not None) for row in rows]


def links(page: str) -> dict[str, str]:
    """Return where each link of a page leads to, by its words."""
    return {words(link): attribute(link, "href") for link in parsed(page).query("main a")}


def test_a_place_is_kept_and_offered_again(app: Flask, visitor: Visitor) -> None:
    assert "Continue at paragraph" not in words_of(visitor.open(MODULE))

    response = post(visitor, PLACE, number=MIDDLE)

    assert (response.status_code, response.data) == (204, b"")
    assert links(visitor.open(MODULE))["Continue at paragraph 65"] == "#p65"
    assert readings(app) == [("general-secretary", 65, False)]


def test_a_started_module_is_offered_on_the_pages_above_it(visitor: Visitor) -> None:
    post(visitor, PLACE, number=MIDDLE)

    assert links(visitor.open("/read/woods-2003/"))["Continue reading"] == f"{MODULE}#p65"
    assert links(visitor.open("/"))["Continue reading"] == f"{MODULE}#p65"
    assert "Started" in words_of(visitor.open("/read/woods-2003/"))


def test_a_module_that_has_gone_is_not_offered_again(app: Flask, visitor: Visitor) -> None:
    post(visitor, PLACE, number=MIDDLE)
    with app.app_context(), write_transaction() as session:
        session.execute(text("UPDATE reading SET module_key = 'gone'"))

    assert "Continue reading" not in links(visitor.open("/read/woods-2003/"))


def test_the_place_moves_with_the_reader(app: Flask, visitor: Visitor) -> None:
    for number in ("61", "71", "63"):
        post(visitor, PLACE, number=number)

    assert readings(app) == [("general-secretary", 63, False)]


def test_the_module_opened_last_is_the_one_to_go_on_with(visitor: Visitor, app: Flask) -> None:
    with app.app_context():
        _, module = catalogue().modules["woods-2003/lenin-versus-stalin"]
    first = str(module.paragraphs[0].number)
    post(visitor, PLACE, number=MIDDLE)
    post(visitor, f"{NEXT}/place", number=first)
    assert links(visitor.open("/"))["Continue reading"] == f"{NEXT}#p{first}"

    post(visitor, PLACE, number=MIDDLE)

    assert links(visitor.open("/"))["Continue reading"] == f"{MODULE}#p65"


def test_the_last_paragraph_finishes_a_module(app: Flask, visitor: Visitor, last: str) -> None:
    post(visitor, PLACE, number=last)

    assert readings(app) == [("general-secretary", int(last), True)]
    assert "1 of 34 modules read" in words_of(visitor.open("/read/"))


def test_a_finished_module_stays_finished_when_it_is_read_again(
    app: Flask, visitor: Visitor, last: str
) -> None:
    post(visitor, PLACE, number=last)
    finished_at = stored_rows(app, "SELECT finished_at FROM reading")

    post(visitor, PLACE, number=MIDDLE)
    post(visitor, PLACE, number=last)

    assert stored_rows(app, "SELECT finished_at FROM reading") == finished_at


def test_a_place_is_taken_from_script_with_the_token_in_a_header(
    app: Flask, visitor: Visitor
) -> None:
    headers = {"X-CSRFToken": csrf_token(visitor)}

    response = visitor.client.post(PLACE, data={"number": MIDDLE}, headers=headers)

    assert response.status_code == 204
    assert readings(app) == [("general-secretary", 65, False)]


def test_a_place_belongs_to_its_reader(visitor: Visitor, app: Flask) -> None:
    post(visitor, PLACE, number=MIDDLE)

    assert "Continue at paragraph" not in words_of(Visitor(app).open(MODULE))


def measured(app: Flask) -> list[tuple[int, float]]:
    """Return the words and seconds that count as read of each module."""
    rows = stored_rows(app, "SELECT words, seconds FROM reading ORDER BY module_key")
    return [(row[0], row[1]) for row in rows]


def test_a_step_from_place_to_place_measures_the_pace(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        _, module = catalogue().modules["woods-2003/general-secretary"]
    words = sum(paragraph.words for paragraph in module.paragraphs[:2])
    seconds = words // 4
    post(visitor, PLACE, number="61")

    post(visitor, PLACE, number="65", since="61", seconds=str(seconds))

    assert measured(app) == [(words, seconds)]
    assert readings(app) == [("general-secretary", 65, False)]


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({}, id="nothing said"),
        pytest.param({"since": "61"}, id="no time"),
        pytest.param({"since": "61", "seconds": "1"}, id="a jump"),
        pytest.param({"since": "61", "seconds": "3600"}, id="an hour"),
        pytest.param({"since": "62", "seconds": "60"}, id="from no paragraph"),
        pytest.param({"since": "", "seconds": "60"}, id="from nowhere"),
        pytest.param({"since": "5", "seconds": "60"}, id="from another module"),
        pytest.param({"since": "71", "seconds": "60"}, id="from further on"),
    ],
)
def test_what_is_no_reading_keeps_the_place_and_measures_nothing(
    app: Flask, visitor: Visitor, fields: dict[str, str]
) -> None:
    post(visitor, PLACE, number="61")

    assert post(visitor, PLACE, number="65", **fields).status_code == 204

    assert measured(app) == [(0, 0.0)]
    assert readings(app) == [("general-secretary", 65, False)]


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"seconds": "-1"}, id="less than no time"),
        pytest.param({"seconds": "3601"}, id="more than an hour"),
        pytest.param({"seconds": "nan"}, id="no number"),
        pytest.param({"seconds": "9" * 40}, id="an age"),
        pytest.param({"since": "0"}, id="paragraph nought"),
        pytest.param({"since": "sixty"}, id="a word"),
    ],
)
def test_a_step_that_cannot_be_is_refused(
    app: Flask, visitor: Visitor, fields: dict[str, str]
) -> None:
    assert post(visitor, PLACE, number=MIDDLE, **fields).status_code == 422
    assert readings(app) == []


def left(page: str) -> str:
    """Return what the bar says of the time that is left."""
    return words(parsed(page).query("[data-left]")[0])


def test_what_is_left_is_said_from_the_place_at_the_readers_own_pace(
    app: Flask, visitor: Visitor, last: str
) -> None:
    assert left(visitor.open(MODULE)) == "about 3 minutes left"
    assert "minutes left" not in words_of(visitor.open("/read/woods-2003/"))

    post(visitor, PLACE, number=MIDDLE)

    for address in (MODULE, "/read/woods-2003/", "/"):
        assert "about 2 minutes left" in words_of(visitor.open(address))
    assert left(visitor.open(MODULE)) == "about 2 minutes left"
    change_stored(app, "UPDATE reading SET words = 600000, seconds = 60 * 1000")
    for address in (MODULE, "/read/woods-2003/", "/"):
        assert "under a minute left" in words_of(visitor.open(address))

    post(visitor, PLACE, number=last)

    assert "left" not in words_of(visitor.open("/read/woods-2003/"))
    assert left(visitor.open(MODULE)) == "under a minute left"


def test_the_minutes_of_every_list_are_those_of_the_reader(app: Flask, visitor: Visitor) -> None:
    post(visitor, PLACE, number=MIDDLE)
    change_stored(app, "UPDATE reading SET words = 90000, seconds = 60 * 1000")

    page = words_of(visitor.open("/read/woods-2003/lenin-versus-stalin"))

    with app.app_context():
        _, module = catalogue().modules["woods-2003/lenin-versus-stalin"]
    pace = (90000 + 1800) / (1000 + 10)
    assert f"{-(-module.words // pace):.0f} min" in page
    assert f"{module.minutes} min" not in page


@pytest.mark.parametrize(
    ("number", "status"),
    [
        pytest.param("62", 404, id="an empty line of the text"),
        pytest.param("5", 404, id="a paragraph of another module"),
        pytest.param("0", 422, id="nought"),
        pytest.param("-65", 422, id="less than nought"),
        pytest.param("9" * 40, 422, id="a great number"),
        pytest.param("", 422, id="none"),
        pytest.param("sixty", 422, id="a word"),
        pytest.param("65.5", 422, id="a fraction"),
    ],
)
def test_a_place_that_is_not_in_the_module_is_refused(
    app: Flask, visitor: Visitor, number: str, status: int
) -> None:
    response = post(visitor, PLACE, number=number)

    assert response.status_code == status
    assert readings(app) == []


def test_there_is_no_place_in_a_module_that_is_not_there(app: Flask, visitor: Visitor) -> None:
    response = post(visitor, "/read/woods-2003/no-such-module/place", number=MIDDLE)

    assert response.status_code == 404
    assert readings(app) == []


def test_a_place_without_the_token_of_the_page_is_refused(app: Flask, visitor: Visitor) -> None:
    visitor.open(MODULE)

    response = visitor.client.post(PLACE, data={"number": MIDDLE})

    assert response.status_code == 400
    assert readings(app) == []
