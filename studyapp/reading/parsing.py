"""Seed lines and sidecar in, article out; nothing here knows any one text."""

from dataclasses import dataclass

from studyapp.reading.article import Article, Module, Paragraph, ParagraphKind
from studyapp.reading.line_plan import Act, LinePlan, Locate, is_blank, plan_lines
from studyapp.reading.paragraph_ids import RegisterEntry, assign_numbers
from studyapp.reading.seed_text import fold_spaces, joined, stacked, without_emphasis_marks
from studyapp.reading.sidecar import Sidecar
from studyapp.yaml_files.faults import Fault


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph before it has an id."""

    text: str
    kind: ParagraphKind
    section: str | None
    first_line: int
    last_line: int
    emphasis: tuple[tuple[int, int], ...] = ()
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedSource:
    """An article with the register of paragraph ids that it needs from now on."""

    article: Article
    register: tuple[RegisterEntry, ...]


def parse_source(
    sidecar: Sidecar,
    lines: list[str],
    register: tuple[RegisterEntry, ...],
    *,
    file: str,
    seed_file: str,
    locate: Locate,
) -> tuple[ParsedSource | None, list[Fault]]:
    """Turn the lines of a seed into an article; None when an error stands in the way.

    Args:
        sidecar: the editorial acts.
        lines: the seed text.
        register: ids given so far.
        file: how faults name the sidecar.
        seed_file: how faults name the seed text.
        locate: line and column in the sidecar of a path such as ("drop", 0, "lines").
    """
    plan, faults = plan_lines(sidecar, lines, file, seed_file, locate)
    faults += _metadata_faults(sidecar, lines, file, locate)
    if faults:
        return None, faults
    blocks = _blocks(sidecar, lines, plan)
    blocks, faults = _with_captions(sidecar, blocks, file, locate)
    faults += _heading_faults(sidecar, blocks, file, locate)
    faults += _part_faults(sidecar, lines, file, locate)
    faults += _module_faults(sidecar, blocks, file, locate)
    faults += _stray_blocks(sidecar, blocks, seed_file)
    assignment = assign_numbers([(b.first_line, b.text) for b in blocks], register)
    faults += [Fault(seed_file, *problem) for problem in assignment.problems]
    if any(fault.level == "error" for fault in faults):
        return None, faults
    article = _article(sidecar, blocks, assignment.numbers)
    return ParsedSource(article, assignment.register), faults


def _metadata_faults(sidecar: Sidecar, lines: list[str], file: str, locate: Locate) -> list[Fault]:
    faults = []
    for n, metadata in enumerate(sidecar.metadata):
        stated = getattr(sidecar.source, metadata.holds)
        present = metadata.line <= len(lines)
        if present and (stated is None or stated not in _plain(sidecar, lines[metadata.line - 1])):
            message = f"line {metadata.line} does not hold the {metadata.holds} of the source data"
            faults.append(Fault(file, *locate(("metadata", n)), "metadata-differs", message))
    return faults


def _blocks(sidecar: Sidecar, lines: list[str], plan: LinePlan) -> list[Block]:
    kinds: dict[int, ParagraphKind] = {block.lines[0]: block.kind for block in sidecar.blocks}
    blocks: list[Block] = []
    section: str | None = None
    number = 1
    while number <= len(lines):
        act = plan.act_starting(number) or Act("block", number, number, ())
        span = lines[act.first - 1 : act.last]
        if act.role == "heading":
            section = fold_spaces(span[0])
        elif act.role in {"join", "block"} and not is_blank(span[0]):
            raw = stacked(span) if act.role == "block" else joined(span)
            text, emphasis = _marked(sidecar, raw)
            kind = kinds.get(number, "prose")
            blocks.append(Block(text, kind, section, act.first, act.last, emphasis))
        number = act.last + 1
    return blocks


def _marked(sidecar: Sidecar, raw: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    return without_emphasis_marks(raw) if sidecar.emphasis == "asterisks" else (raw, ())


def _plain(sidecar: Sidecar, line: str) -> str:
    return _marked(sidecar, fold_spaces(line))[0]


def _with_captions(
    sidecar: Sidecar, blocks: list[Block], file: str, locate: Locate
) -> tuple[list[Block], list[Fault]]:
    """Lift each caption off the front of its paragraph."""
    by_line = {block.first_line: n for n, block in enumerate(blocks)}
    blocks = list(blocks)
    faults = []
    for n, caption in enumerate(sidecar.captions):
        at = by_line.get(caption.line)
        if at is None or not _starts_with(blocks[at], caption.text):
            message = f"no paragraph at line {caption.line} starts with this caption and goes on"
            faults.append(Fault(file, *locate(("captions", n, "text")), "no-caption", message))
            continue
        block = blocks[at]
        rest = block.text[len(caption.text) :]
        cut = len(block.text) - len(rest.lstrip())
        blocks[at] = Block(
            text=block.text[cut:],
            kind=block.kind,
            section=block.section,
            first_line=block.first_line,
            last_line=block.last_line,
            emphasis=tuple((a - cut, b - cut) for a, b in block.emphasis if a >= cut),
            caption=caption.text,
        )
    return blocks, faults


def _starts_with(block: Block, caption: str) -> bool:
    """Say whether a block starts with its one caption and holds more than that."""
    rest = block.text.removeprefix(caption)
    return block.caption is None and rest != block.text and bool(rest.strip())


def _heading_faults(
    sidecar: Sidecar, blocks: list[Block], file: str, locate: Locate
) -> list[Fault]:
    """Report each heading that stands over no paragraph: no page would show it."""
    starts = [block.first_line for block in blocks]
    faults = []
    for n, heading in enumerate(sidecar.headings):
        next_heading = min((h for h in sidecar.headings if h > heading), default=None)
        if not any(
            heading < start and (next_heading is None or start < next_heading) for start in starts
        ):
            message = f"no paragraph stands under the heading at line {heading}"
            faults.append(Fault(file, *locate(("headings", n)), "heading-empty", message))
    return faults


def _part_faults(sidecar: Sidecar, lines: list[str], file: str, locate: Locate) -> list[Fault]:
    """Parts have a number each and the title that their line holds; modules name one of them."""
    faults = []
    numbers = [part.number for part in sidecar.parts]
    for n, part in enumerate(sidecar.parts):
        if part.number in numbers[:n]:
            message = f"there are two parts with the number {part.number}"
            faults.append(Fault(file, *locate(("parts", n, "number")), "part-twice", message))
        if part.line is not None and part.title != _plain(sidecar, lines[part.line - 1]):
            message = f"line {part.line} does not hold this title alone"
            faults.append(Fault(file, *locate(("parts", n)), "part-differs", message))
    for n, module in enumerate(sidecar.modules):
        if numbers and module.part not in numbers:
            message = f"there is no part {module.part}"
            faults.append(Fault(file, *locate(("modules", n, "part")), "no-such-part", message))
    return faults


def _module_faults(sidecar: Sidecar, blocks: list[Block], file: str, locate: Locate) -> list[Fault]:
    """Modules follow the text, hold something and have a key each."""
    faults = []
    seen: set[str] = set()
    after = 0
    for n, module in enumerate(sidecar.modules):
        first, last = module.lines
        place = locate(("modules", n, "lines"))
        if first <= after:
            message = f"module {module.key} starts before the module above it ends"
            faults.append(Fault(file, *place, "modules-overlap", message))
        if module.key in seen:
            message = f"there are two modules with the key {module.key}"
            faults.append(Fault(file, *locate(("modules", n, "key")), "key-used-twice", message))
        if not any(first <= b.first_line and b.last_line <= last for b in blocks):
            message = f"module {module.key} holds no paragraph"
            faults.append(Fault(file, *place, "module-empty", message))
        seen.add(module.key)
        after = max(after, last)
    return faults


def _stray_blocks(sidecar: Sidecar, blocks: list[Block], seed_file: str) -> list[Fault]:
    """Report the paragraphs that no module holds whole."""
    message = "this paragraph lies in no module; extend one or drop the line"
    return [
        Fault(seed_file, block.first_line, 0, "in-no-module", message)
        for block in blocks
        if not any(
            m.lines[0] <= block.first_line and block.last_line <= m.lines[1]
            for m in sidecar.modules
        )
    ]


def _article(sidecar: Sidecar, blocks: list[Block], numbers: list[int]) -> Article:
    numbered = list(zip(numbers, blocks, strict=True))
    modules = tuple(
        Module(
            key=module.key,
            title=module.title,
            editorial_title=module.editorial_title,
            part=module.part,
            paragraphs=tuple(
                _paragraph(sidecar, number, block)
                for number, block in numbered
                if module.lines[0] <= block.first_line <= module.lines[1]
            ),
        )
        for module in sidecar.modules
    )
    return Article(
        key=sidecar.key,
        file=sidecar.file,
        label=sidecar.label,
        **sidecar.source.model_dump(),
        language=sidecar.language,
        parts={part.number: part.title for part in sidecar.parts},
        modules=modules,
    )


def _paragraph(sidecar: Sidecar, number: int, block: Block) -> Paragraph:
    return Paragraph(
        id=f"{sidecar.key}:{number}",
        number=number,
        section=block.section,
        kind=block.kind,
        text=block.text,
        emphasis=block.emphasis,
        caption=block.caption,
        language=sidecar.language,
        first_line=block.first_line,
        last_line=block.last_line,
    )
