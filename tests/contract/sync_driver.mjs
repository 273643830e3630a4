// Lets a test use the TypeScript library, one JSON command and answer per line: node sync_driver.mjs <library>

import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [library] = process.argv.slice(2);
const { Channel, Damaged, Hub, Rejected, Unreachable } = await import(pathToFileURL(`${library}/index.js`));
const { Folder } = await import(pathToFileURL(`${library}/folder.js`));

let channel;
let now = null;
let refused = "";

function accept(address, content) {
  if (refused && Buffer.from(content).includes(refused)) throw new Error(`${address} has ${refused}`);
}

const commands = {
  async open({ url, name, folder, token }) {
    channel = await Channel.open(new Hub(url, name, token), await Folder.at(folder), () => now ?? Date.now(), accept);
    return {};
  },
  async sync() {
    try {
      return { reached: true, changed: [...(await channel.update())].sort() };
    } catch (error) {
      if (error instanceof Rejected) return { reached: false, rejected: error.state.position };
      if (error instanceof Unreachable) return { reached: false, why: String(error) };
      throw error;
    }
  },
  async read({ kind, key, locale }) {
    try {
      const body = await channel.read(kind, key, locale);
      return { body: body && Buffer.from(body).toString("base64") };
    } catch (error) {
      if (error instanceof Damaged) return { damaged: true };
      throw error;
    }
  },
  async refuse({ text }) {
    refused = text;
    return {};
  },
  async resync() {
    channel.resync();
    return {};
  },
  async compare() {
    return { contradicted: (await channel.compare()).map(({ kept }) => kept.number) };
  },
  async keys({ kind, locale }) {
    return { keys: channel.keys(kind, locale) };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { does, at, ...given } = JSON.parse(line);
  now = at;
  try {
    const answer = await commands[does](given);
    console.log(JSON.stringify({ ...answer, position: channel.state?.position ?? "" }));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error.stack) }));
  }
}
