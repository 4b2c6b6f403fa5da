"""Gap finder, joining, suggested prerequisites and crosswalks as pages: what they say, who may, undo, Spanish, print."""

from __future__ import annotations

import csv
import io
import uuid

import pytest
from django.conf import settings
from django.urls import reverse

from headway.district.continuum.api import (
    Part,
    add_prerequisite,
    check_line,
    coherence_report,
    coherence_reports,
    content_of,
    join_frameworks,
    map_without_arrows,
    open_draft,
)
from headway.district.continuum.models import (
    CoherenceReport,
    Domain,
    Framework,
    FrameworkVersion,
    Strand,
)
from headway.district.foundation.api import audit
from headway.district.people import services as people
from headway.district.portals.presenting.pdf import pdf_of
from tests.district.continuum.lines import BUILDER, framework, three_slices
from tests.portals.curriculum.pdf_words import is_tagged, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def slices(world):
    return three_slices()


@pytest.fixture
def draft(world, slices):
    """The district's line with the three slices joined to it."""
    standing = Framework.objects.get(is_continuum=True)
    opened = open_draft(standing.uuid, by=BUILDER)
    return join_frameworks(
        [Part(one.id) for one in slices], title="", domain="Joined mathematics", by=BUILDER, onto=opened
    )


@pytest.fixture
def report(draft):
    return check_line([draft.id], by=BUILDER)


def page(client, name, *args, **query):
    return client.get(reverse(f"curriculum:{name}", args=args), query)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def seam_finding(report, seam=6):
    found = coherence_report(report.uuid)
    return next(one for one in found.findings if one.facts.get("seam") == seam and one.kind == "seam_broken")


# -- the gap finder --------------------------------------------------------------------------------------------


def test_looking_from_the_page_makes_a_report_that_opens_with_a_sentence(world, sign_in, draft):
    client = sign_in(world.priya)
    begun = text(page(client, "gaps"))
    assert "draft" in begun
    response = client.post(reverse("curriculum:gaps"), {"v": str(draft.uuid)}, follow=True)
    shown = text(response)
    assert "where the line breaks" in shown
    assert "1 at the seam 5→6; 1 at the seam 8→9" in shown
    assert "broken: nothing leads across" in shown
    assert coherence_reports()[0].made_by == "Priya Raman"


def test_choosing_nothing_is_said_and_makes_no_report(world, sign_in):
    response = sign_in(world.priya).post(reverse("curriculum:gaps"), {"v": "nonsense"})
    assert response.status_code == 422
    assert "Choose at least one framework to look at." in text(response)
    assert not CoherenceReport.objects.exists()


def test_filters_show_a_kind_a_seam_a_state(world, sign_in, report):
    client = sign_in(world.priya)
    shown = text(page(client, "gap_report", report.uuid, seam="9"))
    assert "Nothing leads from level 8 to level 9" in shown
    assert "Nothing leads from level 5 to level 6" not in shown
    assert "Nothing to show here." in text(page(client, "gap_report", report.uuid, state="refused"))
    only = text(page(client, "gap_report", report.uuid, kind="circle", state="all"))
    assert "Nothing to show here." in only


def test_a_circle_leads_to_where_it_is_mended_and_the_map_names_it(world, sign_in, draft):
    client = sign_in(world.priya)
    for before, after in (("world-MA.FR.1", "world-MA.FR.3"), ("world-MA.FR.3", "world-MA.FR.1")):
        add_prerequisite(draft.uuid, before, after, by=BUILDER)
    ids = {one.identifier: one.uuid for one in map_without_arrows(draft).competencies}
    mended_at = [
        reverse("curriculum:draft_arrows", args=[draft.uuid, ids[f"world-MA.FR.{number}"]])
        for number in (1, 3)
    ]
    found = text(page(client, "gap_report", check_line([draft.id], by=BUILDER).uuid, kind="circle"))
    assert all(f'href="{address}"' in found for address in mended_at)

    drawn = page(client, "home", version=str(draft.uuid))
    assert drawn.status_code == 200
    assert "wait for one another in a circle: MA.FR.1 → MA.FR.3 → MA.FR.1" in text(drawn)
    assert all(f'href="{address}"' in text(drawn) for address in mended_at)
    assert client.get(mended_at[0]).status_code == 200
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    assert "se esperan unas a otras en un círculo: MA.FR.1" in text(
        page(client, "home", version=str(draft.uuid))
    )


