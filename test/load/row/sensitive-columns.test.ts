/** Headers of seven languages: what stays in the house, and what a reminder is made of. */
import { describe, expect, it } from 'vitest';
import {
  isOfTheHouse,
  isOwnCount,
  isPlace,
  isSomebodyElses,
  secrecyOf,
} from '../../../src/load/row/sensitive-columns.ts';

/** Between commas; a comma is in no header. */
const list = (text: string): readonly string[] => text.split(',').map((header) => header.trim());

const PRIVATE = {
  identity: `DOB, Date of Birth, patientDOB, birth_date, What is your date of birth?, Birth Year, Age, Gender, SSN, SSN (last 4),
    Soc. Sec. #, Social Security Number, Driver's License #, Passport No., Tax ID, Marital Status, Race, Ethnicity, MRN, Patient ID,
    Patient #, Pt ID, Chart #, License Plate, VIN, IP Address, Password, PIN, Sexual Orientation, Citizenship, Mother's Maiden Name,
    fecha_de_nacimiento, F. Nac., Fec. Nacimiento, fechaNacimiento, Cumpleaños, Edad, Sexo, DNI, NIE, NIF, CURP, RFC, N° SS,
    Nº Documento, N.º documento, Cédula, Estado civil, Nacionalidad, Date de naissance, Né(e) le, DDN, N° Sécu, NIR, Âge,
    N° passeport, Situation familiale, Geburtsdatum, Geb.-Datum, Geb.dat., Geburtstag, geboren am, Alter, Geschlecht, Steuer-ID,
    Steueridentifikationsnummer, AHV-Nr., Sozialversicherungsnr., Personalausweis, Familienstand, Konfession, Data de nascimento,
    Dt. Nasc., Idade, CPF, RG, NISS, Cartão de cidadão, Data di nascita, Nato il, Luogo di nascita, Codice Fiscale, Cod. Fiscale, C.F.,
    Età, Sesso, Carta d'identità, Geboortedatum, Geb. datum, Leeftijd, Geslacht, BSN, Burgerservicenummer, Rijksregisternummer, Party, Party Affiliation,
    Support Score, Prayer req, Stock/VIN, NAS, Lidnr, Mitgliedsnr., Nº socio`,
  health: `Diagnosis, diagnosis_code, Dx, Rx, ICD-10, CPT Code, Condition, Symptoms, Medications, Meds, Allergies, Treatment Plan,
    Procedure, Insurance ID, Insurance Carrier, Primary Ins, Ins. Co., Member #, Policy #, Subscriber ID, Copay, Reason for Visit,
    Visit Reason, Chief Complaint, Blood Type, Pregnant?, Disability, HIV Status, Medicare Number, Diagnóstico, Síntomas,
    Medicación, Motivo de consulta, Seguro, Aseguradora, Nº Afiliado, Núm. Póliza, Obra Social, Historia Clínica, Tarjeta sanitaria,
    Mutuelle, Assurance, Motif, Carte vitale, Antécédents, Traitement, Maladie, Krankenkasse, Versichertennr., Krankenversicherungsnummer,
    Diagnose, Befund, Beschwerden, Medikation, Behandlung, Überweisung, Pflegegrad, Unverträglichkeiten, Vorerkrankungen, Impfstatus,
    Convênio, Plano de saúde, Carteirinha, Queixa, Nº Utente, Doença, Assicurazione, Polizza, Diagnosi, Farmaci, Terapia, Prestazione,
    Tessera sanitaria, Zorgverzekeraar, Verzekeringsnummer, Polisnummer, Klachten, Medicijnen, Reden bezoek, COVERAGE, Tto., Insured ID`,
  money: `Balance, Balance Due, Amount, Amount (USD), Amt Due, Past Due, Outstanding, Account Number, Acct #, Card Number, Credit Score,
    Salary, Income, Bank, Routing No, IBAN, BIC, Saldo, Importe, Importe pendiente, Monto, Deuda, Cuota, N° cuenta, CLABE, Sueldo,
    Solde, Montant dû, RIB, Impayé, Salaire, Loyer, Betrag, Offener Betrag, Rechnungsbetrag, Schulden, Konto, Kontonr.,
    BLZ, Gehalt, Mahnstufe, Valor, Valor em aberto, Dívida, Chave Pix, Renda, Importo, Debito, Conto corrente, Stipendio, Reddito,
    Bedrag, Openstaand bedrag, Rekeningnummer, Schuld, Inkomen, Payoff, Pledge, Last_Pmt, Prem, Budget`,
  contact: `Email, E-Mail, e-mail address, eMail, customerEmail, Address, home_address, Addr 1, Address Line 2, Street, ZIP, ZIP+4, Zip Code, Postcode, PO Box,
    Emergency Contact, emergency_contact_name, Emergency Phone, Next of Kin, Guarantor, Spouse Name, Parent/Guardian, Guardian Phone,
    Mother's mobile, correo_electronico, Correo, direccion, Domicilio, Calle, C.P., Código Postal, Contacto de emergencia, Cónyuge,
    Teléfono madre, Courriel, Adresse, Code postal, Rue, Contact d'urgence, Personne à contacter, Conjoint, Straße, Str./Hausnr., PLZ,
    Anschrift, Wohnort, E-Mail-Adresse, Notfallkontakt, Notfall Tel., Ehepartner, Angehörige, Endereço, Morada, CEP, Rua, Bairro,
    Contato de emergência, Cônjuge, Indirizzo, Via, CAP, PEC, Contatto di emergenza, Coniuge, Genitore, Adres, Straat, Huisnummer,
    Postcode, Woonplaats, E-mailadres, Noodcontact, Kids, Co-Buyer, Cosigner, Hijos`,
  phone: `Fax, Tel., Telefon, Telefonnummer, Teléfono fijo, Tel. fijo, Téléphone, Portable, Telefone, Telemóvel, Cellulare, Telefoon, Handy, Festnetz,
    Rufnummer geschäftlich, WhatsApp, Ph_Bus, Ph Res, Mob, Land`,
  notes: `Notes, note, Comments, Remarks, Memo, Observaciones, Notas, Remarques, Commentaires, Bemerkung, Anmerkungen, Notiz, Observações,
    Note, Osservazioni, Opmerkingen, Description, Beschreibung`,
} as const;

