// Before printing, the links of the page get numbers, and their addresses are listed at its foot.

const NO_NOTE = ".rows *, .tabs *, .subnav *, .back, .thread, .stretch__to, .note, .edit, .problem__place, .button";

function wipe() {
  document.querySelector(".footnotes")?.remove();
  for (const link of document.querySelectorAll("[data-note]")) delete link.dataset.note;
}

addEventListener("beforeprint", () => {
  wipe();
  const notes = Object.assign(document.createElement("ol"), { className: "footnotes" });
  const numbers = new Map();
  for (const link of document.querySelectorAll("main a[href]")) {
    if (link.matches(NO_NOTE) || link.getAttribute("href").startsWith("#") || !link.checkVisibility()) continue;
    if (!numbers.has(link.href)) {
      numbers.set(link.href, numbers.size + 1);
      notes.append(Object.assign(document.createElement("li"), { textContent: link.href }));
    }
    link.dataset.note = numbers.get(link.href);
  }
  if (numbers.size) document.getElementById("desk").append(notes);
});

addEventListener("afterprint", wipe);