def test_accepting_carries_out_the_chosen_steps_and_undo_takes_them_back(world, sign_in, draft, report):
    client = sign_in(world.priya)
    seam = seam_finding(report)
    before = {(one.before, one.after) for one in content_of(draft.id).prerequisites}
    answer = {"accept": seam.fingerprint, f"step-{seam.fingerprint}": "E.GE.5|M.GE.6", "seam": "6"}
    response = client.post(reverse("curriculum:gap_answer", args=[report.uuid]), answer, follow=True)
    assert "One remedy is carried out in the draft." in text(response)
    assert response.redirect_chain[-1][0].endswith("?seam=6&state=open&page=1")
    after = {(one.before, one.after) for one in content_of(draft.id).prerequisites}
    assert after - before == {("E.GE.5", "M.GE.6")}
    assert "accepted and carried out in version 2 (Priya Raman)" in text(
        page(client, "gap_report", report.uuid, state="accepted")
    )
    response = client.post(reverse("curriculum:gap_undo", args=[report.uuid]), follow=True)
    assert "Taken back: one answer." in text(response)
    assert {(one.before, one.after) for one in content_of(draft.id).prerequisites} == before
    again = client.post(reverse("curriculum:gap_undo", args=[report.uuid]), follow=True)
    assert "There is nothing to take back." in text(again)


def test_many_are_dismissed_at_once_with_one_reason(world, sign_in, report):
    client = sign_in(world.priya)
    address = reverse("curriculum:gap_answer", args=[report.uuid])
    response = client.post(address, {"act": "dismiss", "all": "yes", "seam": "9", "reason": " "}, follow=True)
    assert "Say why the finding is dismissed" in text(response)
    response = client.post(
        address, {"act": "dismiss", "all": "yes", "seam": "9", "reason": "Next year."}, follow=True
    )
    assert "dismissed" in text(response)
    found = [one for one in coherence_report(report.uuid).findings if not one.is_open]
    assert found
    assert all(one.facts.get("seam") == 9 and one.reason == "Next year." for one in found)
    assert audit.trail(act="continuum.findings_answered")[0].facts["findings"] == len(found)


def test_answering_without_choosing_says_how(world, sign_in, report):
    response = sign_in(world.priya).post(
        reverse("curriculum:gap_answer", args=[report.uuid]), {"act": "accept"}, follow=True
    )
    assert "Choose findings first" in text(response)


def test_looking_again_compares_with_the_last_report(world, sign_in, draft, report):
    client = sign_in(world.priya)
    seam = seam_finding(report)
    client.post(
        reverse("curriculum:gap_answer", args=[report.uuid]),
        {"accept": seam.fingerprint, f"step-{seam.fingerprint}": "E.GE.5|M.GE.6"},
    )
    response = client.post(reverse("curriculum:gap_again", args=[report.uuid]), follow=True)
    assert "Since the last report:" in text(response)
    later = coherence_report(uuid.UUID(response.redirect_chain[-1][0].rstrip("/").rsplit("/", 1)[-1]))
    assert seam.fingerprint in {one.fingerprint for one in later.gone}
    gone = text(page(client, "gap_report", later.uuid, state="gone"))
    assert "Nothing leads from level 5 to level 6" in gone


def test_the_published_line_offers_to_open_a_draft(world, sign_in):
    client = sign_in(world.priya)
    made = check_line([world.version.pk], by=BUILDER)
    assert "open a draft of your line first" in text(page(client, "gap_report", made.uuid))
    response = client.post(reverse("curriculum:gap_draft", args=[made.uuid]), follow=True)
    assert "What you accept is carried out in the draft" in text(response)
    assert FrameworkVersion.objects.filter(status="draft").count() == 1


