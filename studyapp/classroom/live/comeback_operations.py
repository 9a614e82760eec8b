"""A nameless player comes back on another device by their words."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from studyapp.accounts.guesses.keys import player_key
from studyapp.accounts.guesses.limits import Limit
from studyapp.accounts.guesses.operations import take_back, take_guess
from studyapp.accounts.queries import Learner, name_key
from studyapp.accounts.sign_in.operations import Merge, enter_as
from studyapp.classroom.live.queries import find_player, find_player_named
from studyapp.classroom.live.rejoin_words import is_rejoin_word
from studyapp.database import db, write_transaction
from studyapp.errors import BadInputError, ConflictError

WRONG = "There is no player with this nickname and these words in this quiz."


def come_back(
    sitting_id: int,
    nickname: str,
    words: str,
    secret_key: str,
    *,
    wide: Sequence[Limit],
    present: Learner | None,
    old_token: str,
    new_token: str,
    merges: Iterable[Merge],
    now: datetime,
) -> None:
    """Sign this browser in as a player who joined on another one.

    Args:
        wide: limits beside that of the player, under which wrong words count.

    Raises:
        BadInputError: nickname or words are wrong, or the player is a pupil of the class.
        TooManyGuessesError: there were too many wrong words for this player.
        ConflictError: this browser plays here already, or the player has an account by now.
    """
    player = find_player_named(db.session, sitting_id, name_key(nickname))
    if player is None:
        raise BadInputError(WRONG)
    limits = (Limit("player", player_key(player.attempt.id)), *wide)
    guess = take_guess(limits, "words", now=now)
    # Whoever sits in the class comes back by their seat instead.
    if player.attempt.seat_id or not is_rejoin_word(words, secret_key, player.attempt.id):
        raise BadInputError(WRONG)
    with write_transaction() as session:
        take_back(session, guess)
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
