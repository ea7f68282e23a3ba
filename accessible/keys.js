// What a keyboard meets on a page: begin() notes every control, each Tab is looked at when its key is let go, end() tells.
window.utblickKeys ||= (() => {
  const MARKS = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "borderColor", "backgroundColor", "textDecoration", "color"];
  const CONTROLS = "a[href], button, input, select, textarea, summary, iframe, [tabindex], [contenteditable=true]";
  let waiting, looks, found, last;

  const named = e => {
    const words = (e.getAttribute("aria-label") || e.innerText || e.name || e.id || "").trim().replace(/\s+/g, " ").slice(0, 50);
    return `<${e.tagName.toLowerCase()}${e.type ? ` ${e.type}` : ""}> ${words}`;
  };
  const isFirstOfRadios = e => {
    if (e.type !== "radio" || !e.name) return true;
    const group = [...document.querySelectorAll(`input[type=radio][name="${CSS.escape(e.name)}"]`)].filter(o => o.form === e.form && !o.disabled);
    return e === (group.find(o => o.checked) || group[0]);
  };
  const isControl = e =>
    e.tabIndex >= 0 && !e.disabled && e.type !== "hidden" && !e.closest("[inert]") && isFirstOfRadios(e) &&
    e.checkVisibility({visibilityProperty: true}) && (e.tagName !== "SUMMARY" || e === e.parentElement.querySelector("summary"));
  const around = e => [e, ...(e.labels || []), e.parentElement].filter(Boolean);
  const look = e => around(e).map(one => MARKS.map(name => getComputedStyle(one)[name]).join("|"));
  const hasRing = e => {
    const style = getComputedStyle(e);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || (looks.has(e) && look(e).some((now, at) => now !== looks.get(e)[at]));
  };
  // At least a part of it, or of its label, is what lies on top there.
  const isUncovered = e => around(e).slice(0, -1).some(one => {
    const box = one.getBoundingClientRect();
    return [.1, .5, .9].some(x => [.1, .5, .9].some(y => {
      const hit = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
      return hit && (one.contains(hit) || (hit.contains(e) && getComputedStyle(hit).position !== "fixed"));
    }));
  });
  const isLarge = e => around(e).slice(0, -1).some(one => { const box = one.getBoundingClientRect(); return box.width > 4 && box.height > 4; });

  const meet = e => {
    if (!e || e === document.body || e === last) return;
    if (last && waiting.has(e) && last.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING) found.push(`goes back in the page: ${named(e)}`);
    if (!isLarge(e)) found.push(`has the focus and is not seen: ${named(e)}`);
    else if (!isUncovered(e)) found.push(`has the focus and is covered: ${named(e)}`);
    else if (!hasRing(e)) found.push(`shows no focus: ${named(e)}`);
    waiting.delete(e);
    last = e;
  };
  document.addEventListener("keyup", event => { if (event.key === "Tab" && waiting) meet(document.activeElement); }, true);

  return {
    // The controls after `from`, or all of the page; returns how many.
    begin(from) {
      const all = [...document.querySelectorAll(CONTROLS)].filter(isControl);
      const start = from && document.querySelector(from);
      waiting = new Set(start ? all.filter(e => start.compareDocumentPosition(e) & (Node.DOCUMENT_POSITION_FOLLOWING)) : all);
      looks = new Map([...waiting].map(e => [e, look(e)]));
      found = []; last = null;
      return waiting.size;
    },
    // A field for a date has a stop for the year, the month, the day and the calendar, one for a moment two more.
    stops() {
      const within = e => (e.tagName === "IFRAME" ? 60 : ["date", "datetime-local", "time", "month"].includes(e.type) ? 6 : 1);
      return [...waiting].reduce((sum, e) => sum + within(e), 0);
    },
    // What is within a frame lets its own document know of its keys, and the page a little later (ui.js).
    async left() {
      if (document.activeElement.tagName === "IFRAME") await new Promise(done => setTimeout(done, 50));
      meet(document.activeElement);
      return [...waiting].filter(isControl).length;
    },
    end() { return [...found, ...[...waiting].filter(isControl).map(e => `is reached by no key: ${named(e)}`)]; },
  };
})();
