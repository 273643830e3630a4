/** Opening hours of an openingHours fact, on a day and at an instant, less the stops of availability. */

export interface Times { opens: string; closes: string; access: string }
export interface WeekdayTimes extends Times { weekday: number }
export interface Stop { validFrom: string | null; validUntil: string | null; reason: string }
export interface Rule {
  label: string; weeks: string | null; weekday: number | null; month: number | null; day: number | null;
  first: string | null; last: string | null; times: Times[];
}
export interface Season { first: string; last: string; label: string; replacesWeek?: boolean; pattern: WeekdayTimes[] }
/** The value of the fact; one of an earlier release may lack what was not told then. */
export interface Hours {
  channel: string; alwaysOpen: boolean; pattern: WeekdayTimes[];
  weeks?: { validFrom: string | null; pattern: WeekdayTimes[] }[];
  rules?: Rule[]; seasons: Season[];
  closures?: { first: string; last: string | null; reason: string }[];
  exceptions: { date: string; reason: string; times: Times[] }[];
  holidays: { date: string; name: string }[];
}
/** From `opens` until `closes` (exclusive), in milliseconds since 1970. */
export interface Opening { opens: number; closes: number; access: string }
export type Cause = "" | "exception" | "closure" | "rule" | "holiday" | "season" | "stop";
export interface DayPlan { day: string; openings: Opening[]; reason: string; cause: Cause }
interface Planned { times: Times[]; reason: string; cause: Cause }

const MINUTE = 60_000, DAY_MINUTES = 1440, HORIZON_DAYS = 400, LONGEST_DAYS = 7;
const NUMBERED = ["first", "second", "third", "fourth"];
const ALL_DAY: Times[] = [{ opens: "00:00", closes: "24:00", access: "walkIn" }];
const CLOCK = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Amsterdam", hourCycle: "h23",
  year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
});

export function dayPlan(hours: Hours, day: string, stops: Stop[] = []): DayPlan {
  const { times, reason, cause } = plannedOn(hours, day);
  const openings = running(times.map((each) => openingOf(day, each)).sort((a, b) => a.opens - b.opens), stops);
  const stop = stops.find((each) => holds(each, day));
  return stop ? { day, openings, reason: stop.reason, cause: "stop" } : { day, openings, reason, cause };
}

/** As the weekday and its week say, whatever the date. */
export function weekdayPlan(hours: Hours, day: string): Planned {
  for (const rule of hours.rules ?? []) {
    if (rule.weeks && applies(rule, day)) return { times: rule.times, reason: rule.label, cause: "rule" };
  }
  for (const season of hours.seasons) {
    const times = ofWeekday(season.pattern, day);
    if (season.first <= day && day <= season.last && (times.length || (season.replacesWeek ?? true))) {
      return { times, reason: season.label, cause: "season" };
    }
  }
  const begun = (hours.weeks ?? []).filter((week) => (week.validFrom ?? "") <= day);
  return { times: ofWeekday(begun.at(-1)?.pattern ?? hours.pattern, day), reason: "", cause: "" };
}

export function isOpen(hours: Hours, instant: number, stops: Stop[] = []): boolean {
  return [...openings(hours, instant, 1, stops)].some((each) => each.opens <= instant && instant < each.closes);
}

/** The opening that holds at `instant`, or else the first after it; null when there is none within the horizon. */
export function nextOpening(hours: Hours, instant: number, stops: Stop[] = []): Opening | null {
  for (const each of openings(hours, instant, HORIZON_DAYS, stops)) if (instant < each.closes) return each;
  return null;
}

/** The openings that hold at `instant`, or else those that begin first after it. */
export function openingsAt(hours: Hours, instant: number, stops: Stop[] = []): Opening[] {
  const first = nextOpening(hours, instant, stops);
  if (!first) return [];
  const reached = Math.max(first.opens, instant);
  return [...openings(hours, reached, 1, stops)].filter((each) => each.opens <= reached && reached < each.closes);
}

/** The end of `opening` and of what follows it without a pause, of the same access or any; null: without end. */
export function openUntil(hours: Hours, opening: Opening, stops: Stop[], anyAccess: boolean): number | null {
  let end = opening.closes;
  for (const each of openings(hours, opening.opens, LONGEST_DAYS, stops)) {
    if ((anyAccess || each.access === opening.access) && each.opens <= end && end < each.closes) end = each.closes;
  }
  return end < opening.opens + (LONGEST_DAYS - 1) * DAY_MINUTES * MINUTE ? end : null;
}

export function holds(stop: Stop, day: string): boolean {
  return (stop.validFrom === null || stop.validFrom <= day) && (stop.validUntil === null || day < stop.validUntil);
}

export function civilDay(instant: number): string {
  return new Date(instant + offsetAt(instant)).toISOString().slice(0, 10);
}

