// Asks the hub for a fact, what changed and a document, with the generated types alone.

import type { components, operations, paths } from "./openapi.js";

type Answer<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

type Event = operations["onChange"]["requestBody"]["content"]["application/cloudevents+json"];

export function fee(document: components["schemas"]["Document"]): string[] {
  return Object.entries(document.facts).map(([key, fact]) => `${key}: ${fact.text} (from ${fact.validFrom ?? "the start"})`);
}

export function following(changes: Answer<"/changes">): string {
  return changes.steps.at(-1)?.position ?? changes.since;
}

export function now(fact: Answer<"/facts/{key}">): string | null {
  return fact.current?.text ?? null;
}

export function digests(event: Event): (string | null)[] {
  return (event.data.changes ?? []).map((change) => change.digest);
}

// @ts-expect-error a fact has no price
export const price = (fact: components["schemas"]["Fact"]): unknown => fact.price;
