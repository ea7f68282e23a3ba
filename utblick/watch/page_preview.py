"""A web page as it is shown to whoever chooses a part of it: its words in their order, each part that may be chosen marked.

Nothing of the page's own is carried out, fetched or led to, and no name that it gives its parts is kept.
"""

from copy import deepcopy

import nh3
from lxml import etree, html

from utblick.watch.cleaning import TAGS, visible
from utblick.watch.connectors import regions
from utblick.watch.connectors.pages import HEADINGS

# Boxes that name a part of a page to those who hear it: they would stand within ours.
LANDMARKS = {"main", "header", "section", "article", "figure", "figcaption"}
MOST = 200_000
"""Letters of HTML. A longer page is chosen from by its list of parts alone."""
CLEANER = nh3.Cleaner(
    tags=TAGS - set(HEADINGS) | {"div"},
    attributes={"*": {"data-part", "data-list", "data-heading"}},
    clean_content_tags={"script", "style"},
    link_rel=None,
)


def previewed(root: html.HtmlElement, parts: list[regions.Region]) -> str:
    """Safe HTML of the page's body; empty where it is longer than can be looked over.

    `data-part` numbers the parts from 1 on, `data-list` marks those that list something. Headings are paragraphs with
    `data-heading`, so that they are none of ours. Menus, forms and pictures are left out.
    """
    page = deepcopy(root)
    elements = [regions.at(page, part.path) for part in parts]
    around = regions.around(page)
    menus = [one for one in around if one.getparent() not in around]
    for node in page.iter():
        if isinstance(node.tag, str):
            node.attrib.clear()
            if node.tag in HEADINGS:
                node.tag = "p"
                node.set("data-heading", "")
            elif node.tag in LANDMARKS:
                node.tag = "div"
    for number, (part, element) in enumerate(zip(parts, elements, strict=True), start=1):
        if element is not None:
            element.set("data-part", str(number))
            if part.entries:
                element.set("data-list", "")
    etree.strip_elements(page, "nav", "footer", "aside", *regions.SILENT, with_tail=False)
    for menu in menus:
        if menu.getparent() is not None and not menu.xpath("descendant-or-self::*[@data-part]"):
            menu.drop_tree()
    body = page.find("body")
    markup = "" if body is None else html.tostring(body, encoding="unicode", with_tail=False)
    return "" if len(markup) > MOST else visible(CLEANER.clean(visible(markup)))
