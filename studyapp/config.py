"""Settings: these defaults, then STUDYAPP_… variables, then what a test hands over."""

import os
import secrets
from datetime import timedelta
from pathlib import Path
from typing import ClassVar, Literal

from studyapp.errors import StartError
from studyapp.places import CONTENT, default_instance

Profile = Literal["lan-http", "https"]
SHORTEST_KEY = 32
MOST_PROXIES = 9
PROFILES: tuple[Profile, ...] = ("lan-http", "https")
SecondFactor = Literal["offered", "required"]
SECOND_FACTORS: tuple[SecondFactor, ...] = ("offered", "required")
PREFIX = "STUDYAPP_"
TEXTS = (
    *("DATABASE_URL", "INSTANCE", "SEEDS", "QUESTION_BANK", "SECRET_KEY"),
    *("PROFILE", "SECOND_FACTOR", "SMTP", "MAIL_FROM", "BASE_URL"),
)
"""The settings that are paths, addresses and words, taken as they are written."""


class Defaults:
    """Every setting with its default.

    Attributes:
        DATABASE_URL: SQLAlchemy address of a SQLite file; None means one in the instance folder.
        INSTANCE: folder for the database and the secret key.
        SEEDS, QUESTION_BANK: folders of the content files.
        SECRET_KEY: None means a 0600 file in the instance folder, made when missing.
        TRUSTED_HOSTS: host names this server answers to; None means those it is started on.
        PROXIES: number of trusted proxies in front.
        PROFILE: `https` behind a proxy that ends TLS, or `lan-http` on a local network.
        SECOND_FACTOR: two-step sign-in of teachers and admins, `offered` or `required`.
        SMTP: address of the server that takes letters; None for none, and so no reminders.
        MAIL_FROM, BASE_URL: whom letters come from, and where their links lead; needed with SMTP.
    """

    DATABASE_URL: str | None = None
    INSTANCE = str(default_instance())
    SEEDS = str(CONTENT / "seeds")
    QUESTION_BANK = str(CONTENT / "question_bank")
    SECRET_KEY: str | None = None
    TRUSTED_HOSTS: ClassVar[list[str] | None] = None
    PROXIES = 0
    PROFILE: Profile = "lan-http"
    SECOND_FACTOR: SecondFactor = "offered"
    SMTP: str | None = None
    MAIL_FROM: str | None = None
    BASE_URL: str | None = None

    MAX_CONTENT_LENGTH = 256 * 1024
    MAX_FORM_PARTS = 200
    SEND_FILE_MAX_AGE_DEFAULT = 365 * 24 * 3600
    PERMANENT_SESSION_LIFETIME = timedelta(days=400)
    SESSION_COOKIE_NAME = "studyapp_form"
    SESSION_COOKIE_SAMESITE = "Lax"
    SESSION_COOKIE_HTTPONLY = True
    SESSION_REFRESH_EACH_REQUEST = False
    WTF_CSRF_TIME_LIMIT: int | None = None
    # Some browsers and networks send no Referer; web.py looks at Sec-Fetch-Site and Origin instead.
    WTF_CSRF_SSL_STRICT = False
    SQLALCHEMY_TRACK_MODIFICATIONS = False


def texts_of_environment() -> dict[str, str]:
    """Return the settings of `TEXTS` that are set; one that looks like a number stays text."""
    return {name: os.environ[PREFIX + name] for name in TEXTS if PREFIX + name in os.environ}


def read_list(value: object) -> list[str] | None:
    """Read a setting that is a list or text with commas; None stays None."""
    if value is None or value == "":
        return None
    parts = value.split(",") if isinstance(value, str) else value
    names = [str(part).strip() for part in parts] if isinstance(parts, list) else []
    # An empty list would trust every name.
    if not any(names):
        raise StartError("STUDYAPP_TRUSTED_HOSTS must be host names with commas between them.")
    return [name for name in names if name]


def read_profile(value: object) -> Profile:
    """Read the setting PROFILE."""
    for profile in PROFILES:
        if value == profile:
            return profile
    raise StartError(f"STUDYAPP_PROFILE is {value!r}; it must be lan-http or https.")


def read_second_factor(value: object) -> SecondFactor:
    """Read the setting SECOND_FACTOR."""
    for second_factor in SECOND_FACTORS:
        if value == second_factor:
            return second_factor
    raise StartError(f"STUDYAPP_SECOND_FACTOR is {value!r}; it must be offered or required.")


def read_proxies(value: object) -> int:
    """Read the setting PROXIES."""
    if isinstance(value, int) and 0 <= value <= MOST_PROXIES:
        return value
    raise StartError(
        f"STUDYAPP_PROXIES is {value!r}; it must be the number of proxies, 0 to {MOST_PROXIES}."
    )


def make_instance_folder(folder: Path) -> None:
    """Make the instance folder, and prove that it can be written to.

    Raises:
        StartError: it cannot be made or written to.
    """
    probe = folder / f".writable-{secrets.token_hex(4)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise StartError(
            f"The folder {folder} cannot be written to ({error.strerror}). "
            "Make it writable, or name another one in STUDYAPP_INSTANCE."
        ) from error


def read_secret_key(value: object) -> str | None:
    """Read the setting SECRET_KEY; None where there is none. Whoever guesses it can sign in."""
    if value is None or value == "":
        return None
    if len(str(value)) < SHORTEST_KEY:
        raise StartError(
            f"STUDYAPP_SECRET_KEY is shorter than {SHORTEST_KEY} characters. Use a random one, or"
            " none: then the instance folder keeps one."
        )
    return str(value)


def read_or_make_secret_key(folder: Path) -> str:
    """Return the key kept in the instance folder; make one on the first start."""
    path = folder / "secret_key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        pass
    else:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32))
    try:
        key = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        key = ""
    if len(key) < SHORTEST_KEY:
        raise StartError(f"{path} holds no usable key. Delete it; a new one is made at the start.")
    return key


def content_folders() -> tuple[Path, Path]:
    """Return the folders of texts and questions, for commands that need no app."""
    texts = texts_of_environment()
    seeds = texts.get("SEEDS", Defaults.SEEDS)
    bank = texts.get("QUESTION_BANK", Defaults.QUESTION_BANK)
    return Path(seeds).resolve(), Path(bank).resolve()


def instance_folder() -> Path:
    """Return the instance folder, for commands that need no app; it may not be there yet."""
    return Path(texts_of_environment().get("INSTANCE", Defaults.INSTANCE)).resolve()
