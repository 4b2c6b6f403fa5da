from django.apps import AppConfig


class ContinuumConfig(AppConfig):
    name = "headway.district.continuum"
    label = "continuum"
