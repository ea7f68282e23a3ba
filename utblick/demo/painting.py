"""The demo's pictures, painted by arithmetic: landscapes in a few flat tones, and an invented coat of arms. No photograph of
anywhere is shown as a place of the demo."""

import io
from collections.abc import Callable
from math import exp, pi, sin
from random import Random

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT, OVER = 1200, 800, 2
"""Drawn OVER times as large and made smaller: so edges are soft."""

type Colour = tuple[int, int, int]
type Canvas = tuple[Image.Image, ImageDraw.ImageDraw]


def painted(name: str) -> bytes:
    """The picture of that name, as JPEG; the coat of arms as PNG. Raises KeyError for one that there is not."""
    file = io.BytesIO()
    if name == "arms":
        _arms().save(file, "PNG", optimize=True)
    else:
        canvas = SCENES[name](Random(name))  # noqa: S311 - the same picture each time
        canvas.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(file, "JPEG", quality=86, optimize=True)
    return file.getvalue()


def _sky(top: Colour, bottom: Colour, horizon: float) -> Canvas:
    strip = Image.new("RGB", (1, 256))
    for y in range(256):
        strip.putpixel((0, y), _mixed(top, bottom, min(1.0, y / 256 / horizon)))
    image = strip.resize((WIDTH * OVER, HEIGHT * OVER), Image.Resampling.BICUBIC)
    return image, ImageDraw.Draw(image)


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _sun(image: Image.Image, x: float, y: float, radius: float, colour: Colour, glow: float = 3.2) -> None:
    halo = Image.new("L", image.size)
    ImageDraw.Draw(halo).ellipse(_disc(x, y, radius * glow), fill=110)
    halo = halo.filter(ImageFilter.GaussianBlur(radius * WIDTH * OVER * 0.7))
    image.paste(Image.new("RGB", image.size, colour), mask=halo)
    ImageDraw.Draw(image).ellipse(_disc(x, y, radius), fill=_mixed(colour, (255, 255, 255), 0.35))


