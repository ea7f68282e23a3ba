"""What search engines read of a page: schema.org in JSON-LD."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from utblick.site.serving import Visit
from utblick.site.written.finding import Found
from utblick.site.written.languages import path_of


def linked_data(found: Found, visit: Visit, here: str) -> SafeString:
    page = found.page
    told: dict[str, Any] = {
        "@type": page.schema_type,
        "@id": f"{here}#this",
        "name": page.title,
        "description": page.search_description or page.lead,
        "url": here,
        **page.schema(),
    }
    if page.schema_type in IN_LANGUAGE:
        told["inLanguage"] = page.language
    if page.last_published_at and page.schema_type == "Article":
        told.setdefault("dateModified", page.last_published_at.isoformat())
    graph = [told, _trail(found, visit)] if found.ancestors else [told]
    return _as_data({"@context": "https://schema.org", "@graph": graph})


IN_LANGUAGE = {"WebPage", "Article", "CollectionPage", "Event"}


def _trail(found: Found, visit: Visit) -> dict[str, Any]:
    steps = [*found.ancestors, found.page]
    items = [
        {
            "@type": "ListItem",
            "position": at,
            "name": step.title,
            "item": {"@type": "WebPage", "@id": visit.root + path_of(found.page.language, step.url_path)},
        }
        for at, step in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _as_data(value: Any) -> SafeString:
    """No text within can end the element that it stands in."""
    text = json.dumps(value, ensure_ascii=False)
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return mark_safe(safe)  # noqa: S308
