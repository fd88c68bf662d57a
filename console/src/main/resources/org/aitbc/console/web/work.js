import {html, nothing} from 'lit';
import {get, key, maybe} from './api.js';
import {ago, code, href, link, moment, state} from './format.js';
import {Page, facts, others, table} from './page.js';
import {told, trace} from './trace.js';

const hint = html`<p class="empty">More of it is shown to its owner: enter the API key above.</p>`;
const of = ({nodes}, kind) => nodes.filter(node => node.kind === kind);

/** What the trace of anything tells of its own node. */
const summary = (node, more) => facts([['Id', code(node.id, true)], ...told(node), ...more]);

const traced = id => html`<p><a href=${href('trace', id)}>Trace as a picture</a></p>`;

/** What anybody may know of a job is in its trace; the rest is for the key of its owner. */
export class JobPage extends Page {
  heading() {
    return html`Job ${code(this.arg)}`;
  }

  async load(signal) {
    const id = encodeURIComponent(this.arg);
    const known = await trace(this.arg, signal);
    const own = key.get() ? await maybe(get(`/v1/jobs/${id}`, signal)) : null;
    return {known, own};
  }

  show({known, own}) {
    const job = of(known, 'job').find(node => node.id === this.arg) ?? of(known, 'job')[0] ?? {id: this.arg};
    const receipt = of(known, 'receipt')[0];
    const miners = of(known, 'miner');
    return html`${traced(job.id)}
      ${summary(job, [
        ['Receipt', receipt ? link('receipt', receipt.id, true) : nothing],
        ['Miner', miners.length ? miners.map(miner => html`${link('miner', miner.id)} `) : nothing],
      ])}
      ${table('Attempts', ['Attempt', 'State', 'When'],
        of(known, 'attempt').map(node => [node.title ?? node.id, state(node.state), ago(node.at)]), 'No miner has taken it yet.')}
      ${own ? html`<section><h2>For its owner</h2>${facts(others(own, ['job_id', 'state']))}</section>` : hint}`;
  }
}

/** A miner: what its trace tells, and its GPUs for whoever has a key. */
export class MinerPage extends Page {
  heading() {
    return html`Miner ${code(this.arg)}`;
  }

  async load(signal) {
    const known = await trace(this.arg, signal);
    const gpus = key.get() ? await maybe(get(`/v1/miners/${encodeURIComponent(this.arg)}/gpus`, signal)) : null;
    return {known, gpus};
  }

  show({known, gpus}) {
    const miner = of(known, 'miner').find(node => node.id === this.arg) ?? {id: this.arg};
    return html`${traced(miner.id)}
      ${facts([['Id', code(miner.id, true)], ['Registered', miner.at ? moment(miner.at) : nothing], ...others(miner.details ?? {}, [])])}
      ${table('Jobs', ['Job', 'State', 'When'], of(known, 'job').map(job => [link('job', job.id), state(job.state), ago(job.at)]), 'It has run none yet.')}
      ${gpus ? table('GPUs', ['GPU', 'More'], gpus.map(gpu => [gpu.name ?? gpu.model ?? 'GPU', facts(others(gpu, ['name', 'model']))]), 'It registered none.') : hint}`;
  }
}
