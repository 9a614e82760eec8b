"""Make the tables of classes, seats, and quizzes with their frozen versions."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accommodation",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("factor", sa.Double(), nullable=False),
        sa.Column("extra_minutes", sa.Integer(), nullable=False),
        sa.Column("untimed", sa.Boolean(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "extra_minutes BETWEEN 0 AND 240", name=op.f("ck_accommodation_extra_is_bounded")
        ),
        sa.CheckConstraint(
            "factor IN (1, 1.25, 1.5, 2)", name=op.f("ck_accommodation_factor_is_known")
        ),
        sa.ForeignKeyConstraint(
            ["learner_id"],
            ["learner.id"],
            name=op.f("fk_accommodation_learner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("learner_id", name=op.f("pk_accommodation")),
    )
    op.create_table(
        "class",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("join_code", sa.String(length=8), nullable=True),
        sa.Column("erase_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["teacher_id"], ["learner.id"], name=op.f("fk_class_teacher_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class")),
        sa.UniqueConstraint("join_code", name=op.f("uq_class_join_code")),
    )
    op.create_index(op.f("ix_class_teacher_id"), "class", ["teacher_id"], unique=False)
    op.create_table(
        "quiz",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("draw_count", sa.Integer(), nullable=True),
        sa.Column("shuffles", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("draw_count > 0", name=op.f("ck_quiz_draws_some")),
        sa.ForeignKeyConstraint(["owner_id"], ["learner.id"], name=op.f("fk_quiz_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz")),
    )
    op.create_index(op.f("ix_quiz_owner_id"), "quiz", ["owner_id"], unique=False)
    op.create_table(
        "quiz_item",
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_quiz_item_question_id")
        ),
        sa.ForeignKeyConstraint(
            ["quiz_id"], ["quiz.id"], name=op.f("fk_quiz_item_quiz_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("quiz_id", "question_id", name=op.f("pk_quiz_item")),
    )
    op.create_table(
        "quiz_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("draw_count", sa.Integer(), nullable=True),
        sa.Column("shuffles", sa.Boolean(), nullable=False),
        sa.Column("content_hash", sa.String(length=32), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["quiz_id"], ["quiz.id"], name=op.f("fk_quiz_version_quiz_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_version")),
        sa.UniqueConstraint("quiz_id", "number", name=op.f("uq_quiz_version_quiz_id_number")),
    )
    op.create_table(
        "seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("pupil_code", sa.String(length=40), nullable=True),
        sa.Column("word_hash", sa.String(length=200), nullable=True),
        sa.Column("shares_misses", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["class_id"], ["class.id"], name=op.f("fk_seat_class_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_seat_learner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sa.UniqueConstraint("class_id", "name_key", name=op.f("uq_seat_class_id_name_key")),
    )
    op.create_index(op.f("ix_seat_learner_id"), "seat", ["learner_id"], unique=False)
    op.create_table(
        "item_tally",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("sum_x", sa.Double(), nullable=False),
        sa.Column("sum_xx", sa.Double(), nullable=False),
        sa.Column("sum_r", sa.Double(), nullable=False),
        sa.Column("sum_rr", sa.Double(), nullable=False),
        sa.Column("sum_xr", sa.Double(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["quiz_version.id"],
            name=op.f("fk_item_tally_version_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", "position", name=op.f("pk_item_tally")),
    )
    op.create_table(
        "quiz_version_item",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("question_version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_version_id"],
            ["question_version.id"],
            name=op.f("fk_quiz_version_item_question_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["quiz_version.id"],
            name=op.f("fk_quiz_version_item_version_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", "position", name=op.f("pk_quiz_version_item")),
        sa.UniqueConstraint(
            "version_id",
            "question_version_id",
            name=op.f("uq_quiz_version_item_version_id_question_version_id"),
        ),
    )
    op.create_index(
        op.f("ix_quiz_version_item_question_version_id"),
        "quiz_version_item",
        ["question_version_id"],
        unique=False,
    )
    op.create_table(
        "regrade",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=11), nullable=False),
        sa.Column("key_version_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(key_version_id IS NOT NULL) = (rule IN ('new_key', 'both_keys'))",
            name=op.f("ck_regrade_new_keys_name_their_version"),
        ),
        sa.CheckConstraint(
            "rule IN ('new_key', 'both_keys', 'full_credit', 'dropped')",
            name=op.f("ck_regrade_rule_is_known"),
        ),
        sa.ForeignKeyConstraint(
            ["key_version_id"], ["question_version.id"], name=op.f("fk_regrade_key_version_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["quiz_version.id"], name=op.f("fk_regrade_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regrade")),
    )
    op.create_index(
        "ix_regrade_in_force",
        "regrade",
        ["version_id", "position"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )


def downgrade() -> None:
    for name in [
        "regrade",
        "quiz_version_item",
        "item_tally",
        "seat",
        "quiz_version",
        "quiz_item",
        "quiz",
        "class",
        "accommodation",
    ]:
        op.drop_table(name)
