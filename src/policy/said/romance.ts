/** "Stop calling" in Spanish, French, Italian and Portuguese. */
import type { Language } from './language.ts';

export const SPANISH: Language = {
  name: 'Spanish',
  clear: [
    '\\b(?:deje|deja|dejen|dejad|pare|paren|parad|para)(?: ya)? de (?:estar )?(?:llamar|llamando|marcar|telefonear|molestar|contactar|acosar)(?:me|nos|le)?(?: (?:a )?(?:mi|nosotros))?',
    '\\bno (?:me|nos) (?:llame|llames|llamen|llameis|marque|marques|marquen|telefonee|telefoneen|contacte|contactes|contacten|moleste|molestes|molesten)',
    '\\bno (?:me |nos )?(?:vuelva|vuelvas|vuelvan|volvais) a (?:llamar|marcar|telefonear|contactar|molestar)(?:me|nos)?',
    '\\bno llam(?:e|es|en|eis) (?:mas|nunca mas|aqui|a este numero|otra vez|de nuevo)',
    '\\bno quiero (?:recibir |que me hagan )?(?:mas|sus|estas|ninguna|ninguna de sus|mas de sus) llamadas',
    '\\bno quiero recibir llamadas',
    '\\bno quiero (?:volver a ser|ser|que me|que nos) (?:vuelvan a |vuelva a |vuelvas a )?(?:llamen|llame|llames|llamar|contacten|contacte|contactar|molesten|moleste|molestar|llamad[oa]|contactad[oa])',
    '\\bno mas llamadas',
    '\\b(?:quit|borr|elimin|sa[cq]u?|tach|retir)(?:e|en|a|ame|eme|enme|alo|enlo)(?: (?:a mi|mi (?:numero|nombre|telefono)|este numero|mis datos))? (?:de|del) (?:\\w+ ){0,3}(?:lista|listas|base|registro|registros|sistema|archivo)\\b',
  ],
  follows:
    '(?:mas|nunca|jamas|otra vez|de nuevo|por favor|aqui|a este|a mi|a esta|ya|gracias|nuevamente|y|o|todo el|todos los|a cada|siempre|inmediatamente|de datos)',
  doubtful: [
    '\\bdej(?:eme|enme|ame|adme)(?: \\w+)? (?:en paz|tranquil[oa])',
    '\\bno llam(?:e|es|en)$',
    '\\bdar(?:me)? de baja',
    '\\bd(?:eme|enme|ame) de baja',
    '^(?:por favor )?(?:pare|paren|basta)(?: ya| por favor)*$',
  ],
  negates: '\\b(?:no|nunca|tampoco|jamas)\\b',
  quotes:
    '\\b(?:el|ella|ellos|esposa|esposo|marido|mujer|madre|padre|mama|jefe|jefa|hijo|hija|hermano|hermana|alguien|gente|vecino|vecina)\\b (?:\\w+ ){0,3}(?:dijo|dice|dicen|dijeron|pidio|pide|quiere)\\b',
  asks: '\\b(?:por que|cuando|como|quien|debo|puedo|dijo|es que)\\b',
  conditions: '\\b(?:si|cuando|a menos que|hasta que)\\b',
  parts: '(?:y|pero|asi que|por favor|porque|entonces|mire|oiga|pues)',
  agent: [
    '\\bno (?:le|te|lo|la|les|los) (?:volveremos a |vamos a (?:volver a )?)?(?:llamar|llamaremos|contactaremos|contactar)',
    '\\b(?:quit|borr|elimin|retir)(?:ar|are|aremos|ado|amos|e|o)(?:lo|la|le)?(?: su (?:numero|nombre))? de (?:\\w+ )?lista',
    '\\bdej(?:ar|amos|emos|aremos) de llamar(?:lo|la|le|te)?',
  ],
  yes: '(?:si|si por favor|claro|por favor|correcto|exacto|asi es|de acuerdo|vale|bueno|eso es)',
};

