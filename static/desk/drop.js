// File copy: files are dropped anywhere on the form, and what would be made of them shows at once.
// Without this script they are chosen, and a button shows it.

const zoneOf = (event) => event.target.closest?.("[data-drop]");
const preview = (zone) => zone.querySelector("[data-previews]").click();
const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

document.addEventListener("dragover", (event) => {
  const zone = zoneOf(event);
  if (!zone || !holdsFiles(event)) return;
  event.preventDefault();
  zone.classList.add("over");
});

document.addEventListener("dragleave", (event) => {
  const zone = zoneOf(event);
  if (zone && !zone.contains(event.relatedTarget)) zone.classList.remove("over");
});

document.addEventListener("drop", (event) => {
  const zone = zoneOf(event);
  if (!zone || !holdsFiles(event)) return;
  event.preventDefault();
  zone.classList.remove("over");
  zone.querySelector("input[type=file]").files = event.dataTransfer.files;
  preview(zone);
});

document.addEventListener("change", (event) => {
  const zone = zoneOf(event);
  const asks = event.target.matches("input[type=file], select");
  if (zone && asks && (zone.querySelector("input[type=file]").files.length || zone.querySelector("textarea").value)) {
    preview(zone);
  }
});

document.addEventListener("paste", (event) => {
  const zone = zoneOf(event);
  if (zone && event.target.matches("textarea")) setTimeout(() => preview(zone));
});
