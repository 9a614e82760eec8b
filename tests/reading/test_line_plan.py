import pytest

from studyapp.reading.line_plan import LinePlan, is_blank, plan_lines
from tests.reading.builders import make_sidecar, make_source_data

LINES = ["Title", "", "A", "\u00a0", "B", "", "C"]
ACTS = {
    "metadata": ("metadata", {"metadata": [{"line": "5", "holds": "title"}]}),
    "drop": ("drop", {"drop": [{"lines": "5", "reason": "footer"}]}),
    "join": ("join", {"join": [{"lines": "5-7", "reason": "page break"}]}),
    "block": ("block", {"blocks": [{"lines": "5-7", "kind": "letter"}]}),
    "heading": ("heading", {"headings": ["5"]}),
    "part": ("part", {"parts": [{"number": "2", "title": "B", "line": "5"}]}),
}
BLANK = [
    pytest.param({"headings": ["2"]}, 2, id="the only line"),
    pytest.param({"drop": [{"lines": "2-3", "reason": "x"}]}, 2, id="the first line"),
    pytest.param({"join": [{"lines": "3-6", "reason": "x"}]}, 6, id="the last line"),
    pytest.param({"blocks": [{"lines": "3-4", "kind": "list"}]}, 4, id="a non-breaking space"),
]
USED_TWICE = [
    pytest.param(
        {"drop": [{"lines": "3-5", "reason": "x"}], "headings": ["5"]}, 5, "drop", id="the end"
    ),
    pytest.param(
        {
            "join": [{"lines": "5-7", "reason": "x"}],
            "blocks": [{"lines": "3-5", "kind": "quotation"}],
        },
        5,
        "join",
        id="the beginning",
    ),
    pytest.param({"headings": ["3", "3"]}, 3, "heading", id="the same act twice"),
    pytest.param(
        {"metadata": [{"line": "1", "holds": "title"}, {"line": "1", "holds": "note"}]},
        1,
        "metadata",
        id="two values in one line",
    ),
]
TOUCHING = [
    pytest.param("A\nB", {}, [1], id="two lines"),
    pytest.param("A\nB\nC", {}, [1, 2], id="three lines"),
    pytest.param("A\nB", {"blocks": [{"lines": "1-2", "kind": "letter"}]}, [], id="a block"),
    pytest.param("A\nB", {"join": [{"lines": "1-2", "reason": "x"}]}, [], id="a join"),
    pytest.param("A\nB", {"drop": [{"lines": "1-2", "reason": "x"}]}, [], id="dropped"),
    pytest.param("A\nB", {"headings": ["1"]}, [], id="a heading and its paragraph"),
    pytest.param("A\nB", {"headings": ["2"]}, [], id="a paragraph and a heading"),
    pytest.param("A\n\nB", {}, [], id="an empty line between"),
    pytest.param("A\n\u00a0\nB", {}, [], id="a non-breaking space between"),
    pytest.param("A", {}, [], id="one line"),
]


def plan(lines: list[str], **changes: object) -> tuple[LinePlan, list[tuple[str, int, int, str]]]:
    """Return the plan and file, line, column and code of each fault."""
    made, faults = plan_lines(
        make_sidecar(**changes), lines, "oak.yaml", "oak.txt", lambda path: (7, len(path))
    )
    return made, [(fault.file, fault.line, fault.column, fault.code) for fault in faults]


@pytest.mark.parametrize(("role", "changes"), ACTS.values(), ids=ACTS)
def test_an_act_starts_on_its_first_line(role: str, changes: dict[str, object]) -> None:
    made, faults = plan(LINES, **changes)

    act = made.act_starting(5)
    assert faults == []
    assert act is not None
    assert (act.role, act.first) == (role, 5)
    assert [made.act_starting(line) for line in (1, 3, 4, 6, 7)] == [None] * 5


@pytest.mark.parametrize(("role", "changes"), ACTS.values(), ids=ACTS)
def test_an_act_beyond_the_text_is_a_fault(role: str, changes: dict[str, object]) -> None:
    made, faults = plan(LINES[:3], **changes)

    assert [(file, code) for file, _, _, code in faults] == [("oak.yaml", "no-such-line")]
    assert made.acts == {}


def test_the_last_line_of_a_range_has_to_be_there() -> None:
    _, faults = plan(LINES, drop=[{"lines": "5-8", "reason": "x"}])

    assert faults == [("oak.yaml", 7, 3, "no-such-line")]


@pytest.mark.parametrize(("changes", "line"), BLANK)
def test_an_act_on_a_blank_line_is_a_fault(changes: dict[str, object], line: int) -> None:
    sidecar = make_sidecar(**changes)

    _, faults = plan_lines(sidecar, LINES, "oak.yaml", "oak.txt", lambda _: (7, 1))

    assert [fault.code for fault in faults] == ["blank-line"]
    assert faults[0].message.startswith(f"line {line} of the text is blank")


@pytest.mark.parametrize(("changes", "line", "owner"), USED_TWICE)
def test_a_line_has_one_act(changes: dict[str, object], line: int, owner: str) -> None:
    sidecar = make_sidecar(**changes, source=make_source_data(title="Title"))

    _, faults = plan_lines(sidecar, LINES, "oak.yaml", "oak.txt", lambda _: (7, 1))

    assert [fault.code for fault in faults] == ["line-used-twice"]
    assert faults[0].message == f"line {line} is already a {owner} line"


@pytest.mark.parametrize(("text", "changes", "lines"), TOUCHING)
def test_lines_that_touch_are_a_fault_of_the_text_unless_an_act_names_them(
    text: str, changes: dict[str, object], lines: list[int]
) -> None:
    _, faults = plan(text.splitlines(), **changes)

    assert faults == [("oak.txt", line, 0, "hard-break") for line in lines]


def test_every_faulty_act_is_reported() -> None:
    _, faults = plan(LINES, headings=["2", "8", "3", "3"])

    assert [code for *_, code in faults] == ["blank-line", "no-such-line", "line-used-twice"]


@pytest.mark.parametrize(
    ("line", "blank"), [("", True), (" \t", True), ("\u00a0", True), ("\u00a0.", False)]
)
def test_a_blank_line_holds_white_space_alone(line: str, blank: bool) -> None:
    assert is_blank(line) is blank
