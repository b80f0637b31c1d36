// What was read, what was left out and why, and the options of the run.

const makeInput = () => {
  const lines = (items, total) => make("ul", { class: "lines" }, ...items.map(line => make("li", {}, make("bdi", {}, plain(line)))),
    total > items.length ? make("li", {}, `and ${(total - items.length).toLocaleString("en")} more`) : null);
  const options = data.options;
  const row = (label, value) => make("div", {}, make("dt", {}, label), make("dd", {}, value));
  const looked = [options.resemblance && "resemblance", options.containment && "containment", options.passages && "passages"].filter(kind => kind).join(", ");
  return make("div", { class: "input columns" },
    make("section", { class: "card" }, make("h2", {}, "What was read"),
      make("p", {}, `${count(data.articleCount, "article")} with ${count(data.tokenCount, "word")}.`),
      data.input.length > 0 ? lines(data.input, data.input.length) : null),
    make("section", { class: "card" }, make("h2", {}, "What was left out"),
      data.skippedCount + data.emptyCount === 0 ? make("p", {}, "Nothing: every article that was given was compared.") : null,
      data.skippedCount > 0 ? lines(data.skipped, data.skippedCount) : null,
      data.emptyCount > 0 ? make("p", {}, `${count(data.emptyCount, "article")} without a single letter or digit, which ${data.emptyCount === 1 ? "takes" : "take"} part in no pair:`) : null,
      data.emptyCount > 0 ? lines(data.empty, data.emptyCount) : null),
    make("section", { class: "card" }, make("h2", {}, "What was looked for"),
      make("dl", { class: "options" },
        row("looked for", looked),
        options.resemblance ? row("near-duplicate", `Jaccard similarity of ${options.shingleWidth}-word shingles of ${percent(options.jaccardThreshold)} or more`) : "",
        options.containment ? row("contained", `${percent(options.containmentThreshold)} or more of the shorter text's shingles lie in the other one`) : "",
        options.passages ? row("shares passage", `${options.passageTokens} words or more in common, in order, small edits between them`) : "",
        data.proposal ? row("proposed by", data.proposal.method) : ""),
      make("p", { class: "sub" }, "Similarities are counted on the full texts, not estimated. Texts full of one form, and passages that very many articles share, are left out as boilerplate.")));
};
