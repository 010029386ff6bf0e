/** Clocks by moment-timezone's newest data. The calendar of holidays brings an older copy, which takes its place in `moment.tz` once it is loaded. */
import moment from 'moment-timezone';

export const tz = moment.tz;
