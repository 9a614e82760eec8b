"""What a teacher does with classes and rosters, through the pages."""

from io import BytesIO

import pytest
from flask import Flask

from tests.classroom.class_pages import (
    CLASS_NAME,
    ahead,
    code_of,
    joined,
    make_class,
    seat_id_of,
    signed_in,
)
from tests.every_page import post
from tests.stored import stored_rows
from tests.test_html import faults_of
from tests.visitor import Visitor


@pytest.fixture
def teacher(app: Flask) -> Visitor:
    return signed_in(app, "Berta")


def test_a_teacher_makes_a_class_that_can_be_joined(app: Flask, teacher: Visitor) -> None:
    class_id = make_class(teacher)

    page = teacher.open(f"/classes/{class_id}")

    assert code_of(app, class_id) in page
    assert "localhost/join" in page
    assert 'class="qr"><title>QR code of http://localhost/join/' in page
    assert "Its results are erased on" in page
    assert CLASS_NAME in teacher.open("/classes")


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        pytest.param("name", "  ", "Give the class a name.", id="no name"),
        pytest.param("name", "x" * 81, "Use 80 characters at most.", id="long name"),
        pytest.param("name", "a\x07b", "The name holds a sign", id="control sign"),
        pytest.param("zone", "Mars/Olympus", "There is no such time zone.", id="zone"),
        pytest.param("erase_on", "", "Choose the day.", id="no day"),
        pytest.param("erase_on", "soon", "This must be a day", id="no date"),
        pytest.param("erase_on", "2020-01-01", "Choose a day after today", id="past"),
        pytest.param("erase_on", "2999-01-01", "Choose a day after today", id="far"),
    ],
)
def test_a_faulty_class_is_refused_and_what_was_typed_stays(
    app: Flask, teacher: Visitor, field: str, value: str, says: str
) -> None:
    form = teacher.form("/classes/new", "/classes/new")
    typed = {"name": "Form 6", "erase_on": ahead(teacher)} | {field: value}

    response = teacher.send(form, **typed)

    assert response.status_code == 422
    assert says in response.text
    assert stored_rows(app, "SELECT id FROM class") == []


def test_a_class_is_edited(teacher: Visitor) -> None:
    class_id = make_class(teacher)
    form = teacher.form(f"/classes/{class_id}/edit", "/edit")

    teacher.send(form, name="Form 6 عربي 😀", zone="Asia/Tokyo", erase_on=ahead(teacher))

    page = teacher.open(f"/classes/{class_id}")
    assert "Form 6 عربي 😀" in page
    assert "Asia/Tokyo" in page


def test_the_join_code_is_changed_and_taken_away(app: Flask, teacher: Visitor) -> None:
    class_id = make_class(teacher)
    first = code_of(app, class_id)

    post(teacher, f"/classes/{class_id}/code")
    second = code_of(app, class_id)
    post(teacher, f"/classes/{class_id}/code/off")

    assert first != second
    assert code_of(app, class_id) == "None"
    assert "Nobody can join now." in teacher.open(f"/classes/{class_id}")


def test_a_class_is_put_away_and_taken_up_again(app: Flask, teacher: Visitor) -> None:
    class_id = make_class(teacher, "Ada")
    pupil = joined(app, class_id, "Ada")

    post(teacher, f"/classes/{class_id}/put-away")

    assert "put away" in teacher.open("/classes")
    assert CLASS_NAME not in pupil.open("/classes")
    post(teacher, f"/classes/{class_id}/take-up")
    assert CLASS_NAME in pupil.open("/classes")


def test_a_class_is_deleted_after_a_question(app: Flask, teacher: Visitor) -> None:
    class_id = make_class(teacher, "Ada")

    page = teacher.open(f"/classes/{class_id}/delete")
    unsure = teacher.send(teacher.form(f"/classes/{class_id}/delete", "/delete"))
    kept = stored_rows(app, "SELECT name FROM seat")
    teacher.send(teacher.form(f"/classes/{class_id}/delete", "/delete"), sure="y")

    assert unsure.status_code == 422
    assert "Tick the box if the class is to be deleted." in unsure.text
    assert kept == [("Ada",)]
    assert "1 name on its roster" in page
    assert stored_rows(app, "SELECT id FROM seat") == []
    teacher.open(f"/classes/{class_id}", status=404)


