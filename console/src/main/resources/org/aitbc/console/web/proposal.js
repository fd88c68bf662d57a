/** One proposal: what it says and does, how it is voted on and by whom, and what becomes of it. */
import {html, nothing} from 'lit';
import {Failure, get, maybe, me, number} from './api.js';
import {ActPage, AMOUNT, withKey} from './act.js';
import {compare, plus} from './decimal.js';
import {backtest, guardrails, trial} from './evidence.js';
import {ago, amount, code, date, href, isBlank, moment, rate, spaced, state} from './format.js';
import {bar, power, quorum} from './governance.js';
import {facts, others, table} from './page.js';

const PART = 100;
const VOTES = {for: 'For', against: 'Against', abstain: 'Abstain', split: 'Split'};
const PARTS = ['For', 'Against', 'Abstaining'];
const PLACES = ['First', 'Second', 'Third'];
const KNOWN = ['proposal_id', 'status', 'state', 'proposer_id', 'council_id', 'category', 'method', 'title', 'description', 'execution_payload', 'choices', 'content_hash', 'quorum_required', 'passing_threshold', 'created_at', 'voting_starts', 'voting_ends', 'extended_at', 'snapshot_block', 'snapshot_timestamp', 'total_power', 'votes_for', 'votes_against', 'votes_abstain', 'ended_at', 'eta', 'executed_at', 'execution_error', 'trial', 'backtest_id'];

export class ProposalPage extends ActPage {
  static properties = {isSplit: {state: true}};

  heading() {
    return this.data?.proposal.title ?? html`Proposal ${code(this.arg)}`;
  }

  path(more = '') {
    return `/v1/governance/proposals/${encodeURIComponent(this.arg)}${more}`;
  }

  async load(signal) {
    const [proposal, who] = await Promise.all([get(this.path(), signal), me(signal)]);
    const changes = proposal.execution_payload.changes ?? [];
    const [ballots, mine, result, tried, profile, old] = await Promise.all([
      this.ballots(1, signal),
      who ? maybe(get(this.path(`/votes?voter_id=${encodeURIComponent(who)}`), signal)) : null,
      proposal.method === 'basic' ? null : maybe(get(this.path('/result'), signal)),
      changes.length ? maybe(get(this.path('/backtest'), signal)) : null,
      who ? power(who, signal) : null,
      valuesBefore(proposal, changes, signal),
    ]);
    return {proposal, who, ballots, mine, result, tried, profile, old};
  }

  ballots(page, signal) {
    return get(this.path(`/votes?page=${page}&limit=${PART}`), signal);
  }

  async more() {
    const {data} = this;
    const part = await this.ballots(1 + data.ballots.length / PART, this.loading.signal);
    this.data = {...data, ballots: [...data.ballots, ...part], isAll: part.length < PART};
  }

  show({proposal, who, ballots, mine, result, tried, profile, old, isAll}) {
    return html`<article class="head">${facts([
        ['State', state(proposal.state)],
        ['About', spaced(proposal.category)],
        ['Voted on', proposal.method === 'basic' ? 'for or against' : `between choices, ${spaced(proposal.method)}`],
        [isVotedOn(proposal) ? 'Vote ends' : nothing, isVotedOn(proposal) ? ago(proposal.voting_ends) : nothing],
        ['Executed from', proposal.state === 'queued' ? ago(proposal.eta) : nothing],
        ['Waits because', proposal.execution_error],
      ])}</article>
      <section aria-labelledby="text"><h2 id="text">What it says</h2><blockquote>${proposal.description}<footer>${proposal.proposer_id}, ${ago(proposal.created_at)}</footer></blockquote></section>
      <section aria-labelledby="does"><h2 id="does">What it does</h2>${does(proposal, old)}</section>
      ${tried ? backtest(tried) : nothing}
      <div class="columns">
        <section aria-labelledby="tally"><h2 id="tally">Tally</h2>${tally(proposal)}${result ? choices(proposal, result) : nothing}</section>
        <section aria-labelledby="vote"><h2 id="vote">Your vote</h2>${withKey('The API key says who votes.', () => this.own(proposal, who, profile, mine?.[0]))}${this.said()}</section>
      </div>
      ${table('Ballots, newest first', ['Voter', 'Vote', 'Power', 'When', 'Reason'], ballots.map(one => [
        code(one.voter_id), vote(one, proposal), amount(one.voting_power_used), ago(one.created_at), html`<span class="reason">${one.reason}</span>`]), 'Nobody has voted yet.')}
      ${!isAll && ballots.length && ballots.length % PART === 0 ? html`<p class="all"><button type="button" class="secondary outline" @click=${() => this.more()}>Show more</button></p>` : nothing}
      <section aria-labelledby="times"><h2 id="times">Timeline</h2>${times(proposal)}</section>
      ${proposal.trial ? trial(proposal.trial) : nothing}
      <section aria-labelledby="about"><h2 id="about">About it</h2>${facts([
        ['Id', code(proposal.proposal_id, true)],
        ['Proposer', code(proposal.proposer_id, true)],
        ['Council', code(proposal.council_id, true)],
        ['Hash of its text', code(proposal.content_hash, true)],
        ...others(proposal, KNOWN),
      ])}</section>`;
  }

