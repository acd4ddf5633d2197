### العربية. فهرس واحد لكل الصفحات. صيغ العدد بواسطة PLURAL($n) فقط.

## الأسماء
lang-ar = العربية
lang-fr = Français
lang-zgh = ⵜⴰⵎⴰⵣⵉⵖⵜ
lang-en = English
choose-language = اللغة

## الوقت
weekday-0 = الأحد
weekday-1 = الاثنين
weekday-2 = الثلاثاء
weekday-3 = الأربعاء
weekday-4 = الخميس
weekday-5 = الجمعة
weekday-6 = السبت
month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = ماي
month-6 = يونيو
month-7 = يوليوز
month-8 = غشت
month-9 = شتنبر
month-10 = أكتوبر
month-11 = نونبر
month-12 = دجنبر
date-full = { $weekday } { $day } { $month }
minutes = { PLURAL($n) ->
    [zero] { $n } دقيقة
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $n } دقائق
    [many] { $n } دقيقة
   *[other] { $n } دقيقة
}
less-than-minute = أقل من دقيقة
hours-minutes = { $h } س { $m } د
ago = منذ { $duration }
wait-under = أقل من { $hi } د
wait-between = من { $lo } إلى { $hi } د
wait-between-hours = من { $lo } إلى { $hi } ساعات
last-ticket-soon = آخر تذكرة حوالي { $time }
last-ticket-passed = عدد المنتظرين كبير: قد لا تتم اليوم خدمة من يصل الآن
wait-unknown = مدة الانتظار غير معروفة بعد

## كلمات مشتركة
people-ahead = { PLURAL($n) ->
    [zero] لا أحد قبلك
    [one] شخص واحد قبلك
    [two] شخصان قبلك
    [few] { $n } أشخاص قبلك
    [many] { $n } شخصا قبلك
   *[other] { $n } شخص قبلك
}
nobody-ahead = لا أحد قبلك
waiting-count = في الانتظار: { $n }
counter-label = الشباك { $label }
counter = الشباك
ticket = التذكرة
number = الرقم
service = الخدمة
priority = أولوية
appointment = موعد
normal = عادي
back = رجوع
cancel = إلغاء
close = إغلاق
confirm = تأكيد
retry = إعادة المحاولة
wait-about = مدة الانتظار التقديرية
opens-at = يفتح على الساعة { $time }
link-live = متصل
link-connecting = جار الاتصال…
link-stale = انقطع الاتصال
link-old = انقطع الاتصال. قد يكون المعروض قديما.

## جهاز التذاكر
kiosk-title = خذ تذكرة
kiosk-question = ما الخدمة التي تريدها؟
kiosk-more = خدمات أخرى
kiosk-previous = السابق
kiosk-page = الصفحة { $page } من { $pages }
kiosk-larger = حروف أكبر
kiosk-contrast = تباين قوي
kiosk-low = إنزال الأزرار
kiosk-papers-title = الوثائق المطلوبة
kiosk-papers-none = لا توجد وثائق محددة لهذه الخدمة. عند الشك، اسأل في الاستقبال.
kiosk-papers-check = هل هذه الوثائق معك؟
kiosk-take = خذ تذكرة
kiosk-take-priority = تذكرة الأولوية
kiosk-priority-who = كبار السن، الأشخاص في وضعية إعاقة، الحوامل، المصحوبون برضيع
kiosk-elsewhere-tag = ليست في هذا المكتب
kiosk-elsewhere-title = هذه الخدمة لا تقدم هنا
kiosk-elsewhere-go = لا تحتاج إلى تذكرة. توجه إلى:
kiosk-service-closed = مغلق الآن
kiosk-cap-reached = انتهت تذاكر اليوم
kiosk-issuing = لحظة من فضلك…
kiosk-your-number = رقمك
kiosk-paper-coming = تذكرتك قيد الطباعة…
kiosk-paper-printed = خذ تذكرتك من الأسفل
kiosk-paper-missing = لا يوجد ورق: احفظ هذا الرقم
kiosk-paper-missing-more = اكتبه أو صوره بهاتفك. مكانك محفوظ حتى بدون ورق.
kiosk-paper-unsure = إذا لم تخرج أي ورقة فاحفظ هذا الرقم. مكانك محفوظ.
kiosk-reprint = اطبع من جديد
kiosk-reprint-asked = جار الطبع من جديد…
kiosk-follow = تابع دورك على هاتفك
kiosk-follow-wifi = يعمل على شبكة الواي فاي الخاصة بالمكتب
kiosk-watch-board = انتظر ظهور رقمك على الشاشة
kiosk-done = انتهيت
kiosk-still-there = هل تحتاج إلى مزيد من الوقت؟
kiosk-reset-in = العودة إلى البداية بعد { PLURAL($n) ->
    [zero] { $n } ثانية
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $n } ثوان
    [many] { $n } ثانية
   *[other] { $n } ثانية
}
kiosk-more-time = مزيد من الوقت
kiosk-printer-out = الطابعة بدون ورق أو معطلة. يمكنك أخذ رقم: احفظه أو صوره بهاتفك.
kiosk-roll = الطابعة لا تعمل. اختر هنا، ثم خذ القصاصة التالية من اللفة.
kiosk-slip = خذ القصاصة التالية من اللفة: عليها { $number }. إن كان عليها رقم آخر فأخبر الموظفين.
kiosk-closed-title = المكتب مغلق
kiosk-closed-opens = يفتح يوم { $day } على الساعة { $time }
kiosk-closed-later = المرجو العودة في أوقات العمل
kiosk-break = استراحة إلى غاية الساعة { $time }
kiosk-lost-title = انقطع اتصال هذا الجهاز
kiosk-lost-what = توجه إلى الاستقبال. التذاكر التي سلمت تبقى صالحة.
kiosk-starting = جار التشغيل…
kiosk-unknown-title = لم يصلنا أي جواب
kiosk-unknown-what = المس «إعادة المحاولة»: ستحصل على تذكرة واحدة فقط، لا على اثنتين.
kiosk-refused-title = تعذر تسليم التذكرة
kiosk-home = العودة إلى البداية
kiosk-appointment = لدي موعد
kiosk-appointment-title = موعدك
kiosk-appointment-how = ضع رمز QR أمام القارئ، أو أدخل الأرقام الثمانية لرمزك.
kiosk-appointment-code = الرمز
kiosk-appointment-delete = مسح
kiosk-appointment-go = تأكيد الحضور

