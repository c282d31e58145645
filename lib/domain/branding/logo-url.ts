/** Relative, since each tenant serves its own logos. */
export function logoUrl(logoId: string | null): string | undefined {
  return logoId === null ? undefined : `/logos/${logoId}`
}
