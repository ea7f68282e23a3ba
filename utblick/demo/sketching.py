"""Simple views from the air of the demo's vacant sites: drawn, so that the demo carries no photographs."""

from random import Random

from PIL import Image, ImageDraw

SIZE = WIDTH, HEIGHT = 1200, 800
GRASS, FOREST, ROAD, WATER = (176, 196, 140), (86, 122, 84), (196, 196, 190), (120, 164, 190)
PLOT, LINE, ROOF, YARD = (226, 214, 160), (150, 40, 40), (164, 62, 54), (206, 204, 198)


def sketch(kind: str, *, seed: int) -> Image.Image:
    image = Image.new("RGB", SIZE, GRASS)
    draw = ImageDraw.Draw(image)
    _forest(draw, Random(seed))  # noqa: S311 - a drawing
    {"rail": _by_the_railway, "hall": _hall, "shore": _by_the_water}[kind](draw)
    return image


def _forest(draw: ImageDraw.ImageDraw, random: Random) -> None:
    for _tree in range(700):
        x, y, r = random.randrange(WIDTH), random.randrange(HEIGHT), random.randrange(8, 18)
        if x < WIDTH * 0.3 or y < HEIGHT * 0.25:
            draw.ellipse((x - r, y - r, x + r, y + r), fill=FOREST)


def _road(draw: ImageDraw.ImageDraw, y: int) -> None:
    draw.line((0, y, WIDTH, y - 60), fill=ROAD, width=34)


def _plot(draw: ImageDraw.ImageDraw, corners: list[tuple[int, int]]) -> None:
    draw.polygon(corners, fill=PLOT)
    draw.line([*corners, corners[0]], fill=LINE, width=6)


def _by_the_railway(draw: ImageDraw.ImageDraw) -> None:
    _road(draw, 700)
    draw.line((0, 260, WIDTH, 200), fill=(90, 80, 70), width=8)
    for x in range(0, WIDTH, 24):
        y = 260 - x // 20
        draw.line((x, y - 10, x, y + 10), fill=(90, 80, 70), width=4)
    _plot(draw, [(220, 300), (1080, 250), (1080, 560), (220, 610)])


def _hall(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((0, 0, WIDTH, 150), fill=WATER)
    _road(draw, 720)
    _plot(draw, [(330, 230), (930, 230), (930, 610), (330, 610)])
    draw.rectangle((380, 420, 880, 580), fill=YARD)
    draw.rectangle((420, 270, 840, 430), fill=ROOF)
    draw.line((420, 350, 840, 350), fill=(120, 44, 40), width=4)


def _by_the_water(draw: ImageDraw.ImageDraw) -> None:
    draw.polygon([(0, 0), (WIDTH, 0), (WIDTH, 330), (760, 420), (520, 250), (0, 380)], fill=WATER)
    _road(draw, 740)
    _plot(draw, [(440, 360), (540, 290), (760, 440), (900, 420), (930, 640), (420, 620)])
    draw.line((700, 400, 790, 300), fill=(140, 110, 80), width=10)
