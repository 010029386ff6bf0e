/** Decides what may be repeated of text that can hold a secret: in errors, on the screen, in logs. */

const HIDDEN = '•••';

/**
 * Takes passwords and keys out of a sentence: `postgres://outdial:secret@host` → `postgres://outdial:•••@host`, keys of the
 * provider, `password=` in an address. The word "password" itself is what our own examples say, and stays.
 */
export function hideSecrets(text: string): string {
  return (
    text
      // To the last @ of the word: a password may hold one, or a slash. One slash too: paths lose the second.
      .replace(/(\b[a-z][a-z0-9+.-]*:\/+[^\s:/@]*):(?!password@)[^\s"'<>]*@/gi, `$1:${HIDDEN}@`)
      .replace(/\b(password|passwd|pwd|token|secret)=[^\s&;'"]+/gi, `$1=${HIDDEN}`)
      // The sandbox's key lets nobody in anywhere; "sk_car_…" is an example.
      .replace(/\bsk_(?!car_(?:sandbox\b|…))[A-Za-z0-9_-]{4,}/g, `sk_${HIDDEN}`)
      .replace(/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, `$1 ${HIDDEN}`)
  );
}

/** True for an address, a key or a certificate where the name of a file or folder was asked for. */
export function isNoPath(text: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/|:\/\/|\bsk_[a-z]|-----BEGIN|[\x00-\x1f]/i.test(text);
}

/** A word or an amount, as people write them: `fast`, `5 parsecs`. Digits among letters may be a password. */
const PLAIN = /^(?:[a-z][a-z-]{0,11}|[\d.:-]{1,12} ?[a-z]{0,8})$/i;

/** A refused setting as its error may show it: quoted when nobody could take it for a secret, else a word for it. */
export function shown(value: string): string {
  return PLAIN.test(value) ? `"${value}"` : 'what it is set to';
}

/** Sixteen characters of all kinds, or as many digits as a digest has: nobody calls a folder so by hand. */
const RANDOM = /(?=[^/]*[a-z])(?=[^/]*[A-Z])(?=[^/]*\d)[A-Za-z0-9+_]{16,}|[0-9a-f]{32,}/;

/** The path of a file as an error may show it. Only what cannot be anything but a path: a secret put there is none. */
export function shownPath(path: string): string {
  const isPath = /^(?:\.{0,2}[\\/]|~[\\/]|[a-z]:[\\/]|[\w. -]+[\\/])/i.test(path);
  return isPath && !isNoPath(path) && !/[@=]/.test(path) && !RANDOM.test(path) ? path : 'the file that it names';
}

/** The same of a file that was typed after a flag, where a bare name is one. */
export function shownFile(typed: string): string {
  return shownPath(`./${typed}`) === `./${typed}` ? typed : 'the file that it names';
}
