import{a,b}from"./chunk-RHZWFC2Y.js";import"./chunk-PHKIAKHS.js";export{a as realPace,b as waitAfter};
