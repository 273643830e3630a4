/** One channel of a hub, kept as a copy: a bundle first, then every change, and reading from what is held. */

import { Damaged, parseBundle } from "./bundle.js";
import * as core from "./core.js";
import type { Address, State } from "./core.js";
import { alarm, type Contradiction } from "./heads.js";
import { HistoryChanged, LONGEST_WAIT, Unreachable, type Hub } from "./hub.js";
import { headStorage, KeptHeads, type HeadStorage } from "./kept-heads.js";

const LONGEST_PAUSE = 60;

/**
 * A place for what a channel holds. Content is put before the state that refers to it is saved. One that keeps no heads
 * has those of this process only.
 */
export interface Storage extends Partial<HeadStorage> {
  /** Null when nothing is kept, or not all of it. */
  load(): Promise<State | null>;
  save(state: State): Promise<void>;
  has(digest: string): Promise<boolean>;
  put(digest: string, content: Uint8Array): Promise<void>;
  /** Throws Damaged when it is lost; then it is put again at the next sync. */
  content(digest: string): Promise<Uint8Array>;
  forgetAllBut(digests: ReadonlySet<string>): Promise<void>;
}

/** Looks at a document before it is held, coming periods included; what it throws rejects the whole release. */
export type Accept = (address: Address, content: Uint8Array) => void;

