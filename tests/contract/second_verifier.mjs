// A second verifier, by docs/proof.md; says for each vector which places are wrong: node second_verifier.mjs <vectors>

import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";

const BESIDE = ["digest", "epoch", "keyId", "signature"];

const canonical = (value) =>
  Array.isArray(value)
    ? `[${value.map(canonical).join(",")}]`
    : value !== null && typeof value === "object"
      ? `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`
      : JSON.stringify(value);

const sha256 = (text, encoding = "hex") => createHash("sha256").update(text).digest(encoding);

const nameOf = (x) => sha256(canonical({ crv: "Ed25519", kty: "OKP", x }), "base64url");

function isSigned(said, signature, x) {
  try {
    const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
    return verify(null, Buffer.from(canonical(said)), key, Buffer.from(signature, "base64url"));
  } catch {
    return false;
  }
}

/** The keys that count by name, the first signed release when one of them vouches for it, and what is wrong. */
function readKeys({ results, firstSigned, signatures = [] }, trusted) {
  const keys = new Map(results.filter(({ keyId }) => !trusted.length || trusted.includes(keyId)).map((key) => [key.keyId, key]));
  const said = { purpose: "een-antwoord/keys/1", keys: results, firstSigned };
  const vouched = signatures.some(({ keyId, signature }) => keys.has(keyId) && isSigned(said, signature, keys.get(keyId).publicKey));
  const wrong = results.some(({ keyId, publicKey }) => nameOf(publicKey) !== keyId) || (signatures.length > 0 && !vouched);
  return { keys, firstSigned: vouched ? firstSigned : null, faults: wrong ? ["keys.json"] : [] };
}

/** What is wrong with one chain: of `channel`, or of the hub as a whole (null). */
function* chainFaults(channel, links, { keys, firstSigned }) {
  const place = (link) => `${channel ?? "hub"} release ${link.number}`;
  const epochs = [];
  let last = null;
  for (const link of links) {
    const covered = Object.fromEntries(Object.entries(link).filter(([name]) => !BESIDE.includes(name)));
    const key = keys.get(link.keyId);
    const made = Date.parse(link.createdAt);
    const purpose = channel === null ? "een-antwoord/release/1" : "een-antwoord/channel/1";
    const said = { purpose, channel, epoch: link.epoch, number: link.number, digest: link.digest };
    const mayBeUnsigned = epochs.length === 0 && firstSigned !== null && link.number < firstSigned.number;
    const holds =
      (link.channel ?? null) === channel &&
      sha256(canonical(covered)) === link.digest &&
      link.parent === (last ? last.digest : "") &&
      !(last && (link.number <= last.number || made < Date.parse(last.createdAt))) &&
      !epochs.slice(0, -1).includes(link.epoch) &&
      !(channel === null && link.number === firstSigned?.number && link.digest !== firstSigned.digest) &&
      (link.signature
        ? key !== undefined &&
          isSigned(said, link.signature, key.publicKey) &&
          made >= Date.parse(key.validFrom) &&
          !(key.validUntil && made >= Date.parse(key.validUntil))
        : mayBeUnsigned);
    if (!holds) yield place(link);
    if (link.epoch && !epochs.includes(link.epoch)) epochs.push(link.epoch);
    last = link;
  }
  if (channel === null && last && !last.signature) yield place(last);
}

/** What is wrong with the documents of a channel whose chain says `told`: periods by address. */
function* documentFaults(files, channel, told, now) {
  const listed = new Map(
    JSON.parse(files[`${channel}/index.json`]).documents.map((row) => [`${row.kind}/${row.key}.${row.locale}`, row.periods]),
  );
  const shown = new Set();
  for (const address of new Set([...told.keys(), ...listed.keys()])) {
    if (canonical(told.get(address) ?? null) !== canonical(listed.get(address) ?? null)) yield `${channel} ${address}`;
  }
  for (const [address, periods] of told) {
    const current = periods.findLast(([starts]) => starts === null || starts <= now);
    const path = `${channel}/documents/${address}.json`;
    if (current) shown.add(path);
    if (current && sha256(files[path] ?? "") !== current[1]) yield `${channel} ${address}`;
    if (periods.some(([, digest]) => sha256(files[`${channel}/contents/${digest}.json`] ?? "") !== digest)) yield `${channel} ${address}`;
  }
  const extra = Object.keys(files).filter((path) => path.startsWith(`${channel}/documents/`) && !shown.has(path));
  if (extra.length > 0) yield extra[0];
}

const linksIn = (files, folder) =>
  Object.keys(files)
    .filter((path) => path.startsWith(`${folder}/`) && path.endsWith(".ndjson"))
    .sort()
    .flatMap((path) => files[path].trimEnd().split("\n").map((line) => JSON.parse(line)));

function* faults(files, { channel, trusted, heads }) {
  const manifest = JSON.parse(files["manifest.json"]);
  const counted = readKeys(JSON.parse(files["keys.json"]), trusted);
  yield* counted.faults;
  const now = Date.parse(manifest.position.split("@")[1]);
  const chains = new Map();
  for (const [path, digest] of Object.entries(manifest.files)) {
    const own = channel === null || path === "keys.json" || path.startsWith(`${channel}/`);
    if (own && sha256(files[path] ?? "") !== digest) yield path;
  }
  for (const name of channel ? [channel] : Object.keys(manifest.channels)) {
    const links = linksIn(files, `${name}/chain`);
    chains.set(name, links);
    yield* chainFaults(name, links, counted);
    const end = links.at(-1);
    if ((end?.digest ?? null) !== (manifest.channels[name]?.digest ?? null)) yield name;
    const told = new Map(links.flatMap(({ changes }) => changes.map((each) => [`${each.kind}/${each.key}.${each.locale}`, each.periods])));
    yield* documentFaults(files, name, new Map([...told].filter(([, periods]) => periods.length > 0)), now);
    if (channel && end && !end.signature) yield `${name} release ${end.number}`;
  }
  if (channel === null) {
    const links = linksIn(files, "chain");
    yield* chainFaults(null, links, counted);
    for (const { number, channels } of links) {
      for (const [name, each] of chains) {
        const found = each.find((link) => link.number === number)?.digest;
        if (found !== channels[name]) yield `${name} release ${number}`;
      }
    }
    chains.set(null, links);
  }
  const known = new Set([...chains.values()].flat().map(({ digest }) => digest));
  yield* heads.filter((head) => !known.has(head));
}

const vectors = JSON.parse(readFileSync(process.argv[2], "utf8"));
const found = vectors.cases.map((vector) => {
  const files = Object.fromEntries(Object.entries({ ...vectors.files, ...vector.files }).filter(([, text]) => text !== null));
  return [vector.name, [...new Set(faults(files, vector))]];
});
console.log(JSON.stringify(Object.fromEntries(found)));
