// Comfort in the inbox: keys, and rows decided on in place. Every button does the same without this file.
// Keys work on the row that has the focus, or on all that are ticked where any is, and nobody waits for an answer: `data-sent` is a
// row whose answer is still to come, and that will be gone where the page is loaded anew. Where a key loads the page anew, PLACE remembers how many of the rows that will be there then
// stand before the one to go on from.
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const list = () => $("[data-inbox]");
  const rows = () => [...document.querySelectorAll("[data-inbox] > [data-row]")];
  const here = () => document.activeElement && document.activeElement.closest("[data-row]");
  const keyOf = (row) => row.id.replace("item-", "");
  const waits = (row) => $("[name=items]", row);
  const PLACE = "inbox";
  const why = new Map();
  let last = 0, isAtEnd = false, isUndoing = false;

  const focus = (row, scroll) => { row.tabIndex = -1; row.focus({ preventScroll: Boolean(scroll) }); if (scroll) row.scrollIntoView(scroll); };
  const go = (index, scroll) => {
    const all = rows();
    if (!all.length) return;
    last = Math.min(Math.max(index, 0), all.length - 1);
    focus(all[last], scroll);
  };

  const leave = (row) => {
    const all = rows(), before = row ? all.slice(0, all.indexOf(row)) : all;
    sessionStorage.setItem(PLACE, before.filter((one) => waits(one) && !waits(one).checked && !("sent" in one.dataset)).length);
  };
  const further = () => {
    isAtEnd = Boolean($("[data-sent]"));
    if (isAtEnd) return;
    const all = rows(), next = $("a[rel=next]");
    if (all.some((row) => !waits(row))) { leave(); location.reload(); }
    else if (next) { sessionStorage.setItem(PLACE, 0); location.assign(next.href); }
  };

  // The way back of the last decision comes with its answer.
  const undo = () => {
    const button = $("#toasts form button");
    isUndoing = Boolean($("[data-sent]"));
    if (!isUndoing && button) { leave(here()); button.click(); }
  };

  // One row: sent without leaving the page; what comes back takes its place. The row is the source, as of what one source sends while
  // an answer is awaited htmx keeps only the last.
  const send = (row, address, values) => {
    row.dataset.sent = "";
    htmx.ajax("POST", address, { source: row, target: row, swap: "outerHTML", values }).catch(() => {}); // ui.js tells
  };
  const decide = (row, name, address) =>
    send(row, address || $("form:has([data-inbox])").action, { [name]: keyOf(row), next: location.pathname + location.search });
  document.addEventListener("submit", (event) => {
    const button = event.submitter, row = button && button.closest("[data-row]");
    if (!row || !list() || !list().contains(row)) return;
    event.preventDefault();
    if ("put" in button.dataset) send(row, button.formAction, { [button.name]: button.value });
    else decide(row, button.name, button.getAttribute("formaction"));
  });

  // Ticking.
  const ticks = () => [...document.querySelectorAll("[data-inbox] [name=items]")];
  const count = () => {
    const all = $("[data-all]"), told = $("[data-ticked]");
    if (!all) return;
    const ticked = ticks().filter((one) => one.checked).length, whole = $("[data-whole]");
    all.hidden = false;
    all.checked = ticked > 0 && ticked === ticks().length;
    all.indeterminate = ticked > 0 && !all.checked;
    if (whole && !all.checked) whole.checked = false;
    told.textContent = `${told.dataset.words || (told.dataset.words = told.textContent)} ${whole && whole.checked ? whole.dataset.whole : ticked}`;
  };
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-all], [data-whole]")) ticks().forEach((one) => { one.checked = event.target.checked; });
    if (event.target.matches("[data-all], [data-whole], [name=items]")) count();
  });

  // A key that says why may come before the reasons do.
  const say = (row, key) => {
    const reason = row.querySelectorAll("[data-put]")[key - 1];
    if (reason) reason.click();
    else if ("sent" in row.dataset) why.set(row.id, key);
  };

  const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  const named = { r: "relevant", n: "not_relevant", o: "noted" };
  const pages = { a: (row) => `${$("h2 a", row).pathname}assign/?next=${encodeURIComponent(location.pathname + location.search)}`, i: (row) => `${list().dataset.start}?item=${keyOf(row)}` };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!list()) {
      // The last that waited can be taken back too, and from a group that is done one goes on.
      const button = { z: $("#toasts form button"), j: $("[data-onward] a") }[event.key];
      if (button && !typing(event.target)) { event.preventDefault(); button.click(); }
      return;
    }
    if (event.key === "Escape" && typing(event.target)) { event.target.blur(); go(last); return; }
    if (typing(event.target)) return;
    const row = here(), open = row && !("sent" in row.dataset) && waits(row), ticked = ticks().some((one) => one.checked);
    const at = row ? rows().indexOf(row) : -1;
    const press = (button) => { if (button) { event.preventDefault(); leave(row); button.click(); } };
    if (event.key === "j") { event.preventDefault(); if (row && at === rows().length - 1) further(); else go(row ? at + 1 : last); }
    else if (event.key === "k") { event.preventDefault(); go(row ? at - 1 : last); }
    else if (event.key === "z") { event.preventDefault(); undo(); }
    else if (event.key === "Enter" && event.target === row) press($("h2 a, .w-decided a", row));
    else if (row && event.key >= "1" && event.key <= "8") say(row, event.key);
    else if (event.key === "?") { const keys = $("details.w-keys"); if (keys) { event.preventDefault(); keys.open = !keys.open; } }
    else if (open && event.key === "x") { event.preventDefault(); open.click(); }
    else if (event.key === "X" && ticks().length) { event.preventDefault(); ($("[data-whole]") || $("[data-all]")).click(); }
    else if (ticked && named[event.key]) press($(`[name=together][value=${named[event.key]}]`));
    else if (open && named[event.key]) {
      event.preventDefault();
      decide(row, named[event.key]);
      const next = rows().slice(at + 1).find(waits);
      if (event.key !== "n" && next) go(rows().indexOf(next));
    }
    else if ((open || ticked) && event.key === "s") { if (!ticked) open.click(); press($("[name=later]")); }
    else if (ticked && event.key === "a") press($("[data-assign]"));
    else if (open && event.key === "a") { event.preventDefault(); leave(row); location.assign(pages.a(row)); }
    else if (open && event.key === "i" && list().dataset.start) { event.preventDefault(); leave(row); location.assign(pages.i(row)); }
  });

  // When a row has been decided on, the next one that waits takes the focus; unless a key may still say why. Settled, as until then
  // the new row wears the classes of the old one.
  document.addEventListener("htmx:afterSettle", (event) => {
    const done = event.detail.elt && event.detail.elt.closest && event.detail.elt.closest("[data-row]");
    count();
    if (!done) return;
    const key = why.get(done.id), now = here(), isDone = done.classList.contains("w-row--done");
    why.delete(done.id);
    if (!isDone || !now || now === done) {
      last = rows().indexOf(done);
      const waiting = rows().slice(last + 1).find(waits);
      focus(isDone && waiting && !done.querySelector("[data-put]") ? waiting : done);
    }
    if (key) say(done, key);
    if (isUndoing) undo();
    else if (isAtEnd) further();
  });
  ["htmx:sendError", "htmx:responseError"].forEach((name) => document.addEventListener(name, () => {
    document.querySelectorAll("[data-sent]").forEach((row) => { delete row.dataset.sent; });
    isAtEnd = isUndoing = false;
    why.clear();
  }));
  count();
  const place = list() && sessionStorage.getItem(PLACE);
  if (place) {
    sessionStorage.removeItem(PLACE);
    // A page that is loaded anew would be scrolled to where the old one was, past the row to go on from.
    history.scrollRestoration = "manual";
    addEventListener("pagehide", () => { history.scrollRestoration = "auto"; });
    // What was taken back may have come to another place.
    const named = rows().findIndex((row) => `#${row.id}` === location.hash);
    go(named < 0 ? Number(place) : named, { block: "start" });
  }
})();
