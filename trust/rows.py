"""The rows of the matrix: what the app is trusted with, and how often it is tried."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["load", "fault", "bad input"]


@dataclass(frozen=True, slots=True)
class Row:
    """A promise that is put to the test.

    Attributes:
        number: what tests name it by: `@pytest.mark.trust(row=1)`.
        kind: which part of the last line it counts in.
        promise: what holds, in one sentence.
        each_time: how often it is tried at least by `python3 -m tests`.
        nightly: how often it is tried at least by `python3 -m trust --nightly`.
        unit: what is counted.
    """

    number: int
    kind: Kind
    promise: str
    each_time: int
    nightly: int
    unit: str


ROWS = (
    Row(1, "fault", "Killed at work on SQLite, no acknowledged answer is lost", 50, 1000, "kills"),
    Row(2, "fault", "Killed at work on PostgreSQL, no answer is lost", 10, 200, "kills"),
    Row(3, "fault", "A power cut loses no acknowledged answer", 300, 5000, "cuts"),
    Row(4, "load", "An answer sent ten times at once is stored once", 200, 2000, "answers"),
    Row(5, "fault", "An answer whose reply is lost is stored once", 500, 500, "replies"),
    Row(6, "fault", "Two tabs at one quiz or review lose no answer", 140, 210, "orders"),
    Row(7, "fault", "Answers given offline arrive, in order, once", 40, 100, "answers"),
    Row(8, "fault", "A browser that crashes in a quiz goes on where it was", 5, 50, "crashes"),
    Row(9, "load", "A class of 300 joins a live quiz at once", 300, 300, "players"),
    Row(10, "load", "300 players answer in short windows, also over a kill", 3000, 3000, "answers"),
    Row(11, "load", "Mixed work for long: no error, and memory stays", 20, 1800, "seconds"),
    Row(12, "load", "Slow clients hold nobody else up", 300, 300, "slow clients"),
    Row(13, "load", "Idle connections hold nobody up", 300, 300, "connections"),
    Row(14, "load", "A burst of sign-ins holds no answer up", 30, 30, "sign-ins"),
    Row(15, "fault", "Locked from outside: waits, or 503 with Retry-After", 2, 20, "locks"),
    Row(16, "fault", "A full disk loses nothing and is got over", 1, 20, "full disks"),
    Row(17, "fault", "A fault at the start is told in one line", 12, 12, "faults"),
    Row(18, "fault", "A damaged database is refused, and a good backup named", 200, 200, "files"),
    Row(19, "fault", "A network or synchronised folder is noticed", 8, 8, "folders"),
    Row(20, "fault", "A backup taken under load holds what was acknowledged", 20, 200, "backups"),
    Row(21, "fault", "Every released schema is brought up whole", 16, 16, "upgrades"),
    Row(22, "fault", "A migration killed anywhere leaves one whole schema", 40, 400, "kills"),
    Row(23, "fault", "A program older than the schema refuses to start", 1, 1, "starts"),
    Row(24, "fault", "A move to PostgreSQL that is killed copies every row once", 1, 5, "moves"),
    Row(25, "fault", "A replay of the log gives the stored schedule", 1000, 10000, "histories"),
    Row(26, "fault", "Each day counts once, in every time zone", 8000, 8000, "hours of nights"),
    Row(27, "fault", "Clocks that jump leave every schedule sound", 20, 20, "jumps"),
    Row(28, "bad input", "A damaged bank file is told by line, or valid", 5000, 100000, "files"),
    Row(29, "fault", "A bank exchanged while served is whole on each page", 50, 500, "exchanges"),
    Row(30, "fault", "A bank that changes leaves the past readable", 34, 34, "changes"),
    Row(31, "bad input", "No text that a person writes runs as a script", 200, 200, "payloads"),
    Row(32, "bad input", "Every route answers with every header", 100, 100, "routes"),
    Row(33, "bad input", "No unsafe route acts for another site", 500, 500, "requests"),
    Row(34, "bad input", "No route gives what belongs to another", 1000, 1000, "requests"),
    Row(35, "bad input", "Fields that no form has change nothing", 100, 100, "forms"),
    Row(36, "bad input", "No key leaves before the answer", 100, 100, "quizzes"),
    Row(37, "fault", "A session that ended opens nothing", 12, 12, "cases"),
    Row(38, "bad input", "Passwords and codes cannot be guessed in number", 1000, 1000, "tries"),
    Row(39, "bad input", "No answer tells whether an account exists", 200, 200, "tries"),
    Row(40, "bad input", "No address leads out or up", 300, 300, "addresses"),
    Row(41, "bad input", "Files that are no such upload are refused", 60, 60, "files"),
    Row(42, "bad input", "Made-up requests meet no error of the server", 900, 20000, "requests"),
    Row(43, "bad input", "Strange text and numbers break no page", 2000, 2000, "inputs"),
    Row(44, "bad input", "No cell of a table that is saved is a formula", 100, 100, "cells"),
    Row(45, "fault", "What is erased is gone from every table, also restored", 30, 30, "tables"),
    Row(46, "fault", "A guest takes everything along to an account", 200, 200, "merges"),
    Row(47, "bad input", "No log line holds a secret or an answer", 100, 100, "lines"),
    Row(48, "fault", "The wheel installs and serves with what it brings", 1, 1, "installs"),
    Row(49, "fault", "Folders with any name will do", 6, 6, "folders"),
    Row(50, "fault", "Stopped under load, nothing acknowledged is lost", 10, 100, "stops"),
)
"""Their numbers are those of docs/trust.md."""

NOT_SHOWN = {
    "Windows and macOS": "nothing here was run there",
    "iOS and Android devices": "phones are played by a desktop browser of their size",
    "A disk that lies about what it has stored": "no such disk is at hand",
}
"""What no row can show on one Linux machine, with the reason."""
