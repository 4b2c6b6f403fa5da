from django.apps import AppConfig


class PlacementConfig(AppConfig):
    name = "headway.district.placement"
    label = "placement"
