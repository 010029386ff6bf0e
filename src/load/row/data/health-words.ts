/** Words of values that say how somebody is: illnesses, treatments, tests, in seven languages; data for `sensitive-values.ts`. */
// Chosen from the chapter titles of ICD-10 (WHO) and the MeSH tree heads C and E (NLM), as people write them. Left out is what is
// a surname, a place or everyday speech too: burns, stroke, pain, check-up, cleaning, consultation.
// Folded; each begins a word, and goes on as it likes.
export const HEALTH_WORDS = `diabet, hypertens, hypertonie, hipertens, ipertens, asthma, asma, bronchit, pneumon, neumonia, copd, epoc, cancer, krebs,
tumor, tumeur, tumour, carcinom, melanom, leukaem, leukem, leucem, lymphom, linfoma, metastas, oncolog, onkolog, chemo, quimio, chimio,
radiother, radioter, strahlenther, dialys, dialis, nierenvers, renal, insuffizienz, insuficien, insuffisan, hepatit, cirrho, zirrhose, cirrosis,
hiv, aids, vih, syphil, sifilis, chlamyd, gonorr, herpes, std test, sti test, tubercul, tuberkul, covid, influenza, grippe, depress, depres,
anxiety, angstst, ansiedad, anxiete, bipolar, schizo, esquizo, psychiat, psiquiat, psichiat, psychother, psicoter, psychose, psicosis, adhd, tdah, ptsd,
autis, dementia, demenz, demencia, demenza, alzheimer, parkinson, epilep, migrain, migran, emicrania, sclerosis, sklerose, esclerosis,
arthrit, arthros, artrit, artros, osteopor, rheuma, reuma, fibromyal, lupus, psoria, eczem, ekzem, dermatit, acne, anemi, anaemi, anemia,
thrombos, trombos, embol, infarct, infart, infarkt, angina pector, arrhythm, arritm, tachycard, cardiac, cardiopath, cardiopat, herzinsuff,
colonoscop, koloskop, coloscop, endoscop, endoskop, gastroscop, gastroskop, biops, mammogr, mammograf, ultrasound, ultraschall, ultrason,
ecograf, echograph, mri scan, ct scan, x ray, rontgen, rayos x, radiograf, radiograph, blood test, blood work, bloodwork, blutabnahme,
analisis sangre, prise sang, pap smear, papanicol, ekg, ecg, eeg, vaccin, vacuna, impfung, immuniz, insulin, surgery, cirugia, chirurgie, chirurgia,
cirurgia, operat knie, hysterec, vasectom, appendec, appendic, appendiz, apendic, bypass, transplant, prosthe, prothes, protes, abort,
pregnan, embaraz, schwanger, grossesse, gravid, zwanger, prenatal, ivf, infertil, menopaus, contracep, verhutung, root canal, endodont, endodonc,
wurzelbehand, extraction tooth, tooth extraction, dental implant, zahnimplant, periodont, parodont, hearing loss, cataract, katarakt, glaucom,
glaukom, allerg, anaphyl, celiac, zoliakie, crohn, colitis, ulcerat, reflux, gastrit, obes, adipos, bulimi, anorex, addict, adiccion, sucht,
alcoholi, alkoholi, opioid, methadon, metadon, overdose, rehab, detox, physiother, fisioter, physical therapy, occupational therapy, speech therapy,
metformin, lisinopril, atorvastat, ibuprofen, amoxicill, antibiot, antidepress, antidepres, chemother, hospice, palliat, paliat, wound care,
prostat, incontinen, kidney, niere, thyroid, schilddr, tiroid, thyroide, cholest, kolest, colest, disab, behinder, discapac, handicap, wheelchair,
fraktur, fracture, fractura, frattura, bandscheibe, hernia, hernie, sepsis, meningit, zystitis, cystit, cistit, otitis, tonsill, sinusit`;
