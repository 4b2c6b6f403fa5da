"""What was read long ago leaves the inbox; what is unread, and the trail, stay."""

from __future__ import annotations

from headway.district.foundation.api import audit
from headway.district.notices.api import mark_read, send_due, tidy
from headway.district.notices.models import Letter, Notice
from headway.district.site.cli import main, words
from tests.district.notices.conftest import BY


def test_what_was_read_long_ago_is_removed_and_the_rest_stays(people, told, clock):
    told(people.webb, subject="read")
    told(people.webb, subject="unread")
    read = Notice.objects.get(subject="read")
    mark_read(people.viewer("webb"), [read.uuid])
    acts = audit.trail().count()
    clock.advance(days=364)
    assert tidy(by=BY).notices == 0
    clock.advance(days=2)
    assert tidy(by=BY).notices == 1
    assert tidy(by=BY).notices == 0
    assert [one.subject for one in Notice.objects.all()] == ["unread"]
    assert audit.trail().count() == acts + 1
    assert audit.trail(act="notices.tidied").get().facts == {"notices": 1, "kept_months": 12}


def test_the_note_of_a_mail_goes_with_its_last_notice(people, told, clock):
    told(people.webb, subject="a")
    told(people.webb, subject="b")
    clock.set("2026-10-07 12:00")
    send_due()
    mark_read(people.viewer("webb"), [Notice.objects.get(subject="a").uuid])
    clock.advance(days=400)
    assert (tidy(by=BY).letters, Letter.objects.count()) == (0, 1)
    mark_read(people.viewer("webb"))
    clock.advance(days=400)
    assert (tidy(by=BY).letters, Letter.objects.count()) == (1, 0)


def test_the_district_says_for_how_long(people, told, clock, settings, capsys):
    settings.NOTICES_MONTHS = 1
    told(people.webb)
    mark_read(people.viewer("webb"))
    clock.advance(days=31)
    assert main(["notices", "tidy"]) == words.DONE
    assert "1 notices removed that were read more than 1 months ago." in capsys.readouterr().err
    assert not Notice.objects.exists()
