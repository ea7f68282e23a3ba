"""Who of the municipality's staff comes in by its own identity provider, and in which roles.

An identity provider belongs to one municipality, and speaks for nobody but people of that municipality: why, in
docs/decisions/a-municipality-has-its-own-identity-provider.md.
"""

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.accounts.kept_secrets import KeepsSecret
from utblick.accounts.models import Membership, Role, Unit, User
from utblick.journal.models import Recorded

ANY = "*"
"""Among the strong levels: every log-in there is by more than one factor."""


class IdentityProvider(KeepsSecret, Recorded):
    """Where a municipality's staff log in. Set up by the operator alone (`utblick identity-provider`)."""

    class Kind(models.TextChoices):
        OIDC = "oidc", "OpenID Connect"
        SAML = "saml", "SAML"

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OIDC)
    name = models.CharField(_("name"), max_length=60)
    # The name that the provider gives itself, as it stands in what it signs.
    issuer = models.CharField(_("issuer"), max_length=300)
    # By SAML: what the provider publishes of itself, its address and keys among it; with OpenID Connect it is asked.
    metadata = models.TextField(_("metadata"), blank=True, editable=False)
    client_id = models.CharField(_("client ID"), max_length=200)
    # Whose addresses it may speak for: domains of the municipality's own.
    domains = models.JSONField(_("address domains"), default=list)
    address_claim = models.CharField(_("claim with the address"), max_length=100, default="email")
    # By SAML: the attribute that knows the person for good; empty: the NameID.
    subject_claim = models.CharField(_("claim with the person's key"), max_length=100, blank=True)
    groups_claim = models.CharField(_("claim with the groups"), max_length=100, default="groups")
    # Values of acr or amr: one of the first must be told, or nobody comes in; one of the second stands for two factors.
    required = models.JSONField(_("levels of assurance demanded"), default=list, blank=True)
    strong = models.JSONField(_("levels that are two factors"), default=list, blank=True)
    # By SAML: an assertion that anybody on its way could read is refused.
    is_encrypted = models.BooleanField(_("assertions must be encrypted"), default=False)
    # Minutes since the person was recognised there; none: however long ago.
    max_age = models.PositiveIntegerField(_("oldest log-in at the provider, in minutes"), null=True, blank=True)
    is_only_way = models.BooleanField(_("the only way in for who comes by it"), default=False)

    class Meta(Recorded.Meta):
        verbose_name = _("identity provider")
        verbose_name_plural = _("identity providers")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "municipality",
                Lower("name"),
                condition=models.Q(withdrawn_at=None),
                name="provider_name_once_in_municipality",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("federation:overview")

    def way_back(self) -> str:
        """The path that the provider's answer comes to, to be registered there."""
        name = "back" if self.kind == self.Kind.OIDC else "take_answer"
        return reverse(f"federated:{name}", args=[self.pk])

    def speaks_for(self, address: str) -> bool:
        return address.rpartition("@")[2].lower() in self.domains

    def is_strong(self, assurance: frozenset[str]) -> bool:
        """Whether a log-in of this assurance was by more than one factor."""
        return ANY in self.strong or not assurance.isdisjoint(self.strong)

    def suffices(self, assurance: frozenset[str]) -> bool:
        return not self.required or not assurance.isdisjoint(self.required)


class GroupRole(Recorded):
    """Who is in this group at the provider has this role here."""

    provider = models.ForeignKey(
        IdentityProvider, models.PROTECT, related_name="group_roles", verbose_name=_("identity provider")
    )
    group = models.CharField(
        _("group"),
        max_length=200,
        help_text=_(
            "As the provider names it: a name, or in Entra ID the object ID of the group or the value of an app role."
        ),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit"))

    class Meta(Recorded.Meta):
        verbose_name = _("role by group")
        verbose_name_plural = _("roles by group")
        ordering = ["group", "pk"]

    def __str__(self) -> str:
        return f"{self.group}: {self.get_role_display()}"

    def get_absolute_url(self) -> str:
        return reverse("federation:overview")


class Identity(Recorded):
    """That a person here is this one at the provider. Made at the first log-in; one person has one at each provider."""

    provider = models.ForeignKey(IdentityProvider, models.PROTECT, related_name="identities")
    user = models.ForeignKey(User, models.PROTECT, related_name="identities")
    subject = models.CharField(max_length=255)
    seen_at = models.DateTimeField(_("last log-in"), default=timezone.now)

    unrecorded = Recorded.unrecorded | {"seen_at"}

    class Meta(Recorded.Meta):
        verbose_name = _("log-in by identity provider")
        verbose_name_plural = _("log-ins by identity provider")
        ordering = ["-seen_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "subject"], condition=models.Q(withdrawn_at=None), name="identity_once_at_provider"
            ),
            # An address that is given to somebody new must not open what its last owner had.
            models.UniqueConstraint(
                fields=["provider", "user"], condition=models.Q(withdrawn_at=None), name="person_once_at_provider"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.provider}"

    def get_absolute_url(self) -> str:
        return reverse("federation:overview")


class GroupMembership(Recorded):
    """That a role was given by a group, not by hand: it goes when the group is gone."""

    provider = models.ForeignKey(IdentityProvider, models.PROTECT, related_name="+")
    membership = models.OneToOneField(Membership, models.CASCADE, related_name="by_group")
    group = models.CharField(_("group"), max_length=200)

    class Meta(Recorded.Meta):
        verbose_name = _("role given by a group")
        verbose_name_plural = _("roles given by groups")

    def __str__(self) -> str:
        return f"{self.membership} ({self.group})"
