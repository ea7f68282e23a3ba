"""Where somebody else's template is filled in: it can show the fields, go through the lists and ask "if". Nothing else.

Jinja's own sandbox keeps a template from Python; it does not keep it from counting to infinity. So only a few kinds of tags are let
through at all, a loop goes through a list of the report alone, and all loops together have a budget.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jinja2 import Undefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from utblick.ui.signs import possible

LISTS = {"read", "parts", "blocks", "items", "lists", "tables", "charts", "head", "rows", "total", "behind"}
FILTERS = {"upper", "lower", "default", "title", "trim", "e", "escape"}
TESTS = {"defined", "undefined", "none"}
DEEPEST = 8
MOST_TURNS = 500_000
LONGEST = 20_000_000
"""Characters that a part of the document may come to; a report of two hundred pages has a third of it."""
ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Const,
    nodes.For,
    nodes.If,
    nodes.CondExpr,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Compare,
    nodes.Operand,
    nodes.Filter,
    nodes.Test,
)


class Forbidden(Exception):
    """The template asks for what none may; the tag as it may be recognised."""


class Endless(Exception):
    """The template goes through the lists more often, or repeats more, than any report needs."""


class Sandbox(ImmutableSandboxedEnvironment):
    """`missed`: the fields that were asked for and are not there."""

    def __init__(self) -> None:
        self.missed: list[str] = []
        super().__init__(autoescape=True, finalize=possible, undefined=_noting(self.missed))
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.tests = {name: self.tests[name] for name in TESTS}

    @staticmethod
    def concat(pieces: Iterable[str]) -> str:
        """The parts of what is filled in, one by one as they are made."""
        told, left = [], LONGEST
        for piece in pieces:
            left -= len(piece)
            if left < 0:
                raise Endless
            told.append(piece)
        return "".join(told)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Whatever is compiled comes by here: body, heads, feet, notes and properties."""
        tree = super()._parse(source, name, filename)
        _check(tree, frozenset(), 0)
        return tree


def _noting(missed: list[str]) -> type[Undefined]:
    class Noted(Undefined):
        """Filled in with nothing, and remembered."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            missed.append(str(self._undefined_name))

        def __getattr__(self, name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            return self

        __getitem__ = __getattr__

    return Noted


def _check(node: nodes.Node, rows: frozenset[str], depth: int) -> None:
    """`rows`: the names that stand for a row, whose boxes may be gone through."""
    if not isinstance(node, ALLOWED) or not _is_plain(node):
        raise Forbidden(_told(node))
    if isinstance(node, nodes.For):
        depth += 1
        if depth > DEEPEST or node.recursive or not _goes_through_a_list(node.iter, rows):
            raise Forbidden(f"for {_told(node.target)} in {_told(node.iter)}")
        if _last(node.iter) == "rows" and isinstance(node.target, nodes.Name):
            rows |= {node.target.name}
    for child in node.iter_child_nodes():
        _check(child, rows, depth)


def _is_plain(node: nodes.Node) -> bool:
    match node:
        case nodes.Getattr():
            return not node.attr.startswith("_")
        case nodes.Getitem():
            return isinstance(node.arg, nodes.Const) and not str(node.arg.value).startswith("_")
        case nodes.Filter():
            return node.name in FILTERS and all(isinstance(one, nodes.Const) for one in node.args)
        case nodes.Test():
            return node.name in TESTS
    return True


def _goes_through_a_list(node: nodes.Node, rows: frozenset[str]) -> bool:
    return _last(node) in LISTS or (isinstance(node, nodes.Name) and node.name in rows)


def _last(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return node.attr
    return str(node.arg.value) if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const) else ""


def _told(node: nodes.Node) -> str:
    """How whoever wrote it recognises it."""
    name = getattr(node, "name", None) or getattr(node, "attr", None)
    inner = getattr(node, "node", None)
    if name:
        return f"{_told(inner)}.{name}" if isinstance(inner, nodes.Node) else str(name)
    return _told(inner) if isinstance(inner, nodes.Node) else type(node).__name__.lower()


# The report as plain values, whose lists count their turns.


class Turns:
    def __init__(self) -> None:
        self.left = MOST_TURNS

    def spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Endless


class Counted(list[Any]):
    turns: Turns

    def __iter__(self) -> Iterator[Any]:
        for one in super().__iter__():
            self.turns.spend()
            yield one


def counted(value: Any, turns: Turns) -> Any:
    """The same values, in lists that count."""
    if isinstance(value, Mapping):
        return {key: counted(one, turns) for key, one in value.items()}
    if isinstance(value, list | tuple):
        found = Counted(counted(one, turns) for one in value)
        found.turns = turns
        return found
    return value
