// What the theme makes of a page while it is read, for those who use no mouse:
// a block's copy button is no landmark to go to, and a table that scrolls takes the focus.
const mend = () => {
  document.querySelectorAll("nav.md-code__nav").forEach((each) => each.setAttribute("role", "none"));
  document.querySelectorAll(".md-typeset__scrollwrap").forEach((each) => {
    if (each.scrollWidth > each.clientWidth) each.tabIndex = 0;
  });
};
new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
addEventListener("resize", mend);
mend();
// Whoever changes the language stays at the section: its anchor is the same in both.
addEventListener("click", (event) => {
  const other = event.target.closest("a.language");
  if (other) other.hash = location.hash;
});
