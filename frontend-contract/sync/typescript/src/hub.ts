/** One channel of a hub over HTTP: bundle, changes and content, and the errors that its answers stand for. */

import { Damaged, verify } from "./bundle.js";
import type { ContentReference, Step } from "./core.js";
import type { Head } from "./heads.js";

export const LONGEST_WAIT = 25;
const PATIENCE = (LONGEST_WAIT + 10) * 1000;

/** No answer, or one that makes no sense: what is held stays, and asking again helps. */
export class Unreachable extends Error {}

/** The token does not open the channel, or there is no such channel. */
export class Refused extends Error {}

/** The hub's history is not the one that is held. */
export class HistoryChanged extends Error {}

export interface Changes {
  readonly since: string;
  readonly steps: readonly Step[];
}

interface Heads {
  readonly epoch: string;
  readonly channels: Readonly<Record<string, Head>>;
}

/** One channel of the hub at `url`, with the token for it. */
export class Hub {
  readonly #url: string;
  readonly #channel: string;
  readonly #headers: Record<string, string>;
  #changesUrl: string | null = null;

  constructor(url: string, channel: string, token?: string) {
    this.#url = url.replace(/\/$/, "");
    this.#channel = channel;
    this.#headers = token ? { Authorization: `Bearer ${token}` } : {};
  }

  /** Line by line; they end in a line feed. */
  async *bundle(): AsyncIterable<string> {
    const { body } = accept(await this.#get(`${this.#path()}/bundle`));
    if (body === null) return;
    const reader = body.getReader();
    const decoder = new TextDecoder();
    let rest = "";
    try {
      for (let part = await arrived(reader.read()); !part.done; part = await arrived(reader.read())) {
        const lines = (rest + decoder.decode(part.value, { stream: true })).split("\n");
        rest = lines.pop() ?? "";
        yield* lines;
      }
      if (rest) yield rest;
    } finally {
      await reader.cancel().catch(() => undefined);
    }
  }

  async changes(since: string, epoch: string, wait: number): Promise<Changes> {
    const parameters = new URLSearchParams({ channel: this.#channel, since, epoch, wait: String(wait) });
    try {
      const address = await this.#address();
      const answer = await parsed(accept(await this.#get(`${address}?${parameters}`)), "since", "steps");
      if (answer["since"] !== since) throw new Damaged("This is the answer to another question.");
      return answer as unknown as Changes;
    } catch (error) {
      if (error instanceof Unreachable) this.#changesUrl = null;
      throw error;
    }
  }

  /** From an address that always gives the same bytes. */
  async content(reference: ContentReference): Promise<Uint8Array> {
    const [kind, key, locale] = reference.address.split("/") as [string, string, string];
    const parameters = new URLSearchParams({ locale, release: String(reference.release), at: reference.at });
    const response = await this.#get(`${this.#path()}/documents/${kind}/${encodeURIComponent(key)}?${parameters}`);
    if (response.status === 404 || response.status === 410) throw new HistoryChanged(response.url);
    return verify(new Uint8Array(await arrived(accept(response).arrayBuffer())), reference.digest);
  }

  /** The hub's epoch and the channel's head; null from a hub that tells no heads. */
  async heads(): Promise<{ epoch: string; newest: Head | null } | null> {
    const told = await this.#heads("");
    return told && { epoch: told.epoch, newest: told.channels[this.#channel] ?? null };
  }

  /** The head in a release; null when the hub has no such release. */
  async headIn(release: number): Promise<Head | null> {
    return (await this.#heads(`?release=${release}`))?.channels[this.#channel] ?? null;
  }

  async #heads(query: string): Promise<Heads | null> {
    const response = await this.#get(`${this.#url}/api/v1/heads${query}`);
    if (response.status === 404 || response.status === 410) return null;
    return (await parsed(accept(response), "epoch", "channels")) as unknown as Heads;
  }

  /** Where the hub tells changes to those who wait; the token never leaves https. */
  async #address(): Promise<string> {
    if (this.#changesUrl === null) {
      const found = String((await parsed(accept(await this.#get(this.#path())), "changes"))["changes"]);
      if (this.#url.startsWith("https:") && !found.startsWith("https:")) {
        throw new Refused(`The hub tells changes at an address without https: ${found}`);
      }
      this.#changesUrl = found.replace(/\?.*/, "");
    }
    return this.#changesUrl;
  }

  #path(): string {
    return `${this.#url}/api/v1/channels/${this.#channel}`;
  }

  #get(url: string): Promise<Response> {
    return arrived(fetch(url, { headers: this.#headers, redirect: "error", signal: AbortSignal.timeout(PATIENCE) }));
  }
}

/** Whatever stops an answer on its way, such as a lost line or too long a wait, means: no answer. */
async function arrived<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new Unreachable(String(error), { cause: error });
  }
}

function accept(response: Response): Response {
  if (response.status === 409) throw new HistoryChanged(response.url);
  if ([400, 401, 403, 404].includes(response.status)) throw new Refused(`${response.status} for ${response.url}`);
  if (response.status !== 200) throw new Unreachable(`${response.status} for ${response.url}`);
  return response;
}

async function parsed(response: Response, ...expected: string[]): Promise<Record<string, unknown>> {
  const text = await arrived(response.text());
  try {
    const found = JSON.parse(text) as Record<string, unknown>;
    if (expected.every((name) => name in found)) return found;
  } catch {
    throw new Damaged("The answer was cut off.");
  }
  throw new Damaged("This is the answer to another question.");
}
