// Keys among the groups of alike. A group is decided on in place, the next one has the focus before the answer comes, and when all that
// are shown have been passed the page is loaded anew with those that come after. Every button does the same without this file.
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const rows = () => [...document.querySelectorAll("[data-groups] > [data-row]")];
  const here = () => document.activeElement && document.activeElement.closest("[data-groups] > [data-row]");
  const typing = (target) => target.closest("input:not([type=hidden]), textarea, select");
  const PLACE = "groups";
  const named = { n: "not_relevant", o: "noted" };
  let sent = 0, isAtEnd = false, isUndoing = false, last = -1; // while an answer takes the place of its row, none has the focus

  const go = (index) => {
    const all = rows(), place = Math.min(Math.max(index, 0), all.length - 1), row = all[place];
    if (!row) return;
    last = place;
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  };
  // How many that will be there when the page comes back stand before the row.
  const leave = (row) => sessionStorage.setItem(PLACE, rows().slice(0, rows().indexOf(row)).filter((one) => !("done" in one.dataset) && !("sent" in one.dataset)).length);
  const anew = () => { isAtEnd = sent > 0; if (!isAtEnd) { sessionStorage.setItem(PLACE, 0); location.reload(); } };

  // The way back of the last decision comes with its answer.
  const undo = () => {
    const button = $("#toasts form button"), row = here();
    isUndoing = sent > 0;
    if (isUndoing || !button) return;
    if (row) leave(row);
    button.click();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !$("[data-groups]")) return;
    const row = here(), at = row ? rows().indexOf(row) : last;
    if (event.key === "Escape" && typing(event.target) && row) { event.target.blur(); go(at); return; }
    if (typing(event.target)) return;
    const press = (button) => { if (button) { event.preventDefault(); if (row) leave(row); button.click(); } };
    if (event.key === "j" && at === rows().length - 1 && $("[data-groups] > [data-done], [data-groups] > [data-sent]")) anew();
    else if (event.key === "j") { event.preventDefault(); go(at + 1); }
    else if (event.key === "k") { event.preventDefault(); go(row ? at - 1 : 0); }
    else if (event.key === "z") { event.preventDefault(); undo(); }
    else if (event.key === "Enter" && event.target === row) press($("h2 a", row));
    else if (event.key === "?") { const keys = $("details.w-keys"); if (keys) { event.preventDefault(); keys.open = !keys.open; } }
    else if (row && named[event.key] && !("sent" in row.dataset)) {
      const button = $(`[name=together][value=${named[event.key]}]`, row);
      if (!button) return;
      event.preventDefault();
      button.click();
      go(at + 1);
    }
  });

  document.addEventListener("focusin", () => { if (here()) last = rows().indexOf(here()); });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const row = event.detail.elt.closest("[data-groups] > [data-row]");
    if (row) { row.dataset.sent = ""; sent += 1; }
  });
  ["htmx:sendError", "htmx:responseError"].forEach((name) => document.addEventListener(name, () => {
    document.querySelectorAll("[data-groups] > [data-sent]").forEach((row) => { delete row.dataset.sent; });
    isAtEnd = isUndoing = false;
    sent = 0;
  }));
  // Decided on with the mouse, or by the last key: the next that waits takes the focus.
  document.addEventListener("htmx:afterSettle", (event) => {
    const done = event.detail.elt && event.detail.elt.closest && event.detail.elt.closest("[data-groups] > [data-done]");
    if (!done) return;
    sent = Math.max(sent - 1, 0);
    if (isUndoing && !sent) { undo(); return; }
    if (isAtEnd && !sent) { anew(); return; }
    if (here() && here() !== done) return;
    if (rows().indexOf(done) < last) { go(last); return; } // the answer for where the reader is came first
    const waiting = rows().findIndex((row, index) => index > rows().indexOf(done) && !("done" in row.dataset));
    go(waiting < 0 ? rows().indexOf(done) : waiting);
  });
  const place = $("[data-groups]") && sessionStorage.getItem(PLACE);
  if (place) {
    sessionStorage.removeItem(PLACE);
    // A page that is loaded anew would be scrolled to where the old one was, away from the group to go on from.
    history.scrollRestoration = "manual";
    addEventListener("pagehide", () => { history.scrollRestoration = "auto"; });
    go(Number(place));
  }
})();