def _disc(x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    w, h, r = WIDTH * OVER, HEIGHT * OVER, radius * WIDTH * OVER
    return x * w - r, y * h - r, x * w + r, y * h + r


def _ridge(dice: Random, height: float, swing: float, rough: float = 0.5) -> Callable[[float], float]:
    """The outline of a range of hills: at each share of the width, the share of the height it reaches down from."""
    waves = [
        (swing * rough**order, (order + 1) * dice.uniform(1.2, 2.2), dice.uniform(0, 2 * pi)) for order in range(6)
    ]
    return lambda x: height + sum(size * sin(x * pace * pi + turn) for size, pace, turn in waves)


def _fill(draw: ImageDraw.ImageDraw, outline: Callable[[float], float], colour: Colour, bottom: float = 1.0) -> None:
    w, h = WIDTH * OVER, HEIGHT * OVER
    points = [(x, outline(x / w) * h) for x in range(0, w + 8, 8)]
    draw.polygon([*points, (w, bottom * h), (0, bottom * h)], fill=colour)


def _spruces(
    draw: ImageDraw.ImageDraw, dice: Random, ground: Callable[[float], float], colour: Colour, tall: float, many: int
) -> None:
    """A forest's edge: trees along the ground, of uneven height."""
    w, h = WIDTH * OVER, HEIGHT * OVER
    for _ in range(many):
        x = dice.uniform(-0.01, 1.01)
        top, half = tall * dice.uniform(0.55, 1.0) * h, tall * dice.uniform(0.13, 0.19) * h
        foot = ground(x) * h + half * 0.4
        for part in range(4):
            low, high = foot - top * part * 0.22, foot - top * (0.4 + part * 0.2)
            wide = half * (1 - part * 0.2)
            draw.polygon([(x * w - wide, low), (x * w + wide, low), (x * w, high)], fill=colour)


def _water(image: Image.Image, shore: float, tone: Colour, dice: Random) -> None:
    """Below the shore the picture stands on its head, darker, with streaks of wind."""
    w, h = image.size
    line = round(shore * h)
    mirrored = image.crop((0, max(0, 2 * line - h), w, line)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    mirrored = mirrored.filter(ImageFilter.GaussianBlur(5)).resize((w, h - line))
    image.paste(Image.blend(mirrored, Image.new("RGB", mirrored.size, tone), 0.42), (0, line))
    draw = ImageDraw.Draw(image, "RGBA")
    for _ in range(70):
        y, x, length = dice.uniform(shore + 0.01, 1.0), dice.uniform(0, 1), dice.uniform(0.03, 0.16)
        draw.rounded_rectangle((x * w, y * h, (x + length) * w, y * h + 3), 2, fill=(255, 255, 255, 34))


def _house(
    draw: ImageDraw.ImageDraw, x: float, foot: float, size: float, wall: Colour, roof: Colour, lit: bool
) -> None:
    """A gable house seen from its long side. All in shares of the picture's width."""
    w, h = WIDTH * OVER, HEIGHT * OVER
    left, right, low = x * w, (x + size) * w, foot * h
    eave, top = low - size * 0.42 * w, low - size * 0.78 * w
    draw.rectangle((left, eave, right, low), fill=wall)
    over = size * 0.05 * w
    draw.polygon(
        [(left - over, eave), (left + size * 0.16 * w, top), (right - size * 0.16 * w, top), (right + over, eave)],
        fill=roof,
    )
    draw.rectangle(
        (right - size * 0.3 * w, top - size * 0.12 * w, right - size * 0.2 * w, top + 2),
        fill=_mixed(roof, (0, 0, 0), 0.3),
    )
    glass: Colour = (255, 219, 140) if lit else (214, 232, 238)
    for place in (0.14, 0.42, 0.7):
        box = (left + place * size * w, eave + size * 0.1 * w, left + (place + 0.16) * size * w, eave + size * 0.28 * w)
        draw.rectangle(box, fill=glass, outline=(250, 250, 246), width=round(size * 0.02 * w))


def _morning(dice: Random) -> Image.Image:
    return _lake(dice, top=(84, 116, 160), bottom=(252, 204, 172), sun=0.3)


def _summer(dice: Random) -> Image.Image:
    return _lake(dice, top=(76, 144, 204), bottom=(232, 242, 240), sun=0.86)


def _lake(
    dice: Random, top: Colour = (126, 178, 196), bottom: Colour = (252, 226, 190), sun: float = 0.69
) -> Image.Image:
    image, draw = _sky(top, bottom, 0.55)
    _sun(image, sun, 0.43, 0.032, (255, 214, 140))
    draw = ImageDraw.Draw(image)
    for order, (height, swing, colour) in enumerate(
        [
            (0.36, 0.05, (152, 178, 190)),
            (0.43, 0.045, (110, 146, 160)),
            (0.5, 0.03, (70, 112, 122)),
            (0.555, 0.016, (38, 80, 84)),
        ]
    ):
        ground = _ridge(dice, height, swing)
        _fill(draw, ground, colour, 0.62)
        if order >= 2:
            _spruces(draw, dice, ground, colour, 0.03 * order, 260)
    _water(image, 0.62, (52, 100, 116), dice)
    draw = ImageDraw.Draw(image)
    w, h = image.size
    for x, y, size in ((0.3, 0.78, 0.1), (0.41, 0.74, 0.06)):
        draw.chord((x * w, (y - size * 0.28) * h, (x + size) * w, (y + size * 0.22) * h), 0, 180, fill=(146, 52, 38))
        draw.ellipse(
            ((x + size * 0.42) * w, (y - size * 0.62) * h, (x + size * 0.52) * w, (y - size * 0.47) * h),
            fill=(30, 44, 52),
        )
        draw.rounded_rectangle(
            ((x + size * 0.4) * w, (y - size * 0.48) * h, (x + size * 0.54) * w, (y - size * 0.02) * h),
            12,
            fill=(226, 172, 64),
        )
    _fill(draw, _ridge(dice, 0.965, 0.014), (22, 50, 52))
    return image


def _ski(dice: Random) -> Image.Image:
    image, draw = _sky((16, 26, 58), (66, 92, 132), 0.6)
    w, h = image.size
    image.paste(
        Image.new("RGB", image.size, (72, 214, 152)), mask=_aurora(dice).resize(image.size, Image.Resampling.BICUBIC)
    )
    draw = ImageDraw.Draw(image)
    for _ in range(150):
        x, y, size = dice.uniform(0, w), dice.uniform(0, h * 0.45), dice.uniform(1, 4)
        draw.ellipse((x, y, x + size, y + size), fill=(230, 236, 248))
    far = _ridge(dice, 0.5, 0.03)
    _fill(draw, far, (122, 142, 178))
    near = _ridge(dice, 0.6, 0.014)
    _spruces(draw, dice, near, (20, 36, 56), 0.19, 150)
    _fill(draw, near, (214, 224, 238))
    track = [(0.47, 0.62), (0.52, 0.62), (0.66, 1.0), (0.3, 1.0)]
    draw.polygon([(x * w, y * h) for x, y in track], fill=(240, 244, 250))
    for shift in (0.34, 0.4, 0.54, 0.6):
        draw.line(((0.484 + (shift - 0.47) * 0.1) * w, 0.625 * h, shift * w, h), fill=(186, 198, 218), width=9)
    glow = Image.new("L", image.size)
    lamps = [
        (0.445, 0.6, 0.012),
        (0.4, 0.66, 0.02),
        (0.29, 0.8, 0.034),
        (0.56, 0.62, 0.014),
        (0.63, 0.7, 0.024),
        (0.76, 0.84, 0.038),
    ]
    for x, foot, size in lamps:
        top = foot - size * 9
        draw.line((x * w, foot * h, x * w, top * h), fill=(30, 34, 42), width=max(4, round(size * 260)))
        ImageDraw.Draw(glow).ellipse(_disc(x, top, size * 1.3), fill=150)
        ImageDraw.Draw(glow).ellipse(
            (x * w - size * 3.4 * w, foot * h - size * w, x * w + size * 3.4 * w, foot * h + size * w), fill=90
        )
    image.paste(Image.new("RGB", image.size, (255, 224, 150)), mask=glow.filter(ImageFilter.GaussianBlur(70)))
    draw = ImageDraw.Draw(image)
    for x, foot, size in lamps:
        draw.ellipse(_disc(x, foot - size * 9, size * 0.28), fill=(255, 246, 214))
    return image


def _aurora(dice: Random) -> Image.Image:
    """Rays that rise from a winding band and fade upwards. Small: it is soft."""
    wide, high = 400, 267
    veil, band, rays = Image.new("L", (wide, high)), _ridge(dice, 0.36, 0.07), _ridge(dice, 0.7, 0.3, 0.75)
    for x in range(wide):
        foot, strength = band(x / wide), max(0.15, min(1.0, rays(x / wide * 4)))
        for y in range(round(foot * high)):
            rise = foot - y / high
            veil.putpixel((x, y), round(185 * strength * exp(-rise / 0.11) * min(1.0, rise / 0.03)))
    return veil.filter(ImageFilter.GaussianBlur(1.6))


def _camp(dice: Random) -> Image.Image:
    image, draw = _sky((48, 74, 116), (246, 168, 124), 0.56)
    _sun(image, 0.24, 0.5, 0.04, (255, 190, 120), 4)
    draw = ImageDraw.Draw(image)
    for height, swing, colour in ((0.44, 0.04, (120, 108, 134)), (0.52, 0.025, (70, 72, 100))):
        ground = _ridge(dice, height, swing)
        _fill(draw, ground, colour, 0.6)
        _spruces(draw, dice, ground, colour, 0.035, 220)
    _water(image, 0.6, (66, 78, 116), dice)
    draw = ImageDraw.Draw(image)
    shore = _ridge(dice, 0.82, 0.02)
    _spruces(draw, dice, lambda x: shore(x) - (0.05 if x > 0.62 or x < 0.08 else -0.4), (22, 32, 44), 0.36, 70)
    _fill(draw, shore, (30, 46, 44))
    w, h = image.size
    for x, foot, size, colour in (
        (0.2, 0.9, 0.15, (222, 116, 62)),
        (0.4, 0.87, 0.12, (236, 196, 112)),
        (0.54, 0.94, 0.17, (96, 152, 150)),
    ):
        left, right, top = (
            (x * w, foot * h),
            ((x + size) * w, foot * h),
            ((x + size * 0.46) * w, (foot - size * 0.95) * h),
        )
        draw.polygon([left, top, right], fill=colour)
        draw.polygon(
            [((x + size * 0.34) * w, foot * h), top, ((x + size * 0.62) * w, foot * h)],
            fill=_mixed(colour, (255, 236, 170), 0.6),
        )
    return image


def _village(dice: Random) -> Image.Image:
    image, draw = _sky((150, 196, 214), (236, 240, 232), 0.6)
    for height, swing, colour in (
        (0.4, 0.05, (166, 190, 196)),
        (0.5, 0.035, (118, 154, 148)),
        (0.58, 0.02, (74, 118, 96)),
    ):
        ground = _ridge(dice, height, swing)
        _fill(draw, ground, colour)
        _spruces(draw, dice, ground, colour, 0.03, 200)
    meadow = _ridge(dice, 0.66, 0.016)
    _fill(draw, meadow, (150, 176, 92))
    red, roof = (156, 52, 40), (70, 66, 66)
    for x, foot, size, wall in (
        (0.06, 0.74, 0.12, red), (0.25, 0.71, 0.09, (238, 214, 150)), (0.42, 0.75, 0.13, red),
        (0.63, 0.72, 0.1, (232, 232, 224)), (0.78, 0.77, 0.15, red),
    ):  # fmt: skip
        _house(draw, x, foot, size, wall, roof, lit=False)
    front = _ridge(dice, 0.84, 0.018)
    _fill(draw, front, (112, 148, 72))
    w, h = image.size
    draw.polygon([(0.46 * w, 0.76 * h), (0.5 * w, 0.76 * h), (0.74 * w, h), (0.46 * w, h)], fill=(206, 192, 160))
    for _ in range(220):
        x, y = dice.uniform(0, 1), dice.uniform(0.87, 0.995)
        if not 0.42 < x < 0.76:
            size, colour = dice.uniform(6, 15), dice.choice([(246, 214, 84), (250, 250, 244), (196, 92, 128)])
            draw.ellipse((x * w, y * h, x * w + size, y * h + size), fill=colour)
    return image


def _timber(dice: Random) -> Image.Image:
    """Logs stacked at a forest road."""
    image, draw = _sky((176, 208, 216), (244, 236, 214), 0.6)
    for height, swing, colour, tall in (
        (0.36, 0.04, (154, 182, 178), 0.03),
        (0.46, 0.03, (96, 138, 122), 0.07),
        (0.56, 0.015, (44, 86, 72), 0.2),
    ):
        ground = _ridge(dice, height, swing)
        _spruces(draw, dice, ground, colour, tall, 170)
        _fill(draw, ground, colour)
    _fill(draw, _ridge(dice, 0.8, 0.01), (150, 140, 112))
    w, h = image.size
    for row in range(7):
        for part in range(13 - row):
            radius = 0.032 * w * dice.uniform(0.92, 1.0)
            x = (0.1 + 0.033 * row + part * 0.066) * w
            y = 0.9 * h - row * 0.056 * w
            wood = _mixed((236, 200, 142), (206, 156, 96), dice.random())
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=(92, 64, 46))
            for share, dark in (
                (0.88, 0.0),
                (0.66, 0.12),
                (0.62, 0.0),
                (0.42, 0.14),
                (0.38, 0.0),
                (0.2, 0.16),
                (0.15, 0.04),
            ):
                r = radius * share
                draw.ellipse((x - r, y - r, x + r, y + r), fill=_mixed(wood, (120, 78, 40), dark))
    _fill(draw, _ridge(dice, 0.945, 0.008), (118, 128, 84))
    return image


def _feast(dice: Random) -> Image.Image:
    """A winter market: lit stalls, a fire and lanterns in the snow."""
    image, draw = _sky((28, 34, 72), (140, 110, 140), 0.62)
    far = _ridge(dice, 0.52, 0.03)
    _fill(draw, far, (88, 92, 132))
    near = _ridge(dice, 0.63, 0.012)
    _spruces(draw, dice, near, (30, 38, 62), 0.15, 130)
    _fill(draw, near, (206, 212, 230))
    for x, size, wall in (
        (0.05, 0.14, (150, 56, 44)),
        (0.27, 0.13, (84, 100, 92)),
        (0.62, 0.13, (176, 128, 60)),
        (0.81, 0.15, (150, 56, 44)),
    ):
        _house(draw, x, 0.79, size, wall, (236, 240, 248), lit=True)
    w, h = image.size
    glow = Image.new("L", image.size)
    for number in range(26):
        x = number / 25
        y = 0.5 + 0.05 * sin(x * pi * 5) ** 2
        ImageDraw.Draw(glow).ellipse(_disc(x, y, 0.009), fill=210)
        draw.ellipse(_disc(x, y, 0.004), fill=(255, 232, 170))
    ImageDraw.Draw(glow).ellipse(_disc(0.5, 0.84, 0.08), fill=200)
    image.paste(Image.new("RGB", image.size, (255, 206, 120)), mask=glow.filter(ImageFilter.GaussianBlur(120)))
    draw = ImageDraw.Draw(image)
    for size, colour in ((0.05, (232, 104, 48)), (0.034, (250, 168, 66)), (0.018, (255, 234, 160))):
        draw.polygon(
            [
                ((0.5 - size * 0.6) * w, 0.86 * h),
                (0.5 * w, (0.86 - size * 2.4) * h),
                ((0.5 + size * 0.6) * w, 0.86 * h),
            ],
            fill=colour,
        )
    for _ in range(240):
        x, y, size = dice.uniform(0, w), dice.uniform(0, h), dice.uniform(3, 9)
        draw.ellipse((x, y, x + size, y + size), fill=(246, 248, 252))
    return image


def _flags(dice: Random) -> Image.Image:
    """Those of four Nordic neighbours, in the wind before a town hall's sky."""
    image, draw = _sky((118, 172, 208), (226, 238, 240), 0.8)
    for height, swing, colour in ((0.66, 0.03, (156, 186, 196)), (0.74, 0.022, (104, 144, 140))):
        ground = _ridge(dice, height, swing)
        _fill(draw, ground, colour)
        _spruces(draw, dice, ground, colour, 0.04, 200)
    _fill(draw, _ridge(dice, 0.9, 0.008), (128, 158, 86))
    w, h = image.size
    blue, white = (0, 82, 147), (250, 250, 250)
    crosses: list[list[Colour]] = [
        [blue, (254, 204, 2)],
        [white, (0, 47, 108)],
        [(186, 12, 47), white, (0, 32, 91)],
        [(200, 16, 46), white],
    ]
    for number, tones in enumerate(crosses):
        x, top, wide, tall = 0.1 + number * 0.225, 0.16 + 0.02 * (number % 2), 0.17, 0.16
        draw.line((x * w, (top - 0.02) * h, x * w, 0.93 * h), fill=(240, 240, 238), width=14)
        draw.ellipse(_disc(x, top - 0.025, 0.006), fill=(226, 188, 70))
        for column in range(240):
            share = column / 240
            sway = 0.016 * sin(share * 2.2 * pi + number) * (0.25 + share)
            left, high = (x + 0.004 + share * wide) * w, (top + sway) * h
            shade = 0.12 * (1 + sin(share * 2.2 * pi + number + 1.2)) / 2
            stripes = [(0.0, 1.0, tones[0])]
            for order, tone in enumerate(tones[1:]):
                half = 0.12 if len(tones) == 2 else (0.13, 0.065)[order]
                upright = abs(share - 0.36) < half * tall / wide * h / w
                stripes.append((0.0, 1.0, tone) if upright else (0.5 - half, 0.5 + half, tone))
            for begins, ends, tone in stripes:
                box = (left, high + begins * tall * h, left + wide * w / 240 + 1, high + ends * tall * h)
                draw.rectangle(box, fill=_mixed(tone, (20, 30, 50), shade))
    return image


def _arms() -> Image.Image:
    """A sun over two mountains over waves: invented, as all in the demo."""
    size = 512
    image = Image.new("RGBA", (size, size * 6 // 5))
    draw = ImageDraw.Draw(image)
    shield = [(40, 30), (472, 30), (472, 330)] + [
        (256 + 216 * sin(pi / 2 - turn / 20 * pi / 2), 330 + 250 * sin(turn / 20 * pi / 2)) for turn in range(21)
    ]
    shield += [(512 - x, y) for x, y in reversed(shield[3:])] + [(40, 330)]
    mask = Image.new("L", image.size)
    ImageDraw.Draw(mask).polygon(shield, fill=255)
    field = Image.new("RGBA", image.size, (15, 76, 129, 255))
    paint = ImageDraw.Draw(field)
    paint.ellipse((196, 70, 316, 190), fill=(244, 196, 48, 255))
    paint.polygon([(0, 330), (150, 205), (225, 275), (310, 190), (512, 350)], fill=(240, 244, 247, 255))
    paint.rectangle((0, 320, 512, 400), fill=(15, 76, 129, 255))
    for level in (345, 425, 505):
        wave = [(x, level + 14 * sin(x / 512 * pi * 6)) for x in range(0, 513, 4)]
        paint.polygon([*wave, *[(x, y + 34) for x, y in reversed(wave)]], fill=(240, 244, 247, 255))
    image.paste(field, mask=mask)
    draw.line([*shield, shield[0]], fill=(9, 44, 76, 255), width=10, joint="curve")
    return image


SCENES: dict[str, Callable[[Random], Image.Image]] = {
    "morning": _morning,
    "summer": _summer,
    "lake": _lake,
    "ski": _ski,
    "camp": _camp,
    "village": _village,
    "timber": _timber,
    "feast": _feast,
    "flags": _flags,
}
