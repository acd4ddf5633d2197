import{B as e,E as t,K as n,N as r,U as i,W as a,Y as o,_ as s,at as c,ct as l,dt as u,ft as d,i as f,it as p,j as m,k as h,n as g,o as _,t as v,xt as y}from"./T2.js";import{t as b}from"./Languages.js";import{t as x}from"./Pic.js";d({ar:`index-title = صفحات هذا المكتب
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
`});var S=r(`<li><a><!><!></a></li>`),C=r(`<main><!> <h1><!></h1> <ul></ul></main>`);function w(r,d){c(d,!0),f(g(`lang`,!0)),a(()=>{document.title=y(_.locale,`index-title`)});let h=[{href:`/kiosk`,pic:`ticket`,k:`index-kiosk`},{href:`/board`,pic:`info`,k:`index-board`},{href:`/counter`,pic:`desk`,k:`index-counter`},{href:`/dashboard`,pic:`people`,k:`index-dashboard`},{href:`/devices`,pic:`printer`,k:`index-devices`}];var w=C(),T=n(w);b(T,{get locales(){return u},choose:e=>f(e,`lang`)});var E=o(T,2),D=n(E);v(D,{k:`index-title`}),l(E);var O=o(E,2);t(O,21,()=>h,e=>e.href,(t,r)=>{var a=S(),c=n(a),u=n(c);x(u,{get id(){return e(r).pic}});var d=o(u);v(d,{get k(){return e(r).k}}),l(c),l(a),i(()=>s(c,`href`,e(r).href)),m(t,a)}),l(O),l(w),m(r,w),p()}var T=document.getElementById(`app`);T!==null&&h(w,{target:T});