### Français. Un seul catalogue pour toutes les pages. Accord par PLURAL($n) uniquement.

## Noms
app-name = Nouba
lang-ar = العربية
lang-fr = Français
lang-zgh = ⵜⴰⵎⴰⵣⵉⵖⵜ
lang-en = English
choose-language = Langue

## Temps
weekday-0 = dimanche
weekday-1 = lundi
weekday-2 = mardi
weekday-3 = mercredi
weekday-4 = jeudi
weekday-5 = vendredi
weekday-6 = samedi
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
date-full = { $weekday } { $day } { $month }
minutes = { PLURAL($n) ->
    [one] { $n } minute
   *[other] { $n } minutes
}
less-than-minute = moins d’une minute
hours-minutes = { $h } h { $m } min
ago = il y a { $duration }
wait-under = moins de { $hi } min
wait-between = { $lo } à { $hi } min
wait-between-hours = { $lo } à { $hi } heures
wait-unknown = attente pas encore connue

## Mots communs
people-ahead = { PLURAL($n) ->
    [one] { $n } personne avant vous
   *[other] { $n } personnes avant vous
}
nobody-ahead = Personne avant vous
waiting-count = { $n } en attente
counter-label = Guichet { $label }
counter = Guichet
ticket = Ticket
number = Numéro
service = Service
priority = Prioritaire
appointment = Rendez-vous
normal = Ordinaire
back = Retour
cancel = Annuler
close = Fermer
confirm = Confirmer
retry = Réessayer
wait-about = Attente estimée
opens-at = Ouvre à { $time }
closes-at = Ferme à { $time }
link-live = Connecté
link-connecting = Connexion…
link-stale = Connexion perdue

## Borne
kiosk-title = Prendre un ticket
kiosk-question = Que souhaitez-vous faire ?
kiosk-touch-service = Touchez un service
kiosk-more = Autres services
kiosk-previous = Précédent
kiosk-page = Page { $page } sur { $pages }
kiosk-larger = Grandes lettres
kiosk-contrast = Fort contraste
kiosk-low = Descendre les boutons
kiosk-papers-title = Papiers à présenter
kiosk-papers-none = Aucun papier n’est indiqué pour ce service. En cas de doute, demandez à l’accueil.
kiosk-papers-check = Avez-vous ces papiers avec vous ?
kiosk-take = Prendre un ticket
kiosk-take-priority = Ticket prioritaire
kiosk-priority-who = Personne âgée, handicapée, enceinte ou avec un nourrisson
kiosk-elsewhere-tag = Pas dans ce bureau
kiosk-elsewhere-title = Cela ne se fait pas ici
kiosk-elsewhere-go = Vous n’avez pas besoin de ticket. Allez à :
kiosk-service-closed = Fermé en ce moment
kiosk-cap-reached = Plus de tickets aujourd’hui
kiosk-issuing = Un instant…
kiosk-your-number = Votre numéro
kiosk-paper-coming = Votre ticket s’imprime…
kiosk-paper-printed = Prenez votre ticket ci-dessous
kiosk-paper-missing = Pas de papier : retenez ce numéro
kiosk-paper-missing-more = Notez-le ou prenez-le en photo. Votre place est gardée, même sans papier.
kiosk-paper-unsure = Si aucun papier ne sort, retenez ce numéro. Votre place est gardée.
kiosk-reprint = Imprimer à nouveau
kiosk-reprint-asked = Nouvelle impression…
kiosk-follow = Suivez votre tour sur votre téléphone
kiosk-follow-wifi = Fonctionne avec le Wi-Fi du bureau
kiosk-watch-board = Attendez votre numéro à l’écran
kiosk-done = Terminé
kiosk-still-there = Avez-vous besoin de plus de temps ?
kiosk-reset-in = Retour au début dans { PLURAL($n) ->
    [one] { $n } seconde
   *[other] { $n } secondes
}
kiosk-more-time = Plus de temps
kiosk-printer-out = L’imprimante est sans papier ou en panne. Vous pouvez prendre un numéro : retenez-le ou photographiez-le.
kiosk-closed-title = Le bureau est fermé
kiosk-closed-opens = Il ouvre { $day } à { $time }
kiosk-closed-later = Merci de revenir aux heures d’ouverture
kiosk-break = Pause jusqu’à { $time }
kiosk-lost-title = Cette borne a perdu la connexion
kiosk-lost-what = Adressez-vous à l’accueil. Les tickets déjà donnés restent valables.
kiosk-starting = Démarrage…
kiosk-unknown-title = Nous n’avons pas reçu de réponse
kiosk-unknown-what = Touchez « Réessayer » : vous recevrez un seul ticket, jamais deux.
kiosk-refused-title = Le ticket n’a pas pu être donné
kiosk-home = Retour au début
kiosk-appointment = J’ai un rendez-vous
kiosk-appointment-title = Votre rendez-vous
kiosk-appointment-how = Présentez votre code QR au lecteur, ou tapez les 8 chiffres de votre code.
kiosk-appointment-code = Code
kiosk-appointment-delete = Effacer
kiosk-appointment-go = Je suis arrivé

