/** How single values are shown. */
import {html, nothing} from 'lit';
import {chain} from './api.js';
import {decimal, times} from './decimal.js';

export const isBlank = value => value === null || value === undefined || value === '';

/** A page, on the chain that is looked at. */
export const here = (page, on = chain()) => `#/${page}${on ? `?chain_id=${encodeURIComponent(on)}` : ''}`;

/** Where a thing has its page. */
export const href = (kind, id, on) => here(`${kind}/${encodeURIComponent(id)}`, on);

export const short = text => text.length > 24 ? `${text.slice(0, 8)}…${text.slice(-6)}` : text;

/** A long id, cut in the middle, whole in the tip. */
export const code = (id, whole) => isBlank(id) ? nothing
  : html`<code title=${String(id)}>${whole ? String(id) : short(String(id))}</code>`;

export const link = (kind, id, whole, on) => isBlank(id) ? nothing
  : html`<a href=${href(kind, id, on)} title=${String(id)} aria-label=${`${kind} ${whole ? id : short(String(id))}`}>${code(id, whole)}</a>`;

const STEPS = [[60, 'second', 1], [3600, 'minute', 60], [86400, 'hour', 3600], [86400 * 60, 'day', 86400], [86400 * 700, 'month', 86400 * 30], [Infinity, 'year', 86400 * 365]];
const WORDS = new Intl.RelativeTimeFormat('en', {numeric: 'always', style: 'short'});

/** ISO 8601, UTC where no zone is named, or seconds since 1970. */
export function date(value) {
  if (typeof value === 'number' || /^\d+$/.test(value)) {
    return new Date(Number(value) * 1000);
  }
  return new Date(/(Z|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value}Z`);
}

export function ago(value) {
  const at = isBlank(value) ? NaN : date(value);
  if (isNaN(at)) {
    return isBlank(value) ? nothing : String(value);
  }
  const seconds = (at - Date.now()) / 1000;
  const [, unit, length] = STEPS.find(([below]) => Math.abs(seconds) < below);
  const iso = at.toISOString().replace('.000', '');
  return html`<time datetime=${iso} title=${iso}>${WORDS.format(Math.trunc(seconds / length), unit)}</time>`;
}

export const moment = value => isBlank(value) ? nothing
  : html`${date(value).toISOString().replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC')} (${ago(value)})`;

/** An amount with all its digits that matter, in groups of three. */
export const amount = value => isBlank(value) ? nothing
  : decimal(value).replace(/^(-?)(\d+)/, (_, sign, whole) => sign + BigInt(whole).toLocaleString('en'));

/** A name of the API in words. */
export const spaced = name => isBlank(name) ? nothing : name.replaceAll('_', ' ').toLowerCase();

/** A share of one that is a rule, such as a fee, with all its digits. */
export const rate = share => isBlank(share) ? nothing : `${amount(times(share, 100))} %`;

/** One that was measured. */
export const percent = share => isBlank(share) ? nothing : `${amount((100 * share).toFixed(2))} %`;

/** Some routes know an id only with its dashes. */
export const uuid = id => id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** A price of gas. */
export const gwei = wei => isBlank(wei) ? nothing : `${amount(Number(wei) / 1e9)} Gwei`;

/** One for a column: of many decimals the first, all of them in the tip. */
export const roughly = value => isBlank(value) ? nothing : html`<span title=${value}>${amount(value).replace(/(\.\d{6})\d+$/, '$1…')}</span>`;

const GOOD = /^(available|active|ok|success|succeeded|confirmed|completed|released|healthy|synced|held|posted|mined|online|signed|true|open|executed|succeeded|filled|kept|reached|done)$/i;
const BAD = /^(fail|failed|reverted|canceled|cancelled|expired|refunded|disputed|halted|offline|false|defeated|inconsistent)$/i;

export function state(value) {
  if (isBlank(value)) {
    return nothing;
  }
  const text = String(value);
  return html`<mark class=${GOOD.test(text) ? 'good' : BAD.test(text) ? 'bad' : 'open'}>${text.toLowerCase()}</mark>`;
}

/** Any JSON. */
export const plain = value => typeof value === 'object' && value !== null
  ? html`<pre tabindex="0"><code>${JSON.stringify(value, null, 2)}</code></pre>` : String(value);
