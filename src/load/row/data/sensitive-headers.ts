/** Words of headers that say something private, by what they say and by language: data for `sensitive-columns.ts`. */
// Sources:
// - HIPAA, the 18 identifiers: 45 CFR 164.514(b)(2)(i) (names of the person rung are what a call is made with; they stay open)
// - GDPR, special categories: Regulation (EU) 2016/679 Art. 9(1); national identification numbers: Art. 87
// - CCPA, sensitive personal information: Cal. Civ. Code 1798.140(ae); LGPD (Brazil): Lei 13.709/2018 Art. 5 II
// - PCI DSS 4.0, account data: requirement 3; GLBA, nonpublic personal information: 16 CFR 313.3(n)
// - national ids by country: OECD, Tax Identification Numbers (rules of the jurisdictions); python-stdnum's catalogue of them
// The words themselves are those of exports of practice, shop and customer software in the seven languages.
//
// Written: words between commas, folded as headers are (no case, no accents, camelCase cut, "of", "de", "la" … taken out).
// A blank matches a blank or nothing; `*` at an end: the word goes on there; `^` and `$`: nothing stands before or behind.

type Words = Readonly<Record<'any' | 'en' | 'es' | 'fr' | 'de' | 'pt' | 'it' | 'nl', string>>;

/** Who somebody is: born, counted, registered; and what only they may know. */
export const IDENTITY: Words = {
  any: `dob, *dob, ssn, *ssn, ^sin$, sin number, sin no, nin, nino, itin, ein, ^tin$, tin number, dni, nie, nif, cif, curp,
    rfc, cpf, cnpj, ^rg$, cnh, bsn, nir, nss, niss, ahv*, ^avs$, avs number, svnr, pesel, cuit, cuil, ^rut$, ^run$, ruc,
    aadhaar*, aadhar*, passport*, mrn, npi, vin, vin number, ip address*, ^ip$, username, login, *password*, passcode, pin,
    pin code, biometric*, fingerprint*, device id, imei`,
  en: `*birth*, bday, born, age, ages, gender, sex, pronouns, race, *ethnic*, religio*, nationality, citizen*, marital*, maiden*,
    social security*, soc sec*, social insurance n*, national id*, national insurance*, id card*, identity*, identification*,
    government id*, photo id, tax id*, taxpayer*, driver licen*, drivers licen*, driver s licen*, licen* number, license no,
    license plate*, licence plate*, number plate, plate number, patient id*, patient no, patient number*, patient num, chart number,
    chart no, chart id, ^chart$, pt id, pt no, pt number, yob, deceased, date death, death*, dl no, dl number, dl num, ^dl$, employee id, employee number, student id, student number, immigration*, visa number, visa status,
    sexual*, political*, trade union*, union member*, criminal*, conviction*, signature, security question*, security answer*,
    veteran*, ^party$, party affil*, party reg*, reg* party, voter*, support score*, support level*, prayer*, ^nas$, ^vat$, vat n*`,
  es: `*nacimiento*, f nac, fec nac, fecha nac, fch nac, nac, cumpleanos, edad, sexo, genero, raza, etnia, religion, nacionalidad,
    estado civil, pasaporte*, cedula*, documento identi*, num* documento, no documento, n documento, tipo documento, ^documento$,
    doc identidad, identificacion*, no doc, n doc, num doc, seguridad social, num* seguridad social, n ss, no ss, num ss, ^ss$, carnet conducir,
    licencia conducir, matricula, id paciente, numero paciente, num paciente, no paciente, n paciente, expediente*,
    clave unica, clave elector, ^ine$, contrasena*, n socio, no socio, num* socio, numero socio, afiliacion politica, partido*`,
  fr: `*naissance*, date naiss*, ^ne$, ^nee$, ^ne e$, ddn, anniversaire, sexe, genre, nationalite, situation familiale, etat civil, ethnie,
    origine ethnique, securite sociale, n secu*, num* secu*, no secu*, secu, carte identite, piece identite, passeport*,
    permis conduire, numero fiscal, n fiscal, no fiscal, immatriculation, numero patient, num patient, n patient, no patient, id patient,
    matricule, ipp, mot passe, nom jeune fille, insee, n membre, no membre, numero membre, numero assurance sociale, parti politique`,
  de: `*geburt*, geb, geb dat*, gebdat*, gebtag, geboren*, alter, geschlecht, konfession, familienstand, staatsangehor*,
    nationalitat, staatsburger*, *ausweis*, reisepass*, pass nr, passnummer, steuer id*, steuer ident*, steuer nr, steuernummer,
    idnr, *sozialversicher*, sozialvers*, sv nr, sv nummer, rentenversicher*, fuhrerschein*, kennzeichen, patienten nr,
    patientennr, patientennummer, patienten nummer, patienten id, patient nr, personalnummer, matrikelnummer, *passwort*,
    *kennwort*, jahrgang, herkunft, geburtsname, mitglieds nr, mitgliedsnr, mitgliedsnummer, mitglied nr, parteizugehor*, partei`,
  pt: `*nascimento*, dt nasc*, data nasc*, d nasc, nasc, aniversario, idade, raca, religiao, nacionalidade, passaporte*, identidade*,
    carteira identidade, cartao cidadao, titulo eleitor*, pis, pasep, carteira motorista, contribuinte, senha, filiacao, n socio, numero socio, partido*,
    nome mae, nome pai`,
  it: `*nascita*, nato, nata, data nasc*, compleanno, eta anni, sesso, religione, nazionalita, cittadinanza, stato civile,
    codice fiscale, cod* fisc*, codfisc*, ^cf$, c f, passaporto*, carta identita, documento identita, patente, targa, id paziente,
    numero paziente, n paziente, partita iva, p iva, n tessera, numero tessera, partito*`,
  nl: `*geboorte*, geb datum, gebdatum, leeftijd, geslacht, religie, nationaliteit, burgerlijke staat, burgerservice*, sofi*,
    paspoort*, identiteit*, id kaart, rijbewijs*, kenteken, patientnummer, patientnr, patient nummer, personeelsnummer,
    *wachtwoord*, rijksregister*, lidnr, lidnummer, lid nr, lidmaatschapsn*, partij`,
};

