"""Builders for tests: what is said and asked about an object."""

from datetime import date
from itertools import count
from typing import Any

from django.db import models

from utblick.accounts.models import User
from utblick.initiatives.tests.make import make_initiative
from utblick.teamwork import doing, talking
from utblick.teamwork.models import Comment, Task

_number = count(1)


def make_task(
    owner: User,
    title: str = "",
    *,
    about: models.Model | None = None,
    by: User | None = None,
    due_on: date | None = None,
) -> Task:
    title = title or f"Ring värdfamiljen {next(_number)}"
    return doing.ask(about or make_initiative(), by=by or owner, title=title, owner=owner, due_on=due_on)


def make_comment(author: User, text: str = "", *, about: models.Model | None = None, **facts: Any) -> Comment:
    text = text or f"Borgmästaren har svarat {next(_number)}"
    return talking.write(about or make_initiative(), by=author, text=text, **facts)
