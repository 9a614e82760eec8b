"""Work that the server does by itself, beside the requests."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from flask import current_app

from studyapp.errors import StudyAppError

WAKE: Final = "studyapp_wake"


@dataclass(frozen=True, slots=True)
class Chore:
    """Something to be done again and again, from the start on; `do` takes the moment."""

    do: Callable[[datetime], None]
    every: timedelta


def do_chore(chore: Chore, now: datetime) -> None:
    """Do something once; what goes wrong is logged, for the thread has others to do."""
    try:
        chore.do(now)
    except StudyAppError as error:
        current_app.logger.error("%s", error)
    except Exception:
        current_app.logger.exception("Something that the server does by itself failed.")


def do_chores_soon() -> None:
    """Have everything done at once, by whichever thread does it in this process."""
    wake: threading.Event = current_app.extensions[WAKE]
    wake.set()