describe.each(Object.entries(PRIVATE))('%s', (kind, headers) => {
  it.each(list(headers))('%s', (header) => {
    expect(secrecyOf(header)).toBe(kind);
    expect(secrecyOf(header.toUpperCase()), 'in capitals').toBe(header === 'Età' ? 'identity' : kind);
  });
});

describe('what a call is made with, and what only looks private', () => {
  const OPEN = `Name, First Name, LastName, Full Name, Preferred Name, Salutation, Title, Appt Time, Appointment Date, Appointment Type,
    Visit Type, Date, Time, Day, Duration, Provider, Provider name, Doctor, Dr., Therapist, Surgeon, Dentist, Practice, Clinic, Clinic Name, Location, Office,
    Facility, Department, Room, Service, Language, Company, Order Number, Order #, Confirmation #, Booking #, Tracking number, Product, Status,
    Notebook, Lessons, Amount of guests, Party size, Guests, Table, Air conditioning, Taxi pickup, Average, Stage, Spin, Hotel, Import date,
    ETA, Check In, Vehicle, Make, Model, Pet Name, Teacher, School, Course, Event, Segment, Campaign, Source, Confirmed, Contact, Contact Name,
    Nombre, Apellidos, Hora Cita, Fecha de la cita, Médico, Sucursal, Servicio, Idioma, Profesional, Tipo de cita,
    Nom, Prénom, Civilité, Heure du RDV, Date du RDV, Médecin, Praticien, Cabinet, Langue,
    Vorname, Nachname, Anrede, Termin, Uhrzeit, Datum, Arzt, Behandler, Praxis, Filiale, Standort, Terminart, Leistung, Sprache, Rezeption, Ansprechpartner,
    Nome, Sobrenome, Horário, Data da consulta, Profissional, Unidade, Agência, Cognome, Orario, Data appuntamento, Dottore, Sede, Servizio, Lingua,
    Voornaam, Achternaam, Tijdstip, Afspraak, Arts, Locatie, Taal, Aanhef, phone model, Phone country code, Phone extension, Named Insured,
    Insured Name, Insured First Name, Service Description, Miles, Child Name`;
  it.each(list(OPEN))('%s', (header) => {
    expect(secrecyOf(header)).toBeNull();
  });
});

it('knows places, other people, counts of the house and what is the house’s own', () => {
  expect(list('City, Ciudad, Ville, Ort, Città, Cidade, Woonplaats').map(isPlace)).toEqual([
    true,
    true,
    true,
    true,
    true,
    true,
    false,
  ]);
  for (const header of list(
    'Emergency Contact, Notfallkontakt, Spouse phone, Fax, Téléphone du conjoint, Teléfono madre',
  ))
    expect(isSomebodyElses(header), header).toBe(true);
  for (const header of list('Phone, Handy, Contacto, Cellulare, Teléfono'))
    expect(isSomebodyElses(header), header).toBe(false);
  for (const header of list('Appointment ID, Order #, Bestellnummer, Nº pedido, apptId, Tracking'))
    expect(isOwnCount(header), header).toBe(true);
  for (const header of list('Phone, Idiom, Nr., Contact')) expect(isOwnCount(header), header).toBe(false);
  for (const header of list('Clinic Address, Dirección de la clínica, Praxis'))
    expect(isOfTheHouse(header), header).toBe(true);
});
