"""One published row of every editorial model, for tests that must hold for all of them."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django.db.models import Model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from products import models
from products.models.fact_kind import EditorialKind
from tests.integration.editorial import Municipality, new_product


def one_of_each(town: Municipality) -> dict[type[Model], Any]:
    made = [*_facts(), *_rows_of_facts(town), *_rows_of_product(town), *_other_rows(town)]
    made += [*_notice(town), *_search_rules(town)]
    made += [value for value in vars(town).values() if isinstance(value, Model)]
    return {type(instance): instance for instance in made} | {models.Fact: models.Fact.objects.first()}


def _facts() -> list[Model]:
    """Of each kind that can be written as a line of text, with the value that it has as its example."""
    return [each for kind in models.EDITORIAL_KINDS.values() if kind.parse for each in _fact_with_value(kind)]


def _fact_with_value(kind: EditorialKind) -> tuple[Model, Model]:
    fact = kind.model.objects.create(key=kind.model.__name__.lower(), label={"nl": kind.model.__name__})
    row = kind.model.values.rel.related_model(fact=fact)
    for name, value in kind.parse(kind.example, row).items():
        setattr(row, name, value)
    row.save()
    return fact, row


def _rows_of_facts(town: Municipality) -> list[Model]:
    season = models.Season.objects.create(
        fact=town.hours, first=date(2026, 7, 1), last=date(2026, 8, 1), label={"nl": "Zomer"}
    )
    exception = models.HoursException.objects.create(fact=town.hours, day=date(2026, 5, 1))
    slot = {"opens": time(9), "closes": time(10)}
    week = models.NewWeek.objects.create(fact=town.hours, valid_from=date(2027, 1, 1))
    rule = models.RecurringRule.objects.create(fact=town.hours, repeats="first", weekday=6, label={"nl": "Zaterdag"})
    return [
        week,
        models.NewWeekPeriod.objects.create(week=week, weekday=1, **slot),
        rule,
        models.RuleTime.objects.create(rule=rule, **slot),
        models.Closure.objects.create(fact=town.hours, first=date(2026, 2, 1), reason={"nl": "Verbouwing"}),
        models.AmountCondition.objects.create(fact=town.fee, dimension="leeftijd", operator="gte", value="18"),
        models.TariffDimension.objects.create(tariff=town.tariff, key="leeftijd", question={"nl": "Hoe oud bent u?"}),
        season,
        models.SeasonPeriod.objects.create(season=season, weekday=1, **slot),
        exception,
        models.ExceptionTime.objects.create(exception=exception, **slot),
        town.fee.values.first(),
        town.hours.pattern.first(),
    ]


def _rows_of_product(town: Municipality) -> list[Model]:
    product, route = town.product, town.product.routes.first()
    other = new_product(town.theme, "rijbewijs", "Een rijbewijs.")
    return [
        models.ProductName.objects.create(page=product, kind="everyday", name="pas"),
        models.ExternalCode.objects.create(page=product, system="zaaktype", code="B1"),
        models.ProductReferral.objects.create(page=product, organisation=town.organisation, text={"nl": "Bel hen."}),
        models.RelatedProduct.objects.create(page=product, product=other),
        models.RouteFact.objects.create(route=route, fact=town.fee),
        models.ProductAvailability.objects.create(page=product, status="stopped"),
        models.RouteAvailability.objects.create(route=route, status="stopped"),
        models.LocationAvailability.objects.create(location=town.location, status="stopped"),
        models.Disruption.objects.create(key="phones", reason={"nl": "Storing"}),
        product.product_facts.first(),
        product.upl_names.first(),
        route,
    ]


def _other_rows(town: Municipality) -> list[Model]:
    site = models.SiteInformation.objects.create(organisation=town.organisation)
    image = get_image_model().objects.create(title="Logo", file=get_test_image_file())
    return [
        site,
        models.TopTask.objects.create(site=site, product=town.product),
        models.MergeField.objects.create(moment=town.moment, name="zaak", kind="text", label={"nl": "Zaak"}),
        models.OrganisationHours.objects.create(organisation=town.organisation, fact=town.hours),
        models.HouseStyleLogo.objects.create(style=town.style, name="primary", image=image, alt={"nl": "L", "en": "L"}),
    ]


def _notice(town: Municipality) -> list[Model]:
    notice = models.Notice.objects.create(key="storing", label={"nl": "Storing"}, text={"nl": "<p>Storing.</p>"})
    return [
        notice,
        models.NoticeText.objects.create(notice=notice, channel="phone", text={"nl": "<p>Zeg dit.</p>"}),
        models.NoticeTheme.objects.create(notice=notice, theme=town.theme),
        models.NoticeProduct.objects.create(notice=notice, product=town.product),
        models.NoticeRoute.objects.create(notice=notice, product=town.product, route="balie"),
        models.NoticeLocation.objects.create(notice=notice, location=town.location),
    ]


def _search_rules(town: Municipality) -> list[Model]:
    bet = models.BestBet.objects.create(questions="reizen")
    polish = models.SpokenLanguage.objects.create(name="Pools", code="pl", notice="Po niderlandzku.")
    return [
        polish,
        models.SpokenProductName.objects.create(language=polish, product=town.product, names="paszport"),
        bet,
        models.BestBetProduct.objects.create(bet=bet, product=town.product),
        models.Synonym.objects.create(words="pas", means="paspoort"),
        models.Emphasis.objects.create(product=town.product, hidden=True),
        models.FieldWeights.objects.create(title=5),
    ]
