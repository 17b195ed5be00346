var o={success:0,bug:1,wrongInput:2,cannotTell:3,needsApproval:10,blocked:11};export{o as a};
