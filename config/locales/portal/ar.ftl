### كلمات صفحات بوابة المدينة بالعربية.

town-app = نوبة
town-title = مكاتب المدينة
town-wait-title = كم مدة الانتظار وأين؟
town-wait-lead = مدة الانتظار الآن في كل مكتب. الأرقام تأتي من المكاتب نفسها وتتجدد تلقائيا.
town-updated = آخر تحيين على الساعة { $time }
town-open-data = بيانات مفتوحة (JSON)
town-for-staff = للموظفين
town-nav-wait = الانتظار
town-nav-offices = المكاتب
town-nav-devices = الأجهزة
town-nav-compare = مقارنة
town-nav-figures = الأرقام
town-map = خريطة المكاتب
town-map-about = كل نقطة مكتب، ولونها يدل على مدة الانتظار. المكاتب نفسها في اللائحة.
town-band-short = أقل من 15 دقيقة
town-band-middle = من 15 إلى 45 دقيقة
town-band-long = أكثر من 45 دقيقة
town-band-closed = مغلق أو دون اتصال
town-office = المكتب
town-state = الحالة
town-door-open = مفتوح
town-door-break = في استراحة
town-door-closed = مغلق
town-silent = دون اتصال
town-never = لم يصل منه شيء قط
town-until = إلى غاية { $time }
town-waiting = في الانتظار
town-people = { PLURAL($n) ->
    [zero] لا أحد في الانتظار
    [one] شخص واحد في الانتظار
    [two] شخصان في الانتظار
    [few] { $n } أشخاص في الانتظار
    [many] { $n } شخصا في الانتظار
   *[other] { $n } شخص في الانتظار
}
town-nobody = لا أحد في الانتظار
town-longest = أطول انتظار
town-counters-open = الشبابيك المفتوحة
town-of = { $n } من { $what }
town-today = اليوم
town-arrived = الوافدون
town-served = تمت خدمتهم
town-no-shows = لم يحضروا
town-mean-wait = متوسط الانتظار
town-last-contact = آخر اتصال
town-troubles = أجهزة معطلة
town-trouble-count = { PLURAL($n) ->
    [zero] لا جهاز معطل
    [one] جهاز واحد معطل
    [two] جهازان معطلان
    [few] { $n } أجهزة معطلة
    [many] { $n } جهازا معطلا
   *[other] { $n } جهاز معطل
}
town-all-well = كل شيء يعمل
town-offices-open = المكاتب المفتوحة
town-offices-silent = مكاتب دون اتصال
town-no-offices = لم يسجل أي مكتب بعد: nouba-portal office add.
town-link = الربط
town-link-well = وصل كل شيء إلى غاية الحدث { $number }
town-link-fork = السجل { $id } يناقض السجل السابق عند الحدث { $number }: جهاز منسوخ أو نسخة مسترجعة. لا يقبل شيء آخر قبل اتخاذ قرار (nouba-portal office adopt أو nouba-portal office release).
town-clock-wrong = ساعة المكتب مخطئة بمقدار { $duration }
town-services = الخدمات
town-wait-now = انتظار من يصل الآن
town-devices = الأجهزة
town-fleet = كل الأجهزة
town-worst = الأجهزة الأطول تعطّلا في آخر 30 يوما
town-every-kind = الكل
town-device = الجهاز
town-kind = النوع
town-since = منذ
town-since-when = { $time } ({ $duration })
town-cause = السبب
town-remedy = ما العمل
town-details = التفاصيل
town-behind = { PLURAL($n) ->
    [zero] لا جهاز آخر ينتظر هذا
    [one] جهاز آخر ينتظر هذا
    [two] جهازان آخران ينتظران هذا
    [few] { $n } أجهزة أخرى تنتظر هذا
    [many] { $n } جهازا آخر ينتظر هذا
   *[other] { $n } جهاز آخر ينتظر هذا
}
town-devices-well = { PLURAL($n) ->
    [zero] لا جهاز يعمل
    [one] جهاز واحد يعمل
    [two] جهازان يعملان
    [few] { $n } أجهزة تعمل
    [many] { $n } جهازا يعمل
   *[other] { $n } جهاز يعمل
}
town-devices-more = { PLURAL($n) ->
    [zero] لا أجهزة أخرى
    [one] جهاز آخر غير معروض
    [two] جهازان آخران غير معروضين
    [few] { $n } أجهزة أخرى غير معروضة
    [many] { $n } جهازا آخر غير معروض
   *[other] { $n } جهاز آخر غير معروض
}
town-compare-title = مقارنة المكاتب
town-compare-lead = مرتبة حسب مستوى الخدمة: من تمت خدمتهم في الأجل ÷ (من تمت خدمتهم + من لم يحضروا + من انصرفوا بعد الأجل). الأيام المختتمة فقط.
town-rank = الترتيب
town-level = مستوى الخدمة
town-half = النصف ينتظر على الأكثر
town-nine-in-ten = تسعة من عشرة ينتظرون على الأكثر
town-abandoned = انصرفوا
town-unserved = لم تتم خدمتهم
town-service-time = مدة الخدمة، النصف على الأكثر
town-utilisation = انشغال الشبابيك
town-too-few = أقل من 5
town-figures-title = أرقام المدينة
town-figures-of = أرقام { $what }
town-whole-town = المدينة كلها
town-from = من
town-to = إلى (ضمنا)
town-by = حسب
town-by-all = الكل
town-by-day = اليوم
town-by-week = الأسبوع
town-by-month = الشهر
town-by-year = السنة
town-by-service = الخدمة
town-by-class = الصنف
town-by-hour = الساعة
town-show = عرض
town-csv = جدول (CSV)
town-json = JSON
town-no-figures = لا يوم مختتم في هذه الفترة.
town-span = توجد أرقام من { $day } إلى { $what }.
town-before = قبلها: { $what }
town-before-about = «قبلها»: من { $day } إلى { $what }.
town-chart-level = مستوى الخدمة بالمائة
town-period-wrong = الفترة فارغة: نهايتها قبل بدايتها.
town-last-days = الأيام الأخيرة
town-day = اليوم
town-unknown-office = هذا المكتب غير موجود.
town-sign-in-wrong = الحساب وكلمة السر غير متطابقين.
town-sign-in-wait = محاولات كثيرة: أعد المحاولة بعد { $n } ثانية.
town-sign-in-locked = الحساب مقفل: يفتحه المشغل (nouba-portal account reset).
town-sign-in-code-wrong = الرمز خاطئ أو مستعمل أو قديم. تعرض البوابة رمزا جديدا عند تشغيلها.
town-sign-in-weak = الاسم من 1 إلى 32 من الحروف a-z والأرقام و « - »، وكلمة السر من 12 إلى 128 رمزا متنوعا.
town-skip = انتقل إلى المحتوى
town-days-hours = { PLURAL($n) ->
    [two] يومان
    [few] { $n } أيام
    [many] { $n } يوما
   *[other] { $n } يوم
} و{ $h } س