## الشاشة
board-now = النداء الحالي
board-number = الرقم
board-counter = الشباك
board-last = النداءات السابقة
board-waiting = في الانتظار
board-last-number = آخر رقم
board-nobody = لا يوجد نداء بعد
board-welcome = مرحبا بكم
board-stale = انقطع الاتصال — قد تكون هذه الأرقام قديمة. المرجو الاستماع إلى الموظفين.
board-closed = المكتب مغلق
board-priority = أولوية
board-out-of-order = نداء خارج الترتيب لسبب مسجل
board-recalled = نداء ثان
board-no-sound = الصوت متوقف: المس الشاشة مرة واحدة
board-setup-small = على هذه المسافة يلزم شاشة أكبر لأكبر الحروف

## الشباك
counter-pick-title = اختر شباكك
counter-state-open = مفتوح
counter-state-paused = متوقف مؤقتا
counter-state-closed = مغلق
counter-open = فتح الشباك
counter-next = نداء التالي
counter-start = بدء الخدمة
counter-finish-next = إنهاء ونداء التالي
counter-finish = إنهاء
counter-nobody = لا أحد في الانتظار
counter-resume-work = استئناف
counter-recall = إعادة النداء
counter-no-show = لم يحضر
counter-park = وضع جانبا
counter-transfer = تحويل
counter-return = إرجاع إلى الصف
counter-pause = توقف مؤقت
counter-close = إغلاق الشباك
counter-undo = تراجع
counter-help = المفاتيح
counter-next-service = خدمة أخرى لنفس الشخص
counter-in-hand = التذكرة الحالية
counter-no-ticket = لا توجد تذكرة حالية
counter-who-next = من التالي ولماذا
counter-parked = الموضوعة جانبا
counter-missed = لم يحضروا وقد يعودون
counter-none = لا أحد
counter-today = اليوم
counter-served = تمت خدمتهم
counter-missed-count = لم يحضروا
counter-transferred = تم تحويلهم
counter-mean-wait = متوسط الانتظار
counter-mean-service = متوسط الخدمة
counter-waiting = في الانتظار
counter-waited = انتظر
counter-serving-for = في الخدمة منذ
counter-called-for = منذ النداء
counter-recalls = { PLURAL($n) ->
    [zero] لم يعد النداء
    [one] أعيد النداء مرة واحدة
    [two] أعيد النداء مرتين
    [few] أعيد النداء { $n } مرات
    [many] أعيد النداء { $n } مرة
   *[other] أعيد النداء { $n } مرة
}
counter-over-target = تجاوز الهدف المحدد في { $duration }
counter-language = لغته:
counter-note = ملاحظة:
counter-call-this = ناد الآن
counter-bring-back = إعادة إلى الصف
counter-resume-ticket = استئناف
counter-park-why = ما سبب الوضع جانبا؟
counter-transfer-where = إلى أين التحويل؟
counter-to-service = إلى خدمة
counter-to-counter = إلى شباك
counter-note-label = ملاحظة للزميل (بدون أسماء أو أرقام هوية)
counter-return-where = في أي مكان من الصف؟
counter-return-first = في أول الصف
counter-return-own = في مكانه
counter-return-last = في آخر الصف
counter-pick-why = ما سبب النداء خارج الترتيب؟
counter-pick-hint = يسجل السبب. بدون أسماء.
counter-pick-urgent = حالة مستعجلة
counter-pick-returning = عاد بوثيقة ناقصة
counter-pick-helper = بطلب من زميل
counter-pause-why = ما سبب التوقف؟
counter-pause-break = استراحة
counter-pause-prayer = صلاة
counter-pause-errand = الأرشيف أو عند زميل
counter-close-hand = توجد تذكرة حالية. ما مصيرها؟
counter-close-finish = انتهت خدمتها
counter-close-return = إرجاعها إلى الصف
counter-close-no-show = لم يحضر صاحبها
counter-close-sure = هل تريد إغلاق هذا الشباك؟
counter-printer = الطابعة
counter-roll = لفة الأرقام
counter-roll-why = لا تعمل أي طابعة. علق لفة الأرقام عند الجهاز واكتب ما على أول قصاصة منها، مع حرف ليس لأي خدمة.
counter-roll-first = أول قصاصة، مثل R017
counter-roll-start = إعطاء أرقام اللفة
counter-roll-next = القصاصة التالية: { $number }
counter-roll-correct = القصاصة التالية غيرها
counter-roll-end = إنهاء اللفة
counter-pad = علبة النداء
counter-device-state = { $device }: { $state }
counter-recall-limit = أعيد النداء بما يكفي. هل تسجل «لم يحضر»؟
counter-paper-missing = هذه التذكرة بدون ورق
counter-undo-what = { $what } — يمكن التراجع خلال { $n } ث
counter-unknown-outcome = لا جواب بعد. تعاد المحاولة بنفس الضغطة ولا ينفذ أي شيء مرتين.
counter-unknown-failed = لا جواب. استعمل الورق ثم اضغط من جديد: لا ينفذ أي شيء مرتين.
counter-loading = جار تحميل الشباك…
counter-bring-in = الموضوعة جانبا والغائبون
counter-bring-in-whom = من تعيد؟
counter-call-key = نداء أحد التالين خارج الدور
counter-help-call = طلب المساعدة
counter-help-sure = هل تستدعي زملاءك إلى هذا الشباك؟
counter-help-yes = نعم، استدعهم الآن
counter-help-asked = تم استدعاء زملائك. لم يجب أحد بعد.
counter-help-coming = الشباك { $label } قادم
counter-help-end = لم تعد المساعدة لازمة
counter-help-needed = الشباك { $label } يحتاج المساعدة الآن
counter-help-answer = أنا قادم
counter-receipt = تسليم وصل
counter-receipts = الوصولات: { $n }
rlist-title = الوصولات
rlist-back = الشباك
rlist-none = لا يوجد وصل مفتوح
rlist-find = الرقم
rlist-due = الجواب قبل { $date }
rlist-more = تظهر { $n } الأكثر استعجالا: ابحث عن غيرها برقمها.
rlist-state-registered = مسجل
rlist-state-in-progress = قيد المعالجة
rlist-state-ready = جاهز للسحب
rlist-state-closed = مغلق
rlist-advance-in-progress = قيد المعالجة
rlist-advance-ready = جاهز للسحب
rlist-close = إغلاق…
rlist-outcome = ما النتيجة؟
key-space = مسافة
key-enter = إدخال
event-ticket-called = تم النداء
event-ticket-recalled = أعيد النداء
event-service-started = بدأت الخدمة
event-service-finished = انتهت الخدمة
event-ticket-no-show = سجل «لم يحضر»
event-ticket-parked = وضعت جانبا
event-ticket-resumed = استؤنفت
event-ticket-reinstated = أعيدت إلى الصف
event-ticket-transferred = تم التحويل
event-ticket-returned = أرجعت إلى الصف
event-ticket-cancelled = ألغيت
event-counter-opened = فتح الشباك
event-counter-paused = توقف الشباك مؤقتا
event-counter-closed = أغلق الشباك

