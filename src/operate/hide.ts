/** Takes out of a text what logs and metrics must not keep: passwords and keys; phone numbers are `maskText`'s. */

const HIDDEN = '•••';

/** `postgres://outdial:secret@host` → `postgres://outdial:•••@host`; keys of the provider, `password=` in an address. */
export function hideSecrets(text: string): string {
  return (
    text
      // To the last @ before the path: a password may hold one.
      .replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s/]*@/gi, `$1:${HIDDEN}@`)
      .replace(/([?&;]|\b)(password|passwd|pwd|token|secret)=[^\s&;'"]+/gi, `$1$2=${HIDDEN}`)
      .replace(/\bsk_[A-Za-z0-9_-]{4,}/g, `sk_${HIDDEN}`)
      .replace(/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, `$1 ${HIDDEN}`)
  );
}
