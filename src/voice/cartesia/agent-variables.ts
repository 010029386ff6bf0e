/** Which variables an agent's configuration uses (https://docs.cartesia.ai/agents/dynamic-variables). */
// Nothing here may stop anybody: a shape that is not known uses nothing, a form that is not known may do without.
import type { AgentVariables } from '../port.ts';
import { asObject, asText } from './fields.ts';

const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;
/** The platform fills these; no call can bring them. */
const GIVEN = /^(?:system__|secret__)/;
/** A configuration is a page of text: what is larger is looked at as far as this. */
const MOST_NODES = 20_000;
const MOST_NAMES = 200;
/** Values for the Playground: a call never uses them. */
const SAMPLES = 'dynamic_variable_placeholders';

/** Undefined where there is no configuration. */
export function agentVariables(value: unknown): AgentVariables | undefined {
  const config = asObject(value);
  if (config === undefined) return undefined;
  const greeting = config['initial_message'];
  const rest = Object.entries(config).filter(([key]) => key !== 'initial_message' && key !== SAMPLES);
  const spoken = asText(greeting);
  const first = spoken === null ? { plain: [], hedged: [] } : namesIn(spoken);
  const { used, assigned } = usedIn([spoken === null ? greeting : null, Object.fromEntries(rest)]);
  const needed = unique(first.plain);
  const elsewhere = unique([...first.hedged, ...used.filter((name) => !assigned.has(name))]);
  return { first: needed, elsewhere: elsewhere.filter((name) => !needed.includes(name)) };
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].filter((name) => !GIVEN.test(name)).slice(0, MOST_NAMES);
}

/** `hedged`: beside the name stands something else, a filter or a default, so that the name may be missing. */
function namesIn(text: string): { plain: string[]; hedged: string[] } {
  const plain: string[] = [];
  const hedged: string[] = [];
  for (const match of text.matchAll(/(\\?)\{\{([^{}]{1,200})\}\}/g)) {
    const [, escape, inside = ''] = match;
    if (escape !== '') continue;
    const [name = '', ...more] = inside.trim().split(/[\s|:?]+/);
    if (!NAME.test(name)) continue;
    (more.length === 0 ? plain : hedged).push(name);
  }
  return { plain, hedged };
}

/**
 * Every name in a tree of texts: in braces, or as the source of a tool's parameter. What a tool's answer sets
 * (`assignments`) need not come with the call. Walked without recursion: the tree is as deep as somebody liked.
 */
function usedIn(root: unknown): { used: readonly string[]; assigned: ReadonlySet<string> } {
  const used: string[] = [];
  const assigned = new Set<string>();
  const left: { readonly node: unknown; readonly sets: boolean }[] = [{ node: root, sets: false }];
  for (let seen = 0; seen < MOST_NODES; seen += 1) {
    const next = left.pop();
    if (next === undefined) break;
    const { node, sets } = next;
    if (typeof node === 'string') {
      const { plain, hedged } = namesIn(node);
      used.push(...plain, ...hedged);
    } else if (typeof node === 'object' && node !== null) {
      for (const [key, value] of Object.entries(node).slice(0, MOST_NODES)) {
        if (key === 'dynamic_variable' && typeof value === 'string') {
          if (sets) assigned.add(value);
          else if (NAME.test(value)) used.push(value);
        } else left.push({ node: value, sets: sets || key === 'assignments' });
      }
    }
  }
  return { used, assigned };
}
