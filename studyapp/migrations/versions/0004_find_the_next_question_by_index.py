"""Find by index what is due, what rests, what was missed and what was new on a day.

The index of checks holds their answers alone, so that an answer outside of one does not write it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_memory_due", table_name="memory")
    op.create_index("ix_memory_due", "memory", ["learner_id", "due_on", "question_id"])
    op.create_index("ix_rest_until", "rest", ["learner_id", "until"])
    op.create_index(
        "ix_question_retired",
        "question",
        ["id"],
        sqlite_where=sa.text("retired_at IS NOT NULL"),
        postgresql_where=sa.text("retired_at IS NOT NULL"),
    )
    op.drop_index("ix_review_log_run", table_name="review_log")
    op.create_index(
        "ix_review_log_run", "review_log", ["run_id"], sqlite_where=sa.text("run_id IS NOT NULL")
    )
    op.create_index(
        "ix_review_log_missed",
        "review_log",
        ["learner_id", "learner_day"],
        sqlite_where=sa.text('"right" = 0'),
        postgresql_where=sa.text('NOT "right"'),
    )
    op.create_index(
        "ix_review_log_new",
        "review_log",
        ["learner_id", "learner_day"],
        sqlite_where=sa.text("mode = 'new'"),
        postgresql_where=sa.text("mode = 'new'"),
    )


def downgrade() -> None:
    op.drop_index("ix_review_log_new", table_name="review_log")
    op.drop_index("ix_review_log_missed", table_name="review_log")
    op.drop_index("ix_review_log_run", table_name="review_log")
    op.create_index("ix_review_log_run", "review_log", ["run_id"])
    op.drop_index("ix_question_retired", table_name="question")
    op.drop_index("ix_rest_until", table_name="rest")
    op.drop_index("ix_memory_due", table_name="memory")
    op.create_index("ix_memory_due", "memory", ["learner_id", "due_on"])
