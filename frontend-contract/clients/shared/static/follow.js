"use strict";
/* Follows new releases: asks for this same page with its ETag, and replaces only the parts that differ. Focus,
   scroll place and opened folds stay; what changed is announced politely. */
const EVERY = 1500;
const FOCUSABLE = "a[href], button, summary, input, [tabindex]";
const status = document.querySelector("[data-announce]");
let etag = "";

async function look() {
  const answer = await fetch(location.href, etag ? { headers: { "If-None-Match": etag } } : {});
  if (answer.status === 304) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (answer.status !== 200) {
    if (answer.status === 410) status.textContent = page.querySelector("h1").textContent;
    return;
  }
  etag = answer.headers.get("ETag") ?? "";
  const changed = [...document.querySelectorAll("[data-part]")].filter((part) => renew(part, page));
  const names = changed.map(nameOf).filter(Boolean);
  if (names.length) status.textContent = `${status.dataset.announce}: ${names.join(", ")}`;
}

function renew(part, page) {
  const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
  const now = fresh ? fresh.innerHTML : "";
  if (part.sourceMarkup === undefined) part.sourceMarkup = part.innerHTML.replaceAll(' open=""', "");
  if (now === part.sourceMarkup) return false;
  const focused = [...part.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement);
  const opened = [...part.querySelectorAll("details")].map((fold) => fold.open);
  part.innerHTML = now;
  part.sourceMarkup = now;
  part.querySelectorAll("details").forEach((fold, place) => { fold.open = opened[place] ?? false; });
  if (focused >= 0) part.querySelectorAll(FOCUSABLE)[focused]?.focus({ preventScroll: true });
  part.classList.remove("changed");
  void part.offsetWidth;
  part.classList.add("changed");
  return true;
}

function nameOf(part) {
  return part.querySelector("h1, h2")?.textContent ?? part.querySelector("[aria-label]")?.ariaLabel ?? "";
}

async function follow() {
  try {
    if (!document.hidden) await look();
  } finally {
    setTimeout(follow, EVERY);
  }
}

follow();
