/** The public API, as an anonymous reader or with the key of this session. */
import {decimal} from './decimal.js';

const KEY = 'api-key';

export const key = {
  get: () => sessionStorage.getItem(KEY),
  set: value => value ? sessionStorage.setItem(KEY, value) : sessionStorage.removeItem(KEY),
};

/** An answer that is a problem; status 0 when there was none. */
export class Failure extends Error {
  constructor(status, detail, code) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

/** The chain that the address names; null for the home chain. */
export const chain = () => new URLSearchParams(location.hash.split('?')[1]).get('chain_id');

/** An answer as text, as it was sent. */
export const getText = (path, signal) => ask(path, {signal});

async function ask(path, {headers, ...more}) {
  let answer;
  try {
    answer = await fetch(path, {
      ...more, credentials: 'omit',
      headers: {Accept: 'application/json', ...headers, ...(key.get() && {'X-Api-Key': key.get()})},
    });
  } catch (failure) {
    throw failure.name === 'AbortError' ? failure : new Failure(0, 'The gateway does not answer.');
  }
  const text = await answer.text();
  if (!answer.ok) {
    const {detail, code} = problem(text);
    throw new Failure(answer.status, detail ?? `The gateway answered ${answer.status}.`, code);
  }
  return text;
}

export async function get(path, signal) {
  return read(await getText(path, signal));
}

/** @param attempt names what is wanted: it is done once, however often it is asked for by this name */
export async function send(method, path, body, attempt) {
  const headers = {'Content-Type': 'application/json', 'Idempotency-Key': attempt};
  return read(await ask(path, {method, headers, body: JSON.stringify(body)}));
}

/** From the explorer, about the chain that is looked at. */
export function explore(path, signal) {
  const id = chain();
  return get(`/v1/${path}${id ? `${path.includes('?') ? '&' : '?'}chain_id=${encodeURIComponent(id)}` : ''}`, signal);
}

/** Null when there is no such thing, or when it cannot be had at the moment. */
export const maybe = promise => promise.catch(failure => {
  if (failure instanceof Failure) {
    return null;
  }
  throw failure;
});

/** Whose key it is; undefined without one, and when that cannot be had. */
export const me = async signal => key.get() ? (await maybe(get('/v1/payments/wallet', signal)))?.wallet : undefined;

/** A number that a double would change stays text. */
const exactly = (name, value, context) =>
  typeof value === 'number' && context?.source !== undefined && String(value) !== context.source ? context.source : value;

/** JSON of the API. */
export const read = text => JSON.parse(text, exactly);

/** A number of a request, as it was written. */
export const number = text => JSON.rawJSON?.(decimal(text)) ?? Number(text);

function problem(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
