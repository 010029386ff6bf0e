/** Loaded into a process before it begins: its wall clock is wrong by `TEST_SKEW_MS`. */
const skew = Number(process.env['TEST_SKEW_MS'] ?? 0);
const now = Date.now.bind(Date);
Date.now = () => now() + skew;

export {};
