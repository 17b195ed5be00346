function n(e){return typeof e=="object"&&e!==null&&"unknown"in e}export{n as a};
