from headway.mastery.facts import Reason, say

TABLE = {
    "en": {
        "pieces": {"one": "One piece.", "other": "{count} pieces."},
        "shows": "It shows {level}, {units}.",
    },
    "es": {"pieces": {"one": "Una.", "other": "{count}."}, "shows": "Muestra {level}, {units}."},
}


def test_one_is_said_in_the_singular_and_zero_in_the_plural():
    assert [say(Reason.of("pieces", count=n), TABLE, "en") for n in (0, 1, 2)] == [
        "0 pieces.",
        "One piece.",
        "2 pieces.",
    ]


def test_levels_are_said_by_name_and_numbers_as_people_write_them():
    reason = Reason.of("shows", level=2, units=2.50)
    names = ("Inicial", "En desarrollo")
    assert (
        say(reason, TABLE, "es", level_names=names, level_params=["level"]) == "Muestra En desarrollo, 2,5."
    )


def test_reasons_with_the_same_params_in_another_order_are_equal():
    assert Reason.of("shows", level=2, units=1.0) == Reason.of("shows", units=1.0, level=2)
