// The first screen: what was found, in a sentence, in five figures and in two pictures.

const makeOverview = go => {
  const byRelation = [1, 2, 3, 5].map(relation => ({ relation, total: data.histogram[relation].reduce((sum, value) => sum + value, 0) })).filter(kind => kind.total > 0);
  const drop = data.repeatCount;
  const lead = data.articleCount === 0 ? "There was nothing to compare."
    : data.pairCount === 0 ? "No article repeats another."
      : drop > 0 ? `${count(drop, "article")} of ${data.articleCount.toLocaleString("en")} ${drop === 1 ? "repeats" : "repeat"} another as a whole and could go.`
        : `No article is a copy of another, but ${count(data.pairCount, "pair")} ${data.pairCount === 1 ? "has" : "have"} text in common.`;

  const tile = (value, label, hint, target) => make(target ? "button" : "div", { class: "tile", type: target ? "button" : null, onclick: target ?? (() => {}) },
    make("strong", {}, value), make("span", {}, label), make("small", {}, hint));
  const largest = data.clusters[0];
  const tiles = make("div", { class: "tiles" },
    tile(data.articleCount.toLocaleString("en"), data.articleCount === 1 ? "article" : "articles", count(data.tokenCount, "word")),
    tile(data.clusterCount.toLocaleString("en"), data.clusterCount === 1 ? "cluster" : "clusters", largest ? `the largest of ${count(largest[2], "article")}` : "no copies", largest ? () => go("clusters") : null),
    tile(drop.toLocaleString("en"), "could go", data.articleCount > 0 ? `${percent(drop / data.articleCount)} of all articles` : ""),
    tile(data.pairCount.toLocaleString("en"), data.pairCount === 1 ? "pair" : "pairs", "each verified on its texts", data.pairCount > 0 ? () => go("pairs") : null),
    tile((data.skippedCount + data.emptyCount).toLocaleString("en"), "left out", data.skippedCount + data.emptyCount > 0 ? "see why under Input" : "everything was compared", () => go("input")));

  const bar = make("div", { class: "stack", "aria-hidden": "true" }, ...byRelation.map(({ relation, total }) => {
    const part = make("span", { class: relations[relation].key });
    part.style.flexGrow = String(total);
    return part;
  }));
  const kinds = make("ul", { class: "kinds" }, ...byRelation.map(({ relation, total }) => make("li", {}, make("button", { type: "button", onclick: () => go("pairs", relation) },
    make("span", { class: `dot ${relations[relation].key}` }), make("b", {}, total.toLocaleString("en")), make("span", {}, relations[relation].plural), make("small", {}, relations[relation].meaning)))));

  const top = data.clusters.slice(0, 6).map((cluster, number) => make("li", {}, make("button", { type: "button", onclick: () => go("cluster", number) },
    make("b", {}, `${cluster[2].toLocaleString("en")} ×`), articleName(cluster[0]), make("small", {}, `weakest ${percent(cluster[1])}`))));

  return make("div", { class: "overview" },
    make("p", { class: "lead" }, lead),
    tiles,
    data.pairCount === 0 ? null : make("div", { class: "findings" },
      make("section", { class: "card" }, make("h2", {}, "Pairs by relation"), make("p", { class: "sub" }, "Every pair was compared on its full texts; choose a kind to see its pairs"), bar, kinds),
      makeChart(),
      top.length === 0 ? null : make("section", { class: "card" }, make("h2", {}, "Largest clusters"), make("p", { class: "sub" }, "Each with the article to keep, and the similarity of its weakest link"), make("ul", { class: "largest" }, ...top),
        data.clusterCount > top.length ? make("button", { type: "button", class: "more", onclick: () => go("clusters") }, `All ${data.clusterCount.toLocaleString("en")} clusters`) : null)));
};
