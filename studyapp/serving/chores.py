"""Work that the server does by itself, beside the requests."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from flask import Flask, current_app

from studyapp.clock import utc_now
from studyapp.errors import StudyAppError

WAKE: Final = "studyapp_wake"


@dataclass(frozen=True, slots=True)
class Chore:
    """Something to be done again and again, from the start on; `do` takes the moment."""

    do: Callable[[datetime], None]
    every: timedelta


def do_chore(app: Flask, chore: Chore) -> None:
    """Do a chore now; whatever goes wrong is logged, and the others are done all the same."""
    with app.app_context():
        try:
            chore.do(utc_now())
        except StudyAppError as error:
            app.logger.error("%s", error)
        except Exception:
            app.logger.exception("%s failed.", chore.do.__name__)


def do_chores_soon() -> None:
    """Have everything done at once, by whichever thread does it in this process."""
    wake: threading.Event = current_app.extensions[WAKE]
    wake.set()
