/*
 * A real nginx in front of a Jupyter server, as in front of a hub.
 */
import { type ChildProcess, execFileSync, spawn } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

import { answering, freePort } from './ports';
import { end } from './processes';

const FIND = path.join(__dirname, '..', '..', '.ci', 'nginx');

/** What nginx may keep in files while it passes it on. */
const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

export class Proxy {
  private constructor(
    /** What the browser opens: the address without a path. */
    readonly origin: string,
    private _dir: string,
    private _nginx: ChildProcess
  ) {}

  /**
   * Start one on a free port of this machine.
   *
   * @param prefix - the only path that is passed on, e.g. `/user/ann@x/`
   * @param port - where the Jupyter server listens
   */
  static async create(prefix: string, port: number): Promise<Proxy> {
    const nginx = execFileSync(FIND, ['find']).toString().trim();
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'runside-nginx-'));
    const own = await freePort();
    const config = path.join(dir, 'nginx.conf');
    fs.writeFileSync(config, configuration(prefix, own, port));
    const log = path.join(dir, 'error.log');
    const output = fs.openSync(log, 'a');
    const user = unprivileged();
    if (user) {
      [dir, config, log].forEach(file =>
        fs.chownSync(file, user.uid, user.gid)
      );
    }
    const child = spawn(nginx, ['-p', dir, '-c', config, '-e', 'stderr'], {
      ...user,
      cwd: dir,
      stdio: ['ignore', output, output]
    });
    fs.closeSync(output);
    const proxy = new Proxy(`http://127.0.0.1:${own}`, dir, child);
    try {
      await answering(proxy.origin, log);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
    return proxy;
  }

  async dispose(): Promise<void> {
    await end(this._nginx, 'SIGTERM');
    fs.rmSync(this._dir, { recursive: true, force: true });
  }
}

/** Nobody, where we are root and could start it as somebody else. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const id = (what: string) =>
    Number(execFileSync('id', [what, 'nobody']).toString());
  return { uid: id('-u'), gid: id('-g') };
}

/** Paths are passed on as they came, and what is not the user's is refused, as hubs do. */
function configuration(prefix: string, own: number, port: number): string {
  return `
daemon off;
worker_processes 1;
pid nginx.pid;
events {}
http {
  access_log off;
  ${TEMPORARY.map(name => `${name}_temp_path ${name};`).join('\n  ')}
  client_max_body_size 0;
  map $http_upgrade $connection_upgrade {
    default upgrade;
    ''      close;
  }
  server {
    listen 127.0.0.1:${own};
    location ${prefix} {
      proxy_pass http://127.0.0.1:${port};
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header X-Real-IP $remote_addr;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      proxy_read_timeout 1h;
    }
    location / {
      return 403;
    }
  }
}
`;
}
