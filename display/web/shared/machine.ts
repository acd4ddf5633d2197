// Which kiosk or board this is, where its address says so (`/kiosk?id=taxes-1`): an enrolled machine is known anyway.

/** The query by which the daemon is told. */
export function machineQuery(search: string = location.search): string {
  const id = new URLSearchParams(search).get('id');
  return id === null ? '' : `?id=${encodeURIComponent(id)}`;
}
