// The theme puts every block's copy button into a landmark of its own; a button is no place to go to.
const told = () => document.querySelectorAll("nav.md-code__nav").forEach((each) => each.setAttribute("role", "none"));
new MutationObserver(told).observe(document.body, { childList: true, subtree: true });
told();