export const FRENCH: Language = {
  name: 'French',
  clear: [
    '\\b(?:arretez|arrete|cessez|cesse)(?: tout de suite| immediatement)? (?:de|d) (?:me |nous |m )?(?:appeler|rappeler|telephoner|contacter|harceler|deranger|embeter)',
    '\\b(?:ne )?(?:m|me|nous) (?:appelez|appelle|appeles|rappelez|rappelle|telephonez|telephone|contactez|contacte|derangez|derange) (?:plus|jamais|pas)',
    '\\bne (?:plus|jamais|pas) (?:me |m |nous )?(?:appeler|rappeler|contacter|telephoner|deranger)',
    '\\b(?:n )?appelez (?:plus|jamais) (?:ce numero|ici|chez)',
    '\\b(?:retirez|enlevez|supprimez|effacez|rayez|radiez|otez|sortez|retirer|enlever|supprimer|effacer)(?: moi| nous)?(?: mon (?:numero|nom)| mes coordonnees| ce numero)? (?:de|du|des) (?:\\w+ ){0,3}(?:liste|listes|fichier|fichiers|base|systeme)\\b',
    '\\bje (?:ne )?(?:veux|souhaite|voudrais|desire) plus (?:jamais )?(?:etre |recevoir |avoir )?(?:(?:appele|appelee|rappele|rappelee|contacte|contactee|derange|derangee)\\b|(?:\\w+ ){0,2}appels?\\b|que (?:vous|l on|on) (?:m |me |nous )?(?:appeliez|appelez|appelle|rappeliez|contactiez|contacte))',
  ],
  follows:
    '(?:plus|jamais|s il (?:vous|te) plait|svp|merci|encore|maintenant|ici|a ce|sur ce|sur mon|tout de suite|tout le temps|sans arret|sans cesse|immediatement|vous|et|ou|d appels?|tous les jours|je|chez moi|de donnees|clients?)',
  doubtful: [
    '\\b(?:laissez|laisse|fichez|foutez) (?:moi|nous)(?: \\w+)? (?:tranquilles?|en paix|la paix)',
    '\\bplus d appels?\\b',
    '\\b(?:desinscri|desabonn)\\w+',
    '\\bn appelez pas$',
    '^(?:s il vous plait )?(?:arretez|stop)(?: maintenant| s il vous plait)*$',
    '\\bliste rouge\\b',
  ],
  negates: '\\b(?:ne|n|pas|jamais|sans)\\b',
  quotes:
    '\\b(?:il|elle|ils|elles|on|mari|femme|mere|pere|fils|fille|patron|patronne|quelqu un|voisin|voisine|gens)\\b (?:\\w+ ){0,3}(?:dit|disait|disent|demande|demandait|veut|voulait)\\b',
  asks: '\\b(?:pourquoi|quand|comment|qui|dois je|puis je|est ce que je)\\b',
  conditions: '\\b(?:si|quand|a moins que|jusqu)\\b',
  parts: '(?:et|mais|donc|alors|parce que|ecoutez|bon|oui|non)',
  agent: [
    '\\bne (?:vous|te|t) (?:appellerons|rappellerons|contacterons|appellerai|rappellerai|contacterai|derangerons) plus',
    '\\b(?:retire|retirer|retirons|supprime|supprimer|enleve|enlever)(?: votre (?:numero|nom))? de (?:\\w+ )?liste',
    '\\b(?:arretions|arretons|cessions|cessons) de vous appeler',
  ],
  yes: '(?:oui|oui s il vous plait|d accord|s il vous plait|bien sur|exactement|c est ca|volontiers|ok)',
};

