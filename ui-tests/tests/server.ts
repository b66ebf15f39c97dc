/*
 * A JupyterLab of a test's own, which can be stopped, killed and started again.
 */
import { type ChildProcess, spawn } from 'child_process';
import * as fs from 'fs';
import * as net from 'net';
import * as os from 'os';
import * as path from 'path';

const ROOT = path.join(__dirname, '..', '..');
const BIN = path.join(ROOT, '.venv', 'bin');

export interface IServerOptions {
  /** Plugins that JupyterLab is to leave out. */
  disabled?: string[];
  /** What the user has set, by plugin. */
  settings?: Record<string, Record<string, unknown>>;
  /** Whether our part of the Jupyter server is on; it is unless said otherwise. */
  serverPart?: boolean;
}

export class JupyterServer {
  /** The server's root: what its file browser shows. */
  readonly root: string;

  private constructor(
    private _dir: string,
    private _port: number
  ) {
    this.root = path.join(_dir, 'root');
  }

  static async create(options: IServerOptions = {}): Promise<JupyterServer> {
    const { disabled = [], settings = {}, serverPart = true } = options;
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'runside-server-'));
    const server = new JupyterServer(dir, await freePort());
    const folder = path.join(dir, 'jupyter', 'config', 'labconfig');
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(
      path.join(folder, 'page_config.json'),
      JSON.stringify({
        disabledExtensions: Object.fromEntries(disabled.map(id => [id, true]))
      })
    );
    fs.writeFileSync(
      path.join(folder, 'default_setting_overrides.json'),
      JSON.stringify(settings)
    );
    const enabled = path.join(
      dir,
      'jupyter',
      'config',
      'jupyter_server_config.d'
    );
    fs.mkdirSync(enabled, { recursive: true });
    fs.writeFileSync(
      path.join(enabled, 'runside.json'),
      JSON.stringify({
        ServerApp: { jpserver_extensions: { runside: serverPart } }
      })
    );
    await server.start();
    return server;
  }

  get url(): string {
    return `http://localhost:${this._port}`;
  }

  /** Start it, and wait until it answers. */
  async start(): Promise<void> {
    fs.mkdirSync(this.root, { recursive: true });
    const log = fs.openSync(path.join(this._dir, 'jupyter.log'), 'a');
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
    await until(() => answers(`${this.url}/api`), 60_000);
  }

  /** End it, and all its kernels. */
  async stop(): Promise<void> {
    const { _process: server } = this;
    if (server && server.exitCode === null) {
      const ended = new Promise(resolve => server.once('exit', resolve));
      server.kill('SIGTERM');
      await ended;
    }
    this._process = null;
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

  async dispose(): Promise<void> {
    this._scripts.forEach(script => script.kill('SIGKILL'));
    await this.stop();
    fs.rmSync(this._dir, { recursive: true, force: true, maxRetries: 5 });
  }

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
      RUNSIDE_INDEX: path.join(this._dir, 'index.sqlite'),
      RUNSIDE_UI_PORT: String(this._port)
    };
  }

  private _process: ChildProcess | null = null;
  private _scripts: ChildProcess[] = [];
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = net.createServer();
    server.listen(0, 'localhost', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

async function until(
  holds: () => Promise<boolean>,
  timeout: number
): Promise<void> {
  const end = Date.now() + timeout;
  while (!(await holds())) {
    if (Date.now() > end) {
      throw new Error(`the Jupyter server did not answer within ${timeout} ms`);
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}
