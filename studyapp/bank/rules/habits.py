"""Habits of a whole bank that give keys away: where the key stands, how long it is, how many."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import erfc, exp, pi, sqrt
from typing import Literal

from studyapp.bank.bank_file import PlacedQuestion
from studyapp.bank.question import Multiple, Option, Single
from studyapp.yaml_files.faults import Fault, Level

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


def key_length_habits(questions: Iterable[PlacedQuestion]) -> tuple[Habit, Habit]:
    """Test whether the key is the longest or the shortest option more often than 1 in k, k options.

    One-sided and exact: the sum of the items, each with its own 1/k.

    Returns:
        the habit of long keys and that of short ones.
    """
    items = _single_choice(questions)
    chances = [1 / len(options) for options in items]
    expected, distribution = sum(chances), _distribution(chances)

    def habit(word: str, found: int) -> Habit:
        probability = _chance_of_at_least(found, distribution)
        sentence = (
            f"the key is the {word} option in {found} of {len(items)} items of one choice, "
            f"{expected:.1f} by chance (p = {probability:.2f})"
        )
        return Habit(sentence, probability)

    keys = [_place_by_length(options) for options in items]
    return habit("longest", keys.count("longest")), habit("shortest", keys.count("shortest"))


def key_count_habit(questions: Iterable[PlacedQuestion]) -> Habit:
    """Test whether one number of right options stands in more than half of the items of several.

    One-sided and exact.
    """
    items = [placed.question for placed in questions if isinstance(placed.question, Multiple)]
    counts = Counter(sum(option.correct for option in item.options) for item in items)
    if not counts:
        return Habit("no item has several keys", 1.0)
    number, found = min(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    probability = _chance_of_at_least(found, _distribution([0.5] * len(items)))
    sentence = (
        f"{number} options are right in {found} of {len(items)} items of several keys, "
        f"{len(items) / 2:.1f} if it were half (p = {probability:.2f})"
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
    """What the tests of a whole bank found: of long and short keys, their number and place."""

    longest: Habit
    shortest: Habit
    count: Habit
    position: Habit

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return what each test found, as `content check` prints it."""
        found = (self.longest, self.shortest, self.count, self.position)
        return tuple(habit.sentence for habit in found)


def habits_of(questions: Sequence[PlacedQuestion]) -> BankHabits:
    """Test a whole bank."""
    longest, shortest = key_length_habits(questions)
    return BankHabits(longest, shortest, key_count_habit(questions), key_position_habit(questions))


def habit_faults(habits: BankHabits, file: str) -> list[Fault]:
    """Return the habits that a learner could score by, as faults of the folder of questions."""
    return [
        *_fault_of(habits.longest, file, "key-often-longest", "error"),
        *_fault_of(habits.shortest, file, "key-often-shortest", "warning"),
        *_fault_of(habits.count, file, "key-count", "warning"),
        *_fault_of(habits.position, file, "key-position", "warning"),
    ]


def _fault_of(habit: Habit, file: str, code: str, level: Level) -> list[Fault]:
    return [Fault(file, 0, 0, code, habit.sentence, level)] if habit.shows else []


def _single_choice(questions: Iterable[PlacedQuestion]) -> list[list[Option]]:
    """Return the options of each item that has one key."""
    return [
        placed.question.options
        for placed in questions
        if isinstance(placed.question, Single)
        and sum(option.correct for option in placed.question.options) == 1
    ]


def _place_by_length(options: Sequence[Option]) -> Literal["longest", "shortest", "between"]:
    key = next(len(option.text) for option in options if option.correct)
    others = [len(option.text) for option in options if not option.correct]
    if key > max(others):
        return "longest"
    return "shortest" if key < min(others) else "between"


def _positions(items: Iterable[list[Option]]) -> dict[int, Counter[int]]:
    found: dict[int, Counter[int]] = {}
    for options in items:
        position = next(n for n, option in enumerate(options) if option.correct)
        found.setdefault(len(options), Counter())[position] += 1
    return found


def _distribution(chances: Iterable[float]) -> list[float]:
    """Return the probability of each number of successes in trials of these chances."""
    distribution = [1.0]
    for chance in chances:
        missed = [p * (1 - chance) for p in distribution]
        hit = [p * chance for p in distribution]
        distribution = [a + b for a, b in zip([*missed, 0.0], [0.0, *hit], strict=True)]
    return distribution


def _chance_of_at_least(successes: int, distribution: Sequence[float]) -> float:
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