export const ITALIAN: Language = {
  name: 'Italian',
  clear: [
    '\\b(?:la |mi )?(?:smetta|smettete|smettetela|smettila|smetti|smettano|finitela|finiscila|piantatela|piantala) (?:di |con )?(?:chiamar|telefonar|contattar|disturbar|molestar)(?:e|mi|ci)',
    '\\b(?:smettete|smettetela|smetta|basta)(?: con)? (?:queste |le |con le |con queste |vostre )?(?:chiamate|telefonate)',
    '\\bnon (?:mi |ci )?(?:chiami|chiamate|chiamarmi|chiamateci|chiamatemi|chiamarci|telefoni|telefonate|telefonatemi|telefonarmi|contatti|contattate|contattatemi|contattarmi|richiami|richiamate|richiamatemi|richiamarmi|disturbi|disturbate|disturbatemi|disturbarmi) (?:piu|mai piu|mai|di nuovo|ancora)',
    '\\bnon (?:mi chiami|mi chiamate|mi chiamare|chiamarmi|chiamatemi|mi telefoni|mi telefonate|telefonatemi|mi contatti|mi contattate|contattatemi|mi disturbi|mi disturbate|disturbatemi)',
    '\\bnon voglio (?:piu |mai piu )?(?:ricevere |sentire |avere )?(?:altre |le vostre |queste |vostre |piu )*(?:chiamate|telefonate)(?: vostre)?',
    '\\bnon voglio (?:piu |mai piu )?essere (?:piu )?(?:chiamat|contattat|disturbat|richiamat)[oa](?: piu)?',
    '\\bnon voglio (?:piu )?che (?:mi|ci) (?:chiamiate|chiamate|chiami|chiamino|contattiate|contatti|telefoniate|disturbiate)',
    '\\b(?:mi )?(?:cancelli|cancellate|cancellatemi|cancellami|rimuova|rimuovete|rimuovetemi|tolga|togliete|toglietemi|elimini|eliminate|eliminatemi)(?: (?:il mio (?:numero|nome)|questo numero|i miei dati))? (?:da|dal|dalla|dalle|dai|dall) (?:\\w+ ){0,2}(?:lista|liste|elenco|elenchi|database|archivio|sistema|rubrica)\\b',
  ],
  follows:
    '(?:piu|mai|di nuovo|ancora|per favore|per piacere|per cortesia|grazie|qui|a questo|su questo|adesso|ora|subito|e|o|basta|sempre|tutti i|vostre|continuamente|a casa|clienti)',
  doubtful: [
    '\\b(?:lasciatemi|lasciami|lasciateci|mi lasci|mi lasciate|mi lascia)(?: \\w+)? (?:in pace|stare|tranquill[oa])',
    '\\bnon (?:chiami|chiamate|chiamare)$',
    '^(?:per favore )?(?:basta|smettetela|la smetta|smettila)(?: per favore| cosi)*$',
    '\\bregistro (?:pubblico )?delle opposizioni',
  ],
  negates: '\\b(?:non|mai|nessuno|senza)\\b',
  quotes:
    '\\b(?:lui|lei|loro|marito|moglie|madre|padre|mamma|capo|figlio|figlia|fratello|sorella|qualcuno|gente|vicino|vicina)\\b (?:\\w+ ){0,3}(?:detto|dice|dicono|diceva|chiesto|chiede|vuole|voleva)\\b',
  asks: '\\b(?:perche|quando|come|chi|devo|posso|ha detto|hai detto)\\b',
  conditions: '\\b(?:se|quando|a meno che|finche)\\b',
  parts: '(?:ma|quindi|allora|perche|senta|guardi|per favore|si)',
  agent: [
    '\\bnon (?:la|lo|ti|vi) (?:chiameremo|richiameremo|contatteremo|disturberemo|chiamero|richiamero|contattero) piu',
    '\\b(?:rimoss[oa]|rimuovere|rimuovo|cancellat[oa]|cancello|tolt[oa]|tolgo)(?: il suo numero)? (?:da|dal|dalla) (?:\\w+ )?(?:lista|elenco)',
    '\\bsmettiamo di chiamarla',
  ],
  yes: '(?:si|si grazie|si per favore|certo|per favore|esatto|va bene|d accordo|ok|giusto)',
};

