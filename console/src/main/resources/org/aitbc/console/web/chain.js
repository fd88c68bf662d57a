import {html, nothing} from 'lit';
import {explore} from './api.js';
import {ago, code, coins, href, link, moment, state} from './format.js';
import {Page, facts, others, table} from './page.js';

const hashOf = transaction => typeof transaction === 'string' ? transaction : transaction.hash;

export class BlockPage extends Page {
  heading() {
    return html`Block ${code(this.arg)}`;
  }

  load(signal) {
    return explore(`explorer/blocks/${encodeURIComponent(this.arg)}`, signal);
  }

  show(block) {
    const known = ['height', 'hash', 'timestamp', 'proposer', 'txCount', 'parent_hash', 'transactions'];
    const height = Number(block.height);
    return html`<p class="steps">${height > 0 ? html`<a href=${href('block', height - 1)}>← ${height - 1}</a>` : nothing}
        <a href=${href('block', height + 1)}>${height + 1} →</a></p>
      ${facts([
        ['Height', block.height],
        ['Hash', code(block.hash, true)],
        ['Time', moment(block.timestamp)],
        ['Parent', link('block', block.parent_hash, true)],
        ['Proposer', link('address', block.proposer, true)],
        ['Transactions', block.txCount],
        ...others(block, known),
      ])}
      ${block.transactions ? table('Transactions', ['Hash', 'From', 'To', 'Value', 'Status'],
        block.transactions.map(one => [link('tx', hashOf(one)), link('address', one.from), link('address', one.to), coins(one.value), state(one.status)]),
        'This block has none.') : nothing}`;
  }
}

export class TransactionPage extends Page {
  heading() {
    return html`Transaction ${code(this.arg)}`;
  }

  load(signal) {
    return explore(`explorer/transactions/${encodeURIComponent(this.arg)}`, signal);
  }

  show(one) {
    const known = ['hash', 'status', 'block', 'block_hash', 'timestamp', 'from', 'to', 'amount', 'value', 'fee', 'gas_used', 'nonce', 'input', 'logs', 'token_transfers', 'confirmations', 'raw'];
    return html`<p><a href=${href('trace', one.hash)}>Trace</a></p>
      ${facts([
        ['Hash', code(one.hash, true)],
        ['Status', state(one.status)],
        ['Block', link('block', one.block)],
        ['Confirmations', one.confirmations],
        ['Time', moment(one.timestamp)],
        ['From', link('address', one.from, true)],
        ['To', one.to ? link('address', one.to, true) : 'creates a contract'],
        ['Value', coins(one.value ?? one.amount)],
        ['Fee', coins(one.fee)],
        ['Gas used', one.gas_used],
        ['Nonce', one.nonce],
        ...others(one, known),
        ['Input', one.input && one.input !== '0x' ? html`<pre tabindex="0"><code>${one.input}</code></pre>` : nothing],
      ])}
      ${one.token_transfers?.length ? table('Token transfers', ['Token', 'From', 'To', 'Value'],
        one.token_transfers.map(move => [link('address', move.token ?? move.contract), link('address', move.from), link('address', move.to), move.value]), '') : nothing}
      ${one.logs?.length ? table('Events', ['#', 'Contract', 'Topics', 'Data'],
        one.logs.map((log, i) => [log.index ?? log.log_index ?? i, link('address', log.address),
          html`<ol class="topics">${(log.topics ?? []).map(topic => html`<li>${code(topic)}</li>`)}</ol>`, code(log.data)]), '') : nothing}`;
  }
}

export class AddressPage extends Page {
  heading() {
    return html`Address ${code(this.arg)}`;
  }

  load(signal) {
    return explore(`explorer/addresses/${encodeURIComponent(this.arg)}`, signal);
  }

  show(address) {
    const known = ['address', 'balance', 'txCount', 'lastActive', 'recentTransactions'];
    const recent = address.recentTransactions ?? [];
    return html`<p><a href=${href('trace', address.address)}>Trace</a></p>
      ${facts([
        ['Address', code(address.address, true)],
        ['Balance', coins(address.balance)],
        ['Transactions', address.txCount],
        ['Last active', moment(address.lastActive)],
        ...others(address, known),
      ])}
      ${table('Recent transactions', ['Hash', 'Block', 'From', 'To', 'Value', 'Age'],
        recent.map(one => [link('tx', hashOf(one)), link('block', one.block), link('address', one.from), link('address', one.to), coins(one.value), ago(one.timestamp)]),
        'None yet.')}`;
  }
}
