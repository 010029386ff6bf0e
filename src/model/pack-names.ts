/** The rule packs that outdial brings; their rules are in `policy/rules/packs`. */
export const PACK_NAMES = [
  'us_federal',
  'us_safe',
  'us_health',
  'us_reg_f',
  'ca',
  'uk',
  'fr',
  'au',
  'de',
  'in',
] as const;
export type PackName = (typeof PACK_NAMES)[number];
