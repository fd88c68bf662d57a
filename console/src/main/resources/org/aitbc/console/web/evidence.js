/** What is known of a change of parameters: what it would have made of the past, and how it goes while it is on trial. */
import {html, nothing} from 'lit';
import {amount, code, isBlank, moment, plain, spaced, state} from './format.js';
import {facts, others, table} from './page.js';

const REASONS = {NO_HISTORY: 'nothing that was kept tells it', INCONSISTENT: 'it would tell nothing', TIMED_OUT: 'it did not come to an end in time'};
const HEADS = ['What', 'As it was', 'With the change'];
const row = ({name, baseline, proposed}) => [spaced(name), amount(baseline), isBlank(proposed) ? html`<span class="empty">not known</span>` : amount(proposed)];

export function backtest({status, days, requested_at: asked, finished_at: ended, error, report}) {
  const {since, until, complete, payments, ledger_seq: place, digest, differences = [], effects = []} = report ?? {};
  return html`<section aria-labelledby="backtest"><h2 id="backtest">Backtest, on what was paid</h2>${facts([
      ['State', state(status)],
      ['Days', amount(days)],
      ['Run', moment(ended ?? asked)],
      ['Error', error],
      ['From', moment(since)],
      ['Until', moment(until)],
      ['All of that time', complete === false ? 'no: its older part was left out' : nothing],
      ['Payments', amount(payments)],
      ['Up to place', isBlank(place) ? nothing : html`${amount(place)} of the ledger, ${code(digest)}`],
      ['The ledger says something else', differences.length ? plain(differences) : nothing],
    ])}
    ${effects.map(({parameters = [], figures, reason, most_affected: affected = [], cannot_tell: unknown}) => html`
      ${table(parameters.join(', '), HEADS, (figures ?? []).map(row), `No figures: ${REASONS[reason] ?? spaced(reason ?? 'not said why')}.`)}
      ${affected.length ? html`<details><summary>Most affected</summary>${table('Most affected', HEADS, affected.map(row), '')}</details>` : nothing}
      ${unknown ? html`<p><small>It cannot tell ${unknown}.</small></p>` : nothing}`)}</section>`;
}

const limit = ({comparison, bound, relative}) => `${comparison === '<=' ? 'at most' : 'at least'} ${amount(bound)}${relative ? ' times the week before' : ''}`;

/** What a change must keep true, so that it stays. */
export const guardrails = all => html`<ul class="changes">${all.map(one => html`<li>${spaced(one.metric)}: ${limit(one)}, within ${one.window_hours} hours</li>`)}</ul>`;

export function trial({state: now, starts_at: starts, ends_at: ends, ended_at: ended, reverted_by: guardian, guardrails: watched = [], changes, ...more}) {
  return html`<section aria-labelledby="trial"><h2 id="trial">Trial</h2>${facts([
      ['State', state(now)],
      ['Begins', moment(starts)],
      ['Ends', moment(ends)],
      ['Ended', moment(ended)],
      ['Taken back by', code(guardian, true)],
      ...others(more, []),
    ])}
    ${table('What is watched', ['Measure', 'Has to be', 'That is', 'Last seen', 'Samples', 'Breaches in a row'], watched.map(({guardrail = {}, limit: bound, value, samples, breaches}) => [
      spaced(guardrail.metric), limit(guardrail), isBlank(bound) ? html`<span class="empty">too few samples before</span>` : amount(bound),
      isBlank(value) ? html`<span class="empty">nothing yet</span>` : amount(value), amount(samples), amount(breaches)]), 'Nothing is watched by itself: a guardian may take the change back.')}</section>`;
}
