var s=/^([\w.-]+)\/([\w.-]+)\/\/([^@]+)@([^\s@]+)$/;function c(e){let[f,r,n,o,t]=s.exec(e)??[];return f!==void 0&&r&&n&&o&&t?{text:e,owner:r,repository:n,path:o,ref:t}:null}export{c as a};
