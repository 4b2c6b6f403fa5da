from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("interop", "0003_results_of_another_system"),
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
                ],
                max_length=16,
            ),
        ),
    ]
