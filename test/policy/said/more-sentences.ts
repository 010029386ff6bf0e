/** Idioms, negations and detours as a speech recogniser writes them down: without marks, mostly without capitals. */
type Table = {
  readonly clear?: readonly string[];
  readonly doubtful?: readonly string[];
  readonly no?: readonly string[];
};

const lines = (text: string): readonly string[] => text.trim().split(/\s*[|\n]\s*/);

// prettier-ignore
export const MORE_SENTENCES: Readonly<Record<string, Table>> = {
  English: {
    clear: lines(`
      please stop calling me | yeah stop calling me please | stop calling this number | dont call me anymore | don't you ever call me again
      never call me again | never call here again | do not call this number again please | i do not want you calling me
      i don't want you to call me ever again | take my number off your list please | take us off of your calling list | can you take me off the list
      remove me from your list | please remove my name and number from your database | i want to be removed from your list
      i need to be taken off your call list | put me on the do not call list please | i would like to opt out of these calls | stop harassing me
      quit calling me | stop ringing me up | no more phone calls please | please do not contact me again | please don't call again | don't call back
      do not call me back | lose this number | i asked you to stop calling me | i already told you people to stop calling | would you please stop calling
      you need to stop calling me | you guys have to stop calling me | uh no um please uh stop calling me okay | hey listen stop calling my phone
      don't ever contact me again | i don't wanna be called anymore | i don't wanna get these calls anymore | i no longer want to receive calls from you
      i no longer wish to be contacted | i revoke my consent | i withdraw my consent to be called | you do not have permission to call me
      never phone me again | don't phone this house again | knock it off and stop calling me | cease and desist
      i am not interested please do not call me again thank you | stop with the calls | enough with the calls | please no more calls
      i don't want no more calls | take me off this list | get me off this list | scrub my number from your list | unsubscribe me | opt me out
      please lose my number | don't contact me | i never want to hear from you again | stop dialing my number | i said no stop calling
      we don't want your calls | don't you dare ring this number again | take this number out of your system`),
    doubtful: lines(`
      i'm on the do not call list stop calling | delete my number | if you call me again i'm calling my lawyer | yo stop blowing up my phone | stop
      stop it | leave me alone | remove me | buzz off | get lost | how many times do i have to tell you stop | do not call | don't call
      stop bothering me man | take me off | take me off the waiting list for tuesday and put me on for thursday | don't stop calling me
      don't call me at night | don't call me before noon | did i ask you to stop calling | my husband wants you to stop calling him
      he told me to stop calling him | stop calling me honey | don't call me again until friday | don't call again before monday
      please stop calling me at work | i don't want you to stop calling | you should not stop calling me | stop calling me on my cell use my home number
      do not call me again today | could you please not call me anymore | i'd appreciate it if you didn't call again | i don't need any more calls
      i'm tired of these calls | quit bugging me | you people call every day stop it | i want off your list | i want you to take my name off
      do not use this number again | this number is on the do not call registry | please discontinue calling me | discontinue these calls
      refrain from calling me | why do you keep calling me stop it | no means no do not call | not interested don't call | don't bother calling again
      block my number | i don't consent to these calls | please make sure nobody calls me again | i asked not to be called | you were told not to call
      i don't want to hear from you people | this is harassment | you have no right to call me | i'm sick and tired of you calling
      i won't be needing any more of your calls | no calls please | never ever call`),
    no: lines(`
      please don't hesitate to call me | i will call you back | can you call me again tomorrow | call me anytime | i can't stop now call later
      you can stop by tomorrow | i'd like to stop my subscription | don't forget to call me back | yes i'm on the list | put me on the list for tuesday
      remove the second appointment from the list | do not cancel my appointment | no don't call it off | i don't want to cancel
      my doctor told me to stop taking it | the calls were fine | don't worry about it | you called me again | thanks for the call | call my office instead
      no problem | i opted for the early one | we stopped by yesterday | i never got your call | never mind | it stopped working
      i don't have my calendar call me later | no one called me | please call again after five | i'll call off the meeting | let me call you back
      the call dropped | i missed your call | i got a missed call from this number | thanks for calling back | stop i didn't hear you
      can you stop talking so fast | do not worry | don't you have another time | i want to stay on the list | what list | add me to the list
      is this a real call | who is calling me | you're calling about my appointment right | i was just about to call you
      no you can't call my wife instead she is at work | we do want calls about this | please call the office not my cell
      sorry the signal dropped you were saying | i never answer unknown numbers but go ahead | it's not a good time can we talk later
      i'm not sure let me check | don't give my slot away | no need to call my husband i can decide | call it a day | i had to stop the car`),
  },
  Spanish: {
    clear: lines(`
      no me llame mas | no me llamen mas por favor | ya no me llamen | deje de llamarme | dejen de llamarme por favor | deja de llamar | no vuelva a llamar
      no me vuelvan a llamar | no vuelvan a llamar a este numero | quiteme de su lista | saqueme de la lista | eliminen mi numero de su base de datos
      no quiero mas llamadas | no quiero recibir llamadas | ya no quiero que me llamen | no quiero que me vuelvan a llamar | no me molesten mas
      no me moleste | deje de molestar | paren de llamar | ya basta de llamadas | no me contacten nunca mas | les pido que no me llamen mas
      por favor no vuelva a marcar este numero | no me este llamando | dejen de estar llamando | dejame de llamar | no me llames nunca mas
      quiero que me quiten de la lista | quiero que me borren de su lista | le he dicho que no me llame mas | no vuelvas a llamarme | bórrame de la lista
      oiga ya no llame | no llame mas | no llamen aqui | deje de insistir y no llame más | bórreme de su base de datos | quítenme de la lista
      no llame más a esta casa | dejen de estar llamando | no me marque más | no vuelvas a marcar | elimíname de la lista | que no me llamen
      pido que no me contacten | dejen de acosarme | no vuelvan a molestar | que no vuelvan a llamar`),
    doubtful: lines(`
      borre mi numero | ya basta | déjenme en paz | deme de baja | denme de baja | no llame | quiero darme de baja | pare ya | no me llame señor
      no me llame a esta hora | no me llamen por la mañana | si no me llama mas me avisa | no deje de llamarme | mi marido dice que no le llamen mas
      no me llame pepe | no me llame hasta el lunes | le agradecería que no me llamara más | no quiero que llamen más | no me interesa no llamen más
      no quiero volver a recibir llamadas | les prohíbo que me llamen | no deseo recibir llamadas | no autorizo que me llamen
      hagan el favor de no llamar más | estoy harto de sus llamadas | cancele mis datos | no me hable más | no tienen permiso para llamarme
      ni se le ocurra volver a llamar | no quiero saber nada de ustedes | esto es acoso`),
    no: lines(`
      llameme mas tarde | me puede llamar manana | no puedo hablar ahora llame luego | si llameme otra vez | como se llama usted | no me acuerdo
      no se me olvide | me llaman de la clinica | no dude en llamarme | no he recibido su llamada | la lista esta bien | no quiero cancelar
      gracias por llamar | quiero que me llamen manana | ya me llamaron ayer | no deje de venir | se llama pedro | perdi la llamada | no me llamo asi
      el me llamo ayer | deje su mensaje | no mas preguntas | quite la cita del martes | vuelva a llamar manana | me puede volver a llamar
      no la escucho bien | no cuelgue | ahora no puedo llámeme luego | no me ha llamado nadie | ya me había llamado | no quiero perder la cita
      quiero que me llame el doctor | no necesito nada más gracias | llame a mi oficina | no más tarde de las cinco | no sé si me llamaron | qué lista
      estoy en la lista de espera | ya no vivo ahí | no tengo tiempo ahora | no me quite la cita | no entiendo | no sé quién llama | ya no me duele
      no hay problema llame cuando quiera`),
  },
  French: {
    clear: lines(`
      arretez de m appeler | arrêtez de m'appeler s'il vous plaît | ne m'appelez plus | ne m'appelez plus jamais | n'appelez plus | n appelez plus ce numero
      ne me rappelez plus | ne me rappelez pas | je ne veux plus etre appelé | je veux plus que vous m'appeliez | je ne souhaite plus être contacté
      je ne veux plus recevoir d'appels | retirez moi de votre liste | enlevez moi de votre fichier | effacez mon numéro de votre base | cessez de m'appeler
      cessez de me harceler | arrêtez de me déranger | ne me dérangez plus | ne me contactez plus | je vous demande de ne plus m'appeler
      merci de ne plus m'appeler | merci de ne plus me contacter | prière de ne plus appeler | vous pouvez arrêter de m'appeler
      il faut arrêter de m'appeler | faut arrêter de m appeler | j'en ai marre arrêtez de m'appeler | arrêtez avec vos appels | je refuse d'être appelé
      je m'oppose à être appelé | ne rappelez plus jamais ici | retirez mon numéro de vos listes | je vous ai déjà dit de ne plus m'appeler
      veuillez ne plus me contacter | ôtez moi de vos listes | effacez moi de vos fichiers | vous arrêtez de m'appeler maintenant | arrêtez vos appels
      j'en ai assez de vos appels | ne me téléphonez plus | n'appelez plus à ce numéro | rayez moi de la liste | je retire mon consentement
      ne plus me rappeler merci`),
    doubtful: lines(`
      supprimez mon numero | plus d'appels s'il vous plaît | laissez moi tranquille | foutez moi la paix | stop | arrêtez | je veux me désinscrire
      désabonnez moi | désinscrivez moi | ça suffit les appels | ne m'appelez pas le matin | ne m'appelez pas avant dix heures
      mon mari ne veut plus que vous l'appeliez | ne m'appelez pas docteur | ne m'appelez plus le dimanche | pourquoi vous avez arrêté de m'appeler
      je ne veux plus qu'on m'appelle | je ne veux pas être dérangé | stop aux appels | je suis sur bloctel | c'est du harcèlement arrêtez
      je ne donne pas mon consentement | je vous interdis de m'appeler | supprimez mes coordonnées | plus jamais vous m'appelez
      je ne souhaite plus aucun contact | vous n'avez pas le droit de m'appeler | lâchez moi | oubliez mon numéro | je ne veux plus entendre parler de vous
      fini les appels | on m'appelle tous les jours ça suffit | mettez moi sur liste d'opposition`),
    no: lines(`
      rappelez moi demain | je ne peux pas parler rappelez plus tard | n'hésitez pas à m'appeler | ne quittez pas | je vous rappelle | on ne m'a pas appelé
      je n'ai plus de batterie | vous ne m'avez pas appelé | je ne veux pas annuler | appelez plus fort | je m'appelle marie | il n'est plus là
      la liste est complète | arrêtez vous devant la porte | retirez le rendez-vous de mardi | pas de problème | je n'entends plus | ne vous inquiétez pas
      c'est noté merci | je ne suis pas intéressé | plus tard | je vous écoute | ne raccrochez pas | j'ai plus le temps | vous appelez pour quoi
      n'arrêtez pas de m'appeler | je ne vous ai pas appelé | vous pouvez me rappeler demain | je n'ai pas pu répondre
      rappelez moi plus tard s'il vous plaît | on se rappelle | je ne suis plus disponible mardi | je ne peux plus venir | il ne m'a plus appelé depuis
      mettez moi sur la liste | quel appel | c'est qui qui appelle | ne coupez pas | attendez | merci de m'avoir appelé | je ne veux pas changer
      retirez le dossier | je n'ai pas le temps | je ne comprends pas | n'annulez pas | je ne sais plus | pas avant mardi | je ne suis pas chez moi`),
  },
  German: {
    clear: lines(`
      rufen sie mich nicht mehr an | ruf mich nicht mehr an | rufen sie nie wieder an | rufen sie hier nicht mehr an | bitte rufen sie nicht mehr an
      hören sie auf mich anzurufen | hoeren sie auf mich anzurufen | hören sie auf mit den anrufen | ich möchte nicht mehr angerufen werden
      ich will nicht mehr angerufen werden | ich möchte keine anrufe mehr | ich möchte keine weiteren anrufe bekommen | keine anrufe mehr bitte
      nehmen sie mich von ihrer liste | nehmen sie mich aus ihrer liste raus | streichen sie mich von der liste | entfernen sie mich aus dem verteiler
      belästigen sie mich nicht mehr | lassen sie das anrufen | unterlassen sie diese anrufe | unterlassen sie es mich anzurufen
      kontaktieren sie mich nicht mehr | ich widerrufe meine einwilligung | ich möchte nicht kontaktiert werden
      ich will von ihnen nicht mehr angerufen werden | ich habe ihnen schon gesagt dass sie mich nicht mehr anrufen sollen
      sie sollen mich nicht mehr anrufen | nicht mehr anrufen | nie mehr anrufen | rufen sie diese nummer nicht mehr an | stoppen sie die anrufe
      rufen sie mich bitte nicht wieder an | können sie bitte aufhören mich anzurufen | könnten sie mich von der liste nehmen | bitte keine anrufe mehr
      ich wünsche keine anrufe | bitte löschen sie mich aus ihrer liste | rufen sie mich nie mehr an | ruft hier nicht mehr an
      ich bitte sie nicht mehr anzurufen | bitte nicht wieder anrufen | sie brauchen nicht mehr anzurufen | sie müssen nicht mehr anrufen
      keine werbeanrufe mehr | hör auf anzurufen | rufen sie nicht an`),
    doubtful: lines(`
      löschen sie meine nummer | löschen sie meine daten | lassen sie mich in ruhe | hören sie auf | aufhören | ich widerspreche
      setzen sie mich auf die sperrliste | nicht anrufen | tragen sie mich aus | rufen sie mich nicht vor neun an | rufen sie mich nicht morgens an
      rufen sie mich nicht mehr heute an | mein mann will nicht mehr angerufen werden | warum rufen sie mich nicht mehr an
      wenn sie mich nicht mehr anrufen bin ich froh | ich verbitte mir weitere anrufe | ich will nicht dass sie mich anrufen | nehmen sie meine nummer raus
      ich will nichts mehr von ihnen hören | das ist belästigung hören sie auf | melden sie sich nicht mehr | ich untersage ihnen weitere anrufe
      ich bin auf der robinsonliste | schluss mit den anrufen | ich habe keiner werbung zugestimmt | sie dürfen mich nicht anrufen
      lassen sie mich zufrieden | vergessen sie meine nummer | ich habe das abbestellt | ich möchte von ihnen nichts mehr hören | nie wieder
      ihre anrufe nerven`),
    no: lines(`
      rufen sie mich morgen an | ich kann gerade nicht rufen sie später an | ich rufe zurück | rufen sie nochmal an | sie haben mich nicht angerufen
      ich habe den anruf nicht gehört | ich habe keine zeit | ich brauche keine hilfe | die liste ist vollständig | nein danke kein interesse
      ich höre sie nicht | hören sie mich | ich lösche den termin | können sie mich später anrufen | mich hat niemand angerufen | nicht schlimm
      warum rufen sie an | keine sorge | ich wollte sie anrufen | nehmen sie mich von dienstag auf donnerstag | streichen sie den termin am dienstag
      ich will nicht absagen | das ist nicht meine nummer | sie können mich gerne wieder anrufen | gut dass sie anrufen | ich war nicht mehr zu hause
      hören sie nicht auf mich anzurufen | rufen sie bitte meine frau an | ich habe sie angerufen | können sie nochmal anrufen | ich konnte nicht rangehen
      wer ruft an | sie rufen wegen dem termin an | ich hätte sie noch angerufen | ich bin nicht mehr bei der firma | nicht so schnell bitte
      die nummer stimmt nicht mehr | ich möchte den termin nicht verlieren | setzen sie mich auf die liste | welche liste | keine ahnung | ich höre nichts
      legen sie nicht auf | ich habe gerade keine zeit | das verstehe ich nicht | nicht vor dienstag | bitte sagen sie den termin nicht ab
      ich weiß nicht mehr | ich bin nicht zu hause`),
  },
  Italian: {
    clear: lines(`
      non mi chiami più | non mi chiamate più | non chiamatemi più | non chiamate più | non mi telefonate più | smettetela di chiamarmi
      la smetta di chiamarmi | smettila di chiamarmi | basta chiamate | basta telefonate per favore | non voglio più essere chiamato
      non voglio più ricevere chiamate | non voglio essere contattata | toglietemi dalla lista | mi tolga dalla vostra lista | mi cancelli dalla lista
      cancellatemi dal vostro elenco | rimuovete il mio numero dal database | non mi disturbate più | non mi disturbi più | non mi richiamate
      non mi richiami più | smettete di disturbarmi | non mi contattate mai più | vi ho detto di non chiamarmi più | le ho detto di non chiamare più
      non dovete più chiamarmi | deve smettere di chiamarmi | dovete smettere di chiamare | non chiamare più | non chiamate mai più questo numero
      non telefoni più | per favore non chiami più | revoco il consenso | smetta di chiamare | può smettere di chiamarmi | non voglio che mi chiamiate
      vi prego di non chiamarmi più | le chiedo di non chiamarmi | la prego non mi chiami più | mi elimini dalla lista | mi tolga dalle liste
      smettetela con queste telefonate | non chiamatemi | non telefonatemi | non mi contatti più | finitela di chiamare | piantatela di telefonare
      non richiamate più`),
    doubtful: lines(`
      cancellate il mio numero | basta | mi lasci in pace | lasciatemi stare | non chiami | sono iscritto al registro delle opposizioni
      non mi chiami prima delle nove | non mi chiami dottore | mio marito non vuole più essere chiamato | non smetta di chiamarmi | non mi chiami la mattina
      perché non mi chiamate più | non voglio più sentirvi | non desidero essere contattato | non desidero ricevere telefonate | eliminate i miei dati
      non autorizzo chiamate | sono stufo delle vostre chiamate | vi diffido dal chiamarmi | mai più chiamate | non avete il permesso di chiamarmi
      questo è stalking | dimenticate il mio numero | non permettetevi più di chiamare | non dovete chiamarmi | non voglio saperne di voi
      ho detto di non chiamare | levatemi dalla lista`),
    no: lines(`
      mi chiami domani | mi richiami più tardi | non posso parlare mi richiami dopo | non mi chiamo mario | come si chiama | non ho ricevuto la chiamata
      non mi interessa grazie | non si preoccupi | può richiamare | mi chiamo anna | la lista va bene | non voglio annullare | basta così grazie
      non sento più | non ho più tempo | mi tolga l'appuntamento di martedì | grazie per la chiamata | la richiamo io | non mi ha chiamato nessuno
      chi chiama | non esiti a chiamarmi | mi chiami pure quando vuole | cancelli l'appuntamento | non è il mio numero | ho smesso di fumare
      mi può richiamare domani | non l'ho sentita | non ho potuto rispondere | mi ha chiamato qualcuno | chiami mia moglie | non riattacchi | che lista
      mi metta in lista | non sono più disponibile martedì | non vengo più | non mi ricordo | stavo per chiamarla | chi parla | non abito più lì
      va bene grazie | la richiamo dopo | non ho tempo adesso | non capisco | non prima di martedì | non cancelli la visita | non lo so | non sono a casa`),
  },
  Portuguese: {
    clear: lines(`
      não me ligue mais | não me liguem mais | não ligue mais pra mim | não ligue mais para este número | pare de me ligar | parem de ligar
      para de me ligar | pode parar de me ligar | dá pra parar de me ligar | deixe de me ligar | não quero mais receber ligações | não quero mais ligações
      não quero que me liguem | não quero mais que vocês me liguem | me tire da lista | me tira da lista | tire meu número da lista
      tirem o meu número da vossa lista | me remova do cadastro | não me incomode mais | não me perturbe mais | nunca mais me ligue | nunca mais ligue
      não volte a ligar | não voltem a ligar | não torne a ligar | chega de ligações | já falei pra não me ligar mais | já disse para não ligar mais
      por favor não liguem mais | não me contactem mais | não entre mais em contato | não entrem mais em contacto comigo | parem de me incomodar
      quero sair da lista | exclua meu telefone do sistema | peço que não liguem mais | não me telefonem mais | retire meus dados da base
      não quero ser incomodado | não quero ser contactado | me exclua da lista | para de ligar pra cá | não ligar mais | nunca mais me telefone
      deixe de ligar para mim | me tirem do cadastro`),
    doubtful: lines(`
      não liga mais | apague o meu número | remova meu número | pare | me deixe em paz | deixem me em paz | não ligue | chega | não me ligue de manhã
      não me ligue antes das nove | não pare de me ligar | meu marido disse para pararem de ligar | por que não me ligam mais
      gostaria que não me ligassem mais | parem com essas ligações | estou cansado dessas ligações | não autorizo ligações | tira meu número daí
      vocês não podem mais me ligar | não é para ligar mais | cancela meu cadastro | não desejo receber chamadas | bloqueia meu número
      vocês não têm permissão para me ligar | esqueçam o meu número | isso é assédio | não quero saber de vocês | não me procurem mais
      não façam mais ligações | já pedi para não ligarem`),
    no: lines(`
      me ligue amanhã | pode me ligar mais tarde | não posso falar ligue depois | ligue de novo amanhã | eu ligo de volta | não recebi a ligação
      não tenho interesse obrigado | não se preocupe | a lista está boa | não quero cancelar | não deixe de vir | ninguém me ligou | a ligação caiu
      não estou ouvindo mais | quem está ligando | pode tirar a consulta de terça | não é o meu número | obrigado por ligar | não hesite em ligar
      não me lembro | pare na porta | eu não liguei | vou ligar mais tarde | não tem mais horário | tudo bem pode ligar | não me chame de senhor
      pode ligar para minha esposa | não consegui atender | eu ia ligar para vocês | quem fala | qual lista | quero entrar na lista | não moro mais aí
      não posso mais ir na terça | ligaram para mim ontem | não desligue | me liga depois | não estou em casa | pode me ligar de volta | a chamada caiu
      não sei ainda | obrigado pela ligação | não tenho tempo agora | não entendi | não antes de terça | não cancele a consulta | não sei
      não estou ouvindo`),
  },
  Dutch: {
    clear: lines(`
      bel me niet meer | belt u mij niet meer | bel mij nooit meer | niet meer bellen | wilt u mij niet meer bellen | ik wil niet meer gebeld worden
      stop met bellen | stop met mij te bellen | hou op met bellen | houd op met mij te bellen | haal me van de lijst | haal mij van uw lijst af
      haalt u mij uit het bestand | verwijder mij uit uw systeem | ik wil geen telefoontjes meer | geen telefoontjes meer graag | val me niet meer lastig
      bel dit nummer nooit meer | bel hier niet meer | neem geen contact meer op | neem nooit meer contact met mij op | ik wil dat u stopt met bellen
      kunt u stoppen met bellen | kunnen jullie ophouden met bellen | ik heb al gezegd dat u niet meer moet bellen | u moet mij niet meer bellen
      jullie mogen mij niet meer bellen | ik wil niet dat u mij belt | ik wil niet gebeld worden | bel me niet terug | schrap mij van de lijst
      bel me alsjeblieft niet meer | stop nou eens met bellen | nooit meer bellen | ik trek mijn toestemming in | haal mijn nummer uit jullie systeem
      ik wil niet meer benaderd worden | u hoeft niet meer te bellen | ik verzoek u niet meer te bellen | geen gesprekken meer | niet meer contacteren
      stop met lastigvallen | bel mij niet | niet meer opbellen`),
    doubtful: lines(`
      verwijder mijn nummer | gooi mijn nummer weg | laat me met rust | stop | hou op | ik wil me uitschrijven | ik sta in het bel me niet register
      schrijf mij uit | bel me niet voor negen uur | bel me niet in de ochtend | mijn man wil niet meer gebeld worden | waarom belt u mij niet meer
      bel me niet op mijn werk | ik wil geen telefoontjes | zet mij op de bel me niet lijst | ik wil van de lijst af | haal mij eraf
      bel alsjeblieft nooit meer | wilt u mij van de lijst halen | kunt u mij uit het systeem halen | verwijder mijn gegevens | ik geef geen toestemming
      ik word gek van die telefoontjes | houd op met die telefoontjes | ik ben niet gediend van deze telefoontjes | u mag mij niet bellen
      vergeet mijn nummer | dit is stalking | ik wil niets meer van u horen | laat mij met rust | nooit meer doen | bel niet meer | ik heb mij afgemeld`),
    no: lines(`
      bel me morgen | bel me later terug | ik kan nu niet praten bel later | ik bel u terug | u mag me bellen | ik heb geen interesse
      ik heb uw oproep niet gehoord | geen probleem | ik ben niet gebeld | de lijst klopt | ik wil niet afzeggen | waarom belt u | niemand heeft mij gebeld
      ik hoor u niet meer | ik stop er even mee | haal de afspraak van dinsdag weg | dank u voor het bellen | bel gerust | dat is niet mijn nummer
      ik heb geen tijd meer | u spreekt met jan | belt u nog eens | ik wil graag gebeld worden | niet erg | kunt u mij morgen bellen | stop niet met bellen
      kunt u mijn vrouw bellen | ik kon niet opnemen | ik wilde u net bellen | wie belt er | welke lijst | zet me op de lijst | ik woon daar niet meer
      ik kan dinsdag niet meer | niet ophangen | u belt over de afspraak | bel straks maar terug | ik versta u niet | dank u wel | ik weet het niet
      ze hebben mij niet teruggebeld | ik bel nog wel | ik heb nu geen tijd | dat begrijp ik niet | niet voor dinsdag | zeg de afspraak niet af
      ik weet het niet meer | ik ben niet thuis`),
  },
  Mixed: {
    clear: lines(`
      no gracias stop calling me | sorry ne m'appelez plus | hello nein danke rufen sie mich nicht mehr an | no no por favor don't call me again
      STOP CALLING ME!!! | stop calling me stop calling me stop calling me | okay bye don't call again | I said: stop calling me!
      you said you would stop calling me | you promised to stop calling me | you told me you would take me off your list`),
    doubtful: lines(`
      Stop... calling... me. | stop, calling, me | the lady said press two if you want us to stop calling you`),
  },
};
