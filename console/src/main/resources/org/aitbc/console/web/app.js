/** Which page is shown, and what stands above all of them. */
import {AddressPage, BlockPage, TransactionPage} from './chain.js';
import {key} from './api.js';
import {BookingPage, BookingsPage} from './bookings.js';
import {offerChains, paintChain} from './chains.js';
import {here, href} from './format.js';
import {GovernancePage} from './governance.js';
import {GpuPage} from './gpu.js';
import {HomePage} from './home.js';
import {AddressesPage, BlocksPage, ReceiptsPage, TransactionsPage} from './list.js';
import {MarketPage} from './market.js';
import {ParametersPage} from './parameters.js';
import {ProposalPage} from './proposal.js';
import {ReceiptPage} from './receipt.js';
import {SearchPage} from './search.js';
import {TracePage} from './trace.js';
import {TradePage} from './trade.js';
import {JobPage, MinerPage} from './work.js';

const PAGES = {
  '': HomePage, blocks: BlocksPage, transactions: TransactionsPage, addresses: AddressesPage, receipts: ReceiptsPage, block: BlockPage, tx: TransactionPage, address: AddressPage, receipt: ReceiptPage, check: ReceiptPage,
  trace: TracePage, job: JobPage, miner: MinerPage, search: SearchPage, market: MarketPage, gpu: GpuPage, bookings: BookingsPage, booking: BookingPage,
  trade: TradePage, governance: GovernancePage, proposal: ProposalPage, parameters: ParametersPage,
};
new Set(Object.values(PAGES)).forEach(type => customElements.define(type.name.replace(/Page$/, '').toLowerCase() + '-page', type));

const main = document.getElementById('main');
const search = document.getElementById('search');

function show(isFirst) {
  const [name, ...rest] = location.hash.replace(/^#\/?/, '').split('?')[0].split('/');
  const page = new (PAGES[name] ?? SearchPage)();
  page.arg = decode(PAGES[name] ? rest.join('/') : name);
  main.replaceChildren(page);
  paintChain();
  document.querySelectorAll('[data-page]').forEach(link => {
    link.href = here(link.dataset.page);
  });
  document.title = `${[name || 'latest', page.arg].filter(Boolean).join(' ')} – AITBC explorer`;
  scrollTo(0, 0);
  if (!isFirst) {
    page.updateComplete.then(() => page.querySelector('h1')?.focus({preventScroll: true}));
  }
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

addEventListener('hashchange', () => show(false));

// as an address it would be taken for a page
document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  main.focus();
});

search.addEventListener('submit', event => {
  event.preventDefault();
  const query = search.elements.q.value.trim();
  if (query) {
    location.hash = href('search', query);
    search.reset();
  }
});

addEventListener('keydown', event => {
  const isTyping = event.target.closest?.('input, textarea, select, dialog');
  if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    search.elements.q.focus();
  }
});

// ---- light and dark

const theme = document.getElementById('theme');
const THEMES = ['auto', 'light', 'dark'];
const root = document.documentElement;

function paint() {
  theme.textContent = `Theme: ${root.dataset.theme ?? 'auto'}`;
}

theme.addEventListener('click', () => {
  const next = THEMES[(THEMES.indexOf(root.dataset.theme ?? 'auto') + 1) % THEMES.length];
  if (next === 'auto') {
    delete root.dataset.theme;
    localStorage.removeItem('theme');
  } else {
    root.dataset.theme = next;
    localStorage.setItem('theme', next);
  }
  paint();
});
paint();

// ---- the key of this session

const keyButton = document.getElementById('key');
const dialog = document.getElementById('key-dialog');

function tell() {
  keyButton.textContent = key.get() ? 'API key: set' : 'API key';
}

keyButton.addEventListener('click', () => dialog.showModal());
document.getElementById('key-cancel').addEventListener('click', () => dialog.close());
dialog.addEventListener('close', () => {
  const form = dialog.querySelector('form');
  if (dialog.returnValue) {
    key.set(dialog.returnValue === 'use' ? form.elements.key.value.trim() : null);
    tell();
    show(true);
  }
  form.reset();
  dialog.returnValue = '';
});
tell();
show(true);
offerChains().then(() => main.firstElementChild.requestUpdate());
