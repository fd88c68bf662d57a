import {html, nothing, svg} from 'lit';
import {explore} from './api.js';
import {ago, code, href, link, moment, short, state} from './format.js';
import {BOX, layout} from './layout.js';
import {Page, facts, others, table} from './page.js';

const PAGES = {job: 'job', receipt: 'receipt', miner: 'miner', transaction: 'tx', block: 'block', address: 'address'};
const page = node => PAGES[node.kind] ?? 'trace';
const cut = (text, most) => text.length > most ? `${text.slice(0, most - 1)}…` : text;
/** Its kind stands above it. */
const title = node => short(String(node.title ?? '').replace(new RegExp(`^${node.kind}(: | |$)`), '') || String(node.id));
const on = node => node.details?.chain_id;
const WEI = /^(value|fee)$/;
const known = ({kind, details}) => Object.fromEntries(Object.entries(details ?? {})
  .map(([name, value]) => [name, kind === 'transaction' && WEI.test(name) ? `${value} wei` : value]));

/** What a trace says of one thing, after its id. */
export const told = node => [
  ['State', state(node.state)],
  ['When', node.at && !Object.values(node.details ?? {}).includes(node.at) ? moment(node.at) : nothing],
  ...others(known(node), []),
];

export const trace = (id, signal) => explore(`explorer/trace/${encodeURIComponent(id)}`, signal);

export class TracePage extends Page {
  static properties = {chosen: {state: true}};

  heading() {
    return html`Trace of ${code(this.arg)}`;
  }

  async load(signal) {
    this.chosen = null;
    return trace(this.arg, signal);
  }

  show({nodes, edges}) {
    if (nodes.length === 0) {
      return html`<p class="empty">Nothing is known of it.</p>`;
    }
    const chosen = this.chosen ?? nodes.find(node => node.id === this.arg) ?? nodes[0];
    return html`${this.picture(nodes, edges, chosen)}
      <section class="chosen" aria-live="polite"><h2>${chosen.kind} ${code(chosen.id)}</h2>${this.details(chosen)}</section>
      ${table('All of it', ['What', 'Id', 'State', 'When'],
        nodes.map(node => [node.kind, PAGES[node.kind] ? link(PAGES[node.kind], node.id, false, on(node)) : code(node.id), state(node.state), ago(node.at)]), '')}`;
  }

  picture(nodes, edges, chosen) {
    const {width, height, boxes, lines} = layout(nodes, edges);
    const [wide, high] = [width + 40, height + 8];
    return html`<div class="picture" tabindex="0" role="region" aria-label="Picture of the trace">
      <svg width=${wide} height=${high} viewBox=${`-4 -4 ${wide} ${high}`} aria-label=${`${nodes.length} things and how they follow from each other`}>
        <defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z"></path></marker></defs>
        ${lines.map(({edge, path}) => svg`<path class=${`line ${edge.from === chosen.id || edge.to === chosen.id ? 'near' : ''}`} d=${path} marker-end="url(#tip)"><title>${edge.relation}</title></path>`)}
        ${[...boxes.values()].map(box => this.box(box, chosen))}
      </svg></div>`;
  }

  box({node, x, y}, chosen) {
    const choose = () => {
      this.chosen = node;
    };
    const [name, more] = [cut(title(node), 17), cut([node.state, node.at ? String(node.at).slice(11, 19) : ''].filter(Boolean).join(' · ').toLowerCase(), 22)];
    return svg`<a class=${`box ${node === chosen ? 'near' : ''}`} href=${href(page(node), node.id, on(node))} aria-label=${`${node.kind} ${name} ${more}`}
        @focus=${choose} @pointerenter=${choose}>
      <rect x=${x} y=${y} width=${BOX.width} height=${BOX.height} rx="8"></rect>
      <text class="kind" x=${x + 12} y=${y + 21}>${node.kind}</text>
      <text class="name" x=${x + 12} y=${y + 42}>${name}</text>
      <text x=${x + 12} y=${y + 63}>${more}</text>
    </a>`;
  }

  details(node) {
    return facts([
      ['Id', PAGES[node.kind] ? link(PAGES[node.kind], node.id, true, on(node)) : code(node.id, true)],
      ...told(node),
    ]);
  }
}
