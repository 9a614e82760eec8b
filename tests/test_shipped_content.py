"""Nothing of a shipped text is lost, doubled or reworded: held against the bytes of the files."""

import hashlib
import re
from collections import Counter
from itertools import groupby

import pytest

from tests.shipped import (
    ARTICLES,
    SEEDS,
    article,
    checked,
    folded,
    line_range,
    paragraphs,
    register,
    seed,
    text_of,
)

each_article = pytest.mark.parametrize("key", ARTICLES)

SHA256 = {
    "000_03b7fb3e255152a2.txt": "0d0727b953e6b909fa29a44c44b71faae84ccd09e36f65770bf0df67abae36d9",
    "001_407b3ffd0d4f796f.txt": "c4589aa556a5181dad7ffe0bc24f77393b439e6326042d8ee48ddf1439f14cd3",
    "002_28869ef44fb8165a.txt": "2f515402e9b20c958bffcdbe1c314faea56d881f79277b329f60e94ec7f4092d",
    "003_cd347da771afcaeb.txt": "0f6ebafafb400ca7dd88275025c8cb219a204321175aca743a45caa91bba58a4",
    "004_d8ea58e57b63fff4.txt": "f68bde7f477e60351f2dd6aa6fe4ecb7faef134c941da8e7f1c487b714936cea",
}
# What a line of metadata holds besides the value that it states; every other one holds no more.
BESIDES_METADATA = {("north-2023", 3): "# ", ("cwi-2003", 1): "Theory:  1", ("north-2023", 8): "**"}
DROPPED = {
    "north-2023": [38, 39, 41],
    "cwi-2003": [5, 8, 10, 12, 89, 91, 92, 94, 96, 97, 99, 101, 103],
    "unsigned": [],
    "malvar-2021": [82, 83, 85],
    "woods-2003": [183, 340, 457, 632],
}
CAPTIONED = {"unsigned": [7, 11, 25]}


def test_the_texts_are_those_that_the_project_was_given() -> None:
    found = {path.name: path.read_bytes() for path in SEEDS.glob("*.txt")}

    assert {name: hashlib.sha256(text).hexdigest() for name, text in found.items()} == SHA256


def test_every_text_is_served_once() -> None:
    assert [article(key)["file"] for key in ARTICLES] == sorted(SHA256)
    assert [found.key for found in checked().library.articles] == list(ARTICLES)


@each_article
def test_a_line_has_one_use_at_most(key: str) -> None:
    uses = Counter(n for n, _ in seed(key).acts())

    assert {n: count for n, count in uses.items() if count > 1} == {}


@each_article
def test_every_other_line_is_served_in_the_paragraph_numbered_by_its_first_line(key: str) -> None:
    source = seed(key)

    served = [(p["number"], folded(p["text"])) for p in paragraphs(key)]

    expected = [(group[0], " ".join(map(source.kept, group))) for group in source.groups()]
    assert served == expected


@each_article
def test_the_served_text_is_the_kept_text_character_by_character(key: str) -> None:
    source = seed(key)
    apart = set(source.lines_of("metadata", "heading", "part", "drop"))

    kept = " ".join(source.kept(n) for n in source.lines if n not in apart)

    assert text_of(key) == folded(kept)


@each_article
def test_lines_stay_apart_in_blocks_and_nowhere_else(key: str) -> None:
    source = seed(key)
    blocks = {line_range(entry["lines"])[0]: entry for entry in source.entries("blocks")}

    for paragraph in paragraphs(key):
        block = blocks.pop(paragraph["number"], None)
        assert paragraph["kind"] == (block["kind"] if block else "prose")
        if block:
            lines = [source.kept(n) for n in line_range(block["lines"]) if n in source.lines]
            assert paragraph["text"].split("\n") == lines
        else:
            assert "\n" not in paragraph["text"]
    assert blocks == {}


@each_article
def test_the_paragraph_after_a_heading_is_the_first_of_its_section(key: str) -> None:
    source = seed(key)
    headings = {n: source.lines[n] for n in source.lines_of("heading")}

    sections = [
        (next(group)["number"], section)
        for section, group in groupby(paragraphs(key), key=lambda p: p["section"])
    ]

    starts = [group[0] for group in source.groups()]
    after = [(next(s for s in starts if s > n), text) for n, text in headings.items()]
    before = [(starts[0], None)] if starts[0] < min(headings, default=starts[0] + 1) else []
    assert sections == before + after


@each_article
def test_a_part_title_is_served_as_its_line_has_it(key: str) -> None:
    source = seed(key)
    served = next(found.parts for found in checked().library.articles if found.key == key)

    titles = {
        int(p["number"]): source.lines[int(p["line"])]
        for p in source.entries("parts")
        if "line" in p
    }

    assert {number: served[number] for number in titles} == titles


@each_article
def test_a_line_of_metadata_holds_its_value_and_nothing_unknown(key: str) -> None:
    source = seed(key)
    served = next(found for found in checked().library.articles if found.key == key)

    for entry in source.entries("metadata"):
        line = int(entry["line"])
        value = getattr(served, entry["holds"])
        assert value == source.sidecar["source"][entry["holds"]]
        assert source.lines[line].count(value) == 1
        besides = BESIDES_METADATA.get((key, line), "")
        assert source.lines[line].replace(value, "") == besides


@each_article
def test_what_is_dropped_has_a_reason_and_is_known(key: str) -> None:
    source = seed(key)

    assert source.lines_of("drop") == DROPPED[key]
    assert [entry for entry in source.entries("drop") if not entry["reason"].strip()] == []


@each_article
def test_captions_are_the_only_cut_inside_a_line_and_are_served_apart(key: str) -> None:
    source = seed(key)
    found = next(found for found in checked().library.articles if found.key == key)

    served = {p.number: p.caption for p in found.paragraphs if p.caption is not None}

    captions = {int(c["line"]): c["text"] for c in source.entries("captions")}
    assert served == captions
    assert list(served) == CAPTIONED.get(key, [])
    for line, caption in captions.items():
        assert source.lines[line].startswith(caption)
        assert len(source.kept(line)) > 20


@each_article
def test_marks_of_emphasis_are_served_as_offsets_and_nowhere_as_signs(key: str) -> None:
    source = seed(key)
    found = next(found for found in checked().library.articles if found.key == key)

    served = [
        [p.text[start:end] for start, end in p.emphasis] for p in found.paragraphs if p.emphasis
    ]

    raw = [" ".join(source.lines[n] for n in group) for group in source.groups()]
    assert served == [words for text in raw if (words := re.findall(r"\*(.+?)\*", text))]
    assert sum(text.count("*") for text in raw) == 2 * sum(map(len, served))
    assert "*" not in text_of(key)


@each_article
def test_a_paragraph_is_named_by_its_article_and_number(key: str) -> None:
    assert [p["id"] for p in paragraphs(key)] == [f"{key}:{p['number']}" for p in paragraphs(key)]


@each_article
def test_the_register_is_up_to_date(key: str) -> None:
    hashes = [hashlib.sha256(p["text"].encode()).hexdigest()[:16] for p in paragraphs(key)]
    numbers = [str(p["number"]) for p in paragraphs(key)]

    assert [entry[:2] for entry in register(key)] == [
        list(e) for e in zip(numbers, hashes, strict=True)
    ]
