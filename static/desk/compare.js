// The copy gives way to what changed in it, and comes back, in its own pane: the focus goes to the
// pane's title, and what is shown is said. Another story in the page's place begins at its top.

const live = document.getElementById("live");
const storyNow = () => document.querySelector("[data-story]")?.dataset.story ?? "";
let story = storyNow();

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id === "copy") {
    const pane = document.getElementById("copy");
    pane?.querySelector("#copy-title")?.focus({ preventScroll: true });
    live.textContent = pane?.dataset.says || "The copy.";
  }
  if (storyNow() !== story) {
    for (const pane of document.querySelectorAll("[data-keeps-place]")) pane.scrollTop = 0;
    scrollTo(0, 0);
    story = storyNow();
  }
});
