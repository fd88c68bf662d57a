/**
 * JSON as receipts are signed: nulls left out at every level, keys sorted by code point, ASCII only, integers as they are,
 * floats as Python writes them.
 */

/** A number as it was written: a double would not keep all of them. */
export class Literal {
  constructor(text) {
    this.text = text;
  }
}

/** @throws SyntaxError when the text is not JSON */
export function parse(text) {
  return JSON.parse(text, (key, value, context) => {
    if (typeof value !== 'number') {
      return value;
    }
    if (context?.source === undefined) {
      throw new Error('this browser does not keep numbers as they were written');
    }
    return new Literal(context.source);
  });
}

/** Of what {@link parse} gives. */
export function canonical(value) {
  if (value instanceof Literal) {
    return number(value.text);
  }
  if (typeof value === 'string') {
    return string(value);
  }
  if (Array.isArray(value)) {
    return `[${value.filter(element => element !== null).map(canonical).join(',')}]`;
  }
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== null)
      .sort(([a], [b]) => byCodePoint(a, b))
      .map(([name, member]) => `${string(name)}:${canonical(member)}`);
    return `{${members.join(',')}}`;
  }
  return String(value);
}

const ESCAPES = {'"': '\\"', '\\': '\\\\', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t'};

function string(text) {
  const escaped = text.replace(/["\\]|[^ -~]/g,
    unit => ESCAPES[unit] ?? '\\u' + unit.charCodeAt(0).toString(16).padStart(4, '0'));
  return `"${escaped}"`;
}

/** As the comparison of strings, but what takes two units comes after all that take one. */
function byCodePoint(a, b) {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [one, other] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (one !== other) {
      const isPair = isSurrogate(one);
      return isPair === isSurrogate(other) ? one - other : isPair ? 1 : -1;
    }
  }
  return a.length - b.length;
}

const isSurrogate = unit => unit >= 0xd800 && unit <= 0xdfff;

/** Python's notation of a double: an exponent below 1e-4 and from 1e16 on, of at least two digits. */
function number(text) {
  if (/^-?\d+$/.test(text)) {
    return BigInt(text).toString();
  }
  const value = Number(text);
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const size = Math.abs(value);
  if (size === Infinity) {
    return sign + 'Infinity';
  }
  const [digits, power] = size.toExponential().split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 16) {
    return sign + (Number.isInteger(size) ? `${size}.0` : size);
  }
  return `${sign}${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