/** "09:00", local time. */
export function clockAt(instant: number): string {
  return new Date(instant + offsetAt(instant)).toISOString().slice(11, 16);
}

export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MINUTES * MINUTE).toISOString().slice(0, 10);
}

/** 1 Monday to 7 Sunday. */
export function weekdayOf(day: string): number {
  return new Date(day).getUTCDay() || 7;
}

function plannedOn(hours: Hours, day: string): Planned {
  if (hours.alwaysOpen) return { times: ALL_DAY, reason: "", cause: "" };
  const exception = hours.exceptions.find((each) => each.date === day);
  if (exception) return { times: exception.times, reason: exception.reason, cause: "exception" };
  const closure = (hours.closures ?? []).find((each) => each.first <= day && (each.last === null || day <= each.last));
  if (closure) return { times: [], reason: closure.reason, cause: "closure" };
  const rule = (hours.rules ?? []).find((each) => !each.weeks && applies(each, day));
  if (rule) return { times: rule.times, reason: rule.label, cause: "rule" };
  const holiday = hours.holidays.find((each) => each.date === day);
  if (holiday) return { times: [], reason: holiday.name, cause: "holiday" };
  return weekdayPlan(hours, day);
}

function applies(rule: Rule, day: string): boolean {
  if ((rule.first ?? "") > day || (rule.last ?? day) < day) return false;
  const [month, date] = [Number(day.slice(5, 7)), Number(day.slice(8))];
  if (rule.weeks === null) return rule.month === month && rule.day === date;
  if (rule.weekday !== weekdayOf(day)) return false;
  if (rule.weeks === "last") return daysAfter(day, 7).slice(5, 7) !== day.slice(5, 7);
  if (NUMBERED.includes(rule.weeks)) return Math.floor((date - 1) / 7) === NUMBERED.indexOf(rule.weeks);
  return (isoWeek(day) % 2 === 0) === (rule.weeks === "even");
}

function isoWeek(day: string): number {
  const thursday = daysAfter(day, 4 - weekdayOf(day));
  return Math.floor((Date.parse(thursday) - Date.parse(`${thursday.slice(0, 4)}-01-01`)) / MINUTE / DAY_MINUTES / 7) + 1;
}

function ofWeekday(pattern: WeekdayTimes[], day: string): Times[] {
  return pattern.filter((row) => row.weekday === weekdayOf(day));
}

/** Those of the day before, which may go on past midnight, and of some days from that of `instant` on. */
function* openings(hours: Hours, instant: number, days: number, stops: Stop[]): Generator<Opening> {
  const first = civilDay(instant);
  for (let ahead = -1; ahead < days; ahead++) yield* dayPlan(hours, daysAfter(first, ahead), stops).openings;
}

/** What begins in a stop is closed; what runs into one ends there. The clock may skip a whole opening. */
function running(found: Opening[], stops: Stop[]): Opening[] {
  return found
    .filter((each) => each.opens < each.closes && !stops.some((stop) => holds(stop, civilDay(each.opens))))
    .map((each) => {
      const starts = stops.flatMap((stop) => (stop.validFrom ? [local(stop.validFrom, 0)] : []));
      return { ...each, closes: Math.min(each.closes, ...starts.filter((start) => each.opens < start)) };
    });
}

function openingOf(day: string, times: Times): Opening {
  const [opens, closes] = [minutesOf(times.opens), minutesOf(times.closes) % DAY_MINUTES];
  return { opens: local(day, opens), closes: local(closes > opens ? day : daysAfter(day, 1), closes), access: times.access };
}

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}

/** A time that the clock skips is the moment at which it is put forward; of one that comes twice the first. */
function local(day: string, minutes: number): number {
  const asUtc = Date.parse(day) + minutes * MINUTE;
  const [before, after] = [offsetAt(asUtc - DAY_MINUTES * MINUTE), offsetAt(asUtc + DAY_MINUTES * MINUTE)];
  for (const offset of [Math.max(before, after), Math.min(before, after)]) {
    if (offsetAt(asUtc - offset) === offset) return asUtc - offset;
  }
  return asUtc - (minutes % 60) * MINUTE - before;
}

const offsets = new Map<number, number>();

/** Of local time, in milliseconds; it changes on whole hours. */
function offsetAt(instant: number): number {
  const hour = Math.floor(instant / MINUTE / 60);
  const known = offsets.get(hour);
  if (known !== undefined) return known;
  const start = hour * 60 * MINUTE;
  const parts = Object.fromEntries(CLOCK.formatToParts(start).map((part) => [part.type, part.value]));
  const shown = `${parts["year"]}-${parts["month"]}-${parts["day"]}T${parts["hour"]}:${parts["minute"]}:${parts["second"]}Z`;
  offsets.set(hour, Date.parse(shown) - start);
  return Date.parse(shown) - start;
}
