"""What an Anki collection looks like inside: its tables, its note type, its decks and its options.

Source: schema 11, which every Anki since 2.1 reads; the names are Anki's own.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

SCHEMA_VERSION = 11
NOTE_TYPE_ID = 1_760_000_000_000
"""Always the same, so that Anki takes a later package for one of the same kind."""

DEFAULT_ID = 1
OPTIONS_ID = 1_760_000_000_001
FIRST_DECK_ID = 1_760_000_001_000
PARENT_DECK = "Studyapp"
DAY_STARTS = time(4)
"""Anki's days begin at four in the morning unless told otherwise, and so do a learner's."""

FIELDS = ("Question", "Options", "Answer", "Why", "Passage", "Source", "Key")
FRONT = """<div class="question">{{Question}}</div>
{{#Options}}<div class="options">{{Options}}</div>{{/Options}}"""
BACK = """{{FrontSide}}
<hr id="answer">
<div class="answer">{{Answer}}</div>
{{#Why}}<div class="why">{{Why}}</div>{{/Why}}
{{#Passage}}<blockquote>{{Passage}}</blockquote>{{/Passage}}
<div class="source">{{Source}}</div>"""
STYLE = """.card { font-family: Georgia, serif; font-size: 20px; line-height: 1.5; }
.card { max-width: 36em; margin: 0 auto; text-align: start; }
.card :is(div, p, li, blockquote) { unicode-bidi: plaintext; }
.answer { font-weight: bold; }
.source { font-size: 15px; opacity: 0.8; }"""

TABLES = """
CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL,
  scm integer NOT NULL, ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL,
  ls integer NOT NULL, conf text NOT NULL, models text NOT NULL, decks text NOT NULL,
  dconf text NOT NULL, tags text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL,
  mod integer NOT NULL, usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL,
  sfld integer NOT NULL, csum integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL,
  ord integer NOT NULL, mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL,
  queue integer NOT NULL, due integer NOT NULL, ivl integer NOT NULL, factor integer NOT NULL,
  reps integer NOT NULL, lapses integer NOT NULL, left integer NOT NULL, odue integer NOT NULL,
  odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL,
  ease integer NOT NULL, ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL,
  time integer NOT NULL, type integer NOT NULL);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
"""


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for a whole package.

    Attributes:
        begun_on: the learner's own day from which Anki counts days; no card is due before.
        zone: in which those days are.
        made_at: when the package is made.
        retention: wanted chance of recall on the due day.
        parameters: the 21 numbers of FSRS-6.
    """

    begun_on: date
    zone: ZoneInfo
    made_at: datetime
    retention: float
    parameters: Sequence[float]

    @property
    def begun_at(self) -> datetime:
        """Return the moment from which Anki counts days."""
        return datetime.combine(self.begun_on, DAY_STARTS, self.zone)


def collection_row(settings: Settings, decks: Mapping[str, int]) -> tuple[Any, ...]:
    """Return the one row of `col`; `decks` gives each name its number."""
    made = int(settings.made_at.timestamp())
    return (
        *(1, int(settings.begun_at.timestamp()), made * 1000, made * 1000),
        *(SCHEMA_VERSION, 0, 0, 0),
        json.dumps(_configuration(settings, decks)),
        json.dumps({str(NOTE_TYPE_ID): _note_type()}),
        json.dumps(_decks(decks, made)),
        json.dumps(
            {
                str(DEFAULT_ID): _options(DEFAULT_ID, "Default", settings),
                str(OPTIONS_ID): _options(OPTIONS_ID, PARENT_DECK, settings),
            }
        ),
        "{}",
    )


def _configuration(settings: Settings, decks: Mapping[str, int]) -> dict[str, Any]:
    ahead_of_utc = settings.begun_at.utcoffset() or timedelta()
    return {
        "schedVer": 2,
        "sched2021": True,
        "fsrs": True,
        "rollover": DAY_STARTS.hour,
        "creationOffset": -int(ahead_of_utc / timedelta(minutes=1)),
        "curModel": NOTE_TYPE_ID,
        "curDeck": decks[PARENT_DECK],
        "activeDecks": [decks[PARENT_DECK]],
        "nextPos": 1,
        "sortType": "noteFld",
        "sortBackwards": False,
        "newSpread": 0,
        "collapseTime": 1200,
        "timeLim": 0,
        "estTimes": True,
        "dueCounts": True,
        "addToCur": True,
        "dayLearnFirst": False,
    }


def _note_type() -> dict[str, Any]:
    return {
        "id": NOTE_TYPE_ID,
        "name": "Studyapp question",
        "type": 0,
        "mod": 0,
        "usn": 0,
        "sortf": 0,
        "did": None,
        "css": STYLE,
        "latexPre": "",
        "latexPost": "",
        "latexsvg": False,
        "req": [[0, "any", [0]]],
        "tmpls": [
            {
                **{"name": "Question", "ord": 0, "qfmt": FRONT, "afmt": BACK, "did": None},
                **{"bqfmt": "", "bafmt": "", "bfont": "", "bsize": 0},
            }
        ],
        "flds": [
            {"name": name, "ord": place, "sticky": False, "rtl": False, "font": "Arial", "size": 20}
            for place, name in enumerate(FIELDS)
        ],
    }


def _decks(decks: Mapping[str, int], made: int) -> dict[str, Any]:
    wanted = {"Default": (DEFAULT_ID, DEFAULT_ID)}
    wanted |= {name: (number, OPTIONS_ID) for name, number in decks.items()}
    nothing = [0, 0]
    return {
        str(number): {
            **{"id": number, "name": name, "mod": made, "usn": 0, "desc": "", "dyn": 0},
            **{"conf": options, "collapsed": False, "browserCollapsed": False},
            **{"extendNew": 0, "extendRev": 0, "newToday": nothing, "revToday": nothing},
            **{"lrnToday": nothing, "timeToday": nothing},
        }
        for name, (number, options) in wanted.items()
    }


def _options(number: int, name: str, settings: Settings) -> dict[str, Any]:
    lapse = {"delays": [10.0], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0.0}
    review = {"bury": True, "ease4": 1.3, "hardFactor": 1.2, "ivlFct": 1.0}
    new = {"bury": True, "delays": [1.0, 10.0], "initialFactor": 2500, "ints": [1, 4, 0]}
    return {
        **{"id": number, "name": name, "mod": 0, "usn": 0, "dyn": False},
        **{"maxTaken": 60, "autoplay": True, "timer": 0, "replayq": True},
        "new": {**new, "order": 1, "perDay": 20},
        "rev": {**review, "maxIvl": 36500, "perDay": 200},
        "lapse": lapse,
        "fsrsParams6": list(settings.parameters),
        "desiredRetention": settings.retention,
    }
