import pytest
from hypothesis import given
from hypothesis import strategies as st
from justhtml import JustHTML

from studyapp.reading.article import Paragraph
from studyapp.reading.paragraph_html import paragraph_html
from tests.reading.builders import make_paragraph

Spans = tuple[tuple[int, int], ...]

LANGUAGES = [
    pytest.param(
        {"language": "de"}, "A", '<span class="line" lang="de">A</span>', id="another language"
    ),
    pytest.param(
        {"language": "he"},
        "A",
        '<span class="line" lang="he" dir="rtl">A</span>',
        id="from right to left",
    ),
    pytest.param(
        {"language": "ar", "kind": "list"},
        "A\nB",
        '<ul lang="ar" dir="rtl"><li>A</li><li>B</li></ul>',
        id="list",
    ),
    pytest.param(
        {"kind": "list"},
        "1. A\n(b) B\n– C",
        '<ul class="own-marks"><li>1. A</li><li>(b) B</li><li>– C</li></ul>',
        id="list with marks of its own",
    ),
    pytest.param(
        {"language": "fr", "kind": "epigraph"},
        "A\nB",
        '<span class="line" lang="fr">A</span><span class="line" lang="fr">B</span>',
        id="lines",
    ),
]
INLINE = [
    # text, emphasis, marks, html
    pytest.param("Nine geese.", (), (), "Nine geese.", id="plain"),
    pytest.param('a <b> & "c"', (), (), "a &lt;b&gt; &amp; &#34;c&#34;", id="escaped"),
    pytest.param("In Capital he", ((3, 10),), (), "In <em>Capital</em> he", id="emphasis"),
    pytest.param("<b>", ((0, 3),), ((0, 3),), "<mark><em>&lt;b&gt;</em></mark>", id="all escaped"),
    pytest.param("abcdef", (), ((2, 4),), "ab<mark>cd</mark>ef", id="mark"),
    pytest.param("abcdef", (), ((0, 6),), "<mark>abcdef</mark>", id="mark on all"),
    pytest.param(
        "abcdef", (), ((0, 2), (4, 6)), "<mark>ab</mark>cd<mark>ef</mark>", id="two marks"
    ),
    pytest.param(
        "abcdef", ((2, 6),), ((0, 4),), "<mark>ab<em>cd</em></mark><em>ef</em>", id="mark first"
    ),
    pytest.param(
        "abcdef", ((0, 4),), ((2, 6),), "<em>ab</em><mark><em>cd</em>ef</mark>", id="mark second"
    ),
    pytest.param(
        "abcdef", ((2, 4),), ((0, 6),), "<mark>ab<em>cd</em>ef</mark>", id="emphasis within mark"
    ),
    pytest.param(
        "abcdef",
        ((0, 6),),
        ((2, 4),),
        "<em>ab</em><mark><em>cd</em></mark><em>ef</em>",
        id="mark within emphasis",
    ),
    pytest.param("abc", (), ((1, 99),), "a<mark>bc</mark>", id="mark over the end"),
    pytest.param("abc", (), ((1, 1),), "abc", id="empty mark"),
]
LINES = [
    pytest.param(
        "letter",
        ((0, 3),),
        (),
        '<span class="line"><em>One</em></span><span class="line">two</span>',
        id="letter",
    ),
    pytest.param("list", (), (), "<ul><li>One</li><li>two</li></ul>", id="list"),
    pytest.param(
        "quotation",
        (),
        ((1, 6),),
        '<span class="line">O<mark>ne</mark></span><span class="line"><mark>tw</mark>o</span>',
        id="mark over a line break",
    ),
    pytest.param(
        "list",
        ((2, 5),),
        ((2, 5),),
        "<ul><li>On<mark><em>e</em></mark></li><li><mark><em>t</em></mark>wo</li></ul>",
        id="mark and emphasis over a line break",
    ),
    pytest.param(
        "dialogue",
        (),
        ((3, 4),),
        '<span class="line">One</span><span class="line">two</span>',
        id="mark on the line break alone",
    ),
]
KINDS = ["prose", "quotation", "letter", "dialogue", "list", "epigraph", "note"]
SPANS = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda ends: (min(ends), max(ends))),
    max_size=3,
).map(tuple)


