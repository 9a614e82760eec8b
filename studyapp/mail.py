"""Letters, handed to an SMTP server where one is configured; without one there is no mailer."""

import smtplib
import ssl
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import SplitResult, unquote, urlsplit

from flask import Flask, current_app

from studyapp.errors import StartError
from studyapp.mail_address import MailAddressError, checked_address

MAILER: Final = "studyapp_mailer"
SECONDS: Final = 10
"""How long the mail server may take for each step."""
PORTS: Final = {"smtps": 465, "smtp": 25}
PORT_WITH_PASSWORD: Final = 587


class UnsentError(Exception):
    """A letter was not sent; the text says why and names nobody.

    Attributes:
        may_retry: it certainly was not, and may be another time.
        is_its_own: the server refuses this letter; others it may take.
    """

    def __init__(self, reason: str, *, may_retry: bool = True, is_its_own: bool = False) -> None:
        super().__init__(reason)
        self.may_retry, self.is_its_own = may_retry, is_its_own


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed in.

    Attributes:
        is_tls: the connection is encrypted from its beginning; else, with a password, from before
            the password on.
        user, password: None where the server asks for none.
    """

    host: str
    port: int
    is_tls: bool
    user: str | None = None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Mailer:
    """Sends letters.

    Attributes:
        sender: the address that letters come from.
        base_url: of this server, as readers of letters reach it; without a slash at its end.
    """

    server: MailServer
    sender: str
    base_url: str

    def send(self, letter: EmailMessage) -> None:
        """Hand a letter to the server; raise UnsentError when it does not take it."""
        try:
            with ExitStack() as stack:
                smtp = self._connected()
                stack.callback(smtp.close)
                self._sign_in(smtp)
                _hand_in(smtp, letter)
                with suppress(smtplib.SMTPException, OSError):
                    smtp.quit()
        except smtplib.SMTPResponseException as error:
            raise UnsentError(f"the mail server answers {error.smtp_code}") from None
        except (smtplib.SMTPException, OSError) as error:
            raise UnsentError(f"the mail server: {type(error).__name__}") from None

    def _connected(self) -> smtplib.SMTP:
        host, port = self.server.host, self.server.port
        if self.server.is_tls:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=context)
        return smtplib.SMTP(host, port, timeout=SECONDS)

    def _sign_in(self, smtp: smtplib.SMTP) -> None:
        if self.server.user is None or self.server.password is None:
            return
        if not self.server.is_tls:
            smtp.starttls(context=ssl.create_default_context())
        smtp.login(self.server.user, self.server.password)


def init_app(app: Flask) -> None:
    """Give an app the mailer that its settings ask for.

    Raises:
        StartError: a setting of it is wrong or missing.
    """
    app.extensions[MAILER] = read_mailer(app.config)


def find_mailer() -> Mailer | None:
    """Return what sends letters; None where nothing does."""
    mailer: Mailer | None = current_app.extensions[MAILER]
    return mailer


def read_mailer(settings: Mapping[str, Any]) -> Mailer | None:
    """Read the settings SMTP, MAIL_FROM and BASE_URL; None where SMTP is not set."""
    if not settings["SMTP"]:
        return None
    server = _read_server(str(settings["SMTP"]))
    try:
        sender = checked_address(str(settings["MAIL_FROM"] or ""))
    except MailAddressError:
        raise StartError(
            "STUDYAPP_MAIL_FROM must be the address that letters come from, such as "
            "study@example.org, because STUDYAPP_SMTP is set."
        ) from None
    return Mailer(server, sender, _read_base_url(str(settings["BASE_URL"] or "")))


def _hand_in(smtp: smtplib.SMTP, letter: EmailMessage) -> None:
    try:
        smtp.send_message(letter)
    except smtplib.SMTPRecipientsRefused as error:
        ((code, _),) = error.recipients.values()
        is_final = code >= HTTPStatus.INTERNAL_SERVER_ERROR
        raise UnsentError(
            f"the mail server refuses an address with {code}",
            may_retry=not is_final,
            is_its_own=True,
        ) from None
    except smtplib.SMTPDataError as error:
        is_final = error.smtp_code >= HTTPStatus.INTERNAL_SERVER_ERROR
        raise UnsentError(
            f"the mail server refuses a letter with {error.smtp_code}",
            may_retry=not is_final,
            is_its_own=True,
        ) from None
    except smtplib.SMTPSenderRefused:
        raise
    except OSError as error:
        # It may have taken the letter; two would be worse than none.
        raise UnsentError(
            f"the mail server broke off: {type(error).__name__}", may_retry=False
        ) from None


def _read_server(address: str) -> MailServer:
    parts = _split(address)
    is_whole = parts is not None and parts.scheme in PORTS and parts.hostname
    has_both = parts is not None and (parts.username is None) == (parts.password is None)
    if parts is None or not is_whole or not has_both or parts.path.strip("/") or parts.query:
        # Without the value: it may hold a password.
        raise StartError(
            "STUDYAPP_SMTP must look like smtp://user:password@mail.example.org:587, "
            "smtps://user:password@mail.example.org or smtp://localhost."
        )
    user, password = (None if p is None else unquote(p) for p in (parts.username, parts.password))
    if not f"{user}{password}".isascii():
        raise StartError(
            "The user and the password in STUDYAPP_SMTP must be of plain letters, digits and signs:"
            " others cannot be handed to a mail server."
        )
    usual = PORTS[parts.scheme]
    if parts.scheme == "smtp" and parts.username is not None:
        usual = PORT_WITH_PASSWORD
    return MailServer(
        parts.hostname or "",
        parts.port or usual,
        parts.scheme == "smtps",
        user,
        password,
    )


def _read_base_url(address: str) -> str:
    parts = _split(address)
    is_whole = parts is not None and parts.scheme in {"http", "https"} and parts.hostname
    if parts is None or not is_whole or parts.query or parts.fragment or " " in address:
        raise StartError(
            "STUDYAPP_BASE_URL must be the address of this server for readers of letters, such as "
            "https://study.example.org, because STUDYAPP_SMTP is set."
        )
    return address.rstrip("/")


def _split(address: str) -> SplitResult | None:
    """Return the parts of an address; None when it is none, as with a port in letters."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    return parts
