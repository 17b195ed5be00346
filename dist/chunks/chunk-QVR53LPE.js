function a(e){return typeof e=="object"&&e!==null&&"unknown"in e}export{a};
