import{a}from"./chunk-OPJDONTG.js";import"./chunk-PHKIAKHS.js";export{a as useProxy};
