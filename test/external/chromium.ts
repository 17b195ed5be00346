import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-pipe',
];

/** What the commands used here answer, of which each has a part. */
type Answer = {
  readonly targetInfos?: readonly { readonly targetId: string; readonly type: string }[];
  readonly sessionId?: string;
  readonly result?: { readonly value?: unknown };
  readonly exceptionDetails?: unknown;
  readonly data?: string;
};

type Message = {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Answer;
  readonly error?: { readonly message: string };
};

/** A page in a real browser, driven over the DevTools protocol. */
export type BrowserPage = {
  /** Sends a command of the protocol and gives its result. */
  readonly send: (method: string, params?: object) => Promise<Answer>;
  /** The value of an expression in the page. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  /** Presses a key and lets it go. */
  readonly press: (key: string, modifiers?: 'shift') => Promise<void>;
  /** What the page complained about so far: exceptions, errors in the console, breaches of its content policy. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
};

/** Starts a browser of its own with an empty profile and opens one page. */
export async function openChromium(): Promise<BrowserPage> {
  const profile = mkdtempSync(join(tmpdir(), 'change-gate-chromium-'));
  const browser = spawn('chromium', [...flags, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => browser.once('exit', () => resolve()));
  const { call, complaints } = connection(browser.stdio[3], browser.stdio[4]);
  const { targetInfos } = await call('Target.getTargets');
  const [target] = (targetInfos ?? []).filter(({ type }) => type === 'page');
  const { sessionId } = await call('Target.attachToTarget', { targetId: target?.targetId, flatten: true });
  const send = (method: string, params: object = {}) => call(method, params, sessionId);
  for (const domain of ['Page', 'Runtime', 'Log']) await send(`${domain}.enable`);
  return {
    send,
    complaints,
    evaluate: async (expression) => {
      const { result, exceptionDetails } = await send('Runtime.evaluate', {
        expression,
        returnByValue: true,
        awaitPromise: true,
      });
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
      return result?.value;
    },
    press: async (key, modifiers) => {
      const event = { ...keyEvent(key), modifiers: modifiers === 'shift' ? 8 : 0 };
      await send('Input.dispatchKeyEvent', { type: 'keyDown', ...event });
      await send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
    },
    close: async () => {
      await call('Browser.close');
      await exited;
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Opens a file in the page and waits until it is there. */
export async function visit({ send, evaluate }: BrowserPage, address: string): Promise<void> {
  await send('Page.navigate', { url: address });
  for (;;) {
    const state = await evaluate('location.href + " " + document.readyState');
    if (state === `${address} complete`) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const keyCodes: Readonly<Record<string, number>> = {
  Tab: 9,
  Enter: 13,
  Escape: 27,
  PageUp: 33,
  PageDown: 34,
  End: 35,
  Home: 36,
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
};

function keyEvent(key: string) {
  const text = key === 'Enter' ? { text: '\r' } : {};
  return { key, code: key, windowsVirtualKeyCode: keyCodes[key] ?? 0, ...text };
}

/** Commands and answers over the pipe: JSON, ended by a zero byte each. */
function connection(output: unknown, input: unknown) {
  if (!(output instanceof Writable) || !(input instanceof Readable)) throw new TypeError('the browser has no pipes');
  const waiting = new Map<number, { resolve: (result: Answer) => void; reject: (error: Error) => void }>();
  const complaints: string[] = [];
  let last = 0;
  let buffer = '';
  input.setEncoding('utf8').on('data', (chunk: string) => {
    const messages = `${buffer}${chunk}`.split('\0');
    buffer = messages.pop() ?? '';
    for (const message of messages) receive(JSON.parse(message));
  });
  const receive = ({ id, method, params, result, error }: Message): void => {
    const complaint = method === undefined ? null : complaintOf(method, params ?? {});
    if (complaint !== null) complaints.push(complaint);
    const call = id === undefined ? undefined : waiting.get(id);
    if (call === undefined || id === undefined) return;
    waiting.delete(id);
    if (error === undefined) call.resolve(result ?? {});
    else call.reject(new Error(error.message));
  };
  const call = (method: string, params: object = {}, sessionId?: string) =>
    new Promise<Answer>((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      output.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
    });
  return { call, complaints };
}

function complaintOf(method: string, params: Readonly<Record<string, unknown>>): string | null {
  if (method === 'Runtime.exceptionThrown' || method === 'Log.entryAdded') return JSON.stringify(params);
  if (method === 'Runtime.consoleAPICalled' && params['type'] !== 'log') return JSON.stringify(params);
  return null;
}
