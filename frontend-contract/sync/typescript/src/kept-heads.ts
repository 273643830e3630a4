/** The heads that a channel keeps, and holds against the hub's history now and then. */

import { Damaged } from "./bundle.js";
import { releaseOf, type State } from "./core.js";
import { contradictions, same, toKeep, type Contradiction, type Head } from "./heads.js";
import { HistoryChanged, Refused, Unreachable, type Hub } from "./hub.js";

const [COMPARE_EVERY, COMPARE_RETRY] = [3_600_000, 60_000];

/** A place for the heads that the hub told, and that must stay in its history; none before the first are saved. */
export interface HeadStorage {
  heads(): Promise<Head[]>;
  saveHeads(heads: readonly Head[]): Promise<void>;
}

/** That of `storage` when it has one, else the memory of this process. */
export function headStorage(storage: Partial<HeadStorage>): HeadStorage {
  if (storage.heads && storage.saveHeads) return storage as HeadStorage;
  let kept: readonly Head[] = [];
  return {
    heads: () => Promise.resolve([...kept]),
    saveHeads: (heads) => {
      kept = heads;
      return Promise.resolve();
    },
  };
}

export class KeptHeads {
  readonly #hub: Hub;
  readonly #storage: HeadStorage;
  readonly #clock: () => number;
  readonly #alarmed: Head[] = [];
  #compareAt = -Infinity;

  constructor(hub: Hub, storage: HeadStorage, clock: () => number) {
    this.#hub = hub;
    this.#storage = storage;
    this.#clock = clock;
  }

  /** Before another state takes the place of `held`, which is compared soon. */
  async keep(held: State): Promise<void> {
    await this.#storage.saveHeads(await this.#with(held));
    this.#compareAt = -Infinity;
  }

  /** All that was told, with what is held; the newest head is kept. */
  async compare(held: State | null): Promise<Contradiction[]> {
    try {
      const told = await this.#hub.heads();
      if (told === null) return [];
      const found = await contradictions(await this.#with(held), told.epoch, (release) => this.#hub.headIn(release));
      await this.#storage.saveHeads(toKeep(told.newest, found));
      return found;
    } catch (error) {
      if (error instanceof HistoryChanged || error instanceof Damaged) {
        throw new Unreachable(String(error), { cause: error });
      }
      throw error;
    }
  }

  /** Compares when it is time to, and says each contradiction once. */
  async raiseAlarm(held: State | null, onContradiction: (found: Contradiction) => void): Promise<void> {
    if (this.#clock() < this.#compareAt) return;
    for (const each of await this.#compared(held)) {
      if (this.#alarmed.some((head) => same(head, each.kept))) continue;
      this.#alarmed.push(each.kept);
      onContradiction(each);
    }
  }

  /** Soon again when the hub gives no answer. */
  async #compared(held: State | null): Promise<Contradiction[]> {
    try {
      const found = await this.compare(held);
      this.#compareAt = this.#clock() + COMPARE_EVERY;
      return found;
    } catch (error) {
      if (!(error instanceof Unreachable || error instanceof Refused)) throw error;
      this.#compareAt = this.#clock() + COMPARE_RETRY;
      return [];
    }
  }

  async #with(state: State | null): Promise<Head[]> {
    const kept = await this.#storage.heads();
    if (state === null || !state.digest) return kept;
    const { epoch, digest } = state;
    const held = { epoch, number: releaseOf(state.position), digest, keyId: null, signature: null };
    return kept.some((head) => same(head, held)) ? kept : [...kept, held];
  }
}
