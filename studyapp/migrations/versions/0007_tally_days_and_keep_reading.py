"""Make the tables behind the pictures of progress, and count the days that are in the log."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# What a day amounts to, in the words of this migration: the program may count otherwise one day.
COUNT_DAYS = """
INSERT INTO day_tally (
    learner_id, day, answers, correct, met, milliseconds, reviews, recalled, mature,
    mature_recalled, guessed, guessed_right, fairly, fairly_right, sure, sure_right)
SELECT learner_id, day, count(*), sum(is_right), sum(is_met), sum(ms),
    sum(is_review), sum(is_review * is_right), sum(is_mature), sum(is_mature * is_right),
    sum(is_guess), sum(is_guess * is_right), sum(is_fairly), sum(is_fairly * is_right),
    sum(is_sure), sum(is_sure * is_right)
FROM (
    SELECT entry.learner_id AS learner_id, entry.learner_day AS day,
        CASE WHEN entry."right" THEN 1 ELSE 0 END AS is_right,
        CASE WHEN entry.follows IS NULL AND entry.mode NOT IN ('retry', 'cram')
            THEN 1 ELSE 0 END AS is_met,
        coalesce(entry.milliseconds, 0) AS ms,
        CASE WHEN {days} >= 1 AND entry.mode NOT IN ('retry', 'cram')
            THEN 1 ELSE 0 END AS is_review,
        CASE WHEN {days} >= 21 AND entry.mode NOT IN ('retry', 'cram')
            THEN 1 ELSE 0 END AS is_mature,
        CASE WHEN entry.confidence = 'guessed' THEN 1 ELSE 0 END AS is_guess,
        CASE WHEN entry.confidence = 'fairly' THEN 1 ELSE 0 END AS is_fairly,
        CASE WHEN entry.confidence = 'sure' THEN 1 ELSE 0 END AS is_sure
    FROM review_log AS entry
    LEFT JOIN review_log AS earlier ON earlier.id = entry.follows
    WHERE entry.kind = 'answer' AND entry.mode <> 'class'
    AND NOT EXISTS (SELECT 1 FROM review_log AS taken WHERE taken.undoes = entry.id)
) AS counted
GROUP BY learner_id, day
"""
DAYS = {
    "sqlite": "(julianday(entry.learner_day) - julianday(earlier.learner_day))",
    "postgresql": "(entry.learner_day - earlier.learner_day)",
}
COUNTS = (
    *("answers", "correct", "met", "milliseconds"),
    *("reviews", "recalled", "mature", "mature_recalled"),
    *("guessed", "guessed_right", "fairly", "fairly_right", "sure", "sure_right"),
)


def upgrade() -> None:
    _make_day_tally()
    _make_reading_stretch()
    _make_calendar_feed()
    _make_reminder()
    op.add_column(
        "seat", sa.Column("shares_study", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.execute(COUNT_DAYS.format(days=DAYS[op.get_bind().dialect.name]))


def downgrade() -> None:
    op.drop_column("seat", "shares_study")
    for name in ("reminder", "calendar_feed", "reading_stretch", "day_tally"):
        op.drop_table(name)


def _make_day_tally() -> None:
    op.create_table(
        "day_tally",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        _of_learner("day_tally"),
        sa.PrimaryKeyConstraint("learner_id", "day", name=op.f("pk_day_tally")),
    )


def _make_reading_stretch() -> None:
    op.create_table(
        "reading_stretch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("article_key", sa.String(length=60), nullable=False),
        sa.Column("module_key", sa.String(length=60), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        _of_learner("reading_stretch"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_stretch")),
    )
    op.create_index("ix_reading_stretch_day", "reading_stretch", ["learner_id", "day"])


def _make_calendar_feed() -> None:
    op.create_table(
        "calendar_feed",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        _of_learner("calendar_feed"),
        sa.PrimaryKeyConstraint("learner_id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feed_token_hash")),
    )


def _make_reminder() -> None:
    op.create_table(
        "reminder",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.CheckConstraint("hour BETWEEN 0 AND 23", name=op.f("ck_reminder_hour_is_of_a_day")),
        _of_learner("reminder"),
        sa.PrimaryKeyConstraint("learner_id", name=op.f("pk_reminder")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_reminder_token_hash")),
    )


def _of_learner(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["learner_id"], ["learner.id"], name=op.f(f"fk_{table}_learner_id"), ondelete="CASCADE"
    )
