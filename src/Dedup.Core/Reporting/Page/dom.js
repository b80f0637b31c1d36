// Small means to build the page. Everything that comes from articles goes in as text nodes and attributes, never as markup.

const make = (tag, properties = {}, ...children) => {
  const element = tag === "svg" || tag === "path"
    ? document.createElementNS("http://www.w3.org/2000/svg", tag)
    : document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }

  element.append(...children.flat().filter(child => child !== null && child !== undefined));
  return element;
};

const count = (number, one, many = one + "s") => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

// Only all is 100 % and only nothing 0 %, as everywhere in Dedup.
const percent = share => {
  const value = share > 0 && share < 0.001 ? 0.1 : share < 1 && share > 0.999 ? 99.9 : share * 100;
  return value.toFixed(1) + "%";
};

// Control characters and those that turn the direction of text around are shown, so that no id looks like another one.
const unseen = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
const plain = text => text.replace(unseen, unit => `⟨${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
const name = (id, properties = {}) => make("bdi", { class: "id", title: plain(id), ...properties }, plain(id));

const onceAFrame = action => {
  let waits = false;
  return () => {
    if (!waits) {
      waits = true;
      requestAnimationFrame(() => {
        waits = false;
        action();
      });
    }
  };
};
