// The join editor: a take is moved by Alt and an arrow, or dragged; both press what the page has
// for it, and the server answers with what would come of it. In the map of numbers the arrow keys
// go from cell to cell.

const ARROWS = { ArrowUp: "[data-up]", ArrowDown: "[data-down]" };

document.addEventListener("keydown", (event) => {
  const take = event.target.closest?.("[data-take]");
  if (take && event.altKey && !event.ctrlKey && ARROWS[event.key]) {
    event.preventDefault();
    take.querySelector(`${ARROWS[event.key]}:not([disabled])`)?.click();
  }
  const cell = event.target.closest?.("[data-cells] a");
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (cell && by && !event.altKey && !event.ctrlKey && !event.metaKey) {
    const cells = [...cell.closest("[data-cells]").querySelectorAll("a")];
    const next = cells[cells.indexOf(cell) + by];
    if (next) event.preventDefault();
    next?.focus();
  }
});

// Dragging. Only the grip takes hold, so that words can be marked with the mouse.
let held;
let order = "";
const listed = (list) => [...list.querySelectorAll("[data-take] > [name=order]")].map((one) => one.value).join();

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest?.("[data-grip]");
  for (const take of document.querySelectorAll("[data-take]")) take.draggable = take.contains(grip ?? null) && !!grip;
});

document.addEventListener("dragstart", (event) => {
  held = event.target.closest?.("[data-take]");
  if (!held) return;
  order = listed(held.parentElement);
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", "");
  held.classList.add("held");
});

document.addEventListener("dragover", (event) => {
  const over = held && event.target.closest?.("[data-take]");
  if (!over || over.parentElement !== held.parentElement) return;
  event.preventDefault();
  if (over === held) return;
  const box = over.getBoundingClientRect();
  const after = event.clientY > box.top + box.height / 2;
  over.parentElement.insertBefore(held, after ? over.nextElementSibling : over);
});

document.addEventListener("drop", (event) => held && event.preventDefault());

document.addEventListener("dragend", () => {
  if (!held) return;
  const list = held.parentElement;
  held.classList.remove("held");
  held.draggable = false;
  held = undefined;
  if (listed(list) !== order) list.closest("form").requestSubmit();
});
