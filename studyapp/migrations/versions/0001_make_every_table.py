"""Make every table."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "article",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_article"),
    )
    op.create_table(
        "content_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("files_hash", sa.String(length=64), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("synced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refused_hash", sa.String(length=64), nullable=True),
        sa.Column("refused_faults", sa.Text(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_content_state_one_row")),
        sa.PrimaryKeyConstraint("id", name="pk_content_state"),
    )
    op.create_table(
        "learner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=True),
        sa.Column("name_key", sa.String(length=200), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "role IN ('learner', 'teacher', 'admin')", name=op.f("ck_learner_role_is_known")
        ),
        sa.CheckConstraint(
            "(name IS NULL) = (password_hash IS NULL)",
            name=op.f("ck_learner_name_and_password_together"),
        ),
        sa.PrimaryKeyConstraint("id", name="pk_learner"),
        sa.UniqueConstraint("name_key", name="uq_learner_name_key"),
    )
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("module", sa.String(length=130), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=32), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_question"),
        sa.UniqueConstraint("key", name="uq_question_key"),
    )
    op.create_table(
        "sign_in_failure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_failure"),
    )
    op.create_index("ix_sign_in_failure_name_key", "sign_in_failure", ["name_key"])

    op.create_table(
        "question_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=32), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name="fk_question_version_question_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_question_version"),
        sa.UniqueConstraint(
            "question_id", "content_hash", name="uq_question_version_question_id_content_hash"
        ),
    )
    op.create_table(
        "reading",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("article_key", sa.String(length=60), nullable=False),
        sa.Column("module_key", sa.String(length=60), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name="fk_reading_learner_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("learner_id", "article_key", "module_key", name="pk_reading"),
    )
    op.create_table(
        "session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name="fk_session_learner_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
        sa.UniqueConstraint("token_hash", name="uq_session_token_hash"),
    )
    op.create_index("ix_session_learner_id", "session", ["learner_id"])

    op.create_table(
        "review_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("entry_uuid", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=6), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("run_id", sa.String(length=36), nullable=True),
        sa.Column("given", sa.Text(), nullable=True),
        sa.Column("shown", sa.String(length=60), nullable=True),
        sa.Column("right", sa.Boolean(), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("guessed", sa.Boolean(), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("milliseconds", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("learner_day", sa.Date(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("scheduler", sa.String(length=30), nullable=False),
        sa.Column("stability", sa.Double(), nullable=True),
        sa.Column("difficulty", sa.Double(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'answer') = (rating IS NOT NULL)", name=op.f("ck_review_log_answer_has_rating")
        ),
        sa.CheckConstraint(
            "(kind = 'undo') = (undoes IS NOT NULL)", name=op.f("ck_review_log_undo_names_answer")
        ),
        sa.CheckConstraint("kind IN ('answer', 'undo')", name=op.f("ck_review_log_kind_is_known")),
        sa.CheckConstraint("score BETWEEN 0 AND 1", name=op.f("ck_review_log_score_is_a_share")),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name="fk_review_log_learner_id"),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name="fk_review_log_question_id"),
        sa.ForeignKeyConstraint(["undoes"], ["review_log.id"], name="fk_review_log_undoes"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["question_version.id"], name="fk_review_log_version_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_review_log"),
        sa.UniqueConstraint("learner_id", "entry_uuid", name="uq_review_log_learner_id_entry_uuid"),
        sa.UniqueConstraint("undoes", name="uq_review_log_undoes"),
    )
    op.create_index("ix_review_log_learner_day", "review_log", ["learner_id", "learner_day"])
    op.create_index("ix_review_log_learner_question", "review_log", ["learner_id", "question_id"])
    op.create_index("ix_review_log_run", "review_log", ["run_id"])

    op.create_table(
        "memory",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("stability", sa.Double(), nullable=False),
        sa.Column("difficulty", sa.Double(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reps", sa.Integer(), nullable=False),
        sa.Column("passes", sa.Integer(), nullable=False),
        sa.Column("lapses", sa.Integer(), nullable=False),
        sa.Column("last_answer_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["last_answer_id"], ["review_log.id"], name="fk_memory_last_answer_id"
        ),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name="fk_memory_learner_id"),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name="fk_memory_question_id"),
        sa.PrimaryKeyConstraint("learner_id", "question_id", name="pk_memory"),
    )
    op.create_index("ix_memory_due", "memory", ["learner_id", "due_on"])


def downgrade() -> None:
    op.drop_index("ix_memory_due", table_name="memory")

    op.drop_table("memory")
    op.drop_index("ix_review_log_run", table_name="review_log")
    op.drop_index("ix_review_log_learner_question", table_name="review_log")
    op.drop_index("ix_review_log_learner_day", table_name="review_log")

    op.drop_table("review_log")
    op.drop_index("ix_session_learner_id", table_name="session")

    op.drop_table("session")
    op.drop_table("reading")
    op.drop_table("question_version")
    op.drop_index("ix_sign_in_failure_name_key", table_name="sign_in_failure")

    op.drop_table("sign_in_failure")
    op.drop_table("question")
    op.drop_table("learner")
    op.drop_table("content_state")
    op.drop_table("article")