## Écran
board-now = Appel en cours
board-number = Numéro
board-counter = Guichet
board-last = Derniers appels
board-waiting = En attente
board-last-number = Dernier appelé
board-nobody = Aucun appel pour le moment
board-welcome = Bienvenue
board-stale = Connexion perdue — ces numéros peuvent être dépassés. Écoutez le personnel.
board-closed = Le bureau est fermé
board-priority = Prioritaire
board-out-of-order = Appelé hors ordre, motif noté
board-recalled = Rappel
board-no-sound = Son coupé : touchez l’écran une fois
board-setup-small = À cette distance, il faut un écran plus grand pour les plus grandes lettres

## Guichet
counter-pick-title = Choisissez votre guichet
counter-state-open = Ouvert
counter-state-paused = En pause
counter-state-closed = Fermé
counter-open = Ouvrir le guichet
counter-next = Appeler le suivant
counter-start = Commencer
counter-finish-next = Terminer et appeler le suivant
counter-finish = Terminer
counter-nobody = Personne n’attend
counter-resume-work = Reprendre
counter-recall = Rappeler
counter-no-show = Absent
counter-park = Mettre de côté
counter-transfer = Transférer
counter-return = Remettre en file
counter-pause = Pause
counter-close = Fermer le guichet
counter-undo = Annuler l’action
counter-undo-done = Action annulée
counter-help = Touches
counter-next-service = Autre service pour cette personne
counter-in-hand = En main
counter-no-ticket = Aucun ticket en main
counter-who-next = Qui est le suivant, et pourquoi
counter-parked = Mis de côté
counter-missed = Absents, peuvent revenir
counter-none = Personne
counter-today = Aujourd’hui
counter-served = Servis
counter-missed-count = Absents
counter-transferred = Transférés
counter-mean-wait = Attente moyenne
counter-mean-service = Service moyen
counter-waiting = En attente
counter-waited = A attendu
counter-serving-for = En service depuis
counter-called-for = Appelé
counter-recalls = { PLURAL($n) ->
    [one] Rappelé { $n } fois
   *[other] Rappelé { $n } fois
}
counter-over-target = Au-delà de l’objectif de { $duration }
counter-language = Parle
counter-note = Note
counter-call-this = Appeler
counter-bring-back = Remettre en file
counter-resume-ticket = Reprendre
counter-park-why = Pourquoi mettre de côté ?
counter-transfer-where = Transférer où ?
counter-to-service = À un service
counter-to-counter = À un guichet
counter-note-label = Note pour le collègue (ni nom, ni numéro d’identité)
counter-return-where = Remettre à quelle place ?
counter-return-first = En tête de file
counter-return-own = À sa place
counter-return-last = En fin de file
counter-pick-why = Pourquoi appeler hors ordre ?
counter-pick-hint = Noté au journal. Pas de nom.
counter-pick-urgent = Urgence
counter-pick-returning = Revenu avec un papier manquant
counter-pick-helper = Demande d’un collègue
counter-pause-why = Motif de la pause ?
counter-pause-break = Pause
counter-pause-prayer = Prière
counter-pause-errand = Archives ou collègue
counter-close-hand = Un ticket est en main. Que devient-il ?
counter-close-finish = Il est terminé
counter-close-return = Le remettre en file
counter-close-no-show = La personne est absente
counter-close-sure = Fermer ce guichet ?
counter-printer = Imprimante
counter-pad = Boîtier d’appel
counter-recall-wait = Encore dans { $n } s
counter-recall-limit = Assez rappelé. Marquer « Absent » ?
counter-paper-missing = Ce ticket n’a pas de papier
counter-undo-what = { $what } — annulable pendant { $n } s
counter-unknown-outcome = Pas encore de réponse. Nouvel essai avec le même appui ; rien n’est fait deux fois.
counter-unknown-failed = Pas de réponse. Utilisez le papier, puis appuyez encore : rien n’est fait deux fois.
counter-stale = Connexion perdue. L’affichage peut être dépassé.
counter-loading = Chargement du guichet…
counter-bring-in = Mis de côté et absents
counter-bring-in-whom = Qui reprendre ?
counter-call-key = Appeler hors tour un des suivants
counter-help-call = Appeler à l’aide
counter-help-sure = Appeler vos collègues à ce guichet ?
counter-help-yes = Oui, les appeler maintenant
counter-help-asked = Vos collègues sont appelés. Personne n’a encore répondu.
counter-help-coming = Le guichet { $label } arrive
counter-help-end = L’aide n’est plus nécessaire
counter-help-needed = Le guichet { $label } a besoin d’aide maintenant
counter-help-answer = J’arrive
key-space = Espace
key-enter = Entrée
event-ticket-called = Appelé
event-ticket-recalled = Rappelé
event-service-started = Service commencé
event-service-finished = Terminé
event-ticket-no-show = Marqué absent
event-ticket-parked = Mis de côté
event-ticket-resumed = Repris
event-ticket-reinstated = Remis en file
event-ticket-transferred = Transféré
event-ticket-returned = Remis en file
event-ticket-cancelled = Annulé
event-counter-opened = Guichet ouvert
event-counter-paused = Guichet en pause
event-counter-closed = Guichet fermé

