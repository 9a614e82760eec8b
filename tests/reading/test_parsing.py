import pytest

from studyapp.reading.article import Article
from tests.reading.builders import make_source_data, parse, parsed

CAPTION = "Lenin speaks"
CAPTIONS = [
    pytest.param("Lenin speaks Many came.", "Many came.", id="a space after the caption"),
    pytest.param("Lenin speaksMany came.", "Many came.", id="no space after the caption"),
    pytest.param("Lenin  speaks\u00a0 Many came.", "Many came.", id="spaces to fold"),
]
KINDS = ["quotation", "letter", "dialogue", "list", "epigraph", "note"]


def texts_of(article: Article) -> list[str]:
    return [paragraph.text for paragraph in article.paragraphs]


def lines_of(article: Article) -> list[tuple[int, int]]:
    return [(paragraph.first_line, paragraph.last_line) for paragraph in article.paragraphs]


def test_each_line_with_words_is_a_paragraph_of_prose() -> None:
    article = parsed("\nOne\n\n\nTwo \u00a0words\n\u00a0\n Three")

    assert texts_of(article) == ["One", "Two words", "Three"]
    assert lines_of(article) == [(2, 2), (5, 5), (7, 7)]
    assert {paragraph.kind for paragraph in article.paragraphs} == {"prose"}


def test_a_paragraph_is_named_by_its_article_and_first_line() -> None:
    article = parsed("\nOne\n\nTwo\n\nThree", join=[{"lines": "4-6", "reason": "x"}])

    assert [(p.id, p.number) for p in article.paragraphs] == [("oak:2", 2), ("oak:4", 4)]


def test_halves_that_a_page_break_parted_are_one_paragraph() -> None:
    text = 'He had "not\n\n\u00a0\n\ndared to attack." Then\n\nNext'

    article = parsed(text, join=[{"lines": "1-5", "reason": "a page break"}])

    assert texts_of(article) == ['He had "not dared to attack." Then', "Next"]
    assert lines_of(article) == [(1, 5), (7, 7)]
    assert article.paragraphs[0].kind == "prose"


@pytest.mark.parametrize("kind", KINDS)
def test_the_lines_of_a_block_are_one_paragraph_of_its_kind(kind: str) -> None:
    text = 'Before\n\n"Joseph,\n"I  write.\n\nL. K."\n\nAfter'

    article = parsed(text, blocks=[{"lines": "3-6", "kind": kind}])

    assert texts_of(article) == ["Before", '"Joseph,\n"I write.\nL. K."', "After"]
    assert [p.kind for p in article.paragraphs] == ["prose", kind, "prose"]


def test_a_heading_stands_over_what_follows_and_is_no_paragraph() -> None:
    article = parsed("Lead\n\nThe  flood\n\nOne\n\nTwo\n\nEnd\n\nLast", headings=["3", "9"])

    assert [(p.section, p.text) for p in article.paragraphs] == [
        (None, "Lead"),
        ("The flood", "One"),
        ("The flood", "Two"),
        ("End", "Last"),
    ]


def test_metadata_dropped_lines_and_part_titles_are_no_paragraphs() -> None:
    article = parsed(
        "Oak\n\nOne\n\nThe second part\n\nTwo\n\nDonate\n\nReply",
        metadata=[{"line": "1", "holds": "title"}],
        drop=[{"lines": "9-11", "reason": "appeal"}],
        parts=[{"number": "1"}, {"number": "2", "title": "The second part", "line": "5"}],
    )

    assert texts_of(article) == ["One", "Two"]
    assert article.parts == {1: None, 2: "The second part"}


@pytest.mark.parametrize(("line", "rest"), CAPTIONS)
def test_a_caption_is_lifted_off_the_front_of_its_paragraph(line: str, rest: str) -> None:
    captions = [{"line": "3", "text": CAPTION, "reason": "a picture"}]

    article = parsed(f"One\n\n{line}", captions=captions)

    assert [(p.text, p.caption) for p in article.paragraphs] == [("One", None), (rest, CAPTION)]
    assert article.paragraphs[1].number == 3


