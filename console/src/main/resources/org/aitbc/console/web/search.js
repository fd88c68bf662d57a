import {html} from 'lit';
import {explore} from './api.js';
import {code, here} from './format.js';
import {Page, table} from './page.js';

/** The index names pages without saying which chain they are of. */
const page = path => here(path.split('#/')[1]);

/** What a search found, when it is not one thing. */
export class SearchPage extends Page {
  heading() {
    return html`Search for ${code(this.arg)}`;
  }

  async load(signal) {
    const found = await explore(`explorer/search?q=${encodeURIComponent(this.arg)}`, signal);
    if (found.redirect) {
      location.replace(page(found.redirect));
    }
    return found;
  }

  show({items}) {
    return table('Found', ['What', 'Id'],
      items.map(one => [one.kind, html`<a href=${page(one.href)}>${code(one.id)}</a>`]),
      'Nothing here has this number, hash, address or id.');
  }
}
