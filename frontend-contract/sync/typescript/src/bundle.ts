/** The lines of a bundle as all that a channel shows: whole and undamaged, or not at all. */

import { addressOf, instantOf, periodsFrom, type Address, type Periods, type State } from "./core.js";

/** What came is not what was sent; asking again helps. */
export class Damaged extends Error {}

export type Put = (digest: string, content: Uint8Array) => Promise<void>;

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

interface Header {
  readonly epoch: string;
  readonly position: string;
  readonly channel: string;
  readonly digest: string;
  readonly count: number;
}

interface Line {
  readonly kind: string;
  readonly key: string;
  readonly locale: string;
  readonly periods: readonly { readonly effectiveAt: string | null; readonly digest: string; readonly body: Json }[];
}

/** Gives the content of each document to `put`, and then what is held; throws Damaged when the bundle was cut off. */
export async function parseBundle(lines: AsyncIterable<string>, put: Put): Promise<State> {
  let header: Header | null = null;
  let ended = false;
  const documents: Record<Address, Periods> = {};
  for await (const line of lines) {
    const parsed = parse(line);
    if (header === null) {
      header = headerOf(parsed);
    } else if (parsed["type"] === "document") {
      const { periods, ...named } = parsed as unknown as Line;
      for (const { digest, body } of periods) await put(digest, await verify(encode(canonical(body)), digest));
      const starts = periods.map(({ effectiveAt, digest }) => [effectiveAt, digest] as const);
      documents[addressOf(named)] = periodsFrom(starts, instantOf(header.position));
    } else {
      ended = true;
    }
  }
  if (header === null || !ended || Object.keys(documents).length !== header.count) {
    throw new Damaged("The bundle was cut off.");
  }
  const { epoch, channel, position, digest } = header;
  return { epoch, channel, position, digest, documents };
}

/** Canonical JSON (RFC 8785) of what the hub sends: keys sorted, as text, where JavaScript would put numbers first. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = value as { readonly [key: string]: Json };
  const keys = Object.keys(members).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(members[key] ?? null)}`).join(",")}}`;
}

/** Throws Damaged unless these are the bytes that `digest` names. */
export async function verify(content: Uint8Array<ArrayBuffer>, digest: string): Promise<Uint8Array<ArrayBuffer>> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  const found = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== digest) throw new Damaged(`The bytes that came are not ${digest}.`);
  return content;
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function parse(line: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(line);
    if (typeof parsed === "object" && parsed !== null) return parsed as Record<string, unknown>;
  } catch {
    throw new Damaged("A line of the bundle was cut off.");
  }
  throw new Damaged("This is no bundle.");
}

function headerOf(parsed: Record<string, unknown>): Header {
  if (parsed["type"] !== "header") throw new Damaged("This is no bundle.");
  return parsed as unknown as Header;
}
