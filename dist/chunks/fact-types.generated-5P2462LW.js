import{a,b}from"./chunk-2MIRVS4B.js";import"./chunk-PHKIAKHS.js";export{a as factTypes,b as fileTypes};
