// Alerts: asks every few seconds what came since, and shows it on whatever page is open. What was
// seen is kept in the browser, so that a tone sounds once, in one window.

const bell = document.getElementById("bell");
const part = (name, within = bell) => within?.querySelector(`[data-bell="${name}"]`);
const EVERY = 3000; // a kill is to be seen within five seconds
const SLOWEST = 15000;
const SEEN = "newsdesk-alerts-seen";
const RUNG = "newsdesk-alerts-rung";
const TONE = [880, 660]; // hertz, one after the other

let last = kept(SEEN);
let failed = 0;

function kept(name) {
  try {
    return localStorage.getItem(name) ?? "";
  } catch {
    return ""; // a browser that keeps nothing: what came lately shows on every page
  }
}

function keep(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // it shows again on the next page
  }
}

function ring() {
  try {
    const audio = new AudioContext();
    TONE.forEach((hertz, number) => {
      const tone = audio.createOscillator();
      const loud = audio.createGain();
      const from = audio.currentTime + number * 0.2;
      tone.frequency.value = hertz;
      loud.gain.setValueAtTime(0.2, from);
      loud.gain.exponentialRampToValueAtTime(0.001, from + 0.19);
      tone.connect(loud).connect(audio.destination);
      tone.start(from);
      tone.stop(from + 0.2);
      if (number === TONE.length - 1) tone.onended = () => audio.close();
    });
  } catch {
    // no sound here; the words are on the page
  }
}

function notify(alert) {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  const words = alert.querySelector("bdi").textContent;
  const made = new Notification(alert.dataset.kind, {
    body: words,
    tag: `newsdesk-${alert.dataset.alert}`,
  });
  const link = alert.querySelector("a");
  made.onclick = () => {
    window.focus();
    if (link) location.assign(link.href);
  };
}

function show(alert) {
  const ways = alert.dataset.ways.split(" ");
  const isNew = Number(alert.dataset.alert) > Number(kept(RUNG) || 0);
  if (isNew && ways.includes("sound")) ring();
  if (isNew && ways.includes("notification")) notify(alert);
  if (!ways.includes("page")) return;
  const home = part(alert.dataset.loud === "yes" ? "loud" : "rest");
  home.prepend(Object.assign(document.createElement("p"), { className: "bell__one", innerHTML: alert.innerHTML }));
  part("deeds").hidden = false;
  makeRoom();
}

// What gets the focus must not lie under the bar.
function makeRoom() {
  const high = bell.offsetHeight;
  document.documentElement.style.scrollPaddingBlockStart = high ? `${high + 64}px` : "";
}

function take(html) {
  const read = new DOMParser().parseFromString(html, "text/html");
  const list = read.querySelector("[data-last]");
  if (!list) return;
  for (const alert of list.querySelectorAll("[data-alert]")) show(alert);
  last = list.dataset.last;
  if (Number(last) > Number(kept(RUNG) || 0)) keep(RUNG, last);
}

function say(sentence) {
  let line = part("trouble");
  if (!line && sentence) {
    line = Object.assign(document.createElement("p"), { className: "bell__one" });
    line.dataset.bell = "trouble";
    part("rest").append(line);
  }
  if (line) line.textContent = sentence;
  if (line && !sentence) line.remove();
}

async function ask() {
  try {
    const answer = await fetch(`${bell.dataset.alerts}?since=${encodeURIComponent(last)}`, { redirect: "manual" });
    if (answer.type === "opaqueredirect" || answer.status === 403) {
      say("You are logged out: no alerts come in until you log in again.");
      return;
    }
    if (!answer.ok) throw new Error(answer.status);
    if (failed) say("");
    failed = 0;
    if (answer.status === 200) take(await answer.text());
  } catch {
    failed += 1;
    if (failed === 3) say("The desk cannot be reached: no alerts come in.");
  }
  setTimeout(ask, Math.min(EVERY * (1 + failed), SLOWEST));
}

function clear() {
  for (const name of ["loud", "rest"]) part(name).replaceChildren();
  part("deeds").hidden = true;
  makeRoom();
}

part("seen")?.addEventListener("click", () => {
  keep(SEEN, last);
  clear();
});

// Seen in one window is seen in all of them.
addEventListener("storage", (event) => {
  if (event.key === SEEN && Number(event.newValue) >= Number(last || 0)) clear();
});

document.addEventListener("click", (event) => {
  const name = event.target.closest("[data-bell]")?.dataset.bell;
  if (name === "try") ring();
  if (name === "permit") Notification.requestPermission().then(offer);
});

// The buttons that only a browser with scripts has a use for.
function offer() {
  const said = part("said", document);
  if (!said) return;
  part("try", document).hidden = false;
  const can = "Notification" in window;
  part("permit", document).hidden = !can || Notification.permission !== "default";
  if (can && Notification.permission === "denied") said.textContent = "This browser was told not to notify you; its settings say so.";
  if (can && Notification.permission === "granted") said.textContent = "This browser notifies you.";
}

offer();
document.body.addEventListener("htmx:afterSwap", offer);
if (bell) ask();