## Pourquoi ce ticket est le suivant
reason-score = { $class }, a attendu { $waited }
reason-cap-reached = { $class }, a attendu { $waited } : attente maximale atteinte
reason-interleave = { $class }, son tour dans l’alternance, a attendu { $waited }
reason-appointment = Rendez-vous, son heure est venue
reason-returned-first = Remis en tête de file
reason-for-counter = Envoyé à ce guichet
reason-picked = Choisi par un agent
reason-behind = passe devant { PLURAL($n) ->
    [one] { $n } ticket plus ancien
   *[other] { $n } tickets plus anciens
}

## Refus
problem-day-closed = La journée du bureau est close.
problem-service-closed = Ce service est fermé en ce moment.
problem-cap-reached = Plus de tickets pour ce service aujourd’hui.
problem-counter-closed = Le guichet est fermé. Ouvrez-le d’abord.
problem-counter-paused = Le guichet est en pause. Reprenez d’abord.
problem-nobody-waiting = Personne n’attend.
problem-no-ticket-in-hand = Aucun ticket en main.
problem-ticket-in-hand = Un ticket est encore en main.
problem-wrong-state = Ce ticket a changé d’état entre-temps.
problem-recall-too-soon = Appel tout récent. Attendez { $n } s avant de rappeler.
problem-recall-limit = Assez rappelé. Marquez « Absent ».
problem-not-eligible = Ce ticket ne peut pas être appelé à ce guichet.
problem-reason-needed = Un motif est nécessaire.
problem-grace-over = Trop tard pour reprendre ce ticket. Donnez-en un nouveau.
problem-nothing-to-undo = Rien à annuler.
problem-undo-too-late = Trop tard pour annuler.
problem-press-too-soon = Second appui ignoré.
problem-unknown-service = Ce service n’existe plus.
problem-unknown-counter = Ce guichet n’existe pas.
problem-unknown-ticket = Ce ticket n’est pas connu.
problem-busy = Le système est très occupé. Réessayez.
problem-journal-unavailable = Le système ne peut pas écrire. Utilisez le papier, puis réessayez.
problem-no-printer = Ce bureau n’a pas d’imprimante.
problem-no-such-print-job = Ce ticket est déjà en cours d’impression.
problem-counter-unchanged = Le guichet est déjà dans cet état.
problem-too-early = Il est trop tôt pour ce rendez-vous.
problem-service-elsewhere = Ce service n’est pas rendu dans ce bureau.
problem-not-allowed = Cette action n’est pas permise.
problem-text-too-long = Le texte est trop long.
problem-command-id-reused = Recommencez, s’il vous plaît.
problem-stopping = Le système redémarre. Réessayez dans un instant.
problem-no-answer = Pas de réponse du système.
problem-other = Impossible ({ $code }).
problem-unknown-appointment = Ce code n’est pas connu. Vérifiez les chiffres, ou demandez à l’accueil.
problem-already-checked-in = Votre arrivée est déjà notée : votre numéro est { $number }.
problem-too-early-until = C’est trop tôt pour ce rendez-vous. Revenez ici à partir de { $time }.