## لماذا هذه التذكرة هي التالية
reason-score = { $class }، مدة انتظاره: { $waited }
reason-cap-reached = { $class }، مدة انتظاره: { $waited }. بلغ أقصى مدة مسموح بها
reason-interleave = { $class }، دوره في التناوب، مدة انتظاره: { $waited }
reason-appointment = موعد حان وقته
reason-returned-first = أرجع إلى أول الصف
reason-for-counter = أرسل إلى هذا الشباك
reason-picked = اختاره موظف
reason-behind = { PLURAL($n) ->
    [zero] لا يتجاوز أي تذكرة
    [one] يتجاوز تذكرة واحدة أقدم
    [two] يتجاوز تذكرتين أقدم
    [few] يتجاوز { $n } تذاكر أقدم
    [many] يتجاوز { $n } تذكرة أقدم
   *[other] يتجاوز { $n } تذكرة أقدم
}

## أسباب الرفض
problem-day-closed = انتهى يوم العمل في المكتب.
problem-service-closed = هذه الخدمة مغلقة الآن.
problem-cap-reached = انتهت تذاكر هذه الخدمة اليوم.
problem-counter-closed = الشباك مغلق. افتحه أولا.
problem-counter-paused = الشباك متوقف مؤقتا. استأنف أولا.
problem-nobody-waiting = لا أحد في الانتظار.
problem-no-ticket-in-hand = لا توجد تذكرة حالية.
problem-ticket-in-hand = ما زالت هناك تذكرة حالية.
problem-wrong-state = تغيرت حالة هذه التذكرة في هذه الأثناء.
problem-recall-too-soon = تم النداء قبل قليل. انتظر { $n } ث قبل الإعادة.
problem-recall-limit = أعيد النداء بما يكفي. سجل «لم يحضر».
problem-not-eligible = لا يمكن نداء هذه التذكرة في هذا الشباك.
problem-reason-needed = يلزم ذكر السبب.
problem-grace-over = فات أوان إرجاع هذه التذكرة. سلم تذكرة جديدة.
problem-nothing-to-undo = لا شيء للتراجع عنه.
problem-undo-too-late = فات أوان التراجع.
problem-press-too-soon = لم تحتسب الضغطة الثانية.
problem-unknown-service = لم تعد هذه الخدمة موجودة.
problem-unknown-counter = هذا الشباك غير موجود.
problem-unknown-ticket = هذه التذكرة غير معروفة.
problem-busy = النظام مشغول جدا. أعد المحاولة.
problem-journal-unavailable = لا يستطيع النظام التسجيل الآن. استعمل الورق ثم أعد المحاولة.
problem-no-printer = لا توجد طابعة في هذا المكتب.
problem-no-such-print-job = هذه التذكرة قيد الطبع من قبل.
problem-roll-letter-taken = هذا الحرف لخدمة، أو ليس حرفا. اكتب حرفا آخر على القصاصات.
problem-roll-number-unknown = أرقام اللفة من 1 إلى 999.
problem-roll-number-given = أعطي هذا الرقم من اللفة اليوم.
problem-no-roll = الأرقام لا تأتي من لفة.
problem-counter-unchanged = الشباك في هذه الحالة من قبل.
problem-too-early = ما زال الوقت مبكرا لهذا الموعد.
problem-service-elsewhere = هذه الخدمة لا تقدم في هذا المكتب.
problem-not-allowed = لا يسمح بهذه العملية.
problem-text-too-long = النص طويل جدا.
problem-command-id-reused = أعد المحاولة.
problem-stopping = النظام يعيد التشغيل. أعد المحاولة بعد لحظات.
problem-no-answer = لا جواب من النظام.
problem-other = غير ممكن ({ $code }).
problem-unknown-appointment = هذا الرمز غير معروف. تحقق من الأرقام أو اسأل في الاستقبال.
problem-already-checked-in = تم تسجيل حضورك من قبل: رقمك هو { $number }.
problem-too-early-until = ما زال الوقت مبكرا لهذا الموعد. عد إلى هنا ابتداء من الساعة { $time }.
problem-no-receipts = لا تسلم وصولات لهذه الخدمة.
problem-unknown-receipt = هذا الوصل غير معروف.
problem-wrong-receipt-state = تغيرت حالة هذا الوصل في هذه الأثناء.
problem-feedback-given = سبق تسجيل رأيك. شكرا.
problem-not-asked = هذا المكتب لا يستطلع الآراء.
problem-too-late = فات أوان إبداء هذا الرأي.
book-slot-full = تم حجز هذا الوقت للتو. اختاروا وقتا آخر.
book-in-the-past = هذا الوقت قد مضى.

