// Copying a program gives the file. The theme's button takes the text off the page, without the last line end and with
// blanks where a note was; it prefers `data-clipboard-text`, which this sets before the theme sees the click.

document.addEventListener(
  "click",
  ({ target }) => {
    const button = target.closest(".md-code__button[data-clipboard-target]");
    const program = button?.closest("[data-copy]");
    if (program) button.dataset.clipboardText = program.dataset.copy;
  },
  true,
);
