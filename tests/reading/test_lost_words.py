"""No editorial act makes words of the text vanish: what would lose some is refused."""

import pytest

from tests.reading.builders import parse

LOSSES = {
    "two headings in a row": ("One\n\nFirst\n\nSecond\n\nTwo", {"headings": ["3", "5"]}),
    "a heading over nothing": ("One\n\nLast", {"headings": ["3"]}),
    "two captions of one paragraph": (
        "Cap one Cap two Body",
        {
            "captions": [
                {"line": "1", "text": text, "reason": "x"} for text in ("Cap one", "Cap two")
            ]
        },
    ),
    "a caption that is the whole paragraph": (
        "Cap\n\nTwo",
        {"captions": [{"line": "1", "text": "Cap", "reason": "x"}]},
    ),
    "two parts of one number": (
        "One\n\nT1\n\nTwo\n\nT2\n\nThree",
        {"parts": [{"number": "1", "title": f"T{n}", "line": str(4 * n - 1)} for n in (1, 2)]},
    ),
    "a part title that its line does not hold": (
        "One\n\nThe war\n\nTwo",
        {"parts": [{"number": "1", "title": "The peace", "line": "3"}]},
    ),
    "a line of a part without a title": (
        "One\n\nThe war\n\nTwo",
        {"parts": [{"number": "1", "line": "3"}]},
    ),
    "a module of a part that is not there": (
        "One\n\nTwo\n\nThree",
        {
            "parts": [{"number": "1"}],
            "modules": [{"key": "a", "title": "A", "lines": "1-5", "part": "7"}],
        },
    ),
}


@pytest.mark.parametrize(("text", "changes"), LOSSES.values(), ids=LOSSES)
def test_an_act_that_loses_words_is_an_error(text: str, changes: dict[str, object]) -> None:
    source, faults = parse(text, (), **changes)

    assert source is None
    assert [fault.level for fault in faults] == ["error"]
    assert (faults[0].file, faults[0].line) == ("seeds/oak.yaml", 7)


def test_an_ambiguous_paragraph_is_not_called_new_as_well() -> None:
    words = "nine geese walked over the old bridge at noon"
    before, _ = parse(f"{words} singing\n\n{words} talking")
    assert before is not None

    _, faults = parse(f"{words} crying", before.register)

    assert [fault.code for fault in faults] == ["ambiguous-paragraph"]
