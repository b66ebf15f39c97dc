/** The lines and files of docs/journal.md. */
import fs from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';

import { encode } from './values.mjs';

const LARGEST_FILE = 64 * 2 ** 20;

/** The files of one writer. What `append` returned from survives the death of this process. */
export class Journal {
  #seq = 0;
  #file = 0;
  #size = 0;
  #fd = null;
  #t = 0;
  #isSynced = true;

  constructor(folder, uid, writer) {
    Object.assign(this, { folder, uid, writer });
    this.timer = setInterval(() => this.#tick(), 1000).unref();
  }

  /** Append records, in one write. None of them is there where this throws. */
  append(...records) {
    this.#t = Math.max(this.#t, Date.now() / 1000);
    const lines = records.map(({ kind, ...fields }, i) =>
      this.#line(this.#seq + 1 + i, { kind, t: this.#t, ...fields })
    );
    const block = Buffer.from(lines.join(''));
    if (this.#fd === null || this.#size + block.length > LARGEST_FILE) {
      this.#open();
    }
    this.#write(block);
    this.#seq += records.length;
  }

  close() {
    clearInterval(this.timer);
    fs.fdatasyncSync(this.#fd);
    fs.closeSync(this.#fd);
  }

  #line(seq, record) {
    const json = encode(record);
    const rest = `${seq} ${json.length} ${json}`;
    return `${crc32(`${this.uid} ${rest}`).toString(16).padStart(8, '0')} ${rest}\n`;
  }

  #open() {
    if (this.#fd !== null) {
      fs.fdatasyncSync(this.#fd);
      fs.closeSync(this.#fd);
    }
    const file = ++this.#file;
    const name = `${this.writer}-${String(file).padStart(6, '0')}.log`;
    // 'ax': appended to, and made by us: whatever lies there already is not followed.
    this.#fd = fs.openSync(path.join(this.folder, 'journal', name), 'ax');
    this.#size = 0;
    const { uid, writer } = this;
    this.#write(
      Buffer.from(
        this.#line(0, { kind: 'header', format: 1, uid, writer, file })
      )
    );
    fs.utimesSync(path.dirname(this.folder), new Date(), new Date());
  }

  #write(block) {
    try {
      for (let at = 0; at < block.length;) {
        at += fs.writeSync(this.#fd, block, at);
      }
    } catch (error) {
      fs.ftruncateSync(this.#fd, this.#size);
      throw error;
    }
    this.#size += block.length;
    this.#isSynced = false;
  }

  #tick() {
    // Node can hold no POSIX lock: without one, only records say that this writer lives.
    if (Date.now() / 1000 - this.#t > 10) {
      this.append({ kind: 'system', data: {} });
    }
    if (!this.#isSynced) {
      this.#isSynced = true;
      fs.fdatasync(this.#fd, error => error && process.emitWarning(error));
    }
  }
}
