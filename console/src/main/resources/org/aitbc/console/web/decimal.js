/** Amounts as they are written, of any length: a double would round them. */
const WRITTEN = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?$/i;

/** Units of 10^-scale; null where it is no number. */
function read(value) {
  const found = WRITTEN.exec(String(value));
  if (!found) {
    return null;
  }
  const [, sign, whole, part = '', power = '0'] = found;
  const scale = part.length - Number(power);
  const units = BigInt(`${sign}${whole}${part}`);
  return scale < 0 ? {units: units * 10n ** BigInt(-scale), scale: 0} : {units, scale};
}

function write({units, scale}) {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const text = scale ? `${digits.slice(0, -scale)}.${digits.slice(-scale)}`.replace(/\.?0+$/, '') : digits;
  return units < 0n ? `-${text}` : text;
}

const at = ({units, scale}, to) => units * 10n ** BigInt(to - scale);

/** Without an exponent and zeros at the end; what is no number stays as it is. */
export const decimal = value => read(value) ? write(read(value)) : String(value);

export function plus(one, other) {
  const [a, b] = [read(one), read(other)];
  const scale = Math.max(a.scale, b.scale);
  return write({units: at(a, scale) + at(b, scale), scale});
}

export function times(one, other) {
  const [a, b] = [read(one), read(other)];
  return write({units: a.units * b.units, scale: a.scale + b.scale});
}

/** Below, at or above zero as the first is below, at or above the other. */
export function compare(one, other) {
  const [a, b] = [read(one), read(other)];
  const scale = Math.max(a.scale, b.scale);
  return Number(at(a, scale) > at(b, scale)) - Number(at(a, scale) < at(b, scale));
}
