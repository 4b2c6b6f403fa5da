"""Patterns for fractions and proportions."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from fractions import Fraction

from headway.district.demo.questions.making import Pattern, Written, pick, write

__all__ = ["FRACTIONS"]

PARTS = {2: ("halves", "mitades"), 3: ("thirds", "tercios"), 4: ("fourths", "cuartos")}


def _parts(r: random.Random) -> Written:
    n = r.choice((2, 3, 4))
    shape, forma = r.choice((("cake", "un pastel"), ("ribbon", "una cinta"), ("sheet of paper", "una hoja")))
    others = [PARTS[one] for one in PARTS if one != n]
    return pick(
        f"You cut a {shape} into {n} equal parts. What are the parts called?",
        f"Cortas {forma} en {n} partes iguales. ¿Cómo se llaman las partes?",
        PARTS[n],
        *others,
    )


def _shaded(r: random.Random) -> Written:
    n = r.randint(4, 8)
    k = r.randint(1, n - 1)
    row = "■" * k + "□" * (n - k)
    return write(
        f"What fraction of the squares is filled? {row}",
        f"¿Qué fracción de los cuadrados está llena? {row}",
        f"{k}/{n}",
    )


def _equal(r: random.Random) -> Written:
    top, under = r.choice(((1, 2), (2, 3), (3, 4), (2, 5), (1, 3)))
    k = r.randint(2, 4)
    return pick(
        f"Which fraction is equal to {top}/{under}?",
        f"¿Qué fracción es igual a {top}/{under}?",
        f"{top * k}/{under * k}",
        f"{top + k}/{under + k}",
        f"{top}/{under * k}",
        f"{top * k}/{under * k + 1}",
    )


def _same_under(r: random.Random) -> Written:
    under = r.randint(5, 12)
    a, b = r.randint(1, under // 2), r.randint(1, under // 2)
    return write(f"{a}/{under} + {b}/{under} =", f"{a}/{under} + {b}/{under} =", Fraction(a + b, under))


def _any_under(r: random.Random) -> Written:
    x, y = r.sample((2, 3, 4, 5, 6), 2)
    a, b = Fraction(1, min(x, y)), Fraction(r.randint(1, max(x, y) - 1), max(x, y))
    if a > b:
        return write(f"{a} − {b} =", f"{a} − {b} =", a - b)
    return write(f"{a} + {b} =", f"{a} + {b} =", a + b)


def _product(r: random.Random) -> Written:
    a, b = r.choice(((2, 3), (3, 4), (2, 5), (3, 5))), r.choice(((1, 2), (3, 7), (5, 6), (1, 4)))
    return write(
        f"{a[0]}/{a[1]} × {b[0]}/{b[1]} =", f"{a[0]}/{a[1]} × {b[0]}/{b[1]} =", Fraction(*a) * Fraction(*b)
    )


def _quotient(r: random.Random) -> Written:
    n, under = r.randint(2, 6), r.choice((2, 3, 4, 5))
    if r.random() < 0.5:
        return write(
            f"You have {n} liters of juice. A glass holds 1/{under} liter. How many glasses can you fill?",
            f"Tienes {n} litros de jugo. En un vaso cabe 1/{under} de litro. ¿Cuántos vasos puedes llenar?",
            n * under,
        )
    return write(f"2/3 ÷ {n} =", f"2/3 ÷ {n} =", Fraction(2, 3) / n)


def _rate(r: random.Random) -> Written:
    one, k, want = r.randint(3, 9), r.randint(3, 6), r.randint(7, 12)
    return write(
        f"{k} tickets cost {one * k} dollars. How many dollars do {want} tickets cost?",
        f"{k} boletos cuestan {one * k} dólares. ¿Cuántos dólares cuestan {want} boletos?",
        one * want,
    )


def _constant(r: random.Random) -> Written:
    k = r.randint(3, 9)
    a, b = r.sample(range(2, 9), 2)
    table = f"x: {a}, {b}, {a + b}   y: {k * a}, {k * b}, {k * (a + b)}"
    return pick(
        f"Which equation links x and y? {table}",
        f"¿Qué ecuación une x e y? {table}",
        f"y = {k}x",
        f"y = x + {k}",
        f"x = {k}y",
        f"y = {k + 1}x − 1",
    )


def _percent(r: random.Random) -> Written:
    price, off = r.choice((20, 40, 60, 80, 120)), r.choice((10, 20, 25, 50))
    return write(
        f"A jacket costs {price} dollars. It is {off} % off. How many dollars do you pay?",
        f"Una chaqueta cuesta {price} dólares. Tiene un {off} % de descuento. ¿Cuántos dólares pagas?",
        Fraction(price * (100 - off), 100),
    )


def _slope(r: random.Random) -> Written:
    x, k = r.randint(2, 6), r.randint(2, 9)
    return write(
        f"A line goes through (0, 0) and ({x}, {x * k}). It shows meters per second. How many meters in one second?",
        f"Una recta pasa por (0, 0) y ({x}, {x * k}). Muestra metros por segundo. ¿Cuántos metros en un segundo?",
        k,
    )


FRACTIONS: Mapping[str, Sequence[Pattern]] = {
    "MA.FR.01": [_parts],
    "MA.FR.02": [_shaded],
    "MA.FR.03": [_equal],
    "MA.FR.04": [_same_under],
    "MA.FR.05": [_any_under],
    "MA.FR.06": [_product],
    "MA.FR.07": [_quotient],
    "MA.FR.08": [_rate],
    "MA.FR.09": [_constant],
    "MA.FR.10": [_percent],
    "MA.FR.11": [_slope],
}
