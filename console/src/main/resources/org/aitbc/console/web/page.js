/** What all pages have in common: they load something, and show that, or that it is not there. */
import {LitElement, html, nothing} from 'lit';
import {Failure} from './api.js';
import {amount, isBlank, moment, plain} from './format.js';

export class Page extends LitElement {
  static properties = {arg: {}, data: {state: true}, failure: {state: true}};

  /** The style sheet of the whole document is the one of the pages. */
  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.seen);
    this.seen();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.seen);
    this.rest();
    this.loading?.abort();
  }

  /** Nobody looks at a hidden page, so it does not ask. */
  seen = () => {
    this.rest();
    if (!document.hidden && this.isConnected) {
      this.follow();
    }
  };

  /** What a page does that shows what is new without a reload: it calls seen() again by the timer {@code next}. */
  follow() {}

  rest() {
    clearTimeout(this.next);
  }

  willUpdate(changed) {
    if (changed.has('arg')) {
      this.reload();
    }
  }

  async reload() {
    this.loading?.abort();
    const {signal} = this.loading = new AbortController();
    this.data = this.failure = null;
    await this.take(signal);
  }

  /** Loads it once more, what is shown stays until then. */
  async take(signal = this.loading.signal) {
    try {
      const data = await this.load(signal);
      if (!signal.aborted) {
        [this.data, this.failure] = [data, null];
      }
    } catch (failure) {
      if (!signal.aborted) {
        this.fail(failure);
      }
    }
  }

  fail(failure) {
    this.failure = failure;
  }

  render() {
    return html`<h1 tabindex="-1">${this.heading()}</h1>
      ${this.failure ? trouble(this.failure, () => this.reload()) : this.data ? this.show(this.data) : waiting()}`;
  }
}

export const waiting = () => html`<p aria-busy="true" role="status">Loading …</p>`;

const TITLES = {
  file: 'Not a receipt', 0: 'No answer', 401: 'The API key is not accepted', 402: 'Not enough money', 403: 'Not for this API key', 404: 'Not found', 409: 'Changed meanwhile', 422: 'Not understood', 429: 'Too many requests', 503: 'Not available now',
  GPU_NOT_AVAILABLE: 'Not to be had then', PRICE_CHANGED: 'The price has changed', ALREADY_REVIEWED: 'Reviewed before', NOT_A_CUSTOMER: 'Not paid for', BOOKING_ENDED: 'Over already', BOOKING_CLOSING: 'About to end', GPU_NOT_YOURS: 'Not your GPU', REQUEST_IN_PROGRESS: 'Still being done',
  ALREADY_VOTED: 'Voted before', NO_POWER: 'No voting power', NOT_ACTIVE: 'Not voted on now', MARKET_HALTED: 'The market is halted', ORDER_CLOSED: 'Over already',
};

/** Says what went wrong, in the words of the API. */
export function trouble(failure, again) {
  const isAnswer = failure instanceof Failure;
  if (!isAnswer) {
    console.error(failure);
  }
  return html`<div role="alert"><article class="trouble">
    <strong>${isAnswer ? TITLES[failure.code] ?? TITLES[failure.status] ?? 'Refused' : 'This page failed'}</strong>
    <p>${failure.message}</p>
    ${again && failure.status !== 404 ? html`<button type="button" class="secondary" @click=${again}>Try again</button>` : nothing}
  </article></div>`;
}

/** Names and values, those that are there. */
export const facts = pairs => html`<dl class="facts">${pairs
  .filter(([, value]) => !isBlank(value) && value !== nothing)
  .map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;

const AMOUNT = /(^|_)(amount|price|units|value|fee)$/;

/** The members of an answer that have no words of their own. */
export const others = (value, known) => Object.entries(value)
  .filter(([name, member]) => !known.includes(name) && !isBlank(member) && !(Array.isArray(member) && !member.length))
  .map(([name, member]) => [name.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ').toLowerCase(),
    typeof member === 'object' ? plain(member) : /(_at|At)$/.test(name) ? moment(member) : AMOUNT.test(name) ? amount(member) : plain(member)]);

/** @param rows arrays of cells */
export const table = (title, heads, rows, empty) => html`<section class="list">
  <h2>${title}</h2>
  ${rows.length === 0 ? html`<p class="empty">${empty}</p>` : html`<div class="wide" tabindex="0" role="region" aria-label=${title}>
    <table>
      <thead><tr>${heads.map(head => html`<th scope="col">${head}</th>`)}</tr></thead>
      <tbody>${rows.map(row => html`<tr>${row.map(cell => html`<td>${cell}</td>`)}</tr>`)}</tbody>
    </table></div>`}
</section>`;
