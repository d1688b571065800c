/** What stands behind the # of the address: browsers send it to nobody, so it is in no log on the way. */
export function secretOfAddress(): string {
  return decodeURIComponent(window.location.hash.slice(1));
}
