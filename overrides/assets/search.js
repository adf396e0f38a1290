// The search page: Pagefind's index in this page's language, with facets; query and facets stay in the address.
const root = document.querySelector("[data-search]");
const words = root.dataset;
const form = root.querySelector("form");
const field = root.querySelector("input[type=search]");
const facets = root.querySelector(".search__facets");
const count = root.querySelector(".search__count");
const results = root.querySelector(".search__results");
const more = root.querySelector(".search__more");
const names = Object.fromEntries(JSON.parse(words.facets));
const base = new URL("../", new URL(document.querySelector("script[src$='assets/cam.js']").src));
const STEP = 10;
const typeset = (text) => text.replaceAll("'", "’"); // the index is made with plain apostrophes, see cam.outputs.search
let engine;
let turn = 0;

// A page that is opened from a disk may load neither modules nor files: there, a script brought Pagefind's files along
// (cam.offline.search), and Pagefind is given them where it asks the network.
const kept = globalThis.keptSearch;
const addressOf = (page) => (kept ? new URL(`${page.url.slice(1)}index.html`, base).href : page.url);

function fromDisk() {
  globalThis.keptFile = async (address) => {
    const name = address.replace(/^\/pagefind\/|\?.*/g, "");
    return new Response(kept.text[name] ?? Uint8Array.from(atob(kept.base64[name]), (sign) => sign.charCodeAt(0)));
  };
  const source = new Blob(["const fetch = globalThis.keptFile;\n", kept.text["pagefind.js"]], { type: "text/javascript" });
  return import(URL.createObjectURL(source));
}

async function start() {
  const pagefind = await (kept ? fromDisk() : import(new URL("pagefind/pagefind.js", base)));
  const place = kept ? { baseUrl: "/", basePath: "/pagefind/", noWorker: true } : { baseUrl: base.pathname };
  await pagefind.options({ ...place, excerptLength: 24, ranking: { termSimilarity: 4 } });
  await pagefind.init(words.language);
  await pagefind.filters(); // loads the facets, so that results carry their counts
  return pagefind;
}

// One start for all who wait for it: whoever types before it is done searches after it. After a failure the next one tries anew.
function load() {
  engine ??= start().catch((error) => { engine = undefined; throw error; });
  return engine;
}

function chosen() {
  const url = new URL(location.href);
  return Object.fromEntries(Object.keys(names).map((name) => [name, url.searchParams.getAll(name)]).filter(([, values]) => values.length));
}

function put(url) {
  try { history.replaceState(null, "", url); } catch { location.replace(url); } // not every browser lets a file change its address
}

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function say(number, query) {
  const text = number === 0 ? words.none : number === 1 ? words.one : words.many;
  count.textContent = text.replace("{n}", number).replace("{q}", () => query || "*");
}

function draw(found) {
  const selected = chosen();
  const open = new Set([...facets.querySelectorAll("details[open]")].map((one) => one.dataset.name));
  const groups = Object.entries(names).map(([name, label]) => {
    const values = Object.entries(found[name] || {}).filter(([value, number]) => number || selected[name]?.includes(value))
      .sort(([one], [other]) => (name === "year" ? other.localeCompare(one) : one.localeCompare(other, words.language)));
    const boxes = values.map(([value, number]) => {
      const box = element("input", { type: "checkbox", name, value, checked: Boolean(selected[name]?.includes(value)) });
      box.addEventListener("change", () => choose(name, value, box.checked));
      return element("label", {}, box, element("span", { textContent: typeset(value) }), element("span", { className: "count", textContent: number }));
    });
    const group = element("details", { open: open.has(name) || Boolean(selected[name]) || (!open.size && name === "kind" && matchMedia("(min-width: 60rem)").matches) }, element("summary", { textContent: label }), ...boxes);
    group.dataset.name = name;
    return values.length ? group : "";
  });
  facets.replaceChildren(...groups);
  facets.hidden = false;
}

function choose(name, value, on) {
  const url = new URL(location.href);
  const values = url.searchParams.getAll(name).filter((one) => one !== value);
  url.searchParams.delete(name);
  for (const one of on ? [...values, value] : values) url.searchParams.append(name, one);
  put(url);
  run().then(() => facets.querySelector(`input[name="${name}"][value="${CSS.escape(value)}"]`)?.focus());
}

async function show(hits, from, mine) {
  more.disabled = true;
  const pages = await Promise.all(hits.slice(from, from + STEP).map((hit) => hit.data()));
  if (mine !== turn) return; // something else was asked for meanwhile
  for (const page of pages) {
    const excerpt = element("p");
    excerpt.innerHTML = typeset(page.excerpt); // Pagefind's own: text of this site, escaped, with <mark>
    const states = page.filters?.country ?? []; // many laws and authorities bear the same name
    const note = [...(page.filters?.kind ?? []), ...(states.length === 1 ? states : [])].join(" · ");
    results.append(element("li", {}, element("a", { href: addressOf(page), textContent: typeset(page.meta.title) }), element("span", { className: "note", textContent: ` ${typeset(note)}` }), excerpt));
  }
  more.disabled = false;
  more.hidden = from + STEP >= hits.length;
  more.onclick = () => show(hits, from + STEP, mine).then(() => results.children[from + STEP]?.querySelector("a").focus());
}

async function run() {
  const mine = ++turn;
  const query = new URL(location.href).searchParams.get("q")?.trim() || "";
  const filters = chosen();
  if (field.value.trim() !== query) field.value = query;
  try {
    const pagefind = await load();
    const found = await pagefind.search(query || null, { filters });
    if (mine !== turn) return;
    results.replaceChildren();
    draw(query || Object.keys(filters).length ? found.filters : await pagefind.filters());
    if (!query && !Object.keys(filters).length) { count.textContent = ""; more.hidden = true; return; }
    say(found.results.length, query);
    await show(found.results, 0, mine);
  } catch (error) {
    console.error(error);
    count.textContent = words.failed;
  }
}

let timer;
field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const url = new URL(location.href);
    url.searchParams.set("q", field.value.trim());
    put(url);
    run();
  }, 200);
});
form.addEventListener("submit", (event) => { event.preventDefault(); field.dispatchEvent(new Event("input")); });
addEventListener("popstate", run);
if (!matchMedia("(pointer: coarse)").matches) field.focus();
// What was typed while this was loading is searched for too.
if (field.value.trim() && !new URL(location.href).searchParams.get("q")) field.dispatchEvent(new Event("input"));
else run();
