/** The addresses of servers: what each part means, and that everything which could mean something else is refused. */
import { describe, expect, it } from 'vitest';
import { driverOptions } from '../../../src/config/servers/driver.ts';
import { postgresAddress } from '../../../src/config/servers/postgres.ts';
import { redisAddress } from '../../../src/config/servers/redis.ts';

const SECRET = 'hunter2';
const refusal = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    return String(error);
  }
  return 'taken';
};

describe('PostgreSQL', () => {
  it.each([
    [
      'postgres://u:p@db.example:6432/ledger',
      { host: 'db.example', port: 6432, database: 'ledger', user: 'u', tls: false },
    ],
    ['postgresql://db/ledger', { port: 5432, user: null, password: null, place: 'db:5432/ledger', plain: true }],
    ['postgres://u:a%2Fb%40c%25@h/d', { password: 'a/b@c%' }],
    ['postgres://u:50%@h/d', { password: '50%' }],
    ['postgres://h/d%20e', { database: 'd e' }],
    ['postgres://[::1]:5433/d', { host: '::1', place: '[::1]:5433/d', plain: false }],
    ['postgres:///d', { host: '127.0.0.1', plain: false }],
    ['postgres:///d?host=/run/postgresql', { host: '/run/postgresql', plain: false }],
    ['postgres://%2Frun%2Fpostgresql/d', { host: '/run/postgresql' }],
    ['postgres://127.evil.example/d', { plain: true }],
    ['postgres://h/d?sslmode=disable', { tls: false }],
    ['postgres://h/d?sslmode=require', { tls: {}, plain: false }],
    ['postgres://h/d?sslmode=verify-ca', { tls: {} }],
    ['postgres://h/d?sslmode=verify-full', { tls: {} }],
  ])('%s', (url, parts) => expect(postgresAddress(url)).toMatchObject(parts));

  it('an authority means TLS, whatever the URL leaves out', () => {
    expect(postgresAddress('postgres://h/d', 'PEM').tls).toEqual({ ca: 'PEM' });
    expect(postgresAddress('postgres://h/d?sslmode=require', 'PEM').tls).toEqual({ ca: 'PEM' });
  });

  it.each([
    ['?uselibpqcompat=true&sslmode=require', /parameter uselibpqcompat, which outdial does not know/],
    ['?sslmode=verify-full&uselibpqcompat=true', /uselibpqcompat/],
    ['?sslmode=no-verify', /sslmode is "no-verify", under which no certificate would be checked/],
    ['?sslmode=prefer', /"prefer"/],
    ['?sslmode=allow', /"allow"/],
    ['?sslmode=', /sslmode/],
    ['?sslmode=DISABLE', /"DISABLE"/],
    ['?SSLMODE=disable', /parameter SSLMODE/],
    ['?sslmode=verify-full&sslmode=disable', /sslmode twice/],
    ['?host=/a&host=/b', /host twice|folder of a socket/],
    ['?ssl=0', /parameter ssl\b/],
    ['?ssl=no-verify', /parameter ssl\b/],
    ['?sslrootcert=/etc/passwd', /sslrootcert/],
    ['?sslcert=/etc/passwd', /sslcert/],
    ['?rejectUnauthorized=false', /rejectUnauthorized/],
    ['?sslnegotiation=direct', /sslnegotiation/],
    ['?host=evil.example', /the folder of a socket, in a URL without a host/],
    ['?host=/tmp', /in a URL without a host/],
    ['?port=1', /parameter port/],
    ['?user=x', /parameter user/],
    ['?password=hunter2', /parameter password/],
    ['?dbname=x', /parameter dbname/],
    ['?options=-c%20x', /parameter options/],
    ['?replication=database', /parameter replication/],
    ['?constructor=1', /parameter constructor/],
    ['?__proto__=1', /parameter __proto__/],
    [`?${SECRET}=1`, /the parameter, which outdial does not know/],
  ])('refuses %s, with and without an authority', (query, message) => {
    for (const ca of [undefined, 'PEM']) {
      const said = refusal(() => postgresAddress(`postgres://u:${SECRET}@db.example/d${query}`, ca));
      expect(said).toMatch(message);
      expect(said).not.toContain(SECRET);
    }
  });

  it.each([
    `mysql://u:${SECRET}@h/d`,
    `postgres://u:${SECRET}@h`,
    `postgres://u:${SECRET}@h/`,
    `postgres://u:${SECRET}@h/d/e`,
    `postgres://u:${SECRET}@h:0/d`,
    `postgres://u:${SECRET}@h/d#x`,
    `postgres://u:12/${SECRET}@h/d`,
    `postgres://u:12?${SECRET}@h/d`,
    `postgres://u:12#${SECRET}@h/d`,
    `postgres://u:${SECRET}@h1,h2/d`,
    `postgres://u:${SECRET}%00options%00-c@h/d`,
    `postgres://u%0A:${SECRET}@h/d`,
    `postgres://u:${SECRET}@h/d%00x`,
    `postgres://u:${SECRET}@h/d\u0000`,
    `/run/postgresql ${SECRET}`,
    `socket:/run/postgresql?db=${SECRET}`,
    SECRET,
    '',
  ])('refuses %j and repeats nothing of it', (url) => {
    const said = refusal(() => postgresAddress(url));
    expect(said).toMatch(/^UserError: DATABASE_URL/);
    expect(said).not.toContain(SECRET);
  });

  it('the driver is told all that it would look for in the environment', () => {
    const options = driverOptions(postgresAddress('postgres://h/d'));
    for (const name of ['host', 'port', 'database', 'user', 'password', 'sslnegotiation', 'client_encoding'] as const) {
      expect(options[name], name).toBeTruthy();
    }
    expect(options.ssl).toBe(false);
    expect(() => options.password()).toThrow(/asks for a password, and DATABASE_URL holds none/);
    const checked = driverOptions(postgresAddress('postgres://u:p%2F@h/d', 'PEM'));
    expect(checked.ssl).toEqual({ rejectUnauthorized: true, ca: 'PEM' });
    expect(checked.password()).toBe('p/');
    expect(JSON.stringify(checked)).not.toContain('p/');
  });
});

