"""Only what letters can be sent to is an address."""

import pytest

from studyapp.mail_address import MailAddressError, checked_address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        pytest.param("ada@example.org", "ada@example.org", id="plain"),
        pytest.param("  ada@example.org\n", "ada@example.org", id="spaces around"),
        pytest.param("Ada.O'Neil+x@EXAMPLE.org", "Ada.O'Neil+x@example.org", id="signs"),
        pytest.param("ada@bücher.example", "ada@xn--bcher-kva.example", id="domain with an accent"),
        pytest.param("a@例え.jp", "a@xn--r8jz45g.jp", id="domain in another script"),
    ],
)
def test_an_address_is_kept_as_letters_are_sent_to_it(typed: str, address: str) -> None:
    assert checked_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ada",
        "@example.org",
        "ada@",
        "ada@example",
        "ada@example..org",
        "ada@-example.org",
        "ada@exa mple.org",
        "a da@example.org",
        "ada@b@example.org",
        ".ada@example.org",
        "ada..b@example.org",
        "Ada <ada@example.org>",
        "ada@example.org, bo@example.org",
        "ada@example.org\nBcc: bo@example.org",
        "ada\r\nBcc: bo@example.org",
        "ada\x00@example.org",
        '"ada b"@example.org',
        "ada@[127.0.0.1]",
        f"{'a' * 65}@example.org",
        f"ada@{'a' * 64}.org",
        f"ada@{'a.' * 130}org",
    ],
)
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(MailAddressError):
        checked_address(typed)


def test_letters_with_accents_before_the_sign_are_refused_in_words() -> None:
    with pytest.raises(MailAddressError, match="none with accents"):
        checked_address("björn@example.org")
