// How long a line is while it is typed, as people count letters. The server says the same when the
// form is opened and when it is sent.

const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const measures = {
  letters: (text) => [...letters.segment(text)].length,
  words: (text) => text.split(/[\s-]+/u).filter(Boolean).length,
};

function count(field) {
  const counter = document.querySelector(`[data-counts="${CSS.escape(field.id)}"]`);
  if (!counter) return;
  const { what, usual } = counter.dataset;
  const many = measures[what](field.value.trim());
  counter.textContent = `${many} ${what}, ${usual} are usual`;
  counter.classList.toggle("over", many > Number(usual));
}

// Of several words between commas, the one that is being typed is completed.
function complete(field) {
  const list = field.list;
  if (!list || !field.hasAttribute("data-several")) return;
  const before = field.value.slice(0, field.value.lastIndexOf(",") + 1);
  for (const option of list.options) {
    option.dataset.word ??= option.value;
    option.value = before ? `${before} ${option.dataset.word}` : option.dataset.word;
  }
}

document.addEventListener("input", (event) => {
  if (!event.target.matches?.("input, textarea")) return;
  count(event.target);
  complete(event.target);
});
