// Where there is room for one pane, the panes of a story are tabs: one is shown, and whatever is gone
// to in another brings that one up. Without this script all stand below one another.

const NARROW = matchMedia("(width < 56rem)");
const HOMES = { copy: ".pane--copy", problems: ".pane--side", facts: ".pane--side", raw: ".pane--raw" };
let tab = "copy";

function show(name) {
  const panes = document.querySelector(".panes");
  if (!panes) return;
  tab = name in HOMES ? name : "copy";
  if (!NARROW.matches) {
    delete panes.dataset.tab;
    return;
  }
  panes.dataset.tab = tab;
  for (const pane of panes.querySelectorAll(".pane")) {
    pane.classList.toggle("pane--shown", pane.matches(HOMES[tab]));
  }
  for (const link of document.querySelectorAll(".panes-nav a")) {
    if (link.hash === `#${tab}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

// The tab in which an element is.
function tabOf(element) {
  const pane = element && element.closest(".pane");
  if (!pane) return "";
  if (pane.matches(".pane--side")) return element.closest(".facts") ? "facts" : "problems";
  return pane.matches(".pane--raw") ? "raw" : "copy";
}

function bring(id) {
  const place = document.getElementById(id);
  const name = tabOf(place);
  if (!NARROW.matches || !name) return;
  show(name);
  if (place.matches("[tabindex]")) place.focus();
  place.scrollIntoView({ block: place.matches(".pane, h2") ? "nearest" : "center" });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (!link || !NARROW.matches || !document.querySelector(".panes")) return;
  if (link.closest(".panes-nav")) show(link.hash.slice(1));
  else bring(link.hash.slice(1));
});

// A key looks for problems, or for the paragraph at hand, in a pane that may not be shown.
document.addEventListener("desk:seek", (event) => {
  const first = document.querySelector(event.detail.selector);
  if (NARROW.matches && first && !first.checkVisibility()) show(tabOf(first));
});

function again() {
  const asked = document.getElementById("desk")?.dataset.focus || "";
  show(tab);
  bring(asked);
}

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (!document.querySelector(".zen") || event.detail.requestConfig?.verb !== "get") return again();
  tab = "copy"; // the next story begins with its copy
  again();
});
NARROW.addEventListener("change", () => show(tab));
show("copy");
bring(location.hash.slice(1));

// A browser leaves what it sees half of: in a row that scrolls sideways, the focus is to be seen whole.
document.addEventListener("focusin", (event) => {
  if (event.target.closest(".tabs, .nav, .panes-nav")) event.target.scrollIntoView({ block: "nearest", inline: "nearest" });
});
