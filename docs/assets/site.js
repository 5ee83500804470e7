// What the theme's script leaves open: the file of a program to copy, names for what it makes, and the place on the page
// for a reader who changes the language.

// The theme's button takes a program's text off the page, without the last line end; it prefers `data-clipboard-text`,
// which this sets before the theme sees the click.
document.addEventListener(
  "click",
  ({ target }) => {
    const button = target.closest(".md-code__button[data-clipboard-target]");
    const program = button?.closest("[data-copy]");
    if (program) button.dataset.clipboardText = program.dataset.copy;
    const switched = target.closest(".md-select__link");
    if (switched) switched.hash = location.hash; // a heading has one anchor in all languages
  },
  true,
);

// What is far from the window is not laid out at first (site.css). It is, one in a frame, as soon as the reader does
// something or has read for a while: before that it would only delay what a reader sees and clicks.
const idle = (then) => (window.requestIdleCallback ? requestIdleCallback(then, { timeout: 200 }) : setTimeout(then, 50));
const waiting = [...document.querySelectorAll(".il-card, .il-quiz, .highlight")];
const layOut = () => {
  waiting.shift()?.classList.add("il-laid");
  if (waiting.length) requestAnimationFrame(() => idle(layOut));
};
const happens = (what) => new Promise((then) => addEventListener(what, then, { once: true, passive: true }));
const passes = (milliseconds) => new Promise((then) => setTimeout(then, milliseconds));
Promise.race([...["scroll", "keydown", "pointerdown"].map(happens), happens("load").then(() => passes(3000))]).then(layOut);

// Their scripts come when a quiz or a timeline is near the window.
const own = document.currentScript.src;
for (const [wanted, script] of [[".il-quiz", "quiz.js"], [".il-time", "replay.js"]]) {
  const near = new IntersectionObserver(
    (seen) => {
      if (!seen.some((each) => each.isIntersecting)) return;
      near.disconnect();
      document.head.append(Object.assign(document.createElement("script"), { src: new URL(script, own) }));
    },
    { rootMargin: "100%" },
  );
  document.querySelectorAll(wanted).forEach((each) => near.observe(each));
}

// The theme makes a landmark of each program's buttons, and lets the keyboard scroll a program or a table only where there
// is a mouse.
new MutationObserver(() => {
  for (const buttons of document.querySelectorAll("nav.md-code__nav:not([role])")) {
    buttons.setAttribute("role", "none");
    const code = buttons.parentElement.querySelector(":scope > code");
    if (code.scrollWidth > code.clientWidth) code.tabIndex = 0;
  }
  for (const wide of document.querySelectorAll(".md-typeset__scrollwrap:not([tabindex])")) {
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
  }
}).observe(document.body, { childList: true, subtree: true });
