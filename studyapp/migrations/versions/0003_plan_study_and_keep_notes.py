"""Keep habits, plans, questions to come, notes, reading time, tokens, and what answers follow."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("review_log", sa.Column("recalled", sa.Boolean(), nullable=True))
    op.add_column("review_log", sa.Column("received_at", sa.DateTime(timezone=True)))
    op.add_column("review_log", sa.Column("follows", sa.Integer(), nullable=True))
    _add_decay()
    op.add_column("reading", sa.Column("words", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("reading", sa.Column("seconds", sa.Double(), nullable=False, server_default="0"))
    _make_put_off()
    with op.batch_alter_table("rest") as table:
        table.drop_constraint(op.f("ck_rest_reason_is_known"), type_="check")
        table.alter_column("reason", type_=sa.String(length=8))
        table.alter_column("log_id", nullable=True)
        table.add_column(sa.Column("put_off_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            "fk_rest_put_off_id", "put_off", ["put_off_id"], ["id"], ondelete="CASCADE"
        )
        table.create_check_constraint(
            op.f("ck_rest_reason_is_known"),
            "reason IN ('sibling', 'leech', 'left_out', 'put_off')",
        )
        table.create_index("ix_rest_put_off", ["put_off_id"])
    _make_study_habit()
    _make_enrolment()
    _make_exam()
    _make_memory_fit()
    _make_note()
    _make_api_token()


def downgrade() -> None:
    for name in ("api_token", "note", "memory_fit", "exam", "enrolment", "study_habit"):
        op.drop_table(name)
    op.execute("DELETE FROM rest WHERE reason NOT IN ('sibling', 'leech')")
    with op.batch_alter_table("rest") as table:
        table.drop_index("ix_rest_put_off")
        table.drop_constraint(op.f("ck_rest_reason_is_known"), type_="check")
        table.drop_constraint("fk_rest_put_off_id", type_="foreignkey")
        table.drop_column("put_off_id")
        table.alter_column("log_id", nullable=False)
        table.alter_column("reason", type_=sa.String(length=7))
        table.create_check_constraint(
            op.f("ck_rest_reason_is_known"), "reason IN ('sibling', 'leech')"
        )
    op.drop_table("put_off")
    op.drop_column("reading", "seconds")
    op.drop_column("reading", "words")
    op.drop_column("memory", "decay")
    op.drop_column("review_log", "follows")
    op.drop_column("review_log", "received_at")
    op.drop_column("review_log", "recalled")


def _add_decay() -> None:
    """Give what is held so far the decay of the parameters of everybody in FSRS-6."""
    with op.batch_alter_table("memory") as table:
        table.add_column(sa.Column("decay", sa.Double(), nullable=False, server_default="0.1542"))
    with op.batch_alter_table("memory") as table:
        table.alter_column("decay", server_default=None)


def _of_learner(table: str, *, primary: bool = False) -> list[sa.schema.SchemaItem]:
    """Return the key to the learner; with them the rows of a table go."""
    key = sa.ForeignKeyConstraint(
        ["learner_id"], ["learner.id"], name=f"fk_{table}_learner_id", ondelete="CASCADE"
    )
    column = sa.Column("learner_id", sa.Integer(), nullable=False)
    name = "learner_id" if primary else "id"
    return [column, key, sa.PrimaryKeyConstraint(name, name=f"pk_{table}")]


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), nullable=False)


def _make_put_off() -> None:
    op.create_table(
        "put_off",
        _id(),
        *_of_learner("put_off"),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('days_off', 'backlog')", name=op.f("ck_put_off_kind_is_known")
        ),
    )
    op.create_index("ix_put_off_learner_id", "put_off", ["learner_id"])


def _make_study_habit() -> None:
    op.create_table(
        "study_habit",
        *_of_learner("study_habit", primary=True),
        sa.Column("retention", sa.Double(), nullable=False),
        sa.Column("new_per_day", sa.Integer(), nullable=False),
        sa.Column("goal_kind", sa.String(length=9), nullable=False),
        sa.Column("goal", sa.Integer(), nullable=False),
        sa.Column("weekdays", sa.String(length=7), nullable=False),
        sa.Column("recall_first", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "goal_kind IN ('none', 'questions', 'minutes')",
            name=op.f("ck_study_habit_goal_is_known"),
        ),
    )


def _make_enrolment() -> None:
    op.create_table(
        "enrolment",
        _id(),
        *_of_learner("enrolment"),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name="fk_enrolment_question_id"),
        sa.UniqueConstraint(
            "learner_id", "question_id", name="uq_enrolment_learner_id_question_id"
        ),
    )
    op.create_index("ix_enrolment_learner", "enrolment", ["learner_id", "id"])


def _make_exam() -> None:
    op.create_table(
        "exam",
        _id(),
        *_of_learner("exam"),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("covers", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_exam_learner_id", "exam", ["learner_id"])


def _make_memory_fit() -> None:
    op.create_table(
        "memory_fit",
        _id(),
        *_of_learner("memory_fit"),
        sa.Column("fitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviews", sa.Integer(), nullable=False),
        sa.Column("parameters", sa.Text(), nullable=False),
        sa.Column("scheduler", sa.String(length=30), nullable=False),
        sa.Column("loss_before", sa.Double(), nullable=False),
        sa.Column("loss_after", sa.Double(), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_memory_fit_learner_id", "memory_fit", ["learner_id"])


def _make_note() -> None:
    op.create_table(
        "note",
        _id(),
        *_of_learner("note"),
        sa.Column("note_uuid", sa.String(length=36), nullable=False),
        sa.Column("article_key", sa.String(length=60), nullable=False),
        sa.Column("paragraph_id", sa.String(length=80), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("learner_id", "note_uuid", name="uq_note_learner_id_note_uuid"),
    )
    op.create_index("ix_note_article", "note", ["learner_id", "article_key"])


def _make_api_token() -> None:
    op.create_table(
        "api_token",
        _id(),
        *_of_learner("api_token"),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.UniqueConstraint("token_hash", name="uq_api_token_token_hash"),
    )
    op.create_index("ix_api_token_learner_id", "api_token", ["learner_id"])
