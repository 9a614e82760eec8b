"""In which class something was done."""

from collections.abc import Mapping

from sqlalchemy import select

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
