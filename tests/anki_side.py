"""Open a package as its reader's Anki would, and print as JSON what arrived.

Run by the Python of an environment that holds `anki`: `-m tests.anki_side FOLDER PACKAGE...`; the
packages are imported one after the other into a fresh collection in that folder.
"""

import json
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest


def main(folder: Path, packages: list[str]) -> None:
    """Import packages, have the collection checked, and say what is there."""
    collection = Collection(str(folder / "collection.anki2"))
    for package in packages:
        options = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)
        collection.import_anki_package(
            ImportAnkiPackageRequest(package_path=package, options=options)
        )
    problems, is_sound = collection.fix_integrity()
    answers = "SELECT id, cid, ease, ivl, lastIvl, time, type FROM revlog ORDER BY id"
    found = {
        "cards": [_card(collection, number) for number in collection.find_cards("")],
        "reviews": collection.db.all(answers),
        "problems": None if is_sound else problems,
        "models": [model.name for model in collection.models.all_names_and_ids()],
        "retention": [options["desiredRetention"] for options in collection.decks.all_config()],
    }
    collection.close()
    sys.stdout.write(json.dumps(found))


def _card(collection: Collection, number: int) -> dict[str, Any]:
    card = collection.get_card(number)
    note = card.note()
    memory = card.memory_state
    begun_on = date.fromtimestamp(collection.crt)  # noqa: DTZ012 -- its own zone is the reader's
    stats = collection.card_stats_data(number)
    return {
        "id": number,
        "guid": note.guid,
        "fields": dict(note.items()),
        "tags": note.tags,
        "deck": collection.decks.name(card.did),
        "type": int(card.type),
        "queue": int(card.queue),
        "due": str(begun_on + timedelta(days=card.due)),
        "place": card.due,
        "interval": card.ivl,
        "reps": card.reps,
        "lapses": card.lapses,
        "stability": memory.stability if memory else None,
        "difficulty": memory.difficulty if memory else None,
        "decay": card.decay,
        "recall": stats.fsrs_retrievability,
        "last_review": card.last_review_time,
        "question": card.question(),
        "answer": card.answer(),
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
