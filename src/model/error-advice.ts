/** What helps where an error's own sentence is gone: for `explain`, by code and else by what the code is about. */
import type { ERROR_CODES, ErrorCode } from './error-codes.ts';

/** What holds for all of a kind. */
export const KIND_ADVICE: Readonly<Record<keyof typeof ERROR_CODES, string>> = {
  settings: 'outdial doctor shows every setting that is in force, and where it comes from.',
  files: 'The error names the file, and the line where it has one.',
  campaigns: 'outdial check FILE shows everything that is wrong with a campaign and its list, and dials nothing.',
  commands: 'outdial COMMAND --help has examples.',
  ledger: 'outdial doctor looks at the folder of the ledger. Nothing was dialed.',
  servers: 'outdial doctor asks each server and says what it answers.',
};

/** Of those that a first day meets. */
export const ERROR_ADVICE: Readonly<Partial<Record<ErrorCode, string>>> = {
  no_api_key:
    'Make a key at play.cartesia.ai, then: export CARTESIA_API_KEY=sk_car_… (Windows: set CARTESIA_API_KEY=sk_car_…). Without one, outdial demo and outdial check --offline work.',
  bad_key: 'Copy the key again, whole and without quotes.',
  provider_denied:
    'The key is wrong, revoked, or of another organization. Make a new one, or look which is set: outdial doctor.',
  provider_unreachable: 'Is the network there, and CARTESIA_BASE_URL right? outdial doctor looks closer.',
  no_header: 'The first row of a list names its columns: phone,first_name. Title rows above it are passed over.',
  no_phone_column: 'Name it: --to-number-column "Mobile", or in the campaign file "columns": {"to_number": "Mobile"}.',
  ambiguous_phone_column:
    'Say which: --to-number-column "Mobile". Given twice, the second is dialed where the first is empty.',
  bad_encoding: 'Save the list again as "CSV UTF-8", or say what it is with --encoding.',
  unsupported_format: 'Save it as an Excel workbook (.xlsx) or as "CSV UTF-8".',
  unclosed_quote: 'Somewhere above a cell begins with a quotation mark that has no end: close it, or take it out.',
  too_many_rejected: 'Mend the list (outdial check FILE says how). If it is right as it is: --accept-rejects.',
  one_number:
    'One number stands in a great part of the rows, as a filler or by a slip. If it is meant: --accept-rejects.',
  window_missing: 'Say when people may be rung: "window": {"from": "09:00", "to": "18:00"}.',
  purpose_missing: 'Say what the calls are for: "compliance": {"purpose": "appointment"}, or --purpose.',
  missing_variable: 'The agent says it first of all: map a column to it under "variables".',
  needs_yes: 'Add --yes where nobody can answer.',
  finished: 'To dial only the new rows: --continue. To call everybody again: another --name.',
  no_ledger: 'Nothing was loaded here yet. Begin with outdial demo, or outdial run campaign.json.',
  unknown_campaign: 'outdial status lists the campaigns of this ledger.',
  ledger_busy: 'Another outdial works with the ledger: try again in a moment.',
  file_exists: 'Name another file, or replace it with --force.',
};