## Appareils
devices-title = Appareils
devices-all-well = Tout fonctionne
devices-attention = { PLURAL($n) ->
    [one] { $n } appareil demande une intervention
   *[other] { $n } appareils demandent une intervention
}
devices-since = depuis { $time } ({ $duration })
devices-cause = Cause
devices-remedy = Que faire
devices-behind = { PLURAL($n) ->
    [one] { $n } appareil en dépend
   *[other] { $n } appareils en dépendent
}
devices-details = Détails
devices-tickets = Derniers tickets imprimés
devices-none = Aucun appareil n’est configuré
kind-printer = Imprimante
kind-pad = Boîtier d’appel
kind-button = Bouton
kind-panel = Afficheur
kind-line = Ligne série
kind-camera = Caméra
kind-portal = Portail de la ville
kind-clock = Horloge
kind-journal = Journal
kind-broker = Courtier MQTT
kind-voice = Voix
kind-speaker = Carte son
state-starting = Démarrage
state-ready = Fonctionne
state-ok = Fonctionne
state-degraded = Fonctionne en partie
state-lost = Ne répond pas
state-out-of-paper = Plus de papier
state-near-end = Papier bientôt épuisé
state-out-of-order = En panne
state-cover-open = Capot ouvert
state-none = Aucun
state-waiting = En attente
state-behind = En retard
state-open = Ouvert
state-closed = Fermé
state-paused = En pause

