// Keeps a page of the sandbox fresh: asks for the same page each second and takes over the parts that differ. Only the
// inside of a part is exchanged, so that a role="status" is heard, and never while a finger is on a button.
(() => {
  "use strict";
  const EVERY_MILLIS = 1000;
  const parts = (root) => Array.from(root.querySelectorAll("[data-part]"));
  const ticks = (part) => Array.from(part.querySelectorAll("[data-tick]"));
  let isPressed = false;
  addEventListener("pointerdown", () => { isPressed = true; });
  addEventListener("pointerup", () => { isPressed = false; });
  addEventListener("pointercancel", () => { isPressed = false; });

  // What a part says, without what changes by the mere passing of time.
  const meaning = (part) => {
    const copy = part.cloneNode(true);
    ticks(copy).forEach((tick) => { tick.textContent = ""; });
    return copy.outerHTML;
  };

  const keyOf = (element) => element.form ? element.form.action : element.href;

  const exchange = (from, to) => {
    const focused = from.contains(document.activeElement) ? keyOf(document.activeElement) : undefined;
    from.className = to.className;
    from.innerHTML = to.innerHTML;
    if (focused) {
      Array.from(from.querySelectorAll("a, button")).find((it) => keyOf(it) === focused)?.focus({ preventScroll: true });
    }
  };

  const takeOver = (fresh) => {
    const now = parts(document);
    const next = parts(fresh);
    if (now.map((it) => it.id).join() !== next.map((it) => it.id).join()) {
      exchange(document.querySelector("main"), fresh.querySelector("main"));
      return;
    }
    now.forEach((part, index) => {
      if (meaning(part) !== meaning(next[index])) {
        exchange(part, next[index]);
      } else {
        const texts = ticks(next[index]);
        ticks(part).forEach((tick, at) => { tick.textContent = texts[at].textContent; });
      }
    });
  };

  const note = (words) => {
    let place = document.getElementById("stale");
    if (!place) {
      place = document.createElement("p");
      place.id = "stale";
      place.className = "problem";
      place.setAttribute("role", "status");
      document.querySelector("main").before(place);
    }
    if (place.textContent !== words) {
      place.textContent = words;
    }
  };

  const look = async () => {
    if (!document.hidden && !isPressed) {
      try {
        const answer = await fetch(location.pathname, { cache: "no-store", signal: AbortSignal.timeout(5000) });
        if (!answer.ok) {
          throw new Error(String(answer.status));
        }
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
        if (!isPressed) {
          document.title = fresh.title;
          takeOver(fresh);
        }
        note("");
      } catch {
        note("The sandbox does not answer. What you see may be old.");
      }
    }
    setTimeout(look, EVERY_MILLIS);
  };
  setTimeout(look, EVERY_MILLIS);
})();
