from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "headway.district.agreements"
    label = "agreements"
