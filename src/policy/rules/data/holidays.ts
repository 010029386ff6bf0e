/** Public holidays of countries, states and provinces. Made by scripts/make-holidays.mjs of date-holidays (data CC-BY-3.0) and of statutes: do not edit. */
// A series is a name and its days: differences in base 36, from the first day. A calendar is its series.
/** 2020-01-01, in days since 1970-01-01. */
export const FIRST_DAY = 18262;
/** 2040-12-31. */
export const LAST_DAY = 25932;

export const SERIES = `
New Year's Day: 0 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5;Martin Luther King Jr. Day: j a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4;Washington's Birthday: 1b a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4
Memorial Day: 41 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4;Independence Day (substitute day): 54 a7 1eo a7 1er 1eo a7;Independence Day: 55 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6
Labor Day: 6y a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4;Columbus Day: 7x a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4;Veterans Day: 8r a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6
Thanksgiving Day: 96 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4;Christmas Day: 9z a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6;Juneteenth (substitute day): eu a7 1eo 1er a7 1eo a7
Juneteenth: ev a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6;Christmas Day (substitute day): k3 a7 1eo 1er a7 1eo a7;New Year's Day (substitute day): ka a7 1eo 1er a7 1eo a7
President's Day: 1b a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4;Seward's Day: 2h a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4;Indigenous Peoples' Day: 7x a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4
Alaska Day: 83 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6;Robert E. Lee/Martin Luther King Birthday: j a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4;George Washington/Thomas Jefferson Birthday: 1b a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4
Mardi Gras: 1j 9x ai 9x 9x ap 9q 9x ap 9q ap 9x 9q ap 9x 9q ap 9x ap 9q 9x;Confederate Memorial Day: 39 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4;Jefferson Davis' birthday: 48 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4
Dr. Martin Luther King Jr./Robert E. Lee's Birthdays: j a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4;George Washington's Birthday/Daisy Gatson Bates Day: 1b a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4;Christmas Eve: 9y ka a5 a6 a5 a5 kb a5 a5 a5 kb a5 a5 a6 a5 ka a6
Dr. Martin Luther King Jr./ Civil Rights Day: j a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4;Lincoln/Washington Presidents' Day: 1b a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4;Presidents' Day: 1b a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4
César Chávez Day: 2i a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6;Day after Thanksgiving Day: 97 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4;César Chávez Day (substitute day): 174 1ov
Washington-Lincoln Day: 1b a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4;Frances Xavier Cabrini Day: 7q a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4;Lincoln's Birthday: 16 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5
Good Friday: 2s 9x ai 9x 9x ap 9q 9x ap 9q ap 9x 9q ap 9x 9q ap 9x ap 9q 9x;Emancipation Day: 2y a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6;Election Day: 8j kf k8 k8 kf k8 k8 kf k8 k8 kf
Day After Thanksgiving: 97 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4;Susan B. Anthony Day: 19 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5;Washington's Birthday: 1b kf a4 a4 a4 uj a4 a4 a4 a4 ab a4 a4 a4 a4 kf a4
Commemoration of America's 250th Birthday: 1q6;Washington's Birthday: 1b 8n 1h ab 8i 1m 8j 1l 8l 1j 8m 1i 8n 1h ab 8j 1l 8k 1k 8l 1j 8m 1i ab 8i 1m 8j 1l 8k 1k 8m 1i 8n 1h ab 8i 1m 8k;State Holiday: 39 5y 46 5y 46 5y 46 5y 4d 5y 46 5y 46 5y 46 5y 46 5y 4d 5r 4d 5y 46 5y 46 5y 46 5y 46 5y 4d 5r 4d 5y 46 5y 46 5y 46 5y 4d 5r
Washington's Birthday (substitute day): 1oq 1ov 1er;Prince Jonah Kuhio Kalanianaole Day: 2d a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6;Good Friday: 2s 9x ai 9x 9x ap 9q km 9q ap 9x kf 9x 9q ap 9x ap 9q 9x
Kamehameha Day: 4i a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6;Statehood Day: 6h a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4;General Election Day: 8j kf k8 k8 kf k8 k8 kf k8 k8 kf
Prince Jonah Kuhio Kalanianaole Day (substitute day): mm a7 1er 1eo a7 1eo;Kamehameha Day (substitute day): or a7 1er 1eo a7 1eo;Martin Luther King, Jr./ Idaho Human Rights Day: j a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4
Casimir Pulaski Day: 1p a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4;Malcolm X Day: 3v a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6;Primary Election Day: 3h a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab
Election Day: 8j a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4;Lincoln's Birthday: 97 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4;New Year's Eve: a5 ka a5 a6 a5 a5 kb a5 a5 a5 kb a5 a5 a6 a5 ka a6
All Saints' Day: 8h a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6;Acadian Day: 97 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4;Evacuation Day: 24 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6
Patriots' Day: 32 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4;Bunker Hill Day: 4o a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6;Native American Heritage Day: 97 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4
Washington's Birthday/President's Day: 1b a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4;Washington's and Lincoln's Birthday: 1b a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4;Truman Day: 3k a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6
Martin Luther King's and Robert E. Lee's Birthdays: j a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4;Confederate Memorial Day: 39 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab;Lincoln's and Washington's Birthday: 1b a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4
Day after Thanksgiving: 97 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4;Christmas Eve: 9y a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6;Christmas Eve (substitute day): k2 a5 a4 14m a5 14m a5 a4 14m a5
Christmas Day (substitute day): ua 33m 1ov;Arbor Day: 36 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4;Martin Luther King, Jr./ Civil Rights Day: j a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4
Presidents Day: 1b a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4;Nevada Day: 8f a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4;Family Day: 97 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4
Susan B. Anthony Day: 19 kb a5 a5 a6 a5 ka a6 a5 a5 a5 a6 a5 a5 a5 a6 ka a5;Flag Day: 4l a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6;Rhode Island Independence Day: 3g a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6
Victory Day: 66 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab;Confederate Memorial Day: 3m a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6;Boxing Day: a0 a5 ka a6 a5 a5 a5 a6 a5 a5 a5 a6 ka a5 a6 a5 a5 kb
Native American Day: 7x a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4;Day after Christmas: a0 a5 ka a6 a5 a5 a5 a6 a5 a5 a5 a6 ka a5 a6 a5 a5 kb;Washington and Lincoln Day: 1b a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4
Pioneer Day: 5p a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6;Lee–Jackson Day: g;George Washington Day: 1b a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4
Town Meeting Day: 1q a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab;Bennington Battle Day: 6d a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab;Primary Election Day: 6z ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4
West Virginia Day: 4r a5 ka a6 a5 a5 a5 a6 a5 a5 a5 a6 ka a5 a6 a5 a5 kb;Lincoln's Day: 97 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4;Canada Day: 52 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6
Labour Day: 6y a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4;Family Day: 1b a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4;Victoria Day: 3u ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4
Thanksgiving: 7x a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4;Remembrance Day: 8r a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6;British Columbia Day: 5z a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab
Louis Riel Day: 1b a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4;New Brunswick Day: 5z a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab;Memorial Day: 52 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6
Armistice Day: 8r a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6;Heritage Day: 1b a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4;Easter Monday: 2v 9x ai 9x 9x ap 9q 9x ap 9q ap 9x 9q ap 9x 9q ap 9x ap 9q 9x
National Indigenous Peoples Day: 4s a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6;Civic Holiday: 5z a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab;Boxing Day: a0 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6
Islander Day: 1b a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4;Gold Cup Parade Day: 6h a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4;National Patriots' Day: 3u ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4
National Holiday: 4v a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6;Saskatchewan Day: 5z a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab;Discovery Day: 6d a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab
Labour Day: 3d a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6;Victory Day: 3k a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6;Ascension Day: 3x 9x ai 9x 9x ap 9q 9x ap 9q ap 9x 9q ap 9x 9q ap 9x ap 9q 9x
Whit Monday: 48 9x ai 9x 9x ap 9q 9x ap 9q ap 9x 9q ap 9x 9q ap 9x ap 9q 9x;Bastille Day: 5f a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6;Assumption: 6b a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6
New Year's Day: 0 a6 a5 2 a3 1 a4 a6 a5 a5 a5 2 a4 a5 a5 a5 a6 2 a3 1 a4 a5 a6 a5 a5 2 a3 1;Australia Day: q a5 a5 a5 a5 a7 a4 a5 a5 a6 a7 a4 a4 a6 a5 a5 a7 a4 a5 a5 a5;Easter Saturday: 2t 9x ai 9x 9x ap 9q 9x ap 9q ap 9x 9q ap 9x 9q ap 9x ap 9q 9x
Easter Sunday: 2u 9x ai 9x 9x ap 9q 9x ap 9q ap 9x 9q ap 9x 9q ap 9x ap 9q 9x;Anzac Day: 37 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 ka a6;Boxing Day (substitute day): a2 a5 1eq a5 1er 1eq a5
Christmas Day (substitute day): k6 a5 1eq 1er a5 1eq a5;National Day of Mourning for Queen Elizabeth II: rn;Canberra Day: 1w a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4
Easter Sunday: 2u 9x ai 9x 9x ap 9q 9x ap 9q ap 9x 9q ap 9x 9q ap 9x kf 9x;Easter Monday: 2v 9x ai 9x 9x ap 9q 9x ap 9q ap 9x 9q ap 9x 9q ap 9x kf 9x;Anzac Day: 37 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6
Anzac Day (substitute day): 39 a4 1er a4 1er 1er a4;Reconciliation Day: 48 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4;Queen's Birthday: 4f ab a4
Labour Day: 7q a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4;King's Birthday: yy a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4;Anzac Day (substitute day): 39 1ov a4 1er 1er a4
Anzac Day: 37 a5 1 a4 a5 a6 a5 a5 a5 1 a5 a5 a5 a5 a6 1 a4 a5 a5 a6 a5 a6 a4 a6;May Day: 3g a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab;Picnic Day: 5z a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab
Christmas Day: 9z a5 2 a3 2 a3 a6 a5 a5 a5 2 a4 a5 a5 a5 a6 2 a3 2 a3 a5 a6 a5 a5 2 a3 2 a4;Boxing Day: a0 2 a3 2 a3 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6;New Year's Eve: a5 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6
Boxing Day (substitute day): 1yx a5 1er 1eq a5;Labour Day: 3g a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab;Queen's Birthday: 7q a4
King's Birthday: ry a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4;Adelaide Cup Day: 1w a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4;Boxing Day: a0 a5
Proclamation Day: a2 a5 a3 a5 a6 a5 a5 2 a3 2 a4 a5 a5 a5 a6 2 a3 a5 a5 a6 a5 2 a3 2 a3 a6;New Year's Day: 0 a6 a5 2 a3 1 1 a3 a6 a5 a5 a5 2 a4 a5 a5 a5 a6 2 a3 1 1 a3 a5 a6 a5 a5 2 a3 1 1;Eight Hours Day: 1w a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4
Boxing Day: a0 2 a3 2 a3 a5 a6 a5 a5 2 a3 2 a4 a5 a5 a5 a6 2 a3 a5 a5 a6 a5 2 a3 2 a3 a6;Labour Day: 1w a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4;AFL Grand Final Friday: 7g a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4
Melbourne Cup: 8j a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab;Labour Day: 1p a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4;Western Australia Day: 48 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4
Queen's Birthday: 7j a4;King's Birthday: rr a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4;Early May bank holiday (VE day): 3k
Spring bank holiday: 41 ab a7 a1 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4;Early May bank holiday: dk a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab;New Year's Day (substitute day): kd a4 1er 1er a4 1er a4
Queen's Platinum Jubilee: ok;Queen Elizabeth's Funeral Day: rk;King Charles III's Coronation: xz
Homecoming Day: 9p a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6;Summer bank holiday: 6r a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4;St Patrick's Day: 24 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6
Battle of the Boyne (Orangemen's Day): 5d a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6;Battle of the Boyne (Orangemen's Day) (substitute day): 5e 1er a4 1er 1er a4;St Patrick's Day (substitute day): 16q 1er a4 1er 1er
January 2nd: 1 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5;Summer bank holiday: 5z a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab;St Andrew's Day: 9a a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6
January 2nd (substitute day): a9 a4 1er a4 1er 1er a4;New Year's Day (substitute day): ke a4 1er 1er a4 1er a4;St Andrew's Day (substitute day): 1dx a4 1er a4 1er
National Holiday: 7o a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6;Pentecost: 47 9x ai 9x 9x ap 9q 9x ap 9q ap 9x 9q ap 9x 9q ap 9x ap 9q 9x;Reformation Day: 8g a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6
International Women's Day: 1v a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6;Liberation Day (75th Anniversary): 3k;Liberation Day (80th Anniversary): 1ia
75th anniversary of the GDR uprising: 2du;Epiphany: 5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5;Corpus Christi: 4i 9x ai 9x 9x ap 9q 9x ap 9q ap 9x 9q ap 9x 9q ap 9x ap 9q 9x
International Women's Day: wa a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6;Day of Prayer and Repentance: 8y a4 a4 ab a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab a4 a4 a4 a4 a4 ab;International Children's Day: 7b a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6
Republic Day: p a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5;Ambedkar Jayanti: 2w a5 a5 a5 a6 a5 a5 a5 kb a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6;Independence Day: 6b a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6
Gandhi Jayanti: 7n a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6 a5 a5 a5 a6
`;

