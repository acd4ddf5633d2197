var e=window;e.globalThis===void 0&&(e.globalThis=e),e.queueMicrotask===void 0&&(e.queueMicrotask=e=>{Promise.resolve().then(e)}),Object.fromEntries===void 0&&(Object.fromEntries=e=>{let t={};for(let[n,r]of e)t[n]=r;return t}),Array.prototype.at===void 0&&Object.defineProperty(Array.prototype,"at",{configurable:!0,writable:!0,value(e){return this[e<0?this.length+e:e]}}),Array.prototype.flat===void 0&&(Object.defineProperty(Array.prototype,"flat",{configurable:!0,writable:!0,value(){return[].concat(...this)}}),Object.defineProperty(Array.prototype,"flatMap",{configurable:!0,writable:!0,value(e){return[].concat(...this.map(e))}})),String.prototype.replaceAll===void 0&&Object.defineProperty(String.prototype,"replaceAll",{configurable:!0,writable:!0,value(e,t){return this.split(e).join(t)}}),Element.prototype.replaceChildren===void 0&&(Element.prototype.replaceChildren=function(...e){this.textContent=``,this.append(...e)});var t=Array.isArray,n=Array.prototype.indexOf,r=Array.prototype.includes,i=Array.from,a=Object.defineProperty,o=Object.getOwnPropertyDescriptor,s=Object.getOwnPropertyDescriptors,c=Object.prototype,l=Array.prototype,u=Object.getPrototypeOf,d=Object.isExtensible,f=()=>{};function p(e){return e()}function m(e){for(var t=0;t<e.length;t++)e[t]()}function h(){var e,t;return{promise:new Promise((n,r)=>{e=n,t=r}),resolve:e,reject:t}}function g(e,t){if(Array.isArray(e))return e;if(t===void 0||!(Symbol.iterator in e))return Array.from(e);let n=[];for(let r of e)if(n.push(r),n.length===t)break;return n}function _(e){"@babel/helpers - typeof";return _=typeof Symbol==`function`&&typeof Symbol.iterator==`symbol`?function(e){return typeof e}:function(e){return e&&typeof Symbol==`function`&&e.constructor===Symbol&&e!==Symbol.prototype?`symbol`:typeof e},_(e)}function v(e,t){if(_(e)!=`object`||!e)return e;var n=e[Symbol.toPrimitive];if(n!==void 0){var r=n.call(e,t||`default`);if(_(r)!=`object`)return r;throw TypeError(`@@toPrimitive must return a primitive value.`)}return(t===`string`?String:Number)(e)}function y(e){var t=v(e,`string`);return _(t)==`symbol`?t:t+``}function b(e,t,n){return(t=y(t))in e?Object.defineProperty(e,t,{value:n,enumerable:!0,configurable:!0,writable:!0}):e[t]=n,e}var x,S=1024,C=2048,w=4096,ee=8192,te=16384,ne=32768,re=1<<25,ie=65536,ae=1<<19,oe=1<<20,se=1<<25,ce=1<<21,le=1<<22,ue=1<<23,de=Symbol(`$state`),fe=Symbol(`component`),pe=Symbol(`legacy props`),me=Symbol(``),he=Symbol(`attributes`),ge=Symbol(`class`),_e=Symbol(`style`),ve=Symbol(`text`),ye=Symbol(`form reset`),be=new class extends Error{constructor(...e){super(...e),b(this,`name`,`StaleReactionError`),b(this,`message`,"The reaction that called `getAbortSignal()` was re-run or destroyed")}},xe=!!((x=globalThis.document)!=null&&x.contentType)&&globalThis.document.contentType.includes(`xml`),Se={},T=Symbol(`uninitialized`),Ce=`http://www.w3.org/1999/xhtml`;function we(){console.warn(`https://svelte.dev/e/derived_inert`)}function Te(e){console.warn(`https://svelte.dev/e/hydration_mismatch`)}function Ee(){console.warn(`https://svelte.dev/e/svelte_boundary_reset_noop`)}var E=!1;function De(e){E=e}var D;function O(e){if(e===null)throw Te(),Se;return D=e}function Oe(){return O(zn(D))}function ke(e){if(E){if(zn(D)!==null)throw Te(),Se;D=e}}function Ae(e=1){if(E){for(var t=e,n=D;t--;)n=zn(n);D=n}}function je(e=!0){for(var t=0,n=D;;){if(n.nodeType===8){var r=n.data;if(r===`]`){if(t===0)return n;--t}else(r===`[`||r===`[!`||r[0]===`[`&&!isNaN(Number(r.slice(1))))&&(t+=1)}var i=zn(n);e&&n.remove(),n=i}}function Me(e){if(!e||e.nodeType!==8)throw Te(),Se;return e.data}function Ne(e){return e===this.v}function Pe(e,t){return e==e?e!==t||typeof e==`object`&&!!e||typeof e==`function`:t==t}function Fe(e){return!Pe(e,this.v)}function Ie(e){throw Error(`https://svelte.dev/e/lifecycle_outside_component`)}function Le(){throw Error(`https://svelte.dev/e/async_derived_orphan`)}function Re(e,t,n){throw Error(`https://svelte.dev/e/each_key_duplicate`)}function ze(e){throw Error(`https://svelte.dev/e/effect_in_teardown`)}function Be(){throw Error(`https://svelte.dev/e/effect_in_unowned_derived`)}function Ve(e){throw Error(`https://svelte.dev/e/effect_orphan`)}function He(){throw Error(`https://svelte.dev/e/effect_update_depth_exceeded`)}function Ue(e){throw Error(`https://svelte.dev/e/props_invalid_value`)}function We(){throw Error(`https://svelte.dev/e/state_descriptors_fixed`)}function Ge(){throw Error(`https://svelte.dev/e/state_prototype_fixed`)}function Ke(){throw Error(`https://svelte.dev/e/state_unsafe_mutation`)}function qe(){throw Error(`https://svelte.dev/e/svelte_boundary_reset_onerror`)}var Je=!1;function Ye(){Je=!0}function Xe(e,t){var n=Object.keys(e);if(Object.getOwnPropertySymbols){var r=Object.getOwnPropertySymbols(e);t&&(r=r.filter(function(t){return Object.getOwnPropertyDescriptor(e,t).enumerable})),n.push.apply(n,r)}return n}function Ze(e){for(var t=1;t<arguments.length;t++){var n=arguments[t]==null?{}:arguments[t];t%2?Xe(Object(n),!0).forEach(function(t){b(e,t,n[t])}):Object.getOwnPropertyDescriptors?Object.defineProperties(e,Object.getOwnPropertyDescriptors(n)):Xe(Object(n)).forEach(function(t){Object.defineProperty(e,t,Object.getOwnPropertyDescriptor(n,t))})}return e}var k=null;function Qe(e){k=e}function $e(e,t=!1,n){k={p:k,i:!1,c:null,e:null,s:e,x:null,r:W,l:Je&&!t?{s:null,u:null,$:[]}:null}}function et(e){var t=k,n=t.e;if(n!==null){t.e=null;for(var r of n)nr(r)}return e!==void 0&&(t.x=e),t.i=!0,k=t.p,tt(e)}function tt(e={}){return a(e,fe,{value:!0}),e}function nt(){return!Je||k!==null&&k.l===null}var rt=[];function it(){var e=rt;rt=[],m(e)}function at(e){if(rt.length===0&&!Rt){var t=rt;queueMicrotask(()=>{t===rt&&it()})}rt.push(e)}function ot(){for(;rt.length>0;)it()}var st=~(C|w|S);function A(e,t){e.f=e.f&st|t}function ct(e){e.f&512||e.deps===null?A(e,S):A(e,w)}function lt(e,t){e.f&2048?t.set(e,C):e.f&4096&&t.get(e)!==2048&&t.set(e,w),A(e,S)}function ut(e,t){if(t){let t=document.body;e.autofocus=!0,at(()=>{document.activeElement===t&&e.focus()})}}var dt=!1;function ft(){dt||(dt=!0,document.addEventListener(`reset`,e=>{Promise.resolve().then(()=>{if(!e.defaultPrevented)for(let n of e.target.elements){var t;(t=n[ye])==null||t.call(n)}})},{capture:!0}))}function pt(e,t,n,r=!0){r&&n();for(var i of t)e.addEventListener(i,n);er(()=>{for(var r of t)e.removeEventListener(r,n)})}function mt(e){var t=H,n=W;U(null),wr(null);try{return e()}finally{U(t),wr(n)}}function ht(e,t,n,r=n){e.addEventListener(t,()=>mt(n));let i=e[ye];e[ye]=i?()=>{i(),r(!0)}:()=>r(!0),ft()}function gt(e,t){this.v=e,this.k=t}function _t(e){var t,n;function r(t,n){try{var a=e[t](n),o=a.value,s=o instanceof gt;Promise.resolve(s?o.v:o).then(function(n){if(s){var c=t===`return`?`return`:`next`;if(!o.k||n.done)return r(c,n);n=e[c](n).value}i(a.done?`return`:`normal`,n)},function(e){r(`throw`,e)})}catch(e){i(`throw`,e)}}function i(e,i){switch(e){case`return`:t.resolve({value:i,done:!0});break;case`throw`:t.reject(i);break;default:t.resolve({value:i,done:!1})}(t=t.next)?r(t.key,t.arg):n=null}this._invoke=function(e,i){return new Promise(function(a,o){var s={key:e,arg:i,resolve:a,reject:o,next:null};n?n=n.next=s:(t=n=s,r(e,i))})},typeof e.return!=`function`&&(this.return=void 0)}_t.prototype[typeof Symbol==`function`&&Symbol.asyncIterator||`@@asyncIterator`]=function(){return this},_t.prototype.next=function(e){return this._invoke(`next`,e)},_t.prototype.throw=function(e){return this._invoke(`throw`,e)},_t.prototype.return=function(e){return this._invoke(`return`,e)};function vt(e,t,n,r){let i=nt()?St:Et;var a=e.filter(e=>!e.settled),o=t.map(i);if(n.length===0&&a.length===0){r(o);return}var s=W,c=yt(),l=a.length===1?a[0].promise:a.length>1?Promise.all(a.map(e=>e.promise)):null;function u(e){if(!(s.f&16384)){c();try{r([...o,...e])}catch(e){Yn(e,s)}bt()}}var d=xt();if(n.length===0){l.then(()=>u([])).finally(d);return}function f(){Promise.all(n.map(e=>wt(e))).then(u).catch(e=>Yn(e,s)).finally(d)}l?l.then(()=>{s.f&16384?d():(c(),f(),bt())}):f()}function yt(){var e=W,t=H,n=k,r=F;return function(i=!0){wr(e),U(t),Qe(n),i&&!(e.f&16384)&&(r==null||r.activate(),r==null||r.apply())}}function bt(e=!0){wr(null),U(null),Qe(null),e&&(F==null||F.deactivate())}function xt(){var e=W,t=e.b,n=F,r=!!(t!=null&&t.is_rendered());return t==null||t.update_pending_count(1,n),n.increment(r,e),()=>{t==null||t.update_pending_count(-1,n),n.decrement(r,e)}}function St(e){var t=2|C;return W!==null&&(W.f|=ae),{ctx:k,deps:null,effects:null,equals:Ne,f:t,fn:e,reactions:null,rv:0,v:T,wv:0,parent:W,ac:null}}var Ct=Symbol(`obsolete`);function wt(e,t,n){let r=W;r===null&&Le();var i=void 0,a=Cn(T),o=!H,s=new Set;return or(()=>{var t=W,n=h();i=n.promise;try{Promise.resolve(e()).then(n.resolve,e=>{e!==be&&n.reject(e)}).finally(bt)}catch(e){n.reject(e),bt()}var c=F;if(o){var l;if(t.f&32768)var u=xt();if((l=r.b)!=null&&l.is_rendered()){var d;(d=c.async_deriveds.get(t))==null||d.reject(Ct)}else for(let e of s.values())e.reject(Ct);s.add(n),c.async_deriveds.set(t,n)}let f=(e,t=void 0)=>{u==null||u(),s.delete(n),t!==Ct&&(c.activate(),t?(a.f|=ue,kn(a,t)):(a.f&8388608&&(a.f^=ue),kn(a,e)),c.deactivate())};n.promise.then(f,e=>f(null,e||`unknown`))}),er(()=>{for(let e of s)e.reject(Ct)}),new Promise(e=>{function t(n){function r(){n===i?e(a):t(i)}n.then(r,r)}t(i)})}function Tt(e){let t=St(e);return Er(t),t}function Et(e){let t=St(e);return t.equals=Fe,t}function Dt(e){var t=e.effects;if(t!==null){e.effects=null;for(var n=0;n<t.length;n+=1)V(t[n])}}function Ot(e){var t,n=W,r=e.parent;if(!xr&&r!==null&&e.v!==T&&r.f&24576)return we(),e.v;wr(r);try{Dt(e),t=Fr(e)}finally{wr(n)}return t}function kt(e){var t=Ot(e);!e.equals(t)&&(e.wv=Mr(),(!(F!=null&&F.is_fork)||e.deps===null)&&(F===null?e.v=t:(F.capture(e,t,!0),It==null||It.capture(e,t,!0)),e.deps===null))?A(e,S):xr||(I===null?ct(e):($n()||F!=null&&F.is_fork)&&I.set(e,t))}function At(e){if(e.effects!==null){for(let n of e.effects)if(n.teardown||n.ac){var t;(t=n.teardown)==null||t.call(n),n.ac!==null&&mt(()=>{n.ac.abort(be),n.ac=null}),n.fn!==null&&(n.teardown=f),Rr(n,0),dr(n)}}}function jt(e){if(e.effects!==null)for(let t of e.effects)t.teardown&&t.fn!==null&&zr(t)}function Mt(e,t){if(t.has(e))throw TypeError(`Cannot initialize the same private elements twice on an object`)}function Nt(e,t){Mt(e,t),t.add(e)}function j(e,t,n){Mt(e,t),t.set(e,n)}function M(e,t,n){if(typeof e==`function`?e===t:e.has(t))return arguments.length<3?t:n;throw TypeError(`Private element is not present on this object`)}function N(e,t){return e.get(M(e,t))}function P(e,t,n){return e.set(M(e,t),n),n}var Pt,Ft=null,F=null,It=null,I=null,Lt=null,Rt=!1,zt=!1,Bt=null,Vt=null,Ht=0,Ut=1,Wt=new WeakMap,Gt=new WeakMap,Kt=new WeakMap,qt=new WeakMap,Jt=new WeakMap,Yt=new WeakMap,Xt=new WeakMap,Zt=new WeakMap,Qt=new WeakMap,$t=new WeakMap,en=new WeakMap,L=new WeakSet,tn=class e{constructor(){Nt(this,L),b(this,`id`,Ut++),b(this,`started`,!1),b(this,`linked`,!0),b(this,`prev`,null),b(this,`next`,null),b(this,`async_deriveds`,new Map),b(this,`current`,new Map),b(this,`previous`,new Map),j(this,Wt,new Set),j(this,Gt,new Set),j(this,Kt,0),j(this,qt,new Map),j(this,Jt,null),j(this,Yt,[]),j(this,Xt,[]),j(this,Zt,new Map),j(this,Qt,new Map),j(this,$t,new Set),b(this,`is_fork`,!1),j(this,en,!1),Ft===null?Ft=this:(Ft.next=this,this.prev=Ft),Ft=this}skip_effect(e){N(Qt,this).has(e)||N(Qt,this).set(e,{d:[],m:[]}),N($t,this).delete(e)}unskip_effect(e,t=e=>this.schedule(e)){var n=N(Qt,this).get(e);if(n){N(Qt,this).delete(e);for(var r of n.d)A(r,C),t(r);for(r of n.m)A(r,w),t(r)}N($t,this).add(e)}capture(e,t,n=!1){e.v!==T&&!this.previous.has(e)&&this.previous.set(e,e.v),e.f&8388608||(this.current.set(e,[t,n]),I==null||I.set(e,t)),this.is_fork||(e.v=t)}activate(){F=this}deactivate(){F=null,I=null}flush(){try{zt=!0,F=this,M(L,this,on).call(this)}finally{Ht=0,Lt=null,Bt=null,Vt=null,zt=!1,F=null,I=null,xn.clear()}}discard(){var e;for(let e of N(Gt,this))e(this);N(Gt,this).clear();for(let e of this.async_deriveds.values())e.reject(Ct);M(L,this,fn).call(this),(e=N(Jt,this))==null||e.resolve()}register_created_effect(e){N(Xt,this).push(e)}increment(e,t){if(P(Kt,this,N(Kt,this)+1),e){var n;let e=(n=N(qt,this).get(t))==null?0:n;N(qt,this).set(t,e+1)}}decrement(e,t){if(P(Kt,this,N(Kt,this)-1),e){var n;let e=(n=N(qt,this).get(t))==null?0:n;e===1?N(qt,this).delete(t):N(qt,this).set(t,e-1)}N(en,this)||(P(en,this,!0),at(()=>{P(en,this,!1),this.linked&&this.flush()}))}transfer_reactions(e){for(let[t,n]of e)this.add_dirty_reaction(t,n);e.clear()}add_dirty_reaction(e,t){(t===2048||N(Zt,this).get(e)!==2048)&&N(Zt,this).set(e,t)}oncommit(e){N(Wt,this).add(e)}ondiscard(e){N(Gt,this).add(e)}settled(){var e;return((e=N(Jt,this))==null?P(Jt,this,h()):e).promise}static ensure(){if(F===null){let t=F=new e;!zt&&!Rt&&at(()=>{t.started||t.flush()})}return F}apply(){I=null}schedule(e){var t;Lt=e,(t=e.b)!=null&&t.is_pending&&e.f&16777228&&!(e.f&32768)?e.b.defer_effect(e):N(Yt,this).push(e)}};Pt=tn;function nn(){if(this.is_fork)return!0;for(let e of N(qt,this).keys())if(!M(L,this,rn).call(this,e))return!0;return!1}function rn(e){for(var t=e;t!==null;t=t.parent)if(N(Qt,this).has(t))return!0;return!1}function an(){var e=[];for(let i of N(Yt,this))if(!(i.f&16384||!(i.f&6144))){for(var t=i,n=!1;t.parent!==null;){t=t.parent;var r=t.f;if(r&96){if(!(r&1024)){n=!0;break}t.f^=S}}n||e.push(t)}return P(Yt,this,[]),e}function on(){var e;this.started=!0;for(let[e,t]of N(Zt,this))A(e,t),this.schedule(e);this.apply();for(var t=Bt=[],n=[],r=Vt=[];N(Yt,this).length>0;){Ht++>1e3&&(M(L,this,fn).call(this),mn());for(let e of M(L,this,an).call(this))try{M(L,this,sn).call(this,e,t,n)}catch(t){throw yn(e),M(L,this,nn).call(this)||this.discard(),t}}if(F=null,r.length>0){var i=Pt.ensure();for(let e of r)i.schedule(e)}if(Bt=null,Vt=null,M(L,this,nn).call(this)){M(L,this,dn).call(this,n),M(L,this,dn).call(this,t);for(let[e,t]of N(Qt,this))vn(e,t);r.length>0&&M(L,F,on).call(F);return}let a=M(L,this,cn).call(this);if(a)M(L,this,dn).call(this,n),M(L,this,dn).call(this,t),M(L,a,un).call(a,this);else{N(Zt,this).clear();for(let e of N(Wt,this))e(this);N(Wt,this).clear(),It=this,gn(n),gn(t),It=null,(e=N(Jt,this))==null||e.resolve();var o=F;N(Kt,this)===0&&(N(Yt,this).length===0||o!==null)&&M(L,this,fn).call(this),o!==null&&(xn.clear(),M(L,o,on).call(o))}}function sn(e,t,n){e.f^=S;for(var r=e.first;r!==null;){var i=r.f,a=!!(i&96);if(!(a&&i&1024||i&8192||N(Qt,this).has(r))&&r.fn!==null){a?r.f^=S:i&4?t.push(r):Nr(r)&&(i&16&&this.add_dirty_reaction(r,w),zr(r));var o=r.first;if(o!==null){r=o;continue}}for(;r!==null;){var s=r.next;if(s!==null){r=s;break}r=r.parent}}}function cn(){for(var e=this.prev;e!==null;e=e.prev)if(!e.is_fork&&M(L,this,ln).call(this,e))return e;return null}function ln(e){for(let[t,[,n]]of this.current)if(!n&&e.current.has(t))return!0;return!1}function un(e){for(let[t,n]of e.current)!this.previous.has(t)&&e.previous.has(t)&&this.previous.set(t,e.previous.get(t)),this.current.set(t,n);for(let[t,n]of e.async_deriveds){let e=this.async_deriveds.get(t);e&&n.promise.then(e.resolve).catch(e.reject)}e.async_deriveds.clear(),this.transfer_reactions(N(Zt,e));let t=e=>{var n=e.reactions;if(n!==null&&!(e.f&2&&!(e.f&6144)))for(let e of n){var r=e.f;if(r&2)t(e);else{var i=e;r&4194320&&!this.async_deriveds.has(i)&&(N(Zt,this).delete(i),A(i,C),this.schedule(i))}}};for(let e of this.current.keys())t(e);this.oncommit(()=>e.discard()),M(L,e,fn).call(e),F=this,M(L,this,on).call(this)}function dn(e){for(var t=0;t<e.length;t+=1)lt(e[t],N(Zt,this))}function fn(){if(this.linked){var e=this.prev,t=this.next;e===null||(e.next=t),t===null?Ft=e:t.prev=e,this.linked=!1}}function pn(e){var t=Rt,n=It;It=null,Rt=!0;try{var r;for(e&&(pn(),r=e());;){if(ot(),F===null)return r;F.flush()}}finally{Rt=t,It=n}}function mn(){try{He()}catch(e){Yn(e,Lt)}}var hn=null;function gn(e){var t=e.length;if(t!==0){for(var n=0;n<t;){var r=e[n++];if(!(r.f&24576)&&Nr(r)&&(hn=new Set,zr(r),r.deps===null&&r.first===null&&r.nodes===null&&r.teardown===null&&r.ac===null&&mr(r),(hn==null?void 0:hn.size)>0)){xn.clear();for(let e of hn){if(e.f&24576)continue;let t=[e],n=e.parent;for(;n!==null;)hn.has(n)&&(hn.delete(n),t.push(n)),n=n.parent;for(let e=t.length-1;e>=0;e--){let n=t[e];n.f&24576||zr(n)}}hn.clear()}}hn=null}}function _n(e){F.schedule(e)}function vn(e,t){if(!(e.f&32&&e.f&1024)){e.f&2048?t.d.push(e):e.f&4096&&t.m.push(e),A(e,S);for(var n=e.first;n!==null;)vn(n,t),n=n.next}}function yn(e){A(e,S);for(var t=e.first;t!==null;)yn(t),t=t.next}var bn=new Set,xn=new Map,Sn=!1;function Cn(e,t){return{f:0,v:e,reactions:null,equals:Ne,rv:0,wv:0}}function wn(e,t){let n=Cn(e,t);return Er(n),n}function Tn(e,t=!1,n=!0){let r=Cn(e);if(t||(r.equals=Fe),Je&&n&&k!==null&&k.l!==null){var i,a;((a=(i=k.l).s)==null?i.s=[]:a).push(r)}return r}function En(e,t,n=!1){return H!==null&&(!Cr||H.f&131072)&&nt()&&H.f&4325394&&(Tr===null||!Tr.has(e))&&Ke(),kn(e,n?Nn(t):t,Vt)}var Dn=null,On=0;function kn(e,t,n=null){if(!e.equals(t)){xr?xn.set(e,t):xn.has(e)||xn.set(e,e.v);var r=tn.ensure();if(r.capture(e,t),e.f&2){let t=e;e.f&2048&&Ot(t),I===null&&ct(t)}e.wv=Mr(),Dn=null,On=0,Mn(e,C,n),Dn=null,nt()&&W!==null&&W.f&1024&&!(W.f&96)&&(q===null?Dr([e]):q.push(e)),!r.is_fork&&bn.size>0&&!Sn&&An()}return t}function An(){Sn=!1;for(let e of bn){e.f&1024&&A(e,w);let t;try{t=Nr(e)}catch(e){t=!0}t&&zr(e)}bn.clear()}function jn(e){En(e,e.v+1)}function Mn(e,t,n){var r=e.reactions;if(r!==null){var i=nt(),a=r.length;if(On+=a,On>1e5&&Dn===null&&(Dn=new Set),Dn!==null){if(Dn.has(e))return;Dn.add(e)}for(var o=0;o<a;o++){var s=r[o],c=s.f;if(i||s!==W){var l=(c&C)===0;if(l&&A(s,t),c&131072)bn.add(s);else if(c&2){var u=s;I==null||I.delete(u),Mn(u,w,n)}else if(l){var d=s;c&16&&hn!==null&&hn.add(d),n===null?_n(d):n.push(d)}}}}}function Nn(e){if(typeof e!=`object`||!e||de in e||fe in e)return e;let n=u(e);if(n!==c&&n!==l)return e;var r=new Map,i=t(e),a=wn(0),s=null,d=Ar,f=e=>{if(Ar===d)return e();var t=H,n=Ar;U(null),jr(d);var r=e();return U(t),jr(n),r};return i&&r.set(`length`,wn(e.length,s)),new Proxy(e,{defineProperty(e,t,n){`value`in n&&n.configurable!==!1&&n.enumerable!==!1&&n.writable!==!1||We();var i=r.get(t);return i===void 0?f(()=>{var e=wn(n.value,s);return r.set(t,e),e}):En(i,n.value,!0),!0},deleteProperty(e,t){var n=r.get(t);if(n===void 0){if(t in e){let e=f(()=>wn(T,s));r.set(t,e),jn(a)}}else En(n,T),jn(a);return!0},get(t,n,i){var a;if(n===de)return e;var c=r.get(n),l=n in t;if(c===void 0&&(!l||(a=o(t,n))!=null&&a.writable)&&(c=f(()=>wn(Nn(l?t[n]:T),s)),r.set(n,c)),c!==void 0){var u=J(c);return u===T?void 0:u}return Reflect.get(t,n,i)},getOwnPropertyDescriptor(e,t){var n;(n=this.has)==null||n.call(this,e,t);var i=Reflect.getOwnPropertyDescriptor(e,t),a=r.get(t);if(a!==void 0){var o=J(a);if(o===T)return;if(i&&`value`in i)i.value=o;else return{enumerable:!0,configurable:!0,value:o,writable:!0}}return i},has(e,t){var n;if(t===de)return!0;var i=r.get(t),a=i!==void 0&&i.v!==T||Reflect.has(e,t);return(i!==void 0||(W!==null||H!==null)&&(!a||(n=o(e,t))!=null&&n.writable))&&(i===void 0&&(i=f(()=>wn(a?Nn(e[t]):T,s)),r.set(t,i)),J(i)===T)?!1:a},set(e,t,n,c){var l=r.get(t),u=t in e;if(i&&t===`length`)for(var d=n;d<l.v;d+=1){var p=r.get(d+``);p===void 0?d in e&&(p=f(()=>wn(T,s)),r.set(d+``,p)):En(p,T)}if(l===void 0){var m;(!u||(m=o(e,t))!=null&&m.writable)&&(l=f(()=>wn(void 0,s)),En(l,Nn(n)),r.set(t,l))}else{u=l.v!==T;var h=f(()=>Nn(n));En(l,h)}var g=Reflect.getOwnPropertyDescriptor(e,t);if(g!=null&&g.set&&g.set.call(c,n),!u){if(i&&typeof t==`string`){var _=r.get(`length`),v=Number(t);Number.isInteger(v)&&v>=_.v&&En(_,v+1)}jn(a)}return!0},ownKeys(e){J(a);var t=Reflect.ownKeys(e).filter(e=>{var t=r.get(e);return t===void 0||t.v!==T});for(var[n,i]of r)i.v!==T&&!(n in e)&&t.push(n);return t},setPrototypeOf(){Ge()}})}var Pn,Fn,In,Ln;function Rn(){if(Pn===void 0){Pn=window,Fn=/Firefox/.test(navigator.userAgent);var e=Element.prototype,t=Node.prototype,n=Text.prototype;In=o(t,`firstChild`).get,Ln=o(t,`nextSibling`).get,d(e)&&(e[ge]=void 0,e[he]=null,e[_e]=void 0,e.__e=void 0),d(n)&&(n[ve]=void 0)}}function R(e=``){return document.createTextNode(e)}function z(e){return In.call(e)}function zn(e){return Ln.call(e)}function Bn(e,t){if(!E)return z(e);var n=z(D);if(n===null)n=D.appendChild(R());else if(t&&n.nodeType!==3){var r=R();return n==null||n.before(r),O(r),r}return t&&qn(n),O(n),n}function Vn(e,t=!1){if(!E){var n=z(e);return n instanceof Comment&&n.data===``?zn(n):n}if(t){if((D==null?void 0:D.nodeType)!==3){var r=R();return D==null||D.before(r),O(r),r}qn(D)}return D}function Hn(e,t=!1){if(!E)return z(e);var n=Bn(e,t);return ke(e),n}function Un(e,t=1,n=!1){let r=E?D:e;for(var i;t--;)i=r,r=zn(r);if(!E)return r;if(n){if((r==null?void 0:r.nodeType)!==3){var a=R();return r===null?i==null||i.after(a):r.before(a),O(a),a}qn(r)}return O(r),r}function Wn(e){e.textContent=``}function Gn(){return!1}function Kn(e,t,n){return t==null||t===`http://www.w3.org/1999/xhtml`?n?document.createElement(e,{is:n}):document.createElement(e):n?document.createElementNS(t,e,{is:n}):document.createElementNS(t,e)}function qn(e){if(e.nodeValue.length<65536)return;let t=e.nextSibling;for(;t!==null&&t.nodeType===3;)t.remove(),e.nodeValue+=t.nodeValue,t=e.nextSibling}function Jn(e){var t=W;if(t===null)return H.f|=ue,e;if(!(t.f&32768)&&!(t.f&4))throw e;Yn(e,t)}function Yn(e,t){if(e===Se)throw e;if(!(t!==null&&t.f&16384)){for(;t!==null;){if(t.f&128&&!(t.f&33570816)){if(!(t.f&32768))throw e;try{t.b.error(e);return}catch(t){e=t}}t=t.parent}throw e}}function Xn(e){W===null&&(H===null&&Ve(e),Be()),xr&&ze(e)}function Zn(e,t){var n=t.last;n===null?t.last=t.first=e:(n.next=e,e.prev=n,t.last=e)}function Qn(e,t){var n=W;n!==null&&n.f&8192&&(e|=ee);var r={ctx:k,deps:null,nodes:null,f:e|C|512,first:null,fn:t,last:null,next:null,parent:n,b:n&&n.b,prev:null,teardown:null,wv:0,ac:null};F==null||F.register_created_effect(r);var i=r;if(e&4)Bt===null?tn.ensure().schedule(r):Bt.push(r);else if(t!==null){try{zr(r)}catch(e){throw V(r),e}i.deps===null&&i.teardown===null&&i.nodes===null&&i.first===i.last&&!(i.f&524288)&&(i=i.first,e&16&&e&65536&&i!==null&&(i.f|=ie))}if(i!==null&&(i.parent=n,n!==null&&Zn(i,n),H!==null&&H.f&2&&!(e&64))){var a,o=H;((a=o.effects)==null?o.effects=[]:a).push(i)}return r}function $n(){return H!==null&&!Cr}function er(e){let t=Qn(8,null);return A(t,S),t.teardown=e,t}function tr(e){Xn(`$effect`);var t=W.f;if(!H&&t&32&&k!==null&&!k.i){var n,r=k;((n=r.e)==null?r.e=[]:n).push(e)}else return nr(e)}function nr(e){return Qn(4|oe,e)}function rr(e){return Xn(`$effect.pre`),Qn(8|oe,e)}function ir(e){tn.ensure();let t=Qn(64|ae,e);return(e={})=>new Promise(n=>{e.outro?hr(t,()=>{V(t),n(void 0)}):(V(t),n(void 0))})}function ar(e){return Qn(4,e)}function or(e){return Qn(le|ae,e)}function sr(e,t=0){return Qn(8|t,e)}function cr(e,t=[],n=[],r=[]){vt(r,t,n,t=>{Qn(8,()=>{e(...t.map(J))})})}function lr(e,t=0){return Qn(16|t,e)}function B(e){return Qn(32|ae,e)}function ur(e){var t=e.teardown;if(t!==null){let n=xr,r=H;Sr(!0),U(null);try{t.call(null)}catch(t){Yn(t,e.parent)}finally{Sr(n),U(r)}}}function dr(e,t=!1){var n=e.first;for(e.first=e.last=null;n!==null;){let e=n.ac;e!==null&&mt(()=>{e.abort(be)});var r=n.next;n.f&64?n.parent=null:V(n,t),n=r}}function fr(e){for(var t=e.first;t!==null;){var n=t.next;t.f&32||V(t),t=n}}function V(e,t=!0){var n=!1;(t||e.f&262144)&&e.nodes!==null&&e.nodes.end!==null&&(pr(e.nodes.start,e.nodes.end),n=!0),e.f|=re,dr(e,t&&!n),Rr(e,0);var r=e.nodes&&e.nodes.t;if(r!==null)for(let e of r)e.stop();ur(e),e.f^=re,e.f|=te;var i=e.parent;i!==null&&i.first!==null&&mr(e),e.next=e.prev=e.teardown=e.ctx=e.deps=e.fn=e.nodes=e.ac=e.b=null}function pr(e,t){for(;e!==null;){var n=e===t?null:zn(e);e.remove(),e=n}}function mr(e){var t=e.parent,n=e.prev,r=e.next;n!==null&&(n.next=r),r!==null&&(r.prev=n),t!==null&&(t.first===e&&(t.first=r),t.last===e&&(t.last=n))}function hr(e,t,n=!0){var r=[];e.f|=256,gr(e,r,!0);var i=()=>{n&&V(e),t&&t()},a=r.length;if(a>0){var o=()=>--a||i();for(var s of r)s.out(o)}else i()}function gr(e,t,n){if(!(e.f&8192)){e.f^=ee;var r=e.nodes&&e.nodes.t;if(r!==null)for(let e of r)(e.is_global||n)&&t.push(e);for(var i=e.first;i!==null;){var a=i.next;if(!(i.f&64)){var o=!!(i.f&65536)||!!(i.f&32)&&!!(e.f&16);gr(i,t,o?n:!1)}i=a}}}function _r(e){e.f&=-257,vr(e,!0)}function vr(e,t){if(!(e.f&256)&&e.f&8192){e.f^=ee,e.f&1024||(A(e,C),tn.ensure().schedule(e));for(var n=e.first;n!==null;){var r=n.next,i=!!(n.f&65536)||!!(n.f&32);vr(n,i?t:!1),n=r}var a=e.nodes&&e.nodes.t;if(a!==null)for(let e of a)(e.is_global||t)&&e.in()}}function yr(e,t){if(e.nodes)for(var n=e.nodes.start,r=e.nodes.end;n!==null;){var i=n===r?null:zn(n);t.append(n),n=i}}var br=null,xr=!1;function Sr(e){xr=e}var H=null,Cr=!1;function U(e){H=e}var W=null;function wr(e){W=e}var Tr=null;function Er(e){if(H!==null&&(H.f&2097152||H.f&2)){var t;((t=Tr)==null?Tr=new Set:t).add(e)}}var G=null,K=0,q=null;function Dr(e){q=e}var Or=1,kr=0,Ar=kr;function jr(e){Ar=e}function Mr(){return++Or}function Nr(e){var t=e.f;if(t&2048)return!0;if(t&4096){for(var n=e.deps,r=n.length,i=0;i<r;i++){var a=n[i];if(Nr(a)&&kt(a),a.wv>e.wv)return!0}t&512&&I===null&&A(e,S)}return!1}function Pr(e,t,n=!0){var r=e.reactions;if(r!==null&&!(Tr!==null&&Tr.has(e)))for(var i=0;i<r.length;i++){var a=r[i];a.f&2?Pr(a,t,!1):t===a&&(n?A(a,C):a.f&1024&&A(a,w),_n(a))}}function Fr(e){var t=G,n=K,r=q,i=H,a=Tr,o=k,s=Cr,c=Ar,l=e.f;G=null,K=0,q=null,H=l&96?null:e,Tr=null,Qe(e.ctx),Cr=!1,Ar=++kr,e.ac!==null&&(mt(()=>{e.ac.abort(be)}),e.ac=null);try{e.f|=ce;var u=e.fn,d=u();e.f|=ne;var f=Ir(e);if(nt()&&q!==null&&!Cr&&f!==null&&!(e.f&6146))for(var p=0;p<q.length;p++)Pr(q[p],e);if(i!==null&&i!==e){if(kr++,i.deps!==null)for(let e=0;e<n;e+=1)i.deps[e].rv=kr;if(t!==null)for(let e of t)e.rv=kr;q!==null&&(r===null?r=q:r.push(...q))}return e.f&8388608&&(e.f^=ue),d}catch(t){return Ir(e),Jn(t)}finally{e.f^=ce,G=t,K=n,q=r,H=i,Tr=a,Qe(o),Cr=s,Ar=c}}function Ir(e){var t=e.deps,n=F==null?void 0:F.is_fork;if(G!==null){var r;if(n||Rr(e,K),t!==null&&K>0)for(t.length=K+G.length,r=0;r<G.length;r++)t[K+r]=G[r];else e.deps=t=G;if($n()&&e.f&512)for(r=K;r<t.length;r++){var i,a;((a=(i=t[r]).reactions)==null?i.reactions=[]:a).push(e)}}else!n&&t!==null&&K<t.length&&(Rr(e,K),t.length=K);return t}function Lr(e,t){let i=t.reactions;if(i!==null){var a=n.call(i,e);if(a!==-1){var o=i.length-1;o===0?i=t.reactions=null:(i[a]=i[o],i.pop())}}if(i===null&&t.f&2&&(G===null||!r.call(G,t))){var s=t;s.f&512&&(s.f^=512),s.v!==T&&ct(s),s.ac!==null&&mt(()=>{s.ac.abort(be),s.ac=null,A(s,C)}),At(s),Rr(s,0)}}function Rr(e,t){var n=e.deps;if(n!==null)for(var r=t;r<n.length;r++)Lr(e,n[r])}function zr(e){var t=e.f;if(!(t&16384)){A(e,S);var n=W;W=e;try{t&16777232?fr(e):dr(e),ur(e);var r=Fr(e);e.teardown=typeof r==`function`?r:null,e.wv=Or}finally{W=n}}}async function Br(){await Promise.resolve(),pn()}function J(e){var t=!!(e.f&2);if(br==null||br.add(e),H!==null&&!Cr&&!(W!==null&&W.f&16384)&&(Tr===null||!Tr.has(e))){var n=H.deps;if(H.f&2097152)e.rv<kr&&(e.rv=kr,G===null&&n!==null&&n[K]===e?K++:G===null?G=[e]:G.push(e));else{var i;(i=H).deps!=null||(i.deps=[]),r.call(H.deps,e)||H.deps.push(e);var a=e.reactions;a===null?e.reactions=[H]:r.call(a,H)||a.push(H)}}if(xr&&xn.has(e))return xn.get(e);if(t){var o=e;if(xr){var s=o.v;return(!(o.f&1024)&&o.reactions!==null||Hr(o))&&(s=Ot(o)),xn.set(o,s),s}var c=!(o.f&512)&&!Cr&&H!==null&&!!(H.f&512),l=(o.f&ne)===0;Nr(o)&&(c&&(o.f|=512),kt(o)),c&&!l&&(jt(o),Vr(o))}if(I!=null&&I.has(e))return I.get(e);if(e.f&8388608)throw e.v;return e.v}function Vr(e){if(e.f|=512,e.deps!==null)for(let n of e.deps){var t=n.reactions;t===null?n.reactions=[e]:r.call(t,e)||t.push(e),n.f&2&&!(n.f&512)&&(jt(n),Vr(n))}}function Hr(e){if(e.v===T)return!0;if(e.deps===null)return!1;for(let t of e.deps)if(xn.has(t)||t.f&2&&Hr(t))return!0;return!1}function Ur(e){var t=Cr;try{return Cr=!0,e()}finally{Cr=t}}function Wr(e){if(!(typeof e!=`object`||!e||e instanceof EventTarget)){if(de in e)Gr(e);else if(!Array.isArray(e))for(let t in e){let n=e[t];typeof n==`object`&&n&&de in n&&Gr(n)}}}function Gr(e,t=new Set){if(typeof e==`object`&&e&&!(e instanceof EventTarget)&&!t.has(e)){t.add(e),e instanceof Date&&e.getTime();for(let n in e)try{Gr(e[n],t)}catch(e){}let n=u(e);if(n!==Object.prototype&&n!==Array.prototype&&n!==Map.prototype&&n!==Set.prototype&&n!==Date.prototype){let t=s(n);for(let n in t){let r=t[n].get;if(r)try{r.call(e)}catch(e){}}}}}[...`allowfullscreen.async.autofocus.autoplay.checked.controls.default.disabled.formnovalidate.indeterminate.inert.ismap.loop.multiple.muted.nomodule.novalidate.open.playsinline.readonly.required.reversed.seamless.selected.webkitdirectory.defer.disablepictureinpicture.disableremoteplayback`.split(`.`)];var Kr=[`touchstart`,`touchmove`];function qr(e){return Kr.includes(e)}var Jr=Symbol(`events`),Yr=new Set,Xr=new Set;function Zr(e,t,n,r={}){function i(e){if(r.capture||ri.call(t,e),!e.cancelBubble)return mt(()=>n==null?void 0:n.call(this,e))}return e.startsWith(`pointer`)||e.startsWith(`touch`)||e===`wheel`?(i.__removed=!1,at(()=>{i.__removed||t.addEventListener(e,i,r)})):t.addEventListener(e,i,r),i}function Qr(e,t,n,r,i){var a={capture:r,passive:i},o=Zr(e,t,n,a);(t===document.body||t===window||t===document||t instanceof HTMLMediaElement)&&er(()=>{o.__removed=!0,t.removeEventListener(e,o,a)})}function $r(e,t,n){var r;((r=t[Jr])==null?t[Jr]={}:r)[e]=n}function ei(e){for(var t=0;t<e.length;t++)Yr.add(e[t]);for(var n of Xr)n(e)}var ti=null,ni=!1;function ri(e){var t,n=this,r=n.ownerDocument,i=e.type,o=((t=e.composedPath)==null?void 0:t.call(e))||[],s=o[0]||e.target;ti=e,ni||(ni=!0,setTimeout(()=>{ni=!1,ti=null}));var c=0,l=ti===e&&e[Jr];if(l){var u=o.indexOf(l);if(u!==-1&&(n===document||n===window)){e[Jr]=n;return}var d=o.indexOf(n);if(d===-1)return;u<=d&&(c=u)}if(s=o[c]||e.target,s!==n){a(e,`currentTarget`,{configurable:!0,get(){return s||r}});var f=H,p=W;U(null),wr(null);try{for(var m,h=[];s!==null&&s!==n;){try{var g,_=(g=s[Jr])==null?void 0:g[i];_==null||s.disabled&&e.target!==s||_.call(s,e)}catch(e){m?h.push(e):m=e}if(e.cancelBubble)break;c++,s=c<o.length?o[c]:null}if(m){for(let e of h)queueMicrotask(()=>{throw e});throw m}}finally{e[Jr]=n,delete e.currentTarget,U(f),wr(p)}}}var ii,ai=((ii=globalThis)==null||(ii=ii.window)==null?void 0:ii.trustedTypes)&&globalThis.window.trustedTypes.createPolicy(`svelte-trusted-html`,{createHTML:e=>e});function oi(e){var t;return(t=ai==null?void 0:ai.createHTML(e))==null?e:t}function si(e){var t=Kn(`template`);return t.innerHTML=oi(e.replaceAll(`<!>`,`<!---->`)),t.content}function ci(e,t){var n=W;n.nodes===null&&(n.nodes={start:e,end:t,a:null,t:null})}function li(e,t){var n=!!(t&1),r=!!(t&2),i,a=!e.startsWith(`<!>`);return()=>{if(E)return ci(D,null),D;i===void 0&&(i=si(a?e:`<!>`+e),n||(i=z(i)));var t=r||Fn?document.importNode(i,!0):i.cloneNode(!0);if(n){var o=z(t),s=t.lastChild;ci(o,s)}else ci(t,t);return t}}function ui(e,t,n=`svg`){var r=!e.startsWith(`<!>`),i=!!(t&1),a=`<${n}>${r?e:`<!>`+e}</${n}>`,o;return()=>{if(E)return ci(D,null),D;if(!o){var e=z(si(a));if(i)for(o=document.createDocumentFragment();z(e);)o.appendChild(z(e));else o=z(e)}var t=o.cloneNode(!0);if(i){var n=z(t),r=t.lastChild;ci(n,r)}else ci(t,t);return t}}function di(e,t){return ui(e,t,`svg`)}function fi(e=``){if(!E){var t=R(e+``);return ci(t,t),t}var n=D;return n.nodeType===3?qn(n):(n.before(n=R()),O(n)),ci(n,n),n}function pi(){if(E)return ci(D,null),D;var e=document.createDocumentFragment(),t=document.createComment(``),n=R();return e.append(t,n),ci(t,n),e}function mi(e,t){if(E){var n=W;n.f&32768&&n.nodes.end!==null||(n.nodes.end=D),Oe()}else e!==null&&e.before(t)}function hi(e){let t=0,n=Cn(0),r;return()=>{$n()&&(J(n),sr(()=>(t===0&&(r=Ur(()=>e(()=>jn(n)))),t+=1,()=>{at(()=>{--t,t===0&&(r==null||r(),r=void 0,jn(n))})})))}}var gi=ie|ae;function _i(e,t,n,r){new Ai(e,t,n,r)}var vi=new WeakMap,yi=new WeakMap,bi=new WeakMap,xi=new WeakMap,Y=new WeakMap,X=new WeakMap,Z=new WeakMap,Si=new WeakMap,Ci=new WeakMap,wi=new WeakMap,Ti=new WeakMap,Ei=new WeakMap,Di=new WeakMap,Oi=new WeakMap,ki=new WeakMap,Q=new WeakSet,Ai=class{constructor(e,t,n,r){var i,a;Nt(this,Q),b(this,`parent`,void 0),b(this,`is_pending`,!1),b(this,`transform_error`,void 0),j(this,vi,void 0),j(this,yi,E?D:null),j(this,bi,void 0),j(this,xi,void 0),j(this,Y,void 0),j(this,X,null),j(this,Z,null),j(this,Si,null),j(this,Ci,null),j(this,wi,0),j(this,Ti,0),j(this,Ei,!1),j(this,Di,new Map),j(this,Oi,null),j(this,ki,hi(()=>(P(Oi,this,Cn(N(wi,this))),()=>{P(Oi,this,null)}))),P(vi,this,e),P(bi,this,t),P(xi,this,e=>{var t=W;t.b=this,t.f|=128,n(e)}),this.parent=W.b,this.transform_error=(i=r==null?(a=this.parent)==null?void 0:a.transform_error:r)==null?(e=>e):i,P(Y,this,lr(()=>{if(E){let e=Me(N(yi,this));Oe();let t=e===`[!`;if(e.startsWith(`[?`)){let t=JSON.parse(e.slice(2));M(Q,this,Mi).call(this,t)}else t?M(Q,this,Fi).call(this):M(Q,this,ji).call(this)}else M(Q,this,Ii).call(this)},gi)),E&&P(vi,this,D)}defer_effect(e){lt(e,N(Di,this))}is_rendered(){return!this.is_pending&&(!this.parent||this.parent.is_rendered())}has_pending_snippet(){return!!N(bi,this).pending}update_pending_count(e,t){M(Q,this,zi).call(this,e,t),P(wi,this,N(wi,this)+e),N(Oi,this)&&!N(Ei,this)&&(P(Ei,this,!0),at(()=>{P(Ei,this,!1),N(Oi,this)&&kn(N(Oi,this),N(wi,this))}))}get_effect_pending(){return N(ki,this).call(this),J(N(Oi,this))}error(e){if(e===Se||!N(bi,this).onerror&&!N(bi,this).failed)throw e;F!=null&&F.is_fork?(N(X,this)&&F.skip_effect(N(X,this)),N(Z,this)&&F.skip_effect(N(Z,this)),N(Si,this)&&F.skip_effect(N(Si,this)),F.oncommit(()=>{M(Q,this,Pi).call(this)||M(Q,this,Bi).call(this,e)})):M(Q,this,Bi).call(this,e)}};function ji(){try{P(X,this,B(()=>N(xi,this).call(this,N(vi,this))))}catch(e){this.error(e)}}function Mi(e){let t=N(bi,this).failed,{reset:n,invoke_onerror:r}=M(Q,this,Ni).call(this,e);at(r),t&&P(Si,this,B(()=>{t(N(vi,this),()=>e,()=>n)}))}function Ni(e){var t=!1,n=!1;let r=()=>{M(Q,this,Pi).call(this)||(t?Ee():(t=!0,n&&qe(),N(Si,this)!==null&&hr(N(Si,this),()=>{P(Si,this,null)}),M(Q,this,Ri).call(this,()=>{M(Q,this,Ii).call(this)})))};return{reset:r,invoke_onerror:()=>{if(!M(Q,this,Pi).call(this))try{var t,i;n=!0,(t=(i=N(bi,this)).onerror)==null||t.call(i,e,r),n=!1}catch(e){Yn(e,N(Y,this)&&N(Y,this).parent)}}}}function Pi(){return(N(Y,this).f&(te|re))!==0}function Fi(){let e=N(bi,this).pending;e&&(this.is_pending=!0,P(Z,this,B(()=>e(N(vi,this)))),at(()=>{if(!M(Q,this,Pi).call(this)){var e=P(Ci,this,document.createDocumentFragment()),t=R(),n=!1;e.append(t),P(X,this,M(Q,this,Ri).call(this,()=>{try{return B(()=>N(xi,this).call(this,t))}catch(e){try{this.error(e),n=!0}catch(e){Yn(e,N(Y,this).parent)}return null}})),N(X,this)===null?(P(Ci,this,null),n&&M(Q,this,Li).call(this,F)):N(Ti,this)===0&&(N(vi,this).before(e),P(Ci,this,null),hr(N(Z,this),()=>{P(Z,this,null)}),M(Q,this,Li).call(this,F))}}))}function Ii(){try{if(this.is_pending=this.has_pending_snippet(),P(Ti,this,0),P(wi,this,0),P(X,this,B(()=>{N(xi,this).call(this,N(vi,this))})),N(Ti,this)>0){var e=P(Ci,this,document.createDocumentFragment());yr(N(X,this),e);let t=N(bi,this).pending;P(Z,this,B(()=>t(N(vi,this))))}else M(Q,this,Li).call(this,F)}catch(e){this.error(e)}}function Li(e){this.is_pending=!1,e.transfer_reactions(N(Di,this))}function Ri(e){var t=W,n=H,r=k;wr(N(Y,this)),U(N(Y,this)),Qe(N(Y,this).ctx);try{return tn.ensure(),e()}finally{wr(t),U(n),Qe(r)}}function zi(e,t){if(this.has_pending_snippet())P(Ti,this,N(Ti,this)+e),N(Ti,this)===0&&(M(Q,this,Li).call(this,t),N(Z,this)&&hr(N(Z,this),()=>{P(Z,this,null)}),N(Ci,this)&&(N(vi,this).before(N(Ci,this)),P(Ci,this,null)));else if(this.parent){var n;M(Q,n=this.parent,zi).call(n,e,t)}}function Bi(e){N(X,this)&&(V(N(X,this)),P(X,this,null)),N(Z,this)&&(V(N(Z,this)),P(Z,this,null)),N(Si,this)&&(V(N(Si,this)),P(Si,this,null)),E&&(O(N(yi,this)),Ae(),O(je()));let t=N(bi,this).failed,n=e=>{if(M(Q,this,Pi).call(this))return;let{reset:n,invoke_onerror:r}=M(Q,this,Ni).call(this,e);r(),t&&!M(Q,this,Pi).call(this)&&P(Si,this,M(Q,this,Ri).call(this,()=>{try{return B(()=>{var r=W;r.b=this,r.f|=128,t(N(vi,this),()=>e,()=>n)})}catch(e){return Yn(e,N(Y,this).parent),null}}))};at(()=>{if(!M(Q,this,Pi).call(this)){var t;try{t=this.transform_error(e)}catch(e){Yn(e,N(Y,this)&&N(Y,this).parent);return}typeof t==`object`&&t&&typeof t.then==`function`?t.then(n,e=>Yn(e,N(Y,this)&&N(Y,this).parent)):n(t)}})}function Vi(e,t){var n,r=t==null?``:typeof t==`object`?`${t}`:t;r!==((n=e[ve])==null?e[ve]=e.nodeValue:n)&&(e[ve]=r,e.nodeValue=`${r}`)}function Hi(e,t){return Wi(e,t)}var Ui=new Map;function Wi(e,{target:t,anchor:n,props:r={},events:a,context:o,intro:s=!0,transformError:c}){Rn();var l=void 0,u=ir(()=>{var s=n==null?t.appendChild(R()):n;_i(s,{pending:()=>{}},t=>{$e({});var n=k;if(o&&(n.c=o),a&&(r.$$events=a),E&&ci(t,null),l=e(t,r)||tt(),E&&(W.nodes.end=D,D===null||D.nodeType!==8||D.data!==`]`))throw Te(),Se;et()},c);var u=new Set,d=e=>{for(var n=0;n<e.length;n++){var r=e[n];if(!u.has(r)){u.add(r);var i=qr(r);for(let e of[t,document]){var a=Ui.get(e);a===void 0&&(a=new Map,Ui.set(e,a));var o=a.get(r);o===void 0?(e.addEventListener(r,ri,{passive:i}),a.set(r,1)):a.set(r,o+1)}}}};return d(i(Yr)),Xr.add(d),()=>{for(var e of u)for(let n of[t,document]){var r=Ui.get(n),i=r.get(e);--i==0?(n.removeEventListener(e,ri),r.delete(e),r.size===0&&Ui.delete(n)):r.set(e,i)}if(Xr.delete(d),s!==n){var a;(a=s.parentNode)==null||a.removeChild(s)}}});return Gi.set(l,u),l}var Gi=new WeakMap,Ki=new WeakMap,qi=new WeakMap,Ji=new WeakMap,Yi=new WeakMap,Xi=new WeakMap,Zi=new WeakMap,Qi=new WeakMap,$i=class{constructor(e,t=!0){b(this,`anchor`,void 0),j(this,Ki,new Map),j(this,qi,new Map),j(this,Ji,new Map),j(this,Yi,new Set),j(this,Xi,!0),j(this,Zi,e=>{if(N(Ki,this).has(e)){var t=N(Ki,this).get(e),n=N(qi,this).get(t);if(n)_r(n),N(Yi,this).delete(t);else{var r=N(Ji,this).get(t);r&&(_r(r.effect),N(qi,this).set(t,r.effect),N(Ji,this).delete(t),r.fragment.lastChild.remove(),this.anchor.before(r.fragment),n=r.effect)}for(let[t,n]of N(Ki,this)){if(N(Ki,this).delete(t),t===e)break;let r=N(Ji,this).get(n);r&&(V(r.effect),N(Ji,this).delete(n))}for(let[e,r]of N(qi,this)){if(e===t||N(Yi,this).has(e))continue;let i=()=>{if(Array.from(N(Ki,this).values()).includes(e)){var t=document.createDocumentFragment();yr(r,t),t.append(R()),N(Ji,this).set(e,{effect:r,fragment:t})}else V(r);N(Yi,this).delete(e),N(qi,this).delete(e)};N(Xi,this)||!n?(N(Yi,this).add(e),hr(r,i,!1)):i()}}}),j(this,Qi,e=>{N(Ki,this).delete(e);let t=Array.from(N(Ki,this).values());for(let[e,n]of N(Ji,this))t.includes(e)||(V(n.effect),N(Ji,this).delete(e))}),this.anchor=e,P(Xi,this,t)}ensure(e,t){var n=F,r=Gn();if(t&&!N(qi,this).has(e)&&!N(Ji,this).has(e)){if(r){var i=document.createDocumentFragment(),a=R();i.append(a),N(Ji,this).set(e,{effect:B(()=>t(a)),fragment:i})}else N(qi,this).set(e,B(()=>t(this.anchor)))}if(N(Ki,this).set(n,e),r){for(let[t,r]of N(qi,this))t===e?n.unskip_effect(r):n.skip_effect(r);for(let[t,r]of N(Ji,this))t===e?n.unskip_effect(r.effect):n.skip_effect(r.effect);n.oncommit(N(Zi,this)),n.ondiscard(N(Qi,this))}else E&&(this.anchor=D),N(Zi,this).call(this,n)}};function ea(e,t,n=!1){var r;E&&(r=D,Oe());var i=new $i(e),a=n?ie:0;function o(e,t){if(E){var n=Me(r);if(e!==parseInt(n.substring(1))){var a=je();O(a),i.anchor=a,De(!1),i.ensure(e,t),De(!0);return}}i.ensure(e,t)}lr(()=>{var e=!1;t((t,n=0)=>{e=!0,o(n,t)}),e||o(-1,null)},a)}function ta(e,t){return t}function na(e,t,n){for(var r=[],a=t.length,o,s=t.length,c=0;c<a;c++){let n=t[c];hr(n,()=>{if(o){if(o.pending.delete(n),o.done.add(n),o.pending.size===0){var t=e.outrogroups;ra(e,i(o.done)),t.delete(o),t.size===0&&(e.outrogroups=null)}}else--s},!1)}if(s===0){var l=r.length===0&&n!==null&&e.pending.size===0;if(l){var u=n,d=u.parentNode;Wn(d),d.append(u),e.items.clear()}ra(e,t,!l)}else{var f;o={pending:new Set(t),done:new Set},((f=e.outrogroups)==null?e.outrogroups=new Set:f).add(o)}}function ra(e,t,n=!0){var r;if(e.pending.size>0){r=new Set;for(let t of e.pending.values())for(let n of t)r.add(e.items.get(n).e)}for(var i=0;i<t.length;i++){var a=t[i];r!=null&&r.has(a)?(a.f|=se,yr(a,document.createDocumentFragment())):V(t[i],n)}}var ia;function aa(e,n,r,a,o,s=null){var c=e,l=new Map;if(n&4){var u=e;c=E?O(z(u)):u.appendChild(R())}E&&Oe();var d=null,f=Et(()=>{var e=r();return t(e)?e:e==null?[]:i(e)}),p=new Map,m=!0;function h(e){if(!(_.effect.f&16384)){_.pending.delete(e);var t=J(f);_.fallback=d,sa(_,t,c,n,a),d!==null&&(t.length===0?d.f&33554432?(d.f^=se,la(d,null,c)):_r(d):hr(d,()=>{d=null}))}}function g(e){_.pending.delete(e)}var _={effect:lr(()=>{var e=J(f),t=e.length;let i=!1;E&&Me(c)===`[!`!=(t===0)&&(c=je(),O(c),De(!1),i=!0);for(var u=new Set,_=F,v=Gn(),y=0;y<t;y+=1){E&&D.nodeType===8&&D.data===`]`&&(c=D,i=!0,De(!1));var b=e[y],x=a(b,y),S=m?null:l.get(x);if(S)S.v&&kn(S.v,b),S.i&&kn(S.i,y),v&&_.unskip_effect(S.e);else{var C;S=ca(l,m?c:(C=ia)==null?ia=R():C,b,x,y,o,n,r),m||(S.e.f|=se),l.set(x,S)}u.add(x)}if(t===0&&s&&!d&&(m?d=B(()=>s(c)):(d=B(()=>{var e;return s((e=ia)==null?ia=R():e)}),d.f|=se)),t>u.size&&Re(``,``,``),E&&t>0&&O(je()),!m){if(p.set(_,u),v){for(let[e,t]of l)u.has(e)||_.skip_effect(t.e);_.oncommit(h),_.ondiscard(g)}else h(_)}i&&De(!0),J(f)}),flags:n,items:l,pending:p,outrogroups:null,fallback:d};m=!1,E&&(c=D)}function oa(e){for(;e!==null&&!(e.f&32);)e=e.next;return e}function sa(e,t,n,r,a){var o=!!(r&8),s=t.length,c=e.items,l=oa(e.effect.first),u,d=null,f,p=[],m=[],h,g,_,v;if(o){for(v=0;v<s;v+=1)if(h=t[v],g=a(h,v),_=c.get(g).e,!(_.f&33554432)){var y,b;(y=_.nodes)==null||(y=y.a)==null||y.measure(),((b=f)==null?f=new Set:b).add(_)}}for(v=0;v<s;v+=1){if(h=t[v],g=a(h,v),_=c.get(g).e,e.outrogroups!==null)for(let t of e.outrogroups)t.pending.delete(_),t.done.delete(_);if(_.f&8192&&(_r(_),o)){var x,S;(x=_.nodes)==null||(x=x.a)==null||x.unfix(),((S=f)==null?f=new Set:S).delete(_)}if(_.f&33554432){if(_.f^=se,_===l)la(_,null,n);else{var C=d?d.next:l;_===e.effect.last&&(e.effect.last=_.prev),_.prev&&(_.prev.next=_.next),_.next&&(_.next.prev=_.prev),ua(e,d,_),ua(e,_,C),la(_,C,n),d=_,p=[],m=[],l=oa(d.next);continue}}if(_!==l){if(u!==void 0&&u.has(_)){if(p.length<m.length){var w=m[0],ee;d=w.prev;var te=p[0],ne=p[p.length-1];for(ee=0;ee<p.length;ee+=1)la(p[ee],w,n);for(ee=0;ee<m.length;ee+=1)u.delete(m[ee]);ua(e,te.prev,ne.next),ua(e,d,te),ua(e,ne,w),l=w,d=ne,--v,p=[],m=[]}else u.delete(_),la(_,l,n),ua(e,_.prev,_.next),ua(e,_,d===null?e.effect.first:d.next),ua(e,d,_),d=_;continue}for(p=[],m=[];l!==null&&l!==_;){var re;((re=u)==null?u=new Set:re).add(l),m.push(l),l=oa(l.next)}if(l===null)continue}_.f&33554432||p.push(_),d=_,l=oa(_.next)}if(e.outrogroups!==null){for(let t of e.outrogroups)if(t.pending.size===0){var ie;ra(e,i(t.done)),(ie=e.outrogroups)==null||ie.delete(t)}e.outrogroups.size===0&&(e.outrogroups=null)}if(l!==null||u!==void 0){var ae=[];if(u!==void 0)for(_ of u)_.f&8192||ae.push(_);for(;l!==null;)!(l.f&8192)&&l!==e.fallback&&ae.push(l),l=oa(l.next);var oe=ae.length;if(oe>0){var ce=r&4&&s===0?n:null;if(o){for(v=0;v<oe;v+=1){var le;(le=ae[v].nodes)==null||(le=le.a)==null||le.measure()}for(v=0;v<oe;v+=1){var ue;(ue=ae[v].nodes)==null||(ue=ue.a)==null||ue.fix()}}na(e,ae,ce)}}o&&at(()=>{if(f!==void 0)for(_ of f){var e;(e=_.nodes)==null||(e=e.a)==null||e.apply()}})}function ca(e,t,n,r,i,a,o,s){var c=o&1?o&16?Cn(n):Tn(n,!1,!1):null,l=o&2?Cn(i):null;return{v:c,i:l,e:B(()=>(a(t,c==null?n:c,l==null?i:l,s),()=>{e.delete(r)}))}}function la(e,t,n){if(e.nodes)for(var r=e.nodes.start,i=e.nodes.end,a=t&&!(t.f&33554432)?t.nodes.start:n;r!==null;){var o=zn(r);if(a.before(r),r===i)return;r=o}}function ua(e,t,n){t===null?e.effect.first=n:t.next=n,n===null?e.effect.last=t:n.prev=t}function da(e){var t,n,r=``;if(typeof e==`string`||typeof e==`number`)r+=e;else if(typeof e==`object`){if(Array.isArray(e)){var i=e.length;for(t=0;t<i;t++)e[t]&&(n=da(e[t]))&&(r&&(r+=` `),r+=n)}else for(n in e)e[n]&&(r&&(r+=` `),r+=n)}return r}function fa(){for(var e,t,n=0,r=``,i=arguments.length;n<i;n++)(e=arguments[n])&&(t=da(e))&&(r&&(r+=` `),r+=t);return r}function pa(e){return typeof e==`object`?fa(e):e==null?``:e}var ma=[...` 	
\r\f\xA0\v﻿`];function ha(e,t,n){var r=e==null?``:``+e;if(t&&(r=r?r+` `+t:t),n){for(var i of Object.keys(n))if(n[i])r=r?r+` `+i:i;else if(r.length)for(var a=i.length,o=0;(o=r.indexOf(i,o))>=0;){var s=o+a;(o===0||ma.includes(r[o-1]))&&(s===r.length||ma.includes(r[s]))?r=(o===0?``:r.substring(0,o))+r.substring(s+1):o=s}}return r===``?null:r}function ga(e,t=!1){var n=t?` !important;`:`;`,r=``;for(var i of Object.keys(e)){var a=e[i];a!=null&&a!==``&&(r+=` `+i+`: `+a+n)}return r}function _a(e){return e[0]!==`-`||e[1]!==`-`?e.toLowerCase():e}function va(e,t){if(t){var n=``,r,i;if(Array.isArray(t)?(r=t[0],i=t[1]):r=t,e){e=String(e).replaceAll(/\/\*.*?\*\//g,``).trim();var a=!1,o=0,s=!1,c=[];r&&c.push(...Object.keys(r).map(_a)),i&&c.push(...Object.keys(i).map(_a));var l=0,u=-1;let t=e.length;for(var d=0;d<t;d++){var f=e[d];if(s?f===`/`&&e[d-1]===`*`&&(s=!1):a?a===f&&(a=!1):f===`/`&&e[d+1]===`*`?s=!0:f===`"`||f===`'`?a=f:f===`(`?o++:f===`)`&&o--,!s&&a===!1&&o===0){if(f===`:`&&u===-1)u=d;else if(f===`;`||d===t-1){if(u!==-1){var p=_a(e.substring(l,u).trim());if(!c.includes(p)){f!==`;`&&d++;var m=e.substring(l,d).trim();n+=` `+m+`;`}}l=d+1,u=-1}}}}return r&&(n+=ga(r)),i&&(n+=ga(i,!0)),n=n.trim(),n===``?null:n}return e==null?null:String(e)}function ya(e,t,n,r,i,a){var o=e[ge];if(E||o!==n||o===void 0){var s=ha(n,r,a);E&&s===e.getAttribute(`class`)||(s==null?e.removeAttribute(`class`):t?e.className=s:e.setAttribute(`class`,s)),e[ge]=n}else if(a&&i!==a)for(var c in a){var l=!!a[c];(i==null||l!==!!i[c])&&e.classList.toggle(c,l)}return a}function ba(e,t={},n,r){for(var i in n){var a=n[i];t[i]!==a&&(n[i]==null?e.style.removeProperty(i):e.style.setProperty(i,a,r))}}function xa(e,t,n,r){var i=e[_e];if(E||i!==t){var a=va(t,r);E&&a===e.getAttribute(`style`)||(a==null?e.removeAttribute(`style`):e.style.cssText=a),e[_e]=t}else r&&(Array.isArray(r)?(ba(e,n==null?void 0:n[0],r[0]),ba(e,n==null?void 0:n[1],r[1],`important`)):ba(e,n,r));return r}var Sa=Symbol(`is custom element`),Ca=Symbol(`is html`),wa=xe?`link`:`LINK`;function Ta(e){if(E){var t=!1,n=()=>{if(!t){if(t=!0,e.hasAttribute(`value`)){var n=e.value;Ea(e,`value`,null),e.value=n}if(e.hasAttribute(`checked`)){var r=e.checked;Ea(e,`checked`,null),e.checked=r}}};e[ye]=n,at(n),ft()}}function Ea(e,t,n,r){var i=Da(e);if(!(E&&(i[t]=e.getAttribute(t),t===`src`||t===`srcset`||t===`href`&&e.nodeName===wa))){var a=i[t];a!==(i[t]=n)&&(t===`loading`&&(e[me]=n),n==null?e.removeAttribute(t):typeof n!=`string`&&ka(e).has(t)?e[t]=n:(!E||typeof n!=`number`&&typeof n!=`boolean`||a!==String(n))&&e.setAttribute(t,n))}}function Da(e){var t;return(t=e[he])==null?e[he]={[Sa]:e.nodeName.includes(`-`),[Ca]:e.namespaceURI===Ce}:t}var Oa=new Map;function ka(e){var t=e.getAttribute(`is`)||e.nodeName,n=Oa.get(t);if(n)return n;Oa.set(t,n=new Set);for(var r,i=e,a=Element.prototype;a!==i;){for(var o in r=s(i),r)r[o].set&&o!==`innerHTML`&&o!==`textContent`&&o!==`innerText`&&n.add(o);i=u(i)}return n}function Aa(e,t,n=t){var r=new WeakSet;ht(e,`input`,async i=>{var a=i?e.defaultValue:e.value;if(a=ja(e)?Ma(a):a,n(a),F!==null&&r.add(F),await Br(),a!==(a=t())){var o,s=e.selectionStart,c=e.selectionEnd,l=e.value.length;if(e.value=(o=a)==null?``:o,c!==null){var u=e.value.length;s===c&&c===l&&u>l?(e.selectionStart=u,e.selectionEnd=u):(e.selectionStart=s,e.selectionEnd=Math.min(c,u))}}}),(E&&e.defaultValue!==e.value||Ur(t)==null&&e.value)&&(n(ja(e)?Ma(e.value):e.value),F!==null&&r.add(F)),sr(()=>{var n=t();if(e===document.activeElement){var i=F;if(r.has(i))return}ja(e)&&n===Ma(e.value)||(e.type!==`date`||n||e.value)&&n!==e.value&&(e.value=n==null?``:n)})}function ja(e){var t=e.type;return t===`number`||t===`range`}function Ma(e){return e===``?null:+e}var Na,Pa=new WeakMap,Fa=new WeakMap,Ia=new WeakMap,La=new WeakSet,Ra=class{constructor(e){Nt(this,La),j(this,Pa,new WeakMap),j(this,Fa,void 0),j(this,Ia,void 0),P(Ia,this,e)}observe(e,t){var n=N(Pa,this).get(e)||new Set;return n.add(t),N(Pa,this).set(e,n),M(La,this,za).call(this).observe(e,N(Ia,this)),()=>{var n=N(Pa,this).get(e);n.delete(t),n.size===0&&(N(Pa,this).delete(e),N(Fa,this).unobserve(e))}}};Na=Ra;function za(){var e;return(e=N(Fa,this))==null?P(Fa,this,new ResizeObserver(e=>{for(var t of e){Na.entries.set(t.target,t);for(var n of N(Pa,this).get(t.target)||[])n(t)}})):e}b(Ra,`entries`,new WeakMap);var Ba=new Ra({box:`border-box`});function Va(e,t,n){var r=Ba.observe(e,()=>n(e[t]));ar(()=>(Ur(()=>n(e[t])),r))}function Ha(e,t){return e===t||(e==null?void 0:e[de])===t}function Ua(e=tt(),t,n,r){var i=k.r,a=W;return ar(()=>{var o,s;return sr(()=>{o=s,s=(r==null?void 0:r())||[],Ur(()=>{Ha(n(...s),e)||(t(e,...s),o&&Ha(n(...o),e)&&t(null,...o))})}),()=>{let r=a;for(;r!==i&&r.parent!==null&&r.parent.f&33554432;)r=r.parent;let o=()=>{s&&Ha(n(...s),e)&&t(null,...s)},c=r.teardown;r.teardown=()=>{o(),c==null||c()}}}),e}function Wa(e,t,n,r,i){var a=()=>{r(n[e])};n.addEventListener(t,a),i?sr(()=>{n[e]=i()}):a(),(n===document.body||n===window||n===document)&&er(()=>{n.removeEventListener(t,a)})}function Ga(e,t){pt(window,[`resize`],()=>mt(()=>t(window[e])))}function Ka(e=!1){let t=k,n=t.l.u;if(!n)return;let r=()=>Wr(t.s);if(e){let e=0,n={},i=St(()=>{let r=!1,i=t.s;for(let e in i)i[e]!==n[e]&&(n[e]=i[e],r=!0);return r&&e++,e});r=()=>J(i)}n.b.length&&rr(()=>{qa(t,r),m(n.b)}),tr(()=>{let e=Ur(()=>n.m.map(p));return()=>{for(let t of e)typeof t==`function`&&t()}}),n.a.length&&tr(()=>{qa(t,r),m(n.a)})}function qa(e,t){if(e.l.s)for(let t of e.l.s)J(t);t()}var Ja=!1;function Ya(e){var t=Ja;try{return Ja=!1,[e(),Ja]}finally{Ja=t}}function Xa(e,t,n,r){var i=!Je||!!(n&2),a=!!(n&8),s=!!(n&16),c=r,l=!0,u=void 0,d=()=>s&&i?(u!=null||(u=St(r)),J(u)):(l&&(l=!1,c=s?Ur(r):r),c);let f;if(a){var p,m,h=de in e||pe in e;f=(p=(m=o(e,t))==null?void 0:m.set)==null?h&&t in e?n=>e[t]=n:void 0:p}var g,_=!1;a?[g,_]=Ya(()=>e[t]):g=e[t],g===void 0&&r!==void 0&&(g=d(),f&&(i&&Ue(t),f(g)));var v=i?()=>{var n=e[t];return n===void 0?d():(l=!0,n)}:()=>{var n=e[t];return n!==void 0&&(c=void 0),n===void 0?c:n};if(i&&!(n&4))return v;if(f){var y=e.$$legacy;return(function(e,t){return arguments.length>0?((!i||!t||y||_)&&f(t?v():e),e):v()})}var b=!1,x=(n&1?St:Et)(()=>(b=!1,v()));a&&J(x);var S=W;return(function(e,t){if(arguments.length>0){let n=t?J(x):i&&a?Nn(e):e;return En(x,n),b=!0,c!==void 0&&(c=n),e}return xr&&b||S.f&16384?x.v:J(x)})}function Za(e){k===null&&Ie(`onMount`),Je&&k.l!==null?Qa(k).m.push(e):tr(()=>{let t=Ur(e);if(typeof t==`function`)return t})}function Qa(e){var t,n=e.l;return(t=n.u)==null?n.u={a:[],b:[],m:[]}:t}if(typeof window<`u`){var $a,eo,to,no;((eo=($a=(no=(to=window).__svelte)==null?to.__svelte={}:no).v)==null?$a.v=new Set:eo).add(`5`)}var ro=class{constructor(e){this.value=e}valueOf(){return this.value}},$=class extends ro{constructor(e=`???`){super(e)}toString(e){return`{${this.value}}`}},io=class extends ro{constructor(e,t={}){super(e),this.opts=t}toString(e){if(e)try{return e.memoizeIntlObject(Intl.NumberFormat,this.opts).format(this.value)}catch(t){e.reportError(t)}return this.value.toString(10)}},ao=class e extends ro{static supportsValue(t){if(typeof t==`number`||t instanceof Date)return!0;if(t instanceof ro)return e.supportsValue(t.valueOf());if(`Temporal`in globalThis){let e=globalThis.Temporal;if(t instanceof e.Instant||t instanceof e.PlainDateTime||t instanceof e.PlainDate||t instanceof e.PlainMonthDay||t instanceof e.PlainTime||t instanceof e.PlainYearMonth)return!0}return!1}constructor(t,n={}){t instanceof e?(n=Ze(Ze({},t.opts),n),t=t.value):t instanceof ro&&(t=t.valueOf()),typeof t==`object`&&`calendarId`in t&&n.calendar===void 0&&(n=Ze(Ze({},n),{},{calendar:t.calendarId})),super(t),this.opts=n}[Symbol.toPrimitive](e){return e===`string`?this.toString():this.toNumber()}toNumber(){let e=this.value;if(typeof e==`number`)return e;if(e instanceof Date)return e.getTime();if(`epochMilliseconds`in e)return e.epochMilliseconds;if(`toZonedDateTime`in e)return e.toZonedDateTime(`UTC`).epochMilliseconds;throw TypeError(`Unwrapping a non-number value as a number`)}toString(e){if(e)try{return e.memoizeIntlObject(Intl.DateTimeFormat,this.opts).format(this.value)}catch(t){e.reportError(t)}return typeof this.value==`number`||this.value instanceof Date?new Date(this.value).toISOString():this.value.toString()}},oo=100,so=`⁨`,co=`⁩`;function lo(e,t,n){return n===t||n instanceof io&&t instanceof io&&n.value===t.value||t instanceof io&&typeof n==`string`&&n===e.memoizeIntlObject(Intl.PluralRules,t.opts).select(t.value)}function uo(e,t,n){return t[n]?bo(e,t[n].value):(e.reportError(RangeError(`No default`)),new $)}function fo(e,t){let n=[],r=Object.create(null);for(let i of t)i.type===`narg`?r[i.name]=po(e,i.value):n.push(po(e,i));return{positional:n,named:r}}function po(e,t){switch(t.type){case`str`:return t.value;case`num`:return new io(t.value,{minimumFractionDigits:t.precision});case`var`:return mo(e,t);case`mesg`:return ho(e,t);case`term`:return go(e,t);case`func`:return _o(e,t);case`select`:return vo(e,t);default:return new $}}function mo(e,{name:t}){let n;if(e.params){if(Object.prototype.hasOwnProperty.call(e.params,t))n=e.params[t];else return new $(`$${t}`)}else if(e.args&&Object.prototype.hasOwnProperty.call(e.args,t))n=e.args[t];else return e.reportError(ReferenceError(`Unknown variable: $${t}`)),new $(`$${t}`);if(n instanceof ro)return n;switch(typeof n){case`string`:return n;case`number`:return new io(n);case`object`:if(ao.supportsValue(n))return new ao(n);default:return e.reportError(TypeError(`Variable type not supported: $${t}, ${typeof n}`)),new $(`$${t}`)}}function ho(e,{name:t,attr:n}){let r=e.bundle._messages.get(t);if(!r)return e.reportError(ReferenceError(`Unknown message: ${t}`)),new $(t);if(n){let i=r.attributes[n];return i?bo(e,i):(e.reportError(ReferenceError(`Unknown attribute: ${n}`)),new $(`${t}.${n}`))}return r.value?bo(e,r.value):(e.reportError(ReferenceError(`No value: ${t}`)),new $(t))}function go(e,{name:t,attr:n,args:r}){let i=`-${t}`,a=e.bundle._terms.get(i);if(!a)return e.reportError(ReferenceError(`Unknown term: ${i}`)),new $(i);if(n){let t=a.attributes[n];if(t){e.params=fo(e,r).named;let n=bo(e,t);return e.params=null,n}return e.reportError(ReferenceError(`Unknown attribute: ${n}`)),new $(`${i}.${n}`)}e.params=fo(e,r).named;let o=bo(e,a.value);return e.params=null,o}function _o(e,{name:t,args:n}){let r=e.bundle._functions[t];if(!r)return e.reportError(ReferenceError(`Unknown function: ${t}()`)),new $(`${t}()`);if(typeof r!=`function`)return e.reportError(TypeError(`Function ${t}() is not callable`)),new $(`${t}()`);try{let t=fo(e,n);return r(t.positional,t.named)}catch(n){return e.reportError(n),new $(`${t}()`)}}function vo(e,{selector:t,variants:n,star:r}){let i=po(e,t);if(i instanceof $)return uo(e,n,r);for(let t of n)if(lo(e,i,po(e,t.key)))return bo(e,t.value);return uo(e,n,r)}function yo(e,t){if(e.dirty.has(t))return e.reportError(RangeError(`Cyclic reference`)),new $;e.dirty.add(t);let n=[],r=e.bundle._useIsolating&&t.length>1;for(let i of t)if(typeof i==`string`)n.push(e.bundle._transform(i));else{if(e.placeables++,e.placeables>oo)throw e.dirty.delete(t),RangeError(`Too many placeables expanded: ${e.placeables}, max allowed is ${oo}`);r&&n.push(so),n.push(po(e,i).toString(e)),r&&n.push(co)}return e.dirty.delete(t),n.join(``)}function bo(e,t){return typeof t==`string`?e.bundle._transform(t):yo(e,t)}var xo=class{constructor(e,t,n){this.dirty=new WeakSet,this.params=null,this.placeables=0,this.bundle=e,this.errors=t,this.args=n}reportError(e){if(!this.errors||!(e instanceof Error))throw e;this.errors.push(e)}memoizeIntlObject(e,t){let n=this.bundle._intls.get(e);n||(n={},this.bundle._intls.set(e,n));let r=JSON.stringify(t);return n[r]||(n[r]=new e(this.bundle.locales,t)),n[r]}};function So(e,t){let n=Object.create(null);for(let[r,i]of Object.entries(e))t.includes(r)&&(n[r]=i.valueOf());return n}var Co=[`unitDisplay`,`currencyDisplay`,`useGrouping`,`minimumIntegerDigits`,`minimumFractionDigits`,`maximumFractionDigits`,`minimumSignificantDigits`,`maximumSignificantDigits`];function wo(e,t){let n=e[0];if(n instanceof $)return new $(`NUMBER(${n.valueOf()})`);if(n instanceof io)return new io(n.valueOf(),Ze(Ze({},n.opts),So(t,Co)));if(n instanceof ao)return new io(n.toNumber(),Ze({},So(t,Co)));throw TypeError(`Invalid argument to NUMBER`)}var To=[`dateStyle`,`timeStyle`,`fractionalSecondDigits`,`dayPeriod`,`hour12`,`weekday`,`era`,`year`,`month`,`day`,`hour`,`minute`,`second`,`timeZoneName`];function Eo(e,t){let n=e[0];if(n instanceof $)return new $(`DATETIME(${n.valueOf()})`);if(n instanceof ao||n instanceof io)return new ao(n,So(t,To));throw TypeError(`Invalid argument to DATETIME`)}var Do=new Map;function Oo(e){let t=Array.isArray(e)?e.join(` `):e,n=Do.get(t);return n===void 0&&(n=new Map,Do.set(t,n)),n}var ko=class{constructor(e,{functions:t,useIsolating:n=!0,transform:r=e=>e}={}){this._terms=new Map,this._messages=new Map,this.locales=Array.isArray(e)?e:[e],this._functions=Ze({NUMBER:wo,DATETIME:Eo},t),this._useIsolating=n,this._transform=r,this._intls=Oo(e)}hasMessage(e){return this._messages.has(e)}getMessage(e){return this._messages.get(e)}addResource(e,{allowOverrides:t=!1}={}){let n=[];for(let r=0;r<e.body.length;r++){let i=e.body[r];if(i.id.startsWith(`-`)){if(t===!1&&this._terms.has(i.id)){n.push(Error(`Attempt to override an existing term: "${i.id}"`));continue}this._terms.set(i.id,i)}else{if(t===!1&&this._messages.has(i.id)){n.push(Error(`Attempt to override an existing message: "${i.id}"`));continue}this._messages.set(i.id,i)}}return n}formatPattern(e,t=null,n=null){if(typeof e==`string`)return this._transform(e);let r=new xo(this,n,t);try{return yo(r,e).toString(r)}catch(e){if(r.errors&&e instanceof Error)return r.errors.push(e),new $().toString(r);throw e}}},Ao=/^(-?[a-zA-Z][\w-]*) *= */gm,jo=/\.([a-zA-Z][\w-]*) *= */y,Mo=/\*?\[/y,No=/(-?[0-9]+(?:\.([0-9]+))?)/y,Po=/([a-zA-Z][\w-]*)/y,Fo=/([$-])?([a-zA-Z][\w-]*)(?:\.([a-zA-Z][\w-]*))?/y,Io=/^[A-Z][A-Z0-9_-]*$/,Lo=/([^{}\n\r]+)/y,Ro=/([^\\"\n\r]*)/y,zo=/\\([\\"])/y,Bo=/\\u([a-fA-F0-9]{4})|\\U([a-fA-F0-9]{6})/y,Vo=/^\n+/,Ho=/ +$/,Uo=/ *\r?\n/g,Wo=/( *)$/,Go=/{\s*/y,Ko=/\s*}/y,qo=/\[\s*/y,Jo=/\s*] */y,Yo=/\s*\(\s*/y,Xo=/\s*->\s*/y,Zo=/\s*:\s*/y,Qo=/\s*,?\s*/y,$o=/\s+/y,es=class{constructor(e){this.body=[],Ao.lastIndex=0;let t=0;for(;;){let n=Ao.exec(e);if(n===null)break;t=Ao.lastIndex;try{this.body.push(s(n[1]))}catch(e){if(e instanceof SyntaxError)continue;throw e}}function n(n){return n.lastIndex=t,n.test(e)}function r(n,r){if(e[t]===n)return t++,!0;if(r)throw new r(`Expected ${n}`);return!1}function i(e,r){if(n(e))return t=e.lastIndex,!0;if(r)throw new r(`Expected ${e.toString()}`);return!1}function a(n){n.lastIndex=t;let r=n.exec(e);if(r===null)throw SyntaxError(`Expected ${n.toString()}`);return t=n.lastIndex,r}function o(e){return a(e)[1]}function s(e){let t=l(),n=c();if(t===null&&Object.keys(n).length===0)throw SyntaxError(`Expected message value or attributes`);return{id:e,value:t,attributes:n}}function c(){let e=Object.create(null);for(;n(jo);){let t=o(jo),n=l();if(n===null)throw SyntaxError(`Expected attribute value`);e[t]=n}return e}function l(){let r;if(n(Lo)&&(r=o(Lo)),e[t]===`{`||e[t]===`}`)return u(r?[r]:[],1/0);let i=x();return i?r?u([r,i],i.length):(i.value=S(i.value,Vo),u([i],i.length)):r?S(r,Ho):null}function u(r=[],i){for(;;){if(n(Lo)){r.push(o(Lo));continue}if(e[t]===`{`){r.push(d());continue}if(e[t]===`}`)throw SyntaxError(`Unbalanced closing brace`);let a=x();if(a)r.push(a),i=Math.min(i,a.length);else break}let a=r.length-1,s=r[a];typeof s==`string`&&(r[a]=S(s,Ho));let c=[];for(let e of r)e instanceof ts&&(e=e.value.slice(0,e.value.length-i)),e&&c.push(e);return c}function d(){i(Go,SyntaxError);let e=f();if(i(Ko))return e;if(i(Xo)){let t=h();return i(Ko,SyntaxError),Ze({type:`select`,selector:e},t)}throw SyntaxError(`Unclosed placeable`)}function f(){if(e[t]===`{`)return d();if(n(Fo)){let[,e,t,n=null]=a(Fo);if(e===`$`)return{type:`var`,name:t};if(i(Yo)){let r=p();if(e===`-`)return{type:`term`,name:t,attr:n,args:r};if(Io.test(t))return{type:`func`,name:t,args:r};throw SyntaxError(`Function names must be all upper-case`)}return e===`-`?{type:`term`,name:t,attr:n,args:[]}:{type:`mesg`,name:t,attr:n}}return _()}function p(){let n=[];for(;;){switch(e[t]){case`)`:return t++,n;case void 0:throw SyntaxError(`Unclosed argument list`)}n.push(m()),i(Qo)}}function m(){let e=f();return e.type===`mesg`&&i(Zo)?{type:`narg`,name:e.name,value:_()}:e}function h(){let e=[],t=0,i;for(;n(Mo);){r(`*`)&&(i=t);let n=g(),a=l();if(a===null)throw SyntaxError(`Expected variant value`);e[t++]={key:n,value:a}}if(t===0)return null;if(i===void 0)throw SyntaxError(`Expected default variant`);return{variants:e,star:i}}function g(){i(qo,SyntaxError);let e;return e=n(No)?v():{type:`str`,value:o(Po)},i(Jo,SyntaxError),e}function _(){if(n(No))return v();if(e[t]===`"`)return y();throw SyntaxError(`Invalid expression`)}function v(){let[,e,t=``]=a(No),n=t.length;return{type:`num`,value:parseFloat(e),precision:n}}function y(){r(`"`,SyntaxError);let n=``;for(;;)if(n+=o(Ro),e[t]===`\\`)n+=b();else{if(r(`"`))return{type:`str`,value:n};throw SyntaxError(`Unclosed string literal`)}}function b(){if(n(zo))return o(zo);if(n(Bo)){let[,e,t]=a(Bo),n=parseInt(e||t,16);return n<=55295||57344<=n?String.fromCodePoint(n):`�`}throw SyntaxError(`Unknown escape sequence`)}function x(){let n=t;switch(i($o),e[t]){case`.`:case`[`:case`*`:case`}`:case void 0:return!1;case`{`:return C(e.slice(n,t))}return e[t-1]===` `&&C(e.slice(n,t))}function S(e,t){return e.replace(t,``)}function C(e){let t=e.replace(Uo,`
`),n=Wo.exec(e)[1].length;return new ts(t,n)}}},ts=class{constructor(e,t){this.value=e,this.length=t}},ns=`### العربية. فهرس واحد لكل الصفحات. صيغ العدد بواسطة PLURAL($n) فقط.

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
kiosk-roll = الطابعة لا تعمل. اختر هنا، ثم خذ القصاصة التالية من اللفة.
kiosk-slip = خذ القصاصة التالية من اللفة: عليها { $number }. إن كان عليها رقم آخر فأخبر الموظفين.
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
counter-roll = لفة الأرقام
counter-roll-why = لا تعمل أي طابعة. علقوا لفة الأرقام عند الجهاز واكتبوا ما على أول قصاصة منها، مع حرف ليس لأي خدمة.
counter-roll-first = أول قصاصة، مثل R017
counter-roll-start = إعطاء أرقام اللفة
counter-roll-next = القصاصة التالية: { $number }
counter-roll-correct = القصاصة التالية غيرها
counter-roll-end = إنهاء اللفة
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
problem-roll-letter-taken = هذا الحرف لخدمة، أو ليس حرفا. اكتبوا حرفا آخر على القصاصات.
problem-roll-number-unknown = أرقام اللفة من 1 إلى 999.
problem-roll-number-given = أعطي هذا الرقم من اللفة اليوم.
problem-no-roll = الأرقام لا تأتي من لفة.
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
devices-log = السجل
devices-log-empty = لم يحدث شيء بعد
devices-diagnostics = تحميل ملف التشخيص
devices-test = طباعة ورقة تجريبية
devices-test-asked = التجربة جارية…
test-printed = خرجت الورقة التجريبية.
test-sent = أرسلت الورقة التجريبية، وهذه الطابعة لا تؤكد خروجها: المرجو التحقق.
test-stalled = استقبلت الطابعة الورقة التجريبية ثم توقفت.
test-unknown = لا يعرف هل خرجت الورقة التجريبية: المرجو التحقق.
test-failed = لم تطبع الورقة التجريبية.
test-busy = الطابعة مشغولة: أعيدوا المحاولة.
log-print-started = التذكرة { $number }: جار الإرسال
log-printed = التذكرة { $number }: طبعت
log-printed-unconfirmed = التذكرة { $number }: أرسلت دون تأكيد
log-print-stalled = التذكرة { $number }: توقفت أثناء الطباعة
log-print-unknown = التذكرة { $number }: لا يعرف هل خرجت
log-print-not-sent = التذكرة { $number }: لم ترسل
log-print-expired = التذكرة { $number }: فات أوان طباعتها
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
kind-bridge = جسر
state-starting = قيد التشغيل
state-ready = يعمل
state-ok = يعمل
state-degraded = يعمل جزئيا
state-lost = لا يجيب
state-out-of-paper = نفد الورق
state-near-end = الورق على وشك النفاد
state-out-of-order = معطل
state-cover-open = الغطاء مفتوح
state-ticket-not-taken = تذكرة لم تؤخذ
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
cause-ticket-not-taken = توجد تذكرة في فتحة الخروج ولم يأخذها أحد.
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
remedy-take-ticket = أخرجوا التذكرة، وألغوها إن لم يطالب بها أحد.
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
remedy-bridge-lost = تحققوا من تغذية الجسر واتصاله بالشبكة ومن أن firmware-bridge يعمل عليه.
remedy-bridge-incompatible = ثبتوا الإصدار نفسه من noubad و firmware-bridge.
remedy-device-two-links = أزيلوا الجهاز من الجسر أو من إعدادات خط هذا الحاسوب.
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
`,rs=`### English. One catalogue for all pages. Numbers choose their form with PLURAL($n) only:
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
kiosk-roll = The printer does not work. Choose here, then take the next slip from the roll.
kiosk-slip = Take the next slip from the roll: it shows { $number }. If it shows another number, tell the staff.
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
counter-roll = Roll of numbers
counter-roll-why = No printer works. Hang the roll of numbers at the kiosk and write what its first slip shows, with a letter that no service has.
counter-roll-first = First slip, as R017
counter-roll-start = Give numbers from the roll
counter-roll-next = Next slip: { $number }
counter-roll-correct = Another slip is next
counter-roll-end = End the roll
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
problem-roll-letter-taken = A service has this letter, or it is none. Write another one on the slips.
problem-roll-number-unknown = A roll has numbers from 1 to 999.
problem-roll-number-given = This number of the roll was given today.
problem-no-roll = Numbers do not come from a roll.
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
devices-log = History
devices-log-empty = Nothing happened yet
devices-diagnostics = Download diagnostics
devices-test = Print a test page
devices-test-asked = Test under way…
test-printed = The test came out.
test-sent = The test was sent; this printer does not say whether it came out: please look.
test-stalled = The printer took the test but stopped.
test-unknown = Nobody can tell whether the test came out: please look.
test-failed = The test was not printed.
test-busy = The printer is busy: try again.
log-print-started = Ticket { $number }: being sent
log-printed = Ticket { $number }: printed
log-printed-unconfirmed = Ticket { $number }: sent, not confirmed
log-print-stalled = Ticket { $number }: stopped while printing
log-print-unknown = Ticket { $number }: nobody can tell whether it came out
log-print-not-sent = Ticket { $number }: not sent
log-print-expired = Ticket { $number }: too late to be printed
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
kind-bridge = Bridge
state-starting = Starting
state-ready = Works
state-ok = Works
state-degraded = Works partly
state-lost = No answer
state-out-of-paper = Out of paper
state-near-end = Paper nearly out
state-out-of-order = Out of order
state-cover-open = Cover open
state-ticket-not-taken = Ticket not taken
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
cause-ticket-not-taken = A ticket waits in the output and nobody takes it.
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
remedy-take-ticket = Take the ticket out; void it if nobody claims it.
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
remedy-bridge-lost = Check that the bridge has power and network, and that firmware-bridge runs there.
remedy-bridge-incompatible = Install the same version of noubad and firmware-bridge.
remedy-device-two-links = Take the device off the bridge, or out of the configuration of this machine’s own line.
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
`,is=`### Français. Un seul catalogue pour toutes les pages. Accord par PLURAL($n) uniquement.

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
kiosk-roll = L’imprimante ne marche pas. Choisissez ici, puis prenez le bulletin suivant au rouleau.
kiosk-slip = Prenez le bulletin suivant au rouleau : il porte { $number }. S’il porte un autre numéro, dites-le au personnel.
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
counter-roll = Rouleau de numéros
counter-roll-why = Aucune imprimante ne marche. Accrochez le rouleau de numéros à la borne et écrivez ce que porte son premier bulletin, avec une lettre qu’aucun service n’a.
counter-roll-first = Premier bulletin, comme R017
counter-roll-start = Donner les numéros du rouleau
counter-roll-next = Bulletin suivant : { $number }
counter-roll-correct = Un autre bulletin suit
counter-roll-end = Terminer le rouleau
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
problem-roll-letter-taken = Un service a cette lettre, ou ce n’en est pas une. Écrivez-en une autre sur les bulletins.
problem-roll-number-unknown = Un rouleau a des numéros de 1 à 999.
problem-roll-number-given = Ce numéro du rouleau a déjà été donné aujourd’hui.
problem-no-roll = Les numéros ne viennent pas d’un rouleau.
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
devices-log = Journal
devices-log-empty = Rien ne s’est encore passé
devices-diagnostics = Télécharger le diagnostic
devices-test = Imprimer un essai
devices-test-asked = Essai en cours…
test-printed = L’essai est sorti.
test-sent = L’essai a été envoyé ; cette imprimante ne dit pas s’il est sorti : vérifiez.
test-stalled = L’imprimante a reçu l’essai mais s’est arrêtée.
test-unknown = On ne sait pas si l’essai est sorti : vérifiez.
test-failed = L’essai n’a pas été imprimé.
test-busy = L’imprimante est occupée : réessayez.
log-print-started = Ticket { $number } : envoi
log-printed = Ticket { $number } : imprimé
log-printed-unconfirmed = Ticket { $number } : envoyé, sans confirmation
log-print-stalled = Ticket { $number } : arrêté en cours d’impression
log-print-unknown = Ticket { $number } : on ne sait pas s’il est sorti
log-print-not-sent = Ticket { $number } : pas envoyé
log-print-expired = Ticket { $number } : trop tard pour l’imprimer
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
kind-bridge = Passerelle
state-starting = Démarrage
state-ready = Fonctionne
state-ok = Fonctionne
state-degraded = Fonctionne en partie
state-lost = Ne répond pas
state-out-of-paper = Plus de papier
state-near-end = Papier bientôt épuisé
state-out-of-order = En panne
state-cover-open = Capot ouvert
state-ticket-not-taken = Ticket non retiré
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
cause-ticket-not-taken = Un ticket attend à la sortie et personne ne le prend.
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
remedy-take-ticket = Retirez le ticket ; annulez-le si personne ne le réclame.
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
remedy-bridge-lost = Vérifiez que la passerelle est alimentée, reliée au réseau, et que firmware-bridge y fonctionne.
remedy-bridge-incompatible = Installez la même version de noubad et de firmware-bridge.
remedy-device-two-links = Retirez l’appareil de la passerelle, ou de la configuration de la ligne de cette machine.
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
`,as=`### ⵜⴰⵎⴰⵣⵉⵖⵜ. Only words taken from CLDR's zgh data (days, months, language names). Everything else is
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
`,os=new Map;function ss(e,t){if(e===`zgh`)return t===0||t===1?`one`:`other`;let n=os.get(e);return n===void 0&&(n=new Intl.PluralRules(e),os.set(e,n)),n.select(t)}var cs=[`ar`,`fr`,`zgh`,`en`],ls={ar:[`fr`],fr:[`ar`],zgh:[`fr`,`ar`],en:[`fr`,`ar`]},us={ar:`ar-MA-u-nu-latn`,fr:`fr-MA`,zgh:`fr-MA`,en:`en-GB`};function ds(e,t){let n=new ko(us[e],{functions:{PLURAL:([t])=>{var n;return ss(e,Number((n=t==null?void 0:t.valueOf())==null?0:n))}}});for(let e of n.addResource(new es(t)))console.error(e);return n}var fs={ar:ds(`ar`,ns),fr:ds(`fr`,is),zgh:ds(`zgh`,as),en:ds(`en`,rs)};function ps(e){return e===`ar`?`rtl`:`ltr`}function ms(e){return cs.includes(e)}function hs(e,t,n){var r;let i=(r=fs[e].getMessage(t))==null?void 0:r.value;return i==null?void 0:fs[e].formatPattern(i,n,[])}function gs(e,t){var n;return((n=fs[e].getMessage(t))==null?void 0:n.value)!=null}function _s(e,t,n){let r=hs(e,t,n);if(r!==void 0)return[{lang:e,text:r}];let i=ls[e].flatMap(e=>{let r=hs(e,t,bs(e,n));return r===void 0?[]:[{lang:e,text:r}]});return i.length===0?[{lang:`en`,text:t}]:e===`zgh`?i:i.slice(0,1)}function vs(e,t,n){return _s(e,t,n).map(e=>e.text).join(` · `)}var ys=new Map;function bs(e,t){if(t!==void 0)return Object.fromEntries(Object.entries(t).map(([t,n])=>{var r,i;return[t,typeof n==`string`?(r=(i=ys.get(n))==null?void 0:i[e])==null?n:r:n]}))}function xs(e,t){let n=Object.fromEntries(cs.map(e=>[e,t(e)])),r=n[e];return ys.size>500&&ys.clear(),e===`zgh`&&ys.set(r,n),r}function Ss(e,t){for(let n of[e,`fr`,`ar`,...cs]){let e=t==null?void 0:t[n];if(e)return{lang:n,text:e}}return{lang:`fr`,text:`—`}}function Cs(e,t){let n=Ss(e,t),r=Ss(n.lang===`ar`?`fr`:`ar`,t);return r.lang===n.lang||r.text===n.text?void 0:r}function ws(e,t){let n=Math.floor(Math.max(0,t)/6e4);return xs(e,e=>n<1?Es(e,`less-than-minute`):n<90?Es(e,`minutes`,{n}):Es(e,`hours-minutes`,{h:Math.floor(n/60),m:n%60}))}function Ts(e,t){return xs(e,e=>Es(e,t))}function Es(e,t,n){return _s(e,t,n)[0].text}function Ds(e){if(e===void 0||!(e.high_min>=e.low_min))return;let{low_min:t,high_min:n}=e;return n>120?{key:`wait-between-hours`,args:{lo:Math.max(1,Math.floor(t/60)),hi:Math.ceil(n/60)}}:t<=0?{key:`wait-under`,args:{hi:Math.max(1,n)}}:{key:`wait-between`,args:{lo:t,hi:n}}}var Os=new WeakMap,ks=new class{constructor(){j(this,Os,wn(`ar`))}get locale(){return J(N(Os,this))}set locale(e){En(N(Os,this),e,!0)}};function As(e,t){ks.locale=e,document.documentElement.lang=e,document.documentElement.dir=ps(e),t!==void 0&&Ms(t,e)}function js(e,t=!1){var n;let r=(n=new URLSearchParams(location.search).get(`lang`))==null?void 0:n.split(`,`)[0];if(ms(r))return r;let i=e===void 0?null:Ns(e);if(ms(i))return i;let a=navigator.language.slice(0,2);return t&&ms(a)?a:`ar`}function Ms(e,t){try{localStorage.setItem(`nouba.${e}`,t)}catch(e){}}function Ns(e){try{return localStorage.getItem(`nouba.${e}`)}catch(e){return null}}var Ps=li(`<span> </span>`),Fs=li(`<!><span class="line"><span> </span></span>`,1),Is=li(`<span></span>`);function Ls(e,t){$e(t,!0);let n=Xa(t,`inline`,3,!1),r=Tt(()=>{var e;return(e=t.locale)==null?ks.locale:e}),i=Tt(()=>_s(J(r),t.k,t.a));var a=pi(),o=Vn(a),s=e=>{var t=Ps(),n=Hn(t,!0);cr(e=>{Ea(t,`lang`,J(i)[0].lang),Ea(t,`dir`,e),Vi(n,J(i)[0].text),t.dir=t.dir},[()=>ps(J(i)[0].lang)]),mi(e,t)},c=e=>{var t=Is();let r;aa(t,23,()=>J(i),e=>e.lang,(e,t,r)=>{var i=Fs(),a=Vn(i),o=e=>{var t=fi();t.nodeValue=` · `,mi(e,t)};ea(a,e=>{n()&&J(r)>0&&e(o)});var s=Un(a),c=Bn(s),l=Hn(c,!0);ke(s),cr(e=>{Ea(c,`lang`,J(t).lang),Ea(c,`dir`,e),Vi(l,J(t).text),c.dir=c.dir},[()=>ps(J(t).lang)]),mi(e,i)}),ke(t),cr(()=>r=ya(t,1,`pair`,null,r,{inline:n()})),mi(e,t)};ea(o,e=>{J(i).length===1?e(s):e(c,-1)}),mi(e,a),et()}export{Nn as $,aa as A,ei as B,Va as C,xa as D,Ea as E,mi as F,Ur as G,Qr as H,pi as I,Pn as J,cr as K,li as L,ea as M,Hi as N,ya as O,Vi as P,Un as Q,di as R,Ua as S,Ta as T,J as U,$r as V,Br as W,Vn as X,Bn as Y,Hn as Z,Za as _,ks as a,Tt as at,Ga as b,ws as c,$e as ct,Ss as d,Ae as dt,En as et,_s as f,ke as ft,Ts as g,Ds as h,g as ht,As as i,Et as it,ta as j,pa as k,gs as l,Ze as lt,Cs as m,f as mt,js as n,N as nt,cs as o,ut as ot,vs as p,b as pt,tr as q,Ns as r,j as rt,ps as s,et as st,Ls as t,wn as tt,ms as u,Ye as ut,Xa as v,Aa as w,Wa as x,Ka as y,fi as z};