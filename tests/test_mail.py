"""Letters reach the mail server that the settings name, and what keeps them from it is told."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from studyapp.app import create_app
from studyapp.errors import StartError
from studyapp.mail import Mailer, MailServer, UnsentError, read_mailer
from tests.mail_server import (
    CERTIFICATE,
    MAIL_SETTINGS,
    PASSWORD,
    MailBox,
    closed_port,
    mail_server,
)


@pytest.fixture(autouse=True)
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust the certificate of the mail server of the tests."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))


def letter() -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "study@example.org", "ada@example.org", "Due"
    made.set_content("Text\n.with a dot\n")
    return made


def mailer_of(box: MailBox, scheme: str = "smtp", password: str | None = None) -> Mailer:
    mailer = read_mailer(box.settings(scheme, password))
    assert mailer is not None
    return mailer


def refusal(mailer: Mailer) -> UnsentError:
    with pytest.raises(UnsentError) as caught:
        mailer.send(letter())
    return caught.value


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param("smtp://localhost", ("localhost", 25, False, None, None), id="relay"),
        pytest.param("smtp://mail:2525", ("mail", 2525, False, None, None), id="port"),
        pytest.param(
            "smtp://ada%40a.org:p%2Fq@mail", ("mail", 587, False, "ada@a.org", "p/q"), id="password"
        ),
        pytest.param("smtps://u:p@mail", ("mail", 465, True, "u", "p"), id="encrypted"),
    ],
)
def test_the_address_of_a_mail_server_is_read(
    address: str, expected: tuple[str, int, bool, str | None, str | None]
) -> None:
    mailer = read_mailer(MAIL_SETTINGS | {"SMTP": address})

    assert mailer is not None
    assert mailer.server == MailServer(*expected)
    assert "p/q" not in repr(mailer)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("SMTP", "mail.example.org", id="no scheme"),
        pytest.param("SMTP", "http://mail.example.org", id="another scheme"),
        pytest.param("SMTP", "smtp://", id="no host"),
        pytest.param("SMTP", "smtp://mail:port", id="port in letters"),
        pytest.param("SMTP", "smtp://mail:99999", id="port too high"),
        pytest.param("SMTP", "smtp://user@mail", id="no password"),
        pytest.param("SMTP", "smtp://mail/path", id="path"),
        pytest.param("SMTP", "smtp://user:p%C3%B6@mail", id="password with an accent"),
        pytest.param("MAIL_FROM", None, id="no sender"),
        pytest.param("MAIL_FROM", "a@b.org\nBcc: c@d.org", id="sender of two lines"),
        pytest.param("BASE_URL", None, id="no address of the server"),
        pytest.param("BASE_URL", "study.example.org", id="server without scheme"),
        pytest.param("BASE_URL", "https://study.example.org/?a=1", id="server with a query"),
    ],
)
def test_a_wrong_setting_is_named_at_the_start(
    tmp_path: Path, name: str, value: str | None
) -> None:
    with pytest.raises(StartError, match=f"STUDYAPP_{name}"):
        create_app({"INSTANCE": str(tmp_path), **MAIL_SETTINGS, name: value})


def test_a_refused_setting_does_not_tell_the_password() -> None:
    with pytest.raises(StartError) as caught:
        read_mailer(MAIL_SETTINGS | {"SMTP": "smtp://user:tell-nobody@mail/path"})

    assert "tell-nobody" not in str(caught.value)


def test_without_a_mail_server_the_other_settings_are_not_looked_at() -> None:
    assert read_mailer({"SMTP": "", "MAIL_FROM": "no address", "BASE_URL": None}) is None


def test_a_letter_arrives_as_it_was_written() -> None:
    with mail_server() as box:
        mailer_of(box).send(letter())

    (arrived,) = box.letters
    assert arrived["Subject"] == "Due"
    assert arrived.get_content().splitlines() == ["Text", ".with a dot"]
    assert box.recipients == ["ada@example.org"]


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_password_goes_over_an_encrypted_connection_alone(scheme: str) -> None:
    with mail_server(is_tls=scheme == "smtps") as box:
        box.asks_for_password = True

        mailer_of(box, scheme, "p%40ss%2Fword").send(letter())

    assert PASSWORD == "p@ss/word"
    assert box.was_encrypted == [True]


def test_a_password_is_not_sent_where_nothing_can_be_encrypted() -> None:
    with mail_server() as box:
        box.refuses["STARTTLS"] = "502 not here"
        mailer = mailer_of(box, password="p%40ss%2Fword")

        error = refusal(mailer)

    assert error.may_retry
    assert box.letters == []


def test_a_server_that_nobody_vouches_for_is_not_told_the_password(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    with mail_server() as box:
        error = refusal(mailer_of(box, password="p%40ss%2Fword"))

    assert str(error) == "the mail server: SSLCertVerificationError"
    assert error.may_retry


def test_a_wrong_password_is_told_without_saying_it() -> None:
    with mail_server() as box:
        box.asks_for_password = True

        error = refusal(mailer_of(box, password="wrong-one"))

    assert (str(error), error.may_retry) == ("the mail server answers 535", True)


def test_a_server_that_is_down_is_told_as_such() -> None:
    error = refusal(mailer_of(MailBox(closed_port())))

    assert (str(error), error.may_retry) == ("the mail server: ConnectionRefusedError", True)


@pytest.mark.parametrize(
    ("command", "answer", "may_retry"),
    [
        pytest.param("MAIL", "451 busy", True, id="sender for now"),
        pytest.param("RCPT", "450 ada@example.org later", True, id="recipient for now"),
        pytest.param("RCPT", "550 ada@example.org unknown", False, id="recipient for good"),
        pytest.param("DATA", "452 disk full", True, id="letter for now"),
        pytest.param("DATA", "554 no", False, id="letter for good"),
    ],
)
def test_a_refusal_says_whether_another_try_makes_sense_and_names_nobody(
    command: str, answer: str, may_retry: bool
) -> None:
    with mail_server() as box:
        box.refuses[command] = answer

        error = refusal(mailer_of(box))

    assert error.may_retry is may_retry
    assert answer[:3] in str(error)
    assert "ada" not in str(error)


def test_a_letter_that_may_have_gone_out_is_not_sent_again() -> None:
    with mail_server() as box:
        box.hangs_up_after = "DATA"

        error = refusal(mailer_of(box))

    assert not error.may_retry


def test_a_letter_that_was_taken_is_sent_whatever_is_said_at_the_end() -> None:
    with mail_server() as box:
        box.hangs_up_after = "QUIT"

        mailer_of(box).send(letter())

    assert len(box.letters) == 1
