"""Changes to the tokens that let programs act for their learners."""

from datetime import datetime

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from studyapp.accounts.models import ApiTokenRow
from studyapp.accounts.programs.queries import count_api_tokens
from studyapp.accounts.tokens import new_api_token, token_hash
from studyapp.database import write_transaction
from studyapp.errors import ConflictError, NotFoundError

MOST_TOKENS = 20


def make_api_token(learner_id: int, label: str, *, now: datetime) -> str:
    """Make a token and return it; only its hash is kept, so it can be shown this once.

    Raises:
        ConflictError: the learner has `MOST_TOKENS` already.
    """
    token = new_api_token()
    with write_transaction(learner_id) as session:
        if count_api_tokens(session, learner_id) >= MOST_TOKENS:
            raise ConflictError(f"{MOST_TOKENS} programs are the most. Revoke one of them first.")
        row = {"learner_id": learner_id, "label": label, "token_hash": token_hash(token)}
        session.execute(insert(ApiTokenRow).values(row | {"created_at": now}))
    return token


def revoke_api_token(learner_id: int, token_id: int) -> None:
    """End a token of a learner; the program that holds it is refused from now on.

    Raises:
        NotFoundError: the learner has no such token.
    """
    with write_transaction() as session:
        gone = session.execute(
            delete(ApiTokenRow)
            .where(ApiTokenRow.id == token_id, ApiTokenRow.learner_id == learner_id)
            .returning(ApiTokenRow.id)
        ).first()
    if gone is None:
        raise NotFoundError("This program cannot act for you any more.")


def note_token_use(token_id: int, *, now: datetime) -> None:
    """Keep when a token was used."""
    with write_transaction(f"token {token_id}") as session:
        session.execute(update(ApiTokenRow).where(ApiTokenRow.id == token_id).values(used_at=now))


def merge_api_tokens(session: Session, guest_id: int, account_id: int) -> None:
    """Let the programs of a guest act for the account."""
    moved = update(ApiTokenRow).where(ApiTokenRow.learner_id == guest_id)
    session.execute(moved.values(learner_id=account_id))
