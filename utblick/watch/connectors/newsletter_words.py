"""Words that stand in every newsletter and tell nothing: how to leave it, to read it on the web, to share it."""

import re

SOCIAL = r"facebook|linkedin|twitter|x|instagram|youtube|bluesky|mastodon|threads|tiktok|vimeo|flickr|whatsapp|rss"
# All of the words of a link or a heading, but for what is added to them.
SERVICE = re.compile(
    r"\W*(?:(?:(?:följ|gilla|dela|besök|hitta|tipsa|share|follow|like|visit|find|tweet|join|seuraa|jaa|folgen|teilen|følg|del|"
    r"suivez|partagez)\b.{0,30}\b)?(?:" + SOCIAL + r")|"
    r"följ oss(?: här| på .*| i .*)?|follow us(?: on .*)?|seuraa meitä(?: .*)?|folgen sie uns(?: .*)?|følg oss?(?: .*)?|"
    r"suivez-nous(?: .*)?|kontakta oss|kontakt|contact(?: us)?|ota yhteyttä|impressum|"
    r"(?:vår |vår egen |our |unsere )?(?:integritetspolicy|personuppgiftspolicy|privacy(?: policy| notice| statement)?|"
    r"tietosuoja(?:seloste)?|datenschutz(?:erklärung|hinweise)?|personvern(?:erklæring)?|cookies?)|"
    r"dataskydd|preferences|inställningar|website|webbplats|hemsida|e-?post|e-?mail|"
    r"tipsa (?:en )?.{0,20}|vidarebefordra (?:brevet |mejlet |detta )?(?:till .*)?|forward (?:this|to) .*|"
    r"(?:newsletter )?weiterempfehlen|newsletter weiterleiten|(?:jaa|lähetä) uutiskirje.*|e-?mail marketing powered by .*|"
    r"skickat med .*|(?:sent|made|powered) (?:with|by) .*)\W*",
    re.IGNORECASE,
)
LEAVING = re.compile(
    r"unsubscrib|avprenumerera|avregistrera|avanmäl|prenumeration|preferences|inställningar|opt.?out|abmelden|abbestellen|"
    r"peru(?:uta|)\s+(?:tilau|uutiskir)|"
    r"poistu postituslist|meld(?:e)? (?:deg|dig) (?:av|fra)|avmeld|afmeld|framelding|désabonn|désinscri",
    re.IGNORECASE,
)
IN_BROWSER = re.compile(
    r"view (?:it |this )?.{0,40}\bbrowser|web ?version|webbversion|(?:i|din) webbläsare|på webben|online.?version|"
    r"(?:problem|svårt) att läsa|inte kan läsa|visas (?:inte|fel)|ser det konstigt ut|(?:trouble|problems?|unable to|cannot|can't) "
    r"(?:with )?(?:read|view|see|display)|im browser|(?:nicht )?(?:richtig|korrekt) (?:angezeigt|dargestellt)|selaimes|nettleser|"
    r"i (?:din |en )?browser|navigateur|version en ligne",
    re.IGNORECASE,
)
# Why one gets the letter and who sent it.
FOOT = re.compile(
    r"\bdu (?:får|fick|har fått) (?:det här|detta|brevet|mejlet|nyhetsbrevet)|\bdetta (?:mejl|mail|nyhetsbrev|utskick) skicka|"
    r"\byou(?:'re| are| have)? receiv(?:e|ed|ing) this|\bthis (?:e-?mail|newsletter|message) (?:was|is|has been) sent|"
    r"\bour mailing address|\ball rights reserved|(?:copyright|©)\W+(?:\d{4}|©)|\bsie (?:erhalten|haben) diese|"
    r"\bsaat tämän|\bdu mottar (?:denne|dette)|\bdu modtager (?:denne|dette)|\bvous recevez|"
    r"\bbehandlar vi (?:dina )?personuppgifter",
    re.IGNORECASE,
)
GREETING = re.compile(
    r"\W*(?:hej|hejsan|hallå|bästa|kära|god dag|hello|hi|dear|welcome|välkommen|hei|hyvä|hallo|guten tag|liebe[rs]?|"
    r"sehr geehrte\w*|kære|bonjour)\b(?:[\s,]+(?:all|alla|allihopa?|läsare|vänner|there|everyone|reader|readers|kaikki|zusammen|"
    r"leser\w*|alle))?\W*",
    re.IGNORECASE,
)
SIGNED = re.compile(
    r"\W*(?:med )?(?:vänlig|vänliga|bästa|varma|soliga)?\s?hälsning(?:ar|en)?\b|\W*(?:best|kind|warm) regards\b|\W*mvh\b|"
    r"\W*mit freundlichen grüßen|\W*(?:ystävällisin )?terveisin|\W*(?:med )?(?:vennlig|venlig) hilsen|\W*cordialement",
    re.IGNORECASE,
)
# Headings within one text: what follows belongs to what stands before.
WITHIN = re.compile(
    r"\W*(?:bakgrund|fakta(?:ruta)?|kontakt(?:personer|uppgifter)?|presskontakt|för mer information(?:,? .*)?|"
    r"mer information|om oss|om (?:programmet|utlysningen|projektet|stödet|organisationen|nätverket)|vem kan söka|"
    r"så (?:här )?(?:ansöker|söker) (?:du|ni)|bilagor|dokument|background|(?:key )?facts?|notes to editors|"
    r"for more information(?:,? .*)?|further information|about us|"
    r"about the (?:programme|call|project|network)|who can apply|how to apply|(?:press |media )?contacts?|attachments|hintergrund|"
    r"lisätietoja|taustaa|bakgrunn|baggrund)\W*",
    re.IGNORECASE,
)
READ_ON = re.compile(
    r"\W*(?:(?:läs|les|læs) (?:mer|mere|vidare|hela .{0,20})(?: (?:här|om .{0,30}|på .{0,30}|och .{0,15}))?|mer(?: information)?|"
    r"här|till (?:utlysningen|artikeln|nyheten|anmälan)|anmäl (?:dig|intresse|er)(?: här)?|anmälan|ansök (?:här|nu)|"
    r"hämta rapporten|read (?:more|on|the .{0,20})|more|more information|learn more|find out more|"
    r"register(?: here| now)?|apply(?: here| now)?|"
    r"here|lue lisää|lisätietoja|ilmoittaudu|mehr(?: lesen| erfahren)?|weiterlesen|hier|lire la suite|en savoir plus)\W*",
    re.IGNORECASE,
)
# What is told of a call to apply to, and what is told when it is over.
CALLS = re.compile(
    r"utlys|\bcalls?\b|ansök|\bsök(?:a|er|s)?\b|\bapply|\bapplications?\b|aufruf|antr[aä]g|förderung|\bhaku|hakea|haettav|"
    r"\bsøk|ansøg|opslag|appel à|candidature|deadline",
    re.IGNORECASE,
)
IS_OVER = re.compile(
    r"result|beviljad|beviljat|tilldela|fick stöd|har fått|awarded|selected|winners?|funded|granted|vinnare|ergebnis|tulokset",
    re.IGNORECASE,
)


def is_service(words: str) -> bool:
    """Whether these words of a link or a heading are among those that stand in every newsletter."""
    return bool(SERVICE.fullmatch(words) or LEAVING.search(words) or (len(words) < 80 and IN_BROWSER.search(words)))