def test_frameworks_of_others_are_not_edited(world, sign_in, slices):
    client = sign_in(world.priya)
    made = check_line([one.id for one in slices], by=BUILDER)
    assert "not edited here" in text(page(client, "gap_report", made.uuid))
    first = coherence_report(made.uuid).findings[0]
    response = client.post(
        reverse("curriculum:gap_answer", args=[made.uuid]), {"accept": first.fingerprint}, follow=True
    )
    assert "a draft of your own line" in text(response)


def test_words_that_a_publisher_wrote_stay_words(world, sign_in):
    strange = framework(
        "Strange <b>#panic</b>",
        [
            ("<i>1</i>", 4, "S", "<script>alert(1)</script> $x$ *bold* #panic(1) @ref"),
            ("Y", 5, "S", "I can <b>add</b>."),
        ],
    )
    made = check_line([strange.id], by=BUILDER)
    client = sign_in(world.priya)
    shown = page(client, "gap_report", made.uuid, state="all").content.decode()
    assert "<script>alert" not in shown
    assert "<i>1</i>" not in shown
    raw = page(client, "gap_pdf", made.uuid).content
    assert any("#panic(1)" in one for one in words_of(raw))


# -- on paper and as a table -----------------------------------------------------------------------------------


def test_the_print_is_tagged_and_says_what_the_page_says(world, sign_in, report):
    client = sign_in(world.priya)
    seam = seam_finding(report)
    client.post(
        reverse("curriculum:gap_answer", args=[report.uuid]),
        {"f": seam.fingerprint, "act": "dismiss", "reason": "Bridged by the summer course."},
    )
    response = page(client, "gap_pdf", report.uuid)
    assert response["Content-Type"] == "application/pdf"
    assert is_tagged(response.content)
    read = words_of(response.content)
    for words in (
        "Where our K-12 line holds and where it breaks",
        "The seams between schools",
        "Nothing leads from level 8 to level 9",
        "Bridged by the summer course.",
        "Priya Raman",
    ):
        assert any(words in one for one in read), words


def test_the_print_is_in_the_readers_language(world, sign_in, report):
    client = sign_in(world.priya)
    client.post(reverse("choose_language"), {"language": "es", "next": "/"})
    raw = page(client, "gap_pdf", report.uuid).content
    assert b"/Lang (es)" in raw or b"/Lang(es)" in raw
    assert any("Las costuras entre escuelas" in one for one in words_of(raw))


def test_a_template_that_reads_a_file_of_the_machine_gets_none(tmp_path):
    content = {
        "title": '#read("/etc/passwd")',
        "language": "en",
        "made": "",
        "footer": "",
        "sentence": "",
        "compared": "",
        "versions": [],
        "shape": [],
        "seam_names": [],
        "seams": [],
        "groups": [],
        "words": dict.fromkeys(("looked_at", "seams", "row", "proposed", "decided"), "x")
        | {"shape_heads": ["a", "b", "c", "d"]},
    }
    assert not any("root:" in one for one in words_of(pdf_of("gap-report", content)))


def test_the_table_holds_every_finding_and_no_formula(world, sign_in):
    line = framework("Line", [("=1+1", 4, "S", "Adds."), ("B", 5, "S", "I can add.")], is_continuum=False)
    made = check_line([line.id], by=BUILDER)
    response = page(sign_in(world.priya), "gap_csv", made.uuid)
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == 1 + len(coherence_report(made.uuid).findings)
    assert not any(cell.startswith("=") for row in rows for cell in row)


# -- who may ---------------------------------------------------------------------------------------------------

READING = ("gaps", "crosswalks")


@pytest.mark.parametrize("who", ["ortiz", "ana", "rosa", "lena", "adam", "nina", None])
def test_pages_of_the_line_do_not_exist_for_others(world, sign_in, report, who):
    client = sign_in(getattr(world, who) if who else None)
    for name, args in [
        *((name, []) for name in READING),
        ("gap_report", [report.uuid]),
        ("join", []),
        ("gap_pdf", [report.uuid]),
    ]:
        assert page(client, name, *args).status_code == 404


