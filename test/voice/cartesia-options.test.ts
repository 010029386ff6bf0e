/** What cannot work is refused before anyone is contacted, and the body sent is the contract's. */
import { afterEach, describe, expect, it } from 'vitest';
import { UserError } from '../../src/model/errors.ts';
import { openCartesia } from '../../src/voice/cartesia/voice.ts';
import { closeAll, hostile, KEY, PLACED, reply, toPlace, voiceAt, yes } from './cartesia-hostile.ts';

afterEach(closeAll);

function refusal(options: { baseUrl?: string; apiKey?: string; version?: string }): string {
  try {
    openCartesia({ baseUrl: 'https://api.cartesia.ai', apiKey: KEY, ...options });
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return '';
}

describe('a base URL', () => {
  it.each([
    'https://api.cartesia.ai',
    'https://proxy.example:8443/cartesia/',
    'http://localhost:4010',
    'http://sandbox.localhost',
    'http://127.0.0.1:1',
    'http://127.1',
    'http://[::1]:9',
  ])('%s will do', (baseUrl) => expect(refusal({ baseUrl })).toBe(''));

  it.each([
    ['http://api.cartesia.ai', 'in clear'],
    ['http://localhost.example.com', 'in clear'],
    ['http://192.168.0.7', 'in clear'],
    ['http://0.0.0.0', 'in clear'],
    ['ftp://localhost', 'neither https nor http'],
    ['api.cartesia.ai', 'not a URL'],
    ['', 'not a URL'],
    ['https://api.cartesia.ai/?a=1', 'query'],
  ])('%s will not: %s', (baseUrl, why) => expect(refusal({ baseUrl })).toContain(why));

  it('with a password is refused without showing it', () => {
    const message = refusal({ baseUrl: 'https://me:hunter2@api.cartesia.ai' });
    expect(message).toContain('password');
    expect(message).not.toContain('hunter2');
  });
});

it.each(['', 'sk_car_a b', 'sk_car_a\n', 'sk_car_ä', 'x\r\nHost: evil'])('the key %j is refused, unseen', (apiKey) => {
  const message = refusal({ apiKey });
  expect(message).toContain('CARTESIA_API_KEY');
  if (apiKey !== '') expect(message).not.toContain(apiKey);
});

it('a version that is no date is refused', () => {
  expect(refusal({ version: 'latest' })).toContain('"latest" is not a date');
});

describe('what is sent', () => {
  it.each([
    ['managed', undefined, '2026-08-14', 'dynamic_variables'],
    ['line', undefined, '2026-03-01', 'metadata'],
    ['managed', '2026-03-01', '2026-03-01', 'metadata'],
    ['line', '2026-08-14', '2026-08-14', 'dynamic_variables'],
    ['line', '2027-01-01', '2027-01-01', 'dynamic_variables'],
  ] as const)('to a %s agent under CARTESIA_VERSION %s', async (agentKind, override, version, field) => {
    const server = await hostile((socket) => socket.write(reply(200, PLACED)));
    const voice = voiceAt(server.url, override === undefined ? {} : { version: override });
    const request = toPlace('+14155550101', '+442079460102');
    await voice.place({ ...request, agentKind }, yes);
    const [sent] = server.requests;
    expect(sent?.head.split('\r\n').sort()).toEqual(
      [
        'POST /agents/calls HTTP/1.1',
        `host: 127.0.0.1:${server.port}`,
        'connection: keep-alive',
        'accept: application/json',
        'user-agent: outdial',
        `authorization: Bearer ${KEY}`,
        `cartesia-version: ${version}`,
        'content-type: application/json',
        `content-length: ${Buffer.byteLength(sent?.body ?? '')}`,
      ].sort(),
    );
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      from_number_id: 'ap_1',
      agent_id: 'agent_1',
      outbound_calls: [
        { to_number: '+14155550101', [field]: { first_name: 'Zoë', outdial_attempt_id: 'od1.l.c.k0.1' } },
        { to_number: '+442079460102', [field]: { first_name: 'Zoë', outdial_attempt_id: 'od1.l.c.k1.1' } },
      ],
      ringing_timeout_seconds: 30,
      max_call_duration_minutes: 10,
    });
  });
});
