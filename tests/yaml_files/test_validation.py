from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, field_validator

from studyapp.yaml_files.source import load_yaml, validate_model


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Option(Strict):
    text: Annotated[str, Field(min_length=1, max_length=9)]
    correct: bool = False


class Single(Strict):
    kind: Literal["single"]
    stem: str
    options: Annotated[list[Option], Field(min_length=2)]
    single: str | None = None


class Number(Strict):
    kind: Literal["number"]
    stem: str
    answer: Annotated[int, Field(ge=1, alias="right-answer")]
    lines: tuple[int, int] | None = None
    names: dict[Annotated[str, Field(pattern="^[a-z]+$")], str | list[str]] = {}

    @field_validator("stem")
    @classmethod
    def check_stem(cls, stem: str) -> str:
        if not stem.endswith("?"):
            raise ValueError("a question\nends with ?")
        return stem


class Bank(Strict):
    module: str
    questions: list[Annotated[Single | Number, Field(discriminator="kind")]] = []
    single: Option | None = None


def faults_of(text: str, model: Any = Bank) -> list[str]:
    _, faults = validate_model(load_yaml(text, "b.yaml"), model, "b.yaml")
    return [str(fault).removeprefix("b.yaml:") for fault in faults]


def test_text_becomes_what_the_model_says() -> None:
    text = """\
module: no
questions:
  - kind: number
    stem: 12:30?
    right-answer: 1_922
    lines: [1, 017]
    names: {a: b, c: [d]}
  - {kind: single, stem: s, options: [{text: on, correct: yes}, {text: ~x, correct: no}]}
"""
    bank, faults = validate_model(load_yaml(text, "b.yaml"), Bank, "b.yaml")

    assert faults == []
    assert bank == Bank(
        module="no",
        questions=[
            Number.model_validate(
                {
                    "kind": "number",
                    "stem": "12:30?",
                    "right-answer": 1922,
                    "lines": (1, 17),
                    "names": {"a": "b", "c": ["d"]},
                }
            ),
            Single(
                kind="single",
                stem="s",
                options=[Option(text="on", correct=True), Option(text="~x")],
            ),
        ],
    )


