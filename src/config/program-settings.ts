/** Settings that a program gives in its own words: read as the variables of the same meaning are, and from nowhere else. */
import { resolve } from 'node:path';
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

/** Errors name the variables. */
export function programConfig(settings: ProgramSettings, cwd: string): Config {
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
