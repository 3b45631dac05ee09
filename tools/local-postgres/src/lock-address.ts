/** Where the lock of a folder listens. */
export interface LockAddress {
  readonly path: string;
  /** The address outlives a killed process as a file. */
  readonly isFile: boolean;
}

/**
 * The same for everyone who means the same folder, by whatever path. Short, because the system allows about 100 bytes.
 * @see https://nodejs.org/api/net.html#identifying-paths-for-ipc-connections
 */
export function lockAddress(platform: NodeJS.Platform, folder: string): LockAddress {
  const name = `couplekit-postgres-${folder}`;
  switch (platform) {
    case 'linux':
      return { path: `\0${name}`, isFile: false };
    case 'win32':
      return { path: `\\\\.\\pipe\\${name}`, isFile: false };
    default:
      return { path: `/tmp/${name}.sock`, isFile: true };
  }
}
