import{D as e,H as t,R as n,V as r,W as i,g as a,i as o,j as s,k as c,lt as l,n as u,nt as d,o as f,ot as p,q as m,rt as h,t as g,ut as _,w as v,yt as y}from"./T2.js";import{t as b}from"./Languages.js";import{t as x}from"./Pic.js";_({ar:`index-title = صفحات هذا المكتب
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
`});var S=s(`<li><a><!><!></a></li>`),C=s(`<main><!> <h1><!></h1> <ul></ul></main>`);function w(e,s){h(s,!0),o(u(`lang`,!0)),t(()=>{document.title=y(f.locale,`index-title`)});let _=[{href:`/kiosk`,pic:`ticket`,k:`index-kiosk`},{href:`/board`,pic:`info`,k:`index-board`},{href:`/counter`,pic:`desk`,k:`index-counter`},{href:`/dashboard`,pic:`people`,k:`index-dashboard`},{href:`/devices`,pic:`printer`,k:`index-devices`}];var w=C(),T=i(w);b(T,{get locales(){return l},choose:e=>o(e,`lang`)});var E=m(T,2),D=i(E);g(D,{k:`index-title`}),p(E);var O=m(E,2);v(O,21,()=>_,e=>e.href,(e,t)=>{var o=S(),s=i(o),l=i(s);x(l,{get id(){return n(t).pic}});var u=m(l);g(u,{get k(){return n(t).k}}),p(s),p(o),r(()=>a(s,`href`,n(t).href)),c(e,o)}),p(O),p(w),c(e,w),d()}var T=document.getElementById(`app`);T!==null&&e(w,{target:T});