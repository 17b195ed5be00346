import{h as i}from"./chunk-NBQ7BX4J.js";var{createHash:p}=globalThis.process.getBuiltinModule("node:crypto");function r(t,...n){return{markup:t.map((o,s)=>`${g(o)}${a(n[s]??null)}`).join("")}}function h(t){return r`${t.map(({look:n,text:e})=>d[n](e))}`}var d={text:t=>r`${t}`,code:t=>r`<code>${t}</code>`,strong:t=>r`<strong>${t}</strong>`};function $({title:t,style:n,script:e,body:o}){let s={markup:`<style>${n}</style>`},c=e===null?null:{markup:`<script>${e}</script>`},m=e===null?"":`; script-src '${l(e)}'`,u=`default-src 'none'; style-src '${l(n)}'${m}; base-uri 'none'; form-action 'none'`;return`${r`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${u}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${t}</title>
        ${s}
      </head>
      <body>
        ${o} ${c}
      </body>
    </html>`.markup}
`}function g(t){return t.replace(/\s*\n\s*/gu,`
`)}function a(t){return t===null?"":typeof t=="string"?i(t):typeof t=="number"?String(t):"markup"in t?t.markup:t.map(a).join("")}function l(t){return`sha256-${p("sha256").update(t).digest("base64")}`}export{r as a,h as b,$ as c};
