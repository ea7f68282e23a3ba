// Keys to work through the inbox: j/k next and previous, r, n, a, i for what the row's buttons do, z to undo. Buttons do the same.
(() => {
  const rows = () => [...document.querySelectorAll("[data-inbox] > [data-row]")];
  const here = () => document.activeElement && document.activeElement.closest("[data-row]");
  let last = 0;

  const go = (index) => {
    const all = rows();
    if (!all.length) return;
    last = Math.min(Math.max(index, 0), all.length - 1);
    all[last].focus();
  };

  const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && typing(event.target) && here()) { here().focus(); return; }
    if (typing(event.target)) return;
    const row = here();
    const at = row ? rows().indexOf(row) : -1;
    if (event.key === "j") { event.preventDefault(); go(row ? at + 1 : last); }
    else if (event.key === "k") { event.preventDefault(); go(row ? at - 1 : last); }
    else if (event.key === "z") { const undo = document.querySelector("#toasts form button"); if (undo) undo.click(); }
    else if (row && "rnai".includes(event.key)) {
      const button = row.querySelector(`[data-key="${event.key}"]`);
      if (button) { event.preventDefault(); button.click(); }
    }
  });

  // When a row has been decided on, the next one that waits takes the focus.
  document.addEventListener("htmx:afterSwap", (event) => {
    const done = event.detail.elt && event.detail.elt.closest && event.detail.elt.closest(".w-row--done");
    if (!done) return;
    const waiting = rows().slice(rows().indexOf(done) + 1).find((row) => row.querySelector("[data-key]"));
    if (waiting) waiting.focus(); else done.focus();
  });
})();
