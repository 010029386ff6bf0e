/** Settings that a program gives in its own words: read as the variables of the same meaning are, and from nowhere else. */
import { resolve } from 'node:path';
import { userError } from '../model/errors.ts';
import { readConfig, type Config } from './environment.ts';

export type ProgramSettings = {
  /** The ledger's folder; made where it is missing, readable by its owner only. */
  readonly dataDir: string;
  readonly apiKey: string;
  /** Default `https://api.cartesia.ai`. */
  readonly baseUrl?: string;
  /** Of the API, as in `2026-08-14`; default: it follows the agent. */
  readonly apiVersion?: string;
  /** The shortest pause between two looks at an agent's calls, as in `200ms` or `2s`. Default `1s`. */
  readonly pollInterval?: string;
};

/** Errors in what a setting says name the variables. */
export function programConfig(settings: ProgramSettings, cwd: string): Config {
  checkTexts(settings);
  const { dataDir, apiKey, baseUrl, apiVersion, pollInterval } = settings;
  const env = {
    OUTDIAL_DATA_DIR: resolve(cwd, dataDir),
    CARTESIA_API_KEY: apiKey,
    CARTESIA_BASE_URL: baseUrl,
    CARTESIA_VERSION: apiVersion,
    OUTDIAL_POLL_INTERVAL: pollInterval,
  };
  return readConfig({ env, cwd, platform: process.platform, home: cwd, readText: () => undefined });
}

/** A program without types may give anything, or nothing. No value is repeated: one of them is the key. */
function checkTexts(settings: ProgramSettings): void {
  const { dataDir, apiKey, baseUrl, apiVersion, pollInterval } = settings;
  const texts = Object.entries({ dataDir, apiKey, baseUrl, apiVersion, pollInterval });
  for (const [name, value] of texts as readonly [string, unknown][]) {
    const needed = name === 'dataDir' || name === 'apiKey';
    if (typeof value === 'string' ? value.trim() !== '' : value === undefined && !needed) continue;
    const given = value === undefined ? 'is missing' : typeof value === 'string' ? 'is empty' : `is a ${typeof value}`;
    throw userError('wrong_option', `The option ${name} ${given}; it must be a text.`);
  }
}
