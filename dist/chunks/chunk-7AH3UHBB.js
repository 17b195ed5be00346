import{d as e}from"./chunk-FTHYPH5V.js";function p(o,t){let n=o.flatMap(({environments:i,environment:r})=>(i?.some(s=>e(s)(t))??!0)&&r!==void 0?[r]:[]);return[...new Set([t,...n])]}export{p as a};