## الأجهزة
devices-title = الأجهزة
devices-all-well = كل الأجهزة تعمل
devices-attention = { PLURAL($n) ->
    [zero] كل الأجهزة تعمل
    [one] جهاز واحد يحتاج إلى تدخل
    [two] جهازان يحتاجان إلى تدخل
    [few] { $n } أجهزة تحتاج إلى تدخل
    [many] { $n } جهازا يحتاج إلى تدخل
   *[other] { $n } جهاز يحتاج إلى تدخل
}
devices-since = منذ الساعة { $time } ({ $duration })
devices-cause = السبب:
devices-remedy = ما العمل:
devices-behind = { PLURAL($n) ->
    [zero] لا جهاز ينتظره
    [one] جهاز واحد ينتظره
    [two] جهازان ينتظرانه
    [few] { $n } أجهزة تنتظره
    [many] { $n } جهازا ينتظره
   *[other] { $n } جهاز ينتظره
}:
devices-details = تفاصيل
devices-said = الرسالة الأصلية (بالإنجليزية)
devices-yes = نعم
devices-no = لا
devices-log = السجل
devices-log-empty = لم يحدث شيء بعد
devices-heard = آخر اتصال: { $time }
devices-month = آخر 30 يوما: عدد الأعطال { $n }، مدتها { $down }، ومتوسط إصلاح العطل { $repair }
devices-month-none = لم يتعطل خلال آخر 30 يوما
devices-diagnostics = تحميل ملف التشخيص
devices-test = طباعة ورقة تجريبية
devices-test-panel = إضاءة كل الأجزاء
devices-test-sound = تشغيل الرنين
devices-test-asked = التجربة جارية…
test-printed = خرجت الورقة التجريبية.
test-sent = أرسلت الورقة التجريبية، وهذه الطابعة لا تؤكد خروجها: المرجو التحقق.
test-stalled = استقبلت الطابعة الورقة التجريبية ثم توقفت.
test-unknown = لا يعرف هل خرجت الورقة التجريبية: المرجو التحقق.
test-failed = لم تطبع الورقة التجريبية.
test-busy = الجهاز مشغول: أعيدوا المحاولة.
test-shown = طلب من لوحة العرض إظهار 8 في كل الخانات لمدة خمس ثوان، ما لم يناد على أحد: المرجو التحقق.
test-not-shown = لم يعرض شيء: لا يمكن الوصول إلى لوحة العرض.
test-played = شغلت البطاقة الرنين: هل سمع في القاعة؟
test-not-played = لم يشغل الرنين.
log-print-started = التذكرة { $number }: جار الإرسال
log-printed = التذكرة { $number }: طبعت
log-printed-unconfirmed = التذكرة { $number }: أرسلت دون تأكيد
log-print-stalled = التذكرة { $number }: توقفت أثناء الطباعة
log-print-unknown = التذكرة { $number }: لا يعرف هل خرجت
log-print-not-sent = التذكرة { $number }: لم ترسل
log-print-expired = التذكرة { $number }: فات أوان طباعتها
devices-tickets = آخر التذاكر المطبوعة
devices-none = لم يضبط أي جهاز
devices-look = عرض صورة
devices-look-asked = جار طلب الصورة…
devices-look-notice = صورة واحدة لا تحفظ أبدا. يسجل اطلاعكم في سجل الخدمة.
devices-look-close = إغلاق
devices-look-failed = لم تصل أي صورة.
devices-look-unreadable = هذا المتصفح لا يستطيع قراءة صورة هذه الكاميرا.
kind-printer = طابعة
kind-pad = علبة نداء
kind-button = زر
kind-panel = لوحة عرض
kind-line = خط تسلسلي
kind-camera = كاميرا
kind-portal = بوابة المدينة
kind-clock = الساعة
kind-journal = السجل
kind-broker = وسيط MQTT
kind-voice = الأصوات
kind-speaker = بطاقة الصوت
kind-bridge = جسر
kind-webhook = برنامج يتلقى الإشعارات
kind-mail = تنبيهات بالبريد
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

## الهاتف
phone-title = تذكرتك
phone-your-number = رقمك
phone-waiting = أنت في الانتظار
phone-come = تفضل الآن
phone-come-counter = تفضل إلى الشباك { $label }
phone-serving = تتم خدمتك الآن في الشباك { $label }
phone-parked = وضعت تذكرتك جانبا. احتفظ بها، سيناديك الموظف من جديد.
phone-no-show = تم النداء عليك ولم تحضر. توجه إلى الشباك في أقرب وقت.
phone-finished = انتهت الخدمة. شكرا.
phone-cancelled = ألغيت هذه التذكرة.
phone-expired = لم تعد هذه التذكرة صالحة.
phone-booked = موعدك مسجل. عند وصولك، استعمل جهاز التذاكر.
phone-updated = آخر تحديث على الساعة { $time }
phone-stale = لا يوجد اتصال. تابع شاشة القاعة.
phone-keep-open = أبق هذه الصفحة مفتوحة. يلزم الاتصال بشبكة الواي فاي الخاصة بالمكتب.
phone-unknown = هذه التذكرة غير معروفة هنا.
phone-alert = تنبيه بالصوت والاهتزاز عند النداء
phone-near = اقترب دورك: عد الآن إلى القاعة
phone-come-say = الرقم { $number }، الشباك { $label }
phone-code = رمزك لجهاز التذاكر
phone-qr = أو ضع هذا الرمز أمام قارئ الجهاز
phone-leave = سأغادر
phone-leave-sure = هل تتخلى عن مكانك؟ لا يمكن التراجع عن ذلك.
phone-leave-yes = نعم، أتخلى عن مكاني
phone-leave-no = لا، سأبقى
phone-refresh = تحديث
phone-calendar = إضافة إلى مفكرتي
phone-move = تغيير الوقت

## الرأي
rate-question = كيف كانت الخدمة؟
rate-good = جيدة
rate-fair = متوسطة
rate-bad = سيئة
rate-thanks = شكرا على رأيك.
rate-nobody = لمسة واحدة دون ذكر الاسم: الرأي يخص الخدمة لا الموظف.
rate-complaint = تقديم شكاية إلى الجماعة
rate-scan = لتقديم شكاية، امسح رمز QR هذا بهاتفك
rate-idle = يمكنك إبداء رأيك هنا بعد الخدمة مباشرة

## الفهرس
index-title = صفحات هذا المكتب
index-kiosk = جهاز التذاكر: يأخذ المواطن تذكرته
index-board = الشاشة: من نودي وإلى أين
index-counter = الشباك: صفحة الموظف
index-devices = الأجهزة: صفحة التقني
index-dashboard = لوحة القيادة: للمسؤول

