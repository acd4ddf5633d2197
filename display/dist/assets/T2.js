var e=window;e.globalThis===void 0&&(e.globalThis=e),e.queueMicrotask===void 0&&(e.queueMicrotask=e=>{Promise.resolve().then(e)}),Object.fromEntries===void 0&&(Object.fromEntries=e=>{let t={};for(let[n,r]of e)t[n]=r;return t}),Array.prototype.at===void 0&&Object.defineProperty(Array.prototype,"at",{configurable:!0,writable:!0,value(e){return this[e<0?this.length+e:e]}}),Array.prototype.flat===void 0&&(Object.defineProperty(Array.prototype,"flat",{configurable:!0,writable:!0,value(){return[].concat(...this)}}),Object.defineProperty(Array.prototype,"flatMap",{configurable:!0,writable:!0,value(e){return[].concat(...this.map(e))}})),String.prototype.replaceAll===void 0&&Object.defineProperty(String.prototype,"replaceAll",{configurable:!0,writable:!0,value(e,t){return this.split(e).join(t)}}),Element.prototype.replaceChildren===void 0&&(Element.prototype.replaceChildren=function(...e){this.textContent=``,this.append(...e)});var t=Array.isArray,n=Array.prototype.indexOf,r=Array.prototype.includes,i=Array.from,a=Object.defineProperty,o=Object.getOwnPropertyDescriptor,s=Object.getOwnPropertyDescriptors,c=Object.prototype,l=Array.prototype,u=Object.getPrototypeOf,d=Object.isExtensible,f=()=>{};function p(e){return e()}function m(e){for(var t=0;t<e.length;t++)e[t]()}function h(){var e,t;return{promise:new Promise((n,r)=>{e=n,t=r}),resolve:e,reject:t}}function g(e,t){if(Array.isArray(e))return e;if(t===void 0||!(Symbol.iterator in e))return Array.from(e);let n=[];for(let r of e)if(n.push(r),n.length===t)break;return n}function _(e){"@babel/helpers - typeof";return _=typeof Symbol==`function`&&typeof Symbol.iterator==`symbol`?function(e){return typeof e}:function(e){return e&&typeof Symbol==`function`&&e.constructor===Symbol&&e!==Symbol.prototype?`symbol`:typeof e},_(e)}function v(e,t){if(_(e)!=`object`||!e)return e;var n=e[Symbol.toPrimitive];if(n!==void 0){var r=n.call(e,t||`default`);if(_(r)!=`object`)return r;throw TypeError(`@@toPrimitive must return a primitive value.`)}return(t===`string`?String:Number)(e)}function y(e){var t=v(e,`string`);return _(t)==`symbol`?t:t+``}function b(e,t,n){return(t=y(t))in e?Object.defineProperty(e,t,{value:n,enumerable:!0,configurable:!0,writable:!0}):e[t]=n,e}var x,S=1024,C=2048,w=4096,ee=8192,te=16384,ne=32768,re=1<<25,ie=65536,ae=1<<19,oe=1<<20,se=1<<25,ce=1<<21,le=1<<22,ue=1<<23,de=Symbol(`$state`),fe=Symbol(`component`),pe=Symbol(`legacy props`),me=Symbol(``),he=Symbol(`attributes`),ge=Symbol(`class`),_e=Symbol(`style`),ve=Symbol(`text`),ye=Symbol(`form reset`),be=new class extends Error{constructor(...e){super(...e),b(this,`name`,`StaleReactionError`),b(this,`message`,"The reaction that called `getAbortSignal()` was re-run or destroyed")}},xe=!!((x=globalThis.document)!=null&&x.contentType)&&globalThis.document.contentType.includes(`xml`),Se={},T=Symbol(`uninitialized`),Ce=`http://www.w3.org/1999/xhtml`;function we(){console.warn(`https://svelte.dev/e/derived_inert`)}function Te(e){console.warn(`https://svelte.dev/e/hydration_mismatch`)}function Ee(){console.warn(`https://svelte.dev/e/select_multiple_invalid_value`)}function De(){console.warn(`https://svelte.dev/e/svelte_boundary_reset_noop`)}var E=!1;function Oe(e){E=e}var D;function O(e){if(e===null)throw Te(),Se;return D=e}function ke(){return O(Hn(D))}function Ae(e){if(E){if(Hn(D)!==null)throw Te(),Se;D=e}}function je(e=1){if(E){for(var t=e,n=D;t--;)n=Hn(n);D=n}}function Me(e=!0){for(var t=0,n=D;;){if(n.nodeType===8){var r=n.data;if(r===`]`){if(t===0)return n;--t}else(r===`[`||r===`[!`||r[0]===`[`&&!isNaN(Number(r.slice(1))))&&(t+=1)}var i=Hn(n);e&&n.remove(),n=i}}function Ne(e){if(!e||e.nodeType!==8)throw Te(),Se;return e.data}function Pe(e){return e===this.v}function Fe(e,t){return e==e?e!==t||typeof e==`object`&&!!e||typeof e==`function`:t==t}function Ie(e){return!Fe(e,this.v)}function Le(e){throw Error(`https://svelte.dev/e/lifecycle_outside_component`)}function Re(){throw Error(`https://svelte.dev/e/async_derived_orphan`)}function ze(e,t,n){throw Error(`https://svelte.dev/e/each_key_duplicate`)}function Be(e){throw Error(`https://svelte.dev/e/effect_in_teardown`)}function Ve(){throw Error(`https://svelte.dev/e/effect_in_unowned_derived`)}function He(e){throw Error(`https://svelte.dev/e/effect_orphan`)}function Ue(){throw Error(`https://svelte.dev/e/effect_update_depth_exceeded`)}function We(e){throw Error(`https://svelte.dev/e/props_invalid_value`)}function Ge(){throw Error(`https://svelte.dev/e/state_descriptors_fixed`)}function Ke(){throw Error(`https://svelte.dev/e/state_prototype_fixed`)}function qe(){throw Error(`https://svelte.dev/e/state_unsafe_mutation`)}function Je(){throw Error(`https://svelte.dev/e/svelte_boundary_reset_onerror`)}var Ye=!1;function Xe(){Ye=!0}function Ze(e,t){var n=Object.keys(e);if(Object.getOwnPropertySymbols){var r=Object.getOwnPropertySymbols(e);t&&(r=r.filter(function(t){return Object.getOwnPropertyDescriptor(e,t).enumerable})),n.push.apply(n,r)}return n}function Qe(e){for(var t=1;t<arguments.length;t++){var n=arguments[t]==null?{}:arguments[t];t%2?Ze(Object(n),!0).forEach(function(t){b(e,t,n[t])}):Object.getOwnPropertyDescriptors?Object.defineProperties(e,Object.getOwnPropertyDescriptors(n)):Ze(Object(n)).forEach(function(t){Object.defineProperty(e,t,Object.getOwnPropertyDescriptor(n,t))})}return e}var k=null;function $e(e){k=e}function et(e,t=!1,n){k={p:k,i:!1,c:null,e:null,s:e,x:null,r:W,l:Ye&&!t?{s:null,u:null,$:[]}:null}}function tt(e){var t=k,n=t.e;if(n!==null){t.e=null;for(var r of n)ar(r)}return e!==void 0&&(t.x=e),t.i=!0,k=t.p,nt(e)}function nt(e={}){return a(e,fe,{value:!0}),e}function rt(){return!Ye||k!==null&&k.l===null}var it=[];function at(){var e=it;it=[],m(e)}function ot(e){if(it.length===0&&!zt){var t=it;queueMicrotask(()=>{t===it&&at()})}it.push(e)}function st(){for(;it.length>0;)at()}var ct=~(C|w|S);function A(e,t){e.f=e.f&ct|t}function lt(e){e.f&512||e.deps===null?A(e,S):A(e,w)}function ut(e,t){e.f&2048?t.set(e,C):e.f&4096&&t.get(e)!==2048&&t.set(e,w),A(e,S)}function dt(e,t){if(t){let t=document.body;e.autofocus=!0,ot(()=>{document.activeElement===t&&e.focus()})}}var ft=!1;function pt(){ft||(ft=!0,document.addEventListener(`reset`,e=>{Promise.resolve().then(()=>{if(!e.defaultPrevented)for(let n of e.target.elements){var t;(t=n[ye])==null||t.call(n)}})},{capture:!0}))}function mt(e,t,n,r=!0){r&&n();for(var i of t)e.addEventListener(i,n);rr(()=>{for(var r of t)e.removeEventListener(r,n)})}function ht(e){var t=H,n=W;U(null),Dr(null);try{return e()}finally{U(t),Dr(n)}}function gt(e,t,n,r=n){e.addEventListener(t,()=>ht(n));let i=e[ye];e[ye]=i?()=>{i(),r(!0)}:()=>r(!0),pt()}function _t(e,t){this.v=e,this.k=t}function vt(e){var t,n;function r(t,n){try{var a=e[t](n),o=a.value,s=o instanceof _t;Promise.resolve(s?o.v:o).then(function(n){if(s){var c=t===`return`?`return`:`next`;if(!o.k||n.done)return r(c,n);n=e[c](n).value}i(a.done?`return`:`normal`,n)},function(e){r(`throw`,e)})}catch(e){i(`throw`,e)}}function i(e,i){switch(e){case`return`:t.resolve({value:i,done:!0});break;case`throw`:t.reject(i);break;default:t.resolve({value:i,done:!1})}(t=t.next)?r(t.key,t.arg):n=null}this._invoke=function(e,i){return new Promise(function(a,o){var s={key:e,arg:i,resolve:a,reject:o,next:null};n?n=n.next=s:(t=n=s,r(e,i))})},typeof e.return!=`function`&&(this.return=void 0)}vt.prototype[typeof Symbol==`function`&&Symbol.asyncIterator||`@@asyncIterator`]=function(){return this},vt.prototype.next=function(e){return this._invoke(`next`,e)},vt.prototype.throw=function(e){return this._invoke(`throw`,e)},vt.prototype.return=function(e){return this._invoke(`return`,e)};function yt(e,t,n,r){let i=rt()?Ct:Dt;var a=e.filter(e=>!e.settled),o=t.map(i);if(n.length===0&&a.length===0){r(o);return}var s=W,c=bt(),l=a.length===1?a[0].promise:a.length>1?Promise.all(a.map(e=>e.promise)):null;function u(e){if(!(s.f&16384)){c();try{r([...o,...e])}catch(e){Qn(e,s)}xt()}}var d=St();if(n.length===0){l.then(()=>u([])).finally(d);return}function f(){Promise.all(n.map(e=>Tt(e))).then(u).catch(e=>Qn(e,s)).finally(d)}l?l.then(()=>{s.f&16384?d():(c(),f(),xt())}):f()}function bt(){var e=W,t=H,n=k,r=F;return function(i=!0){Dr(e),U(t),$e(n),i&&!(e.f&16384)&&(r==null||r.activate(),r==null||r.apply())}}function xt(e=!0){Dr(null),U(null),$e(null),e&&(F==null||F.deactivate())}function St(){var e=W,t=e.b,n=F,r=!!(t!=null&&t.is_rendered());return t==null||t.update_pending_count(1,n),n.increment(r,e),()=>{t==null||t.update_pending_count(-1,n),n.decrement(r,e)}}function Ct(e){var t=2|C;return W!==null&&(W.f|=ae),{ctx:k,deps:null,effects:null,equals:Pe,f:t,fn:e,reactions:null,rv:0,v:T,wv:0,parent:W,ac:null}}var wt=Symbol(`obsolete`);function Tt(e,t,n){let r=W;r===null&&Re();var i=void 0,a=wn(T),o=!H,s=new Set;return lr(()=>{var t=W,n=h();i=n.promise;try{Promise.resolve(e()).then(n.resolve,e=>{e!==be&&n.reject(e)}).finally(xt)}catch(e){n.reject(e),xt()}var c=F;if(o){var l;if(t.f&32768)var u=St();if((l=r.b)!=null&&l.is_rendered()){var d;(d=c.async_deriveds.get(t))==null||d.reject(wt)}else for(let e of s.values())e.reject(wt);s.add(n),c.async_deriveds.set(t,n)}let f=(e,t=void 0)=>{u==null||u(),s.delete(n),t!==wt&&(c.activate(),t?(a.f|=ue,An(a,t)):(a.f&8388608&&(a.f^=ue),An(a,e)),c.deactivate())};n.promise.then(f,e=>f(null,e||`unknown`))}),rr(()=>{for(let e of s)e.reject(wt)}),new Promise(e=>{function t(n){function r(){n===i?e(a):t(i)}n.then(r,r)}t(i)})}function Et(e){let t=Ct(e);return kr(t),t}function Dt(e){let t=Ct(e);return t.equals=Ie,t}function Ot(e){var t=e.effects;if(t!==null){e.effects=null;for(var n=0;n<t.length;n+=1)V(t[n])}}function kt(e){var t,n=W,r=e.parent;if(!wr&&r!==null&&e.v!==T&&r.f&24576)return we(),e.v;Dr(r);try{Ot(e),t=Rr(e)}finally{Dr(n)}return t}function At(e){var t=kt(e);!e.equals(t)&&(e.wv=Fr(),(!(F!=null&&F.is_fork)||e.deps===null)&&(F===null?e.v=t:(F.capture(e,t,!0),Lt==null||Lt.capture(e,t,!0)),e.deps===null))?A(e,S):wr||(I===null?lt(e):(nr()||F!=null&&F.is_fork)&&I.set(e,t))}function jt(e){if(e.effects!==null){for(let n of e.effects)if(n.teardown||n.ac){var t;(t=n.teardown)==null||t.call(n),n.ac!==null&&ht(()=>{n.ac.abort(be),n.ac=null}),n.fn!==null&&(n.teardown=f),Vr(n,0),mr(n)}}}function Mt(e){if(e.effects!==null)for(let t of e.effects)t.teardown&&t.fn!==null&&Hr(t)}function Nt(e,t){if(t.has(e))throw TypeError(`Cannot initialize the same private elements twice on an object`)}function Pt(e,t){Nt(e,t),t.add(e)}function j(e,t,n){Nt(e,t),t.set(e,n)}function M(e,t,n){if(typeof e==`function`?e===t:e.has(t))return arguments.length<3?t:n;throw TypeError(`Private element is not present on this object`)}function N(e,t){return e.get(M(e,t))}function P(e,t,n){return e.set(M(e,t),n),n}var Ft,It=null,F=null,Lt=null,I=null,Rt=null,zt=!1,Bt=!1,Vt=null,Ht=null,Ut=0,Wt=1,Gt=new WeakMap,Kt=new WeakMap,qt=new WeakMap,Jt=new WeakMap,Yt=new WeakMap,Xt=new WeakMap,Zt=new WeakMap,Qt=new WeakMap,$t=new WeakMap,en=new WeakMap,tn=new WeakMap,L=new WeakSet,nn=class e{constructor(){Pt(this,L),b(this,`id`,Wt++),b(this,`started`,!1),b(this,`linked`,!0),b(this,`prev`,null),b(this,`next`,null),b(this,`async_deriveds`,new Map),b(this,`current`,new Map),b(this,`previous`,new Map),j(this,Gt,new Set),j(this,Kt,new Set),j(this,qt,0),j(this,Jt,new Map),j(this,Yt,null),j(this,Xt,[]),j(this,Zt,[]),j(this,Qt,new Map),j(this,$t,new Map),j(this,en,new Set),b(this,`is_fork`,!1),j(this,tn,!1),It===null?It=this:(It.next=this,this.prev=It),It=this}skip_effect(e){N($t,this).has(e)||N($t,this).set(e,{d:[],m:[]}),N(en,this).delete(e)}unskip_effect(e,t=e=>this.schedule(e)){var n=N($t,this).get(e);if(n){N($t,this).delete(e);for(var r of n.d)A(r,C),t(r);for(r of n.m)A(r,w),t(r)}N(en,this).add(e)}capture(e,t,n=!1){e.v!==T&&!this.previous.has(e)&&this.previous.set(e,e.v),e.f&8388608||(this.current.set(e,[t,n]),I==null||I.set(e,t)),this.is_fork||(e.v=t)}activate(){F=this}deactivate(){F=null,I=null}flush(){try{Bt=!0,F=this,M(L,this,sn).call(this)}finally{Ut=0,Rt=null,Vt=null,Ht=null,Bt=!1,F=null,I=null,Sn.clear()}}discard(){var e;for(let e of N(Kt,this))e(this);N(Kt,this).clear();for(let e of this.async_deriveds.values())e.reject(wt);M(L,this,pn).call(this),(e=N(Yt,this))==null||e.resolve()}register_created_effect(e){N(Zt,this).push(e)}increment(e,t){if(P(qt,this,N(qt,this)+1),e){var n;let e=(n=N(Jt,this).get(t))==null?0:n;N(Jt,this).set(t,e+1)}}decrement(e,t){if(P(qt,this,N(qt,this)-1),e){var n;let e=(n=N(Jt,this).get(t))==null?0:n;e===1?N(Jt,this).delete(t):N(Jt,this).set(t,e-1)}N(tn,this)||(P(tn,this,!0),ot(()=>{P(tn,this,!1),this.linked&&this.flush()}))}transfer_reactions(e){for(let[t,n]of e)this.add_dirty_reaction(t,n);e.clear()}add_dirty_reaction(e,t){(t===2048||N(Qt,this).get(e)!==2048)&&N(Qt,this).set(e,t)}oncommit(e){N(Gt,this).add(e)}ondiscard(e){N(Kt,this).add(e)}settled(){var e;return((e=N(Yt,this))==null?P(Yt,this,h()):e).promise}static ensure(){if(F===null){let t=F=new e;!Bt&&!zt&&ot(()=>{t.started||t.flush()})}return F}apply(){I=null}schedule(e){var t;Rt=e,(t=e.b)!=null&&t.is_pending&&e.f&16777228&&!(e.f&32768)?e.b.defer_effect(e):N(Xt,this).push(e)}};Ft=nn;function rn(){if(this.is_fork)return!0;for(let e of N(Jt,this).keys())if(!M(L,this,an).call(this,e))return!0;return!1}function an(e){for(var t=e;t!==null;t=t.parent)if(N($t,this).has(t))return!0;return!1}function on(){var e=[];for(let i of N(Xt,this))if(!(i.f&16384||!(i.f&6144))){for(var t=i,n=!1;t.parent!==null;){t=t.parent;var r=t.f;if(r&96){if(!(r&1024)){n=!0;break}t.f^=S}}n||e.push(t)}return P(Xt,this,[]),e}function sn(){var e;this.started=!0;for(let[e,t]of N(Qt,this))A(e,t),this.schedule(e);this.apply();for(var t=Vt=[],n=[],r=Ht=[];N(Xt,this).length>0;){Ut++>1e3&&(M(L,this,pn).call(this),hn());for(let e of M(L,this,on).call(this))try{M(L,this,cn).call(this,e,t,n)}catch(t){throw bn(e),M(L,this,rn).call(this)||this.discard(),t}}if(F=null,r.length>0){var i=Ft.ensure();for(let e of r)i.schedule(e)}if(Vt=null,Ht=null,M(L,this,rn).call(this)){M(L,this,fn).call(this,n),M(L,this,fn).call(this,t);for(let[e,t]of N($t,this))yn(e,t);r.length>0&&M(L,F,sn).call(F);return}let a=M(L,this,ln).call(this);if(a)M(L,this,fn).call(this,n),M(L,this,fn).call(this,t),M(L,a,dn).call(a,this);else{N(Qt,this).clear();for(let e of N(Gt,this))e(this);N(Gt,this).clear(),Lt=this,_n(n),_n(t),Lt=null,(e=N(Yt,this))==null||e.resolve();var o=F;N(qt,this)===0&&(N(Xt,this).length===0||o!==null)&&M(L,this,pn).call(this),o!==null&&(Sn.clear(),M(L,o,sn).call(o))}}function cn(e,t,n){e.f^=S;for(var r=e.first;r!==null;){var i=r.f,a=!!(i&96);if(!(a&&i&1024||i&8192||N($t,this).has(r))&&r.fn!==null){a?r.f^=S:i&4?t.push(r):Ir(r)&&(i&16&&this.add_dirty_reaction(r,w),Hr(r));var o=r.first;if(o!==null){r=o;continue}}for(;r!==null;){var s=r.next;if(s!==null){r=s;break}r=r.parent}}}function ln(){for(var e=this.prev;e!==null;e=e.prev)if(!e.is_fork&&M(L,this,un).call(this,e))return e;return null}function un(e){for(let[t,[,n]]of this.current)if(!n&&e.current.has(t))return!0;return!1}function dn(e){for(let[t,n]of e.current)!this.previous.has(t)&&e.previous.has(t)&&this.previous.set(t,e.previous.get(t)),this.current.set(t,n);for(let[t,n]of e.async_deriveds){let e=this.async_deriveds.get(t);e&&n.promise.then(e.resolve).catch(e.reject)}e.async_deriveds.clear(),this.transfer_reactions(N(Qt,e));let t=e=>{var n=e.reactions;if(n!==null&&!(e.f&2&&!(e.f&6144)))for(let e of n){var r=e.f;if(r&2)t(e);else{var i=e;r&4194320&&!this.async_deriveds.has(i)&&(N(Qt,this).delete(i),A(i,C),this.schedule(i))}}};for(let e of this.current.keys())t(e);this.oncommit(()=>e.discard()),M(L,e,pn).call(e),F=this,M(L,this,sn).call(this)}function fn(e){for(var t=0;t<e.length;t+=1)ut(e[t],N(Qt,this))}function pn(){if(this.linked){var e=this.prev,t=this.next;e===null||(e.next=t),t===null?It=e:t.prev=e,this.linked=!1}}function mn(e){var t=zt,n=Lt;Lt=null,zt=!0;try{var r;for(e&&(mn(),r=e());;){if(st(),F===null)return r;F.flush()}}finally{zt=t,Lt=n}}function hn(){try{Ue()}catch(e){Qn(e,Rt)}}var gn=null;function _n(e){var t=e.length;if(t!==0){for(var n=0;n<t;){var r=e[n++];if(!(r.f&24576)&&Ir(r)&&(gn=new Set,Hr(r),r.deps===null&&r.first===null&&r.nodes===null&&r.teardown===null&&r.ac===null&&_r(r),(gn==null?void 0:gn.size)>0)){Sn.clear();for(let e of gn){if(e.f&24576)continue;let t=[e],n=e.parent;for(;n!==null;)gn.has(n)&&(gn.delete(n),t.push(n)),n=n.parent;for(let e=t.length-1;e>=0;e--){let n=t[e];n.f&24576||Hr(n)}}gn.clear()}}gn=null}}function vn(e){F.schedule(e)}function yn(e,t){if(!(e.f&32&&e.f&1024)){e.f&2048?t.d.push(e):e.f&4096&&t.m.push(e),A(e,S);for(var n=e.first;n!==null;)yn(n,t),n=n.next}}function bn(e){A(e,S);for(var t=e.first;t!==null;)bn(t),t=t.next}var xn=new Set,Sn=new Map,Cn=!1;function wn(e,t){return{f:0,v:e,reactions:null,equals:Pe,rv:0,wv:0}}function Tn(e,t){let n=wn(e,t);return kr(n),n}function En(e,t=!1,n=!0){let r=wn(e);if(t||(r.equals=Ie),Ye&&n&&k!==null&&k.l!==null){var i,a;((a=(i=k.l).s)==null?i.s=[]:a).push(r)}return r}function Dn(e,t,n=!1){return H!==null&&(!Er||H.f&131072)&&rt()&&H.f&4325394&&(Or===null||!Or.has(e))&&qe(),An(e,n?Pn(t):t,Ht)}var On=null,kn=0;function An(e,t,n=null){if(!e.equals(t)){wr?Sn.set(e,t):Sn.has(e)||Sn.set(e,e.v);var r=nn.ensure();if(r.capture(e,t),e.f&2){let t=e;e.f&2048&&kt(t),I===null&&lt(t)}e.wv=Fr(),On=null,kn=0,Nn(e,C,n),On=null,rt()&&W!==null&&W.f&1024&&!(W.f&96)&&(q===null?Ar([e]):q.push(e)),!r.is_fork&&xn.size>0&&!Cn&&jn()}return t}function jn(){Cn=!1;for(let e of xn){e.f&1024&&A(e,w);let t;try{t=Ir(e)}catch(e){t=!0}t&&Hr(e)}xn.clear()}function Mn(e){Dn(e,e.v+1)}function Nn(e,t,n){var r=e.reactions;if(r!==null){var i=rt(),a=r.length;if(kn+=a,kn>1e5&&On===null&&(On=new Set),On!==null){if(On.has(e))return;On.add(e)}for(var o=0;o<a;o++){var s=r[o],c=s.f;if(i||s!==W){var l=(c&C)===0;if(l&&A(s,t),c&131072)xn.add(s);else if(c&2){var u=s;I==null||I.delete(u),Nn(u,w,n)}else if(l){var d=s;c&16&&gn!==null&&gn.add(d),n===null?vn(d):n.push(d)}}}}}function Pn(e){if(typeof e!=`object`||!e||de in e||fe in e)return e;let n=u(e);if(n!==c&&n!==l)return e;var r=new Map,i=t(e),a=Tn(0),s=null,d=Nr,f=e=>{if(Nr===d)return e();var t=H,n=Nr;U(null),Pr(d);var r=e();return U(t),Pr(n),r};return i&&r.set(`length`,Tn(e.length,s)),new Proxy(e,{defineProperty(e,t,n){`value`in n&&n.configurable!==!1&&n.enumerable!==!1&&n.writable!==!1||Ge();var i=r.get(t);return i===void 0?f(()=>{var e=Tn(n.value,s);return r.set(t,e),e}):Dn(i,n.value,!0),!0},deleteProperty(e,t){var n=r.get(t);if(n===void 0){if(t in e){let e=f(()=>Tn(T,s));r.set(t,e),Mn(a)}}else Dn(n,T),Mn(a);return!0},get(t,n,i){var a;if(n===de)return e;var c=r.get(n),l=n in t;if(c===void 0&&(!l||(a=o(t,n))!=null&&a.writable)&&(c=f(()=>Tn(Pn(l?t[n]:T),s)),r.set(n,c)),c!==void 0){var u=J(c);return u===T?void 0:u}return Reflect.get(t,n,i)},getOwnPropertyDescriptor(e,t){var n;(n=this.has)==null||n.call(this,e,t);var i=Reflect.getOwnPropertyDescriptor(e,t),a=r.get(t);if(a!==void 0){var o=J(a);if(o===T)return;if(i&&`value`in i)i.value=o;else return{enumerable:!0,configurable:!0,value:o,writable:!0}}return i},has(e,t){var n;if(t===de)return!0;var i=r.get(t),a=i!==void 0&&i.v!==T||Reflect.has(e,t);return(i!==void 0||(W!==null||H!==null)&&(!a||(n=o(e,t))!=null&&n.writable))&&(i===void 0&&(i=f(()=>Tn(a?Pn(e[t]):T,s)),r.set(t,i)),J(i)===T)?!1:a},set(e,t,n,c){var l=r.get(t),u=t in e;if(i&&t===`length`)for(var d=n;d<l.v;d+=1){var p=r.get(d+``);p===void 0?d in e&&(p=f(()=>Tn(T,s)),r.set(d+``,p)):Dn(p,T)}if(l===void 0){var m;(!u||(m=o(e,t))!=null&&m.writable)&&(l=f(()=>Tn(void 0,s)),Dn(l,Pn(n)),r.set(t,l))}else{u=l.v!==T;var h=f(()=>Pn(n));Dn(l,h)}var g=Reflect.getOwnPropertyDescriptor(e,t);if(g!=null&&g.set&&g.set.call(c,n),!u){if(i&&typeof t==`string`){var _=r.get(`length`),v=Number(t);Number.isInteger(v)&&v>=_.v&&Dn(_,v+1)}Mn(a)}return!0},ownKeys(e){J(a);var t=Reflect.ownKeys(e).filter(e=>{var t=r.get(e);return t===void 0||t.v!==T});for(var[n,i]of r)i.v!==T&&!(n in e)&&t.push(n);return t},setPrototypeOf(){Ke()}})}function Fn(e){try{if(typeof e==`object`&&e&&de in e)return e[de]}catch(e){}return e}function In(e,t){return Object.is(Fn(e),Fn(t))}var Ln,Rn,zn,Bn;function Vn(){if(Ln===void 0){Ln=window,Rn=/Firefox/.test(navigator.userAgent);var e=Element.prototype,t=Node.prototype,n=Text.prototype;zn=o(t,`firstChild`).get,Bn=o(t,`nextSibling`).get,d(e)&&(e[ge]=void 0,e[he]=null,e[_e]=void 0,e.__e=void 0),d(n)&&(n[ve]=void 0)}}function R(e=``){return document.createTextNode(e)}function z(e){return zn.call(e)}function Hn(e){return Bn.call(e)}function Un(e,t){if(!E)return z(e);var n=z(D);if(n===null)n=D.appendChild(R());else if(t&&n.nodeType!==3){var r=R();return n==null||n.before(r),O(r),r}return t&&Xn(n),O(n),n}function Wn(e,t=!1){if(!E){var n=z(e);return n instanceof Comment&&n.data===``?Hn(n):n}if(t){if((D==null?void 0:D.nodeType)!==3){var r=R();return D==null||D.before(r),O(r),r}Xn(D)}return D}function Gn(e,t=!1){if(!E)return z(e);var n=Un(e,t);return Ae(e),n}function Kn(e,t=1,n=!1){let r=E?D:e;for(var i;t--;)i=r,r=Hn(r);if(!E)return r;if(n){if((r==null?void 0:r.nodeType)!==3){var a=R();return r===null?i==null||i.after(a):r.before(a),O(a),a}Xn(r)}return O(r),r}function qn(e){e.textContent=``}function Jn(){return!1}function Yn(e,t,n){return t==null||t===`http://www.w3.org/1999/xhtml`?n?document.createElement(e,{is:n}):document.createElement(e):n?document.createElementNS(t,e,{is:n}):document.createElementNS(t,e)}function Xn(e){if(e.nodeValue.length<65536)return;let t=e.nextSibling;for(;t!==null&&t.nodeType===3;)t.remove(),e.nodeValue+=t.nodeValue,t=e.nextSibling}function Zn(e){var t=W;if(t===null)return H.f|=ue,e;if(!(t.f&32768)&&!(t.f&4))throw e;Qn(e,t)}function Qn(e,t){if(e===Se)throw e;if(!(t!==null&&t.f&16384)){for(;t!==null;){if(t.f&128&&!(t.f&33570816)){if(!(t.f&32768))throw e;try{t.b.error(e);return}catch(t){e=t}}t=t.parent}throw e}}function $n(e){W===null&&(H===null&&He(e),Ve()),wr&&Be(e)}function er(e,t){var n=t.last;n===null?t.last=t.first=e:(n.next=e,e.prev=n,t.last=e)}function tr(e,t){var n=W;n!==null&&n.f&8192&&(e|=ee);var r={ctx:k,deps:null,nodes:null,f:e|C|512,first:null,fn:t,last:null,next:null,parent:n,b:n&&n.b,prev:null,teardown:null,wv:0,ac:null};F==null||F.register_created_effect(r);var i=r;if(e&4)Vt===null?nn.ensure().schedule(r):Vt.push(r);else if(t!==null){try{Hr(r)}catch(e){throw V(r),e}i.deps===null&&i.teardown===null&&i.nodes===null&&i.first===i.last&&!(i.f&524288)&&(i=i.first,e&16&&e&65536&&i!==null&&(i.f|=ie))}if(i!==null&&(i.parent=n,n!==null&&er(i,n),H!==null&&H.f&2&&!(e&64))){var a,o=H;((a=o.effects)==null?o.effects=[]:a).push(i)}return r}function nr(){return H!==null&&!Er}function rr(e){let t=tr(8,null);return A(t,S),t.teardown=e,t}function ir(e){$n(`$effect`);var t=W.f;if(!H&&t&32&&k!==null&&!k.i){var n,r=k;((n=r.e)==null?r.e=[]:n).push(e)}else return ar(e)}function ar(e){return tr(4|oe,e)}function or(e){return $n(`$effect.pre`),tr(8|oe,e)}function sr(e){nn.ensure();let t=tr(64|ae,e);return(e={})=>new Promise(n=>{e.outro?vr(t,()=>{V(t),n(void 0)}):(V(t),n(void 0))})}function cr(e){return tr(4,e)}function lr(e){return tr(le|ae,e)}function ur(e,t=0){return tr(8|t,e)}function dr(e,t=[],n=[],r=[]){yt(r,t,n,t=>{tr(8,()=>{e(...t.map(J))})})}function fr(e,t=0){return tr(16|t,e)}function B(e){return tr(32|ae,e)}function pr(e){var t=e.teardown;if(t!==null){let n=wr,r=H;Tr(!0),U(null);try{t.call(null)}catch(t){Qn(t,e.parent)}finally{Tr(n),U(r)}}}function mr(e,t=!1){var n=e.first;for(e.first=e.last=null;n!==null;){let e=n.ac;e!==null&&ht(()=>{e.abort(be)});var r=n.next;n.f&64?n.parent=null:V(n,t),n=r}}function hr(e){for(var t=e.first;t!==null;){var n=t.next;t.f&32||V(t),t=n}}function V(e,t=!0){var n=!1;(t||e.f&262144)&&e.nodes!==null&&e.nodes.end!==null&&(gr(e.nodes.start,e.nodes.end),n=!0),e.f|=re,mr(e,t&&!n),Vr(e,0);var r=e.nodes&&e.nodes.t;if(r!==null)for(let e of r)e.stop();pr(e),e.f^=re,e.f|=te;var i=e.parent;i!==null&&i.first!==null&&_r(e),e.next=e.prev=e.teardown=e.ctx=e.deps=e.fn=e.nodes=e.ac=e.b=null}function gr(e,t){for(;e!==null;){var n=e===t?null:Hn(e);e.remove(),e=n}}function _r(e){var t=e.parent,n=e.prev,r=e.next;n!==null&&(n.next=r),r!==null&&(r.prev=n),t!==null&&(t.first===e&&(t.first=r),t.last===e&&(t.last=n))}function vr(e,t,n=!0){var r=[];e.f|=256,yr(e,r,!0);var i=()=>{n&&V(e),t&&t()},a=r.length;if(a>0){var o=()=>--a||i();for(var s of r)s.out(o)}else i()}function yr(e,t,n){if(!(e.f&8192)){e.f^=ee;var r=e.nodes&&e.nodes.t;if(r!==null)for(let e of r)(e.is_global||n)&&t.push(e);for(var i=e.first;i!==null;){var a=i.next;if(!(i.f&64)){var o=!!(i.f&65536)||!!(i.f&32)&&!!(e.f&16);yr(i,t,o?n:!1)}i=a}}}function br(e){e.f&=-257,xr(e,!0)}function xr(e,t){if(!(e.f&256)&&e.f&8192){e.f^=ee,e.f&1024||(A(e,C),nn.ensure().schedule(e));for(var n=e.first;n!==null;){var r=n.next,i=!!(n.f&65536)||!!(n.f&32);xr(n,i?t:!1),n=r}var a=e.nodes&&e.nodes.t;if(a!==null)for(let e of a)(e.is_global||t)&&e.in()}}function Sr(e,t){if(e.nodes)for(var n=e.nodes.start,r=e.nodes.end;n!==null;){var i=n===r?null:Hn(n);t.append(n),n=i}}var Cr=null,wr=!1;function Tr(e){wr=e}var H=null,Er=!1;function U(e){H=e}var W=null;function Dr(e){W=e}var Or=null;function kr(e){if(H!==null&&(H.f&2097152||H.f&2)){var t;((t=Or)==null?Or=new Set:t).add(e)}}var G=null,K=0,q=null;function Ar(e){q=e}var jr=1,Mr=0,Nr=Mr;function Pr(e){Nr=e}function Fr(){return++jr}function Ir(e){var t=e.f;if(t&2048)return!0;if(t&4096){for(var n=e.deps,r=n.length,i=0;i<r;i++){var a=n[i];if(Ir(a)&&At(a),a.wv>e.wv)return!0}t&512&&I===null&&A(e,S)}return!1}function Lr(e,t,n=!0){var r=e.reactions;if(r!==null&&!(Or!==null&&Or.has(e)))for(var i=0;i<r.length;i++){var a=r[i];a.f&2?Lr(a,t,!1):t===a&&(n?A(a,C):a.f&1024&&A(a,w),vn(a))}}function Rr(e){var t=G,n=K,r=q,i=H,a=Or,o=k,s=Er,c=Nr,l=e.f;G=null,K=0,q=null,H=l&96?null:e,Or=null,$e(e.ctx),Er=!1,Nr=++Mr,e.ac!==null&&(ht(()=>{e.ac.abort(be)}),e.ac=null);try{e.f|=ce;var u=e.fn,d=u();e.f|=ne;var f=zr(e);if(rt()&&q!==null&&!Er&&f!==null&&!(e.f&6146))for(var p=0;p<q.length;p++)Lr(q[p],e);if(i!==null&&i!==e){if(Mr++,i.deps!==null)for(let e=0;e<n;e+=1)i.deps[e].rv=Mr;if(t!==null)for(let e of t)e.rv=Mr;q!==null&&(r===null?r=q:r.push(...q))}return e.f&8388608&&(e.f^=ue),d}catch(t){return zr(e),Zn(t)}finally{e.f^=ce,G=t,K=n,q=r,H=i,Or=a,$e(o),Er=s,Nr=c}}function zr(e){var t=e.deps,n=F==null?void 0:F.is_fork;if(G!==null){var r;if(n||Vr(e,K),t!==null&&K>0)for(t.length=K+G.length,r=0;r<G.length;r++)t[K+r]=G[r];else e.deps=t=G;if(nr()&&e.f&512)for(r=K;r<t.length;r++){var i,a;((a=(i=t[r]).reactions)==null?i.reactions=[]:a).push(e)}}else!n&&t!==null&&K<t.length&&(Vr(e,K),t.length=K);return t}function Br(e,t){let i=t.reactions;if(i!==null){var a=n.call(i,e);if(a!==-1){var o=i.length-1;o===0?i=t.reactions=null:(i[a]=i[o],i.pop())}}if(i===null&&t.f&2&&(G===null||!r.call(G,t))){var s=t;s.f&512&&(s.f^=512),s.v!==T&&lt(s),s.ac!==null&&ht(()=>{s.ac.abort(be),s.ac=null,A(s,C)}),jt(s),Vr(s,0)}}function Vr(e,t){var n=e.deps;if(n!==null)for(var r=t;r<n.length;r++)Br(e,n[r])}function Hr(e){var t=e.f;if(!(t&16384)){A(e,S);var n=W;W=e;try{t&16777232?hr(e):mr(e),pr(e);var r=Rr(e);e.teardown=typeof r==`function`?r:null,e.wv=jr}finally{W=n}}}async function Ur(){await Promise.resolve(),mn()}function J(e){var t=!!(e.f&2);if(Cr==null||Cr.add(e),H!==null&&!Er&&!(W!==null&&W.f&16384)&&(Or===null||!Or.has(e))){var n=H.deps;if(H.f&2097152)e.rv<Mr&&(e.rv=Mr,G===null&&n!==null&&n[K]===e?K++:G===null?G=[e]:G.push(e));else{var i;(i=H).deps!=null||(i.deps=[]),r.call(H.deps,e)||H.deps.push(e);var a=e.reactions;a===null?e.reactions=[H]:r.call(a,H)||a.push(H)}}if(wr&&Sn.has(e))return Sn.get(e);if(t){var o=e;if(wr){var s=o.v;return(!(o.f&1024)&&o.reactions!==null||Gr(o))&&(s=kt(o)),Sn.set(o,s),s}var c=!(o.f&512)&&!Er&&H!==null&&!!(H.f&512),l=(o.f&ne)===0;Ir(o)&&(c&&(o.f|=512),At(o)),c&&!l&&(Mt(o),Wr(o))}if(I!=null&&I.has(e))return I.get(e);if(e.f&8388608)throw e.v;return e.v}function Wr(e){if(e.f|=512,e.deps!==null)for(let n of e.deps){var t=n.reactions;t===null?n.reactions=[e]:r.call(t,e)||t.push(e),n.f&2&&!(n.f&512)&&(Mt(n),Wr(n))}}function Gr(e){if(e.v===T)return!0;if(e.deps===null)return!1;for(let t of e.deps)if(Sn.has(t)||t.f&2&&Gr(t))return!0;return!1}function Kr(e){var t=Er;try{return Er=!0,e()}finally{Er=t}}function qr(e){if(!(typeof e!=`object`||!e||e instanceof EventTarget)){if(de in e)Jr(e);else if(!Array.isArray(e))for(let t in e){let n=e[t];typeof n==`object`&&n&&de in n&&Jr(n)}}}function Jr(e,t=new Set){if(typeof e==`object`&&e&&!(e instanceof EventTarget)&&!t.has(e)){t.add(e),e instanceof Date&&e.getTime();for(let n in e)try{Jr(e[n],t)}catch(e){}let n=u(e);if(n!==Object.prototype&&n!==Array.prototype&&n!==Map.prototype&&n!==Set.prototype&&n!==Date.prototype){let t=s(n);for(let n in t){let r=t[n].get;if(r)try{r.call(e)}catch(e){}}}}}[...`allowfullscreen.async.autofocus.autoplay.checked.controls.default.disabled.formnovalidate.indeterminate.inert.ismap.loop.multiple.muted.nomodule.novalidate.open.playsinline.readonly.required.reversed.seamless.selected.webkitdirectory.defer.disablepictureinpicture.disableremoteplayback`.split(`.`)];var Yr=[`touchstart`,`touchmove`];function Xr(e){return Yr.includes(e)}var Zr=Symbol(`events`),Qr=new Set,$r=new Set;function ei(e,t,n,r={}){function i(e){if(r.capture||oi.call(t,e),!e.cancelBubble)return ht(()=>n==null?void 0:n.call(this,e))}return e.startsWith(`pointer`)||e.startsWith(`touch`)||e===`wheel`?(i.__removed=!1,ot(()=>{i.__removed||t.addEventListener(e,i,r)})):t.addEventListener(e,i,r),i}function ti(e,t,n,r,i){var a={capture:r,passive:i},o=ei(e,t,n,a);(t===document.body||t===window||t===document||t instanceof HTMLMediaElement)&&rr(()=>{o.__removed=!0,t.removeEventListener(e,o,a)})}function ni(e,t,n){var r;((r=t[Zr])==null?t[Zr]={}:r)[e]=n}function ri(e){for(var t=0;t<e.length;t++)Qr.add(e[t]);for(var n of $r)n(e)}var ii=null,ai=!1;function oi(e){var t,n=this,r=n.ownerDocument,i=e.type,o=((t=e.composedPath)==null?void 0:t.call(e))||[],s=o[0]||e.target;ii=e,ai||(ai=!0,setTimeout(()=>{ai=!1,ii=null}));var c=0,l=ii===e&&e[Zr];if(l){var u=o.indexOf(l);if(u!==-1&&(n===document||n===window)){e[Zr]=n;return}var d=o.indexOf(n);if(d===-1)return;u<=d&&(c=u)}if(s=o[c]||e.target,s!==n){a(e,`currentTarget`,{configurable:!0,get(){return s||r}});var f=H,p=W;U(null),Dr(null);try{for(var m,h=[];s!==null&&s!==n;){try{var g,_=(g=s[Zr])==null?void 0:g[i];_==null||s.disabled&&e.target!==s||_.call(s,e)}catch(e){m?h.push(e):m=e}if(e.cancelBubble)break;c++,s=c<o.length?o[c]:null}if(m){for(let e of h)queueMicrotask(()=>{throw e});throw m}}finally{e[Zr]=n,delete e.currentTarget,U(f),Dr(p)}}}var si,ci=((si=globalThis)==null||(si=si.window)==null?void 0:si.trustedTypes)&&globalThis.window.trustedTypes.createPolicy(`svelte-trusted-html`,{createHTML:e=>e});function li(e){var t;return(t=ci==null?void 0:ci.createHTML(e))==null?e:t}function ui(e){var t=Yn(`template`);return t.innerHTML=li(e.replaceAll(`<!>`,`<!---->`)),t.content}function di(e,t){var n=W;n.nodes===null&&(n.nodes={start:e,end:t,a:null,t:null})}function fi(e,t){var n=!!(t&1),r=!!(t&2),i,a=!e.startsWith(`<!>`);return()=>{if(E)return di(D,null),D;i===void 0&&(i=ui(a?e:`<!>`+e),n||(i=z(i)));var t=r||Rn?document.importNode(i,!0):i.cloneNode(!0);if(n){var o=z(t),s=t.lastChild;di(o,s)}else di(t,t);return t}}function pi(e,t,n=`svg`){var r=!e.startsWith(`<!>`),i=!!(t&1),a=`<${n}>${r?e:`<!>`+e}</${n}>`,o;return()=>{if(E)return di(D,null),D;if(!o){var e=z(ui(a));if(i)for(o=document.createDocumentFragment();z(e);)o.appendChild(z(e));else o=z(e)}var t=o.cloneNode(!0);if(i){var n=z(t),r=t.lastChild;di(n,r)}else di(t,t);return t}}function mi(e,t){return pi(e,t,`svg`)}function hi(e=``){if(!E){var t=R(e+``);return di(t,t),t}var n=D;return n.nodeType===3?Xn(n):(n.before(n=R()),O(n)),di(n,n),n}function gi(){if(E)return di(D,null),D;var e=document.createDocumentFragment(),t=document.createComment(``),n=R();return e.append(t,n),di(t,n),e}function _i(e,t){if(E){var n=W;n.f&32768&&n.nodes.end!==null||(n.nodes.end=D),ke()}else e!==null&&e.before(t)}function vi(e){let t=0,n=wn(0),r;return()=>{nr()&&(J(n),ur(()=>(t===0&&(r=Kr(()=>e(()=>Mn(n)))),t+=1,()=>{ot(()=>{--t,t===0&&(r==null||r(),r=void 0,Mn(n))})})))}}var yi=ie|ae;function bi(e,t,n,r){new Pi(e,t,n,r)}var xi=new WeakMap,Si=new WeakMap,Ci=new WeakMap,wi=new WeakMap,Y=new WeakMap,Ti=new WeakMap,X=new WeakMap,Ei=new WeakMap,Di=new WeakMap,Oi=new WeakMap,ki=new WeakMap,Ai=new WeakMap,ji=new WeakMap,Mi=new WeakMap,Ni=new WeakMap,Z=new WeakSet,Pi=class{constructor(e,t,n,r){var i,a;Pt(this,Z),b(this,`parent`,void 0),b(this,`is_pending`,!1),b(this,`transform_error`,void 0),j(this,xi,void 0),j(this,Si,E?D:null),j(this,Ci,void 0),j(this,wi,void 0),j(this,Y,void 0),j(this,Ti,null),j(this,X,null),j(this,Ei,null),j(this,Di,null),j(this,Oi,0),j(this,ki,0),j(this,Ai,!1),j(this,ji,new Map),j(this,Mi,null),j(this,Ni,vi(()=>(P(Mi,this,wn(N(Oi,this))),()=>{P(Mi,this,null)}))),P(xi,this,e),P(Ci,this,t),P(wi,this,e=>{var t=W;t.b=this,t.f|=128,n(e)}),this.parent=W.b,this.transform_error=(i=r==null?(a=this.parent)==null?void 0:a.transform_error:r)==null?(e=>e):i,P(Y,this,fr(()=>{if(E){let e=Ne(N(Si,this));ke();let t=e===`[!`;if(e.startsWith(`[?`)){let t=JSON.parse(e.slice(2));M(Z,this,Ii).call(this,t)}else t?M(Z,this,zi).call(this):M(Z,this,Fi).call(this)}else M(Z,this,Bi).call(this)},yi)),E&&P(xi,this,D)}defer_effect(e){ut(e,N(ji,this))}is_rendered(){return!this.is_pending&&(!this.parent||this.parent.is_rendered())}has_pending_snippet(){return!!N(Ci,this).pending}update_pending_count(e,t){M(Z,this,Ui).call(this,e,t),P(Oi,this,N(Oi,this)+e),N(Mi,this)&&!N(Ai,this)&&(P(Ai,this,!0),ot(()=>{P(Ai,this,!1),N(Mi,this)&&An(N(Mi,this),N(Oi,this))}))}get_effect_pending(){return N(Ni,this).call(this),J(N(Mi,this))}error(e){if(e===Se||!N(Ci,this).onerror&&!N(Ci,this).failed)throw e;F!=null&&F.is_fork?(N(Ti,this)&&F.skip_effect(N(Ti,this)),N(X,this)&&F.skip_effect(N(X,this)),N(Ei,this)&&F.skip_effect(N(Ei,this)),F.oncommit(()=>{M(Z,this,Ri).call(this)||M(Z,this,Wi).call(this,e)})):M(Z,this,Wi).call(this,e)}};function Fi(){try{P(Ti,this,B(()=>N(wi,this).call(this,N(xi,this))))}catch(e){this.error(e)}}function Ii(e){let t=N(Ci,this).failed,{reset:n,invoke_onerror:r}=M(Z,this,Li).call(this,e);ot(r),t&&P(Ei,this,B(()=>{t(N(xi,this),()=>e,()=>n)}))}function Li(e){var t=!1,n=!1;let r=()=>{M(Z,this,Ri).call(this)||(t?De():(t=!0,n&&Je(),N(Ei,this)!==null&&vr(N(Ei,this),()=>{P(Ei,this,null)}),M(Z,this,Hi).call(this,()=>{M(Z,this,Bi).call(this)})))};return{reset:r,invoke_onerror:()=>{if(!M(Z,this,Ri).call(this))try{var t,i;n=!0,(t=(i=N(Ci,this)).onerror)==null||t.call(i,e,r),n=!1}catch(e){Qn(e,N(Y,this)&&N(Y,this).parent)}}}}function Ri(){return(N(Y,this).f&(te|re))!==0}function zi(){let e=N(Ci,this).pending;e&&(this.is_pending=!0,P(X,this,B(()=>e(N(xi,this)))),ot(()=>{if(!M(Z,this,Ri).call(this)){var e=P(Di,this,document.createDocumentFragment()),t=R(),n=!1;e.append(t),P(Ti,this,M(Z,this,Hi).call(this,()=>{try{return B(()=>N(wi,this).call(this,t))}catch(e){try{this.error(e),n=!0}catch(e){Qn(e,N(Y,this).parent)}return null}})),N(Ti,this)===null?(P(Di,this,null),n&&M(Z,this,Vi).call(this,F)):N(ki,this)===0&&(N(xi,this).before(e),P(Di,this,null),vr(N(X,this),()=>{P(X,this,null)}),M(Z,this,Vi).call(this,F))}}))}function Bi(){try{if(this.is_pending=this.has_pending_snippet(),P(ki,this,0),P(Oi,this,0),P(Ti,this,B(()=>{N(wi,this).call(this,N(xi,this))})),N(ki,this)>0){var e=P(Di,this,document.createDocumentFragment());Sr(N(Ti,this),e);let t=N(Ci,this).pending;P(X,this,B(()=>t(N(xi,this))))}else M(Z,this,Vi).call(this,F)}catch(e){this.error(e)}}function Vi(e){this.is_pending=!1,e.transfer_reactions(N(ji,this))}function Hi(e){var t=W,n=H,r=k;Dr(N(Y,this)),U(N(Y,this)),$e(N(Y,this).ctx);try{return nn.ensure(),e()}finally{Dr(t),U(n),$e(r)}}function Ui(e,t){if(this.has_pending_snippet())P(ki,this,N(ki,this)+e),N(ki,this)===0&&(M(Z,this,Vi).call(this,t),N(X,this)&&vr(N(X,this),()=>{P(X,this,null)}),N(Di,this)&&(N(xi,this).before(N(Di,this)),P(Di,this,null)));else if(this.parent){var n;M(Z,n=this.parent,Ui).call(n,e,t)}}function Wi(e){N(Ti,this)&&(V(N(Ti,this)),P(Ti,this,null)),N(X,this)&&(V(N(X,this)),P(X,this,null)),N(Ei,this)&&(V(N(Ei,this)),P(Ei,this,null)),E&&(O(N(Si,this)),je(),O(Me()));let t=N(Ci,this).failed,n=e=>{if(M(Z,this,Ri).call(this))return;let{reset:n,invoke_onerror:r}=M(Z,this,Li).call(this,e);r(),t&&!M(Z,this,Ri).call(this)&&P(Ei,this,M(Z,this,Hi).call(this,()=>{try{return B(()=>{var r=W;r.b=this,r.f|=128,t(N(xi,this),()=>e,()=>n)})}catch(e){return Qn(e,N(Y,this).parent),null}}))};ot(()=>{if(!M(Z,this,Ri).call(this)){var t;try{t=this.transform_error(e)}catch(e){Qn(e,N(Y,this)&&N(Y,this).parent);return}typeof t==`object`&&t&&typeof t.then==`function`?t.then(n,e=>Qn(e,N(Y,this)&&N(Y,this).parent)):n(t)}})}function Gi(e,t){var n,r=t==null?``:typeof t==`object`?`${t}`:t;r!==((n=e[ve])==null?e[ve]=e.nodeValue:n)&&(e[ve]=r,e.nodeValue=`${r}`)}function Ki(e,t){return Ji(e,t)}var qi=new Map;function Ji(e,{target:t,anchor:n,props:r={},events:a,context:o,intro:s=!0,transformError:c}){Vn();var l=void 0,u=sr(()=>{var s=n==null?t.appendChild(R()):n;bi(s,{pending:()=>{}},t=>{et({});var n=k;if(o&&(n.c=o),a&&(r.$$events=a),E&&di(t,null),l=e(t,r)||nt(),E&&(W.nodes.end=D,D===null||D.nodeType!==8||D.data!==`]`))throw Te(),Se;tt()},c);var u=new Set,d=e=>{for(var n=0;n<e.length;n++){var r=e[n];if(!u.has(r)){u.add(r);var i=Xr(r);for(let e of[t,document]){var a=qi.get(e);a===void 0&&(a=new Map,qi.set(e,a));var o=a.get(r);o===void 0?(e.addEventListener(r,oi,{passive:i}),a.set(r,1)):a.set(r,o+1)}}}};return d(i(Qr)),$r.add(d),()=>{for(var e of u)for(let n of[t,document]){var r=qi.get(n),i=r.get(e);--i==0?(n.removeEventListener(e,oi),r.delete(e),r.size===0&&qi.delete(n)):r.set(e,i)}if($r.delete(d),s!==n){var a;(a=s.parentNode)==null||a.removeChild(s)}}});return Yi.set(l,u),l}var Yi=new WeakMap,Xi=new WeakMap,Zi=new WeakMap,Q=new WeakMap,Qi=new WeakMap,$i=new WeakMap,ea=new WeakMap,ta=new WeakMap,na=class{constructor(e,t=!0){b(this,`anchor`,void 0),j(this,Xi,new Map),j(this,Zi,new Map),j(this,Q,new Map),j(this,Qi,new Set),j(this,$i,!0),j(this,ea,e=>{if(N(Xi,this).has(e)){var t=N(Xi,this).get(e),n=N(Zi,this).get(t);if(n)br(n),N(Qi,this).delete(t);else{var r=N(Q,this).get(t);r&&(br(r.effect),N(Zi,this).set(t,r.effect),N(Q,this).delete(t),r.fragment.lastChild.remove(),this.anchor.before(r.fragment),n=r.effect)}for(let[t,n]of N(Xi,this)){if(N(Xi,this).delete(t),t===e)break;let r=N(Q,this).get(n);r&&(V(r.effect),N(Q,this).delete(n))}for(let[e,r]of N(Zi,this)){if(e===t||N(Qi,this).has(e))continue;let i=()=>{if(Array.from(N(Xi,this).values()).includes(e)){var t=document.createDocumentFragment();Sr(r,t),t.append(R()),N(Q,this).set(e,{effect:r,fragment:t})}else V(r);N(Qi,this).delete(e),N(Zi,this).delete(e)};N($i,this)||!n?(N(Qi,this).add(e),vr(r,i,!1)):i()}}}),j(this,ta,e=>{N(Xi,this).delete(e);let t=Array.from(N(Xi,this).values());for(let[e,n]of N(Q,this))t.includes(e)||(V(n.effect),N(Q,this).delete(e))}),this.anchor=e,P($i,this,t)}ensure(e,t){var n=F,r=Jn();if(t&&!N(Zi,this).has(e)&&!N(Q,this).has(e)){if(r){var i=document.createDocumentFragment(),a=R();i.append(a),N(Q,this).set(e,{effect:B(()=>t(a)),fragment:i})}else N(Zi,this).set(e,B(()=>t(this.anchor)))}if(N(Xi,this).set(n,e),r){for(let[t,r]of N(Zi,this))t===e?n.unskip_effect(r):n.skip_effect(r);for(let[t,r]of N(Q,this))t===e?n.unskip_effect(r.effect):n.skip_effect(r.effect);n.oncommit(N(ea,this)),n.ondiscard(N(ta,this))}else E&&(this.anchor=D),N(ea,this).call(this,n)}};function ra(e,t,n=!1){var r;E&&(r=D,ke());var i=new na(e),a=n?ie:0;function o(e,t){if(E){var n=Ne(r);if(e!==parseInt(n.substring(1))){var a=Me();O(a),i.anchor=a,Oe(!1),i.ensure(e,t),Oe(!0);return}}i.ensure(e,t)}fr(()=>{var e=!1;t((t,n=0)=>{e=!0,o(n,t)}),e||o(-1,null)},a)}function ia(e,t){return t}function aa(e,t,n){for(var r=[],a=t.length,o,s=t.length,c=0;c<a;c++){let n=t[c];vr(n,()=>{if(o){if(o.pending.delete(n),o.done.add(n),o.pending.size===0){var t=e.outrogroups;oa(e,i(o.done)),t.delete(o),t.size===0&&(e.outrogroups=null)}}else--s},!1)}if(s===0){var l=r.length===0&&n!==null&&e.pending.size===0;if(l){var u=n,d=u.parentNode;qn(d),d.append(u),e.items.clear()}oa(e,t,!l)}else{var f;o={pending:new Set(t),done:new Set},((f=e.outrogroups)==null?e.outrogroups=new Set:f).add(o)}}function oa(e,t,n=!0){var r;if(e.pending.size>0){r=new Set;for(let t of e.pending.values())for(let n of t)r.add(e.items.get(n).e)}for(var i=0;i<t.length;i++){var a=t[i];r!=null&&r.has(a)?(a.f|=se,Sr(a,document.createDocumentFragment())):V(t[i],n)}}var sa;function ca(e,n,r,a,o,s=null){var c=e,l=new Map;if(n&4){var u=e;c=E?O(z(u)):u.appendChild(R())}E&&ke();var d=null,f=Dt(()=>{var e=r();return t(e)?e:e==null?[]:i(e)}),p=new Map,m=!0;function h(e){if(!(_.effect.f&16384)){_.pending.delete(e);var t=J(f);_.fallback=d,ua(_,t,c,n,a),d!==null&&(t.length===0?d.f&33554432?(d.f^=se,fa(d,null,c)):br(d):vr(d,()=>{d=null}))}}function g(e){_.pending.delete(e)}var _={effect:fr(()=>{var e=J(f),t=e.length;let i=!1;E&&Ne(c)===`[!`!=(t===0)&&(c=Me(),O(c),Oe(!1),i=!0);for(var u=new Set,_=F,v=Jn(),y=0;y<t;y+=1){E&&D.nodeType===8&&D.data===`]`&&(c=D,i=!0,Oe(!1));var b=e[y],x=a(b,y),S=m?null:l.get(x);if(S)S.v&&An(S.v,b),S.i&&An(S.i,y),v&&_.unskip_effect(S.e);else{var C;S=da(l,m?c:(C=sa)==null?sa=R():C,b,x,y,o,n,r),m||(S.e.f|=se),l.set(x,S)}u.add(x)}if(t===0&&s&&!d&&(m?d=B(()=>s(c)):(d=B(()=>{var e;return s((e=sa)==null?sa=R():e)}),d.f|=se)),t>u.size&&ze(``,``,``),E&&t>0&&O(Me()),!m){if(p.set(_,u),v){for(let[e,t]of l)u.has(e)||_.skip_effect(t.e);_.oncommit(h),_.ondiscard(g)}else h(_)}i&&Oe(!0),J(f)}),flags:n,items:l,pending:p,outrogroups:null,fallback:d};m=!1,E&&(c=D)}function la(e){for(;e!==null&&!(e.f&32);)e=e.next;return e}function ua(e,t,n,r,a){var o=!!(r&8),s=t.length,c=e.items,l=la(e.effect.first),u,d=null,f,p=[],m=[],h,g,_,v;if(o){for(v=0;v<s;v+=1)if(h=t[v],g=a(h,v),_=c.get(g).e,!(_.f&33554432)){var y,b;(y=_.nodes)==null||(y=y.a)==null||y.measure(),((b=f)==null?f=new Set:b).add(_)}}for(v=0;v<s;v+=1){if(h=t[v],g=a(h,v),_=c.get(g).e,e.outrogroups!==null)for(let t of e.outrogroups)t.pending.delete(_),t.done.delete(_);if(_.f&8192&&(br(_),o)){var x,S;(x=_.nodes)==null||(x=x.a)==null||x.unfix(),((S=f)==null?f=new Set:S).delete(_)}if(_.f&33554432){if(_.f^=se,_===l)fa(_,null,n);else{var C=d?d.next:l;_===e.effect.last&&(e.effect.last=_.prev),_.prev&&(_.prev.next=_.next),_.next&&(_.next.prev=_.prev),pa(e,d,_),pa(e,_,C),fa(_,C,n),d=_,p=[],m=[],l=la(d.next);continue}}if(_!==l){if(u!==void 0&&u.has(_)){if(p.length<m.length){var w=m[0],ee;d=w.prev;var te=p[0],ne=p[p.length-1];for(ee=0;ee<p.length;ee+=1)fa(p[ee],w,n);for(ee=0;ee<m.length;ee+=1)u.delete(m[ee]);pa(e,te.prev,ne.next),pa(e,d,te),pa(e,ne,w),l=w,d=ne,--v,p=[],m=[]}else u.delete(_),fa(_,l,n),pa(e,_.prev,_.next),pa(e,_,d===null?e.effect.first:d.next),pa(e,d,_),d=_;continue}for(p=[],m=[];l!==null&&l!==_;){var re;((re=u)==null?u=new Set:re).add(l),m.push(l),l=la(l.next)}if(l===null)continue}_.f&33554432||p.push(_),d=_,l=la(_.next)}if(e.outrogroups!==null){for(let t of e.outrogroups)if(t.pending.size===0){var ie;oa(e,i(t.done)),(ie=e.outrogroups)==null||ie.delete(t)}e.outrogroups.size===0&&(e.outrogroups=null)}if(l!==null||u!==void 0){var ae=[];if(u!==void 0)for(_ of u)_.f&8192||ae.push(_);for(;l!==null;)!(l.f&8192)&&l!==e.fallback&&ae.push(l),l=la(l.next);var oe=ae.length;if(oe>0){var ce=r&4&&s===0?n:null;if(o){for(v=0;v<oe;v+=1){var le;(le=ae[v].nodes)==null||(le=le.a)==null||le.measure()}for(v=0;v<oe;v+=1){var ue;(ue=ae[v].nodes)==null||(ue=ue.a)==null||ue.fix()}}aa(e,ae,ce)}}o&&ot(()=>{if(f!==void 0)for(_ of f){var e;(e=_.nodes)==null||(e=e.a)==null||e.apply()}})}function da(e,t,n,r,i,a,o,s){var c=o&1?o&16?wn(n):En(n,!1,!1):null,l=o&2?wn(i):null;return{v:c,i:l,e:B(()=>(a(t,c==null?n:c,l==null?i:l,s),()=>{e.delete(r)}))}}function fa(e,t,n){if(e.nodes)for(var r=e.nodes.start,i=e.nodes.end,a=t&&!(t.f&33554432)?t.nodes.start:n;r!==null;){var o=Hn(r);if(a.before(r),r===i)return;r=o}}function pa(e,t,n){t===null?e.effect.first=n:t.next=n,n===null?e.effect.last=t:n.prev=t}function ma(e,t,...n){var r=new na(e);fr(()=>{var e;let i=(e=t())==null?null:e;r.ensure(i,i&&(e=>i(e,...n)))},ie)}function ha(e){var t,n,r=``;if(typeof e==`string`||typeof e==`number`)r+=e;else if(typeof e==`object`){if(Array.isArray(e)){var i=e.length;for(t=0;t<i;t++)e[t]&&(n=ha(e[t]))&&(r&&(r+=` `),r+=n)}else for(n in e)e[n]&&(r&&(r+=` `),r+=n)}return r}function ga(){for(var e,t,n=0,r=``,i=arguments.length;n<i;n++)(e=arguments[n])&&(t=ha(e))&&(r&&(r+=` `),r+=t);return r}function _a(e){return typeof e==`object`?ga(e):e==null?``:e}var va=[...` 	
\r\f\xA0\v﻿`];function ya(e,t,n){var r=e==null?``:``+e;if(t&&(r=r?r+` `+t:t),n){for(var i of Object.keys(n))if(n[i])r=r?r+` `+i:i;else if(r.length)for(var a=i.length,o=0;(o=r.indexOf(i,o))>=0;){var s=o+a;(o===0||va.includes(r[o-1]))&&(s===r.length||va.includes(r[s]))?r=(o===0?``:r.substring(0,o))+r.substring(s+1):o=s}}return r===``?null:r}function ba(e,t=!1){var n=t?` !important;`:`;`,r=``;for(var i of Object.keys(e)){var a=e[i];a!=null&&a!==``&&(r+=` `+i+`: `+a+n)}return r}function xa(e){return e[0]!==`-`||e[1]!==`-`?e.toLowerCase():e}function Sa(e,t){if(t){var n=``,r,i;if(Array.isArray(t)?(r=t[0],i=t[1]):r=t,e){e=String(e).replaceAll(/\/\*.*?\*\//g,``).trim();var a=!1,o=0,s=!1,c=[];r&&c.push(...Object.keys(r).map(xa)),i&&c.push(...Object.keys(i).map(xa));var l=0,u=-1;let t=e.length;for(var d=0;d<t;d++){var f=e[d];if(s?f===`/`&&e[d-1]===`*`&&(s=!1):a?a===f&&(a=!1):f===`/`&&e[d+1]===`*`?s=!0:f===`"`||f===`'`?a=f:f===`(`?o++:f===`)`&&o--,!s&&a===!1&&o===0){if(f===`:`&&u===-1)u=d;else if(f===`;`||d===t-1){if(u!==-1){var p=xa(e.substring(l,u).trim());if(!c.includes(p)){f!==`;`&&d++;var m=e.substring(l,d).trim();n+=` `+m+`;`}}l=d+1,u=-1}}}}return r&&(n+=ba(r)),i&&(n+=ba(i,!0)),n=n.trim(),n===``?null:n}return e==null?null:String(e)}function Ca(e,t,n,r,i,a){var o=e[ge];if(E||o!==n||o===void 0){var s=ya(n,r,a);E&&s===e.getAttribute(`class`)||(s==null?e.removeAttribute(`class`):t?e.className=s:e.setAttribute(`class`,s)),e[ge]=n}else if(a&&i!==a)for(var c in a){var l=!!a[c];(i==null||l!==!!i[c])&&e.classList.toggle(c,l)}return a}function wa(e,t={},n,r){for(var i in n){var a=n[i];t[i]!==a&&(n[i]==null?e.style.removeProperty(i):e.style.setProperty(i,a,r))}}function Ta(e,t,n,r){var i=e[_e];if(E||i!==t){var a=Sa(t,r);E&&a===e.getAttribute(`style`)||(a==null?e.removeAttribute(`style`):e.style.cssText=a),e[_e]=t}else r&&(Array.isArray(r)?(wa(e,n==null?void 0:n[0],r[0]),wa(e,n==null?void 0:n[1],r[1],`important`)):wa(e,n,r));return r}function Ea(e,t){t?e.hasAttribute(`selected`)||e.setAttribute(`selected`,``):e.removeAttribute(`selected`)}function Da(e,n){var r=e.__defaultValue,i=e.multiple,a=i?r==null?[]:r:null;if(!i||t(a)){var o=e.selectedIndex,s=n&&i?new Set(e.selectedOptions):null;for(var c of e.options){var l=ja(c);Ea(c,i?a.includes(l):In(l,r))}if(n){if(s!==null)for(c of e.options){var u=s.has(c);c.selected!==u&&(c.selected=u)}else e.selectedIndex!==o&&(e.selectedIndex=o)}}}function Oa(e,n,r=!1){if(e.multiple){if(n==null)return;if(!t(n))return Ee();for(var i of e.options)i.selected=n.includes(ja(i))}else{for(i of e.options)if(In(ja(i),n)){i.selected=!0;return}r&&n===void 0||(e.selectedIndex=-1)}}function ka(e){var t=new MutationObserver(t=>{t.every(Ma)||(`__defaultValue`in e&&Da(e,!1),`__value`in e&&Oa(e,e.__value))});t.observe(e,{childList:!0,subtree:!0,attributes:!0,attributeFilter:[`value`]}),rr(()=>{t.disconnect()})}function Aa(e,t,n=t){var r=new WeakSet,i=!0;gt(e,`change`,t=>{var i=t?`[selected]`:`:checked`,a;if(e.multiple)a=[].map.call(e.querySelectorAll(i),ja);else{var o,s=(o=e.querySelector(i))==null?e.querySelector(`option:not([disabled])`):o;a=s&&ja(s)}n(a),e.__value=a,F!==null&&r.add(F)}),cr(()=>{var a=t();if(e===document.activeElement){var o=F;if(r.has(o))return}if(Oa(e,a,i),i&&a===void 0){var s=e.querySelector(`:checked`);s!==null&&(a=ja(s),n(a))}e.__value=a,i=!1})}function ja(e){return`__value`in e?e.__value:e.value}function Ma(e){if(e.target.closest(`selectedcontent`)!==null)return!0;if(e.type===`childList`){var t=[...e.addedNodes,...e.removedNodes];return t.length>0&&t.every(e=>e.nodeName===`SELECTEDCONTENT`)}return!1}var Na=Symbol(`is custom element`),Pa=Symbol(`is html`),Fa=xe?`link`:`LINK`,Ia=xe?`progress`:`PROGRESS`;function La(e){if(E){var t=!1,n=()=>{if(!t){if(t=!0,e.hasAttribute(`value`)){var n=e.value;za(e,`value`,null),e.value=n}if(e.hasAttribute(`checked`)){var r=e.checked;za(e,`checked`,null),e.checked=r}}};e[ye]=n,ot(n),pt()}}function Ra(e,t){var n=Ba(e);n.value!==(n.value=t==null?void 0:t)&&(e.value!==t||t===0&&e.nodeName===Ia)&&(e.value=t==null?``:t)}function za(e,t,n,r){var i=Ba(e);if(!(E&&(i[t]=e.getAttribute(t),t===`src`||t===`srcset`||t===`href`&&e.nodeName===Fa))){var a=i[t];a!==(i[t]=n)&&(t===`loading`&&(e[me]=n),n==null?e.removeAttribute(t):typeof n!=`string`&&Ha(e).has(t)?e[t]=n:(!E||typeof n!=`number`&&typeof n!=`boolean`||a!==String(n))&&e.setAttribute(t,n))}}function Ba(e){var t;return(t=e[he])==null?e[he]={[Na]:e.nodeName.includes(`-`),[Pa]:e.namespaceURI===Ce}:t}var Va=new Map;function Ha(e){var t=e.getAttribute(`is`)||e.nodeName,n=Va.get(t);if(n)return n;Va.set(t,n=new Set);for(var r,i=e,a=Element.prototype;a!==i;){for(var o in r=s(i),r)r[o].set&&o!==`innerHTML`&&o!==`textContent`&&o!==`innerText`&&n.add(o);i=u(i)}return n}function Ua(e,t,n=t){var r=new WeakSet;gt(e,`input`,async i=>{var a=i?e.defaultValue:e.value;if(a=Wa(e)?Ga(a):a,n(a),F!==null&&r.add(F),await Ur(),a!==(a=t())){var o,s=e.selectionStart,c=e.selectionEnd,l=e.value.length;if(e.value=(o=a)==null?``:o,c!==null){var u=e.value.length;s===c&&c===l&&u>l?(e.selectionStart=u,e.selectionEnd=u):(e.selectionStart=s,e.selectionEnd=Math.min(c,u))}}}),(E&&e.defaultValue!==e.value||Kr(t)==null&&e.value)&&(n(Wa(e)?Ga(e.value):e.value),F!==null&&r.add(F)),ur(()=>{var n=t();if(e===document.activeElement){var i=F;if(r.has(i))return}Wa(e)&&n===Ga(e.value)||(e.type!==`date`||n||e.value)&&n!==e.value&&(e.value=n==null?``:n)})}function Wa(e){var t=e.type;return t===`number`||t===`range`}function Ga(e){return e===``?null:+e}var Ka,qa=new WeakMap,Ja=new WeakMap,Ya=new WeakMap,Xa=new WeakSet,Za=class{constructor(e){Pt(this,Xa),j(this,qa,new WeakMap),j(this,Ja,void 0),j(this,Ya,void 0),P(Ya,this,e)}observe(e,t){var n=N(qa,this).get(e)||new Set;return n.add(t),N(qa,this).set(e,n),M(Xa,this,Qa).call(this).observe(e,N(Ya,this)),()=>{var n=N(qa,this).get(e);n.delete(t),n.size===0&&(N(qa,this).delete(e),N(Ja,this).unobserve(e))}}};Ka=Za;function Qa(){var e;return(e=N(Ja,this))==null?P(Ja,this,new ResizeObserver(e=>{for(var t of e){Ka.entries.set(t.target,t);for(var n of N(qa,this).get(t.target)||[])n(t)}})):e}b(Za,`entries`,new WeakMap);var $a=new Za({box:`border-box`});function eo(e,t,n){var r=$a.observe(e,()=>n(e[t]));cr(()=>(Kr(()=>n(e[t])),r))}function to(e,t){return e===t||(e==null?void 0:e[de])===t}function no(e=nt(),t,n,r){var i=k.r,a=W;return cr(()=>{var o,s;return ur(()=>{o=s,s=(r==null?void 0:r())||[],Kr(()=>{to(n(...s),e)||(t(e,...s),o&&to(n(...o),e)&&t(null,...o))})}),()=>{let r=a;for(;r!==i&&r.parent!==null&&r.parent.f&33554432;)r=r.parent;let o=()=>{s&&to(n(...s),e)&&t(null,...s)},c=r.teardown;r.teardown=()=>{o(),c==null||c()}}}),e}function ro(e,t,n,r,i){var a=()=>{r(n[e])};n.addEventListener(t,a),i?ur(()=>{n[e]=i()}):a(),(n===document.body||n===window||n===document)&&rr(()=>{n.removeEventListener(t,a)})}function io(e,t){mt(window,[`resize`],()=>ht(()=>t(window[e])))}function ao(e=!1){let t=k,n=t.l.u;if(!n)return;let r=()=>qr(t.s);if(e){let e=0,n={},i=Ct(()=>{let r=!1,i=t.s;for(let e in i)i[e]!==n[e]&&(n[e]=i[e],r=!0);return r&&e++,e});r=()=>J(i)}n.b.length&&or(()=>{oo(t,r),m(n.b)}),ir(()=>{let e=Kr(()=>n.m.map(p));return()=>{for(let t of e)typeof t==`function`&&t()}}),n.a.length&&ir(()=>{oo(t,r),m(n.a)})}function oo(e,t){if(e.l.s)for(let t of e.l.s)J(t);t()}var so=!1;function co(e){var t=so;try{return so=!1,[e(),so]}finally{so=t}}function lo(e,t,n,r){var i=!Ye||!!(n&2),a=!!(n&8),s=!!(n&16),c=r,l=!0,u=void 0,d=()=>s&&i?(u!=null||(u=Ct(r)),J(u)):(l&&(l=!1,c=s?Kr(r):r),c);let f;if(a){var p,m,h=de in e||pe in e;f=(p=(m=o(e,t))==null?void 0:m.set)==null?h&&t in e?n=>e[t]=n:void 0:p}var g,_=!1;a?[g,_]=co(()=>e[t]):g=e[t],g===void 0&&r!==void 0&&(g=d(),f&&(i&&We(t),f(g)));var v=i?()=>{var n=e[t];return n===void 0?d():(l=!0,n)}:()=>{var n=e[t];return n!==void 0&&(c=void 0),n===void 0?c:n};if(i&&!(n&4))return v;if(f){var y=e.$$legacy;return(function(e,t){return arguments.length>0?((!i||!t||y||_)&&f(t?v():e),e):v()})}var b=!1,x=(n&1?Ct:Dt)(()=>(b=!1,v()));a&&J(x);var S=W;return(function(e,t){if(arguments.length>0){let n=t?J(x):i&&a?Pn(e):e;return Dn(x,n),b=!0,c!==void 0&&(c=n),e}return wr&&b||S.f&16384?x.v:J(x)})}function uo(e){k===null&&Le(`onMount`),Ye&&k.l!==null?fo(k).m.push(e):ir(()=>{let t=Kr(e);if(typeof t==`function`)return t})}function fo(e){var t,n=e.l;return(t=n.u)==null?n.u={a:[],b:[],m:[]}:t}if(typeof window<`u`){var po,mo,ho,go;((mo=(po=(go=(ho=window).__svelte)==null?ho.__svelte={}:go).v)==null?po.v=new Set:mo).add(`5`)}var _o=class{constructor(e){this.value=e}valueOf(){return this.value}},$=class extends _o{constructor(e=`???`){super(e)}toString(e){return`{${this.value}}`}},vo=class extends _o{constructor(e,t={}){super(e),this.opts=t}toString(e){if(e)try{return e.memoizeIntlObject(Intl.NumberFormat,this.opts).format(this.value)}catch(t){e.reportError(t)}return this.value.toString(10)}},yo=class e extends _o{static supportsValue(t){if(typeof t==`number`||t instanceof Date)return!0;if(t instanceof _o)return e.supportsValue(t.valueOf());if(`Temporal`in globalThis){let e=globalThis.Temporal;if(t instanceof e.Instant||t instanceof e.PlainDateTime||t instanceof e.PlainDate||t instanceof e.PlainMonthDay||t instanceof e.PlainTime||t instanceof e.PlainYearMonth)return!0}return!1}constructor(t,n={}){t instanceof e?(n=Qe(Qe({},t.opts),n),t=t.value):t instanceof _o&&(t=t.valueOf()),typeof t==`object`&&`calendarId`in t&&n.calendar===void 0&&(n=Qe(Qe({},n),{},{calendar:t.calendarId})),super(t),this.opts=n}[Symbol.toPrimitive](e){return e===`string`?this.toString():this.toNumber()}toNumber(){let e=this.value;if(typeof e==`number`)return e;if(e instanceof Date)return e.getTime();if(`epochMilliseconds`in e)return e.epochMilliseconds;if(`toZonedDateTime`in e)return e.toZonedDateTime(`UTC`).epochMilliseconds;throw TypeError(`Unwrapping a non-number value as a number`)}toString(e){if(e)try{return e.memoizeIntlObject(Intl.DateTimeFormat,this.opts).format(this.value)}catch(t){e.reportError(t)}return typeof this.value==`number`||this.value instanceof Date?new Date(this.value).toISOString():this.value.toString()}},bo=100,xo=`⁨`,So=`⁩`;function Co(e,t,n){return n===t||n instanceof vo&&t instanceof vo&&n.value===t.value||t instanceof vo&&typeof n==`string`&&n===e.memoizeIntlObject(Intl.PluralRules,t.opts).select(t.value)}function wo(e,t,n){return t[n]?No(e,t[n].value):(e.reportError(RangeError(`No default`)),new $)}function To(e,t){let n=[],r=Object.create(null);for(let i of t)i.type===`narg`?r[i.name]=Eo(e,i.value):n.push(Eo(e,i));return{positional:n,named:r}}function Eo(e,t){switch(t.type){case`str`:return t.value;case`num`:return new vo(t.value,{minimumFractionDigits:t.precision});case`var`:return Do(e,t);case`mesg`:return Oo(e,t);case`term`:return ko(e,t);case`func`:return Ao(e,t);case`select`:return jo(e,t);default:return new $}}function Do(e,{name:t}){let n;if(e.params){if(Object.prototype.hasOwnProperty.call(e.params,t))n=e.params[t];else return new $(`$${t}`)}else if(e.args&&Object.prototype.hasOwnProperty.call(e.args,t))n=e.args[t];else return e.reportError(ReferenceError(`Unknown variable: $${t}`)),new $(`$${t}`);if(n instanceof _o)return n;switch(typeof n){case`string`:return n;case`number`:return new vo(n);case`object`:if(yo.supportsValue(n))return new yo(n);default:return e.reportError(TypeError(`Variable type not supported: $${t}, ${typeof n}`)),new $(`$${t}`)}}function Oo(e,{name:t,attr:n}){let r=e.bundle._messages.get(t);if(!r)return e.reportError(ReferenceError(`Unknown message: ${t}`)),new $(t);if(n){let i=r.attributes[n];return i?No(e,i):(e.reportError(ReferenceError(`Unknown attribute: ${n}`)),new $(`${t}.${n}`))}return r.value?No(e,r.value):(e.reportError(ReferenceError(`No value: ${t}`)),new $(t))}function ko(e,{name:t,attr:n,args:r}){let i=`-${t}`,a=e.bundle._terms.get(i);if(!a)return e.reportError(ReferenceError(`Unknown term: ${i}`)),new $(i);if(n){let t=a.attributes[n];if(t){e.params=To(e,r).named;let n=No(e,t);return e.params=null,n}return e.reportError(ReferenceError(`Unknown attribute: ${n}`)),new $(`${i}.${n}`)}e.params=To(e,r).named;let o=No(e,a.value);return e.params=null,o}function Ao(e,{name:t,args:n}){let r=e.bundle._functions[t];if(!r)return e.reportError(ReferenceError(`Unknown function: ${t}()`)),new $(`${t}()`);if(typeof r!=`function`)return e.reportError(TypeError(`Function ${t}() is not callable`)),new $(`${t}()`);try{let t=To(e,n);return r(t.positional,t.named)}catch(n){return e.reportError(n),new $(`${t}()`)}}function jo(e,{selector:t,variants:n,star:r}){let i=Eo(e,t);if(i instanceof $)return wo(e,n,r);for(let t of n)if(Co(e,i,Eo(e,t.key)))return No(e,t.value);return wo(e,n,r)}function Mo(e,t){if(e.dirty.has(t))return e.reportError(RangeError(`Cyclic reference`)),new $;e.dirty.add(t);let n=[],r=e.bundle._useIsolating&&t.length>1;for(let i of t)if(typeof i==`string`)n.push(e.bundle._transform(i));else{if(e.placeables++,e.placeables>bo)throw e.dirty.delete(t),RangeError(`Too many placeables expanded: ${e.placeables}, max allowed is ${bo}`);r&&n.push(xo),n.push(Eo(e,i).toString(e)),r&&n.push(So)}return e.dirty.delete(t),n.join(``)}function No(e,t){return typeof t==`string`?e.bundle._transform(t):Mo(e,t)}var Po=class{constructor(e,t,n){this.dirty=new WeakSet,this.params=null,this.placeables=0,this.bundle=e,this.errors=t,this.args=n}reportError(e){if(!this.errors||!(e instanceof Error))throw e;this.errors.push(e)}memoizeIntlObject(e,t){let n=this.bundle._intls.get(e);n||(n={},this.bundle._intls.set(e,n));let r=JSON.stringify(t);return n[r]||(n[r]=new e(this.bundle.locales,t)),n[r]}};function Fo(e,t){let n=Object.create(null);for(let[r,i]of Object.entries(e))t.includes(r)&&(n[r]=i.valueOf());return n}var Io=[`unitDisplay`,`currencyDisplay`,`useGrouping`,`minimumIntegerDigits`,`minimumFractionDigits`,`maximumFractionDigits`,`minimumSignificantDigits`,`maximumSignificantDigits`];function Lo(e,t){let n=e[0];if(n instanceof $)return new $(`NUMBER(${n.valueOf()})`);if(n instanceof vo)return new vo(n.valueOf(),Qe(Qe({},n.opts),Fo(t,Io)));if(n instanceof yo)return new vo(n.toNumber(),Qe({},Fo(t,Io)));throw TypeError(`Invalid argument to NUMBER`)}var Ro=[`dateStyle`,`timeStyle`,`fractionalSecondDigits`,`dayPeriod`,`hour12`,`weekday`,`era`,`year`,`month`,`day`,`hour`,`minute`,`second`,`timeZoneName`];function zo(e,t){let n=e[0];if(n instanceof $)return new $(`DATETIME(${n.valueOf()})`);if(n instanceof yo||n instanceof vo)return new yo(n,Fo(t,Ro));throw TypeError(`Invalid argument to DATETIME`)}var Bo=new Map;function Vo(e){let t=Array.isArray(e)?e.join(` `):e,n=Bo.get(t);return n===void 0&&(n=new Map,Bo.set(t,n)),n}var Ho=class{constructor(e,{functions:t,useIsolating:n=!0,transform:r=e=>e}={}){this._terms=new Map,this._messages=new Map,this.locales=Array.isArray(e)?e:[e],this._functions=Qe({NUMBER:Lo,DATETIME:zo},t),this._useIsolating=n,this._transform=r,this._intls=Vo(e)}hasMessage(e){return this._messages.has(e)}getMessage(e){return this._messages.get(e)}addResource(e,{allowOverrides:t=!1}={}){let n=[];for(let r=0;r<e.body.length;r++){let i=e.body[r];if(i.id.startsWith(`-`)){if(t===!1&&this._terms.has(i.id)){n.push(Error(`Attempt to override an existing term: "${i.id}"`));continue}this._terms.set(i.id,i)}else{if(t===!1&&this._messages.has(i.id)){n.push(Error(`Attempt to override an existing message: "${i.id}"`));continue}this._messages.set(i.id,i)}}return n}formatPattern(e,t=null,n=null){if(typeof e==`string`)return this._transform(e);let r=new Po(this,n,t);try{return Mo(r,e).toString(r)}catch(e){if(r.errors&&e instanceof Error)return r.errors.push(e),new $().toString(r);throw e}}},Uo=/^(-?[a-zA-Z][\w-]*) *= */gm,Wo=/\.([a-zA-Z][\w-]*) *= */y,Go=/\*?\[/y,Ko=/(-?[0-9]+(?:\.([0-9]+))?)/y,qo=/([a-zA-Z][\w-]*)/y,Jo=/([$-])?([a-zA-Z][\w-]*)(?:\.([a-zA-Z][\w-]*))?/y,Yo=/^[A-Z][A-Z0-9_-]*$/,Xo=/([^{}\n\r]+)/y,Zo=/([^\\"\n\r]*)/y,Qo=/\\([\\"])/y,$o=/\\u([a-fA-F0-9]{4})|\\U([a-fA-F0-9]{6})/y,es=/^\n+/,ts=/ +$/,ns=/ *\r?\n/g,rs=/( *)$/,is=/{\s*/y,as=/\s*}/y,os=/\[\s*/y,ss=/\s*] */y,cs=/\s*\(\s*/y,ls=/\s*->\s*/y,us=/\s*:\s*/y,ds=/\s*,?\s*/y,fs=/\s+/y,ps=class{constructor(e){this.body=[],Uo.lastIndex=0;let t=0;for(;;){let n=Uo.exec(e);if(n===null)break;t=Uo.lastIndex;try{this.body.push(s(n[1]))}catch(e){if(e instanceof SyntaxError)continue;throw e}}function n(n){return n.lastIndex=t,n.test(e)}function r(n,r){if(e[t]===n)return t++,!0;if(r)throw new r(`Expected ${n}`);return!1}function i(e,r){if(n(e))return t=e.lastIndex,!0;if(r)throw new r(`Expected ${e.toString()}`);return!1}function a(n){n.lastIndex=t;let r=n.exec(e);if(r===null)throw SyntaxError(`Expected ${n.toString()}`);return t=n.lastIndex,r}function o(e){return a(e)[1]}function s(e){let t=l(),n=c();if(t===null&&Object.keys(n).length===0)throw SyntaxError(`Expected message value or attributes`);return{id:e,value:t,attributes:n}}function c(){let e=Object.create(null);for(;n(Wo);){let t=o(Wo),n=l();if(n===null)throw SyntaxError(`Expected attribute value`);e[t]=n}return e}function l(){let r;if(n(Xo)&&(r=o(Xo)),e[t]===`{`||e[t]===`}`)return u(r?[r]:[],1/0);let i=x();return i?r?u([r,i],i.length):(i.value=S(i.value,es),u([i],i.length)):r?S(r,ts):null}function u(r=[],i){for(;;){if(n(Xo)){r.push(o(Xo));continue}if(e[t]===`{`){r.push(d());continue}if(e[t]===`}`)throw SyntaxError(`Unbalanced closing brace`);let a=x();if(a)r.push(a),i=Math.min(i,a.length);else break}let a=r.length-1,s=r[a];typeof s==`string`&&(r[a]=S(s,ts));let c=[];for(let e of r)e instanceof ms&&(e=e.value.slice(0,e.value.length-i)),e&&c.push(e);return c}function d(){i(is,SyntaxError);let e=f();if(i(as))return e;if(i(ls)){let t=h();return i(as,SyntaxError),Qe({type:`select`,selector:e},t)}throw SyntaxError(`Unclosed placeable`)}function f(){if(e[t]===`{`)return d();if(n(Jo)){let[,e,t,n=null]=a(Jo);if(e===`$`)return{type:`var`,name:t};if(i(cs)){let r=p();if(e===`-`)return{type:`term`,name:t,attr:n,args:r};if(Yo.test(t))return{type:`func`,name:t,args:r};throw SyntaxError(`Function names must be all upper-case`)}return e===`-`?{type:`term`,name:t,attr:n,args:[]}:{type:`mesg`,name:t,attr:n}}return _()}function p(){let n=[];for(;;){switch(e[t]){case`)`:return t++,n;case void 0:throw SyntaxError(`Unclosed argument list`)}n.push(m()),i(ds)}}function m(){let e=f();return e.type===`mesg`&&i(us)?{type:`narg`,name:e.name,value:_()}:e}function h(){let e=[],t=0,i;for(;n(Go);){r(`*`)&&(i=t);let n=g(),a=l();if(a===null)throw SyntaxError(`Expected variant value`);e[t++]={key:n,value:a}}if(t===0)return null;if(i===void 0)throw SyntaxError(`Expected default variant`);return{variants:e,star:i}}function g(){i(os,SyntaxError);let e;return e=n(Ko)?v():{type:`str`,value:o(qo)},i(ss,SyntaxError),e}function _(){if(n(Ko))return v();if(e[t]===`"`)return y();throw SyntaxError(`Invalid expression`)}function v(){let[,e,t=``]=a(Ko),n=t.length;return{type:`num`,value:parseFloat(e),precision:n}}function y(){r(`"`,SyntaxError);let n=``;for(;;)if(n+=o(Zo),e[t]===`\\`)n+=b();else{if(r(`"`))return{type:`str`,value:n};throw SyntaxError(`Unclosed string literal`)}}function b(){if(n(Qo))return o(Qo);if(n($o)){let[,e,t]=a($o),n=parseInt(e||t,16);return n<=55295||57344<=n?String.fromCodePoint(n):`�`}throw SyntaxError(`Unknown escape sequence`)}function x(){let n=t;switch(i(fs),e[t]){case`.`:case`[`:case`*`:case`}`:case void 0:return!1;case`{`:return C(e.slice(n,t))}return e[t-1]===` `&&C(e.slice(n,t))}function S(e,t){return e.replace(t,``)}function C(e){let t=e.replace(ns,`
`),n=rs.exec(e)[1].length;return new ms(t,n)}}},ms=class{constructor(e,t){this.value=e,this.length=t}},hs=`### العربية. فهرس واحد لكل الصفحات. صيغ العدد بواسطة PLURAL($n) فقط.

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
last-ticket-soon = آخر تذكرة حوالي { $time }
last-ticket-passed = عدد المنتظرين كبير: من يأتي الآن قد لا يستقبل اليوم
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
index-dashboard = لوحة القيادة: للمسؤول

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
`,gs=`### English. One catalogue for all pages. Numbers choose their form with PLURAL($n) only:
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
last-ticket-soon = Last ticket towards { $time }
last-ticket-passed = So many are waiting that whoever comes now may not be served today
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
index-dashboard = Dashboard: for the manager

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
`,_s=`### Français. Un seul catalogue pour toutes les pages. Accord par PLURAL($n) uniquement.

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
last-ticket-soon = Dernier ticket vers { $time }
last-ticket-passed = L’attente est telle que qui arrive maintenant risque de ne pas être servi aujourd’hui
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
index-dashboard = Tableau de bord : pour le responsable

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
`,vs=`### ⵜⴰⵎⴰⵣⵉⵖⵜ. Only words taken from CLDR's zgh data (days, months, language names). Everything else is
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
`,ys=new Map;function bs(e,t){if(e===`zgh`)return t===0||t===1?`one`:`other`;let n=ys.get(e);return n===void 0&&(n=new Intl.PluralRules(e),ys.set(e,n)),n.select(t)}var xs=[`ar`,`fr`,`zgh`,`en`],Ss={ar:[`fr`],fr:[`ar`],zgh:[`fr`,`ar`],en:[`fr`,`ar`]},Cs={ar:`ar-MA-u-nu-latn`,fr:`fr-MA`,zgh:`fr-MA`,en:`en-GB`};function ws(e,t){let n=new Ho(Cs[e],{functions:{PLURAL:([t])=>{var n;return bs(e,Number((n=t==null?void 0:t.valueOf())==null?0:n))}}});for(let e of n.addResource(new ps(t)))console.error(e);return n}var Ts={ar:ws(`ar`,hs),fr:ws(`fr`,_s),zgh:ws(`zgh`,vs),en:ws(`en`,gs)};function Es(e){for(let[t,n]of Object.entries(e))for(let e of Ts[t].addResource(new ps(n)))console.error(e)}function Ds(e){return e===`ar`?`rtl`:`ltr`}function Os(e){return xs.includes(e)}function ks(e,t,n){var r;let i=(r=Ts[e].getMessage(t))==null?void 0:r.value;return i==null?void 0:Ts[e].formatPattern(i,n,[])}function As(e,t){var n;return((n=Ts[e].getMessage(t))==null?void 0:n.value)!=null}function js(e,t,n){let r=ks(e,t,n);if(r!==void 0)return[{lang:e,text:r}];let i=Ss[e].flatMap(e=>{let r=ks(e,t,Ps(e,n));return r===void 0?[]:[{lang:e,text:r}]});return i.length===0?[{lang:`en`,text:t}]:e===`zgh`?i:i.slice(0,1)}function Ms(e,t,n){return js(e,t,n).map(e=>e.text).join(` · `)}var Ns=new Map;function Ps(e,t){if(t!==void 0)return Object.fromEntries(Object.entries(t).map(([t,n])=>{var r,i;return[t,typeof n==`string`?(r=(i=Ns.get(n))==null?void 0:i[e])==null?n:r:n]}))}function Fs(e,t){let n=Object.fromEntries(xs.map(e=>[e,t(e)])),r=n[e];return Ns.size>500&&Ns.clear(),e===`zgh`&&Ns.set(r,n),r}function Is(e,t){for(let n of[e,`fr`,`ar`,...xs]){let e=t==null?void 0:t[n];if(e)return{lang:n,text:e}}return{lang:`fr`,text:`—`}}function Ls(e,t){let n=Is(e,t),r=Is(n.lang===`ar`?`fr`:`ar`,t);return r.lang===n.lang||r.text===n.text?void 0:r}function Rs(e,t){let n=Math.floor(Math.max(0,t)/6e4);return Fs(e,e=>n<1?Bs(e,`less-than-minute`):n<90?Bs(e,`minutes`,{n}):Bs(e,`hours-minutes`,{h:Math.floor(n/60),m:n%60}))}function zs(e,t){return Fs(e,e=>Bs(e,t))}function Bs(e,t,n){return js(e,t,n)[0].text}function Vs(e){if(e===void 0||!(e.high_min>=e.low_min))return;let{low_min:t,high_min:n}=e;return n>120?{key:`wait-between-hours`,args:{lo:Math.max(1,Math.floor(t/60)),hi:Math.ceil(n/60)}}:t<=0?{key:`wait-under`,args:{hi:Math.max(1,n)}}:{key:`wait-between`,args:{lo:t,hi:n}}}function Hs(e,t){return Date.parse(e)>t?`last-ticket-soon`:`last-ticket-passed`}var Us=new WeakMap,Ws=new class{constructor(){j(this,Us,Tn(`ar`))}get locale(){return J(N(Us,this))}set locale(e){Dn(N(Us,this),e,!0)}};function Gs(e,t){Ws.locale=e,document.documentElement.lang=e,document.documentElement.dir=Ds(e),t!==void 0&&qs(t,e)}function Ks(e,t=!1){var n;let r=(n=new URLSearchParams(location.search).get(`lang`))==null?void 0:n.split(`,`)[0];if(Os(r))return r;let i=e===void 0?null:Js(e);if(Os(i))return i;let a=navigator.language.slice(0,2);return t&&Os(a)?a:`ar`}function qs(e,t){try{localStorage.setItem(`nouba.${e}`,t)}catch(e){}}function Js(e){try{return localStorage.getItem(`nouba.${e}`)}catch(e){return null}}var Ys=fi(`<span> </span>`),Xs=fi(`<!><span class="line"><span> </span></span>`,1),Zs=fi(`<span></span>`);function Qs(e,t){et(t,!0);let n=lo(t,`inline`,3,!1),r=Et(()=>{var e;return(e=t.locale)==null?Ws.locale:e}),i=Et(()=>js(J(r),t.k,t.a));var a=gi(),o=Wn(a),s=e=>{var t=Ys(),n=Gn(t,!0);dr(e=>{za(t,`lang`,J(i)[0].lang),za(t,`dir`,e),Gi(n,J(i)[0].text),t.dir=t.dir},[()=>Ds(J(i)[0].lang)]),_i(e,t)},c=e=>{var t=Zs();let r;ca(t,23,()=>J(i),e=>e.lang,(e,t,r)=>{var i=Xs(),a=Wn(i),o=e=>{var t=hi();t.nodeValue=` · `,_i(e,t)};ra(a,e=>{n()&&J(r)>0&&e(o)});var s=Kn(a),c=Un(s),l=Gn(c,!0);Ae(s),dr(e=>{za(c,`lang`,J(t).lang),za(c,`dir`,e),Gi(l,J(t).text),c.dir=c.dir},[()=>Ds(J(t).lang)]),_i(e,i)}),Ae(t),dr(()=>r=Ca(t,1,`pair`,null,r,{inline:n()})),_i(e,t)};ra(o,e=>{J(i).length===1?e(s):e(c,-1)}),_i(e,a),tt()}export{dr as $,Ra as A,Ki as B,io as C,Ua as D,eo as E,_a as F,mi as G,_i as H,ma as I,ni as J,hi as K,ca as L,ka as M,Ta as N,La as O,Ca as P,Kr as Q,ia as R,ao as S,g as St,no as T,gi as U,Gi as V,fi as W,J as X,ti as Y,Ur as Z,Ls as _,Xe as _t,qs as a,Kn as at,uo as b,b as bt,Ds as c,Tn as ct,Os as d,Dt as dt,ir as et,Hs as f,Et as ft,Ms as g,Qe as gt,js as h,et as ht,Gs as i,Gn as it,Aa as j,za as k,Rs as l,N as lt,Is as m,tt as mt,Ks as n,Un as nt,Ws as o,Pn as ot,Es as p,dt as pt,ri as q,Js as r,Wn as rt,xs as s,Dn as st,Qs as t,Ln as tt,As as u,j as ut,Vs as v,je as vt,ro as w,lo as x,f as xt,zs as y,Ae as yt,ra as z};