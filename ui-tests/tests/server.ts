/*
 * A JupyterLab of the tests' own, which can be stopped, killed and started again.
 */
import { type ChildProcess, execFileSync, spawn } from 'child_process';
import { randomBytes } from 'crypto';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

import { answering, freePort } from './ports';
import { end } from './processes';
import { Proxy } from './proxy';

const ROOT = path.join(__dirname, '..', '..');
const BIN = path.join(ROOT, '.venv', 'bin');

/** A name that is another one where it is percent-encoded. */
const USER = 'ann@x';

export interface IServerOptions {
  /** Plugins that JupyterLab is to leave out. */
  disabled?: string[];
  /** What the user has set, by plugin. */
  settings?: Record<string, Record<string, unknown>>;
  /** Whether our part of the Jupyter server is on; it is unless said otherwise. */
  serverPart?: boolean;
  /** Whether it runs as on a hub: behind a reverse proxy, at a user's address, with a token and XSRF checks. */
  hub?: boolean;
}

export class JupyterServer {
  /** The server's root: what its file browser shows. */
  readonly root: string;

  /** What it and its kernels said. */
  readonly log: string;

  /** Where our part of it keeps its index. */
  readonly index: string;

  /** What it asks of those who come for the first time; empty where it asks nothing. */
  readonly token: string;

  private constructor(
    private _dir: string,
    private _port: number,
    private _proxy: Proxy | null
  ) {
    this.root = path.join(_dir, 'root');
    this.log = path.join(_dir, 'jupyter.log');
    this.index = path.join(_dir, 'index.sqlite');
    this.token = _proxy ? randomBytes(24).toString('hex') : '';
  }

  static async create(options: IServerOptions = {}): Promise<JupyterServer> {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'runside-server-'));
    const port = await freePort();
    const proxy = options.hub
      ? await Proxy.create(`/user/${USER}/`, port)
      : null;
    const server = new JupyterServer(dir, port, proxy);
    server.configure(options);
    await server.start();
    return server;
  }

  /** What the browser opens, without a slash at its end. */
  get url(): string {
    const { origin } = this._proxy ?? {
      origin: `http://localhost:${this._port}`
    };
    return origin + this.basePath;
  }

  /** Its process and those that it started, but no kernels; none while it is stopped. */
  processes(): number[] {
    const { pid } = this._process ?? {};
    if (pid === undefined) {
      return [];
    }
    const all = execFileSync('ps', ['-Ao', 'pid=,ppid=,command=']).toString();
    const children = all
      .split('\n')
      .map(line => line.trim().split(/\s+/))
      .filter(([, parent]) => Number(parent) === pid)
      .filter(([, , ...command]) => !command.includes('ipykernel_launcher'));
    return [pid, ...children.map(([child]) => Number(child))];
  }

  /** Start it, and wait until it answers. */
  async start(): Promise<void> {
    fs.mkdirSync(this.root, { recursive: true });
    const log = fs.openSync(this.log, 'a');
    this._process = spawn(
      path.join(BIN, 'jupyter'),
      [
        'lab',
        '--config',
        path.join(ROOT, 'ui-tests/jupyter_server_test_config.py')
      ],
      {
        env: this.environment(),
        stdio: ['ignore', log, log],
        cwd: this.root
      }
    );
    fs.closeSync(log);
    await answering(
      `http://localhost:${this._port}${this.basePath}/api`,
      this.log
    );
  }

  /** End it, and all its kernels. */
  async stop(): Promise<void> {
    const { _process: server } = this;
    this._process = null;
    if (server) {
      await end(server, 'SIGTERM');
    }
  }

  /** Start a script in the server's root, as from a shell. */
  script(source: string): ChildProcess {
    fs.writeFileSync(path.join(this.root, 'train.py'), source);
    const script = spawn(path.join(BIN, 'python'), ['train.py'], {
      cwd: this.root,
      env: this.environment(),
      stdio: 'inherit'
    });
    this._scripts.push(script);
    return script;
  }

  /** Forget how JupyterLab was arranged, and what was set in its pages. */
  forgetUser(): void {
    fs.rmSync(path.join(this._dir, 'jupyter', 'config', 'lab'), {
      recursive: true,
      force: true
    });
  }

  /** End all kernels, and leave the server as it is. */
  async endKernels(): Promise<void> {
    const kernels = (await (await this.ask('GET', 'kernels')).json()) as {
      id: string;
    }[];
    await Promise.all(
      kernels.map(({ id }) => this.ask('DELETE', `kernels/${id}`))
    );
  }

  async dispose(): Promise<void> {
    this._scripts.forEach(script => script.kill('SIGKILL'));
    await this.stop();
    await this._proxy?.dispose();
    fs.rmSync(this._dir, { recursive: true, force: true, maxRetries: 5 });
  }

  private get basePath(): string {
    return this._proxy ? `/user/${USER}` : '';
  }

  private ask(method: string, path: string): Promise<Response> {
    return fetch(`${this.url}/api/${path}`, {
      method,
      headers: { Authorization: `token ${this.token}` }
    });
  }

  /** What a user, or who set this up, has written into configuration files. */
  private configure(options: IServerOptions): void {
    const { disabled = [], settings = {}, serverPart = true } = options;
    const write = (name: string, content: object) => {
      const file = path.join(this._dir, 'jupyter', 'config', name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, JSON.stringify(content));
    };
    write('labconfig/page_config.json', {
      disabledExtensions: Object.fromEntries(disabled.map(id => [id, true]))
    });
    write('labconfig/default_setting_overrides.json', {
      // It would ask whether to look for news, over what a test looks at.
      '@jupyterlab/apputils-extension:notification': {
        checkForUpdates: false,
        fetchNews: 'false'
      },
      ...settings
    });
    write('jupyter_server_config.d/runside.json', {
      ServerApp: { jpserver_extensions: { runside: serverPart } }
    });
  }

  /** Nothing of the user who runs the tests is read or written. */
  private environment(): NodeJS.ProcessEnv {
    const home = path.join(this._dir, 'home');
    return {
      ...process.env,
      PATH: [BIN, process.env.PATH].join(path.delimiter),
      HOME: home,
      XDG_CACHE_HOME: path.join(home, '.cache'),
      XDG_CONFIG_HOME: path.join(home, '.config'),
      XDG_DATA_HOME: path.join(home, '.local', 'share'),
      IPYTHONDIR: path.join(this._dir, 'ipython'),
      JUPYTER_CONFIG_DIR: path.join(this._dir, 'jupyter', 'config'),
      JUPYTER_DATA_DIR: path.join(this._dir, 'jupyter', 'data'),
      JUPYTER_RUNTIME_DIR: path.join(this._dir, 'jupyter', 'runtime'),
      JUPYTERLAB_GALATA_ROOT_DIR: this.root,
      RUNSIDE_INDEX: this.index,
      RUNSIDE_UI_PORT: String(this._port),
      RUNSIDE_UI_USER: this._proxy ? USER : '',
      RUNSIDE_UI_TOKEN: this.token
    };
  }

  private _process: ChildProcess | null = null;
  private _scripts: ChildProcess[] = [];
}
