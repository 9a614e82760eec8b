"""What is known of the shipped texts from reading them, held against what is served."""

import math
import shutil
from pathlib import Path

import pytest

from studyapp.reading.library import read_library, record_registers
from tests.shipped import ARTICLES, SEEDS, article, checked, exported, paragraphs, seed, text_of

STATED = {
    "north-2023": ("David North", None, "2023-03-07"),
    "cwi-2003": (None, None, "2003-03"),
    "unsigned": (None, None, None),
    "malvar-2021": ("John Malvar", "World Socialist Web Site", "2021-12-28"),
    "woods-2003": ("Alan Woods", None, None),
}
LABELS = ["North 2023", "CWI 2003", "Unsigned", "Malvar 2021", "Woods 2003"]
PARAGRAPHS = {
    "north-2023": 12,
    "cwi-2003": 33,
    "unsigned": 17,
    "malvar-2021": 32,
    "woods-2003": 290,
}
WORDS = {
    "north-2023": 440,
    "cwi-2003": 2647,
    "unsigned": 1557,
    "malvar-2021": 2300,
    "woods-2003": 26285,
}
# The line on which each half stands, and the words on both sides of the page break.
JOINED = [
    ("north-2023", 24, 26, "and the Soviet bureaucracy’s betrayal"),
    ("malvar-2021", 18, 20, 'had previously not dared to attack."'),
    ("malvar-2021", 32, 34, "nature of the Soviet Union and Stalinism, The Revolution Betrayed"),
    ("malvar-2021", 52, 54, "a bullet to the back of the head"),
    ("malvar-2021", 72, 74, "without question the authoritative voice"),
]
# Lines that end without a full stop and yet are whole.
COMPLETE = [
    ("cwi-2003", 65),
    *(("woods-2003", line) for line in (213, 215, 491, 524, 530, 569)),
]
CWI_HEADINGS = [
    "Only the ideas of genuine socialism can explain the nature of Stalinism",
    "The struggle against the rise of Stalinism",
    "Excesses and disasters of Stalinist policies",
    "Death of the ’Great Leader’",
]
WOODS_HEADINGS = {
    13: "Stalin and the October revolution",
    21: "Stalin in 1917",
    33: "Soviet democracy",
    59: "The general secretary",
    75: "Lenin versus Stalin",
    128: "After Lenin's death",
    142: "The United Opposition",
    160: "Expulsion of the Opposition",
    185: "Stalin - the executioner of Lenin's Party",
    205: "The rise of the bureaucracy",
    221: "Stalin's Purges",
    241: "The Kamenev and Zinoviev trial",
    259: "The year 1937",
    277: "The destruction of the Red Army",
    295: "The trial of the 21",
    313: "The assassination of Trotsky",
    342: "Stalin and the Second World War",
    344: "Stalin as Hitler's quartermaster",
    370: "Stalin undermines the defence of the USSR",
    382: "Hitler and Stalin",
    402: "Hitler attacks",
    418: 'The "great war leader"',
    438: "Stalin and the national question",
    459: "Stalin and the intellectuals",
    495: "The last period",
    520: "The Cult of Stalin",
    547: "The Leningrad Purge",
    555: "Paranoia and the totalitarian regime",
    575: "'The Doctors' Plot'",
    597: "After Stalin's death",
    605: "Stalinism without Stalin",
    634: "The role of the individual in history",
    648: "Revolution and reaction",
    662: "The French and Russian Revolutions",
    674: "The rise and fall of the Revolution",
    690: "Stalin and the bureaucracy",
    710: "The role of the individual in history",
    722: "Fatalism, scepticism and revolution",
}
PART_TITLE = 342
NOT_OF_THE_ARTICLE = [
    "wsws.org",
    "WSWP",
    "WSWWS",
    "To contact",
    "posted on Twitter",
    "Patreon",
    "Paypal",
    "donation",
    "Special financial appeal",
    "Leave a Reply",
    "Be the first to comment",
    "Stalinism and Bolshevism",
    "The second part of Alan Woods",
    "After 1945 Stalin's power was absolute.",
    "This is the last part of the article",
]
MODULE_MINUTES = range(3, 11)
each_article = pytest.mark.parametrize("key", ARTICLES)


def sections(key: str) -> list[str | None]:
    """Return the section of each paragraph, the same one in a row only once."""
    found: list[str | None] = [p["section"] for p in paragraphs(key)]
    return [s for n, s in enumerate(found) if n == 0 or s != found[n - 1]]


@each_article
def test_author_publisher_and_date_are_null_unless_the_text_states_them(key: str) -> None:
    found = article(key)

    assert (found["author"], found["publisher"], found["date"]) == STATED[key]


