/** Stands in where a bare list is looked at before anyone knows who will call. */
export const NOBODY = { agentId: 'not_chosen', fromNumberId: ['not_chosen'] } as const;
