"use strict";
/* Tells what somebody chose among the results, and whether it was useful: the same forms, sent without leaving the page. */
/* Not `form.action`: that is the buttons of this name. */
function address(form) {
  return form.getAttribute("action");
}

function sent(form, action) {
  const fields = new URLSearchParams(new FormData(form));
  fields.set("action", action);
  return fields;
}

async function react(event) {
  const { currentTarget: form, submitter } = event;
  event.preventDefault();
  const body = sent(form, submitter.value);
  const answer = await fetch(address(form), { method: "POST", body, headers: { Accept: "*/*" } }).catch(() => null);
  const told = form.querySelector("[role=status]");
  told.textContent = answer?.ok ? form.dataset.thanks : form.dataset.later;
  told.tabIndex = -1;
  told.focus();
  form.querySelector("fieldset").remove();
}

function chosen(event) {
  const { kind, key } = event.currentTarget.dataset;
  const form = document.querySelector(`#${CSS.escape(`${kind}-${key}`)} form`);
  if (form) navigator.sendBeacon(address(form), sent(form, "clicked"));
}

for (const form of document.querySelectorAll(".reaction")) form.addEventListener("submit", react);
for (const link of document.querySelectorAll("[data-kind][data-key]")) {
  link.addEventListener("click", chosen);
  link.addEventListener("auxclick", chosen);
}
