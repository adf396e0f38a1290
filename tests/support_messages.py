"""Finds, in the source, every text that a rule can say: templates with {0}, {1} … where a value stands.

It follows what rules are written with: constants, f-strings, `a if b else c`, `a or b`, names given a value in the
same function or module, arguments of helpers, what helpers return or yield, and tables of words. A value that is
itself one of several texts (“an HTML tag”) is found as a text of its own, for it is translated on its own; one of a
single word (“empty”) might as well be an id, so the text is found with that word in it, as it is with a piece that
only continues it (“ (line {0})”).
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "hooks/cam"

VALUE = "\0"
"""Stands for a value inside a text while it is put together."""

_TELLS = re.compile("problem|wrong|remedy", re.IGNORECASE)
"""Occurs in every file that says what is wrong, or helps to."""

_DEEPEST = 12
Function = ast.FunctionDef | ast.AsyncFunctionDef
Texts = list[str]


@dataclass
class Module:
    """A file of the program: its functions, and the names that it gives a value."""

    name: str
    tree: ast.Module
    functions: dict[str, list[Function]] = field(default_factory=lambda: defaultdict(list))
    parents: dict[ast.AST, ast.AST] = field(default_factory=dict)
    calls: list[ast.Call] = field(default_factory=list)
    imported: set[str] = field(default_factory=set)

    def function_of(self, node: ast.AST) -> Function | None:
        """Return the function in which a node stands."""
        here: ast.AST | None = node
        while (here := self.parents.get(here)) is not None:  # type: ignore[arg-type]
            if isinstance(here, Function):
                return here
        return None


@dataclass
class Found:
    """What the source says: the place of each template, and the places whose text cannot be followed."""

    templates: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, str] = field(default_factory=dict)


def numbered(text: str) -> str:
    """Return a text with its values as {0}, {1} …; values that touch are one."""
    count = iter(range(99))
    return re.sub("\0+", lambda _: f"{{{next(count)}}}", text)


def says_something(text: str) -> bool:
    """Whether a text holds a word of its own outside backquotes."""
    return bool(re.search(r"[^\W\d_]", re.sub(r"`[^`]*`", "", text)))


class Source:
    """The program's files, and what can be found in them."""

    def __init__(self, folder: Path, left_out: tuple[str, ...] = ()) -> None:
        self.modules: list[Module] = []
        self.functions: dict[str, list[tuple[Module, Function]]] = defaultdict(list)
        self.calls: dict[str, list[tuple[Module, ast.Call]]] = defaultdict(list)
        for path in sorted(folder.rglob("*.py")):
            name, text = path.relative_to(folder).as_posix(), path.read_text("utf-8")
            if not name.startswith(left_out) and _TELLS.search(text):
                self._enter(name, text)
        self.found = Found()

    def _enter(self, name: str, text: str) -> None:
        module = Module(name, ast.parse(text))
        for node in ast.walk(module.tree):
            module.parents.update(dict.fromkeys(ast.iter_child_nodes(node), node))
            if isinstance(node, Function):
                module.functions[node.name].append(node)
                self.functions[node.name].append((module, node))
            elif isinstance(node, ast.Call):
                module.calls.append(node)
                self.calls[_name(node).removeprefix(".")].append((module, node))
            elif isinstance(node, ast.ImportFrom):
                module.imported |= {alias.name for alias in node.names}
        self.modules.append(module)

    def makers(self) -> dict[str, tuple[int, ...]]:
        """Return what is called with `what` and `remedy`, and their places there; methods begin with a dot."""
        found: dict[str, tuple[int, ...]] = {}
        for name, functions in self.functions.items():
            for _, function in functions:
                names = [argument.arg for argument in function.args.args]
                if {"what", "remedy"} <= set(names):
                    bound = names[0] in ("self", "cls")
                    places = (names.index("what") - bound, names.index("remedy") - bound)
                    called = f".{name}" if bound else name
                    assert found.setdefault(called, places) == places, f"two helpers {called} differ"
        return found

    def templates(self, others: dict[str, tuple[int, ...]]) -> Found:
        """Return what the calls of helpers with `what` and `remedy`, and of the `others`, say."""
        makers = self.makers() | others
        for module in self.modules:
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Call):
                    for argument in _texts_of(node, makers):
                        self._take(module, argument, f"hooks/cam/{module.name}:{argument.lineno}")
                elif isinstance(node, ast.Dict) and {"what", "remedy"} <= set(_keys(node)):
                    for value in node.values:  # the context of an error that pydantic carries
                        self._take(module, value, f"hooks/cam/{module.name}:{value.lineno}")
        return self.found

    def _take(self, module: Module, expression: ast.expr, where: str) -> None:
        for text in self.texts(module, expression, where):
            if says_something(text):
                self.found.templates.setdefault(numbered(text), where)
            elif VALUE in text and not text.strip("\0"):
                self.found.unknown.setdefault(f"{module.name}: {ast.unparse(expression)}", where)

    # What an expression can be.

    def texts(self, module: Module, node: ast.expr, where: str, depth: int = 0) -> Texts:
        """Return the texts that an expression can be; a value that is not known stands as VALUE."""
        if depth > _DEEPEST:
            return [VALUE]
        match node:
            case ast.Constant(value=str(text)):
                return [text]
            case ast.JoinedStr():
                return self._joined(module, node, where, depth)
            case ast.BinOp(op=ast.Add()):
                left = self.texts(module, node.left, where, depth + 1)
                right = self.texts(module, node.right, where, depth + 1)
                return [one + other for one, other in product(left, right)]
            case ast.IfExp():
                return [
                    text
                    for part in (node.body, node.orelse)
                    for text in self.texts(module, part, where, depth + 1)
                ]
            case ast.BoolOp(op=ast.Or()):
                return [text for part in node.values for text in self.texts(module, part, where, depth + 1)]
            case ast.NamedExpr():
                return self.texts(module, node.value, where, depth + 1)
            case ast.Dict():
                return [text for part in node.values for text in self.texts(module, part, where, depth + 1)]
            case ast.Tuple() | ast.List():
                return [text for part in node.elts for text in self.texts(module, part, where, depth + 1)]
        found = [
            text
            for home, meant in self._meanings(module, node)
            for text in self.texts(home, meant, where, depth + 1)
        ]
        return list(dict.fromkeys(found)) or [VALUE]

    def _joined(self, module: Module, node: ast.JoinedStr, where: str, depth: int) -> Texts:
        parts: list[Texts] = []
        bare, quoted = "", False
        for piece in node.values:
            if isinstance(piece, ast.FormattedValue):
                known = [] if quoted else self.texts(module, piece.value, where, depth + 1)
                parts.append(known if any(map(says_something, known)) else [])
            else:
                assert isinstance(piece, ast.Constant)
                quoted ^= str(piece.value).count("`") % 2 == 1
                bare += str(piece.value)
                parts.append([str(piece.value)])
        if not says_something(bare):  # “{name} {what is wrong with it}”
            return ["".join(chosen) for chosen in product(*(texts or [VALUE] for texts in parts))]
        for place, piece in enumerate(node.values):
            if isinstance(piece, ast.FormattedValue):
                parts[place] = self._apart(parts[place], where)
        return ["".join(chosen) for chosen in product(*parts)]

    def _apart(self, texts: Texts, where: str) -> Texts:
        """Enter the texts that are translated on their own, and return the others; VALUE stands for what is left."""
        alone = [
            text for text in texts if says_something(text) and " " in text.strip() and text == text.strip()
        ]
        for text in alone:
            self.found.templates.setdefault(numbered(text), where)
        inside = [text for text in texts if says_something(text) and text not in alone]
        glued = any(text != text.strip() for text in inside)
        values = [text for text in texts if not says_something(text) and (text or glued)]
        others = [text if glued else VALUE for text in values] + ([VALUE] if alone or not inside else [])
        return list(dict.fromkeys([*others, *inside]))

    def _meanings(self, module: Module, node: ast.expr) -> Iterator[tuple[Module, ast.expr]]:
        """Yield the expressions that a name, a call, an item or an attribute can stand for."""
        match node:
            case ast.Name():
                yield from self._named(module, node)
            case ast.Call(func=ast.Name(id="str"), args=[inside]):
                yield module, inside
            case ast.Call(func=ast.Attribute(attr="replace" | "strip", value=inside)):
                yield module, inside
            case ast.Call(func=ast.Name(id="next"), args=[ast.GeneratorExp() as inside, *_]):
                yield module, inside.elt
            case ast.Call(func=ast.Attribute(attr="get"), args=[_, *other]):
                yield from self._meanings(module, node.func.value)
                yield from ((module, one) for one in other)
            case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)):
                for home, function in self._functions(module, name):
                    yield from ((home, value) for value in _given_back(function))
            case ast.Subscript(value=ast.Name() | ast.Dict() | ast.Tuple()):
                if isinstance(node.value, ast.Name):
                    yield from self._meanings(module, node.value)
                else:
                    yield module, node.value
            case ast.Attribute(attr=name):
                for call, place in _making(module, name):
                    yield from ((module, pair.value) for pair in call.keywords if pair.arg == name)
                    yield from ((module, value) for value in call.args[place : place + 1])

    def _functions(self, module: Module, name: str) -> list[tuple[Module, Function]]:
        here = [(module, function) for function in module.functions.get(name, [])]
        return here or (self.functions[name] if name in module.imported else [])

    def _named(self, module: Module, node: ast.Name) -> Iterator[tuple[Module, ast.expr]]:
        """Yield what a name is given: in its function, else as an argument of it, else in the module."""
        function = module.function_of(node)
        given = list(self._assigned(module, function, node.id)) if function else []
        if not given and function:
            given = list(self._passed(module, function, node.id))
        yield from given or self._assigned(module, module.tree, node.id)

    def _assigned(self, module: Module, scope: ast.AST, name: str) -> Iterator[tuple[Module, ast.expr]]:
        for node in ast.walk(scope) if isinstance(scope, Function) else scope.body:  # type: ignore[attr-defined]
            match node:
                case ast.Assign(targets=[ast.Name(id=target)]) | ast.NamedExpr(target=ast.Name(id=target)):
                    if target == name:
                        yield module, node.value
                case ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as value):
                    if target == name:
                        yield module, value
                case ast.Assign(targets=[ast.Tuple() as target]):
                    yield from self._unpacked(module, target, node.value, name)
                case ast.comprehension() | ast.For():
                    if isinstance(node.target, ast.Tuple) and isinstance(node.iter, (ast.Call, ast.Name)):
                        yield from self._unpacked(module, node.target, node.iter, name)
                case ast.ImportFrom() if name in [alias.name for alias in node.names]:
                    for other in self.modules:
                        if node.module == f"cam.{other.name.removesuffix('.py').replace('/', '.')}":
                            yield from self._assigned(other, other.tree, name)

    def _unpacked(
        self, module: Module, target: ast.Tuple, value: ast.expr, name: str
    ) -> Iterator[tuple[Module, ast.expr]]:
        """Yield what a name among several gets of a pair: written out, given back by a helper, or in a table."""
        places = [
            place for place, one in enumerate(target.elts) if isinstance(one, ast.Name) and one.id == name
        ]
        if not places:
            return
        for home, pair in self._pairs(module, value):
            if len(pair.elts) == len(target.elts):
                yield home, pair.elts[places[0]]

    def _pairs(self, module: Module, value: ast.expr) -> Iterator[tuple[Module, ast.Tuple]]:
        """Yield the tuples that an expression can be, or yield."""
        if not isinstance(value, ast.Tuple):
            for home, meant in self._meanings(module, value):
                yield from self._pairs(home, meant)
        elif value.elts and all(isinstance(row, ast.Tuple) for row in value.elts):
            yield from ((module, row) for row in value.elts if isinstance(row, ast.Tuple))
        else:
            yield module, value

    def _passed(self, module: Module, function: Function, name: str) -> Iterator[tuple[Module, ast.expr]]:
        names = [argument.arg for argument in function.args.args]
        if name not in names or {"what", "remedy"} <= set(
            names
        ):  # those are taken where the helper is called
            return
        place = names.index(name) - (names[0] in ("self", "cls"))
        for home, call in self.calls[function.name]:
            if home is module or not function.name.startswith("_"):
                yield from ((home, value) for value in call.args[place : place + 1])


