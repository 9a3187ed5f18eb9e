// Everything works without this script. With it, pages renew themselves, times are shown in the reader's own zone,
// forms are not sent twice by a nervous finger, and addresses can be copied.
"use strict";

(() => {
  // ── Times ──

  const lasting = (seconds) => {
    if (seconds < 60) return Math.max(0, seconds) + " s";
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) return minutes + " min";
    const hours = Math.floor(minutes / 60);
    if (hours < 24) return hours + " h" + (minutes % 60 ? " " + (minutes % 60) + " min" : "");
    return Math.floor(hours / 24) + " d" + (hours % 24 ? " " + (hours % 24) + " h" : "");
  };

  const ages = () => {
    for (const time of document.querySelectorAll("time[datetime]")) {
      const seconds = Math.floor((Date.now() - new Date(time.dateTime).getTime()) / 1000);
      const words = seconds < 5 ? "just now" : lasting(seconds) + " ago";
      if (/ago$|^just now$/.test(time.textContent) && time.textContent !== words) time.textContent = words;
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

  // ── What has changed is put in its place; focus and scroll stay where they are ──

  const parts = () => document.querySelectorAll("[data-live]");

  const isReading = (part) => part.contains(document.activeElement) && document.activeElement !== document.body;

  const rowsOf = (part) => new Map(Array.from(part.querySelectorAll("[data-key]"), (row) => [row.dataset.key, row]));

  const plain = (node) => node.innerHTML.replace(/<time [^>]*datetime="([^"]*)"[^>]*>[^<]*<\/time>/g, "$1");

  const put = (part, fresh, seen) => {
    const open = Array.from(part.querySelectorAll("details[open][id]"), (details) => details.id);
    part.replaceChildren(...Array.from(fresh.childNodes, (node) => document.importNode(node, true)));
    for (const id of open) {
      const details = document.getElementById(id);
      if (details) details.open = true;
    }
    part.dataset.seen = seen;
    localTimes(part);
  };

  let latest = null;

  const pill = document.createElement("button");
  pill.type = "button";
  pill.className = "pill";
  pill.hidden = true;
  pill.addEventListener("click", () => {
    pill.blur();
    show(latest, true);
  });

  // Rows that are there keep their places and are brought up to date; others wait behind the pill.
  const putRows = (part, fresh) => {
    const rows = rowsOf(part);
    const wanted = rowsOf(fresh);
    let added = 0;
    let gone = 0;
    for (const [key, row] of wanted) {
      const old = rows.get(key);
      if (!old) {
        added++;
      } else if (plain(old) !== plain(row) && !old.contains(document.activeElement)) {
        old.replaceChildren(...Array.from(row.childNodes, (node) => document.importNode(node, true)));
        localTimes(old);
      }
    }
    for (const [key, row] of rows) {
      const isGone = !wanted.has(key);
      row.classList.toggle("gone", isGone);
      if (isGone) gone++;
    }
    return [added, gone];
  };

  const show = (page, isWanted) => {
    if (!page) return;
    latest = page;
    let added = 0;
    let gone = 0;
    for (const part of parts()) {
      const fresh = page.querySelector('[data-live="' + part.dataset.live + '"]');
      if (!fresh) continue;
      const seen = plain(fresh);
      if (seen === part.dataset.seen && !part.querySelector(".gone")) continue;
      const keys = (rows) => Array.from(rows.keys()).join(" ");
      const isMoving = rowsOf(part).size > 0 && keys(rowsOf(part)) !== keys(rowsOf(fresh));
      const waits = part.dataset.live === "list" || (part.dataset.live === "now" && window.scrollY > 80);
      if (isMoving && waits && !isWanted) {
        const [more, fewer] = putRows(part, fresh);
        added += more;
        gone += fewer;
      } else if (!isReading(part) || isWanted) {
        put(part, fresh, seen);
      }
    }
    const words = [added && added + " new", gone && gone + " gone"].filter(Boolean).join(", ");
    if (pill.textContent !== words) pill.textContent = words;
    pill.hidden = !words;
  };

  // What came while somebody had the keyboard inside a part is shown once they leave it.
  document.addEventListener("focusout", () => setTimeout(() => show(latest, false), 0));

  // ── Where it comes from: a stream, and questions now and then where that cannot be had ──

  const state = document.querySelector("[data-live-state]");
  const say = (words, tone) => {
    if (state && state.textContent !== words) state.textContent = words;
    if (state) state.dataset.tone = tone;
  };

  const ASKS_EVERY = 15000;
  const SLOWEST = 60000;
  const asked = document.querySelector("[data-live-address]");
  const address = asked ? asked.dataset.liveAddress : location.pathname + location.search;
  let source = null;
  let asking = 0;
  let wait = ASKS_EVERY;
  let isOver = false;

  const read = (html) => new DOMParser().parseFromString(html, "text/html");

  const ask = async () => {
    asking = 0;
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" }, cache: "no-store" });
      if (!answer.ok || answer.redirected) throw new Error("not the page");
      show(read(await answer.text()), false);
      wait = ASKS_EVERY;
      say("Renewed every 15 s", "idle");
    } catch {
      wait = Math.min(wait * 2, SLOWEST);
      say("Reconnecting… what you see may be old", "warn");
    }
    if (!document.hidden && !isOver) later();
  };

  const later = () => {
    if (!asking) asking = setTimeout(ask, wait * (0.9 + Math.random() * 0.2));
  };

  const listen = () => {
    if (source || isOver) return;
    say("Connecting…", "idle");
    source = new EventSource(address);
    source.addEventListener("open", () => say("Live", "ok"));
    source.addEventListener("page", (event) => {
      say("Live", "ok");
      show(read(event.data), false);
    });
    source.addEventListener("trouble", () => say("Graft has trouble reading; what you see may be old", "warn"));
    source.addEventListener("signed-out", () => {
      isOver = true;
      stop();
      say("You are signed out. Nothing here is renewed any more.", "warn");
    });
    source.addEventListener("error", () => {
      if (isOver) return;
      if (source && source.readyState === EventSource.CLOSED) {
        stop();
        say("Reconnecting…", "warn");
        later();
      } else {
        say("Reconnecting…", "warn");
      }
    });
  };

  const stop = () => {
    if (source) source.close();
    source = null;
    clearTimeout(asking);
    asking = 0;
  };

  const isTyping = (target) => target.closest && target.closest("input, textarea, select, [contenteditable]");

  if (document.body.dataset.livePage === "yes") {
    for (const part of parts()) part.dataset.seen = plain(part);
    document.body.append(pill);
    listen();
    // A browser has six connections for one host, so a tab that nobody looks at gives its own back.
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) {
        stop();
        if (!isOver) say("Paused", "idle");
      } else {
        listen();
      }
    });
    window.addEventListener("pagehide", stop);
    window.addEventListener("pageshow", (event) => event.persisted && listen());
    document.addEventListener("keydown", (event) => {
      if (event.key === "." && !pill.hidden && !isTyping(event.target) && !event.ctrlKey && !event.metaKey) pill.click();
    });
    setInterval(ages, 5000);
  }
  localTimes(document);

  // ── Forms and copying ──

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
})();
