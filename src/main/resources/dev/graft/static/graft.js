// Everything works without this script. With it, pages renew themselves, times are shown in the reader's own zone,
// forms are not sent twice by a nervous finger, and addresses can be copied.
"use strict";

(() => {
  const EVERY = 5000;
  const SLOWEST = 60000;
  let wait = EVERY;

  const state = document.querySelector("[data-live-state]");

  const say = (text, action) => {
    if (!state) return;
    state.textContent = text;
    if (action) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = action.words;
      button.addEventListener("click", action.run);
      state.append(" ", button);
    }
  };

  const localTimes = (root) => {
    for (const time of root.querySelectorAll("time[datetime]")) {
      const at = new Date(time.dateTime);
      if (!Number.isNaN(at.getTime()) && !time.dataset.local) {
        time.dataset.local = "yes";
        time.title = at.toLocaleString() + " (" + time.title + ")";
      }
    }
  };

  const keysOf = (part) => Array.from(part.querySelectorAll("[data-key]"), (row) => row.dataset.key).join(" ");

  const isReading = (part) => part.contains(document.activeElement) && document.activeElement !== document.body;

  const put = (part, fresh) => {
    const open = Array.from(part.querySelectorAll("details[open][id]"), (details) => details.id);
    part.replaceChildren(...fresh.childNodes);
    for (const id of open) {
      const details = document.getElementById(id);
      if (details) details.open = true;
    }
    part.dataset.seen = part.innerHTML;
    localTimes(part);
  };

  const parts = () => document.querySelectorAll("[data-live]");

  const renew = async () => {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (!answer.ok || answer.redirected) throw new Error("not the page");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    let held = false;
    for (const part of parts()) {
      const fresh = page.querySelector('[data-live="' + part.dataset.live + '"]');
      if (!fresh || fresh.innerHTML === part.dataset.seen) continue;
      if (isReading(part)) continue;
      // Rows never move under the eyes of somebody who has scrolled down to them.
      if (part.dataset.live === "list" && window.scrollY > 80 && keysOf(fresh) !== keysOf(part)) {
        held = true;
        continue;
      }
      put(part, fresh);
    }
    if (held) {
      say("The list has changed.", {
        words: "Show",
        run: () => {
          window.scrollTo(0, 0);
          say("");
          renew();
        },
      });
    } else {
      say("");
    }
  };

  const turn = async () => {
    if (!document.hidden) {
      try {
        await renew();
        wait = EVERY;
      } catch {
        wait = Math.min(wait * 2, SLOWEST);
        say("Not connected. What you see may be old; trying again.");
      }
    }
    setTimeout(turn, wait * (0.9 + Math.random() * 0.2));
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 4000);
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    const what = button && document.getElementById(button.dataset.copy);
    if (!what) return;
    await navigator.clipboard.writeText(what.textContent);
    button.textContent = "Copied";
  });

  for (const part of parts()) part.dataset.seen = part.innerHTML;
  localTimes(document);
  if (document.body.dataset.livePage === "yes") setTimeout(turn, EVERY);
})();
