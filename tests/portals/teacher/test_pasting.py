"""Pasting ratings from a spreadsheet: every row is looked at, nothing is half-written, nothing is added twice."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from headway.district.evidence.api import evidence_of
from headway.district.evidence.models import Rating
from headway.district.foundation.api import audit


@pytest.fixture
def address(world):
    return reverse("teacher:paste", args=[world.mathematics.uuid])


@pytest.fixture
def look(world, sign_in, address):
    """`look(cells)`: Ms Ortiz pastes and looks at every row."""
    client = sign_in(world.ortiz)
    return lambda cells, **more: client.post(address, {"step": "look", "cells": cells, **more})


@pytest.fixture
def confirm(world, sign_in, address, look):
    """`confirm(cells)`: she looks, then records what she saw."""
    client = sign_in(world.ortiz)

    def confirms(cells, **more):
        seen = look(cells, **more)
        mark = re.search(r'name="looked_at" value="(\w+)"', seen.content.decode())
        form = {"step": "confirm", "cells": cells, "looked_at": mark.group(1) if mark else "", **more}
        return client.post(address, form, follow=True)

    return confirms


def ratings(world, name: str):
    return [
        (one.level, one.observed_at.date(), one.feedback)
        for one in evidence_of(world.viewer("webb"), getattr(world, name))
        if not one.withdrawn_at
    ]


LONG = (
    "Learner\tCompetency\tLevel\tDate\tFeedback\n"
    "Ana Reyes\tMA.FR.1\t3\t2026-10-05\tThe parts are named.\n"
    "Okafor, Ben\tMA.FR.1\tDeveloping\t2026-10-05\t\n"
    "Chloe Nguyen\tPartes de un todo\tproficient\t\t\n"
)


def test_every_row_says_what_it_would_do_and_nothing_is_written_before_it_is_confirmed(look, text):
    page = text(look(LONG))
    assert "3 will be added" in page
    assert "Nothing is recorded yet." in page
    assert not Rating.objects.exists()


def test_confirming_records_all_rows_in_one_act(world, confirm, text):
    page = text(confirm(LONG))
    assert "Recorded: 3 ratings." in page
    assert "Undo this act" in page
    assert ratings(world, "ana") == [(3, dt.date(2026, 10, 5), "The parts are named.")]
    assert ratings(world, "ben") == [(2, dt.date(2026, 10, 5), "")]
    assert ratings(world, "chloe") == [(3, dt.date(2026, 10, 7), "")]
    assert audit.trail(act="evidence.ratings_recorded").count() == 1


def test_the_same_cells_again_add_nothing(world, confirm, look, text):
    confirm(LONG)
    again = text(look(LONG + "Dev Patel\tMA.FR.1\t4\t\t\n"))
    assert "3 are there already" in again
    assert "1 will be added" in again
    confirm(LONG)
    assert Rating.objects.count() == 3


def test_the_same_row_twice_in_one_paste_is_added_once(confirm):
    confirm("Learner,Competency,Level\nAna Reyes,MA.FR.1,3\nReyes Ana,MA.FR.1,3\n")
    assert Rating.objects.count() == 1


def test_a_column_for_each_competency(world, confirm, text):
    cells = "Name;MA.FR.1;MA.DA.1;Kommentar\nAna Reyes;3;2;x\nBen Okafor;;4;x\n"
    page = text(confirm(cells))
    assert "Recorded: 3 ratings." in page
    assert [level for level, _on, _words in ratings(world, "ben")] == [4]


@pytest.mark.parametrize(
    ("heading", "who"),
    [("Code", "L-ana"), ("Student", "L-ana"), ("Estudiante", "ana reyes"), ("Alumna", "Ana")],
)
def test_a_learner_is_found_by_code_and_by_name_in_either_language(world, confirm, heading, who):
    confirm(f"{heading}\tCompetencia\tNivel\n{who}\tma.fr.1\tCompetente\n".replace("Competente", "3"))
    assert [level for level, _on, _words in ratings(world, "ana")] == [3]


def test_a_learner_is_found_by_e_mail(world, confirm):
    world.ana.person.email = "Ana.Reyes@example.org"
    world.ana.person.save()
    confirm("E-mail,Competency,Level\nana.reyes@EXAMPLE.org,MA.FR.1,3\n")
    assert len(ratings(world, "ana")) == 1


@pytest.mark.parametrize("level", ["3", "Proficient", "proficient", "3.0", "3 Proficient", "Competente"])
def test_a_level_is_read_as_number_code_or_name_in_either_language(world, confirm, level):
    confirm(f"Learner\tCompetency\tLevel\nAna Reyes\tMA.FR.1\t{level}\n")
    assert [found for found, _on, _words in ratings(world, "ana")] == [3]


@pytest.mark.parametrize(
    ("row", "sentence", "remedy"),
    [
        ("Ana Reyes\tMA.FR.1\t85%\t", "“85%” counts right answers", "Look at the work once more"),
        ("Ana Reyes\tMA.FR.1\t17/20\t", "“17/20” counts right answers", "1 Emerging"),
        ("Ana Reyes\tMA.FR.1\t3.5\t", "“3.5” counts right answers", "write its level"),
        ("Ana Reyes\tMA.FR.1\t92\t", "“92” counts right answers", "write its level"),
        ("Ana Reyes\tMA.FR.1\t0\t", "A zero is no level", "Leave the cell empty."),
        ("Ana Reyes\tMA.FR.1\tB+\t", "“B+” isn't one of the district's performance levels.", "1 Emerging"),
        ("Emil Sand\tMA.FR.1\t3\t", "Nobody in this section is called “Emil Sand”.", "or the learner's code"),
        ("\tMA.FR.1\t3\t", "This row names no learner.", "Write the name"),
        ("Ana Reyes\tMA.XX.9\t3\t", "There is no competency “MA.XX.9”", "Write its code"),
        ("Ana Reyes\t\t3\t", "This row names no competency.", "Write its code"),
        ("Ana Reyes\tMA.FR.1\t3\t2026-12-24", "2026-12-24 lies in the future.", "today or earlier"),
        ("Ana Reyes\tMA.FR.1\t3\t0026-10-05", "longer ago than any record", "four digits"),
        ("Ana Reyes\tMA.FR.1\t3\tlast week", "The date “last week” could not be read.", "year-month-day"),
        (
            "Ana Reyes\tMA.FR.1\t3\t4/5/2026",
            "The date “4/5/2026” could not be read.",
            "how dates are written",
        ),
    ],
)
def test_what_cannot_be_read_names_row_field_and_remedy_and_nothing_is_written(
    look, confirm, text, row, sentence, remedy
):
    cells = f"Learner\tCompetency\tLevel\tDate\nBen Okafor\tMA.FR.1\t2\t\n{row}\n"
    page = text(look(cells))
    assert sentence in page
    assert remedy in page
    assert re.search(r"\b3 ", page), "the row as the spreadsheet numbers it"
    assert "1 will be added" in page
    after = text(confirm(cells))
    assert "Mend them, or say that they are left out." in after
    assert not Rating.objects.exists(), "nothing is half-written"


def test_what_the_record_would_refuse_is_told_before_and_can_be_left_out(world, look, confirm, text):
    cells = (
        "Learner\tCompetency\tLevel\tDate\n"
        "Ana Reyes\tMA.FR.1\t3\t1990-01-01\n"
        "Ben Okafor\tMA.FR.1\t2\t2026-10-05\n"
    )
    page = text(look(cells))
    assert "Date: The observation lies before the learner was born." in page
    assert "Record 1 rating" in page
    confirm(cells, leave_out="yes")
    assert not ratings(world, "ana")
    assert len(ratings(world, "ben")) == 1


def test_rows_that_cannot_be_read_are_left_out_when_she_says_so(world, confirm, text):
    cells = "Learner\tCompetency\tLevel\nBen Okafor\tMA.FR.1\t2\nAna Reyes\tMA.FR.1\t85%\n"
    assert "Recorded: 1 rating." in text(confirm(cells, leave_out="yes"))
    assert ratings(world, "ana") == []


def test_an_empty_cell_is_no_evidence_yet(look, text):
    page = text(look("Learner\tCompetency\tLevel\nAna Reyes\tMA.FR.1\t\nBen Okafor\tMA.FR.1\tmissing\n"))
    assert "2 without a level: no evidence yet" in page
    assert "There is nothing new to record" in page


@pytest.mark.parametrize(("order", "month"), [("mdy", 4), ("dmy", 5)])
def test_a_date_that_may_be_two_days_is_read_as_she_says(world, confirm, order, month):
    confirm("Learner\tCompetency\tLevel\tDate\nAna Reyes\tMA.FR.1\t3\t4/5/2026\n", date_order=order)
    (found,) = ratings(world, "ana")
    assert (found[1].month, found[1].year) == (month, 2026)


def test_a_name_that_two_learners_bear_is_asked_about(world, look, confirm, sign_in, address, text):
    world.ben.person.given_name = "Ana"
    world.ben.person.save()
    cells = "Learner\tCompetency\tLevel\nAna\tMA.FR.1\t3\n"
    page = look(cells)
    assert "“Ana” may be several learners of this section." in text(page)
    assert "Ana Okafor (L-ben)" in text(page)
    chosen = {"meant_name": "Ana", "meant_learner": str(world.ben.uuid)}
    assert "1 will be added" in text(look(cells, **chosen))
    confirm(cells, **chosen)
    assert (len(ratings(world, "ben")), len(ratings(world, "ana"))) == (1, 0)


def test_somebody_who_is_not_in_the_section_cannot_be_chosen(world, look, text):
    world.ben.person.given_name = "Ana"
    world.ben.person.save()
    cells = "Learner\tCompetency\tLevel\nAna\tMA.FR.1\t3\n"
    page = text(look(cells, meant_name="Ana", meant_learner=str(world.emil.uuid)))
    assert "0 will be added" in page


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ("", "There are no cells yet."),
        ("Learner\tCompetency\tLevel\n", "no rows below them"),
        ("Ana Reyes\tMA.FR.1\t3\n", "Row 1 doesn't say which column names the learner."),
        ("Learner\tColour\nAna Reyes\tblue\n", "Row 1 doesn't say where the levels stand."),
        ("Learner\tCompetency\tLevel\n" + "Ana Reyes\tMA.FR.1\t3\n" * 1501, "These are 1501 rows."),
    ],
)
def test_a_table_that_cannot_be_read_says_what_its_first_row_needs(look, text, cells, sentence):
    answer = look(cells)
    assert answer.status_code == 422
    assert sentence in text(answer)


def test_a_file_is_read_like_cells(world, sign_in, address, text):
    raw = "Nombre;Competencia;Nivel;Comentario\nAna Reyes;MA.FR.1;3;Explicó cada paso, sí\n".encode("cp1252")
    page = sign_in(world.ortiz).post(
        address, {"step": "look", "file": SimpleUploadedFile("notas.csv", raw, "text/csv")}
    )
    assert "1 will be added" in text(page)
    assert "Explicó cada paso, sí" in text(page)
    picture = SimpleUploadedFile("notas.csv", b"\x89PNG\r\n\x1a\n\0\0\0", "text/csv")
    refused = sign_in(world.ortiz).post(address, {"step": "look", "file": picture})
    assert refused.status_code == 422
    assert "could not be read as a table" in text(refused)


def test_nothing_else_is_recorded_than_what_was_looked_at(world, sign_in, address, text):
    form = {"step": "confirm", "cells": LONG, "looked_at": "something else"}
    answer = sign_in(world.ortiz).post(address, form)
    assert "Something changed since you looked at these rows" in text(answer)
    assert not Rating.objects.exists()


def test_what_was_taken_back_may_be_pasted_again(world, confirm, sign_in, text):
    page = confirm(LONG)
    act = re.search(r'href="(/teach/recorded/act/[^"]+)"', page.content.decode()).group(1)
    client = sign_in(world.ortiz)
    looked = text(client.get(act))
    assert "3 ratings will not count any more." in looked
    assert "Take 3 ratings back" in looked
    assert Rating.objects.filter(withdrawal__isnull=True).count() == 3, "a look takes nothing back"
    done = client.post(act, follow=True)
    assert "3 ratings don't count any more" in text(done)
    assert not Rating.objects.filter(withdrawal__isnull=True).exists()
    (entry,) = audit.trail(act="evidence.ratings_withdrawn")
    assert (entry.facts["ratings"], entry.facts["learners"]) == (3, 3)
    confirm(LONG)
    assert Rating.objects.filter(withdrawal__isnull=True).count() == 3
    confirm(LONG)
    assert Rating.objects.filter(withdrawal__isnull=True).count() == 3


@pytest.mark.parametrize("who", ["finch", "tom", "willow", "ana", "rosa", "priya", None])
def test_people_of_elsewhere_get_404(world, sign_in, address, confirm, who):
    page = confirm(LONG)
    act = re.search(r'href="(/teach/recorded/act/[^"]+)"', page.content.decode()).group(1)
    client = sign_in(getattr(world, who) if who else None)
    assert client.get(address).status_code == 404
    assert client.post(address, {"step": "look", "cells": LONG}).status_code == 404
    for ask in (client.get, client.post):
        assert ask(act).status_code == 404
    assert Rating.objects.filter(withdrawal__isnull=True).count() == 3


def test_a_colleague_does_not_take_back_what_somebody_else_recorded(world, sign_in, confirm):
    page = confirm(LONG)
    act = re.search(r'href="(/teach/recorded/act/[^"]+)"', page.content.decode()).group(1)
    assert sign_in(world.webb).post(act).status_code == 404
    uuids = [str(one) for one in Rating.objects.values_list("uuid", flat=True)]
    form = {"rating": uuids, "step": "confirm"}
    assert sign_in(world.webb).post(reverse("teacher:take_back"), form).status_code == 404
    assert Rating.objects.filter(withdrawal__isnull=True).count() == 3


def test_what_i_recorded_lists_my_acts(world, sign_in, confirm, rated, text):
    confirm(LONG)
    rated("dev", "MA.DA.1", 2)
    page = text(sign_in(world.ortiz).get(reverse("teacher:recorded")))
    assert "Parts of a whole" in page
    assert "3 learners" not in page, "three are named"
    assert "Ana Reyes" in page
    assert "Reading a chart" in page
    assert "Nothing is recorded here yet." in text(sign_in(world.webb).get(reverse("teacher:recorded")))


def test_a_whole_column_is_taken_back_as_one_act(world, sign_in, url, text):
    client = sign_in(world.ortiz)
    column = url("column", code="MA.FR.1", section="mathematics")
    page = client.post(
        column,
        {f"level-{world.ana.uuid}": "3", f"level-{world.ben.uuid}": "2", "request_key": "c"},
        follow=True,
    )
    act = re.search(r'href="(/teach/recorded/act/[^"]+)"', page.content.decode()).group(1)
    assert "2 ratings don't count any more" in text(client.post(act, follow=True))
    assert "had been taken back already" in text(client.post(act, follow=True))
    assert not Rating.objects.filter(withdrawal__isnull=True).exists()


@pytest.mark.parametrize("rows", [2, 4])
def test_a_large_paste_asks_the_database_as_often_as_a_small_one(
    world, sign_in, address, rows, django_assert_max_num_queries
):
    names = ("Ana Reyes", "Ben Okafor", "Chloe Nguyen", "Dev Patel")[:rows]
    cells = "Learner\tCompetency\tLevel\n" + "".join(f"{name}\tMA.FR.1\t3\n" for name in names)
    client = sign_in(world.ortiz)
    client.post(address, {"step": "look", "cells": cells})
    with django_assert_max_num_queries(20):
        client.post(address, {"step": "look", "cells": cells})
