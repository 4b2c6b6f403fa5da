from django.apps import AppConfig


class AdvancementConfig(AppConfig):
    name = "headway.district.advancement"
    label = "advancement"
