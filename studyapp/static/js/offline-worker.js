// The service worker: `shell` is set by the file that loads this one, and changes with every version.
// It keeps files and two pages that hold nothing of a learner, and never touches what is sent.
const OWN = "studyapp-";
const CACHE = OWN + shell.files[0].split("/")[2];

async function install() {
  const cache = await caches.open(CACHE);
  // Without cookies the server shows these pages as to a stranger.
  const pages = [shell.review, shell.absent].map(url => new Request(url, { credentials: "omit", cache: "reload" }));
  await cache.addAll([...shell.files, ...pages]);
  await self.skipWaiting();
}

async function activate() {
  const old = (await caches.keys()).filter(name => name.startsWith(OWN) && name !== CACHE);
  await Promise.all(old.map(name => caches.delete(name)));
  await self.clients.claim();
}

// On a day off "anyway" asks for everything.
const namesPart = params => params.has("only") && params.get("only") !== "anyway";

async function showPage(request) {
  try {
    return await fetch(request);
  } catch {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/review") return Response.redirect(shell.review + (namesPart(searchParams) ? "?part" : ""));
    const cache = await caches.open(CACHE);
    return await cache.match(pathname === shell.review ? shell.review : shell.absent, { ignoreVary: true }) ?? Response.error();
  }
}

async function showFile(request) {
  return await caches.match(request) ?? fetch(request);
}

addEventListener("install", event => event.waitUntil(install()));
addEventListener("activate", event => event.waitUntil(activate()));
addEventListener("fetch", event => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(showPage(request));
  else if (shell.files.includes(new URL(request.url).pathname)) event.respondWith(showFile(request));
});
