"""Patterns of names in content files, and what they mean in words."""

from collections.abc import Mapping

KEY = r"^[a-z0-9]+(-[a-z0-9]+)*$"
DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
TEXT_FILE = r"^[A-Za-z0-9][A-Za-z0-9._-]*\.txt$"
SHA256 = r"^[0-9a-f]{64}$"
LANGUAGE = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"
PARAGRAPH = r"^[a-z0-9-]+:[1-9][0-9]*$"
MODULE = r"^(compare|[a-z0-9-]+/[a-z0-9-]+)$"

VISIBLE = r"\S"

WORDS: Mapping[str, str] = {
    KEY: "small letters, digits and hyphens, such as after-1917",
    DATE: "a year, a month or a day, such as 2003, 2003-03 or 2003-03-07",
    TEXT_FILE: "the name of a .txt file beside the sidecar",
    SHA256: "a SHA-256 hash, 64 digits and letters from a to f",
    LANGUAGE: "the code of a language, such as de, pt-BR or zh-Hans",
    PARAGRAPH: "an article's key and a paragraph number, such as woods-2003:61",
    VISIBLE: "something that can be read",
    MODULE: "compare, or article and module, such as woods-2003/general-secretary",
}
