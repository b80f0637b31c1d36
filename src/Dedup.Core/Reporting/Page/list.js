// A list of any length of which only the rows in sight are in the page. Works like a list box: arrows, Home, End, Enter.

let lists = 0;

const narrow = matchMedia("(max-width: 760px)");

const makeList = ({ label, rowHeight: wide, narrowRowHeight = wide, render, open, empty }) => {
  let rowHeight = narrow.matches ? narrowRowHeight : wide;
  const prefix = `list${lists++}-`;
  const space = make("div", { class: "space" });
  const root = make("div", { class: "list", role: "listbox", tabindex: "0", "aria-label": label }, space);
  const none = make("p", { class: "none", hidden: true }, empty);
  let items = [];
  let selected = -1;
  let shown = [0, 0];
  let top = 0;

  const row = index => {
    const element = render(items[index], index);
    element.id = prefix + index;
    element.classList.add("row");
    element.setAttribute("role", "option");
    element.setAttribute("aria-selected", String(index === selected));
    element.setAttribute("aria-posinset", String(index + 1));
    element.setAttribute("aria-setsize", String(items.length));
    element.style.top = `${index * rowHeight}px`;
    element.style.height = `${rowHeight}px`;
    element.addEventListener("click", () => {
      select(index);
      open(items[index]);
    });
    return element;
  };

  const draw = (force = false) => {
    const first = Math.max(0, Math.floor(root.scrollTop / rowHeight) - 5);
    const end = Math.min(items.length, Math.ceil((root.scrollTop + root.clientHeight) / rowHeight) + 5);
    if (force || first !== shown[0] || end !== shown[1]) {
      shown = [first, end];
      const rows = [];
      for (let index = first; index < end; index++) {
        rows.push(row(index));
      }

      space.replaceChildren(...rows);
    }
  };

  const select = index => {
    selected = Math.max(0, Math.min(items.length - 1, index));
    const upper = selected * rowHeight;
    if (upper < root.scrollTop) {
      root.scrollTop = upper;
    } else if (upper + rowHeight > root.scrollTop + root.clientHeight) {
      root.scrollTop = upper + rowHeight - root.clientHeight;
    }

    draw(true);
    root.setAttribute("aria-activedescendant", prefix + selected);
  };

  const onScroll = onceAFrame(() => {
    if (root.isConnected) {
      top = root.scrollTop;
      draw();
    }
  });
  root.addEventListener("scroll", onScroll, { passive: true });
  new ResizeObserver(() => draw()).observe(root);
  root.addEventListener("keydown", event => {
    const page = Math.max(1, Math.floor(root.clientHeight / rowHeight) - 1);
    const target = {
      ArrowDown: selected + 1, ArrowUp: selected - 1, PageDown: selected + page, PageUp: selected - page, Home: 0, End: items.length - 1,
    }[event.key];
    if (items.length === 0 || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }

    if (target !== undefined) {
      select(target);
      event.preventDefault();
    } else if ((event.key === "Enter" || event.key === " ") && selected >= 0) {
      open(items[selected]);
      event.preventDefault();
    }
  });

  const list = {
    root: make("div", { class: "listbox" }, root, none),
    set(next) {
      items = next;
      selected = -1;
      root.removeAttribute("aria-activedescendant");
      space.style.height = `${items.length * rowHeight}px`;
      root.scrollTop = top = 0;
      none.hidden = items.length > 0;
      root.hidden = items.length === 0;
      draw(true);
    },
    // A list that was taken out of the page and put back has forgotten its place.
    draw() {
      root.scrollTop = top;
      draw(true);
    },
    focus: () => root.focus(),
    // Paper does not scroll: it gets the first rows, in the flow of the page.
    print: isPrinting => {
      if (isPrinting) {
        space.replaceChildren(...items.slice(0, 500).map((_, index) => row(index)));
      } else {
        draw(true);
      }
    },
  };
  narrow.addEventListener("change", () => {
    rowHeight = narrow.matches ? narrowRowHeight : wide;
    list.set(items);
  });
  return list;
};
