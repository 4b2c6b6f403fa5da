from django.apps import AppConfig


class ProficiencyConfig(AppConfig):
    name = "headway.district.proficiency"
    label = "proficiency"
