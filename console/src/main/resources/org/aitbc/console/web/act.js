/** What pages have in common on which something is done with the API key. */
import {html, nothing} from 'lit';
import {key, number, send} from './api.js';
import {Page, trouble} from './page.js';

const fresh = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
/** Whether it may have been done all the same: by an earlier try, where this one was not let in. */
const isOpen = ({status, code}) => !(status >= 400 && status < 500) || status === 401 || status === 429 || code === 'REQUEST_IN_PROGRESS';

export class ActPage extends Page {
  static properties = {outcome: {state: true}, isBusy: {state: true}};

  /** The name of each thing wanted whose outcome is not known. */
  attempts = new Map();

  /**
   * Does it once: what was not answered is asked for by the same name.
   *
   * @param told says what the answer means
   * @param naming the member of the body that has the name as well, where the API wants it there
   */
  async act(path, body, told, method = 'POST', naming = undefined) {
    if (this.isBusy) {
      return;
    }
    const wanted = `${method} ${path} ${JSON.stringify(body)}`;
    const name = this.attempts.get(wanted) ?? fresh();
    this.attempts.set(wanted, name);
    [this.isBusy, this.outcome] = [true, null];
    try {
      const answer = await send(method, path, naming ? {...body, [naming]: name} : body, name);
      this.attempts.delete(wanted);
      this.outcome = html`<p><mark class="good">✓</mark> ${told(answer)}</p>`;
      await this.take();
    } catch (failure) {
      if (!isOpen(failure)) {
        this.attempts.delete(wanted);
      }
      this.outcome = trouble(failure);
      await this.refused(failure);
    }
    this.isBusy = false;
    await this.updateComplete;
    // what was pressed may be gone by now
    if (document.activeElement === document.body) {
      this.querySelector('.said')?.focus();
    }
  }

  /** For pages that learn something from why it was refused. */
  async refused() {}

  said() {
    return html`<div class="said" aria-live="polite" tabindex="-1">${this.outcome ?? nothing}</div>`;
  }

  /**
   * Not disabled while something is done: it would lose the focus.
   *
   * @param clicked none for the one that submits
   * @param label says more where there are several of these words
   */
  button(words, clicked, label) {
    return html`<button type=${clicked ? 'button' : 'submit'} class=${clicked ? 'secondary' : ''} aria-disabled=${String(!!this.isBusy)}
      aria-label=${label ?? nothing} @click=${clicked ?? nothing}>${words}</button>`;
  }
}

/** Shown instead of what needs a key, where there is none. */
export const withKey = (why, shown) => key.get() ? shown()
  : html`<p class="empty">${why}</p><p><button type="button" class="secondary" @click=${() => document.getElementById('key').click()}>Enter the API key</button></p>`;

/** The fields of a form that were filled in, numbers as numbers, amounts as they were written. */
export const filled = form => Object.fromEntries([...form.elements]
  .filter(field => field.name && field.value !== '' && (field.type !== 'radio' || field.checked))
  .map(field => [field.name, field.type === 'number' ? field.valueAsNumber : field.inputMode === 'decimal' ? number(field.value) : field.value]));

/** Of the amounts that the API takes. */
export const AMOUNT = '\\d{1,12}([.]\\d{1,8})?';
