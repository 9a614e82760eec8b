"""Settings come from defaults, then the environment, and what is wrong is named."""

import stat
import sys
from pathlib import Path

import pytest
from flask import Flask

from studyapp.app import create_app
from studyapp.config import (
    Defaults,
    content_folders,
    make_instance_folder,
    read_list,
    read_or_make_secret_key,
    read_profile,
)
from studyapp.database import db, sqlite_file
from studyapp.errors import StartError
from studyapp.places import ROOT

LONG_KEY = "a key of more than thirty-two characters"


def start(folder: Path, **settings: object) -> Flask:
    """Make an app that opens no database file of the project."""
    app = create_app({"INSTANCE": str(folder), **settings})
    with app.app_context():
        db.engine.dispose()
    return app


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(None, None, id="not set"),
        pytest.param("", None, id="empty"),
        pytest.param("study.example", ["study.example"], id="one"),
        pytest.param(" a.example , ,b.example,", ["a.example", "b.example"], id="several"),
        pytest.param(["a.example", "b.example"], ["a.example", "b.example"], id="list"),
    ],
)
def test_a_list_of_names_may_be_text_with_commas(value: object, expected: list[str] | None) -> None:
    assert read_list(value) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("TRUSTED_HOSTS", 8000, id="hosts as a number"),
        pytest.param("TRUSTED_HOSTS", " , ", id="hosts without a name"),
        pytest.param("SECRET_KEY", "x" * 31, id="a key that can be guessed"),
        pytest.param("PROFILE", "http", id="unknown profile"),
        pytest.param("PROFILE", "HTTPS", id="profile in capitals"),
        pytest.param("PROFILE", None, id="no profile"),
        pytest.param("SECOND_FACTOR", "on", id="unknown second factor"),
        pytest.param("PROXIES", "one", id="proxies in words"),
        pytest.param("DATABASE_URL", "no address", id="database address"),
        pytest.param("DATABASE_URL", "nonsense://host/study", id="unknown database"),
        pytest.param("DATABASE_URL", "firebird://host/study", id="database without a dialect"),
        pytest.param("DATABASE_URL", "oracle+cx_oracle://host/study", id="driver not installed"),
        pytest.param("DATABASE_URL", "postgresql+asyncpg://host/study", id="driver not used here"),
        pytest.param("DATABASE_URL", "postgresql://host", id="no name of a database"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, name: str, value: object) -> None:
    with pytest.raises(StartError, match=f"STUDYAPP_{name}"):
        start(tmp_path, **{name: value})


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_postgresql_database_goes_by_any_of_its_names(tmp_path: Path, scheme: str) -> None:
    app = start(tmp_path, DATABASE_URL=f"{scheme}://ada:a%40b@db.example/study?sslmode=require")

    address = app.config["SQLALCHEMY_DATABASE_URI"]
    assert address == "postgresql+psycopg://ada:a%40b@db.example/study?sslmode=require"


def test_a_missing_driver_is_named_with_the_way_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(StartError, match=r'install "psycopg\[binary\]"'):
        start(tmp_path, DATABASE_URL="postgresql://db.example/study")


@pytest.mark.parametrize("profile", ["lan-http", "https"])
def test_both_profiles_are_known(profile: str) -> None:
    assert read_profile(profile) == profile


def test_the_environment_overrides_the_defaults_and_a_caller_overrides_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDYAPP_PROFILE", "https")
    monkeypatch.setenv("STUDYAPP_TRUSTED_HOSTS", "a.example,b.example")
    monkeypatch.setenv("STUDYAPP_PROXIES", "1")

    app = start(tmp_path, TRUSTED_HOSTS=["c.example"])

    assert app.config["PROFILE"] == "https"
    assert app.config["PROXIES"] == 1
    assert app.config["TRUSTED_HOSTS"] == ["c.example"]
    assert app.config["SESSION_COOKIE_SECURE"]


def test_a_key_of_digits_works_like_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDYAPP_SECRET_KEY", "12345678901234567890123456789012")

    app = start(tmp_path)
    response = app.test_client().get("/no/such/page")

    assert response.status_code == 404
    assert app.config["SECRET_KEY"] == "12345678901234567890123456789012"


