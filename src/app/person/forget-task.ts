/** The kind of task that erases somebody once a call to them is over; the subject is a contact. */

export const FORGET_TASK = 'forget';
