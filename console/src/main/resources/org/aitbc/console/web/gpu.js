/** One GPU: what it is, what it costs, what is known and said of it, and booking it. */
import {html, nothing, svg} from 'lit';
import {get, maybe, me} from './api.js';
import {ActPage, filled, withKey} from './act.js';
import {ago, amount, code, date, href, isBlank, link, moment, percent, roughly, state, uuid} from './format.js';
import {price, rating} from './market.js';
import {facts, others} from './page.js';

const PERIODS = ['1d', '7d', '30d', '90d'];
const HOUR = 3600 * 1000;
const WIDE = 1000;
const HIGH = 100;
const MARGIN = 8;

export class GpuPage extends ActPage {
  static properties = {period: {state: true}, hours: {state: true}};

  heading() {
    return this.data ? html`${this.data.gpu.model} <small>${code(this.arg)}</small>` : html`GPU ${code(this.arg)}`;
  }

  async load(signal) {
    this.period ??= '7d';
    const id = encodeURIComponent(uuid(this.arg));
    const [gpu, who] = await Promise.all([get(`/v1/marketplace/gpu/${id}`, signal), me(signal)]);
    const [reliability, reviews, market, history] = await Promise.all([`marketplace/gpu/${id}/reliability`,
      `marketplace/gpu/${id}/reviews?limit=25`, `pricing/dynamic/gpu/${id}`, `pricing/history/${id}?period=${this.period}`]
      .map(path => maybe(get(`/v1/${path}`, signal))));
    this.hours ??= Math.max(1, Number(gpu.min_hours));
    return {gpu, isOwn: who === gpu.owner, reliability, reviews, market, history};
  }

  show({gpu, isOwn, reliability, reviews, market, history}) {
    return html`<article class="head">${facts([
        ['Status', state(gpu.status)],
        ['An hour', price({...gpu, price_per_hour: market?.current_price ?? gpu.price_per_hour})],
        ['Region', gpu.region],
        ['Memory', `${amount(gpu.memory_gb)} GiB`],
        ['Reliability', percent(reliability ? reliability.result.score : gpu.reliability)],
        ['Reviews', rating(gpu.average_rating, gpu.total_reviews)],
      ])}</article>
      ${isOwn ? this.offer(gpu) : nothing}
      <section aria-labelledby="book"><h2 id="book">Book it</h2>
        ${withKey('A booking is made and paid with an API key.', () => this.form(gpu, market))}${this.said()}</section>
      <div class="columns">
        <div>${market ? this.market(gpu, market) : nothing}${history ? this.history(gpu, history) : nothing}</div>
        <div>${reliability ? this.reliability(reliability) : nothing}</div>
      </div>
      <section aria-labelledby="about"><h2 id="about">About it</h2>${facts([
        ['Id', code(gpu.id, true)],
        ['Miner', link('miner', gpu.miner_id, true)],
        ['Owner', code(gpu.owner, true)],
        ['Last seen', moment(gpu.last_seen)],
        ['Booked until', moment(gpu.current_booking?.end_time)],
        ['Booked at once', `${amount(gpu.min_hours)} to ${amount(gpu.max_hours)} hours`],
        ['CUDA', gpu.cuda_version],
        ['Promised', isBlank(gpu.sla) ? nothing : `${amount(gpu.sla)} % of booked time`],
        ['Models', gpu.models?.join(', ') || 'any'],
        ...others(gpu, ['id', 'miner_id', 'owner', 'model', 'memory_gb', 'region', 'status', 'price_per_hour', 'currency', 'last_seen', 'current_booking', 'min_hours', 'max_hours', 'cuda_version', 'sla', 'models', 'average_rating', 'total_reviews', 'reliability']),
      ])}</section>
      ${reviews ? this.reviews(reviews) : nothing}`;
  }

  form(gpu, market) {
    const submitted = event => {
      event.preventDefault();
      this.act(`/v1/marketplace/gpu/${uuid(gpu.id)}/book`, filled(event.target), booked =>
        html`Booked until ${moment(booked.end_time)}: <a href=${href('booking', booked.booking_id)}>see the booking</a>.`);
    };
    const hourly = market?.current_price ?? gpu.price_per_hour;
    const all = amount((Number(hourly) * this.hours).toFixed(8));
    return html`<form class="act" @submit=${submitted}>
      <div class="fields">
        <label>Hours <input name="duration_hours" type="number" required step="any" min=${gpu.min_hours} max=${gpu.max_hours} .value=${String(this.hours)}
          @input=${event => { this.hours = event.target.valueAsNumber; }}></label>
        <label>At most, in all <input name="spend_cap" type="number" step="any" min="0.00000001" placeholder="no limit"></label>
      </div>
      <p>${this.hours > 0 ? html`<strong>${all} ${gpu.currency}</strong> if all of it is used. ` : nothing}
        The money is held first and paid by use; what is not used goes back.</p>
      ${this.button('Book it')}
    </form>`;
  }

