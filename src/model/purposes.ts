/** What the calls of a campaign may be for: rules bind some of them, and a no may be about one of them alone. */
export const PURPOSES = ['marketing', 'informational', 'appointment', 'collections', 'emergency'] as const;
export type Purpose = (typeof PURPOSES)[number];
