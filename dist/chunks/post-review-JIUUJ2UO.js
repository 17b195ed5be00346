import{a as D,b as T,c as M}from"./chunk-ESENY3JS.js";import{a as m,b as x,c as W}from"./chunk-XGDGZM3E.js";import"./chunk-T747PYNR.js";import{a,b as p,d as L,f as O,h as R}from"./chunk-7S6GZFWN.js";import{c as S}from"./chunk-GVWHW6SI.js";import"./chunk-24PZ5VME.js";import"./chunk-OE4DTJHG.js";import"./chunk-WZBWR52P.js";import{a as P}from"./chunk-TDGGDDOL.js";import{a as v,c as h,f as w,g as $}from"./chunk-NBQ7BX4J.js";import"./chunk-PHKIAKHS.js";var B=`---
name: Post-implementation review
about: Look back at an emergency, a rollback or a change that failed
title: 'Post-implementation review: '
labels: post-implementation-review
---

## What happened

<!-- Who noticed what, and when? What did users see? When was it over? -->

## What made it possible

<!-- Not who. What would have caught it earlier: a test, a check, a smaller change, an alert? -->

## What of the rules

<!-- Did the gate hold what it should have held, and nothing else? Did the rollback plan work, and how long did it take? -->

## Measures

<!-- One line each, as \`- [ ] what, who, until when\`. The gate tells what is open beside each change, until this issue is closed. -->
`;function z(e){let{key:n,marker:t}=E(e),{kind:i,environment:r}=e,d=`Post-implementation review: ${F[i]} in ${r} (${f(D(e))})`,c=[t,m(a`${_[i](e)} Look back at it, write down what is to be done, and close this issue.`,600),"",...x(["",""]),...U(e).map(([l,s])=>W([l,s])),...H(e),"",N(e.template??B)];return{key:n,marker:t,title:v(d,200),body:c.join(`
`)}}var F={emergency:"emergency",rollback:"rollback",failure:"failed change"},_={emergency:({environment:e})=>a`An emergency change was let pass to ${p(e)}.`,rollback:({environment:e})=>a`What was live in ${p(e)} was taken back.`,failure:({environment:e})=>a`A change that went to ${p(e)} failed.`};function E(e){let n=M(T(e));return{key:n,marker:`${n}${/^\d+$/u.exec(e.run.id??"")?.[0]??"by-hand"} -->`}}function U(e){let{base:n,head:t,services:i,by:r,reason:d,at:c,due:l,owner:s,timezone:o,run:u,record:y}=e,b=S(o,c),A=a`${p(n===null?"unknown":f(n))} → ${p(f(t))}`,I=O(i.map(g=>a`${p(g)}`),10);return[["**Due**",`**${m(a`${b.short(l)} ${o}`,100)}**`],s===null?null:["**Owner**",$(s)],["When",m(a`${b.short(c)} ${o}`,100)],["Commits",m(A,100)],i.length===0?null:["Services",m(I,500)],r===null?null:[e.kind==="failure"?"Said by":"Declared by",h(r,100)],d===null?null:["Reason",m(R(a`${d}`),1e3)],j(e),u.url===null?null:["Run",w("the run that told of it",u.url)],y===null?null:["Record",w(m(a`${p(y.path)}`,200),y.url)]].flatMap(g=>g===null?[]:[g])}function j({incident:e}){if(e===null)return null;let n=/^#?([1-9]\d{0,8})$/u.exec(e.trim())?.[1];return["Incident",n===void 0?h(e,200):`#${n}`]}var C=10;function H({passed:e}){if(e.length===0)return[];let n=e.slice(0,C),t=e.length-n.length;return["","**What it passed all the same**","",...n.map(i=>`- ${m(a`${p(i.code)}: ${L(i.problem)}`,400)}`),...t===0?[]:[`- and ${t} more`]]}var K=2e4;function N(e){let n=e.replaceAll(`\r
`,`
`).slice(0,K),t=n.startsWith(`---
`)?n.indexOf(`
---
`,3):-1;return(t<0?n:n.slice(t+5)).trim()}function f(e){return/^[0-9a-f]{40,64}$/u.test(e)?e.slice(0,12):e}async function ce(e,n){let{event:t,github:i}=e;if(i===null)return[k("there is no `token`")];try{let r=await Q(e,n),{openPostReview:d}=await import("./post-review-6YMW6IF2.js"),{key:c,marker:l,title:s,body:o}=z(r),u=await d(await i(),{repository:{owner:t.owner,repo:t.repository},label:n.policy.reviews.label,viewer:n.viewer,since:new Date(Date.parse(r.at)-G*q).toISOString(),review:{key:c,marker:l,title:s,body:e.runner.redacted(o),owner:Y(r.owner)}});if(u.kind==="refused")return[k(u.reason)];let y=r.due.slice(0,10);return u.kind==="opened"?[`the post-implementation review #${u.number} was opened, due on ${y}`]:[`the post-implementation review #${u.number} is there already`]}catch(r){return[k(r instanceof Error?r.message:String(r))]}}var q=864e5,G=31,J=".github/ISSUE_TEMPLATE/post-implementation-review.md";function k(e){return`no post-implementation review was opened: ${e}; open one by hand`}async function Q({event:e,runner:n},t){let{findings:i,policy:r,readTrusted:d,...c}=t,l=n.now();return{...c,passed:i.filter(({code:s})=>V(s)),at:l,due:new Date(Date.parse(l)+P(r.reviews.within)).toISOString(),owner:X(t,e.actor),timezone:r.schedule?.timezone??"UTC",run:{id:n.run.id===null?null:String(n.run.id),url:n.runUrl},template:await d(J)}}function V(e){return/^(?:schedule|rollback|evidence|approvals|conflicts)\//u.test(e)&&e!=="schedule/exception"}function X({kind:e,by:n,services:t,policy:i},r){let d=t.flatMap(o=>Object.hasOwn(i.services,o)?i.services[o]??[]:[]),[c]=d.filter(({owner:o})=>o!==void 0).toSorted((o,u)=>o.tier-u.tier),l=[n,r].filter(o=>o!==null&&!o.endsWith("[bot]")),s=c?.owner??null;return(e==="emergency"?[n,s,...l]:[s,...l]).find(o=>o!==null)??null}function Y(e){return/^@?([a-z0-9][a-z0-9-]*)$/iu.exec(e??"")?.[1]??null}export{ce as openReview};
