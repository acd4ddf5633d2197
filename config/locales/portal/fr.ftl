### Mots français des pages du portail de la ville.

town-app = Nouba
town-title = Les bureaux de la ville
town-wait-title = Combien de temps attend-on, et où ?
town-wait-lead = L’attente en ce moment dans chaque bureau. Les chiffres viennent des bureaux eux-mêmes et se renouvellent tout seuls.
town-updated = À jour à { $time }
town-open-data = Données ouvertes (JSON)
town-for-staff = Pour le personnel
town-nav-wait = Attentes
town-nav-offices = Bureaux
town-nav-devices = Appareils
town-nav-compare = Comparer
town-nav-figures = Chiffres
town-map = Plan des bureaux
town-map-about = Chaque point est un bureau ; sa couleur dit l’attente. Les mêmes bureaux sont dans la liste.
town-band-short = moins de 15 min
town-band-middle = 15 à 45 min
town-band-long = plus de 45 min
town-band-closed = fermé ou sans nouvelles
town-office = Bureau
town-state = État
town-door-open = Ouvert
town-door-break = En pause
town-door-closed = Fermé
town-silent = Sans nouvelles
town-never = Jamais entendu
town-until = jusqu’à { $time }
town-waiting = En attente
town-people = { PLURAL($n) ->
    [one] { $n } personne attend
   *[other] { $n } personnes attendent
}
town-nobody = Personne n’attend
town-longest = Plus longue attente
town-counters-open = Guichets ouverts
town-of = { $n } sur { $what }
town-today = Aujourd’hui
town-arrived = Arrivées
town-served = Servis
town-no-shows = Absents
town-mean-wait = Attente moyenne
town-last-contact = Dernier contact
town-troubles = Appareils en panne
town-trouble-count = { PLURAL($n) ->
    [one] { $n } appareil en panne
   *[other] { $n } appareils en panne
}
town-all-well = Tout fonctionne
town-offices-open = Bureaux ouverts
town-offices-silent = Bureaux sans nouvelles
town-no-offices = Aucun bureau n’est encore inscrit : nouba-portal office add.
town-link = Liaison
town-link-well = Tout est arrivé jusqu’à l’événement { $number }
town-link-fork = Le journal { $id } contredit celui d’avant à l’événement { $number } : une boîte clonée ou une copie restaurée. Rien de plus n’est pris avant décision (nouba-portal office adopt, nouba-portal office release).
town-clock-wrong = L’horloge du bureau est fausse de { $duration }
town-services = Services
town-wait-now = Attente de qui arrive maintenant
town-devices = Appareils
town-fleet = Tous les appareils
town-worst = Le plus longtemps en panne ces 30 derniers jours
town-every-kind = Tous
town-device = Appareil
town-kind = Genre
town-since = Depuis
town-since-when = { $time } ({ $duration })
town-cause = Cause
town-remedy = Que faire
town-details = Détails
town-behind = { PLURAL($n) ->
    [one] { $n } autre appareil attend celui-ci
   *[other] { $n } autres appareils attendent celui-ci
}
town-devices-well = { PLURAL($n) ->
    [one] { $n } appareil fonctionne
   *[other] { $n } appareils fonctionnent
}
town-devices-more = { PLURAL($n) ->
    [one] { $n } appareil de plus n’est pas montré
   *[other] { $n } appareils de plus ne sont pas montrés
}
town-compare-title = Comparer les bureaux
town-compare-lead = Classés par niveau de service : servis dans l’objectif ÷ (servis + absents + partis après l’objectif). Jours clos seulement.
town-rank = Rang
town-level = Niveau de service
town-half = La moitié attend au plus
town-nine-in-ten = Neuf sur dix attendent au plus
town-abandoned = Partis
town-unserved = Non servis
town-service-time = Temps de service, la moitié au plus
town-utilisation = Guichets occupés
town-too-few = moins de 5
town-figures-title = Les chiffres de la ville
town-figures-of = Chiffres de { $what }
town-whole-town = Toute la ville
town-from = Du
town-to = au (inclus)
town-by = Par
town-by-all = en tout
town-by-day = jour
town-by-week = semaine
town-by-month = mois
town-by-year = année
town-by-service = service
town-by-class = catégorie
town-by-hour = heure
town-show = Afficher
town-csv = Tableau (CSV)
town-json = JSON
town-no-figures = Aucun jour clos dans cette période.
town-span = Il y a des chiffres du { $day } au { $what }.
town-before = avant : { $what }
town-before-about = « Avant » : du { $day } au { $what }.
town-chart-level = Niveau de service, en pour cent
town-period-wrong = La période est vide : la fin vient avant le début.
town-last-days = Les derniers jours
town-day = Jour
town-unknown-office = Ce bureau n’existe pas.
town-sign-in-wrong = Le compte et le mot de passe ne vont pas ensemble.
town-sign-in-wait = Trop d’essais : réessayez dans { $n } secondes.
town-sign-in-locked = Le compte est verrouillé : un opérateur le rouvre (nouba-portal account reset).
town-sign-in-code-wrong = Le code est faux, déjà utilisé ou trop vieux. Le portail en montre un nouveau à son démarrage.
town-sign-in-weak = Un nom a 1 à 32 signes de a-z, 0-9 et « - », un mot de passe 12 à 128 signes assez variés.
town-skip = Aller au contenu
town-days-hours = { $n } j { $h } h