def test_a_name_is_added_once(app: Flask, teacher: Visitor) -> None:
    class_id = make_class(teacher, "Ada")

    again = post(teacher, f"/classes/{class_id}/roster", name=" ada ", pupil_code="")
    empty = post(teacher, f"/classes/{class_id}/roster", name="\u200b", pupil_code="")

    assert again.status_code == 409
    assert "is on the roster already" in again.text
    assert empty.status_code == 422
    assert "There is no name. Add one." in empty.text


def test_a_pupil_is_renamed_removed_and_put_back(app: Flask, teacher: Visitor) -> None:
    class_id = make_class(teacher, "Ada", "Bea")
    seat = f"/classes/{class_id}/roster/{seat_id_of(app, 'Ada')}"

    clash = post(teacher, seat, name="Bea", pupil_code="")
    post(teacher, seat, name="Ada L.", pupil_code="7")
    post(teacher, f"{seat}/remove")

    assert clash.status_code == 409
    roster = teacher.open(f"/classes/{class_id}/roster")
    assert "Ada L." in roster.partition("Removed")[2]
    assert post(teacher, f"{seat}/more-time", factor="2", extra_minutes="0").status_code == 409
    post(teacher, f"{seat}/put-back")
    assert "Removed" not in teacher.open(f"/classes/{class_id}/roster")


def test_more_time_is_set_on_the_page_of_a_pupil_and_shown_to_the_teacher_alone(
    app: Flask, teacher: Visitor
) -> None:
    class_id = make_class(teacher, "Ada", "Bea")
    seat = f"/classes/{class_id}/roster/{seat_id_of(app, 'Ada')}"

    response = post(teacher, f"{seat}/more-time", factor="1.5", extra_minutes="10")

    assert response.status_code == 303
    assert "Time ×1.5 and +10 min" in teacher.open(f"/classes/{class_id}/roster")
    bea = joined(app, class_id, "Bea")
    pages = [bea.open("/classes"), bea.open(f"/join/{code_of(app, class_id)}")]
    assert not any("1.5" in page for page in pages)


@pytest.mark.parametrize(
    ("factor", "minutes"),
    [("3", "0"), ("NaN", "0"), ("", "0"), ("1", "241"), ("1", "-1"), ("1", "x")],
)
def test_more_time_has_its_bounds(app: Flask, teacher: Visitor, factor: str, minutes: str) -> None:
    class_id = make_class(teacher, "Ada")
    seat = f"/classes/{class_id}/roster/{seat_id_of(app, 'Ada')}"

    response = post(teacher, f"{seat}/more-time", factor=factor, extra_minutes=minutes)

    assert response.status_code == 422
    assert stored_rows(app, "SELECT * FROM accommodation") == []


def test_a_long_roster_comes_in_parts(app: Flask, teacher: Visitor) -> None:
    class_id = make_class(teacher)
    text = "\n".join(f"Pupil {n:03}" for n in range(301))
    post(teacher, f"/classes/{class_id}/roster/import", text=text, separator="", act="all")

    first = teacher.open(f"/classes/{class_id}/roster")
    second = teacher.open(f"/classes/{class_id}/roster?first=300")
    beyond = teacher.open(f"/classes/{class_id}/roster?first=600")

    assert ("Pupil 299" in first, "Pupil 300" in first) == (True, False)
    assert ("Pupil 299" in second, "Pupil 300" in second) == (False, True)
    assert ("Pupil 299" in beyond, "Pupil 300" in beyond) == (False, True)


