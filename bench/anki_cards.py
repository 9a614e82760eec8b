"""Anki's side of row 20: due cards that are answered in a process of Anki's own.

Run by the Python of an environment that holds `anki`, with the arguments of `main`. Each line of
input names a number of answers; each line of output says what one of them cost.
"""

import json
import sqlite3
import sys
import time
from dataclasses import asdict
from functools import partial
from pathlib import Path

from anki.collection import AddNoteRequest, Card, Collection
from anki.scheduler.v3 import CardAnswer

from bench.sampling import cost_of

DECK = "Bench"
HIGHEST_LIMIT = 9999
ANSWER_EVERY_MS = 86_000
FIRST_ANSWER_MS = 1_020 * 86_400_000
"""So long ago; the last of a million answers is then 25 days old."""

KEEP_MEMORY = "UPDATE cards SET ivl = 20, reps = :reps, data = :memory"
MEMORY = json.dumps({"s": 20.0, "d": 5.0, "dr": 0.9, "decay": 0.1542})
LOG = """
WITH RECURSIVE answer (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM answer WHERE i + 1 < :rows)
INSERT INTO revlog (id, cid, usn, ease, ivl, lastIvl, factor, time, type)
SELECT :first + i * :every, card, -1, 3, 20, 20, 0, 9000, 1
FROM answer JOIN (SELECT row_number() OVER () - 1 AS n, id AS card FROM cards) ON n = i % :cards
"""


def main(path: Path, cards: int, due: int, log_rows: int) -> None:
    """Make a collection, then answer as often as each line of input says.

    Args:
        path: the file of the collection.
        cards: how many there are; each was answered equally often.
        due: how many of them are due today.
        log_rows: answers in the log; with none, the cards have no memory either and were only
            moved to their day.
    """
    _make_collection(path, cards, due)
    if log_rows:
        _fill(path, cards, log_rows)
    collection = Collection(str(path))
    for line in sys.stdin:
        cost = cost_of(partial(_answer, collection, int(line)), int(line))[1]
        sys.stdout.write(json.dumps(asdict(cost)) + "\n")
        sys.stdout.flush()
    collection.close()


def _make_collection(path: Path, cards: int, due: int) -> None:
    """Make cards with a question and an answer; so many of them are due, the others are not."""
    collection = Collection(str(path))
    collection.set_config("fsrs", True)
    deck = collection.decks.id(DECK)
    limits = collection.decks.config_dict_for_deck_id(deck)
    limits["new"]["perDay"] = limits["rev"]["perDay"] = HIGHEST_LIMIT
    collection.decks.update_config(limits)
    requests = []
    for n in range(cards):
        note = collection.new_note(collection.models.by_name("Basic"))
        note["Front"], note["Back"] = f"In which year was meeting {n}?", str(1000 + n % 1000)
        requests.append(AddNoteRequest(note=note, deck_id=deck))
    collection.add_notes(requests)
    collection.decks.select(deck)
    ids = list(collection.find_cards(f"deck:{DECK}"))
    collection.sched.set_due_date(ids[:due], "0")
    collection.sched.set_due_date(ids[due:], "20-60")
    collection.close()


def _fill(path: Path, cards: int, log_rows: int) -> None:
    """Write the log, and with each card the memory that its answers leave."""
    connection = sqlite3.connect(path)
    first = int(time.time() * 1000) - FIRST_ANSWER_MS
    values = {"rows": log_rows, "cards": cards, "first": first, "every": ANSWER_EVERY_MS}
    connection.execute(LOG, values)
    connection.execute(KEEP_MEMORY, {"reps": log_rows // cards, "memory": MEMORY})
    connection.commit()
    connection.close()


def _answer(collection: Collection, count: int) -> None:
    """Answer the card that is next, and ask for the one after it, so many times."""
    for _ in range(count):
        shown = collection.sched.get_queued_cards(fetch_limit=1).cards[0]
        card = Card(collection)
        card._load_from_backend_card(shown.card)
        card.start_timer()
        answer = collection.sched.build_answer(
            card=card, states=shown.states, rating=CardAnswer.GOOD
        )
        collection.sched.answer_card(answer)


if __name__ == "__main__":
    file, *numbers = sys.argv[1:]
    main(Path(file), *map(int, numbers))
