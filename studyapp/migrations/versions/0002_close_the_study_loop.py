"""Keep how sure a learner was, what they dispute, why an answer slipped, and what rests."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("review_log", sa.Column("confidence", sa.String(length=7), nullable=True))
    op.add_column("review_log", sa.Column("disputed", sa.Boolean(), nullable=True))
    op.execute("UPDATE review_log SET confidence = 'guessed' WHERE guessed")
    op.drop_column("review_log", "guessed")
    op.create_table(
        "lapse_reason",
        sa.Column("log_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=10), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "reason IN ('forgot', 'misread', 'unclear', 'bad')",
            name=op.f("ck_lapse_reason_reason_is_known"),
        ),
        sa.ForeignKeyConstraint(["log_id"], ["review_log.id"], name="fk_lapse_reason_log_id"),
        sa.PrimaryKeyConstraint("log_id", name="pk_lapse_reason"),
    )
    op.create_table(
        "rest",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=7), nullable=False),
        sa.Column("log_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("reason IN ('sibling', 'leech')", name=op.f("ck_rest_reason_is_known")),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name="fk_rest_learner_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name="fk_rest_question_id"),
        sa.ForeignKeyConstraint(["log_id"], ["review_log.id"], name="fk_rest_log_id"),
        sa.PrimaryKeyConstraint("learner_id", "question_id", name="pk_rest"),
    )
    op.create_index("ix_rest_log", "rest", ["log_id"])
    op.create_table(
        "pretest",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("given", sa.Integer(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name="fk_pretest_learner_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name="fk_pretest_question_id"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["question_version.id"], name="fk_pretest_version_id"
        ),
        sa.PrimaryKeyConstraint("learner_id", "question_id", name="pk_pretest"),
    )


def downgrade() -> None:
    op.drop_table("pretest")
    op.drop_index("ix_rest_log", table_name="rest")
    op.drop_table("rest")
    op.drop_table("lapse_reason")
    op.add_column("review_log", sa.Column("guessed", sa.Boolean(), nullable=True))
    op.execute("UPDATE review_log SET guessed = confidence = 'guessed' WHERE kind = 'answer'")
    op.drop_column("review_log", "disputed")
    op.drop_column("review_log", "confidence")
