/** Opening hours told for a moment, in layers: now and the next opening, a day, seven days, what differs ahead. */

import {
  civilDay, clockAt, dayPlan, daysAfter, isOpen, openingsAt, openUntil, weekdayOf, weekdayPlan,
  type DayPlan, type Hours, type Opening, type Stop, type Times, type WeekdayTimes,
} from "./hours.js";
import { OPENING_WORDS } from "./opening-words.js";

export type Words = (typeof OPENING_WORDS)["nl"];
/** As read and as spoken. */
export interface Line { text: string; spoken: string }
export interface DayRow { day: string; name: string; times: string[]; reason: string }
export interface AheadLine extends Line { first: string | null; last: string | null }
interface Difference {
  first: string | null; last: string | null; name: string; times: Times[];
  pattern?: WeekdayTimes[]; unnamed?: "stopped" | "newWeek";
}

const ORDER = ["walkIn", "appointment", "collection"] as const;
const DAYS_AHEAD = 56;

class Voice {
  constructor(readonly words: Words, readonly tellsAccess: boolean, readonly isSpoken: boolean) {}

  clock(time: string): string {
    const [hour, minute] = [Number(time.slice(0, 2)), Number(time.slice(3, 5))];
    if (!this.isSpoken) return fill(this.words.clock, { hour: String(hour), minute: time.slice(3, 5) });
    if (!minute) return this.words.spokenHours[hour] ?? time;
    return fill(this.words.spokenTimes[hour] ?? time, { minutes: this.words.spokenMinutes[minute] ?? "" });
  }

  end(time: string): string {
    if (time !== "00:00" && time !== "24:00") return this.clock(time);
    return this.isSpoken ? this.words.midnight : fill(this.words.clock, { hour: "24", minute: "00" });
  }

  around(clock: string): string {
    return this.isSpoken ? clock : fill(this.words.time, { clock });
  }

  day(day: string): string {
    const date = Number(day.slice(8));
    return fill(this.isSpoken ? this.words.spokenDay : this.words.day, {
      weekday: this.words.weekdays[weekdayOf(day) - 1] ?? "",
      month: this.words.months[Number(day.slice(5, 7)) - 1] ?? "",
      day: this.isSpoken ? (this.words.spokenDays[date - 1] ?? "") : String(date),
    });
  }

  access(access: string): string {
    return this.tellsAccess ? ((this.words.access as Record<string, string>)[access] ?? "") : "";
  }

  /** A reason may be a sentence, which ends within ours. */
  beside(remark: string): string {
    const said = remark.endsWith(".") ? remark.slice(0, -1) : remark;
    if (!said) return "";
    return this.isSpoken ? `, ${said}` : ` (${said})`;
  }

  bare(times: Times): string {
    const template = this.isSpoken ? this.words.spokenSpan : this.words.span;
    return fill(template, { opens: this.clock(times.opens), closes: this.end(times.closes) });
  }

  span(times: Times): string {
    return this.bare(times) + this.beside(this.access(times.access));
  }

  /** Each span with its access; an access that holds for all of them once, at the end. */
  times(times: Times[]): string {
    if (!times.length) return this.words.closed;
    const accesses = new Set(times.map((each) => this.access(each.access)));
    if (accesses.size > 1) return this.listed(times.map((each) => this.span(each)));
    return this.listed(times.map((each) => this.bare(each))) + this.beside([...accesses][0] ?? "");
  }

  /** Weekdays with the same times together. */
  week(pattern: WeekdayTimes[]): string {
    const weekdaysOf = new Map<string, { days: number[]; times: Times[] }>();
    for (let weekday = 1; weekday <= 7; weekday++) {
      const times = pattern.filter((row) => row.weekday === weekday).sort((a, b) => (key(a) < key(b) ? -1 : 1));
      if (!times.length) continue;
      const same = times.map(key).join();
      weekdaysOf.set(same, { days: [...(weekdaysOf.get(same)?.days ?? []), weekday], times });
    }
    const told = [...weekdaysOf.values()].map(({ days, times }) => `${this.weekdays(days)} ${this.times(times)}`);
    return told.join("; ") || this.words.closed;
  }

