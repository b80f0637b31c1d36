// All clusters on the left, the chosen one on the right: what to keep, what repeats it, and how closely.

const makeClusters = go => {
  const between = new Map(pairs.map(pair => [pair.left < pair.right ? `${pair.left},${pair.right}` : `${pair.right},${pair.left}`, pair]));
  const pairOf = (x, y) => between.get(x < y ? `${x},${y}` : `${y},${x}`);
  const all = data.clusters.map(([representative, weakest, size, members], number) => ({ number, representative, weakest, size, members }));
  const detail = make("section", { class: "detail card", "aria-label": "The chosen cluster", tabindex: "-1" });
  const search = make("input", { type: "search", placeholder: "Find words in ids, titles and texts ( / )", "aria-label": "Find words in ids, titles and texts" });
  const found = make("p", { class: "found", "aria-live": "polite" });

  const list = makeList({
    label: "Clusters",
    rowHeight: 56,
    empty: "No cluster has such an article.",
    open: cluster => go("cluster", cluster.number),
    render: cluster => make("div", { class: "cluster" },
      make("b", {}, cluster.size.toLocaleString("en")), articleName(cluster.representative), make("span", { class: "share" }, percent(cluster.weakest), meter(cluster.weakest, "weakest link"))),
  });
  const memberList = makeList({
    label: "Members of the cluster",
    rowHeight: 56,
    empty: "",
    open: member => member.pair && go("pair", member.pair.number),
    render: member => make("div", { class: `member${member.isWeakest ? " weakest" : ""}` },
      articleName(member.number),
      member.pair ? make("span", { class: "share" }, member.isWeakest ? make("small", {}, "weakest link ") : null, percent(member.pair.jaccard)) : make("small", {}, "pair not listed"),
      member.pair ? meter(member.pair.jaccard, "Jaccard") : make("span")),
  });

  const show = cluster => {
    const members = cluster.members
      .map(number => ({ number, pair: pairOf(cluster.representative, number) }))
      .sort((x, y) => (y.pair?.jaccard ?? -1) - (x.pair?.jaccard ?? -1));
    const weakest = members.findLast(member => member.pair && Math.abs(member.pair.jaccard - cluster.weakest) < 0.0001);
    if (weakest && members.length > 1) {
      weakest.isWeakest = true;
    }

    const missing = cluster.size - 1 - members.length;
    detail.replaceChildren(
      make("button", { class: "back", type: "button", onclick: () => go("clusters") }, "← All clusters"),
      make("h2", {}, `${count(cluster.size, "article")} that repeat each other`),
      make("p", { class: "keep" }, make("span", { class: "badge keepit" }, "keep"), " ", articleName(cluster.representative)),
      make("p", { class: "sub" }, `${count(cluster.size - 1, "article")} ${cluster.size === 2 ? "repeats" : "repeat"} it; the weakest link is ${percent(cluster.weakest)}. Choose one to see it beside the one to keep.`),
      memberList.root,
      missing > 0 ? make("p", { class: "notice" }, `${count(missing, "more member")} ${missing === 1 ? "is" : "are"} not listed in a report of this size.`) : "");
    memberList.set(members);
  };

  const filter = () => {
    const wanted = search.value.trim();
    const matches = makeSearch(wanted);
    const kept = all.filter(cluster => matches([cluster.representative, ...cluster.members]));
    list.set(kept);
    const omitted = data.clusterCount - all.length;
    found.textContent = wanted === "" ? count(data.clusterCount, "cluster") + (omitted > 0 ? `, ${omitted.toLocaleString("en")} of them not listed in a report of this size` : "") : `${kept.length.toLocaleString("en")} of ${count(all.length, "cluster")}`;
  };
  search.addEventListener("input", filter);
  filter();

  const view = make("div", { class: "clusters split" }, make("section", { class: "chooser" }, make("div", { class: "filters" }, search), make("div", { class: "listhead" }, found, make("p", { class: "headings", "aria-hidden": "true" }, "weakest link")), list.root), detail);
  return {
    view,
    keys: { "/": () => search.focus(), Escape: () => go("clusters") },
    choose(number) {
      const cluster = all[number] ?? null;
      view.classList.toggle("chosen", cluster !== null);
      if (cluster) {
        show(cluster);
      } else {
        detail.replaceChildren(make("p", { class: "none" }, all.length > 0 ? "Choose a cluster to see its members." : "No article repeats another as a whole."));
      }
    },
    shown() {
      list.draw();
      memberList.draw();
    },
    print(isPrinting) {
      list.print(isPrinting);
      memberList.print(isPrinting);
    },
  };
};
