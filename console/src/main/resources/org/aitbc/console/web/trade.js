/** Markets, and one of them: its book and prices as they change, and the orders of whose key it is. */
import {html, nothing, svg} from 'lit';
import {get, key, maybe, read} from './api.js';
import {ActPage, AMOUNT, filled, withKey} from './act.js';
import {SECONDS, chart} from './candles.js';
import {compare, decimal, plus, times} from './decimal.js';
import {ago, amount, href, isBlank, percent, rate, spaced, state} from './format.js';
import {facts, table} from './page.js';

const MARKETS = '/v1/trading/markets';
const EVERY = 5000;
/** What follows from a change is asked for once for all changes of this time. */
const TOGETHER = 1000;
/** As deep as what the stream begins with. */
const DEPTH = 100;
const SHOWN = 15;
const TERMS = {gtc: 'Until it is cancelled', ioc: 'At once, the rest expires', fok: 'At once and whole, or not at all', post_only: 'Only if it rests', market: 'At once, at what the market asks'};
const price = (value, {quote}) => isBlank(value) ? html`<span class="empty">none yet</span>` : `${amount(value)} ${quote}`;
const change = ({last, open_24h: open}) => isBlank(last) || isBlank(open) ? nothing : percent((last - open) / open);

export class TradePage extends ActPage {
  static properties = {book: {state: true}, isLive: {state: true}, behind: {state: true}, interval: {state: true}, side: {state: true}, terms: {state: true}, price: {state: true}, quantity: {state: true}};

  constructor() {
    super();
    [this.interval, this.side, this.terms, this.price, this.quantity] = ['1h', 'buy', 'gtc', '', ''];
  }

  heading() {
    return this.arg || 'Markets';
  }

  path(more = '') {
    return `${MARKETS}/${encodeURIComponent(this.arg)}${more}`;
  }

  rest() {
    super.rest();
    this.source?.close();
    this.isLive = false;
  }

  /** By the stream; where there is none, by asking again. */
  follow() {
    if (!this.arg) {
      return;
    }
    if (this.data) {
      this.take();
    }
    const source = this.source = new EventSource(this.path('/stream'));
    const heard = told => event => {
      this.isLive = true;
      told(read(event.data));
    };
    source.addEventListener('snapshot', heard(book => {
      this.book = book;
      // it may stand for changes that were not heard of one by one
      if (this.data) {
        this.again();
      }
    }));
    source.addEventListener('book', heard(news => this.apply(news)));
    source.addEventListener('error', () => {
      this.isLive = false;
    });
    this.next = setInterval(() => {
      if (!this.isLive || this.behind) {
        this.seen();
      }
    }, EVERY);
  }

