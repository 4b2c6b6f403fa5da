"""Patterns for numbers and operations."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence

from headway.district.demo.questions.making import Pattern, Written, pick, write

__all__ = ["NUMBERS"]


def _count(r: random.Random) -> Written:
    n = r.randint(8, 19)
    return write(f"How many stars are there? {'★' * n}", f"¿Cuántas estrellas hay? {'★' * n}", n)


def _which_more(r: random.Random) -> Written:
    a, b = r.sample(range(4, 11), 2)
    more, fewer = ("A", "B") if a > b else ("B", "A")
    row = f"A: {'●' * a}   B: {'●' * b}"
    return pick(
        f"Which row has more? {row}",
        f"¿Qué fila tiene más? {row}",
        (f"Row {more}", f"La fila {more}"),
        (f"Row {fewer}", f"La fila {fewer}"),
        ("Both the same", "Las dos igual"),
    )


def _to_ten(r: random.Random) -> Written:
    a = r.randint(2, 7)
    b = r.randint(1, 10 - a)
    if r.random() < 0.5:
        return write(
            f"{a} birds sit in a tree. {b} more come. How many are there now?",
            f"Hay {a} pájaros en un árbol. Llegan {b} más. ¿Cuántos hay ahora?",
            a + b,
        )
    return write(
        f"There are {a + b} apples. You eat {b}. How many are left?",
        f"Hay {a + b} manzanas. Te comes {b}. ¿Cuántas quedan?",
        a,
    )


def _tens(r: random.Random) -> Written:
    tens, ones = r.randint(2, 9), r.randint(1, 9)
    return write(
        f"Which number has {tens} tens and {ones} ones?",
        f"¿Qué número tiene {tens} decenas y {ones} unidades?",
        10 * tens + ones,
    )


def _to_twenty(r: random.Random) -> Written:
    a, b = r.randint(6, 9), r.randint(5, 9)
    return (
        write(f"{a} + {b} =", f"{a} + {b} =", a + b)
        if r.random() < 0.5
        else write(f"{a + b} − {b} =", f"{a + b} − {b} =", a)
    )


def _worth(r: random.Random) -> Written:
    a, b, c = r.sample(range(2, 10), 3)
    n = 100 * a + 10 * b + c
    return pick(
        f"What is the {b} worth in {n}?", f"¿Cuánto vale el {b} en {n}?", 10 * b, b, 100 * b, 10 * b + c
    )


def _to_hundred(r: random.Random) -> Written:
    a, b = r.randint(24, 57), r.randint(16, 38)
    return (
        write(f"{a} + {b} =", f"{a} + {b} =", a + b)
        if r.random() < 0.5
        else write(f"{a + b} − {a} =", f"{a + b} − {a} =", b)
    )


def _times(r: random.Random) -> Written:
    a, b = r.randint(3, 9), r.randint(4, 9)
    if r.random() < 0.5:
        return write(
            f"There are {a} bags with {b} marbles each. How many marbles are there?",
            f"Hay {a} bolsas con {b} canicas cada una. ¿Cuántas canicas hay?",
            a * b,
        )
    return write(f"{a * b} ÷ {a} =", f"{a * b} ÷ {a} =", b)


def _larger(r: random.Random) -> Written:
    if r.random() < 0.5:
        a, b = r.randint(123, 389), r.randint(4, 9)
        return write(f"{a} × {b} =", f"{a} × {b} =", a * b)
    by, times = r.randint(4, 9), r.randint(12, 24)
    rest = r.randint(1, by - 1)
    n = by * times + rest
    return write(
        f"{n} children form teams of {by}. How many full teams are there?",
        f"{n} niños forman equipos de {by}. ¿Cuántos equipos completos hay?",
        times,
    )


def _prime(r: random.Random) -> Written:
    prime = r.choice((23, 29, 31, 37, 41, 43, 47))
    others = r.sample((21, 27, 33, 35, 39, 45, 49, 51), 3)
    return pick("Which of these is a prime number?", "¿Cuál de estos es un número primo?", prime, *others)


def _multiple(r: random.Random) -> Written:
    x, y = r.choice(((4, 6), (6, 8), (3, 5), (6, 9), (8, 12), (4, 10)))
    lowest = math.lcm(x, y)
    return write(
        f"What is the smallest number that is a multiple of both {x} and {y}?",
        f"¿Cuál es el número más pequeño que es múltiplo de {x} y de {y}?",
        lowest,
    )


def _decimal_larger(r: random.Random) -> Written:
    a = r.randint(2, 8)
    return pick(
        "Which number is the largest?",
        "¿Qué número es el mayor?",
        f"0.{a + 1}",
        f"0.{a}{r.randint(5, 9)}",
        f"0.{a}{r.randint(1, 4)}9",
        f"0.0{a + 1}8",
    )


def _rounded(r: random.Random) -> Written:
    a, b, c = r.randint(2, 8), r.randint(1, 8), r.randint(1, 9)
    near = a * 10 + b + (1 if c >= 5 else 0)
    return write(
        f"Round {a}.{b}{c} to tenths.",
        f"Redondea {a}.{b}{c} a décimas.",
        f"{near / 10:.1f}",
    )


def _with_decimals(r: random.Random) -> Written:
    a, b = r.randint(12, 58), r.randint(13, 49)
    if r.random() < 0.5:
        return write(f"{a / 10} + {b / 100} =", f"{a / 10} + {b / 100} =", f"{(10 * a + b) / 100:.2f}")
    c = r.randint(3, 9)
    return write(f"{a / 10} × {c} =", f"{a / 10} × {c} =", f"{a * c / 10:.1f}")


def _coldest(r: random.Random) -> Written:
    a, b, c = r.sample(range(2, 15), 3)
    cold = max(a, b)
    other = min(a, b)
    return pick(
        "Which temperature is the coldest?",
        "¿Qué temperatura es la más fría?",
        f"−{cold} °C",
        f"−{other} °C",
        "0 °C",
        f"{c} °C",
    )


def _from_zero(r: random.Random) -> Written:
    a, b = r.randint(3, 9), r.randint(10, 15)
    return write(
        f"It is −{a} °C. It gets {b} degrees warmer. What is the temperature now?",
        f"Hay −{a} °C. La temperatura sube {b} grados. ¿Qué temperatura hay ahora?",
        b - a,
    )


def _signed(r: random.Random) -> Written:
    a, b = r.randint(3, 9), r.randint(4, 12)
    if r.random() < 0.5:
        return write(f"−{a} × {b} =", f"−{a} × {b} =", -a * b)
    return write(f"−{a} − (−{b}) =", f"−{a} − (−{b}) =", b - a)


NUMBERS: Mapping[str, Sequence[Pattern]] = {
    "MA.NO.01": [_count],
    "MA.NO.02": [_which_more],
    "MA.NO.03": [_to_ten],
    "MA.NO.04": [_tens],
    "MA.NO.05": [_to_twenty],
    "MA.NO.06": [_worth],
    "MA.NO.07": [_to_hundred],
    "MA.NO.08": [_times],
    "MA.NO.09": [_larger],
    "MA.NO.10": [_prime, _multiple],
    "MA.NO.11": [_rounded, _decimal_larger],
    "MA.NO.12": [_with_decimals],
    "MA.NO.13": [_from_zero, _coldest],
    "MA.NO.14": [_signed],
}
