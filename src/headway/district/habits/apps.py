from django.apps import AppConfig


class HabitsConfig(AppConfig):
    name = "headway.district.habits"
    label = "habits"
