import{a}from"./chunk-FS3CT274.js";import"./chunk-PHKIAKHS.js";export{a as connection};
