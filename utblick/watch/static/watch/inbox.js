// Comfort in the inbox: keys, and rows decided on in place. Every button does the same without this file.
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const list = () => $("[data-inbox]");
  const rows = () => [...document.querySelectorAll("[data-inbox] > [data-row]")];
  const here = () => document.activeElement && document.activeElement.closest("[data-row]");
  const keyOf = (row) => row.id.replace("item-", "");
  let last = 0;

  const focus = (row) => { row.tabIndex = -1; row.focus(); };
  const go = (index) => {
    const all = rows();
    if (!all.length) return;
    last = Math.min(Math.max(index, 0), all.length - 1);
    focus(all[last]);
  };

  // One row: sent without leaving the page; what comes back takes its place.
  const decide = (row, name, address) => htmx.ajax("POST", address || $("form:has([data-inbox])").action, {
    target: `#${row.id}`, swap: "outerHTML", values: { [name]: keyOf(row), next: location.pathname + location.search },
  });
  document.addEventListener("submit", (event) => {
    const button = event.submitter, row = button && button.closest("[data-row]");
    if (!row || !list() || !list().contains(row)) return;
    event.preventDefault();
    if ("put" in button.dataset) htmx.ajax("POST", button.formAction, { target: `#${row.id}`, swap: "outerHTML", values: { [button.name]: button.value } });
    else decide(row, button.name, button.getAttribute("formaction"));
  });

  // Ticking.
  const ticks = () => [...document.querySelectorAll("[data-inbox] [name=items]")];
  const count = () => {
    const all = $("[data-all]"), told = $("[data-ticked]");
    if (!all) return;
    const ticked = ticks().filter((one) => one.checked).length;
    all.hidden = false;
    all.checked = ticked > 0 && ticked === ticks().length;
    all.indeterminate = ticked > 0 && !all.checked;
    told.textContent = `${told.dataset.words || (told.dataset.words = told.textContent)} ${ticked}`;
  };
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-all]")) ticks().forEach((one) => { one.checked = event.target.checked; });
    if (event.target.matches("[data-all], [name=items]")) count();
  });

  const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  const named = { r: "relevant", n: "not_relevant", o: "noted" };
  const pages = { a: (row) => `${$("h2 a", row).pathname}assign/?next=${encodeURIComponent(location.pathname + location.search)}`, i: (row) => `${list().dataset.start}?item=${keyOf(row)}` };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !list()) return;
    if (event.key === "Escape" && typing(event.target)) { event.target.blur(); go(last); return; }
    if (typing(event.target)) return;
    const row = here(), waits = row && $("[name=items]", row);
    const at = row ? rows().indexOf(row) : -1;
    if (event.key === "j") { event.preventDefault(); go(row ? at + 1 : last); }
    else if (event.key === "k") { event.preventDefault(); go(row ? at - 1 : last); }
    else if (event.key === "z") { const undo = $("#toasts form button"); if (undo) undo.click(); }
    else if (row && event.key >= "1" && event.key <= "8") { const reason = row.querySelectorAll("[data-put]")[event.key - 1]; if (reason) reason.click(); }
    else if (event.key === "?") { const keys = $("details.w-keys"); if (keys) { event.preventDefault(); keys.open = !keys.open; } }
    else if (waits && event.key === "x") { event.preventDefault(); waits.click(); }
    else if (waits && named[event.key]) { event.preventDefault(); decide(row, named[event.key]); }
    else if (waits && event.key === "s") { event.preventDefault(); if (!waits.checked) waits.click(); $("[name=later]").click(); }
    else if (waits && event.key === "a") { event.preventDefault(); location.assign(pages.a(row)); }
    else if (waits && event.key === "i" && list().dataset.start) { event.preventDefault(); location.assign(pages.i(row)); }
  });

  // When a row has been decided on, the next one that waits takes the focus; unless a key may still say why.
  document.addEventListener("htmx:afterSwap", (event) => {
    const done = event.detail.elt && event.detail.elt.closest && event.detail.elt.closest("[data-row]");
    count();
    if (!done) return;
    last = rows().indexOf(done);
    if (done.querySelector("[data-put]")) { focus(done); return; }
    const waiting = rows().slice(last + 1).find((row) => $("[name=items]", row));
    focus(done.classList.contains("w-row--done") && waiting ? waiting : done);
  });
  count();
})();
