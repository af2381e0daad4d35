"""People, the one organization they are in, their API tokens, and the log-ins that failed."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac

from labelry.db import RawJSONField

ORGANIZATION_ID = 1
TWO_HUNDRED_YEARS = 200 * 365


class Role(models.TextChoices):
    """What a person may do everywhere, from most to least; `policies` says what follows."""

    OWNER = "owner"
    ADMINISTRATOR = "administrator"
    MANAGER = "manager"
    REVIEWER = "reviewer"
    ANNOTATOR = "annotator"


ADMINISTRATING = frozenset({Role.OWNER, Role.ADMINISTRATOR})
MANAGING = ADMINISTRATING | {Role.MANAGER}


def normal_email(email: str) -> str:
    """The one way an e-mail address is written in the database, whatever way a person types it."""
    return email.strip().lower()


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A row for a new person, for actions and tests; no password means none works."""
        user = self.model(email=normal_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=normal_email(username or ""), deleted_at=None)


class User(AbstractBaseUser):
    """A person. A deleted one keeps its row, because their work keeps its author."""

    email = models.EmailField(max_length=254, unique=True)
    username = models.CharField(max_length=256, blank=True, default="")
    first_name = models.CharField(max_length=256, blank=True, default="")
    last_name = models.CharField(max_length=256, blank=True, default="")
    phone = models.CharField(max_length=256, blank=True, default="")
    role = models.CharField(max_length=16, choices=Role.choices, default=Role.ANNOTATOR)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    last_activity = models.DateTimeField(default=timezone.now)
    custom_hotkeys = RawJSONField(default=dict)
    allow_newsletters = models.BooleanField(null=True, blank=True)
    # Part of every session's hash: one more, and all sessions of this person are over.
    session_generation = models.PositiveIntegerField(default=0)
    deleted_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="emails_are_written_in_lower_case"
            ),
            models.UniqueConstraint(
                fields=["role"], condition=Q(role=Role.OWNER), name="one_owner"
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_administrator(self) -> bool:
        return self.role in ADMINISTRATING

    @property
    def is_manager(self) -> bool:
        """Manager or above."""
        return self.role in MANAGING

    @property
    def initials(self) -> str:
        return (self.first_name[:1] + self.last_name[:1]) or self.email[:2]

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # Django's own hash covers the password alone.
        value = f"{self.password}:{self.session_generation}"
        return salted_hmac(
            "labelry.accounts.session", value, secret=secret, algorithm="sha256"
        ).hexdigest()


def new_invite_token() -> str:
    return get_random_string(40)


class Organization(models.Model):
    """The one organization of an installation; its row has the id `ORGANIZATION_ID`."""

    title = models.CharField(max_length=1000, default="Labelry")
    contact_info = models.EmailField(null=True, blank=True)
    invite_token = models.CharField(max_length=64, default=new_invite_token)
    api_tokens_enabled = models.BooleanField(default=True)
    legacy_api_tokens_enabled = models.BooleanField(default=False)
    api_token_ttl_days = models.PositiveIntegerField(default=TWO_HUNDRED_YEARS)
    max_session_age = models.PositiveIntegerField(default=8 * 24 * 60, help_text="Minutes.")
    max_time_between_activity = models.PositiveIntegerField(
        default=3 * 24 * 60, help_text="Minutes."
    )
    created_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=ORGANIZATION_ID), name="one_organization")
        ]

    def __str__(self) -> str:
        return self.title


class LegacyToken(models.Model):
    """A person's permanent token: found by its hash, kept encrypted because the API shows it."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="legacy_token")
    lookup = models.CharField(max_length=64, unique=True)
    encrypted = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"legacy token of user {self.user_id}"


class PersonalToken(models.Model):
    """A signed token a person carries in their scripts; only its unsigned half is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="personal_tokens")
    jti = models.CharField(max_length=32, unique=True)
    truncated = models.TextField(help_text="`header.payload`, without the signature.")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(revoked_at=None), name="one_valid_token_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"token {self.jti} of user {self.user_id}"


class LoginFailure(models.Model):
    """A log-in that failed a short while ago.

    The e-mail is kept as a keyed hash: people type passwords into the wrong field.
    """

    email_key = models.CharField(max_length=64)
    address = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["email_key", "at"], name="failures_by_email"),
            models.Index(fields=["address", "at"], name="failures_by_address"),
        ]

    def __str__(self) -> str:
        return f"failed log-in at {self.at:%Y-%m-%d %H:%M:%S}"