@pytest.mark.parametrize(("text", "emphasis", "marks", "html"), INLINE)
@pytest.mark.parametrize("kind", KINDS)
def test_one_line_is_inline_html_whatever_its_kind(
    kind: str, text: str, emphasis: Spans, marks: Spans, html: str
) -> None:
    paragraph = make_paragraph(text=text, emphasis=emphasis, kind=kind)

    assert paragraph_html(paragraph, marks) == html


@pytest.mark.parametrize(("kind", "emphasis", "marks", "html"), LINES)
def test_lines_of_a_block_are_elements_of_their_own(
    kind: str, emphasis: Spans, marks: Spans, html: str
) -> None:
    paragraph = make_paragraph(text="One\ntwo", emphasis=emphasis, kind=kind)

    assert paragraph_html(paragraph, marks) == html


HIGHLIGHTS = [
    # emphasis, marks, highlights, html
    pytest.param((), (), ((1, 3),), "a<u>bc</u>def", id="plain"),
    pytest.param(
        ((2, 6),), (), ((0, 4),), "<u>ab<em>cd</em></u><em>ef</em>", id="into the emphasis"
    ),
    pytest.param(
        ((0, 4),), (), ((2, 6),), "<em>ab</em><u><em>cd</em>ef</u>", id="out of the emphasis"
    ),
    pytest.param(((2, 4),), (), ((0, 6),), "<u>ab<em>cd</em>ef</u>", id="around the emphasis"),
    pytest.param((), (), ((0, 4), (2, 6)), "<u>abcdef</u>", id="overlapping"),
    pytest.param((), (), ((0, 6), (2, 4)), "<u>abcdef</u>", id="one within the other"),
    pytest.param((), (), ((3, 6), (0, 3)), "<u>abcdef</u>", id="meeting"),
    pytest.param((), (), ((4, 6), (0, 2)), "<u>ab</u>cd<u>ef</u>", id="apart"),
    pytest.param(
        (), ((2, 6),), ((0, 4),), "<u>ab</u><mark><u>cd</u>ef</mark>", id="into a marked quote"
    ),
]


@pytest.mark.parametrize(("emphasis", "marks", "highlights", "html"), HIGHLIGHTS)
def test_highlights_keep_the_emphasis_and_the_marks_that_they_cross(
    emphasis: Spans, marks: Spans, highlights: Spans, html: str
) -> None:
    paragraph = make_paragraph(text="abcdef", emphasis=emphasis)

    assert paragraph_html(paragraph, marks, highlights) == html


def test_a_highlight_goes_on_in_the_next_line() -> None:
    paragraph = make_paragraph(text="One\ntwo", kind="list")

    assert paragraph_html(paragraph, (), ((1, 6),)) == (
        "<ul><li>O<u>ne</u></li><li><u>tw</u>o</li></ul>"
    )


def test_a_caption_is_no_part_of_the_text() -> None:
    assert paragraph_html(make_paragraph(text="One", caption="Lenin")) == "One"


def test_marks_of_one_paragraph_do_not_show_on_the_next_rendering() -> None:
    paragraph = make_paragraph(text="abc")

    assert paragraph_html(paragraph, ((0, 1),)) == "<mark>a</mark>bc"
    assert paragraph_html(paragraph) == "abc"


@given(
    text=st.text("a<&\"'> \n", min_size=1, max_size=20),
    kind=st.sampled_from(KINDS),
    emphasis=SPANS,
    marks=SPANS,
    highlights=SPANS,
)
def test_no_character_is_lost_and_none_becomes_html(
    text: str, kind: str, emphasis: Spans, marks: Spans, highlights: Spans
) -> None:
    paragraph: Paragraph = make_paragraph(text=text, kind=kind, emphasis=emphasis)

    html = str(paragraph_html(paragraph, marks, highlights))

    found = JustHTML(html, fragment=True, sanitize=False)
    names = {str(node.name) for node in found.query("*")}
    assert names <= {"em", "mark", "u", "span", "ul", "li"}
    assert found.to_text(separator="", strip=False).replace("\n", "") == text.replace("\n", "")


@pytest.mark.parametrize(("changes", "text", "html"), LANGUAGES)
def test_language_and_marks_of_a_text_are_kept(
    changes: dict[str, object], text: str, html: str
) -> None:
    assert paragraph_html(make_paragraph(text=text, **changes)) == html