def _making(module: Module, field: str) -> Iterator[tuple[ast.Call, int]]:
    """Yield the calls that make objects with a field of this name, and the field's place among the arguments."""
    places: dict[str, int] = {}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef):
            names = [line.target.id for line in node.body if isinstance(line, ast.AnnAssign)]  # type: ignore[union-attr]
            places |= {node.name: names.index(field)} if field in names else {}
    for call in module.calls:
        if isinstance(call.func, ast.Name) and call.func.id in places:
            yield call, places[call.func.id]


def _keys(node: ast.Dict) -> list[str]:
    return [key.value for key in node.keys if isinstance(key, ast.Constant)]


def _name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name):
            return name
        case ast.Attribute(attr=name):
            return f".{name}"
    return ""


def _texts_of(call: ast.Call, makers: dict[str, tuple[int, ...]]) -> list[ast.expr]:
    places = makers.get(_name(call))
    if places is None:
        return []
    named = [pair.value for pair in call.keywords if pair.arg in ("what", "remedy")]
    return [call.args[place] for place in places if place < len(call.args)] + named


def _given_back(function: Function) -> Iterator[ast.expr]:
    """Yield what a function returns or yields, its inner functions left out."""
    for node in ast.walk(function):
        if isinstance(node, (ast.Return, ast.Yield, ast.YieldFrom)) and node.value is not None:
            yield node.value
