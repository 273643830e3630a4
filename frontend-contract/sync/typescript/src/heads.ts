/** Heads of a channel that were kept, held against what the hub tells: plain functions and the texts of an alarm. */

/**
 * A release in which the channel's newest link had this digest; signed when the hub told it as a head.
 * `number` is the release of the link once it is signed, and that of the position before.
 */
export interface Head {
  readonly epoch: string;
  readonly number: number;
  readonly digest: string;
  readonly keyId: string | null;
  readonly signature: string | null;
}

/** The hub told `kept`, and now its history has no such release, or another one (`told`); `epoch` is the hub's now. */
export interface Contradiction {
  readonly kept: Head;
  readonly told: Head | null;
  readonly epoch: string;
}

/** The head in a release, or null when the hub has no such release. */
export type HeadIn = (release: number) => Promise<Head | null>;

/** Of all that was kept; `epoch` is the hub's now. */
export async function contradictions(
  kept: readonly Head[],
  epoch: string,
  headIn: HeadIn,
): Promise<Contradiction[]> {
  const found: Contradiction[] = [];
  for (const head of kept) {
    const told = await headIn(head.number);
    if (told?.digest !== head.digest) found.push({ kept: head, told, epoch });
  }
  return found;
}

/** Contradicted heads stay, as evidence; the newest one covers all others. */
export function toKeep(newest: Head | null, found: readonly Contradiction[]): Head[] {
  const evidence = found.map((each) => each.kept);
  return newest === null || evidence.some((head) => same(head, newest)) ? evidence : [...evidence, newest];
}

export function same(one: Head, other: Head): boolean {
  return one.epoch === other.epoch && one.number === other.number && one.digest === other.digest;
}

export function alarm({ kept, told, epoch }: Contradiction): string {
  const known = `release ${kept.number} of epoch ${kept.epoch} with digest ${kept.digest}`;
  const ended = epoch === kept.epoch ? "" : ` (its epoch is ${epoch} now)`;
  return `The hub told ${known}, and ${told ? `tells ${told.digest} in its place` : "no longer has it"}${ended}.`;
}
