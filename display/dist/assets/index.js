import"./base.js";import{$ as e,A as t,F as n,J as r,L as i,N as a,W as o,X as s,a as c,c as l,ct as u,ft as d,gt as f,ht as p,i as m,lt as h,o as g,q as _,r as v,u as y,wt as b,x}from"./shared.js";f({ar:`index-title = صفحات هذا المكتب
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
`});var S=i(`<li><a><!><!></a></li>`),C=i(`<main><!> <h1><!></h1> <ul></ul></main>`);function w(i,a){h(a,!0),l(g(`lang`,!0)),r(()=>{document.title=b(y.locale,`index-title`)});let f=[{href:`/kiosk`,pic:`ticket`,k:`index-kiosk`},{href:`/board`,pic:`info`,k:`index-board`},{href:`/counter`,pic:`desk`,k:`index-counter`},{href:`/dashboard`,pic:`people`,k:`index-dashboard`},{href:`/devices`,pic:`printer`,k:`index-devices`}];var w=C(),T=s(w);c(T,{get locales(){return p},choose:e=>l(e,`lang`)});var E=e(T,2),D=s(E);v(D,{k:`index-title`}),d(E);var O=e(E,2);t(O,21,()=>f,e=>e.href,(t,r)=>{var i=S(),a=s(i),c=s(a);m(c,{get id(){return o(r).pic}});var l=e(c);v(l,{get k(){return o(r).k}}),d(a),d(i),_(()=>x(a,`href`,o(r).href)),n(t,i)}),d(O),d(w),n(i,w),u()}var T=document.getElementById(`app`);T!==null&&a(w,{target:T});