/* Follows releases: asks for this same page with its ETag and changes it into the newer one, every part of it. What
   changed is announced by name and value; a page that lost the hub says since when, and goes on with what it holds. */
import { morph } from "./morph.js";
import { steady } from "./steady.js";

const status = document.querySelector("[data-announce]");
const lost = document.querySelector("[data-lost]");
const every = Number(status.dataset.every);
const MOST = 5;
let etag = "";
let asking = new AbortController();
let heard = new Date();

/* One look overtakes the one before: whatever that would still answer is older. */
async function look() {
  asking.abort();
  asking = new AbortController();
  const answer = await fetch(location.href, { headers: etag ? { "If-None-Match": etag } : {}, signal: asking.signal });
  if (answer.status >= 500) throw new Error(String(answer.status));
  const text = answer.status === 304 ? "" : await answer.text();
  found();
  if (answer.status === 304) return;
  const page = new DOMParser().parseFromString(text, "text/html");
  if (answer.status !== 200) {
    warn(page.querySelector("h1").textContent);
    return;
  }
  etag = answer.headers.get("ETag") ?? "";
  renew(page);
}

function renew(page) {
  const before = { facts: facts(document), notices: notices(document) };
  let changed = new Set();
  steady(() => {
    morph(document.head, page.head);
    changed = morph(document.body, page.body);
  });
  document.dispatchEvent(new Event("renewed"));
  const parts = [...changed].filter((part) => part.parentElement?.closest("main") && part !== status);
  for (const part of parts) highlight(part);
  const told = [...changes(before.notices, notices(document)), ...changes(before.facts, facts(document))];
  const names = told.length ? told : [...new Set(parts.map(nameOf).filter(Boolean))];
  if (names.length) announce(names);
}

function facts(page) {
  return new Map(Object.entries(JSON.parse(page.querySelector("[data-told]").dataset.told)));
}

function notices(page) {
  const found = [...page.querySelectorAll("[data-notice]")];
  return new Map(found.map((notice) => [notice.dataset.notice, notice.querySelector(".notice-title").textContent.trim()]));
}

/* What is told now and was not before. */
function changes(before, after) {
  return [...after].filter(([key, sentence]) => before.get(key) !== sentence).map(([, sentence]) => sentence);
}

function announce(names) {
  status.textContent = `${status.dataset.announce}: ${names.slice(0, MOST).join(" · ")}`;
}

function highlight(part) {
  part.classList.remove("changed");
  void part.offsetWidth;
  part.classList.add("changed");
}

function nameOf(part) {
  for (let around = part; around && around.tagName !== "MAIN"; around = around.parentElement) {
    const name = around.querySelector(":scope > :is(h1, h2, h3)")?.textContent ?? around.ariaLabel;
    if (name) return name.trim();
  }
  return "";
}

function found() {
  heard = new Date();
  warn("");
}

function lose(cause) {
  if (cause.name !== "AbortError") warn(lost.dataset.lost.replace("{time}", since()));
}

/* The time that it was last heard, with the day where that was not today. */
function since() {
  const { lang } = document.documentElement;
  const time = heard.toLocaleTimeString(lang, { hour: "2-digit", minute: "2-digit" });
  if (heard.toDateString() === new Date().toDateString()) return time;
  return `${heard.toLocaleDateString(lang, { day: "numeric", month: "long" })}, ${time}`;
}

function warn(text) {
  if (lost.textContent !== text) lost.textContent = text;
}

async function follow() {
  try {
    if (!document.hidden) await look();
  } catch (error) {
    lose(error);
  } finally {
    setTimeout(follow, every);
  }
}

document.addEventListener("visibilitychange", () => { if (!document.hidden) look().catch(lose); });
window.addEventListener("offline", lose);
window.addEventListener("online", () => look().catch(lose));
follow();
