"""Habits that were kept among the ratings come to the place of their own. The old rows stay where they are, for the
trail; nothing reads them any more."""

from django.db import migrations

from headway.district.foundation.identifiers import new_uuid

ROWS_AT_ONCE = 2000


def copy(apps, schema_editor):
    rating = apps.get_model("evidence", "Rating")
    observation = apps.get_model("habits", "HabitObservation")
    withdrawal = apps.get_model("habits", "HabitWithdrawal")
    rows = rating.objects.filter(competency__domain__kind="habits").select_related("evidence", "withdrawal")
    part = []
    for row in rows.order_by("id").iterator(chunk_size=ROWS_AT_ONCE):
        part.append(row)
        if len(part) == ROWS_AT_ONCE:
            _write(part, observation, withdrawal)
            part = []
    _write(part, observation, withdrawal)


def _write(rows, observation, withdrawal):
    made = observation.objects.bulk_create(
        observation(
            uuid=new_uuid(),
            learner_id=row.learner_id,
            habit_id=row.competency_id,
            level=row.level,
            role="adult",
            seen_by_id=row.rater_id,
            section_id=row.evidence.section_id,
            seen_at=row.observed_at,
            recorded_at=row.recorded_at,
            act=row.evidence.act,
            request_key=row.request_key,
        )
        for row in rows
    )
    taken_back = [(new, row.withdrawal) for new, row in zip(made, rows, strict=True) if _is_withdrawn(row)]
    withdrawal.objects.bulk_create(
        withdrawal(observation=new, recorded_at=old.recorded_at, withdrawn_by_id=old.withdrawn_by_id)
        for new, old in taken_back
    )


def _is_withdrawn(row):
    return getattr(row, "withdrawal", None) is not None


class Migration(migrations.Migration):
    dependencies = [
        ("habits", "0002_append_only"),
        ("evidence", "0005_append_only_too"),
        ("continuum", "0005_one_continuum_only"),
    ]

    operations = [migrations.RunPython(copy, migrations.RunPython.noop)]
