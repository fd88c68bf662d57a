/** A chart of prices by time: where nothing was traded there is a gap. */
import {html, svg} from 'lit';
import {ago, amount, date, moment} from './format.js';
import {compare} from './decimal.js';
import {table} from './page.js';

const WIDE = 1000;
const HIGH = 100;
const MARGIN = 6;
/** So that few are not drawn as wide as the page. */
const LEAST = 12;
const BODY = 30;

export const SECONDS = {'1m': 60, '5m': 300, '1h': 3600, '1d': 86400};

/** @param candles oldest first */
export function chart(candles, interval, {quote, base}) {
  if (candles.length === 0) {
    return html`<p class="empty">Nothing was traded in this time.</p>`;
  }
  const at = candles.map(one => Math.round((date(one.start) - date(candles[0].start)) / 1000 / SECONDS[interval]));
  const slots = Math.max(LEAST, at.at(-1) + 1);
  const width = WIDE / slots;
  const first = slots - at.at(-1) - 1;
  const [low, high] = [least(candles.map(one => one.low), -1), least(candles.map(one => one.high), 1)];
  const y = price => compare(high, low) === 0 ? HIGH / 2 : HIGH - MARGIN - (price - low) / (high - low) * (HIGH - 2 * MARGIN);
  const drawn = candles.map((one, i) => {
    const [top, bottom] = [y(one.open), y(one.close)].sort((a, b) => a - b);
    const x = width * (first + at[i] + .5);
    const body = Math.min(BODY, width * .7);
    return svg`<g class=${compare(one.close, one.open) < 0 ? 'down' : 'up'}><path d=${`M${x.toFixed(1)} ${y(one.high).toFixed(1)}V${y(one.low).toFixed(1)}`}></path>
      <rect x=${(x - body / 2).toFixed(1)} y=${top.toFixed(1)} width=${body.toFixed(1)} height=${Math.max(.8, bottom - top).toFixed(1)}></rect></g>`;
  });
  return html`<figure class="chart candles">
    <p><span>${amount(low)} to ${amount(high)} ${quote}</span><span>filled where the price fell</span></p>
    <svg viewBox=${`0 0 ${WIDE} ${HIGH}`} preserveAspectRatio="none" role="img"
      aria-label=${`Prices of ${candles.length} times of ${interval}: from ${amount(candles[0].open)} to ${amount(candles.at(-1).close)}, lowest ${amount(low)}, highest ${amount(high)}`}>${drawn}</svg>
    <p><span>${ago(new Date(date(candles[0].start) - first * SECONDS[interval] * 1000).toISOString())}</span><span>${ago(candles.at(-1).start)}</span></p>
    <details><summary>The same as a table</summary>${table('Prices by time', ['From', 'Open', 'High', 'Low', 'Close', base], candles.toReversed().map(one =>
      [moment(one.start), amount(one.open), amount(one.high), amount(one.low), amount(one.close), amount(one.volume)]), '')}</details></figure>`;
}

/** The one that no other is beyond, on this side. */
const least = (prices, side) => prices.reduce((one, other) => compare(other, one) === side ? other : one);
