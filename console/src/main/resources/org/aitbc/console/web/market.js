/** Which GPUs there are: what is looked for is in the address, and can be written or chosen. */
import {html, nothing} from 'lit';
import {amount, here, href, isBlank, percent, state} from './format.js';
import {all} from './list.js';
import {Page} from './page.js';

const SORTS = {
  '-created_at': 'Newest first', price_per_hour: 'Cheapest first', '-price_per_hour': 'Dearest first',
  '-reliability': 'Most reliable first', '-average_rating': 'Best rated first', '-memory_gb': 'Most memory first',
};
const FACETS = {model: 'Model', memory_gb: 'GiB', region: 'Region', status: 'Status', cuda_version: 'CUDA'};

export const price = ({price_per_hour: hourly, currency}) => `${amount(hourly)} ${currency}`;
export const rating = (average, count) => Number(count) ? `${amount(average)} of 5 (${count})` : html`<span class="empty">none</span>`;

const GPUS = {
  title: 'GPUs', path: 'marketplace/gpu/search', empty: 'No GPU is like that.',
  columns: {
    GPU: one => html`<a class="gpu" href=${href('gpu', one.id)}>${one.model}</a>`,
    Status: one => state(one.status),
    'An hour': one => price(one),
    Memory: one => `${amount(one.memory_gb)} GiB`,
    Region: one => one.region ?? nothing,
    CUDA: one => one.cuda_version ?? nothing,
    Reliability: one => isBlank(one.reliability) ? html`<span class="empty">not known</span>` : percent(one.reliability),
    Reviews: one => rating(one.average_rating, one.total_reviews),
  },
};

/** The terms of a query: spaces in quotes separate nothing. */
const terms = query => query.match(/("[^"]*"|[^\s"])+/g) ?? [];
const term = (name, value) => `${name}:${/[\s,]/.test(value) ? `"${value}"` : value}`;

export class MarketPage extends Page {
  static properties = {query: {state: true}, sort: {state: true}, facets: {state: true}, total: {state: true}};

  heading() {
    return 'GPUs on the market';
  }

  async load() {
    this.query = this.arg;
    this.sort = new URLSearchParams(location.hash.split('?')[1]).get('sort') ?? '-created_at';
    return {};
  }

  /** A page of its own in the history, but not in the document: who chooses more keeps the place. */
  find(query, sort = this.sort) {
    [this.query, this.sort, this.total] = [query.trim(), sort, null];
    const page = this.query ? href('market', this.query) : here('market');
    history.pushState(null, '', sort === '-created_at' ? page : `${page}${page.includes('?') ? '&' : '?'}sort=${sort}`);
  }

  toggle(wanted) {
    const own = terms(this.query);
    this.find((own.includes(wanted) ? own.filter(one => one !== wanted) : [...own, wanted]).join(' '));
  }

  /** Only the first part of a list has them. */
  tell({facets, total}) {
    if (facets) {
      [this.facets, this.total] = [facets, total];
    }
  }

  show() {
    const submitted = event => {
      event.preventDefault();
      this.find(event.target.elements.q.value);
    };
    const only = `q=${encodeURIComponent(this.query)}&sort=${encodeURIComponent(this.sort)}`;
    return html`<form class="filter" role="search" aria-label="GPUs" @submit=${submitted}>
        <input type="search" name="q" maxlength="1000" spellcheck="false" autocomplete="off" aria-label="Which GPUs" aria-describedby="grammar"
          placeholder="h100 price_per_hour<2 region:eu" .value=${this.query}>
        <select aria-label="Order" @change=${event => this.find(this.query, event.target.value)}>${Object.entries(SORTS).map(([sort, words]) =>
          html`<option value=${sort} ?selected=${sort === this.sort}>${words}</option>`)}</select>
        <button type="submit">Find</button>
      </form>
      <details><summary>What can be asked for</summary><p id="grammar">A word is looked for in the model. <code>region:eu,us</code> is one of
        them, <code>model:~"rtx 4090"</code> contains it, <code>memory_gb>=24</code> compares, as <code>&lt;</code>, <code>&lt;=</code>,
        <code>></code> and <code>!=</code> do, <code>-owner:somebody</code> is not so. All terms must hold.</p></details>
      ${this.facets ? this.chips() : nothing}
      <p role="status">${isBlank(this.total) ? nothing : `${amount(this.total)} found`}</p>
      ${all(GPUS, only, event => this.tell(event.detail))}`;
  }

  chips() {
    const chosen = terms(this.query);
    return html`<section class="chips" aria-label="Choose">${Object.entries(FACETS)
      .map(([name, words]) => [name, words, (this.facets[name] ?? []).filter(({value}) => !isBlank(value) && !value.includes('"'))])
      .filter(([, , values]) => values.length)
      .map(([name, words, values]) => html`<div role="group" aria-label=${words}><h2>${words}</h2>${values.map(({value, count}) => {
        const wanted = term(name, value);
        const isChosen = chosen.includes(wanted);
        return html`<button type="button" class=${isChosen ? '' : 'secondary outline'} aria-pressed=${String(isChosen)}
          @click=${() => this.toggle(wanted)}>${value} <small>${count}</small></button>`;
      })}</div>`)}</section>`;
  }
}
