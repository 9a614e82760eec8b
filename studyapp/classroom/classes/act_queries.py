"""In which class something was done, and with which quizzes."""

from collections.abc import Iterable, Mapping

from sqlalchemy import literal, select, union_all

from studyapp.classroom.quizzes.models import QuizRow
from studyapp.classroom.sittings.models import SittingRow
from studyapp.database import db
from studyapp.web import LARGEST_ID

CHOOSES_CLASS = {"assign.assign", "live.open_quiz", "paper.add_paper", "study.offer"}
"""Pages whose form names a class of the teacher."""


def class_of_act(name: str, route: Mapping[str, object], sent: Mapping[str, str]) -> int | None:
    """Return the class that an act was done in; None for none.

    Args:
        name: the endpoint.
        route: what its address says.
        sent: what its form said; it has been checked by then.
    """
    if (class_id := route.get("class_id")) is not None:
        return int(str(class_id))
    if (sitting_id := route.get("sitting_id")) is not None:
        return db.session.scalar(select(SittingRow.class_id).where(SittingRow.id == sitting_id))
    chosen = sent.get("class_id", "") if name in CHOOSES_CLASS else ""
    is_number = chosen.isascii() and chosen.isdigit() and len(chosen) < len(str(LARGEST_ID))
    return int(chosen) if is_number else None


def titles_in(abouts: Iterable[str]) -> dict[str, str]:
    """Return the titles of the quizzes that entries name by number, such as `quiz_id=1`.

    Those that are no longer there are left out.
    """
    numbers = {word.partition("=")[::2] for about in abouts for word in about.split()}
    wanted = [
        select(literal(name), row.id, row.title).where(
            row.id.in_([int(value) for key, value in numbers if key == name])
        )
        for name, row in (("quiz_id", QuizRow), ("sitting_id", SittingRow))
    ]
    found = db.session.execute(union_all(*wanted))
    return {f"{name}={number}": f"“{title}”" for name, number, title in found}