def test_sources_are_called_by_their_labels() -> None:
    assert [found["label"] for found in exported()["articles"]] == LABELS


@each_article
def test_no_word_and_no_paragraph_is_missing_or_too_many(key: str) -> None:
    assert len(text_of(key).split()) == WORDS[key]
    assert len(paragraphs(key)) == PARAGRAPHS[key]


@pytest.mark.parametrize(("key", "first", "second", "seam"), JOINED)
def test_a_paragraph_that_a_page_break_parted_is_whole(
    key: str, first: int, second: int, seam: str
) -> None:
    source = seed(key)

    numbers = [p["number"] for p in paragraphs(key) if seam in p["text"]]

    assert numbers == [first]
    assert second not in {p["number"] for p in paragraphs(key)}
    assert f"{source.kept(first)} {source.kept(second)}" in [p["text"] for p in paragraphs(key)]


@pytest.mark.parametrize(("key", "line"), COMPLETE)
def test_a_whole_line_without_a_full_stop_is_joined_with_nothing(key: str, line: int) -> None:
    lines = [text for p in paragraphs(key) for text in p["text"].split("\n")]

    assert lines.count(seed(key).lines[line]) == 1


@pytest.mark.parametrize("line", [183, 340, 457, 632])
def test_a_lead_in_to_a_part_is_not_served(line: int) -> None:
    served = {p["number"]: p["text"] for p in paragraphs("woods-2003")}
    copies = [n for n, text in served.items() if text == seed("woods-2003").lines[line]]

    assert line not in served
    assert copies == ([346] if line == 340 else [])


def test_the_paragraph_that_a_lead_in_copies_is_served_exactly_once() -> None:
    lines = seed("woods-2003").lines

    assert lines[340] == lines[346]
    assert text_of("woods-2003").count(lines[346]) == 1


@pytest.mark.parametrize("words", NOT_OF_THE_ARTICLE)
def test_footers_links_and_appeals_are_not_served(words: str) -> None:
    assert [key for key in ARTICLES if words in text_of(key)] == []


@pytest.mark.parametrize("key", ["cwi-2003", "malvar-2021", "north-2023"])
def test_no_dropped_line_is_served(key: str) -> None:
    source = seed(key)
    served = {line for p in paragraphs(key) for line in p["text"].split("\n")}

    dropped = {source.lines[n] for n in source.lines_of("drop")}

    assert dropped & served == set()


def test_the_note_above_the_appeal_is_served() -> None:
    last = paragraphs("cwi-2003")[-1]

    assert (last["number"], last["kind"]) == (87, "note")
    assert last["text"].startswith("Note. There have been repeated rumours")


def test_the_headings_of_woods_are_the_sections_in_order() -> None:
    lines = seed("woods-2003").lines
    without_part_title = [text for n, text in WOODS_HEADINGS.items() if n != PART_TITLE]
    parts = next(a.parts for a in checked().library.articles if a.key == "woods-2003")

    assert {n: lines[n] for n in WOODS_HEADINGS} == WOODS_HEADINGS
    assert sections("woods-2003") == [None, *without_part_title]
    assert parts[3] == WOODS_HEADINGS[PART_TITLE]


def test_the_headings_of_the_cwi_are_the_sections_in_order() -> None:
    assert sections("cwi-2003") == [None, *CWI_HEADINGS]


@pytest.mark.parametrize("key", ["north-2023", "unsigned", "malvar-2021"])
def test_a_text_without_headings_has_no_sections(key: str) -> None:
    assert sections(key) == [None]


@each_article
def test_a_module_takes_three_to_ten_minutes_at_180_words_a_minute(key: str) -> None:
    for module in article(key)["modules"]:
        words = sum(len(p["text"].split()) for p in module["paragraphs"])
        assert module["minutes"] == math.ceil(words / 180)
        assert module["minutes"] in MODULE_MINUTES, module["key"]


@each_article
def test_a_title_of_the_source_is_a_heading_of_its_module(key: str) -> None:
    for module in article(key)["modules"]:
        own = {p["section"] for p in module["paragraphs"]} | {article(key)["title"]}
        assert module["editorial_title"] or module["title"] in own, module["key"]


def test_the_parts_of_woods_begin_with_the_modules_after_their_lead_ins() -> None:
    starts: dict[int, int] = {}
    for module in article("woods-2003")["modules"]:
        starts.setdefault(module["part"], module["paragraphs"][0]["number"])

    assert starts == {1: 3, 2: 187, 3: 346, 4: 461, 5: 636}


def test_the_shipped_registers_need_no_writing(tmp_path: Path) -> None:
    folder = tmp_path / "seeds"
    shutil.copytree(SEEDS, folder)

    library, faults = read_library(folder)

    assert faults == []
    assert record_registers(folder, library) == {}