## Why a device does not do its work, and what to do about it
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
cause-paper-end = نفد الورق.
cause-paper-near-end = لفة الورق على وشك النفاد.
cause-cover-open = الغطاء مفتوح.
cause-ticket-not-taken = توجد تذكرة في فتحة الخروج ولم يأخذها أحد.
cause-cutter-error = القاطع عالق.
cause-overheated = رأس الطباعة ساخن جدا.
cause-mechanical-error = ورق عالق أو قطعة أخرى متوقفة.
cause-unrecoverable = تعلن الطابعة عن عطل لا تستطيع تجاوزه.
cause-offline = تعلن الطابعة أنها غير متصلة.
cause-silent = الطابعة لا تجيب.
cause-link-lost = انقطع السلك أو الاتصال بالشبكة.
cause-not-confirmed = لم تؤكد الطابعة خروج التذكرة.
cause-busy = لم تخرج التذكرة السابقة بعد.
cause-player-missing = لا يوجد برنامج لتشغيل الصوت.
cause-sound-card-refuses = بطاقة الصوت ترفض التشغيل.
cause-sound-card-stuck = بطاقة الصوت لا تنهي ما تشغله.
cause-camera-auth-wanted = تطلب اسما وكلمة مرور.
cause-camera-auth-refused = ترفض الاسم أو كلمة المرور.
cause-camera-no-credential = ملف كلمة المرور غير موجود، أو يمكن لغيركم قراءته.
cause-camera-not-found = ليس لها بث في هذا العنوان.
cause-camera-unreachable = لا شيء يجيب في عنوانها.
cause-camera-wrong-answer = ما يجيب في عنوانها ليس كاميرا.
cause-camera-hung = تقبل الاتصال ثم تسكت.
cause-camera-bad-codec = لا يحتوي بثها على صورة يمكن قراءتها.
cause-camera-no-picture = تعلن عن بث ولا تصل أي صورة.
cause-camera-same-picture = تعود الصورة نفسها باستمرار.
cause-not-permitted = لم تسمح الخدمة بإرسال التذكرة.
cause-restarted = أعيد تشغيل الخدمة أثناء ذلك.
cause-voice-pack = لا يمكن استعمال صوت مسجل.
cause-line-missing = لا شيء موصول في مكان الخط.
cause-line-busy = يستعمل برنامج آخر هذا المنفذ.
cause-line-lost = اختفى المنفذ أو لم يعد يقبل شيئا.
cause-line-misconfigured = لا يمكن أن تكون أجهزة الخط كما ضبطت.
cause-line-closed = خطه غير صالح للاستعمال.
cause-device-silent = لا يجيب.
cause-device-restless = يعيد التشغيل مرارا.
cause-device-damaged = تصل إجاباته مشوهة.
cause-device-misses = لا تصل بعض إجاباته.
cause-device-other = يجيب جهاز غير الجهاز المسجل في الإعدادات.
cause-device-two = يجيب جهازان بالعنوان نفسه.
cause-device-version = يستعمل إصدارا آخر من البروتوكول.
cause-device-stranger = غير مسجل في الإعدادات.
cause-device-storm = ضغط عليه أكثر مما يستطيع شخص.
cause-device-stuck = ظل زر مضغوطا مدة طويلة.
cause-unit-fault = لا يجيب أو يجيب بخطأ.
cause-bridge-silent = لم تعط أي إشارة.
cause-bridge-left = غادرت وسيط MQTT.
cause-bridge-restless = اتصلت مرارا خلال دقيقة: بوابتان بالاسم نفسه، أو تغذية سيئة.
cause-bridge-line = أحد خطوطها التسلسلية غير صالح للاستعمال.
cause-bridge-lost = البوابة التي تربطه لا تعطي أي إشارة.
cause-two-links = أحد أجهزتها موصول أيضا بخط لهذا الحاسوب.
cause-broker-lost = لا يمكن الوصول إلى وسيط MQTT.
cause-button-unplugged = غير موصول.
cause-button-rights = لا يحق لـ noubad قراءته.
cause-button-busy = يستعمله برنامج آخر.
cause-button-gpio = لا يمكن قراءة مدخله على اللوحة.
cause-button-offline = غير متصل بوسيط MQTT.
cause-button-quiet = لم يضغط عليه أحد طوال يوم كامل.
cause-battery-low = بطاريته ضعيفة.
cause-clock-behind = تشير إلى وقت سابق لآخر ما حدث.
cause-clock-long-past = تشير إلى تاريخ قديم.
cause-clock-leapt = قفزت إلى الأمام.
cause-messages-refused = رفضت الرسالة.
cause-messages-failed = لا تصل الرسائل.
cause-portal-unreachable = لا يمكن الوصول إلى البوابة.
cause-portal-certificate = لا تستطيع البوابة إثبات هويتها.
cause-portal-credential = ملف كلمة مرور البوابة غير موجود أو خاطئ.
cause-portal-credential-open = يمكن للغير قراءة ملف كلمة مرور البوابة.
cause-portal-address = عنوان البوابة خاطئ.
cause-portal-refuses = ترفض البوابة اسم هذا المكتب أو كلمة مروره.
cause-portal-other = ما يجيب في عنوان البوابة ليس بوابة أو إصداره مختلف.
cause-portal-again = تطلب البوابة الأحداث نفسها من جديد.
cause-portal-ahead = تعرف البوابة أحداثا لا توجد في السجل: فقد قطع أو استرجع.
cause-portal-fork = لدى البوابة أحداث أخرى لهذا المكتب: حاسوب منسوخ أو نسخة مسترجعة.
cause-portal-epoch = تعرف البوابة هذا المكتب بسجل آخر.
cause-portal-broken = وجدت البوابة حدثا تالفا.
cause-journal-unread = لا يمكن قراءة السجل.
remedy-paper-end = ضعوا لفة جديدة. ما كان يطبع سيخرج تلقائيا.
remedy-paper-near-end = أعدوا لفة جديدة.
remedy-cover-open = أغلقوا الغطاء حتى يسمع صوت الإقفال.
remedy-take-ticket = أخرجوا التذكرة، وألغوها إن لم يطالب بها أحد.
remedy-cutter-error = افتحوا الغطاء وحرروا الشفرة ثم أطفئوا الطابعة وأعيدوا تشغيلها.
remedy-overheated = انتظروا بضع دقائق، ستستأنف تلقائيا.
remedy-mechanical-error = أزيلوا الورق العالق ثم اضغطوا زر التغذية.
remedy-unrecoverable = أطفئوا الطابعة وأعيدوا تشغيلها. إذا تكرر العطل فاتصلوا بالصيانة.
remedy-check-printer = تأكدوا من تشغيل الطابعة ومن توصيل سلكها.
remedy-look-at-ticket = تحققوا من خروج التذكرة.
remedy-wait = لا شيء، سيستأنف تلقائيا.
remedy-line-missing = صلوا المحول أو صححوا المسار في الإعدادات.
remedy-line-busy = أوقفوا البرنامج الآخر الذي يستعمل المنفذ (غالبا ModemManager).
remedy-line-lost = تحققوا من السلك والمحول.
remedy-line-misconfigured = صححوا أجهزة هذا الخط في الإعدادات.
remedy-device-degraded = تحققوا من السلك ومقاومة الطرف والتغذية الكهربائية.
remedy-device-lost = تحققوا من تغذية الجهاز وسلكه.
remedy-device-incompatible = حدثوا البرنامج الداخلي للجهاز.
remedy-device-conflict = أعطوا كل جهاز على الخط عنوانا خاصا به.
remedy-device-unknown = أضيفوا الجهاز إلى الإعدادات أو أزيلوه من الخط.
remedy-device-stuck = حرروا الزر: لا تحتسب ضغطاته إلى أن يتحرر.
remedy-device-quarantined = ابحثوا عن زر عالق أو مبلل، ويعود الجهاز إلى العمل من تلقاء نفسه حين يهدأ.
remedy-device-quiet = اضغطوا على الزر مرة واحدة، فإن لم يصل شيء فغيروا بطاريته.
remedy-device-battery = غيروا البطارية.
remedy-button-unplugged = أعيدوا توصيله في المنفذ نفسه.
remedy-button-rights = اسمحوا لـ noubad بقراءته: القاعدة systemd/60-nouba.rules تعطي هذا الحق بعد إعادة التوصيل.
remedy-button-busy = أوقفوا البرنامج الآخر الذي يستعمل هذا الجهاز.
remedy-button-gpio = تحققوا من الشريحة والخط والأسلاك، فقد يكون برنامج آخر يستعمل الخط.
remedy-button-offline = تحققوا من تغذيته ومن اتصاله بوسيط MQTT.
remedy-unverified = هذه اللوحة لا تجيب أبدا، فانظروا هل تعرض الرقم.
remedy-broker-lost = تحققوا من أن الوسيط (mosquitto) يعمل ويمكن الوصول إليه ويعرف اسم البرنامج وكلمة مروره.
remedy-bridge-lost = تحققوا من تغذية الجسر واتصاله بالشبكة ومن أن firmware-bridge يعمل عليه.
remedy-bridge-incompatible = ثبتوا الإصدار نفسه من noubad و firmware-bridge.
remedy-device-two-links = أزيلوا الجهاز من الجسر أو من إعدادات خط هذا الحاسوب.
remedy-clock-suspect = اضبطوا الساعة أو انتظروا توقيت الشبكة. إذا كانت صحيحة فأعيدوا تشغيل noubad.
remedy-player-missing = ثبتوا الحزمة alsa-utils.
remedy-sound-card = تأكدوا من توصيل البطاقة ومن اسمها في الإعدادات (aplay -L يعرضها).
remedy-voice-pack = شغلوا noubad voice check على الصوت المسجل؛ الصوت المدمج يتكلم في انتظار ذلك.
remedy-camera-auth-wanted = اكتبوا الاسم:كلمة المرور في ملف محمي وأشيروا إليه في credential.
remedy-camera-auth-refused = صححوا ملف كلمة المرور. تتباعد محاولات الاتصال بها تدريجيا حتى لا يقفل حسابها.
remedy-camera-no-credential = أنشئوا الملف في المجلد credentials بالصلاحية 0600.
remedy-camera-not-found = صححوا المسار في آخر url.
remedy-camera-unreachable = تحققوا من تغذيتها الكهربائية وسلكها وعنوانها.
remedy-camera-wrong-answer = تحققوا من العنوان والمنفذ في url؛ يجب تفعيل RTSP في الكاميرا.
remedy-camera-hung = افصلوها عشر ثوان ثم أعيدوا وصلها.
remedy-camera-bad-codec = اختاروا H.264 في إعدادات الكاميرا.
remedy-camera-no-picture = أعيدوا تشغيلها. إن تكرر الأمر فحدثوا برنامجها الثابت.
remedy-camera-same-picture = أعيدوا تشغيلها وانظروا هل عدستها مغطاة.
remedy-messages = تحققوا من عنوان البرنامج أو الخادم الذي يتلقى الإشعارات ومن مفتاحه السري وشبكته.
remedy-device-supply = تحققوا من تغذيته ومن طول سلكه.
remedy-device-other = أعيدوا الجهاز المسجل أو صححوا رقمه uid في الإعدادات.
remedy-portal-credential = اكتبوا في الملف ما عرضه الأمر nouba-portal office add، على أن يكون ملكا لمستخدم noubad.
remedy-portal-credential-open = أعطوا الملف الصلاحية 0600، وإن قرأه غيركم فنفذوا nouba-portal office renew.
remedy-portal-address = صححوا portal.url في الإعدادات.
remedy-portal-refuses = قارنوا معرف المكتب وكلمة مروره بما في البوابة: nouba-portal office renew.
remedy-portal-version = تحققوا من portal.url ومن أن noubad و portal بالإصدار نفسه.
remedy-portal-certificate = تحققوا من اسم البوابة وشهادتها، وأضيفوا سلطة المدينة بالأمر update-ca-certificates.
remedy-portal-release = اتصلوا بالقائم على البوابة: nouba-portal office release.
remedy-portal-adopt = اتصلوا بالقائم على البوابة: nouba-portal office adopt.
remedy-journal-verify = نفذوا noubad verify على مجلد المعطيات.
detail-acknowledged = آخر حدث وصل إلى البوابة
detail-address = العنوان
detail-battery-percent = البطارية (%)
detail-baud = السرعة (baud)
detail-bridge = البوابة
detail-broker = الوسيط
detail-card = البطاقة
detail-codec = الترميز
detail-commands-expired = أوامر متأخرة
detail-connected = متصل
detail-connections = الاتصالات
detail-events-incompatible = أحداث بإصدار آخر
detail-events-lost = أحداث ضائعة
detail-events-of-another-device = أحداث جهاز آخر
detail-events-retained = أحداث احتفظ بها الوسيط
detail-family = النوع
detail-firmware = البرنامج الداخلي
detail-fps = صورة في الثانية
detail-frames-damaged = إطارات وصلته مشوهة
detail-frames-dropped = إطارات مرفوضة
detail-ignored-last = آخر ما أهمل
detail-input = المدخل
detail-last-press = آخر ضغطة
detail-line = الخط
detail-link = الوصلة
detail-message-bad = آخر رسالة غير مقروءة
detail-messages-bad = رسائل غير مقروءة
detail-messages-dropped = رسائل متروكة
detail-messages-expired = رسائل متأخرة
detail-messages-lost = رسائل ضائعة
detail-messages-of-strangers = رسائل من أجهزة غير معروفة
detail-messages-oversize = رسائل طويلة جدا
detail-messages-refused = رسائل مرفوضة
detail-model = الطراز
detail-path = المسار
detail-payloads-ignored = رسائل مهملة
detail-place = المكان
detail-presses-dropped = ضغطات مستبعدة
detail-presses-ignored = ضغطات متقاربة
detail-presses-lost = ضغطات ضائعة
detail-presses-repeated = ضغطات وصلت مرتين
detail-presses-retained = ضغطات احتفظ بها الوسيط
detail-presses-stale = ضغطات متأخرة
detail-receipt = وصل التصريح
detail-refused = مرفوضة
detail-retention-days = أيام الحفظ
detail-sign-posted = اللوحة معلقة
detail-size = الحجم
detail-software = البرنامج
detail-source = المصدر
detail-still = صورة عند الطلب
detail-stranger = آخر جهاز غير معروف
detail-subscriptions-refused = اشتراكات مرفوضة
detail-tickets-left = تذاكر باقية في اللفة
detail-told = أرسلت
detail-topic = موضوع MQTT
detail-topics-unknown = مواضيع غير معروفة
detail-uid = رقم الجهاز
detail-unknown-device = جهاز غير مسجل
detail-uptime-s = ثوان منذ تشغيله
detail-url = العنوان على الشبكة
detail-waiting = في الانتظار

