/** Which chain is looked at, where there are several. */
import {nothing} from 'lit';
import {chain, get, maybe} from './api.js';
import {amount, isBlank} from './format.js';

const select = document.getElementById('chain');
/** What is of one chain only is not looked for on another. */
const OF_ONE = /^#\/(block|tx)\//;

let home;
let symbols = {};

/** An amount of the coin of the chain that is looked at. */
export const coins = value => isBlank(value) ? nothing : [amount(value), symbols[chain() ?? home]].join(' ');

export const paintChain = () => {
  select.value = chain() ?? home;
};

export async function offerChains() {
  const chains = (await maybe(get('/v1/cross-chain/chains/supported')) ?? []).filter(one => one.available);
  home = String(chains.find(one => one.home)?.chain_id);
  symbols = Object.fromEntries(chains.map(one => [one.chain_id, one.symbol]));
  select.replaceChildren(...chains.map(one => new Option(one.name, one.chain_id)));
  select.closest('li').hidden = chains.length < 2;
  paintChain();
}

select.addEventListener('change', () => {
  const page = OF_ONE.test(location.hash) ? '#/' : location.hash.split('?')[0] || '#/';
  location.hash = select.value === home ? page : `${page}?chain_id=${select.value}`;
});
