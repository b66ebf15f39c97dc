import { Pacer } from './pacer';

describe('Pacer', () => {
  let acts: (() => void)[];
  let pacer: Pacer;

  beforeEach(() => {
    jest.useFakeTimers();
    acts = [];
    pacer = new Pacer(() => new Promise(resolve => acts.push(resolve)));
  });

  afterEach(() => {
    pacer.dispose();
    jest.useRealTimers();
  });

  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

  it('acts at once the first time, and then as late as was allowed', async () => {
    pacer.ask(2000);
    await pass(0);
    expect(acts).toHaveLength(1);
    acts[0]();
    await pass(0);
    pacer.ask(2000);
    pacer.ask(2000);
    await pass(1999);
    expect(acts).toHaveLength(1);
    await pass(1);
    expect(acts).toHaveLength(2);
  });

  it('acts sooner for who cannot wait as long', async () => {
    pacer.ask(0);
    await pass(0);
    acts[0]();
    await pass(0);
    pacer.ask(2000);
    pacer.ask(100);
    await pass(100);
    expect(acts).toHaveLength(2);
  });

  it('never acts twice at once', async () => {
    pacer.ask(0);
    await pass(0);
    pacer.ask(10);
    await pass(1000);
    expect(acts).toHaveLength(1);
    acts[0]();
    await pass(0);
    expect(acts).toHaveLength(2);
  });

  it('does not act when nobody wants it any more', async () => {
    pacer.ask(0);
    pacer.cancel();
    await pass(1000);
    expect(acts).toHaveLength(0);
    pacer.dispose();
    pacer.ask(0);
    await pass(1000);
    expect(acts).toHaveLength(0);
  });
});