  weekdays(days: number[]): string {
    const names = days.map((day) => this.words.weekdays[day - 1] ?? "");
    const inARow = days.every((day, place) => !place || day - (days[place - 1] ?? 0) === 1);
    if (names.length > 2 && inARow) return fill(this.words.through, { first: names[0] ?? "", last: names.at(-1) ?? "" });
    return this.listed(names);
  }

  listed(names: string[]): string {
    const last = names.at(-1) ?? "";
    return names.length > 1 ? `${names.slice(0, -1).join(", ")} ${this.words.conjunction} ${last}` : last;
  }
}

export function momentLine(hours: Hours, instant: number, locale: string, stops: Stop[] = []): Line & { state: "open" | "closed" } {
  const state = isOpen(hours, instant, stops) ? "open" : "closed";
  return { state, ...line(hours, locale, (voice) => moment(hours, instant, voice, stops)) };
}

export function dayLine(hours: Hours, day: string, locale: string, stops: Stop[] = []): Line {
  const plan = dayPlan(hours, day, stops);
  return line(hours, locale, (voice) => {
    const when = fill(voice.words.onDay, { day: voice.day(day) });
    return [`${when}${voice.beside(plan.reason)}: ${what(hours, plan, voice)}`];
  });
}

export function weekTable(hours: Hours, day: string, locale: string, stops: Stop[] = []): DayRow[] {
  const voice = voiceOf(hours, locale, false);
  return Array.from({ length: 7 }, (_, ahead) => {
    const plan = dayPlan(hours, daysAfter(day, ahead), stops);
    const isPlain = plan.openings.length > 0 && !hours.alwaysOpen;
    const times = isPlain ? timesOf(plan).map((each) => voice.span(each)) : [what(hours, plan, voice)];
    return { day: plan.day, name: voice.day(plan.day), times, reason: plan.reason };
  });
}

/** Of the coming eight weeks; what is over is left out. */
export function aheadLines(hours: Hours, day: string, locale: string, stops: Stop[] = []): AheadLine[] {
  const end = daysAfter(day, DAYS_AHEAD);
  return [...differences(hours, day, end, stops)]
    .filter((each) => (each.first ?? day) < end && (each.last ?? day) >= day)
    .sort((a, b) => ((a.first ?? "") < (b.first ?? "") ? -1 : (a.first ?? "") > (b.first ?? "") ? 1 : 0))
    .map((each) => ({ first: each.first, last: each.last, ...line(hours, locale, (voice) => [difference(each, day, voice)]) }));
}

function* differences(hours: Hours, day: string, end: string, stops: Stop[]): Generator<Difference> {
  for (const stop of stops) {
    const last = stop.validUntil === null ? null : daysAfter(stop.validUntil, -1);
    yield { first: stop.validFrom, last, name: stop.reason, times: [], unnamed: "stopped" };
  }
  if (hours.alwaysOpen) return;
  for (const each of hours.closures ?? []) yield { first: each.first, last: each.last, name: each.reason, times: [] };
  for (const each of hours.seasons) yield { first: each.first, last: each.last, name: each.label, times: [], pattern: each.pattern };
  for (const week of hours.weeks ?? []) {
    if ((week.validFrom ?? "") > day) {
      yield { first: week.validFrom, last: null, name: "", times: [], pattern: week.pattern, unnamed: "newWeek" };
    }
  }
  for (let each = day; each < end; each = daysAfter(each, 1)) {
    const plan = dayPlan(hours, each, stops);
    // A holiday on a day that is closed anyway changes nothing.
    const differs = plan.cause === "holiday" && weekdayPlan(hours, each).times.length > 0;
    if (plan.cause === "exception" || plan.cause === "rule" || differs) {
      yield { first: each, last: each, name: plan.reason, times: timesOf(plan) };
    }
  }
}

function moment(hours: Hours, instant: number, voice: Voice, stops: Stop[]): string[] {
  const found = openingsAt(hours, instant, stops);
  if (isOpen(hours, instant, stops)) {
    return [hours.alwaysOpen && !stops.length ? voice.words.alwaysOpen : open(hours, found, voice, stops)];
  }
  const plan = dayPlan(hours, civilDay(instant), stops);
  const reason = plan.openings.length ? "" : plan.reason;
  const closed = plan.cause === "stop" && !reason ? voice.words.stopped : voice.words.closedNow + voice.beside(reason);
  return found.length ? [closed, opensNext(found, civilDay(instant), voice)] : [closed];
}

