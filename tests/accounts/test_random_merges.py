"""However guests come to an account, it holds what one learner would who had done it all."""

from random import Random

import pytest

from studyapp.accounts.operations import ensure_learner
from studyapp.bank.queries import catalogue
from studyapp.database import db, write_transaction
from studyapp.review.log.history_queries import log_of
from studyapp.review.log.replay import LogEntry, replay
from studyapp.review.operations import merge_reviews, rebuild_memory
from studyapp.review.queries import states_of
from tests.conftest import NOON
from tests.review.histories import History
from tests.trusted import Tally

MERGES = 200
PEOPLE = ("account", "phone", "laptop")
MOST_ACTS = 2
pytestmark = pytest.mark.usefixtures("app_context")


def live(number: int, chance: Random) -> list[History]:
    """Return an account and two guests who have answered the same questions, in turns."""
    ids = [ensure_learner(f"{who} {number}", "UTC", now=NOON).id for who in PEOPLE]
    people = [History(id_, chance) for id_ in ids]
    questions = list(catalogue().questions.values())[:3]
    acts = [person for person in people for _ in range(chance.randint(0, MOST_ACTS))]
    chance.shuffle(acts)
    for person in acts:
        person.act(questions)
    return people


def merge_in_any_order(account: History, guests: list[History], chance: Random) -> list[LogEntry]:
    """Bring both guests into the account; return what the three had in their logs."""
    logs = [log_of(db.session, person.learner_id) for person in (account, *guests)]
    for guest in chance.sample(guests, len(guests)):
        with write_transaction() as session:
            merge_reviews(session, guest.learner_id, account.learner_id)
    return sorted((entry for log in logs for entry in log), key=lambda entry: entry.id)


@pytest.mark.trust(row=46)
def test_random_histories_become_one_in_whichever_order_they_come(tally: Tally) -> None:
    chance, differing, entries = Random(46), [], 0
    for number in range(MERGES):
        account, *guests = live(number, chance)
        union = merge_in_any_order(account, guests, chance)

        entries += len(union)
        kept = log_of(db.session, account.learner_id)
        states = states_of(db.session, account.learner_id)
        if kept != union or states != replay(union):
            differing.append(number)
    rebuilt = rebuild_memory()

    tally.note(tried=MERGES, held=MERGES - len(differing))
    assert differing == []
    assert (rebuilt.differed, rebuilt.days) == ((), ())
    assert entries > MERGES