note-not-configured = «{ $what }» غير مسجل
note-own-line = «{ $what }» على خط من خطوط هذا الحاسوب: للجهاز وصلة واحدة
note-too-long = أكثر من { $what } بايت
note-too-many = أكثر من { $what } حدثا في آن واحد
note-unmapped = «{ $what }» غير موجود في «map»
note-unreadable = ليست JSON ولا نصا
place-archive = الأرشيف
place-corridor = الممر
place-counters = الشبابيك
place-entrance = المدخل
place-parking = موقف السيارات
place-server-room = قاعة الخوادم
place-waiting-hall = قاعة الانتظار

## الدخول
sign-in-title = تسجيل الدخول
sign-in-account = الحساب
sign-in-pin = الرمز السري
sign-in-password = كلمة المرور
sign-in-new-password = كلمة مرور من 12 حرفا على الأقل
sign-in-otp = الرمز المؤقت، إن كان للحساب رمز
sign-in-go = دخول
sign-in-code = الرمز
sign-in-enrol-title = هل هذا جهاز تذاكر أو شاشة أو شباك أو لوحة لإبداء الرأي؟
sign-in-enrol-hint = يعطي التقني رمزا يستعمل مرة واحدة.
sign-in-enrol-go = تسجيل هذا الجهاز
sign-in-setup-title = الحساب الأول
sign-in-setup-hint = يوجد رمز الإعداد في سجل الخدمة وعلى شاشتها.
sign-in-setup-go = إنشاء الحساب
sign-in-as = الحساب المتصل: { $account }
sign-in-refused = هذه الصفحة ليست لهذا الحساب.
sign-in-machine = هذا الجهاز: { $id }
sign-in-out = خروج
sign-in-on = متابعة
sign-in-open = لا حاجة إلى تسجيل الدخول على هذا الجهاز
role-clerk = موظف الشباك
role-supervisor = رئيس المكتب
role-technician = تقني
role-manager = مسؤول
role-auditor = مدقق
problem-sign-in = يجب تسجيل الدخول أولا.
problem-wrong-secret = الحساب والرمز لا يتطابقان.
problem-wait = محاولات كثيرة. انتظر { $n } ثانية.
problem-locked = هذا الحساب موقوف. اتصل بالتقني.
problem-not-here = الرمز السري لا يعمل إلا في شباك مسجل.
problem-wrong-code = الرمز خاطئ أو مستعمل أو قديم.
problem-weak-secret = اختر كلمة مرور أطول: 12 حرفا على الأقل.
problem-foreign-page = افتح هذه الصفحة من عنوان المكتب.
problem-accounts-unavailable = لا يمكن قراءة الحسابات الآن. اتصل بالتقني.

