/**
 * Where a folder of the Jupyter server's machine lies, from the server's root folder; null where it lies outside of it.
 *
 * @param root - as pages are told it: absolute, or `~/…` for a folder below the home folder, whose name they are not told
 * @param folder - absolute
 */
export function pathBelow(root: string, folder: string): string | null {
  if (!root.startsWith('~')) {
    const prefix = root.endsWith('/') ? root : `${root}/`;
    return root !== '' && folder.startsWith(prefix)
      ? folder.slice(prefix.length)
      : null;
  }
  // Homes are /root, /home/ann, /Users/ann, /home/jovyan: never deeper than a folder of the same name further down.
  const tail = `${root.slice(1)}/`;
  const start = folder.indexOf(tail);
  return start > 0 ? folder.slice(start + tail.length) : null;
}