  again() {
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      if (this.isConnected) {
        this.take();
      }
    }, TOGETHER);
  }

  apply({seq, levels}) {
    if (!this.book || seq <= this.book.seq) {
      return;
    }
    const after = (side, own, better) => {
      const news = levels.filter(one => one.side === side);
      return [...own.filter(one => !news.some(other => compare(one.price, other.price) === 0)), ...news.filter(one => compare(one.quantity, 0) > 0)]
        .sort((one, other) => better * compare(one.price, other.price));
    };
    this.book = {...this.book, seq, bids: after('buy', this.book.bids, -1), asks: after('sell', this.book.asks, 1)};
    this.again();
  }

  /** What is written in the form stays while something cannot be had. */
  fail(failure) {
    if (this.data) {
      this.behind = failure;
    } else {
      super.fail(failure);
    }
  }

  async load(signal) {
    if (!this.arg) {
      return {markets: await get(MARKETS, signal)};
    }
    const mine = path => key.get() ? maybe(get(path, signal)) : null;
    const only = `market=${encodeURIComponent(this.arg)}`;
    const [market, book, candles, trades, orders, fills, wallet] = await Promise.all([
      get(this.path(), signal),
      this.isLive ? null : get(this.path(`/book?depth=${DEPTH}`), signal),
      maybe(get(this.path(`/candles?interval=${this.interval}&limit=100`), signal)),
      maybe(get(this.path('/trades?limit=15'), signal)),
      mine(`/v1/trading/orders?${only}&open=true&limit=100`),
      mine(`/v1/trading/fills?${only}&limit=25`),
      mine('/v1/payments/wallet'),
    ]);
    if (book && !(this.book?.seq > book.seq)) {
      this.book = book;
    }
    this.behind = null;
    return {market, candles, trades, orders: orders?.items, fills, balances: wallet?.balances};
  }

  show({markets, market, candles, trades, orders, fills, balances}) {
    return markets ? this.markets(markets) : html`
      <article class="head">${facts([
        ['State', state(market.state)],
        ['Last price', price(market.last, market)],
        ['24 hours', change(market)],
        ['Lowest, highest', isBlank(market.low_24h) ? nothing : `${amount(market.low_24h)}, ${amount(market.high_24h)}`],
        ['Traded', `${amount(market.volume_24h)} ${market.base}`],
      ])}</article>
      ${market.reason ? html`<article class="trouble"><strong>Halted</strong><p>${market.reason}. Orders can be cancelled, and not placed.</p></article>` : nothing}
      <p role="status"><small>${this.behind ? `Not the newest: ${this.behind.message}` : this.isLive ? 'Live.' : 'Not live at the moment: read again every five seconds.'}</small></p>
      <div class="columns">
        <div>${this.prices(candles, market)}</div>
        <section aria-labelledby="order"><h2 id="order">Place an order</h2>
          ${withKey('An order is placed and paid with an API key.', () => this.form(market, balances))}${this.said()}</section>
      </div>
      <div class="columns">${side('Buy orders', this.book?.bids ?? [], market)}${side('Sell orders', this.book?.asks ?? [], market)}</div>
      ${key.get() ? this.own(market, orders, fills) : nothing}
      ${trades ? table('Last trades', ['When', 'Price', 'Quantity', 'Taken by'], trades.map(one => [ago(one.at), amount(one.price), amount(one.quantity), one.taker_side === 'buy' ? 'a buyer' : 'a seller']), 'Nothing was traded yet.') : nothing}
      <section aria-labelledby="rules"><h2 id="rules">Rules</h2>${facts([
        ['Prices', `multiples of ${amount(market.tick)} ${market.quote}`],
        ['Quantities', `multiples of ${amount(market.lot)} ${market.base}`],
        ['At least', `${amount(market.min_notional)} ${market.quote} in all`],
        ['Taker fee', rate(market.taker_fee)],
        ['Maker fee', rate(market.maker_fee)],
      ])}</section>`;
  }

  markets(all) {
    return table('All markets', ['Market', 'State', 'Last price', '24 hours', 'Lowest', 'Highest', 'Traded'], all.map(one => [
      html`<a href=${href('trade', one.id)}>${one.id}</a>`, state(one.state), price(one.last, one), change(one),
      amount(one.low_24h), amount(one.high_24h), `${amount(one.volume_24h)} ${one.base}`]), 'There is no market here.');
  }

  prices(candles, market) {
    const choose = interval => {
      this.interval = interval;
      this.take();
    };
    return html`<section class="chips" aria-labelledby="prices"><h2 id="prices">Prices</h2>
      <div role="group" aria-label="Time of each">${Object.keys(SECONDS).map(one => html`<button type="button" class=${one === this.interval ? '' : 'secondary outline'}
        aria-pressed=${String(one === this.interval)} @click=${() => choose(one)}>${one}</button>`)}</div>
      ${candles ? chart(candles, this.interval, market) : html`<p class="empty">Prices cannot be had at the moment.</p>`}</section>`;
  }

  /** Whether the quantity is what it may cost: so says an order that buys at what the market asks. */
  get hasBudget() {
    return this.terms === 'market' && this.side === 'buy';
  }

  form(market, balances) {
    const submitted = event => {
      event.preventDefault();
      const {time_in_force: terms, ...order} = filled(event.target);
      this.act('/v1/trading/orders', {market: market.id, ...order, ...(terms === 'market' ? {type: terms} : {time_in_force: terms})}, placed =>
        html`${state(placed.status)}: ${amount(placed.filled_quantity)} of ${amount(placed.quantity)} ${market.base} filled.`, 'POST', 'client_order_id');
    };
    const changed = change => {
      const before = this.hasBudget;
      change();
      this.quantity = this.hasBudget === before ? this.quantity : '';
    };
    const chosen = (value, words) => html`<label><input type="radio" name="side" value=${value} .checked=${value === this.side} @change=${() => changed(() => { this.side = value; })}> ${words}</label>`;
    const field = (name, words, currency, sent = name) => html`<label>${words} <input name=${sent} required inputmode="decimal" autocomplete="off" pattern=${AMOUNT} title="a number above 0, with up to 8 decimals"
      placeholder=${currency} .value=${this[name]} @input=${event => { this[name] = event.target.value; }}></label>`;
    const isMarket = this.terms === 'market';
    const isWhole = (isMarket ? [this.quantity] : [this.price, this.quantity]).every(text => new RegExp(`^${AMOUNT}$`).test(text));
    const costs = () => this.side === 'sell' ? `${amount(this.quantity)} ${market.base}` : `${amount(isMarket ? this.quantity : times(this.price, this.quantity))} ${market.quote}`;
    const has = currency => balances?.find(one => one.currency === currency && one.kind === 'available')?.balance ?? 0;
    return html`<form class="act" @submit=${submitted}>
      <fieldset class="sides"><legend class="reader">Side</legend>${chosen('buy', `Buy ${market.base}`)}${chosen('sell', `Sell ${market.base}`)}</fieldset>
      <div class="fields">${isMarket ? nothing : field('price', `Price in ${market.quote}`, market.quote)}
        ${this.hasBudget ? field('quantity', `For at most, in ${market.quote}`, market.quote, 'quote_quantity') : field('quantity', `Quantity in ${market.base}`, market.base)}
        <label>How long <select name="time_in_force" @change=${event => changed(() => { this.terms = event.target.value; })}>${Object.entries(TERMS).map(([value, words]) => html`<option value=${value} .selected=${value === this.terms}>${words}</option>`)}</select></label></div>
      <p>${isWhole ? html`<strong>${costs()}</strong> is reserved; what is not needed comes back. ` : nothing}
        ${balances ? `You have ${amount(has(market.base))} ${market.base} and ${amount(has(market.quote))} ${market.quote}.` : nothing}</p>
      ${this.button('Place it')}</form>`;
  }

  own(market, orders, fills) {
    const away = title => html`<section><h2>${title}</h2><p class="empty">They cannot be had at the moment.</p></section>`;
    const cancel = ({id, side: way, remaining_quantity: left, price: at}) => this.button('Cancel',
      () => this.act(`/v1/trading/orders/${id}`, undefined, () => 'Cancelled: what was reserved for the rest comes back.', 'DELETE'),
      `Cancel: ${way} ${amount(left)} at ${amount(at)}`);
    return html`${orders ? table('Your open orders', ['Side', 'Price', 'Left', 'Filled', 'How long', 'Placed', html`<span class="reader">Cancel</span>`], orders.map(one => [
        one.side, amount(one.price), amount(one.remaining_quantity), amount(one.filled_quantity), one.valid_until ? ago(one.valid_until) : spaced(one.time_in_force), ago(one.created_at), cancel(one)]), 'You have no open order here.') : away('Your open orders')}
      ${fills ? table('Your fills', ['When', 'Side', 'Price', 'Quantity', 'Fee', 'As', 'Paid'], fills.map(one => [
        ago(one.at), one.side, amount(one.price), amount(one.quantity), `${amount(one.fee)} ${one.fee_currency}`, one.role, one.settled ? 'yes' : 'on its way']), 'Nothing of yours was traded here yet.') : away('Your fills')}`;
  }
}

/** One side of the book, the best price first, with what is to be had up to each price. */
function side(title, levels, {base, quote}) {
  const shown = levels.slice(0, SHOWN);
  const sums = shown.reduce((all, one) => [...all, all.length ? plus(all.at(-1), one.quantity) : decimal(one.quantity)], []);
  const depth = sum => html`<svg class="depth" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">${svg`<rect width=${(100 * sum / sums.at(-1)).toFixed(1)} height="1"></rect>`}</svg>`;
  return html`<div class=${title.startsWith('Buy') ? 'bids' : 'asks'}>${table(title, [`Price in ${quote}`, base, 'In all', html`<span class="reader">Depth</span>`],
    shown.map((one, i) => [amount(one.price), amount(one.quantity), amount(sums[i]), depth(sums[i])]), 'None at the moment.')}
    ${levels.length > SHOWN ? html`<p class="all"><small>${levels.length - SHOWN} more prices</small></p>` : nothing}</div>`;
}
