/** The values of the suite that proposals change: as they are, within which bounds, and how they came to be. */
import {html, nothing} from 'lit';
import {Failure, get} from './api.js';
import {ago, amount, code, href, isBlank, link, moment, spaced} from './format.js';
import {Page, facts, table} from './page.js';

const PATH = '/v1/governance/parameters';
const value = one => isBlank(one) ? html`<span class="empty">not said by any service</span>` : amount(one);
const uses = ({services}) => services.length === 0 ? html`<span class="empty">no service has said so</span>`
  : services.map(one => html`<div>${one.service}: ${amount(one.value)}, since ${ago(one.seen_at)}</div>`);

export class ParametersPage extends Page {
  heading() {
    return this.arg ? html`Parameter ${code(this.arg, true)}` : 'Parameters of the suite';
  }

  async load(signal) {
    const all = await get(PATH, signal);
    if (!this.arg) {
      return {all};
    }
    const one = all.find(({name}) => name === this.arg);
    if (!one) {
      throw new Failure(404, 'There is no such parameter.');
    }
    return {one, versions: await get(`${PATH}/${encodeURIComponent(this.arg)}/versions`, signal)};
  }

  show({all, one, versions}) {
    return all ? html`<p>Times are seconds, shares are parts of one. A proposal changes a value by its step at most.</p>
      ${table('What is in force', ['Parameter', 'Now', 'Next', 'From', 'To', 'Step', 'Applied by'], all.map(each => [
        html`<a href=${href('parameters', each.name)}>${each.name}</a>`, value(each.value), next(each),
        amount(each.least), amount(each.most), amount(each.step), uses(each)]), 'Nothing can be changed here.')}`
      : html`${facts([
          ['Now', value(one.value)],
          ['Next', next(one)],
          ['Bounds', `${amount(one.least)} to ${amount(one.most)}`],
          ['Step', `${amount(one.step)} at most by one proposal`],
        ])}
        ${table('Applied by', ['Service', 'Value', 'Version', 'Since'], one.services.map(each => [
          each.service, amount(each.value), each.version || 'its own setting', moment(each.seen_at)]), 'No service has said that it applies it.')}
        ${table('History, newest first', ['Version', 'Value', 'Decided', 'In force from', 'By', 'Proposal'], versions.map(each => [
          each.version, amount(each.value), ago(each.created_at), moment(each.effective_at), spaced(each.cause), link('proposal', each.proposal)]),
          'Nothing was decided about it yet: services apply their own settings.')}`;
  }
}

const next = ({next: decided}) => decided ? html`${amount(decided.value)}, ${ago(decided.effective_at)}` : nothing;
