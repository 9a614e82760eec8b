"""Reads of the codes that lead into classes and live quizzes."""

from sqlalchemy import exists, select

from studyapp.classroom.classes.models import ClassRow
from studyapp.classroom.sittings.models import LiveRow
from studyapp.storage.prepared import AnySession


def is_code_free(session: AnySession, code: str) -> bool:
    """Tell whether a code leads nowhere; classes and live quizzes share them."""
    taken = exists().where(ClassRow.join_code == code) | exists().where(LiveRow.code == code)
    return not session.scalar(select(taken))
