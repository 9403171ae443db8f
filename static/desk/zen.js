// A zen run: the next story is fetched while this one is read, and shown as soon as this one is
// settled, if it is still what was fetched. Without this script each story is a page.

const FRESH = 60_000; // milliseconds; what was fetched longer ago is fetched again
const IDLE = 250;
let ahead = {};

const bar = () => document.getElementById("zen");
const fresh = (address) => ahead.address === address && Date.now() - ahead.at < FRESH;

async function fetchAhead() {
  const address = bar()?.dataset.next;
  if (!address || fresh(address)) return;
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => undefined);
  if (!answer?.ok) return;
  const text = await answer.text();
  const page = new DOMParser().parseFromString(text, "text/html");
  ahead = { address, page, mark: page.getElementById("zen")?.dataset.mark, at: Date.now() };
}

// What was fetched ahead, with what the desk says now of the run, if it says anything.
function shown(says) {
  if (says !== undefined) ahead.page.getElementById("zen-said").innerHTML = says;
  return `<title>${ahead.page.title}</title>${ahead.page.getElementById("desk").outerHTML}`;
}

document.body.addEventListener("htmx:configRequest", (event) => {
  const mine = event.detail.path.includes("/zen/") && event.detail.verb === "post";
  if (mine && ahead.mark && fresh(bar()?.dataset.next)) event.detail.headers["Zen-Has"] = ahead.mark;
});

document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.getResponseHeader("Zen-Show") !== "ahead") return;
  event.detail.serverResponse = shown(event.detail.serverResponse);
});

// Skipping asks the desk nothing: the next story is here.
document.body.addEventListener("htmx:beforeRequest", (event) => {
  const { verb, path } = event.detail.requestConfig;
  if (verb !== "get" || !bar() || path !== ahead.address || !fresh(path)) return;
  event.preventDefault();
  const said = document.getElementById("zen-said").innerHTML;
  const from = { requestConfig: { elt: event.detail.elt, verb } };
  htmx.swap("#desk", shown(said), { swapStyle: "outerHTML" }, { select: "#desk", eventInfo: from });
  history.pushState({ htmx: true }, "", path);
});

const soon = () => setTimeout(fetchAhead, IDLE);
document.body.addEventListener("htmx:afterSwap", soon);
soon();
