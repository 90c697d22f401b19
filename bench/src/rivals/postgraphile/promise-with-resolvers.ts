// PostGraphile 5 is made for Node 22; of what Node 20 lacks it uses this alone. It has to be there before PostGraphile is loaded.
Object.assign(Promise, {
  withResolvers<Value>() {
    let resolve: ((value: Value) => void) | undefined;
    let reject: ((reason: unknown) => void) | undefined;
    const promise = new Promise<Value>((fulfil, refuse) => {
      resolve = fulfil;
      reject = refuse;
    });
    return { promise, resolve, reject };
  },
});
