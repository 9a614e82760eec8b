"""Tables of the served texts and of how far each learner has read."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from studyapp.database import Base


class ArticleRow(Base):
    """An article as it is served; replaced as a whole when its files change."""

    __tablename__ = "article"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    position: Mapped[int]
    content: Mapped[str] = mapped_column(Text)


class ReadingRow(Base):
    """How far one learner has read one module.

    Attributes:
        place: number of the paragraph last read, to go on from.
        finished_at: when the end was reached for the first time.
    """

    __tablename__ = "reading"

    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True
    )
    article_key: Mapped[str] = mapped_column(String(60), primary_key=True)
    module_key: Mapped[str] = mapped_column(String(60), primary_key=True)
    place: Mapped[int]
    opened_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
