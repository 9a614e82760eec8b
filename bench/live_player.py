"""A player of a live quiz as its page behaves: joins, polls, answers until it is acknowledged."""

import asyncio
import json
import random
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bench.live_http import CrowdBrowser, NoAnswerError, Reply

JITTER = 0.2
SLOWEST_SECONDS = 5.0
RETRY_SECONDS = (0.5, 1.0, 2.0, 4.0, 5.0)
ACKNOWLEDGED = {"accepted", "already"}
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_ENTRY = re.compile(r'name="entry" value="([^"]+)"')
_NUMBER = re.compile(r'name="number" value="(\d+)"')
_CHOICE = re.compile(r'name="choice" value="(\d+)"')


@dataclass
class Record:
    """What all players have seen, in seconds of the monotonic clock.

    Attributes:
        joins: how long each took to join.
        polls: for each tick, when it was due and how long after that it was answered.
        seen: number of a question -> when each player had it on the screen.
        acknowledged: (name, number of the question) -> id of the answer that is kept.
        took: number of a question -> seconds from sending to acknowledgement.
        late: answers that were refused as too late.
        retries: requests that went out once more.
        errors: what no retry has mended.
    """

    joins: list[float] = field(default_factory=list)
    polls: list[tuple[float, float]] = field(default_factory=list)
    seen: dict[int, list[float]] = field(default_factory=dict)
    acknowledged: dict[tuple[str, int], str] = field(default_factory=dict)
    took: dict[int, list[float]] = field(default_factory=dict)
    late: int = 0
    retries: int = 0
    errors: list[str] = field(default_factory=list)


class LivePlayer:
    """One player with a browser of their own."""

    def __init__(
        self, name: str, browser: CrowdBrowser, record: Record, moment: Callable[[int], float]
    ) -> None:
        """Take part; `moment` says when a question, by its number, is to be answered."""
        self.name, self._browser, self._record, self._moment = name, browser, record, moment
        self._address = ""
        self._chance = random.Random(name)  # noqa: S311 -- must repeat itself, guards no secret
        self._answers: list[asyncio.Task[None]] = []

    def leave(self) -> None:
        """Close the browser."""
        self._browser.close()

    async def join(self, code: str) -> None:
        """Join with the code on the wall."""
        started = time.monotonic()
        page = await self._until_done(lambda: self._browser.get(f"/play/{code}"))
        fields = {"csrf_token": _found(_TOKEN, page.text), "nickname": self.name}
        reply = await self._until_done(lambda: self._browser.post(f"/play/{code}", fields))
        self._address = reply.headers["location"]
        await self._until_done(lambda: self._browser.get(self._address))
        self._record.joins.append(time.monotonic() - started)

    async def play(self) -> None:
        """Follow the quiz to its end."""
        etag, step, every, failures = "", "", 1.0, 0
        due = time.monotonic() + every * random.random()  # noqa: S311
        while not step.startswith("done"):
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            try:
                reply = await self._browser.get(f"{self._address}/tick", if_none_match=etag)
                if reply.status >= 500:
                    raise NoAnswerError(f"tick: {reply.status}")
                self._record.polls.append((due, time.monotonic() - due))
                failures = 0
                if reply.status == 200:
                    told = json.loads(reply.body)
                    if told["step"] != step:
                        await self._look(told["step"])
                    etag, step, every = reply.headers["etag"], told["step"], told["every"] / 1000
            except NoAnswerError:
                failures += 1
                self._record.retries += 1
            pause = min(SLOWEST_SECONDS, every * 2**failures)
            due = max(due, time.monotonic() - pause) + pause * self._chance.uniform(
                1 - JITTER, 1 + JITTER
            )
        await asyncio.gather(*self._answers)

    async def _look(self, step: str) -> None:
        """Load what is new; a question that opens is answered in its time."""
        page = await self._browser.get(f"{self._address}?part=1")
        if page.status != 200:
            raise NoAnswerError(f"part: {page.status}")
        if step.startswith("open") and _NUMBER.search(page.text):
            number = int(_found(_NUMBER, page.text))
            self._record.seen.setdefault(number, []).append(time.monotonic())
            self._answers.append(asyncio.create_task(self._answer(number, page.text)))

    async def _answer(self, number: int, page: str) -> None:
        await asyncio.sleep(max(0.0, self._moment(number) - time.monotonic()))
        entry = _found(_ENTRY, page)
        fields = {
            "csrf_token": _found(_TOKEN, page),
            "number": str(number),
            "entry": entry,
            "choice": self._chance.choice(_CHOICE.findall(page)),
        }
        started = time.monotonic()
        reply = await self._until_done(
            lambda: self._browser.post(f"{self._address}/answer", fields, accept="application/json")
        )
        state = json.loads(reply.body).get("state") if reply.status == 200 else None
        if state in ACKNOWLEDGED:
            self._record.acknowledged[self.name, number] = entry
            self._record.took.setdefault(number, []).append(time.monotonic() - started)
        elif state == "late":
            self._record.late += 1
        else:
            self._record.errors.append(f"answer {number} of {self.name}: {reply.status}")

    async def _until_done(self, ask: Callable[[], Awaitable[Reply]]) -> Reply:
        """Ask until the server has answered, as the page of a player does."""
        for attempt in range(60):
            try:
                reply = await ask()
            except NoAnswerError:
                reply = None
            if reply is not None and reply.status < 500:
                return reply
            self._record.retries += 1
            await asyncio.sleep(RETRY_SECONDS[min(attempt, len(RETRY_SECONDS) - 1)])
        self._record.errors.append(f"{self.name} gave up")
        raise NoAnswerError(self.name)


def _found(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    if found is None:
        raise NoAnswerError(f"The page lacks {pattern.pattern}.")
    return found[1]
