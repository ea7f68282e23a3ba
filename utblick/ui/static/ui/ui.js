// Comfort only: every page works without this file.
(() => {
  const reveal = (root) => root.querySelectorAll("[data-dismiss][hidden]").forEach((button) => { button.hidden = false; });

  document.addEventListener("click", (event) => {
    const close = event.target.closest("[data-dismiss]");
    if (close) close.closest(".u-toast").remove();
  });

  // A new answer replaces the messages of the one before, so that they do not pile up.
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    if (event.detail.target.id === "toasts") event.detail.target.replaceChildren();
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

  reveal(document);
})();
