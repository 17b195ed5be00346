import{a as r,b as p,c as V}from"./chunk-SLLT3Y4J.js";import{a as H,c as A,d as z,f as y,g as b,h as I,j as O}from"./chunk-VVBRQTH2.js";import{b as C}from"./chunk-CGZWNQCD.js";import"./chunk-IKEQRMWM.js";import{d as h}from"./chunk-7S6GZFWN.js";import{a as w,c as v,g as x}from"./chunk-GVWHW6SI.js";import"./chunk-24PZ5VME.js";import{b as f,d as g}from"./chunk-6LQYGGQK.js";import"./chunk-WZBWR52P.js";import"./chunk-BOK7RGVU.js";import"./chunk-NBQ7BX4J.js";import"./chunk-PHKIAKHS.js";var L={open:"✓",partly:"◐",closed:"✗",unseen:""};function D({title:e,days:n},t,o){let a=[...Array.from({length:n[0]?.weekday??0},()=>r`<td></td>`),...n.map(l=>U(l,t))],i=Array.from({length:Math.ceil(a.length/7)},(l,d)=>a.slice(d*7,d*7+7));return r`<section class="month" aria-labelledby="month-${o}">
    <h3 id="month-${o}">${e}</h3>
    <table>
      <thead>
        <tr>
          ${w.map(l=>r`<th scope="col" abbr="${l}">${l.slice(0,3)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${i.map(l=>r`<tr>
              ${l}
            </tr> `)}
      </tbody>
    </table>
    ${n.filter(({state:l})=>l!=="unseen").map(l=>B(l,t))}
  </section> `}function U(e,n){let{state:t,isToday:o,date:s,number:a}=e;if(t==="unseen")return r`<td class="unseen">${s.dayOfMonth}</td>`;let i=o?r` aria-current="date"`:null;return r`<td>
    <button
      type="button"
      class="day ${t}"
      popovertarget="day-${g(a)}"
      aria-label="${K(e,n)}"
      ${i}
    >
      <span class="number">${s.dayOfMonth}</span><span class="mark">${L[t]}${z(e)}</span>${T(e)}
    </button>
  </td>`}function K(e,n){let{state:t,stretches:o,rules:s,isToday:a}=e,l={open:"open",partly:`partly open, ${P(o).map(m=>b(m,n)).join(" and ")}`,closed:"closed",unseen:"not in this calendar"},d=s.map(({rule:m})=>m.id).join(", ");return`${y(e)}${a?", today":""}: ${l[t]}${d===""?"":`; ${d}`}`}function T({from:e,to:n,stretches:t,state:o}){if(o!=="partly")return null;let s=$(n-e);return r`<svg class="bar" viewBox="0 0 ${s} 1" preserveAspectRatio="none" aria-hidden="true">
    <rect class="shut" width="${s}" height="1" />
    ${P(t).map(a=>r`<rect x="${$(a.from-e)}" width="${$(a.to-a.from)}" height="1" />`)}
  </svg>`}function P(e){return C(e.filter(({open:n})=>n))}function $(e){return Math.round(e/36e5*100)/100}function B(e,n){return r`<div class="details" popover id="day-${g(e.number)}">
    <h4>${y(e)}</h4>
    ${I(e).map(t=>r`<p>${t}</p>`)}
    <ul>
      ${e.stretches.map(t=>N(t,n))}
    </ul>
    ${e.rules.map(({letter:t,rule:o})=>r`<p><span class="mark">${t}</span> <strong>${o.id}</strong> ${o.because}</p> `)}
  </div> `}function N(e,n){let{open:t,rules:o}=e;return r`<li class="${t?"open":"closed"}">
    <span class="mark">${t?"✓":"✗"}</span> ${b(e,n)}
    ${t?"open":"closed"}${o.length===0?null:` by ${o.join(", ")}`}
  </li> `}var R=`
const days = [...document.querySelectorAll('button.day')];
const months = [...document.querySelectorAll('.month')].map((month) => [...month.querySelectorAll('button.day')]).filter((list) => list.length > 0);
const stop = (list, day) => list.forEach((each) => { each.tabIndex = each === day ? 0 : -1; });
months.forEach((list) => stop(list, list.find((day) => day.hasAttribute('aria-current')) ?? list[0]));
const go = (day) => {
  if (!day) return;
  stop(months.find((list) => list.includes(day)), day);
  day.focus();
};
const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
document.addEventListener('keydown', (event) => {
  const at = days.indexOf(document.activeElement);
  if (at === -1 || event.altKey || event.ctrlKey || event.metaKey) return;
  const month = months.findIndex((list) => list.includes(days[at]));
  const place = months[month].indexOf(days[at]);
  const nearby = (list) => list && (list[place] ?? list.at(-1));
  const target = {
    PageUp: () => nearby(months[month - 1]),
    PageDown: () => nearby(months[month + 1]),
    Home: () => months[month][0],
    End: () => months[month].at(-1),
  }[event.key] ?? (event.key in steps ? () => days[at + steps[event.key]] : null);
  if (target === null) return;
  event.preventDefault();
  document.querySelectorAll('[popover]:popover-open').forEach((open) => open.hidePopover());
  go(target());
});
document.addEventListener('focusin', ({ target }) => {
  const list = months.find((each) => each.includes(target));
  if (list) stop(list, target);
});
`;var M=`
:root {
  color-scheme: light dark;
  --page: #ffffff; --ink: #1b1f24; --soft: #4f5862; --line: #c9d1d9; --card: #f4f6f8; --link: #0b57a8; --focus: #0b57a8;
  --open: #dff3e4; --open-ink: #0b4a21; --open-bar: #2c8a4b;
  --partly: #fff1c4; --partly-ink: #553800;
  --closed: #fbe0dd; --closed-ink: #7a1410; --closed-bar: #d9a19c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #11151a; --ink: #e8ecf1; --soft: #a9b4c0; --line: #3a434d; --card: #1a2027; --link: #7cb8ff; --focus: #9accff;
    --open: #12351f; --open-ink: #b4ecc3; --open-bar: #4fbf74;
    --partly: #3b2e0a; --partly-ink: #f6dd96;
    --closed: #43191a; --closed-ink: #ffc2bc; --closed-bar: #7d4443;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.45 system-ui, sans-serif; overflow-wrap: anywhere; }
header, main { max-width: 90rem; margin: 0 auto; padding: 0 1rem; }
main { padding-bottom: 3rem; }
h1 { font-size: 1.6rem; margin: 1.2rem 0 0.2rem; }
h2 { font-size: 1.25rem; margin: 1.8rem 0 0.5rem; }
h3 { font-size: 1.05rem; margin: 0 0 0.4rem; }
h4 { font-size: 1rem; margin: 0 0 0.4rem; }
p { margin: 0.2rem 0; }
a { color: var(--link); }
code { font: 0.92em ui-monospace, monospace; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.skip { position: absolute; left: 1rem; top: -5rem; padding: 0.5rem 1rem; background: var(--page); color: var(--link); z-index: 1; }
.skip:focus { top: 0.5rem; }
.aside, .hint, .kind { color: var(--soft); font-size: 0.9rem; }
.kind { border: 1px solid var(--line); border-radius: 1rem; padding: 0 0.5rem; white-space: nowrap; }
.now { border-radius: 0.5rem; padding: 0.8rem 1rem; margin-top: 1rem; }
.now.open { background: var(--open); color: var(--open-ink); }
.now.closed { background: var(--closed); color: var(--closed-ink); }
.now h2 { margin: 0 0 0.2rem; }
.now a, .now .aside { color: inherit; }
.turn { font-weight: 600; }
.legend { display: flex; flex-wrap: wrap; gap: 0.4rem 1.2rem; list-style: none; margin: 0; padding: 0; }
.key { display: inline-block; min-width: 1.7rem; text-align: center; border: 1px solid var(--line); border-radius: 0.25rem; padding: 0 0.3rem; }
.open.key, .day.open { background: var(--open); color: var(--open-ink); }
.partly.key, .day.partly { background: var(--partly); color: var(--partly-ink); }
.closed.key, .day.closed { background: var(--closed); color: var(--closed-ink); }
.today.key, .day[aria-current] { box-shadow: inset 0 0 0 2px currentColor; font-weight: 700; }
.months { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr)); gap: 1.5rem; margin-top: 1rem; }
table { width: 100%; table-layout: fixed; border-collapse: separate; border-spacing: 2px; }
th { color: var(--soft); font-size: 0.8rem; font-weight: 600; padding: 0; white-space: nowrap; }
td { padding: 0; text-align: center; height: 3.8rem; vertical-align: top; }
td.unseen { color: var(--soft); padding-top: 0.3rem; }
button.day { display: flex; flex-direction: column; align-items: flex-start; width: 100%; height: 100%; padding: 0.25rem 0.3rem; border: 0; border-radius: 0.25rem; font: inherit; font-size: 0.9rem; line-height: 1.3; cursor: pointer; overflow: hidden; }
.bar { display: block; width: 100%; height: 0.4rem; border-radius: 0.1rem; margin-top: auto; }
.bar rect { fill: var(--open-bar); }
.bar .shut { fill: var(--closed-bar); }
.details { max-width: min(30rem, 92vw); padding: 1rem; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--page); color: var(--ink); box-shadow: 0 0.5rem 2rem rgb(0 0 0 / 0.35); }
.details ul { list-style: none; margin: 0 0 0.5rem; padding: 0; }
.rules { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr)); gap: 0.8rem; list-style: none; margin: 0; padding: 0; }
.rules li { background: var(--card); border-left: 0.3rem solid var(--line); border-radius: 0.25rem; padding: 0.6rem 0.8rem; }
.rules li.open { border-color: var(--open-bar); }
.rules li.closed { border-color: var(--closed-bar); }
.rules li:target { outline: 3px solid var(--focus); }
summary { cursor: pointer; padding: 0.3rem 0; }
.stretches { margin: 0; padding-left: 3.5rem; font-size: 0.92rem; }
li > .mark, p > .mark { font-weight: 700; }
@media print {
  :root {
    color-scheme: light;
    --page: #ffffff; --ink: #000000; --soft: #333333; --line: #999999; --card: #ffffff; --link: #000000;
    --open: #e6f5ea; --open-ink: #000000; --open-bar: #2c8a4b;
    --partly: #fff6da; --partly-ink: #000000;
    --closed: #fdeae8; --closed-ink: #000000; --closed-bar: #d9a19c;
  }
  @page { margin: 12mm; }
  html { font-size: 9pt; }
  body { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  header, main { max-width: none; padding: 0; }
  .skip, .hint, .details { display: none; }
  .months { grid-template-columns: repeat(3, 1fr); gap: 5mm; }
  .rules { grid-template-columns: repeat(2, 1fr); }
  .month, .rules li, .now { break-inside: avoid; }
  h2 { break-after: avoid; }
  td { height: 10mm; }
  button.day { font-size: 8pt; line-height: 1.1; padding: 0.7mm; }
}
`;function we(e){let n=v(e.timezone,e.moment.evaluatedAt),t=H(e),o=r`<a class="skip" href="#months">Skip to the months</a>
    <header>
      <h1>When may changes go out?</h1>
      <p>${p(O(e))}</p>
    </header>
    <main>
      ${F(e,n)}
      <section id="months" aria-labelledby="months-title" tabindex="-1">
        <h2 id="months-title">Months</h2>
        ${G}
        <div class="months">${t.map((s,a)=>D(s,e,a))}</div>
      </section>
      ${J(e,n)} ${Y(e,n)}
    </main>`;return V({title:_(e),style:M,script:R,body:o})}function _({environment:e,services:n,moment:t}){return`${t.open?"Open":"Closed"}: changes to ${[e,...n].join(", ")}`}function F({moment:e,rules:n,timezone:t},o){let{open:s,decidedBy:a,because:i,nextOpening:l,nextClosing:d,evaluatedAt:m}=e,c=s?d:l,E=c===null?r`${`no ${s?"closing":"opening"} within 400 days`}`:r`${s?"closes":"opens"} <time datetime="${c}">${o.full(c)}</time>`,j=a.length===0?null:r`<p>by ${te(a.map(W=>ee(W,n)))}</p>`;return r`<section class="now ${s?"open":"closed"}" aria-labelledby="now-title">
    <h2 id="now-title"><span aria-hidden="true">${s?"✓":"✗"}</span> ${s?"Open":"Closed"} now</h2>
    <p class="turn">${E}</p>
    ${j} ${i===null?null:r`<p>${p(h(i))}</p>`}
    <p class="aside">
      as of <time datetime="${m}">${o.short(m)} ${t}</time>; this page does not update
      itself
    </p>
  </section>`}var G=r`<ul class="legend" aria-label="What the marks mean">
    <li><span class="key open" aria-hidden="true">✓</span> open</li>
    <li><span class="key partly" aria-hidden="true">◐</span> partly open; the bar shows the hours</li>
    <li><span class="key closed" aria-hidden="true">✗</span> closed</li>
    <li><span class="key today" aria-hidden="true">7</span> today</li>
    <li><span class="key" aria-hidden="true">a</span> a letter names a rule below, + several</li>
  </ul>
  <p class="hint">
    A day opens with Enter or a click and tells its hours; arrow keys move from day to day, Page Up and Page Down from
    month to month.
  </p>`;function J(e,n){let t=new Map(A(e).map(({letter:a,rule:i})=>[i,a])),o=Date.parse(e.moment.evaluatedAt),s=e.rules.length+e.conditional.length===0?r`<p>No rule says when: it is always open.</p>`:null;return r`<section aria-labelledby="rules-title">
    <h2 id="rules-title">Rules</h2>
    ${s}
    <ul class="rules">
      ${e.rules.map((a,i)=>Q({rule:a,index:i,letter:t.get(a)??"",now:o},n))}
      ${e.conditional.map(({id:a,because:i})=>r`<li>
            <p><span class="mark">?</span> <strong>${a}</strong> depends on the change and is left out here</p>
            <p>${p(h(i))}</p>
          </li> `)}
    </ul>
  </section>`}function Q({rule:e,index:n,letter:t,now:o},s){let{kind:a,id:i,because:l,pattern:d,aside:m}=e,c=a==="window"||a==="exception",u=e.periods.find(({to:k})=>k>o);return r`<li id="rule-${n}" class="${c?"open":"closed"}">
    <p>
      <span class="mark">${c?"✓":"✗"}${t}</span> <strong>${i}</strong>
      <span class="kind">${X[a]}</span>
    </p>
    <p>${d}${m===null?null:`; ${m}`}</p>
    ${l===""?null:r`<p>${p(h(l))}</p>`}
    ${u===void 0||a==="outside"?null:r`<p class="aside">${u.from<=o?"now":"next"}: ${S(u,s)}</p>`}
  </li> `}var X={freeze:"freeze",outside:"no window open",exception:"exception",window:"change window"};function Y(e,n){return r`<section aria-labelledby="all-title">
    <h2 id="all-title">Every opening and closing</h2>
    <details>
      <summary>${e.stretches.length} stretches of time</summary>
      <ol class="stretches">
        ${e.stretches.map(t=>Z(t,n))}
      </ol>
    </details>
  </section>`}function Z(e,n){let{open:t,rules:o,from:s,to:a}=e,i=x((a-s)/1e3);return r`<li class="${t?"open":"closed"}">
    <span class="mark">${t?"✓ open":"✗ closed"}</span> ${S(e,n)}
    (${i})${o.length===0?null:` by ${o.join(", ")}`}
  </li> `}function S({from:e,to:n},t){let[o,s]=[f(e),f(n)];return r`<time datetime="${o}">${t.short(o)}</time> to
    <time datetime="${s}">${t.short(s)}</time>`}function ee(e,n){let t=n.findIndex(o=>o.id===e);return t===-1?r`<code>${e}</code>`:r`<a href="#rule-${t}">${e}</a>`}function te(e){return r`${e.map((n,t)=>t===0?n:r`, ${n}`)}`}export{we as renderCalendarPage};
