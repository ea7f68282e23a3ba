"""Which tags of a template cannot be read, told to whoever wrote them.

Jinja names the first alone, in English and by its own grammar.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from jinja2 import TemplateSyntaxError

from utblick.followup.documents.own.sandbox import Forbidden, Sandbox

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_HALF = re.compile(r"(\{\{|\{%).*|.*?(\}\}|%\})")
_WORDS = re.compile(r"\{%-?(?:(?:p|tr|tc|r)\s)?\s*([^\s%]*)")
"""The first word of a tag; before it what docxtpl has for whole paragraphs, rows and cells."""
_OF_WORD = re.compile(r"^(\{[{%]-?)(?:p|tr|tc|r)\s")
_QUOTES = str.maketrans("“”„‘’", '"""\'\'')
_ENDS = {"endfor": ("for",), "endif": ("if",), "elif": ("if",), "else": ("if", "for")}
# What docxtpl has of its own: cells that are joined or coloured.
_OF_CELLS = ("hm", "vm", "colspan", "cellbg")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and the text of the template in which it stands."""

    text: str
    where: str = ""


def unreadable(paragraphs: Iterable[str]) -> Iterator[Fault]:
    """In the order of the template. Empty where each tag can be read, and all that is begun is ended."""
    begun: list[tuple[str, str, str]] = []
    for text in paragraphs:
        for tag in _TAG.findall(text):
            # One that is wrongly written begins or ends something all the same.
            among = _fault_among(tag, begun, text)
            if told := _fault_of(tag) or among:
                yield Fault(told, text[:200])
        if half := _HALF.search(_TAG.sub("", text)):
            yield Fault(_half(half[0].strip()[:60]), text[:200])
    for word, tag, where in begun:
        facts = {"tag": tag, "end": f"{{% end{word} %}}"}
        yield Fault(
            _("“%(tag)s” cannot be read: it is never ended. Write “%(end)s” where it is to end.") % facts, where[:200]
        )


def _half(tag: str) -> str:
    told = {"tag": tag, "field": "{{ … }}", "other": "{% … %}"}
    return (
        _(
            "“%(tag)s” cannot be read: it is half a tag. A field is written “%(field)s”, a loop or a condition “%(other)s”."
        )
        % told
    )


def _fault_of(tag: str) -> str:
    """What is wrong with it by itself."""
    if tag.startswith("{#"):
        return ""
    word = _word(tag)
    if tag.startswith("{{"):
        told = {"tag": tag, "example": "{{ paper.title }}"}
        return (
            ""
            if _reads(tag)
            else _("“%(tag)s” cannot be read: write the name of the field alone, as “%(example)s”.") % told
        )
    if word not in ("for", "if", *_ENDS, *_OF_CELLS):
        return _("“%(tag)s” cannot be read: a template knows for, endfor, if, elif, else and endif.") % {"tag": tag}
    whole = {"for": f"{tag}{{% endfor %}}", "if": f"{tag}{{% endif %}}", "elif": f"{{% if 1 %}}{tag}{{% endif %}}"}
    if word in whole and not _reads(whole[word]):
        told = {"tag": tag, "loop": "{% for part in paper.read %}", "condition": "{% if paper.is_frozen %}"}
        return _("“%(tag)s” cannot be read: a loop is written as “%(loop)s”, a condition as “%(condition)s”.") % told
    return ""


def _fault_among(tag: str, begun: list[tuple[str, str, str]], text: str) -> str:
    """Whether it ends what was begun last; what begins something is added to `begun`."""
    word = _word(tag) if tag.startswith("{%") else ""
    if word in ("for", "if"):
        begun.append((word, tag, text))
    if word not in _ENDS:
        return ""
    if not begun:
        return _(
            "“%(tag)s” cannot be read: nothing that it belongs to is begun before it. Take it away, or begin it."
        ) % {"tag": tag}
    if begun[-1][0] not in _ENDS[word]:
        told = {"tag": tag, "begun": begun[-1][1]}
        return _("“%(tag)s” cannot be read: it stands within “%(begun)s”, which must be ended first.") % told
    if word.startswith("end"):
        begun.pop()
    return ""


def _word(tag: str) -> str:
    found = _WORDS.match(tag)
    return found[1].rstrip("-") if found else ""


def _reads(source: str) -> bool:
    try:
        Sandbox().parse(_OF_WORD.sub(r"\1 ", source).translate(_QUOTES))
    except TemplateSyntaxError:
        return False
    except Forbidden:
        # It can be read; that it is more than a template may do is told where it is filled in.
        return True
    return True
