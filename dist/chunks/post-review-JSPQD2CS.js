import{a as p,b as W,c as D}from"./chunk-XGDGZM3E.js";import{a,b as g,d as O,f as R,h as S}from"./chunk-7S6GZFWN.js";import{c as x}from"./chunk-GVWHW6SI.js";import{a as L}from"./chunk-RGT3WKSG.js";import"./chunk-24PZ5VME.js";import"./chunk-OE4DTJHG.js";import"./chunk-WZBWR52P.js";import{a as P}from"./chunk-TDGGDDOL.js";import{a as v,c as y,f as w,g as $}from"./chunk-NBQ7BX4J.js";import"./chunk-PHKIAKHS.js";var T=`---
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
`;function M(e){let{key:n,marker:t}=_(e),{kind:i,environment:r}=e,d=`Post-implementation review: ${I[i]} in ${r} (${f(B(e))})`,c=[t,p(a`${F[i](e)} Look back at it, write down what is to be done, and close this issue.`,600),"",...W(["",""]),...E(e).map(([s,l])=>D([s,l])),...C(e),"",N(e.template??T)];return{key:n,marker:t,title:v(d,200),body:c.join(`
`)}}var I={emergency:"emergency",rollback:"rollback",failure:"failed change"},F={emergency:({environment:e})=>a`An emergency change was let pass to ${g(e)}.`,rollback:({environment:e})=>a`What was live in ${g(e)} was taken back.`,failure:({environment:e})=>a`A change that went to ${g(e)} failed.`};function B({kind:e,base:n,head:t}){return e==="rollback"?n??t:t}function _(e){let t=`<!-- change-gate review ${L([e.environment,B(e)]).slice(7,27)} `;return{key:t,marker:`${t}${/^\d+$/u.exec(e.run.id??"")?.[0]??"by-hand"} -->`}}function E(e){let{base:n,head:t,services:i,by:r,reason:d,at:c,due:s,owner:l,timezone:o,run:u,record:m}=e,b=x(o,c),z=a`${g(n===null?"unknown":f(n))} → ${g(f(t))}`,A=R(i.map(h=>a`${g(h)}`),10);return[["**Due**",`**${p(a`${b.short(s)} ${o}`,100)}**`],l===null?null:["**Owner**",$(l)],["When",p(a`${b.short(c)} ${o}`,100)],["Commits",p(z,100)],i.length===0?null:["Services",p(A,500)],r===null?null:[e.kind==="failure"?"Said by":"Declared by",y(r,100)],d===null?null:["Reason",p(S(a`${d}`),1e3)],U(e),u.url===null?null:["Run",w("the run that told of it",u.url)],m===null?null:["Record",w(p(a`${g(m.path)}`,200),m.url)]].flatMap(h=>h===null?[]:[h])}function U({incident:e}){if(e===null)return null;let n=/^#?([1-9]\d{0,8})$/u.exec(e.trim())?.[1];return["Incident",n===void 0?y(e,200):`#${n}`]}var j=10;function C({passed:e}){if(e.length===0)return[];let n=e.slice(0,j),t=e.length-n.length;return["","**What it passed all the same**","",...n.map(i=>`- ${p(a`${g(i.code)}: ${O(i.problem)}`,400)}`),...t===0?[]:[`- and ${t} more`]]}var H=2e4;function N(e){let n=e.replaceAll(`\r
`,`
`).slice(0,H),t=n.startsWith(`---
`)?n.indexOf(`
---
`,3):-1;return(t<0?n:n.slice(t+5)).trim()}function f(e){return/^[0-9a-f]{40,64}$/u.test(e)?e.slice(0,12):e}async function de(e,n){let{event:t,github:i}=e;if(i===null)return[k("there is no `token`")];try{let r=await K(e,n),{openPostReview:d}=await import("./post-review-IJQ4EZDH.js"),{key:c,marker:s,title:l,body:o}=M(r),u=await d(await i(),{repository:{owner:t.owner,repo:t.repository},label:n.policy.reviews.label,viewer:n.viewer,since:new Date(Date.parse(r.at)-G*q).toISOString(),review:{key:c,marker:s,title:l,body:e.runner.redacted(o),owner:X(r.owner)}});if(u.kind==="refused")return[k(u.reason)];let m=r.due.slice(0,10);return u.kind==="opened"?[`the post-implementation review #${u.number} was opened, due on ${m}`]:[`the post-implementation review #${u.number} is there already`]}catch(r){return[k(r instanceof Error?r.message:String(r))]}}var q=864e5,G=31,J=".github/ISSUE_TEMPLATE/post-implementation-review.md";function k(e){return`no post-implementation review was opened: ${e}; open one by hand`}async function K({event:e,runner:n},t){let{findings:i,policy:r,readTrusted:d,...c}=t,s=n.now();return{...c,passed:i.filter(({code:l})=>Q(l)),at:s,due:new Date(Date.parse(s)+P(r.reviews.within)).toISOString(),owner:V(t,e.actor),timezone:r.schedule?.timezone??"UTC",run:{id:n.run.id===null?null:String(n.run.id),url:n.runUrl},template:await d(J)}}function Q(e){return/^(?:schedule|rollback|evidence|approvals|conflicts)\//u.test(e)&&e!=="schedule/exception"}function V({kind:e,by:n,services:t,policy:i},r){let d=t.flatMap(o=>Object.hasOwn(i.services,o)?i.services[o]??[]:[]),[c]=d.filter(({owner:o})=>o!==void 0).toSorted((o,u)=>o.tier-u.tier),s=[n,r].filter(o=>o!==null&&!o.endsWith("[bot]")),l=c?.owner??null;return(e==="emergency"?[n,l,...s]:[l,...s]).find(o=>o!==null)??null}function X(e){return/^@?([a-z0-9][a-z0-9-]*)$/iu.exec(e??"")?.[1]??null}export{de as openReview};
