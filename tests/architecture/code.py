"""Reading our own code: modules, imports, calls. Each checker takes a tree, so that it can be tried on a planted one."""

from __future__ import annotations

import ast
import configparser
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"


def python_files(folder: Path, *, migrations: bool = False) -> Iterator[Path]:
    for path in sorted(folder.rglob("*.py")):
        if migrations or "migrations" not in path.parts:
            yield path


def module_name(path: Path, source: Path) -> str:
    parts = path.relative_to(source).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Every absolute import, wherever it stands in the file: (line, dotted name with the imported name)."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def calls_of(path: Path) -> Iterator[tuple[int, str, ast.Call]]:
    """Every call by the name under which the code knows it: datetime.now, timezone.now, time …"""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func), node


def layers(contract: str) -> dict[str, int]:
    """The layers of a contract in .importlinter: name -> rank, the lowest layer 0. The same list, read once more."""
    config = configparser.ConfigParser()
    config.read(ROOT / ".importlinter")
    lines = config[f"importlinter:contract:{contract}"]["layers"].split("\n")
    ordered = [line.strip() for line in lines if line.strip()]
    return {
        name.strip().strip("()"): rank
        for rank, line in enumerate(reversed(ordered))
        for name in line.replace(":", "|").split("|")
    }