def test_a_file_is_shown_first_and_imported_when_told(app: Flask, teacher: Visitor) -> None:
    class_id = make_class(teacher)
    address = f"/classes/{class_id}/roster/import"
    content = "Name;Nr\nZoë;1\n=1+1;2\n".encode("cp1252")
    form = teacher.form(address, "/import")

    shown = teacher.client.post(
        address, data=form.fields | {"file": (BytesIO(content), "a.csv"), "act": "show"}
    )

    assert shown.status_code == 200
    assert "Read as Windows-1252" in shown.text
    assert "Import 2 pupils" in shown.text
    assert stored_rows(app, "SELECT id FROM seat") == []
    text = "Name;Nr\nZoë;1\n=1+1;2\n"
    response = post(teacher, address, text=text, separator="", act="all")
    assert response.status_code == 303
    assert stored_rows(app, "SELECT name, pupil_code FROM seat ORDER BY id") == [
        ("Zoë", "1"),
        ("=1+1", "2"),
    ]


def test_the_preview_says_how_the_columns_were_read(app: Flask, teacher: Visitor) -> None:
    class_id = make_class(teacher)
    address = f"/classes/{class_id}/roster/import"

    titled = "Last name,First name,ID,Class\nMiller,Anna,7,5a\nMiller,Ben,8,5a"
    told = post(teacher, address, text=titled, separator="", act="show").text
    guessed = post(teacher, address, text="Miller, Anna", separator="", act="show").text

    assert "The name is “First name” and “Last name”. The number is “ID”." in told
    assert "Not read: “Class”." in told
    assert "so it was read as part of the name" not in told
    assert "The second column holds no digit, so it was read as part of the name" in guessed
    assert "write a line with titles over the columns" in guessed
    assert faults_of(guessed) == []
    assert stored_rows(app, "SELECT id FROM seat") == []
    post(teacher, address, text=titled, separator="", act="all")
    assert stored_rows(app, "SELECT name, pupil_code FROM seat ORDER BY id") == [
        ("Anna Miller", "7"),
        ("Ben Miller", "8"),
    ]


def test_bad_lines_block_an_import_until_only_the_good_are_wanted(
    app: Flask, teacher: Visitor
) -> None:
    class_id = make_class(teacher, "Ada")
    address = f"/classes/{class_id}/roster/import"
    text = "Bea,1\n,2\nAda\nBEA\n"

    for act, status in (("show", 200), ("all", 422)):
        response = post(teacher, address, text=text, separator="", act=act)
        assert response.status_code == status
        assert "Line 2, “<bdi>,2</bdi>”: there is no name." in response.text
        assert "Line 4, “<bdi>BEA</bdi>”: the same name is on line 1." in response.text
        assert "left as they are: 1" in response.text
    assert stored_rows(app, "SELECT name FROM seat") == [("Ada",)]

    response = post(teacher, address, text=text, separator="", act="good")

    assert response.status_code == 303
    assert stored_rows(app, "SELECT name FROM seat ORDER BY id") == [("Ada",), ("Bea",)]


@pytest.mark.parametrize(
    ("text", "status", "says"),
    [
        pytest.param("\n \n", 422, "There is no name in this list.", id="empty"),
        pytest.param("a\n" * 10_002, 422, "The list has 10,002 lines.", id="too many lines"),
        pytest.param("a" * 3_000_000, 413, "larger than this server takes", id="too large"),
    ],
)
def test_a_list_that_cannot_be_taken_is_refused_with_a_sentence(
    teacher: Visitor, text: str, status: int, says: str
) -> None:
    class_id = make_class(teacher)

    response = post(teacher, f"/classes/{class_id}/roster/import", text=text, act="show")

    assert response.status_code == status
    assert says in response.text


def test_ten_thousand_names_of_another_alphabet_are_imported(app: Flask, teacher: Visitor) -> None:
    class_id = make_class(teacher)
    text = "\n".join(f"Екатерина Александрова {n};{n}" for n in range(10_000))
    form = teacher.form(f"/classes/{class_id}/roster/import", "/import")

    response = teacher.client.post(
        form.action,
        data=form.fields | {"text": text, "act": "all"},
        content_type="multipart/form-data",
    )
    response.request.environ["wsgi.input"].close()

    assert response.status_code == 303
    assert stored_rows(app, "SELECT count(*) FROM seat") == [(10_000,)]
