/** Finds secrets in files that are copied, mailed and kept in a repository: they have no business there. */
import type { Place, Problem } from '../../model/errors.ts';
import { hideSecrets } from '../../model/secrets.ts';
import { dotted, type Path } from './source-text.ts';

/** `api_key`, `CARTESIA_API_KEY`, `apiKey`, `database_url`, `password`, `client-secret`, `auth_token`. */
const NAMED =
  /(?:^|[_-])(?:api[_-]?key|key|secret|token|password|passwd|credentials?)$|^(?:database|redis)[_-]?url$|api[_-]?key/i;
/** What may stand in a file in their place. */
const INSTEAD =
  'Take it out: whoever gets the file has it. It goes into CARTESIA_API_KEY (or DATABASE_URL, REDIS_URL) of the environment, a file that CARTESIA_API_KEY_FILE names, or a .env.';

const WITHOUT =
  'Write it without, as in "postgres://host/database": the whole address, with user and password, goes into OUTDIAL_SUPPRESSION_URL of the environment, or into a file that OUTDIAL_SUPPRESSION_URL_FILE names.';

/** Keys of ours that are called like a secret and hold none have no name here: there are none. */
export function secretsIn(value: unknown, placeOf: (path: Path) => Place): readonly Problem[] {
  return pathsIn(value, []).map(({ path, what }) => ({
    ...placeOf(path),
    at: dotted(path),
    code: 'secret_in_file',
    message: `${what} No secret is read from this file.`,
    hint: dotted(path) === 'suppression.shared' ? WITHOUT : INSTEAD,
  }));
}

type Found = { readonly path: Path; readonly what: string };

function pathsIn(value: unknown, path: Path): readonly Found[] {
  if (typeof value === 'string') {
    return hideSecrets(value) === value ? [] : [{ path, what: 'holds what looks like a key or a password.' }];
  }
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one, at) => pathsIn(one, [...path, at]));
  return Object.entries(value).flatMap(([key, inner]): readonly Found[] => {
    // Not even its name: it is the secret.
    if (hideSecrets(key) !== key) return [{ path, what: 'has a key that looks like a secret.' }];
    const at = [...path, key];
    // Rows are people's data: what stands in them is judged as rows are. Names of variables and of lines are the user's own.
    if (path.length === 0 && key === 'contacts' && typeof inner === 'object') return [];
    const free = ['variables', 'lines', 'headers_env'].some((name) => name === path.at(-1));
    if (!free && typeof inner === 'string' && NAMED.test(key)) return [{ path: at, what: 'is called like a secret.' }];
    return pathsIn(inner, at);
  });
}