export const PORTUGUESE: Language = {
  name: 'Portuguese',
  clear: [
    '\\b(?:pare|parem|parar|deixe|deixem|chega) de (?:me |nos )?(?:ligar|ligarem|telefonar|telefonarem|chamar|contatar|contactar|contactarem|incomodar|incomodarem|perturbar|chatear)(?: me| nos| para mim| para ca)?',
    '\\bnao (?:me |nos )(?:ligue|liguem|ligues|liga|telefone|telefonem|telefones|contate|contatem|contacte|contactem|contactes|perturbe|perturbem|incomode|incomodem|chateie|chateiem)',
    '\\bnao (?:ligue|liguem|ligues|telefone|telefonem|telefones) (?:mais|nunca mais|de novo|outra vez|para mim|para ca|para este numero|pra mim|pra ca|aqui)',
    '\\bnunca mais (?:me )?(?:ligue|liguem|ligues|telefone|telefonem)(?: me)?',
    '\\bnao quero (?:mais )?(?:receber )?(?:mais )?(?:as |as suas |suas |essas |estas |nenhuma )?(?:ligacoes|ligacao|chamadas|chamada|telefonemas)',
    '\\bnao quero (?:mais )?que (?:me |nos |voces (?:me )?|voce (?:me )?)?(?:liguem|ligue|telefonem|telefone|contatem|contactem)(?: me)?',
    '\\bnao quero (?:mais )?ser (?:mais )?(?:contatad|contactad|incomodad|perturbad)[oa]',
    '\\b(?:me )?(?:tire|tirem|retire|retirem|remova|removam|apague|apaguem|exclua|excluam|risque|risquem|elimine|eliminem)(?: (?:me|o meu (?:numero|nome|contacto|contato|telefone)|meu (?:numero|nome|contato|contacto|telefone)|este numero|esse numero|os meus dados|meus dados))? (?:da|do|de|das|dos|desta|dessa) (?:\\w+ ){0,3}(?:lista|listas|cadastro|base|sistema|banco)\\b',
  ],
  follows:
    '(?:mais|nunca|de novo|outra vez|por favor|obrigad[oa]|aqui|para este|para esse|para ca|pra ca|para mim|pra mim|ja|agora|ta|toda hora|o tempo|novamente|todos|todo|e|ou|de dados|de contatos|de contactos|imediatamente|desse|suas?)',
  doubtful: [
    '\\b(?:me )?deix(?:e|em|a)(?: me)?(?: \\w+)? em paz',
    '\\bnao (?:ligue|liguem|ligues)$',
    '^(?:por favor )?(?:pare|parem|chega|basta)(?: por favor| com isso)*$',
    '\\bnao me perturbe\\b',
  ],
  negates: '\\b(?:nao|nunca|jamais|sem)\\b',
  quotes:
    '\\b(?:ele|ela|eles|elas|marido|esposa|mulher|mae|pai|chefe|filho|filha|irmao|irma|alguem|vizinho|vizinha|gente)\\b (?:\\w+ ){0,3}(?:disse|diz|dizem|disseram|pediu|pede|falou|quer)\\b',
  asks: '\\b(?:por que|porque|quando|como|quem|devo|posso|disse)\\b',
  conditions: '\\b(?:se|quando|a menos que|ate que)\\b',
  parts: '(?:mas|entao|porque|por favor|olhe|olha|sim)',
  agent: [
    '\\bnao (?:vamos|iremos|vou|irei) (?:mais )?(?:lhe |te )?(?:ligar|contatar|contactar|telefonar)',
    '\\b(?:removid[oa]|retirad[oa]|remover|removo|retirar|retiro)(?: o seu numero| seu numero)? da (?:\\w+ )?lista',
    '\\bparemos de (?:lhe |te )?ligar',
  ],
  yes: '(?:sim|sim por favor|claro|por favor|isso|isso mesmo|exato|pode ser|com certeza|ok|esta bem)',
};
