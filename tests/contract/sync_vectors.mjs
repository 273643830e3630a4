// Says for each shared vector whether the TypeScript library does the same: node sync_vectors.mjs <library> <vectors>

import { deepStrictEqual, rejects, throws } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [library, vectors] = process.argv.slice(2);
const core = await import(pathToFileURL(`${library}/core.js`));
const { Damaged, parseBundle } = await import(pathToFileURL(`${library}/bundle.js`));
const { contradictions, toKeep } = await import(pathToFileURL(`${library}/heads.js`));
const { start, steps, bundles, heads } = JSON.parse(readFileSync(vectors, "utf8"));

function follow(test) {
  const after = () => test.steps.reduce((state, step) => core.apply(state, step), start);
  if (test.missed) return throws(after, core.MissedStep);
  const state = after();
  deepStrictEqual(state, test.state);
  if (test.requiredContent) deepStrictEqual(core.requiredContent(state, test.steps), test.requiredContent);
  for (const { address, at, digest } of test.digestAt ?? []) deepStrictEqual(core.digestAt(state, address, at), digest);
  for (const { after, until, addresses } of test.switches ?? []) {
    deepStrictEqual(core.switches(state, after, until), addresses);
  }
  for (const { after, instant } of test.nextSwitch ?? []) deepStrictEqual(core.nextSwitch(state, after), instant);
}

async function* each(lines) {
  yield* lines;
}

async function open(test) {
  const contents = {};
  const put = async (digest, content) => (contents[digest] = new TextDecoder().decode(content));
  const state = () => parseBundle(each(test.lines), put);
  if (test.damaged) return rejects(state, Damaged);
  deepStrictEqual(await state(), test.state);
  deepStrictEqual(contents, test.contents);
}

async function compare(test) {
  const found = await contradictions(test.kept, test.epoch, async (release) => test.headIn[release]);
  deepStrictEqual(found.map(({ kept }) => kept.number), test.contradicted);
  deepStrictEqual(toKeep(test.newest, found).map(({ number }) => number), test.keep);
}

const results = {};
for (const [run, tests] of [[follow, steps], [open, bundles], [compare, heads]]) {
  for (const test of tests) {
    try {
      await run(test);
      results[test.name] = "as it should be";
    } catch (error) {
      results[test.name] = String(error);
    }
  }
}
console.log(JSON.stringify(results));
