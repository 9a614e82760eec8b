"""The source files of the program as syntax trees: what each imports, calls and defines."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from studyapp.places import ROOT

PACKAGE = ROOT / "studyapp"
CAPABILITIES = ("accounts", "reading", "bank", "review", "classroom", "progress", "api")
GROUPS = ("storage", "safety", "moving", "serving", "yaml_files")
"""Folders of root modules, which are no capability."""
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file of the program.

    Attributes:
        name: dotted, such as `studyapp.bank.queries`; that of a package ends in its folder.
    """

    name: str
    path: Path
    tree: ast.Module

    @property
    def capability(self) -> str:
        """Return the capability that the file belongs to; empty for the root modules."""
        folder = [*self.path.relative_to(PACKAGE).parts[:-1], ""][0]
        return "" if folder in GROUPS else folder

    @property
    def part(self) -> str:
        """Return the last part of the name: what the file is within its capability."""
        return self.name.rpartition(".")[2]

    def imports(self) -> list[tuple[str, str]]:
        """Return each import as (module, name); the name is empty for `import module`."""
        found = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found += [(alias.name, "") for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.name} imports relatively"
                found += [(node.module or "", alias.name) for alias in node.names]
        return found

    def modules(self) -> set[str]:
        """Return every module that is imported, a submodule under its own name."""
        known = sources()
        return {f"{m}.{n}" if f"{m}.{n}" in known else m for m, n in self.imports()}

    def packages(self) -> set[str]:
        """Return the first part of every import: the library it comes from."""
        return {module.partition(".")[0] for module, _ in self.imports()}

    def functions(self) -> Iterator[Function]:
        """Yield every function, methods and inner ones included."""
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield node

    def names_from(self, module_end: str) -> set[str]:
        """Return what is imported from modules whose name ends so, as it is called here."""
        return {
            alias.asname or alias.name
            for node in ast.walk(self.tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(module_end)
            for alias in node.names
        }


@cache
def sources() -> dict[str, Source]:
    """Return every file of the program by its dotted name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = Source(name, path, ast.parse(path.read_text(encoding="utf-8")))
    return found


def called_names(node: ast.AST) -> set[str]:
    """Return the last name of everything called within: `f` of `f()`, `g` of `a.b.g()`."""
    functions = [call.func for call in ast.walk(node) if isinstance(call, ast.Call)]
    return {f.attr for f in functions if isinstance(f, ast.Attribute)} | {
        f.id for f in functions if isinstance(f, ast.Name)
    }


def is_route(function: Function, method: str) -> bool:
    """Tell whether a function is registered with `@bp.get` or `@bp.post`."""
    return any(
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Attribute)
        and decorator.func.attr == method
        and decorator.args
        for decorator in function.decorator_list
    )
