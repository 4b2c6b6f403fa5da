from django.apps import AppConfig


class SignalsConfig(AppConfig):
    name = "headway.district.signals"
    label = "signals"