def test_a_curriculum_lead_of_one_school_reads_and_does_not_decide(world, sign_in, draft, report):
    people.assign_duty(person=world.nina, role="curriculum_lead", organisation=world.alder, by=BUILDER)
    client = sign_in(world.nina)
    shown = text(page(client, "gap_report", report.uuid))
    assert "where the line breaks" in shown
    assert "Dismiss</button>" not in shown
    seam = seam_finding(report)
    for name, args in (
        ("gaps", []),
        ("gap_answer", [report.uuid]),
        ("gap_again", [report.uuid]),
        ("gap_undo", [report.uuid]),
        ("gap_draft", [report.uuid]),
        ("join_preview", []),
        ("steps_answer", [draft.uuid]),
        ("crosswalks", []),
    ):
        response = client.post(
            reverse(f"curriculum:{name}", args=args), {"f": seam.fingerprint, "act": "accept"}
        )
        assert response.status_code == 403, name
    assert coherence_report(report.uuid).findings == report.findings


# -- Spanish ---------------------------------------------------------------------------------------------------


def test_the_pages_are_in_spanish(world, sign_in, draft, report):
    client = sign_in(world.priya)
    client.post(reverse("choose_language"), {"language": "es", "next": "/"})
    assert "Buscador de huecos" in text(page(client, "gaps"))
    shown = text(page(client, "gap_report", report.uuid))
    assert "1 en la costura 5→6; 1 en la costura 8→9" in shown
    assert "Nada lleva del nivel 5 al nivel 6" in shown
    assert "Unir marcos en una sola línea" in text(page(client, "join"))
    steps = text(page(client, "steps", draft.uuid, seam="6"))
    assert "comparte las palabras" in steps
    assert "Correspondencias" in text(page(client, "crosswalks"))


# -- many ------------------------------------------------------------------------------------------------------


def test_domains_and_strands_are_named_in_the_readers_language(world, sign_in, draft, report):
    for kind in (Domain, Strand):
        for row in kind.objects.all():
            kind.objects.filter(pk=row.pk).update(translations={"es": {"name": f"ES-{row.name}"}})
    client = sign_in(world.priya)
    assert "ES-" not in text(page(client, "gap_report", report.uuid))
    client.post(reverse("choose_language"), {"language": "es", "next": "/"})
    shown = text(page(client, "gap_report", report.uuid, domain="Joined mathematics"))
    assert '<option value="Joined mathematics" selected>ES-Joined mathematics' in shown
    assert '<p class="sentence"' in shown, "the address asks with the name as it was written"
    strand = Strand.objects.filter(domain__name="Joined mathematics").first().name
    steps = text(page(client, "steps", draft.uuid, strand=strand, every="yes"))
    assert f'<option value="{strand}" selected>ES-{strand}</option>' in steps
    assert f'class="quiet where">ES-{strand}' in steps


def test_a_long_report_comes_in_pages_with_few_queries(world, sign_in, django_assert_max_num_queries):
    items = [(f"A.{n}", n % 3, "S", f"Does thing number {n}.") for n in range(120)]
    arrows = [(f"A.{n}", f"A.{n + 1}") for n in range(0, 119)]
    line = framework("Long", items, arrows=[pair for pair in arrows if int(pair[1][2:]) % 3])
    made = check_line([line.id], by=BUILDER)
    client = sign_in(world.priya)
    page(client, "gap_report", made.uuid)
    with django_assert_max_num_queries(16):
        shown = page(client, "gap_report", made.uuid, state="all", page="2")
    assert shown.status_code == 200


# -- links ----------------------------------------------------------------------------------------------------


def test_repeats_in_two_frameworks_become_links_from_the_page_and_back(world, sign_in):
    client = sign_in(world.priya)
    said = "I can compare fractions with like denominators."
    pair = [framework(name, [(f"{name}.1", 4, "S", said)]) for name in ("One", "Other")]
    made = check_line([one.id for one in pair], by=BUILDER)
    response = client.post(
        reverse("curriculum:gap_answer", args=[made.uuid]),
        {"act": "accept", "all": "yes", "kind": "duplicate"},
        follow=True,
    )
    assert "One link is made in a crosswalk." in text(response)
    response = client.post(reverse("curriculum:gap_undo", args=[made.uuid]), follow=True)
    assert "Taken back: one answer." in text(response)
    assert "to decide" in text(response)