/** How somebody is, who treats and who pays for it. Who sees them and where is what an appointment is made of, and stays open. */
export const HEALTH: Words = {
  any: `icd*, cpt, hcpcs, snomed*, dsm, dx, rx, hiv, hba*, bmi, nhs*, ehr, emr, phi`,
  en: `*diagnos*, condition, conditions, *medical*, *medicat*, medicine*, medicare*, medicaid*, *prescri*, *symptom*, *allerg*,
    *treatment*, *procedure*, therapy, therapies, *surger*, *surgical*, *vaccin*, immuniz*, immunis*, blood*, lab result*, lab test*,
    test result*, *disabilit*, *pregnan*, illness*, disease*, disorder*, injur*, *insurance*, insurer*, insured*, *health plan*, coverage*,
    health, *healthplan*, payer*, payor*, copay*, deductible, policy number*, policy no, policy num, policy id, ^policy$,
    policy holder*, member id*, member number*, member no, subscriber*, group number, group no, claim*, beneficiary*, reason visit, visit reason,
    reason appointment, appointment reason, appt reason, reason appt, reason call, reason referral, chief complaint*, complaint*,
    medical history, patient history, ^reason$, meds, ^med$, primary ins, secondary ins, ins co, ins carrier, ins id, ins no, ins plan, mental*, smok*, alcohol*, drug*, dosage*, dose, ^weight$, ^height$, patient weight, specialty,
    speciality, care plan, vitals, risk score, risk level`,
  es: `diagnostic*, sintoma*, enfermedad*, padecimiento*, medicament*, medicina*, receta*, alergia*, medicacion*, prepaga, ^peso$, ^altura$, tratamiento*, procedimiento*,
    cirugia*, operacion, vacuna*, embarazo*, embarazada, discapacidad*, historia clinica, historial*, num* historia, n historia,
    no historia, nhc, seguro*, aseguradora*, ^mutua$, obra social, ^eps$, isapre, prevision*, poliza*, afiliad*, asegurad*,
    tarjeta sanitaria, ^cip$, motivo*, tipo sangre, grupo sanguineo, terapia*, especialidad*, dolencia*, ^tto$, ^trat$, ^dx tto$`,
  fr: `symptome*, maladie*, pathologie*, traitement*, ordonnance*, allergie*, intervention*, operation, chirurgie, grossesse*,
    handicap*, antecedent*, dossier medical, mutuelle*, assurance*, assure*, complementaire sante, sante, carte vitale, motif*,
    groupe sanguin, therapie*, soin, soins, specialite*, n adherent, num* adherent, adherent, no adherent`,
  de: `symptom*, *krank*, *medikament*, *medizin*, *arznei*, rezept, rezepte, rezept nr, *allergi*, *behandlung*, *therapie,
    *operation*, ^op$, vers nr, versnr, medikation*, unvertraglich*, op datum, eingriff*, *impf*, schwanger*, *behinder*, *versicher*, ^kv$, kv nr, kvnr, kasse, kassen*,
    befund*, beschwerde*, anamnese*, blutgruppe, grund, besuchsgrund, anlass, fachrichtung*, pflegegrad*, pflegestufe*,
    *uberweis*`,
  pt: `doenca*, patologia*, remedio*, receita*, tratamento*, procedimento*, cirurgia*, vacina*, gravidez, gestante, deficiencia*,
    prontuario*, convenio*, plano saude, seguradora*, apolice*, carteirinha*, cartao sus, ^sus$, ^cns$, utente, n utente,
    numero utente, queixa*, tipo sanguineo, exame*, especialidade*, cid, saude`,
  it: `diagnosi, sintom*, malatti*, patologi*, farmaco, farmaci, medicinal*, ricett*, prescrizion*, trattament*, procedura*,
    intervento*, chirurgia, operazion*, gravidanza, disabilita, invalidita, anamnesi, cartella clinica, assicura*, polizza*,
    tessera sanitaria, gruppo sanguigno, terapie, esame, esami, prestazion*, referto*, esenzione*, specialita, salute, visita motivo`,
  nl: `klacht*, ziekte*, aandoening*, medicijn*, medicatie*, recept, recepten, behandeling*, ingreep*, operatie*, zwanger*, beperking*,
    verzeker*, *verzekering*, zorgverzekera*, *verzekerd*, polis*, dossier*, reden*, bloedgroep, therapie*, specialisme*, gezondheid*, zorgkantoor`,
};