describe('Redis', () => {
  it.each([
    ['redis://cache', { host: 'cache', port: 6379, db: 0, username: null, password: null, tls: false }],
    [
      'rediss://u:p%2Fq@cache:6380/3',
      { port: 6380, db: 3, username: 'u', password: 'p/q', tls: {}, place: 'cache:6380/3' },
    ],
    ['redis://:50%@[::1]/', { host: '::1', password: '50%' }],
  ])('%s', (url, parts) => expect(redisAddress(url)).toMatchObject(parts));

  it.each([
    [`redis://:${SECRET}@h?tls=true`, /parameter tls, which outdial does not know/],
    [`rediss://:${SECRET}@h?rejectUnauthorized=false`, /parameter rejectUnauthorized/],
    [`rediss://:${SECRET}@h/0?family=6`, /parameter family/],
    [`redis://:${SECRET}@h/0?db=1`, /parameter db/],
    [`redis://:${SECRET}@h/?host=evil.example`, /parameter host/],
    [`redis://:${SECRET}@h/${SECRET}`, /the number of a database/],
    [`redis://:${SECRET}@h/-1`, /the number of a database/],
    [`redis://:${SECRET}@h:0`, /port 0/],
    [`redis://:12/${SECRET}@h`, /^UserError: REDIS_URL/],
    [`redis:///0?${SECRET}`, /^UserError: REDIS_URL/],
    [`unix:///run/${SECRET}`, /does not begin with redis:\/\/ or rediss:\/\//],
    [`http://:${SECRET}@h`, /does not begin/],
    [SECRET, /is not an address/],
  ])('refuses %s', (url, message) => {
    const said = refusal(() => redisAddress(url));
    expect(said).toMatch(message);
    expect(said).not.toContain(SECRET);
  });

  it('an authority without TLS is refused', () => {
    expect(refusal(() => redisAddress('redis://h', 'PEM'))).toMatch(/nothing would be encrypted/);
    expect(redisAddress('rediss://h', 'PEM').tls).toEqual({ ca: 'PEM' });
  });
});
