"use strict";
/* Reads the board again while somebody looks at it, and puts in what is new; focus and opened folds stay. Whoever does
   not want that switches it off. */
(() => {
  const EVERY = 15000;
  const board = document.querySelector("[data-board]");
  const status = document.querySelector("[data-board-status]");
  const button = document.querySelector("[data-board-refresh]");
  const conditions = (root) => [...root.querySelectorAll(".hub-sign span")].map((sign) => sign.textContent).join("|");

  function replace(fresh) {
    const focused = board.contains(document.activeElement) ? document.activeElement.closest("[id]")?.id : null;
    const inFold = document.activeElement?.tagName === "SUMMARY";
    const opened = [...board.querySelectorAll("details[open]")].map((fold) => fold.id);
    const changed = conditions(fresh) !== conditions(board);
    board.replaceChildren(...fresh.childNodes);
    opened.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
    const target = focused && document.getElementById(focused);
    if (target) (inFold ? target.querySelector("summary") : target).focus({ preventScroll: true });
    if (changed) status.textContent = status.dataset.boardChanged;
  }

  async function look() {
    const answer = await fetch(location.href);
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-board]");
    if (fresh) replace(fresh);
  }

  async function follow() {
    try {
      if (!document.hidden && button.getAttribute("aria-pressed") === "true") await look();
    } catch {
      /* The hub is away for a moment; the next look may find it. */
    } finally {
      setTimeout(follow, EVERY);
    }
  }

  button.hidden = false;
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
  });
  setTimeout(follow, EVERY);
})();