/** What somebody has, earns and owes. */
export const MONEY: Words = {
  any: `iban*, *iban, bic, swift, bic swift, cvv, cvc, ccv, pix, clabe, cbu, fico, saldo*, *saldo`,
  en: `*balance*, amount due, amount owed, amount owing, amount paid, due amount, amount$, amount usd, amt*, *amt, total$,
    total due, total amount*, owed, owes, owing, *debt*, *credit card*, *creditcard*, card number*, card no, card num, card expir*,
    cc number, cc num, *credit score*, *creditscore*, credit limit, credit*, routing*, aba, account number*, account no, account num,
    acct*, bank*, *salary*, salaries, *income*, wage*, payroll, payment*, past due, overdue*, loan*, mortgage*, net worth,
    bill amount, charges, ^charge$, fee, fees, ^premium$, refund*, revenue, rent due, rent amount, financial*, tax, taxes, arrears,
    outstanding*, collections, bal, payoff*, pay off*, *pmt, pmt*, pledge*, donation*, donor*, tithe*, offering*, giving, budget*, prem, deposit*, card file, card on file, cc last, card last, last 4 card`,
  es: `*deuda*, deudor*, adeud*, importe*, monto*, valor$, pago*, cuenta*, tarjeta*, a pagar, pagar, ^total a pagar$, salario*, sueldo*, ingresos, ingreso mensual,
    prestamo*, hipoteca*, credito*, banco*, cuota*, moros*, vencido*`,
  fr: `solde*, montant*, dette*, creance*, impaye*, salaire*, revenu*, compte*, carte bancaire, ^cb$, rib, pret, prets, banque*,
    paiement*, cotisation*, loyer*, credit*`,
  de: `konto*, *konto, *kontonummer*, *betrag*, *schuld*, forderung*, offene posten, offener posten, gehalt*, einkommen*, lohn*, *kredit*,
    darlehen*, *bank*, blz, zahlung*, mahn*, summe, gesamt$, gebuhr*, rate, raten, guthaben*, *ruckstand*, ruckstande`,
  pt: `divida*, debito*, montante*, valor devido, valor pag*, valor total, valor aberto, valor em aberto, quantia*, renda, rendimento*, conta, n conta,
    numero conta, cartao*, emprestimo*, financiamento*, boleto*, pagamento*, fatura*, parcela*, inadimplen*`,
  it: `importo*, importi, debit*, ammontare, totale$, stipendio*, reddito*, conto, n conto, numero conto, carta credito, prestito*, mutuo, banca,
    bolletta*, rata, isee`,
  nl: `*bedrag*, salaris*, inkomen*, rekening*, lening*, hypotheek*, betaling*, totaal$, openstaand*, achterstand*, tegoed*`,
};

