import{A as e,G as t,H as n,J as r,M as i,O as a,T as o,U as s,bt as c,dt as l,g as u,i as d,it as f,n as p,o as m,rt as h,st as g,t as _,ut as v,z as y}from"./T2.js";import{t as b}from"./Languages.js";import{t as x}from"./Pic.js";l({ar:`index-title = صفحات هذا المكتب
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
`});var S=i(`<li><a><!><!></a></li>`),C=i(`<main><!> <h1><!></h1> <ul></ul></main>`);function w(i,a){f(a,!0),d(p(`lang`,!0)),s(()=>{document.title=c(m.locale,`index-title`)});let l=[{href:`/kiosk`,pic:`ticket`,k:`index-kiosk`},{href:`/board`,pic:`info`,k:`index-board`},{href:`/counter`,pic:`desk`,k:`index-counter`},{href:`/dashboard`,pic:`people`,k:`index-dashboard`},{href:`/devices`,pic:`printer`,k:`index-devices`}];var w=C(),T=t(w);b(T,{get locales(){return v},choose:e=>d(e,`lang`)});var E=r(T,2),D=t(E);_(D,{k:`index-title`}),g(E);var O=r(E,2);o(O,21,()=>l,e=>e.href,(i,a)=>{var o=S(),s=t(o),c=t(s);x(c,{get id(){return y(a).pic}});var l=r(c);_(l,{get k(){return y(a).k}}),g(s),g(o),n(()=>u(s,`href`,y(a).href)),e(i,o)}),g(O),g(w),e(i,w),h()}var T=document.getElementById(`app`);T!==null&&a(w,{target:T});