export const CALENDARS = `
US: 0 1 2 3 4 5 6 7 8 9 a b c d e
US-AK: 0 1 f g 3 4 5 6 h i 8 9 a b c d e
US-AL: 0 j k l m 3 n 4 5 6 7 8 9 a b c d e
US-AR: 0 o p 3 4 5 6 7 8 9 q a b c d e
US-AZ: 0 r s 3 4 5 6 7 8 9 a b c d e
US-CA: 0 1 t u 3 4 5 6 7 8 9 v a b c d e w
US-CO: 0 1 x 3 4 5 6 y 7 8 9 a b c d e
US-CT: 0 1 z 2 10 3 4 5 6 7 8 9 a b c d e
US-DC: 0 1 2 11 3 4 5 6 h 8 9 a b c d e
US-DE: 0 1 2 10 3 4 5 6 7 12 8 9 13 a b c d e
US-FL: 0 1 14 15 3 4 5 6 7 8 9 13 a b c d e 16
US-GA: 0 1 17 18 3 4 5 6 7 8 9 a b c d e 19
US-HI: 0 1 t 1a 1b 3 1c 4 5 1d 6 7 1e 8 9 a b c d e 1f 1g
US-IA: 0 1 z 2 3 4 5 6 h 8 9 a b c d e
US-ID: 0 1h f 3 4 5 6 7 8 9 a b c d e
US-IL: 0 1 z 2 1i 1j 3 4 5 6 7 12 8 9 a b c d e
US-IN: 0 1 2 10 1k 3 4 5 6 7 1l 8 9 1m a b c d e
US-KS: 0 1 2 3 4 5 6 7 8 9 a b c d e
US-KY: 0 1 2 10 3 4 5 6 7 8 9 q a 1n b c d e
US-LA: 0 1 2 l 10 3 4 5 6 7 1o 12 8 9 1p a b c d e
US-MA: 0 1 2 1q 1r 3 1s 4 5 6 7 8 9 a b c d e
US-MD: 0 1 f 3 4 5 6 7 8 9 1t a b c d e
US-ME: 0 1 1u 1r 3 4 5 6 h 8 9 a b c d e
US-MI: 0 1 2 3 4 5 6 7 8 9 q a 1n b c d e
US-MN: 0 1 1v 3 4 5 6 h 8 9 a b c d e
US-MO: 0 1 z 2 1w 3 4 5 6 7 8 9 a b c d e
US-MS: 0 1x 2 1y 3 4 5 6 7 8 9 a b c d e
US-MT: 0 1 1z 3 4 5 6 7 1l 8 9 q a 1n b c d e
US-NC: 0 1 2 10 3 4 5 6 7 8 9 20 21 a b c 22 e 23
US-ND: 0 1 t 3 4 5 6 7 8 9 a b c d e
US-NE: 0 1 f 24 3 4 5 6 7 8 9 a b c d e
US-NH: 0 25 f 3 4 5 6 7 12 8 9 20 a b c d e
US-NJ: 0 1 z 26 10 3 4 5 6 7 1l 8 9 a b c d e
US-NM: 0 1 t 3 4 5 6 h 8 9 20 a b c d e
US-NV: 0 1 26 3 4 5 6 7 27 8 9 28 a b c d e
US-NY: 0 1 z 29 2 3 4 5 6 7 1l 8 9 a b c d e
US-OH: 0 1 x 3 4 5 6 7 8 9 a b c d e
US-OK: 0 1 t 3 4 5 6 7 8 9 20 a b c d e
US-OR: 0 1 26 3 4 5 6 7 8 9 a b c d e
US-PA: 0 1 t 10 3 2a 4 5 6 7 1l 8 9 a b c d e
US-RI: 0 1 2 2b 3 4 5 2c 6 7 1e 8 9 a b c d e
US-SC: 0 1 2 2d 3 4 5 6 7 8 9 a 2e b c d e
US-SD: 0 1 t 3 4 5 6 2f 8 9 a b c d e
US-TN: 0 1 f 10 3 4 5 6 7 8 9 q a b c d e
US-TX: 0 1 t 3 4 5 6 7 8 9 20 q a 2g b c d e
US-UT: 0 1 2h 3 4 5 2i 6 7 8 9 a b c d e
US-VA: 0 2j 1 2k 3 4 5 6 7 12 8 9 a b c d e
US-VT: 0 1 t 2l 3 4 5 2m 6 h 8 9 a b c d e
US-WA: 0 1 t 3 4 5 6 7 8 9 a b c d e
US-WI: 0 1 29 2 3 4 5 6 2n 7 1l 8 9 a b c d e
US-WV: 0 1 29 f 3 2o 4 5 6 7 8 9 2p a b c d e
US-WY: 0 1 f 3 4 5 6 7 8 9 a b c d e
CA: 0 10 2q 2r a
CA-AB: 0 2s 10 2t 2q 2r 2u 2v a
CA-BC: 0 2s 10 2t 2q 2w 2r 2u 2v a
CA-MB: 0 2x 10 2t 2q 2r 2u a
CA-NB: 0 2s 10 2q 2y 2r 2v a
CA-NL: 0 10 2z 2r 30 a
CA-NS: 0 31 10 2q 2r 2v a
CA-NT: 0 10 32 2t 33 2q 34 2r 2u 2v a 35
CA-NU: 0 10 2t 2q 34 2r 2u 2v a
CA-ON: 0 2s 10 32 2t 2q 2r 2u a 35
CA-PE: 0 36 10 2q 37 2r 2v a
CA-QC: 0 10 38 39 2q 2r 2u a
CA-SK: 0 2s 10 2t 2q 3a 2r 2u 2v a
CA-YT: 0 10 32 2t 33 2q 3b 2r 2u 2v a
FR: 0 32 3c 3d 3e 3f 3g 3h 1o 30 a
AU: 3i 3j 10 3k 3l 32 3m a 35 3n 3o 3p
AU-ACT: 3i 3j 3q 10 3k 3r 3s 3t 3u 3v 3w 3x a 35 3n 3o 3p 3y
AU-NSW: 3i 3j 10 3k 3l 3s 3m 3z 3w 3x a 35 3n 3o 3p 3y
AU-NT: 3i 3j 10 3k 3l 3s 40 41 3w 42 21 43 44 45 3p 3y 46
AU-QLD: 3i 3j 10 3k 3l 3s 40 47 48 21 a 35 3n 3o 3p 49
AU-SA: 3i 3j 4a 10 3k 3l 32 3m 3w 3x 21 43 4b 4c 45 3p 3y
AU-TAS: 4d 3j 4e 10 3k 3r 32 3t 3w a 4f 3o 3p 3y
AU-VIC: 3i 3j 4g 10 3k 3l 32 3m 3w 4h 4i a 35 3n 3o 3p 3y
AU-WA: 3i 3j 4j 10 3k 3r 3s 3t 3u 4k 4l a 35 3n 3o 3p 4m
GB: 0 10 32 4n 4o a 35 3n 4p 3o 4q 4r 4s 4t
GB-ALD: 0 10 32 4n 4o 4u a 35 3n 4p 3o 4q 4r 4s 4t
GB-ENG: 0 10 32 4n 4o 4v a 35 3n 4p 3o 4q 4r 4s 4t
GB-NIR: 0 4w 10 32 4n 4o 4x 4y 4v a 35 3n 4p 3o 4q 4r 4s 4t 4z
GB-SCT: 0 50 10 32 4n 4o 51 52 a 35 3n 53 4p 3o 54 4r 4s 4t 55
GB-WLS: 0 10 32 4n 4o 4v a 35 3n 4p 3o 4q 4r 4s 4t
DE: 0 10 32 3c 3e 3f 56 a 35
DE-BB: 0 10 3l 32 3c 3e 57 3f 56 58 a 35
DE-BE: 0 59 10 32 3c 5a 3e 3f 56 a 35 5b 5c
DE-BW: 0 5d 10 32 3c 3e 3f 5e 56 1o a 35
DE-BY: 0 5d 10 32 3c 3e 3f 5e 56 1o a 35
DE-HB: 0 10 32 3c 3e 3f 56 58 a 35
DE-HE: 0 10 32 3c 3e 3f 5e 56 a 35
DE-HH: 0 10 32 3c 3e 3f 56 58 a 35
DE-MV: 0 10 32 3c 3e 3f 56 58 a 35 5f
DE-NI: 0 10 32 3c 3e 3f 56 58 a 35
DE-NW: 0 10 32 3c 3e 3f 5e 56 1o a 35
DE-RP: 0 10 32 3c 3e 3f 5e 56 1o a 35
DE-SH: 0 10 32 3c 3e 3f 56 58 a 35
DE-SL: 0 10 32 3c 3e 3f 5e 3h 56 1o a 35
DE-SN: 0 10 32 3c 3e 3f 56 58 5g a 35
DE-ST: 0 5d 10 32 3c 3e 3f 56 58 a 35
DE-TH: 0 10 32 3c 3e 3f 5h 56 58 a 35
IN: 5i 10 5j 5k 5l a
`;