  /** The ballot may be newer than what is shown. */
  async refused({code: why}) {
    if (why === 'ALREADY_VOTED') {
      await this.take();
    }
  }

  own(proposal, who, profile, cast) {
    if (cast) {
      return html`<p>You voted ${vote(cast, proposal)}, with ${amount(cast.voting_power_used)}.</p>`;
    }
    if (!isVotedOn(proposal)) {
      return html`<p class="empty">${proposal.state === 'pending' ? html`The vote begins ${ago(proposal.voting_starts)}.` : 'It is not voted on any more.'}</p>`;
    }
    if (!who) {
      return html`<p class="empty">It is not known at the moment whose key this is.</p>`;
    }
    const submitted = event => {
      event.preventDefault();
      this.act(this.path(`/vote?voter_id=${encodeURIComponent(who)}`), ballot(event.target, proposal), now => `Your vote counts with ${amount(now.voting_power_used)}.`);
    };
    return html`<form class="act" @submit=${submitted}>
      ${this.fields(proposal)}
      <label>Why <textarea name="reason" rows="2" maxlength="1000" placeholder="everybody can read it"></textarea></label>
      <p>${proposal.council_id ? 'A member has one vote.' : html`What counts is the stake when the vote began, ${ago(proposal.snapshot_timestamp)}.
        ${profile && !(profile instanceof Failure) ? `Now you have ${amount(plus(profile.voting_power, profile.delegated_power))} AITBC, what is lent to you included.` : nothing}`}
        A vote cannot be changed.</p>
      ${this.button('Vote')}</form>`;
  }

  fields({method, choices: names}) {
    const option = (type, name, value, words, picked) => html`<label><input type=${type} name=${name} value=${value} ?required=${type === 'radio'} @change=${picked ?? nothing}> ${words}</label>`;
    const part = (name, words) => html`<label>${words} <input name=${name} inputmode="decimal" pattern=${AMOUNT} autocomplete="off" placeholder="0"></label>`;
    switch (method) {
      case 'basic':
        return html`<fieldset><legend>Your vote</legend>${Object.entries(VOTES).map(([value, words]) =>
            option('radio', 'vote_type', value, words, () => { this.isSplit = value === 'split'; }))}</fieldset>
          ${this.isSplit ? html`<fieldset class="fields"><legend>Parts of your power, which add up to 1</legend>${PARTS.map(words => part('part', words))}</fieldset>` : nothing}`;
      case 'weighted':
      case 'quadratic':
        return html`<fieldset class="fields"><legend>How much of your power for which choice, in any unit</legend>${names.map(words => part('part', words))}</fieldset>`;
      case 'ranked':
        return html`<fieldset><legend>What you like best, first</legend>${names.map((_, i) => html`<label>${PLACES[i] ?? `${i + 1}th`} <select name="choice" ?required=${i === 0}>
          <option value="">No choice</option>${names.map((words, at) => html`<option value=${at + 1}>${words}</option>`)}</select></label>`)}</fieldset>`;
      default:
        return html`<fieldset><legend>${method === 'approval' ? 'All that you approve of' : 'Your choice'}</legend>${names.map((words, i) =>
          option(method === 'approval' ? 'checkbox' : 'radio', 'choice', i + 1, words))}</fieldset>`;
    }
  }
}

/** What the form says, as the API takes it. */
function ballot(form, {method}) {
  const fields = new FormData(form);
  const parts = () => fields.getAll('part').map(text => number(text || '0'));
  const reason = fields.get('reason').trim() || undefined;
  if (method === 'basic') {
    const type = fields.get('vote_type');
    return {vote_type: type, split: type === 'split' ? parts() : undefined, reason};
  }
  return method === 'weighted' || method === 'quadratic' ? {weights: parts(), reason}
    : {choices: fields.getAll('choice').filter(Boolean).map(Number), reason};
}

const isVotedOn = ({state: now, voting_ends: end}) => now === 'active' && date(end) > Date.now();

