/** What the browser checks by itself, with the SHA-256 and Ed25519 of its own. */
import {canonical, parse} from './json.js';

const toBytes = hex => Uint8Array.from(hex.replace(/^0x/, '').match(/../g) ?? [], pair => parseInt(pair, 16));
const toHex = bytes => '0x' + Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
const ascii = text => new TextEncoder().encode(text);
const same = (a, b) => typeof a === 'string' && typeof b === 'string' && a.toLowerCase() === b.toLowerCase();

/** False on a page that came over plain HTTP from another machine: browsers do no cryptography there. */
export const canCheck = () => globalThis.crypto?.subtle !== undefined;

async function sha256(...parts) {
  const whole = new Uint8Array(await new Blob(parts).arrayBuffer());
  return new Uint8Array(await crypto.subtle.digest('SHA-256', whole));
}

/** A leaf of the receipt log, RFC 6962. */
export const leafHash = async receiptSha256 => toHex(await sha256(Uint8Array.of(0), toBytes(receiptSha256)));

/** The root that an inclusion path leads to (RFC 9162, section 2.1.3.2); null when it does not fit the tree. */
export async function rootOf(leaf, index, size, path) {
  let at = BigInt(index);
  let last = BigInt(size) - 1n;
  if (at < 0n || at > last) {
    return null;
  }
  let root = toBytes(leaf);
  for (const step of path) {
    if (last === 0n) {
      return null;
    }
    if (at & 1n || at === last) {
      root = await sha256(Uint8Array.of(1), toBytes(step), root);
      while (!(at & 1n) && at !== 0n) {
        at >>= 1n;
        last >>= 1n;
      }
    } else {
      root = await sha256(Uint8Array.of(1), root, toBytes(step));
    }
    at >>= 1n;
    last >>= 1n;
  }
  return last === 0n ? toHex(root) : null;
}

const REDACTED = 'redacted: its private parts are left out; check the whole receipt';

/** A check: holds is true, false, or null where it cannot be told; note says more. */
const check = (name, holds, note) => ({name, holds, note});

/**
 * Whether what a proof says fits together, and what the anchor's transaction wrote on chain.
 *
 * @param transaction of the anchor, as the explorer shows it; null before there is one
 */
export async function checkProof(proof, transaction) {
  if (!proof.root) {
    return [check('The receipt is in the log', null, 'not in an anchored tree yet')];
  }
  const leaf = await leafHash(proof.receipt_sha256);
  const root = await rootOf(leaf, proof.leaf_index, proof.tree_size, proof.inclusion_path);
  return [
    check('The leaf is the hash of this receipt', same(leaf, proof.leaf_hash), leaf),
    check('The path leads from the leaf to the root', same(root, proof.root),
      root ?? 'the path does not fit a tree of this size'),
    checkAnchor(proof, transaction),
  ];
}

function checkAnchor(proof, transaction) {
  const name = 'The contract wrote this root on chain';
  if (!transaction) {
    return check(name, null, proof.transaction_hash ? 'the transaction is not known yet' : 'not sent yet');
  }
  const size = '0x' + BigInt(proof.tree_size).toString(16).padStart(64, '0');
  const wrote = (transaction.logs ?? []).some(log => same(log.address, proof.contract)
    && same(log.topics?.[1], size) && same(log.topics?.[2], proof.root));
  return check(name, wrote && same(transaction.hash, proof.transaction_hash),
    wrote ? `in transaction ${transaction.hash}` : 'the transaction has no such event');
}

/** The id and job that a receipt's text names. */
export function named(text) {
  const receipt = parse(text);
  return {id: receipt?.receipt_id, job: receipt?.job_id};
}

/**
 * Whether a receipt, as text, is the one that a proof is about, and signed by one of the suite's keys.
 *
 * @param proof null when there is none; without a hash as long as the receipt waits for its place in the log
 * @param keys the ids of the suite's keys
 */
export async function checkReceipt(text, proof, keys) {
  const receipt = parse(text);
  const {signature, attestations, ...signed} = receipt;
  const hash = toHex(await sha256(ascii(canonical(receipt))));
  const key = signature?.key_id;
  const isWhole = receipt.redacted !== true;
  return [
    check('The file is the receipt that is in the log', isWhole && proof?.receipt_sha256 ? same(hash, proof.receipt_sha256) : null,
      isWhole ? hash : REDACTED),
    await checkSignature(signature ?? {}, ascii(canonical(signed)), isWhole),
    check('The key is one of this suite’s', keys.includes(key), key ?? 'no key'),
  ];
}

async function checkSignature({alg, key_id: id, sig}, message, isWhole) {
  const name = 'The signature is right';
  if (alg !== 'Ed25519' || typeof id !== 'string' || typeof sig !== 'string') {
    return check(name, false, 'there is no Ed25519 signature');
  }
  try {
    const key = await crypto.subtle.importKey('raw', base64(id), 'Ed25519', false, ['verify']);
    const holds = await crypto.subtle.verify('Ed25519', key, base64(sig), message);
    return holds || isWhole ? check(name, holds, holds ? 'Ed25519' : 'the receipt was changed after it was signed') : check(name, null, REDACTED);
  } catch (failure) {
    return failure.name === 'NotSupportedError'
      ? check(name, null, 'this browser does not know Ed25519')
      : check(name, false, 'the key or the signature cannot be read');
  }
}

const base64 = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), char => char.charCodeAt(0));
