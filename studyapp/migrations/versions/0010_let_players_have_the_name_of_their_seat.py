"""Let players have the name of their seat, which may be longer than a nickname."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("player") as table:
        table.alter_column("nickname", type_=sa.String(length=60))


def downgrade() -> None:
    op.execute("UPDATE player SET nickname = substr(nickname, 1, 40)")
    with op.batch_alter_table("player") as table:
        table.alter_column("nickname", type_=sa.String(length=40))
