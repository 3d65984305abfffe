/** «99,8 %», never rounded up to a hundred. */
export function share(part: number, whole: number): string {
  const permille = Math.floor((part * 1000) / whole);
  return `${String(permille / 10).replace(".", ",")}\u00A0%`;
}
