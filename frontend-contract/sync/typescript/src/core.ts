/**
 * The state of a channel, and what a step makes of it: plain functions without network, storage or clock.
 *
 * Instants are text as the hub writes them (UTC with milliseconds), which sorts by time.
 */

/** A document of the channel: "kind/key/locale". */
export type Address = string;

/** The start of a period, or null for "already", and the digest of its content; in order of time. */
export type Periods = readonly (readonly [string | null, string])[];

/** `digest` is the channel's link at `position`: what the channel acknowledges. */
export interface State {
  readonly epoch: string;
  readonly channel: string;
  readonly position: string;
  readonly digest: string;
  readonly documents: Readonly<Record<Address, Periods>>;
}

export interface Change {
  readonly channel: string;
  readonly kind: string;
  readonly key: string;
  readonly locale: string;
  readonly action: "created" | "changed" | "withdrawn";
  readonly digest: string | null;
  readonly effectiveAt: string;
  readonly upcoming: readonly { readonly effectiveAt: string; readonly digest: string }[];
}

export interface Step {
  readonly position: string;
  readonly channels: Readonly<Record<string, string>>;
  readonly parents: Readonly<Record<string, string>>;
  readonly changes: readonly Change[];
}

/** Content that a step needs: where the hub has it for ever, and the digest of its bytes. */
export interface ContentReference {
  readonly address: Address;
  readonly release: number;
  readonly at: string;
  readonly digest: string;
}

/** The step does not follow from what is held: a release was missed, or the hub's history is another one. */
export class MissedStep extends Error {}

/** The state after `step`; a step that was applied before changes nothing. Throws MissedStep when one lies between. */
export function apply(state: State, step: Step): State {
  const digest = step.channels[state.channel];
  if (digest === undefined || compare(step.position, state.position) <= 0) return state;
  if (step.parents[state.channel] !== state.digest) {
    throw new MissedStep(`${step.position} does not follow ${state.position}`);
  }
  const documents: Record<Address, Periods> = { ...state.documents };
  for (const change of changesOf(state, step)) {
    const periods = periodsFrom(periodsOf(change), instantOf(step.position));
    if (periods.length > 0) documents[addressOf(change)] = periods;
    else delete documents[addressOf(change)];
  }
  return { ...state, position: step.position, digest, documents };
}

/** The content that `state`, which holds after `steps`, has from them; that of coming periods included. */
export function requiredContent(state: State, steps: readonly Step[]): ContentReference[] {
  const references = new Map<string, ContentReference>();
  for (const step of steps) {
    for (const change of changesOf(state, step)) {
      for (const [at, digest] of periodsOf(change)) {
        references.set(digest, { address: addressOf(change), release: releaseOf(step.position), at, digest });
      }
    }
  }
  const wanted = digests(state);
  return [...references.values()].filter(({ digest }) => wanted.has(digest)).sort((a, b) => order(a.digest, b.digest));
}

/** The documents that `step` changes. */
export function addresses(state: State, step: Step): Address[] {
  return changesOf(state, step).map(addressOf);
}

/** The digest of what the document says at `at`, which does not lie before the position; null when nothing. */
export function digestAt(state: State, address: Address, at: string): string | null {
  return state.documents[address]?.findLast(([starts]) => starts === null || starts <= at)?.[1] ?? null;
}

/** The documents that switch after `after`, up to `until`, by the clock alone. */
export function switches(state: State, after: string, until: string): Address[] {
  const within = (starts: string | null) => starts !== null && after < starts && starts <= until;
  return Object.keys(state.documents).filter((address) => state.documents[address]?.some(([starts]) => within(starts)));
}

/** The first instant after `after` at which a document switches. */
export function nextSwitch(state: State, after: string): string | null {
  const starts = Object.values(state.documents).flatMap((periods) => periods.map(([instant]) => instant));
  return starts.filter((instant) => instant !== null && instant > after).sort()[0] ?? null;
}

/** All content that the state refers to. */
export function digests(state: State): Set<string> {
  return new Set(Object.values(state.documents).flatMap((periods) => periods.map(([, digest]) => digest)));
}

/** What each document says in `state`, now or later, and did not say in `before`. */
export function additions(state: State, before: State | null): [Address, string][] {
  const saysBefore = (address: Address, digest: string) =>
    before?.documents[address]?.some(([, each]) => each === digest) ?? false;
  return Object.entries(state.documents)
    .flatMap(([address, periods]) => periods.map(([, digest]): [Address, string] => [address, digest]))
    .filter(([address, digest]) => !saysBefore(address, digest));
}

/** The period at `instant`, which counts as already there whatever a local clock says, and those that follow. */
export function periodsFrom(periods: Periods, instant: string): Periods {
  const current = periods.findLast(([starts]) => starts === null || starts <= instant);
  const coming = periods.filter(([starts]) => starts !== null && starts > instant);
  return current ? [[null, current[1]], ...coming] : coming;
}

/** Positions sort by release, and then by instant. */
export function compare(one: string, other: string): number {
  return releaseOf(one) - releaseOf(other) || order(instantOf(one), instantOf(other));
}

export function instantOf(position: string): string {
  return position.slice(position.indexOf("@") + 1);
}

export function addressOf(named: { readonly kind: string; readonly key: string; readonly locale: string }): Address {
  return `${named.kind}/${named.key}/${named.locale}`;
}

export function releaseOf(position: string): number {
  return Number.parseInt(position, 10);
}

function changesOf(state: State, step: Step): Change[] {
  return step.changes.filter((change) => change.channel === state.channel);
}

function periodsOf(change: Change): (readonly [string, string])[] {
  const upcoming = change.upcoming.map((each) => [each.effectiveAt, each.digest] as const);
  return change.digest === null ? upcoming : [[change.effectiveAt, change.digest], ...upcoming];
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
