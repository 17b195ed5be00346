import{a,b,c,d}from"./chunk-TBNYUYQS.js";import"./chunk-654TGYUM.js";import"./chunk-HEB7WZLA.js";import"./chunk-PHKIAKHS.js";export{b as boundedBy,d as emptyTree,c as isShallow,a as openRepository};
