function u(r,{runUrl:t,actor:e,mode:o}){let n=Number(r.GITHUB_RUN_ATTEMPT);return{url:t,id:r.GITHUB_RUN_ID??null,attempt:Number.isInteger(n)&&n>0?n:null,actor:e,mode:o}}export{u as a};
