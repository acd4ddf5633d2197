import{B as e,D as t,K as n,L as r,U as i,V as a,at as o,ct as s,g as c,i as l,j as u,k as d,lt as f,n as p,nt as m,o as h,t as g,tt as _,vt as v,w as y}from"./T2.js";import{t as b}from"./Languages.js";import{t as x}from"./Pic.js";f({ar:`index-title = صفحات هذا المكتب
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
`});var S=u(`<li><a><!><!></a></li>`),C=u(`<main><!> <h1><!></h1> <ul></ul></main>`);function w(t,u){m(u,!0),l(p(`lang`,!0)),a(()=>{document.title=v(h.locale,`index-title`)});let f=[{href:`/kiosk`,pic:`ticket`,k:`index-kiosk`},{href:`/board`,pic:`info`,k:`index-board`},{href:`/counter`,pic:`desk`,k:`index-counter`},{href:`/dashboard`,pic:`people`,k:`index-dashboard`},{href:`/devices`,pic:`printer`,k:`index-devices`}];var w=C(),T=i(w);b(T,{get locales(){return s},choose:e=>l(e,`lang`)});var E=n(T,2),D=i(E);g(D,{k:`index-title`}),o(E);var O=n(E,2);y(O,21,()=>f,e=>e.href,(t,a)=>{var s=S(),l=i(s),u=i(l);x(u,{get id(){return r(a).pic}});var f=n(u);g(f,{get k(){return r(a).k}}),o(l),o(s),e(()=>c(l,`href`,r(a).href)),d(t,s)}),o(O),o(w),d(t,w),_()}var T=document.getElementById(`app`);T!==null&&t(w,{target:T});