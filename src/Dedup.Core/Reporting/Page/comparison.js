// Two texts side by side: shared passages coloured and linked, what differs in them marked, what is likely boilerplate greyed.

const hues = 6;

// What other articles have to do with the verdict, where they have.
const backgroundNotes = {
  missing: "Two texts alone cannot show whether what they share is a form or header that many others carry.",
  kept: "Counted over other articles: what the two share is no form or header that many of them carry.",
  dropped: "Counted over other articles: what the two share is a form, header or stock phrase that many of them carry.",
  form: "The two are one form filled with other figures: hardly anything else differs.",
};

// The text in pieces that carry the same marks. Passages do not overlap, nor do the differences in them, nor boilerplate.
const cutText = (text, passages, side, boilerplate) => {
  const events = [];
  const mark = (ranges, kind, value) => {
    for (const [start, end] of ranges) {
      events.push([start, kind, value], [end, kind, null]);
    }
  };
  passages.forEach((passage, index) => mark([[passage.start[side], passage.end[side]]], "passage", index));
  passages.forEach(passage => mark(passage.differences[side], "differs", true));
  mark(boilerplate, "boilerplate", true);
  // What ends at a place does so before anything starts there.
  events.sort((x, y) => x[0] - y[0] || (x[2] === null ? 0 : 1) - (y[2] === null ? 0 : 1));
  const pieces = [];
  const marks = { passage: null, differs: null, boilerplate: null };
  let at = 0;
  for (const [place, kind, value] of events) {
    if (place > at) {
      pieces.push({ text: text.slice(at, place), ...marks });
      at = place;
    }

    marks[kind] = value;
  }

  if (at < text.length) {
    pieces.push({ text: text.slice(at), ...marks });
  }

  return pieces;
};

const renderText = (text, passages, side, boilerplate, jump) => {
  const content = make("div", { class: "text", dir: "auto" });
  let index = null;
  let place = content;
  for (const piece of cutText(text, passages, side, boilerplate)) {
    if (piece.passage !== index) {
      index = piece.passage;
      place = content;
      if (index !== null) {
        const number = index;
        place = make("span", {
          class: `passage hue${index % hues}`, "data-passage": index, "data-label": index + 1, tabindex: "0", role: "link", title: `Passage ${index + 1}: show it in the other text`,
          onclick: () => getSelection().isCollapsed && jump(number, side),
          onkeydown: event => {
            if (event.key === "Enter") {
              jump(number, side);
              event.preventDefault();
            }
          },
        });
        content.append(place);
      }
    }

    const tag = piece.differs ? (side === 0 ? "del" : "ins") : "span";
    place.append(piece.differs || piece.boilerplate ? make(tag, { class: piece.boilerplate ? "boilerplate" : null }, piece.text) : piece.text);
  }

  return content;
};

