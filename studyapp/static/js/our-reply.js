// Networks answer in the place of our server now and then: a page to sign in, a filter, with any status.
// Such a reply says nothing of what was sent, so it counts as none: these functions throw.

// A page of ours carries the token of its forms.
export function pageIn(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  if (!page.querySelector("meta[name=csrf-token]")) throw new Error("This is no page of ours.");
  return page;
}

const isRefusal = (told, status) => told?.status === status && typeof told.detail === "string";

// Returns what was told: what `isOurs` knows as our server's word, or why it refused.
export async function readTold(response, isOurs) {
  const told = await response.json();
  if (response.ok ? isOurs(told) : isRefusal(told, response.status)) return told;
  throw new Error(`Not our server answered ${response.status}.`);
}