## Téléphone
phone-title = Votre ticket
phone-your-number = Votre numéro
phone-waiting = Vous attendez
phone-come = Venez maintenant
phone-come-counter = Venez au guichet { $label }
phone-serving = On vous sert au guichet { $label }
phone-parked = Mis de côté. Gardez votre ticket, l’agent vous reprendra.
phone-no-show = Vous avez été appelé sans vous présenter. Allez vite au guichet.
phone-finished = Terminé. Merci.
phone-cancelled = Ce ticket a été annulé.
phone-expired = Ce ticket n’est plus valable.
phone-booked = Votre rendez-vous est noté. À votre arrivée, passez par la borne.
phone-updated = Mis à jour à { $time }
phone-stale = Pas de connexion. Regardez l’écran de la salle.
phone-keep-open = Gardez cette page ouverte. Elle a besoin du Wi-Fi du bureau.
phone-unknown = Ce ticket n’est pas connu ici.
phone-alert = Me prévenir par le son et la vibration
phone-near = Votre tour approche : revenez maintenant dans la salle
phone-come-say = Numéro { $number }, guichet { $label }
phone-code = Votre code pour la borne
phone-qr = Ou présentez ce code au lecteur de la borne
phone-leave = Je m’en vais
phone-leave-sure = Rendre votre place ? On ne peut pas revenir en arrière.
phone-leave-yes = Oui, je rends ma place
phone-leave-no = Non, je reste
phone-refresh = Actualiser

## Accueil
index-title = Pages de ce bureau
index-kiosk = Borne : les citoyens prennent un ticket
index-board = Écran : qui est appelé, et où
index-counter = Guichet : la page de l’agent
index-devices = Appareils : pour le technicien

## Why a device does not do its work, and what to do about it
state-incompatible = Parle une autre version
state-conflict = Deux à la même adresse
state-unknown = Non configuré
state-stuck = Bouton bloqué
state-quarantined = N’est plus écouté
state-unverified = Fonctionne, autant qu’on puisse le savoir
state-quiet = Pas utilisé depuis longtemps
state-missing = Non branché
state-busy = Pris par un autre programme
state-misconfigured = Mal configuré
state-cutter-error = Massicot bloqué
state-overheated = Trop chaud
state-mechanical-error = Bourrage
state-unrecoverable = À réparer
state-blocked = N’imprime pas
state-suspect = Horloge douteuse
cause-paper-end = Il n’y a plus de papier.
cause-paper-near-end = Le rouleau est presque fini.
cause-cover-open = Le capot est ouvert.
cause-cutter-error = Le massicot est coincé.
cause-overheated = La tête d’impression est trop chaude.
cause-mechanical-error = Du papier est coincé, ou une autre pièce est bloquée.
cause-unrecoverable = L’imprimante signale une erreur qu’elle ne peut pas lever.
cause-offline = L’imprimante dit qu’elle est hors ligne.
cause-silent = L’imprimante ne répond pas.
cause-link-lost = Le câble ou la connexion réseau est coupé.
cause-not-confirmed = L’imprimante n’a pas dit que le ticket est sorti.
cause-busy = Un ticket précédent n’est pas encore sorti.
cause-player-missing = Aucun programme de lecture du son n’est installé.
cause-sound-card-refuses = La carte son refuse le son.
cause-sound-card-stuck = La carte son ne termine pas ce qu’elle joue.
remedy-paper-end = Mettez un nouveau rouleau. Le ticket en cours sortira tout seul.
remedy-paper-near-end = Préparez un nouveau rouleau.
remedy-cover-open = Fermez le capot jusqu’au clic.
remedy-cutter-error = Ouvrez le capot, dégagez la lame, éteignez puis rallumez l’imprimante.
remedy-overheated = Attendez quelques minutes ; elle reprend toute seule.
remedy-mechanical-error = Dégagez le papier, puis appuyez sur le bouton d’avance.
remedy-unrecoverable = Éteignez puis rallumez l’imprimante. Si cela revient, appelez le dépannage.
remedy-check-printer = Vérifiez que l’imprimante est allumée et son câble branché.
remedy-look-at-ticket = Regardez si le ticket est sorti.
remedy-wait = Rien : cela reprend tout seul.
remedy-line-missing = Branchez l’adaptateur, ou corrigez le chemin dans la configuration.
remedy-line-busy = Arrêtez l’autre programme qui tient le port (souvent ModemManager).
remedy-line-lost = Vérifiez le câble et l’adaptateur.
remedy-line-misconfigured = Corrigez les appareils de cette ligne dans la configuration.
remedy-device-degraded = Vérifiez le câble, la terminaison et l’alimentation.
remedy-device-lost = Vérifiez l’alimentation et le câble de l’appareil.
remedy-device-incompatible = Mettez à jour le micrologiciel de l’appareil.
remedy-device-conflict = Donnez à chaque appareil de la ligne sa propre adresse.
remedy-device-unknown = Ajoutez l’appareil à la configuration, ou retirez-le de la ligne.
remedy-device-stuck = Dégagez le bouton ; il est ignoré jusqu’à ce qu’il soit relâché.
remedy-device-quarantined = Cherchez un bouton coincé ou humide. L’appareil est de nouveau écouté dès qu’il se calme.
remedy-device-quiet = Appuyez une fois sur le bouton. Si rien ne vient, changez sa pile.
remedy-device-battery = Changez la pile.
remedy-button-unplugged = Rebranchez-le, à la même prise.
remedy-button-rights = Donnez à noubad le droit de le lire : la règle systemd/60-nouba.rules le donne une fois rebranché.
remedy-button-busy = Arrêtez l’autre programme qui tient cet appareil.
remedy-button-gpio = Vérifiez la puce, la ligne et le câblage ; un autre programme tient peut-être la ligne.
remedy-button-offline = Vérifiez son alimentation et sa liaison avec le courtier MQTT.
remedy-unverified = Cet afficheur ne répond jamais : regardez s’il montre le numéro.
remedy-broker-lost = Vérifiez que le courtier (mosquitto) fonctionne, qu’il est joignable et qu’il connaît le nom et le mot de passe du service.
remedy-clock-suspect = Réglez l’horloge, ou attendez l’heure du réseau. Si elle est juste, redémarrez noubad.
remedy-player-missing = Installer le paquet alsa-utils.
remedy-sound-card = Vérifier que la carte est branchée, et son nom dans la configuration (aplay -L les liste).
remedy-voice-pack = Lancer noubad voice check sur la voix enregistrée ; la voix intégrée parle en attendant.