## صفحات يكتبها الخادم بنفسه: الوصل والموعد
receipt-title = وصلكم
receipt-given = سجل يوم { $date }
receipt-registered = تم تسجيل ملفكم.
receipt-in-progress = ملفكم قيد المعالجة.
receipt-ready = الجواب جاهز: تفضلوا بسحبه من المكتب.
receipt-closed = تم إغلاق هذا الملف.
receipt-since = منذ { $date }
receipt-due = آخر أجل للجواب { $date }
receipt-find-title = تتبع وصل
receipt-find-number = رقم الوصل
receipt-find-day = تاريخ الوصل
receipt-find-go = عرض ملفي
receipt-not-found = لا يوجد وصل بهذا الرقم وهذا التاريخ. تحققوا منهما على الورقة.
too-many-tries = محاولات كثيرة. انتظروا عشر دقائق أو اسألوا الاستقبال.
book-title = أخذ موعد
book-what = ما سبب زيارتكم؟
book-have = لدي موعد
book-code = رمز من ثمانية أرقام
book-show = عرض موعدي
book-code-unknown = لا يوجد موعد بهذا الرمز.
book-closed = هذا المكتب لا يعطي مواعيد هنا.
book-none = لا يوجد موعد متاح حاليا. عودوا لاحقا أو تفضلوا دون موعد.
book-day = اليوم
book-again = تعذر ذلك. اختاروا مرة أخرى.
book-too-often = طلبات كثيرة من هذا الاتصال. انتظروا ساعة.
book-file-code = رمزكم لجهاز التذاكر: { $code }

