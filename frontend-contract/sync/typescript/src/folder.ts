/** A folder with what a channel holds, from which a process that is killed at any moment goes on where it was. */

import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Damaged, verify } from "./bundle.js";
import type { Storage } from "./channel.js";
import { digests, type State } from "./core.js";
import type { Head } from "./heads.js";

/** Content lies in files named by digest, the state in one file that is replaced as a whole. One process at a time. */
export class Folder implements Storage {
  readonly #contents: string;
  readonly #state: string;
  readonly #heads: string;

  private constructor(path: string) {
    this.#contents = join(path, "contents");
    this.#state = join(path, "state.json");
    this.#heads = join(path, "heads.json");
  }

  static async at(path: string): Promise<Folder> {
    const folder = new Folder(path);
    await mkdir(folder.#contents, { recursive: true });
    return folder;
  }

  async load(): Promise<State | null> {
    try {
      const state = JSON.parse(await readFile(this.#state, "utf8")) as State;
      const names = new Set(await readdir(this.#contents));
      return [...digests(state)].every((digest) => names.has(digest)) ? state : null;
    } catch (error) {
      if (error instanceof SyntaxError || isMissing(error)) return null;
      throw error;
    }
  }

  save(state: State): Promise<void> {
    return replace(this.#state, new TextEncoder().encode(JSON.stringify(state)), true);
  }

  async heads(): Promise<Head[]> {
    try {
      return JSON.parse(await readFile(this.#heads, "utf8")) as Head[];
    } catch (error) {
      if (error instanceof SyntaxError || isMissing(error)) return [];
      throw error;
    }
  }

  saveHeads(heads: readonly Head[]): Promise<void> {
    return replace(this.#heads, new TextEncoder().encode(JSON.stringify(heads)), true);
  }

  async has(digest: string): Promise<boolean> {
    try {
      return (await stat(this.#path(digest))).isFile();
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  async put(digest: string, content: Uint8Array): Promise<void> {
    if (!(await this.has(digest))) await replace(this.#path(digest), content, false);
  }

  async content(digest: string): Promise<Uint8Array> {
    try {
      return await verify(new Uint8Array(await readFile(this.#path(digest))), digest);
    } catch (error) {
      if (isMissing(error)) throw new Damaged(`${digest} is not there.`);
      if (error instanceof Damaged) await rm(this.#path(digest), { force: true });
      throw error;
    }
  }

  async forgetAllBut(kept: ReadonlySet<string>): Promise<void> {
    const names = await readdir(this.#contents);
    await Promise.all(names.filter((name) => !kept.has(name)).map((name) => rm(this.#path(name), { force: true })));
  }

  #path(name: string): string {
    return join(this.#contents, name);
  }
}

/** Whoever opens `path` finds all of the old bytes or all of the new ones; `durable`: after a power cut as well. */
async function replace(path: string, content: Uint8Array, durable: boolean): Promise<void> {
  const next = join(dirname(path), `.${basename(path)}`);
  const file = await open(next, "w");
  try {
    await file.writeFile(content);
    if (durable) await file.sync();
  } finally {
    await file.close();
  }
  await rename(next, path);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
