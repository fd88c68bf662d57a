import {html, nothing} from 'lit';
import {Failure, explore, get, getText, key, maybe} from './api.js';
import {code, href, isBlank, link, moment, state} from './format.js';
import {Page, facts, others, trouble} from './page.js';
import {canCheck, checkProof, checkReceipt, named} from './proof.js';

const LARGEST = 4 << 20;
const WORDS = new Map([[true, ['good', '✓ holds']], [false, ['bad', '✗ does not hold']], [null, ['open', '? not known']]]);

const checks = list => html`<ul class="checks">${list.map(({name, holds, note}) => html`<li>
  <mark class=${WORDS.get(holds)[0]}>${WORDS.get(holds)[1]}</mark> <span>${name}</span>
  <small>${note}</small></li>`)}</ul>`;

async function proofOf(id, signal) {
  const proof = await get(`/v1/receipts/${encodeURIComponent(id)}/proof`, signal);
  const transaction = proof.transaction_hash
    ? await maybe(get(`/v1/explorer/transactions/${proof.transaction_hash}?chain_id=${proof.chain_id}`, signal)) : null;
  return {proof, checks: canCheck() ? await checkProof(proof, transaction) : null};
}

/** A receipt, its proof, and room for its file. Without an id it waits for a file that tells it. */
export class ReceiptPage extends Page {
  static properties = {file: {state: true}};

  heading() {
    return this.arg ? html`Receipt ${code(this.arg)}` : 'Check a receipt';
  }

  async load(signal) {
    this.file = null;
    return this.arg ? this.about(this.arg, signal) : {};
  }

  async about(id, signal) {
    const settled = await Promise.allSettled([explore(`explorer/receipts/${encodeURIComponent(id)}`, signal), proofOf(id, signal)]);
    const [receipt, proven] = settled.map(one => one.status === 'fulfilled' ? one.value : null);
    const failures = settled.map(one => one.reason);
    if (!receipt && !proven) {
      throw failures[0];
    }
    return {receipt, proven, failure: proven ? null : failures[1]};
  }

  /** Checks the file of a receipt: this one, or whichever it says it is. */
  async takeFile(text) {
    try {
      const {id} = named(text);
      if (typeof id !== 'string') {
        throw new Failure('file', 'It has no receipt_id.');
      }
      if (!this.arg) {
        this.data = await this.about(id, this.loading.signal).catch(failure => ({failure}));
      }
      const {keys} = await get('/v1/receipts/keys', this.loading.signal);
      const proof = this.data.proven?.proof ?? null;
      this.file = {id, checks: await checkReceipt(text, proof, keys.map(one => one.key_id))};
    } catch (failure) {
      this.file = {failure: failure instanceof SyntaxError ? new Failure('file', `This is not JSON: ${failure.message}`) : failure};
    }
  }

  async takeBlob(blob) {
    if (blob && blob.size > LARGEST) {
      this.file = {failure: new Failure('file', 'The file is too large.')};
    } else if (blob) {
      await this.takeFile(await blob.text());
    }
  }

  async fetchOwn() {
    try {
      await this.takeFile(await getText(`/v1/jobs/${encodeURIComponent(this.data.receipt?.jobId ?? this.data.proven.proof.job_id)}/receipt`));
    } catch (failure) {
      this.file = {failure};
    }
  }

  show({receipt, proven, failure}) {
    const file = this.drop(receipt || proven);
    return html`${this.arg ? nothing : file}
      ${receipt ? this.receipt(receipt) : nothing}
      ${proven ? this.proof(proven) : failure ? trouble(failure) : nothing}
      ${this.arg ? file : nothing}`;
  }

  receipt(receipt) {
    return html`<p><a href=${href('trace', receipt.receiptId)}>Trace</a></p>
      ${facts([
        ['Receipt', code(receipt.receiptId, true)],
        ['Job', link('job', receipt.jobId, true)],
        ['Miner', link('miner', receipt.miner, true)],
        ['Coordinator', code(receipt.coordinator, true)],
        ['Issued', moment(receipt.issuedAt)],
        ['Status', state(receipt.status)],
        ...others(receipt, ['receiptId', 'jobId', 'miner', 'coordinator', 'issuedAt', 'status', 'payload']),
        ...others(receipt.payload ?? {}, ['receipt_id', 'job_id', 'provider', 'status', 'signature', 'attestations']),
      ])}`;
  }

  proof({proof, checks: list}) {
    return html`<section aria-labelledby="proof"><h2 id="proof">Proof of inclusion</h2>
      ${list ? html`<p>Computed by this browser:</p>${checks(list)}` : html`<p class="empty">This browser can check it only over HTTPS or on localhost.</p>`}
      ${facts([
        ['Anchor', state(proof.state)],
        ['Leaf', isBlank(proof.tree_size) ? nothing : `number ${proof.leaf_index} in a tree of ${proof.tree_size}`],
        ['Receipt SHA-256', code(proof.receipt_sha256, true)],
        ['Root', code(proof.root, true)],
        ['Contract', link('address', proof.contract, true, proof.chain_id)],
        ['Transaction', link('tx', proof.transaction_hash, true, proof.chain_id)],
        ['Block', link('block', proof.block_number, true, proof.chain_id)],
        ['Confirmations', proof.confirmations],
        ['Anchored', moment(proof.anchored_at)],
      ])}
      ${proof.inclusion_path?.length ? html`<details><summary>Inclusion path</summary>
        <ol class="topics">${proof.inclusion_path.map(step => html`<li>${code(step, true)}</li>`)}</ol></details>` : nothing}
    </section>`;
  }

  drop(isKnown) {
    const dropped = event => {
      event.preventDefault();
      event.currentTarget.classList.remove('over');
      const {files} = event.dataTransfer;
      return files.length ? this.takeBlob(files[0]) : this.takeFile(event.dataTransfer.getData('text'));
    };
    const over = event => {
      event.preventDefault();
      event.currentTarget.classList.toggle('over', event.type === 'dragover');
    };
    const submitted = event => {
      event.preventDefault();
      this.takeFile(event.target.elements.text.value);
    };
    return html`<section aria-labelledby="file"><h2 id="file">The receipt’s file</h2>
      <form class="drop" @submit=${submitted} @dragover=${over} @dragleave=${over} @drop=${dropped}>
        <p>Who has the receipt can check that it is the one in the log, and who signed it. It stays in this browser.</p>
        <label>Drop or choose a file
          <input type="file" accept=".json,application/json" @change=${event => this.takeBlob(event.target.files[0])}></label>
        <label>Or paste it
          <textarea name="text" rows="4" required spellcheck="false" autocomplete="off"></textarea></label>
        <button type="submit">Check it</button>
        ${isKnown && key.get() ? html`<button type="button" class="secondary" @click=${() => this.fetchOwn()}>Fetch it with the API key</button>` : nothing}
      </form>
      <div aria-live="polite">${this.file ? this.verdict(this.file) : nothing}</div></section>`;
  }

  verdict({id, checks: list, failure}) {
    return failure ? trouble(failure)
      : html`${this.arg && id !== this.arg ? html`<p>This is another receipt: ${link('receipt', id, true)}</p>` : nothing}${checks(list)}`;
  }
}
