// Answers for the site in a browser whose user has kept it on the page data/offline/ (offline.js): from the network, else
// from the copy. Nobody else gets it. Every page that comes from the copy says of which day it is.
"use strict";
const PATIENCE = 4000; // milliseconds in which a page begins to arrive over a slow 3G connection
const REST = 60000; // for so long after a vain wait the copy answers at once
const DAY = 86400000;
const scope = new URL(self.registration.scope);
const NAME = `cam ${scope.pathname}`; // as in offline.js: what was kept, by language
let slowUntil = 0;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(scope.href)) event.respondWith(answer(request));
});

async function copies() {
  if (!(await caches.has(NAME))) return [];
  const kept = await caches.open(NAME);
  return Promise.all((await kept.keys()).map(async (key) => (await kept.match(key)).json()));
}

// The copy that holds an address, and its answer; addresses differ in what is searched for or chosen, files do not.
async function held(address) {
  for (const copy of await copies()) {
    if (!(await caches.has(copy.cache))) continue;
    const response = await (await caches.open(copy.cache)).match(address, { ignoreSearch: true });
    if (response) return { copy, response };
  }
  return undefined;
}

async function answer(request) {
  const wanted = new URL(request.url);
  wanted.pathname = wanted.pathname.replace(/\/index\.html$|(\/[^/.]+)$/, "$1/"); // a page's address ends in a slash
  const found = await held(wanted.href);
  if (!found) return fetch(request).catch((error) => absent(request, error));
  const again = request.cache === "reload" || request.cache === "no-cache";
  if (Date.now() < slowUntil && !again) return shown(found, request, wanted);
  try {
    const response = await Promise.race([fetch(request), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    if (!response) slowUntil = Date.now() + REST;
    else if (response.status < 500) return response;
  } catch { /* no connection */ }
  return shown(found, request, wanted);
}

async function shown({ copy, response }, request, wanted) {
  if (request.mode === "navigate" && !request.url.startsWith(wanted.href)) return Response.redirect(wanted.href);
  if (request.mode !== "navigate" || !response.headers.get("Content-Type").startsWith("text/html")) return response;
  const line = Date.now() - copy.kept > copy.old * DAY ? copy.old_line : copy.line;
  const html = (await response.text()).replace(copy.place, (place) => `${place}\n${line.replaceAll("{date}", copy.date)}`);
  return new Response(html, { headers: response.headers });
}

async function absent(request, error) {
  const page = request.mode === "navigate" && (await copies()).map((copy) => new URL(copy.missing, scope).href)[0];
  const found = page && await held(page);
  if (!found) throw error;
  return found.response;
}
