var t={s:1e3,m:6e4,h:36e5,d:864e5};function o(e){let[,n="0",r="s"]=/^(\d+)([smhd])$/u.exec(e)??[];return Number(n)*(t[r]??0)}export{o as a};
