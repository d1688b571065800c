/** How far business time is from this device's. A demo's is moved forward, and a device's clock may be wrong. */
let apart = 0;

/** Notes what the server's business time is: every answer tells it. */
export function hearTime(told: string | null): void {
  const at = Date.parse(told ?? "");
  if (!Number.isNaN(at)) apart = at - Date.now();
}

/** Now, in the time in which campaigns, messages and versions are dated. */
export function businessNow(): Date {
  return new Date(Date.now() + apart);
}
