/** What is voted on, what was, and what the key's owner votes with. */
import {html, nothing} from 'lit';
import {Failure, get, me} from './api.js';
import {ActPage, withKey} from './act.js';
import {compare, plus} from './decimal.js';
import {ago, amount, code, here, href, spaced, state} from './format.js';
import {all} from './list.js';
import {facts, trouble} from './page.js';

const OPEN = ['pending', 'active', 'queued'];

/** A part of a whole, for the eye; what stands beside it has the digits. */
export const bar = (part, whole, label) => html`<progress value=${part} max=${whole} aria-label=${label}></progress>`;

/** What takes part, of what is needed. Votes against do not count, so that opposing never helps to reach it. */
export function quorum({state: now, quorum_required: needed, votes_for: votes, votes_abstain: abstaining}) {
  const part = plus(votes, abstaining);
  if (now === 'pending' || compare(needed, 0) === 0) {
    return html`<span class="empty">known when the vote begins</span>`;
  }
  return html`<div class="quorum">${bar(part, needed, 'Quorum')} <small>${amount(part)} of ${amount(needed)}
    ${compare(part, needed) < 0 ? nothing : state('reached')}</small></div>`;
}

const proposals = (title, empty, columns) => ({title, empty, path: 'governance/proposals', columns: {
  Proposal: one => html`<a class="title" href=${href('proposal', one.proposal_id)}>${one.title}</a>`, ...columns, About: one => spaced(one.category),
}});

const ACTIVE = proposals('Voted on now', 'Nothing is voted on now.', {
  'Vote ends': one => ago(one.voting_ends),
  Quorum: quorum,
  For: one => amount(one.votes_for),
  Against: one => amount(one.votes_against),
});
const PENDING = proposals('Voted on later', 'No vote is ahead.', {
  'Vote begins': one => ago(one.voting_starts),
  Proposer: one => code(one.proposer_id),
});
const QUEUED = proposals('Passed, to be executed', 'Nothing waits for its execution.', {
  'Executed from': one => ago(one.eta),
  'Waits because': one => one.execution_error ?? nothing,
});
const ENDED = {
  ...proposals('Ended, newest first', 'No proposal has ended yet.', {
    State: one => state(one.state),
    Quorum: quorum,
    For: one => amount(one.votes_for),
    Against: one => amount(one.votes_against),
    Ended: one => ago(one.executed_at ?? one.ended_at),
  }),
  keeps: one => !OPEN.includes(one.state),
};

/** Somebody's power now; a failure where it cannot be told. */
export const power = (who, signal) => get(`/v1/governance-enhanced/profiles/${encodeURIComponent(who)}`, signal).catch(failure => {
  if (failure instanceof Failure) {
    return failure;
  }
  throw failure;
});

export class GovernancePage extends ActPage {
  heading() {
    return 'Governance';
  }

  async load(signal) {
    const who = await me(signal);
    return {who, profile: who ? await power(who, signal) : null};
  }

  show({who, profile}) {
    return html`<p><a href=${here('parameters')}>Parameters of the suite</a>: what proposals can change, and what they did.</p>
      <section aria-labelledby="power"><h2 id="power">Your power</h2>
        ${withKey('The API key says whose power it is.', () => this.own(who, profile))}${this.said()}</section>
      ${[[ACTIVE, 'active'], [PENDING, 'pending'], [QUEUED, 'queued']].map(([list, now]) => all(list, `state=${now}`))}
      ${all(ENDED)}`;
  }

  own(who, profile) {
    if (profile instanceof Failure && profile.status === 404) {
      const made = () => this.act('/v1/governance/profiles', {user_id: who}, () => 'You have a profile now.');
      return html`<p class="act">${this.button('Make a profile', made)} <small>It shows your power, and others can lend you theirs. You can vote without one.</small></p>`;
    }
    if (!profile || profile instanceof Failure) {
      return profile ? trouble(profile, () => this.reload()) : html`<p class="empty">It is not known at the moment whose key this is.</p>`;
    }
    return html`<article class="head">${facts([
      ['Your own stake', `${amount(profile.voting_power)} AITBC`],
      ['Lent to you', `${amount(profile.delegated_power)} AITBC`],
      ['You lend to', profile.delegate_to],
      ['Votes cast', profile.total_votes_cast],
      ['Role', spaced(profile.role)],
    ])}</article>`;
  }
}
