// The review without a reload in between: a click on a mark leads to its field, and Split splits at the cursor.
// Everything works without this file: marks are links, and Split splits at line breaks.
(() => {
  "use strict";

  const cursor = new Map();

  function splitAtCursor(button) {
    const field = document.getElementById(button.dataset.split);
    const at = cursor.get(field.id);
    if (field.value.trim().includes("\n") || !at || at >= field.value.length) return;
    field.value = `${field.value.slice(0, at)}\n${field.value.slice(at)}`;
  }

  function show(id) {
    const target = document.getElementById(id);
    if (!target) return;
    const details = target.closest("details");
    if (details) details.open = true;
    target.scrollIntoView({ block: "center" });
    (target.querySelector("textarea") || target).focus({ preventScroll: true });
  }

  document.addEventListener("focusout", (event) => {
    if (event.target.matches(".g-piece textarea")) cursor.set(event.target.id, event.target.selectionStart);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-split]");
    if (button) return splitAtCursor(button);
    const link = event.target.closest(".g-mark-label, .g-jump");
    if (link && link.hash) {
      event.preventDefault();
      history.replaceState(null, "", link.hash);
      show(link.hash.slice(1));
      return undefined;
    }
    const mark = event.target.closest("mark.g-mark");
    const label = mark && document.querySelector(`#${CSS.escape(mark.id)} .g-mark-label`);
    if (label && label.hash && !String(getSelection())) show(label.hash.slice(1));
    return undefined;
  }, true);
})();
