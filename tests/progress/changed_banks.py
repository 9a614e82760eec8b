"""A small bank and its texts, to be changed in every way that an author may think of."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from tests.bank.builders import COMPARE, MILL, SEEDS, SIDECARS

Question = dict[str, Any]


class Content:
    """The files of a small bank as values; a file without questions is not written."""

    def __init__(self) -> None:
        self.mill: list[Question] = yaml.safe_load(MILL)["questions"]
        self.compare: list[Question] = yaml.safe_load(COMPARE)["questions"]
        self.fire: list[Question] = []
        self.mill_key = "mill"
        self.texts = dict(zip(SIDECARS, SEEDS.values(), strict=True))
        self.sidecars = dict(SIDECARS)

    def question(self, name: str) -> Question:
        """Return a question about the mill by the end of its id."""
        return next(q for q in self.mill if q["id"].endswith(name))

    def write(self, folder: Path) -> None:
        """Write everything anew; the numbers of paragraphs stay as they were recorded."""
        seeds, bank = folder / "seeds", folder / "question_bank"
        shutil.rmtree(bank, ignore_errors=True)
        seeds.mkdir(exist_ok=True)
        for path in (*seeds.glob("*.yaml"), *seeds.glob("*.txt")):
            path.unlink()
        names = dict(zip(SIDECARS, SEEDS, strict=True))
        for key, sidecar in self.sidecars.items():
            digest = hashlib.sha256(self.texts[key].encode()).hexdigest()
            (seeds / f"{key}.yaml").write_text(sidecar.replace("SHA256", digest), encoding="utf-8")
            (seeds / names[key]).write_text(self.texts[key], encoding="utf-8")
        files = {
            f"oak-1950/{self.mill_key}": self.mill,
            "oak-1950/fire": self.fire,
            "compare": self.compare,
        }
        for module, questions in files.items():
            if questions:
                path = bank / f"{module}.yaml"
                path.parent.mkdir(parents=True, exist_ok=True)
                file = {"format": "studyapp-bank/1", "module": module, "questions": questions}
                path.write_text(yaml.safe_dump(file, allow_unicode=True), encoding="utf-8")


Change = Callable[[Content], None]


def without(*names: str) -> Change:
    """Take questions about the mill out."""

    def change(content: Content) -> None:
        content.mill = [q for q in content.mill if not q["id"].endswith(names)]

    return change


def setting(name: str, **values: object) -> Change:
    """Set fields of a question about the mill; None takes one away."""

    def change(content: Content) -> None:
        question = content.question(name)
        question |= values
        for field in [field for field, value in values.items() if value is None]:
            del question[field]

    return change


def swap_keys(content: Content) -> None:
    flour, coins, _ = content.question("rent")["options"]
    flour["why"] = coins.pop("why")
    coins["correct"] = flour.pop("correct")


def reverse_options(content: Content) -> None:
    content.question("rent")["options"].reverse()


def exchange_option(content: Content) -> None:
    content.question("rent")["options"][2] = {"text": "Wax", "why": "Oak names no bees."}


def add_option(content: Content) -> None:
    content.question("rent")["options"].append({"text": "Honey", "why": "Oak names no bees."})


def reword_option(content: Content) -> None:
    content.question("rent")["options"][1]["text"] = "Silver"


def add_pair(content: Content) -> None:
    content.question("pairs")["pairs"].append({"left": "1931", "right": "the last year"})


def drop_compare(content: Content) -> None:
    content.compare = []


def drop_mill(content: Content) -> None:
    content.mill = []


def reverse_file(content: Content) -> None:
    content.mill.reverse()


def rename_question(content: Content) -> None:
    content.question("rent")["id"] = "oak-mill-flour"


def move_question(content: Content) -> None:
    question = content.question("rent")
    question["evidence"] = [{"paragraph": "oak-1950:8", "quote": "The fire began in the bakery"}]
    content.mill.remove(question)
    content.fire.append(question)


def rename_module(content: Content) -> None:
    content.mill_key = "miller"
    content.sidecars["oak-1950"] = SIDECARS["oak-1950"].replace("key: mill,", "key: miller,")


def retitle_module(content: Content) -> None:
    content.sidecars["oak-1950"] = SIDECARS["oak-1950"].replace("The miller,", "The man,")


def relabel_article(content: Content) -> None:
    content.sidecars["oak-1950"] = SIDECARS["oak-1950"].replace("Oak 1950", "Oak fifty")


def rename_author(content: Content) -> None:
    content.sidecars["oak-1950"] = SIDECARS["oak-1950"].replace("Ann Oak", "A. Oak")


def drop_article(content: Content) -> None:
    del content.sidecars["elm"]
    content.compare = []


def edit_paragraph(content: Content) -> None:
    content.texts["oak-1950"] = SEEDS["000_oak.txt"].replace("nine geese,", "nine grey geese,")
    content.question("habits")["evidence"][0]["quote"] = "sold no eggs"
    content.question("pairs")["evidence"][0]["quote"] = "kept nine grey geese"


def insert_paragraph(content: Content) -> None:
    end = "Nobody was charged, and nobody asked the miller.\n"
    content.texts["oak-1950"] = SEEDS["000_oak.txt"].replace(end, f"It was May.\n\n{end}")
    content.sidecars["oak-1950"] = SIDECARS["oak-1950"].replace("lines: 8-10", "lines: 8-12")


LETTER = [{"paragraph": "oak-1950:5", "quote": "The council never answered him."}]
ONE_GAP: dict[str, object] = {
    "text": "He trusts the {1}.",
    "answers": [["river"]],
    "wrong": None,
}
ELSEWHERE = [{"paragraph": "oak-1950:3", "quote": "kept nine geese, sold no eggs"}]
AS_SHORT: dict[str, object] = {
    "kind": "short",
    "answers": ["flour"],
    "options": None,
}
CHANGES: dict[str, Change] = {
    "a question is taken out": without("rent"),
    "all but one are taken out": without(
        *("habits", "trust", "body", "year", "order", "pairs", "letter")
    ),
    "a file is taken out": drop_mill,
    "the comparisons are taken out": drop_compare,
    "another option is right": swap_keys,
    "the options are turned round": reverse_options,
    "an option makes way for another": exchange_option,
    "an option is added": add_option,
    "an option is reworded": reword_option,
    "a choice is typed now": setting("rent", **AS_SHORT),
    "the question is reworded": setting("rent", stem="What, says Oak, did the miller pay with?"),
    "the explanation is reworded": setting("rent", explanation="Money was rare."),
    "the evidence is another paragraph": setting("body", evidence=LETTER),
    "it is harder": setting("rent", difficulty="hard"),
    "it is another skill": setting("rent", skill="argument"),
    "the tags go": setting("rent", tags=None),
    "other tags come": setting("rent", tags=["money"]),
    "there are fewer gaps": setting("trust", **ONE_GAP),
    "other answers are taken": setting("body", answers=["parish council"]),
    "the number is taken exactly": setting("year", tolerance=0),
    "the number has no unit": setting("year", unit=None),
    "the order is another": setting("order", items=["rent", "eggs", "geese"]),
    "a pair is added": add_pair,
    "another paragraph is meant": setting("letter", targets=["oak-1950:3"], evidence=ELSEWHERE),
    "the file is turned round": reverse_file,
    "a question has another id": rename_question,
    "a question is of another module": move_question,
    "a module has another key": rename_module,
    "a module has another title": retitle_module,
    "a text has another label": relabel_article,
    "a text has another author": rename_author,
    "a text is taken out": drop_article,
    "a paragraph is reworded": edit_paragraph,
    "a paragraph is put in": insert_paragraph,
}
