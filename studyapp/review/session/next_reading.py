"""What to read next, for pages that have nothing else to ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from studyapp.bank.catalogue import Catalogue, address_of
from studyapp.reading.pace import left_text, minutes_for, words_left, words_per_minute
from studyapp.reading.reading_place import ModuleKey, Reading


@dataclass(frozen=True, slots=True)
class NextModule:
    """A link to the module to go on with, or to begin; `left_text` is empty for a new one."""

    url: str
    article_label: str
    title: str
    language: str
    minutes: int
    left_text: str
    state: Literal["started", "new"]


def next_module(catalogue: Catalogue, readings: Mapping[ModuleKey, Reading]) -> NextModule | None:
    """Return the unfinished module opened last, else the first one; None when all is read."""
    unread = [
        (article, module, readings.get((article.key, module.key)))
        for article, module in catalogue.modules.values()
        if not _is_finished(readings.get((article.key, module.key)))
    ]
    opened = [(reading.updated_at, n) for n, (_, _, reading) in enumerate(unread) if reading]
    if not unread:
        return None
    article, module, reading = unread[max(opened)[1] if opened else 0]
    pace = words_per_minute(readings.values())
    return NextModule(
        url=address_of(article, module, reading.place if reading else None),
        article_label=article.label,
        title=module.title,
        language=article.language,
        minutes=minutes_for(module.words, pace),
        left_text=left_text(words_left(module, reading.place), pace) if reading else "",
        state="started" if reading else "new",
    )


def _is_finished(reading: Reading | None) -> bool:
    return reading is not None and reading.finished
