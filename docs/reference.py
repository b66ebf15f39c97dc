"""Writes ``docs/reference.md`` from the docstrings of what ``import runside`` offers.

make reference
"""

from __future__ import annotations

import enum
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any

import runside
from runside.api import File, Project, Run, Runs

PAGE = Path(__file__).with_name("reference.md")

HEAD = """\
# Reference

What `import runside` offers. Written by `make reference` from the docstrings: change those. What each call means beside
W&B's is in [wandb.md](wandb.md); how a run is kept, in [journal.md](journal.md).
"""

NOT_YET = "runside.data.not_yet"
"""Where names stand that have no insides yet."""

FOUND = (Runs, Run, File, Project)
"""What ``Api`` gives."""

OF_THE_CURRENT_RUN = MappingProxyType(
    {
        "run": "The current run: that of the last `init`, until it is finished; None where there is none.",
        "config": "The config of the current run: `run.config`. Raises `Error` when it is used before `init`.",
        "summary": "The summary of the current run: `run.summary`. Raises `Error` when it is used before `init`.",
    }
)


def page() -> str:
    """The whole page."""
    names = [name for name in runside.__all__ if not name.startswith("__")]
    functions = [name for name in names if inspect.isroutine(_named(name))]
    classes = [name for name in names if inspect.isclass(_named(name))]
    errors = [name for name in classes if issubclass(_named(name), BaseException)]
    missing = [name for name in names if getattr(_named(name), "__module__", "") == NOT_YET]
    kinds = [name for name in classes if name not in errors]
    modules = [name for name in names if inspect.ismodule(_named(name))]
    parts = [HEAD]
    parts += ["## Functions\n"]
    parts += [_function(f"runside.{n}", _named(n)) for n in functions if n not in missing]
    parts += ["## The current run\n"]
    parts += [f"### `runside.{name}`\n\n{text}\n" for name, text in OF_THE_CURRENT_RUN.items()]
    parts += ["## Classes\n", *(_class(n, _named(n)) for n in kinds if n not in missing)]
    parts += ["## What `Api` gives\n", *(_class(f"api.{k.__name__}", k) for k in FOUND)]
    parts += ["## Errors\n", *(_error(name, _named(name)) for name in errors)]
    parts += ["## Modules\n", *(f"### `runside.{n}`\n\n{_text(_named(n))}\n" for n in modules)]
    if missing:
        parts += [
            f"## Not there yet\n\n{', '.join(f'`{name}`' for name in missing)}: using one raises `Error`.\n"
        ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts))


def _named(name: str) -> Any:
    return None if name in OF_THE_CURRENT_RUN else getattr(runside, name)


def _function(title: str, function: Any, level: int = 3) -> str:
    return f"{'#' * level} `{title}`\n\n```python\n{title}{_signature(function)}\n```\n\n{_text(function)}\n"


def _class(name: str, kind: type) -> str:
    parts = [f"### `runside.{name}`\n"]
    init: Any = getattr(kind, "__init__")  # noqa: B009 - as what it is here, not as mypy fears
    if not issubclass(kind, enum.Enum) and init is not object.__init__ and _is_made(kind):
        parts.append(f"```python\nrunside.{name}{_signature(kind)}\n```\n")
    parts.append(f"{_text(kind)}\n")
    made = inspect.getdoc(init)
    if _is_made(kind) and made and made != inspect.getdoc(object.__init__):
        parts.append(f"{_marked(made)}\n")
    for member, found in _members(kind):
        if isinstance(found, property):
            parts.append(f"**`.{member}`** — {_text(found)}\n")
        elif isinstance(found, enum.Enum):
            parts.append(f"**`{name}.{member}`**\n")
        else:
            parts.append(_function(f".{member}", found, level=4))
    return "\n".join(parts)


def _is_made(kind: type) -> bool:
    """Whether users make objects of this class themselves; a run is made by ``init``, what is read back by ``Api``."""
    return kind.__name__ != "Run" and kind not in FOUND


def _members(kind: type) -> Iterator[tuple[str, Any]]:
    """The public methods, properties and values, those of base classes first, in the order of the source."""
    seen: dict[str, Any] = {}
    for base in reversed(kind.__mro__):
        if base.__module__.startswith("runside"):
            for name, found in vars(base).items():
                if not name.startswith("_"):
                    seen[name] = getattr(found, "__func__", found)
    for name, found in seen.items():
        documented = inspect.isroutine(found) or isinstance(found, (property, enum.Enum))
        if documented and (isinstance(found, enum.Enum) or inspect.getdoc(found)):
            yield name, found


def _error(name: str, kind: type) -> str:
    bases = ", ".join(f"`{base.__name__}`" for base in kind.__bases__)
    return f"### `runside.{name}`\n\n{_text(kind)} (A kind of {bases}.)\n"


def _signature(function: Any) -> str:
    try:
        signature = inspect.signature(function)
    except ValueError:
        return "(…)"
    parameters = [p for name, p in signature.parameters.items() if name != "self"]
    told = str(signature.replace(parameters=parameters))
    told = re.sub(r"'([^']*)'", lambda match: match[1], told) if "'" in told else told
    if len(told) <= 88 or not parameters:
        return told
    lines = [f"    {part}," for part in _split(parameters)]
    returns = told.rpartition(" -> ")[2] if " -> " in told else ""
    return "(\n" + "\n".join(lines) + "\n)" + (f" -> {returns}" if returns else "")


def _split(parameters: list[inspect.Parameter]) -> list[str]:
    """Each parameter as it stands in a signature, with the ``*`` that keyword-only ones need."""
    lines: list[str] = []
    for parameter in parameters:
        starred = any(line.startswith("*") for line in lines)
        if parameter.kind is parameter.KEYWORD_ONLY and not starred:
            lines.append("*")
        lines.append(re.sub(r": '([^']*)'", r": \1", str(parameter)))
    return lines


def _text(documented: Any) -> str:
    return _marked(inspect.getdoc(documented) or "")


def _marked(text: str) -> str:
    """A docstring as Markdown: its code in single backquotes, its arguments as a list, indented code as it is."""
    text = re.sub(r":(?:func|class|meth|mod|attr):`~?([^`]+)`", r"`\1`", text)
    text = text.replace("``", "`")
    lines: list[str] = []
    in_arguments = False
    for line in text.splitlines():
        if line.strip() == "Args:":
            in_arguments = True
            lines.append("")
            continue
        if in_arguments and line.strip() and not line.startswith(" "):
            in_arguments = False
            lines.append("")
        argument = re.match(r" {4}(\*{0,2}\w[\w, *]*): (.*)", line)
        if in_arguments and argument:
            names = ", ".join(f"`{name.strip()}`" for name in argument[1].split(","))
            lines.append(f"- {names}: {argument[2]}")
        else:
            lines.append("  " + line.strip() if in_arguments and line.strip() else line)
    return "\n".join(lines).strip()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name}: {len(page().splitlines())} lines\n")
