// Paragraphs in a list: Alt with an arrow, or the buttons, move one here; the form saves the order.
// Without this script each button asks the server for the list with that paragraph moved.

const live = document.getElementById("live");

function move(row, by) {
  const list = row.parentElement;
  const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  const held = document.activeElement;
  if (by < 0) list.insertBefore(row, other);
  else list.insertBefore(other, row);
  (row.contains(held) ? held : row).focus();
  row.scrollIntoView({ block: "nearest" });
  const rows = [...list.children];
  live.textContent = `Paragraph ${rows.indexOf(row) + 1} of ${rows.length}`;
}

document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.("[data-moves]");
  if (!row || !event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
  event.preventDefault();
  move(row, event.key === "ArrowUp" ? -1 : 1);
});

document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest?.("[data-arrange] [data-by]");
    if (!button) return;
    event.preventDefault();
    event.stopPropagation();
    move(button.closest("[data-moves]"), Number(button.dataset.by));
  },
  true,
);
