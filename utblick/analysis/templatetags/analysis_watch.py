"""How well a row fits, in the inbox's own words."""

from django import template

from utblick.watch.views.met import fit_in_words

register = template.Library()
register.filter("fit", fit_in_words)
