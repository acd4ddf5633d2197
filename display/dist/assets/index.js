import"./base.js";import{$ as e,A as t,F as n,J as r,L as i,N as a,Tt as o,W as s,X as c,a as l,c as u,ct as d,ft as f,gt as p,ht as m,i as h,lt as g,o as _,q as v,r as y,u as b,x}from"./shared.js";p({ar:`index-title = صفحات هذا المكتب
index-kiosk = جهاز التذاكر: يأخذ المواطن تذكرته
index-board = الشاشة: من نودي وإلى أين
index-counter = الشباك: صفحة الموظف
index-devices = الأجهزة: صفحة التقني
index-dashboard = لوحة القيادة: للمسؤول
`,fr:`index-title = Pages de ce bureau
index-kiosk = Borne\xA0: les citoyens prennent un ticket
index-board = Écran\xA0: qui est appelé, et où
index-counter = Guichet\xA0: la page de l’agent
index-devices = Appareils\xA0: pour le technicien
index-dashboard = Tableau de bord\xA0: pour le responsable
`,zgh:`
`,en:`index-title = Pages of this office
index-kiosk = Kiosk: citizens take tickets
index-board = Board: who is called where
index-counter = Counter: the clerk's page
index-devices = Devices: for the technician
index-dashboard = Dashboard: for the manager
`});var S=i(`<li><a><!><!></a></li>`),C=i(`<main><!> <h1><!></h1> <ul></ul></main>`);function w(i,a){g(a,!0),u(_(`lang`,!0)),r(()=>{document.title=o(b.locale,`index-title`)});let p=[{href:`/kiosk`,pic:`ticket`,k:`index-kiosk`},{href:`/board`,pic:`info`,k:`index-board`},{href:`/counter`,pic:`desk`,k:`index-counter`},{href:`/dashboard`,pic:`people`,k:`index-dashboard`},{href:`/devices`,pic:`printer`,k:`index-devices`}];var w=C(),T=c(w);l(T,{get locales(){return m},choose:e=>u(e,`lang`)});var E=e(T,2),D=c(E);y(D,{k:`index-title`}),f(E);var O=e(E,2);t(O,21,()=>p,e=>e.href,(t,r)=>{var i=S(),a=c(i),o=c(a);h(o,{get id(){return s(r).pic}});var l=e(o);y(l,{get k(){return s(r).k}}),f(a),f(i),v(()=>x(a,`href`,s(r).href)),n(t,i)}),f(O),f(w),n(i,w),d()}var T=document.getElementById(`app`);T!==null&&a(w,{target:T});