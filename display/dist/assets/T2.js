var e=window;e.globalThis===void 0&&(e.globalThis=e),e.queueMicrotask===void 0&&(e.queueMicrotask=e=>{Promise.resolve().then(e)}),Object.fromEntries===void 0&&(Object.fromEntries=e=>{let t={};for(let[n,r]of e)t[n]=r;return t}),Array.prototype.at===void 0&&Object.defineProperty(Array.prototype,"at",{configurable:!0,writable:!0,value(e){return this[e<0?this.length+e:e]}}),Array.prototype.flat===void 0&&(Object.defineProperty(Array.prototype,"flat",{configurable:!0,writable:!0,value(){return[].concat(...this)}}),Object.defineProperty(Array.prototype,"flatMap",{configurable:!0,writable:!0,value(e){return[].concat(...this.map(e))}})),String.prototype.replaceAll===void 0&&Object.defineProperty(String.prototype,"replaceAll",{configurable:!0,writable:!0,value(e,t){return this.split(e).join(t)}}),Element.prototype.replaceChildren===void 0&&(Element.prototype.replaceChildren=function(...e){this.textContent=``,this.append(...e)});var t=Array.isArray,n=Array.prototype.indexOf,r=Array.prototype.includes,i=Array.from,a=Object.defineProperty,o=Object.getOwnPropertyDescriptor,s=Object.getOwnPropertyDescriptors,c=Object.prototype,l=Array.prototype,u=Object.getPrototypeOf,d=Object.isExtensible,f=()=>{};function p(e){return e()}function m(e){for(var t=0;t<e.length;t++)e[t]()}function h(){var e,t;return{promise:new Promise((n,r)=>{e=n,t=r}),resolve:e,reject:t}}function g(e,t){if(Array.isArray(e))return e;if(t===void 0||!(Symbol.iterator in e))return Array.from(e);let n=[];for(let r of e)if(n.push(r),n.length===t)break;return n}function _(e){"@babel/helpers - typeof";return _=typeof Symbol==`function`&&typeof Symbol.iterator==`symbol`?function(e){return typeof e}:function(e){return e&&typeof Symbol==`function`&&e.constructor===Symbol&&e!==Symbol.prototype?`symbol`:typeof e},_(e)}function v(e,t){if(_(e)!=`object`||!e)return e;var n=e[Symbol.toPrimitive];if(n!==void 0){var r=n.call(e,t||`default`);if(_(r)!=`object`)return r;throw TypeError(`@@toPrimitive must return a primitive value.`)}return(t===`string`?String:Number)(e)}function y(e){var t=v(e,`string`);return _(t)==`symbol`?t:t+``}function b(e,t,n){return(t=y(t))in e?Object.defineProperty(e,t,{value:n,enumerable:!0,configurable:!0,writable:!0}):e[t]=n,e}var x,S=1024,C=2048,w=4096,ee=8192,te=16384,ne=32768,re=1<<25,ie=65536,ae=1<<19,oe=1<<20,se=1<<25,ce=1<<21,le=1<<22,ue=1<<23,de=Symbol(`$state`),fe=Symbol(`component`),pe=Symbol(`legacy props`),me=Symbol(``),he=Symbol(`attributes`),ge=Symbol(`class`),_e=Symbol(`style`),ve=Symbol(`text`),ye=Symbol(`form reset`),be=new class extends Error{constructor(...e){super(...e),b(this,`name`,`StaleReactionError`),b(this,`message`,"The reaction that called `getAbortSignal()` was re-run or destroyed")}},xe=!!((x=globalThis.document)!=null&&x.contentType)&&globalThis.document.contentType.includes(`xml`),Se={},T=Symbol(`uninitialized`),Ce=`http://www.w3.org/1999/xhtml`;function we(){console.warn(`https://svelte.dev/e/derived_inert`)}function Te(e){console.warn(`https://svelte.dev/e/hydration_mismatch`)}function Ee(){console.warn(`https://svelte.dev/e/svelte_boundary_reset_noop`)}var E=!1;function De(e){E=e}var D;function O(e){if(e===null)throw Te(),Se;return D=e}function Oe(){return O(zn(D))}function ke(e){if(E){if(zn(D)!==null)throw Te(),Se;D=e}}function Ae(e=1){if(E){for(var t=e,n=D;t--;)n=zn(n);D=n}}function je(e=!0){for(var t=0,n=D;;){if(n.nodeType===8){var r=n.data;if(r===`]`){if(t===0)return n;--t}else(r===`[`||r===`[!`||r[0]===`[`&&!isNaN(Number(r.slice(1))))&&(t+=1)}var i=zn(n);e&&n.remove(),n=i}}function Me(e){if(!e||e.nodeType!==8)throw Te(),Se;return e.data}function Ne(e){return e===this.v}function Pe(e,t){return e==e?e!==t||typeof e==`object`&&!!e||typeof e==`function`:t==t}function Fe(e){return!Pe(e,this.v)}function Ie(e){throw Error(`https://svelte.dev/e/lifecycle_outside_component`)}function Le(){throw Error(`https://svelte.dev/e/async_derived_orphan`)}function Re(e,t,n){throw Error(`https://svelte.dev/e/each_key_duplicate`)}function ze(e){throw Error(`https://svelte.dev/e/effect_in_teardown`)}function Be(){throw Error(`https://svelte.dev/e/effect_in_unowned_derived`)}function Ve(e){throw Error(`https://svelte.dev/e/effect_orphan`)}function He(){throw Error(`https://svelte.dev/e/effect_update_depth_exceeded`)}function Ue(e){throw Error(`https://svelte.dev/e/props_invalid_value`)}function We(){throw Error(`https://svelte.dev/e/state_descriptors_fixed`)}function Ge(){throw Error(`https://svelte.dev/e/state_prototype_fixed`)}function Ke(){throw Error(`https://svelte.dev/e/state_unsafe_mutation`)}function qe(){throw Error(`https://svelte.dev/e/svelte_boundary_reset_onerror`)}var Je=!1;function Ye(){Je=!0}function Xe(e,t){var n=Object.keys(e);if(Object.getOwnPropertySymbols){var r=Object.getOwnPropertySymbols(e);t&&(r=r.filter(function(t){return Object.getOwnPropertyDescriptor(e,t).enumerable})),n.push.apply(n,r)}return n}function Ze(e){for(var t=1;t<arguments.length;t++){var n=arguments[t]==null?{}:arguments[t];t%2?Xe(Object(n),!0).forEach(function(t){b(e,t,n[t])}):Object.getOwnPropertyDescriptors?Object.defineProperties(e,Object.getOwnPropertyDescriptors(n)):Xe(Object(n)).forEach(function(t){Object.defineProperty(e,t,Object.getOwnPropertyDescriptor(n,t))})}return e}var k=null;function Qe(e){k=e}function $e(e,t=!1,n){k={p:k,i:!1,c:null,e:null,s:e,x:null,r:W,l:Je&&!t?{s:null,u:null,$:[]}:null}}function et(e){var t=k,n=t.e;if(n!==null){t.e=null;for(var r of n)nr(r)}return e!==void 0&&(t.x=e),t.i=!0,k=t.p,tt(e)}function tt(e={}){return a(e,fe,{value:!0}),e}function nt(){return!Je||k!==null&&k.l===null}var rt=[];function it(){var e=rt;rt=[],m(e)}function at(e){if(rt.length===0&&!Rt){var t=rt;queueMicrotask(()=>{t===rt&&it()})}rt.push(e)}function ot(){for(;rt.length>0;)it()}var st=~(C|w|S);function A(e,t){e.f=e.f&st|t}function ct(e){e.f&512||e.deps===null?A(e,S):A(e,w)}function lt(e,t){e.f&2048?t.set(e,C):e.f&4096&&t.get(e)!==2048&&t.set(e,w),A(e,S)}function ut(e,t){if(t){let t=document.body;e.autofocus=!0,at(()=>{document.activeElement===t&&e.focus()})}}var dt=!1;function ft(){dt||(dt=!0,document.addEventListener(`reset`,e=>{Promise.resolve().then(()=>{if(!e.defaultPrevented)for(let n of e.target.elements){var t;(t=n[ye])==null||t.call(n)}})},{capture:!0}))}function pt(e,t,n,r=!0){r&&n();for(var i of t)e.addEventListener(i,n);er(()=>{for(var r of t)e.removeEventListener(r,n)})}function mt(e){var t=H,n=W;U(null),wr(null);try{return e()}finally{U(t),wr(n)}}function ht(e,t,n,r=n){e.addEventListener(t,()=>mt(n));let i=e[ye];e[ye]=i?()=>{i(),r(!0)}:()=>r(!0),ft()}function gt(e,t){this.v=e,this.k=t}function _t(e){var t,n;function r(t,n){try{var a=e[t](n),o=a.value,s=o instanceof gt;Promise.resolve(s?o.v:o).then(function(n){if(s){var c=t===`return`?`return`:`next`;if(!o.k||n.done)return r(c,n);n=e[c](n).value}i(a.done?`return`:`normal`,n)},function(e){r(`throw`,e)})}catch(e){i(`throw`,e)}}function i(e,i){switch(e){case`return`:t.resolve({value:i,done:!0});break;case`throw`:t.reject(i);break;default:t.resolve({value:i,done:!1})}(t=t.next)?r(t.key,t.arg):n=null}this._invoke=function(e,i){return new Promise(function(a,o){var s={key:e,arg:i,resolve:a,reject:o,next:null};n?n=n.next=s:(t=n=s,r(e,i))})},typeof e.return!=`function`&&(this.return=void 0)}_t.prototype[typeof Symbol==`function`&&Symbol.asyncIterator||`@@asyncIterator`]=function(){return this},_t.prototype.next=function(e){return this._invoke(`next`,e)},_t.prototype.throw=function(e){return this._invoke(`throw`,e)},_t.prototype.return=function(e){return this._invoke(`return`,e)};function vt(e,t,n,r){let i=nt()?St:Et;var a=e.filter(e=>!e.settled),o=t.map(i);if(n.length===0&&a.length===0){r(o);return}var s=W,c=yt(),l=a.length===1?a[0].promise:a.length>1?Promise.all(a.map(e=>e.promise)):null;function u(e){if(!(s.f&16384)){c();try{r([...o,...e])}catch(e){Yn(e,s)}bt()}}var d=xt();if(n.length===0){l.then(()=>u([])).finally(d);return}function f(){Promise.all(n.map(e=>wt(e))).then(u).catch(e=>Yn(e,s)).finally(d)}l?l.then(()=>{s.f&16384?d():(c(),f(),bt())}):f()}function yt(){var e=W,t=H,n=k,r=F;return function(i=!0){wr(e),U(t),Qe(n),i&&!(e.f&16384)&&(r==null||r.activate(),r==null||r.apply())}}function bt(e=!0){wr(null),U(null),Qe(null),e&&(F==null||F.deactivate())}function xt(){var e=W,t=e.b,n=F,r=!!(t!=null&&t.is_rendered());return t==null||t.update_pending_count(1,n),n.increment(r,e),()=>{t==null||t.update_pending_count(-1,n),n.decrement(r,e)}}function St(e){var t=2|C;return W!==null&&(W.f|=ae),{ctx:k,deps:null,effects:null,equals:Ne,f:t,fn:e,reactions:null,rv:0,v:T,wv:0,parent:W,ac:null}}var Ct=Symbol(`obsolete`);function wt(e,t,n){let r=W;r===null&&Le();var i=void 0,a=Cn(T),o=!H,s=new Set;return or(()=>{var t=W,n=h();i=n.promise;try{Promise.resolve(e()).then(n.resolve,e=>{e!==be&&n.reject(e)}).finally(bt)}catch(e){n.reject(e),bt()}var c=F;if(o){var l;if(t.f&32768)var u=xt();if((l=r.b)!=null&&l.is_rendered()){var d;(d=c.async_deriveds.get(t))==null||d.reject(Ct)}else for(let e of s.values())e.reject(Ct);s.add(n),c.async_deriveds.set(t,n)}let f=(e,t=void 0)=>{u==null||u(),s.delete(n),t!==Ct&&(c.activate(),t?(a.f|=ue,kn(a,t)):(a.f&8388608&&(a.f^=ue),kn(a,e)),c.deactivate())};n.promise.then(f,e=>f(null,e||`unknown`))}),er(()=>{for(let e of s)e.reject(Ct)}),new Promise(e=>{function t(n){function r(){n===i?e(a):t(i)}n.then(r,r)}t(i)})}function Tt(e){let t=St(e);return Er(t),t}function Et(e){let t=St(e);return t.equals=Fe,t}function Dt(e){var t=e.effects;if(t!==null){e.effects=null;for(var n=0;n<t.length;n+=1)V(t[n])}}function Ot(e){var t,n=W,r=e.parent;if(!xr&&r!==null&&e.v!==T&&r.f&24576)return we(),e.v;wr(r);try{Dt(e),t=Fr(e)}finally{wr(n)}return t}function kt(e){var t=Ot(e);!e.equals(t)&&(e.wv=Mr(),(!(F!=null&&F.is_fork)||e.deps===null)&&(F===null?e.v=t:(F.capture(e,t,!0),It==null||It.capture(e,t,!0)),e.deps===null))?A(e,S):xr||(I===null?ct(e):($n()||F!=null&&F.is_fork)&&I.set(e,t))}function At(e){if(e.effects!==null){for(let n of e.effects)if(n.teardown||n.ac){var t;(t=n.teardown)==null||t.call(n),n.ac!==null&&mt(()=>{n.ac.abort(be),n.ac=null}),n.fn!==null&&(n.teardown=f),Rr(n,0),dr(n)}}}function jt(e){if(e.effects!==null)for(let t of e.effects)t.teardown&&t.fn!==null&&zr(t)}function Mt(e,t){if(t.has(e))throw TypeError(`Cannot initialize the same private elements twice on an object`)}function Nt(e,t){Mt(e,t),t.add(e)}function j(e,t,n){Mt(e,t),t.set(e,n)}function M(e,t,n){if(typeof e==`function`?e===t:e.has(t))return arguments.length<3?t:n;throw TypeError(`Private element is not present on this object`)}function N(e,t){return e.get(M(e,t))}function P(e,t,n){return e.set(M(e,t),n),n}var Pt,Ft=null,F=null,It=null,I=null,Lt=null,Rt=!1,zt=!1,Bt=null,Vt=null,Ht=0,Ut=1,Wt=new WeakMap,Gt=new WeakMap,Kt=new WeakMap,qt=new WeakMap,Jt=new WeakMap,Yt=new WeakMap,Xt=new WeakMap,Zt=new WeakMap,Qt=new WeakMap,$t=new WeakMap,en=new WeakMap,L=new WeakSet,tn=class e{constructor(){Nt(this,L),b(this,`id`,Ut++),b(this,`started`,!1),b(this,`linked`,!0),b(this,`prev`,null),b(this,`next`,null),b(this,`async_deriveds`,new Map),b(this,`current`,new Map),b(this,`previous`,new Map),j(this,Wt,new Set),j(this,Gt,new Set),j(this,Kt,0),j(this,qt,new Map),j(this,Jt,null),j(this,Yt,[]),j(this,Xt,[]),j(this,Zt,new Map),j(this,Qt,new Map),j(this,$t,new Set),b(this,`is_fork`,!1),j(this,en,!1),Ft===null?Ft=this:(Ft.next=this,this.prev=Ft),Ft=this}skip_effect(e){N(Qt,this).has(e)||N(Qt,this).set(e,{d:[],m:[]}),N($t,this).delete(e)}unskip_effect(e,t=e=>this.schedule(e)){var n=N(Qt,this).get(e);if(n){N(Qt,this).delete(e);for(var r of n.d)A(r,C),t(r);for(r of n.m)A(r,w),t(r)}N($t,this).add(e)}capture(e,t,n=!1){e.v!==T&&!this.previous.has(e)&&this.previous.set(e,e.v),e.f&8388608||(this.current.set(e,[t,n]),I==null||I.set(e,t)),this.is_fork||(e.v=t)}activate(){F=this}deactivate(){F=null,I=null}flush(){try{zt=!0,F=this,M(L,this,on).call(this)}finally{Ht=0,Lt=null,Bt=null,Vt=null,zt=!1,F=null,I=null,xn.clear()}}discard(){var e;for(let e of N(Gt,this))e(this);N(Gt,this).clear();for(let e of this.async_deriveds.values())e.reject(Ct);M(L,this,fn).call(this),(e=N(Jt,this))==null||e.resolve()}register_created_effect(e){N(Xt,this).push(e)}increment(e,t){if(P(Kt,this,N(Kt,this)+1),e){var n;let e=(n=N(qt,this).get(t))==null?0:n;N(qt,this).set(t,e+1)}}decrement(e,t){if(P(Kt,this,N(Kt,this)-1),e){var n;let e=(n=N(qt,this).get(t))==null?0:n;e===1?N(qt,this).delete(t):N(qt,this).set(t,e-1)}N(en,this)||(P(en,this,!0),at(()=>{P(en,this,!1),this.linked&&this.flush()}))}transfer_reactions(e){for(let[t,n]of e)this.add_dirty_reaction(t,n);e.clear()}add_dirty_reaction(e,t){(t===2048||N(Zt,this).get(e)!==2048)&&N(Zt,this).set(e,t)}oncommit(e){N(Wt,this).add(e)}ondiscard(e){N(Gt,this).add(e)}settled(){var e;return((e=N(Jt,this))==null?P(Jt,this,h()):e).promise}static ensure(){if(F===null){let t=F=new e;!zt&&!Rt&&at(()=>{t.started||t.flush()})}return F}apply(){I=null}schedule(e){var t;Lt=e,(t=e.b)!=null&&t.is_pending&&e.f&16777228&&!(e.f&32768)?e.b.defer_effect(e):N(Yt,this).push(e)}};Pt=tn;function nn(){if(this.is_fork)return!0;for(let e of N(qt,this).keys())if(!M(L,this,rn).call(this,e))return!0;return!1}function rn(e){for(var t=e;t!==null;t=t.parent)if(N(Qt,this).has(t))return!0;return!1}function an(){var e=[];for(let i of N(Yt,this))if(!(i.f&16384||!(i.f&6144))){for(var t=i,n=!1;t.parent!==null;){t=t.parent;var r=t.f;if(r&96){if(!(r&1024)){n=!0;break}t.f^=S}}n||e.push(t)}return P(Yt,this,[]),e}function on(){var e;this.started=!0;for(let[e,t]of N(Zt,this))A(e,t),this.schedule(e);this.apply();for(var t=Bt=[],n=[],r=Vt=[];N(Yt,this).length>0;){Ht++>1e3&&(M(L,this,fn).call(this),mn());for(let e of M(L,this,an).call(this))try{M(L,this,sn).call(this,e,t,n)}catch(t){throw yn(e),M(L,this,nn).call(this)||this.discard(),t}}if(F=null,r.length>0){var i=Pt.ensure();for(let e of r)i.schedule(e)}if(Bt=null,Vt=null,M(L,this,nn).call(this)){M(L,this,dn).call(this,n),M(L,this,dn).call(this,t);for(let[e,t]of N(Qt,this))vn(e,t);r.length>0&&M(L,F,on).call(F);return}let a=M(L,this,cn).call(this);if(a)M(L,this,dn).call(this,n),M(L,this,dn).call(this,t),M(L,a,un).call(a,this);else{N(Zt,this).clear();for(let e of N(Wt,this))e(this);N(Wt,this).clear(),It=this,gn(n),gn(t),It=null,(e=N(Jt,this))==null||e.resolve();var o=F;N(Kt,this)===0&&(N(Yt,this).length===0||o!==null)&&M(L,this,fn).call(this),o!==null&&(xn.clear(),M(L,o,on).call(o))}}function sn(e,t,n){e.f^=S;for(var r=e.first;r!==null;){var i=r.f,a=!!(i&96);if(!(a&&i&1024||i&8192||N(Qt,this).has(r))&&r.fn!==null){a?r.f^=S:i&4?t.push(r):Nr(r)&&(i&16&&this.add_dirty_reaction(r,w),zr(r));var o=r.first;if(o!==null){r=o;continue}}for(;r!==null;){var s=r.next;if(s!==null){r=s;break}r=r.parent}}}function cn(){for(var e=this.prev;e!==null;e=e.prev)if(!e.is_fork&&M(L,this,ln).call(this,e))return e;return null}function ln(e){for(let[t,[,n]]of this.current)if(!n&&e.current.has(t))return!0;return!1}function un(e){for(let[t,n]of e.current)!this.previous.has(t)&&e.previous.has(t)&&this.previous.set(t,e.previous.get(t)),this.current.set(t,n);for(let[t,n]of e.async_deriveds){let e=this.async_deriveds.get(t);e&&n.promise.then(e.resolve).catch(e.reject)}e.async_deriveds.clear(),this.transfer_reactions(N(Zt,e));let t=e=>{var n=e.reactions;if(n!==null&&!(e.f&2&&!(e.f&6144)))for(let e of n){var r=e.f;if(r&2)t(e);else{var i=e;r&4194320&&!this.async_deriveds.has(i)&&(N(Zt,this).delete(i),A(i,C),this.schedule(i))}}};for(let e of this.current.keys())t(e);this.oncommit(()=>e.discard()),M(L,e,fn).call(e),F=this,M(L,this,on).call(this)}function dn(e){for(var t=0;t<e.length;t+=1)lt(e[t],N(Zt,this))}function fn(){if(this.linked){var e=this.prev,t=this.next;e===null||(e.next=t),t===null?Ft=e:t.prev=e,this.linked=!1}}function pn(e){var t=Rt,n=It;It=null,Rt=!0;try{var r;for(e&&(pn(),r=e());;){if(ot(),F===null)return r;F.flush()}}finally{Rt=t,It=n}}function mn(){try{He()}catch(e){Yn(e,Lt)}}var hn=null;function gn(e){var t=e.length;if(t!==0){for(var n=0;n<t;){var r=e[n++];if(!(r.f&24576)&&Nr(r)&&(hn=new Set,zr(r),r.deps===null&&r.first===null&&r.nodes===null&&r.teardown===null&&r.ac===null&&mr(r),(hn==null?void 0:hn.size)>0)){xn.clear();for(let e of hn){if(e.f&24576)continue;let t=[e],n=e.parent;for(;n!==null;)hn.has(n)&&(hn.delete(n),t.push(n)),n=n.parent;for(let e=t.length-1;e>=0;e--){let n=t[e];n.f&24576||zr(n)}}hn.clear()}}hn=null}}function _n(e){F.schedule(e)}function vn(e,t){if(!(e.f&32&&e.f&1024)){e.f&2048?t.d.push(e):e.f&4096&&t.m.push(e),A(e,S);for(var n=e.first;n!==null;)vn(n,t),n=n.next}}function yn(e){A(e,S);for(var t=e.first;t!==null;)yn(t),t=t.next}var bn=new Set,xn=new Map,Sn=!1;function Cn(e,t){return{f:0,v:e,reactions:null,equals:Ne,rv:0,wv:0}}function wn(e,t){let n=Cn(e,t);return Er(n),n}function Tn(e,t=!1,n=!0){let r=Cn(e);if(t||(r.equals=Fe),Je&&n&&k!==null&&k.l!==null){var i,a;((a=(i=k.l).s)==null?i.s=[]:a).push(r)}return r}function En(e,t,n=!1){return H!==null&&(!Cr||H.f&131072)&&nt()&&H.f&4325394&&(Tr===null||!Tr.has(e))&&Ke(),kn(e,n?Nn(t):t,Vt)}var Dn=null,On=0;function kn(e,t,n=null){if(!e.equals(t)){xr?xn.set(e,t):xn.has(e)||xn.set(e,e.v);var r=tn.ensure();if(r.capture(e,t),e.f&2){let t=e;e.f&2048&&Ot(t),I===null&&ct(t)}e.wv=Mr(),Dn=null,On=0,Mn(e,C,n),Dn=null,nt()&&W!==null&&W.f&1024&&!(W.f&96)&&(q===null?Dr([e]):q.push(e)),!r.is_fork&&bn.size>0&&!Sn&&An()}return t}function An(){Sn=!1;for(let e of bn){e.f&1024&&A(e,w);let t;try{t=Nr(e)}catch(e){t=!0}t&&zr(e)}bn.clear()}function jn(e){En(e,e.v+1)}function Mn(e,t,n){var r=e.reactions;if(r!==null){var i=nt(),a=r.length;if(On+=a,On>1e5&&Dn===null&&(Dn=new Set),Dn!==null){if(Dn.has(e))return;Dn.add(e)}for(var o=0;o<a;o++){var s=r[o],c=s.f;if(i||s!==W){var l=(c&C)===0;if(l&&A(s,t),c&131072)bn.add(s);else if(c&2){var u=s;I==null||I.delete(u),Mn(u,w,n)}else if(l){var d=s;c&16&&hn!==null&&hn.add(d),n===null?_n(d):n.push(d)}}}}}function Nn(e){if(typeof e!=`object`||!e||de in e||fe in e)return e;let n=u(e);if(n!==c&&n!==l)return e;var r=new Map,i=t(e),a=wn(0),s=null,d=Ar,f=e=>{if(Ar===d)return e();var t=H,n=Ar;U(null),jr(d);var r=e();return U(t),jr(n),r};return i&&r.set(`length`,wn(e.length,s)),new Proxy(e,{defineProperty(e,t,n){`value`in n&&n.configurable!==!1&&n.enumerable!==!1&&n.writable!==!1||We();var i=r.get(t);return i===void 0?f(()=>{var e=wn(n.value,s);return r.set(t,e),e}):En(i,n.value,!0),!0},deleteProperty(e,t){var n=r.get(t);if(n===void 0){if(t in e){let e=f(()=>wn(T,s));r.set(t,e),jn(a)}}else En(n,T),jn(a);return!0},get(t,n,i){var a;if(n===de)return e;var c=r.get(n),l=n in t;if(c===void 0&&(!l||(a=o(t,n))!=null&&a.writable)&&(c=f(()=>wn(Nn(l?t[n]:T),s)),r.set(n,c)),c!==void 0){var u=J(c);return u===T?void 0:u}return Reflect.get(t,n,i)},getOwnPropertyDescriptor(e,t){var n;(n=this.has)==null||n.call(this,e,t);var i=Reflect.getOwnPropertyDescriptor(e,t),a=r.get(t);if(a!==void 0){var o=J(a);if(o===T)return;if(i&&`value`in i)i.value=o;else return{enumerable:!0,configurable:!0,value:o,writable:!0}}return i},has(e,t){var n;if(t===de)return!0;var i=r.get(t),a=i!==void 0&&i.v!==T||Reflect.has(e,t);return(i!==void 0||(W!==null||H!==null)&&(!a||(n=o(e,t))!=null&&n.writable))&&(i===void 0&&(i=f(()=>wn(a?Nn(e[t]):T,s)),r.set(t,i)),J(i)===T)?!1:a},set(e,t,n,c){var l=r.get(t),u=t in e;if(i&&t===`length`)for(var d=n;d<l.v;d+=1){var p=r.get(d+``);p===void 0?d in e&&(p=f(()=>wn(T,s)),r.set(d+``,p)):En(p,T)}if(l===void 0){var m;(!u||(m=o(e,t))!=null&&m.writable)&&(l=f(()=>wn(void 0,s)),En(l,Nn(n)),r.set(t,l))}else{u=l.v!==T;var h=f(()=>Nn(n));En(l,h)}var g=Reflect.getOwnPropertyDescriptor(e,t);if(g!=null&&g.set&&g.set.call(c,n),!u){if(i&&typeof t==`string`){var _=r.get(`length`),v=Number(t);Number.isInteger(v)&&v>=_.v&&En(_,v+1)}jn(a)}return!0},ownKeys(e){J(a);var t=Reflect.ownKeys(e).filter(e=>{var t=r.get(e);return t===void 0||t.v!==T});for(var[n,i]of r)i.v!==T&&!(n in e)&&t.push(n);return t},setPrototypeOf(){Ge()}})}var Pn,Fn,In,Ln;function Rn(){if(Pn===void 0){Pn=window,Fn=/Firefox/.test(navigator.userAgent);var e=Element.prototype,t=Node.prototype,n=Text.prototype;In=o(t,`firstChild`).get,Ln=o(t,`nextSibling`).get,d(e)&&(e[ge]=void 0,e[he]=null,e[_e]=void 0,e.__e=void 0),d(n)&&(n[ve]=void 0)}}function R(e=``){return document.createTextNode(e)}function z(e){return In.call(e)}function zn(e){return Ln.call(e)}function Bn(e,t){if(!E)return z(e);var n=z(D);if(n===null)n=D.appendChild(R());else if(t&&n.nodeType!==3){var r=R();return n==null||n.before(r),O(r),r}return t&&qn(n),O(n),n}function Vn(e,t=!1){if(!E){var n=z(e);return n instanceof Comment&&n.data===``?zn(n):n}if(t){if((D==null?void 0:D.nodeType)!==3){var r=R();return D==null||D.before(r),O(r),r}qn(D)}return D}function Hn(e,t=!1){if(!E)return z(e);var n=Bn(e,t);return ke(e),n}function Un(e,t=1,n=!1){let r=E?D:e;for(var i;t--;)i=r,r=zn(r);if(!E)return r;if(n){if((r==null?void 0:r.nodeType)!==3){var a=R();return r===null?i==null||i.after(a):r.before(a),O(a),a}qn(r)}return O(r),r}function Wn(e){e.textContent=``}function Gn(){return!1}function Kn(e,t,n){return t==null||t===`http://www.w3.org/1999/xhtml`?n?document.createElement(e,{is:n}):document.createElement(e):n?document.createElementNS(t,e,{is:n}):document.createElementNS(t,e)}function qn(e){if(e.nodeValue.length<65536)return;let t=e.nextSibling;for(;t!==null&&t.nodeType===3;)t.remove(),e.nodeValue+=t.nodeValue,t=e.nextSibling}function Jn(e){var t=W;if(t===null)return H.f|=ue,e;if(!(t.f&32768)&&!(t.f&4))throw e;Yn(e,t)}function Yn(e,t){if(e===Se)throw e;if(!(t!==null&&t.f&16384)){for(;t!==null;){if(t.f&128&&!(t.f&33570816)){if(!(t.f&32768))throw e;try{t.b.error(e);return}catch(t){e=t}}t=t.parent}throw e}}function Xn(e){W===null&&(H===null&&Ve(e),Be()),xr&&ze(e)}function Zn(e,t){var n=t.last;n===null?t.last=t.first=e:(n.next=e,e.prev=n,t.last=e)}function Qn(e,t){var n=W;n!==null&&n.f&8192&&(e|=ee);var r={ctx:k,deps:null,nodes:null,f:e|C|512,first:null,fn:t,last:null,next:null,parent:n,b:n&&n.b,prev:null,teardown:null,wv:0,ac:null};F==null||F.register_created_effect(r);var i=r;if(e&4)Bt===null?tn.ensure().schedule(r):Bt.push(r);else if(t!==null){try{zr(r)}catch(e){throw V(r),e}i.deps===null&&i.teardown===null&&i.nodes===null&&i.first===i.last&&!(i.f&524288)&&(i=i.first,e&16&&e&65536&&i!==null&&(i.f|=ie))}if(i!==null&&(i.parent=n,n!==null&&Zn(i,n),H!==null&&H.f&2&&!(e&64))){var a,o=H;((a=o.effects)==null?o.effects=[]:a).push(i)}return r}function $n(){return H!==null&&!Cr}function er(e){let t=Qn(8,null);return A(t,S),t.teardown=e,t}function tr(e){Xn(`$effect`);var t=W.f;if(!H&&t&32&&k!==null&&!k.i){var n,r=k;((n=r.e)==null?r.e=[]:n).push(e)}else return nr(e)}function nr(e){return Qn(4|oe,e)}function rr(e){return Xn(`$effect.pre`),Qn(8|oe,e)}function ir(e){tn.ensure();let t=Qn(64|ae,e);return(e={})=>new Promise(n=>{e.outro?hr(t,()=>{V(t),n(void 0)}):(V(t),n(void 0))})}function ar(e){return Qn(4,e)}function or(e){return Qn(le|ae,e)}function sr(e,t=0){return Qn(8|t,e)}function cr(e,t=[],n=[],r=[]){vt(r,t,n,t=>{Qn(8,()=>{e(...t.map(J))})})}function lr(e,t=0){return Qn(16|t,e)}function B(e){return Qn(32|ae,e)}function ur(e){var t=e.teardown;if(t!==null){let n=xr,r=H;Sr(!0),U(null);try{t.call(null)}catch(t){Yn(t,e.parent)}finally{Sr(n),U(r)}}}function dr(e,t=!1){var n=e.first;for(e.first=e.last=null;n!==null;){let e=n.ac;e!==null&&mt(()=>{e.abort(be)});var r=n.next;n.f&64?n.parent=null:V(n,t),n=r}}function fr(e){for(var t=e.first;t!==null;){var n=t.next;t.f&32||V(t),t=n}}function V(e,t=!0){var n=!1;(t||e.f&262144)&&e.nodes!==null&&e.nodes.end!==null&&(pr(e.nodes.start,e.nodes.end),n=!0),e.f|=re,dr(e,t&&!n),Rr(e,0);var r=e.nodes&&e.nodes.t;if(r!==null)for(let e of r)e.stop();ur(e),e.f^=re,e.f|=te;var i=e.parent;i!==null&&i.first!==null&&mr(e),e.next=e.prev=e.teardown=e.ctx=e.deps=e.fn=e.nodes=e.ac=e.b=null}function pr(e,t){for(;e!==null;){var n=e===t?null:zn(e);e.remove(),e=n}}function mr(e){var t=e.parent,n=e.prev,r=e.next;n!==null&&(n.next=r),r!==null&&(r.prev=n),t!==null&&(t.first===e&&(t.first=r),t.last===e&&(t.last=n))}function hr(e,t,n=!0){var r=[];e.f|=256,gr(e,r,!0);var i=()=>{n&&V(e),t&&t()},a=r.length;if(a>0){var o=()=>--a||i();for(var s of r)s.out(o)}else i()}function gr(e,t,n){if(!(e.f&8192)){e.f^=ee;var r=e.nodes&&e.nodes.t;if(r!==null)for(let e of r)(e.is_global||n)&&t.push(e);for(var i=e.first;i!==null;){var a=i.next;if(!(i.f&64)){var o=!!(i.f&65536)||!!(i.f&32)&&!!(e.f&16);gr(i,t,o?n:!1)}i=a}}}function _r(e){e.f&=-257,vr(e,!0)}function vr(e,t){if(!(e.f&256)&&e.f&8192){e.f^=ee,e.f&1024||(A(e,C),tn.ensure().schedule(e));for(var n=e.first;n!==null;){var r=n.next,i=!!(n.f&65536)||!!(n.f&32);vr(n,i?t:!1),n=r}var a=e.nodes&&e.nodes.t;if(a!==null)for(let e of a)(e.is_global||t)&&e.in()}}function yr(e,t){if(e.nodes)for(var n=e.nodes.start,r=e.nodes.end;n!==null;){var i=n===r?null:zn(n);t.append(n),n=i}}var br=null,xr=!1;function Sr(e){xr=e}var H=null,Cr=!1;function U(e){H=e}var W=null;function wr(e){W=e}var Tr=null;function Er(e){if(H!==null&&(H.f&2097152||H.f&2)){var t;((t=Tr)==null?Tr=new Set:t).add(e)}}var G=null,K=0,q=null;function Dr(e){q=e}var Or=1,kr=0,Ar=kr;function jr(e){Ar=e}function Mr(){return++Or}function Nr(e){var t=e.f;if(t&2048)return!0;if(t&4096){for(var n=e.deps,r=n.length,i=0;i<r;i++){var a=n[i];if(Nr(a)&&kt(a),a.wv>e.wv)return!0}t&512&&I===null&&A(e,S)}return!1}function Pr(e,t,n=!0){var r=e.reactions;if(r!==null&&!(Tr!==null&&Tr.has(e)))for(var i=0;i<r.length;i++){var a=r[i];a.f&2?Pr(a,t,!1):t===a&&(n?A(a,C):a.f&1024&&A(a,w),_n(a))}}function Fr(e){var t=G,n=K,r=q,i=H,a=Tr,o=k,s=Cr,c=Ar,l=e.f;G=null,K=0,q=null,H=l&96?null:e,Tr=null,Qe(e.ctx),Cr=!1,Ar=++kr,e.ac!==null&&(mt(()=>{e.ac.abort(be)}),e.ac=null);try{e.f|=ce;var u=e.fn,d=u();e.f|=ne;var f=Ir(e);if(nt()&&q!==null&&!Cr&&f!==null&&!(e.f&6146))for(var p=0;p<q.length;p++)Pr(q[p],e);if(i!==null&&i!==e){if(kr++,i.deps!==null)for(let e=0;e<n;e+=1)i.deps[e].rv=kr;if(t!==null)for(let e of t)e.rv=kr;q!==null&&(r===null?r=q:r.push(...q))}return e.f&8388608&&(e.f^=ue),d}catch(t){return Ir(e),Jn(t)}finally{e.f^=ce,G=t,K=n,q=r,H=i,Tr=a,Qe(o),Cr=s,Ar=c}}function Ir(e){var t=e.deps,n=F==null?void 0:F.is_fork;if(G!==null){var r;if(n||Rr(e,K),t!==null&&K>0)for(t.length=K+G.length,r=0;r<G.length;r++)t[K+r]=G[r];else e.deps=t=G;if($n()&&e.f&512)for(r=K;r<t.length;r++){var i,a;((a=(i=t[r]).reactions)==null?i.reactions=[]:a).push(e)}}else!n&&t!==null&&K<t.length&&(Rr(e,K),t.length=K);return t}function Lr(e,t){let i=t.reactions;if(i!==null){var a=n.call(i,e);if(a!==-1){var o=i.length-1;o===0?i=t.reactions=null:(i[a]=i[o],i.pop())}}if(i===null&&t.f&2&&(G===null||!r.call(G,t))){var s=t;s.f&512&&(s.f^=512),s.v!==T&&ct(s),s.ac!==null&&mt(()=>{s.ac.abort(be),s.ac=null,A(s,C)}),At(s),Rr(s,0)}}function Rr(e,t){var n=e.deps;if(n!==null)for(var r=t;r<n.length;r++)Lr(e,n[r])}function zr(e){var t=e.f;if(!(t&16384)){A(e,S);var n=W;W=e;try{t&16777232?fr(e):dr(e),ur(e);var r=Fr(e);e.teardown=typeof r==`function`?r:null,e.wv=Or}finally{W=n}}}async function Br(){await Promise.resolve(),pn()}function J(e){var t=!!(e.f&2);if(br==null||br.add(e),H!==null&&!Cr&&!(W!==null&&W.f&16384)&&(Tr===null||!Tr.has(e))){var n=H.deps;if(H.f&2097152)e.rv<kr&&(e.rv=kr,G===null&&n!==null&&n[K]===e?K++:G===null?G=[e]:G.push(e));else{var i;(i=H).deps!=null||(i.deps=[]),r.call(H.deps,e)||H.deps.push(e);var a=e.reactions;a===null?e.reactions=[H]:r.call(a,H)||a.push(H)}}if(xr&&xn.has(e))return xn.get(e);if(t){var o=e;if(xr){var s=o.v;return(!(o.f&1024)&&o.reactions!==null||Hr(o))&&(s=Ot(o)),xn.set(o,s),s}var c=!(o.f&512)&&!Cr&&H!==null&&!!(H.f&512),l=(o.f&ne)===0;Nr(o)&&(c&&(o.f|=512),kt(o)),c&&!l&&(jt(o),Vr(o))}if(I!=null&&I.has(e))return I.get(e);if(e.f&8388608)throw e.v;return e.v}function Vr(e){if(e.f|=512,e.deps!==null)for(let n of e.deps){var t=n.reactions;t===null?n.reactions=[e]:r.call(t,e)||t.push(e),n.f&2&&!(n.f&512)&&(jt(n),Vr(n))}}function Hr(e){if(e.v===T)return!0;if(e.deps===null)return!1;for(let t of e.deps)if(xn.has(t)||t.f&2&&Hr(t))return!0;return!1}function Ur(e){var t=Cr;try{return Cr=!0,e()}finally{Cr=t}}function Wr(e){if(!(typeof e!=`object`||!e||e instanceof EventTarget)){if(de in e)Gr(e);else if(!Array.isArray(e))for(let t in e){let n=e[t];typeof n==`object`&&n&&de in n&&Gr(n)}}}function Gr(e,t=new Set){if(typeof e==`object`&&e&&!(e instanceof EventTarget)&&!t.has(e)){t.add(e),e instanceof Date&&e.getTime();for(let n in e)try{Gr(e[n],t)}catch(e){}let n=u(e);if(n!==Object.prototype&&n!==Array.prototype&&n!==Map.prototype&&n!==Set.prototype&&n!==Date.prototype){let t=s(n);for(let n in t){let r=t[n].get;if(r)try{r.call(e)}catch(e){}}}}}[...`allowfullscreen.async.autofocus.autoplay.checked.controls.default.disabled.formnovalidate.indeterminate.inert.ismap.loop.multiple.muted.nomodule.novalidate.open.playsinline.readonly.required.reversed.seamless.selected.webkitdirectory.defer.disablepictureinpicture.disableremoteplayback`.split(`.`)];var Kr=[`touchstart`,`touchmove`];function qr(e){return Kr.includes(e)}var Jr=Symbol(`events`),Yr=new Set,Xr=new Set;function Zr(e,t,n,r={}){function i(e){if(r.capture||ri.call(t,e),!e.cancelBubble)return mt(()=>n==null?void 0:n.call(this,e))}return e.startsWith(`pointer`)||e.startsWith(`touch`)||e===`wheel`?(i.__removed=!1,at(()=>{i.__removed||t.addEventListener(e,i,r)})):t.addEventListener(e,i,r),i}function Qr(e,t,n,r,i){var a={capture:r,passive:i},o=Zr(e,t,n,a);(t===document.body||t===window||t===document||t instanceof HTMLMediaElement)&&er(()=>{o.__removed=!0,t.removeEventListener(e,o,a)})}function $r(e,t,n){var r;((r=t[Jr])==null?t[Jr]={}:r)[e]=n}function ei(e){for(var t=0;t<e.length;t++)Yr.add(e[t]);for(var n of Xr)n(e)}var ti=null,ni=!1;function ri(e){var t,n=this,r=n.ownerDocument,i=e.type,o=((t=e.composedPath)==null?void 0:t.call(e))||[],s=o[0]||e.target;ti=e,ni||(ni=!0,setTimeout(()=>{ni=!1,ti=null}));var c=0,l=ti===e&&e[Jr];if(l){var u=o.indexOf(l);if(u!==-1&&(n===document||n===window)){e[Jr]=n;return}var d=o.indexOf(n);if(d===-1)return;u<=d&&(c=u)}if(s=o[c]||e.target,s!==n){a(e,`currentTarget`,{configurable:!0,get(){return s||r}});var f=H,p=W;U(null),wr(null);try{for(var m,h=[];s!==null&&s!==n;){try{var g,_=(g=s[Jr])==null?void 0:g[i];_==null||s.disabled&&e.target!==s||_.call(s,e)}catch(e){m?h.push(e):m=e}if(e.cancelBubble)break;c++,s=c<o.length?o[c]:null}if(m){for(let e of h)queueMicrotask(()=>{throw e});throw m}}finally{e[Jr]=n,delete e.currentTarget,U(f),wr(p)}}}var ii,ai=((ii=globalThis)==null||(ii=ii.window)==null?void 0:ii.trustedTypes)&&globalThis.window.trustedTypes.createPolicy(`svelte-trusted-html`,{createHTML:e=>e});function oi(e){var t;return(t=ai==null?void 0:ai.createHTML(e))==null?e:t}function si(e){var t=Kn(`template`);return t.innerHTML=oi(e.replaceAll(`<!>`,`<!---->`)),t.content}function ci(e,t){var n=W;n.nodes===null&&(n.nodes={start:e,end:t,a:null,t:null})}function li(e,t){var n=!!(t&1),r=!!(t&2),i,a=!e.startsWith(`<!>`);return()=>{if(E)return ci(D,null),D;i===void 0&&(i=si(a?e:`<!>`+e),n||(i=z(i)));var t=r||Fn?document.importNode(i,!0):i.cloneNode(!0);if(n){var o=z(t),s=t.lastChild;ci(o,s)}else ci(t,t);return t}}function ui(e,t,n=`svg`){var r=!e.startsWith(`<!>`),i=!!(t&1),a=`<${n}>${r?e:`<!>`+e}</${n}>`,o;return()=>{if(E)return ci(D,null),D;if(!o){var e=z(si(a));if(i)for(o=document.createDocumentFragment();z(e);)o.appendChild(z(e));else o=z(e)}var t=o.cloneNode(!0);if(i){var n=z(t),r=t.lastChild;ci(n,r)}else ci(t,t);return t}}function di(e,t){return ui(e,t,`svg`)}function fi(e=``){if(!E){var t=R(e+``);return ci(t,t),t}var n=D;return n.nodeType===3?qn(n):(n.before(n=R()),O(n)),ci(n,n),n}function pi(){if(E)return ci(D,null),D;var e=document.createDocumentFragment(),t=document.createComment(``),n=R();return e.append(t,n),ci(t,n),e}function mi(e,t){if(E){var n=W;n.f&32768&&n.nodes.end!==null||(n.nodes.end=D),Oe()}else e!==null&&e.before(t)}function hi(e){let t=0,n=Cn(0),r;return()=>{$n()&&(J(n),sr(()=>(t===0&&(r=Ur(()=>e(()=>jn(n)))),t+=1,()=>{at(()=>{--t,t===0&&(r==null||r(),r=void 0,jn(n))})})))}}var gi=ie|ae;function _i(e,t,n,r){new ji(e,t,n,r)}var vi=new WeakMap,yi=new WeakMap,bi=new WeakMap,xi=new WeakMap,Y=new WeakMap,Si=new WeakMap,X=new WeakMap,Ci=new WeakMap,wi=new WeakMap,Ti=new WeakMap,Ei=new WeakMap,Di=new WeakMap,Oi=new WeakMap,ki=new WeakMap,Ai=new WeakMap,Z=new WeakSet,ji=class{constructor(e,t,n,r){var i,a;Nt(this,Z),b(this,`parent`,void 0),b(this,`is_pending`,!1),b(this,`transform_error`,void 0),j(this,vi,void 0),j(this,yi,E?D:null),j(this,bi,void 0),j(this,xi,void 0),j(this,Y,void 0),j(this,Si,null),j(this,X,null),j(this,Ci,null),j(this,wi,null),j(this,Ti,0),j(this,Ei,0),j(this,Di,!1),j(this,Oi,new Map),j(this,ki,null),j(this,Ai,hi(()=>(P(ki,this,Cn(N(Ti,this))),()=>{P(ki,this,null)}))),P(vi,this,e),P(bi,this,t),P(xi,this,e=>{var t=W;t.b=this,t.f|=128,n(e)}),this.parent=W.b,this.transform_error=(i=r==null?(a=this.parent)==null?void 0:a.transform_error:r)==null?(e=>e):i,P(Y,this,lr(()=>{if(E){let e=Me(N(yi,this));Oe();let t=e===`[!`;if(e.startsWith(`[?`)){let t=JSON.parse(e.slice(2));M(Z,this,Ni).call(this,t)}else t?M(Z,this,Ii).call(this):M(Z,this,Mi).call(this)}else M(Z,this,Li).call(this)},gi)),E&&P(vi,this,D)}defer_effect(e){lt(e,N(Oi,this))}is_rendered(){return!this.is_pending&&(!this.parent||this.parent.is_rendered())}has_pending_snippet(){return!!N(bi,this).pending}update_pending_count(e,t){M(Z,this,Bi).call(this,e,t),P(Ti,this,N(Ti,this)+e),N(ki,this)&&!N(Di,this)&&(P(Di,this,!0),at(()=>{P(Di,this,!1),N(ki,this)&&kn(N(ki,this),N(Ti,this))}))}get_effect_pending(){return N(Ai,this).call(this),J(N(ki,this))}error(e){if(e===Se||!N(bi,this).onerror&&!N(bi,this).failed)throw e;F!=null&&F.is_fork?(N(Si,this)&&F.skip_effect(N(Si,this)),N(X,this)&&F.skip_effect(N(X,this)),N(Ci,this)&&F.skip_effect(N(Ci,this)),F.oncommit(()=>{M(Z,this,Fi).call(this)||M(Z,this,Vi).call(this,e)})):M(Z,this,Vi).call(this,e)}};function Mi(){try{P(Si,this,B(()=>N(xi,this).call(this,N(vi,this))))}catch(e){this.error(e)}}function Ni(e){let t=N(bi,this).failed,{reset:n,invoke_onerror:r}=M(Z,this,Pi).call(this,e);at(r),t&&P(Ci,this,B(()=>{t(N(vi,this),()=>e,()=>n)}))}function Pi(e){var t=!1,n=!1;let r=()=>{M(Z,this,Fi).call(this)||(t?Ee():(t=!0,n&&qe(),N(Ci,this)!==null&&hr(N(Ci,this),()=>{P(Ci,this,null)}),M(Z,this,zi).call(this,()=>{M(Z,this,Li).call(this)})))};return{reset:r,invoke_onerror:()=>{if(!M(Z,this,Fi).call(this))try{var t,i;n=!0,(t=(i=N(bi,this)).onerror)==null||t.call(i,e,r),n=!1}catch(e){Yn(e,N(Y,this)&&N(Y,this).parent)}}}}function Fi(){return(N(Y,this).f&(te|re))!==0}function Ii(){let e=N(bi,this).pending;e&&(this.is_pending=!0,P(X,this,B(()=>e(N(vi,this)))),at(()=>{if(!M(Z,this,Fi).call(this)){var e=P(wi,this,document.createDocumentFragment()),t=R(),n=!1;e.append(t),P(Si,this,M(Z,this,zi).call(this,()=>{try{return B(()=>N(xi,this).call(this,t))}catch(e){try{this.error(e),n=!0}catch(e){Yn(e,N(Y,this).parent)}return null}})),N(Si,this)===null?(P(wi,this,null),n&&M(Z,this,Ri).call(this,F)):N(Ei,this)===0&&(N(vi,this).before(e),P(wi,this,null),hr(N(X,this),()=>{P(X,this,null)}),M(Z,this,Ri).call(this,F))}}))}function Li(){try{if(this.is_pending=this.has_pending_snippet(),P(Ei,this,0),P(Ti,this,0),P(Si,this,B(()=>{N(xi,this).call(this,N(vi,this))})),N(Ei,this)>0){var e=P(wi,this,document.createDocumentFragment());yr(N(Si,this),e);let t=N(bi,this).pending;P(X,this,B(()=>t(N(vi,this))))}else M(Z,this,Ri).call(this,F)}catch(e){this.error(e)}}function Ri(e){this.is_pending=!1,e.transfer_reactions(N(Oi,this))}function zi(e){var t=W,n=H,r=k;wr(N(Y,this)),U(N(Y,this)),Qe(N(Y,this).ctx);try{return tn.ensure(),e()}finally{wr(t),U(n),Qe(r)}}function Bi(e,t){if(this.has_pending_snippet())P(Ei,this,N(Ei,this)+e),N(Ei,this)===0&&(M(Z,this,Ri).call(this,t),N(X,this)&&hr(N(X,this),()=>{P(X,this,null)}),N(wi,this)&&(N(vi,this).before(N(wi,this)),P(wi,this,null)));else if(this.parent){var n;M(Z,n=this.parent,Bi).call(n,e,t)}}function Vi(e){N(Si,this)&&(V(N(Si,this)),P(Si,this,null)),N(X,this)&&(V(N(X,this)),P(X,this,null)),N(Ci,this)&&(V(N(Ci,this)),P(Ci,this,null)),E&&(O(N(yi,this)),Ae(),O(je()));let t=N(bi,this).failed,n=e=>{if(M(Z,this,Fi).call(this))return;let{reset:n,invoke_onerror:r}=M(Z,this,Pi).call(this,e);r(),t&&!M(Z,this,Fi).call(this)&&P(Ci,this,M(Z,this,zi).call(this,()=>{try{return B(()=>{var r=W;r.b=this,r.f|=128,t(N(vi,this),()=>e,()=>n)})}catch(e){return Yn(e,N(Y,this).parent),null}}))};at(()=>{if(!M(Z,this,Fi).call(this)){var t;try{t=this.transform_error(e)}catch(e){Yn(e,N(Y,this)&&N(Y,this).parent);return}typeof t==`object`&&t&&typeof t.then==`function`?t.then(n,e=>Yn(e,N(Y,this)&&N(Y,this).parent)):n(t)}})}function Hi(e,t){var n,r=t==null?``:typeof t==`object`?`${t}`:t;r!==((n=e[ve])==null?e[ve]=e.nodeValue:n)&&(e[ve]=r,e.nodeValue=`${r}`)}function Ui(e,t){return Gi(e,t)}var Wi=new Map;function Gi(e,{target:t,anchor:n,props:r={},events:a,context:o,intro:s=!0,transformError:c}){Rn();var l=void 0,u=ir(()=>{var s=n==null?t.appendChild(R()):n;_i(s,{pending:()=>{}},t=>{$e({});var n=k;if(o&&(n.c=o),a&&(r.$$events=a),E&&ci(t,null),l=e(t,r)||tt(),E&&(W.nodes.end=D,D===null||D.nodeType!==8||D.data!==`]`))throw Te(),Se;et()},c);var u=new Set,d=e=>{for(var n=0;n<e.length;n++){var r=e[n];if(!u.has(r)){u.add(r);var i=qr(r);for(let e of[t,document]){var a=Wi.get(e);a===void 0&&(a=new Map,Wi.set(e,a));var o=a.get(r);o===void 0?(e.addEventListener(r,ri,{passive:i}),a.set(r,1)):a.set(r,o+1)}}}};return d(i(Yr)),Xr.add(d),()=>{for(var e of u)for(let n of[t,document]){var r=Wi.get(n),i=r.get(e);--i==0?(n.removeEventListener(e,ri),r.delete(e),r.size===0&&Wi.delete(n)):r.set(e,i)}if(Xr.delete(d),s!==n){var a;(a=s.parentNode)==null||a.removeChild(s)}}});return Ki.set(l,u),l}var Ki=new WeakMap,qi=new WeakMap,Ji=new WeakMap,Q=new WeakMap,Yi=new WeakMap,Xi=new WeakMap,Zi=new WeakMap,Qi=new WeakMap,$i=class{constructor(e,t=!0){b(this,`anchor`,void 0),j(this,qi,new Map),j(this,Ji,new Map),j(this,Q,new Map),j(this,Yi,new Set),j(this,Xi,!0),j(this,Zi,e=>{if(N(qi,this).has(e)){var t=N(qi,this).get(e),n=N(Ji,this).get(t);if(n)_r(n),N(Yi,this).delete(t);else{var r=N(Q,this).get(t);r&&(_r(r.effect),N(Ji,this).set(t,r.effect),N(Q,this).delete(t),r.fragment.lastChild.remove(),this.anchor.before(r.fragment),n=r.effect)}for(let[t,n]of N(qi,this)){if(N(qi,this).delete(t),t===e)break;let r=N(Q,this).get(n);r&&(V(r.effect),N(Q,this).delete(n))}for(let[e,r]of N(Ji,this)){if(e===t||N(Yi,this).has(e))continue;let i=()=>{if(Array.from(N(qi,this).values()).includes(e)){var t=document.createDocumentFragment();yr(r,t),t.append(R()),N(Q,this).set(e,{effect:r,fragment:t})}else V(r);N(Yi,this).delete(e),N(Ji,this).delete(e)};N(Xi,this)||!n?(N(Yi,this).add(e),hr(r,i,!1)):i()}}}),j(this,Qi,e=>{N(qi,this).delete(e);let t=Array.from(N(qi,this).values());for(let[e,n]of N(Q,this))t.includes(e)||(V(n.effect),N(Q,this).delete(e))}),this.anchor=e,P(Xi,this,t)}ensure(e,t){var n=F,r=Gn();if(t&&!N(Ji,this).has(e)&&!N(Q,this).has(e)){if(r){var i=document.createDocumentFragment(),a=R();i.append(a),N(Q,this).set(e,{effect:B(()=>t(a)),fragment:i})}else N(Ji,this).set(e,B(()=>t(this.anchor)))}if(N(qi,this).set(n,e),r){for(let[t,r]of N(Ji,this))t===e?n.unskip_effect(r):n.skip_effect(r);for(let[t,r]of N(Q,this))t===e?n.unskip_effect(r.effect):n.skip_effect(r.effect);n.oncommit(N(Zi,this)),n.ondiscard(N(Qi,this))}else E&&(this.anchor=D),N(Zi,this).call(this,n)}};function ea(e,t,n=!1){var r;E&&(r=D,Oe());var i=new $i(e),a=n?ie:0;function o(e,t){if(E){var n=Me(r);if(e!==parseInt(n.substring(1))){var a=je();O(a),i.anchor=a,De(!1),i.ensure(e,t),De(!0);return}}i.ensure(e,t)}lr(()=>{var e=!1;t((t,n=0)=>{e=!0,o(n,t)}),e||o(-1,null)},a)}function ta(e,t){return t}function na(e,t,n){for(var r=[],a=t.length,o,s=t.length,c=0;c<a;c++){let n=t[c];hr(n,()=>{if(o){if(o.pending.delete(n),o.done.add(n),o.pending.size===0){var t=e.outrogroups;ra(e,i(o.done)),t.delete(o),t.size===0&&(e.outrogroups=null)}}else--s},!1)}if(s===0){var l=r.length===0&&n!==null&&e.pending.size===0;if(l){var u=n,d=u.parentNode;Wn(d),d.append(u),e.items.clear()}ra(e,t,!l)}else{var f;o={pending:new Set(t),done:new Set},((f=e.outrogroups)==null?e.outrogroups=new Set:f).add(o)}}function ra(e,t,n=!0){var r;if(e.pending.size>0){r=new Set;for(let t of e.pending.values())for(let n of t)r.add(e.items.get(n).e)}for(var i=0;i<t.length;i++){var a=t[i];r!=null&&r.has(a)?(a.f|=se,yr(a,document.createDocumentFragment())):V(t[i],n)}}var ia;function aa(e,n,r,a,o,s=null){var c=e,l=new Map;if(n&4){var u=e;c=E?O(z(u)):u.appendChild(R())}E&&Oe();var d=null,f=Et(()=>{var e=r();return t(e)?e:e==null?[]:i(e)}),p=new Map,m=!0;function h(e){if(!(_.effect.f&16384)){_.pending.delete(e);var t=J(f);_.fallback=d,sa(_,t,c,n,a),d!==null&&(t.length===0?d.f&33554432?(d.f^=se,la(d,null,c)):_r(d):hr(d,()=>{d=null}))}}function g(e){_.pending.delete(e)}var _={effect:lr(()=>{var e=J(f),t=e.length;let i=!1;E&&Me(c)===`[!`!=(t===0)&&(c=je(),O(c),De(!1),i=!0);for(var u=new Set,_=F,v=Gn(),y=0;y<t;y+=1){E&&D.nodeType===8&&D.data===`]`&&(c=D,i=!0,De(!1));var b=e[y],x=a(b,y),S=m?null:l.get(x);if(S)S.v&&kn(S.v,b),S.i&&kn(S.i,y),v&&_.unskip_effect(S.e);else{var C;S=ca(l,m?c:(C=ia)==null?ia=R():C,b,x,y,o,n,r),m||(S.e.f|=se),l.set(x,S)}u.add(x)}if(t===0&&s&&!d&&(m?d=B(()=>s(c)):(d=B(()=>{var e;return s((e=ia)==null?ia=R():e)}),d.f|=se)),t>u.size&&Re(``,``,``),E&&t>0&&O(je()),!m){if(p.set(_,u),v){for(let[e,t]of l)u.has(e)||_.skip_effect(t.e);_.oncommit(h),_.ondiscard(g)}else h(_)}i&&De(!0),J(f)}),flags:n,items:l,pending:p,outrogroups:null,fallback:d};m=!1,E&&(c=D)}function oa(e){for(;e!==null&&!(e.f&32);)e=e.next;return e}function sa(e,t,n,r,a){var o=!!(r&8),s=t.length,c=e.items,l=oa(e.effect.first),u,d=null,f,p=[],m=[],h,g,_,v;if(o){for(v=0;v<s;v+=1)if(h=t[v],g=a(h,v),_=c.get(g).e,!(_.f&33554432)){var y,b;(y=_.nodes)==null||(y=y.a)==null||y.measure(),((b=f)==null?f=new Set:b).add(_)}}for(v=0;v<s;v+=1){if(h=t[v],g=a(h,v),_=c.get(g).e,e.outrogroups!==null)for(let t of e.outrogroups)t.pending.delete(_),t.done.delete(_);if(_.f&8192&&(_r(_),o)){var x,S;(x=_.nodes)==null||(x=x.a)==null||x.unfix(),((S=f)==null?f=new Set:S).delete(_)}if(_.f&33554432){if(_.f^=se,_===l)la(_,null,n);else{var C=d?d.next:l;_===e.effect.last&&(e.effect.last=_.prev),_.prev&&(_.prev.next=_.next),_.next&&(_.next.prev=_.prev),ua(e,d,_),ua(e,_,C),la(_,C,n),d=_,p=[],m=[],l=oa(d.next);continue}}if(_!==l){if(u!==void 0&&u.has(_)){if(p.length<m.length){var w=m[0],ee;d=w.prev;var te=p[0],ne=p[p.length-1];for(ee=0;ee<p.length;ee+=1)la(p[ee],w,n);for(ee=0;ee<m.length;ee+=1)u.delete(m[ee]);ua(e,te.prev,ne.next),ua(e,d,te),ua(e,ne,w),l=w,d=ne,--v,p=[],m=[]}else u.delete(_),la(_,l,n),ua(e,_.prev,_.next),ua(e,_,d===null?e.effect.first:d.next),ua(e,d,_),d=_;continue}for(p=[],m=[];l!==null&&l!==_;){var re;((re=u)==null?u=new Set:re).add(l),m.push(l),l=oa(l.next)}if(l===null)continue}_.f&33554432||p.push(_),d=_,l=oa(_.next)}if(e.outrogroups!==null){for(let t of e.outrogroups)if(t.pending.size===0){var ie;ra(e,i(t.done)),(ie=e.outrogroups)==null||ie.delete(t)}e.outrogroups.size===0&&(e.outrogroups=null)}if(l!==null||u!==void 0){var ae=[];if(u!==void 0)for(_ of u)_.f&8192||ae.push(_);for(;l!==null;)!(l.f&8192)&&l!==e.fallback&&ae.push(l),l=oa(l.next);var oe=ae.length;if(oe>0){var ce=r&4&&s===0?n:null;if(o){for(v=0;v<oe;v+=1){var le;(le=ae[v].nodes)==null||(le=le.a)==null||le.measure()}for(v=0;v<oe;v+=1){var ue;(ue=ae[v].nodes)==null||(ue=ue.a)==null||ue.fix()}}na(e,ae,ce)}}o&&at(()=>{if(f!==void 0)for(_ of f){var e;(e=_.nodes)==null||(e=e.a)==null||e.apply()}})}function ca(e,t,n,r,i,a,o,s){var c=o&1?o&16?Cn(n):Tn(n,!1,!1):null,l=o&2?Cn(i):null;return{v:c,i:l,e:B(()=>(a(t,c==null?n:c,l==null?i:l,s),()=>{e.delete(r)}))}}function la(e,t,n){if(e.nodes)for(var r=e.nodes.start,i=e.nodes.end,a=t&&!(t.f&33554432)?t.nodes.start:n;r!==null;){var o=zn(r);if(a.before(r),r===i)return;r=o}}function ua(e,t,n){t===null?e.effect.first=n:t.next=n,n===null?e.effect.last=t:n.prev=t}function da(e){var t,n,r=``;if(typeof e==`string`||typeof e==`number`)r+=e;else if(typeof e==`object`){if(Array.isArray(e)){var i=e.length;for(t=0;t<i;t++)e[t]&&(n=da(e[t]))&&(r&&(r+=` `),r+=n)}else for(n in e)e[n]&&(r&&(r+=` `),r+=n)}return r}function fa(){for(var e,t,n=0,r=``,i=arguments.length;n<i;n++)(e=arguments[n])&&(t=da(e))&&(r&&(r+=` `),r+=t);return r}function pa(e){return typeof e==`object`?fa(e):e==null?``:e}var ma=[...` 	
\r\f\xA0\v﻿`];function ha(e,t,n){var r=e==null?``:``+e;if(t&&(r=r?r+` `+t:t),n){for(var i of Object.keys(n))if(n[i])r=r?r+` `+i:i;else if(r.length)for(var a=i.length,o=0;(o=r.indexOf(i,o))>=0;){var s=o+a;(o===0||ma.includes(r[o-1]))&&(s===r.length||ma.includes(r[s]))?r=(o===0?``:r.substring(0,o))+r.substring(s+1):o=s}}return r===``?null:r}function ga(e,t=!1){var n=t?` !important;`:`;`,r=``;for(var i of Object.keys(e)){var a=e[i];a!=null&&a!==``&&(r+=` `+i+`: `+a+n)}return r}function _a(e){return e[0]!==`-`||e[1]!==`-`?e.toLowerCase():e}function va(e,t){if(t){var n=``,r,i;if(Array.isArray(t)?(r=t[0],i=t[1]):r=t,e){e=String(e).replaceAll(/\/\*.*?\*\//g,``).trim();var a=!1,o=0,s=!1,c=[];r&&c.push(...Object.keys(r).map(_a)),i&&c.push(...Object.keys(i).map(_a));var l=0,u=-1;let t=e.length;for(var d=0;d<t;d++){var f=e[d];if(s?f===`/`&&e[d-1]===`*`&&(s=!1):a?a===f&&(a=!1):f===`/`&&e[d+1]===`*`?s=!0:f===`"`||f===`'`?a=f:f===`(`?o++:f===`)`&&o--,!s&&a===!1&&o===0){if(f===`:`&&u===-1)u=d;else if(f===`;`||d===t-1){if(u!==-1){var p=_a(e.substring(l,u).trim());if(!c.includes(p)){f!==`;`&&d++;var m=e.substring(l,d).trim();n+=` `+m+`;`}}l=d+1,u=-1}}}}return r&&(n+=ga(r)),i&&(n+=ga(i,!0)),n=n.trim(),n===``?null:n}return e==null?null:String(e)}function ya(e,t,n,r,i,a){var o=e[ge];if(E||o!==n||o===void 0){var s=ha(n,r,a);E&&s===e.getAttribute(`class`)||(s==null?e.removeAttribute(`class`):t?e.className=s:e.setAttribute(`class`,s)),e[ge]=n}else if(a&&i!==a)for(var c in a){var l=!!a[c];(i==null||l!==!!i[c])&&e.classList.toggle(c,l)}return a}function ba(e,t={},n,r){for(var i in n){var a=n[i];t[i]!==a&&(n[i]==null?e.style.removeProperty(i):e.style.setProperty(i,a,r))}}function xa(e,t,n,r){var i=e[_e];if(E||i!==t){var a=va(t,r);E&&a===e.getAttribute(`style`)||(a==null?e.removeAttribute(`style`):e.style.cssText=a),e[_e]=t}else r&&(Array.isArray(r)?(ba(e,n==null?void 0:n[0],r[0]),ba(e,n==null?void 0:n[1],r[1],`important`)):ba(e,n,r));return r}var Sa=Symbol(`is custom element`),Ca=Symbol(`is html`),wa=xe?`link`:`LINK`;function Ta(e){if(E){var t=!1,n=()=>{if(!t){if(t=!0,e.hasAttribute(`value`)){var n=e.value;Ea(e,`value`,null),e.value=n}if(e.hasAttribute(`checked`)){var r=e.checked;Ea(e,`checked`,null),e.checked=r}}};e[ye]=n,at(n),ft()}}function Ea(e,t,n,r){var i=Da(e);if(!(E&&(i[t]=e.getAttribute(t),t===`src`||t===`srcset`||t===`href`&&e.nodeName===wa))){var a=i[t];a!==(i[t]=n)&&(t===`loading`&&(e[me]=n),n==null?e.removeAttribute(t):typeof n!=`string`&&ka(e).has(t)?e[t]=n:(!E||typeof n!=`number`&&typeof n!=`boolean`||a!==String(n))&&e.setAttribute(t,n))}}function Da(e){var t;return(t=e[he])==null?e[he]={[Sa]:e.nodeName.includes(`-`),[Ca]:e.namespaceURI===Ce}:t}var Oa=new Map;function ka(e){var t=e.getAttribute(`is`)||e.nodeName,n=Oa.get(t);if(n)return n;Oa.set(t,n=new Set);for(var r,i=e,a=Element.prototype;a!==i;){for(var o in r=s(i),r)r[o].set&&o!==`innerHTML`&&o!==`textContent`&&o!==`innerText`&&n.add(o);i=u(i)}return n}function Aa(e,t,n=t){var r=new WeakSet;ht(e,`input`,async i=>{var a=i?e.defaultValue:e.value;if(a=ja(e)?Ma(a):a,n(a),F!==null&&r.add(F),await Br(),a!==(a=t())){var o,s=e.selectionStart,c=e.selectionEnd,l=e.value.length;if(e.value=(o=a)==null?``:o,c!==null){var u=e.value.length;s===c&&c===l&&u>l?(e.selectionStart=u,e.selectionEnd=u):(e.selectionStart=s,e.selectionEnd=Math.min(c,u))}}}),(E&&e.defaultValue!==e.value||Ur(t)==null&&e.value)&&(n(ja(e)?Ma(e.value):e.value),F!==null&&r.add(F)),sr(()=>{var n=t();if(e===document.activeElement){var i=F;if(r.has(i))return}ja(e)&&n===Ma(e.value)||(e.type!==`date`||n||e.value)&&n!==e.value&&(e.value=n==null?``:n)})}function ja(e){var t=e.type;return t===`number`||t===`range`}function Ma(e){return e===``?null:+e}var Na,Pa=new WeakMap,Fa=new WeakMap,Ia=new WeakMap,La=new WeakSet,Ra=class{constructor(e){Nt(this,La),j(this,Pa,new WeakMap),j(this,Fa,void 0),j(this,Ia,void 0),P(Ia,this,e)}observe(e,t){var n=N(Pa,this).get(e)||new Set;return n.add(t),N(Pa,this).set(e,n),M(La,this,za).call(this).observe(e,N(Ia,this)),()=>{var n=N(Pa,this).get(e);n.delete(t),n.size===0&&(N(Pa,this).delete(e),N(Fa,this).unobserve(e))}}};Na=Ra;function za(){var e;return(e=N(Fa,this))==null?P(Fa,this,new ResizeObserver(e=>{for(var t of e){Na.entries.set(t.target,t);for(var n of N(Pa,this).get(t.target)||[])n(t)}})):e}b(Ra,`entries`,new WeakMap);function Ba(e,t){return e===t||(e==null?void 0:e[de])===t}function Va(e=tt(),t,n,r){var i=k.r,a=W;return ar(()=>{var o,s;return sr(()=>{o=s,s=(r==null?void 0:r())||[],Ur(()=>{Ba(n(...s),e)||(t(e,...s),o&&Ba(n(...o),e)&&t(null,...o))})}),()=>{let r=a;for(;r!==i&&r.parent!==null&&r.parent.f&33554432;)r=r.parent;let o=()=>{s&&Ba(n(...s),e)&&t(null,...s)},c=r.teardown;r.teardown=()=>{o(),c==null||c()}}}),e}function Ha(e,t){pt(window,[`resize`],()=>mt(()=>t(window[e])))}function Ua(e=!1){let t=k,n=t.l.u;if(!n)return;let r=()=>Wr(t.s);if(e){let e=0,n={},i=St(()=>{let r=!1,i=t.s;for(let e in i)i[e]!==n[e]&&(n[e]=i[e],r=!0);return r&&e++,e});r=()=>J(i)}n.b.length&&rr(()=>{Wa(t,r),m(n.b)}),tr(()=>{let e=Ur(()=>n.m.map(p));return()=>{for(let t of e)typeof t==`function`&&t()}}),n.a.length&&tr(()=>{Wa(t,r),m(n.a)})}function Wa(e,t){if(e.l.s)for(let t of e.l.s)J(t);t()}var Ga=!1;function Ka(e){var t=Ga;try{return Ga=!1,[e(),Ga]}finally{Ga=t}}function qa(e,t,n,r){var i=!Je||!!(n&2),a=!!(n&8),s=!!(n&16),c=r,l=!0,u=void 0,d=()=>s&&i?(u!=null||(u=St(r)),J(u)):(l&&(l=!1,c=s?Ur(r):r),c);let f;if(a){var p,m,h=de in e||pe in e;f=(p=(m=o(e,t))==null?void 0:m.set)==null?h&&t in e?n=>e[t]=n:void 0:p}var g,_=!1;a?[g,_]=Ka(()=>e[t]):g=e[t],g===void 0&&r!==void 0&&(g=d(),f&&(i&&Ue(t),f(g)));var v=i?()=>{var n=e[t];return n===void 0?d():(l=!0,n)}:()=>{var n=e[t];return n!==void 0&&(c=void 0),n===void 0?c:n};if(i&&!(n&4))return v;if(f){var y=e.$$legacy;return(function(e,t){return arguments.length>0?((!i||!t||y||_)&&f(t?v():e),e):v()})}var b=!1,x=(n&1?St:Et)(()=>(b=!1,v()));a&&J(x);var S=W;return(function(e,t){if(arguments.length>0){let n=t?J(x):i&&a?Nn(e):e;return En(x,n),b=!0,c!==void 0&&(c=n),e}return xr&&b||S.f&16384?x.v:J(x)})}function Ja(e){k===null&&Ie(`onMount`),Je&&k.l!==null?Ya(k).m.push(e):tr(()=>{let t=Ur(e);if(typeof t==`function`)return t})}function Ya(e){var t,n=e.l;return(t=n.u)==null?n.u={a:[],b:[],m:[]}:t}if(typeof window<`u`){var Xa,Za,Qa,$a;((Za=(Xa=($a=(Qa=window).__svelte)==null?Qa.__svelte={}:$a).v)==null?Xa.v=new Set:Za).add(`5`)}var eo=class{constructor(e){this.value=e}valueOf(){return this.value}},$=class extends eo{constructor(e=`???`){super(e)}toString(e){return`{${this.value}}`}},to=class extends eo{constructor(e,t={}){super(e),this.opts=t}toString(e){if(e)try{return e.memoizeIntlObject(Intl.NumberFormat,this.opts).format(this.value)}catch(t){e.reportError(t)}return this.value.toString(10)}},no=class e extends eo{static supportsValue(t){if(typeof t==`number`||t instanceof Date)return!0;if(t instanceof eo)return e.supportsValue(t.valueOf());if(`Temporal`in globalThis){let e=globalThis.Temporal;if(t instanceof e.Instant||t instanceof e.PlainDateTime||t instanceof e.PlainDate||t instanceof e.PlainMonthDay||t instanceof e.PlainTime||t instanceof e.PlainYearMonth)return!0}return!1}constructor(t,n={}){t instanceof e?(n=Ze(Ze({},t.opts),n),t=t.value):t instanceof eo&&(t=t.valueOf()),typeof t==`object`&&`calendarId`in t&&n.calendar===void 0&&(n=Ze(Ze({},n),{},{calendar:t.calendarId})),super(t),this.opts=n}[Symbol.toPrimitive](e){return e===`string`?this.toString():this.toNumber()}toNumber(){let e=this.value;if(typeof e==`number`)return e;if(e instanceof Date)return e.getTime();if(`epochMilliseconds`in e)return e.epochMilliseconds;if(`toZonedDateTime`in e)return e.toZonedDateTime(`UTC`).epochMilliseconds;throw TypeError(`Unwrapping a non-number value as a number`)}toString(e){if(e)try{return e.memoizeIntlObject(Intl.DateTimeFormat,this.opts).format(this.value)}catch(t){e.reportError(t)}return typeof this.value==`number`||this.value instanceof Date?new Date(this.value).toISOString():this.value.toString()}},ro=100,io=`⁨`,ao=`⁩`;function oo(e,t,n){return n===t||n instanceof to&&t instanceof to&&n.value===t.value||t instanceof to&&typeof n==`string`&&n===e.memoizeIntlObject(Intl.PluralRules,t.opts).select(t.value)}function so(e,t,n){return t[n]?_o(e,t[n].value):(e.reportError(RangeError(`No default`)),new $)}function co(e,t){let n=[],r=Object.create(null);for(let i of t)i.type===`narg`?r[i.name]=lo(e,i.value):n.push(lo(e,i));return{positional:n,named:r}}function lo(e,t){switch(t.type){case`str`:return t.value;case`num`:return new to(t.value,{minimumFractionDigits:t.precision});case`var`:return uo(e,t);case`mesg`:return fo(e,t);case`term`:return po(e,t);case`func`:return mo(e,t);case`select`:return ho(e,t);default:return new $}}function uo(e,{name:t}){let n;if(e.params){if(Object.prototype.hasOwnProperty.call(e.params,t))n=e.params[t];else return new $(`$${t}`)}else if(e.args&&Object.prototype.hasOwnProperty.call(e.args,t))n=e.args[t];else return e.reportError(ReferenceError(`Unknown variable: $${t}`)),new $(`$${t}`);if(n instanceof eo)return n;switch(typeof n){case`string`:return n;case`number`:return new to(n);case`object`:if(no.supportsValue(n))return new no(n);default:return e.reportError(TypeError(`Variable type not supported: $${t}, ${typeof n}`)),new $(`$${t}`)}}function fo(e,{name:t,attr:n}){let r=e.bundle._messages.get(t);if(!r)return e.reportError(ReferenceError(`Unknown message: ${t}`)),new $(t);if(n){let i=r.attributes[n];return i?_o(e,i):(e.reportError(ReferenceError(`Unknown attribute: ${n}`)),new $(`${t}.${n}`))}return r.value?_o(e,r.value):(e.reportError(ReferenceError(`No value: ${t}`)),new $(t))}function po(e,{name:t,attr:n,args:r}){let i=`-${t}`,a=e.bundle._terms.get(i);if(!a)return e.reportError(ReferenceError(`Unknown term: ${i}`)),new $(i);if(n){let t=a.attributes[n];if(t){e.params=co(e,r).named;let n=_o(e,t);return e.params=null,n}return e.reportError(ReferenceError(`Unknown attribute: ${n}`)),new $(`${i}.${n}`)}e.params=co(e,r).named;let o=_o(e,a.value);return e.params=null,o}function mo(e,{name:t,args:n}){let r=e.bundle._functions[t];if(!r)return e.reportError(ReferenceError(`Unknown function: ${t}()`)),new $(`${t}()`);if(typeof r!=`function`)return e.reportError(TypeError(`Function ${t}() is not callable`)),new $(`${t}()`);try{let t=co(e,n);return r(t.positional,t.named)}catch(n){return e.reportError(n),new $(`${t}()`)}}function ho(e,{selector:t,variants:n,star:r}){let i=lo(e,t);if(i instanceof $)return so(e,n,r);for(let t of n)if(oo(e,i,lo(e,t.key)))return _o(e,t.value);return so(e,n,r)}function go(e,t){if(e.dirty.has(t))return e.reportError(RangeError(`Cyclic reference`)),new $;e.dirty.add(t);let n=[],r=e.bundle._useIsolating&&t.length>1;for(let i of t)if(typeof i==`string`)n.push(e.bundle._transform(i));else{if(e.placeables++,e.placeables>ro)throw e.dirty.delete(t),RangeError(`Too many placeables expanded: ${e.placeables}, max allowed is ${ro}`);r&&n.push(io),n.push(lo(e,i).toString(e)),r&&n.push(ao)}return e.dirty.delete(t),n.join(``)}function _o(e,t){return typeof t==`string`?e.bundle._transform(t):go(e,t)}var vo=class{constructor(e,t,n){this.dirty=new WeakSet,this.params=null,this.placeables=0,this.bundle=e,this.errors=t,this.args=n}reportError(e){if(!this.errors||!(e instanceof Error))throw e;this.errors.push(e)}memoizeIntlObject(e,t){let n=this.bundle._intls.get(e);n||(n={},this.bundle._intls.set(e,n));let r=JSON.stringify(t);return n[r]||(n[r]=new e(this.bundle.locales,t)),n[r]}};function yo(e,t){let n=Object.create(null);for(let[r,i]of Object.entries(e))t.includes(r)&&(n[r]=i.valueOf());return n}var bo=[`unitDisplay`,`currencyDisplay`,`useGrouping`,`minimumIntegerDigits`,`minimumFractionDigits`,`maximumFractionDigits`,`minimumSignificantDigits`,`maximumSignificantDigits`];function xo(e,t){let n=e[0];if(n instanceof $)return new $(`NUMBER(${n.valueOf()})`);if(n instanceof to)return new to(n.valueOf(),Ze(Ze({},n.opts),yo(t,bo)));if(n instanceof no)return new to(n.toNumber(),Ze({},yo(t,bo)));throw TypeError(`Invalid argument to NUMBER`)}var So=[`dateStyle`,`timeStyle`,`fractionalSecondDigits`,`dayPeriod`,`hour12`,`weekday`,`era`,`year`,`month`,`day`,`hour`,`minute`,`second`,`timeZoneName`];function Co(e,t){let n=e[0];if(n instanceof $)return new $(`DATETIME(${n.valueOf()})`);if(n instanceof no||n instanceof to)return new no(n,yo(t,So));throw TypeError(`Invalid argument to DATETIME`)}var wo=new Map;function To(e){let t=Array.isArray(e)?e.join(` `):e,n=wo.get(t);return n===void 0&&(n=new Map,wo.set(t,n)),n}var Eo=class{constructor(e,{functions:t,useIsolating:n=!0,transform:r=e=>e}={}){this._terms=new Map,this._messages=new Map,this.locales=Array.isArray(e)?e:[e],this._functions=Ze({NUMBER:xo,DATETIME:Co},t),this._useIsolating=n,this._transform=r,this._intls=To(e)}hasMessage(e){return this._messages.has(e)}getMessage(e){return this._messages.get(e)}addResource(e,{allowOverrides:t=!1}={}){let n=[];for(let r=0;r<e.body.length;r++){let i=e.body[r];if(i.id.startsWith(`-`)){if(t===!1&&this._terms.has(i.id)){n.push(Error(`Attempt to override an existing term: "${i.id}"`));continue}this._terms.set(i.id,i)}else{if(t===!1&&this._messages.has(i.id)){n.push(Error(`Attempt to override an existing message: "${i.id}"`));continue}this._messages.set(i.id,i)}}return n}formatPattern(e,t=null,n=null){if(typeof e==`string`)return this._transform(e);let r=new vo(this,n,t);try{return go(r,e).toString(r)}catch(e){if(r.errors&&e instanceof Error)return r.errors.push(e),new $().toString(r);throw e}}},Do=/^(-?[a-zA-Z][\w-]*) *= */gm,Oo=/\.([a-zA-Z][\w-]*) *= */y,ko=/\*?\[/y,Ao=/(-?[0-9]+(?:\.([0-9]+))?)/y,jo=/([a-zA-Z][\w-]*)/y,Mo=/([$-])?([a-zA-Z][\w-]*)(?:\.([a-zA-Z][\w-]*))?/y,No=/^[A-Z][A-Z0-9_-]*$/,Po=/([^{}\n\r]+)/y,Fo=/([^\\"\n\r]*)/y,Io=/\\([\\"])/y,Lo=/\\u([a-fA-F0-9]{4})|\\U([a-fA-F0-9]{6})/y,Ro=/^\n+/,zo=/ +$/,Bo=/ *\r?\n/g,Vo=/( *)$/,Ho=/{\s*/y,Uo=/\s*}/y,Wo=/\[\s*/y,Go=/\s*] */y,Ko=/\s*\(\s*/y,qo=/\s*->\s*/y,Jo=/\s*:\s*/y,Yo=/\s*,?\s*/y,Xo=/\s+/y,Zo=class{constructor(e){this.body=[],Do.lastIndex=0;let t=0;for(;;){let n=Do.exec(e);if(n===null)break;t=Do.lastIndex;try{this.body.push(s(n[1]))}catch(e){if(e instanceof SyntaxError)continue;throw e}}function n(n){return n.lastIndex=t,n.test(e)}function r(n,r){if(e[t]===n)return t++,!0;if(r)throw new r(`Expected ${n}`);return!1}function i(e,r){if(n(e))return t=e.lastIndex,!0;if(r)throw new r(`Expected ${e.toString()}`);return!1}function a(n){n.lastIndex=t;let r=n.exec(e);if(r===null)throw SyntaxError(`Expected ${n.toString()}`);return t=n.lastIndex,r}function o(e){return a(e)[1]}function s(e){let t=l(),n=c();if(t===null&&Object.keys(n).length===0)throw SyntaxError(`Expected message value or attributes`);return{id:e,value:t,attributes:n}}function c(){let e=Object.create(null);for(;n(Oo);){let t=o(Oo),n=l();if(n===null)throw SyntaxError(`Expected attribute value`);e[t]=n}return e}function l(){let r;if(n(Po)&&(r=o(Po)),e[t]===`{`||e[t]===`}`)return u(r?[r]:[],1/0);let i=x();return i?r?u([r,i],i.length):(i.value=S(i.value,Ro),u([i],i.length)):r?S(r,zo):null}function u(r=[],i){for(;;){if(n(Po)){r.push(o(Po));continue}if(e[t]===`{`){r.push(d());continue}if(e[t]===`}`)throw SyntaxError(`Unbalanced closing brace`);let a=x();if(a)r.push(a),i=Math.min(i,a.length);else break}let a=r.length-1,s=r[a];typeof s==`string`&&(r[a]=S(s,zo));let c=[];for(let e of r)e instanceof Qo&&(e=e.value.slice(0,e.value.length-i)),e&&c.push(e);return c}function d(){i(Ho,SyntaxError);let e=f();if(i(Uo))return e;if(i(qo)){let t=h();return i(Uo,SyntaxError),Ze({type:`select`,selector:e},t)}throw SyntaxError(`Unclosed placeable`)}function f(){if(e[t]===`{`)return d();if(n(Mo)){let[,e,t,n=null]=a(Mo);if(e===`$`)return{type:`var`,name:t};if(i(Ko)){let r=p();if(e===`-`)return{type:`term`,name:t,attr:n,args:r};if(No.test(t))return{type:`func`,name:t,args:r};throw SyntaxError(`Function names must be all upper-case`)}return e===`-`?{type:`term`,name:t,attr:n,args:[]}:{type:`mesg`,name:t,attr:n}}return _()}function p(){let n=[];for(;;){switch(e[t]){case`)`:return t++,n;case void 0:throw SyntaxError(`Unclosed argument list`)}n.push(m()),i(Yo)}}function m(){let e=f();return e.type===`mesg`&&i(Jo)?{type:`narg`,name:e.name,value:_()}:e}function h(){let e=[],t=0,i;for(;n(ko);){r(`*`)&&(i=t);let n=g(),a=l();if(a===null)throw SyntaxError(`Expected variant value`);e[t++]={key:n,value:a}}if(t===0)return null;if(i===void 0)throw SyntaxError(`Expected default variant`);return{variants:e,star:i}}function g(){i(Wo,SyntaxError);let e;return e=n(Ao)?v():{type:`str`,value:o(jo)},i(Go,SyntaxError),e}function _(){if(n(Ao))return v();if(e[t]===`"`)return y();throw SyntaxError(`Invalid expression`)}function v(){let[,e,t=``]=a(Ao),n=t.length;return{type:`num`,value:parseFloat(e),precision:n}}function y(){r(`"`,SyntaxError);let n=``;for(;;)if(n+=o(Fo),e[t]===`\\`)n+=b();else{if(r(`"`))return{type:`str`,value:n};throw SyntaxError(`Unclosed string literal`)}}function b(){if(n(Io))return o(Io);if(n(Lo)){let[,e,t]=a(Lo),n=parseInt(e||t,16);return n<=55295||57344<=n?String.fromCodePoint(n):`�`}throw SyntaxError(`Unknown escape sequence`)}function x(){let n=t;switch(i(Xo),e[t]){case`.`:case`[`:case`*`:case`}`:case void 0:return!1;case`{`:return C(e.slice(n,t))}return e[t-1]===` `&&C(e.slice(n,t))}function S(e,t){return e.replace(t,``)}function C(e){let t=e.replace(Bo,`
`),n=Vo.exec(e)[1].length;return new Qo(t,n)}}},Qo=class{constructor(e,t){this.value=e,this.length=t}},$o=`### العربية. فهرس واحد للصفحات والورق والصوت. صيغ العدد بواسطة PLURAL($n) فقط.

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
problem-no-answer = لا جواب من النظام.
problem-other = غير ممكن ({ $code }).

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
devices-details = تفاصيل
devices-tickets = آخر التذاكر المطبوعة
devices-none = لم يضبط أي جهاز
kind-printer = طابعة
kind-pad = علبة نداء
kind-panel = لوحة عرض
kind-line = خط تسلسلي
kind-camera = كاميرا
kind-portal = بوابة المدينة
kind-clock = الساعة
kind-journal = السجل
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
phone-vibrate = اهتزاز عند النداء

## الفهرس
index-title = صفحات هذا المكتب
index-kiosk = جهاز التذاكر: يأخذ المواطن تذكرته
index-board = الشاشة: من نودي وإلى أين
index-counter = الشباك: صفحة الموظف
index-dashboard = لوحة القيادة: أرقام المسؤول
index-devices = الأجهزة: صفحة التقني
`,es=`### English. One catalogue for pages, paper and voice. Numbers choose their form with PLURAL($n) only:
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
problem-no-answer = No answer from the system.
problem-other = Not possible ({ $code }).

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
devices-details = Details
devices-tickets = Last tickets printed
devices-none = No device is configured
kind-printer = Printer
kind-pad = Call box
kind-panel = Panel
kind-line = Serial line
kind-camera = Camera
kind-portal = Town portal
kind-clock = Clock
kind-journal = Journal
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
phone-vibrate = Vibrate when called

## Index
index-title = Pages of this office
index-kiosk = Kiosk: citizens take tickets
index-board = Board: who is called where
index-counter = Counter: the clerk's page
index-dashboard = Dashboard: figures for the manager
index-devices = Devices: for the technician
`,ts=`### Français. Un seul catalogue pour les pages, le papier et la voix. Accord par PLURAL($n) uniquement.

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
problem-no-answer = Pas de réponse du système.
problem-other = Impossible ({ $code }).

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
devices-details = Détails
devices-tickets = Derniers tickets imprimés
devices-none = Aucun appareil n’est configuré
kind-printer = Imprimante
kind-pad = Boîtier d’appel
kind-panel = Afficheur
kind-line = Ligne série
kind-camera = Caméra
kind-portal = Portail de la ville
kind-clock = Horloge
kind-journal = Journal
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
phone-vibrate = Vibrer à l’appel

## Accueil
index-title = Pages de ce bureau
index-kiosk = Borne : les citoyens prennent un ticket
index-board = Écran : qui est appelé, et où
index-counter = Guichet : la page de l’agent
index-dashboard = Tableau de bord : les chiffres du responsable
index-devices = Appareils : pour le technicien
`,ns=`### ⵜⴰⵎⴰⵣⵉⵖⵜ. Only words taken from CLDR's zgh data (days, months, language names). Everything else is
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
`,rs=new Map;function is(e,t){if(e===`zgh`)return t===0||t===1?`one`:`other`;let n=rs.get(e);return n===void 0&&(n=new Intl.PluralRules(e),rs.set(e,n)),n.select(t)}var as=[`ar`,`fr`,`zgh`,`en`],os={ar:[`fr`],fr:[`ar`],zgh:[`fr`,`ar`],en:[`fr`,`ar`]},ss={ar:`ar-MA-u-nu-latn`,fr:`fr-MA`,zgh:`fr-MA`,en:`en-GB`};function cs(e,t){let n=new Eo(ss[e],{functions:{PLURAL:([t])=>{var n;return is(e,Number((n=t==null?void 0:t.valueOf())==null?0:n))}}});for(let e of n.addResource(new Zo(t)))console.error(e);return n}var ls={ar:cs(`ar`,$o),fr:cs(`fr`,ts),zgh:cs(`zgh`,ns),en:cs(`en`,es)};function us(e){return e===`ar`?`rtl`:`ltr`}function ds(e){return as.includes(e)}function fs(e,t,n){var r;let i=(r=ls[e].getMessage(t))==null?void 0:r.value;return i==null?void 0:ls[e].formatPattern(i,n,[])}function ps(e,t){var n;return((n=ls[e].getMessage(t))==null?void 0:n.value)!=null}function ms(e,t,n){let r=fs(e,t,n);if(r!==void 0)return[{lang:e,text:r}];let i=os[e].flatMap(e=>{let r=fs(e,t,_s(e,n));return r===void 0?[]:[{lang:e,text:r}]});return i.length===0?[{lang:`en`,text:t}]:e===`zgh`?i:i.slice(0,1)}function hs(e,t,n){return ms(e,t,n).map(e=>e.text).join(` · `)}var gs=new Map;function _s(e,t){if(t!==void 0)return Object.fromEntries(Object.entries(t).map(([t,n])=>{var r,i;return[t,typeof n==`string`?(r=(i=gs.get(n))==null?void 0:i[e])==null?n:r:n]}))}function vs(e,t){let n=Object.fromEntries(as.map(e=>[e,t(e)])),r=n[e];return gs.size>500&&gs.clear(),e===`zgh`&&gs.set(r,n),r}function ys(e,t){for(let n of[e,`fr`,`ar`,...as]){let e=t==null?void 0:t[n];if(e)return{lang:n,text:e}}return{lang:`fr`,text:`—`}}function bs(e,t){let n=ys(e,t),r=ys(n.lang===`ar`?`fr`:`ar`,t);return r.lang===n.lang||r.text===n.text?void 0:r}function xs(e,t){let n=Math.floor(Math.max(0,t)/6e4);return vs(e,e=>n<1?Cs(e,`less-than-minute`):n<90?Cs(e,`minutes`,{n}):Cs(e,`hours-minutes`,{h:Math.floor(n/60),m:n%60}))}function Ss(e,t){return vs(e,e=>Cs(e,t))}function Cs(e,t,n){return ms(e,t,n)[0].text}function ws(e){if(e===void 0||!(e[1]>=e[0]))return{key:`wait-unknown`};let t=e[0]/6e4,n=e[1]/6e4;if(n>120)return{key:`wait-between-hours`,args:{lo:Math.max(1,Math.floor(t/60)),hi:Math.ceil(n/60)}};let r=n>=15?5:1,i=Math.floor(t/r)*r,a=Math.max(r,Math.ceil(n/r)*r);return i===0?{key:`wait-under`,args:{hi:a}}:{key:`wait-between`,args:{lo:i,hi:a}}}var Ts=new WeakMap,Es=new class{constructor(){j(this,Ts,wn(`ar`))}get locale(){return J(N(Ts,this))}set locale(e){En(N(Ts,this),e,!0)}};function Ds(e,t){Es.locale=e,document.documentElement.lang=e,document.documentElement.dir=us(e),t!==void 0&&ks(t,e)}function Os(e,t=!1){var n;let r=(n=new URLSearchParams(location.search).get(`lang`))==null?void 0:n.split(`,`)[0];if(ds(r))return r;let i=e===void 0?null:As(e);if(ds(i))return i;let a=navigator.language.slice(0,2);return t&&ds(a)?a:`ar`}function ks(e,t){try{localStorage.setItem(`nouba.${e}`,t)}catch(e){}}function As(e){try{return localStorage.getItem(`nouba.${e}`)}catch(e){return null}}var js=li(`<span> </span>`),Ms=li(`<span></span>`);function Ns(e,t){$e(t,!0);let n=qa(t,`inline`,3,!1),r=Tt(()=>{var e;return(e=t.locale)==null?Es.locale:e}),i=Tt(()=>ms(J(r),t.k,t.a));var a=pi(),o=Vn(a),s=e=>{var t=js(),n=Hn(t,!0);cr(e=>{Ea(t,`lang`,J(i)[0].lang),Ea(t,`dir`,e),Hi(n,J(i)[0].text),t.dir=t.dir},[()=>us(J(i)[0].lang)]),mi(e,t)},c=e=>{var t=Ms();let r;aa(t,21,()=>J(i),e=>e.lang,(e,t)=>{var n=js(),r=Hn(n,!0);cr(e=>{Ea(n,`lang`,J(t).lang),Ea(n,`dir`,e),Hi(r,J(t).text),n.dir=n.dir},[()=>us(J(t).lang)]),mi(e,n)}),ke(t),cr(()=>r=ya(t,1,`pair`,null,r,{inline:n()})),mi(e,t)};ea(o,e=>{J(i).length===1?e(s):e(c,-1)}),mi(e,a),et()}export{Et as $,Hi as A,Br as B,xa as C,ta as D,aa as E,fi as F,Vn as G,tr as H,ei as I,Nn as J,Hn as K,$r as L,pi as M,li as N,ea as O,di as P,j as Q,Qr as R,Ea as S,pa as T,Pn as U,cr as V,Bn as W,wn as X,En as Y,N as Z,Ua as _,as as a,Ye as at,Aa as b,ps as c,b as ct,hs as d,Tt as et,bs as f,qa as g,Ja as h,Es as i,Ze as it,mi as j,Ui as k,ds as l,f as lt,Ss as m,Os as n,et as nt,us as o,Ae as ot,ws as p,Un as q,Ds as r,$e as rt,xs as s,ke as st,Ns as t,ut as tt,ys as u,g as ut,Ha as v,ya as w,Ta as x,Va as y,J as z};