## Connexion
sign-in-title = Se connecter
sign-in-account = Compte
sign-in-pin = Code PIN
sign-in-password = Mot de passe
sign-in-new-password = Un mot de passe d’au moins 12 caractères
sign-in-otp = Code à usage unique, si le compte en a un
sign-in-go = Se connecter
sign-in-code = Code
sign-in-enrol-title = Est-ce une borne, un écran ou un guichet ?
sign-in-enrol-hint = Le technicien donne un code qui sert une seule fois.
sign-in-enrol-go = Inscrire cet appareil
sign-in-setup-title = Le premier compte
sign-in-setup-hint = Le code d’installation se trouve dans le journal du service et sur son terminal.
sign-in-setup-go = Créer le compte
sign-in-as = Connecté : { $account }
sign-in-machine = Cet appareil : { $id }
sign-in-out = Se déconnecter
sign-in-on = Continuer
sign-in-open = Aucune connexion n’est nécessaire sur cette machine
role-clerk = Agent de guichet
role-supervisor = Chef de bureau
role-technician = Technicien
role-manager = Responsable
role-auditor = Auditeur
problem-sign-in = Connectez-vous d’abord.
problem-wrong-secret = Le compte et le code ne correspondent pas.
problem-wait = Trop de tentatives. Attendez { $n } s.
problem-locked = Ce compte est bloqué. Voyez le technicien.
problem-not-here = Un code PIN ne sert qu’à un guichet inscrit.
problem-wrong-code = Le code est faux, déjà utilisé ou trop ancien.
problem-weak-secret = Choisissez un mot de passe plus long : 12 caractères au moins.
problem-foreign-page = Ouvrez cette page depuis l’adresse du bureau.
problem-accounts-unavailable = Les comptes ne peuvent pas être lus. Voyez le technicien.