HEAD = "module: m\nquestions:\n  - kind: number\n    stem: a?\n    right-answer: 1\n"
SINGLE = (
    "module: m\nquestions:\n  - kind: single\n    stem: a\n    options: [{text: b}, {text: c}]\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "questions: []\n", "1:1: error missing-key: the key 'module' is missing", id="top key"
        ),
        pytest.param(
            "module: m\nquestions:\n  - kind: number\n    stem: a?\n",
            "3:5: error missing-key: the key 'right-answer' is missing",
            id="key of an entry",
        ),
        pytest.param(
            HEAD.replace("    stem", "    stm"),
            "4:5: error unknown-key: 'stm' is not a key here; did you mean 'stem'?",
            id="misspelt key",
        ),
        pytest.param(
            HEAD + "    options: []\n",
            "6:5: error unknown-key: 'options' is not a key here; "
            "possible are kind, lines, names, right-answer, stem",
            id="key of another kind",
        ),
        pytest.param(
            SINGLE.replace("{text: b}", "{text: b, corect: no}"),
            "5:25: error unknown-key: 'corect' is not a key here; did you mean 'correct'?",
            id="misspelt key inside a line",
        ),
        pytest.param(
            SINGLE + "    single: []\n",
            "6:13: error wrong-type: 'single' must be text, but is a list",
            id="key named like its kind",
        ),
        pytest.param(
            SINGLE.replace("[{text: b}, {text: c}]", "x") + "    single: y\n",
            "5:14: error wrong-type: 'options' must be a list, but is 'x'",
            id="beside a key named like its kind",
        ),
        pytest.param(
            "module:\n", "1:8: error wrong-type: 'module' must be text, but is empty", id="empty"
        ),
        pytest.param(
            "just text\n",
            "1:1: error wrong-type: the file must be a mapping of keys and values, "
            "but is 'just text'",
            id="file of text",
        ),
        pytest.param(
            "module: m\nquestions:\n  - x\n",
            "3:5: error wrong-type: entry 1 must be a mapping of keys and values, but is 'x'",
            id="entry that is text",
        ),
        pytest.param(
            "module: m\nquestions:\n  - stem: x\n    kind: numbr\n",
            "4:11: error wrong-value: 'kind' must be one of 'single', 'number', but is 'numbr'",
            id="unknown kind",
        ),
        pytest.param(
            "module: m\nquestions:\n  - stem: x\n",
            "3:5: error missing-key: the key 'kind' is missing",
            id="no kind",
        ),
        pytest.param(
            HEAD.replace("answer: 1", "answer: MCM"),
            "5:19: error wrong-type: 'right-answer' must be a whole number, but is 'MCM'",
            id="not a number",
        ),
        pytest.param(
            HEAD.replace("answer: 1", "answer: 0"),
            "5:19: error wrong-value: 'right-answer' must be at least 1, but is '0'",
            id="number too small",
        ),
        pytest.param(
            HEAD.replace("stem: a?", "stem: a"),
            "4:11: error wrong-value: 'stem': a question ends with ?",
            id="rule of our own",
        ),
        pytest.param(
            HEAD + "    lines: [1, 2, 3]\n",
            "6:12: error wrong-value: 'lines' must have 2 or fewer entries, but has 3",
            id="list too long",
        ),
        pytest.param(
            HEAD + "    names: {N1: a}\n",
            "6:13: error wrong-value: 'N1' must be text that matches ^[a-z]+$, but is 'N1'",
            id="wrong key of a free mapping",
        ),
        pytest.param(
            HEAD + "    names: {n: [a, [b]]}\n",
            "6:20: error wrong-type: entry 2 must be text, but is a list",
            id="entry in a union",
        ),
        pytest.param(
            "module: m\nsingle: {text: ''}\n",
            "2:16: error wrong-value: 'text' must have 1 or more characters, but has 0",
            id="empty text",
        ),
    ],
)
def test_every_error_is_told_at_its_place(text: str, expected: str) -> None:
    assert expected in faults_of(text)


def test_a_model_with_errors_is_not_returned_and_every_error_is_told() -> None:
    text = "modul: m\nquestions:\n  - kind: number\n    stem: a\n    right-answer: x\n  - {}\n"

    bank, faults = validate_model(load_yaml(text, "b.yaml"), Bank, "b.yaml")

    assert bank is None
    assert [(f.line, f.code) for f in faults] == [
        (1, "missing-key"),
        (1, "unknown-key"),
        (4, "wrong-value"),
        (5, "wrong-type"),
        (6, "missing-key"),
    ]


def test_faults_of_the_document_come_along_and_withhold_the_model() -> None:
    document = load_yaml("module: m\nmodule: n\n", "b.yaml")

    bank, faults = validate_model(document, Bank, "b.yaml")

    assert (bank, faults) == (None, document.faults)


def test_a_refused_value_is_told_once() -> None:
    assert faults_of("module: *m\n") == [
        "1:9: error anchors-not-allowed: "
        "'*m' is not allowed; write the value out, or put the text in quotes"
    ]


def test_an_unread_document_is_not_validated() -> None:
    document = load_yaml("modul: [\n", "b.yaml")

    assert validate_model(document, Bank, "b.yaml") == (None, document.faults)


def test_an_unknown_key_is_told_where_a_model_has_no_schema_to_suggest_from() -> None:
    class Odd(Strict):
        model_config = ConfigDict(arbitrary_types_allowed=True)
        path: memoryview | None = None

    assert faults_of("pth: x\n", Odd) == ["1:1: error unknown-key: 'pth' is not a key here"]


def test_a_type_adapter_serves_as_well_as_a_model() -> None:
    options = TypeAdapter(list[Option])

    assert validate_model(load_yaml("- text: a\n", "b.yaml"), options, "b.yaml") == (
        [Option(text="a")],
        [],
    )
    assert faults_of("- text: a\n- txt: b\n", options) == [
        "2:3: error missing-key: the key 'text' is missing",
        "2:3: error unknown-key: 'txt' is not a key here; did you mean 'text'?",
    ]
