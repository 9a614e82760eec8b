"""The words by which a nameless player comes back on another device; nothing of them is stored."""

import hashlib
import hmac

WORDS = (
    *("anchor", "apple", "apron", "arrow", "basket", "beach", "bell", "blanket", "boat", "bottle"),
    *("bread", "bridge", "brush", "bucket", "button", "candle", "carpet", "castle", "chair"),
    *("cherry", "clock", "cloud", "coat", "coin", "corner", "cotton", "cup", "curtain", "desk"),
    *("door", "drum", "engine", "feather", "fence", "field", "flag", "flute", "forest", "garden"),
    *("gate", "glass", "glove", "hammer", "harbour", "hat", "hill", "honey", "island", "jacket"),
    *("kettle", "key", "kitchen", "ladder", "lake", "lamp", "lantern", "leaf", "lemon", "letter"),
    *("market", "meadow", "mirror", "moon", "mountain", "needle", "nest", "ocean", "orange"),
    *("oven", "paper", "path", "pear", "pebble", "pencil", "pepper", "piano", "pillow", "planet"),
    *("plate", "pocket", "pond", "purse", "rain", "ribbon", "ring", "river", "road", "roof"),
    *("rope", "saddle", "salt", "sand", "school", "shell", "ship", "shoe", "silver", "spoon"),
    *("star", "stone", "street", "sugar", "table", "tent", "ticket", "tower", "train", "violin"),
)


def rejoin_word(secret_key: str, attempt_id: int) -> str:
    """Return the words of a player: two of `WORDS`, the same whenever they are asked for."""
    digest = hmac.digest(secret_key.encode(), f"rejoin {attempt_id}".encode(), hashlib.sha256)
    places = (int.from_bytes(digest[n : n + 4], "big") for n in (0, 4))
    return " ".join(WORDS[place % len(WORDS)] for place in places)


def is_rejoin_word(typed: str, secret_key: str, attempt_id: int) -> bool:
    """Tell whether these are the words of a player, however they were spaced."""
    wanted = rejoin_word(secret_key, attempt_id)
    given = " ".join(typed.casefold().replace("-", " ").split())
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())
