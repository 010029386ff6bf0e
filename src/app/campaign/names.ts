/** Lines taken as the campaign names them, where nobody is asked: the same rules hold for them as for lines looked up. */
import type { Spec } from '../../load/spec/spec.ts';
import type { ProviderType } from '../../model/campaign.ts';
import type { AgentId, LineId } from '../../model/ids.ts';
import type { PhoneNumber } from '../../voice/port.ts';
import { lookUp, type LookedUp } from './lookups.ts';

export const LINE_TYPES = ['cartesia', 'twilio', 'sip_trunk'] as const satisfies readonly ProviderType[];
export type LineType = (typeof LINE_TYPES)[number];

export function linesAsNamed(spec: Spec, type: LineType): Promise<LookedUp> {
  const numbers = spec.fromNumbers.map((wanted) => numberOf(wanted, type));
  return lookUp(spec, {
    agent: (id: AgentId) => Promise.resolve({ is: 'ok', value: { id, name: null, kind: 'managed' } }),
    phoneNumber: (id: LineId) => Promise.resolve({ is: 'ok', value: numberOf(id, type) }),
    phoneNumbers: () => Promise.resolve({ is: 'ok', value: numbers }),
  });
}

function numberOf(wanted: string, provider: LineType): PhoneNumber {
  return { id: wanted as LineId, number: wanted, label: null, provider, agent: null };
}
