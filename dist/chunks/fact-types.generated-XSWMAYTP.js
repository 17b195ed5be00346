import{a,b}from"./chunk-FUEEIO2H.js";import"./chunk-PHKIAKHS.js";export{a as factTypes,b as fileTypes};