const makeComparison = (pair, back) => {
  const numbers = [pair.left, pair.right];
  const both = numbers.map(number => texts[number]);
  const explained = passagesOf(pair.number);
  const passages = explained.passages;
  const hasTexts = both.every(text => text !== null);
  let current = -1;

  const figures = make("dl", { class: "figures" });
  const figure = (label, share, hint) => figures.append(make("div", { title: hint }, make("dt", {}, ...label), make("dd", {}, percent(share), meter(share, "")))); 
  figure(["Jaccard"], pair.jaccard, "shared shingles over all shingles of both");
  figure(["left in right"], pair.leftInRight, "share of the left text's shingles that the right one has");
  figure(["right in left"], pair.rightInLeft, "share of the right text's shingles that the left one has");
  if (explained.leftShare !== null) {
    figure(["left word for word"], explained.leftShare, "share of the left text's words that stand in the passages below");
    figure(["right word for word"], explained.rightShare, "share of the right text's words that stand in the passages below");
  }

  if (pair.titles !== null) {
    figure(["titles alike"], pair.titles, "token-set ratio of the two titles");
  }

  const view = make("article", { class: "comparison" },
    make("div", { class: "head" },
      back ? make("button", { class: "back", type: "button", onclick: back }, "← Back") : null,
      make("h2", {}, badge(pair.relation), " ", make("span", { class: "verdict" }, ...verdict(pair))),
      make("p", { class: "evidence" }, pair.width === 1
        ? `Counted over ${count(pair.shared, "shared word")}, or pairs of characters where no spaces stand.`
        : `Counted over ${count(pair.shared, "shared shingle")} of ${count(pair.width, "word")}, or of characters where no spaces stand.`),
      backgroundNotes[data.background] ? make("p", { class: "background" }, backgroundNotes[data.background]) : null,
      figures));

  if (!hasTexts) {
    const excerpt = passages.map((passage, index) => make("li", {}, `Passage ${index + 1}: ${count(passage.shared, "word")}, at ${passage.start[0].toLocaleString("en")} in the left text and ${passage.start[1].toLocaleString("en")} in the right one`));
    view.append(
      make("p", { class: "notice" }, data.kind === "report"
        ? `These texts are not in this report, which embeds at most ${count(data.textUnits, "character")} of text. “dedup compare” shows the two side by side.`
        : "These texts are not in this page."),
      make("ul", {}, ...excerpt));
    return { view, keys: {}, shown() {}, print() {} };
  }

  const position = make("span", { class: "position", "aria-live": "polite" });
  const chips = passages.map((passage, index) => make("button", {
    class: `chip hue${index % hues}`, type: "button", "data-passage": index, onclick: () => jump(index),
    title: `${count(passage.shared, "word")} in common${passage.similarity === null ? "" : passage.similarity === 1 ? ", word for word" : `, ${percent(passage.similarity)} alike`}`,
  }, make("b", {}, String(index + 1)), ` ${count(passage.shared, "word")}`, passage.similarity === null || passage.similarity === 1 ? null : make("small", {}, ` ${percent(passage.similarity)}`)));
  const panes = [0, 1].map(side => make("section", { class: "pane", "aria-label": side === 0 ? "left text" : "right text" },
    make("header", {}, name(idOf(numbers[side])), data.titles[numbers[side]] ? make("span", { class: "title", dir: "auto" }, plain(data.titles[numbers[side]])) : null,
      make("small", {}, count(both[side].length, "character"))),
    make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": side === 0 ? "left text" : "right text" }, renderText(both[side], passages, side, explained.boilerplate[side], jump))));
  const scrolls = panes.map(pane => pane.querySelector(".scroll"));
  // By number: on the right they may stand in another order.
  const marks = panes.map(pane => passages.map((_, index) => pane.querySelector(`[data-passage="${index}"]`)));
  const gutter = make("svg", { class: "gutter", "aria-hidden": "true" });
  const ribbons = passages.map((_, index) => make("path", { class: `ribbon hue${index % hues}`, onclick: () => jump(index) }));
  gutter.append(...ribbons);

  const unmarked = explained.leftShare === null && passages.length > 0;
  view.append(
    make("div", { class: "tools" },
      make("button", { type: "button", title: "Previous passage (p)", "aria-label": "Previous passage", disabled: passages.length === 0, onclick: () => step(-1) }, "↑"),
      make("button", { type: "button", title: "Next passage (n)", "aria-label": "Next passage", disabled: passages.length === 0, onclick: () => step(1) }, "↓"),
      position,
      make("div", { class: "chips", role: "group", "aria-label": "Shared passages" }, ...chips)),
    make("div", { class: "panes" }, panes[0], gutter, panes[1]),
    make("p", { class: "legend" },
      make("span", { class: "passage hue0" }, "shared passage"), " ", make("del", {}, "only on the left"), " ", make("ins", {}, "only on the right"), " ",
      make("span", { class: "boilerplate" }, "likely boilerplate"),
      make("span", { class: "hint" }, unmarked ? "Differences are not marked in so large a report." : data.commonArticles ? `Boilerplate: what stands twice in one text, or in more than ${data.commonArticles} articles.` : "Boilerplate: what stands twice in one text. Two texts cannot show what others carry as well.")));

  const say = () => {
    position.textContent = passages.length === 0 ? "No shared passage" : current < 0 ? count(passages.length, "shared passage") : `Passage ${current + 1} of ${passages.length}`;
  };

  const drawGutter = onceAFrame(() => {
    const frame = gutter.getBoundingClientRect();
    if (frame.width === 0) {
      return;
    }

    const edges = [0, 1].map(side => marks[side].map(mark => {
      const box = mark.getBoundingClientRect();
      const clip = scrolls[side].getBoundingClientRect();
      return [Math.max(box.top, clip.top) - frame.top, Math.min(box.bottom, clip.bottom) - frame.top, box.bottom > clip.top && box.top < clip.bottom];
    }));
    const [width, half] = [frame.width, frame.width / 2];
    passages.forEach((_, index) => {
      const [a, b] = [edges[0][index], edges[1][index]];
      if (!a || !b || !a[2] && !b[2]) {
        ribbons[index].setAttribute("d", "");
        return;
      }

      // A side that is out of sight is where its passage would be: at the upper or the lower edge.
      const clamp = ([top, bottom, inSight]) => inSight ? [top, bottom] : top > 0 && top > bottom ? [frame.height, frame.height] : [0, 0];
      const [[a0, a1], [b0, b1]] = [clamp(a), clamp(b)];
      ribbons[index].setAttribute("d", `M0 ${a0}C${half} ${a0} ${half} ${b0} ${width} ${b0}V${b1}C${half} ${b1} ${half} ${a1} 0 ${a1}Z`);
    });
  });

  function show(side, index, top) {
    const [mark, scroll] = [marks[side][index], scrolls[side]];
    const target = scroll.scrollTop + mark.getBoundingClientRect().top - scroll.getBoundingClientRect().top - top;
    scroll.scrollTo({ top: target, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }

  // From a click in one text the other one comes beside it; from a chip both move.
  function jump(index, from = -1) {
    current = index;
    const room = scrolls[0].clientHeight / 4;
    for (const side of [0, 1]) {
      if (side !== from) {
        const beside = from < 0 ? room : marks[from][index].getBoundingClientRect().top - scrolls[from].getBoundingClientRect().top;
        show(side, index, Math.max(12, Math.min(beside, scrolls[side].clientHeight - 48)));
      }
    }

    for (const element of [...chips, ...marks[0], ...marks[1], ...ribbons]) {
      element.classList.remove("current");
    }

    for (const element of [chips[index], marks[0][index], marks[1][index], ribbons[index]]) {
      element.classList.add("current");
    }

    chips[index].scrollIntoView({ block: "nearest", inline: "nearest" });
    say();
    drawGutter();
  }

  function step(by) {
    if (passages.length > 0) {
      jump((current + by + (current < 0 && by < 0 ? 1 : 0) + passages.length) % passages.length);
    }
  }

  scrolls.forEach(scroll => scroll.addEventListener("scroll", drawGutter, { passive: true }));
  new ResizeObserver(drawGutter).observe(gutter);
  say();
  return {
    view,
    keys: { n: () => step(1), p: () => step(-1), ...(back ? { Escape: back } : {}) },
    // Both texts start at what they share, where that is out of sight.
    shown() {
      if (passages.length > 0 && [0, 1].some(side => marks[side][0].getBoundingClientRect().top > scrolls[side].getBoundingClientRect().bottom - 60)) {
        const calm = scrolls.map((scroll, side) => scroll.scrollTop + marks[side][0].getBoundingClientRect().top - scroll.getBoundingClientRect().top - 40);
        scrolls.forEach((scroll, side) => scroll.scrollTop = calm[side]);
      }

      drawGutter();
    },
    print() {},
  };
};
