"""Habits of a whole bank that give keys away: where the key stands, and how long it is."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import erfc, exp, pi, sqrt

from studyapp.bank.bank_file import PlacedQuestion
from studyapp.bank.question import Option, Single
from studyapp.yaml_files.faults import Fault

LEAST_PROBABLE = 0.01
FEWEST_EXPECTED = 5
"""A chi-square is sound where each position is expected to hold the key this often."""


@dataclass(frozen=True, slots=True)
class Habit:
    """What a test of the whole bank found.

    Attributes:
        sentence: the figures, as `content check` prints them.
        probability: of a result as far out as this, were it chance; 0 to 1.
    """

    sentence: str
    probability: float

    @property
    def shows(self) -> bool:
        """Tell whether chance is too unlikely an explanation."""
        return self.probability < LEAST_PROBABLE


def longest_key_habit(questions: Iterable[PlacedQuestion]) -> Habit:
    """Test whether the key is the longest option more often than 1 in k, k options.

    One-sided and exact: the sum of the items, each with its own 1/k.
    """
    items = _single_choice(questions)
    longest = sum(_key_is_longest(options) for options in items)
    expected = sum(1 / len(options) for options in items)
    probability = _chance_of_at_least(longest, [1 / len(options) for options in items])
    sentence = (
        f"the key is the longest option in {longest} of {len(items)} items of one choice, "
        f"{expected:.1f} by chance (p = {probability:.2f})"
    )
    return Habit(sentence, probability)


def key_position_habit(questions: Iterable[PlacedQuestion]) -> Habit:
    """Test whether the key stands in each position as often, by a chi-square over the bank.

    Items are grouped by their number of options; a group too small to be tested is left out.
    """
    statistic, degrees, counts = 0.0, 0, []
    for size, positions in sorted(_positions(_single_choice(questions)).items()):
        expected = positions.total() / size
        if expected >= FEWEST_EXPECTED:
            found = [positions[n] for n in range(size)]
            statistic += sum((count - expected) ** 2 / expected for count in found)
            degrees += size - 1
            counts.append(f"{'-'.join(map(str, found))} of {positions.total()}")
    probability = _chi_square_tail(statistic, degrees)
    sentence = f"the key stands first to last {' and '.join(counts) or 'too seldom to tell'}"
    return Habit(f"{sentence} (chi-square {statistic:.1f}, p = {probability:.2f})", probability)


@dataclass(frozen=True, slots=True)
class BankHabits:
    """What the tests of a whole bank found: of long keys, and of where keys stand."""

    longest: Habit
    position: Habit


def habits_of(questions: Sequence[PlacedQuestion]) -> BankHabits:
    """Test a whole bank."""
    return BankHabits(longest_key_habit(questions), key_position_habit(questions))


def habit_faults(habits: BankHabits, file: str) -> list[Fault]:
    """Return the habits that a learner could score by, as faults of the folder of questions."""
    faults = []
    if habits.longest.shows:
        faults.append(Fault(file, 0, 0, "key-often-longest", habits.longest.sentence))
    if habits.position.shows:
        faults.append(Fault(file, 0, 0, "key-position", habits.position.sentence, "warning"))
    return faults


def _single_choice(questions: Iterable[PlacedQuestion]) -> list[list[Option]]:
    """Return the options of each item that has one key."""
    return [
        placed.question.options
        for placed in questions
        if isinstance(placed.question, Single)
        and sum(option.correct for option in placed.question.options) == 1
    ]


def _key_is_longest(options: Sequence[Option]) -> bool:
    key = next(len(option.text) for option in options if option.correct)
    return all(len(option.text) < key for option in options if not option.correct)


def _positions(items: Iterable[list[Option]]) -> dict[int, Counter[int]]:
    found: dict[int, Counter[int]] = {}
    for options in items:
        position = next(n for n, option in enumerate(options) if option.correct)
        found.setdefault(len(options), Counter())[position] += 1
    return found


def _chance_of_at_least(successes: int, chances: Iterable[float]) -> float:
    """Return the probability of so many successes or more in trials of these chances."""
    distribution = [1.0]
    for chance in chances:
        missed = [p * (1 - chance) for p in distribution]
        hit = [p * chance for p in distribution]
        distribution = [a + b for a, b in zip([*missed, 0.0], [0.0, *hit], strict=True)]
    return min(1.0, sum(distribution[successes:]))


def _chi_square_tail(statistic: float, degrees: int) -> float:
    """Return the probability of a chi-square at least this large; 1 without degrees of freedom.

    Source: Abramowitz and Stegun 1964, 26.4.4 and 26.4.5.
    """
    if degrees == 0 or statistic == 0:
        return 1.0
    half = statistic / 2
    if degrees % 2:
        tail, term, first = erfc(sqrt(half)), 2 * sqrt(half / pi) * exp(-half), 3
    else:
        tail, term, first = exp(-half), half * exp(-half), 4
    for step in range(first, degrees + 1, 2):
        tail += term
        term *= statistic / step
    return tail