def test_a_caption_leaves_kind_section_and_lines_as_they_are() -> None:
    article = parsed(
        "Head\n\nLenin speaks\nMany came.",
        headings=["1"],
        blocks=[{"lines": "3-4", "kind": "letter"}],
        captions=[{"line": "3", "text": CAPTION, "reason": "a picture"}],
    )

    paragraph = article.paragraphs[0]
    assert (paragraph.text, paragraph.kind) == ("Many came.", "letter")
    assert (paragraph.section, lines_of(article)) == ("Head", [(3, 4)])


def test_offsets_of_emphasis_follow_a_caption_that_is_cut_off() -> None:
    article = parsed(
        "*Lenin* speaks Many read *Pravda* then.",
        emphasis="asterisks",
        captions=[{"line": "1", "text": CAPTION, "reason": "a picture"}],
    )

    paragraph = article.paragraphs[0]
    assert paragraph.text == "Many read Pravda then."
    assert [paragraph.text[a:b] for a, b in paragraph.emphasis] == ["Pravda"]


def test_emphasis_is_kept_as_offsets_where_the_sidecar_says_so() -> None:
    text = "In *Capital*  he\n\nsays *so*."

    article = parsed(text, emphasis="asterisks", join=[{"lines": "1-3", "reason": "x"}])

    paragraph = article.paragraphs[0]
    assert paragraph.text == "In Capital he says so."
    assert [paragraph.text[a:b] for a, b in paragraph.emphasis] == ["Capital", "so"]


def test_asterisks_stay_where_the_sidecar_does_not_speak_of_them() -> None:
    paragraph = parsed("Two *stars* here").paragraphs[0]

    assert (paragraph.text, paragraph.emphasis) == ("Two *stars* here", ())


def test_modules_share_the_paragraphs_out_in_order() -> None:
    modules = [
        {"key": "a", "title": "First", "lines": "1-3", "editorial_title": "true"},
        {"key": "b", "title": "Second", "lines": "5", "part": "2"},
    ]

    article = parsed("One\n\nTwo\n\nThree", modules=modules)

    assert [
        (m.key, m.title, m.editorial_title, m.part, [p.text for p in m.paragraphs])
        for m in article.modules
    ] == [("a", "First", True, 1, ["One", "Two"]), ("b", "Second", False, 2, ["Three"])]


def test_an_article_carries_what_the_source_says_of_itself() -> None:
    stated = {
        "title": "Oak",
        "subtitle": "A mill",
        "author": "Ann",
        "author_note": "Named below.",
        "publisher": "The Mill",
        "date": "2003-03",
        "date_text": "March 2003",
        "date_note": "Implied.",
        "note": "First posted elsewhere.",
        "tendency": "Speaks for millers.",
    }

    article = parsed("One", source=stated)

    assert {name: getattr(article, name) for name in stated} == stated
    assert (article.key, article.file, article.label) == ("oak", "oak.txt", "Oak")


def test_what_the_source_does_not_state_is_none() -> None:
    article = parsed("One", source=make_source_data())

    assert (article.author, article.publisher, article.date) == (None, None, None)


def test_the_register_that_is_needed_comes_with_the_article() -> None:
    source, _ = parse("One\n\nTwo")

    assert source is not None
    assert [entry.number for entry in source.register] == [1, 3]


def test_numbers_of_the_register_name_the_paragraphs_of_a_text_that_has_grown() -> None:
    before, _ = parse("The miller kept nine geese.\n\nThe river rose by night.")
    assert before is not None

    source, faults = parse(
        "A stork.\n\nThe miller kept nine geese.\n\nThe river rose by night.", before.register
    )

    assert source is not None
    assert [(p.first_line, p.id) for p in source.article.paragraphs] == [
        (1, "oak:4"),
        (3, "oak:1"),
        (5, "oak:3"),
    ]
    assert [(f.file, f.line, f.code, f.level) for f in faults] == [
        ("seeds/oak.txt", 1, "new-paragraph", "warning")
    ]
