var e=["low","medium","high","critical"];export{e as a};
