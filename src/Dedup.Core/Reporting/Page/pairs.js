// All pairs: searched, filtered, sorted.

const makePairs = go => {
  const orders = {
    "Most alike first": (x, y) => y.jaccard - x.jaccard || x.number - y.number,
    "Least alike first": (x, y) => x.jaccard - y.jaccard || x.number - y.number,
    "Most contained first": (x, y) => Math.max(y.leftInRight, y.rightInLeft) - Math.max(x.leftInRight, x.rightInLeft) || x.number - y.number,
    "By id": (x, y) => x.number - y.number,
  };
  const kinds = [1, 2, 3, 5].map(relation => ({ relation, total: pairs.filter(pair => pair.relation === relation).length })).filter(kind => kind.total > 0);
  const chosen = new Set(kinds.map(kind => kind.relation));
  const search = make("input", { type: "search", placeholder: "Find words in ids, titles and texts ( / )", "aria-label": "Find words in ids, titles and texts" });
  const order = make("select", { "aria-label": "Order" }, ...Object.keys(orders).map(label => make("option", {}, label)));
  const least = make("input", { type: "range", min: "0", max: "100", value: "0", "aria-label": "Least Jaccard similarity" });
  const leastShown = make("output", {}, "0%");
  const found = make("p", { class: "found", "aria-live": "polite" });
  const chips = kinds.map(({ relation, total }) => make("button", {
    type: "button", class: `toggle ${relations[relation].key}`, "aria-pressed": "true", "data-relation": relation, onclick: () => toggle(relation),
  }, make("span", { class: `dot ${relations[relation].key}` }), `${relations[relation].label} `, make("b", {}, total.toLocaleString("en"))));

  const list = makeList({
    label: "Pairs",
    rowHeight: 60,
    narrowRowHeight: 88,
    empty: "No pair is left. Loosen the filters.",
    open: pair => go("pair", pair.number),
    render: pair => make("div", { class: "pair" },
      badge(pair.relation),
      make("span", { class: "ids" }, articleName(pair.left), make("span", { class: "to", "aria-hidden": "true" }, pair.relation === 3 ? "⊂" : "↔"), articleName(pair.right)),
      make("span", { class: "shares" }, make("b", {}, percent(pair.jaccard)), make("small", { title: "left in right, right in left" }, `${percent(pair.leftInRight)} · ${percent(pair.rightInLeft)}`)),
      meter(pair.jaccard, "Jaccard")),
  });

  const filter = () => {
    const matches = makeSearch(search.value);
    const floor = least.valueAsNumber / 100;
    leastShown.textContent = `${least.value}%`;
    const kept = pairs.filter(pair => chosen.has(pair.relation) && pair.jaccard >= floor && matches([pair.left, pair.right]));
    kept.sort(orders[order.value]);
    list.set(kept);
    const omitted = data.pairCount - pairs.length;
    found.textContent = `${kept.length.toLocaleString("en")} of ${count(pairs.length, "pair")}${omitted > 0 ? `; ${omitted.toLocaleString("en")} more are not listed in a report of this size` : ""}`;
  };

  // The first choice of a kind shows that kind alone: it is what a click there means.
  const toggle = relation => {
    if (chosen.size === kinds.length && kinds.length > 1) {
      chosen.clear();
      chosen.add(relation);
    } else if (!chosen.delete(relation)) {
      chosen.add(relation);
    }

    if (chosen.size === 0) {
      kinds.forEach(kind => chosen.add(kind.relation));
    }

    press();
    filter();
  };
  const press = () => chips.forEach(chip => chip.setAttribute("aria-pressed", String(chosen.has(Number(chip.dataset.relation)))));

  for (const [control, event] of [[search, "input"], [order, "change"], [least, "input"]]) {
    control.addEventListener(event, filter);
  }

  filter();
  return {
    view: make("div", { class: "pairs" },
      make("div", { class: "filters" }, search, make("div", { class: "toggles", role: "group", "aria-label": "Relations" }, ...chips), make("label", {}, "Jaccard at least ", least, leastShown), order),
      make("div", { class: "listhead" }, found, make("p", { class: "headings", "aria-hidden": "true" }, "Jaccard, and each in the other")),
      list.root),
    keys: { "/": () => search.focus() },
    only(relation) {
      chosen.clear();
      (relation ? [relation] : kinds.map(kind => kind.relation)).forEach(kind => chosen.add(kind));
      press();
      filter();
    },
    shown: () => list.draw(),
    print: list.print,
  };
};
