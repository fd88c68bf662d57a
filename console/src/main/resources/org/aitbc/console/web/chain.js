import {html, nothing} from 'lit';
import {explore} from './api.js';
import {coins} from './chains.js';
import {amount, code, gwei, href, link, moment, state} from './format.js';
import {TRANSACTIONS, all, without} from './list.js';
import {Page, facts, others, table} from './page.js';

export class BlockPage extends Page {
  heading() {
    return html`Block ${code(this.arg)}`;
  }

  load(signal) {
    return explore(`explorer/blocks/${encodeURIComponent(this.arg)}`, signal);
  }

  show(block) {
    const known = ['height', 'hash', 'timestamp', 'proposer', 'txCount', 'parent_hash', 'transactions', 'gas_used', 'gas_limit', 'base_fee', 'size'];
    const height = Number(block.height);
    return html`<p class="steps">${height > 0 ? html`<a href=${href('block', height - 1)}>← ${height - 1}</a>` : nothing}
        ${block.confirmations > 1 ? html`<a href=${href('block', height + 1)}>${height + 1} →</a>` : nothing}</p>
      ${facts([
        ['Height', block.height],
        ['Hash', code(block.hash, true)],
        ['Time', moment(block.timestamp)],
        ['Parent', link('block', block.parent_hash, true)],
        ['Proposer', link('address', block.proposer, true)],
        ['Transactions', block.txCount],
        ['Gas used', block.gas_limit ? `${amount(block.gas_used)} of ${amount(block.gas_limit)}` : nothing],
        ['Base fee', gwei(block.base_fee)],
        ['Size', block.size ? `${amount(block.size)} bytes` : nothing],
        ...others(block, known),
      ])}
      ${all({...without(TRANSACTIONS, 'Block', 'Age'), empty: 'This block has none.'}, `block=${block.height}`)}`;
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
    const known = ['hash', 'status', 'block', 'block_hash', 'timestamp', 'from', 'to', 'amount', 'fee', 'gas_used', 'gas_limit', 'gas_price', 'nonce', 'input', 'logs', 'token_transfers', 'confirmations', 'contract_address', 'raw'];
    return html`<p><a href=${href('trace', one.hash)}>Trace</a></p>
      ${facts([
        ['Hash', code(one.hash, true)],
        ['Status', state(one.status)],
        ['Block', link('block', one.block, true)],
        ['Confirmations', one.confirmations],
        ['Time', moment(one.timestamp)],
        ['From', link('address', one.from, true)],
        ['To', one.to ? link('address', one.to, true) : html`makes ${link('address', one.contract_address, true)}`],
        ['Value', coins(one.amount)],
        ['Fee', coins(one.fee)],
        ['Gas used', one.gas_limit ? `${amount(one.gas_used)} of ${amount(one.gas_limit)}` : amount(one.gas_used)],
        ['Gas price', gwei(one.gas_price)],
        ['Nonce', one.nonce],
        ...others(one, known),
        ['Input', one.input && one.input !== '0x' ? html`<pre tabindex="0"><code>${one.input}</code></pre>` : nothing],
      ])}
      ${one.token_transfers?.length ? table('Token transfers', ['Token', 'From', 'To', 'Amount in its smallest unit'],
        one.token_transfers.map(move => [link('address', move.token), link('address', move.from), link('address', move.to), amount(move.amount)]), '') : nothing}
      ${one.logs?.length ? table('Events', ['#', 'Contract', 'Topics', 'Data'],
        one.logs.map(log => [log.index, link('address', log.address),
          html`<ol class="topics">${log.topics.map(topic => html`<li>${code(topic)}</li>`)}</ol>`, code(log.data)]), '') : nothing}`;
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
    const known = ['address', 'balance', 'txCount', 'lastActive', 'recentTransactions', 'tokens', 'as_of'];
    return html`<p><a href=${href('trace', address.address)}>Trace</a></p>
      ${facts([
        ['Address', code(address.address, true)],
        ['Balance', html`${coins(address.balance)} after block ${link('block', address.as_of)}`],
        ['Transactions', address.txCount],
        ['Last active', moment(address.lastActive)],
        ...others(address, known),
      ])}
      ${address.tokens?.length ? table('Tokens', ['Token', 'Balance in its smallest unit'],
        address.tokens.map(one => [link('address', one.token), amount(one.balance)]), '') : nothing}
      ${all({...TRANSACTIONS, empty: 'None yet.'}, `address=${address.address}`)}`;
  }
}
