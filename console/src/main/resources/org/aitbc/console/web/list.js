/** Lists: what their columns are, and how they go on. */
import {LitElement, html, nothing} from 'lit';
import {explore} from './api.js';
import {ago, amount, here, link, roughly, state} from './format.js';
import {Page, table, trouble, waiting} from './page.js';

const PART = 25;

export const BLOCKS = {
  title: 'Blocks', path: 'explorer/blocks', empty: 'No block yet.',
  columns: {
    Height: one => link('block', one.height),
    Age: one => ago(one.timestamp),
    Transactions: one => one.txCount,
    Proposer: one => link('address', one.proposer),
  },
};

export const TRANSACTIONS = {
  title: 'Transactions', path: 'explorer/transactions', empty: 'No transaction yet.',
  columns: {
    Hash: one => link('tx', one.hash),
    Block: one => link('block', one.block),
    From: one => link('address', one.from),
    To: one => one.to ? link('address', one.to) : html`<span class="empty">new contract</span>`,
    Value: one => roughly(one.value),
    Age: one => ago(one.timestamp),
    Status: one => state(one.status),
  },
};

export const ADDRESSES = {
  title: 'Addresses', order: 'Last active first', path: 'explorer/addresses', empty: 'No address yet.',
  columns: {
    Address: one => link('address', one.address, true),
    Balance: one => amount(one.balance),
    Transactions: one => one.txCount,
    'Last active': one => ago(one.lastActive),
  },
};

export const RECEIPTS = {
  title: 'Receipts', path: 'explorer/receipts', empty: 'No receipt yet: each completed job leaves one.',
  columns: {
    Receipt: one => link('receipt', one.receiptId),
    Job: one => link('job', one.jobId),
    Miner: one => link('miner', one.miner),
    Age: one => ago(one.issuedAt),
    Status: one => state(one.status),
  },
};

/** Without some of its columns. */
export const without = (list, ...names) =>
  ({...list, columns: Object.fromEntries(Object.entries(list.columns).filter(([name]) => !names.includes(name)))});

const rows = ({title, columns, empty}, items) =>
  table(title, Object.keys(columns), items.map(item => Object.values(columns).map(cell => cell(item))), empty);

/** The first of a list, and where all of it is, and of others that have no first here. */
export const latest = (list, items, ...others) => html`<div>${rows(list, items)}
  <p class="all">${[list, ...others].map(({title}) => html`<a href=${here(title.toLowerCase())}>All ${title.toLowerCase()}</a> `)}</p></div>`;

/** A list whose first part is there at once, and each further one when it is asked for; it tells of each as the event part. */
class MoreList extends LitElement {
  static properties = {path: {}, list: {attribute: false}, items: {state: true}, failure: {state: true}, isAsking: {state: true}};

  createRenderRoot() {
    return this;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.loading?.abort();
  }

  willUpdate(changed) {
    if (changed.has('path')) {
      this.begin();
    }
  }

  begin() {
    this.loading?.abort();
    this.loading = new AbortController();
    this.items = [];
    this.next = null;
    return this.more();
  }

  async more() {
    const {signal} = this.loading;
    this.isAsking = true;
    this.failure = null;
    try {
      const part = await explore(`${this.path}limit=${PART}${this.next ? `&cursor=${encodeURIComponent(this.next)}` : ''}`, signal);
      const known = this.items.length;
      this.items = [...this.items, ...part.items.filter(this.list.keeps ?? (() => true))];
      this.next = part.next_cursor;
      this.isAsking = false;
      this.dispatchEvent(new CustomEvent('part', {detail: part}));
      await this.updateComplete;
      if (known) {
        this.querySelector(`tbody tr:nth-child(${known + 1}) a`)?.focus({preventScroll: true});
      }
    } catch (failure) {
      if (!signal.aborted) {
        [this.failure, this.isAsking] = [failure, false];
      }
    }
  }

  render() {
    const isReplaced = this.failure?.status === 409;
    return html`${this.items.length || !(this.isAsking || this.failure || this.next) ? rows(this.list, this.items) : nothing}
      ${this.failure ? trouble(this.failure, () => isReplaced ? this.begin() : this.more())
        : this.isAsking ? waiting()
        : this.next ? html`<p class="all"><button type="button" class="secondary outline" @click=${() => this.more()}>Show more</button> <small role="status">${this.items.length} shown</small></p>` : nothing}`;
  }
}
customElements.define('more-list', MoreList);

/**
 * @param list may have {@code keeps}, which says what of a part is shown
 * @param only which of the list are wanted, as a query
 * @param told is given each part
 */
export const all = (list, only, told) =>
  html`<more-list .list=${list} .path=${`${list.path}?${only ? `${only}&` : ''}`} @part=${told ?? nothing}></more-list>`;

class ListPage extends Page {
  heading() {
    return this.constructor.list.title;
  }

  async load() {
    return this.constructor.list;
  }

  show(list) {
    return all({...list, title: list.order ?? 'Newest first'});
  }
}

export class BlocksPage extends ListPage {
  static list = BLOCKS;
}

export class TransactionsPage extends ListPage {
  static list = TRANSACTIONS;
}

export class AddressesPage extends ListPage {
  static list = ADDRESSES;
}

export class ReceiptsPage extends ListPage {
  static list = RECEIPTS;
}
