"""Let a quiz be offered to be studied alone."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

CHECK = "ck_sitting_kind_is_known"


def upgrade() -> None:
    _know("'assigned', 'live', 'paper', 'study'")


def downgrade() -> None:
    op.execute("DELETE FROM sitting WHERE kind = 'study'")
    _know("'assigned', 'live', 'paper'")


def _know(kinds: str) -> None:
    with op.batch_alter_table("sitting") as table:
        table.drop_constraint(op.f(CHECK), type_="check")
        table.create_check_constraint(op.f(CHECK), f"kind IN ({kinds})")
