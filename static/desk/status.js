// The dashboard looks again every half minute while somebody sees it. What was opened stays open,
// and nothing changes under the hand: while the focus is on the board, it waits.

const EVERY = 30_000;

function shown(said) {
  const said_again = document.querySelector("[data-looks-again]");
  if (said_again) said_again.hidden = !said;
}

async function look() {
  const board = document.getElementById("board");
  shown(Boolean(board));
  if (!board || document.hidden || board.contains(document.activeElement)) return;
  const answer = await fetch(location.href, { headers: { "HX-Request": "true" }, redirect: "error" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("board");
  const still = document.getElementById("board");
  if (!fresh || !still || still.contains(document.activeElement)) return;
  for (const open of still.querySelectorAll("details[open]")) {
    fresh.querySelector(`#${CSS.escape(open.id)}`)?.setAttribute("open", "");
  }
  still.replaceWith(fresh);
  const [then, now] = [document, page].map((root) => root.querySelector(".head__note time"));
  if (then && now) then.replaceWith(now);
}

setInterval(() => look().catch(() => shown(false)), EVERY);
shown(Boolean(document.getElementById("board")));
