import"./base.js";import{Ct as e,I as t,K as n,M as r,P as i,Q as a,U as o,Y as s,a as c,b as l,ct as u,dt as d,ht as f,i as p,k as m,l as h,mt as g,n as _,q as v,r as y,s as b,st as x}from"./shared.js";f({ar:`index-title = صفحات هذا المكتب
index-kiosk = جهاز التذاكر: يأخذ المواطن تذكرته
index-board = الشاشة: من نودي وإلى أين
index-counter = الشباك: صفحة الموظف
index-devices = الأجهزة: صفحة التقني
index-dashboard = لوحة القيادة: للمسؤول
`,fr:`index-title = Pages de ce bureau
index-kiosk = Borne : les citoyens prennent un ticket
index-board = Écran : qui est appelé, et où
index-counter = Guichet : la page de l’agent
index-devices = Appareils : pour le technicien
index-dashboard = Tableau de bord : pour le responsable
`,zgh:`
`,en:`index-title = Pages of this office
index-kiosk = Kiosk: citizens take tickets
index-board = Board: who is called where
index-counter = Counter: the clerk's page
index-devices = Devices: for the technician
index-dashboard = Dashboard: for the manager
`});var S=t(`<li><a><!><!></a></li>`),C=t(`<main><!> <h1><!></h1> <ul></ul></main>`);function w(t,r){u(r,!0),b(c(`lang`,!0)),v(()=>{document.title=e(h.locale,`index-title`)});let f=[{href:`/kiosk`,pic:`ticket`,k:`index-kiosk`},{href:`/board`,pic:`info`,k:`index-board`},{href:`/counter`,pic:`desk`,k:`index-counter`},{href:`/dashboard`,pic:`people`,k:`index-dashboard`},{href:`/devices`,pic:`printer`,k:`index-devices`}];var w=C(),T=s(w);p(T,{get locales(){return g},choose:e=>b(e,`lang`)});var E=a(T,2),D=s(E);_(D,{k:`index-title`}),d(E);var O=a(E,2);m(O,21,()=>f,e=>e.href,(e,t)=>{var r=S(),c=s(r),u=s(c);y(u,{get id(){return o(t).pic}});var f=a(u);_(f,{get k(){return o(t).k}}),d(c),d(r),n(()=>l(c,`href`,o(t).href)),i(e,r)}),d(O),d(w),i(t,w),x()}var T=document.getElementById(`app`);T!==null&&r(w,{target:T});