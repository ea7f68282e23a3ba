"""Who there is: municipalities, their units, people and their roles."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.accounts.api_keys import ApiKey as ApiKey  # a model of this room
from utblick.accounts.log_in_link import LogInLink as LogInLink  # a model of this room
from utblick.accounts.secret_address import SecretAddress as SecretAddress  # a model of this room
from utblick.accounts.support import SupportAccess as SupportAccess  # models of this room
from utblick.accounts.support import SupportVisit as SupportVisit
from utblick.accounts.validators import check_case_url, check_organisation_number
from utblick.journal.models import Recorded


class Municipality(models.Model):
    """The tenant. An installation serves one or many."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Municipality")
        REGION = "region", _("Region")
        ASSOCIATION = "association", _("Association of municipalities")

    # Those that municipalities may share their work with (utblick/sharing).
    REGIONAL = (Kind.REGION, Kind.ASSOCIATION)

    name = models.CharField(_("name"), max_length=100, help_text=_("As residents say it, for example “Strömsund”."))
    slug = models.SlugField(_("short name"), unique=True)
    code = models.CharField(_("municipality code"), max_length=4, blank=True, help_text=_("Four digits from SCB."))
    organisation_number = models.CharField(
        _("organisation number"), max_length=13, blank=True, validators=[check_organisation_number]
    )
    # The host names that lead here, lower case, without port, separated by spaces.
    hosts = models.CharField(_("host names"), max_length=500, blank=True)
    country = models.CharField(_("country"), max_length=2, default="SE")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    # Facts that rules of funding ask for (utblick/watch/eligibility); empty is not known.
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.MUNICIPALITY)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(_("year of the population figure"), null=True, blank=True)
    nuts = models.CharField(_("region (NUTS 3)"), max_length=5, blank=True)
    languages = models.JSONField(_("languages that applications can be written in"), default=list, blank=True)
    public_email = models.EmailField(
        _("e-mail address for the public"), blank=True, help_text=_("Told in the catalogue of open data.")
    )
    case_url = models.CharField(
        _("address in the registry system"),
        max_length=300,
        blank=True,
        validators=[check_case_url],
        help_text=_(
            "Case numbers then lead there. Write {number} where the case number stands, for example "
            "https://diarium.example.se/arende?nr={number}."
        ),
    )
    is_demo = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_region(self) -> bool:
        return self.kind in self.REGIONAL

    @cached_property
    def is_beside_a_region(self) -> bool:
        """Whether the installation has a region and others; the region itself is beside them."""
        return self.has_region_among(Municipality.objects.values_list("kind", flat=True))

    @classmethod
    def has_region_among(cls, kinds: Iterable[str]) -> bool:
        everyone = list(kinds)
        return len(everyone) > 1 and not set(cls.REGIONAL).isdisjoint(everyone)

    @property
    def address(self) -> str:
        """What a link in a mail begins with: scheme and host."""
        named = self.hosts.split()
        return f"https://{named[0]}" if named else str(settings.ADDRESS)


class Unit(Recorded):
    """Part of the municipality's organisation: a committee, a department, a company."""

    class Kind(models.TextChoices):
        BOARD = "board", _("Committee or board")
        DEPARTMENT = "department", _("Department")
        COMPANY = "company", _("Municipal company")
        SECTION = "section", _("Section")

    name = models.CharField(_("name"), max_length=150)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.DEPARTMENT)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    description = models.TextField(
        _("what the unit does"), blank=True, help_text=_("Used to match calls and events to the unit.")
    )
    head = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="heads",
        verbose_name=_("head"),
        help_text=_("Who leads the unit; of a board its chair. Delegations often name the head of the unit."),
    )

    class Meta(Recorded.Meta):
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["name"]
        constraints = [models.UniqueConstraint("municipality", Lower("name"), name="unit_name_once_in_municipality")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("accounts:units")


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **facts: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **facts)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person who logs in. What the person may do in a municipality is told by memberships."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=5, default="sv")
    morning_mail = models.BooleanField(
        _("mail me on weekday mornings when something waits"),
        default=False,
        help_text=_("What is new in the inbox and what is soon due. No mail when there is nothing to tell."),
    )
    is_active = models.BooleanField(_("may log in"), default=True)
    # Runs the installation: sees queues and health, but by this alone no municipality's data.
    is_operator = models.BooleanField(_("operator"), default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]


class Role(models.TextChoices):
    COORDINATOR = "coordinator", _("Coordinator")
    OFFICER = "officer", _("Officer")
    DECISION_MAKER = "decision_maker", _("Decision-maker")
    EDITOR = "editor", _("Editor")
    AUDITOR = "auditor", _("Auditor")
    LOCAL_ACTOR = "local_actor", _("Local actor")


class Membership(Recorded):
    """A person's role in a municipality and, where it applies, a unit."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name=_("unit")
    )

    class Meta(Recorded.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            # Two, since a null unit is distinct from every other on SQLite.
            models.UniqueConstraint(
                fields=["municipality", "user", "role", "unit"],
                condition=models.Q(withdrawn_at=None, unit__isnull=False),
                name="role_once_per_person_and_unit",
            ),
            models.UniqueConstraint(
                fields=["municipality", "user", "role"],
                condition=models.Q(withdrawn_at=None, unit=None),
                name="role_once_per_person_without_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"

    def get_absolute_url(self) -> str:
        return reverse("accounts:members")