/** Where somebody lives and is written to, and who else is to be reached for them. */
export const CONTACT: Words = {
  any: `*email*, e mail*, *e mail, mail, mails, ^lat$, ^lng$, ^lon$, latitude, longitude, geo*, gps*, coordinates, zip, zip*code*,
    zips, ^cp$, c p, *plz, ^cep$, ^cap$, po box, facebook, instagram, twitter, linkedin, skype, telegram, snapchat, tiktok`,
  en: `*address*, addr*, street*, *street, ^apt$, apt no, apt number, apartment*, house number, house no, post code*, postal*,
    hometown, home town, residence*, residential*, *emergency*, next kin, kin, ^nok$, nok name, *spouse*, husband*, wife*,
    guarantor*, guardian*, parent*, mother*, father*, mom, mum, dad, ^son$, daughter*, sibling*, sister*, brother*, relative*,
    caregiver*, carer*, caretaker*, alternate contact*, alternative contact*, secondary contact*, backup contact*, other contact*,
    ice contact*, emerg contact*, kids*, children*, co buyer*, co sign*, cosign*, co borrower*, co applicant*, co insured*, responsible party, poa, in case`,
  es: `correo*, direccion*, domicilio*, calle*, colonia, codigo postal, cod postal, residencia*, emergencia*, conyuge*, espos*,
    familiar*, pariente*, tutor*, padre*, madre*, hijo, hija, aval*, garante*, acompanante*, hijos, contacto alternativo, otro contacto`,
  fr: `courriel*, adresse*, mel, rue, code postal, code post, domicile*, logement, lieu residence, urgence*, personne prevenir, personne a contacter, personne contacter,
    personne confiance, conjoint*, epoux, epouse, mari, femme, pere, mere, tuteur*, tutrice*, garant*, proche*, aidant*, enfants, co emprunteur*`,
  de: `*adresse*, *anschrift*, *strasse*, str, hausnr, hausnummer, haus nr, postleitzahl*, wohnort*, wohnhaft, wohnsitz*, *notfall*,
    angehorig*, ehepartner*, ehegatt*, ehefrau*, ehemann*, mutter*, vater*, eltern*, vormund*, betreuer*, burge, kinder`,
  pt: `endereco*, morada*, rua, logradouro*, bairro*, correio eletronico, conjuge*, marido, mae, pai, responsavel*, fiador*, parente*, filhos,
    numero casa`,
  it: `indirizz*, ^via$, via e numero, residenza*, codice postale, posta elettronica, pec, emergenz*, coniuge*, marito, moglie, genitor*, figli,
    civico`,
  nl: `adres*, *adres, straat*, *straat, huisnummer*, huisnr, woonplaats*, noodcontact*, noodgeval*, nood, echtgeno*, moeder*, vader*,
    ouder, ouders, voogd*, mantelzorg*, naaste*, familielid*, kinderen`,
};

