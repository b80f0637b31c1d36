// How alike the pairs are, as a histogram stacked by relation, and above it how surely such pairs are proposed.

const stacked = [5, 3, 2, 1];

const makeChart = () => {
  const bins = data.histogram[1].length;
  const steps = data.proposal ? data.proposal.curve.length - 1 : bins;
  const place = make("div", { class: "plot" });
  const readout = make("p", { class: "readout" });
  const idle = "Point at the chart for its figures.";
  const table = make("table", { class: "unseen" }, make("caption", {}, "Pairs by Jaccard similarity"));
  for (let bin = 0; bin < bins; bin++) {
    const all = stacked.reduce((sum, relation) => sum + data.histogram[relation][bin], 0);
    if (all > 0) {
      table.append(make("tr", {}, make("th", { scope: "row" }, `${percent(bin / bins)} to ${percent((bin + 1) / bins)}`), make("td", {}, count(all, "pair"))));
    }
  }

  // One axis for bars and curve: the least common grid of both. The middle of each bin carries its bar.
  const grid = 200;
  const xs = Array.from({ length: grid + 1 }, (_, i) => i / grid);
  const sums = [];
  stacked.forEach((relation, layer) => {
    const below = layer === 0 ? null : sums[layer - 1];
    sums.push(data.histogram[relation].map((value, bin) => value + (below ? below[bin] : 0)));
  });
  const spread = values => {
    const series = new Array(grid + 1).fill(undefined);
    values.forEach((value, bin) => series[Math.round((bin + 0.5) / bins * grid)] = value || null);
    return series;
  };
  const curve = data.proposal ? xs.map(x => {
    const at = x * steps;
    const low = Math.min(steps - 1, Math.floor(at));
    return data.proposal.curve[low] + (at - low) * (data.proposal.curve[low + 1] - data.proposal.curve[low]);
  }) : null;

  const draw = () => {
    const style = getComputedStyle(document.documentElement);
    const colour = variable => style.getPropertyValue(variable).trim();
    const width = place.clientWidth;
    if (width === 0) {
      return;
    }

    const text = colour("--muted");
    const axis = { stroke: text, font: "12px system-ui, sans-serif", grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false } };
    const layers = stacked.map((relation, layer) => ({ relation, values: sums[layer] })).reverse();
    place.replaceChildren();
    new uPlot({
      width,
      height: 300,
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
      scales: { x: { time: false, range: [0, 1] }, y: { range: (_, low, high) => [0, Math.max(1, high * 1.08)] }, chance: { range: [0, 1.02] } },
      axes: [
        { ...axis, size: 30, values: (_, ticks) => ticks.map(tick => `${Math.round(100 * tick)}%`) },
        { ...axis, size: 56, values: (_, ticks) => ticks.map(tick => Number.isInteger(tick) ? tick.toLocaleString("en") : "") },
        ...(curve ? [{ ...axis, scale: "chance", side: 1, size: 48, grid: { show: false }, values: (_, ticks) => ticks.map(tick => `${Math.round(100 * tick)}%`) }] : []),
      ],
      series: [
        {},
        ...layers.map(({ relation }) => ({ fill: colour(`--${relations[relation].key}`), width: 0, points: { show: false }, paths: uPlot.paths.bars({ size: [0.86] }) })),
        ...(curve ? [{ scale: "chance", stroke: colour("--text"), width: 1.5, dash: [5, 4], points: { show: false } }] : []),
      ],
      hooks: {
        setCursor: [plot => {
          const at = plot.cursor.left >= 0 ? plot.posToVal(plot.cursor.left, "x") : null;
          if (at === null || at < 0 || at > 1) {
            readout.textContent = idle;
            return;
          }

          const bin = Math.min(bins - 1, Math.floor(at * bins));
          const parts = stacked.filter(relation => data.histogram[relation][bin] > 0).reverse().map(relation => `${data.histogram[relation][bin].toLocaleString("en")} ${relations[relation].label}`);
          const chance = curve ? `; the index proposes ${percent(curve[Math.round(at * grid)])} of all pairs at ${Math.round(100 * at)}%` : "";
          readout.textContent = `${Math.round(100 * bin / bins)}–${Math.round(100 * (bin + 1) / bins)}%: ${parts.join(", ") || "no pair"}${chance}`;
        }],
        draw: [plot => {
          if (!data.options.resemblance) {
            return;
          }

          const x = Math.round(plot.valToPos(data.options.jaccardThreshold, "x", true)) + 0.5;
          plot.ctx.save();
          plot.ctx.strokeStyle = colour("--accent");
          plot.ctx.lineWidth = 2 * devicePixelRatio;
          plot.ctx.setLineDash([]);
          plot.ctx.beginPath();
          plot.ctx.moveTo(x, plot.bbox.top);
          plot.ctx.lineTo(x, plot.bbox.top + plot.bbox.height);
          plot.ctx.stroke();
          plot.ctx.restore();
        }],
      },
    }, [xs, ...layers.map(({ values }) => spread(values)), ...(curve ? [curve] : [])], place);
  };

  readout.textContent = idle;
  new ResizeObserver(onceAFrame(draw)).observe(place);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  return make("section", { class: "card chart" },
    make("h2", {}, "How alike the pairs are"),
    make("p", { class: "sub" }, curve ? "Bars: pairs by their Jaccard similarity (left scale). Dashed: the chance that the index proposes such a pair (right scale)" : "Pairs by their Jaccard similarity"),
    place, readout,
    make("p", { class: "key" },
      ...stacked.filter(relation => data.histogram[relation].some(value => value > 0)).reverse().map(relation => make("span", { class: `swatch ${relations[relation].key}` }, relations[relation].label)),
      data.options.resemblance ? make("span", { class: "swatch threshold" }, `threshold of near-duplicates, ${percent(data.options.jaccardThreshold)}`) : null,
      curve ? make("span", { class: "swatch curve" }, `chance to be proposed: ${data.proposal.method}`) : null),
    table);
};
