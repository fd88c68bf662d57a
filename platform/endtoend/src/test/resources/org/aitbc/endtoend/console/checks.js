/** Tests of what the pages compute, run in the browser: each gives what went wrong, or nothing. */
import {compare, decimal, plus, times} from '/console/decimal.js';
import {amount} from '/console/format.js';
import {canonical, parse} from '/console/json.js';
import {checkProof, checkReceipt, leafHash, named, rootOf} from '/console/proof.js';
import {layout} from '/console/layout.js';

const failures = [];
const equal = (what, actual, expected) => {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    failures.push(`${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
  }
};
const verdicts = checks => checks.map(check => check.holds);
const flip = hex => hex.slice(0, -1) + (hex.endsWith('0') ? '1' : '0');

export async function run({canonicals, trees, receipt, keys, proof}) {
  canonicals.forEach(({json, text}) => equal(json, canonical(parse(json)), text));
  for (const {sha, index, size, path, root} of trees) {
    const leaf = await leafHash(sha);
    equal(`leaf ${index} of ${size}`, await rootOf(leaf, index, size, path), root);
    equal(`leaf ${index} of ${size}, another root`, await rootOf(leaf, index, size, path.map(flip)) === root, path.length === 0);
    equal(`leaf ${index} of ${size}, too long a path`, await rootOf(leaf, index, size, [...path, root]), null);
    equal(`leaf ${index} of ${size}, too short a path`, size > 1 ? await rootOf(leaf, index, size, path.slice(1)) : null, null);
    equal(`leaf beyond ${size}`, await rootOf(leaf, size, size, path), null);
  }
  await receipts(receipt, keys, proof);
  await proofs(proof);
  pictures();
  amounts();
  return failures;
}

function amounts() {
  const written = {'1E-8': '0.00000001', '-0.50': '-0.5', '1.2E+3': '1,200', '1234567.100': '1,234,567.1', '100': '100', '0.00': '0', '9007199254740993.00000001': '9,007,199,254,740,993.00000001', 'none 1000': 'none 1000'};
  Object.entries(written).forEach(([given, text]) => equal(`amount ${given}`, amount(given), text));
  equal('a small double', decimal(1e-7), '0.0000001');
  equal('a sum', plus('0.1', 0.2), '0.3');
  equal('a sum below zero', plus('-1', '1E-8'), '-0.99999999');
  equal('a product', times('123456789012.00000003', 7e-8), '8641.9752308400000021');
  equal('comparisons', [compare('1.0', 1), compare('0.10000001', '1E-1'), compare('-2', '-1')], [0, 1, -1]);
}

async function receipts(receipt, keys, proof) {
  equal('names', Object.keys(named(receipt)), ['id', 'job']);
  equal('a receipt', verdicts(await checkReceipt(receipt, proof, keys)), [true, true, true]);
  equal('without a proof', verdicts(await checkReceipt(receipt, null, keys)), [null, true, true]);
  equal('another spelling of it', verdicts(await checkReceipt(` ${receipt.replaceAll(':', ' : ')}\n`, proof, keys)), [true, true, true]);
  equal('a price of 1.5 less', verdicts(await checkReceipt(receipt.replace('"units":1.5', '"units":1.0'), proof, keys)), [false, false, true]);
  equal('an integer for a float', verdicts(await checkReceipt(receipt.replace('"price":3.0', '"price":3'), proof, keys)), [false, false, true]);
  equal('a last digit', verdicts(await checkReceipt(receipt.replace('9007199254740993', '9007199254740992'), proof, keys)), [false, false, true]);
  equal('a key of nobody', verdicts(await checkReceipt(receipt, proof, [])), [true, true, false]);
  equal('without its private parts', verdicts(await checkReceipt(receipt.replace('"client":"client-1"', '"redacted":true'), proof, keys)), [null, null, true]);
  equal('no signature', verdicts(await checkReceipt('{"receipt_id":"x"}', proof, keys)), [false, false, false]);
  equal('an unreadable key', verdicts(await checkReceipt('{"signature":{"alg":"Ed25519","key_id":"*","sig":"AA"}}', proof, keys)), [false, false, false]);
}

async function proofs(proof) {
  const size = '0x' + BigInt(proof.tree_size).toString(16).padStart(64, '0');
  const log = {address: proof.contract.toUpperCase().replace('0X', '0x'), topics: ['0x00', size, proof.root]};
  const transaction = {hash: proof.transaction_hash, logs: [log]};
  equal('a proof', verdicts(await checkProof(proof, transaction)), [true, true, true]);
  equal('before its transaction is known', verdicts(await checkProof(proof, null)), [true, true, null]);
  equal('another leaf', verdicts(await checkProof({...proof, leaf_hash: flip(proof.leaf_hash)}, transaction)), [false, true, true]);
  equal('another receipt', verdicts(await checkProof({...proof, receipt_sha256: flip(proof.receipt_sha256)}, transaction)), [false, false, true]);
  equal('another root', verdicts(await checkProof({...proof, root: flip(proof.root)}, transaction)), [true, false, false]);
  equal('another contract', verdicts(await checkProof(proof, {...transaction, logs: [{...log, address: flip(log.address)}]})), [true, true, false]);
  equal('another size', verdicts(await checkProof(proof, {...transaction, logs: [{...log, topics: ['0x00', flip(size), proof.root]}]})), [true, true, false]);
  equal('another transaction', verdicts(await checkProof(proof, {...transaction, hash: flip(transaction.hash)})), [true, true, false]);
  equal('no tree yet', verdicts(await checkProof({state: 'pending'}, null)), [null]);
}

function pictures() {
  const nodes = [{id: 'r', kind: 'receipt'}, {id: 'a2', kind: 'attempt', at: '2'}, {id: 'a1', kind: 'attempt', at: '1'}, {id: 'o', kind: 'other'}, {id: 'j', kind: 'job'}];
  const drawn = layout(nodes, [{from: 'j', to: 'a1'}, {from: 'a1', to: 'a2'}, {from: 'r', to: 'j'}, {from: 'j', to: 'nowhere'}]);
  equal('order', [...drawn.boxes.keys()], ['j', 'a1', 'a2', 'r', 'o']);
  equal('columns', new Set([...drawn.boxes.values()].map(box => box.x)).size, 4);
  equal('by time', drawn.boxes.get('a1').y < drawn.boxes.get('a2').y, true);
  equal('lines', drawn.lines.length, 3);
  equal('nothing', layout([], []).lines, []);
}
