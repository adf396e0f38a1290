// The page data/offline/: keeps a copy of the site in this browser when its user asks for it. Nothing is stored before.
"use strict";
(() => {
  const root = document.querySelector("[data-keep]");
  const words = root.dataset;
  const language = words.keep;
  const status = root.querySelector("[role=status]");
  const bar = root.querySelector("progress");
  const keep = root.querySelector("[data-do=keep]");
  const remove = root.querySelector("[data-do=remove]");
  const base = new URL("../", document.querySelector("script[src$='assets/cam.js']").src);
  const about = new URL(words.about, location.href);
  const NAME = `cam ${base.pathname}`; // a cache that says what is kept: one answer a language; see service-worker.js
  const mine = `${NAME} ${language} `; // how the caches begin that hold a copy in this language
  const fill = (text, places) => text.replace(/\{(\w+)\}/g, (_, name) => places[name]);
  const say = (...sentences) => { status.textContent = sentences.join(" "); };

  if (!location.protocol.startsWith("http") || !isSecureContext || !navigator.serviceWorker || !window.DecompressionStream) {
    say(words.unable);
    return;
  }

  async function current() {
    const found = await caches.has(NAME) && await (await caches.open(NAME)).match(about.href);
    const copy = found && await found.json();
    return copy && await caches.has(copy.cache) ? copy : undefined;
  }

  async function newest() {
    const answer = await fetch(about, { cache: "no-store" });
    if (!answer.ok) throw new Error(`${answer.status}: ${about}`);
    return answer.json();
  }

  // The dates of a year, first and other days of each month, come with the copy as its language writes them.
  function said(date, facts) {
    const [first, other] = facts.dates[date.getMonth()];
    return fill(date.getDate() === 1 ? first : other, { d: date.getDate(), y: date.getFullYear() });
  }

  function advance(share) {
    const percent = Math.floor(share * 100);
    bar.value = percent;
    const tenth = String(percent - percent % 10);
    if (status.dataset.tenth === tenth) return; // said ten times, not a hundred
    status.dataset.tenth = tenth;
    say(fill(words.loading, { percent: tenth }));
  }

  async function download(facts) {
    const answer = await fetch(new URL(`${words.bundle}?${facts.sha256.slice(0, 12)}`, location.href));
    if (!answer.ok) throw new Error(`${answer.status}: ${answer.url}`);
    const bytes = new Uint8Array(facts.size);
    const reader = answer.body.getReader();
    let length = 0;
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      bytes.set(part.value, length); // throws where there is more than was said
      length += part.value.length;
      advance(length / facts.size / 2);
    }
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const hex = [...sum].map((one) => one.toString(16).padStart(2, "0")).join("");
    if (hex !== facts.sha256) throw new Error("what arrived is not what was asked for");
    return bytes;
  }

  async function* lines(bytes) {
    const text = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")).pipeThrough(new TextDecoderStream());
    const reader = text.getReader();
    let rest = "";
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const whole = (rest + part.value).split("\n");
      rest = whole.pop();
      yield* whole;
    }
  }

  async function unpack(bytes, facts, cache) {
    let number = 0;
    for await (const line of lines(bytes)) {
      const [path, type, form, content] = JSON.parse(line);
      const body = form === "text" ? content : Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
      await cache.put(new URL(path, base).href, new Response(body, { headers: { "Content-Type": type } }));
      number += 1;
      advance(0.5 + number / facts.lines / 2);
    }
    if (number !== facts.lines) throw new Error("the copy is not whole");
  }

  async function tidy(but) {
    for (const name of await caches.keys()) if (name.startsWith(mine) && name !== but) await caches.delete(name);
  }

  async function store() {
    const old = await current();
    const facts = await newest();
    const fresh = mine + facts.sha256;
    try {
      if (old?.cache !== fresh) {
        await tidy(old?.cache);
        await unpack(await download(facts), facts, await caches.open(fresh));
      }
      await navigator.serviceWorker.register(new URL(words.worker, base), { scope: base.pathname });
      await navigator.serviceWorker.ready;
    } catch (error) {
      await tidy(old?.cache);
      throw error;
    }
    const now = new Date();
    const copy = { ...facts, cache: fresh, kept: now.getTime(), date: said(now, facts) };
    await (await caches.open(NAME)).put(about.href, new Response(JSON.stringify(copy)));
    await tidy(fresh);
  }

  async function drop() {
    const kept = await caches.open(NAME);
    await kept.delete(about.href);
    await tidy("");
    if ((await kept.keys()).length) return;
    await caches.delete(NAME);
    await (await navigator.serviceWorker.getRegistration(base.href))?.unregister();
  }

  async function show(...before) {
    const copy = await current();
    const facts = navigator.onLine ? await newest().catch(() => undefined) : undefined;
    const news = copy && facts && (copy.sha256 === facts.sha256 ? words.current : fill(words.newer, facts.words));
    const costs = facts && copy?.sha256 !== facts.sha256 && fill(words.costs, facts.words);
    say(...before, copy ? fill(words.kept, { date: copy.date, day: copy.words.day }) : before.length ? "" : words.nothing, news || "", costs || "");
    keep.textContent = copy ? words.again : words.first;
    keep.hidden = false;
    remove.hidden = !copy;
  }

  function on(button, act, ...after) {
    button.addEventListener("click", async () => {
      if (root.hasAttribute("aria-busy")) return;
      root.setAttribute("aria-busy", "true");
      status.dataset.tenth = "";
      bar.value = 0;
      bar.hidden = button === remove;
      try {
        await act();
        await show(...after);
      } catch (error) {
        console.warn(error);
        await show(words.failed);
      }
      root.removeAttribute("aria-busy");
      bar.hidden = true;
      keep.focus();
    });
  }

  on(keep, () => { navigator.storage?.persist?.(); return store(); });
  on(remove, drop, words.removed);
  show().catch(() => say(words.unable));
})();
