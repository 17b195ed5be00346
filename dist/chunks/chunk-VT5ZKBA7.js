function r({services:t}){return Object.fromEntries(Object.entries(t).flatMap(([i,{runway:e}])=>e===void 0?[]:[[i,e]]))}export{r as a};
