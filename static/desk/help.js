// The help: what this page answers to, a word to find a key by, and the switch of the plain keys.

const help = document.getElementById("keys");
const find = document.getElementById("keys-find");
const everywhere = document.getElementById("keys-everywhere");
const form = document.getElementById("keys-switch");
const onSwitch = document.getElementById("keys-on");
const said = document.getElementById("keys-said");

function show() {
  const asked = { rows: [] };
  document.dispatchEvent(new CustomEvent("desk:offers", { detail: asked }));
  const here = new Set(asked.rows.map((row) => row.name));
  const word = find.value.trim().toLowerCase();
  for (const line of help.querySelectorAll("[data-name]")) {
    const isHere = everywhere.checked || here.has(line.dataset.name);
    line.hidden = !isHere || !line.textContent.toLowerCase().includes(word);
  }
  for (const group of help.querySelectorAll("section")) {
    group.hidden = !group.querySelector("[data-name]:not([hidden])");
  }
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (!opener) return;
  event.preventDefault();
  const dialog = document.getElementById(opener.dataset.opens);
  if (dialog === help) show();
  if (!dialog.open) dialog.showModal();
});

find.addEventListener("input", show);
everywhere.addEventListener("change", show);
help.addEventListener("click", (event) => event.target === help && help.close());

onSwitch.addEventListener("change", async () => {
  const word = onSwitch.checked ? "on" : "off";
  const answer = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { "HX-Request": "true" },
  }).catch(() => undefined);
  said.textContent = answer?.ok
    ? `Plain keys are ${word}.`
    : `The desk could not be reached: they are ${word} on this page alone.`;
});
form.addEventListener("submit", (event) => event.preventDefault());
