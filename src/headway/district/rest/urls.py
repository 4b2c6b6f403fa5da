"""The addresses of the interfaces."""

from django.urls import include, path

urlpatterns = [path("ims/case/", include("headway.district.rest.case.urls"))]
