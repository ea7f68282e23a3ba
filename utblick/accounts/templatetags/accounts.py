from django import template

from utblick.accounts import browsers

register = template.Library()
register.filter("browser", browsers.named)
