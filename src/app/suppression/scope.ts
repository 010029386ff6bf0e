/** For which campaigns somebody is not called: `everywhere`, `campaign:NAME`, `purpose:NAME`, as people type it. */
import { nearest } from '../../load/row/headers.ts';
import { userError } from '../../model/errors.ts';
import { campaignId } from '../../model/ids.ts';
import { EVERYWHERE, type Scope } from '../../model/suppression.ts';
import { PURPOSES } from '../../model/purposes.ts';
import type { Store } from '../../store/port.ts';

export type NamedScope = {
  readonly scope: Scope;
  /** A campaign that this ledger does not hold yet: it counts once it is loaded. */
  readonly unknown: boolean;
};

const HINT = `Say everywhere, campaign:NAME, or purpose:NAME (${PURPOSES.join(', ')}).`;

/** Throws `bad_scope`, and `unknown_campaign` where another name is near: under a slip of the pen she would be called. */
export function scopeReader(campaigns: readonly { readonly id: string }[]): (typed: string) => NamedScope {
  const ids = campaigns.map(({ id }) => id);
  return (typed) => {
    const [, kind = '', name = ''] = /^\s*([a-z]+)\s*(?::\s*(.*?)\s*)?$/is.exec(typed) ?? [];
    switch (kind.toLowerCase()) {
      case 'everywhere':
        if (name === '') return { scope: EVERYWHERE, unknown: false };
        break;
      case 'purpose': {
        const purpose = PURPOSES.find((each) => each === name.toLowerCase());
        if (purpose !== undefined) return { scope: `purpose:${purpose}`, unknown: false };
        break;
      }
      case 'campaign': {
        if (name === '') break;
        const id = campaignId(name);
        if (ids.includes(id)) return { scope: `campaign:${id}`, unknown: false };
        const near = nearest(id, ids);
        if (near === undefined) return { scope: `campaign:${id}`, unknown: true };
        throw userError('unknown_campaign', `No campaign is called "${name}".`, `Did you mean campaign:${near}?`);
      }
    }
    throw userError('bad_scope', `"${typed}" is no scope.`, HINT);
  };
}

export async function scopeOf(store: Store, typed: string): Promise<NamedScope> {
  return scopeReader(await store.campaigns())(typed);
}
