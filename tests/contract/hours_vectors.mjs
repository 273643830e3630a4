/** Runs the shared cases of opening hours: the folder of the compiled library and the vectors; prints what differs. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, path] = process.argv.slice(2);
const { dayPlan, isOpen, nextOpening, clockAt } = await import(pathToFileURL(`${folder}/hours.js`));
const { momentLine, dayLine, weekTable, aheadLines } = await import(pathToFileURL(`${folder}/hours-layers.js`));
const vectors = JSON.parse(readFileSync(path, "utf-8"));

const given = (each) => [vectors.hours[each.hours], vectors.stops[each.stops] ?? []];
const told = {
  days: (each) => {
    const plan = dayPlan(given(each)[0], each.day);
    return { openings: plan.openings.map((one) => [clockAt(one.opens), clockAt(one.closes), one.access]), reason: plan.reason };
  },
  moments: (each) => {
    const [hours] = given(each), instant = Date.parse(each.instant), next = nextOpening(hours, instant);
    return { open: isOpen(hours, instant), next: next && [next.opens, next.closes] };
  },
  lines: (each) => momentLine(given(each)[0], Date.parse(each.instant), each.locale, given(each)[1]),
  dayLines: (each) => dayLine(given(each)[0], each.day, each.locale, given(each)[1]),
  weekTables: (each) => ({ rows: weekTable(given(each)[0], each.day, each.locale, given(each)[1]) }),
  ahead: (each) => ({ lines: aheadLines(given(each)[0], each.day, each.locale, given(each)[1]) }),
};

for (const [name, run] of Object.entries(told)) {
  for (const each of vectors[name]) {
    const found = run(each);
    const expected = Object.fromEntries(Object.keys(found).map((member) => [member, each[member]]));
    if (name === "moments") expected.next &&= expected.next.map((instant) => Date.parse(instant));
    try {
      assert.deepEqual(found, expected);
      console.log(`ok ${name}: ${each.why}`);
    } catch (error) {
      console.log(`not ok ${name}: ${each.why}\n${error.message}`);
    }
  }
}
