/** US area codes that are in service but not yet in libphonenumber's metadata. */

// Google adds an area code once numbers in it are in use and proven, months or years after it opened. Without this
// list their owners are called "invalid"; a code listed too early costs one call that fails.
// Opened officially: 621 Houston (January 2025), 679 Detroit (November 2025), 861 Illinois (February 2023),
// 357 Fresno (March 2025). Reported live by their users: 624 (April 2025), 565 (October 2025).
// Checked against libphonenumber-js 1.13.16 (metadata 9.0.43): a code the metadata knows is judged by the metadata.
export const NEW_US_AREA_CODES: readonly string[] = ['357', '565', '621', '624', '679', '861'];
