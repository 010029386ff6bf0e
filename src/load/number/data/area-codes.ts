/** US area codes that are in service, or announced, but not yet in libphonenumber's metadata. */

// Google adds an area code once numbers in it are in use and proven, months or years after it opened. Without this
// list their owners are called "invalid"; a code listed too early costs one call that fails.
// Each lies over a code that the tables know: 357 over 559 (California), 436 over 440 (Ohio), 457 over 318 (Louisiana),
// 465 over 718 (New York), 471 over 662 (Mississippi), 483 over 334 (Alabama), 565 over 912 (Georgia, announced for 2027),
// 621 over 713 (Houston), 624 over 716 (Buffalo), 679 over 313 (Detroit), 729 over 423 (Tennessee), 837 over 530 (California),
// 861 over 309 (Illinois), 924 over 507 (Minnesota): NANPA's planning letters, as carriers repeat them.
// Checked against libphonenumber-js 1.13.16 (metadata 9.0.43): a code the metadata knows is judged by the metadata.
export const NEW_US_AREA_CODES: readonly string[] =
  '357 436 457 465 471 483 565 621 624 679 729 837 861 924'.split(' ');
