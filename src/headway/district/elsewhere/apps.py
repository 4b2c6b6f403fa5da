from django.apps import AppConfig


class ElsewhereConfig(AppConfig):
    name = "headway.district.elsewhere"
    label = "elsewhere"
