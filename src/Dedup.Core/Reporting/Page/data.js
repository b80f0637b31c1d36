// The data block, as ResultJson.cs and HtmlReportData.cs write it, and words for it.

const data = JSON.parse(document.getElementById("data").textContent);

// The same text stands in the data once, however many articles have it; null where it was left out.
const texts = data.textNumbers.map(number => number < 0 ? null : data.texts[number]);

const relations = [
  null,
  { key: "identical", label: "identical", plural: "identical", meaning: "the same words in the same order" },
  { key: "near", label: "near-duplicate", plural: "near-duplicates", meaning: "most of their five-word shingles agree" },
  { key: "contained", label: "contained", plural: "contained", meaning: "one lies mostly inside the other" },
  null,
  { key: "passage", label: "shares passage", plural: "share a passage", meaning: "a run of words in common" },
];
if (data.options.shingleWidth !== 5) {
  relations[2].meaning = `most of their ${data.options.shingleWidth}-word shingles agree`;
}

const unrelated = { key: "none", label: "unrelated", plural: "unrelated", meaning: "nothing worth reporting" };
const relationOf = number => relations[number] ?? unrelated;

const pairs = data.pairs.map(([left, right, relation, jaccard, leftInRight, rightInLeft, shared, width, titles], number) => ({
  number, left, right, relation, jaccard, leftInRight, rightInLeft, shared, width, titles,
}));

const passagesOf = number => {
  const [leftShare, rightShare, passages, leftBoilerplate, rightBoilerplate] = data.passages[number];
  return {
    leftShare,
    rightShare,
    boilerplate: [rangesOf(leftBoilerplate, 2, 0), rangesOf(rightBoilerplate, 2, 0)],
    passages: passages.map(([leftStart, leftLength, rightStart, rightLength, shared, leftTokens, rightTokens, differences]) => ({
      start: [leftStart, rightStart],
      end: [leftStart + leftLength, rightStart + rightLength],
      shared,
      similarity: leftTokens ? 2 * shared / (leftTokens + rightTokens) : null,
      differences: [0, 1].map(side => rangesOf(differences ?? [], 4, 2 * side)),
    })),
  };
};

// Pairs of numbers, start and length, that stand in a flat array: each step numbers, the first at the offset.
const rangesOf = (flat, step, offset) => {
  const ranges = [];
  for (let i = offset; i < flat.length; i += step) {
    if (flat[i + 1] > 0) {
      ranges.push([flat[i], flat[i] + flat[i + 1]]);
    }
  }

  return ranges;
};

const idOf = number => data.ids[number];

// What a reader knows an article by: its title, or how its text begins.
const beginnings = new Array(data.ids.length);
const beginningOf = number => beginnings[number] ??= plain((data.titles[number] || (texts[number] ?? "").slice(0, 400)).replace(/\s+/g, " ").trim().slice(0, 140));
const articleName = number => make("span", { class: "article" }, name(idOf(number)), make("small", { class: "beginning", dir: "auto" }, beginningOf(number)));

// Every word has to stand in the id, the title or the text of one of some articles. Texts are lower-cased once, when somebody searches.
let haystacks = null;
const makeSearch = query => {
  const words = query.trim().toLowerCase().split(/\s+/).filter(word => word !== "");
  if (words.length === 0) {
    return () => true;
  }

  haystacks ??= data.ids.map((id, number) => `${plain(id)} ${data.titles[number] ?? ""} ${texts[number] ?? ""}`.toLowerCase());
  const holds = words.map(word => haystacks.map(haystack => haystack.includes(word)));
  return numbers => holds.every(held => numbers.some(number => held[number]));
};

const verdict = pair => {
  const [left, right] = [name(idOf(pair.left)), name(idOf(pair.right))];
  switch (pair.relation) {
    case 1: return [left, " and ", right, " are identical, letter case, punctuation and spacing aside."];
    case 2: return [left, " and ", right, " are near-duplicates."];
    case 3: return [left, " is contained in ", right, "."];
    case 5: return [left, " and ", right, " share a passage, but neither repeats the other as a whole."];
    default: return [left, " and ", right, " do not repeat each other."];
  }
};

const badge = number => {
  const relation = relationOf(number);
  return make("span", { class: `badge ${relation.key}`, title: relation.meaning }, relation.label);
};

const meter = (share, label) => {
  const bar = make("span", { class: "meter", role: "img", "aria-label": `${label} ${percent(share)}` }, make("span", { class: "fill" }));
  bar.firstChild.style.width = `${100 * share}%`;
  return bar;
};
