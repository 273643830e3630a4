"""The fixed words that editors choose from; the stored words are those of `releases.facts.values`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Nature(models.TextChoices):
    LEGES = "leges", _("fee (leges)")
    TAX = "tax", _("tax")
    DEPOSIT = "deposit", _("deposit")
    SURCHARGE = "surcharge", _("surcharge")
    DISCOUNT = "discount", _("discount")
    EXEMPTION = "exemption", _("exemption")


class Operator(models.TextChoices):
    EQUAL = "eq", _("is")
    BELOW = "lt", _("is below")
    AT_LEAST = "gte", _("is at least")
    ONE_OF = "in", _("is one of")


class RouteKind(models.TextChoices):
    ONLINE = "online", _("online")
    DESK = "desk", _("at the desk")
    PHONE = "phone", _("by phone")
    POST = "post", _("by post")
    HOME_VISIT = "homeVisit", _("home visit")


OFFLINE_ROUTES = frozenset(RouteKind) - {RouteKind.ONLINE}


class AvailabilityStatus(models.TextChoices):
    OPEN = "open", _("open")
    STOPPED = "stopped", _("temporarily stopped")
    ENDED = "ended", _("ended")


class Login(models.TextChoices):
    NONE = "none", _("no login")
    DIGID = "digid", "DigiD"
    EHERKENNING = "eherkenning", "eHerkenning"
    DIGID_OR_EHERKENNING = "digidOrEherkenning", _("DigiD or eHerkenning")


class AssuranceLevel(models.TextChoices):
    """The levels of eIDAS, which the law on digital government uses too."""

    LOW = "low", _("low (DigiD Midden, eHerkenning 2+)")
    SUBSTANTIAL = "substantial", _("substantial (DigiD Substantieel, eHerkenning 3)")
    HIGH = "high", _("high (DigiD Hoog, eHerkenning 4)")


class Unit(models.TextChoices):
    WORKING_DAY = "workingDay", _("working day")
    CALENDAR_DAY = "calendarDay", _("calendar day")
    WEEK = "week", _("week")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


class TermRole(models.TextChoices):
    APPLY = "apply", _("to apply")
    DECIDE = "decide", _("to decide")
    PRODUCE = "produce", _("to make it ready")
    COLLECT = "collect", _("to collect")
    OBJECT = "object", _("to object")


class Direction(models.TextChoices):
    AFTER = "after", _("after")
    BEFORE = "before", _("before")


class Bound(models.TextChoices):
    WITHIN = "within", _("at most so long (within, at the latest)")
    EXACT = "exact", _("exactly so long (after)")
    EARLIEST = "earliest", _("not earlier (from)")
    LASTING = "lasting", _("all that time (for)")


class Basis(models.TextChoices):
    LEGAL = "legal", _("legal limit")
    SERVICE = "service", _("service promise")


class Access(models.TextChoices):
    WALK_IN = "walkIn", _("walk in")
    APPOINTMENT = "appointment", _("by appointment")
    COLLECTION = "collection", _("collection only")


class Weekday(models.IntegerChoices):
    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
    SATURDAY = 6, _("Saturday")
    SUNDAY = 7, _("Sunday")


class Repeats(models.TextChoices):
    FIRST = "first", _("first of the month")
    SECOND = "second", _("second of the month")
    THIRD = "third", _("third of the month")
    FOURTH = "fourth", _("fourth of the month")
    LAST = "last", _("last of the month")
    EVEN = "even", _("in even weeks")
    ODD = "odd", _("in odd weeks")
    YEARLY = "year", _("on a date of each year")


class HoursChannel(models.TextChoices):
    DESK = "desk", _("desk")
    PHONE = "phone", _("telephone")
    EMAIL = "email", _("e-mail")
    WEBSITE = "website", _("website")
    CHAT = "chat", _("chat")


class StatementRole(models.TextChoices):
    CONDITION = "condition", _("a condition")
    BRING = "bring", _("something to bring")
    STEP = "step", _("a step")


class Severity(models.TextChoices):
    INFORMATION = "information", _("information")
    WARNING = "warning", _("warning")
    URGENT = "urgent", _("urgent")


class NoticeScope(models.TextChoices):
    ALL = "all", _("everything")
    THEME = "theme", _("themes")
    PRODUCT = "product", _("products")
    ROUTE = "route", _("routes of a product")
    LOCATION = "location", _("locations")


class DisruptionReach(models.TextChoices):
    PHONES = "phones", _("all telephones")
    LOCATION = "location", _("a location")


class Repetition(models.IntegerChoices):
    """After how many weeks a notice comes back."""

    NEVER = 0, _("once")
    WEEKLY = 1, _("each week")
    FORTNIGHTLY = 2, _("each other week")


class NoticeState(models.TextChoices):
    """Of a published notice at some instant."""

    RUNNING = "running", _("running now")
    PLANNED = "planned", _("planned")
    ENDED = "ended", _("over")


class NameKind(models.TextChoices):
    OWN = "own", _("our own name")
    EVERYDAY = "everyday", _("what people say")
    FORMER = "former", _("former name")


class MergeFieldKind(models.TextChoices):
    TEXT = "text", _("text")
    DATE = "date", _("date")
    MONEY = "money", _("amount of money")
    REFERENCE = "reference", _("reference number")
    LINK = "link", _("web address")
    YES_NO = "yesNo", _("yes or no")
    CHOICE = "choice", _("one of a few words")


class AccessibilityStatus(models.TextChoices):
    """The names of the Dutch legal model."""

    FULL = "A", _("A: complies in full")
    PARTIAL = "B", _("B: complies in part")
    FIRST_STEPS = "C", _("C: first steps taken")
    NOT = "D", _("D: does not comply")
    NONE = "E", _("E: no statement")


class LogoName(models.TextChoices):
    PRIMARY = "primary", _("primary")
    MONOCHROME = "monochrome", _("monochrome")
    ICON = "icon", _("icon")
    EMAIL = "email", _("e-mail (PNG)")
