"""The sign-on's own pages."""

from django.urls import re_path

from labelry.cloudera import pages

urlpatterns = [
    re_path(r"^user/workbench/?$", pages.come_back),
    re_path(r"^user/workbench/proof/?$", pages.proof),
]
