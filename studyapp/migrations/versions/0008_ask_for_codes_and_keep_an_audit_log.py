"""Make the tables of second factors and of what teachers and admins did."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_second_factor()
    _make_recovery_code()
    _make_audit_entry()


def downgrade() -> None:
    for name in ("audit_entry", "recovery_code", "second_factor"):
        op.drop_table(name)


def _make_second_factor() -> None:
    op.create_table(
        "second_factor",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_step", sa.Integer(), nullable=False),
        _of_learner("second_factor", "CASCADE"),
        sa.PrimaryKeyConstraint("learner_id", name=op.f("pk_second_factor")),
    )


def _make_recovery_code() -> None:
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        _of_learner("recovery_code", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_recovery_code_code_hash")),
    )
    op.create_index(op.f("ix_recovery_code_learner_id"), "recovery_code", ["learner_id"])


def _make_audit_entry() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=True),
        sa.Column("is_command", sa.Boolean(), nullable=False),
        sa.Column("act", sa.String(length=80), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.String(length=200), nullable=False),
        _of_learner("audit_entry", "SET NULL"),
        sa.ForeignKeyConstraint(
            ["class_id"],
            ["class.id"],
            name=op.f("fk_audit_entry_class_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    for column in ("class_id", "learner_id"):
        op.create_index(op.f(f"ix_audit_entry_{column}"), "audit_entry", [column, "id"])


def _of_learner(table: str, on_delete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["learner_id"], ["learner.id"], name=op.f(f"fk_{table}_learner_id"), ondelete=on_delete
    )
