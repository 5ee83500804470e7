/* Replays a card's recording: its lines appear when they came, and the playhead moves over the timeline in step. Without
   this script a card is whole; with it, it gets a button. The markup is interleave/timeline's.

   For those who do not see it nothing changes: the lines stay in the page, and nothing is announced on its own. */

(() => {
  const steady = matchMedia("(prefers-reduced-motion: reduce)");

  class Replay {
    constructor(card) {
      const time = card.querySelector(".il-time");
      this.card = card;
      this.start = Number(time.dataset.start);
      this.end = Number(time.dataset.end);
      this.lines = [...card.querySelectorAll(".il-line")];
      this.times = this.lines.map((line) => Number(line.dataset.at));
      this.controls = time.querySelector(".il-replay");
      this.button = this.controls.querySelector("button");
      this.range = this.controls.querySelector("input");
      this.speed = this.controls.querySelector("select");
      this.head = document.createElement("b");
      this.head.className = "il-time__head";
      const over = document.createElement("div");
      over.className = "il-time__over";
      over.append(this.head);
      time.querySelector(".il-time__picture").append(over);
      this.now = this.end;
      this.frame = 0;

      this.button.addEventListener("click", () => (this.frame ? this.pause() : this.play()));
      this.range.addEventListener("input", () => this.seek(Number(this.range.value)));
      this.range.addEventListener("keydown", (key) => {
        const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[key.key];
        if (!way) return;
        key.preventDefault();
        this.seek(this.next(way));
      });
      for (const event of ["pointerover", "pointerout", "focusin", "focusout"]) {
        card.addEventListener(event, (happened) => this.point(happened));
      }
      this.controls.hidden = false;
    }

    /* Milliseconds of the run, as the picture says them. */
    said() {
      const unit = this.range.dataset.unit;
      return unit === "s" ? `${(this.now / 1000).toFixed(2)} s` : `${Math.round(this.now)} ms`;
    }

    seek(now) {
      this.pause();
      this.show(now);
      this.range.setAttribute("aria-valuetext", this.said());
    }

    /* When the next line came, or the one before: arrow keys go from line to line. */
    next(way) {
      const stops = [this.start, ...this.times, this.end].sort((one, other) => one - other);
      return way > 0 ? (stops.find((at) => at > this.now) ?? this.end) : (stops.findLast((at) => at < this.now) ?? this.start);
    }

    play() {
      if (this.now >= this.end) this.show(this.start);
      this.named("pause");
      let last = performance.now();
      const step = (at) => {
        const now = this.now + Math.max(0, at - last) / Number(this.speed.value);
        last = at;
        if (now >= this.end) {
          this.pause();
          this.show(this.end);
          return;
        }
        this.frame = requestAnimationFrame(step);
        if (this.card.isConnected) this.show(now);
        else this.pause();
      };
      this.frame = requestAnimationFrame(step);
    }

    pause() {
      cancelAnimationFrame(this.frame);
      this.frame = 0;
      this.named("play");
    }

    named(what) {
      this.button.dataset.does = what;
      this.button.textContent = this.button.dataset[what];
    }

    /* Show the run as it was at a time. At its end the card is as it was before. */
    show(now) {
      this.now = now;
      const over = now >= this.end;
      const last = this.times.findLastIndex((at) => at <= now);
      const place = steady.matches && !over ? (this.times[last] ?? this.start) : now;
      this.card.classList.toggle("il-card--replay", !over);
      this.lines.forEach((line, number) => line.classList.toggle("il-line--ahead", !over && this.times[number] > now));
      this.light(over ? -1 : last);
      const part = Math.min(Math.max((place - this.start) / (this.end - this.start), 0), 1);
      this.head.style.left = `${100 * part}%`;
      this.head.dataset.at = this.said();
      this.head.dataset.side = part < 0.08 ? "first" : part > 0.92 ? "last" : "";
      this.range.value = now;
    }

    /* A line and its marks belong together: light both, and no other. */
    light(number) {
      if (number === this.lit) return;
      this.lit = number;
      for (const one of this.card.querySelectorAll(".il-lit")) one.classList.remove("il-lit");
      this.lines[number]?.classList.add("il-lit");
      for (const mark of this.card.querySelectorAll(`.il-mark[data-line="${number}"]`)) mark.classList.add("il-lit");
    }

    point(happened) {
      if (this.card.classList.contains("il-card--replay")) return;
      const one = happened.target.closest(".il-line, .il-mark");
      const leaves = happened.type === "pointerout" || happened.type === "focusout";
      if (one) this.light(leaves ? -1 : Number(one.dataset.line ?? this.lines.indexOf(one)));
    }
  }

  const ready = new WeakSet();
  const start = () => {
    for (const controls of document.querySelectorAll(".il-replay")) {
      if (!ready.has(controls)) new Replay(controls.closest(".il-card"));
      ready.add(controls);
    }
  };

  /* Material says each page that it shows, also those that come without a reload. */
  if (window.document$) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
