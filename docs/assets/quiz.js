// A quiz asks before it answers: two buttons at each output, and a count. Its markup is interleave/quiz/html.py's.
// Without this script an answer is unfolded by its own summary.

(() => {
  const made = (tag, attributes, text) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  };

  const choose = (quiz, option, button) => {
    if (option.dataset.result) return;
    const result = button.value === option.dataset.answer ? "right" : "wrong";
    option.dataset.result = result;
    for (const each of option.querySelectorAll("button")) {
      each.setAttribute("aria-pressed", each === button);
      each.setAttribute("aria-disabled", "true"); // not `disabled`: the focus stays where it is
    }
    button.parentElement.append(made("span", { class: "il-quiz__result" }, quiz.dataset[result]));
    option.querySelector(".il-quiz__answer").open = true;
    const count = name => quiz.querySelectorAll(`[data-result${name}]`).length;
    const score = quiz.dataset.score.replace("{all}", count("")).replace("{right}", count("=right"));
    // A screen reader says it all; what stands beside the buttons is not said twice.
    const said = [quiz.dataset[result], option.querySelector(".il-quiz__why").innerText];
    const status = quiz.querySelector(".il-quiz__score");
    status.replaceChildren(made("span", { class: "il-sr" }, said.join(" ")), made("span", {}, score));
  };

  const enliven = quiz => {
    quiz.classList.add("il-quiz--live");
    for (const option of quiz.querySelectorAll(".il-quiz__option")) {
      const details = option.querySelector(".il-quiz__answer");
      const label = details.querySelector("summary").textContent;
      const choice = made("div", { class: "il-quiz__choice", role: "group", "aria-label": label }, "");
      for (const value of ["possible", "impossible"]) {
        const button = made("button", { type: "button", value, "aria-pressed": "false" }, quiz.dataset[value]);
        button.addEventListener("click", () => choose(quiz, option, button));
        choice.append(button);
      }
      details.before(choice);
    }
  };

  const enlivenAll = () => document.querySelectorAll(".il-quiz:not(.il-quiz--live)").forEach(enliven);

  // Where the theme changes pages without loading them, it says so by `document$`.
  if (window.document$) window.document$.subscribe(enlivenAll);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", enlivenAll);
  else enlivenAll();
})();
