// Which view is shown: the address says it, so that Back works and a view can be bookmarked.

const page = document.getElementById("page");
document.getElementById("data").remove();
let keys = {};
let onPrint = () => {};

const isTyping = target => target instanceof HTMLInputElement || target instanceof HTMLSelectElement;

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) {
    return;
  }

  if (isTyping(event.target)) {
    if (event.key === "Escape") {
      event.target.blur();
    }

    return;
  }

  if (Object.hasOwn(keys, event.key)) {
    keys[event.key]();
    event.preventDefault();
  }
});
addEventListener("beforeprint", () => onPrint(true));
addEventListener("afterprint", () => onPrint(false));

if (data.kind === "comparison") {
  document.title = `${plain(idOf(0))} and ${plain(idOf(1))} – Dedup`;
  const comparison = makeComparison(pairs[0], null);
  page.append(make("main", { class: "single" }, comparison.view), make("footer", {}, "Keys: n and p go to the next and previous passage, Tab from passage to passage, Enter shows it in the other text."));
  keys = comparison.keys;
  comparison.shown();
} else {
  document.title = `${data.title ? plain(data.title) + " – " : ""}Dedup report`;
  const go = (view, detail) => {
    location.hash = detail === undefined || detail === null ? `#/${view}` : `#/${view}/${detail}`;
  };
  const main = make("main", { tabindex: "-1" });
  const tabs = [["overview", "Overview", null], ["clusters", "Clusters", data.clusterCount], ["pairs", "Pairs", data.pairCount], ["input", "Input", null]].map(([key, label, total]) =>
    make("a", { href: `#/${key}`, "data-view": key }, label, total === null ? null : make("small", {}, total.toLocaleString("en"))));
  page.append(
    make("header", { class: "top" }, make("h1", {}, make("bdi", { title: plain(data.title ?? "") || null }, plain(data.title ?? "Duplicates")), make("small", {}, "Dedup report")), make("nav", { "aria-label": "Views" }, ...tabs)),
    main,
    make("footer", {}, "Keys: / finds, arrows and Enter choose, n and p go from passage to passage, Esc goes back."));

  // A view is made when it is first wanted, and keeps its filters and its place.
  const made = new Map();
  const once = (key, create) => {
    if (!made.has(key)) {
      made.set(key, create(go));
    }

    return made.get(key);
  };

  const route = () => {
    const [, view, detail] = location.hash.split("/");
    const number = Number.parseInt(detail, 10);
    let shown = null;
    let tab = view;
    keys = {};
    onPrint = () => {};
    if (view === "pair" && pairs[number]) {
      tab = "pairs";
      shown = makeComparison(pairs[number], () => history.length > 1 ? history.back() : go("pairs"));
    } else if (view === "pairs") {
      shown = once("pairs", makePairs);
      if (detail !== undefined) {
        shown.only(relations[number] ? number : null);
      }
    } else if (view === "clusters" || view === "cluster") {
      tab = "clusters";
      shown = once("clusters", makeClusters);
      shown.choose(view === "cluster" ? number : null);
    } else if (view === "input") {
      shown = { view: once("input", makeInput) };
    } else {
      tab = "overview";
      shown = { view: once("overview", makeOverview) };
    }

    document.body.dataset.view = view === "pair" && pairs[number] ? "pair" : tab;
    for (const link of tabs) {
      if (link.dataset.view === tab) {
        link.setAttribute("aria-current", "page");
      } else {
        link.removeAttribute("aria-current");
      }
    }

    main.replaceChildren(shown.view);
    keys = shown.keys ?? {};
    onPrint = shown.print ?? (() => {});
    scrollTo(0, 0);
    shown.shown?.();
  };
  addEventListener("hashchange", route);
  route();
}