/** The channel refused a document: nothing of `state` is shown, and what was held stays. */
export class Rejected extends Error {
  constructor(
    readonly state: State,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

export class Channel {
  readonly #hub: Hub;
  readonly #storage: Storage;
  readonly #clock: () => number;
  readonly #accept: Accept;
  #state: State | null;
  #needsResync = false;
  #rejected: State | null = null;
  readonly #heads: KeptHeads;
  #changed = new Set<Address>();
  #changesUntil: string;

  private constructor(hub: Hub, storage: Storage, clock: () => number, accept: Accept, state: State | null) {
    this.#hub = hub;
    this.#storage = storage;
    this.#clock = clock;
    this.#accept = accept;
    this.#heads = new KeptHeads(hub, headStorage(storage), clock);
    this.#state = state;
    this.#changesUntil = this.#now();
  }

  /** `clock` gives the milliseconds since 1970. */
  static async open(
    hub: Hub,
    storage: Storage,
    clock: () => number = Date.now,
    accept: Accept = () => undefined,
  ): Promise<Channel> {
    return new Channel(hub, storage, clock, accept, await storage.load());
  }

  /** With the position and the digest to acknowledge; null before the first sync. */
  get state(): State | null {
    return this.#state;
  }

  /** The documents of a kind that say something now. */
  keys(kind: string, locale: string): string[] {
    const state = this.#state;
    if (state === null) return [];
    const [before, after] = [`${kind}/`, `/${locale}`];
    return Object.keys(state.documents)
      .filter((address) => address.startsWith(before) && address.endsWith(after))
      .filter((address) => core.digestAt(state, address, this.#now()) !== null)
      .map((address) => address.slice(before.length, -after.length))
      .sort();
  }

  /**
   * The hub's bytes of a document, now or at a moment to come; null when it says nothing then.
   * Throws Damaged when the storage lost them: the next update fetches everything anew.
   */
  async read(kind: string, key: string, locale: string, at?: Date): Promise<Uint8Array | null> {
    const moment = at ? at.toISOString() : this.#now();
    for (let state = this.#state; state !== null; state = this.#state) {
      const digest = core.digestAt(state, `${kind}/${key}/${locale}`, moment);
      if (digest === null) return null;
      try {
        return await this.#storage.content(digest);
      } catch (error) {
        if (!(error instanceof Damaged)) throw error;
        if (state !== this.#state) continue;
        this.#needsResync = true;
        throw error;
      }
    }
    return null;
  }

  /** Fetches everything anew at the next update: the hub says that other content is held than it published. */
  resync(): void {
    this.#needsResync = true;
  }

  /**
   * One round: takes over what the hub has to tell, or waits so many seconds for it; gives what changed.
   * Unreachable, Refused and Rejected leave what is held as it was, up to the last whole step.
   */
  async update(wait = 0): Promise<Set<Address>> {
    try {
      await this.#round(wait);
    } catch (error) {
      if (error instanceof HistoryChanged || error instanceof Damaged) {
        throw new Unreachable(String(error), { cause: error });
      }
      throw error;
    }
    return this.#changes();
  }

  /**
   * Holds what the hub told before against its history now, and keeps its newest head; throws as `update` does.
   * A contradiction means that a release was taken away or replaced: what the hub says now is not what it said.
   */
  compare(): Promise<Contradiction[]> {
    return this.#heads.compare(this.#state);
  }

  /**
   * Until `stop`: calls `onChange` after each release and at each switch, also when the hub is away.
   * `onRejection` hears of a release that is not taken over; the next one is tried again. `onContradiction` hears once of
   * each release that the hub told and no longer has: looked for at the start, each hour, and after a resync.
   */
  async follow(
    stop: AbortSignal,
    onChange: (changed: Set<Address>) => void,
    onRejection: (refusal: Rejected) => void = () => undefined,
    onContradiction: (found: Contradiction) => void = (found) => console.error(alarm(found)),
  ): Promise<void> {
    let pause = 1;
    while (!stop.aborted) {
      let changed: Set<Address>;
      try {
        changed = await this.update(this.#patience());
        pause = 1;
      } catch (error) {
        if (error instanceof Rejected) {
          onRejection(error);
        } else if (error instanceof Unreachable) {
          await passed(Math.min(pause, this.#patience()) * (0.5 + Math.random() / 2), stop);
          pause = Math.min(pause * 2, LONGEST_PAUSE);
        } else {
          throw error;
        }
        changed = this.#changes();
      }
      if (changed.size > 0) onChange(changed);
      await this.#heads.raiseAlarm(this.#state, onContradiction);
    }
  }

  async #round(wait: number): Promise<void> {
    if (wait > 0 && this.#rejected !== null && !(await this.#hasMoreThan(this.#rejected, wait))) return;
    if (this.#state === null || this.#needsResync) return this.#loadBundle();
    try {
      await this.#takeOver(this.#state, wait);
    } catch (error) {
      if (!(error instanceof HistoryChanged || error instanceof core.MissedStep)) throw error;
      this.#needsResync = true;
      await this.#loadBundle();
    }
  }

  /** Whether the hub has something after what was rejected, or another history. */
  async #hasMoreThan(rejected: State, wait: number): Promise<boolean> {
    try {
      return (await this.#hub.changes(rejected.position, rejected.epoch, wait)).steps.length > 0;
    } catch (error) {
      if (error instanceof HistoryChanged) return true;
      throw error;
    }
  }

  /** The state held so far stays readable until all of the new is there, and can still be compared. */
  async #loadBundle(): Promise<void> {
    if (this.#state !== null) await this.#heads.keep(this.#state);
    const before = Object.keys(this.#state?.documents ?? {});
    const state = await parseBundle(this.#hub.bundle(), (digest, content) => this.#storage.put(digest, content));
    await this.#hold(state);
    for (const address of [...before, ...Object.keys(state.documents)]) this.#changed.add(address);
    this.#needsResync = false;
  }

  /** All steps of the answer at once: content that a later step replaces is not fetched. */
  async #takeOver(state: State, wait: number): Promise<void> {
    const { steps } = await this.#hub.changes(state.position, state.epoch, wait);
    if (steps.length === 0) return;
    const after = steps.reduce(core.apply, state);
    for (const reference of core.requiredContent(after, steps)) {
      if (!(await this.#storage.has(reference.digest))) {
        await this.#storage.put(reference.digest, await this.#hub.content(reference));
      }
    }
    await this.#hold(after);
    for (const step of steps) for (const address of core.addresses(state, step)) this.#changed.add(address);
  }

  async #hold(state: State): Promise<void> {
    const found = core.additions(state, this.#state);
    for (const [address, digest] of found) this.#check(state, address, await this.#storage.content(digest));
    await this.#storage.save(state);
    this.#state = state;
    this.#rejected = null;
    await this.#storage.forgetAllBut(core.digests(state));
  }

  #check(state: State, address: Address, content: Uint8Array): void {
    try {
      this.#accept(address, content);
    } catch (error) {
      this.#rejected = state;
      throw new Rejected(state, error);
    }
  }

  /** What was taken over, and what switched by the clock, since somebody last asked. */
  #changes(): Set<Address> {
    const [changed, before] = [this.#changed, this.#changesUntil];
    this.#changed = new Set();
    this.#changesUntil = this.#now();
    if (this.#state) for (const address of core.switches(this.#state, before, this.#changesUntil)) changed.add(address);
    return changed;
  }

  /** Seconds to wait for a release, up to the next switch. */
  #patience(): number {
    const next = this.#state && core.nextSwitch(this.#state, this.#now());
    if (!next) return LONGEST_WAIT;
    return Math.max(1, Math.min(LONGEST_WAIT, Math.ceil((Date.parse(next) - this.#clock()) / 1000)));
  }

  #now(): string {
    return new Date(this.#clock()).toISOString();
  }
}

function passed(seconds: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    stop.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
}
