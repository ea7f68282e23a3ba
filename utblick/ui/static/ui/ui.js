// Comfort only: every page works without this file.
(() => {
  const reveal = (root) => root.querySelectorAll("[data-dismiss][hidden]").forEach((button) => { button.hidden = false; });

  document.addEventListener("click", (event) => {
    const close = event.target.closest("[data-dismiss]");
    if (close) close.closest(".u-toast").remove();
  });

  // A new answer replaces the messages of the one before, so that they do not pile up. One that was overtaken by the answer to what
  // was sent later tells nothing: its message, with its way back, would stand as if it were of the last.
  const order = new WeakMap();
  let sent = 0, now = 0, told = 0;
  document.addEventListener("htmx:beforeRequest", (event) => order.set(event.detail.xhr, sent += 1));
  document.addEventListener("htmx:beforeSwap", (event) => { now = order.get(event.detail.xhr) || sent; });
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    if (event.detail.target.id !== "toasts") return;
    event.detail.shouldSwap = now >= told;
    told = Math.max(told, now);
    if (event.detail.shouldSwap) event.detail.target.replaceChildren();
  });
  document.addEventListener("htmx:oobAfterSwap", (event) => reveal(event.detail.target));

  // What was sent and came to nothing would else leave the page as if nothing had been pressed.
  const failed = () => {
    const toasts = document.getElementById("toasts"), told = document.getElementById("failed");
    if (!toasts || !told) return;
    toasts.replaceChildren(told.content.cloneNode(true));
    reveal(toasts);
  };
  ["htmx:sendError", "htmx:responseError", "htmx:timeout"].forEach((name) => document.addEventListener(name, failed));

  // Chromium tells no selector that the focus is within a frame, and no event that it went from one frame into the next; it has
  // not come there yet when the window loses it.
  const mark = () => document.querySelectorAll("iframe").forEach((one) => one.classList.toggle("u-focused", one === document.activeElement));
  window.addEventListener("blur", () => setTimeout(mark));
  document.addEventListener("focusin", mark);

  // Chromium and Safari break a line within "2027-01-23" and "2025–2026", and no style forbids it for digits alone.
  const SPAN = /\d{4}-\d{2}-\d{2}|\d{4}–\d{4}/, KEPT = "time, textarea, select, pre, script, style, svg, .u-nowrap";
  const keepWhole = (root) => {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), found = [];
    while (texts.nextNode()) if (SPAN.test(texts.currentNode.data) && !texts.currentNode.parentElement.closest(KEPT)) found.push(texts.currentNode);
    for (let text of found) for (let hit; (hit = SPAN.exec(text.data));) {
      const days = text.splitText(hit.index), whole = document.createElement("span");
      text = days.splitText(hit[0].length);
      whole.className = "u-nowrap";
      days.replaceWith(whole);
      whole.append(days);
    }
  };
  document.addEventListener("htmx:load", (event) => keepWhole(event.detail.elt));

  reveal(document);
  keepWhole(document.body);
})();