/** What a changed value was before; where that is over, by the versions. */
async function valuesBefore({state: now, proposal_id: id, trial: tried}, changes, signal) {
  if (changes.length === 0 || tried?.changes) {
    return Object.fromEntries((tried?.changes ?? []).map(one => [one.parameter, one.before]));
  }
  if (now !== 'executed') {
    const all = await maybe(get('/v1/governance/parameters', signal)) ?? [];
    return Object.fromEntries(all.map(one => [one.name, one.value]));
  }
  const pairs = changes.map(async ({parameter}) => {
    const versions = await maybe(get(`/v1/governance/parameters/${encodeURIComponent(parameter)}/versions`, signal)) ?? [];
    const own = versions.findLast(one => one.proposal === id);
    return [parameter, versions.find(one => one.version === own?.version - 1)?.value];
  });
  return Object.fromEntries(await Promise.all(pairs));
}

function does({category, state: now, execution_payload: payload}, old) {
  const {changes, amount: paid, recipient, currency, council_id: council, add, remove, guardrails: watched, trial_days: days, ...more} = payload;
  if (Object.values(payload).every(isBlank)) {
    return html`<p class="empty">Nothing by itself: it asks for an opinion.</p>`;
  }
  const unknown = html`<span class="empty">${now === 'executed' ? 'the service’s own setting' : 'not known'}</span>`;
  return html`${changes ? html`<ul class="changes">${changes.map(({parameter, value}) => html`<li><a href=${href('parameters', parameter)}>${parameter}</a>:
      ${isBlank(old[parameter]) ? unknown : amount(old[parameter])} → <strong>${amount(value)}</strong></li>`)}</ul>` : nothing}
    ${facts([
      ['Pays', isBlank(paid) ? nothing : `${amount(paid)} ${currency ?? 'AITBC'}`],
      ['To', code(recipient, true)],
      ['Council', code(council, true)],
      ['New members', add?.join(', ')],
      ['Members that leave', remove?.join(', ')],
      ['On trial for', isBlank(days) ? nothing : `${days} days`],
      ['Taken back unless', watched?.length ? guardrails(watched) : nothing],
      ...others(more, []),
    ])}
    ${category === 'parameter' && now !== 'executed' ? html`<p><small>The first value is the one in force now.</small></p>` : nothing}`;
}

function tally(proposal) {
  const {method, votes_for: votes, votes_against: against, votes_abstain: abstaining, total_power: all, passing_threshold: threshold} = proposal;
  const cast = plus(plus(votes, against), abstaining);
  const row = (words, part) => [words, compare(cast, 0) === 0 ? '0' : html`<div class="quorum">${bar(part, cast, words)} <small>${amount(part)}</small></div>`];
  return facts([
    ...method === 'basic' ? [row('For', votes), row('Against', against), row('Abstaining', abstaining)] : [['Took part', amount(cast)]],
    ['Quorum, of for and abstaining', quorum(proposal)],
    ['All power', amount(all)],
    ['Passes with', method === 'basic' ? `more than ${rate(threshold)} of for and against` : nothing],
  ]);
}

const choices = ({choices: names}, {scores, winner, sybil_resistant: isResistant}) => html`${table('Choices', ['Choice', 'Score'],
  names.map((name, i) => [html`<span class="text">${name}</span> ${winner === i + 1 ? state('ahead') : nothing}`, amount(scores[i])]), '')}
  ${isResistant ? nothing : html`<p><small>With this method a stake that is split over several accounts counts for more.</small></p>`}`;

function vote({vote_type: type, parts, choices: chosen, weights}, {choices: names}) {
  return type ? html`${VOTES[type].toLowerCase()}${type === 'split' ? `: ${parts.map((part, i) => `${amount(part)} ${PARTS[i].toLowerCase()}`).join(', ')}` : nothing}`
    : html`<span class="text">${chosen ? chosen.map(one => names[one - 1]).join(', ') : weights.map((one, i) => `${names[i]} ${amount(one)}`).join(', ')}</span>`;
}

function times(one) {
  const isOver = ['defeated', 'canceled', 'expired'].includes(one.state);
  return facts([
    ['Proposed', moment(one.created_at)],
    ['Vote begins', moment(one.voting_starts)],
    ['Power counts as of', one.snapshot_timestamp ? html`${moment(one.snapshot_timestamp)}${isBlank(one.snapshot_block) ? nothing : `, place ${amount(one.snapshot_block)} of the ledger`}` : nothing],
    ['Extended, as the quorum was reached late', moment(one.extended_at)],
    ['Vote ends', moment(one.voting_ends)],
    [isOver ? spaced(one.state).replace(/^./, first => first.toUpperCase()) : 'Decided', moment(one.ended_at)],
    ['Timelock ends', moment(one.eta)],
    ['Executed', moment(one.executed_at)],
    ['Trial ends', moment(one.trial?.ends_at)],
  ]);
}
