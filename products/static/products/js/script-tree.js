"use strict";
/* Draws the script beside its form from what is typed, whenever that changes; a name in it leads to its step. */
(() => {
  const FIELD = "phone_steps-";
  const PAUSE = 400;
  let drawn = "";
  let waiting = 0;

  function typed(panel) {
    const form = panel.closest("form");
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (name.startsWith(FIELD) && typeof value === "string") body.append(name, value);
    body.append("page", panel.dataset.page);
    return body;
  }

  async function draw(panel) {
    const body = typed(panel);
    if (body.toString() === drawn) return;
    drawn = body.toString();
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    const answer = await fetch(panel.dataset.scriptTree, { method: "POST", body, headers: { "X-CSRFToken": token } });
    if (!answer.ok || body.toString() !== drawn) return;
    panel.querySelector("[data-script-tree-drawn]").innerHTML = await answer.text();
    for (const field of panel.closest("form").querySelectorAll(`[name^="${FIELD}"][name$="-goto"]`)) field.setAttribute("list", "script-steps");
  }

  function soon(panel) {
    clearTimeout(waiting);
    waiting = setTimeout(() => draw(panel).catch(() => { drawn = ""; }), PAUSE);
  }

  function go(event) {
    const name = event.target.closest("[data-script-step]")?.dataset.scriptStep;
    if (name === undefined) return;
    const fields = event.currentTarget.closest("form").querySelectorAll(`[name^="${FIELD}"][name$="-value-id"]`);
    [...fields].find((field) => field.value === name)?.focus();
  }

  function start() {
    const panel = document.querySelector("[data-script-tree]");
    if (!panel) return;
    const form = panel.closest("form");
    panel.addEventListener("click", go);
    for (const event of ["input", "change", "click", "keyup"]) form.addEventListener(event, () => soon(panel));
    soon(panel);
  }

  document.addEventListener("DOMContentLoaded", start);
})();
