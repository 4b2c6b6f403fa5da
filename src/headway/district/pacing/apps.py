from django.apps import AppConfig


class PacingConfig(AppConfig):
    name = "headway.district.pacing"
    label = "pacing"
