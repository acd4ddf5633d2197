import{gt as e}from"./shared.js";e({ar:`devices-attention = { PLURAL($n) ->
    [zero] كل الأجهزة تعمل
    [one] جهاز واحد يحتاج إلى تدخل
    [two] جهازان يحتاجان إلى تدخل
    [few] { $n } أجهزة تحتاج إلى تدخل
    [many] { $n } جهازا يحتاج إلى تدخل
   *[other] { $n } جهاز يحتاج إلى تدخل
}
state-starting = قيد التشغيل
state-ready = يعمل
state-ok = يعمل
state-degraded = يعمل جزئيا
state-lost = لا يجيب
state-out-of-paper = نفد الورق
state-near-end = الورق على وشك النفاد
state-out-of-order = معطل
state-cover-open = الغطاء مفتوح
state-ticket-not-taken = تذكرة لم تؤخذ
state-none = لا يوجد
state-waiting = في الانتظار
state-behind = متأخر
state-open = مفتوح
state-closed = مغلق
state-paused = متوقف مؤقتا
state-incompatible = إصدار مختلف
state-conflict = جهازان بعنوان واحد
state-unknown = غير مسجل
state-stuck = زر عالق
state-quarantined = موقوف مؤقتا
state-unverified = يعمل على ما يبدو
state-quiet = لم يستعمل منذ مدة
state-missing = غير موصول
state-busy = يستعمله برنامج آخر
state-misconfigured = إعداد خاطئ
state-cutter-error = القاطع عالق
state-overheated = حرارة مرتفعة
state-mechanical-error = ورق عالق
state-unrecoverable = يحتاج إلى إصلاح
state-blocked = لا تطبع
state-suspect = ساعة غير موثوقة
state-auth-failed = ترفض الولوج
state-not-found = البث غير موجود
state-unreachable = لا يمكن الوصول إليها
state-hung = لم تعد تجيب
state-bad-codec = صورة لا تقرأ
state-frozen = صورة جامدة
state-offline = تعلن أنها غير متصلة
`,fr:`devices-attention = { PLURAL($n) ->
    [one] { $n } appareil demande une intervention
   *[other] { $n } appareils demandent une intervention
}
state-starting = Démarrage
state-ready = Fonctionne
state-ok = Fonctionne
state-degraded = Fonctionne en partie
state-lost = Ne répond pas
state-out-of-paper = Plus de papier
state-near-end = Papier bientôt épuisé
state-out-of-order = En panne
state-cover-open = Capot ouvert
state-ticket-not-taken = Ticket non retiré
state-none = Aucun
state-waiting = En attente
state-behind = En retard
state-open = Ouvert
state-closed = Fermé
state-paused = En pause
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
state-auth-failed = Refuse l’accès
state-not-found = Flux introuvable
state-unreachable = Injoignable
state-hung = Ne répond plus
state-bad-codec = Image illisible
state-frozen = Image figée
state-offline = Se dit hors ligne
`,zgh:`
`,en:`devices-attention = { PLURAL($n) ->
    [one] { $n } device needs someone
   *[other] { $n } devices need someone
}
state-starting = Starting
state-ready = Works
state-ok = Works
state-degraded = Works partly
state-lost = No answer
state-out-of-paper = Out of paper
state-near-end = Paper nearly out
state-out-of-order = Out of order
state-cover-open = Cover open
state-ticket-not-taken = Ticket not taken
state-none = None
state-waiting = Waiting
state-behind = Behind
state-open = Open
state-closed = Closed
state-paused = Paused
state-incompatible = Speaks another version
state-conflict = Two at one address
state-unknown = Not configured
state-stuck = Button stuck
state-quarantined = Not listened to
state-unverified = Works, as far as one can tell
state-quiet = Not pressed for long
state-missing = Not plugged in
state-busy = Used by another program
state-misconfigured = Wrongly configured
state-cutter-error = Cutter blocked
state-overheated = Too hot
state-mechanical-error = Jammed
state-unrecoverable = Needs service
state-blocked = Does not print
state-suspect = Clock not believed
state-auth-failed = Refuses access
state-not-found = No such stream
state-unreachable = Cannot be reached
state-hung = No longer answers
state-bad-codec = Picture unreadable
state-frozen = Picture frozen
state-offline = Says it is offline
`});