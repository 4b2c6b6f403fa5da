from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("interop", "0004_results_of_outside_tests"),
    ]

    operations = [
        migrations.AlterField(
            model_name="importrun",
            name="format",
            field=models.CharField(
                choices=[
                    ("oneroster", "Oneroster"),
                    ("case", "Case"),
                    ("ratings", "Ratings"),
                    ("asn", "Asn"),
                    ("spreadsheet", "Spreadsheet"),
                    ("slate", "Slate"),
                    ("assessments", "Assessments"),
                    ("questions", "Questions"),
                ],
                max_length=16,
            ),
        ),
    ]
