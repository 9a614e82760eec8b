"""Make the tables of sittings, attempts and responses."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sitting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=True),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("seed", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind = 'live' OR class_id IS NOT NULL", name=op.f("ck_sitting_belongs_to_a_class")
        ),
        sa.CheckConstraint(
            "kind IN ('assigned', 'live', 'paper')", name=op.f("ck_sitting_kind_is_known")
        ),
        sa.ForeignKeyConstraint(
            ["class_id"], ["class.id"], name=op.f("fk_sitting_class_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["host_id"], ["learner.id"], name=op.f("fk_sitting_host_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["quiz_version.id"], name=op.f("fk_sitting_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitting")),
    )
    op.create_index(op.f("ix_sitting_class_id"), "sitting", ["class_id"], unique=False)
    op.create_index(op.f("ix_sitting_host_id"), "sitting", ["host_id"], unique=False)
    op.create_index(op.f("ix_sitting_version_id"), "sitting", ["version_id"], unique=False)
    op.create_table(
        "assignment",
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=True),
        sa.Column("counts", sa.String(length=5), nullable=False),
        sa.Column("feedback", sa.String(length=9), nullable=False),
        sa.Column("late_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late_percent", sa.Integer(), nullable=False),
        sa.Column("extends_close", sa.Boolean(), nullable=False),
        sa.Column("certainty", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "counts IN ('best', 'last', 'first', 'mean')",
            name=op.f("ck_assignment_counts_is_known"),
        ),
        sa.CheckConstraint(
            "feedback IN ('each', 'submitted', 'closed', 'never')",
            name=op.f("ck_assignment_feedback_is_known"),
        ),
        sa.CheckConstraint("attempts > 0", name=op.f("ck_assignment_attempts_are_some")),
        sa.CheckConstraint(
            "late_percent BETWEEN 0 AND 100", name=op.f("ck_assignment_late_percent_is_one")
        ),
        sa.CheckConstraint(
            "late_until >= closes_at", name=op.f("ck_assignment_late_is_after_the_close")
        ),
        sa.CheckConstraint(
            "opens_at < closes_at", name=op.f("ck_assignment_opens_before_it_closes")
        ),
        sa.CheckConstraint("seconds > 0", name=op.f("ck_assignment_time_limit_is_some")),
        sa.ForeignKeyConstraint(
            ["sitting_id"],
            ["sitting.id"],
            name=op.f("fk_assignment_sitting_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("sitting_id", name=op.f("pk_assignment")),
    )
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=36), nullable=False),
        sa.Column("form", sa.String(length=1), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_by", sa.String(length=8), nullable=True),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("possible", sa.Double(), nullable=False),
        sa.CheckConstraint(
            "submitted_by IN ('learner', 'deadline', 'teacher', 'end')",
            name=op.f("ck_attempt_sender_is_known"),
        ),
        sa.CheckConstraint(
            "(submitted_at IS NULL) = (submitted_by IS NULL)", name=op.f("ck_attempt_says_who_sent")
        ),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_attempt_learner_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seat.id"], name=op.f("fk_attempt_seat_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name=op.f("fk_attempt_sitting_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
        sa.UniqueConstraint(
            "sitting_id",
            "learner_id",
            "number",
            name=op.f("uq_attempt_sitting_id_learner_id_number"),
        ),
    )
    op.create_index(op.f("ix_attempt_learner_id"), "attempt", ["learner_id"], unique=False)
    op.create_index(op.f("ix_attempt_seat_id"), "attempt", ["seat_id"], unique=False)
    op.create_table(
        "live",
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=6), nullable=True),
        sa.Column("phase", sa.String(length=6), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("standings", sa.Boolean(), nullable=False),
        sa.Column("lets_late", sa.Boolean(), nullable=False),
        sa.Column("nicknames", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(phase = 'done') = (code IS NULL)", name=op.f("ck_live_code_dies_with_the_quiz")
        ),
        sa.CheckConstraint(
            "phase IN ('lobby', 'open', 'closed', 'reveal', 'done')",
            name=op.f("ck_live_phase_is_known"),
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name=op.f("fk_live_sitting_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sitting_id", name=op.f("pk_live")),
        sa.UniqueConstraint("code", name=op.f("uq_live_code")),
    )
    op.create_table(
        "player",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("nickname", sa.String(length=40), nullable=False),
        sa.Column("nickname_key", sa.String(length=200), nullable=False),
        sa.Column("kicked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_player_attempt_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name=op.f("fk_player_sitting_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_player")),
        sa.UniqueConstraint(
            "sitting_id", "nickname_key", name=op.f("uq_player_sitting_id_nickname_key")
        ),
    )
    op.create_table(
        "response",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("question_version_id", sa.Integer(), nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.Column("shown", sa.String(length=60), nullable=False),
        sa.Column("certainty", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.String(length=5), nullable=False),
        sa.Column("share", sa.Double(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("entry_uuid", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "certainty BETWEEN 1 AND 3", name=op.f("ck_response_certainty_is_known")
        ),
        sa.CheckConstraint("score BETWEEN 0 AND 1", name=op.f("ck_response_score_is_a_share")),
        sa.CheckConstraint("share BETWEEN 0 AND 1", name=op.f("ck_response_share_is_one")),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_response_attempt_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["question_version_id"],
            ["question_version.id"],
            name=op.f("fk_response_question_version_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
        sa.UniqueConstraint("attempt_id", "position", name=op.f("uq_response_attempt_id_position")),
    )
    op.create_index(
        "ix_response_question_version", "response", ["question_version_id"], unique=False
    )


def downgrade() -> None:
    for name in ["response", "player", "live", "attempt", "assignment", "sitting"]:
        op.drop_table(name)
