"""Learners who answer without a pause, whatever happens to the server."""

import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.client import HTTPException
from random import Random

from tests.durability.served import Browser, Reply
from tests.visitor import Form, forms_in

CLIENTS = 4
RETRY_SECONDS = 0.02
AWAY = frozenset({502, 503, 504})
"""What a proxy answers while the server behind it is away, and a server that is busy."""
MODULES = (
    "woods-2003/general-secretary",
    "woods-2003/united-opposition",
    "north-2023/gravedigger",
    "compare",
)


@dataclass
class Client:
    """A learner who answers without a pause and sends again what was not acknowledged.

    Attributes:
        sent: ids of the answers that left this client, whatever came of them.
        acknowledged: ids of those that the server said it had taken.
        refused: what the server said to an answer that it did not take.
        cut_off: how often the server died between a question or answer and its reply.
        stopping: set when no new answer shall begin.
        gone: set when nothing more shall be tried.
        away: statuses after which it is sent again, as a page does.
    """

    browser: Browser
    chance: Random
    stopping: threading.Event
    gone: threading.Event
    away: frozenset[int] = frozenset()
    sent: list[str] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    cut_off: int = 0

    def run(self) -> None:
        """Answer question after question until it is told to stop."""
        while not self.stopping.is_set():
            address = f"/check/{self.chance.choice(MODULES)}/start"
            reply = self._try(partial(self.browser.get, address))
            forms = forms_in(reply.text) if reply is not None else []
            card = next((form for form in forms if "answer_id" in form.fields), None)
            if card is not None:
                self._answer(card)
            elif reply is not None:
                self.refused.append(f"{reply.status} {reply.text[:2000]}")

    def _answer(self, form: Form) -> None:
        """Send an answer with an id of our own until it is acknowledged."""
        answer_id = str(uuid.UUID(int=self.chance.getrandbits(128)))
        fields = form.fields | {"answer_id": answer_id, "act": "unsure"}
        if "choice" in form.choices:
            fields |= {"act": "check", "choice": self.chance.choice(form.choices["choice"])}
        self.sent.append(answer_id)
        reply = None
        while reply is None and not self.gone.is_set():
            reply = self._try(partial(self.browser.post, form.action, fields))
        if reply is None:
            return
        if (reply.status, reply.location) == (303, f"/review/answers/{answer_id}"):
            self.acknowledged.append(answer_id)
        else:
            self.refused.append(f"{reply.status} {reply.text[:2000]}")

    def _try(self, ask: Callable[[], Reply]) -> Reply | None:
        """Ask the server; None when it is away, busy, or dies over it."""
        try:
            reply = ask()
            if reply.status not in self.away:
                return reply
            self.cut_off += reply.status == HTTPStatus.BAD_GATEWAY
            time.sleep(RETRY_SECONDS)
        except ConnectionRefusedError:
            time.sleep(RETRY_SECONDS)
        except (OSError, HTTPException):
            self.cut_off += 1
        return None
