import{a,b}from"./chunk-RWW6DEWM.js";import"./chunk-PHKIAKHS.js";export{a as factTypes,b as fileTypes};
