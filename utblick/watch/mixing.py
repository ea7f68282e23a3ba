"""Where the trials stand among the best: the fifth and the tenth of each ten. Pure: numbers in, places out."""

A_TEN = 10
OF_EACH = (4, 9)


def most(length: int) -> int:
    """How many trials there is room for in a list of this length: two in each full ten."""
    return len(OF_EACH) * (length // A_TEN)


def trial_at(place: int, trials: int) -> int | None:
    """Which of the trials stands at this place; None where one of the best does."""
    ten, within = divmod(place, A_TEN)
    if within not in OF_EACH:
        return None
    number = ten * len(OF_EACH) + OF_EACH.index(within)
    return number if number < trials else None


def trials_before(place: int, trials: int) -> int:
    ten, within = divmod(place, A_TEN)
    return min(trials, ten * len(OF_EACH) + sum(at < within for at in OF_EACH))
