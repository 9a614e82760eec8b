"""Tests of the bank, and a question of each kind to try it on."""

from collections.abc import Mapping

from studyapp.bank.question import QUESTION, Question

COMMON = {
    "id": "any-question",
    "stem": "What does the text say?",
    "explanation": "The text says so.",
    "evidence": [{"paragraph": "woods-2003:61", "quote": "three words here"}],
    "difficulty": "easy",
    "skill": "recall",
}

KINDS: Mapping[str, Mapping[str, object]] = {
    "single": {
        "options": [
            {"text": "Lenin", "why": "He led the government, not the secretariat."},
            {"text": "Stalin", "correct": True},
            {"text": "Trotsky", "why": "He led the army."},
            {"text": "Radek"},
        ]
    },
    "multiple": {
        "options": [
            {"text": "Zinoviev", "correct": True},
            {"text": "Kamenev", "correct": True},
            {"text": "Stalin", "correct": True},
            {"text": "Trotsky", "why": "The three stood against him."},
            {"text": "Rykov", "why": "He sided with Stalin later."},
        ]
    },
    "cloze": {
        "text": "In {1} the party met in {2}.",
        "answers": [["1925", "the year 1925"], ["Leningrad", "Petrograd"]],
        "wrong": [
            {"answer": "1924", "why": "That is the year Lenin died."},
            {"answer": "Stalingrad", "why": "That is Tsaritsyn."},
        ],
    },
    "short": {
        "answers": ["Lev Kamenev", "Kamenev"],
        "wrong": [{"answer": "Kamenov", "why": "That is somebody else."}],
    },
    "number": {
        "answer": "1500",
        "tolerance": "10",
        "unit": "delegates",
        "wrong": [{"answer": "1,200 delegates", "why": "That many came the year before."}],
    },
    "order": {"items": ["February", "April", "July", "October"]},
    "match": {
        "pairs": [
            {"left": "Lenin", "right": "government"},
            {"left": "Trotsky", "right": "army"},
            {"left": "Stalin", "right": "secretariat"},
        ]
    },
    "locate": {"targets": ["woods-2003:61", "woods-2003:70"]},
}


def make_question(kind: str, **changes: object) -> Question:
    """Return a question of `kind`; `changes` replace what it holds."""
    return QUESTION.validate_python({**COMMON, "kind": kind, **KINDS[kind], **changes})
