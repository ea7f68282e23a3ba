"""From an idea to candidates: own partners first, then those whom the open data on funded projects knows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from utblick import lexicon
from utblick.accounts.models import Municipality
from utblick.accounts.places import place_of
from utblick.finder import index, naming
from utblick.finder.ideas import Idea
from utblick.finder.models import FundedProject, Participant, Share
from utblick.finder.own import OwnPartner, own_partners
from utblick.finder.ranking import Home, Judged, Traits, judge
from utblick.finder.theme import Theme, met, nearness, theme
from utblick.lexicon import Text

# So many of the projects that hold the idea's words are read closely.
READ = 250
READ_OF_EACH = 600
CANDIDATES, PER_PAGE = 100, 15
OWN, PROJECTS_SHOWN, WORDS_SHOWN = 8, 3, 4
OF_PROJECT = ["id", "title", "text", "programme", "starts_on", "ends_on", "lang", "link"]
OF_PARTICIPANT = ["id", "called", "name", "country", "kind", "place", "nuts", "projects", "led"]
# Of ordinary texts nine in ten lie further from the idea than what is shown.
NEARER_THAN = 0.9


@dataclass(frozen=True, slots=True)
class Wish:
    """What the candidates must be."""

    country: str = ""
    kind: str = ""
    programme: str = ""

    @property
    def marks(self) -> Iterator[list[str]]:
        if self.country and self.kind:
            yield [f"@{self.country}:{self.kind}"]
        elif self.country or self.kind:
            yield [f"@{self.country}" if self.country else f"@:{self.kind}"]
        if self.programme:
            yield [index.mark_of_programme(self.programme)]

    def meets(self, country: str, kind: str) -> bool:
        return self.country in ("", country) and self.kind in ("", kind)


@dataclass(slots=True)
class Near:
    """A project near the idea, and whether the organisation led it."""

    project: FundedProject
    nearness: float
    leads: bool = False


@dataclass(slots=True)
class Candidate:
    """An organisation that may fit: an own partner (`partner`), one in the open data (`participant`), or both."""

    judged: Judged
    near: list[Near]
    words: list[tuple[str, str, str]]
    """The idea's own word, the word that it met, and in which language."""
    participant: Participant | None = None
    partner: OwnPartner | None = None
    in_programme: int = 0
    inhabitants: int = 0

    @property
    def shown(self) -> list[Near]:
        return self.near[:PROJECTS_SHOWN]


@dataclass(slots=True)
class Found:
    own: list[Candidate] = field(default_factory=list)
    others: list[Candidate] = field(default_factory=list)


