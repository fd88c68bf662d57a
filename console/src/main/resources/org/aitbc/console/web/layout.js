/** Where the parts of a trace are drawn: a column for each kind, in the order in which things come about; within it, by time. */

export const KINDS = ['address', 'miner', 'job', 'attempt', 'receipt', 'payment', 'posting', 'anchor', 'transaction', 'block'];
export const BOX = {width: 168, height: 62};
const GAP = {x: 64, y: 22};
const HEAD = 34;

/** @return {{width, height, columns: {kind, x}[], boxes: Map, lines: {edge, path}[]}} */
export function layout(nodes, edges) {
  const kinds = [...new Set([...KINDS, ...nodes.map(node => node.kind)])].filter(kind => nodes.some(node => node.kind === kind));
  const boxes = new Map();
  let rows = 0;
  const columns = kinds.map((kind, column) => {
    const x = column * (BOX.width + GAP.x);
    const own = nodes.filter(node => node.kind === kind).sort((a, b) => String(a.at ?? '').localeCompare(String(b.at ?? '')));
    own.forEach((node, row) => boxes.set(node.id, {node, x, y: HEAD + row * (BOX.height + GAP.y)}));
    rows = Math.max(rows, own.length);
    return {kind, x};
  });
  const lines = edges
    .filter(edge => boxes.has(edge.from) && boxes.has(edge.to))
    .map(edge => ({edge, path: path(boxes.get(edge.from), boxes.get(edge.to))}));
  return {
    width: Math.max(1, kinds.length) * (BOX.width + GAP.x) - GAP.x,
    height: HEAD + rows * (BOX.height + GAP.y) - GAP.y,
    columns, boxes, lines,
  };
}

function path(from, to) {
  const middle = BOX.height / 2;
  if (from.x === to.x) {
    const [side, out] = [from.x + BOX.width, GAP.x / 2];
    return `M${side} ${from.y + middle} C${side + out} ${from.y + middle} ${side + out} ${to.y + middle} ${side + 2} ${to.y + middle}`;
  }
  const isOnward = from.x < to.x;
  const [start, end] = isOnward ? [from.x + BOX.width, to.x - 2] : [from.x, to.x + BOX.width + 2];
  const bend = (end - start) / 2;
  return `M${start} ${from.y + middle} C${start + bend} ${from.y + middle} ${end - bend} ${to.y + middle} ${end} ${to.y + middle}`;
}
