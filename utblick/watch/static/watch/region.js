// A part of a web page is chosen by pressing it in the preview: the list that is pressed, where there is one, then by pressing again the
// part around it, and at last a single entry. The list beside it says in words what is chosen, and holds the buttons; it does the same
// without this file.
(() => {
  const preview = document.querySelector("[data-preview]"), list = document.querySelector("[data-parts]");
  if (!preview || !list) return;
  const partsAt = (element) => {
    const around = [];
    for (let part = element.closest("[data-part]"); part; part = part.parentElement.closest("[data-part]")) around.push(part);
    return around;
  };
  const next = (element) => {
    const around = partsAt(element), chosen = around.findIndex((part) => part.hasAttribute("data-chosen"));
    const isAgain = chosen >= 0 && around[0] === innermost;
    return isAgain ? around[(chosen + 1) % around.length] : around.find((part) => part.hasAttribute("data-list")) || around[0];
  };
  const mark = (name, element) => {
    for (const one of preview.querySelectorAll(`[${name}]`)) one.removeAttribute(name);
    if (element) element.setAttribute(name, "");
  };
  const choose = (part) => {
    mark("data-chosen", part);
    for (const row of list.children) row.removeAttribute("aria-current");
    const row = document.getElementById(`part-${part.dataset.part}`);
    row.setAttribute("aria-current", "true");
    return row;
  };
  let innermost = null;

  preview.addEventListener("click", (event) => {
    const part = next(event.target);
    if (!part) return;
    innermost = partsAt(event.target)[0];
    const row = choose(part);
    list.dataset.pressed = "";
    row.scrollIntoView({ block: "nearest" });
  });
  preview.addEventListener("pointerover", (event) => mark("data-pointed", next(event.target)));
  preview.addEventListener("pointerleave", () => mark("data-pointed", null));
  // Whoever goes through the list is shown where each part stands.
  list.addEventListener("focusin", (event) => {
    const row = event.target.closest("[id^=part-]");
    const part = row && preview.querySelector(`[data-part="${row.id.slice(5)}"]`);
    if (!part || part.hasAttribute("data-chosen")) return;
    innermost = null;
    choose(part);
    if (preview.scrollHeight > preview.clientHeight) preview.scrollTop += part.getBoundingClientRect().top - preview.getBoundingClientRect().top;
  });
  for (const one of document.querySelectorAll("[data-by-pressing]")) one.hidden = false;
})();
