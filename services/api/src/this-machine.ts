const names: readonly string[] = ['localhost', '127.0.0.1', '::1', '[::1]'];

/** Whether a host name or address is that of this machine to itself. */
export function isThisMachine(host: string): boolean {
  return names.includes(host.toLowerCase());
}
