"""How pages call the kinds of questions."""

KIND_WORDS = {
    "single": "one answer",
    "multiple": "several answers",
    "cloze": "fill in",
    "short": "short answer",
    "number": "number",
    "order": "put in order",
    "match": "pairs",
    "locate": "find the paragraph",
}
