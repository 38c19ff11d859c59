// Takes the letter out of the address bar. Loaded on its own, before and beside everything else, so that the
// address is clean even when another file of the page never arrives.

export function takeFragment() {
  const fragment = location.hash.slice(1);
  if (location.hash || location.href.endsWith("#")) {
    history.replaceState(null, "", location.pathname + location.search);
  }
  return fragment;
}

export const arrived = takeFragment();
