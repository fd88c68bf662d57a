/** The bookings of whose key it is, and what can be done about one: longer, over, reviewed. */
import {html, nothing} from 'lit';
import {get, key} from './api.js';
import {ActPage, filled, withKey} from './act.js';
import {amount, ago, code, href, isBlank, link, moment, state, uuid} from './format.js';
import {all} from './list.js';
import {Page, facts, others} from './page.js';

const NEED = 'Whose bookings they are, the API key says.';
const NEXT = {active: 'Extend or release', paused: 'Extend or release', completed: 'Review'};
const isOpen = ({status}) => status === 'active' || status === 'paused';

const BOOKINGS = {
  title: 'Newest first', path: 'marketplace/bookings', empty: 'No booking yet.',
  columns: {
    GPU: one => html`<a href=${href('booking', one.booking_id)} aria-label=${`booking of ${one.gpu_model}, ${one.booking_id}`}>${one.gpu_model}</a>`,
    Status: one => state(one.status),
    'What next': one => NEXT[one.status] ? html`<a href=${href('booking', one.booking_id)}>${NEXT[one.status]}</a>` : nothing,
    How: one => one.tenure.replaceAll('_', ' '),
    Start: one => ago(one.start_time),
    End: one => ago(one.ended_at ?? one.end_time),
    'So far': one => `${amount(one.cost)} ${one.currency}`,
    'In all': one => `${amount(one.total_cost)} ${one.currency}`,
  },
};

export class BookingsPage extends Page {
  heading() {
    return 'Bookings';
  }

  async load() {
    return {};
  }

  show() {
    return withKey(NEED, () => all(BOOKINGS));
  }
}

export class BookingPage extends ActPage {
  heading() {
    return html`Booking ${code(this.arg)}`;
  }

  async load(signal) {
    return {booking: key.get() ? await get(this.path(), signal) : null};
  }

  path() {
    return `/v1/marketplace/bookings/${encodeURIComponent(uuid(this.arg))}`;
  }

  show({booking}) {
    return withKey(NEED, () => this.own(booking));
  }

  own(booking) {
    return html`${facts([
        ['GPU', html`<a href=${href('gpu', booking.gpu_id)}>${booking.gpu_model}</a>`],
        ['Status', state(booking.status)],
        ['Warning', booking.warning ? html`<mark class="bad">${booking.warning}</mark>` : nothing],
        ['How', booking.tenure.replaceAll('_', ' ')],
        ['Start', moment(booking.start_time)],
        ['End', moment(booking.end_time)],
        ['Ended', moment(booking.ended_at)],
        ['An hour', money(booking.price_per_hour, booking)],
        ['If all is used', money(booking.total_cost, booking)],
        ['So far', money(booking.cost, booking)],
        ['Held', money(booking.held, booking)],
        [isOpen(booking) ? 'Goes back, if the rest is used' : 'Went back', money(booking.refund, booking)],
        ['Client', code(booking.client_id, true)],
        ['Owner', code(booking.owner_id, true)],
        ['Miner', link('miner', booking.miner_id, true)],
        ['Job', link('job', booking.job_id, true)],
        ...others(booking, ['gpu_id', 'gpu_model', 'status', 'warning', 'tenure', 'start_time', 'end_time', 'ended_at', 'price_per_hour', 'currency', 'total_cost', 'cost', 'held', 'refund', 'client_id', 'owner_id', 'miner_id', 'job_id', 'booking_id']),
      ])}
      ${isOpen(booking) ? this.change(booking) : booking.status === 'completed' ? this.review(booking) : nothing}
      ${this.said()}`;
  }

  change(booking) {
    const extended = event => {
      event.preventDefault();
      this.act(`${this.path()}/extend`, filled(event.target), now => html`It ends ${moment(now.end_time)} now.`);
    };
    const released = () => this.act(`${this.path()}/close`, {}, now => now.ended_at
      ? html`Released: ${money(now.refund, now)} goes back.` : html`It ends ${moment(now.end_time)}.`);
    return html`<form class="act" @submit=${extended}>
      <label>More hours <input name="duration_hours" type="number" required step="any" min="0.00000001" max="8760" value="1"></label>
      <p>They cost ${money(booking.price_per_hour, booking)} each. Released, it ends at once, and what is not used goes back.</p>
      <button type="submit" ?disabled=${this.isBusy}>Extend it</button>
      <button type="button" class="secondary" ?disabled=${this.isBusy} @click=${released}>Release it</button>
    </form>`;
  }

  review(booking) {
    const submitted = event => {
      event.preventDefault();
      const {rating, comment = ''} = filled(event.target);
      this.act(`/v1/marketplace/gpu/${booking.gpu_id}/reviews`, {rating: Number(rating), comment},
        now => html`Thank you: it has ${amount(now.average_rating)} of 5 now. <a href=${href('gpu', booking.gpu_id)}>All reviews</a>`);
    };
    return html`<section aria-labelledby="review"><h2 id="review">Review it</h2><form class="act" @submit=${submitted}>
      <label>How was it? <select name="rating" required>${['5, excellent', '4, good', '3, fair', '2, poor', '1, useless'].map(words =>
        html`<option value=${words[0]}>${words}</option>`)}</select></label>
      <label>In words <textarea name="comment" rows="3" maxlength="2000"></textarea></label>
      <button type="submit" ?disabled=${this.isBusy}>Publish it</button></form></section>`;
  }
}

const money = (value, {currency}) => isBlank(value) ? nothing : `${amount(value)} ${currency}`;
