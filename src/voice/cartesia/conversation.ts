/** What was said in a call, as the provider wrote it down; untrusted text, cut where it does not end. */
import type { Conversation, SaidLine, ToolCall } from '../port.ts';
import { asId, asList, asObject, asText, parseJson } from './fields.ts';

/** A call of eight hours may be a book; nobody makes us keep a library. */
const MOST_LINES = 5_000;
const LONGEST_LINE = 10_000;
const MOST_TOOLS = 1_000;
/** Seconds. No call lasts a day. */
const LATEST = 86_400;

const SPEAKERS: ReadonlyMap<string, SaidLine['by']> = new Map<string, SaidLine['by']>([
  ['assistant', 'agent'],
  ['user', 'person'],
]);

/** Undefined for what is no call. An entry that nobody says (a tool, a system's note) is left out. */
export function readConversation(value: unknown): Conversation | undefined {
  const call = asObject(value);
  if (call === undefined || asId(call['id']) === null) return undefined;
  const entries = asList(call['transcript']) ?? [];
  let cut = entries.length > MOST_LINES;
  const lines = entries.slice(0, MOST_LINES).flatMap((entry): SaidLine[] => {
    const said = asObject(entry);
    const by = SPEAKERS.get(asText(said?.['role']) ?? '');
    const text = asText(said?.['text']);
    const at = said?.['start_timestamp'];
    if (by === undefined || text === null) return [];
    cut ||= text.length > LONGEST_LINE;
    return [
      {
        by,
        text: text.trim().slice(0, LONGEST_LINE),
        at: typeof at === 'number' && at >= 0 && at <= LATEST ? at : null,
      },
    ];
  });
  const tools = entries.slice(0, MOST_LINES).flatMap((entry) => asList(asObject(entry)?.['tool_calls']) ?? []);
  const variables = asObject(call['dynamic_variables']) ?? asObject(call['metadata']);
  return {
    lines,
    summary: asText(call['summary']),
    ...(tools.length === 0 ? {} : { tools: tools.slice(0, MOST_TOOLS).flatMap(toolCallOf) }),
    ...(variables === undefined ? {} : { variables }),
    ...(cut ? { cut } : {}),
  };
}

/** Arguments come as an object, or as the text of one. */
function toolCallOf(value: unknown): readonly ToolCall[] {
  const call = asObject(value);
  const name = asText(call?.['name']);
  if (name === null) return [];
  const given = call?.['arguments'];
  return [{ name, arguments: asObject(given) ?? parsed(asText(given)) ?? {} }];
}

function parsed(text: string | null): Readonly<Record<string, unknown>> | undefined {
  return text === null || text.length > LONGEST_LINE ? undefined : asObject(parseJson(text));
}
