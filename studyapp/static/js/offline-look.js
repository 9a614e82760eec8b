// A page out of the cache knows no cookie, so how pages look is kept here as well.
const NAME = "studyapp_look";

// A browser that blocks storage throws where others return nothing.
function tryStorage(use) {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}

export const keepLook = () =>
  tryStorage(storage => storage.setItem(NAME, JSON.stringify({ ...document.documentElement.dataset })));

export const restoreLook = () =>
  Object.assign(document.documentElement.dataset, JSON.parse(tryStorage(storage => storage.getItem(NAME))));
