"""Run the revisions on the connection that `studyapp.storage.schema` hands over."""

from alembic import context

from studyapp.storage.schema import TABLES

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=TABLES,
    render_as_batch=True,
    transactional_ddl=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
