"""Subjects are shown as the texts write them."""

import pytest

from studyapp.bank.subject_names import subject_name, written_words

TEXTS = [
    "The journalist John Reed saw it. Later the Red Army, of which Reed wrote, won in the North.",
    "Bureaucracy was new, and the bureaucracy grew. A leaf, said the ICFI, turns red in the army.",
    "He told the Red Army so.",
]


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        pytest.param("john-reed", "John Reed", id="a name"),
        pytest.param("icfi", "ICFI", id="letters"),
        pytest.param("red-army", "Red Army", id="mostly with capitals"),
        pytest.param("bureaucracy", "bureaucracy", id="a capital at the start of a sentence"),
        pytest.param("after-1989", "after 1989", id="a word that no text holds"),
    ],
)
def test_a_subject_is_written_as_in_the_texts(tag: str, name: str) -> None:
    assert subject_name(tag, written_words(TEXTS)) == name
