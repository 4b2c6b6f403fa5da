"""Small frameworks to suggest in: arbitrary ones, and one whose right answers anybody can see."""

from hypothesis import strategies as st

from headway.mastery.continuum.items import Arrow, Item, Link

TOPICS = [
    "fractions",
    "decimals",
    "angles",
    "area",
    "graphs",
    "ratios",
    "equations",
    "volume",
    "symmetry",
    "probability",
]
VERBS = ("name", "compare", "measure", "explain")
WORDS = [*TOPICS, "compare", "measure", "with", "whole", "numbers", "", "½", "Σ"]


@st.composite
def frameworks(draw, most=9):
    """Items with few different words, headings and levels, some without; arrows along a hidden order."""
    n = draw(st.integers(1, most))
    items = [
        Item(
            key=f"k{place}",
            statement=" ".join(draw(st.lists(st.sampled_from(WORDS), max_size=5))),
            code=draw(st.sampled_from(["", f"1.A.{place}", f"2.B.{place}"])),
            strand=draw(st.sampled_from(["", "Number", "Geometry"])),
            parent=draw(st.sampled_from(["", "h", "gone", f"k{(place + 1) % n}"])),
            level=draw(st.sampled_from([None, 0, 1, 2, 6])),
            is_ratable=draw(st.sampled_from([True, True, True, False])),
            sequence=draw(st.integers(0, 3)),
        )
        for place in range(n)
    ]
    heading = Item(key="h", statement="Number sense", is_ratable=False)
    hidden = draw(st.permutations(range(n)))
    possible = [(f"k{hidden[i]}", f"k{hidden[j]}") for i in range(n) for j in range(i + 1, n)]
    drawn = draw(st.lists(st.sampled_from(possible), unique=True, max_size=8)) if possible else []
    return [*items, heading], [Arrow(before, after) for before, after in drawn]


@st.composite
def pairs_of_frameworks(draw):
    left, _ = draw(frameworks(6))
    right, _ = draw(frameworks(6))
    right = [Item(**{**_fields(one), "key": f"r{one.key}", "parent": ""}) for one in right]
    possible = [(one.key, other.key) for one in left for other in right]
    links = draw(st.lists(st.sampled_from(possible), unique=True, max_size=6))
    return left, right, [Link(*pair) for pair in links]


def _fields(item):
    return {name: getattr(item, name) for name in Item.__dataclass_fields__}


def ladder(levels=5):
    """Every topic at every level, each needing the one before it: 10 topics × levels."""
    items, arrows = [], []
    for topic in TOPICS:
        items.append(Item(key=topic, statement=f"Understand {topic}", is_ratable=False))
        for level in range(levels):
            verb = VERBS[level % len(VERBS)]
            items.append(
                Item(
                    key=f"{level}.{topic}",
                    statement=f"{verb.title()} {topic} of kind {level}",
                    strand=topic,
                    parent=topic,
                    level=level,
                    sequence=level,
                )
            )
            if level:
                arrows.append(Arrow(f"{level - 1}.{topic}", f"{level}.{topic}"))
    return items, arrows
