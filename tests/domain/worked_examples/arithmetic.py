"""Arithmetic as it is written by hand, read and checked: `A = (12.93 − 10.56) / 4.44 = 53.378…%; E = 2 / 5 = 40%`."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from fractions import Fraction

_OPERATORS: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_SIGNS = str.maketrans({"−": "-", "×": "*", ",": None})
_PERCENT = re.compile(r"([0-9.]+)%")
_CUT_OFF = re.compile(r"(−?)([0-9,]+(?:\.([0-9]+))?)…(%?)")


def worked(text: str) -> dict[str, Fraction]:
    """Give what each name stands for; raise `AssertionError` where two sides of an equals sign differ.

    A side may use the names before it. A number that ends in `…` is cut off there, not rounded.
    """
    found: dict[str, Fraction] = {}
    for line in text.split("; ") if text else []:
        name, first, *others = line.split(" = ")
        value = _exact(first, found)
        for side in others:
            assert _agrees(side, value, found), f"{line}: {side} is not {value}"
        found[name] = value
    return found


def _agrees(side: str, value: Fraction, known: Mapping[str, Fraction]) -> bool:
    cut_off = _CUT_OFF.fullmatch(side)
    if cut_off is None:
        return _exact(side, known) == value
    sign, digits, decimals, percent = cut_off.groups()
    scale = 100 if percent else 1
    unit = Fraction(1, 10 ** len(decimals or ""))
    rest = abs(value) * scale - Fraction(digits.replace(",", ""))
    return (value < 0) is bool(sign) and 0 < rest < unit


def _exact(side: str, known: Mapping[str, Fraction]) -> Fraction:
    return _value(ast.parse(_PERCENT.sub(r"(\1 / 100)", side.translate(_SIGNS)), mode="eval").body, known)


def _value(node: ast.expr, known: Mapping[str, Fraction]) -> Fraction:
    match node:
        case ast.BinOp(left, how, right):
            return _OPERATORS[type(how)](_value(left, known), _value(right, known))
        case ast.UnaryOp(ast.USub(), operand):
            return -_value(operand, known)
        case ast.Name(name):
            return known[name]
        case ast.Constant(number):
            return Fraction(str(number))
    raise AssertionError(ast.dump(node))
