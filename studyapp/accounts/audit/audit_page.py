"""The lines of the audit log, for the pages and files that show it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from werkzeug.wrappers import Response

from studyapp.accounts.audit.acts import Acts, words_of
from studyapp.accounts.audit.queries import Entry
from studyapp.csv_text import Cell, csv_text
from studyapp.day_words import minute_text
from studyapp.web import file_response

ACTS = "studyapp_acts"
HEAD = ("entry", "at_utc", "who", "account", "what", "act", "class", "class_id", "numbers")


def kept_acts() -> Acts:
    """Return what this program keeps of pages."""
    acts: Acts = current_app.extensions[ACTS]
    return acts


def lines_of(
    entries: Iterable[Entry], zone: ZoneInfo, titles: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """Return what a page shows of entries.

    Args:
        entries: of the log.
        zone: of the reader.
        titles: what is shown in the place of a number such as `quiz_id=1`; nothing where empty.
    """
    words = kept_acts().words
    return [
        {
            "entry": entry,
            "at_text": minute_text(entry.at.astimezone(zone)),
            "who": who_of(entry),
            "what": words_of(entry.act, words),
            "numbers": _about(entry, titles or {}),
        }
        for entry in entries
    ]


def log_file(entries: Iterable[Entry], name: str) -> Response:
    """Return entries as a CSV file."""
    return file_response(csv_text(HEAD, _rows(entries, kept_acts().words)), name)


def _about(entry: Entry, titles: Mapping[str, str]) -> str:
    told = (titles.get(number, _number(number)) for number in entry.about.split())
    return ", ".join(dict.fromkeys(words for words in told if words))


def _number(number: str) -> str:
    return number.replace("_id=", " ").replace("=", " ")


def _rows(entries: Iterable[Entry], words: Mapping[str, str]) -> Iterator[list[Cell]]:
    for entry in entries:
        yield [
            entry.id,
            f"{entry.at.astimezone(UTC):%Y-%m-%d %H:%M:%S}",
            who_of(entry),
            entry.learner_id,
            words_of(entry.act, words),
            entry.act,
            entry.class_name,
            entry.class_id,
            entry.about,
        ]


def who_of(entry: Entry) -> str:
    """Return who did something, as it is told."""
    if entry.is_command:
        return "A command on the server"
    if entry.learner_id is None:
        return "An erased account"
    return entry.who or "An account without a name"