/** Telephones in the words that `mapping.ts` does not know as the number to dial: whose they are is not known. */
export const PHONE: Words = {
  any: `fax*, *fax, *telefax, gsm$, tel$, tel number, tel no, tel nr, tel privat, tel 2, ^tfno$, tlf, whats app$, whats app number, whats app no`,
  en: `telephone*, ^ph$, ph bus*, ph res*, ph home, ph work, ph cell, ph mob*, ph no, ph 2, mob$, ^land$, land line*, pager, landline*, phones$, phone numbers, other phone*, alt phone*, alternate phone*, cell$`,
  es: `telefono*, telef$, tel fijo, tel casa, tel movil, movil$, celular$, cel$, ^fijo$`,
  fr: `fixe$, portable$`,
  de: `*telefon*, handy$, handy nr, mobil$, *rufnummer*, festnetz*, *mobilnummer*`,
  pt: `telefone*, telemovel*`,
  it: `cellulare*, fisso$`,
  nl: `*telefoon*, mobiel$, mobiele nummer`,
};

/** What anybody may have written about anybody. */
export const NOTES: Words = {
  any: `note, notes, memo, ^obs$`,
  en: `comment, comments, *comments, remark*, free text*, freetext*, additional info*, other info*, ^description$, ^details$, ^internal*`,
  es: `nota, notas, comentario*, observacion*, observac*, ^descripcion$, ^detalles$`,
  fr: `commentaire*, remarque*, observation*`,
  de: `notiz*, bemerkung*, *bemerkung, anmerkung*, kommentar*, ^beschreibung$, ^details$`,
  pt: `observacao, observacoes, ^descricao$, ^detalhes$`,
  it: `commento, commenti, osservazion*, annotazion*, ^descrizione$, ^dettagli$`,
  nl: `opmerking*, notitie*, toelichting*, ^omschrijving$`,
};

/** Parts of an address: no word of them says more than a place, but beside a street they say where somebody lives. */
export const PLACES: Words = {
  any: ``,
  en: `city, town, village, state, county, province, suburb, city state, state province`,
  es: `ciudad, localidad, poblacion, municipio, provincia, estado$`,
  fr: `ville, commune, departement, region`,
  de: `^ort$, stadt, gemeinde, bundesland, ortsteil`,
  pt: `cidade, municipio, ^uf$`,
  it: `citta, comune, provincia`,
  nl: `plaats, gemeente, provincie`,
};

/** Of `CONTACT`, what is written on an envelope. */
export const ADDRESS: Words = {
  any: `zip, zip*code*, ^cp$, c p, *plz, ^cep$, ^cap$`,
  en: `*address*, addr*, street*, *street, post code*, postal*`,
  es: `direccion*, domicilio*, calle*, codigo postal, cod postal`,
  fr: `adresse*, rue, code postal, code post, domicile*`,
  de: `*adresse*, *anschrift*, *strasse*, str, postleitzahl*`,
  pt: `endereco*, morada*, rua, logradouro*, bairro*`,
  it: `indirizz*, ^via$, residenza*`,
  nl: `adres*, *adres, straat*, *straat`,
};

/** Short words between the others: "fecha de nacimiento", "What is your date of birth?". */
export const BETWEEN = `of the a an your my what is please enter de del della dello dei degli da do dos das du des la le les el los las
  il lo gli l d di der die dem den das van het een su sus tu votre vos ihr ihre uw je sua seu tuo suo was wat quel quelle cual es ist
  qual en pour para per fur voor for und y et`;
