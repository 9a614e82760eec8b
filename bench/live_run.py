"""One live quiz with a crowd, a kill in the middle, and the reckoning at its end."""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.instances import Content, copy_content, make_instance
from bench.live_host import LiveHost, Opened, open_lobby, read_stored
from bench.live_http import CrowdBrowser, NoAnswerError
from bench.live_player import LivePlayer, Record
from bench.live_report import Measured
from bench.servers import KillableServer

Tell = Callable[[str], None]
BURST, KILLED = 2, 3
"""Numbers of the questions that all answer at one moment, and in which the server is killed."""
BURST_AFTER_SECONDS = 2.0
KILL_AFTER_SECONDS = 1.5


@dataclass(frozen=True, slots=True)
class Crowd:
    """How large the quiz is, and how much time everybody takes.

    Attributes:
        seconds: the window for each question.
        join_seconds: the players come spread over this time.
        quiet_seconds: how long nothing but polls happens before the first question.
    """

    players: int
    questions: int
    seconds: float
    join_seconds: float = 8.0
    quiet_seconds: float = 6.0


class LiveRun:
    """A live quiz against a served app."""

    def __init__(self, crowd: Crowd, server: KillableServer, opened: Opened, tell: Tell) -> None:
        self._crowd, self._server, self._tell = crowd, server, tell
        self._record, self._host = Record(), LiveHost(server.port, opened)
        self._opened, self._opened_at = opened, dict[int, float]()
        self._chance = random.Random(crowd.players)  # noqa: S311 -- must repeat itself
        self._outage: tuple[float, float] | None = None
        self._cpu_per_poll_ms: float | None = None

    async def play(self) -> Measured:
        """Play the whole quiz and return what was measured."""
        players = [self._player(n) for n in range(self._crowd.players)]
        joined_in = await self._join(players)
        playing = [asyncio.create_task(player.play()) for player in players]
        await self._watch_quiet_polls()
        before = self._server.cpu_seconds()
        for number in range(1, self._crowd.questions + 1):
            await self._ask(number)
        used_ms = (self._server.cpu_seconds() - before) * 1000
        await self._host.act("end")
        self._tell("waiting for every screen to see the end")
        await asyncio.gather(*playing)
        await self._close([*players, self._host])
        return Measured(
            self._record,
            self._host.ticks,
            self._opened_at,
            self._outage,
            joined_in,
            self._cpu_per_poll_ms,
            used_ms / self._crowd.questions / self._crowd.players,
        )

    async def _close(self, browsers: Sequence[LivePlayer | LiveHost]) -> None:
        for browser in browsers:
            browser.leave()
        # Connections are closed once the loop has gone round.
        await asyncio.sleep(0)

    def _player(self, n: int) -> LivePlayer:
        browser = CrowdBrowser("127.0.0.1", self._server.port)
        return LivePlayer(f"Player {n}", browser, self._record, self._moment)

    def _moment(self, number: int) -> float:
        """Return when a player answers: somewhen in the window, or all at one moment."""
        opened_at = self._opened_at.get(number, time.monotonic())
        if number == BURST:
            return opened_at + BURST_AFTER_SECONDS
        latest = max(time.monotonic(), opened_at + self._crowd.seconds - 0.5)
        return self._chance.uniform(time.monotonic(), latest)

    async def _join(self, players: list[LivePlayer]) -> float:
        self._tell(f"{len(players)} players join")
        started = time.monotonic()

        async def join(player: LivePlayer) -> None:
            await asyncio.sleep(self._chance.uniform(0, self._crowd.join_seconds))
            await player.join(self._opened.code)

        results = await asyncio.gather(*map(join, players), return_exceptions=True)
        for error in results:
            if isinstance(error, BaseException) and not isinstance(error, NoAnswerError):
                raise error
        return time.monotonic() - started

    async def _watch_quiet_polls(self) -> None:
        """Measure what a poll costs the server while nothing changes."""
        await asyncio.sleep(1)
        before, polls = self._server.cpu_seconds(), len(self._record.polls)
        await asyncio.sleep(self._crowd.quiet_seconds)
        count = len(self._record.polls) - polls
        if count:
            self._cpu_per_poll_ms = (self._server.cpu_seconds() - before) * 1000 / count

    async def _ask(self, number: int) -> None:
        self._tell(f"question {number} of {self._crowd.questions}")
        # The players see it a moment after this; the act itself is part of what they wait for.
        self._opened_at[number] = time.monotonic()
        self._opened_at[number] = await self._host.act("open")
        if number == KILLED:
            await self._kill()
        await self._host.wait_until(
            lambda told: told["answered"] >= told["players"], self._crowd.seconds
        )
        await self._host.act("reveal")
        await asyncio.sleep(1)

    async def _kill(self) -> None:
        await asyncio.sleep(KILL_AFTER_SECONDS)
        self._tell("the server is killed and started again")
        killed_at = time.monotonic()
        await asyncio.to_thread(self._server.kill_and_restart)
        self._outage = (killed_at, time.monotonic())


def run_live(work: Path, crowd: Crowd, tell: Tell, database: str | None = None) -> Measured:
    """Play a quiz on a fresh instance, and hold the database against what was promised.

    Args:
        database: the address of an empty database, instead of a SQLite file.
    """
    tell("a fresh instance is made")
    content: Content = copy_content(work)
    instance = work / "live"
    make_instance(instance, content, database)
    opened = open_lobby(instance, content, crowd.questions, database)
    with KillableServer(instance, content, database) as server:
        measured = asyncio.run(LiveRun(crowd, server, opened, tell).play())
    address = database or f"sqlite:///{instance / 'studyapp.db'}"
    return measured.against(read_stored(address, opened.sitting_id))