@pytest.mark.parametrize("value", ["2024", "true", "null", "1e5", "[1]", '"quoted"'])
def test_a_path_or_a_word_that_looks_like_something_else_is_taken_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.chdir(tmp_path)
    names = ("INSTANCE", "SEEDS", "QUESTION_BANK", "MAIL_FROM", "BASE_URL")
    for name in names:
        monkeypatch.setenv(f"STUDYAPP_{name}", value)

    app = create_app()
    with app.app_context():
        db.engine.dispose()

    assert [app.config[name] for name in names] == [value] * len(names)
    assert content_folders() == (tmp_path / value, tmp_path / value)
    assert (tmp_path / value).is_dir()


@pytest.mark.parametrize("name", ["DATABASE_URL", "PROFILE", "SECOND_FACTOR", "SMTP"])
def test_a_number_for_a_word_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(f"STUDYAPP_{name}", "2024")

    with pytest.raises(StartError, match=f"STUDYAPP_{name}"):
        start(tmp_path)


def test_the_defaults_hold_no_secret() -> None:
    assert Defaults.SECRET_KEY is None
    assert Defaults.PROFILE == "lan-http"


def test_a_link_to_the_database_is_followed(tmp_path: Path) -> None:
    (tmp_path / "volume [1] 100%").mkdir()
    (tmp_path / "studyapp.db").symlink_to(tmp_path / "volume [1] 100%" / "data.db")

    app = start(tmp_path)

    with app.app_context():
        assert sqlite_file(db.engine) == tmp_path / "volume [1] 100%" / "data.db"


def test_a_database_named_without_its_folder_lies_in_the_folder_of_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    app = start(tmp_path / "instance", DATABASE_URL="sqlite:///study.db")

    with app.app_context():
        assert sqlite_file(db.engine) == tmp_path / "study.db"


def test_the_folders_of_the_content_can_be_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert content_folders() == (ROOT / "seeds", ROOT / "question_bank")

    monkeypatch.setenv("STUDYAPP_SEEDS", str(tmp_path / "texts"))
    monkeypatch.setenv("STUDYAPP_QUESTION_BANK", str(tmp_path / "bank"))

    assert content_folders() == (tmp_path / "texts", tmp_path / "bank")


def test_an_instance_folder_is_made_with_all_above_it(tmp_path: Path) -> None:
    make_instance_folder(tmp_path / "a" / "b")

    assert list((tmp_path / "a" / "b").iterdir()) == []


def test_an_instance_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")

    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(StartError, match="STUDYAPP_INSTANCE") as caught:
            make_instance_folder(folder)
        assert str(folder) in str(caught.value)


def test_a_secret_key_is_made_once_for_the_owner_alone(tmp_path: Path) -> None:
    first = read_or_make_secret_key(tmp_path)
    second = read_or_make_secret_key(tmp_path)

    assert first == second
    assert len(first) >= 64
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_each_instance_has_a_key_of_its_own(tmp_path: Path) -> None:
    make_instance_folder(tmp_path / "a")
    make_instance_folder(tmp_path / "b")

    assert read_or_make_secret_key(tmp_path / "a") != read_or_make_secret_key(tmp_path / "b")


def test_a_key_from_the_settings_leaves_no_file(tmp_path: Path) -> None:
    app = start(tmp_path, SECRET_KEY=LONG_KEY)

    assert app.secret_key == LONG_KEY
    assert not (tmp_path / "secret_key").exists()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"short\n", id="short"),
        pytest.param(b"\xff" * 64, id="not text"),
    ],
)
def test_a_key_file_without_a_usable_key_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "secret_key").write_bytes(content)

    with pytest.raises(StartError, match="secret_key"):
        read_or_make_secret_key(tmp_path)

    assert (tmp_path / "secret_key").read_bytes() == content


def test_a_folder_in_the_place_of_the_key_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "secret_key").mkdir()

    with pytest.raises(StartError, match="secret_key"):
        read_or_make_secret_key(tmp_path)


def test_nothing_is_left_of_the_proof_that_the_folder_can_be_written(tmp_path: Path) -> None:
    start(tmp_path, SECRET_KEY=LONG_KEY)

    assert list(tmp_path.glob(".writable*")) == []