  offer({id, offered}) {
    const toggled = () => this.act(`/v1/marketplace/gpu/${uuid(id)}`, {offered: !offered},
      now => now.offered ? 'It can be booked.' : 'It is not booked any more; bookings that were made go on.', 'PATCH');
    return html`<section aria-labelledby="own"><h2 id="own">It is yours</h2>
      <p class="act">${this.button(offered ? 'Pause it' : 'Offer it again', toggled)} <small>${offered ? 'Paused, it is not booked; bookings that were made go on.' : 'Nobody can book it.'}</small></p></section>`;
  }

  market(gpu, market) {
    return html`<section aria-labelledby="market"><h2 id="market">Its price</h2>${facts([
      ['As listed', price(gpu)],
      ['A booking now', price({...gpu, price_per_hour: market.current_price})],
      ['What the market makes of it', price({...gpu, price_per_hour: market.recommended_price})],
      ['Trend', market.price_trend],
      ['Measured of the last day', percent(market.confidence_score)],
      ['Why', market.reasoning?.length ? html`<ul class="topics">${market.reasoning.map(reason => html`<li>${reason}</li>`)}</ul>` : nothing],
    ])}</section>`;
  }

  history(gpu, {data_points: points, statistics}) {
    const choose = period => {
      this.period = period;
      this.take();
    };
    return html`<section class="chips" aria-labelledby="history"><h2 id="history">Price by the hour</h2>
      <div role="group" aria-label="Period">${PERIODS.map(period => html`<button type="button" class=${period === this.period ? '' : 'secondary outline'}
        aria-pressed=${String(period === this.period)} @click=${() => choose(period)}>${period}</button>`)}</div>
      ${points.length < 2 ? html`<p class="empty">Too little was measured in this time for a picture.</p>` : html`<figure class="chart">
        <p><span>${amount(statistics.min_price)} to ${amount(statistics.max_price)} ${gpu.currency} an hour</span><span>${roughly(statistics.average_price)} on average</span></p>
        <svg viewBox=${`0 0 ${WIDE} ${HIGH}`} preserveAspectRatio="none" role="img"
          aria-label=${`Price of ${points.length} hours: from ${amount(points[0].price)} to ${amount(points.at(-1).price)}`}>${svg`<path d=${line(points)}></path>`}</svg>
        <p><span>${ago(points[0].timestamp)}</span><span>${ago(points.at(-1).timestamp)}</span></p></figure>`}</section>`;
  }

  reliability({result, inputs, formula, from, as_of: until}) {
    return html`<section aria-labelledby="reliability"><h2 id="reliability">Reliability</h2>${facts([
        ['In all', isBlank(result.score) ? html`<span class="empty">too little is known</span>` : percent(result.score)],
        ['Online', isBlank(result.uptime) ? nothing : `${percent(result.uptime)}: ${hours(inputs.online_seconds)} of ${hours(inputs.observed_seconds)} hours`],
        ['Jobs', `${percent(result.jobs)}: ${inputs.jobs_completed} done, ${inputs.jobs_failed} failed, ${inputs.jobs_lapsed} lapsed`],
        ['Bookings', `${percent(result.bookings)}: ${inputs.bookings_kept} kept, ${inputs.bookings_broken} broken`],
        ['Agreement', `${percent(result.agreement)}: others did not confirm ${inputs.mismatches}`],
        ['From', moment(from)],
        ['Until', moment(until)],
      ])}<details><summary>How it is computed</summary><p>${formula}</p></details></section>`;
  }

  reviews({reviews}) {
    return html`<section aria-labelledby="reviews"><h2 id="reviews">Reviews</h2>
      ${reviews.length ? reviews.map(one => html`<blockquote>${one.comment}<footer>${one.rating} of 5, ${one.user}, ${ago(one.date)}, paid a ${one.basis === 'receipt' ? 'job' : one.basis}</footer></blockquote>`)
        : html`<p class="empty">Nobody who paid for it has said anything yet.</p>`}</section>`;
  }
}

const hours = seconds => amount((seconds / 3600).toFixed(1));

/** A price holds until the next one, the last for its hour. */
function line(points) {
  const at = points.map(one => date(one.timestamp).getTime());
  const prices = points.map(one => Number(one.price));
  const [least, most] = [Math.min(...prices), Math.max(...prices)];
  const x = i => ((at[i] - at[0]) / (at.at(-1) + HOUR - at[0]) * WIDE).toFixed(1);
  const y = i => (most === least ? HIGH / 2 : HIGH - MARGIN - (prices[i] - least) / (most - least) * (HIGH - 2 * MARGIN)).toFixed(1);
  return prices.map((_, i) => i ? `H${x(i)}V${y(i)}` : `M${x(0)} ${y(0)}`).join('') + `H${WIDE}`;
}
