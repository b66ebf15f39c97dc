/** The names of folders and files, and how they are made. */
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** The name of a folder for a project or an id. */
export function folderName(text) {
  // Buffer.from would replace a lone surrogate.
  const bytes = Buffer.concat(
    Array.from(text, letter => {
      const c = letter.codePointAt(0);
      const isLone = c >= 0xd800 && c <= 0xdfff;
      return isLone
        ? Buffer.from([
            0xe0 | (c >> 12),
            0x80 | ((c >> 6) & 0x3f),
            0x80 | (c & 0x3f)
          ])
        : Buffer.from(letter);
    })
  );
  const parts = Array.from(bytes, (byte, i) => {
    const letter = String.fromCharCode(byte);
    return /[A-Za-z0-9_.-]/.test(letter) && !(i === 0 && letter === '.')
      ? letter
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  });
  if (parts.join('').length <= 120) {
    return parts.join('');
  }
  while (parts.join('').length > 103) {
    parts.pop();
  }
  return `${parts.join('')}~${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`;
}

/** Make a folder for the id that no other run has. */
export function claimFolder(project, id) {
  for (let n = 1; ; n++) {
    const folder = path.join(project, folderName(id) + (n > 1 ? `~${n}` : ''));
    try {
      fs.mkdirSync(folder);
      return folder;
    } catch (error) {
      if (error.code !== 'EEXIST') {
        throw error;
      }
    }
  }
}

/** A file that is there whole or not at all. */
export function makeWhole(file, bytes) {
  const draft = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  fs.writeFileSync(draft, bytes, { flag: 'wx' });
  fs.renameSync(draft, file);
}
