/**
 * Where the parts of a trace are drawn: in columns, in the order in which things come about, so that most lines lead to the
 * next column; within a column by kind, then by time.
 */

const COLUMNS = [['job', 'miner'], ['attempt'], ['receipt'], ['payment', 'anchor'], ['posting', 'transaction'], ['block', 'address']];
const KINDS = COLUMNS.flat();
export const BOX = {width: 166, height: 78};
const GAP = {x: 40, y: 20};

const rank = node => KINDS.includes(node.kind) ? KINDS.indexOf(node.kind) : KINDS.length;
const columnOf = node => COLUMNS.findIndex(kinds => kinds.includes(node.kind));
const order = (one, other) => rank(one) - rank(other) || String(one.at ?? '').localeCompare(String(other.at ?? ''));

/** @return {{width, height, boxes: Map, lines: {edge, path}[]}} the boxes in the order of reading */
export function layout(nodes, edges) {
  const boxes = new Map();
  const columns = [...COLUMNS.keys(), -1].map(at => nodes.filter(node => columnOf(node) === at).sort(order)).filter(own => own.length);
  columns.forEach((own, column) => own.forEach((node, row) =>
    boxes.set(node.id, {node, x: column * (BOX.width + GAP.x), y: row * (BOX.height + GAP.y)})));
  const lines = edges
    .filter(edge => boxes.has(edge.from) && boxes.has(edge.to))
    .map(edge => ({edge, path: path(boxes.get(edge.from), boxes.get(edge.to))}));
  const rows = Math.max(1, ...columns.map(own => own.length));
  return {
    width: Math.max(1, columns.length) * (BOX.width + GAP.x) - GAP.x,
    height: rows * (BOX.height + GAP.y) - GAP.y,
    boxes, lines,
  };
}

function path(from, to) {
  const middle = BOX.height / 2;
  if (from.x === to.x) {
    const [side, out] = [from.x + BOX.width, GAP.x * 0.6];
    return `M${side} ${from.y + middle} C${side + out} ${from.y + middle} ${side + out} ${to.y + middle} ${side + 2} ${to.y + middle}`;
  }
  const isOnward = from.x < to.x;
  const [start, end] = isOnward ? [from.x + BOX.width, to.x - 2] : [from.x, to.x + BOX.width + 2];
  const bend = (end - start) / 2;
  return `M${start} ${from.y + middle} C${start + bend} ${from.y + middle} ${end - bend} ${to.y + middle} ${end} ${to.y + middle}`;
}
