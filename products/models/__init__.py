"""Product information as editors know it."""

from products.models.availability import LocationAvailability, ProductAvailability, RouteAvailability
from products.models.contact_moment import ContactMoment, MergeField
from products.models.disruption import Disruption
from products.models.fact import Fact
from products.models.hours import NewWeek, NewWeekPeriod, OpeningHoursFact, OpenPeriod
from products.models.hours_differences import (
    Closure,
    ExceptionTime,
    HoursException,
    RecurringRule,
    RuleTime,
    Season,
    SeasonPeriod,
)
from products.models.house_style import HouseStyle, HouseStyleLogo
from products.models.kinds import EDITORIAL_KINDS
from products.models.kinds.contact import ContactPoint, ContactValue
from products.models.kinds.link import LinkFact, LinkValue
from products.models.kinds.statement import StatementFact, StatementValue
from products.models.kinds.term import TermFact, TermValue
from products.models.kinds.validity import ValidityFact, ValidityValue
from products.models.location import Location
from products.models.notice import Notice
from products.models.notice_check import NoticeCheck
from products.models.notice_rows import NoticeLocation, NoticeProduct, NoticeRoute, NoticeText, NoticeTheme
from products.models.organisation import Organisation, OrganisationHours
from products.models.product import ProductPage
from products.models.product_rows import (
    ExternalCode,
    ProductFact,
    ProductName,
    ProductReferral,
    ProductUplName,
    RelatedProduct,
)
from products.models.route import Route, RouteFact
from products.models.search_rules import BestBet, BestBetProduct, Emphasis, FieldWeights, SearchRule, Synonym
from products.models.site_information import SiteInformation, TopTask
from products.models.spoken_languages import SpokenLanguage, SpokenProductName
from products.models.tariff import Amount, AmountCondition, AmountValue, Tariff, TariffDimension
from products.models.team import Team
from products.models.theme import HomePage, ThemePage
from products.models.upl import UplName

__all__ = [
    "EDITORIAL_KINDS",
    "Amount",
    "AmountCondition",
    "AmountValue",
    "BestBet",
    "BestBetProduct",
    "Closure",
    "ContactMoment",
    "ContactPoint",
    "ContactValue",
    "Disruption",
    "Emphasis",
    "ExceptionTime",
    "ExternalCode",
    "Fact",
    "FieldWeights",
    "HomePage",
    "HoursException",
    "HouseStyle",
    "HouseStyleLogo",
    "LinkFact",
    "LinkValue",
    "Location",
    "LocationAvailability",
    "MergeField",
    "NewWeek",
    "NewWeekPeriod",
    "Notice",
    "NoticeCheck",
    "NoticeLocation",
    "NoticeProduct",
    "NoticeRoute",
    "NoticeText",
    "NoticeTheme",
    "OpenPeriod",
    "OpeningHoursFact",
    "Organisation",
    "OrganisationHours",
    "ProductAvailability",
    "ProductFact",
    "ProductName",
    "ProductPage",
    "ProductReferral",
    "ProductUplName",
    "RecurringRule",
    "RelatedProduct",
    "Route",
    "RouteAvailability",
    "RouteFact",
    "RuleTime",
    "SearchRule",
    "Season",
    "SeasonPeriod",
    "SiteInformation",
    "SpokenLanguage",
    "SpokenProductName",
    "StatementFact",
    "StatementValue",
    "Synonym",
    "Tariff",
    "TariffDimension",
    "Team",
    "TermFact",
    "TermValue",
    "ThemePage",
    "TopTask",
    "UplName",
    "ValidityFact",
    "ValidityValue",
]
