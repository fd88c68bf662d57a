/** The bookings of whose key it is, and what can be done about one: longer, paused, over, reviewed; by the owner, closed. */
import {html, nothing} from 'lit';
import {get, key, me} from './api.js';
import {ActPage, filled, withKey} from './act.js';
import {amount, ago, code, date, href, isBlank, link, moment, spaced, state, uuid} from './format.js';
import {all} from './list.js';
import {Page, facts, others} from './page.js';

const NEED = 'Whose bookings they are, the API key says.';
const NEXT = {active: 'Change or release', paused: 'Resume or release', completed: 'Review'};
const REASONS = {
  MAINTENANCE: 'Maintenance', HARDWARE_FAILURE: 'The machine is broken: ends at once', RECLAIMED: 'I need it myself',
  MISUSE: 'Used for what I do not allow', DELISTED: 'It goes off the market',
};
const isOpen = ({status}) => status === 'active' || status === 'paused';
/** Whether one of both sides may act: an admin is neither, and may as both. */
const acts = (side, {client_id: client, owner_id: owner}, who) => who === side || (who !== client && who !== owner);
const next = (one, who) => acts(one.client_id, one, who) ? NEXT[one.status] : isOpen(one) ? 'Close' : undefined;

const bookings = who => ({
  title: 'Newest first', path: 'marketplace/bookings', empty: 'No booking yet.',
  columns: {
    GPU: one => html`<a class="gpu" href=${href('booking', one.booking_id)} aria-label=${`booking of ${one.gpu_model}, ${one.booking_id}`}>${one.gpu_model}</a>`,
    Status: one => state(one.status),
    'What next': one => next(one, who) ? html`<a href=${href('booking', one.booking_id)}>${next(one, who)}</a>` : nothing,
    Start: one => ago(one.start_time),
    End: one => ago(one.ended_at ?? one.end_time),
    'So far': one => `${amount(one.cost)} ${one.currency}`,
    'In all': one => `${amount(one.total_cost)} ${one.currency}`,
  },
});

export class BookingsPage extends Page {
  heading() {
    return 'Bookings';
  }

  async load(signal) {
    return {who: await me(signal)};
  }

  show({who}) {
    return withKey(NEED, () => all(bookings(who)));
  }
}

export class BookingPage extends ActPage {
  heading() {
    return html`Booking ${code(this.arg)}`;
  }

  async load(signal) {
    const [booking, who] = await Promise.all([key.get() ? get(this.path(), signal) : null, me(signal)]);
    return {booking, who};
  }

  path() {
    return `/v1/marketplace/bookings/${encodeURIComponent(uuid(this.arg))}`;
  }

  show({booking, who}) {
    return withKey(NEED, () => this.own(booking, who));
  }

  own(booking, who) {
    return html`${facts([
        ['GPU', html`<a href=${href('gpu', booking.gpu_id)}>${booking.gpu_model}</a>`],
        ['Status', state(booking.status)],
        ['Warning', booking.warning && isOpen(booking) ? html`<mark class="bad">${spaced(booking.warning)}</mark>` : nothing],
        ['Start', moment(booking.start_time)],
        ['End', moment(booking.end_time)],
        ['Ended', moment(booking.ended_at)],
        ['An hour', money(booking.price_per_hour, booking)],
        ['If all is used', money(booking.total_cost, booking)],
        [isOpen(booking) ? 'So far' : 'Cost', money(booking.cost, booking)],
        ['Held', money(booking.held, booking)],
        [isOpen(booking) ? 'Goes back, if the rest is used' : 'Went back', money(booking.refund, booking)],
        ['Paused since', moment(booking.paused_at)],
        ['Paused by', spaced(booking.pause_reason)],
        ['Closed for', spaced(booking.close_reason)],
        ['Client', code(booking.client_id, true)],
        ['Owner', code(booking.owner_id, true)],
        ['Miner', link('miner', booking.miner_id, true)],
        ['Job', link('job', booking.job_id, true)],
        ...others(booking, ['gpu_id', 'gpu_model', 'status', 'warning', 'start_time', 'end_time', 'ended_at', 'price_per_hour', 'currency', 'total_cost', 'cost', 'used_micros', 'metered_until', 'metered_at', 'billed', 'held', 'refund', 'client_id', 'owner_id', 'miner_id', 'job_id', 'booking_id', 'paused_at', 'pause_reason', 'close_reason']),
      ])}
      ${!acts(booking.client_id, booking, who) ? nothing : isOpen(booking) ? this.change(booking) : booking.status === 'completed' ? this.review(booking) : nothing}
      ${isOpen(booking) && acts(booking.owner_id, booking, who) ? this.close() : nothing}
      ${this.said()}`;
  }

  change(booking) {
    const extended = event => {
      event.preventDefault();
      this.act(`${this.path()}/extend`, filled(event.target), now => html`It ends ${moment(now.end_time)} now.`);
    };
    const paused = () => this.act(`${this.path()}/pause`, {}, () => 'Paused: it costs nothing until it is resumed.');
    const released = () => this.act(`${this.path()}/close`, {}, ended);
    const hasBegun = date(booking.start_time) <= Date.now();
    return html`${booking.status === 'paused' ? this.resume() : nothing}<form class="act" @submit=${extended}>
      <label>More hours <input name="duration_hours" type="number" required step="any" min="0.00000001" max="8760" value="1"></label>
      <p>They cost ${money(booking.price_per_hour, booking)} each. Released, it ends at once, and what is not used goes back.
        Paused, it costs nothing, but its time goes on.</p>
      ${this.button('Extend it')} ${booking.status === 'active' && hasBegun ? this.button('Pause it', paused) : nothing} ${this.button('Release it', released)}
    </form>`;
  }

  resume() {
    const submitted = event => {
      event.preventDefault();
      this.act(`${this.path()}/resume`, filled(event.target), () => 'It goes on.');
    };
    return html`<form class="act" @submit=${submitted}>
      <label>At most, in all, from now on <input name="spend_cap" type="number" step="any" min="0.00000001" placeholder="as before"></label>
      ${this.button('Resume it')}</form>`;
  }

  close() {
    const submitted = event => {
      event.preventDefault();
      this.act(`${this.path()}/close`, filled(event.target), ended);
    };
    return html`<section aria-labelledby="close"><h2 id="close">Close it, as its owner</h2><form class="act" @submit=${submitted}>
      <label>Why <select name="reason" required><option value="">Choose a reason</option>${Object.entries(REASONS).map(([reason, words]) =>
        html`<option value=${reason}>${words}</option>`)}</select></label>
      <p>Its client is told why, and has ten minutes’ notice unless the machine is broken. All but misuse count against the GPU’s reliability.</p>
      ${this.button('Close it')}</form></section>`;
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
      ${this.button('Publish it')}</form></section>`;
  }
}

const ended = now => now.ended_at ? html`Over: ${money(now.refund, now)} goes back.` : html`It ends ${moment(now.end_time)}.`;

const money = (value, {currency}) => isBlank(value) ? nothing : `${amount(value)} ${currency}`;