function open(hours: Hours, found: Opening[], voice: Voice, stops: Stop[]): string {
  const [first] = found;
  if (!voice.tellsAccess && first) return until(openUntil(hours, first, stops, true), voice);
  const ends = new Map(found.map((each) => [each.access, openUntil(hours, each, stops, false)]));
  const ordered = ORDER.filter((access) => ends.has(access));
  const groups: { end: number | null; accesses: string[] }[] = [];
  for (const access of ordered) {
    const end = ends.get(access) ?? null;
    if (groups.at(-1)?.end === end) groups.at(-1)?.accesses.push(access);
    else groups.push({ end, accesses: [access] });
  }
  if (groups.length === 1) return until(groups[0]?.end ?? null, voice) + voice.beside(how(ordered, voice));
  const parts = groups.map(({ end, accesses }) => {
    const access = voice.listed(accesses.map((each) => voice.access(each)));
    return end === null ? access : fill(voice.words.accessUntil, { access, time: voice.around(voice.end(clockAt(end))) });
  });
  return `${voice.words.openNow}: ${parts.join(", ")}`;
}

function until(end: number | null, voice: Voice): string {
  return end === null ? voice.words.openNow : fill(voice.words.openUntil, { time: voice.around(voice.end(clockAt(end))) });
}

function opensNext(found: Opening[], today: string, voice: Voice): string {
  const opens = found[0]?.opens ?? 0;
  const template = civilDay(opens) === today ? voice.words.opensToday : voice.words.opensOn;
  const told = fill(template, { day: voice.day(civilDay(opens)), time: voice.around(voice.clock(clockAt(opens))) });
  return told + voice.beside(how(ORDER.filter((access) => found.some((each) => each.access === access)), voice));
}

/** Without an appointment, where that is possible at all; else how. */
function how(ordered: readonly string[], voice: Voice): string {
  if (!voice.tellsAccess) return "";
  return ordered.includes("walkIn") ? voice.access("walkIn") : voice.listed(ordered.map((each) => voice.access(each)));
}

function what(hours: Hours, plan: DayPlan, voice: Voice): string {
  if (plan.openings.length && hours.alwaysOpen) return voice.words.always;
  if (plan.cause === "stop" && !plan.reason) return voice.words.stopped;
  return voice.times(timesOf(plan));
}

function difference(found: Difference, day: string, voice: Voice): string {
  const when = period(found, day, voice), name = found.name || (found.unnamed ? voice.words[found.unnamed] : "");
  if (found.unnamed === "stopped" && !found.name) return `${when}: ${name}`;
  return `${when}${voice.beside(name)}: ${found.pattern ? voice.week(found.pattern) : voice.times(found.times)}`;
}

function period({ first, last }: Difference, day: string, voice: Voice): string {
  const { words } = voice;
  if (first === null || first < day) return last === null ? words.furtherNotice : fill(words.untilDay, { day: voice.day(last) });
  if (last === null) return fill(words.fromDay, { day: voice.day(first) });
  if (first === last) return fill(words.onDay, { day: voice.day(first) });
  return fill(words.through, { first: voice.day(first), last: voice.day(last) });
}

function timesOf(plan: DayPlan): Times[] {
  return plan.openings.map((each) => ({ opens: clockAt(each.opens), closes: clockAt(each.closes), access: each.access }));
}

function key(times: Times): string {
  return `${times.opens} ${times.closes} ${times.access}`;
}

function voiceOf(hours: Hours, locale: string, isSpoken: boolean): Voice {
  const words = (OPENING_WORDS as Record<string, Words>)[locale.slice(0, 2)] ?? OPENING_WORDS.nl;
  return new Voice(words, hours.channel === "desk", isSpoken);
}

function line(hours: Hours, locale: string, told: (voice: Voice) => string[]): Line {
  const [text, spoken] = [false, true].map((isSpoken) => sentences(told(voiceOf(hours, locale, isSpoken))));
  return { text: text ?? "", spoken: spoken ?? "" };
}

function fill(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

/** "p.m." ends a sentence by itself. */
function sentences(parts: string[]): string {
  return parts.map((part) => `${part.slice(0, 1).toUpperCase()}${part.slice(1).replace(/\.$/, "")}.`).join(" ");
}
