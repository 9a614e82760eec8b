"""What the page of one session says: its answers, and what was read."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import url_for

from studyapp.bank.catalogue import Catalogue, address_of, language_in
from studyapp.progress.sessions.happened_page import session_row
from studyapp.progress.sessions.sessions import StudySession, TimedAnswer
from studyapp.progress.sessions.study_days import minutes_of
from studyapp.reading.language import PAGE_LANGUAGE
from studyapp.reading.stretch import Stretch
from studyapp.review.rating import confidence_named

SURENESS = {"guessed": "guessed", "fairly": "fairly sure", "sure": "sure"}


def session_values(session: StudySession, served: Catalogue, zone: ZoneInfo) -> dict[str, Any]:
    """Return the answers and the reading of a session, and the figures that they add up to."""
    return {
        "session": session_row(session, zone),
        "answers": [_answer(answer, served, zone) for answer in session.answers],
        "stretches": [_stretch(stretch, served, zone) for stretch in session.stretches],
    }


def _answer(answer: TimedAnswer, served: Catalogue, zone: ZoneInfo) -> dict[str, Any]:
    """Describe an answer; of a question that is no longer asked there is no text to show."""
    stored = served.questions.get(answer.question_id)
    evidence = stored.question.evidence if stored is not None else []
    place = served.places.get(evidence[0].paragraph) if evidence else None
    confidence = confidence_named(answer.confidence)
    return {
        "at": f"{answer.at.astimezone(zone):%H:%M}",
        "stem": stored.question.stem if stored is not None else None,
        "language": language_in(served, stored.module) if stored is not None else PAGE_LANGUAGE,
        "url": url_for("working.show_question", question_id=answer.question_id),
        "right": answer.right,
        "met": answer.first,
        "sureness": SURENESS[confidence] if confidence is not None else None,
        "passage": {
            "label": place.article.label,
            "number": place.paragraph.number,
            "url": address_of(place.article, place.module, place.paragraph.number),
        }
        if place is not None
        else None,
    }


def _stretch(stretch: Stretch, served: Catalogue, zone: ZoneInfo) -> dict[str, Any]:
    found = served.modules.get("/".join(stretch.module))
    return {
        "at": f"{stretch.started_at.astimezone(zone):%H:%M}",
        "title": found[1].title if found is not None else None,
        "label": found[0].label if found is not None else None,
        "url": address_of(*found) if found is not None else None,
        "words": stretch.words,
        "minutes": minutes_of(stretch.seconds),
    }
