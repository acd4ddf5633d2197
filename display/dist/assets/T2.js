var e=window;e.globalThis===void 0&&(e.globalThis=e),e.queueMicrotask===void 0&&(e.queueMicrotask=e=>{Promise.resolve().then(e)}),Object.fromEntries===void 0&&(Object.fromEntries=e=>{let t={};for(let[n,r]of e)t[n]=r;return t}),Array.prototype.at===void 0&&Object.defineProperty(Array.prototype,"at",{configurable:!0,writable:!0,value(e){return this[e<0?this.length+e:e]}}),Array.prototype.flat===void 0&&(Object.defineProperty(Array.prototype,"flat",{configurable:!0,writable:!0,value(){return[].concat(...this)}}),Object.defineProperty(Array.prototype,"flatMap",{configurable:!0,writable:!0,value(e){return[].concat(...this.map(e))}})),String.prototype.replaceAll===void 0&&Object.defineProperty(String.prototype,"replaceAll",{configurable:!0,writable:!0,value(e,t){return this.split(e).join(t)}}),Element.prototype.replaceChildren===void 0&&(Element.prototype.replaceChildren=function(...e){this.textContent=``,this.append(...e)});var t=Array.isArray,n=Array.prototype.indexOf,r=Array.prototype.includes,i=Array.from,a=Object.defineProperty,o=Object.getOwnPropertyDescriptor,s=Object.getOwnPropertyDescriptors,c=Object.prototype,l=Array.prototype,u=Object.getPrototypeOf,d=Object.isExtensible,f=()=>{};function p(e){return e()}function m(e){for(var t=0;t<e.length;t++)e[t]()}function h(){var e,t;return{promise:new Promise((n,r)=>{e=n,t=r}),resolve:e,reject:t}}function g(e,t){if(Array.isArray(e))return e;if(t===void 0||!(Symbol.iterator in e))return Array.from(e);let n=[];for(let r of e)if(n.push(r),n.length===t)break;return n}function _(e){"@babel/helpers - typeof";return _=typeof Symbol==`function`&&typeof Symbol.iterator==`symbol`?function(e){return typeof e}:function(e){return e&&typeof Symbol==`function`&&e.constructor===Symbol&&e!==Symbol.prototype?`symbol`:typeof e},_(e)}function v(e,t){if(_(e)!=`object`||!e)return e;var n=e[Symbol.toPrimitive];if(n!==void 0){var r=n.call(e,t||`default`);if(_(r)!=`object`)return r;throw TypeError(`@@toPrimitive must return a primitive value.`)}return(t===`string`?String:Number)(e)}function y(e){var t=v(e,`string`);return _(t)==`symbol`?t:t+``}function b(e,t,n){return(t=y(t))in e?Object.defineProperty(e,t,{value:n,enumerable:!0,configurable:!0,writable:!0}):e[t]=n,e}var x,S=1024,C=2048,w=4096,T=8192,ee=16384,te=32768,ne=1<<25,re=65536,ie=1<<19,ae=1<<20,oe=1<<25,se=1<<21,ce=1<<22,le=1<<23,ue=Symbol(`$state`),de=Symbol(`component`),fe=Symbol(`legacy props`),pe=Symbol(``),me=Symbol(`attributes`),he=Symbol(`class`),ge=Symbol(`style`),_e=Symbol(`text`),ve=Symbol(`form reset`),ye=new class extends Error{constructor(...e){super(...e),b(this,`name`,`StaleReactionError`),b(this,`message`,"The reaction that called `getAbortSignal()` was re-run or destroyed")}},be=!!((x=globalThis.document)!=null&&x.contentType)&&globalThis.document.contentType.includes(`xml`),xe={},E=Symbol(`uninitialized`),Se=`http://www.w3.org/1999/xhtml`;function Ce(){console.warn(`https://svelte.dev/e/derived_inert`)}function we(e){console.warn(`https://svelte.dev/e/hydration_mismatch`)}function Te(){console.warn(`https://svelte.dev/e/svelte_boundary_reset_noop`)}var D=!1;function Ee(e){D=e}var O;function k(e){if(e===null)throw we(),xe;return O=e}function De(){return k(Rn(O))}function Oe(e){if(D){if(Rn(O)!==null)throw we(),xe;O=e}}function ke(e=1){if(D){for(var t=e,n=O;t--;)n=Rn(n);O=n}}function Ae(e=!0){for(var t=0,n=O;;){if(n.nodeType===8){var r=n.data;if(r===`]`){if(t===0)return n;--t}else(r===`[`||r===`[!`||r[0]===`[`&&!isNaN(Number(r.slice(1))))&&(t+=1)}var i=Rn(n);e&&n.remove(),n=i}}function je(e){if(!e||e.nodeType!==8)throw we(),xe;return e.data}function Me(e){return e===this.v}function Ne(e,t){return e==e?e!==t||typeof e==`object`&&!!e||typeof e==`function`:t==t}function Pe(e){return!Ne(e,this.v)}function Fe(e){throw Error(`https://svelte.dev/e/lifecycle_outside_component`)}function Ie(){throw Error(`https://svelte.dev/e/async_derived_orphan`)}function Le(e,t,n){throw Error(`https://svelte.dev/e/each_key_duplicate`)}function Re(e){throw Error(`https://svelte.dev/e/effect_in_teardown`)}function ze(){throw Error(`https://svelte.dev/e/effect_in_unowned_derived`)}function Be(e){throw Error(`https://svelte.dev/e/effect_orphan`)}function Ve(){throw Error(`https://svelte.dev/e/effect_update_depth_exceeded`)}function He(e){throw Error(`https://svelte.dev/e/props_invalid_value`)}function Ue(){throw Error(`https://svelte.dev/e/state_descriptors_fixed`)}function We(){throw Error(`https://svelte.dev/e/state_prototype_fixed`)}function Ge(){throw Error(`https://svelte.dev/e/state_unsafe_mutation`)}function Ke(){throw Error(`https://svelte.dev/e/svelte_boundary_reset_onerror`)}var qe=!1;function Je(){qe=!0}function Ye(e,t){var n=Object.keys(e);if(Object.getOwnPropertySymbols){var r=Object.getOwnPropertySymbols(e);t&&(r=r.filter(function(t){return Object.getOwnPropertyDescriptor(e,t).enumerable})),n.push.apply(n,r)}return n}function Xe(e){for(var t=1;t<arguments.length;t++){var n=arguments[t]==null?{}:arguments[t];t%2?Ye(Object(n),!0).forEach(function(t){b(e,t,n[t])}):Object.getOwnPropertyDescriptors?Object.defineProperties(e,Object.getOwnPropertyDescriptors(n)):Ye(Object(n)).forEach(function(t){Object.defineProperty(e,t,Object.getOwnPropertyDescriptor(n,t))})}return e}var A=null;function Ze(e){A=e}function Qe(e,t=!1,n){A={p:A,i:!1,c:null,e:null,s:e,x:null,r:G,l:qe&&!t?{s:null,u:null,$:[]}:null}}function $e(e){var t=A,n=t.e;if(n!==null){t.e=null;for(var r of n)tr(r)}return e!==void 0&&(t.x=e),t.i=!0,A=t.p,et(e)}function et(e={}){return a(e,de,{value:!0}),e}function tt(){return!qe||A!==null&&A.l===null}var nt=[];function rt(){var e=nt;nt=[],m(e)}function it(e){if(nt.length===0&&!Lt){var t=nt;queueMicrotask(()=>{t===nt&&rt()})}nt.push(e)}function at(){for(;nt.length>0;)rt()}var ot=~(C|w|S);function j(e,t){e.f=e.f&ot|t}function st(e){e.f&512||e.deps===null?j(e,S):j(e,w)}function ct(e,t){e.f&2048?t.set(e,C):e.f&4096&&t.get(e)!==2048&&t.set(e,w),j(e,S)}function lt(e,t){if(t){let t=document.body;e.autofocus=!0,it(()=>{document.activeElement===t&&e.focus()})}}var ut=!1;function dt(){ut||(ut=!0,document.addEventListener(`reset`,e=>{Promise.resolve().then(()=>{if(!e.defaultPrevented)for(let n of e.target.elements){var t;(t=n[ve])==null||t.call(n)}})},{capture:!0}))}function ft(e,t,n,r=!0){r&&n();for(var i of t)e.addEventListener(i,n);$n(()=>{for(var r of t)e.removeEventListener(r,n)})}function pt(e){var t=U,n=G;W(null),Cr(null);try{return e()}finally{W(t),Cr(n)}}function mt(e,t,n,r=n){e.addEventListener(t,()=>pt(n));let i=e[ve];e[ve]=i?()=>{i(),r(!0)}:()=>r(!0),dt()}function ht(e,t){this.v=e,this.k=t}function gt(e){var t,n;function r(t,n){try{var a=e[t](n),o=a.value,s=o instanceof ht;Promise.resolve(s?o.v:o).then(function(n){if(s){var c=t===`return`?`return`:`next`;if(!o.k||n.done)return r(c,n);n=e[c](n).value}i(a.done?`return`:`normal`,n)},function(e){r(`throw`,e)})}catch(e){i(`throw`,e)}}function i(e,i){switch(e){case`return`:t.resolve({value:i,done:!0});break;case`throw`:t.reject(i);break;default:t.resolve({value:i,done:!1})}(t=t.next)?r(t.key,t.arg):n=null}this._invoke=function(e,i){return new Promise(function(a,o){var s={key:e,arg:i,resolve:a,reject:o,next:null};n?n=n.next=s:(t=n=s,r(e,i))})},typeof e.return!=`function`&&(this.return=void 0)}gt.prototype[typeof Symbol==`function`&&Symbol.asyncIterator||`@@asyncIterator`]=function(){return this},gt.prototype.next=function(e){return this._invoke(`next`,e)},gt.prototype.throw=function(e){return this._invoke(`throw`,e)},gt.prototype.return=function(e){return this._invoke(`return`,e)};function _t(e,t,n,r){let i=tt()?xt:Tt;var a=e.filter(e=>!e.settled),o=t.map(i);if(n.length===0&&a.length===0){r(o);return}var s=G,c=vt(),l=a.length===1?a[0].promise:a.length>1?Promise.all(a.map(e=>e.promise)):null;function u(e){if(!(s.f&16384)){c();try{r([...o,...e])}catch(e){Jn(e,s)}yt()}}var d=bt();if(n.length===0){l.then(()=>u([])).finally(d);return}function f(){Promise.all(n.map(e=>Ct(e))).then(u).catch(e=>Jn(e,s)).finally(d)}l?l.then(()=>{s.f&16384?d():(c(),f(),yt())}):f()}function vt(){var e=G,t=U,n=A,r=I;return function(i=!0){Cr(e),W(t),Ze(n),i&&!(e.f&16384)&&(r==null||r.activate(),r==null||r.apply())}}function yt(e=!0){Cr(null),W(null),Ze(null),e&&(I==null||I.deactivate())}function bt(){var e=G,t=e.b,n=I,r=!!(t!=null&&t.is_rendered());return t==null||t.update_pending_count(1,n),n.increment(r,e),()=>{t==null||t.update_pending_count(-1,n),n.decrement(r,e)}}function xt(e){var t=2|C;return G!==null&&(G.f|=ie),{ctx:A,deps:null,effects:null,equals:Me,f:t,fn:e,reactions:null,rv:0,v:E,wv:0,parent:G,ac:null}}var St=Symbol(`obsolete`);function Ct(e,t,n){let r=G;r===null&&Ie();var i=void 0,a=Sn(E),o=!U,s=new Set;return ar(()=>{var t=G,n=h();i=n.promise;try{Promise.resolve(e()).then(n.resolve,e=>{e!==ye&&n.reject(e)}).finally(yt)}catch(e){n.reject(e),yt()}var c=I;if(o){var l;if(t.f&32768)var u=bt();if((l=r.b)!=null&&l.is_rendered()){var d;(d=c.async_deriveds.get(t))==null||d.reject(St)}else for(let e of s.values())e.reject(St);s.add(n),c.async_deriveds.set(t,n)}let f=(e,t=void 0)=>{u==null||u(),s.delete(n),t!==St&&(c.activate(),t?(a.f|=le,On(a,t)):(a.f&8388608&&(a.f^=le),On(a,e)),c.deactivate())};n.promise.then(f,e=>f(null,e||`unknown`))}),$n(()=>{for(let e of s)e.reject(St)}),new Promise(e=>{function t(n){function r(){n===i?e(a):t(i)}n.then(r,r)}t(i)})}function wt(e){let t=xt(e);return Tr(t),t}function Tt(e){let t=xt(e);return t.equals=Pe,t}function Et(e){var t=e.effects;if(t!==null){e.effects=null;for(var n=0;n<t.length;n+=1)H(t[n])}}function Dt(e){var t,n=G,r=e.parent;if(!br&&r!==null&&e.v!==E&&r.f&24576)return Ce(),e.v;Cr(r);try{Et(e),t=Pr(e)}finally{Cr(n)}return t}function Ot(e){var t=Dt(e);!e.equals(t)&&(e.wv=jr(),(!(I!=null&&I.is_fork)||e.deps===null)&&(I===null?e.v=t:(I.capture(e,t,!0),Ft==null||Ft.capture(e,t,!0)),e.deps===null))?j(e,S):br||(L===null?st(e):(Qn()||I!=null&&I.is_fork)&&L.set(e,t))}function kt(e){if(e.effects!==null){for(let n of e.effects)if(n.teardown||n.ac){var t;(t=n.teardown)==null||t.call(n),n.ac!==null&&pt(()=>{n.ac.abort(ye),n.ac=null}),n.fn!==null&&(n.teardown=f),Lr(n,0),ur(n)}}}function At(e){if(e.effects!==null)for(let t of e.effects)t.teardown&&t.fn!==null&&Rr(t)}function jt(e,t){if(t.has(e))throw TypeError(`Cannot initialize the same private elements twice on an object`)}function Mt(e,t){jt(e,t),t.add(e)}function M(e,t,n){jt(e,t),t.set(e,n)}function N(e,t,n){if(typeof e==`function`?e===t:e.has(t))return arguments.length<3?t:n;throw TypeError(`Private element is not present on this object`)}function P(e,t){return e.get(N(e,t))}function F(e,t,n){return e.set(N(e,t),n),n}var Nt,Pt=null,I=null,Ft=null,L=null,It=null,Lt=!1,Rt=!1,zt=null,Bt=null,Vt=0,Ht=1,Ut=new WeakMap,Wt=new WeakMap,Gt=new WeakMap,Kt=new WeakMap,qt=new WeakMap,Jt=new WeakMap,Yt=new WeakMap,Xt=new WeakMap,Zt=new WeakMap,Qt=new WeakMap,$t=new WeakMap,R=new WeakSet,en=class e{constructor(){Mt(this,R),b(this,`id`,Ht++),b(this,`started`,!1),b(this,`linked`,!0),b(this,`prev`,null),b(this,`next`,null),b(this,`async_deriveds`,new Map),b(this,`current`,new Map),b(this,`previous`,new Map),M(this,Ut,new Set),M(this,Wt,new Set),M(this,Gt,0),M(this,Kt,new Map),M(this,qt,null),M(this,Jt,[]),M(this,Yt,[]),M(this,Xt,new Map),M(this,Zt,new Map),M(this,Qt,new Set),b(this,`is_fork`,!1),M(this,$t,!1),Pt===null?Pt=this:(Pt.next=this,this.prev=Pt),Pt=this}skip_effect(e){P(Zt,this).has(e)||P(Zt,this).set(e,{d:[],m:[]}),P(Qt,this).delete(e)}unskip_effect(e,t=e=>this.schedule(e)){var n=P(Zt,this).get(e);if(n){P(Zt,this).delete(e);for(var r of n.d)j(r,C),t(r);for(r of n.m)j(r,w),t(r)}P(Qt,this).add(e)}capture(e,t,n=!1){e.v!==E&&!this.previous.has(e)&&this.previous.set(e,e.v),e.f&8388608||(this.current.set(e,[t,n]),L==null||L.set(e,t)),this.is_fork||(e.v=t)}activate(){I=this}deactivate(){I=null,L=null}flush(){try{Rt=!0,I=this,N(R,this,an).call(this)}finally{Vt=0,It=null,zt=null,Bt=null,Rt=!1,I=null,L=null,bn.clear()}}discard(){var e;for(let e of P(Wt,this))e(this);P(Wt,this).clear();for(let e of this.async_deriveds.values())e.reject(St);N(R,this,dn).call(this),(e=P(qt,this))==null||e.resolve()}register_created_effect(e){P(Yt,this).push(e)}increment(e,t){if(F(Gt,this,P(Gt,this)+1),e){var n;let e=(n=P(Kt,this).get(t))==null?0:n;P(Kt,this).set(t,e+1)}}decrement(e,t){if(F(Gt,this,P(Gt,this)-1),e){var n;let e=(n=P(Kt,this).get(t))==null?0:n;e===1?P(Kt,this).delete(t):P(Kt,this).set(t,e-1)}P($t,this)||(F($t,this,!0),it(()=>{F($t,this,!1),this.linked&&this.flush()}))}transfer_reactions(e){for(let[t,n]of e)this.add_dirty_reaction(t,n);e.clear()}add_dirty_reaction(e,t){(t===2048||P(Xt,this).get(e)!==2048)&&P(Xt,this).set(e,t)}oncommit(e){P(Ut,this).add(e)}ondiscard(e){P(Wt,this).add(e)}settled(){var e;return((e=P(qt,this))==null?F(qt,this,h()):e).promise}static ensure(){if(I===null){let t=I=new e;!Rt&&!Lt&&it(()=>{t.started||t.flush()})}return I}apply(){L=null}schedule(e){var t;It=e,(t=e.b)!=null&&t.is_pending&&e.f&16777228&&!(e.f&32768)?e.b.defer_effect(e):P(Jt,this).push(e)}};Nt=en;function tn(){if(this.is_fork)return!0;for(let e of P(Kt,this).keys())if(!N(R,this,nn).call(this,e))return!0;return!1}function nn(e){for(var t=e;t!==null;t=t.parent)if(P(Zt,this).has(t))return!0;return!1}function rn(){var e=[];for(let i of P(Jt,this))if(!(i.f&16384||!(i.f&6144))){for(var t=i,n=!1;t.parent!==null;){t=t.parent;var r=t.f;if(r&96){if(!(r&1024)){n=!0;break}t.f^=S}}n||e.push(t)}return F(Jt,this,[]),e}function an(){var e;this.started=!0;for(let[e,t]of P(Xt,this))j(e,t),this.schedule(e);this.apply();for(var t=zt=[],n=[],r=Bt=[];P(Jt,this).length>0;){Vt++>1e3&&(N(R,this,dn).call(this),pn());for(let e of N(R,this,rn).call(this))try{N(R,this,on).call(this,e,t,n)}catch(t){throw vn(e),N(R,this,tn).call(this)||this.discard(),t}}if(I=null,r.length>0){var i=Nt.ensure();for(let e of r)i.schedule(e)}if(zt=null,Bt=null,N(R,this,tn).call(this)){N(R,this,un).call(this,n),N(R,this,un).call(this,t);for(let[e,t]of P(Zt,this))_n(e,t);r.length>0&&N(R,I,an).call(I);return}let a=N(R,this,sn).call(this);if(a)N(R,this,un).call(this,n),N(R,this,un).call(this,t),N(R,a,ln).call(a,this);else{P(Xt,this).clear();for(let e of P(Ut,this))e(this);P(Ut,this).clear(),Ft=this,hn(n),hn(t),Ft=null,(e=P(qt,this))==null||e.resolve();var o=I;P(Gt,this)===0&&(P(Jt,this).length===0||o!==null)&&N(R,this,dn).call(this),o!==null&&(bn.clear(),N(R,o,an).call(o))}}function on(e,t,n){e.f^=S;for(var r=e.first;r!==null;){var i=r.f,a=!!(i&96);if(!(a&&i&1024||i&8192||P(Zt,this).has(r))&&r.fn!==null){a?r.f^=S:i&4?t.push(r):Mr(r)&&(i&16&&this.add_dirty_reaction(r,w),Rr(r));var o=r.first;if(o!==null){r=o;continue}}for(;r!==null;){var s=r.next;if(s!==null){r=s;break}r=r.parent}}}function sn(){for(var e=this.prev;e!==null;e=e.prev)if(!e.is_fork&&N(R,this,cn).call(this,e))return e;return null}function cn(e){for(let[t,[,n]]of this.current)if(!n&&e.current.has(t))return!0;return!1}function ln(e){for(let[t,n]of e.current)!this.previous.has(t)&&e.previous.has(t)&&this.previous.set(t,e.previous.get(t)),this.current.set(t,n);for(let[t,n]of e.async_deriveds){let e=this.async_deriveds.get(t);e&&n.promise.then(e.resolve).catch(e.reject)}e.async_deriveds.clear(),this.transfer_reactions(P(Xt,e));let t=e=>{var n=e.reactions;if(n!==null&&!(e.f&2&&!(e.f&6144)))for(let e of n){var r=e.f;if(r&2)t(e);else{var i=e;r&4194320&&!this.async_deriveds.has(i)&&(P(Xt,this).delete(i),j(i,C),this.schedule(i))}}};for(let e of this.current.keys())t(e);this.oncommit(()=>e.discard()),N(R,e,dn).call(e),I=this,N(R,this,an).call(this)}function un(e){for(var t=0;t<e.length;t+=1)ct(e[t],P(Xt,this))}function dn(){if(this.linked){var e=this.prev,t=this.next;e===null||(e.next=t),t===null?Pt=e:t.prev=e,this.linked=!1}}function fn(e){var t=Lt,n=Ft;Ft=null,Lt=!0;try{var r;for(e&&(fn(),r=e());;){if(at(),I===null)return r;I.flush()}}finally{Lt=t,Ft=n}}function pn(){try{Ve()}catch(e){Jn(e,It)}}var mn=null;function hn(e){var t=e.length;if(t!==0){for(var n=0;n<t;){var r=e[n++];if(!(r.f&24576)&&Mr(r)&&(mn=new Set,Rr(r),r.deps===null&&r.first===null&&r.nodes===null&&r.teardown===null&&r.ac===null&&pr(r),(mn==null?void 0:mn.size)>0)){bn.clear();for(let e of mn){if(e.f&24576)continue;let t=[e],n=e.parent;for(;n!==null;)mn.has(n)&&(mn.delete(n),t.push(n)),n=n.parent;for(let e=t.length-1;e>=0;e--){let n=t[e];n.f&24576||Rr(n)}}mn.clear()}}mn=null}}function gn(e){I.schedule(e)}function _n(e,t){if(!(e.f&32&&e.f&1024)){e.f&2048?t.d.push(e):e.f&4096&&t.m.push(e),j(e,S);for(var n=e.first;n!==null;)_n(n,t),n=n.next}}function vn(e){j(e,S);for(var t=e.first;t!==null;)vn(t),t=t.next}var yn=new Set,bn=new Map,xn=!1;function Sn(e,t){return{f:0,v:e,reactions:null,equals:Me,rv:0,wv:0}}function Cn(e,t){let n=Sn(e,t);return Tr(n),n}function wn(e,t=!1,n=!0){let r=Sn(e);if(t||(r.equals=Pe),qe&&n&&A!==null&&A.l!==null){var i,a;((a=(i=A.l).s)==null?i.s=[]:a).push(r)}return r}function Tn(e,t,n=!1){return U!==null&&(!Sr||U.f&131072)&&tt()&&U.f&4325394&&(wr===null||!wr.has(e))&&Ge(),On(e,n?Mn(t):t,Bt)}var En=null,Dn=0;function On(e,t,n=null){if(!e.equals(t)){br?bn.set(e,t):bn.has(e)||bn.set(e,e.v);var r=en.ensure();if(r.capture(e,t),e.f&2){let t=e;e.f&2048&&Dt(t),L===null&&st(t)}e.wv=jr(),En=null,Dn=0,jn(e,C,n),En=null,tt()&&G!==null&&G.f&1024&&!(G.f&96)&&(J===null?Er([e]):J.push(e)),!r.is_fork&&yn.size>0&&!xn&&kn()}return t}function kn(){xn=!1;for(let e of yn){e.f&1024&&j(e,w);let t;try{t=Mr(e)}catch(e){t=!0}t&&Rr(e)}yn.clear()}function An(e){Tn(e,e.v+1)}function jn(e,t,n){var r=e.reactions;if(r!==null){var i=tt(),a=r.length;if(Dn+=a,Dn>1e5&&En===null&&(En=new Set),En!==null){if(En.has(e))return;En.add(e)}for(var o=0;o<a;o++){var s=r[o],c=s.f;if(i||s!==G){var l=(c&C)===0;if(l&&j(s,t),c&131072)yn.add(s);else if(c&2){var u=s;L==null||L.delete(u),jn(u,w,n)}else if(l){var d=s;c&16&&mn!==null&&mn.add(d),n===null?gn(d):n.push(d)}}}}}function Mn(e){if(typeof e!=`object`||!e||ue in e||de in e)return e;let n=u(e);if(n!==c&&n!==l)return e;var r=new Map,i=t(e),a=Cn(0),s=null,d=kr,f=e=>{if(kr===d)return e();var t=U,n=kr;W(null),Ar(d);var r=e();return W(t),Ar(n),r};return i&&r.set(`length`,Cn(e.length,s)),new Proxy(e,{defineProperty(e,t,n){`value`in n&&n.configurable!==!1&&n.enumerable!==!1&&n.writable!==!1||Ue();var i=r.get(t);return i===void 0?f(()=>{var e=Cn(n.value,s);return r.set(t,e),e}):Tn(i,n.value,!0),!0},deleteProperty(e,t){var n=r.get(t);if(n===void 0){if(t in e){let e=f(()=>Cn(E,s));r.set(t,e),An(a)}}else Tn(n,E),An(a);return!0},get(t,n,i){var a;if(n===ue)return e;var c=r.get(n),l=n in t;if(c===void 0&&(!l||(a=o(t,n))!=null&&a.writable)&&(c=f(()=>Cn(Mn(l?t[n]:E),s)),r.set(n,c)),c!==void 0){var u=Y(c);return u===E?void 0:u}return Reflect.get(t,n,i)},getOwnPropertyDescriptor(e,t){var n;(n=this.has)==null||n.call(this,e,t);var i=Reflect.getOwnPropertyDescriptor(e,t),a=r.get(t);if(a!==void 0){var o=Y(a);if(o===E)return;if(i&&`value`in i)i.value=o;else return{enumerable:!0,configurable:!0,value:o,writable:!0}}return i},has(e,t){var n;if(t===ue)return!0;var i=r.get(t),a=i!==void 0&&i.v!==E||Reflect.has(e,t);return(i!==void 0||(G!==null||U!==null)&&(!a||(n=o(e,t))!=null&&n.writable))&&(i===void 0&&(i=f(()=>Cn(a?Mn(e[t]):E,s)),r.set(t,i)),Y(i)===E)?!1:a},set(e,t,n,c){var l=r.get(t),u=t in e;if(i&&t===`length`)for(var d=n;d<l.v;d+=1){var p=r.get(d+``);p===void 0?d in e&&(p=f(()=>Cn(E,s)),r.set(d+``,p)):Tn(p,E)}if(l===void 0){var m;(!u||(m=o(e,t))!=null&&m.writable)&&(l=f(()=>Cn(void 0,s)),Tn(l,Mn(n)),r.set(t,l))}else{u=l.v!==E;var h=f(()=>Mn(n));Tn(l,h)}var g=Reflect.getOwnPropertyDescriptor(e,t);if(g!=null&&g.set&&g.set.call(c,n),!u){if(i&&typeof t==`string`){var _=r.get(`length`),v=Number(t);Number.isInteger(v)&&v>=_.v&&Tn(_,v+1)}An(a)}return!0},ownKeys(e){Y(a);var t=Reflect.ownKeys(e).filter(e=>{var t=r.get(e);return t===void 0||t.v!==E});for(var[n,i]of r)i.v!==E&&!(n in e)&&t.push(n);return t},setPrototypeOf(){We()}})}var Nn,Pn,Fn,In;function Ln(){if(Nn===void 0){Nn=window,Pn=/Firefox/.test(navigator.userAgent);var e=Element.prototype,t=Node.prototype,n=Text.prototype;Fn=o(t,`firstChild`).get,In=o(t,`nextSibling`).get,d(e)&&(e[he]=void 0,e[me]=null,e[ge]=void 0,e.__e=void 0),d(n)&&(n[_e]=void 0)}}function z(e=``){return document.createTextNode(e)}function B(e){return Fn.call(e)}function Rn(e){return In.call(e)}function zn(e,t){if(!D)return B(e);var n=B(O);if(n===null)n=O.appendChild(z());else if(t&&n.nodeType!==3){var r=z();return n==null||n.before(r),k(r),r}return t&&Kn(n),k(n),n}function Bn(e,t=!1){if(!D){var n=B(e);return n instanceof Comment&&n.data===``?Rn(n):n}if(t){if((O==null?void 0:O.nodeType)!==3){var r=z();return O==null||O.before(r),k(r),r}Kn(O)}return O}function Vn(e,t=!1){if(!D)return B(e);var n=zn(e,t);return Oe(e),n}function Hn(e,t=1,n=!1){let r=D?O:e;for(var i;t--;)i=r,r=Rn(r);if(!D)return r;if(n){if((r==null?void 0:r.nodeType)!==3){var a=z();return r===null?i==null||i.after(a):r.before(a),k(a),a}Kn(r)}return k(r),r}function Un(e){e.textContent=``}function Wn(){return!1}function Gn(e,t,n){return t==null||t===`http://www.w3.org/1999/xhtml`?n?document.createElement(e,{is:n}):document.createElement(e):n?document.createElementNS(t,e,{is:n}):document.createElementNS(t,e)}function Kn(e){if(e.nodeValue.length<65536)return;let t=e.nextSibling;for(;t!==null&&t.nodeType===3;)t.remove(),e.nodeValue+=t.nodeValue,t=e.nextSibling}function qn(e){var t=G;if(t===null)return U.f|=le,e;if(!(t.f&32768)&&!(t.f&4))throw e;Jn(e,t)}function Jn(e,t){if(e===xe)throw e;if(!(t!==null&&t.f&16384)){for(;t!==null;){if(t.f&128&&!(t.f&33570816)){if(!(t.f&32768))throw e;try{t.b.error(e);return}catch(t){e=t}}t=t.parent}throw e}}function Yn(e){G===null&&(U===null&&Be(e),ze()),br&&Re(e)}function Xn(e,t){var n=t.last;n===null?t.last=t.first=e:(n.next=e,e.prev=n,t.last=e)}function Zn(e,t){var n=G;n!==null&&n.f&8192&&(e|=T);var r={ctx:A,deps:null,nodes:null,f:e|C|512,first:null,fn:t,last:null,next:null,parent:n,b:n&&n.b,prev:null,teardown:null,wv:0,ac:null};I==null||I.register_created_effect(r);var i=r;if(e&4)zt===null?en.ensure().schedule(r):zt.push(r);else if(t!==null){try{Rr(r)}catch(e){throw H(r),e}i.deps===null&&i.teardown===null&&i.nodes===null&&i.first===i.last&&!(i.f&524288)&&(i=i.first,e&16&&e&65536&&i!==null&&(i.f|=re))}if(i!==null&&(i.parent=n,n!==null&&Xn(i,n),U!==null&&U.f&2&&!(e&64))){var a,o=U;((a=o.effects)==null?o.effects=[]:a).push(i)}return r}function Qn(){return U!==null&&!Sr}function $n(e){let t=Zn(8,null);return j(t,S),t.teardown=e,t}function er(e){Yn(`$effect`);var t=G.f;if(!U&&t&32&&A!==null&&!A.i){var n,r=A;((n=r.e)==null?r.e=[]:n).push(e)}else return tr(e)}function tr(e){return Zn(4|ae,e)}function nr(e){return Yn(`$effect.pre`),Zn(8|ae,e)}function rr(e){en.ensure();let t=Zn(64|ie,e);return(e={})=>new Promise(n=>{e.outro?mr(t,()=>{H(t),n(void 0)}):(H(t),n(void 0))})}function ir(e){return Zn(4,e)}function ar(e){return Zn(ce|ie,e)}function or(e,t=0){return Zn(8|t,e)}function sr(e,t=[],n=[],r=[]){_t(r,t,n,t=>{Zn(8,()=>{e(...t.map(Y))})})}function cr(e,t=0){return Zn(16|t,e)}function V(e){return Zn(32|ie,e)}function lr(e){var t=e.teardown;if(t!==null){let n=br,r=U;xr(!0),W(null);try{t.call(null)}catch(t){Jn(t,e.parent)}finally{xr(n),W(r)}}}function ur(e,t=!1){var n=e.first;for(e.first=e.last=null;n!==null;){let e=n.ac;e!==null&&pt(()=>{e.abort(ye)});var r=n.next;n.f&64?n.parent=null:H(n,t),n=r}}function dr(e){for(var t=e.first;t!==null;){var n=t.next;t.f&32||H(t),t=n}}function H(e,t=!0){var n=!1;(t||e.f&262144)&&e.nodes!==null&&e.nodes.end!==null&&(fr(e.nodes.start,e.nodes.end),n=!0),e.f|=ne,ur(e,t&&!n),Lr(e,0);var r=e.nodes&&e.nodes.t;if(r!==null)for(let e of r)e.stop();lr(e),e.f^=ne,e.f|=ee;var i=e.parent;i!==null&&i.first!==null&&pr(e),e.next=e.prev=e.teardown=e.ctx=e.deps=e.fn=e.nodes=e.ac=e.b=null}function fr(e,t){for(;e!==null;){var n=e===t?null:Rn(e);e.remove(),e=n}}function pr(e){var t=e.parent,n=e.prev,r=e.next;n!==null&&(n.next=r),r!==null&&(r.prev=n),t!==null&&(t.first===e&&(t.first=r),t.last===e&&(t.last=n))}function mr(e,t,n=!0){var r=[];e.f|=256,hr(e,r,!0);var i=()=>{n&&H(e),t&&t()},a=r.length;if(a>0){var o=()=>--a||i();for(var s of r)s.out(o)}else i()}function hr(e,t,n){if(!(e.f&8192)){e.f^=T;var r=e.nodes&&e.nodes.t;if(r!==null)for(let e of r)(e.is_global||n)&&t.push(e);for(var i=e.first;i!==null;){var a=i.next;if(!(i.f&64)){var o=!!(i.f&65536)||!!(i.f&32)&&!!(e.f&16);hr(i,t,o?n:!1)}i=a}}}function gr(e){e.f&=-257,_r(e,!0)}function _r(e,t){if(!(e.f&256)&&e.f&8192){e.f^=T,e.f&1024||(j(e,C),en.ensure().schedule(e));for(var n=e.first;n!==null;){var r=n.next,i=!!(n.f&65536)||!!(n.f&32);_r(n,i?t:!1),n=r}var a=e.nodes&&e.nodes.t;if(a!==null)for(let e of a)(e.is_global||t)&&e.in()}}function vr(e,t){if(e.nodes)for(var n=e.nodes.start,r=e.nodes.end;n!==null;){var i=n===r?null:Rn(n);t.append(n),n=i}}var yr=null,br=!1;function xr(e){br=e}var U=null,Sr=!1;function W(e){U=e}var G=null;function Cr(e){G=e}var wr=null;function Tr(e){if(U!==null&&(U.f&2097152||U.f&2)){var t;((t=wr)==null?wr=new Set:t).add(e)}}var K=null,q=0,J=null;function Er(e){J=e}var Dr=1,Or=0,kr=Or;function Ar(e){kr=e}function jr(){return++Dr}function Mr(e){var t=e.f;if(t&2048)return!0;if(t&4096){for(var n=e.deps,r=n.length,i=0;i<r;i++){var a=n[i];if(Mr(a)&&Ot(a),a.wv>e.wv)return!0}t&512&&L===null&&j(e,S)}return!1}function Nr(e,t,n=!0){var r=e.reactions;if(r!==null&&!(wr!==null&&wr.has(e)))for(var i=0;i<r.length;i++){var a=r[i];a.f&2?Nr(a,t,!1):t===a&&(n?j(a,C):a.f&1024&&j(a,w),gn(a))}}function Pr(e){var t=K,n=q,r=J,i=U,a=wr,o=A,s=Sr,c=kr,l=e.f;K=null,q=0,J=null,U=l&96?null:e,wr=null,Ze(e.ctx),Sr=!1,kr=++Or,e.ac!==null&&(pt(()=>{e.ac.abort(ye)}),e.ac=null);try{e.f|=se;var u=e.fn,d=u();e.f|=te;var f=Fr(e);if(tt()&&J!==null&&!Sr&&f!==null&&!(e.f&6146))for(var p=0;p<J.length;p++)Nr(J[p],e);if(i!==null&&i!==e){if(Or++,i.deps!==null)for(let e=0;e<n;e+=1)i.deps[e].rv=Or;if(t!==null)for(let e of t)e.rv=Or;J!==null&&(r===null?r=J:r.push(...J))}return e.f&8388608&&(e.f^=le),d}catch(t){return Fr(e),qn(t)}finally{e.f^=se,K=t,q=n,J=r,U=i,wr=a,Ze(o),Sr=s,kr=c}}function Fr(e){var t=e.deps,n=I==null?void 0:I.is_fork;if(K!==null){var r;if(n||Lr(e,q),t!==null&&q>0)for(t.length=q+K.length,r=0;r<K.length;r++)t[q+r]=K[r];else e.deps=t=K;if(Qn()&&e.f&512)for(r=q;r<t.length;r++){var i,a;((a=(i=t[r]).reactions)==null?i.reactions=[]:a).push(e)}}else!n&&t!==null&&q<t.length&&(Lr(e,q),t.length=q);return t}function Ir(e,t){let i=t.reactions;if(i!==null){var a=n.call(i,e);if(a!==-1){var o=i.length-1;o===0?i=t.reactions=null:(i[a]=i[o],i.pop())}}if(i===null&&t.f&2&&(K===null||!r.call(K,t))){var s=t;s.f&512&&(s.f^=512),s.v!==E&&st(s),s.ac!==null&&pt(()=>{s.ac.abort(ye),s.ac=null,j(s,C)}),kt(s),Lr(s,0)}}function Lr(e,t){var n=e.deps;if(n!==null)for(var r=t;r<n.length;r++)Ir(e,n[r])}function Rr(e){var t=e.f;if(!(t&16384)){j(e,S);var n=G;G=e;try{t&16777232?dr(e):ur(e),lr(e);var r=Pr(e);e.teardown=typeof r==`function`?r:null,e.wv=Dr}finally{G=n}}}async function zr(){await Promise.resolve(),fn()}function Y(e){var t=!!(e.f&2);if(yr==null||yr.add(e),U!==null&&!Sr&&!(G!==null&&G.f&16384)&&(wr===null||!wr.has(e))){var n=U.deps;if(U.f&2097152)e.rv<Or&&(e.rv=Or,K===null&&n!==null&&n[q]===e?q++:K===null?K=[e]:K.push(e));else{var i;(i=U).deps!=null||(i.deps=[]),r.call(U.deps,e)||U.deps.push(e);var a=e.reactions;a===null?e.reactions=[U]:r.call(a,U)||a.push(U)}}if(br&&bn.has(e))return bn.get(e);if(t){var o=e;if(br){var s=o.v;return(!(o.f&1024)&&o.reactions!==null||Vr(o))&&(s=Dt(o)),bn.set(o,s),s}var c=!(o.f&512)&&!Sr&&U!==null&&!!(U.f&512),l=(o.f&te)===0;Mr(o)&&(c&&(o.f|=512),Ot(o)),c&&!l&&(At(o),Br(o))}if(L!=null&&L.has(e))return L.get(e);if(e.f&8388608)throw e.v;return e.v}function Br(e){if(e.f|=512,e.deps!==null)for(let n of e.deps){var t=n.reactions;t===null?n.reactions=[e]:r.call(t,e)||t.push(e),n.f&2&&!(n.f&512)&&(At(n),Br(n))}}function Vr(e){if(e.v===E)return!0;if(e.deps===null)return!1;for(let t of e.deps)if(bn.has(t)||t.f&2&&Vr(t))return!0;return!1}function Hr(e){var t=Sr;try{return Sr=!0,e()}finally{Sr=t}}function Ur(e){if(!(typeof e!=`object`||!e||e instanceof EventTarget)){if(ue in e)Wr(e);else if(!Array.isArray(e))for(let t in e){let n=e[t];typeof n==`object`&&n&&ue in n&&Wr(n)}}}function Wr(e,t=new Set){if(typeof e==`object`&&e&&!(e instanceof EventTarget)&&!t.has(e)){t.add(e),e instanceof Date&&e.getTime();for(let n in e)try{Wr(e[n],t)}catch(e){}let n=u(e);if(n!==Object.prototype&&n!==Array.prototype&&n!==Map.prototype&&n!==Set.prototype&&n!==Date.prototype){let t=s(n);for(let n in t){let r=t[n].get;if(r)try{r.call(e)}catch(e){}}}}}[...`allowfullscreen.async.autofocus.autoplay.checked.controls.default.disabled.formnovalidate.indeterminate.inert.ismap.loop.multiple.muted.nomodule.novalidate.open.playsinline.readonly.required.reversed.seamless.selected.webkitdirectory.defer.disablepictureinpicture.disableremoteplayback`.split(`.`)];var Gr=[`touchstart`,`touchmove`];function Kr(e){return Gr.includes(e)}var qr=Symbol(`events`),Jr=new Set,Yr=new Set;function Xr(e,t,n,r={}){function i(e){if(r.capture||ni.call(t,e),!e.cancelBubble)return pt(()=>n==null?void 0:n.call(this,e))}return e.startsWith(`pointer`)||e.startsWith(`touch`)||e===`wheel`?(i.__removed=!1,it(()=>{i.__removed||t.addEventListener(e,i,r)})):t.addEventListener(e,i,r),i}function Zr(e,t,n,r,i){var a={capture:r,passive:i},o=Xr(e,t,n,a);(t===document.body||t===window||t===document||t instanceof HTMLMediaElement)&&$n(()=>{o.__removed=!0,t.removeEventListener(e,o,a)})}function Qr(e,t,n){var r;((r=t[qr])==null?t[qr]={}:r)[e]=n}function $r(e){for(var t=0;t<e.length;t++)Jr.add(e[t]);for(var n of Yr)n(e)}var ei=null,ti=!1;function ni(e){var t,n=this,r=n.ownerDocument,i=e.type,o=((t=e.composedPath)==null?void 0:t.call(e))||[],s=o[0]||e.target;ei=e,ti||(ti=!0,setTimeout(()=>{ti=!1,ei=null}));var c=0,l=ei===e&&e[qr];if(l){var u=o.indexOf(l);if(u!==-1&&(n===document||n===window)){e[qr]=n;return}var d=o.indexOf(n);if(d===-1)return;u<=d&&(c=u)}if(s=o[c]||e.target,s!==n){a(e,`currentTarget`,{configurable:!0,get(){return s||r}});var f=U,p=G;W(null),Cr(null);try{for(var m,h=[];s!==null&&s!==n;){try{var g,_=(g=s[qr])==null?void 0:g[i];_==null||s.disabled&&e.target!==s||_.call(s,e)}catch(e){m?h.push(e):m=e}if(e.cancelBubble)break;c++,s=c<o.length?o[c]:null}if(m){for(let e of h)queueMicrotask(()=>{throw e});throw m}}finally{e[qr]=n,delete e.currentTarget,W(f),Cr(p)}}}var ri,ii=((ri=globalThis)==null||(ri=ri.window)==null?void 0:ri.trustedTypes)&&globalThis.window.trustedTypes.createPolicy(`svelte-trusted-html`,{createHTML:e=>e});function ai(e){var t;return(t=ii==null?void 0:ii.createHTML(e))==null?e:t}function oi(e){var t=Gn(`template`);return t.innerHTML=ai(e.replaceAll(`<!>`,`<!---->`)),t.content}function si(e,t){var n=G;n.nodes===null&&(n.nodes={start:e,end:t,a:null,t:null})}function ci(e,t){var n=!!(t&1),r=!!(t&2),i,a=!e.startsWith(`<!>`);return()=>{if(D)return si(O,null),O;i===void 0&&(i=oi(a?e:`<!>`+e),n||(i=B(i)));var t=r||Pn?document.importNode(i,!0):i.cloneNode(!0);if(n){var o=B(t),s=t.lastChild;si(o,s)}else si(t,t);return t}}function li(e,t,n=`svg`){var r=!e.startsWith(`<!>`),i=!!(t&1),a=`<${n}>${r?e:`<!>`+e}</${n}>`,o;return()=>{if(D)return si(O,null),O;if(!o){var e=B(oi(a));if(i)for(o=document.createDocumentFragment();B(e);)o.appendChild(B(e));else o=B(e)}var t=o.cloneNode(!0);if(i){var n=B(t),r=t.lastChild;si(n,r)}else si(t,t);return t}}function ui(e,t){return li(e,t,`svg`)}function di(e=``){if(!D){var t=z(e+``);return si(t,t),t}var n=O;return n.nodeType===3?Kn(n):(n.before(n=z()),k(n)),si(n,n),n}function fi(){if(D)return si(O,null),O;var e=document.createDocumentFragment(),t=document.createComment(``),n=z();return e.append(t,n),si(t,n),e}function pi(e,t){if(D){var n=G;n.f&32768&&n.nodes.end!==null||(n.nodes.end=O),De()}else e!==null&&e.before(t)}function mi(e){let t=0,n=Sn(0),r;return()=>{Qn()&&(Y(n),or(()=>(t===0&&(r=Hr(()=>e(()=>An(n)))),t+=1,()=>{it(()=>{--t,t===0&&(r==null||r(),r=void 0,An(n))})})))}}var hi=re|ie;function gi(e,t,n,r){new Ai(e,t,n,r)}var _i=new WeakMap,vi=new WeakMap,yi=new WeakMap,bi=new WeakMap,X=new WeakMap,xi=new WeakMap,Z=new WeakMap,Si=new WeakMap,Ci=new WeakMap,wi=new WeakMap,Ti=new WeakMap,Ei=new WeakMap,Di=new WeakMap,Oi=new WeakMap,ki=new WeakMap,Q=new WeakSet,Ai=class{constructor(e,t,n,r){var i,a;Mt(this,Q),b(this,`parent`,void 0),b(this,`is_pending`,!1),b(this,`transform_error`,void 0),M(this,_i,void 0),M(this,vi,D?O:null),M(this,yi,void 0),M(this,bi,void 0),M(this,X,void 0),M(this,xi,null),M(this,Z,null),M(this,Si,null),M(this,Ci,null),M(this,wi,0),M(this,Ti,0),M(this,Ei,!1),M(this,Di,new Map),M(this,Oi,null),M(this,ki,mi(()=>(F(Oi,this,Sn(P(wi,this))),()=>{F(Oi,this,null)}))),F(_i,this,e),F(yi,this,t),F(bi,this,e=>{var t=G;t.b=this,t.f|=128,n(e)}),this.parent=G.b,this.transform_error=(i=r==null?(a=this.parent)==null?void 0:a.transform_error:r)==null?(e=>e):i,F(X,this,cr(()=>{if(D){let e=je(P(vi,this));De();let t=e===`[!`;if(e.startsWith(`[?`)){let t=JSON.parse(e.slice(2));N(Q,this,Mi).call(this,t)}else t?N(Q,this,Fi).call(this):N(Q,this,ji).call(this)}else N(Q,this,Ii).call(this)},hi)),D&&F(_i,this,O)}defer_effect(e){ct(e,P(Di,this))}is_rendered(){return!this.is_pending&&(!this.parent||this.parent.is_rendered())}has_pending_snippet(){return!!P(yi,this).pending}update_pending_count(e,t){N(Q,this,zi).call(this,e,t),F(wi,this,P(wi,this)+e),P(Oi,this)&&!P(Ei,this)&&(F(Ei,this,!0),it(()=>{F(Ei,this,!1),P(Oi,this)&&On(P(Oi,this),P(wi,this))}))}get_effect_pending(){return P(ki,this).call(this),Y(P(Oi,this))}error(e){if(e===xe||!P(yi,this).onerror&&!P(yi,this).failed)throw e;I!=null&&I.is_fork?(P(xi,this)&&I.skip_effect(P(xi,this)),P(Z,this)&&I.skip_effect(P(Z,this)),P(Si,this)&&I.skip_effect(P(Si,this)),I.oncommit(()=>{N(Q,this,Pi).call(this)||N(Q,this,Bi).call(this,e)})):N(Q,this,Bi).call(this,e)}};function ji(){try{F(xi,this,V(()=>P(bi,this).call(this,P(_i,this))))}catch(e){this.error(e)}}function Mi(e){let t=P(yi,this).failed,{reset:n,invoke_onerror:r}=N(Q,this,Ni).call(this,e);it(r),t&&F(Si,this,V(()=>{t(P(_i,this),()=>e,()=>n)}))}function Ni(e){var t=!1,n=!1;let r=()=>{N(Q,this,Pi).call(this)||(t?Te():(t=!0,n&&Ke(),P(Si,this)!==null&&mr(P(Si,this),()=>{F(Si,this,null)}),N(Q,this,Ri).call(this,()=>{N(Q,this,Ii).call(this)})))};return{reset:r,invoke_onerror:()=>{if(!N(Q,this,Pi).call(this))try{var t,i;n=!0,(t=(i=P(yi,this)).onerror)==null||t.call(i,e,r),n=!1}catch(e){Jn(e,P(X,this)&&P(X,this).parent)}}}}function Pi(){return(P(X,this).f&(ee|ne))!==0}function Fi(){let e=P(yi,this).pending;e&&(this.is_pending=!0,F(Z,this,V(()=>e(P(_i,this)))),it(()=>{if(!N(Q,this,Pi).call(this)){var e=F(Ci,this,document.createDocumentFragment()),t=z(),n=!1;e.append(t),F(xi,this,N(Q,this,Ri).call(this,()=>{try{return V(()=>P(bi,this).call(this,t))}catch(e){try{this.error(e),n=!0}catch(e){Jn(e,P(X,this).parent)}return null}})),P(xi,this)===null?(F(Ci,this,null),n&&N(Q,this,Li).call(this,I)):P(Ti,this)===0&&(P(_i,this).before(e),F(Ci,this,null),mr(P(Z,this),()=>{F(Z,this,null)}),N(Q,this,Li).call(this,I))}}))}function Ii(){try{if(this.is_pending=this.has_pending_snippet(),F(Ti,this,0),F(wi,this,0),F(xi,this,V(()=>{P(bi,this).call(this,P(_i,this))})),P(Ti,this)>0){var e=F(Ci,this,document.createDocumentFragment());vr(P(xi,this),e);let t=P(yi,this).pending;F(Z,this,V(()=>t(P(_i,this))))}else N(Q,this,Li).call(this,I)}catch(e){this.error(e)}}function Li(e){this.is_pending=!1,e.transfer_reactions(P(Di,this))}function Ri(e){var t=G,n=U,r=A;Cr(P(X,this)),W(P(X,this)),Ze(P(X,this).ctx);try{return en.ensure(),e()}finally{Cr(t),W(n),Ze(r)}}function zi(e,t){if(this.has_pending_snippet())F(Ti,this,P(Ti,this)+e),P(Ti,this)===0&&(N(Q,this,Li).call(this,t),P(Z,this)&&mr(P(Z,this),()=>{F(Z,this,null)}),P(Ci,this)&&(P(_i,this).before(P(Ci,this)),F(Ci,this,null)));else if(this.parent){var n;N(Q,n=this.parent,zi).call(n,e,t)}}function Bi(e){P(xi,this)&&(H(P(xi,this)),F(xi,this,null)),P(Z,this)&&(H(P(Z,this)),F(Z,this,null)),P(Si,this)&&(H(P(Si,this)),F(Si,this,null)),D&&(k(P(vi,this)),ke(),k(Ae()));let t=P(yi,this).failed,n=e=>{if(N(Q,this,Pi).call(this))return;let{reset:n,invoke_onerror:r}=N(Q,this,Ni).call(this,e);r(),t&&!N(Q,this,Pi).call(this)&&F(Si,this,N(Q,this,Ri).call(this,()=>{try{return V(()=>{var r=G;r.b=this,r.f|=128,t(P(_i,this),()=>e,()=>n)})}catch(e){return Jn(e,P(X,this).parent),null}}))};it(()=>{if(!N(Q,this,Pi).call(this)){var t;try{t=this.transform_error(e)}catch(e){Jn(e,P(X,this)&&P(X,this).parent);return}typeof t==`object`&&t&&typeof t.then==`function`?t.then(n,e=>Jn(e,P(X,this)&&P(X,this).parent)):n(t)}})}function Vi(e,t){var n,r=t==null?``:typeof t==`object`?`${t}`:t;r!==((n=e[_e])==null?e[_e]=e.nodeValue:n)&&(e[_e]=r,e.nodeValue=`${r}`)}function Hi(e,t){return Wi(e,t)}var Ui=new Map;function Wi(e,{target:t,anchor:n,props:r={},events:a,context:o,intro:s=!0,transformError:c}){Ln();var l=void 0,u=rr(()=>{var s=n==null?t.appendChild(z()):n;gi(s,{pending:()=>{}},t=>{Qe({});var n=A;if(o&&(n.c=o),a&&(r.$$events=a),D&&si(t,null),l=e(t,r)||et(),D&&(G.nodes.end=O,O===null||O.nodeType!==8||O.data!==`]`))throw we(),xe;$e()},c);var u=new Set,d=e=>{for(var n=0;n<e.length;n++){var r=e[n];if(!u.has(r)){u.add(r);var i=Kr(r);for(let e of[t,document]){var a=Ui.get(e);a===void 0&&(a=new Map,Ui.set(e,a));var o=a.get(r);o===void 0?(e.addEventListener(r,ni,{passive:i}),a.set(r,1)):a.set(r,o+1)}}}};return d(i(Jr)),Yr.add(d),()=>{for(var e of u)for(let n of[t,document]){var r=Ui.get(n),i=r.get(e);--i==0?(n.removeEventListener(e,ni),r.delete(e),r.size===0&&Ui.delete(n)):r.set(e,i)}if(Yr.delete(d),s!==n){var a;(a=s.parentNode)==null||a.removeChild(s)}}});return Gi.set(l,u),l}var Gi=new WeakMap,Ki=new WeakMap,qi=new WeakMap,Ji=new WeakMap,Yi=new WeakMap,Xi=new WeakMap,Zi=new WeakMap,Qi=new WeakMap,$i=class{constructor(e,t=!0){b(this,`anchor`,void 0),M(this,Ki,new Map),M(this,qi,new Map),M(this,Ji,new Map),M(this,Yi,new Set),M(this,Xi,!0),M(this,Zi,e=>{if(P(Ki,this).has(e)){var t=P(Ki,this).get(e),n=P(qi,this).get(t);if(n)gr(n),P(Yi,this).delete(t);else{var r=P(Ji,this).get(t);r&&(gr(r.effect),P(qi,this).set(t,r.effect),P(Ji,this).delete(t),r.fragment.lastChild.remove(),this.anchor.before(r.fragment),n=r.effect)}for(let[t,n]of P(Ki,this)){if(P(Ki,this).delete(t),t===e)break;let r=P(Ji,this).get(n);r&&(H(r.effect),P(Ji,this).delete(n))}for(let[e,r]of P(qi,this)){if(e===t||P(Yi,this).has(e))continue;let i=()=>{if(Array.from(P(Ki,this).values()).includes(e)){var t=document.createDocumentFragment();vr(r,t),t.append(z()),P(Ji,this).set(e,{effect:r,fragment:t})}else H(r);P(Yi,this).delete(e),P(qi,this).delete(e)};P(Xi,this)||!n?(P(Yi,this).add(e),mr(r,i,!1)):i()}}}),M(this,Qi,e=>{P(Ki,this).delete(e);let t=Array.from(P(Ki,this).values());for(let[e,n]of P(Ji,this))t.includes(e)||(H(n.effect),P(Ji,this).delete(e))}),this.anchor=e,F(Xi,this,t)}ensure(e,t){var n=I,r=Wn();if(t&&!P(qi,this).has(e)&&!P(Ji,this).has(e)){if(r){var i=document.createDocumentFragment(),a=z();i.append(a),P(Ji,this).set(e,{effect:V(()=>t(a)),fragment:i})}else P(qi,this).set(e,V(()=>t(this.anchor)))}if(P(Ki,this).set(n,e),r){for(let[t,r]of P(qi,this))t===e?n.unskip_effect(r):n.skip_effect(r);for(let[t,r]of P(Ji,this))t===e?n.unskip_effect(r.effect):n.skip_effect(r.effect);n.oncommit(P(Zi,this)),n.ondiscard(P(Qi,this))}else D&&(this.anchor=O),P(Zi,this).call(this,n)}};function ea(e,t,n=!1){var r;D&&(r=O,De());var i=new $i(e),a=n?re:0;function o(e,t){if(D){var n=je(r);if(e!==parseInt(n.substring(1))){var a=Ae();k(a),i.anchor=a,Ee(!1),i.ensure(e,t),Ee(!0);return}}i.ensure(e,t)}cr(()=>{var e=!1;t((t,n=0)=>{e=!0,o(n,t)}),e||o(-1,null)},a)}function ta(e,t){return t}function na(e,t,n){for(var r=[],a=t.length,o,s=t.length,c=0;c<a;c++){let n=t[c];mr(n,()=>{if(o){if(o.pending.delete(n),o.done.add(n),o.pending.size===0){var t=e.outrogroups;ra(e,i(o.done)),t.delete(o),t.size===0&&(e.outrogroups=null)}}else--s},!1)}if(s===0){var l=r.length===0&&n!==null&&e.pending.size===0;if(l){var u=n,d=u.parentNode;Un(d),d.append(u),e.items.clear()}ra(e,t,!l)}else{var f;o={pending:new Set(t),done:new Set},((f=e.outrogroups)==null?e.outrogroups=new Set:f).add(o)}}function ra(e,t,n=!0){var r;if(e.pending.size>0){r=new Set;for(let t of e.pending.values())for(let n of t)r.add(e.items.get(n).e)}for(var i=0;i<t.length;i++){var a=t[i];r!=null&&r.has(a)?(a.f|=oe,vr(a,document.createDocumentFragment())):H(t[i],n)}}var ia;function aa(e,n,r,a,o,s=null){var c=e,l=new Map;if(n&4){var u=e;c=D?k(B(u)):u.appendChild(z())}D&&De();var d=null,f=Tt(()=>{var e=r();return t(e)?e:e==null?[]:i(e)}),p=new Map,m=!0;function h(e){if(!(_.effect.f&16384)){_.pending.delete(e);var t=Y(f);_.fallback=d,sa(_,t,c,n,a),d!==null&&(t.length===0?d.f&33554432?(d.f^=oe,la(d,null,c)):gr(d):mr(d,()=>{d=null}))}}function g(e){_.pending.delete(e)}var _={effect:cr(()=>{var e=Y(f),t=e.length;let i=!1;D&&je(c)===`[!`!=(t===0)&&(c=Ae(),k(c),Ee(!1),i=!0);for(var u=new Set,_=I,v=Wn(),y=0;y<t;y+=1){D&&O.nodeType===8&&O.data===`]`&&(c=O,i=!0,Ee(!1));var b=e[y],x=a(b,y),S=m?null:l.get(x);if(S)S.v&&On(S.v,b),S.i&&On(S.i,y),v&&_.unskip_effect(S.e);else{var C;S=ca(l,m?c:(C=ia)==null?ia=z():C,b,x,y,o,n,r),m||(S.e.f|=oe),l.set(x,S)}u.add(x)}if(t===0&&s&&!d&&(m?d=V(()=>s(c)):(d=V(()=>{var e;return s((e=ia)==null?ia=z():e)}),d.f|=oe)),t>u.size&&Le(``,``,``),D&&t>0&&k(Ae()),!m){if(p.set(_,u),v){for(let[e,t]of l)u.has(e)||_.skip_effect(t.e);_.oncommit(h),_.ondiscard(g)}else h(_)}i&&Ee(!0),Y(f)}),flags:n,items:l,pending:p,outrogroups:null,fallback:d};m=!1,D&&(c=O)}function oa(e){for(;e!==null&&!(e.f&32);)e=e.next;return e}function sa(e,t,n,r,a){var o=!!(r&8),s=t.length,c=e.items,l=oa(e.effect.first),u,d=null,f,p=[],m=[],h,g,_,v;if(o){for(v=0;v<s;v+=1)if(h=t[v],g=a(h,v),_=c.get(g).e,!(_.f&33554432)){var y,b;(y=_.nodes)==null||(y=y.a)==null||y.measure(),((b=f)==null?f=new Set:b).add(_)}}for(v=0;v<s;v+=1){if(h=t[v],g=a(h,v),_=c.get(g).e,e.outrogroups!==null)for(let t of e.outrogroups)t.pending.delete(_),t.done.delete(_);if(_.f&8192&&(gr(_),o)){var x,S;(x=_.nodes)==null||(x=x.a)==null||x.unfix(),((S=f)==null?f=new Set:S).delete(_)}if(_.f&33554432){if(_.f^=oe,_===l)la(_,null,n);else{var C=d?d.next:l;_===e.effect.last&&(e.effect.last=_.prev),_.prev&&(_.prev.next=_.next),_.next&&(_.next.prev=_.prev),ua(e,d,_),ua(e,_,C),la(_,C,n),d=_,p=[],m=[],l=oa(d.next);continue}}if(_!==l){if(u!==void 0&&u.has(_)){if(p.length<m.length){var w=m[0],T;d=w.prev;var ee=p[0],te=p[p.length-1];for(T=0;T<p.length;T+=1)la(p[T],w,n);for(T=0;T<m.length;T+=1)u.delete(m[T]);ua(e,ee.prev,te.next),ua(e,d,ee),ua(e,te,w),l=w,d=te,--v,p=[],m=[]}else u.delete(_),la(_,l,n),ua(e,_.prev,_.next),ua(e,_,d===null?e.effect.first:d.next),ua(e,d,_),d=_;continue}for(p=[],m=[];l!==null&&l!==_;){var ne;((ne=u)==null?u=new Set:ne).add(l),m.push(l),l=oa(l.next)}if(l===null)continue}_.f&33554432||p.push(_),d=_,l=oa(_.next)}if(e.outrogroups!==null){for(let t of e.outrogroups)if(t.pending.size===0){var re;ra(e,i(t.done)),(re=e.outrogroups)==null||re.delete(t)}e.outrogroups.size===0&&(e.outrogroups=null)}if(l!==null||u!==void 0){var ie=[];if(u!==void 0)for(_ of u)_.f&8192||ie.push(_);for(;l!==null;)!(l.f&8192)&&l!==e.fallback&&ie.push(l),l=oa(l.next);var ae=ie.length;if(ae>0){var se=r&4&&s===0?n:null;if(o){for(v=0;v<ae;v+=1){var ce;(ce=ie[v].nodes)==null||(ce=ce.a)==null||ce.measure()}for(v=0;v<ae;v+=1){var le;(le=ie[v].nodes)==null||(le=le.a)==null||le.fix()}}na(e,ie,se)}}o&&it(()=>{if(f!==void 0)for(_ of f){var e;(e=_.nodes)==null||(e=e.a)==null||e.apply()}})}function ca(e,t,n,r,i,a,o,s){var c=o&1?o&16?Sn(n):wn(n,!1,!1):null,l=o&2?Sn(i):null;return{v:c,i:l,e:V(()=>(a(t,c==null?n:c,l==null?i:l,s),()=>{e.delete(r)}))}}function la(e,t,n){if(e.nodes)for(var r=e.nodes.start,i=e.nodes.end,a=t&&!(t.f&33554432)?t.nodes.start:n;r!==null;){var o=Rn(r);if(a.before(r),r===i)return;r=o}}function ua(e,t,n){t===null?e.effect.first=n:t.next=n,n===null?e.effect.last=t:n.prev=t}function da(e){var t,n,r=``;if(typeof e==`string`||typeof e==`number`)r+=e;else if(typeof e==`object`){if(Array.isArray(e)){var i=e.length;for(t=0;t<i;t++)e[t]&&(n=da(e[t]))&&(r&&(r+=` `),r+=n)}else for(n in e)e[n]&&(r&&(r+=` `),r+=n)}return r}function fa(){for(var e,t,n=0,r=``,i=arguments.length;n<i;n++)(e=arguments[n])&&(t=da(e))&&(r&&(r+=` `),r+=t);return r}function pa(e){return typeof e==`object`?fa(e):e==null?``:e}var ma=[...` 	
\r\f\xA0\v﻿`];function ha(e,t,n){var r=e==null?``:``+e;if(t&&(r=r?r+` `+t:t),n){for(var i of Object.keys(n))if(n[i])r=r?r+` `+i:i;else if(r.length)for(var a=i.length,o=0;(o=r.indexOf(i,o))>=0;){var s=o+a;(o===0||ma.includes(r[o-1]))&&(s===r.length||ma.includes(r[s]))?r=(o===0?``:r.substring(0,o))+r.substring(s+1):o=s}}return r===``?null:r}function ga(e,t=!1){var n=t?` !important;`:`;`,r=``;for(var i of Object.keys(e)){var a=e[i];a!=null&&a!==``&&(r+=` `+i+`: `+a+n)}return r}function _a(e){return e[0]!==`-`||e[1]!==`-`?e.toLowerCase():e}function va(e,t){if(t){var n=``,r,i;if(Array.isArray(t)?(r=t[0],i=t[1]):r=t,e){e=String(e).replaceAll(/\/\*.*?\*\//g,``).trim();var a=!1,o=0,s=!1,c=[];r&&c.push(...Object.keys(r).map(_a)),i&&c.push(...Object.keys(i).map(_a));var l=0,u=-1;let t=e.length;for(var d=0;d<t;d++){var f=e[d];if(s?f===`/`&&e[d-1]===`*`&&(s=!1):a?a===f&&(a=!1):f===`/`&&e[d+1]===`*`?s=!0:f===`"`||f===`'`?a=f:f===`(`?o++:f===`)`&&o--,!s&&a===!1&&o===0){if(f===`:`&&u===-1)u=d;else if(f===`;`||d===t-1){if(u!==-1){var p=_a(e.substring(l,u).trim());if(!c.includes(p)){f!==`;`&&d++;var m=e.substring(l,d).trim();n+=` `+m+`;`}}l=d+1,u=-1}}}}return r&&(n+=ga(r)),i&&(n+=ga(i,!0)),n=n.trim(),n===``?null:n}return e==null?null:String(e)}function ya(e,t,n,r,i,a){var o=e[he];if(D||o!==n||o===void 0){var s=ha(n,r,a);D&&s===e.getAttribute(`class`)||(s==null?e.removeAttribute(`class`):t?e.className=s:e.setAttribute(`class`,s)),e[he]=n}else if(a&&i!==a)for(var c in a){var l=!!a[c];(i==null||l!==!!i[c])&&e.classList.toggle(c,l)}return a}function ba(e,t={},n,r){for(var i in n){var a=n[i];t[i]!==a&&(n[i]==null?e.style.removeProperty(i):e.style.setProperty(i,a,r))}}function xa(e,t,n,r){var i=e[ge];if(D||i!==t){var a=va(t,r);D&&a===e.getAttribute(`style`)||(a==null?e.removeAttribute(`style`):e.style.cssText=a),e[ge]=t}else r&&(Array.isArray(r)?(ba(e,n==null?void 0:n[0],r[0]),ba(e,n==null?void 0:n[1],r[1],`important`)):ba(e,n,r));return r}var Sa=Symbol(`is custom element`),Ca=Symbol(`is html`),wa=be?`link`:`LINK`;function Ta(e){if(D){var t=!1,n=()=>{if(!t){if(t=!0,e.hasAttribute(`value`)){var n=e.value;Ea(e,`value`,null),e.value=n}if(e.hasAttribute(`checked`)){var r=e.checked;Ea(e,`checked`,null),e.checked=r}}};e[ve]=n,it(n),dt()}}function Ea(e,t,n,r){var i=Da(e);if(!(D&&(i[t]=e.getAttribute(t),t===`src`||t===`srcset`||t===`href`&&e.nodeName===wa))){var a=i[t];a!==(i[t]=n)&&(t===`loading`&&(e[pe]=n),n==null?e.removeAttribute(t):typeof n!=`string`&&ka(e).has(t)?e[t]=n:(!D||typeof n!=`number`&&typeof n!=`boolean`||a!==String(n))&&e.setAttribute(t,n))}}function Da(e){var t;return(t=e[me])==null?e[me]={[Sa]:e.nodeName.includes(`-`),[Ca]:e.namespaceURI===Se}:t}var Oa=new Map;function ka(e){var t=e.getAttribute(`is`)||e.nodeName,n=Oa.get(t);if(n)return n;Oa.set(t,n=new Set);for(var r,i=e,a=Element.prototype;a!==i;){for(var o in r=s(i),r)r[o].set&&o!==`innerHTML`&&o!==`textContent`&&o!==`innerText`&&n.add(o);i=u(i)}return n}function Aa(e,t,n=t){var r=new WeakSet;mt(e,`input`,async i=>{var a=i?e.defaultValue:e.value;if(a=ja(e)?Ma(a):a,n(a),I!==null&&r.add(I),await zr(),a!==(a=t())){var o,s=e.selectionStart,c=e.selectionEnd,l=e.value.length;if(e.value=(o=a)==null?``:o,c!==null){var u=e.value.length;s===c&&c===l&&u>l?(e.selectionStart=u,e.selectionEnd=u):(e.selectionStart=s,e.selectionEnd=Math.min(c,u))}}}),(D&&e.defaultValue!==e.value||Hr(t)==null&&e.value)&&(n(ja(e)?Ma(e.value):e.value),I!==null&&r.add(I)),or(()=>{var n=t();if(e===document.activeElement){var i=I;if(r.has(i))return}ja(e)&&n===Ma(e.value)||(e.type!==`date`||n||e.value)&&n!==e.value&&(e.value=n==null?``:n)})}function ja(e){var t=e.type;return t===`number`||t===`range`}function Ma(e){return e===``?null:+e}var Na,Pa=new WeakMap,Fa=new WeakMap,Ia=new WeakMap,La=new WeakSet,Ra=class{constructor(e){Mt(this,La),M(this,Pa,new WeakMap),M(this,Fa,void 0),M(this,Ia,void 0),F(Ia,this,e)}observe(e,t){var n=P(Pa,this).get(e)||new Set;return n.add(t),P(Pa,this).set(e,n),N(La,this,za).call(this).observe(e,P(Ia,this)),()=>{var n=P(Pa,this).get(e);n.delete(t),n.size===0&&(P(Pa,this).delete(e),P(Fa,this).unobserve(e))}}};Na=Ra;function za(){var e;return(e=P(Fa,this))==null?F(Fa,this,new ResizeObserver(e=>{for(var t of e){Na.entries.set(t.target,t);for(var n of P(Pa,this).get(t.target)||[])n(t)}})):e}b(Ra,`entries`,new WeakMap);var Ba=new Ra({box:`border-box`});function Va(e,t,n){var r=Ba.observe(e,()=>n(e[t]));ir(()=>(Hr(()=>n(e[t])),r))}function Ha(e,t){return e===t||(e==null?void 0:e[ue])===t}function Ua(e=et(),t,n,r){var i=A.r,a=G;return ir(()=>{var o,s;return or(()=>{o=s,s=(r==null?void 0:r())||[],Hr(()=>{Ha(n(...s),e)||(t(e,...s),o&&Ha(n(...o),e)&&t(null,...o))})}),()=>{let r=a;for(;r!==i&&r.parent!==null&&r.parent.f&33554432;)r=r.parent;let o=()=>{s&&Ha(n(...s),e)&&t(null,...s)},c=r.teardown;r.teardown=()=>{o(),c==null||c()}}}),e}function Wa(e,t){ft(window,[`resize`],()=>pt(()=>t(window[e])))}function Ga(e=!1){let t=A,n=t.l.u;if(!n)return;let r=()=>Ur(t.s);if(e){let e=0,n={},i=xt(()=>{let r=!1,i=t.s;for(let e in i)i[e]!==n[e]&&(n[e]=i[e],r=!0);return r&&e++,e});r=()=>Y(i)}n.b.length&&nr(()=>{Ka(t,r),m(n.b)}),er(()=>{let e=Hr(()=>n.m.map(p));return()=>{for(let t of e)typeof t==`function`&&t()}}),n.a.length&&er(()=>{Ka(t,r),m(n.a)})}function Ka(e,t){if(e.l.s)for(let t of e.l.s)Y(t);t()}var qa=!1;function Ja(e){var t=qa;try{return qa=!1,[e(),qa]}finally{qa=t}}function Ya(e,t,n,r){var i=!qe||!!(n&2),a=!!(n&8),s=!!(n&16),c=r,l=!0,u=void 0,d=()=>s&&i?(u!=null||(u=xt(r)),Y(u)):(l&&(l=!1,c=s?Hr(r):r),c);let f;if(a){var p,m,h=ue in e||fe in e;f=(p=(m=o(e,t))==null?void 0:m.set)==null?h&&t in e?n=>e[t]=n:void 0:p}var g,_=!1;a?[g,_]=Ja(()=>e[t]):g=e[t],g===void 0&&r!==void 0&&(g=d(),f&&(i&&He(t),f(g)));var v=i?()=>{var n=e[t];return n===void 0?d():(l=!0,n)}:()=>{var n=e[t];return n!==void 0&&(c=void 0),n===void 0?c:n};if(i&&!(n&4))return v;if(f){var y=e.$$legacy;return(function(e,t){return arguments.length>0?((!i||!t||y||_)&&f(t?v():e),e):v()})}var b=!1,x=(n&1?xt:Tt)(()=>(b=!1,v()));a&&Y(x);var S=G;return(function(e,t){if(arguments.length>0){let n=t?Y(x):i&&a?Mn(e):e;return Tn(x,n),b=!0,c!==void 0&&(c=n),e}return br&&b||S.f&16384?x.v:Y(x)})}function Xa(e){A===null&&Fe(`onMount`),qe&&A.l!==null?Za(A).m.push(e):er(()=>{let t=Hr(e);if(typeof t==`function`)return t})}function Za(e){var t,n=e.l;return(t=n.u)==null?n.u={a:[],b:[],m:[]}:t}if(typeof window<`u`){var Qa,$a,eo,to;(($a=(Qa=(to=(eo=window).__svelte)==null?eo.__svelte={}:to).v)==null?Qa.v=new Set:$a).add(`5`)}var no=class{constructor(e){this.value=e}valueOf(){return this.value}},$=class extends no{constructor(e=`???`){super(e)}toString(e){return`{${this.value}}`}},ro=class extends no{constructor(e,t={}){super(e),this.opts=t}toString(e){if(e)try{return e.memoizeIntlObject(Intl.NumberFormat,this.opts).format(this.value)}catch(t){e.reportError(t)}return this.value.toString(10)}},io=class e extends no{static supportsValue(t){if(typeof t==`number`||t instanceof Date)return!0;if(t instanceof no)return e.supportsValue(t.valueOf());if(`Temporal`in globalThis){let e=globalThis.Temporal;if(t instanceof e.Instant||t instanceof e.PlainDateTime||t instanceof e.PlainDate||t instanceof e.PlainMonthDay||t instanceof e.PlainTime||t instanceof e.PlainYearMonth)return!0}return!1}constructor(t,n={}){t instanceof e?(n=Xe(Xe({},t.opts),n),t=t.value):t instanceof no&&(t=t.valueOf()),typeof t==`object`&&`calendarId`in t&&n.calendar===void 0&&(n=Xe(Xe({},n),{},{calendar:t.calendarId})),super(t),this.opts=n}[Symbol.toPrimitive](e){return e===`string`?this.toString():this.toNumber()}toNumber(){let e=this.value;if(typeof e==`number`)return e;if(e instanceof Date)return e.getTime();if(`epochMilliseconds`in e)return e.epochMilliseconds;if(`toZonedDateTime`in e)return e.toZonedDateTime(`UTC`).epochMilliseconds;throw TypeError(`Unwrapping a non-number value as a number`)}toString(e){if(e)try{return e.memoizeIntlObject(Intl.DateTimeFormat,this.opts).format(this.value)}catch(t){e.reportError(t)}return typeof this.value==`number`||this.value instanceof Date?new Date(this.value).toISOString():this.value.toString()}},ao=100,oo=`⁨`,so=`⁩`;function co(e,t,n){return n===t||n instanceof ro&&t instanceof ro&&n.value===t.value||t instanceof ro&&typeof n==`string`&&n===e.memoizeIntlObject(Intl.PluralRules,t.opts).select(t.value)}function lo(e,t,n){return t[n]?yo(e,t[n].value):(e.reportError(RangeError(`No default`)),new $)}function uo(e,t){let n=[],r=Object.create(null);for(let i of t)i.type===`narg`?r[i.name]=fo(e,i.value):n.push(fo(e,i));return{positional:n,named:r}}function fo(e,t){switch(t.type){case`str`:return t.value;case`num`:return new ro(t.value,{minimumFractionDigits:t.precision});case`var`:return po(e,t);case`mesg`:return mo(e,t);case`term`:return ho(e,t);case`func`:return go(e,t);case`select`:return _o(e,t);default:return new $}}function po(e,{name:t}){let n;if(e.params){if(Object.prototype.hasOwnProperty.call(e.params,t))n=e.params[t];else return new $(`$${t}`)}else if(e.args&&Object.prototype.hasOwnProperty.call(e.args,t))n=e.args[t];else return e.reportError(ReferenceError(`Unknown variable: $${t}`)),new $(`$${t}`);if(n instanceof no)return n;switch(typeof n){case`string`:return n;case`number`:return new ro(n);case`object`:if(io.supportsValue(n))return new io(n);default:return e.reportError(TypeError(`Variable type not supported: $${t}, ${typeof n}`)),new $(`$${t}`)}}function mo(e,{name:t,attr:n}){let r=e.bundle._messages.get(t);if(!r)return e.reportError(ReferenceError(`Unknown message: ${t}`)),new $(t);if(n){let i=r.attributes[n];return i?yo(e,i):(e.reportError(ReferenceError(`Unknown attribute: ${n}`)),new $(`${t}.${n}`))}return r.value?yo(e,r.value):(e.reportError(ReferenceError(`No value: ${t}`)),new $(t))}function ho(e,{name:t,attr:n,args:r}){let i=`-${t}`,a=e.bundle._terms.get(i);if(!a)return e.reportError(ReferenceError(`Unknown term: ${i}`)),new $(i);if(n){let t=a.attributes[n];if(t){e.params=uo(e,r).named;let n=yo(e,t);return e.params=null,n}return e.reportError(ReferenceError(`Unknown attribute: ${n}`)),new $(`${i}.${n}`)}e.params=uo(e,r).named;let o=yo(e,a.value);return e.params=null,o}function go(e,{name:t,args:n}){let r=e.bundle._functions[t];if(!r)return e.reportError(ReferenceError(`Unknown function: ${t}()`)),new $(`${t}()`);if(typeof r!=`function`)return e.reportError(TypeError(`Function ${t}() is not callable`)),new $(`${t}()`);try{let t=uo(e,n);return r(t.positional,t.named)}catch(n){return e.reportError(n),new $(`${t}()`)}}function _o(e,{selector:t,variants:n,star:r}){let i=fo(e,t);if(i instanceof $)return lo(e,n,r);for(let t of n)if(co(e,i,fo(e,t.key)))return yo(e,t.value);return lo(e,n,r)}function vo(e,t){if(e.dirty.has(t))return e.reportError(RangeError(`Cyclic reference`)),new $;e.dirty.add(t);let n=[],r=e.bundle._useIsolating&&t.length>1;for(let i of t)if(typeof i==`string`)n.push(e.bundle._transform(i));else{if(e.placeables++,e.placeables>ao)throw e.dirty.delete(t),RangeError(`Too many placeables expanded: ${e.placeables}, max allowed is ${ao}`);r&&n.push(oo),n.push(fo(e,i).toString(e)),r&&n.push(so)}return e.dirty.delete(t),n.join(``)}function yo(e,t){return typeof t==`string`?e.bundle._transform(t):vo(e,t)}var bo=class{constructor(e,t,n){this.dirty=new WeakSet,this.params=null,this.placeables=0,this.bundle=e,this.errors=t,this.args=n}reportError(e){if(!this.errors||!(e instanceof Error))throw e;this.errors.push(e)}memoizeIntlObject(e,t){let n=this.bundle._intls.get(e);n||(n={},this.bundle._intls.set(e,n));let r=JSON.stringify(t);return n[r]||(n[r]=new e(this.bundle.locales,t)),n[r]}};function xo(e,t){let n=Object.create(null);for(let[r,i]of Object.entries(e))t.includes(r)&&(n[r]=i.valueOf());return n}var So=[`unitDisplay`,`currencyDisplay`,`useGrouping`,`minimumIntegerDigits`,`minimumFractionDigits`,`maximumFractionDigits`,`minimumSignificantDigits`,`maximumSignificantDigits`];function Co(e,t){let n=e[0];if(n instanceof $)return new $(`NUMBER(${n.valueOf()})`);if(n instanceof ro)return new ro(n.valueOf(),Xe(Xe({},n.opts),xo(t,So)));if(n instanceof io)return new ro(n.toNumber(),Xe({},xo(t,So)));throw TypeError(`Invalid argument to NUMBER`)}var wo=[`dateStyle`,`timeStyle`,`fractionalSecondDigits`,`dayPeriod`,`hour12`,`weekday`,`era`,`year`,`month`,`day`,`hour`,`minute`,`second`,`timeZoneName`];function To(e,t){let n=e[0];if(n instanceof $)return new $(`DATETIME(${n.valueOf()})`);if(n instanceof io||n instanceof ro)return new io(n,xo(t,wo));throw TypeError(`Invalid argument to DATETIME`)}var Eo=new Map;function Do(e){let t=Array.isArray(e)?e.join(` `):e,n=Eo.get(t);return n===void 0&&(n=new Map,Eo.set(t,n)),n}var Oo=class{constructor(e,{functions:t,useIsolating:n=!0,transform:r=e=>e}={}){this._terms=new Map,this._messages=new Map,this.locales=Array.isArray(e)?e:[e],this._functions=Xe({NUMBER:Co,DATETIME:To},t),this._useIsolating=n,this._transform=r,this._intls=Do(e)}hasMessage(e){return this._messages.has(e)}getMessage(e){return this._messages.get(e)}addResource(e,{allowOverrides:t=!1}={}){let n=[];for(let r=0;r<e.body.length;r++){let i=e.body[r];if(i.id.startsWith(`-`)){if(t===!1&&this._terms.has(i.id)){n.push(Error(`Attempt to override an existing term: "${i.id}"`));continue}this._terms.set(i.id,i)}else{if(t===!1&&this._messages.has(i.id)){n.push(Error(`Attempt to override an existing message: "${i.id}"`));continue}this._messages.set(i.id,i)}}return n}formatPattern(e,t=null,n=null){if(typeof e==`string`)return this._transform(e);let r=new bo(this,n,t);try{return vo(r,e).toString(r)}catch(e){if(r.errors&&e instanceof Error)return r.errors.push(e),new $().toString(r);throw e}}},ko=/^(-?[a-zA-Z][\w-]*) *= */gm,Ao=/\.([a-zA-Z][\w-]*) *= */y,jo=/\*?\[/y,Mo=/(-?[0-9]+(?:\.([0-9]+))?)/y,No=/([a-zA-Z][\w-]*)/y,Po=/([$-])?([a-zA-Z][\w-]*)(?:\.([a-zA-Z][\w-]*))?/y,Fo=/^[A-Z][A-Z0-9_-]*$/,Io=/([^{}\n\r]+)/y,Lo=/([^\\"\n\r]*)/y,Ro=/\\([\\"])/y,zo=/\\u([a-fA-F0-9]{4})|\\U([a-fA-F0-9]{6})/y,Bo=/^\n+/,Vo=/ +$/,Ho=/ *\r?\n/g,Uo=/( *)$/,Wo=/{\s*/y,Go=/\s*}/y,Ko=/\[\s*/y,qo=/\s*] */y,Jo=/\s*\(\s*/y,Yo=/\s*->\s*/y,Xo=/\s*:\s*/y,Zo=/\s*,?\s*/y,Qo=/\s+/y,$o=class{constructor(e){this.body=[],ko.lastIndex=0;let t=0;for(;;){let n=ko.exec(e);if(n===null)break;t=ko.lastIndex;try{this.body.push(s(n[1]))}catch(e){if(e instanceof SyntaxError)continue;throw e}}function n(n){return n.lastIndex=t,n.test(e)}function r(n,r){if(e[t]===n)return t++,!0;if(r)throw new r(`Expected ${n}`);return!1}function i(e,r){if(n(e))return t=e.lastIndex,!0;if(r)throw new r(`Expected ${e.toString()}`);return!1}function a(n){n.lastIndex=t;let r=n.exec(e);if(r===null)throw SyntaxError(`Expected ${n.toString()}`);return t=n.lastIndex,r}function o(e){return a(e)[1]}function s(e){let t=l(),n=c();if(t===null&&Object.keys(n).length===0)throw SyntaxError(`Expected message value or attributes`);return{id:e,value:t,attributes:n}}function c(){let e=Object.create(null);for(;n(Ao);){let t=o(Ao),n=l();if(n===null)throw SyntaxError(`Expected attribute value`);e[t]=n}return e}function l(){let r;if(n(Io)&&(r=o(Io)),e[t]===`{`||e[t]===`}`)return u(r?[r]:[],1/0);let i=x();return i?r?u([r,i],i.length):(i.value=S(i.value,Bo),u([i],i.length)):r?S(r,Vo):null}function u(r=[],i){for(;;){if(n(Io)){r.push(o(Io));continue}if(e[t]===`{`){r.push(d());continue}if(e[t]===`}`)throw SyntaxError(`Unbalanced closing brace`);let a=x();if(a)r.push(a),i=Math.min(i,a.length);else break}let a=r.length-1,s=r[a];typeof s==`string`&&(r[a]=S(s,Vo));let c=[];for(let e of r)e instanceof es&&(e=e.value.slice(0,e.value.length-i)),e&&c.push(e);return c}function d(){i(Wo,SyntaxError);let e=f();if(i(Go))return e;if(i(Yo)){let t=h();return i(Go,SyntaxError),Xe({type:`select`,selector:e},t)}throw SyntaxError(`Unclosed placeable`)}function f(){if(e[t]===`{`)return d();if(n(Po)){let[,e,t,n=null]=a(Po);if(e===`$`)return{type:`var`,name:t};if(i(Jo)){let r=p();if(e===`-`)return{type:`term`,name:t,attr:n,args:r};if(Fo.test(t))return{type:`func`,name:t,args:r};throw SyntaxError(`Function names must be all upper-case`)}return e===`-`?{type:`term`,name:t,attr:n,args:[]}:{type:`mesg`,name:t,attr:n}}return _()}function p(){let n=[];for(;;){switch(e[t]){case`)`:return t++,n;case void 0:throw SyntaxError(`Unclosed argument list`)}n.push(m()),i(Zo)}}function m(){let e=f();return e.type===`mesg`&&i(Xo)?{type:`narg`,name:e.name,value:_()}:e}function h(){let e=[],t=0,i;for(;n(jo);){r(`*`)&&(i=t);let n=g(),a=l();if(a===null)throw SyntaxError(`Expected variant value`);e[t++]={key:n,value:a}}if(t===0)return null;if(i===void 0)throw SyntaxError(`Expected default variant`);return{variants:e,star:i}}function g(){i(Ko,SyntaxError);let e;return e=n(Mo)?v():{type:`str`,value:o(No)},i(qo,SyntaxError),e}function _(){if(n(Mo))return v();if(e[t]===`"`)return y();throw SyntaxError(`Invalid expression`)}function v(){let[,e,t=``]=a(Mo),n=t.length;return{type:`num`,value:parseFloat(e),precision:n}}function y(){r(`"`,SyntaxError);let n=``;for(;;)if(n+=o(Lo),e[t]===`\\`)n+=b();else{if(r(`"`))return{type:`str`,value:n};throw SyntaxError(`Unclosed string literal`)}}function b(){if(n(Ro))return o(Ro);if(n(zo)){let[,e,t]=a(zo),n=parseInt(e||t,16);return n<=55295||57344<=n?String.fromCodePoint(n):`�`}throw SyntaxError(`Unknown escape sequence`)}function x(){let n=t;switch(i(Qo),e[t]){case`.`:case`[`:case`*`:case`}`:case void 0:return!1;case`{`:return C(e.slice(n,t))}return e[t-1]===` `&&C(e.slice(n,t))}function S(e,t){return e.replace(t,``)}function C(e){let t=e.replace(Ho,`
`),n=Uo.exec(e)[1].length;return new es(t,n)}}},es=class{constructor(e,t){this.value=e,this.length=t}},ts=`### العربية. فهرس واحد لكل الصفحات. صيغ العدد بواسطة PLURAL($n) فقط.

## الأسماء
app-name = نوبة
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
closes-at = يغلق على الساعة { $time }
link-live = متصل
link-connecting = جار الاتصال…
link-stale = انقطع الاتصال

## جهاز التذاكر
kiosk-title = خذ تذكرة
kiosk-question = ما الخدمة التي تريدها؟
kiosk-touch-service = المس الخدمة المطلوبة
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
kiosk-priority-who = كبار السن، الأشخاص في وضعية إعاقة، الحوامل، مع رضيع
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
kiosk-follow-wifi = يعمل على شبكة الواي فاي للمكتب
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
kiosk-appointment-go = لقد حضرت

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
counter-undo-done = تم التراجع
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
counter-called-for = نودي
counter-recalls = { PLURAL($n) ->
    [zero] لم يعد النداء
    [one] أعيد النداء مرة واحدة
    [two] أعيد النداء مرتين
    [few] أعيد النداء { $n } مرات
    [many] أعيد النداء { $n } مرة
   *[other] أعيد النداء { $n } مرة
}
counter-over-target = تجاوز الهدف المحدد في { $duration }
counter-language = لغته
counter-note = ملاحظة
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
counter-pad = علبة النداء
counter-recall-wait = ممكن بعد { $n } ث
counter-recall-limit = أعيد النداء بما يكفي. هل تسجل «لم يحضر»؟
counter-paper-missing = هذه التذكرة بدون ورق
counter-undo-what = { $what } — يمكن التراجع خلال { $n } ث
counter-unknown-outcome = لا جواب بعد. تعاد المحاولة بنفس الضغطة ولا ينفذ أي شيء مرتين.
counter-unknown-failed = لا جواب. استعمل الورق ثم اضغط من جديد: لا ينفذ أي شيء مرتين.
counter-stale = انقطع الاتصال. قد يكون المعروض قديما.
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
problem-counter-unchanged = الشباك في هذه الحالة من قبل.
problem-too-early = ما زال الوقت مبكرا لهذا الموعد.
problem-service-elsewhere = هذه الخدمة لا تقدم في هذا المكتب.
problem-not-allowed = لا يسمح بهذه العملية.
problem-text-too-long = النص طويل جدا.
problem-command-id-reused = أعيدوا المحاولة.
problem-stopping = النظام يعيد التشغيل. أعيدوا المحاولة بعد لحظات.
problem-no-answer = لا جواب من النظام.
problem-other = غير ممكن ({ $code }).
problem-unknown-appointment = هذا الرمز غير معروف. تحقق من الأرقام أو اسأل في الاستقبال.
problem-already-checked-in = تم تسجيل حضورك من قبل: رقمك هو { $number }.
problem-too-early-until = ما زال الوقت مبكرا لهذا الموعد. عد إلى هنا ابتداء من الساعة { $time }.

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
devices-cause = السبب
devices-remedy = ما العمل
devices-behind = { PLURAL($n) ->
    [zero] لا جهاز ينتظره
    [one] جهاز واحد ينتظره
    [two] جهازان ينتظرانه
    [few] { $n } أجهزة تنتظره
    [many] { $n } جهازا ينتظره
   *[other] { $n } جهاز ينتظره
}
devices-details = تفاصيل
devices-tickets = آخر التذاكر المطبوعة
devices-none = لم يضبط أي جهاز
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
state-starting = قيد التشغيل
state-ready = يعمل
state-ok = يعمل
state-degraded = يعمل جزئيا
state-lost = لا يجيب
state-out-of-paper = نفد الورق
state-near-end = الورق على وشك النفاد
state-out-of-order = معطل
state-cover-open = الغطاء مفتوح
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
phone-serving = أنت في الخدمة بالشباك { $label }
phone-parked = وضعت تذكرتك جانبا. احتفظ بها، سيناديك الموظف من جديد.
phone-no-show = تم نداؤك ولم تحضر. توجه إلى الشباك قريبا.
phone-finished = انتهت الخدمة. شكرا.
phone-cancelled = ألغيت هذه التذكرة.
phone-expired = لم تعد هذه التذكرة صالحة.
phone-booked = موعدك مسجل. عند وصولك، استعمل جهاز التذاكر.
phone-updated = آخر تحديث على الساعة { $time }
phone-stale = لا يوجد اتصال. تابع شاشة القاعة.
phone-keep-open = أبق هذه الصفحة مفتوحة. تحتاج إلى شبكة الواي فاي للمكتب.
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

## الفهرس
index-title = صفحات هذا المكتب
index-kiosk = جهاز التذاكر: يأخذ المواطن تذكرته
index-board = الشاشة: من نودي وإلى أين
index-counter = الشباك: صفحة الموظف
index-devices = الأجهزة: صفحة التقني

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
cause-paper-end = نفد الورق.
cause-paper-near-end = لفة الورق على وشك النفاد.
cause-cover-open = الغطاء مفتوح.
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
remedy-paper-end = ضعوا لفة جديدة. ما كان يطبع سيخرج تلقائيا.
remedy-paper-near-end = أعدوا لفة جديدة.
remedy-cover-open = أغلقوا الغطاء حتى يسمع صوت الإقفال.
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
remedy-device-stuck = حرروا الزر، فهو متجاهل إلى أن يرفع الضغط عنه.
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
remedy-clock-suspect = اضبطوا الساعة أو انتظروا توقيت الشبكة. إذا كانت صحيحة فأعيدوا تشغيل noubad.
remedy-player-missing = ثبت الحزمة alsa-utils.
remedy-sound-card = تأكد من توصيل البطاقة ومن اسمها في الإعدادات (aplay -L يعرضها).
remedy-voice-pack = شغل noubad voice check على الصوت المسجل؛ الصوت المدمج يتكلم في انتظار ذلك.

## الدخول
sign-in-title = تسجيل الدخول
sign-in-account = الحساب
sign-in-pin = الرمز السري
sign-in-password = كلمة المرور
sign-in-new-password = كلمة مرور من 12 حرفا على الأقل
sign-in-otp = الرمز المؤقت، إن كان للحساب رمز
sign-in-go = دخول
sign-in-code = الرمز
sign-in-enrol-title = هل هذا جهاز تذاكر أو شاشة أو شباك؟
sign-in-enrol-hint = يعطي التقني رمزا يستعمل مرة واحدة.
sign-in-enrol-go = تسجيل هذا الجهاز
sign-in-setup-title = الحساب الأول
sign-in-setup-hint = يوجد رمز الإعداد في سجل الخدمة وعلى شاشتها.
sign-in-setup-go = إنشاء الحساب
sign-in-as = الحساب المتصل: { $account }
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
remedy-player-missing = ثبتوا الحزمة alsa-utils.
remedy-sound-card = تأكدوا من توصيل البطاقة ومن اسمها في الإعدادات (aplay -L يعرضها).
remedy-voice-pack = شغلوا noubad voice check على الصوت المسجل؛ الصوت المدمج يتكلم في انتظار ذلك.
`,ns=`### English. One catalogue for all pages. Numbers choose their form with PLURAL($n) only:
### a bare numeric selector gives different Arabic in Rust and in the browser (tests refuse it).

## Names
app-name = Nouba
lang-ar = العربية
lang-fr = Français
lang-zgh = ⵜⴰⵎⴰⵣⵉⵖⵜ
lang-en = English
choose-language = Language

## Time
weekday-0 = Sunday
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
date-full = { $weekday } { $day } { $month }
minutes = { PLURAL($n) ->
    [one] { $n } minute
   *[other] { $n } minutes
}
less-than-minute = less than a minute
hours-minutes = { $h } h { $m } min
ago = { $duration } ago
wait-under = less than { $hi } min
wait-between = { $lo } to { $hi } min
wait-between-hours = { $lo } to { $hi } hours
wait-unknown = wait not known yet

## Words used everywhere
people-ahead = { PLURAL($n) ->
    [one] { $n } person before you
   *[other] { $n } people before you
}
nobody-ahead = Nobody before you
waiting-count = { $n } waiting
counter-label = Counter { $label }
counter = Counter
ticket = Ticket
number = Number
service = Service
priority = Priority
appointment = Appointment
normal = Ordinary
back = Back
cancel = Cancel
close = Close
confirm = Confirm
retry = Try again
wait-about = Estimated wait
opens-at = Opens at { $time }
closes-at = Closes at { $time }
link-live = Connected
link-connecting = Connecting…
link-stale = Connection lost

## Kiosk
kiosk-title = Take a ticket
kiosk-question = What do you need?
kiosk-touch-service = Touch a service
kiosk-more = More services
kiosk-previous = Previous
kiosk-page = Page { $page } of { $pages }
kiosk-larger = Larger letters
kiosk-contrast = Strong contrast
kiosk-low = Lower the buttons
kiosk-papers-title = Papers to bring
kiosk-papers-none = No papers are listed for this service. Ask at the desk if you are unsure.
kiosk-papers-check = Do you have these papers with you?
kiosk-take = Take a ticket
kiosk-take-priority = Priority ticket
kiosk-priority-who = Elderly, disabled, pregnant, or with an infant
kiosk-elsewhere-tag = Not in this office
kiosk-elsewhere-title = This is not done here
kiosk-elsewhere-go = You do not need a ticket. Go to:
kiosk-service-closed = Closed now
kiosk-cap-reached = No more tickets today
kiosk-issuing = One moment…
kiosk-your-number = Your number
kiosk-paper-coming = Your ticket is being printed…
kiosk-paper-printed = Take your ticket below
kiosk-paper-missing = No paper today: remember this number
kiosk-paper-missing-more = Write it down or take a photo. Your place is kept, even without paper.
kiosk-paper-unsure = If no paper comes, remember this number. Your place is kept.
kiosk-reprint = Print again
kiosk-reprint-asked = Printing again…
kiosk-follow = Follow your turn on your phone
kiosk-follow-wifi = Works on the office's Wi-Fi
kiosk-watch-board = Wait for your number on the screen
kiosk-done = Finished
kiosk-still-there = Do you need more time?
kiosk-reset-in = Back to the start in { PLURAL($n) ->
    [one] { $n } second
   *[other] { $n } seconds
}
kiosk-more-time = More time
kiosk-printer-out = The printer has no paper or does not work. You can still take a number: remember it or photograph it.
kiosk-closed-title = The office is closed
kiosk-closed-opens = It opens { $day } at { $time }
kiosk-closed-later = Please come back during opening hours
kiosk-break = Break until { $time }
kiosk-lost-title = This machine has lost its connection
kiosk-lost-what = Please go to the reception desk. Tickets already given stay valid.
kiosk-starting = Starting…
kiosk-unknown-title = We did not get an answer
kiosk-unknown-what = Touch “Try again”: you will get one ticket only, never two.
kiosk-refused-title = No ticket could be given
kiosk-home = Back to the start
kiosk-appointment = I have an appointment
kiosk-appointment-title = Your appointment
kiosk-appointment-how = Hold your QR code under the reader, or type the 8 digits of your code.
kiosk-appointment-code = Code
kiosk-appointment-delete = Delete
kiosk-appointment-go = I have arrived

## Board
board-now = Now called
board-number = Number
board-counter = Counter
board-last = Called before
board-waiting = Waiting
board-last-number = Last called
board-nobody = No call yet
board-welcome = Welcome
board-stale = Connection lost — these numbers may be out of date. Listen to the staff.
board-closed = The office is closed
board-priority = Priority
board-out-of-order = Called out of order, for a reason noted
board-recalled = Called again
board-no-sound = Sound is off: touch the screen once
board-setup-small = At this distance a larger screen is needed for the largest letters

## Counter
counter-pick-title = Choose your counter
counter-state-open = Open
counter-state-paused = Paused
counter-state-closed = Closed
counter-open = Open the counter
counter-next = Call next
counter-start = Start service
counter-finish-next = Finish and call next
counter-finish = Finish
counter-nobody = Nobody is waiting
counter-resume-work = Resume
counter-recall = Call again
counter-no-show = Did not come
counter-park = Set aside
counter-transfer = Transfer
counter-return = Put back
counter-pause = Pause
counter-close = Close counter
counter-undo = Undo
counter-undo-done = Undone
counter-help = Keys
counter-next-service = Other service for this person
counter-in-hand = In hand
counter-no-ticket = No ticket in hand
counter-who-next = Who is next, and why
counter-parked = Set aside
counter-missed = Did not come, may return
counter-none = Nobody
counter-today = Today
counter-served = Served
counter-missed-count = Did not come
counter-transferred = Transferred
counter-mean-wait = Mean wait
counter-mean-service = Mean service
counter-waiting = Waiting
counter-waited = Waited
counter-serving-for = In service for
counter-called-for = Called
counter-recalls = Called { PLURAL($n) ->
    [one] { $n } time again
   *[other] { $n } times again
}
counter-over-target = Beyond the target of { $duration }
counter-language = Speaks
counter-note = Note
counter-call-this = Call now
counter-bring-back = Back to the queue
counter-resume-ticket = Resume
counter-park-why = Why set aside?
counter-transfer-where = Transfer where?
counter-to-service = To a service
counter-to-counter = To a counter
counter-note-label = Note for the colleague (no names, no identity numbers)
counter-return-where = Put back where?
counter-return-first = First in line
counter-return-own = Own place
counter-return-last = End of the line
counter-pick-why = Why call out of order?
counter-pick-hint = Noted in the journal. No names.
counter-pick-urgent = Urgent
counter-pick-returning = Came back with a missing paper
counter-pick-helper = A colleague asked
counter-pause-why = Why pause?
counter-pause-break = Break
counter-pause-prayer = Prayer
counter-pause-errand = Archive or colleague
counter-close-hand = A ticket is in hand. What becomes of it?
counter-close-finish = It is finished
counter-close-return = Put it back in the queue
counter-close-no-show = The person did not come
counter-close-sure = Close this counter?
counter-printer = Printer
counter-pad = Call box
counter-recall-wait = Again in { $n } s
counter-recall-limit = Called often enough. Mark “Did not come”?
counter-paper-missing = This ticket has no paper
counter-undo-what = { $what } — undo within { $n } s
counter-unknown-outcome = No answer yet. Trying again with the same press; nothing is done twice.
counter-unknown-failed = No answer. Use paper, then press again: nothing is done twice.
counter-stale = Connection lost. What you see may be out of date.
counter-loading = Loading the counter…
counter-bring-in = Set aside and missed
counter-bring-in-whom = Bring back whom?
counter-call-key = Call one of the next out of order
counter-help-call = Call for help
counter-help-sure = Call your colleagues to this counter?
counter-help-yes = Yes, call them now
counter-help-asked = Your colleagues are called. Nobody has answered yet.
counter-help-coming = Counter { $label } is coming
counter-help-end = Help is no longer needed
counter-help-needed = Counter { $label } needs help now
counter-help-answer = I am coming
key-space = Space
key-enter = Enter
event-ticket-called = Called
event-ticket-recalled = Called again
event-service-started = Service started
event-service-finished = Finished
event-ticket-no-show = Marked “did not come”
event-ticket-parked = Set aside
event-ticket-resumed = Resumed
event-ticket-reinstated = Back in the queue
event-ticket-transferred = Transferred
event-ticket-returned = Put back
event-ticket-cancelled = Cancelled
event-counter-opened = Counter opened
event-counter-paused = Counter paused
event-counter-closed = Counter closed

## Why a ticket is next
reason-score = { $class }, waited { $waited }
reason-cap-reached = { $class }, waited { $waited }: longest wait allowed reached
reason-interleave = { $class }, its turn in the rotation, waited { $waited }
reason-appointment = Appointment, its time has come
reason-returned-first = Was put back first in line
reason-for-counter = Sent to this counter
reason-picked = Picked by a clerk
reason-behind = passes { PLURAL($n) ->
    [one] { $n } earlier ticket
   *[other] { $n } earlier tickets
}

## Refusals
problem-day-closed = The office day is closed.
problem-service-closed = This service is closed now.
problem-cap-reached = No more tickets for this service today.
problem-counter-closed = The counter is closed. Open it first.
problem-counter-paused = The counter is paused. Resume first.
problem-nobody-waiting = Nobody is waiting.
problem-no-ticket-in-hand = No ticket in hand.
problem-ticket-in-hand = A ticket is still in hand.
problem-wrong-state = This ticket has moved on meanwhile.
problem-recall-too-soon = Just called. Wait { $n } s before calling again.
problem-recall-limit = Called often enough. Mark “did not come”.
problem-not-eligible = This ticket cannot be called at this counter.
problem-reason-needed = A reason is needed.
problem-grace-over = Too late to bring this ticket back. Give a new one.
problem-nothing-to-undo = Nothing to undo.
problem-undo-too-late = Too late to undo.
problem-press-too-soon = Second press ignored.
problem-unknown-service = This service does not exist any more.
problem-unknown-counter = This counter does not exist.
problem-unknown-ticket = This ticket is not known.
problem-busy = The system is very busy. Try again.
problem-journal-unavailable = The system cannot write now. Use paper, then try again.
problem-no-printer = This office has no printer.
problem-no-such-print-job = This ticket is being printed already.
problem-counter-unchanged = The counter is in this state already.
problem-too-early = It is too early for this appointment.
problem-service-elsewhere = This is not done in this office.
problem-not-allowed = This is not allowed.
problem-text-too-long = The text is too long.
problem-command-id-reused = Please try again.
problem-stopping = The system is restarting. Try again in a moment.
problem-no-answer = No answer from the system.
problem-other = Not possible ({ $code }).
problem-unknown-appointment = This code is not known. Check the digits, or ask at the reception desk.
problem-already-checked-in = You have arrived already: your number is { $number }.
problem-too-early-until = It is too early for this appointment. Come back here from { $time }.

## Devices
devices-title = Devices
devices-all-well = Everything works
devices-attention = { PLURAL($n) ->
    [one] { $n } device needs someone
   *[other] { $n } devices need someone
}
devices-since = since { $time } ({ $duration })
devices-cause = Cause
devices-remedy = What to do
devices-behind = { PLURAL($n) ->
    [one] { $n } device waits for it
   *[other] { $n } devices wait for it
}
devices-details = Details
devices-tickets = Last tickets printed
devices-none = No device is configured
kind-printer = Printer
kind-pad = Call box
kind-button = Button
kind-panel = Panel
kind-line = Serial line
kind-camera = Camera
kind-portal = Town portal
kind-clock = Clock
kind-journal = Journal
kind-broker = MQTT broker
kind-voice = Voices
kind-speaker = Sound card
state-starting = Starting
state-ready = Works
state-ok = Works
state-degraded = Works partly
state-lost = No answer
state-out-of-paper = Out of paper
state-near-end = Paper nearly out
state-out-of-order = Out of order
state-cover-open = Cover open
state-none = None
state-waiting = Waiting
state-behind = Behind
state-open = Open
state-closed = Closed
state-paused = Paused

## Phone
phone-title = Your ticket
phone-your-number = Your number
phone-waiting = You are waiting
phone-come = Come now
phone-come-counter = Come to counter { $label }
phone-serving = You are being served at counter { $label }
phone-parked = Set aside. You keep your ticket; the clerk will take you again.
phone-no-show = You were called and did not come. Go to the desk soon.
phone-finished = Finished. Thank you.
phone-cancelled = This ticket was cancelled.
phone-expired = This ticket is no longer valid.
phone-booked = Your appointment is booked. Take your place at the kiosk when you arrive.
phone-updated = Updated at { $time }
phone-stale = No connection. Watch the screen in the hall.
phone-keep-open = Keep this page open. It needs the office's Wi-Fi.
phone-unknown = This ticket is not known here.
phone-alert = Alert me with sound and vibration
phone-near = Your turn is near: come back to the hall now
phone-come-say = Number { $number }, counter { $label }
phone-code = Your code for the kiosk
phone-qr = Or hold this code under the kiosk’s reader
phone-leave = I am leaving
phone-leave-sure = Give your place up? It cannot be taken back.
phone-leave-yes = Yes, I give my place up
phone-leave-no = No, I stay
phone-refresh = Refresh

## Index
index-title = Pages of this office
index-kiosk = Kiosk: citizens take tickets
index-board = Board: who is called where
index-counter = Counter: the clerk's page
index-devices = Devices: for the technician

## Why a device does not do its work, and what to do about it
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
cause-paper-end = The paper is used up.
cause-paper-near-end = The paper roll is nearly used up.
cause-cover-open = The cover is open.
cause-cutter-error = The cutter is stuck.
cause-overheated = The print head is too hot.
cause-mechanical-error = Paper is jammed, or another part is stuck.
cause-unrecoverable = The printer reports an error it cannot clear.
cause-offline = The printer says that it is offline.
cause-silent = The printer does not answer.
cause-link-lost = The cable or the network connection is gone.
cause-not-confirmed = The printer never said that the ticket came out.
cause-busy = An earlier ticket is not out yet.
cause-player-missing = No program for sound is installed.
cause-sound-card-refuses = The sound card refuses the sound.
cause-sound-card-stuck = The sound card does not finish what it plays.
remedy-paper-end = Put a new roll in. What was being printed comes out by itself.
remedy-paper-near-end = Have a new roll ready.
remedy-cover-open = Close the cover until it clicks.
remedy-cutter-error = Open the cover, free the blade, switch the printer off and on.
remedy-overheated = Wait some minutes; it goes on by itself.
remedy-mechanical-error = Clear the paper path, then press the feed button.
remedy-unrecoverable = Switch the printer off and on. If it comes back, call service.
remedy-check-printer = Check that the printer is on and its cable is in.
remedy-look-at-ticket = Look whether the ticket came out.
remedy-wait = Nothing: it goes on by itself.
remedy-line-missing = Plug the adapter in, or correct the path in the configuration.
remedy-line-busy = Stop the other program that has the port open (often ModemManager).
remedy-line-lost = Check the cable and the adapter.
remedy-line-misconfigured = Correct the devices of this line in the configuration.
remedy-device-degraded = Check the cable, the termination and the supply.
remedy-device-lost = Check the supply and the cable of the device.
remedy-device-incompatible = Update the firmware of the device.
remedy-device-conflict = Give each device on the line its own address.
remedy-device-unknown = Add the device to the configuration, or take it off the line.
remedy-device-stuck = Free the button; it is ignored until it is let go.
remedy-device-quarantined = Look for a jammed or wet button. The device is heard again by itself once it is quiet.
remedy-device-quiet = Press the button once. If nothing comes, change its battery.
remedy-device-battery = Change the battery.
remedy-button-unplugged = Plug it in again, at the same socket.
remedy-button-rights = Let noubad read it: the rule of systemd/60-nouba.rules gives the right after it is plugged in again.
remedy-button-busy = Stop the other program that has taken this device.
remedy-button-gpio = Check chip, line and wiring; another program may hold the line.
remedy-button-offline = Check its power and its way to the broker.
remedy-unverified = This display never answers: look whether it shows the number.
remedy-broker-lost = Check that the broker (mosquitto) runs, can be reached, and knows the daemon’s name and password.
remedy-clock-suspect = Set the clock, or wait for the network’s time. If it is right, restart noubad.
remedy-player-missing = Install the package alsa-utils.
remedy-sound-card = Check that the card is plugged in, and its name in the configuration (aplay -L lists them).
remedy-voice-pack = Run noubad voice check on the recorded voice; the built-in one speaks meanwhile.

## Signing in
sign-in-title = Sign in
sign-in-account = Account
sign-in-pin = PIN
sign-in-password = Password
sign-in-new-password = A password of at least 12 characters
sign-in-otp = One-time password, if the account has one
sign-in-go = Sign in
sign-in-code = Code
sign-in-enrol-title = Is this a kiosk, a board or a counter?
sign-in-enrol-hint = The technician gives a code that works once.
sign-in-enrol-go = Enrol this machine
sign-in-setup-title = The first account
sign-in-setup-hint = The set-up code stands in the service’s log and on its terminal.
sign-in-setup-go = Make the account
sign-in-as = Signed in: { $account }
sign-in-machine = This machine: { $id }
sign-in-out = Sign out
sign-in-on = Go on
sign-in-open = No sign-in is needed on this machine
role-clerk = Clerk
role-supervisor = Supervisor
role-technician = Technician
role-manager = Manager
role-auditor = Auditor
problem-sign-in = Sign in first.
problem-wrong-secret = Account and secret do not fit.
problem-wait = Too many attempts. Wait { $n } s.
problem-locked = This account is locked. Ask the technician.
problem-not-here = A PIN works only at an enrolled counter.
problem-wrong-code = The code is wrong, used or too old.
problem-weak-secret = Choose a longer password: at least 12 characters.
problem-foreign-page = Open this page from the office’s own address.
problem-accounts-unavailable = Accounts cannot be read now. Ask the technician.
`,rs=`### Français. Un seul catalogue pour toutes les pages. Accord par PLURAL($n) uniquement.

## Noms
app-name = Nouba
lang-ar = العربية
lang-fr = Français
lang-zgh = ⵜⴰⵎⴰⵣⵉⵖⵜ
lang-en = English
choose-language = Langue

## Temps
weekday-0 = dimanche
weekday-1 = lundi
weekday-2 = mardi
weekday-3 = mercredi
weekday-4 = jeudi
weekday-5 = vendredi
weekday-6 = samedi
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
date-full = { $weekday } { $day } { $month }
minutes = { PLURAL($n) ->
    [one] { $n } minute
   *[other] { $n } minutes
}
less-than-minute = moins d’une minute
hours-minutes = { $h } h { $m } min
ago = il y a { $duration }
wait-under = moins de { $hi } min
wait-between = { $lo } à { $hi } min
wait-between-hours = { $lo } à { $hi } heures
wait-unknown = attente pas encore connue

## Mots communs
people-ahead = { PLURAL($n) ->
    [one] { $n } personne avant vous
   *[other] { $n } personnes avant vous
}
nobody-ahead = Personne avant vous
waiting-count = { $n } en attente
counter-label = Guichet { $label }
counter = Guichet
ticket = Ticket
number = Numéro
service = Service
priority = Prioritaire
appointment = Rendez-vous
normal = Ordinaire
back = Retour
cancel = Annuler
close = Fermer
confirm = Confirmer
retry = Réessayer
wait-about = Attente estimée
opens-at = Ouvre à { $time }
closes-at = Ferme à { $time }
link-live = Connecté
link-connecting = Connexion…
link-stale = Connexion perdue

## Borne
kiosk-title = Prendre un ticket
kiosk-question = Que souhaitez-vous faire ?
kiosk-touch-service = Touchez un service
kiosk-more = Autres services
kiosk-previous = Précédent
kiosk-page = Page { $page } sur { $pages }
kiosk-larger = Grandes lettres
kiosk-contrast = Fort contraste
kiosk-low = Descendre les boutons
kiosk-papers-title = Papiers à présenter
kiosk-papers-none = Aucun papier n’est indiqué pour ce service. En cas de doute, demandez à l’accueil.
kiosk-papers-check = Avez-vous ces papiers avec vous ?
kiosk-take = Prendre un ticket
kiosk-take-priority = Ticket prioritaire
kiosk-priority-who = Personne âgée, handicapée, enceinte ou avec un nourrisson
kiosk-elsewhere-tag = Pas dans ce bureau
kiosk-elsewhere-title = Cela ne se fait pas ici
kiosk-elsewhere-go = Vous n’avez pas besoin de ticket. Allez à :
kiosk-service-closed = Fermé en ce moment
kiosk-cap-reached = Plus de tickets aujourd’hui
kiosk-issuing = Un instant…
kiosk-your-number = Votre numéro
kiosk-paper-coming = Votre ticket s’imprime…
kiosk-paper-printed = Prenez votre ticket ci-dessous
kiosk-paper-missing = Pas de papier : retenez ce numéro
kiosk-paper-missing-more = Notez-le ou prenez-le en photo. Votre place est gardée, même sans papier.
kiosk-paper-unsure = Si aucun papier ne sort, retenez ce numéro. Votre place est gardée.
kiosk-reprint = Imprimer à nouveau
kiosk-reprint-asked = Nouvelle impression…
kiosk-follow = Suivez votre tour sur votre téléphone
kiosk-follow-wifi = Fonctionne avec le Wi-Fi du bureau
kiosk-watch-board = Attendez votre numéro à l’écran
kiosk-done = Terminé
kiosk-still-there = Avez-vous besoin de plus de temps ?
kiosk-reset-in = Retour au début dans { PLURAL($n) ->
    [one] { $n } seconde
   *[other] { $n } secondes
}
kiosk-more-time = Plus de temps
kiosk-printer-out = L’imprimante est sans papier ou en panne. Vous pouvez prendre un numéro : retenez-le ou photographiez-le.
kiosk-closed-title = Le bureau est fermé
kiosk-closed-opens = Il ouvre { $day } à { $time }
kiosk-closed-later = Merci de revenir aux heures d’ouverture
kiosk-break = Pause jusqu’à { $time }
kiosk-lost-title = Cette borne a perdu la connexion
kiosk-lost-what = Adressez-vous à l’accueil. Les tickets déjà donnés restent valables.
kiosk-starting = Démarrage…
kiosk-unknown-title = Nous n’avons pas reçu de réponse
kiosk-unknown-what = Touchez « Réessayer » : vous recevrez un seul ticket, jamais deux.
kiosk-refused-title = Le ticket n’a pas pu être donné
kiosk-home = Retour au début
kiosk-appointment = J’ai un rendez-vous
kiosk-appointment-title = Votre rendez-vous
kiosk-appointment-how = Présentez votre code QR au lecteur, ou tapez les 8 chiffres de votre code.
kiosk-appointment-code = Code
kiosk-appointment-delete = Effacer
kiosk-appointment-go = Je suis arrivé

## Écran
board-now = Appel en cours
board-number = Numéro
board-counter = Guichet
board-last = Derniers appels
board-waiting = En attente
board-last-number = Dernier appelé
board-nobody = Aucun appel pour le moment
board-welcome = Bienvenue
board-stale = Connexion perdue — ces numéros peuvent être dépassés. Écoutez le personnel.
board-closed = Le bureau est fermé
board-priority = Prioritaire
board-out-of-order = Appelé hors ordre, motif noté
board-recalled = Rappel
board-no-sound = Son coupé : touchez l’écran une fois
board-setup-small = À cette distance, il faut un écran plus grand pour les plus grandes lettres

## Guichet
counter-pick-title = Choisissez votre guichet
counter-state-open = Ouvert
counter-state-paused = En pause
counter-state-closed = Fermé
counter-open = Ouvrir le guichet
counter-next = Appeler le suivant
counter-start = Commencer
counter-finish-next = Terminer et appeler le suivant
counter-finish = Terminer
counter-nobody = Personne n’attend
counter-resume-work = Reprendre
counter-recall = Rappeler
counter-no-show = Absent
counter-park = Mettre de côté
counter-transfer = Transférer
counter-return = Remettre en file
counter-pause = Pause
counter-close = Fermer le guichet
counter-undo = Annuler l’action
counter-undo-done = Action annulée
counter-help = Touches
counter-next-service = Autre service pour cette personne
counter-in-hand = En main
counter-no-ticket = Aucun ticket en main
counter-who-next = Qui est le suivant, et pourquoi
counter-parked = Mis de côté
counter-missed = Absents, peuvent revenir
counter-none = Personne
counter-today = Aujourd’hui
counter-served = Servis
counter-missed-count = Absents
counter-transferred = Transférés
counter-mean-wait = Attente moyenne
counter-mean-service = Service moyen
counter-waiting = En attente
counter-waited = A attendu
counter-serving-for = En service depuis
counter-called-for = Appelé
counter-recalls = { PLURAL($n) ->
    [one] Rappelé { $n } fois
   *[other] Rappelé { $n } fois
}
counter-over-target = Au-delà de l’objectif de { $duration }
counter-language = Parle
counter-note = Note
counter-call-this = Appeler
counter-bring-back = Remettre en file
counter-resume-ticket = Reprendre
counter-park-why = Pourquoi mettre de côté ?
counter-transfer-where = Transférer où ?
counter-to-service = À un service
counter-to-counter = À un guichet
counter-note-label = Note pour le collègue (ni nom, ni numéro d’identité)
counter-return-where = Remettre à quelle place ?
counter-return-first = En tête de file
counter-return-own = À sa place
counter-return-last = En fin de file
counter-pick-why = Pourquoi appeler hors ordre ?
counter-pick-hint = Noté au journal. Pas de nom.
counter-pick-urgent = Urgence
counter-pick-returning = Revenu avec un papier manquant
counter-pick-helper = Demande d’un collègue
counter-pause-why = Motif de la pause ?
counter-pause-break = Pause
counter-pause-prayer = Prière
counter-pause-errand = Archives ou collègue
counter-close-hand = Un ticket est en main. Que devient-il ?
counter-close-finish = Il est terminé
counter-close-return = Le remettre en file
counter-close-no-show = La personne est absente
counter-close-sure = Fermer ce guichet ?
counter-printer = Imprimante
counter-pad = Boîtier d’appel
counter-recall-wait = Encore dans { $n } s
counter-recall-limit = Assez rappelé. Marquer « Absent » ?
counter-paper-missing = Ce ticket n’a pas de papier
counter-undo-what = { $what } — annulable pendant { $n } s
counter-unknown-outcome = Pas encore de réponse. Nouvel essai avec le même appui ; rien n’est fait deux fois.
counter-unknown-failed = Pas de réponse. Utilisez le papier, puis appuyez encore : rien n’est fait deux fois.
counter-stale = Connexion perdue. L’affichage peut être dépassé.
counter-loading = Chargement du guichet…
counter-bring-in = Mis de côté et absents
counter-bring-in-whom = Qui reprendre ?
counter-call-key = Appeler hors tour un des suivants
counter-help-call = Appeler à l’aide
counter-help-sure = Appeler vos collègues à ce guichet ?
counter-help-yes = Oui, les appeler maintenant
counter-help-asked = Vos collègues sont appelés. Personne n’a encore répondu.
counter-help-coming = Le guichet { $label } arrive
counter-help-end = L’aide n’est plus nécessaire
counter-help-needed = Le guichet { $label } a besoin d’aide maintenant
counter-help-answer = J’arrive
key-space = Espace
key-enter = Entrée
event-ticket-called = Appelé
event-ticket-recalled = Rappelé
event-service-started = Service commencé
event-service-finished = Terminé
event-ticket-no-show = Marqué absent
event-ticket-parked = Mis de côté
event-ticket-resumed = Repris
event-ticket-reinstated = Remis en file
event-ticket-transferred = Transféré
event-ticket-returned = Remis en file
event-ticket-cancelled = Annulé
event-counter-opened = Guichet ouvert
event-counter-paused = Guichet en pause
event-counter-closed = Guichet fermé

## Pourquoi ce ticket est le suivant
reason-score = { $class }, a attendu { $waited }
reason-cap-reached = { $class }, a attendu { $waited } : attente maximale atteinte
reason-interleave = { $class }, son tour dans l’alternance, a attendu { $waited }
reason-appointment = Rendez-vous, son heure est venue
reason-returned-first = Remis en tête de file
reason-for-counter = Envoyé à ce guichet
reason-picked = Choisi par un agent
reason-behind = passe devant { PLURAL($n) ->
    [one] { $n } ticket plus ancien
   *[other] { $n } tickets plus anciens
}

## Refus
problem-day-closed = La journée du bureau est close.
problem-service-closed = Ce service est fermé en ce moment.
problem-cap-reached = Plus de tickets pour ce service aujourd’hui.
problem-counter-closed = Le guichet est fermé. Ouvrez-le d’abord.
problem-counter-paused = Le guichet est en pause. Reprenez d’abord.
problem-nobody-waiting = Personne n’attend.
problem-no-ticket-in-hand = Aucun ticket en main.
problem-ticket-in-hand = Un ticket est encore en main.
problem-wrong-state = Ce ticket a changé d’état entre-temps.
problem-recall-too-soon = Appel tout récent. Attendez { $n } s avant de rappeler.
problem-recall-limit = Assez rappelé. Marquez « Absent ».
problem-not-eligible = Ce ticket ne peut pas être appelé à ce guichet.
problem-reason-needed = Un motif est nécessaire.
problem-grace-over = Trop tard pour reprendre ce ticket. Donnez-en un nouveau.
problem-nothing-to-undo = Rien à annuler.
problem-undo-too-late = Trop tard pour annuler.
problem-press-too-soon = Second appui ignoré.
problem-unknown-service = Ce service n’existe plus.
problem-unknown-counter = Ce guichet n’existe pas.
problem-unknown-ticket = Ce ticket n’est pas connu.
problem-busy = Le système est très occupé. Réessayez.
problem-journal-unavailable = Le système ne peut pas écrire. Utilisez le papier, puis réessayez.
problem-no-printer = Ce bureau n’a pas d’imprimante.
problem-no-such-print-job = Ce ticket est déjà en cours d’impression.
problem-counter-unchanged = Le guichet est déjà dans cet état.
problem-too-early = Il est trop tôt pour ce rendez-vous.
problem-service-elsewhere = Ce service n’est pas rendu dans ce bureau.
problem-not-allowed = Cette action n’est pas permise.
problem-text-too-long = Le texte est trop long.
problem-command-id-reused = Recommencez, s’il vous plaît.
problem-stopping = Le système redémarre. Réessayez dans un instant.
problem-no-answer = Pas de réponse du système.
problem-other = Impossible ({ $code }).
problem-unknown-appointment = Ce code n’est pas connu. Vérifiez les chiffres, ou demandez à l’accueil.
problem-already-checked-in = Votre arrivée est déjà notée : votre numéro est { $number }.
problem-too-early-until = C’est trop tôt pour ce rendez-vous. Revenez ici à partir de { $time }.

## Appareils
devices-title = Appareils
devices-all-well = Tout fonctionne
devices-attention = { PLURAL($n) ->
    [one] { $n } appareil demande une intervention
   *[other] { $n } appareils demandent une intervention
}
devices-since = depuis { $time } ({ $duration })
devices-cause = Cause
devices-remedy = Que faire
devices-behind = { PLURAL($n) ->
    [one] { $n } appareil en dépend
   *[other] { $n } appareils en dépendent
}
devices-details = Détails
devices-tickets = Derniers tickets imprimés
devices-none = Aucun appareil n’est configuré
kind-printer = Imprimante
kind-pad = Boîtier d’appel
kind-button = Bouton
kind-panel = Afficheur
kind-line = Ligne série
kind-camera = Caméra
kind-portal = Portail de la ville
kind-clock = Horloge
kind-journal = Journal
kind-broker = Courtier MQTT
kind-voice = Voix
kind-speaker = Carte son
state-starting = Démarrage
state-ready = Fonctionne
state-ok = Fonctionne
state-degraded = Fonctionne en partie
state-lost = Ne répond pas
state-out-of-paper = Plus de papier
state-near-end = Papier bientôt épuisé
state-out-of-order = En panne
state-cover-open = Capot ouvert
state-none = Aucun
state-waiting = En attente
state-behind = En retard
state-open = Ouvert
state-closed = Fermé
state-paused = En pause

## Téléphone
phone-title = Votre ticket
phone-your-number = Votre numéro
phone-waiting = Vous attendez
phone-come = Venez maintenant
phone-come-counter = Venez au guichet { $label }
phone-serving = On vous sert au guichet { $label }
phone-parked = Mis de côté. Gardez votre ticket, l’agent vous reprendra.
phone-no-show = Vous avez été appelé sans vous présenter. Allez vite au guichet.
phone-finished = Terminé. Merci.
phone-cancelled = Ce ticket a été annulé.
phone-expired = Ce ticket n’est plus valable.
phone-booked = Votre rendez-vous est noté. À votre arrivée, passez par la borne.
phone-updated = Mis à jour à { $time }
phone-stale = Pas de connexion. Regardez l’écran de la salle.
phone-keep-open = Gardez cette page ouverte. Elle a besoin du Wi-Fi du bureau.
phone-unknown = Ce ticket n’est pas connu ici.
phone-alert = Me prévenir par le son et la vibration
phone-near = Votre tour approche : revenez maintenant dans la salle
phone-come-say = Numéro { $number }, guichet { $label }
phone-code = Votre code pour la borne
phone-qr = Ou présentez ce code au lecteur de la borne
phone-leave = Je m’en vais
phone-leave-sure = Rendre votre place ? On ne peut pas revenir en arrière.
phone-leave-yes = Oui, je rends ma place
phone-leave-no = Non, je reste
phone-refresh = Actualiser

## Accueil
index-title = Pages de ce bureau
index-kiosk = Borne : les citoyens prennent un ticket
index-board = Écran : qui est appelé, et où
index-counter = Guichet : la page de l’agent
index-devices = Appareils : pour le technicien

## Why a device does not do its work, and what to do about it
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
cause-paper-end = Il n’y a plus de papier.
cause-paper-near-end = Le rouleau est presque fini.
cause-cover-open = Le capot est ouvert.
cause-cutter-error = Le massicot est coincé.
cause-overheated = La tête d’impression est trop chaude.
cause-mechanical-error = Du papier est coincé, ou une autre pièce est bloquée.
cause-unrecoverable = L’imprimante signale une erreur qu’elle ne peut pas lever.
cause-offline = L’imprimante dit qu’elle est hors ligne.
cause-silent = L’imprimante ne répond pas.
cause-link-lost = Le câble ou la connexion réseau est coupé.
cause-not-confirmed = L’imprimante n’a pas dit que le ticket est sorti.
cause-busy = Un ticket précédent n’est pas encore sorti.
cause-player-missing = Aucun programme de lecture du son n’est installé.
cause-sound-card-refuses = La carte son refuse le son.
cause-sound-card-stuck = La carte son ne termine pas ce qu’elle joue.
remedy-paper-end = Mettez un nouveau rouleau. Le ticket en cours sortira tout seul.
remedy-paper-near-end = Préparez un nouveau rouleau.
remedy-cover-open = Fermez le capot jusqu’au clic.
remedy-cutter-error = Ouvrez le capot, dégagez la lame, éteignez puis rallumez l’imprimante.
remedy-overheated = Attendez quelques minutes ; elle reprend toute seule.
remedy-mechanical-error = Dégagez le papier, puis appuyez sur le bouton d’avance.
remedy-unrecoverable = Éteignez puis rallumez l’imprimante. Si cela revient, appelez le dépannage.
remedy-check-printer = Vérifiez que l’imprimante est allumée et son câble branché.
remedy-look-at-ticket = Regardez si le ticket est sorti.
remedy-wait = Rien : cela reprend tout seul.
remedy-line-missing = Branchez l’adaptateur, ou corrigez le chemin dans la configuration.
remedy-line-busy = Arrêtez l’autre programme qui tient le port (souvent ModemManager).
remedy-line-lost = Vérifiez le câble et l’adaptateur.
remedy-line-misconfigured = Corrigez les appareils de cette ligne dans la configuration.
remedy-device-degraded = Vérifiez le câble, la terminaison et l’alimentation.
remedy-device-lost = Vérifiez l’alimentation et le câble de l’appareil.
remedy-device-incompatible = Mettez à jour le micrologiciel de l’appareil.
remedy-device-conflict = Donnez à chaque appareil de la ligne sa propre adresse.
remedy-device-unknown = Ajoutez l’appareil à la configuration, ou retirez-le de la ligne.
remedy-device-stuck = Dégagez le bouton ; il est ignoré jusqu’à ce qu’il soit relâché.
remedy-device-quarantined = Cherchez un bouton coincé ou humide. L’appareil est de nouveau écouté dès qu’il se calme.
remedy-device-quiet = Appuyez une fois sur le bouton. Si rien ne vient, changez sa pile.
remedy-device-battery = Changez la pile.
remedy-button-unplugged = Rebranchez-le, à la même prise.
remedy-button-rights = Donnez à noubad le droit de le lire : la règle systemd/60-nouba.rules le donne une fois rebranché.
remedy-button-busy = Arrêtez l’autre programme qui tient cet appareil.
remedy-button-gpio = Vérifiez la puce, la ligne et le câblage ; un autre programme tient peut-être la ligne.
remedy-button-offline = Vérifiez son alimentation et sa liaison avec le courtier MQTT.
remedy-unverified = Cet afficheur ne répond jamais : regardez s’il montre le numéro.
remedy-broker-lost = Vérifiez que le courtier (mosquitto) fonctionne, qu’il est joignable et qu’il connaît le nom et le mot de passe du service.
remedy-clock-suspect = Réglez l’horloge, ou attendez l’heure du réseau. Si elle est juste, redémarrez noubad.
remedy-player-missing = Installer le paquet alsa-utils.
remedy-sound-card = Vérifier que la carte est branchée, et son nom dans la configuration (aplay -L les liste).
remedy-voice-pack = Lancer noubad voice check sur la voix enregistrée ; la voix intégrée parle en attendant.

## Connexion
sign-in-title = Se connecter
sign-in-account = Compte
sign-in-pin = Code PIN
sign-in-password = Mot de passe
sign-in-new-password = Un mot de passe d’au moins 12 caractères
sign-in-otp = Code à usage unique, si le compte en a un
sign-in-go = Se connecter
sign-in-code = Code
sign-in-enrol-title = Est-ce une borne, un écran ou un guichet ?
sign-in-enrol-hint = Le technicien donne un code qui sert une seule fois.
sign-in-enrol-go = Inscrire cet appareil
sign-in-setup-title = Le premier compte
sign-in-setup-hint = Le code d’installation se trouve dans le journal du service et sur son terminal.
sign-in-setup-go = Créer le compte
sign-in-as = Connecté : { $account }
sign-in-machine = Cet appareil : { $id }
sign-in-out = Se déconnecter
sign-in-on = Continuer
sign-in-open = Aucune connexion n’est nécessaire sur cette machine
role-clerk = Agent de guichet
role-supervisor = Chef de bureau
role-technician = Technicien
role-manager = Responsable
role-auditor = Auditeur
problem-sign-in = Connectez-vous d’abord.
problem-wrong-secret = Le compte et le code ne correspondent pas.
problem-wait = Trop de tentatives. Attendez { $n } s.
problem-locked = Ce compte est bloqué. Voyez le technicien.
problem-not-here = Un code PIN ne sert qu’à un guichet inscrit.
problem-wrong-code = Le code est faux, déjà utilisé ou trop ancien.
problem-weak-secret = Choisissez un mot de passe plus long : 12 caractères au moins.
problem-foreign-page = Ouvrez cette page depuis l’adresse du bureau.
problem-accounts-unavailable = Les comptes ne peuvent pas être lus. Voyez le technicien.
remedy-player-missing = Installez le paquet alsa-utils.
remedy-sound-card = Vérifiez que la carte est branchée, et son nom dans la configuration (aplay -L les liste).
remedy-voice-pack = Lancez noubad voice check sur la voix enregistrée ; la voix intégrée parle en attendant.
`,is=`### ⵜⴰⵎⴰⵣⵉⵖⵜ. Only words taken from CLDR's zgh data (days, months, language names). Everything else is
### absent on purpose: pages then show French and Arabic together. See README.md in this folder.

## Names
lang-ar = العربية
lang-fr = Français
lang-zgh = ⵜⴰⵎⴰⵣⵉⵖⵜ
lang-en = English

## Time (CLDR 44)
weekday-0 = ⴰⵙⴰⵎⴰⵙ
weekday-1 = ⴰⵢⵏⴰⵙ
weekday-2 = ⴰⵙⵉⵏⴰⵙ
weekday-3 = ⴰⴽⵕⴰⵙ
weekday-4 = ⴰⴽⵡⴰⵙ
weekday-5 = ⴰⵙⵉⵎⵡⴰⵙ
weekday-6 = ⴰⵙⵉⴹⵢⴰⵙ
month-1 = ⵉⵏⵏⴰⵢⵔ
month-2 = ⴱⵕⴰⵢⵕ
month-3 = ⵎⴰⵕⵚ
month-4 = ⵉⴱⵔⵉⵔ
month-5 = ⵎⴰⵢⵢⵓ
month-6 = ⵢⵓⵏⵢⵓ
month-7 = ⵢⵓⵍⵢⵓⵣ
month-8 = ⵖⵓⵛⵜ
month-9 = ⵛⵓⵜⴰⵏⴱⵉⵔ
month-10 = ⴽⵜⵓⴱⵔ
month-11 = ⵏⵓⵡⴰⵏⴱⵉⵔ
month-12 = ⴷⵓⵊⴰⵏⴱⵉⵔ
date-full = { $weekday } { $day } { $month }
`,as=new Map;function os(e,t){if(e===`zgh`)return t===0||t===1?`one`:`other`;let n=as.get(e);return n===void 0&&(n=new Intl.PluralRules(e),as.set(e,n)),n.select(t)}var ss=[`ar`,`fr`,`zgh`,`en`],cs={ar:[`fr`],fr:[`ar`],zgh:[`fr`,`ar`],en:[`fr`,`ar`]},ls={ar:`ar-MA-u-nu-latn`,fr:`fr-MA`,zgh:`fr-MA`,en:`en-GB`};function us(e,t){let n=new Oo(ls[e],{functions:{PLURAL:([t])=>{var n;return os(e,Number((n=t==null?void 0:t.valueOf())==null?0:n))}}});for(let e of n.addResource(new $o(t)))console.error(e);return n}var ds={ar:us(`ar`,ts),fr:us(`fr`,rs),zgh:us(`zgh`,is),en:us(`en`,ns)};function fs(e){return e===`ar`?`rtl`:`ltr`}function ps(e){return ss.includes(e)}function ms(e,t,n){var r;let i=(r=ds[e].getMessage(t))==null?void 0:r.value;return i==null?void 0:ds[e].formatPattern(i,n,[])}function hs(e,t){var n;return((n=ds[e].getMessage(t))==null?void 0:n.value)!=null}function gs(e,t,n){let r=ms(e,t,n);if(r!==void 0)return[{lang:e,text:r}];let i=cs[e].flatMap(e=>{let r=ms(e,t,ys(e,n));return r===void 0?[]:[{lang:e,text:r}]});return i.length===0?[{lang:`en`,text:t}]:e===`zgh`?i:i.slice(0,1)}function _s(e,t,n){return gs(e,t,n).map(e=>e.text).join(` · `)}var vs=new Map;function ys(e,t){if(t!==void 0)return Object.fromEntries(Object.entries(t).map(([t,n])=>{var r,i;return[t,typeof n==`string`?(r=(i=vs.get(n))==null?void 0:i[e])==null?n:r:n]}))}function bs(e,t){let n=Object.fromEntries(ss.map(e=>[e,t(e)])),r=n[e];return vs.size>500&&vs.clear(),e===`zgh`&&vs.set(r,n),r}function xs(e,t){for(let n of[e,`fr`,`ar`,...ss]){let e=t==null?void 0:t[n];if(e)return{lang:n,text:e}}return{lang:`fr`,text:`—`}}function Ss(e,t){let n=xs(e,t),r=xs(n.lang===`ar`?`fr`:`ar`,t);return r.lang===n.lang||r.text===n.text?void 0:r}function Cs(e,t){let n=Math.floor(Math.max(0,t)/6e4);return bs(e,e=>n<1?Ts(e,`less-than-minute`):n<90?Ts(e,`minutes`,{n}):Ts(e,`hours-minutes`,{h:Math.floor(n/60),m:n%60}))}function ws(e,t){return bs(e,e=>Ts(e,t))}function Ts(e,t,n){return gs(e,t,n)[0].text}function Es(e){if(e===void 0||!(e.high_min>=e.low_min))return;let{low_min:t,high_min:n}=e;return n>120?{key:`wait-between-hours`,args:{lo:Math.max(1,Math.floor(t/60)),hi:Math.ceil(n/60)}}:t<=0?{key:`wait-under`,args:{hi:Math.max(1,n)}}:{key:`wait-between`,args:{lo:t,hi:n}}}var Ds=new WeakMap,Os=new class{constructor(){M(this,Ds,Cn(`ar`))}get locale(){return Y(P(Ds,this))}set locale(e){Tn(P(Ds,this),e,!0)}};function ks(e,t){Os.locale=e,document.documentElement.lang=e,document.documentElement.dir=fs(e),t!==void 0&&js(t,e)}function As(e,t=!1){var n;let r=(n=new URLSearchParams(location.search).get(`lang`))==null?void 0:n.split(`,`)[0];if(ps(r))return r;let i=e===void 0?null:Ms(e);if(ps(i))return i;let a=navigator.language.slice(0,2);return t&&ps(a)?a:`ar`}function js(e,t){try{localStorage.setItem(`nouba.${e}`,t)}catch(e){}}function Ms(e){try{return localStorage.getItem(`nouba.${e}`)}catch(e){return null}}var Ns=ci(`<span> </span>`),Ps=ci(`<!><span class="line"><span> </span></span>`,1),Fs=ci(`<span></span>`);function Is(e,t){Qe(t,!0);let n=Ya(t,`inline`,3,!1),r=wt(()=>{var e;return(e=t.locale)==null?Os.locale:e}),i=wt(()=>gs(Y(r),t.k,t.a));var a=fi(),o=Bn(a),s=e=>{var t=Ns(),n=Vn(t,!0);sr(e=>{Ea(t,`lang`,Y(i)[0].lang),Ea(t,`dir`,e),Vi(n,Y(i)[0].text),t.dir=t.dir},[()=>fs(Y(i)[0].lang)]),pi(e,t)},c=e=>{var t=Fs();let r;aa(t,23,()=>Y(i),e=>e.lang,(e,t,r)=>{var i=Ps(),a=Bn(i),o=e=>{var t=di();t.nodeValue=` · `,pi(e,t)};ea(a,e=>{n()&&Y(r)>0&&e(o)});var s=Hn(a),c=zn(s),l=Vn(c,!0);Oe(s),sr(e=>{Ea(c,`lang`,Y(t).lang),Ea(c,`dir`,e),Vi(l,Y(t).text),c.dir=c.dir},[()=>fs(Y(t).lang)]),pi(e,i)}),Oe(t),sr(()=>r=ya(t,1,`pair`,null,r,{inline:n()})),pi(e,t)};ea(o,e=>{Y(i).length===1?e(s):e(c,-1)}),pi(e,a),$e()}export{Tn as $,ta as A,Qr as B,Aa as C,ya as D,xa as E,fi as F,sr as G,Y as H,ci as I,zn as J,er as K,ui as L,Hi as M,Vi as N,pa as O,pi as P,Mn as Q,di as R,Va as S,Ea as T,zr as U,Zr as V,Hr as W,Vn as X,Bn as Y,Hn as Z,Xa as _,Os as a,lt as at,Wa as b,Cs as c,Xe as ct,xs as d,Oe as dt,Cn as et,gs as f,b as ft,ws as g,Es as h,ks as i,wt as it,ea as j,aa as k,hs as l,Je as lt,Ss as m,g as mt,As as n,M as nt,ss as o,$e as ot,_s as p,f as pt,Nn as q,Ms as r,Tt as rt,fs as s,Qe as st,Is as t,P as tt,ps as u,ke as ut,Ya as v,Ta as w,Ua as x,Ga as y,$r as z};