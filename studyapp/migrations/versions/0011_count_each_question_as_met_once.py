"""Count each question as met once, on the day of the earliest answer that followed no other."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# In the words of this migration: the program may count otherwise one day.
COUNT_MET = """
UPDATE day_tally SET met = counted.met
FROM (
    SELECT entry.learner_id AS learner_id, entry.learner_day AS day, count(*) AS met
    FROM review_log AS entry
    WHERE {is_first} AND entry.mode <> 'class' AND NOT EXISTS (
        SELECT 1 FROM review_log AS other
        WHERE other.learner_id = entry.learner_id AND other.question_id = entry.question_id
        AND (other.recorded_at < entry.recorded_at
            OR other.recorded_at = entry.recorded_at AND other.id < entry.id)
        AND {other_is_first}
    )
    GROUP BY entry.learner_id, entry.learner_day
) AS counted
WHERE day_tally.learner_id = counted.learner_id AND day_tally.day = counted.day
"""
IS_FIRST = """
    {0}.kind = 'answer' AND {0}.follows IS NULL AND {0}.mode NOT IN ('retry', 'cram')
    AND NOT EXISTS (SELECT 1 FROM review_log AS taken WHERE taken.undoes = {0}.id)
"""


def upgrade() -> None:
    op.execute("UPDATE day_tally SET met = 0")
    op.execute(
        COUNT_MET.format(is_first=IS_FIRST.format("entry"), other_is_first=IS_FIRST.format("other"))
    )


def downgrade() -> None:
    """Leave the days as they are: what was counted twice cannot be told from the rest."""
