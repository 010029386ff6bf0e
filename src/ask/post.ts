/** Asks an address: one POST of JSON, its answer as text, within a time and a size; it is followed nowhere else. */
import { Signal } from '../clock.ts';
import { formatDuration } from '../model/time.ts';
import { AskFailure } from './failure.ts';
import type { Limits } from './run-command.ts';

/** `headers`: with their values. Rejects with an `AskFailure`. */
export async function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  question: unknown,
  { clock, timeout, most }: Limits,
  given?: AbortSignal,
): Promise<string> {
  const stop = new AbortController();
  const over = new Signal();
  given?.addEventListener('abort', () => over.wake(), { once: true });
  let answer: string | null = null;
  let failed: string | null = null;
  const asked = (async () => {
    const reply = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(question),
      redirect: 'manual',
      signal: stop.signal,
    });
    if (reply.status >= 300 && reply.status < 400) throw new AskFailure('sends elsewhere, which is not followed');
    if (!reply.ok) throw new AskFailure(`answered ${reply.status}`);
    answer = await textOf(reply, most);
  })()
    .catch((cause: unknown) => {
      failed ??= cause instanceof AskFailure ? cause.message : 'cannot be reached';
    })
    .finally(() => over.wake());
  await clock.sleep(clock.now() + timeout, over);
  if (answer === null && failed === null) failed = `did not answer within ${formatDuration(timeout)}`;
  stop.abort();
  await asked;
  if (answer === null) throw new AskFailure(failed ?? 'cannot be reached');
  return answer;
}

async function textOf(reply: Response, most: number): Promise<string> {
  const decoder = new TextDecoder();
  let [text, size] = ['', 0];
  if (reply.body === null) return '';
  for await (const chunk of reply.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > most) throw new AskFailure(`answered more than ${most} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