class Search:
    """One search; what is needed twice is worked out once."""

    def __init__(self, idea: Idea, wish: Wish, here: Municipality) -> None:
        self.idea, self.wish, self.here = idea, wish, here
        self.theme: Theme = theme(idea.text, idea.lang)
        self._stems = index.Stems()

    def found(self) -> Found:
        if not self.theme.weights:
            return Found()
        taken = self._by_participant()
        own = self._own(taken)
        known = {one.partner.called for one in own if one.partner} | {one.called for one in self._partners}
        others = [self._candidate(who, near) for who, near in taken.items() if self._is_other(who, known)]
        return Found(own[:OWN], _best(others)[:CANDIDATES])

    # The open data

    @cached_property
    def _shares(self) -> list[tuple[FundedProject, Participant, bool]]:
        """Who takes part in the projects that hold most of the idea's words, and whether it led."""
        numbers = index.best(index.scores(self.theme.weights, within=self.wish.marks), READ).tolist()
        return list(_taking_part(numbers))

    @cached_property
    def near(self) -> dict[int, Near]:
        """Of these projects the ones nearest to the idea, by number."""
        rows = [*{project.pk: project for project, _who, _leads in self._shares}.values()]
        texts = [Text(f"{one.title}. {one.text[:READ_OF_EACH]}", one.lang) for one in rows]
        told = zip(rows, nearness(self.theme, texts), strict=True)
        return {row.pk: Near(row, score) for row, score in told if score > self.threshold}

    @cached_property
    def threshold(self) -> float:
        scores = lexicon.engine().background(self.theme.profile)
        return max(0.05, float(scores[int(len(scores) * NEARER_THAN)])) if len(scores) else 0.05

    def _by_participant(self) -> dict[Participant, list[Near]]:
        found: defaultdict[Participant, list[Near]] = defaultdict(list)
        for project, who, leads in self._shares:
            if near := self.near.get(project.pk):
                found[who].append(Near(project, near.nearness, leads))
        for near_projects in found.values():
            near_projects.sort(key=lambda one: (-one.nearness, one.project.pk))
        return found

    def _is_other(self, who: Participant, known: set[str]) -> bool:
        return self.wish.meets(who.country, who.kind) and who.called not in known and not self._is_home(who)

    def _is_home(self, who: Participant) -> bool:
        return who.country == self.here.country and naming.bare(who.name).startswith(naming.bare(self.here.name))

    def _candidate(self, who: Participant, near: list[Near]) -> Candidate:
        traits = self._traits(near, who.country, who.kind, who.nuts, who)
        return self._judged(traits, near, participant=who)

    # Own partners

    @cached_property
    def _partners(self) -> list[OwnPartner]:
        return own_partners()

    def _own(self, taken: dict[Participant, list[Near]]) -> list[Candidate]:
        by_name = {who.called: who for who in taken}
        asked = [one for one in self._partners if self.wish.meets(one.country, one.kind)]
        told = nearness(self.theme, [Text(one.text, "sv") for one in asked])
        found = []
        for partner, score in zip(asked, told, strict=True):
            who = by_name.get(partner.called)
            near = taken[who] if who else []
            if near or (partner.text and score > self.threshold and not self.wish.programme):
                found.append(self._partner(partner, score, who, near))
        self.tell_words(found)
        # What lies near without a word in common could not be explained.
        return [one for one in _best(found) if one.near or one.words]

    def _partner(self, partner: OwnPartner, score: float, who: Participant | None, near: list[Near]) -> Candidate:
        traits = self._traits(
            near, partner.country, partner.kind, partner.nuts or (who.nuts if who else ""), who, score
        )
        return self._judged(traits, near, participant=who, partner=partner)

    # Both

    def _traits(
        self, near: list[Near], country: str, kind: str, nuts: str, who: Participant | None, own: float = 0.0
    ) -> Traits:
        return Traits(
            nearness=(own, *(one.nearness for one in near)),
            country=country,
            kind=kind,
            nuts=nuts,
            inhabitants=_inhabitants(country, kind, who),
            in_programme=sum(_is_in(one.project.programme, self.idea.programme) for one in near),
            led=who.led if who else 0,
            projects=who.projects if who else 0,
        )

    @cached_property
    def home(self) -> Home:
        return Home(self.here.kind, self.here.nuts, self.here.population or 0)

    def _judged(
        self,
        traits: Traits,
        near: list[Near],
        participant: Participant | None = None,
        partner: OwnPartner | None = None,
    ) -> Candidate:
        judged = judge(traits, self.home, self.idea.asked, self.idea.open_to)
        told = Candidate(judged, near, [], participant, partner, traits.in_programme, traits.inhabitants)
        return told

    def tell_words(self, candidates: Iterable[Candidate]) -> None:
        """Which words met: worked out for those that are shown only."""
        for one in candidates:
            texts = [(f"{near.project.title}. {near.project.text}", near.project.lang) for near in one.shown]
            if one.partner and one.partner.text:
                texts.append((one.partner.text, "sv"))
            told = {
                own: (own, theirs, lang)
                for text, lang in reversed(texts)
                for own, theirs in met(self.theme, text, lang, self._stems)
            }
            one.words = list(told.values())[-WORDS_SHOWN:]


def _taking_part(projects: Sequence[int]) -> Iterator[tuple[FundedProject, Participant, bool]]:
    """Each project and each organisation is made once, of what is shown: as whole rows they took half the time of a search."""
    shares = Share.objects.filter(project__in=projects)
    columns = [*(f"project__{name}" for name in OF_PROJECT), *(f"participant__{name}" for name in OF_PARTICIPANT)]
    made: dict[int, FundedProject] = {}
    met: dict[int, Participant] = {}
    for leads, *told in shares.values_list("leads", *columns):
        project, who = told[: len(OF_PROJECT)], told[len(OF_PROJECT) :]
        if project[0] not in made:
            made[project[0]] = FundedProject.from_db(shares.db, OF_PROJECT, project)
        if who[0] not in met:
            met[who[0]] = Participant.from_db(shares.db, OF_PARTICIPANT, who)
        yield made[project[0]], met[who[0]], leads


def _best(candidates: Sequence[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda one: (-one.judged.score, one.participant.pk if one.participant else 0))


@lru_cache(maxsize=1_000)
def _is_in(programme: str, asked: str) -> bool:
    one, other = programme.casefold(), asked.casefold()
    return bool(one and other) and (one in other or other in one)


def _inhabitants(country: str, kind: str, who: Participant | None) -> int:
    """Known of Swedish municipalities only."""
    if country != "SE" or kind != "municipality" or who is None:
        return 0
    found = place_of("", who.place.title())
    return found.population if found else 0
