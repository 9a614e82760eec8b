"""A nameless player comes back on another device by their words."""

from collections.abc import Iterable
from datetime import datetime

from studyapp.accounts.guess_keys import player_key
from studyapp.accounts.operations import (
    GUESS_WINDOW,
    GUESSES_ALLOWED,
    Merge,
    TooManyGuessesError,
    enter_as,
    record_guess,
)
from studyapp.accounts.queries import Learner, count_guesses, name_key
from studyapp.classroom.live_queries import Player, find_player, find_player_named
from studyapp.classroom.rejoin_words import is_rejoin_word
from studyapp.database import db, write_transaction
from studyapp.errors import BadInputError, ConflictError

WRONG = "There is no player with this nickname and these words in this quiz."


def come_back(
    sitting_id: int,
    nickname: str,
    words: str,
    secret_key: str,
    *,
    present: Learner | None,
    old_token: str,
    new_token: str,
    merges: Iterable[Merge],
    now: datetime,
) -> None:
    """Sign this browser in as a player who joined on another one.

    Raises:
        BadInputError: nickname or words are wrong, or the player is a pupil of the class.
        TooManyGuessesError: there were too many wrong words for this player.
        ConflictError: this browser plays here already, or the player has an account by now.
    """
    player = find_player_named(db.session, sitting_id, name_key(nickname))
    if player is None:
        raise BadInputError(WRONG)
    _check_words(player, words, secret_key, now)
    with write_transaction() as session:
        if present is not None and find_player(session, sitting_id, present.id) is not None:
            raise ConflictError("This browser plays in this quiz already.")
        enter_as(
            session,
            player.attempt.learner_id,
            present=present,
            old_token=old_token,
            new_token=new_token,
            merges=merges,
            now=now,
        )


def _check_words(player: Player, words: str, secret_key: str, now: datetime) -> None:
    """Refuse wrong words; whoever sits in the class comes back by their seat instead."""
    key = player_key(player.attempt.id)
    if count_guesses(key, now - GUESS_WINDOW) >= GUESSES_ALLOWED:
        raise TooManyGuessesError("There were too many wrong words for this player.")
    is_right = is_rejoin_word(words, secret_key, player.attempt.id)
    if not is_right or player.attempt.seat_id is not None:
        record_guess(key, now=now)
        raise BadInputError(WRONG)
