/** Where a contact may be: the time zones that must all be awake, and the regions whose rules must all allow. One text, which is `contact.place`. */
// "America/Chicago,America/New_York|US-AL,US-FL". A ledger of before holds the zones alone: nobody knows its regions.

export type Place = {
  /** IANA, sorted, unique. */
  readonly zones: readonly string[];
  /**
   * ISO 3166-1 countries ("FR"), or 3166-2 states and provinces ("US-FL", "CA-BC"), sorted, unique. A country by itself,
   * where rules of its states exist, means any of its states. Empty: anywhere, so that the rules of every region hold.
   */
  readonly regions: readonly string[];
};

export function placeOf({ zones, regions }: Place): string {
  const where = unique(regions);
  return where.length === 0 ? unique(zones).join(',') : `${unique(zones).join(',')}|${where.join(',')}`;
}

export function readPlace(text: string): Place {
  const [zones = '', regions = ''] = text.split('|');
  return { zones: parts(zones), regions: parts(regions) };
}

/** Does a rule of one region hold for somebody who may be in the other? A state's for its country, where the state is unknown; a country's for its states. */
export function regionsMeet(rule: string, person: string): boolean {
  return rule === '*' || rule === person || rule.startsWith(`${person}-`) || person.startsWith(`${rule}-`);
}

function parts(text: string): readonly string[] {
  return text.split(',').filter((part) => part !== '');
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