## تنبيهات بالبريد
alert-since = منذ { $time }
alert-until = إلى { $time }
alert-cleared = يعمل من جديد
alert-affects = لا تعمل هذه أيضا بسببه: { $devices }
alert-missed = لم يمكن إرسال { $n } من الرسائل الأقدم.
## الحسابات والأجهزة (صفحة التقني)
access-title = الحسابات والأجهزة
access-people = الأشخاص
access-machines = الأجهزة
access-nobody = لا يوجد أي حساب.
access-no-machine = لا يوجد أي جهاز مسجل.
access-state-on = مفعل
access-state-off = معطل
access-state-locked = موقوف
access-reset = رمز جديد
access-unlock = فتح الحساب برمز جديد
access-disable = تعطيل
access-enable = تفعيل
access-delete = حذف
access-revoke = سحب الترخيص
access-sure = نعم، تأكيد
access-add = حساب جديد
access-account = الحساب
access-account-hint = اسم مستعار بحروف لاتينية صغيرة وأرقام، مثل clerk-7، وليس اسم شخص أبدا. يبقى هذا الاسم في السجل.
access-role = الدور
access-with-otp = مع رموز مؤقتة
access-add-go = إنشاء الحساب
access-invite = جهاز جديد
access-machine = الجهاز
access-kind = نوعه
access-kind-kiosk = جهاز التذاكر
access-kind-board = شاشة
access-kind-counter = شباك
access-kind-tablet = لوحة لإبداء الرأي
access-kind-monitor = خادم المراقبة
access-counter = الشباك
access-invite-go = إنشاء رمز
access-pin = الرمز السري للحساب { $id }
access-password = كلمة مرور الحساب { $id }
access-code = رمز الجهاز { $id }
access-once = سجله الآن، فلن يظهر مرة أخرى.
access-code-hint = اكتبه في الجهاز، في صفحته ‎/sign-in‎، قبل مرور { $n } دقيقة.
access-otp = لتطبيق الرموز المؤقتة:
access-noted = سجلته
access-not-allowed = هذه الصفحة للتقنيين والمدققين فقط.
problem-account-exists = يوجد حساب بهذا الاسم.
problem-bad-account = يتكون الحساب من حروف لاتينية صغيرة وأرقام وشرطات، 32 على الأكثر.
problem-last-technician = هذا آخر تقني. أنشئ حسابا آخر أولا.
problem-too-many-accounts = الحسابات كثيرة. احذف حسابات من غادروا.
problem-unknown-account = هذا الحساب لم يعد موجودا.
problem-unknown-machine = هذا الجهاز لم يعد موجودا.
problem-too-many-requests = طلبات كثيرة من هنا. انتظر { $n } ثانية.

## ما يحتفظ به (الصفحة /privacy)
privacy-title = ما يحتفظ به هذا المكتب، ومدته
privacy-names = لا يطلب اسم أي شخص ولا رقم بطاقته ولا رقم هاتفه، ولا يحتفظ بها. ولا يستعمل أي ملف تعريف ارتباط (كوكي) لتتبعك.
privacy-ticket = من كل تذكرة: رقمها والخدمة وهل لها أولوية (دون ذكر السبب أبدا) وأوقات أخذها والنداء عليها وخدمتها.
privacy-kept-months = { PLURAL($n) ->
    [zero] لا يحتفظ بها.
    [one] يحتفظ بها شهرا واحدا ثم تحذف.
    [two] يحتفظ بها شهرين ثم تحذف.
    [few] يحتفظ بها { $n } أشهر ثم تحذف.
    [many] يحتفظ بها { $n } شهرا ثم تحذف.
   *[other] يحتفظ بها { $n } شهر ثم تحذف.
}
privacy-kept-ever = يحتفظ بها دون تحديد مدة.
privacy-link = الصفحة التي يفتحها رمز التذكرة تبين مكانك في الصف. يلزم لها الرمز المطبوع على ورقتك، وتختفي بعد ساعة من نهاية اليوم.
privacy-figures = مجاميع حسب اليوم والساعة والخدمة، لا تسمح بالتعرف على أي شخص، يحتفظ بها دائما.
privacy-staff = من الموظفين: أسماء حسابات ليست أسماءهم، ومتى سجلوا الدخول، ومن نادوا عليه ولماذا خارج الدور. يحتفظ بها مثل التذاكر. ويبين توقيع على كل يوم أنه لم يغير شيء. وعن كلمة سر خاطئة: من أين جاءت على الشبكة، لمدة 30 يوما؛ ويحتفظ المتصفح الذي سجل فيه أحدهم الدخول بكلمة سر بعلامة لمدة 180 يوما.
privacy-board-letters = تعرض الشاشات حروفا ولا تعرض موضوع التذكرة.
privacy-board-names = تعرض الشاشات الأرقام والشبابيك وعدد المنتظرين لكل خدمة.
privacy-portal = تتلقى بوابة الجماعة الشيء نفسه، دون أسماء.
privacy-no-portal = لا يخرج شيء من هذا المكتب.
privacy-cameras = { PLURAL($n) ->
    [zero] لا توجد هنا أي كاميرا. لا يحتفظ هذا النظام بصورة ولا صوت، وتحتفظ بها أجهزة التسجيل { $days } يوما على الأكثر. التصريح لدى اللجنة الوطنية: { $receipt }.
    [one] توجد هنا كاميرا واحدة. لا يحتفظ هذا النظام بصورة ولا صوت، وتحتفظ بها أجهزة التسجيل { $days } يوما على الأكثر. التصريح لدى اللجنة الوطنية: { $receipt }.
    [two] توجد هنا كاميرتان. لا يحتفظ هذا النظام بصورة ولا صوت، وتحتفظ بها أجهزة التسجيل { $days } يوما على الأكثر. التصريح لدى اللجنة الوطنية: { $receipt }.
    [few] توجد هنا { $n } كاميرات. لا يحتفظ هذا النظام بصورة ولا صوت، وتحتفظ بها أجهزة التسجيل { $days } يوما على الأكثر. التصريح لدى اللجنة الوطنية: { $receipt }.
    [many] توجد هنا { $n } كاميرا. لا يحتفظ هذا النظام بصورة ولا صوت، وتحتفظ بها أجهزة التسجيل { $days } يوما على الأكثر. التصريح لدى اللجنة الوطنية: { $receipt }.
   *[other] توجد هنا { $n } كاميرا. لا يحتفظ هذا النظام بصورة ولا صوت، وتحتفظ بها أجهزة التسجيل { $days } يوما على الأكثر. التصريح لدى اللجنة الوطنية: { $receipt }.
}
privacy-cameras-none = لا ينظر هذا النظام عبر أي كاميرا.
privacy-backups = النسخ التي يصنعها المكتب احتياطا فيها الشيء نفسه، ويحذفها المكتب.
privacy-rights = يخولك القانون 09-08 حق الولوج إلى ما يحتفظ به عنك وتصحيحه والتعرض عليه. اسأل في الاستقبال أو لدى اللجنة الوطنية (www.cndp.ma).
