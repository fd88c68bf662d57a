import {html, nothing} from 'lit';
import {explore} from './api.js';
import {state} from './format.js';
import {ADDRESSES, BLOCKS, RECEIPTS, TRANSACTIONS, latest, without} from './list.js';
import {Page, facts, trouble} from './page.js';

const EVERY = 5000;
/** Two lists share the width. */
const BRIEF = without(TRANSACTIONS, 'Age', 'Status');

/** What is new, without a reload. */
export class HomePage extends Page {
  static properties = {said: {state: true}};

  heading() {
    return 'Latest';
  }

  async follow() {
    if (this.data) {
      await this.take();
    }
    this.rest();
    this.next = setTimeout(this.seen, EVERY);
  }

  /** Each part stands for itself: a suite without a chain has receipts all the same. */
  async load(signal) {
    const parts = {sync: 'sync-status', blocks: 'explorer/blocks?limit=8', transactions: 'explorer/transactions?limit=8', receipts: 'explorer/receipts?limit=8'};
    const answers = await Promise.allSettled(Object.values(parts).map(path => explore(path, signal)));
    const data = Object.fromEntries(Object.keys(parts).map((name, i) => [name, answers[i]]));
    const newest = data.blocks.value?.items[0];
    if (newest && newest.hash !== this.newest) {
      this.said = `Block ${newest.height}, ${newest.txCount} transactions`;
      this.newest = newest.hash;
    }
    return data;
  }

  show({sync, blocks, transactions, receipts}) {
    const part = (answer, shown) => answer.status === 'fulfilled' ? shown(answer.value) : trouble(answer.reason);
    const hasNoChain = [sync, blocks, transactions].every(answer => answer.reason?.status === 503);
    return html`<p class="reader" role="status" aria-live="polite">${this.said}</p>
      ${hasNoChain ? html`<article class="trouble">
          <strong>No chain</strong>
          <p>This suite follows no chain at the moment: ${sync.reason.message}</p>
        </article>` : html`
        ${part(sync, head)}
        <div class="columns">
          ${part(blocks, ({items}) => latest(BLOCKS, items))}
          ${part(transactions, ({items}) => latest(BRIEF, items, ADDRESSES))}
        </div>`}
      ${part(receipts, ({items}) => latest(RECEIPTS, items))}`;
  }
}

const head = sync => html`<article class="head">${facts([
  ['Status', state(sync.status)],
  ['Chain', sync.chain_id],
  ['Head', sync.head],
  ['Indexed', sync.indexed],
  ['Behind', sync.lag === undefined ? nothing : `${sync.lag} blocks`],
  ['Gaps', sync.gaps],
  ['Reorganizations', sync.reorgs || nothing],
  ['Halted', sync.halted],
])}</article>`;
