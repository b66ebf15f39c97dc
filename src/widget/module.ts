/** What the kernel library calls the module of its widgets. */
export const MODULE = 'runside';

/** Ours. The kernel library asks for any of its own major version. */
export const VERSION = '0.1.0';
