import{a,b,c,d}from"./chunk-UEWHYJTD.js";import"./chunk-ZPL63D6B.js";import"./chunk-HEB7WZLA.js";import"./chunk-PHKIAKHS.js";export{b as boundedBy,d as emptyTree,c as isShallow,a as openRepository};
