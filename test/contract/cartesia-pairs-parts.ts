/** What the tables of request and reply pairs are written with: headers, requests, and the body of a refusal. */
import type { Pair } from './cartesia-pairs.ts';

export const MANAGED = '2026-08-14';
export const LINE = '2026-03-01';

export function headers(version: string, body = false, key = 'sk_car_pairs'): Record<string, string> {
  return {
    Authorization: `Bearer ${key}`,
    'Cartesia-Version': version,
    ...(body ? { 'Content-Type': 'application/json' } : {}),
  };
}

export function get(version: string, path: string): Pair['request'] {
  return { method: 'GET', path, headers: headers(version) };
}

export function post(version: string, body: unknown, key?: string): Pair['request'] {
  return { method: 'POST', path: '/agents/calls', headers: headers(version, true, key), body };
}

export function refusal(code: string | null, title: string, message: string): object {
  return { error_code: code, title, message, request_id: '7f0c2d9e-3d3b-4d0a-9a55-0f6f2f1f7a10' };
}
