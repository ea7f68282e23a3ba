"""What a browser calls itself, in words that its owner knows it by."""

BROWSERS = {"Edg": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "FxiOS/": "Firefox", "Chrome/": "Chrome"}
BROWSERS |= {"CriOS/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {"Windows": "Windows", "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "CrOS": "ChromeOS"}
SYSTEMS |= {"Mac OS X": "macOS", "Linux": "Linux"}


def named(user_agent: str) -> str:
    """
    >>> named("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0")
    'Firefox, Windows'
    >>> named("curl/8.5")
    'curl/8.5'
    """
    # In this order: Edge and Opera also call themselves Chrome, and all of them Safari; phones call themselves Mac or Linux.
    tables = (BROWSERS, SYSTEMS)
    found = [next((name for sign, name in table.items() if sign in user_agent), "") for table in tables]
    return ", ".join(filter(None, found)) or user_agent[:60]
